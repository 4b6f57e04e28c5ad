"""A mail server that a test can make refuse, hang or die; it speaks real SMTP on loopback."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = Callable[["MailServer", SMTP], Awaitable[str]]


async def take(_server: MailServer, _session: SMTP) -> str:
    """Take the mail."""
    return "250 OK"


async def refuse_for_now(_server: MailServer, _session: SMTP) -> str:
    """Refuse the mail as a server does that is busy."""
    return "451 Try again later"


async def refuse_for_good(_server: MailServer, _session: SMTP) -> str:
    """Refuse the mail as a server does that wants no such mail."""
    return "554 No such mail here"


async def hang(server: MailServer, _session: SMTP) -> str:
    """Answer only when the test lets the server go on."""
    await server.goes_on.wait()
    return "250 OK"


async def die(_server: MailServer, session: SMTP) -> str:
    """Break the connection off instead of an answer."""
    assert isinstance(session.transport, asyncio.Transport)
    session.transport.abort()
    return "250 OK"


class MailServer:
    """Gives each mail the next of its answers, and takes every mail after the last of them.

    It has its address from the first, and refuses connections there until it is entered.
    """

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        host, port = self._socket.getsockname()
        self.address: tuple[str, int] = host, port
        self.tried: list[bytes] = []
        self.was_tried = asyncio.Event()
        self.goes_on = asyncio.Event()
        self.sessions: list[SMTP] = []

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, sock=self._socket)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.goes_on.set()
        self._server.close()
        for session in self.sessions:
            if session.transport:
                session.transport.close()
        await self._server.wait_closed()

    def _session(self) -> SMTP:
        session = SMTP(self, hostname="localhost", loop=asyncio.get_running_loop())
        self.sessions.append(session)
        return session

    async def handle_DATA(  # noqa: N802 aiosmtpd finds the method by this name
        self, session: SMTP, _state: Session, envelope: Envelope
    ) -> str:
        """Note the mail and give the next answer."""
        self.tried.append(envelope.original_content or b"")
        self.was_tried.set()
        answer = self.answers.pop(0) if self.answers else take
        return await answer(self, session)

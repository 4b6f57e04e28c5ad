"""The people's mailbox: what the outbox has delivered."""

from __future__ import annotations

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING
from weakref import WeakSet

from mock_court.courts.profile import MAILBOX_HOST
from mock_court.rules.database import RecordsUnavailable
from mock_court.rules.records import Records

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """The mailbox of everybody whom the mock knows: an SMTP server on loopback."""

    def __init__(self, records: Records) -> None:
        """Keep what arrives in `records`."""
        self._records = records
        self._server: asyncio.Server | None = None
        self._sessions: WeakSet[SMTP] = WeakSet()

    async def start(self) -> tuple[str, int]:
        """Listen in the running event loop, and return host and port."""
        loop = asyncio.get_running_loop()

        def session() -> SMTP:
            # Loaded with the first mail, and not while the court starts.
            from aiosmtpd.smtp import SMTP  # noqa: PLC0415 as said above

            # Without a name for itself the server would ask DNS for one.
            session = SMTP(self, hostname=MAILBOX_HOST, loop=loop)
            self._sessions.add(session)
            return session

        self._server = await loop.create_server(session, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        return host, port

    async def stop(self) -> None:
        """Stop listening, and hang up on all who are still connected."""
        if self._server is None:
            return
        self._server.close()
        # A server counts as closed only when its last client is gone (Python 3.12, uvloop).
        for session in self._sessions:
            if session.transport:
                session.transport.close()
        await self._server.wait_closed()
        self._server = None

    def messages(self) -> list[EmailMessage]:
        """Return the mails that arrived, oldest first."""
        return [
            message_from_bytes(message, policy=policy.default)
            for message in self._records.received_mail()
        ]

    async def handle_DATA(  # noqa: N802 aiosmtpd finds the method by this name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail that arrives; aiosmtpd sends the returned line as its answer."""
        content = envelope.original_content or b""
        message_id = message_from_bytes(content, policy=policy.default)["Message-ID"]
        if not message_id:
            return "554 A mail needs a Message-ID here: add one and send it again."
        try:
            self._records.receive_mail(message_id, content)
        except RecordsUnavailable as error:
            return f"451 {error}"
        return "250 The mail has arrived."

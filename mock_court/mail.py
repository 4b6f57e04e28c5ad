"""The court's mail: the notice of a link, the outbox that sends it, the mailbox it arrives in."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from weakref import WeakSet

import aiosmtplib
from aiosmtpd.smtp import SMTP, Envelope, Session
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_exponential

from mock_court.people import CmecfAccount, PacerAccount
from mock_court.profile import MAILBOX_HOST, Profile
from mock_court.records import Records

SERVER_TIMEOUT = 10.0
"""How many seconds a mail server may take for one answer."""

FIRST_RETRY = 0.1
LAST_RETRY = 30.0
"""The wait before another try doubles from `FIRST_RETRY` to this many seconds, and stays there."""

_log = logging.getLogger(__name__)

# Invented, like the subject: nobody who published a guide has shown the real court's e-mail.
_NOTICE = """\
This is a mail of a mock court: no real account was linked.

Your PACER account has been linked to your CM/ECF account at the
{court}.

PACER account: {pacer.name} ({pacer.username})
CM/ECF account: {cmecf.name} ({cmecf.login})
Linked: {linked_at:%Y-%m-%d %H:%M:%S %Z}

The link is permanent. Your CM/ECF login and password no longer work:
log on with your PACER account from now on.
"""


def linking_notice(
    profile: Profile, pacer: PacerAccount, cmecf: CmecfAccount, linked_at: datetime
) -> EmailMessage:
    """Write the notice of a link; `ValueError` if a name or address holds a line break."""
    # One link has one Message-ID, so that a notice which is sent twice is still one mail.
    names = f"{profile.id}\n{pacer.username}\n{cmecf.login}\n{linked_at.isoformat()}"
    message_id = hashlib.sha256(names.encode()).hexdigest()[:24]
    notice = EmailMessage(policy=policy.SMTP)
    notice["Message-ID"] = f"<{message_id}@{profile.cmecf_host}>"
    notice["Date"] = linked_at
    notice["From"] = Address(f"{profile.title} (mock)", "cmecf", profile.cmecf_host)
    notice["To"] = Address(pacer.name, addr_spec=pacer.email)
    notice["Subject"] = f"[Mock court] Accounts linked: {profile.title}"
    notice["Auto-Submitted"] = "auto-generated"
    # Not every mail server takes eight-bit text, and quoted-printable stays readable in a log.
    notice.set_content(
        _NOTICE.format(court=profile.full_name, pacer=pacer, cmecf=cmecf, linked_at=linked_at),
        cte="quoted-printable",
    )
    return notice


class Outbox:
    """Delivers the notices that the court owes to a mail server, whatever the server does."""

    def __init__(
        self, records: Records, server: tuple[str, int], now: Callable[[], datetime]
    ) -> None:
        """Deliver to the mail server at host and port `server`."""
        self._records = records
        self._server = server
        self._now = now
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._loop_lock = threading.Lock()
        self._retrying = AsyncRetrying(
            sleep=self._wait_to_retry,
            wait=wait_exponential(multiplier=FIRST_RETRY, max=LAST_RETRY),
            retry=retry_if_exception_type((aiosmtplib.SMTPException, OSError)),
            before_sleep=self._report,
        )

    async def run(self) -> None:
        """Deliver unsent notices for ever, until cancelled."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                await self._retrying(self._deliver)
                await self._woken.wait()
        finally:
            with self._loop_lock:
                self._loop = None

    def wake(self) -> None:
        """Have a new notice delivered at once; any thread may call it."""
        with self._loop_lock:
            if self._loop:
                self._loop.call_soon_threadsafe(self._woken.set)

    async def _wait_to_retry(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _deliver(self) -> None:
        self._woken.clear()
        notices = self._records.unsent_notices()
        if not notices:
            return
        host, port = self._server
        # The mail holds no secret, and a test server's certificate is seldom one to be trusted.
        # Without a name for itself the client would ask DNS for one.
        client = aiosmtplib.SMTP(
            hostname=host,
            port=port,
            local_hostname="localhost",
            timeout=SERVER_TIMEOUT,
            start_tls=False,
        )
        refusal: aiosmtplib.SMTPException | None = None
        # As a context manager the client would wait for a hanging server's good-bye when cancelled.
        try:
            await client.connect()
            for notice in notices:
                message = message_from_bytes(notice.message, policy=policy.SMTP)
                try:
                    await client.send_message(message)
                except (
                    aiosmtplib.SMTPResponseException,
                    aiosmtplib.SMTPRecipientsRefused,
                ) as error:
                    # A server that refuses one notice may well take the next.
                    refusal = error
                else:
                    self._records.mark_sent(notice, self._now())
            with suppress(aiosmtplib.SMTPException):
                await client.quit()
        finally:
            client.close()
            _heed_cancellation()
        if refusal:
            raise refusal

    def _report(self, state: RetryCallState) -> None:
        host, port = self._server
        error = state.outcome.exception() if state.outcome else None
        _log.warning(
            "The mail server %s:%s did not take a notice: %s; next try in %.1f seconds.",
            host,
            port,
            error,
            state.upcoming_sleep,
        )


def _heed_cancellation() -> None:
    # The `asyncio.wait_for` of Python 3.11, which aiosmtplib uses, swallows a cancellation that
    # comes together with the server's answer (bpo-42130), and the outbox would never stop.
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError


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
            # Without a name for itself the server would ask DNS for one.
            session = SMTP(self, hostname=MAILBOX_HOST, loop=loop)
            self._sessions.add(session)
            return session

        self._server = await loop.create_server(session, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        return host, port

    async def stop(self) -> None:
        """Stop listening, and hang up on whoever is still connected."""
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
        self._records.receive_mail(message_id, content)
        return "250 The mail has arrived."

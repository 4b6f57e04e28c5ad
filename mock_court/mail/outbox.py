"""The court's mail: the notice of a link, the outbox that sends it, the mailbox it arrives in."""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy

import aiosmtplib
from tenacity import AsyncRetrying, RetryCallState, wait_exponential

from mock_court.rules.database import RecordsUnavailable
from mock_court.rules.records import Notice, Records

SERVER_TIMEOUT = 10.0
"""How many seconds a mail server may take for one answer."""

FIRST_RETRY = 0.1
LAST_RETRY = 30.0
"""The wait before another try doubles from `FIRST_RETRY` to this many seconds, and stays there."""

_log = logging.getLogger(__name__)


_EXPECTED = (RecordsUnavailable, aiosmtplib.SMTPException, OSError)
"""What may go wrong though no code of ours is wrong."""
_HANGS_UP = (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError, OSError)
"""What ends a conversation with a mail server."""


@dataclass(frozen=True)
class Failure:
    """Why a try to deliver failed, and when."""

    why: str
    at: datetime


class Outbox:
    """Delivers the notices that the court owes to a mail server, whatever happens meanwhile.

    Each is sent at least once: again, with the same Message-ID, if nobody could note that it went.
    """

    def __init__(
        self, records: Records, server: tuple[str, int], now: Callable[[], datetime]
    ) -> None:
        """Deliver to the mail server at host and port `server`."""
        self._records = records
        self._server = server
        self._now = now
        self.failure: Failure | None = None
        """Why the last try failed; nothing after one that did not."""
        self.defect: Exception | None = None
        """The first failure that only a defect of ours explains."""
        self._taken: dict[int, datetime] = {}
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._loop_lock = threading.Lock()
        self._retrying = AsyncRetrying(
            sleep=self._wait_to_retry,
            wait=wait_exponential(multiplier=FIRST_RETRY, max=LAST_RETRY),
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

    @property
    def is_alive(self) -> bool:
        """Say whether notices are delivered at all, sooner or later."""
        return self._loop is not None

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
        for notice in [each for each in notices if each.id in self._taken]:
            self._mark_sent(notice)
            notices.remove(notice)
        if notices:
            await self._send(notices)
        self.failure = None

    async def _send(self, notices: list[Notice]) -> None:
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
        failed: Exception | None = None
        # As a context manager the client would wait for a hanging server's good-bye when cancelled.
        try:
            await client.connect()
            for notice in notices:
                try:
                    message = message_from_bytes(notice.message, policy=policy.SMTP)
                    await client.send_message(message)
                except _HANGS_UP:
                    raise
                except Exception as error:  # noqa: BLE001 it is raised below
                    # A notice that is refused, or cannot be sent at all, holds up no other.
                    failed = error
                else:
                    # Noted here first: if the records fail now, it is not sent every time again.
                    self._taken[notice.id] = self._now()
                    self._mark_sent(notice)
            with suppress(aiosmtplib.SMTPException):
                await client.quit()
        finally:
            client.close()
            _heed_cancellation()
        if failed:
            raise failed

    def _mark_sent(self, notice: Notice) -> None:
        self._records.mark_sent(notice, self._taken[notice.id])
        del self._taken[notice.id]

    def _report(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        self.failure = Failure(str(error) or type(error).__name__, self._now())
        if isinstance(error, RecordsUnavailable):
            what = "The outbox cannot use the court's records"
        else:
            host, port = self._server
            what = f"The mail server {host}:{port} did not take a notice"
        if not isinstance(error, _EXPECTED) and isinstance(error, Exception):
            self.defect = self.defect or error
        _log.warning("%s: %s; next try in %.1f seconds.", what, error, state.upcoming_sleep)


def _heed_cancellation() -> None:
    # The `asyncio.wait_for` of Python 3.11, which aiosmtplib uses, swallows a cancellation that
    # comes together with the server's answer (bpo-42130), and the outbox would never stop.
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError

"""The court's mail: the notice of a link, the outbox that sends it, the mailbox it arrives in."""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email import message_from_bytes, policy

import aiosmtplib
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_exponential

from mock_court.rules.records import Records

SERVER_TIMEOUT = 10.0
"""How many seconds a mail server may take for one answer."""

FIRST_RETRY = 0.1
LAST_RETRY = 30.0
"""The wait before another try doubles from `FIRST_RETRY` to this many seconds, and stays there."""

_log = logging.getLogger(__name__)


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

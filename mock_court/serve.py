"""Serves a court over HTTP on loopback, from a thread, with its mailbox and its outbox."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import uvicorn

from mock_court.app import create_app
from mock_court.courts.profile import MAILBOX_HOST, SIGN_ON_HOST
from mock_court.mail.mailbox import Mailbox
from mock_court.mail.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from starlette.applications import Starlette

    from mock_court.rules.court import Court
    from mock_court.web.middleware import Seen

LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65_535
START_SECONDS = 5.0
STOP_SECONDS = 5.0


class CannotServe(Exception):
    """The court cannot be served; the message says why, and what to do."""


class ServedCourt:
    """A court that is served for as long as it is open as a context manager.

    Leaving raises what the court's endpoints raised meanwhile: no failure of the mock hides.
    """

    def __init__(
        self,
        court: Court,
        port: int,
        host: str,
        smtp: tuple[str, int] | None,
        token: str | None,
    ) -> None:
        self.court = court
        self.nonce = court.nonce
        self.port = port
        self._host = host
        self._smtp = smtp
        self._token = token
        self._started: Future[tuple[_Server, Starlette]] = Future()
        self._thread = threading.Thread(target=self._run, name="mock court", daemon=True)

    def __enter__(self) -> Self:
        """Start serving; `CannotServe` if that fails or takes more than five seconds."""
        self._socket = _listen(self._host, self.port, self._token)
        self.port = self._socket.getsockname()[1]
        self._thread.start()
        try:
            self._server, self._app = self._started.result(START_SECONDS)
        except TimeoutError:
            raise CannotServe(
                f"The mock court did not start on port {self.port} in {START_SECONDS:g} seconds: "
                "try again when the machine has less to do."
            ) from None
        except Exception as error:
            self._socket.close()
            raise CannotServe(f"The mock court did not start: {error!r}.") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop serving, and raise what endpoints raised."""
        self._server.stop()
        self._thread.join(STOP_SECONDS)
        failures = self.failures
        if len(failures) == 1:
            raise failures[0]
        if failures:
            raise ExceptionGroup("Endpoints of the mock court failed.", failures)

    @property
    def website(self) -> str:
        """The address of the court's home page."""
        return self._origin(self.court.profile.website_host)

    @property
    def sign_on(self) -> str:
        """The address of PACER sign-on."""
        return self._origin(SIGN_ON_HOST)

    @property
    def cmecf(self) -> str:
        """The address of CM/ECF."""
        return self._origin(self.court.profile.cmecf_host)

    @property
    def mailbox(self) -> str:
        """The address of the page where the court's mail can be read."""
        return self._origin(MAILBOX_HOST)

    @property
    def seen(self) -> list[Seen]:
        """The last requests and how they were answered, oldest first."""
        return list(self._app.state.seen)

    @property
    def failures(self) -> list[Exception]:
        """What the endpoints have raised so far."""
        return list(self._app.state.failures)

    @property
    def is_running(self) -> bool:
        """Say whether the court still answers."""
        return self._thread.is_alive()

    def deliver_mail(self) -> None:
        """Have a notice delivered that the court came to owe without a request."""
        self._app.state.notice_owed()

    def _origin(self, host: str) -> str:
        return f"http://{host}:{self.port}/"

    def _run(self) -> None:
        config = uvicorn.Config("", lifespan="off")
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            try:
                runner.run(self._serve())
            except Exception as error:  # noqa: BLE001 the thread that serves the court raises it
                if not self._started.done():
                    self._started.set_exception(error)
                    return
                _, app = self._started.result()
                app.state.failures.append(error)

    async def _serve(self) -> None:
        mailbox = Mailbox(self.court.records)
        outbox = Outbox(self.court.records, self._smtp or await mailbox.start(), self.court.now)
        app = create_app(self.court, outbox.wake, self._token)
        # uvicorn's log would have what people type into addresses, and `seen` is enough.
        config = uvicorn.Config(
            app, lifespan="off", log_config=None, log_level="critical", access_log=False
        )
        server = _Server(config, lambda: self._started.set_result((server, app)))
        delivery = asyncio.create_task(outbox.run())
        try:
            await server.serve([self._socket])
        finally:
            delivery.cancel()
            await mailbox.stop()
        # What went wrong with the mail is not to be hidden either.
        with suppress(asyncio.CancelledError):
            await delivery


def serve(
    court: Court,
    port: int = 0,
    host: str = LOOPBACK,
    smtp: tuple[str, int] | None = None,
    token: str | None = None,
) -> ServedCourt:
    """Serve `court` while the result is open as a context manager; port 0 takes a free one.

    Its mail goes to the server at `smtp`, or else to a mailbox of its own. Only with a token, which
    every request has to show then, may `host` be another address than loopback.
    """
    return ServedCourt(court, port, host, smtp, token)


class _Server(uvicorn.Server):
    """A uvicorn server that tells when it has started, and stops at once when it is told to."""

    def __init__(self, config: uvicorn.Config, tell_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_started = tell_started
        self._stop = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell_started()

    async def main_loop(self) -> None:
        # uvicorn's own loop looks ten times a second whether to stop, which every test would wait
        # for; here the tick only renews the Date header.
        while not self._stop.is_set():
            await self.on_tick(0)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # uvicorn's own shutdown waits for browsers to end their connections.
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for task in self.server_state.tasks:
            task.cancel()
        for sock in sockets or []:
            sock.close()

    def stop(self) -> None:
        """Stop serving; any thread may call it, and more than once."""
        # The loop is closed when the server has stopped by itself.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stop.set)


def _listen(host: str, port: int, token: str | None) -> socket.socket:
    """Open the socket here and now, so that a port in use is told to the caller."""
    if not 0 <= port <= HIGHEST_PORT:
        raise CannotServe(f"There is no port {port}: give one from 0 to {HIGHEST_PORT}.")
    try:
        family, _, _, _, found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise CannotServe(f"There is no address {host!r} to listen at: use {LOOPBACK}.") from None
    if not ipaddress.ip_address(found[0]).is_loopback and not token:
        raise CannotServe(
            f"{host} is not a loopback address: use {LOOPBACK}, or give --allow-remote and a token."
        )
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        why = (
            "is in use" if error.errno == errno.EADDRINUSE else f"cannot be had ({error.strerror})"
        )
        raise CannotServe(f"Port {port} of {host} {why}: give another port.") from None

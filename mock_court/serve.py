"""Serves a court over HTTP on loopback, from a thread, with its mailbox and its outbox."""

import asyncio
import errno
import ipaddress
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from mock_court.app import create_app
from mock_court.courts.profile import MAILBOX_HOST, SIGN_ON_HOST
from mock_court.errors import CourtFailed, UsageError
from mock_court.mail.mailbox import Mailbox
from mock_court.mail.outbox import Outbox
from mock_court.rules.court import Court
from mock_court.web.connection import CourtConnection
from mock_court.web.middleware import Seen

LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65_535
START_SECONDS = 5.0
STOP_SECONDS = 5.0


class CannotServe(UsageError):
    """The court cannot be served where it was asked to; the message says why, and what to do."""


class _Server(uvicorn.Server):
    """A uvicorn server that reports when it has started, and stops at once when asked."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started
        self._stop = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_started()

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


@dataclass
class ServedCourt:
    """A court that is being served: its addresses, and what its endpoints saw and raised."""

    court: Court
    nonce: str
    """What this start of the court proves itself by."""
    port: int
    app: Starlette
    server: _Server
    _thread: threading.Thread

    def __post_init__(self) -> None:
        """Keep the addresses of the four sites."""
        profile = self.court.profile
        hosts = (profile.website_host, SIGN_ON_HOST, profile.cmecf_host, MAILBOX_HOST)
        self.website, self.sign_on, self.cmecf, self.mailbox = (
            f"http://{host}:{self.port}/" for host in hosts
        )

    @property
    def seen(self) -> list[Seen]:
        """The last requests and how they were answered, oldest first."""
        return list(self.app.state.seen)

    @property
    def failures(self) -> list[Exception]:
        """What the endpoints have raised so far."""
        return list(self.app.state.failures)

    @property
    def is_running(self) -> bool:
        """Say whether the court still answers."""
        return self._thread.is_alive()

    def deliver_mail(self) -> None:
        """Have a notice delivered that the court came to owe without a request."""
        self.app.state.notice_owed()


@contextmanager
def serve(
    court: Court,
    port: int = 0,
    host: str = LOOPBACK,
    smtp: tuple[str, int] | None = None,
    token: str | None = None,
) -> Iterator[ServedCourt]:
    """Serve `court` meanwhile, and then raise what its endpoints raised; port 0 takes a free one.

    Its mail goes to the server at `smtp`, or else to the mailbox that is served with it. `host` may
    be an address other than loopback only with a token, which every request then has to show.
    Raises `CannotServe` or `CourtFailed` if the court does not start.
    """
    listening = _listen(host, port, token)
    port = listening.getsockname()[1]
    started: Future[tuple[Starlette, _Server]] = Future()
    arguments = (_serve(court, listening, smtp, token, started), started)
    thread = threading.Thread(target=_run, args=arguments, name="mock court", daemon=True)
    thread.start()
    try:
        app, server = started.result(START_SECONDS)
    except TimeoutError:
        raise CourtFailed(
            f"It did not start on port {port} in {START_SECONDS:g} seconds: "
            "try again when the machine has less to do."
        ) from None
    except Exception as error:
        listening.close()
        raise CourtFailed(f"It did not start: {error!r}.") from error
    served = ServedCourt(court, court.nonce, port, app, server, thread)
    try:
        yield served
    finally:
        server.stop()
        thread.join(STOP_SECONDS)
        if failures := served.failures:
            one = len(failures) == 1
            raise (
                failures[0]
                if one
                else ExceptionGroup("Endpoints of the mock court failed.", failures)
            )


def _run(serving: Coroutine[None, None, None], started: Future[tuple[Starlette, _Server]]) -> None:
    """Serve in this thread; what goes wrong is raised where the court is opened or closed."""
    with asyncio.Runner(loop_factory=uvicorn.Config("").get_loop_factory()) as runner:
        try:
            runner.run(serving)
        except Exception as error:  # noqa: BLE001 the thread that serves the court raises it
            if started.done():
                started.result()[0].state.failures.append(error)
            else:
                started.set_exception(error)


async def _serve(
    court: Court,
    listening: socket.socket,
    smtp: tuple[str, int] | None,
    token: str | None,
    started: Future[tuple[Starlette, _Server]],
) -> None:
    mailbox = Mailbox(court.records)
    outbox = Outbox(court.records, smtp or await mailbox.start(), court.now)
    app = create_app(court, outbox, token)
    # uvicorn's log would have what people type into addresses, and `seen` is enough.
    config = uvicorn.Config(
        app,
        http=CourtConnection,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        # No proxy is in front of a mock, and so no header says where a request really came from.
        proxy_headers=False,
    )
    server = _Server(config, lambda: started.set_result((app, server)))
    delivery = asyncio.create_task(outbox.run())
    try:
        await server.serve([listening])
    finally:
        delivery.cancel()
        await mailbox.stop()
    # What went wrong with the mail is not to be hidden either.
    with suppress(asyncio.CancelledError):
        await delivery
    if outbox.defect:
        raise outbox.defect


def _listen(host: str, port: int, token: str | None) -> socket.socket:
    """Open the socket here and now, so that the caller learns of a port in use."""
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

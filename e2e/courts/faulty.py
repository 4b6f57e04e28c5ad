"""A court behind a front that lets every request pass but the one at which something fails.

The front has the port of the court at another address of loopback, so that every address in the
court's pages leads through it. It speaks HTTP over plain sockets, since no server does wrong what
is to go wrong here.
"""

import socket
import socketserver
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import urlsplit

from mock_court.courts.profile import read_profile
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, People
from mock_court.serve import LOOPBACK, ServedCourt, serve

BEHIND = "127.0.0.2"
"""Where the court itself listens."""
PATIENCE = 20.0
"""The seconds that the front waits for the court behind it."""
_BACKLOG = 128
_FULL = 8
"""So many connections are more than the shortest queue of a listening socket holds."""
_PER_CONNECTION = (
    "connection",
    "content-length",
    "date",
    "keep-alive",
    "server",
    "transfer-encoding",
)


@dataclass(frozen=True)
class CourtAnswer:
    """What the court behind the front answers."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether this is a page that a browser shows."""
        return any(
            name.lower() == "content-type" and value.startswith("text/html")
            for name, value in self.headers
        )


class Exchange(BaseHTTPRequestHandler):
    """One connection of a browser; a fault answers one of its requests."""

    protocol_version = "HTTP/1.1"
    server: "_Front"
    sent = b""
    """What the browser sent with its request."""

    @property
    def host(self) -> str:
        """The host that is asked, without its port."""
        return self.headers.get("Host", "").partition(":")[0]

    @property
    def address(self) -> str:
        """The whole address that is asked for."""
        return f"http://{self.headers.get('Host', '')}{self.path}"

    @property
    def closing(self) -> Event:
        """Set when the front closes: what waits for ever waits for this."""
        return self.server.closing

    def court_answers(self) -> CourtAnswer:
        """Ask the court itself."""
        headers = {name: value for name, value in self.headers.items() if name != "Connection"}
        asking = HTTPConnection(BEHIND, self.server.server_port, timeout=PATIENCE)
        asking.request(self.command, self.path, self.sent, headers | {"Connection": "close"})
        response: HTTPResponse = asking.getresponse()
        answer = CourtAnswer(response.status, tuple(response.getheaders()), response.read())
        asking.close()
        return answer

    def send_head(self, status: int, headers: dict[str, str], *more: tuple[str, str]) -> None:
        """Send a status line and headers, and end the head."""
        self.send_response(status)
        for name, value in (*headers.items(), *more):
            self.send_header(name, value)
        self.end_headers()

    def send_whole(self, answer: CourtAnswer) -> None:
        """Send an answer as the court gives it."""
        kept = [each for each in answer.headers if each[0].lower() not in _PER_CONNECTION]
        self.send_head(answer.status, {"Content-Length": str(len(answer.body))}, *kept)
        self.wfile.write(answer.body)

    def keep_silent(self) -> None:
        """Say nothing more until the front closes."""
        self.closing.wait()
        self.close_connection = True

    def drip(self, drop: bytes, seconds: float = 1.0) -> None:
        """Send a drop, and another after these seconds, for ever."""
        while not self.closing.is_set():
            self.wfile.write(drop)
            self.wfile.flush()
            self.closing.wait(seconds)
        self.close_connection = True

    def hang_up(self) -> None:
        """Close the connection as if all were said."""
        self.close_connection = True

    def reset(self) -> None:
        """Break the connection off, with a TCP reset."""
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def stop_accepting(self) -> None:
        """Let no connection to the front but this one be there or come about from now on."""
        self.server.fill_up(self.connection)

    def _answer(self) -> None:
        self.sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        front = self.server
        is_due = front.fails_at(self)
        front.asked.append(f"{self.command} {self.host}{urlsplit(self.path).path}")
        if is_due:
            front.failed.set()
        # A browser that ended, or that a fault has ended, reads no answer.
        with suppress(OSError, ValueError):
            if is_due:
                front.fault(self)
            else:
                self.send_whole(self.court_answers())

    do_GET = do_POST = do_HEAD = _answer  # noqa: N815 names of the library

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002 the library's name
        """Log nothing; `asked` has it."""

    def handle(self) -> None:
        """Answer the requests of the connection until one side ends it."""
        with suppress(OSError, ValueError):
            super().handle()

    def finish(self) -> None:
        """Close the connection, if it is not broken off yet."""
        with suppress(OSError, ValueError):
            super().finish()


Fault = Callable[[Exchange], None]
"""Answers a request in the court's place."""
When = Callable[[Exchange], bool]
"""Says whether this is the request at which the fault comes."""


class _Front(ThreadingHTTPServer):
    """Listens where the browser asks."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = _BACKLOG

    def __init__(self, fails_at: When, fault: Fault) -> None:
        self.fails_at = fails_at
        self.fault = fault
        self.asked: list[str] = []
        self.failed = Event()
        self.closing = Event()
        self._connections: list[socket.socket] = []
        self._filling: list[socket.socket] = []
        super().__init__((LOOPBACK, 0), Exchange)

    def server_bind(self) -> None:
        # The library's own looks up the name of the host, which takes long without a network.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def get_request(self) -> tuple[socket.socket, object]:
        if self._filling:
            self.closing.wait()
        return super().get_request()

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        self._connections.append(request)
        super().process_request(request, client_address)

    def fill_up(self, spared: socket.socket) -> None:
        """Fill the queue of the listening socket, so that a new connection waits for ever."""
        self.socket.listen(0)
        for connection in self._connections:
            # Most are closed already.
            with suppress(OSError):
                if connection is not spared:
                    connection.shutdown(socket.SHUT_RDWR)
        for _ in range(_FULL):
            caller = socket.socket()
            caller.settimeout(0)
            self._filling.append(caller)
            with suppress(BlockingIOError):
                caller.connect((LOOPBACK, self.server_port))

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away."""

    def close(self) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()
        for caller in self._filling:
            caller.close()


@dataclass(frozen=True)
class FaultyCourt:
    """A court at which one request fails."""

    served: ServedCourt
    attorney: Attorney
    asked: list[str] = field(repr=False)
    """The requests so far: method, host and path."""
    failed: Event
    """Set when the request that fails has come."""

    @property
    def links(self) -> int:
        """How many accounts are linked in truth."""
        return len(self.served.court.records.links())


@contextmanager
def faulty_court(fails_at: When, fault: Fault) -> Iterator[FaultyCourt]:
    """Serve a court at which the requests that `fails_at` names get `fault` for an answer."""
    court = Court(read_profile("wiwb"))
    (attorney,) = court.enroll([People().attorney()])
    front = _Front(fails_at, fault)
    with serve(court, front.server_port, BEHIND) as served:
        Thread(target=front.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield FaultyCourt(served, attorney, front.asked, front.failed)
        finally:
            front.close()

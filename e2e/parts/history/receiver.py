"""A service on this machine that takes notices."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from walk.history.notices import Service

TOKEN = "T0ken-of-the-service"


class Receiver(ThreadingHTTPServer):
    """A service on this machine that keeps what it is sent."""

    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Keep)
        self.status = status
        self.received: list[tuple[str, dict[str, Any]]] = []

    @property
    def service(self) -> Service:
        """Its address, with a token."""
        return Service(f"json://127.0.0.1:{self.server_port}/{TOKEN}")


class _Keep(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        """Keep the message."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, json.loads(body)))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def receiver(status: int = 200) -> Iterator[Receiver]:
    """Serve a receiver for a while."""
    with Receiver(status) as server:
        serving = Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield server
        finally:
            server.shutdown()
            serving.join()

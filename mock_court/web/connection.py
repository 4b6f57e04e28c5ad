"""A connection to a browser: it ends when a request comes too slowly, or cannot be read at all."""

import asyncio
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from mock_court.web.gate import REFUSED


class CourtConnection(HttpToolsProtocol):
    """Gives the head of a request some seconds and its form some more, however they drip.

    uvicorn itself only ends a connection that is idle after an answer.
    """

    head_seconds = 10.0
    body_seconds = 30.0
    longest_head = 64 * 1024

    _ends: asyncio.TimerHandle | None = None
    _in_body = False
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Start to wait for a request."""
        super().connection_made(transport)
        self._wait(self.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._wait(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request."""
        if self._ends is None:
            self._wait(self.head_seconds)
        self._head_bytes += len(data)
        super().data_received(data)
        if not self._in_body and self._ends and self._head_bytes > self.longest_head:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_headers_complete(self) -> None:
        """Go on to the form of the request, if it has one."""
        self._in_body, self._head_bytes = True, 0
        self._wait(self.body_seconds)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Leave the request to the court, which takes the time that it takes."""
        self._in_body = False
        self._wait(None)
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 the court has its own words
        """Answer what is no HTTP."""
        self._refuse(HTTPStatus.BAD_REQUEST)

    def _wait(self, seconds: float | None) -> None:
        if self._ends is not None:
            self._ends.cancel()
        self._ends = None if seconds is None else self.loop.call_later(seconds, self._too_slow)

    def _too_slow(self) -> None:
        self._ends = None
        # Browsers open connections in advance: without a request nobody waits for an answer.
        if self._head_bytes:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.transport.close()

    def _refuse(self, status: HTTPStatus) -> None:
        """Let the court say what is wrong, and hang up."""
        self._wait(None)
        if self.transport.is_closing():
            return
        earlier: RequestResponseCycle | None = self.cycle
        if earlier is not None and not earlier.response_complete:
            if earlier.response_started:
                # This answer would get into that one.
                self.transport.close()
                return
            earlier.disconnected = True
            earlier.message_event.set()
        # Nothing that comes after what could not be read can be read either.
        self.flow.pause_reading()
        scope: Any = {
            "type": "http",
            "asgi": {"version": self.asgi_version, "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": self.scheme,
            "path": "/",
            "query_string": b"",
            "root_path": "",
            "headers": [],
            "server": self.server,
            "client": self.client,
            REFUSED: status,
        }
        self.cycle = RequestResponseCycle(
            scope=scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=False,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=False,
            on_response=self.on_response_complete,
        )
        self._start_asgi_task(self.cycle, self.app)

"""Requests as bytes, for what no client library would send."""

import socket
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple

from mock_court.serve import LOOPBACK

BOUND = 10.0
"""No answer takes as many seconds as this."""


class Answer(NamedTuple):
    """What came back; the status is 0 where the court hung up."""

    status: int
    headers: Mapping[str, str]
    text: str


def request(
    head: str, *, body: bytes = b"", host: str = "ecf.wiwb.uscourts.localhost", more: str = ""
) -> bytes:
    """Return a request of that first line, with more lines of its head."""
    lines = [f"{head} HTTP/1.1", f"Host: {host}", *more.splitlines()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def part(name: str, value: bytes, more: str = "") -> bytes:
    """Return a multipart form of one field, whose boundary is `b`."""
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + value + b"\r\n--b--\r\n"


def ask(port: int, *pieces: bytes, hang_up: bool = False) -> Answer:
    """Send the pieces on a connection of their own, and return the first answer."""
    with closing(socket.create_connection((LOOPBACK, port), BOUND)) as connection:
        for piece in pieces:
            connection.sendall(piece)
        if hang_up:
            connection.shutdown(socket.SHUT_WR)
        try:
            response = HTTPResponse(
                connection, method=pieces[0].partition(b" ")[0].decode("latin-1")
            )
            response.begin()
            text = response.read().decode("utf-8", "replace")
        except (HTTPException, ConnectionError):
            return Answer(0, {}, "")
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, text)

"""A request that drips, or never comes, ends; one that comes in pieces is answered."""

import socket
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from time import perf_counter

import pytest

from e2e.court.http.raw import BOUND, ask, part, request
from mock_court.courts.profile import Profile
from mock_court.rules.court import Court
from mock_court.serve import LOOPBACK, ServedCourt, serve
from mock_court.web.connection import CourtConnection

HEAD, BODY = 0.3, 0.6
FORM = request(
    "POST /cgi-bin/login.pl",
    more="Content-Type: multipart/form-data; boundary=b\nContent-Length: 500",
)
WHOLE = request("GET /")


@pytest.fixture
def served(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedCourt]:
    """Serve a court that is less patient than it is by itself."""
    monkeypatch.setattr(CourtConnection, "head_seconds", HEAD)
    monkeypatch.setattr(CourtConnection, "body_seconds", BODY)
    with serve(Court(profile)) as served:
        yield served
        assert served.failures == []


def _drip(port: int, first: bytes, drop: bytes) -> tuple[bytes, float]:
    """Send `first` and then a drop every 50 ms; return what came and after how many seconds."""
    with closing(socket.create_connection((LOOPBACK, port))) as connection:
        started = perf_counter()
        connection.sendall(first)
        connection.settimeout(0.05)
        came = b""
        while perf_counter() - started < BOUND:
            try:
                if not (piece := connection.recv(65_536)):
                    break
                came += piece
            except TimeoutError:
                try:
                    connection.sendall(drop)
                except OSError:
                    break
            except OSError:
                break
        return came, perf_counter() - started


@pytest.mark.parametrize(
    ("first", "drop", "status", "seconds"),
    [
        pytest.param(b"GET / HTTP/1.1\r\n", b"A: b\r\n", b"408", HEAD, id="lines of a head"),
        pytest.param(b"GET /", b"x", b"408", HEAD, id="letters of a head"),
        pytest.param(b"\r\n", b"\r\n", b"408", HEAD, id="empty lines"),
        pytest.param(WHOLE, b"A", b"200", HEAD, id="a second head"),
        pytest.param(WHOLE, b"\r\n", b"200", HEAD, id="empty lines after an answer"),
        pytest.param(b"", b"", b"", HEAD, id="nothing"),
    ],
)
def test_a_head_that_drips_is_cut(
    served: ServedCourt, first: bytes, drop: bytes, status: bytes, seconds: float
) -> None:
    came, after = _drip(served.port, first, drop)

    assert came[9:12] == status
    assert after < seconds + 2


def test_a_form_that_drips_is_cut(served: ServedCourt) -> None:
    # Only an endpoint that reads the form is still waiting for it.
    served.court.behavior = served.court.behavior.__class__(next_gen=False)

    came, after = _drip(served.port, FORM + part("login", b"")[:-9], b"x")

    assert came[9:12] == b"408"
    assert b"not a real court" in came
    assert after < BODY + 2


def test_without_a_deadline_a_head_drips_on(
    served: ServedCourt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CourtConnection, "_wait", lambda *_: None)
    with closing(socket.create_connection((LOOPBACK, served.port))) as connection:
        connection.settimeout(HEAD * 3)
        connection.sendall(b"GET / HTTP/1.1\r\n")

        with pytest.raises(TimeoutError):
            connection.recv(1)


def test_a_request_in_pieces_is_answered(served: ServedCourt) -> None:
    body = part("login", b"x")
    asked = request(
        "POST /cgi-bin/login.pl", body=body, more="Content-Type: multipart/form-data; boundary=b"
    )

    answer = ask(served.port, *(asked[at : at + 7] for at in range(0, len(asked), 7)))

    assert answer.status == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_court_answers_beside_many_idle_connections(served: ServedCourt) -> None:
    idle = [socket.create_connection((LOOPBACK, served.port)) for _ in range(200)]
    try:
        assert ask(served.port, WHOLE).status == HTTPStatus.OK
        for connection in idle:
            connection.settimeout(BOUND)
            assert connection.recv(1) == b""
    finally:
        for connection in idle:
            connection.close()


def test_an_answer_may_take_longer_than_a_request(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CourtConnection, "head_seconds", 0.1)
    monkeypatch.setattr(CourtConnection, "body_seconds", 0.1)
    court = Court(profile)
    court.behavior = court.behavior.__class__(answer_delay=0.5)

    with serve(court) as served:
        assert ask(served.port, WHOLE).status == HTTPStatus.OK

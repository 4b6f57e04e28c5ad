"""Races over HTTP: two verifications are submitted at once, and one of them links."""

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from http.client import HTTPResponse
from itertools import count

import httpx
import pytest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from e2e.court.http.reader import outcome
from e2e.court.rules.linking import request_link
from mock_court.courts.profile import Profile
from mock_court.rules.court import Court, LinkRequest
from mock_court.rules.notice import linking_notice
from mock_court.rules.people import Attorney, People
from mock_court.rules.records import Link, LinkExists, Records
from mock_court.serve import LOOPBACK, serve
from mock_court.web.cmecf import linking
from mock_court.web.rendering import court_of
from mock_court.web.session import session_of

TRIES, TRIES_OF_SOAK = 20, 10_000
TRIES_PER_COURT = 100
"""How many races one court sees: it remembers all of them, and gets slower by that."""

WON = "303: LinkDone.pl"
CMECF_IS_LINKED = "409: This CM/ECF account is linked already, to another PACER account."
PACER_IS_LINKED = "409: Your PACER account is linked to a CM/ECF account of this court already."
BODY = b'--b\r\nContent-Disposition: form-data; name="button1"\r\n\r\nSubmit\r\n--b--\r\n'

Race = Callable[[Court, Callable[[], Attorney]], list[LinkRequest]]
Outcome = tuple[tuple[str, ...], int, int]
"""What the court answered, in alphabetical order, and how many links and notices it made."""
Found = Counter[Outcome]


def _two_pacer_accounts_for_one_cmecf_account(
    court: Court, enroll: Callable[[], Attorney]
) -> list[LinkRequest]:
    one, other = enroll(), enroll()
    return [request_link(court, one), request_link(court, replace(other, cmecf=one.cmecf))]


def _two_tabs_for_two_cmecf_accounts(
    court: Court, enroll: Callable[[], Attorney]
) -> list[LinkRequest]:
    one, other = enroll(), enroll()
    session = court.open_session(one.pacer)
    return [
        court.request_link(session, cmecf.login, cmecf.password)
        for cmecf in (one.cmecf, other.cmecf)
    ]


def _two_sessions_for_two_cmecf_accounts(
    court: Court, enroll: Callable[[], Attorney]
) -> list[LinkRequest]:
    one, other = enroll(), enroll()
    return [request_link(court, one), request_link(court, replace(other, pacer=one.pacer))]


def _double_click_on_submit(court: Court, enroll: Callable[[], Attorney]) -> list[LinkRequest]:
    return [request_link(court, enroll())] * 2


pytestmark = pytest.mark.soak

each_race = pytest.mark.parametrize(
    ("race", "loser_is_told"),
    [
        pytest.param(_two_pacer_accounts_for_one_cmecf_account, CMECF_IS_LINKED, id="one CM/ECF"),
        pytest.param(_two_tabs_for_two_cmecf_accounts, PACER_IS_LINKED, id="two tabs"),
        pytest.param(_two_sessions_for_two_cmecf_accounts, PACER_IS_LINKED, id="two sessions"),
        pytest.param(_double_click_on_submit, PACER_IS_LINKED, id="double click"),
    ],
)


class RecordsOfAnything(Records):
    """A seeded defect: records that do not say how often an account can be linked."""

    def __init__(self) -> None:
        super().__init__()
        columns = "court TEXT, cmecf_login TEXT, pacer_username TEXT, linked_at TEXT"
        self._db.executescript(f"DROP TABLE links; CREATE TABLE links ({columns});")


@pytest.fixture
def look_then_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the Submit look whether there is a link, and then write one, and wait for each.

    In the court's own Submit nothing comes between the two, since one event loop answers all, and
    there even a look that proves nothing would do. With a database that has to be waited for it
    would be written like this, and then only the records are left to say no.
    """
    submit = linking.submit_verification

    async def submit_verification(request: Request) -> Response:
        court, session = court_of(request), session_of(request)
        assert session
        asked = court.link_request(session, request.url.query.partition("-")[0])
        assert asked
        login, username = asked.cmecf.login, session.account.username
        looks = (
            partial(court.records.link_of_cmecf, court.profile.id, login),
            partial(court.records.link_of_pacer, court.profile.id, username),
        )
        if not any([await run_in_threadpool(look) for look in looks]):
            link = Link(court.profile.id, login, username, court.now())
            notice = linking_notice(court.profile, session.account, asked.cmecf, link.linked_at)
            with suppress(LinkExists):
                await run_in_threadpool(court.records.link, link, notice.as_bytes())
                return RedirectResponse("/cgi-bin/LinkDone.pl", HTTPStatus.SEE_OTHER)
        return await submit(request)

    monkeypatch.setattr(linking, "submit_verification", submit_verification)


class Connection:
    """A connection that is kept, and on which a request can be held back by its last byte."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((LOOPBACK, port))
        # Otherwise the system would hold the rest back by itself until the start is acknowledged.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def hold(self, request: LinkRequest, host: str) -> None:
        """Send the verification of the request but for the end of its head, and for its body."""
        head = (
            f"POST /cgi-bin/LinkVerify.pl?{request.token}-L_1_1-1 HTTP/1.1",
            f"Host: {host}",
            f"Cookie: NextGenCSO={request.session.token}",
            "Content-Type: multipart/form-data; boundary=b",
            f"Content-Length: {len(BODY)}",
        )
        self._socket.sendall("\r\n".join(head).encode() + b"\r\n\r")

    def let_go(self) -> None:
        """Send the rest."""
        self._socket.sendall(b"\n" + BODY)

    def answer(self) -> httpx.Response:
        """Return what the court answers."""
        response = HTTPResponse(self._socket)
        response.begin()
        return httpx.Response(
            response.status, headers=response.getheaders(), content=response.read()
        )


def _run(race: Race, tries: int, people: People, make_court: Callable[[], Court]) -> Found:
    """Run the race so many times, each with new people, and count how it came out."""
    found: Found = Counter()
    for first in range(0, tries, TRIES_PER_COURT):
        with ExitStack() as stack:
            court = make_court()
            stack.enter_context(closing(court.records))
            served = stack.enter_context(serve(court))
            enroll = partial(_enrol, court, people.attorney(), count())
            connections = [stack.enter_context(closing(Connection(served.port))) for _ in "12"]
            for _ in range(min(TRIES_PER_COURT, tries - first)):
                found[_try(court, race(court, enroll), connections)] += 1
    return found


def _enrol(court: Court, made: Attorney, numbers: Iterator[int]) -> Attorney:
    # Among the ten thousands of people of a soak two would have the same name and login.
    number = next(numbers)
    attorney = Attorney(
        replace(made.pacer, username=f"runner{number}"),
        replace(made.cmecf, login=f"runner{number}"),
    )
    court.enroll([attorney])
    return attorney


def _try(court: Court, requests: list[LinkRequest], connections: list[Connection]) -> Outcome:
    links, notices = len(court.records.links()), court.records.count_notices()
    for connection, request in zip(connections, requests, strict=True):
        connection.hold(request, court.profile.cmecf_host)
    for connection in connections:
        connection.let_go()
    answers = sorted(outcome(connection.answer()) for connection in connections)
    return (
        tuple(answers),
        len(court.records.links()) - links,
        court.records.count_notices() - notices,
    )


@pytest.mark.parametrize("submit", ["the court's own", "records alone"])
@each_race
def test_a_race_has_one_winner_and_one_notice_and_the_loser_learns_of_it(
    profile: Profile,
    people: People,
    request: pytest.FixtureRequest,
    race: Race,
    loser_is_told: str,
    submit: str,
    *,
    soak: bool,
) -> None:
    if submit == "records alone":
        request.getfixturevalue("look_then_write")
    tries = TRIES_OF_SOAK if soak else TRIES

    found = _run(race, tries, people, lambda: Court(profile))

    assert found == {((WON, loser_is_told), 1, 1): tries}


@pytest.mark.sample(1)
@each_race
@pytest.mark.usefixtures("look_then_write")
def test_as_many_tries_find_out_a_court_that_looks_and_then_writes(
    profile: Profile, people: People, race: Race, loser_is_told: str
) -> None:
    found = _run(race, TRIES, people, lambda: Court(profile, RecordsOfAnything()))

    assert found.pop(((WON, loser_is_told), 1, 1), 0) < TRIES
    assert found == {((WON, WON), 2, 2): found.total()}

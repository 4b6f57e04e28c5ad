"""Only the court's own pages may post, only its own addresses are written, and sessions end."""

import re
import tracemalloc
from collections.abc import Iterator
from http import HTTPStatus

import httpx
import pyotp
import pytest

from e2e.court.http.raw import ask, request
from e2e.court.http.reader import (
    CMECF,
    FORM,
    MAIN_PAGE,
    SIGN_ON,
    Reader,
    reading,
    view_state,
)
from e2e.court.rules.clock import Clock
from mock_court.courts.profile import SIGN_ON_HOST, Profile
from mock_court.rules.court import SESSION_TIME, SESSIONS_KEPT, Court
from mock_court.rules.people import Attorney, People
from mock_court.rules.records import Records
from mock_court.web import gate

SIGN_ON_ORIGIN = f"http://{SIGN_ON_HOST}"


@pytest.fixture
def reader(court: Court) -> Iterator[Reader]:
    with reading(court) as reader:
        yield reader


@pytest.fixture
def signed_on(reader: Reader, attorney: Attorney) -> Reader:
    reader.log_on(attorney.pacer)
    return reader


def _submit(reader: Reader, attorney: Attorney, **headers: str) -> httpx.Response:
    names = {name: value for name, value in headers.items() if value}
    fields = {"login": attorney.cmecf.login, "key": attorney.cmecf.password}
    return reader.client.post(
        FORM, data=fields, headers={name.replace("_", "-"): value for name, value in names.items()}
    )


FROM_ELSEWHERE = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": f"{CMECF}:1"},
    {"Origin": CMECF.replace("http:", "https:")},
    # The court's other sites are other origins too.
    {"Origin": SIGN_ON_ORIGIN},
    {"Origin": f"{CMECF}.evil.example"},
    {"Referer": "http://evil.example/"},
    {"Referer": f"{SIGN_ON_ORIGIN}/"},
    {"Referer": "http://[x"},
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site", "Origin": CMECF},
]
FROM_OWN_PAGE = [
    {},
    {"Origin": CMECF},
    {"Origin": CMECF, "Referer": "http://evil.example/"},
    {"Referer": f"{CMECF}/cgi-bin/LinkAccount.pl"},
    {"Sec_Fetch_Site": "same-origin", "Origin": CMECF},
]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_a_form_from_another_site_is_refused(
    court: Court, signed_on: Reader, attorney: Attorney, headers: dict[str, str]
) -> None:
    answer = _submit(signed_on, attorney, **headers)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "not a real court" in answer.text
    assert dict(court._link_requests) == {}


@pytest.mark.parametrize("headers", FROM_OWN_PAGE, ids=str)
def test_a_form_from_the_courts_own_page_or_from_a_program_is_taken(
    signed_on: Reader, attorney: Attorney, headers: dict[str, str]
) -> None:
    answer = _submit(signed_on, attorney, **headers)

    assert answer.status_code == HTTPStatus.SEE_OTHER


@pytest.mark.parametrize("headers", FROM_ELSEWHERE[:1], ids=str)
def test_a_court_without_that_check_takes_it(
    monkeypatch: pytest.MonkeyPatch, signed_on: Reader, attorney: Attorney, headers: dict[str, str]
) -> None:
    monkeypatch.setattr(gate, "_comes_from", lambda *_: True)

    assert _submit(signed_on, attorney, **headers).status_code == HTTPStatus.SEE_OTHER


def test_the_token_s_redirect_leads_to_no_other_host(court: Court) -> None:
    with reading(court, token="right") as reader:
        port = reader.served.port
        for host in ("evil.example", f"evil.example:{port}", "ecf.wiwb.uscourts.localhost:1"):
            answer = ask(port, request("GET /?token=right", host=host))
            assert answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.MISDIRECTED_REQUEST}
            assert "location" not in answer.headers
            assert "set-cookie" not in answer.headers
        own = f"ecf.wiwb.uscourts.localhost:{port}"
        answer = ask(port, request("GET /?token=right&a=b", host=own))

        assert answer.headers["location"] == f"http://{own}/?a=b"
        assert "HttpOnly" in answer.headers["set-cookie"]


def test_every_cookie_is_for_the_court_alone(signed_on: Reader, attorney: Attorney) -> None:
    answers = [
        signed_on.get(address) for address in (MAIN_PAGE, f"{CMECF}/cgi-bin/login.pl?logout")
    ]
    signed_on.client.cookies.clear()
    answers += [signed_on.get(SIGN_ON), signed_on.log_on(attorney.pacer)]

    cookies = [each for answer in answers for each in answer.headers.get_list("set-cookie")]
    assert len(cookies) >= 3
    for cookie in cookies:
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie
        # What deletes a cookie has no value to keep from a script.
        assert "HttpOnly" in cookie or "Max-Age=0" in cookie


# JSESSIONID


def test_the_sign_on_site_takes_no_id_that_it_did_not_give(reader: Reader) -> None:
    reader.client.cookies.set("JSESSIONID", "F" * 32, domain=SIGN_ON_HOST, path="/csologin")

    given = reader.get(SIGN_ON).cookies["JSESSIONID"]

    assert re.fullmatch("[0-9A-F]{32}", given)
    assert given != "F" * 32


def test_the_id_is_another_after_each_part_of_signing_on(
    court: Court, reader: Reader, people: People, clock: Clock
) -> None:
    attorney = people.attorney(passcode=True)
    court.enroll([attorney])
    state = view_state(reader.get(SIGN_ON).text)
    ids = [reader.client.cookies["JSESSIONID"]]

    refused = reader.post_sign_on(state, attorney.pacer.username, "wrong")
    assert reader.client.cookies["JSESSIONID"] == ids[0]
    asked = reader.post_sign_on(
        view_state(refused.text), attorney.pacer.username, attorney.pacer.password
    )
    ids.append(reader.client.cookies["JSESSIONID"])
    reader.enter_passcode(view_state(asked.text), _passcode(attorney, clock))
    ids.append(reader.client.cookies["JSESSIONID"])

    assert "NextGenCSO" in reader.client.cookies
    assert len(set(ids)) == 3


def test_who_planted_an_id_cannot_go_on_with_the_sign_on(
    court: Court, reader: Reader, people: People, clock: Clock
) -> None:
    attorney = people.attorney(passcode=True)
    court.enroll([attorney])
    planted = view_state(reader.get(SIGN_ON).text)
    other = Reader(reader.served)
    other.client.cookies.update(reader.client.cookies)

    # The person whose browser has the planted id gives the password.
    asked = reader.post_sign_on(planted, attorney.pacer.username, attorney.pacer.password)
    with other.client:
        answer = other.enter_passcode(view_state(asked.text), _passcode(attorney, clock))

        assert "This page has expired" in answer.text
        assert "NextGenCSO" not in other.client.cookies


def _passcode(attorney: Attorney, clock: Clock) -> str:
    assert attorney.pacer.otp_secret
    return pyotp.TOTP(attorney.pacer.otp_secret).at(clock())


def test_two_tabs_of_a_browser_can_both_go_on(reader: Reader, attorney: Attorney) -> None:
    tabs = [view_state(reader.get(SIGN_ON).text) for _ in "12"]

    answers = [
        reader.post_sign_on(tab, attorney.pacer.username, attorney.pacer.password) for tab in tabs
    ]

    assert all("<redirect" in answer.text for answer in answers)


def test_signing_on_again_ends_the_session_before(
    court: Court, reader: Reader, attorney: Attorney
) -> None:
    tabs = [view_state(reader.get(SIGN_ON).text) for _ in "12"]
    tokens = []
    for tab in tabs:
        reader.post_sign_on(tab, attorney.pacer.username, attorney.pacer.password)
        tokens.append(reader.client.cookies["NextGenCSO"])

    assert court.session(tokens[0]) is None
    assert court.session(tokens[1]) is not None


# Sessions end


def test_a_session_ends_when_nobody_has_used_it_for_its_time(
    court: Court, signed_on: Reader, clock: Clock
) -> None:
    for _ in range(3):
        clock.time += SESSION_TIME * 0.9
        assert "Log Out" in signed_on.get(MAIN_PAGE).text

    clock.time += SESSION_TIME
    assert "location.assign" in signed_on.get(MAIN_PAGE).text
    assert list(court._sessions) == []


def test_a_sign_on_in_progress_is_forgotten_after_its_time(
    reader: Reader, attorney: Attorney, clock: Clock
) -> None:
    state = view_state(reader.get(SIGN_ON).text)
    clock.time += SESSION_TIME

    answer = reader.post_sign_on(state, attorney.pacer.username, attorney.pacer.password)

    assert "This page has expired" in answer.text


def test_no_more_sessions_are_kept_than_fit(
    monkeypatch: pytest.MonkeyPatch, profile: Profile, attorney: Attorney
) -> None:
    monkeypatch.setattr("mock_court.rules.court.SESSIONS_KEPT", 3)
    court = Court(profile)

    first, second, *others = [court.open_session(attorney.pacer) for _ in range(3)]
    assert court.session(first.token)
    others.append(court.open_session(attorney.pacer))

    # The one that was used longest ago goes.
    assert court.session(second.token) is None
    assert all(court.session(each.token) for each in (first, *others))


@pytest.mark.soak
def test_many_visitors_and_as_many_again_take_bounded_memory(
    monkeypatch: pytest.MonkeyPatch,
    profile: Profile,
    records: Records,
    people: People,
    *,
    soak: bool,
) -> None:
    visitors = SESSIONS_KEPT if soak else 500
    monkeypatch.setattr("mock_court.rules.court.SESSIONS_KEPT", visitors)
    court = Court(profile, records)
    (attorney,) = court.enroll([people.attorney()])
    name, password = attorney.pacer.username, attorney.pacer.password
    tracemalloc.start()
    sizes = []
    for _ in range(3):
        for _ in range(visitors):
            session = court.open_session(court.check_password(name, password))
            court.request_link(session, attorney.cmecf.login, attorney.cmecf.password)
        sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()

    print(f"{visitors} sessions take {sizes[0] / 2**20:.1f} MiB.")
    assert len(court._sessions) == len(court._link_requests) == visitors
    # What kept all visitors would be three times as large; other threads of a run take some, too.
    assert sizes[2] < sizes[0] * 1.2

"""The court over HTTP, without a browser: what it answers, refuses, marks and lets nobody skip."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from http import HTTPStatus
from urllib.parse import quote, urljoin

import httpx
import pytest

from e2e.court.http.reader import (
    CMECF,
    FORM,
    MAIN_PAGE,
    SIGN_ON,
    Reader,
    alert,
    destination,
    reading,
    view_state,
)
from mock_court.courts.profile import CASE_LOCATOR_HOST, MAILBOX_HOST, SIGN_ON_HOST, Profile
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, PacerKind, People
from mock_court.serve import CannotServe, serve

WEBSITE = "http://www.wiwb.uscourts.localhost"
LOCATIONS = (
    WEBSITE,
    CMECF,
    f"http://{SIGN_ON_HOST}",
    f"http://{CASE_LOCATOR_HOST}",
    f"http://{MAILBOX_HOST}",
)


@pytest.fixture
def reader(court: Court) -> Iterator[Reader]:
    with reading(court) as reader:
        yield reader


@pytest.fixture
def another(reader: Reader) -> Iterator[Reader]:
    another = Reader(reader.served)
    with another.client:
        yield another


@pytest.fixture
def somebody(court: Court, people: People) -> Attorney:
    somebody = people.attorney()
    court.enroll([somebody])
    return somebody


@pytest.fixture
def signed_on(reader: Reader, attorney: Attorney) -> Reader:
    reader.log_on(attorney.pacer)
    return reader


def test_who_signs_off_from_pacer_is_signed_off_at_the_court(signed_on: Reader) -> None:
    cookies = dict(signed_on.client.cookies)
    signed_on.get(SIGN_ON.replace("login.jsf", "logout.jsf"))
    signed_on.client.cookies.update(cookies)

    assert SIGN_ON in signed_on.get(MAIN_PAGE).text


@pytest.mark.parametrize("origin", LOCATIONS)
def test_every_answer_is_marked_as_a_mock_s(reader: Reader, court: Court, origin: str) -> None:
    for path in ("/", "/nothing/here", "/.mock-court"):
        answer = reader.get(origin + path)

        assert answer.headers["x-mock-court"] == court.nonce
        assert answer.headers["x-robots-tag"] == "noindex"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        # No page of another site may lay itself over a Submit.
        assert answer.headers["content-security-policy"] == "frame-ancestors 'self'"
        if "html" in answer.headers["content-type"]:
            assert answer.text.rstrip().endswith("not a real court</div>\n</body>\n</html>")
            assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize("origin", LOCATIONS)
def test_every_host_proves_to_be_a_mock(reader: Reader, court: Court, origin: str) -> None:
    proof = reader.get(f"{origin}/.mock-court").json()

    assert proof == {"nonce": court.nonce, "court": "wiwb"}


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://rebound.example/.mock-court", f"{CMECF}/cgi-bin/None.pl"],
)
def test_unknown_hosts_and_paths_are_not_found(reader: Reader, address: str) -> None:
    answer = reader.get(address)

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Western District of Wisconsin" in answer.text


def test_a_page_of_cm_ecf_leads_to_sign_on_by_script_and_back(reader: Reader) -> None:
    asked = f"{CMECF}/cgi-bin/DisplayMenu.pl?Utilities&id=-1"

    answer = reader.get(asked)

    assert answer.status_code == HTTPStatus.OK
    found = re.search(r"location\.assign\((\".*\")\)", answer.text)
    assert found
    address = found[1].strip('"').replace("\\u0026", "&")
    assert address == f"{SIGN_ON}?pscCourtId=WIWBK&appurl={quote(asked, safe=':/?')}"


@pytest.mark.parametrize("path", ["LinkAccount.pl", "LinkVerify.pl", "DisplayMenu.pl?Utilities"])
def test_what_is_posted_without_a_session_does_nothing(
    reader: Reader, court: Court, path: str
) -> None:
    answer = reader.client.post(f"{CMECF}/cgi-bin/{path}")

    if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        assert "appurl=http://ecf.wiwb.uscourts.localhost/cgi-bin/showpage.pl?16" in answer.text
    assert court.records.links() == []


@pytest.mark.parametrize("write", [str, lambda address: quote(address, safe="")])
def test_sign_on_leads_back_to_the_court(
    reader: Reader, attorney: Attorney, write: Callable[[str], str]
) -> None:
    asked = f"{CMECF}/cgi-bin/showpage.pl?16"

    answer = reader.log_on(
        attorney.pacer, address=f"{SIGN_ON}?pscCourtId=WIWBK&appurl={write(asked)}"
    )

    assert destination(answer) == asked


@pytest.mark.parametrize(
    "appurl",
    [
        "",
        "http://elsewhere.example/",
        "//elsewhere.example/",
        "https://ecf.wiwb.uscourts.localhost/",
        "http://ecf.wiwb.uscourts.localhost:81/",
        "http://ecf.wiwb.uscourts.localhost@elsewhere.example/",
        "http://somebody@ecf.wiwb.uscourts.localhost/",
        "http://ecf.wiwb.uscourts.localhost.elsewhere.example/",
        "http://elsewhere.example\\@ecf.wiwb.uscourts.localhost/",
        "http:\\\\ecf.wiwb.uscourts.localhost/",
        "http://ecf.wiwb.uscourts.localhost\t.elsewhere.example/",
        "http://[/",
        "javascript:alert(1)",
        "/cgi-bin/showpage.pl",
    ],
)
def test_sign_on_never_leads_elsewhere(reader: Reader, attorney: Attorney, appurl: str) -> None:
    answer = reader.log_on(attorney.pacer, address=f"{SIGN_ON}?appurl={quote(appurl, safe='')}")

    assert destination(answer) == MAIN_PAGE


def test_who_is_signed_on_is_led_back_at_once_and_never_elsewhere(signed_on: Reader) -> None:
    answer = signed_on.get(f"{SIGN_ON}?appurl=http://elsewhere.example/")

    assert f'location.replace("{MAIN_PAGE}")' in answer.text


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(
    reader: Reader, attorney: Attorney
) -> None:
    wrong = reader.log_on(attorney.pacer, "wrong")
    unknown = reader.post_sign_on(view_state(wrong.text), "nobody99", "wrong")

    assert alert(wrong) == alert(unknown) == "Invalid username or password"
    assert wrong.status_code == unknown.status_code == HTTPStatus.OK
    assert "NextGenCSO" not in reader.client.cookies


def test_a_view_state_serves_once(reader: Reader, attorney: Attorney) -> None:
    state = view_state(reader.get(SIGN_ON).text)
    reader.post_sign_on(state, attorney.pacer.username, "wrong")

    again = reader.post_sign_on(state, attorney.pacer.username, attorney.pacer.password)

    assert "has expired" in alert(again)
    assert "NextGenCSO" not in reader.client.cookies


def test_a_view_state_serves_only_its_own_browser(
    reader: Reader, another: Reader, attorney: Attorney
) -> None:
    state = view_state(reader.get(SIGN_ON).text)
    another.get(SIGN_ON)

    answer = another.post_sign_on(state, attorney.pacer.username, attorney.pacer.password)

    assert "has expired" in alert(answer)


def test_the_session_cookie_is_the_whole_court_s(signed_on: Reader) -> None:
    cookies = {cookie.name: cookie for cookie in signed_on.client.cookies.jar}

    assert len(cookies["NextGenCSO"].value or "") == 128
    assert cookies["NextGenCSO"].domain == ".uscourts.localhost"
    assert cookies["PacerSession"].value == cookies["NextGenCSO"].value


def test_logging_out_ends_the_session(signed_on: Reader) -> None:
    cookie = signed_on.client.cookies["NextGenCSO"]

    signed_on.get(f"{CMECF}/cgi-bin/login.pl?logout")

    assert "NextGenCSO" not in signed_on.client.cookies
    signed_on.client.cookies.set("NextGenCSO", cookie, domain=".uscourts.localhost")
    assert "location.assign" in signed_on.get(MAIN_PAGE).text


@pytest.mark.parametrize(
    "step", ["LinkVerify.pl?1-L_1_1-1", "LinkDone.pl?1-L_1_2-1", "LinkVerify.pl"]
)
def test_no_step_of_linking_can_be_skipped(signed_on: Reader, step: str) -> None:
    answer = signed_on.get(f"{CMECF}/cgi-bin/{step}")

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer.headers["location"] == FORM


def test_the_confirmation_does_not_show_before_the_second_submit(
    signed_on: Reader, attorney: Attorney
) -> None:
    verification = signed_on.submit_form(attorney.cmecf.login, attorney.cmecf.password)
    token = re.findall(r"\?(\d+)-", verification.headers["location"])[0]

    answer = signed_on.get(f"{CMECF}/cgi-bin/LinkDone.pl?{token}-L_1_2-1")

    assert answer.headers["location"] == FORM


def test_a_verification_serves_only_its_own_session(
    court: Court, signed_on: Reader, another: Reader, attorney: Attorney, somebody: Attorney
) -> None:
    verification = signed_on.submit_form(attorney.cmecf.login, attorney.cmecf.password)
    another.log_on(somebody.pacer)

    answer = another.submit_verification(verification.headers["location"])

    assert answer.headers["location"] == FORM
    assert court.records.links() == []


def test_a_second_submit_of_the_verification_links_nothing_more(
    court: Court, signed_on: Reader, attorney: Attorney
) -> None:
    verification = signed_on.submit_form(attorney.cmecf.login, attorney.cmecf.password)
    address = verification.headers["location"]
    signed_on.submit_verification(address)

    again = signed_on.submit_verification(address)

    assert again.status_code == HTTPStatus.CONFLICT
    assert "linked" in alert(again)
    assert len(court.records.links()) == 1
    assert court.records.count_notices() == 1


@pytest.mark.parametrize("path", ["LinkAccount.pl", "LinkVerify.pl?1-L_1_1-1"])
def test_a_page_asked_for_again_after_linking_says_so(
    signed_on: Reader, attorney: Attorney, path: str
) -> None:
    signed_on.link(attorney)

    answer = signed_on.get(f"{CMECF}/cgi-bin/{path}")

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "linked" in alert(answer)


def test_two_accounts_cannot_link_the_same_cm_ecf_account(
    signed_on: Reader, another: Reader, attorney: Attorney, somebody: Attorney
) -> None:
    verification = signed_on.submit_form(attorney.cmecf.login, attorney.cmecf.password)
    another.log_on(somebody.pacer)
    another.link(Attorney(somebody.pacer, attorney.cmecf))

    answer = signed_on.submit_verification(verification.headers["location"])

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "another PACER account" in alert(answer)


@pytest.mark.parametrize(
    ("kind", "words"),
    [(PacerKind.LEGACY, "legacy"), (PacerKind.ADMINISTRATIVE, "administrative")],
)
def test_an_account_that_may_not_link_learns_why(
    court: Court, reader: Reader, people: People, kind: PacerKind, words: str
) -> None:
    attorney = people.attorney(kind=kind)
    court.enroll([attorney])
    reader.log_on(attorney.pacer)

    answer = reader.submit_form(attorney.cmecf.login, attorney.cmecf.password)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert words in alert(answer)


def test_what_is_typed_into_the_link_form_is_never_sent_back(signed_on: Reader) -> None:
    refused = signed_on.submit_form("somebodys-login", "somebodys-password")

    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert "somebodys" not in refused.text


def test_a_blank_field_is_refused(signed_on: Reader, attorney: Attorney) -> None:
    refused = signed_on.submit_form(attorney.cmecf.login, "")

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Enter" in alert(refused)


def test_only_the_menu_script_may_be_kept(signed_on: Reader) -> None:
    script = signed_on.get(f"{CMECF}/cgi-bin/menu.pl?id=-1")
    page = signed_on.get(MAIN_PAGE)

    assert script.headers["cache-control"] == "private, max-age=86400"
    assert page.headers["cache-control"] == "no-store"


def test_every_link_of_every_page_leads_somewhere(signed_on: Reader, attorney: Attorney) -> None:
    signed_on.link(attorney)
    waiting, seen = (
        [f"{WEBSITE}/", f"{CMECF}/", SIGN_ON, f"http://{MAILBOX_HOST}/", MAIN_PAGE],
        set(),
    )

    while waiting:
        address = waiting.pop()
        answer = signed_on.get(address)
        # A page after linking may say that the account is linked: that is an answer.
        expected = HTTPStatus.CONFLICT if address.startswith(FORM) else HTTPStatus.OK
        assert answer.status_code == expected, address
        seen.add(address)
        links = re.findall(r'(?:href|src)="([^"#]+)"', answer.text)
        found = {urljoin(address, unescape(link)) for link in links if "logout" not in link}
        waiting += [
            link for link in found if link.startswith("http") and link not in {*seen, *waiting}
        ]

    assert len(seen) > 30


def test_a_court_can_be_closed_to_who_does_not_know_its_token(court: Court) -> None:
    with reading(court, token="right") as reader:
        assert reader.get(f"{WEBSITE}/").status_code == HTTPStatus.FORBIDDEN
        assert reader.get(f"{WEBSITE}/?token=wrong").status_code == HTTPStatus.FORBIDDEN
        let_in = reader.get(f"{WEBSITE}/nextgen?token=right")
        assert let_in.headers["location"] == f"{WEBSITE}/nextgen"
        assert reader.get(f"{CMECF}/").status_code == HTTPStatus.OK


def test_what_an_endpoint_raises_is_raised_when_the_court_closes(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    def read() -> None:
        with reading(court) as reader:
            answers.append(reader.get(MAIN_PAGE))

    monkeypatch.setattr(court, "session", fail)
    answers: list[httpx.Response] = []

    with pytest.raises(ZeroDivisionError):
        read()

    assert answers[0].status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert answers[0].headers["x-mock-court"] == court.nonce


def test_a_port_in_use_is_reported_in_a_sentence(profile: Profile) -> None:
    with serve(Court(profile)) as served:
        taken = served.port

        with pytest.raises(CannotServe, match=rf"Port {taken} of 127\.0\.0\.1 is in use"):
            serve(Court(profile), taken).__enter__()


def test_an_address_beyond_loopback_needs_a_token(profile: Profile) -> None:
    with pytest.raises(CannotServe, match=r"0\.0\.0\.0 is not a loopback address"):
        serve(Court(profile), host="0.0.0.0").__enter__()  # noqa: S104 this is what is refused


def test_what_was_seen_holds_no_password(signed_on: Reader, attorney: Attorney) -> None:
    signed_on.link(attorney)

    seen = str(signed_on.served.seen)
    assert "LinkVerify.pl" in seen
    for secret in (attorney.pacer.password, attorney.cmecf.password, attorney.pacer.username):
        assert secret not in seen

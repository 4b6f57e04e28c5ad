"""What single pages and endpoints of the court decide, over HTTP and without a browser."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from http import HTTPStatus

import httpx
import pyotp
import pytest

from e2e.court.http.reader import (
    CMECF,
    MAIN_PAGE,
    SIGN_ON,
    Reader,
    alert,
    menu_bar,
    outcome,
    reading,
    view_state,
)
from e2e.court.rules.clock import Clock
from mock_court.courts.profile import MAILBOX_HOST, Profile
from mock_court.rules.court import TRIES_BEFORE_LOCK, VIEWER_MENU_ID, Court, Dialog
from mock_court.rules.people import Attorney, PacerKind, People
from mock_court.rules.records import Records
from mock_court.scenarios.lookup import behavior_of
from mock_court.scenarios.profile_changes import worded
from mock_court.web.cmecf.linking import LINKED_ALREADY
from mock_court.web.outages import OLDEST_BROWSER, is_blocked
from mock_court.web.session import is_allowed
from mock_court.web.sign_on.progress import VIEWS_KEPT, Browser, SignOn, SignOns

WEBSITE = "http://www.wiwb.uscourts.localhost/"
FORM = f"{CMECF}/cgi-bin/LinkAccount.pl"
CHROME = f"Mozilla/5.0 Chrome/{OLDEST_BROWSER}.0"


@pytest.fixture
def scenarios(request: pytest.FixtureRequest) -> list[str]:
    """The scenarios of the test's court."""
    return [name for mark in request.node.iter_markers("scenario") for name in mark.args]


@pytest.fixture
def court(profile: Profile, records: Records, clock: Clock, scenarios: list[str]) -> Court:
    """A court with the scenarios of the test."""
    return Court(profile, records, behavior_of(scenarios, profile), now=clock)


@pytest.fixture
def reader(court: Court) -> Iterator[Reader]:
    """Somebody who reads the court's pages."""
    with reading(court) as reader:
        yield reader


@pytest.fixture
def signed_on(reader: Reader, attorney: Attorney) -> Reader:
    """The same, signed on."""
    reader.log_on(attorney.pacer)
    return reader


# Signing on


def test_of_many_views_of_a_browser_the_oldest_expires() -> None:
    browser = Browser("a", OrderedDict())
    sign_ons = SignOns({})  # type: ignore[arg-type]
    states = [sign_ons.keep(SignOn(browser)) for _ in range(VIEWS_KEPT + 2)]

    taken = [sign_ons.take(state, browser) is not None for state in states]

    assert taken == [False, False, *[True] * VIEWS_KEPT]
    assert sign_ons.take(states[-1], browser) is None


@pytest.mark.parametrize("is_missing", [True, False])
def test_a_missing_client_code_is_warned_of_before_any_dialog(*, is_missing: bool) -> None:
    sign_on = SignOn(
        Browser("a"), client_code_is_missing=is_missing, due=[Dialog.UPDATE, Dialog.REDACTION]
    )

    assert sign_on.next_dialog is (None if is_missing else Dialog.UPDATE)
    assert SignOn(Browser("a")).next_dialog is None


@pytest.mark.scenario("redaction-agreement")
@pytest.mark.parametrize(("ticked", "is_passed"), [("on", True), ("off", False), (None, False)])
def test_nobody_passes_the_agreement_without_its_box(
    signed_on: Reader, attorney: Attorney, ticked: str | None, *, is_passed: bool
) -> None:
    state = view_state(signed_on.log_on(attorney.pacer).text)
    fields = {
        "jakarta.faces.source": "regmsg:bpmConfirm",
        "jakarta.faces.ViewState": state,
        **({"regmsg:chkRedact_input": ticked} if ticked else {}),
    }

    answer = signed_on.client.post(SIGN_ON, data=fields)

    assert ("<redirect " in answer.text) == is_passed


@pytest.mark.scenario("passcode")
def test_spaces_around_a_passcode_do_not_matter(court: Court, people: People, clock: Clock) -> None:
    (attorney,) = court.enroll([people.attorney(passcode=True)])
    with reading(court) as reader:
        state = view_state(reader.log_on(attorney.pacer).text)
        passcode = pyotp.TOTP(attorney.pacer.otp_secret or "").at(clock())

        answer = reader.enter_passcode(state, f" {passcode} ")

    assert outcome(answer) == "200: signed on"


@pytest.mark.parametrize(
    ("appurl", "is_one"),
    [
        (f"{CMECF}:80/cgi-bin/showpage.pl?16", True),
        (f"{CMECF}:80", True),
        (f"{CMECF}:8000/", False),
        (f"{CMECF}:80.x.test/", False),
        (f"{CMECF}:80@x.test/", False),
        (f"{CMECF}:80\\@x.test/", False),
        (f"https{CMECF[4:]}:80/", False),
        (f"{CMECF}:80/a\nb", False),
        (f"{CMECF}:80/a\x00", False),
        (f"{CMECF}:80/\u00e9", False),
        ("http://[x/", False),
        ("", False),
    ],
)
def test_sign_on_leads_back_to_one_origin(appurl: str, *, is_one: bool) -> None:
    assert is_allowed(appurl, f"{CMECF}:80") == is_one


# Behind sign-on


def test_logging_out_takes_every_cookie_of_the_session(reader: Reader) -> None:
    for name in ("NextGenCSO", "PacerSession", "PacerClientCode"):
        reader.client.cookies.set(name, "x", domain=".uscourts.localhost", path="/")

    answer = reader.get(f"{CMECF}/cgi-bin/login.pl?logout")

    gone = [each for each in answer.headers.get_list("set-cookie") if "Max-Age=0" in each]
    assert {each.partition("=")[0] for each in gone} == {
        *("NextGenCSO", "PacerSession", "PacerClientCode", "PRTYPE"),
    }


@pytest.mark.parametrize(
    ("query", "before", "after"),
    [
        ("Utilities", 200, 200),
        ("Reports", 200, 200),
        ("BankruptcyEvents", 404, 200),
        ("Nothing", 404, 404),
        ("Utilities&group=Nothing", 404, 404),
        ("Utilities&group=", 404, 404),
        ("", 404, 404),
    ],
)
def test_each_menu_is_for_who_has_it_in_the_bar(
    signed_on: Reader, attorney: Attorney, query: str, before: int, after: int
) -> None:
    address = f"{CMECF}/cgi-bin/DisplayMenu.pl?{query}"
    first = signed_on.get(address)
    signed_on.link(attorney)

    assert (first.status_code, signed_on.get(address).status_code) == (before, after)


def test_a_viewer_has_the_limited_bar_and_no_menu_of_a_filer(
    signed_on: Reader, attorney: Attorney, profile: Profile
) -> None:
    menu = f"{CMECF}/cgi-bin/DisplayMenu.pl?Utilities"
    hidden = [
        group.heading for group in profile.menus["utilities"] if group.heading and group.filers_only
    ]
    bar, shown = menu_bar(signed_on.get(MAIN_PAGE)), signed_on.get(menu).text
    signed_on.link(attorney)

    assert len(bar) == len(profile.menu_bar.limited) < len(profile.menu_bar.full)
    assert hidden
    assert not any(heading in shown for heading in hidden)
    assert all(heading in signed_on.get(menu).text for heading in hidden)


def test_too_many_tries_to_link_lock_the_form(signed_on: Reader, attorney: Attorney) -> None:
    answers = [
        signed_on.submit_form(attorney.cmecf.login, "wrong") for _ in range(TRIES_BEFORE_LOCK + 1)
    ]

    assert answers[-1].status_code == HTTPStatus.LOCKED
    assert alert(answers[-1]).startswith("Too many failed tries. Try again after ")


def test_what_cannot_be_read_is_said_to_be_so(signed_on: Reader) -> None:
    answer = signed_on.client.post(
        f"{CMECF}/cgi-bin/iquery.pl", content=b"x", headers={"Content-Type": "text/plain"}
    )

    assert answer.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    assert "The court cannot read what was sent." in answer.text


def test_no_header_of_a_proxy_changes_where_pages_lead(reader: Reader) -> None:
    answer = reader.client.get(f"{CMECF}/", headers={"X-Forwarded-Proto": "https"})

    assert "https://" not in answer.text


def test_who_is_linked_and_asks_again_is_told_so(signed_on: Reader, attorney: Attorney) -> None:
    signed_on.link(attorney)

    answer = signed_on.submit_form(attorney.cmecf.login, attorney.cmecf.password)

    assert (answer.status_code, alert(answer)) == (HTTPStatus.CONFLICT, LINKED_ALREADY)


def test_a_legacy_account_is_led_to_its_upgrade(court: Court, people: People) -> None:
    attorney = people.attorney(kind=PacerKind.LEGACY)
    court.enroll([attorney])
    with reading(court) as reader:
        reader.log_on(attorney.pacer)
        answer = reader.submit_form(attorney.cmecf.login, attorney.cmecf.password)

    assert re.search(r'<a href="[^"]*/csologin/help/upgrade">Upgrade your', answer.text)


@pytest.mark.scenario("menu-until-refresh")
@pytest.mark.scenario("confirmation-answers-post")
def test_an_answer_from_before_the_link_has_the_bar_of_before(
    signed_on: Reader, attorney: Attorney, profile: Profile
) -> None:
    answer = signed_on.link(attorney)

    assert len(menu_bar(answer)) == len(profile.menu_bar.limited)
    assert len(menu_bar(signed_on.get(MAIN_PAGE))) == len(profile.menu_bar.full)


def test_no_form_has_more_fields_than_one_of_the_court_could(signed_on: Reader) -> None:
    fields = {f"field{number}": "" for number in range(101)}

    answer = signed_on.client.post(f"{CMECF}/cgi-bin/iquery.pl", data=fields)

    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_of_a_request_its_whole_address_is_remembered(signed_on: Reader) -> None:
    signed_on.get(f"{CMECF}/cgi-bin/DisplayMenu.pl?Utilities")

    assert signed_on.served.seen[-1].address == "/cgi-bin/DisplayMenu.pl?Utilities"


@pytest.mark.parametrize("label", ["LINK", "Nothing", ""])
def test_what_is_no_item_has_no_page(signed_on: Reader, label: str) -> None:
    assert signed_on.get(f"{CMECF}/cgi-bin/Item.pl?{label}").status_code == HTTPStatus.NOT_FOUND


def test_the_menu_script_of_a_page_from_before_linking_has_the_menu_of_then(
    signed_on: Reader, attorney: Attorney, profile: Profile
) -> None:
    script = f"{CMECF}/cgi-bin/menu.pl?id="
    before = signed_on.get(f"{script}{VIEWER_MENU_ID}").text
    signed_on.link(attorney)

    assert signed_on.get(f"{script}{VIEWER_MENU_ID}").text == before
    assert signed_on.get(f"{script}1").text != before
    assert len(menu_bar(signed_on.get(MAIN_PAGE))) == len(profile.menu_bar.full)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("1-26-10001", "No cases found."),
        ("  ", "Enter a case number."),
        ("", "Enter a case number."),
    ],
)
def test_a_query_needs_a_case_number(signed_on: Reader, number: str, says: str) -> None:
    answer = signed_on.client.post(f"{CMECF}/cgi-bin/iquery.pl", data={"case_num": number})

    assert says in answer.text


def test_an_administrator_may_not_query(court: Court, people: People) -> None:
    administrator = people.attorney(kind=PacerKind.ADMINISTRATIVE)
    court.enroll([administrator])
    with reading(court) as reader:
        reader.log_on(administrator.pacer)

        assert "has no case access" in reader.get(f"{CMECF}/cgi-bin/iquery.pl").text


@pytest.mark.parametrize(
    ("login", "password", "says"),
    [
        ("{login} ", "{password}", None),
        (" {login}", "{password}", None),
        ("{login}", "{password} ", "wrong"),
        ("{login}", "", "blank"),
        ("", "{password}", "blank"),
        ("  ", "{password}", "blank"),
    ],
)
def test_spaces_around_a_login_do_not_matter_and_a_password_is_as_typed(
    signed_on: Reader, attorney: Attorney, login: str, password: str, says: str | None
) -> None:
    given = {"login": attorney.cmecf.login, "password": attorney.cmecf.password}

    answer = signed_on.submit_form(login.format(**given), password.format(**given))

    if says is None:
        assert "LinkVerify.pl" in answer.headers["location"]
        return
    is_blank = answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert is_blank == (says == "blank")
    assert alert(answer)


def test_sign_on_leads_back_to_what_was_asked_and_never_to_what_was_posted(
    reader: Reader,
) -> None:
    asked = reader.get(FORM).text
    posted = reader.client.post(FORM, data={"login": "a", "key": "b"}).text

    assert "appurl=http://ecf.wiwb.uscourts.localhost/cgi-bin/LinkAccount.pl" in asked
    assert "LinkAccount.pl" not in posted
    assert "showpage.pl" in posted


@pytest.mark.scenario("referer-check")
@pytest.mark.parametrize(
    ("referer", "is_asked"),
    [
        (MAIN_PAGE, False),
        ("http://www.wiwb.uscourts.localhost/", False),
        ("http://x.uscourts.localhost.x.test/", True),
        ("http://x.test/", True),
        ("", True),
    ],
)
def test_a_court_that_asks_where_a_reader_comes_from_knows_its_own_pages(
    signed_on: Reader, referer: str, *, is_asked: bool
) -> None:
    answer = signed_on.client.get(MAIN_PAGE, headers={"Referer": referer} if referer else {})

    assert ("Referrer.pl" in answer.text) == is_asked


# Whole sites


@pytest.mark.parametrize(
    ("agent", "blocked"),
    [
        (CHROME, False),
        (f"Firefox/{OLDEST_BROWSER}.0", False),
        (f"Chrome/{OLDEST_BROWSER - 1}.0", True),
        (f"Firefox/{OLDEST_BROWSER - 1}.9", True),
        (f"Headless{CHROME}", True),
        (f"HeadlessChrome/{OLDEST_BROWSER}", True),
        ("curl/8", True),
        ("", True),
    ],
)
def test_a_site_blocks_old_browsers_and_programs(agent: str, *, blocked: bool) -> None:
    assert is_blocked(agent) == blocked


SITES = (WEBSITE, f"{SIGN_ON}", f"{CMECF}/")


@pytest.mark.parametrize(
    ("scenario", "down", "status", "waits"),
    [
        pytest.param(name, *rest, marks=pytest.mark.scenario(name), id=name)
        for name, *rest in (
            ("website-maintenance", WEBSITE, 500, False),
            ("sign-on-maintenance", SIGN_ON, 503, True),
            ("sign-on-rate", SIGN_ON, 429, True),
            ("cmecf-maintenance", f"{CMECF}/", 503, True),
            ("user-agent-block", WEBSITE, 403, False),
        )
    ],
)
def test_a_site_that_is_down_takes_no_other_with_it_and_still_proves_to_be_a_mock(
    reader: Reader, scenario: str, down: str, status: int, *, waits: bool
) -> None:
    answers = {site: reader.get(site) for site in SITES}

    assert scenario
    assert [site for site, answer in answers.items() if answer.status_code >= 400] == [down]
    assert answers[down].status_code == status
    assert ("retry-after" in answers[down].headers) == waits
    host = down.split("/")[2]
    for path in (".mock-court", "healthz"):
        assert reader.get(f"http://{host}/{path}").status_code == HTTPStatus.OK
    # A browser writes a host in small letters, and a program may not.
    shouted = reader.client.get(down, headers={"Host": host.upper()})
    assert shouted.status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], 200),
        ([("Origin", CMECF)], 200),
        ([("Origin", CMECF), ("Origin", "http://x.test")], 403),
        ([("Origin", "http://x.test")], 403),
        ([("Origin", "null")], 403),
        ([("Sec-Fetch-Site", "same-origin")], 200),
        ([("Sec-Fetch-Site", "none")], 200),
        ([("Sec-Fetch-Site", "same-site")], 403),
        ([("Sec-Fetch-Site", "cross-site"), ("Origin", CMECF)], 403),
        ([("Referer", f"{CMECF}/a")], 200),
        ([("Referer", "http://x.test/")], 403),
        ([("Referer", "http://[")], 403),
        ([("Origin", CMECF), ("Referer", "http://x.test/")], 200),
    ],
)
def test_a_form_is_taken_from_pages_of_its_own_origin(
    reader: Reader, headers: list[tuple[str, str]], status: int
) -> None:
    answer = reader.client.post(FORM, data={"login": "a"}, headers=headers)

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("ecf.wiwb.uscourts.localhost", 200),
        ("ECF.wiwb.uscourts.localhost", 200),
        ("ecf.wiwb.uscourts.localhost:{port}", 200),
        ("ecf.wiwb.uscourts.localhost:1", 421),
        ("ecf.wiwb.uscourts.localhost:", 421),
        ("x.test", 404),
    ],
)
def test_a_request_is_for_a_host_and_the_port_of_the_court(
    reader: Reader, host: str, status: int
) -> None:
    answer = reader.client.get(
        f"{CMECF}/cgi-bin/CourtInfo.pl",
        headers={"Host": host.format(port=reader.served.port)},
    )

    assert answer.status_code == status


# Scenarios and mail


def test_several_changes_of_pages_and_of_behavior_add_up(profile: Profile) -> None:
    names = (
        *("drift:renamed:limited-menu-bar/utilities:Tools", "user-manual-item"),
        *("drift:removed:link-form/clear", "logout-label"),
    )

    behavior = behavior_of(names, profile)

    assert len(behavior.page_changes) == 2
    assert (behavior.user_manual, behavior.says_logout) == (True, True)


def test_a_scenario_changes_the_words_of_both_menu_bars(profile: Profile) -> None:
    changed = worded(profile, behavior_of(("user-manual-item", "logout-label"), profile))

    for name in ("limited", "full"):
        items = getattr(changed.menu_bar, name)
        assert items == (*getattr(profile.menu_bar, name), "user_manual")
    assert changed.menu_bar.labels["user_manual"] == "User Manual"
    assert changed.menu_bar.labels["log_out"] == "Logout"
    assert worded(profile, behavior_of((), profile)) == profile


def test_a_mail_is_found_by_its_place_in_the_list(reader: Reader, records: Records) -> None:
    for number in (1, 2, 3):
        message = (
            f"Message-ID: <{number}@x.test>\r\nSubject: Mail {number}\r\n\r\nBody {number}\r\n"
        )
        records.receive_mail(f"<{number}@x.test>", message.encode())

    def mail(number: int) -> httpx.Response:
        return reader.get(f"http://{MAILBOX_HOST}/{number}")

    assert [mail(number).status_code for number in (0, 1, 3, 4)] == [404, 200, 200, 404]
    assert ["Body 1" in mail(1).text, "Body 3" in mail(3).text] == [True, True]

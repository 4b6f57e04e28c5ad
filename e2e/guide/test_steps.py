"""Each step of linking: nobody skips ahead, and a page that is asked for again changes nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect
from starlette.responses import HTMLResponse

from e2e.court.rules.linking import link
from e2e.guide import shortcuts
from e2e.walks.run import at
from mock_court.embedded import EmbeddedCourt
from mock_court.places import CONFIRMATION, FORM, MAIN, VERIFICATION
from mock_court.rules.court import LinkRequest, Session
from mock_court.rules.people import Attorney
from mock_court.rules.records import Link, Records
from mock_court.web import rendering
from mock_court.web.cmecf import signed_on
from pages.linking import Confirmation, LinkForm, Verification
from pages.menus import Menu
from pages.reading import reader
from pages.screen import Screen
from pages.sign_on import SignOn

MENU, HELP = "cgi-bin/DisplayMenu.pl?Utilities&id=-1", "cgi-bin/Help.pl"
EARLY_VERIFICATION, EARLY_CONFIRMATION = f"{VERIFICATION}?1-L_1_1-1", f"{CONFIRMATION}?1-L_1_2-1"
LINKED_ALREADY = "Your PACER account is linked to a CM/ECF account of this court already."
LINKED_TO_ANOTHER = "This CM/ECF account is linked already, to another PACER account."

Kept = tuple[list[tuple[str, str]], int]
"""What the court keeps: who is linked with whom, and how many notices it owed."""
Arrive = Callable[[Page, EmbeddedCourt, Session, Attorney], Screen]

NOTHING: Kept = ([], 0)
IMPATIENT = 500
"""Milliseconds to wait where a check is to fail."""


def kept(court: EmbeddedCourt) -> Kept:
    records = court.served.court.records
    links = [(link.cmecf_login, link.pacer_username) for link in records.links()]
    return links, records.count_notices()


def once(attorney: Attorney) -> Kept:
    return [(attorney.cmecf.login, attorney.pacer.username)], 1


def at_the_menu(page: Page, court: EmbeddedCourt, _: Session, __: Attorney) -> Menu:
    page.goto(f"{court.served.cmecf}{MENU}")
    return Menu(page)


PAGES: Mapping[str, Arrive] = {
    "main page": lambda page, court, *_: shortcuts.main_page(page, court),
    "menu": at_the_menu,
    "link form": lambda page, court, *_: shortcuts.link_form(page, court),
    "verification": shortcuts.verification,
    "confirmation": shortcuts.confirmation,
}
# Cannot skip ahead


def leads_to_sign_on(page: Page, court: EmbeddedCourt) -> None:
    for path in (
        MAIN,
        MENU,
        "cgi-bin/iquery.pl",
        "cgi-bin/Search.pl",
        HELP,
        "cgi-bin/Item.pl?Mailings",
        FORM,
        VERIFICATION,
        EARLY_VERIFICATION,
        CONFIRMATION,
        EARLY_CONFIRMATION,
        "cgi-bin/login.pl",
    ):
        page.goto(f"{court.served.cmecf}{path}")
        SignOn(page)
        assert page.url.startswith(f"{court.served.sign_on}csologin/login.jsf"), path
    assert kept(court) == NOTHING


@pytest.mark.nightly("court/http: test_a_page_of_cm_ecf_leads_to_sign_on_by_script_and_back")
@pytest.mark.one_engine
@pytest.mark.proves("3-redirected")
def test_who_is_not_signed_on_is_led_to_sign_on_from_everywhere(
    page: Page, court: EmbeddedCourt
) -> None:
    leads_to_sign_on(page, court)


@pytest.mark.nightly("test_a_court_that_takes_a_form_of_an_ended_session_is_caught")
@pytest.mark.one_engine
def test_a_court_that_lets_in_who_is_not_signed_on_is_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect.set_options(timeout=IMPATIENT)
    session = court.served.court.open_session(attorney.pacer)
    monkeypatch.setattr(court.served.court, "session", lambda _: session)

    with pytest.raises(AssertionError, match="Expected the screen 'sign-on'"):
        leads_to_sign_on(page, court)


@pytest.mark.one_engine
def test_who_typed_a_later_address_before_signing_on_comes_to_the_link_form(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    page.goto(f"{court.served.cmecf}{EARLY_VERIFICATION}")
    sign_on = SignOn(page).enter("Username *", attorney.pacer.username)

    sign_on.enter("Password *", attorney.pacer.password).log_on("Login")

    LinkForm(page)
    expect(page).to_have_url(f"{court.served.cmecf}{FORM}")
    assert kept(court) == NOTHING


def leads_back_to_the_form(page: Page, court: EmbeddedCourt, attorney: Attorney) -> None:
    rules, stranger = court.served.court, court.people.attorney()
    rules.enroll([stranger])
    own = rules.open_session(attorney.pacer)
    requests = {
        "requested by somebody else": rules.request_link(
            rules.open_session(stranger.pacer), stranger.cmecf.login, stranger.cmecf.password
        ),
        "requested by oneself at another sign-on": rules.request_link(
            own, attorney.cmecf.login, attorney.cmecf.password
        ),
    }
    addresses = {
        "verification, nothing requested": VERIFICATION,
        "verification, a number made up": EARLY_VERIFICATION,
        "confirmation, nothing requested": CONFIRMATION,
        "confirmation, a number made up": EARLY_CONFIRMATION,
    }
    for whose, request in requests.items():
        addresses[f"verification, {whose}"] = f"{VERIFICATION}?{request.token}-L_1_1-1"
        addresses[f"confirmation, {whose}"] = f"{CONFIRMATION}?{request.token}-L_1_2-1"
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    request = rules.request_link(session, attorney.cmecf.login, attorney.cmecf.password)
    addresses["confirmation, not verified"] = f"{CONFIRMATION}?{request.token}-L_1_2-1"
    for case, path in addresses.items():
        page.goto(f"{court.served.cmecf}{path}")
        assert page.url == f"{court.served.cmecf}{FORM}", case
        LinkForm(page)
    assert kept(court) == NOTHING


@pytest.mark.nightly("court/http: test_no_step_of_linking_can_be_skipped")
@pytest.mark.one_engine
def test_who_has_requested_nothing_is_led_back_to_the_link_form(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    leads_back_to_the_form(page, court, attorney)


@pytest.mark.nightly("test_a_court_that_takes_a_form_of_an_ended_session_is_caught")
@pytest.mark.one_engine
@pytest.mark.parametrize("step", ["verification", "confirmation"])
def test_a_court_that_lets_a_step_be_skipped_is_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney, step: str
) -> None:
    expect.set_options(timeout=IMPATIENT)
    path = {"verification": VERIFICATION, "confirmation": CONFIRMATION}[step]
    at(f"/{path}", HTMLResponse("<title>ScreenComparison to anybody</title>"))(court)

    with pytest.raises(AssertionError, match=f"{step}, nothing requested"):
        leads_back_to_the_form(page, court, attorney)


# Every page again


def refresh(page: Page, _: EmbeddedCourt, __: str) -> Page:
    page.reload()
    return page


def go_back(page: Page, court: EmbeddedCourt, _: str) -> Page:
    page.goto(f"{court.served.cmecf}{HELP}")
    page.go_back()
    return page


def open_second_tab(page: Page, _: EmbeddedCourt, address: str) -> Page:
    _first, *others = page.context.pages
    second = others[0] if others else page.context.new_page()
    second.goto(address)
    return second


AGAIN: Mapping[str, Callable[[Page, EmbeddedCourt, str], Page]] = {
    "after Refresh": refresh,
    "after Back": go_back,
    "in a second tab": open_second_tab,
}


def read(screen: Screen) -> tuple[tuple[str, ...], ...]:
    """Return all that a reader sees of a screen; where forms go has a new number each time."""
    reading = screen.read()
    return reading.lines, reading.fields, reading.buttons, reading.links, reading.items


def is_the_same_again(court: EmbeddedCourt, screen: Screen) -> None:
    """Ask for the page again in each way that a reader has."""
    address, before, kept_before = screen.page.url, read(screen), kept(court)
    for way, ask_again in AGAIN.items():
        again = ask_again(screen.page, court, address)
        case = f"{screen.called} {way}"
        assert again.url == address, case
        assert read(type(screen)(again)) == before, case
        assert kept(court) == kept_before, case


# Back in Firefox: test_back_from_the_confirmation_there_is_nothing_left_to_submit.
@pytest.mark.sample(1, firefox=0)
@pytest.mark.parametrize(
    "names",
    [("verification", "confirmation"), ("main page", "menu", "link form")],
    ids=["pages of linking", "pages before it"],
)
def test_a_page_asked_for_again_is_the_same_and_changes_nothing(
    page: Page, court: EmbeddedCourt, attorney: Attorney, names: tuple[str, ...]
) -> None:
    session = shortcuts.signed_on(page.context, court, attorney.pacer)

    for name in names:
        is_the_same_again(court, PAGES[name](page, court, session, attorney))

    assert kept(court) == (once(attorney) if "confirmation" in names else NOTHING)


@pytest.mark.sample(1)
@pytest.mark.one_engine
@pytest.mark.parametrize("defect", ["the page serves once", "a page asked for sends a mail"])
def test_a_court_where_asking_again_changes_something_is_caught(
    page: Page,
    court: EmbeddedCourt,
    attorney: Attorney,
    monkeypatch: pytest.MonkeyPatch,
    defect: str,
) -> None:
    rules = court.served.court
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    screen = shortcuts.verification(page, court, session, attorney)
    (request,) = rules._link_requests.values()

    def owe_a_notice(*_: object) -> LinkRequest:
        owe_one_more(rules.records)
        return request

    spoilt = {
        "the page serves once": lambda *_: None,
        "a page asked for sends a mail": owe_a_notice,
    }
    monkeypatch.setattr(rules, "link_request", spoilt[defect])
    expect.set_options(timeout=IMPATIENT)

    with pytest.raises(AssertionError, match="verification after Refresh"):
        is_the_same_again(court, screen)


def owe_one_more(records: Records) -> None:
    with records._transaction() as db:
        db.execute("INSERT INTO notices (message) VALUES (x'')")


# The session has ended


def in_tabs(
    page: Page,
    court: EmbeddedCourt,
    session: Session,
    attorney: Attorney,
    names: Iterable[str] = PAGES,
) -> list[Page]:
    """Open every page in a separate tab, beside the tab of `page`."""
    return [PAGES[name](page.context.new_page(), court, session, attorney).page for name in names]


def does_not_come_back(page: Page, court: EmbeddedCourt, tabs: list[Page]) -> None:
    """Go on in each tab, log out in the tab of `page`, and go back."""
    for tab in tabs:
        tab.goto(f"{court.served.cmecf}{HELP}")
    shortcuts.main_page(page, court).leave("Log Out")
    for tab in tabs:
        # Playwright's own `go_back` waits in vain where Firefox has kept the page whole.
        tab.evaluate("history.back()")
        SignOn(tab)


# As above: Firefox asks the court again when it goes back.
@pytest.mark.sample(1, firefox=0)
@pytest.mark.parametrize(
    "names",
    [("verification",), ("main page", "menu", "link form", "confirmation")],
    ids=["the page that links", "every other page"],
)
def test_after_log_out_elsewhere_no_page_comes_back(
    page: Page, court: EmbeddedCourt, attorney: Attorney, names: tuple[str, ...]
) -> None:
    session = shortcuts.signed_on(page.context, court, attorney.pacer)

    does_not_come_back(page, court, in_tabs(page, court, session, attorney, names))

    assert kept(court) == (once(attorney) if "confirmation" in names else NOTHING)


@pytest.mark.one_engine
def test_a_court_whose_pages_a_browser_may_keep_is_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(*facts: Any, **more: Any) -> HTMLResponse:  # noqa: ANN401 they are passed on
        response = rendering.page(*facts, **more)
        response.headers["Cache-Control"] = "private, max-age=600"
        return response

    monkeypatch.setattr(signed_on, "page", keep)
    shortcuts.signed_on(page.context, court, attorney.pacer)
    tab = shortcuts.link_form(page.context.new_page(), court).page
    expect.set_options(timeout=IMPATIENT)

    # A page that is about to be left when the wait is over cannot be read any more.
    with pytest.raises((AssertionError, PlaywrightError)):
        does_not_come_back(page, court, [tab])


def serves_no_page_any_more(tabs: list[Page]) -> None:
    for tab in tabs:
        tab.reload()
        SignOn(tab)


@pytest.mark.nightly("test_after_log_out_elsewhere_no_page_comes_back")
@pytest.mark.one_engine
def test_after_the_court_has_ended_the_session_no_page_is_served(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    tabs = in_tabs(page, court, session, attorney)

    court.served.court.close_session(session.token)

    serves_no_page_any_more(tabs)
    assert kept(court) == once(attorney)


@pytest.mark.nightly("test_a_court_that_takes_a_form_of_an_ended_session_is_caught")
@pytest.mark.one_engine
def test_a_court_that_goes_on_serving_an_ended_session_is_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(court.served.court, "close_session", lambda _: None)
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    shortcuts.link_form(page, court)

    court.served.court.close_session(session.token)
    expect.set_options(timeout=IMPATIENT)

    with pytest.raises(AssertionError, match="Expected the screen 'sign-on'"):
        serves_no_page_any_more([page])


def form_open_after_log_out(
    page: Page, court: EmbeddedCourt, attorney: Attorney, name: str
) -> LinkForm | Verification:
    """Leave a form filled in and log out in another tab."""
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    screen: LinkForm | Verification
    if name == "link form":
        screen = shortcuts.link_form(page, court)
        screen.enter("CM/ECF login", attorney.cmecf.login)
        screen.enter("CM/ECF password", attorney.cmecf.password)
    else:
        screen = shortcuts.verification(page, court, session, attorney)
    shortcuts.main_page(page.context.new_page(), court).leave("Log Out")
    return screen


def submits_in_vain(screen: LinkForm | Verification, court: EmbeddedCourt) -> None:
    screen.press("Submit")
    SignOn(screen.page)
    # What was submitted is lost, so sign-on leads to the main page then.
    assert screen.page.url.endswith(f"appurl={court.served.cmecf}{quote(MAIN, safe='/?')}")
    assert kept(court) == NOTHING


@pytest.mark.sample(1)
@pytest.mark.one_engine
@pytest.mark.parametrize("name", ["verification", "link form"])
def test_a_form_submitted_after_log_out_elsewhere_links_nothing(
    page: Page, court: EmbeddedCourt, attorney: Attorney, name: str
) -> None:
    screen = form_open_after_log_out(page, court, attorney, name)

    submits_in_vain(screen, court)


@pytest.mark.one_engine
def test_a_court_that_takes_a_form_of_an_ended_session_is_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = form_open_after_log_out(page, court, attorney, "verification")
    (request,) = court.served.court._link_requests.values()
    monkeypatch.setattr(court.served.court, "session", lambda _: request.session)
    expect.set_options(timeout=IMPATIENT)

    # A page that is about to be left when the wait is over cannot be read any more.
    with pytest.raises((AssertionError, PlaywrightError)):
        submits_in_vain(screen, court)


# Complete, and once


def is_told(page: Page, court: EmbeddedCourt, words: str, expected: Kept) -> None:
    expect(page.get_by_role("alert")).to_have_text(words)
    assert kept(court) == expected


def linked_in_the_browser(page: Page, court: EmbeddedCourt, attorney: Attorney) -> Confirmation:
    """Go from the verification to the confirmation."""
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    return shortcuts.verification(page, court, session, attorney).submit("Submit")


@pytest.mark.sample(firefox=0)
@pytest.mark.proves("note-once")
def test_a_refresh_of_the_confirmation_submits_nothing_again(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    confirmation = linked_in_the_browser(page, court, attorney)
    before = read(confirmation)

    page.reload()

    assert read(Confirmation(page)) == before
    assert kept(court) == once(attorney)
    submitted = [seen.address for seen in court.served.seen if seen.method == "POST"]
    assert len(submitted) == 1


def post_again(page: Page) -> None:
    """Refresh a page that is the answer to a form, and have the form posted again."""
    browser = page.context.browser
    if browser and browser.browser_type.name == "chromium":
        page.reload()
        return
    # Firefox asks a person first, and nothing but a person can answer; so what it would post then
    # is posted by a form of the same address.
    with page.expect_navigation():
        page.evaluate(
            """() => {
                const form = document.createElement("form");
                form.method = "POST";
                form.enctype = "multipart/form-data";
                document.body.append(form);
                form.submit();
            }"""
        )


@pytest.mark.sample(firefox=0)
@pytest.mark.proves("note-once")
@pytest.mark.scenario("confirmation-answers-post")
def test_a_refresh_that_submits_again_links_nothing_again(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    linked_in_the_browser(page, court, attorney)

    post_again(page)

    is_told(page, court, LINKED_ALREADY, once(attorney))
    submitted = [seen.status for seen in court.served.seen if seen.method == "POST"]
    assert submitted == [HTTPStatus.OK, HTTPStatus.CONFLICT]


@pytest.mark.sample(firefox=1)
@pytest.mark.proves("note-once")
@pytest.mark.parametrize(
    "scenario",
    [
        "confirmation has a separate address",
        pytest.param(
            "confirmation is the answer to the Submit",
            marks=pytest.mark.scenario("confirmation-answers-post"),
        ),
    ],
)
def test_back_from_the_confirmation_there_is_nothing_left_to_submit(
    page: Page, court: EmbeddedCourt, attorney: Attorney, scenario: str
) -> None:
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    shortcuts.link_form(page, court)
    shortcuts.verification(page, court, session, attorney).submit("Submit")

    for called in ("verification", "link form"):
        page.go_back()

        is_told(page, court, LINKED_ALREADY, once(attorney))
        assert reader.button(page, "Submit").count() == 0, f"{called}, {scenario}"


def is_refused_where_it_was_kept_open(page: Page, court: EmbeddedCourt, attorney: Attorney) -> None:
    """Link in a second tab while the first one stays at the verification, and submit that too."""
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    kept_open = shortcuts.verification(page, court, session, attorney)
    shortcuts.verification(page.context.new_page(), court, session, attorney).submit("Submit")
    assert kept(court) == once(attorney)
    kept_open.press("Submit")
    is_told(page, court, LINKED_ALREADY, once(attorney))


@pytest.mark.nightly("test_of_two_submits_one_links_and_the_other_gets_a_message")
@pytest.mark.one_engine
@pytest.mark.proves("note-once", "note-for-ever")
def test_a_verification_kept_open_while_another_tab_links_is_refused(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    is_refused_where_it_was_kept_open(page, court, attorney)


@pytest.mark.nightly("test_a_court_that_links_at_each_submit_is_caught")
@pytest.mark.one_engine
@pytest.mark.parametrize("defect", ["it confirms again", "it sends a second notice"])
def test_a_court_that_takes_a_verification_twice_is_caught(
    page: Page,
    court: EmbeddedCourt,
    attorney: Attorney,
    monkeypatch: pytest.MonkeyPatch,
    defect: str,
) -> None:
    expect.set_options(timeout=IMPATIENT)
    rules, link_once = court.served.court, court.served.court.link

    def link_again(request: LinkRequest) -> Link:
        if linked := rules.link_of(request.session):
            if defect == "it confirms again":
                return linked
            owe_one_more(rules.records)
        return link_once(request)

    monkeypatch.setattr(rules, "link", link_again)

    # A page that is about to be left when the wait is over cannot be read any more.
    with pytest.raises((AssertionError, PlaywrightError)):
        is_refused_where_it_was_kept_open(page, court, attorney)


@pytest.mark.one_engine
@pytest.mark.proves("note-for-ever")
def test_a_verification_kept_open_while_somebody_else_links_that_account_is_refused(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    rules, other = court.served.court, court.people.attorney()
    other = replace(other, cmecf=attorney.cmecf)
    rules.enroll([other])
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    kept_open = shortcuts.verification(page, court, session, attorney)
    link(rules, other)

    kept_open.press("Submit")

    is_told(page, court, LINKED_TO_ANOTHER, once(other))
    # The form is there again, for the attorney's right account.
    LinkForm(page)

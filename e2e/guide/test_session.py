"""The session that signing on opens: how it ends, and how a browser comes to it."""

from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from e2e.guide import shortcuts
from e2e.guide.shortcuts import LIMITED
from e2e.walks.run import follow
from mock_court.embedded import EmbeddedCourt
from mock_court.places import MAIN
from mock_court.web.cmecf import signed_on
from mock_court.web.sign_on import endpoints
from pages.menus import MenuBar
from pages.sign_on import SignOn

IMPATIENT = 500
"""Milliseconds to wait where a check is to fail."""


def ends_the_session(page: Page, court: EmbeddedCourt, site: str) -> None:
    session = shortcuts.signed_on(page.context, court, court.attorney.pacer)
    menu_bar = shortcuts.main_page(page, court)
    if site == "CM/ECF":
        menu_bar.leave("Log Out")
    else:
        page.goto(f"{court.served.sign_on}csologin/logout.jsf")
    # The words of both pages are invented.
    expect(page.get_by_role("heading", name="logged out")).to_be_visible()
    assert shortcuts.session_cookies(page) == []
    # Neither site knows the session any more, even if the cookie was kept.
    shortcuts.show_session(page.context, session)
    shortcuts.sign_on(page, court)


@pytest.mark.one_engine
@pytest.mark.parametrize("site", ["CM/ECF", "sign-on"])
def test_log_out_at_either_site_ends_the_session_at_both(
    page: Page, court: EmbeddedCourt, site: str
) -> None:
    ends_the_session(page, court, site)


@pytest.mark.nightly("court/http: test_logging_out_ends_the_session")
@pytest.mark.one_engine
@pytest.mark.parametrize("site", ["CM/ECF", "sign-on"])
def test_a_log_out_that_ends_nothing_is_caught(
    page: Page, court: EmbeddedCourt, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    expect.set_options(timeout=IMPATIENT)
    monkeypatch.setattr(court.served.court, "close_session", lambda _: None)

    with pytest.raises((AssertionError, PlaywrightError)):
        ends_the_session(page, court, site)


def never_leads_elsewhere(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.attorney
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    cmecf, sign_on = court.served.cmecf, court.served.sign_on

    def ask_to_lead_to(elsewhere: str) -> None:
        page.goto(f"{sign_on}csologin/login.jsf?pscCourtId=WIWBK&appurl={quote(elsewhere)}")

    ask_to_lead_to(court.served.website)
    form = SignOn(page).enter("Username *", attorney.pacer.username)
    form.enter("Password *", attorney.pacer.password).log_on("Login")
    expect(page).to_have_url(f"{cmecf}{MAIN}")
    for elsewhere in (
        court.served.website,
        "http://elsewhere.example/",
        "//elsewhere.example/",
        f"{cmecf.rstrip('/')}@elsewhere.example/",
        "javascript:document.title='elsewhere'",
    ):
        ask_to_lead_to(elsewhere)
        expect(page, elsewhere).to_have_url(f"{cmecf}{MAIN}")
        MenuBar(page)
    assert asked == {urlsplit(address).netloc for address in (cmecf, sign_on)}


@pytest.mark.nightly("court/http: test_sign_on_never_leads_elsewhere")
@pytest.mark.one_engine
def test_sign_on_leads_back_to_the_court_and_never_elsewhere(
    page: Page, court: EmbeddedCourt
) -> None:
    never_leads_elsewhere(page, court)


@pytest.mark.nightly("court/http: test_sign_on_never_leads_elsewhere")
@pytest.mark.one_engine
def test_a_sign_on_that_leads_anywhere_is_caught(
    page: Page, court: EmbeddedCourt, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect.set_options(timeout=IMPATIENT)
    monkeypatch.setattr(endpoints, "is_allowed", lambda *_: True)

    # A page that is about to be left when the wait is over cannot be read any more.
    with pytest.raises((AssertionError, PlaywrightError)):
        never_leads_elsewhere(page, court)


def ways_after_login(court: EmbeddedCourt) -> list[str]:
    """Return the pages of both sites that were asked for after the password was sent."""
    pages = ("/cgi-bin/showpage.pl", "/csologin/login.jsf")
    seen = [each for each in court.served.seen if each.address.startswith(pages)]
    sent = next(at for at, each in enumerate(seen) if each.method == "POST")
    return [each.address.partition("?")[0] for each in seen[sent + 1 :]]


def gets_through(page: Page, court: EmbeddedCourt, ways: list[str]) -> None:
    menu_bar = shortcuts.typed_sign_on(page, court, court.attorney.pacer).log_on("Login")
    assert menu_bar.read().items == LIMITED
    assert ways_after_login(court) == ways


BOUNCED = ["/cgi-bin/showpage.pl", "/csologin/login.jsf", "/cgi-bin/showpage.pl"]


@pytest.mark.sample(firefox=0)
@pytest.mark.scenario("sign-on-bounces")
def test_a_browser_gets_through_a_sign_on_that_bounces_once(
    page: Page, court: EmbeddedCourt
) -> None:
    gets_through(page, court, BOUNCED)

    page.reload()
    MenuBar(page)
    assert ways_after_login(court) == [*BOUNCED, "/cgi-bin/showpage.pl"]


@pytest.mark.nightly(
    "test_a_browser_gets_through_a_sign_on_that_bounces_once compares the whole way"
)
@pytest.mark.one_engine
def test_a_sign_on_that_bounces_twice_is_caught(
    page: Page, court: EmbeddedCourt, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounces = iter((True, True))
    monkeypatch.setattr(signed_on, "_bounces", lambda *_: next(bounces, False))

    with pytest.raises(AssertionError, match="showpage"):
        gets_through(page, court, BOUNCED)


@pytest.mark.walk
def test_a_walk_gets_through_a_sign_on_that_bounces_once(tmp_path: Path) -> None:
    bounces = ("--scenario", "sign-on-bounces")
    ran = follow(tmp_path / "report", *bounces, "--from", "3", "--until", "5")

    assert ran.verdicts[2:5] == ["as_documented"] * 3
    assert ran.status == 0

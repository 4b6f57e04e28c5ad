"""The reminders at the end of the guide, one test each, and for each a court that breaks it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.court.rules.linking import link
from e2e.courts.second import second_court
from e2e.guide import shortcuts
from e2e.guide.shortcuts import FULL, LIMITED
from mock_court import places
from mock_court.embedded import EmbeddedCourt
from mock_court.rules.court import Court, Role
from mock_court.rules.people import Attorney, PacerAccount
from mock_court.rules.records import Records
from mock_court.web.website.endpoints import PAGES, Information
from pages.linking import Refusal
from pages.menus import MenuBar
from pages.screen import on_screen
from pages.website import CourtWebsite


@pytest.fixture
def colorado(court: EmbeddedCourt) -> Iterator[EmbeddedCourt]:
    """A second court, in which the attorney files too."""
    with second_court(court) as colorado:
        yield colorado


# The PACER username and password serve for both


def check_pacer_serves_for_both(page: Page, court: EmbeddedCourt, attorney: Attorney) -> None:
    """Log on once, query and file; then log off and fail to log on with the CM/ECF password."""
    menu_bar = shortcuts.typed_sign_on(page, court, attorney.pacer).log_on("Login")
    filing = menu_bar.select("Bankruptcy").open_group("Bankruptcy Events")
    expect(filing.page.get_by_role("link", name="Open a BK Case")).to_be_visible()
    MenuBar(page).choose("Query")
    expect(page.get_by_text("Case Number")).to_be_visible()
    MenuBar(page).leave("Log Out")

    form = shortcuts.sign_on(page, court)
    form.enter("Username *", attorney.cmecf.login).enter("Password *", attorney.cmecf.password)
    form.press_refused("Login")


@pytest.mark.one_engine
@pytest.mark.proves("reminder-pacer-password", "11-for-good")
def test_after_linking_the_pacer_password_serves_for_pacer_and_for_cmecf_and_no_other_does(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    link(court.served.court, attorney)

    check_pacer_serves_for_both(page, court, attorney)


@pytest.mark.nightly("test_a_court_to_which_a_link_means_everything_or_nothing_is_caught")
@pytest.mark.one_engine
def test_a_pacer_password_that_opens_no_filing_menus_is_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    expect.set_options(timeout=500)
    page.context.set_default_timeout(500)

    with pytest.raises(AssertionError):
        check_pacer_serves_for_both(page, court, attorney)


@pytest.mark.nightly("test_a_court_to_which_a_link_means_everything_or_nothing_is_caught")
@pytest.mark.one_engine
def test_a_cm_ecf_password_that_goes_on_serving_is_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney, monkeypatch: pytest.MonkeyPatch
) -> None:
    link(court.served.court, attorney)
    right = Records.pacer

    def by_either_name(records: Records, name: str) -> PacerAccount | None:
        return right(records, attorney.pacer.username if name == attorney.cmecf.login else name)

    monkeypatch.setattr(Records, "pacer", by_either_name)
    monkeypatch.setattr(Court, "_check_tries", lambda *_: None)

    expect.set_options(timeout=500)
    with pytest.raises(AssertionError):
        check_pacer_serves_for_both(page, court, attorney)


# Once for this court, again for every other


def check_done_once(page: Page, context: BrowserContext, court: EmbeddedCourt) -> None:
    """Log on again, twice: the filing menus are there, and there is nothing to link."""
    for _ in range(2):
        shortcuts.signed_on(context, court, court.attorney.pacer)
        assert shortcuts.main_page(page, court).read().items == FULL
        page.goto(f"{court.served.cmecf}{places.FORM}")
        expect(Refusal(page).fields).to_have_count(0)


@pytest.mark.one_engine
@pytest.mark.proves("reminder-once", "note-once")
def test_linking_is_done_once_for_this_court(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    link(court.served.court, attorney)

    check_done_once(page, context, court)


@pytest.mark.nightly("test_a_court_to_which_a_link_means_everything_or_nothing_is_caught")
@pytest.mark.one_engine
def test_a_link_that_lasts_for_one_session_is_caught(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    link(court.served.court, attorney)
    with court.served.court.records._transaction() as db:
        db.execute("DELETE FROM links")

    with pytest.raises(AssertionError):
        check_done_once(page, context, court)


def check_again_elsewhere(
    page: Page, context: BrowserContext, court: EmbeddedCourt, colorado: EmbeddedCourt
) -> None:
    """Find the menus full at the court of the link and limited at the other, until linked there."""
    link(court.served.court, court.attorney)
    items = []
    for at in (court, colorado):
        shortcuts.signed_on(context, at, at.attorney.pacer)
        items.append(shortcuts.main_page(page, at).read().items)
    link(colorado.served.court, colorado.attorney)
    items.append(shortcuts.main_page(page, colorado).read().items)

    assert items == [FULL, LIMITED, FULL]


@pytest.mark.one_engine
@pytest.mark.proves("reminder-other-courts")
def test_linking_has_to_be_done_again_at_another_nextgen_court(
    page: Page, context: BrowserContext, court: EmbeddedCourt, colorado: EmbeddedCourt
) -> None:
    check_again_elsewhere(page, context, court, colorado)


@pytest.mark.sample(1)
@pytest.mark.one_engine
@pytest.mark.parametrize("role", [Role.FILER, Role.VIEWER])
def test_a_court_to_which_a_link_means_everything_or_nothing_is_caught(
    page: Page,
    context: BrowserContext,
    court: EmbeddedCourt,
    colorado: EmbeddedCourt,
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
) -> None:
    monkeypatch.setattr(colorado.served.court, "role", lambda _session: role)

    with pytest.raises(AssertionError):
        check_again_elsewhere(page, context, court, colorado)


# Courts that are not on NextGen


def check_reached_through_its_website(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> tuple[str, ...]:
    """Come from the website to the court's own login; return the menus behind it."""
    landing = CourtWebsite.open(page, court.served.website).select("E-Filing (CM/ECF)")
    form = landing.select("Western District of Wisconsin - Document Filing System")
    form.enter("Login", attorney.cmecf.login).enter("Password", attorney.cmecf.password)
    return form.log_on("Login").read().items


@pytest.mark.one_engine
@pytest.mark.proves("reminder-not-next-gen")
@pytest.mark.scenario("current-gen")
def test_a_court_that_is_not_on_nextgen_is_still_reached_through_its_website(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    assert check_reached_through_its_website(page, court, attorney) == FULL


@pytest.mark.nightly("test_a_court_to_which_a_link_means_everything_or_nothing_is_caught")
@pytest.mark.one_engine
def test_a_court_without_a_separate_login_is_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    page.context.set_default_timeout(500)

    with pytest.raises(AssertionError):
        check_reached_through_its_website(page, court, attorney)


# Where there is help


def check_help(page: Page, court: EmbeddedCourt, name: str, heading: str) -> None:
    """Go to the address that the guide prints."""
    page.goto(f"{court.served.website}{name}")
    assert heading in on_screen(page)


PACER_HELP = ("pacer-help", "PACER Help")
# The guide calls it "CM/ECF HelpDesk"; nobody has shown the page, and its heading is invented.
CMECF_HELP = ("nextgen-cmecf-help", "NextGen CM/ECF Help")


@pytest.mark.one_engine
@pytest.mark.proves("reminder-pacer-help")
def test_pacer_help_is_where_the_guide_says(page: Page, court: EmbeddedCourt) -> None:
    check_help(page, court, *PACER_HELP)


@pytest.mark.one_engine
@pytest.mark.proves("reminder-cmecf-help")
def test_the_cmecf_help_desk_is_where_the_guide_says(page: Page, court: EmbeddedCourt) -> None:
    check_help(page, court, *CMECF_HELP)


@pytest.mark.nightly("test_a_court_to_which_a_link_means_everything_or_nothing_is_caught")
@pytest.mark.one_engine
@pytest.mark.parametrize(("name", "heading"), [PACER_HELP, CMECF_HELP])
@pytest.mark.parametrize("instead", [None, Information("Page not found", "It has moved.")])
def test_a_help_page_that_is_gone_is_caught(
    page: Page,
    court: EmbeddedCourt,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    heading: str,
    instead: Information | None,
) -> None:
    monkeypatch.setitem(PAGES, name, instead)

    with pytest.raises(AssertionError):
        check_help(page, court, name, heading)

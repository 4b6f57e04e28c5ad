"""The menus: limited before linking, full after, and what cures each kind of stale menu."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from e2e.court.rules.linking import link
from e2e.guide import shortcuts
from e2e.guide.shortcuts import FULL, LIMITED
from mock_court import places
from mock_court.embedded import EmbeddedCourt
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney
from pages.menus import MenuBar
from pages.website import Landing
from walk.browser.find import find_browser
from walk.browser.options import SessionOptions
from walk.browser.session import BrowserSession
from walk.safety.request_filter import RequestFilter
from walk.settings.config import Config, Project
from walk.settings.sites import Addresses

PAGES = (
    places.MAIN,
    "cgi-bin/iquery.pl",
    "cgi-bin/DisplayMenu.pl?Reports",
    "cgi-bin/DisplayMenu.pl?Utilities",
    "cgi-bin/Help.pl",
)


@pytest.mark.one_engine
@pytest.mark.proves("5-limited-menu-bar", "14-full-menu-bar", "14-picture")
def test_the_menu_bar_is_limited_on_every_page_before_linking_and_full_on_every_page_after(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    shortcuts.signed_on(context, court, attorney.pacer)
    before = bars(page, court)

    link(court.served.court, attorney)

    assert before == dict.fromkeys(PAGES, LIMITED)
    assert bars(page, court) == dict.fromkeys(PAGES, FULL)


@pytest.mark.sample(1)
@pytest.mark.one_engine
@pytest.mark.parametrize("item", ["search", "bankruptcy"])
def test_a_limited_menu_bar_with_one_more_item_is_caught(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney, item: str
) -> None:
    profile = court.served.court.profile
    menu_bar = replace(profile.menu_bar, limited=(*profile.menu_bar.limited, item))
    court.served.court.profile = replace(profile, menu_bar=menu_bar)

    shortcuts.signed_on(context, court, attorney.pacer)

    with pytest.raises(AssertionError):
        assert bars(page, court, PAGES[:1]) == dict.fromkeys(PAGES[:1], LIMITED)


@pytest.mark.one_engine
@pytest.mark.proves("note-link")
def test_only_linking_brings_the_filing_menus_since_the_court_runs_nextgen(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    landing = Landing.open(page, court.served.cmecf)
    assert (
        "Wisconsin Western Bankruptcy Court is Live on NextGen CM/ECF as of March 30, 2020."
        in landing.read().lines
    )

    shortcuts.signed_on(context, court, attorney.pacer)
    again = [shortcuts.main_page(page, court).read().items]
    shortcuts.signed_on(context, court, attorney.pacer)
    again.append(shortcuts.main_page(page, court).read().items)

    assert again == [LIMITED, LIMITED]


@pytest.mark.sample(firefox=0)
@pytest.mark.proves("15-refresh")
def test_a_page_from_before_linking_stays_limited_until_it_is_refreshed(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    shortcuts.signed_on(context, court, attorney.pacer)
    menu_bar = shortcuts.main_page(page, court)

    link(court.served.court, attorney)

    assert menu_bar.read().items == LIMITED
    page.reload()
    assert MenuBar(page).read().items == FULL


def bars(
    page: Page, court: EmbeddedCourt, addresses: Sequence[str] = PAGES
) -> dict[str, tuple[str, ...]]:
    """Return the items of the menu bar on every page, or on some."""
    seen = {}
    for address in addresses:
        page.goto(f"{court.served.cmecf}{address}")
        seen[address] = MenuBar(page).read().items
    return seen


# Three causes, three remedies


@pytest.fixture
def session(
    playwright: Playwright,
    config: Config,
    project: Project,
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> Iterator[BrowserSession]:
    """A browser with a profile that outlives its being shut down."""
    headed = bool(pytestconfig.getoption("--headed"))
    browser = find_browser(project, headed=headed)
    options = SessionOptions(browser, config, project, headed=headed, confined_to_mock=True)
    no_filter = RequestFilter(Addresses("", "", ""), may_link=False)
    session = BrowserSession(playwright, options, tmp_path / "profile", no_filter)
    yield session
    session.shut_down()


def refresh(session: BrowserSession, _court: EmbeddedCourt, _attorney: Attorney) -> None:
    """Refresh the screen."""
    session.open().reload()


def log_in_again(session: BrowserSession, court: EmbeddedCourt, attorney: Attorney) -> None:
    """Log out, shut down the browser, log in."""
    MenuBar(session.open()).leave("Log Out")
    session.shut_down()
    log_in(session, court, attorney)


def clear(session: BrowserSession, court: EmbeddedCourt, attorney: Attorney) -> None:
    """Clear the browser, shut it down, log in."""
    session.clear()
    log_in(session, court, attorney)


def log_in(session: BrowserSession, court: EmbeddedCourt, attorney: Attorney) -> None:
    """Log in through the form."""
    shortcuts.typed_sign_on(session.open(), court, attorney.pacer).log_on("Login")


Remedy = Callable[[BrowserSession, EmbeddedCourt, Attorney], None]
Seed = Callable[[pytest.MonkeyPatch], None]

CURES: dict[str, Remedy] = {
    "menu-until-refresh": refresh,
    "menu-until-login": log_in_again,
    "menu-until-cleared": clear,
}
"""Each cause of a stale menu with its remedy in the guide, the least one first."""
GREATER = [
    ("menu-until-refresh", log_in_again),
    ("menu-until-refresh", clear),
    ("menu-until-login", clear),
]
"""Remedies of the guide that do more than a cause needs."""


def turns_full_at_once(patch: pytest.MonkeyPatch) -> None:
    """Seed a court whose sessions do not keep the role that they had at sign-on."""
    patch.setattr(Court, "role", lambda court, session: court._role_now(session.account))


def clears_no_cache(patch: pytest.MonkeyPatch) -> None:
    """Seed a browser that forgets its cookies alone."""
    patch.setattr("walk.browser.session._CACHE_FOLDERS", ())


# A refresh alone: test_a_page_from_before_linking_stays_limited_until_it_is_refreshed.
@pytest.mark.sample(2, firefox=0)
@pytest.mark.proves("14-full-menu-bar", "15-refresh", "15-log-in-again", "15-clear")
@pytest.mark.parametrize(
    "cause",
    [
        # The last cause meets every remedy, each with the start of a browser: enough for Firefox.
        pytest.param(list(CURES)[-1], marks=pytest.mark.scenario(list(CURES)[-1])),
        *[
            pytest.param(cause, marks=[pytest.mark.scenario(cause), pytest.mark.one_engine])
            for cause in list(CURES)[-2::-1]
        ],
    ],
)
def test_a_stale_menu_is_cured_by_its_documented_remedy_and_by_no_lesser_one(
    session: BrowserSession, court: EmbeddedCourt, attorney: Attorney, cause: str
) -> None:
    left_stale(session, court, attorney)

    shown = []
    for remedy in CURES.values():
        remedy(session, court, attorney)
        shown.append(MenuBar(session.open()).read().items)
        if remedy is CURES[cause]:
            break

    assert shown == [*[LIMITED] * (len(shown) - 1), FULL]


@pytest.mark.one_engine
@pytest.mark.proves("15-clear")
def test_to_clear_the_browser_takes_a_cookie_that_outlives_it(
    session: BrowserSession, court: EmbeddedCourt
) -> None:
    cookie = {"name": "seen", "value": "limited", "url": court.served.cmecf, "expires": 4e9}
    session.open().context.add_cookies([cookie])  # type: ignore[list-item]
    session.shut_down()
    assert [each["name"] for each in session.open().context.cookies()] == ["seen"]

    session.clear()

    assert session.open().context.cookies() == []


@pytest.mark.nightly("the last cause of the test above meets every remedy")
@pytest.mark.one_engine
@pytest.mark.parametrize(
    "remedy",
    [pytest.param(remedy, marks=pytest.mark.scenario(cause)) for cause, remedy in GREATER],
)
def test_a_stale_menu_is_cured_by_a_greater_remedy_too(
    session: BrowserSession, court: EmbeddedCourt, attorney: Attorney, remedy: Remedy
) -> None:
    left_stale(session, court, attorney)

    remedy(session, court, attorney)

    assert MenuBar(session.open()).read().items == FULL


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("remedy", "seed", "shows"),
    [
        pytest.param(
            refresh, turns_full_at_once, FULL, marks=pytest.mark.scenario("menu-until-login")
        ),
        pytest.param(
            clear, clears_no_cache, LIMITED, marks=pytest.mark.scenario("menu-until-cleared")
        ),
    ],
)
@pytest.mark.one_engine
def test_a_menu_that_is_cured_too_early_or_not_at_all_is_caught(
    session: BrowserSession,
    court: EmbeddedCourt,
    attorney: Attorney,
    monkeypatch: pytest.MonkeyPatch,
    remedy: Remedy,
    seed: Seed,
    shows: tuple[str, ...],
) -> None:
    left_stale(session, court, attorney)
    seed(monkeypatch)

    remedy(session, court, attorney)

    assert MenuBar(session.open()).read().items == shows


def left_stale(session: BrowserSession, court: EmbeddedCourt, attorney: Attorney) -> None:
    """Link, and be left with the limited menu bar."""
    page = session.open()
    signed_on = shortcuts.signed_on(page.context, court, attorney.pacer)
    confirmation = shortcuts.verification(page, court, signed_on, attorney).submit("Submit")
    assert confirmation.read().items == LIMITED

"""A court whose markup is like no other: its guide's words are enough to follow it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page

from e2e.courts.strange import ACCOUNT, SCREENS, SKINS, StrangeCourt, Views, strange_court
from e2e.courts.strange_changes import StrangeChange, strange_changes
from e2e.walks.live import walk_live
from e2e.walks.run import STEPS
from pages.linking import LinkForm, Verification
from pages.screen import Screen
from walk.browser.find import find_browser
from walk.browser.options import launch_options
from walk.compare.screen import compare_screen
from walk.guide.hints import hints_of
from walk.guide.model import Credential, Guide
from walk.guide.screens import SCREENS as PAGES
from walk.settings.config import Project
from walk.settings.sites import Addresses, leads_out

pytestmark = pytest.mark.one_engine

# One of each kind, each on another screen where there is one; `make drift-score` tries them all.
WALKED: dict[str, tuple[str, ...]] = {
    "divisions": ("moved:website/case-locator-pacer", "re_roled:limited-bar/utilities"),
    "tables": (
        "required-mark:sign-on/client-code",
        "added:limited-bar/help",
        "behaves:link-form/submit",
    ),
    "modern": (
        "renamed:sign-on/wisconsin-western-bankruptcy-court-nextgen-login",
        "reordered:limited-bar/query",
        "removed:menu/link-a-cm-ecf-account-to-my-pacer-account",
    ),
}
"""What one walk meets at a court of each skin: the last change may end it."""
COMPARED: dict[str, tuple[str, ...]] = {
    "divisions": (
        "disabled:sign-on/login",
        "renamed:verification/cm-ecf",
        "reworded:confirmation/your-pacer-account-has-been-linked-to-your-cm-ecf-account",
    ),
    "modern": ("recased:verification/submit",),
    "tables": (
        "retargeted:website/e-filing-cm-ecf",
        "ambiguous:link-form/cm-ecf-login",
        "wrong_value:verification/pacer",
    ),
}
"""What comparing its screen alone finds."""


@pytest.fixture(scope="module")
def anywhere(browser_type: BrowserType, project: Project) -> Iterator[Browser]:
    """A browser that is not confined to the mock court."""
    found = find_browser(project, headed=False)
    with browser_type.launch(**launch_options(found, project, headed=False)) as browser:
        yield browser


@pytest.mark.walk
@pytest.mark.nightly(
    "below: changes that one walk meets; from the link form on test_missing_menus.py: no remedy"
)
@pytest.mark.parametrize("skin", SKINS)
def test_a_court_of_other_markup_is_followed_to_the_end(tmp_path: Path, skin: str) -> None:
    with strange_court(skin) as court:
        ran = walk_live(tmp_path, court, court.variables, "--permit-link", court.permit)

    assert ran.status == 0
    assert ran.verdicts == [*["as_documented"] * (STEPS - 1), "not_needed"]
    assert [asked for asked in court.asked if asked.endswith("/link")] == [
        f"POST {court.cmecf}link"
    ]


@pytest.mark.walk
@pytest.mark.sample(1)
@pytest.mark.parametrize("skin", WALKED)
def test_changes_of_a_court_of_other_markup_are_named_at_their_steps(
    tmp_path: Path, skin: str
) -> None:
    changes = named(WALKED[skin])
    last = max(step for change in changes for step in change.steps)

    with strange_court(skin, changed(changes)) as court:
        permitted = ("--permit-link", court.permit, "--until", str(last + 1))
        ran = walk_live(tmp_path, court, court.variables, *permitted)

    differing = [step for step in ran.result["steps"] if step["drifts"]]
    assert ran.status == 1
    assert {step["number"] for step in differing} >= {change.steps[0] for change in changes}
    for change in changes:
        first = next(step for step in differing if step["number"] in change.steps)
        assert change.told_kind in [drift["kind"] for drift in first["drifts"]]
    assert differing[0]["number"] in changes[0].steps


@pytest.mark.sample(1)
@pytest.mark.parametrize("skin", COMPARED)
def test_a_change_of_one_screen_of_other_markup_is_named(
    anywhere: Browser, guide: Guide, skin: str
) -> None:
    page = anywhere.new_page()

    for change in named(COMPARED[skin]):
        assert kinds_on(page, guide, skin, change) == [change.told_kind], change.name
    page.close()


def named(names: Sequence[str]) -> list[StrangeChange]:
    """Return the changes of those names."""
    by_name = {change.name: change for change in strange_changes()}
    return [by_name[name] for name in names]


def changed(changes: Sequence[StrangeChange]) -> Views:
    """Return the court's screens with changes of several."""
    views = dict(SCREENS)
    for change in changes:
        assert views[change.screen] == SCREENS[change.screen]
        views[change.screen] = change.views()[change.screen]
    return views


def kinds_on(page: Page, guide: Guide, skin: str, change: StrangeChange) -> list[str]:
    """Return the kinds of differences on the screen of a change."""
    (documented,) = (
        screen
        for step in guide.steps
        if step.number == change.steps[0]
        for screen in step.screen
        if screen.name == change.screen.replace("website", "court website")
    )
    values: dict[Credential, str] = {
        "CM/ECF login and name": f"{ACCOUNT.login} {ACCOUNT.name}",
        "PACER name": ACCOUNT.name,
    }
    with strange_court(skin, change.views()) as court:
        addresses = Addresses(court.website, court.sign_on, court.cmecf)
        come_to(page, court, change.screen)
        screen: Screen = PAGES[documented.name].page(page, hints_of(guide)[documented.name])
        comparison = compare_screen(
            documented, screen, values, lambda to: leads_out(to, addresses), final=True
        )
    return [str(drift.kind) for drift in comparison.drifts]


def come_to(page: Page, court: StrangeCourt, screen: str) -> None:
    """Come to a screen of the court, as somebody who has signed on."""
    court.let_in(is_linked=screen == "confirmation")
    ways = {
        "website": court.website,
        "sign-on": court.sign_on,
        "confirmation": f"{court.cmecf}linked",
    }
    page.goto(ways.get(screen, f"{court.cmecf}form"))
    if screen == Verification.called:
        form = LinkForm(page).enter("CM/ECF login", ACCOUNT.login)
        form.enter("CM/ECF password", ACCOUNT.cmecf_password).press("Submit")

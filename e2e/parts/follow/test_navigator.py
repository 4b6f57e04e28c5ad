"""Where a walk is: how it comes to a screen, and what it does not take for one."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from e2e.parts.follow.stand_ins import SITES, Requests, guide, result, setup
from pages.screen import NotThere
from walk.browser.session import BrowserSession
from walk.follow.causes import Stopped
from walk.follow.navigator import Act, LeftOut, Navigator
from walk.guide.model import GuideScreen
from walk.results import Cause

pytestmark = pytest.mark.one_engine

BAR = "<nav><a href=#>Query</a> <a href=#>Help</a> <a href=#>Log Out</a></nav>"
FORM = "<form>Login <input> Password <input type=password><button>Submit</button></form>"
AGREEMENT = "<h2>Redaction Agreement</h2><form><input type=checkbox> I agree</form>"
BAR_SCREEN, AGREEMENT_SCREEN = GuideScreen("menu bar"), GuideScreen("redaction agreement")


class Given:
    """A navigator at a page, and what it did."""

    def __init__(self, folder: Path, page: Page, *screens: GuideScreen) -> None:
        self.done: list[str] = []
        self.requests = Requests()
        session = SimpleNamespace(
            network=self.requests,
            wait_for_answer=lambda _: None,
            request_filter=SimpleNamespace(
                stay=lambda *, is_linking: self.done.append(f"stay {is_linking}"),
                sign_on=lambda: None,
                look=lambda: None,
            ),
            traces=SimpleNamespace(resume=lambda _: self.done.append("traced")),
        )
        own = setup(folder, guide(*screens))
        self.navigator = Navigator(own, cast("BrowserSession", session))
        self.navigator.page = page

    def arrive(self, screen: GuideScreen) -> str:
        """Come to a screen; return what it is called."""
        return self.navigator.arrive(screen, lambda *_: self.done.append("passed")).called


def at(page: Page, markup: str, address: str = SITES.cmecf) -> Page:
    """Come to a page of that markup at that address."""
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(body=markup, content_type="text/html"))
    page.goto(address)
    return page


@pytest.mark.parametrize(
    ("name", "markup", "address", "done"),
    [
        ("menu bar", BAR, SITES.cmecf, ["stay False", "traced"]),
        ("link form", BAR + FORM, SITES.cmecf, ["stay True", "traced"]),
        ("verification", f"{BAR}<button>Go</button>", SITES.cmecf, ["stay True", "traced"]),
        ("confirmation", BAR, SITES.cmecf, ["stay False", "traced"]),
        ("sign-on", FORM, SITES.sign_on, ["stay False", "traced"]),
        # Below a dialog lies the form with what was typed.
        ("redaction agreement", AGREEMENT, SITES.sign_on, ["stay False"]),
    ],
)
def test_a_walk_stays_where_it_came_and_links_only_on_pages_of_linking(
    page: Page, tmp_path: Path, name: str, markup: str, address: str, done: list[str]
) -> None:
    screen = GuideScreen(name)
    given = Given(tmp_path, at(page, markup, address), screen)

    assert given.arrive(screen) == name
    assert given.arrive(screen) == name
    assert given.done == done
    assert given.navigator.visited == {name}


@pytest.mark.parametrize("address", [SITES.sign_on, "https://x.test/"])
def test_a_screen_at_another_site_is_not_come_to(page: Page, tmp_path: Path, address: str) -> None:
    given = Given(tmp_path, at(page, BAR, address), BAR_SCREEN)

    with pytest.raises(Stopped) as stopped:
        given.arrive(BAR_SCREEN)

    assert stopped.value.cause is Cause.UNEXPECTED_HOST
    assert (given.done, given.navigator.screen) == ([], None)


@pytest.mark.parametrize(
    ("markup", "is_left_out"), [(BAR, True), (BAR + AGREEMENT, False), (AGREEMENT, False)]
)
def test_a_documented_dialog_is_left_out_only_if_the_screen_behind_it_shows_alone(
    page: Page, tmp_path: Path, markup: str, *, is_left_out: bool
) -> None:
    given = Given(tmp_path, at(page, markup, SITES.sign_on), AGREEMENT_SCREEN, BAR_SCREEN)

    if is_left_out:
        with pytest.raises(LeftOut, match="the menu bar came instead"):
            given.arrive(AGREEMENT_SCREEN)
    else:
        assert given.arrive(AGREEMENT_SCREEN) == "redaction agreement"


def test_pages_between_are_passed_until_one_has_signed_on_and_again_when_that_begins_anew(
    page: Page, tmp_path: Path
) -> None:
    prompt = (
        "<h2>User Update Required</h2><button onclick='document.body.innerHTML = bar'>Skip</button>"
    )
    given = Given(tmp_path, page, BAR_SCREEN)
    navigator = given.navigator

    def meet() -> int:
        at(page, f"<script>bar = '{BAR}'</script>{prompt}", SITES.sign_on)
        navigator.leave(page)
        before = given.done.count("passed")
        with pytest.raises((Stopped, NotThere)):
            given.arrive(BAR_SCREEN)
        return given.done.count("passed") - before

    expect.set_options(timeout=300)
    assert meet() == 1
    navigator._is_signed_on = True
    assert meet() == 0
    navigator.begin_anew()
    assert meet() == 1


@pytest.mark.parametrize(
    ("markup", "address", "is_there"),
    [
        (BAR, SITES.cmecf, True),
        (BAR, f"{SITES.cmecf}#top", True),
        (BAR, f"{SITES.cmecf}?2", False),
        ("<p>News</p>", SITES.cmecf, False),
    ],
)
def test_a_walk_is_still_there_if_neither_address_nor_screen_has_changed(
    page: Page, tmp_path: Path, markup: str, address: str, *, is_there: bool
) -> None:
    given = Given(tmp_path, at(page, markup, address), BAR_SCREEN)
    assert not given.navigator.is_still_there()

    act = Act(result(), "menu bar", "select", "Go", f"{SITES.cmecf}#menu", ())
    given.navigator.leave(page, act)

    assert given.navigator.is_still_there() == is_there


@pytest.mark.parametrize("is_own", [True, False])
def test_a_walk_goes_on_in_a_tab_that_its_own_page_opened(
    page: Page, tmp_path: Path, *, is_own: bool
) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    if is_own:
        with page.expect_popup() as opened:
            page.evaluate("() => { open('about:blank') }")
        other = opened.value
    else:
        other = page.context.new_page()

    assert given.navigator._go_to_opened_tab() == is_own
    assert given.navigator.page is (other if is_own else page)


def test_a_guide_that_does_not_say_where_to_begin_is_ours(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path, page, BAR_SCREEN)
    given.navigator.page = None

    with pytest.raises(Stopped, match="has no go_to") as stopped:
        given.arrive(BAR_SCREEN)
    assert stopped.value.cause is Cause.OURS

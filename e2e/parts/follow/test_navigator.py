"""Where a walk is: how it comes to a screen, and what it does not take for one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from e2e.parts.follow.stand_ins import SITES, Requests, guide, setup
from pages.menus import MenuBar
from pages.screen import NotThere
from walk.browser.dialogs import SeenDialog
from walk.browser.network import Arrived
from walk.browser.session import BrowserSession
from walk.follow.ledger.stops import Stopped
from walk.follow.navigator import Act, LeftOut, Navigator, Unasked, page_of
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
        self.leads_on: list[bool] = []
        """Whether a script leads on to another page, the last one first."""
        self.draws: list[str] = []
        """What a script draws with what it asks for."""
        self.requests = Requests()
        session = SimpleNamespace(
            network=self.requests,
            wait_for_answer=lambda _: self.done.append("waited") if self.leads_on else None,
            wait_for_drawing=lambda *_: bool(self.leads_on and self.leads_on.pop()),
            request_filter=SimpleNamespace(
                let_draw=self._let_draw,
                stay=lambda *, is_linking: self.done.append(f"stay {is_linking}"),
                sign_on=lambda: None,
                look=lambda: None,
            ),
            traces=SimpleNamespace(resume=lambda _: self.done.append("traced")),
            dialogs=SimpleNamespace(),
        )
        self.session, self.dialogs = session, session.dialogs
        own = setup(folder, guide(*screens))
        self.navigator = Navigator(own, cast("BrowserSession", session))
        self.navigator.page = page

    def _let_draw(self) -> bool:
        if not self.draws or self.navigator.page is None:
            return False
        self.navigator.page.set_content(self.draws.pop())
        return True

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


def test_a_page_to_which_a_script_leads_on_is_waited_for(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    given.leads_on = [False, True]

    given.arrive(BAR_SCREEN)

    assert given.done == ["waited", "waited", "stay False", "traced"]


def test_a_page_that_leads_on_when_it_was_taken_for_the_screen_is_waited_for_again(
    page: Page, tmp_path: Path
) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    given.leads_on, given.requests.page = [False], Arrived(SITES.cmecf, status=200, seconds=0.1)

    def come(_: object) -> None:
        given.done.append("waited")
        given.requests.page = None if len(given.done) > 1 else given.requests.page

    given.session.wait_for_answer = come

    given.arrive(BAR_SCREEN)

    assert given.done == ["waited", "waited", "stay False", "traced"]


def test_what_a_script_asks_for_late_is_given_it_before_a_screen_counts_as_missing(
    page: Page, tmp_path: Path
) -> None:
    expect.set_options(timeout=200)
    given = Given(tmp_path, at(page, "<p>Please wait"), BAR_SCREEN)
    given.draws = [BAR]

    assert given.arrive(BAR_SCREEN) == "menu bar"


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

    act = Act(1, "menu bar", "select", "Go", f"{SITES.cmecf}#menu", ())
    given.navigator.leave(page, act)

    assert given.navigator.is_still_there() == is_there


# What came besides

SEEN: Mapping[str, tuple[int, str, str]] = {
    # When it comes, and the step and screen to which it belongs
    "while a screen is there": (1, "menu bar", "there"),
    "at a click, before another page": (1, "menu bar", "click"),
    "after a click, on the same page": (1, "menu bar", "left"),
    "after a click, with the next page": (2, "link form", "next"),
    "during a click, with the next page": (2, "link form", "quick"),
}


@pytest.mark.parametrize("when", SEEN)
def test_a_dialog_belongs_to_the_step_that_brought_it(
    page: Page, tmp_path: Path, when: str
) -> None:
    number, screen, moment = SEEN[when]
    first, second = 1, 2
    form = GuideScreen("link form")
    given = Given(tmp_path, at(page, BAR + FORM), BAR_SCREEN, form)
    navigator, asked = given.navigator, given.requests.pages
    alert = SeenDialog("alert", "Closed", is_accepted=True, page=page)

    def come(now: str) -> None:
        if now == moment:
            for _ in range(2):
                given.dialogs.tell(alert)

    asked[page] = ["1"]
    navigator.step = first
    given.arrive(BAR_SCREEN)
    come("there")
    asked[page] += ["2"] if moment == "quick" else []
    come("click")
    come("quick")
    navigator.leave(page, Act(first, "menu bar", "select", "Go", SITES.cmecf, ()))
    told = [navigator.take_unasked()]
    navigator.step = second
    come("left")
    asked[page] += ["2"] if moment == "next" else []
    come("next")
    given.arrive(form)
    told.append(navigator.take_unasked())

    assert [each for some in told for each in some] == [
        Unasked("dialog", "Closed", step=first if number == 1 else second, screen=screen)
    ]
    assert navigator.take_rest() == []


def test_what_comes_after_the_last_step_belongs_to_its_act(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    navigator, last = given.navigator, 1
    navigator.step = last
    given.arrive(BAR_SCREEN)
    navigator.leave(page, Act(last, "menu bar", "submit", "Go", SITES.cmecf, ()))
    given.requests.pages[page] = ["2"]
    given.dialogs.tell(SeenDialog("confirm", "Really?", is_accepted=False, page=page))

    assert navigator.take_unasked() == []
    (told,) = navigator.take_rest()
    assert (told.step, told.words, told.note) == (
        last,
        "Really?",
        "Dismissed the confirm 'Really?'.",
    )


def test_a_question_that_was_dismissed_is_known_until_another_act(
    page: Page, tmp_path: Path
) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    navigator, first = given.navigator, 1
    navigator.step = first
    given.arrive(BAR_SCREEN)
    for is_accepted in (True, False):
        assert navigator.dismissed() is None
        given.dialogs.tell(SeenDialog("confirm", "Sure?", is_accepted=is_accepted, page=page))
        navigator.leave(page, Act(first, "menu bar", "submit", "Go", SITES.cmecf, ()))
        navigator.screen = MenuBar(page)

    assert navigator.dismissed() == "Sure?"
    navigator.leave(page, Act(2, "menu bar", "submit", "Go", SITES.cmecf, ()))
    assert navigator.dismissed() is None


# Tabs

REAL, SURVEY, OTHER = f"{SITES.cmecf}link", f"{SITES.website}survey", "https://survey.test/"
TABS: Mapping[str, tuple[str, Sequence[str], str, str]] = {
    # The link's address, the tabs that opened, where the walk goes on, and what is told
    "one": ("", [REAL], REAL, ""),
    "a survey first": ("", [SURVEY, REAL], REAL, SURVEY),
    "a survey last": ("", [REAL, OTHER], REAL, OTHER),
    "a survey at the documented site": (REAL, [REAL, f"{SITES.cmecf}survey"], REAL, "ecf.a.test/s"),
    "an interstitial": (SURVEY, [OTHER, SURVEY, SITES.sign_on], SURVEY, SITES.sign_on),
    "a survey alone": ("", [OTHER], "", OTHER),
    "a page on its way alone": ("", ["about:blank"], "", "about:blank"),
}


@pytest.mark.parametrize("which", TABS)
def test_a_walk_goes_on_in_the_tab_that_leads_to_the_screen(
    page: Page, tmp_path: Path, which: str
) -> None:
    link, addresses, goes_on, besides = TABS[which]
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    navigator, step = given.navigator, 2
    given.arrive(BAR_SCREEN)
    navigator.leave(page, Act(step, "menu bar", "select", "Go", SITES.cmecf, (), link))
    for address in addresses:
        with page.expect_popup() as opened:
            page.evaluate("() => { open('about:blank') }")
        given.requests.pages[opened.value] = [address]

    is_other = navigator._go_to_opened_tab("menu bar")

    assert is_other == bool(goes_on)
    now = navigator.page
    assert given.requests.pages.get(now) == ([goes_on] if goes_on else None)
    # A tab that opens at the very end is told too.
    told = navigator.take_rest()
    assert [(each.what, each.step, each.screen) for each in told][:1] == [
        ("tab", step, "menu bar")
    ][: len(told)]
    assert besides in "".join(each.words for each in told)
    assert len(told) == len(addresses) - is_other
    assert not navigator._go_to_opened_tab("menu bar")


def test_the_tab_in_which_a_form_is_answered_is_told(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    navigator = given.navigator
    given.arrive(BAR_SCREEN)
    navigator.leave(page, Act(2, "link form", "submit", "Submit", SITES.cmecf, ()))
    with page.expect_popup() as opened:
        page.evaluate("() => { open('about:blank') }")
    given.requests.pages[opened.value] = [REAL]

    assert navigator._go_to_opened_tab("menu bar")
    assert [(each.what, each.step, each.words) for each in navigator.take_rest()] == [
        ("tab", 2, REAL)
    ]


def test_a_walk_stays_in_a_tab_that_left_for_the_screen_itself(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    navigator, asked = given.navigator, given.requests.pages
    given.arrive(BAR_SCREEN)
    navigator.leave(page, Act(1, "menu bar", "select", "Go", SITES.cmecf, ()))
    with page.expect_popup() as opened:
        page.evaluate("() => { open('about:blank') }")
    asked[opened.value], asked[page] = [SURVEY], [REAL]

    assert not navigator._go_to_opened_tab("link form")
    assert navigator.page is page


def test_a_tab_that_opened_before_a_click_is_not_what_it_leads_to(
    page: Page, tmp_path: Path
) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    navigator = given.navigator
    navigator.step = 1
    given.arrive(BAR_SCREEN)
    with page.expect_popup() as opened:
        page.evaluate("() => { open('about:blank') }")
    given.requests.pages[opened.value] = [REAL]
    navigator.note_tabs()
    navigator.leave(page, Act(2, "menu bar", "select", "Go", SITES.cmecf, ()))

    assert not navigator._go_to_opened_tab("link form")
    assert [(each.words, each.step) for each in navigator.take_rest()] == [(REAL, navigator.step)]


def test_a_tab_that_the_walks_own_page_did_not_open_is_not_followed(
    page: Page, tmp_path: Path
) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    given.arrive(BAR_SCREEN)
    given.navigator.leave(page, Act(2, "menu bar", "select", "Go", SITES.cmecf, (), REAL))
    given.requests.pages[page.context.new_page()] = [REAL]

    assert not given.navigator._go_to_opened_tab("menu bar")
    assert given.navigator.page is page


def test_a_page_that_a_walk_goes_to_by_its_address_is_not_left_for_what_it_opens(
    page: Page, tmp_path: Path
) -> None:
    given = Given(tmp_path, at(page, BAR), BAR_SCREEN)
    with page.expect_popup() as opened:
        page.evaluate("() => { open('about:blank') }")
    given.requests.pages[opened.value] = [f"{SITES.cmecf}news"]
    given.navigator.leave(page)

    assert not given.navigator._go_to_opened_tab("menu bar")
    assert given.navigator.page is page


def test_a_page_that_did_not_come_ends_no_session(page: Page, tmp_path: Path) -> None:
    expect.set_options(timeout=200)
    given = Given(tmp_path, at(page, FORM, SITES.sign_on), BAR_SCREEN)
    # The court answers with a file to save, and the browser stays at sign-on.
    given.requests.pages[page] = [SITES.sign_on, SITES.cmecf]

    with pytest.raises(NotThere):
        given.arrive(BAR_SCREEN)


def test_a_guide_that_does_not_say_where_to_begin_is_ours(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path, page, BAR_SCREEN)
    given.navigator.page = None

    with pytest.raises(Stopped, match="has no go_to") as stopped:
        given.arrive(BAR_SCREEN)
    assert stopped.value.cause is Cause.OURS


@pytest.mark.parametrize(
    ("address", "is_place"),
    [("#top", True), ("#", True), ("", True), ("#/link", False), ("#!link", False)],
)
def test_a_place_on_a_page_is_no_other_page_unless_it_is_named_as_one(
    address: str, *, is_place: bool
) -> None:
    assert (page_of(f"{SITES.cmecf}{address}") == SITES.cmecf) == is_place

"""A whole screen against its documentation: what is compared, in which lists, and what is told."""

from dataclasses import replace
from typing import Any

import pytest

from pages.linking import Verification
from pages.reading.covers import Cover
from pages.reading.reader import Captioned, Element, ScreenReading
from pages.screen import Screen
from walk.compare.screen import ScreenComparison, compare_screen
from walk.guide.model import Credential, GuideScreen, Shows

USER = Element("Username", ("field",))
AGREE = Element("I agree", ("field",))
LOGIN = Element("Login", ("button",))
FORGOT = Element("Forgot?", ("link",))
QUERY = Element("Query", ("link",), item=True, here=False)
HELP = Element("Help", ("link",), item=True, here=False)
SEARCH = Element("Search", ("link",), item=True, here=False)
LINES = ("PACER Login", "Enter it.", "Then go on.", "Username")
NAMES: dict[str, Credential] = {"CM/ECF": "CM/ECF login and name", "PACER": "PACER name"}
VALUES: dict[Credential, str] = {"CM/ECF login and name": "jdoe Jane Doe", "PACER name": "Jane Doe"}
ENTER: dict[str, Credential] = {"Username": "PACER username"}
TELLS = Shows(heading="PACER Login", text=("Enter it.", "Then go on."))
SIGN_ON = GuideScreen(
    "sign-on",
    Shows("PACER Login", TELLS.text, ("Username",), ("Login",), ("Forgot?",)),
    enter=ENTER,
    submit="Login",
)
BAR = GuideScreen("menu bar", Shows(items=("Query",), more_items=True), select="Help")


class Page(Screen):
    """A screen that a reader sees like this."""

    def __init__(self, *elements: Element, lines: tuple[str, ...] = LINES, over: str = "") -> None:
        self._reading = ScreenReading(lines, elements, over)

    def read(self) -> ScreenReading:
        """Return what a reader sees."""
        return self._reading


class Names(Verification):
    """A verification page with these names."""

    def __init__(self, **names: str) -> None:
        self._names = {caption.replace("_", "/"): name for caption, name in names.items()}

    def read(self) -> ScreenReading:
        """Return a page on which the guide names nothing else."""
        return ScreenReading((), ())

    def named(self, caption: str, others: Any = ()) -> str:  # noqa: ANN401, ARG002 as the page
        """Return the name beside a caption."""
        return self._names[caption]

    def captions_of(self, name: str) -> list[Captioned]:
        """Return where a name is."""
        places = enumerate(self._names.items())
        return [Captioned(one, f"{one} {its}", (at, 0)) for at, (one, its) in places if its == name]


def compared(documented: GuideScreen, page: Screen, *, final: bool = True) -> ScreenComparison:
    """Compare a screen; what leads to x.test is foreign."""
    return compare_screen(documented, page, VALUES, lambda to: "//x.test" in to, final=final)


def differences(comparison: ScreenComparison) -> list[tuple[str, str, str | None, str | None]]:
    """Return how a screen differs."""
    drifts = comparison.drifts
    return [(str(each.kind), each.what, each.documented, each.observed) for each in drifts]


def test_a_screen_of_which_the_guide_shows_and_uses_nothing_is_not_read() -> None:
    assert compared(GuideScreen("menu", clear="Clear"), Screen.__new__(Screen)) == (
        ScreenComparison()
    )


def test_a_screen_as_documented_keeps_what_was_there_and_what_was_compared() -> None:
    comparison = compared(SIGN_ON, Page(USER, LOGIN, FORGOT, QUERY, over="PACER Login"))

    assert comparison == ScreenComparison(
        ScreenReading(LINES, (USER, LOGIN, FORGOT, QUERY), "PACER Login"),
        ["PACER Login", *TELLS.text, "Username", "Login", "Forgot?"],
    )


@pytest.mark.parametrize(
    ("screen", "shown", "found"),
    [
        # Of a whole list, what is there and not shown is told too.
        (SIGN_ON, Page(USER, LOGIN), [("removed", "link", "Forgot?", None)]),
        (SIGN_ON, Page(USER, AGREE, LOGIN, FORGOT), [("added", "field", None, "I agree")]),
        # Of what is only used, nothing more is known than that it is there.
        (GuideScreen("sign-on", enter=ENTER), Page(USER, AGREE, LOGIN), []),
        (GuideScreen("sign-on", enter=ENTER), Page(), [("removed", "field", "Username", None)]),
        (GuideScreen("sign-on", tick="I agree"), Page(), [("removed", "field", "I agree", None)]),
        (GuideScreen("sign-on", submit="Login"), Page(), [("removed", "button", "Login", None)]),
        (GuideScreen("menu", select="Forgot?"), Page(), [("removed", "link", "Forgot?", None)]),
        (GuideScreen("menu", select="Forgot?"), Page(FORGOT), []),
        # The items of the bar are no links of the page.
        (GuideScreen("menu", select="Help"), Page(HELP), [("moved", "link", "Help", "Help ()")]),
        (GuideScreen("menu bar", select="Help"), Page(HELP), []),
        (BAR, Page(QUERY, HELP, SEARCH), []),
        (BAR, Page(HELP), [("removed", "link", "Query", None)]),
        (
            GuideScreen("menu bar", Shows(items=("Query",))),
            Page(QUERY, SEARCH),
            [("added", "link", None, "Search")],
        ),
        # More items are no more fields.
        (
            GuideScreen("menu bar", Shows(items=("Query",), fields=(), more_items=True)),
            Page(QUERY, USER),
            [("added", "field", None, "Username")],
        ),
        # A list that the guide shows as empty is a list.
        (GuideScreen("menu", Shows(links=())), Page(FORGOT), [("added", "link", None, "Forgot?")]),
        (
            GuideScreen("menu", select="Forgot?"),
            Page(Element("Forgot?", ("link",), leads_to="https://x.test/")),
            [("retargeted", "link", "Forgot?", "Forgot? (https://x.test/)")],
        ),
    ],
)
def test_each_list_is_compared_as_what_it_is(
    screen: GuideScreen, shown: Page, found: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert differences(compared(screen, shown)) == found


def test_what_lies_over_a_screen_is_told_beside_what_is_not_as_documented() -> None:
    class Barred(Page):
        def read(self) -> ScreenReading:
            return replace(super().read(), barred=True)

        def cover(self) -> Cover:
            words = ("Beware",)
            return Cover("dialog", "Beware", (), words, (), is_whole=True, is_seen=True)

    found = differences(compared(BAR, Barred(HELP)))

    assert found == [("removed", "link", "Query", None), ("added", "dialog", None, "Beware")]


def test_what_is_used_and_in_no_list_may_still_come_before_it_is_used() -> None:
    used = GuideScreen("sign-on", Shows(fields=("Username",)), enter=ENTER, submit="Login")

    assert differences(compared(used, Page(), final=False)) == [
        ("removed", "field", "Username", None)
    ]


def test_items_that_the_guide_says_there_are_more_of_are_noted() -> None:
    comparison = compared(BAR, Page(QUERY, HELP, SEARCH))

    assert comparison.notes == [f"The menu bar has the item {each!r} too." for each in ("Search",)]
    assert comparison.documented == ["Query", "Help"]


@pytest.mark.parametrize(
    ("lines", "over", "found"),
    [
        (LINES, "", []),
        (LINES[1:], "", [("removed", "heading", "PACER Login", None)]),
        # What stands over the region is the new heading, however unlike it is.
        (LINES[1:], "Welcome", [("renamed", "heading", "PACER Login", "Welcome")]),
        # What the guide shows elsewhere on the screen is not.
        *(
            (LINES[1:], over, [("removed", "heading", "PACER Login", None)])
            for over in ("Enter it.", "Then go", "My field", "My button", "My name")
        ),
        (
            (LINES[0], LINES[2], LINES[1]),
            "",
            [("reordered", "text", "Enter it. … Then go on.", "Then go on. … Enter it.")],
        ),
        (LINES[:2], "", [("removed", "text", "Then go on.", None)]),
    ],
)
def test_heading_and_text_are_compared_with_their_order(
    lines: tuple[str, ...], over: str, found: list[tuple[str, str, str | None, str | None]]
) -> None:
    shows = Shows(
        *("PACER Login", TELLS.text, ("My field",), ("My button",)),
        names={"My name": "PACER name"},
    )
    elements = Element("My field", ("field",)), Element("My button", ("button",))

    comparison = compared(GuideScreen("menu", shows), Page(*elements, lines=lines, over=over))

    assert differences(comparison) == found


@pytest.mark.parametrize(
    ("screen", "region"),
    [
        (GuideScreen("court website", Shows(text=("Word.",), links=("A",))), "quick links"),
        (GuideScreen("menu", Shows(text=("Word.",), links=("A",))), "menu"),
        (GuideScreen("menu bar", Shows(text=("Word.",), items=("A",))), "menu bar"),
    ],
)
def test_a_difference_has_its_screen_and_its_region(screen: GuideScreen, region: str) -> None:
    drifts = compared(screen, Page()).drifts

    assert [(each.screen, each.region) for each in drifts] == [(screen.name, region)] * 2


def test_on_the_verification_page_both_names_are_compared() -> None:
    verify = GuideScreen("verification", Shows(names=NAMES))

    right = compared(verify, Names(CM_ECF="jdoe Jane Doe", PACER="Jane Doe"))
    wrong = compared(verify, Names(CM_ECF="jdoe Jane Doe", PACER="Jane Roe"))

    assert right.documented == ["CM/ECF jdoe Jane Doe", "PACER Jane Doe"]
    assert right.drifts == []
    assert differences(wrong) == [("wrong_value", "PACER", "Jane Doe", "Jane Roe")]
    assert [each.screen for each in wrong.drifts] == ["verification"]

"""What became of a screen or a menu that did not come, and which step is to blame."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.parts.follow.stand_ins import SITES, Requests, entry, guide, ledger, session, target
from pages.reading.covers import Cover
from pages.reading.reader import Element, Piece, ScreenReading
from pages.screen import NotThere
from walk.browser.network import Arrived
from walk.follow.ledger.entry import StepEntry
from walk.follow.missing_screen import (
    explain_missing_menu,
    explain_missing_screen,
    explain_wrong_host,
)
from walk.follow.navigator import Act, Navigator
from walk.guide.hints import hints_of
from walk.guide.model import GuideScreen, Shows
from walk.results import Drift, DriftKind, Verdict

GUIDE = guide(
    GuideScreen("court website", Shows(text=("Welcome to the court",))),
    GuideScreen("menu bar", select="Utilities"),
    GuideScreen("link form", Shows(heading="Link", text=("Enter your login.",))),
    GuideScreen("confirmation", Shows(text=("You are linked.", "Congratulations."))),
    GuideScreen("menu", select="Link an account", shows=Shows(links=("Maintain", "Mailings"))),
)
FORM = f"{SITES.cmecf}form"


class Given:
    """A walk that did something on a step, and then came to a page of these lines."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        *lines: str,
        verb: str = "select",
        screen: str = "menu bar",
        url: str = FORM,
        requests: Requests | None = None,
        is_still_there: bool = False,
        same_step: bool = False,
        dismissed: str | None = None,
        back_to: str | None = None,
        pieces: tuple[Piece, ...] = (),
        covers: tuple[Cover, ...] = (),
    ) -> None:
        self.before = entry(1, is_done=True)
        self.now = self.before if same_step else entry(2)
        self.ledger = ledger(self.before, self.now)
        self.act = Act(1, screen, verb, "Go", f"{SITES.cmecf}bar", ("Query", "Go"))
        self.stand_in = SimpleNamespace(
            act=self.act,
            step=self.now.number,
            page=SimpleNamespace(url=url),
            session=session(requests),
            hints=hints_of(GUIDE),
            visited={"court website"},
            target=target(),
            documented=GuideScreen("link form"),
            is_still_there=lambda: is_still_there,
            dismissed=lambda: dismissed,
            came_back_to=lambda: back_to,
            left={},
        )
        elements = tuple(Element(each.words, (each.kind,), leads_to=url) for each in pieces)
        monkeypatch.setattr("walk.follow.missing_screen.on_screen", lambda _: ["Title"])
        monkeypatch.setattr("walk.follow.missing_screen.covers_of", lambda *_: [*covers])
        monkeypatch.setattr(
            "pages.reading.reader.read", lambda *_: ScreenReading(lines, elements, pieces=pieces)
        )

    @property
    def navigator(self) -> Navigator:
        """Where the walk is."""
        return cast("Navigator", self.stand_in)

    def miss(self, wanted: str = "link form") -> None:
        """Explain that a screen did not come."""
        page: Any = SimpleNamespace(url=FORM)
        missing = NotThere("screen", wanted, page, [])
        if finding := explain_missing_screen(missing, self.navigator):
            self.ledger.tell(finding)

    def told(self, step: StepEntry) -> list[tuple[str, str, str | None, str | None]]:
        """Return the differences of a step."""
        drifts = step.drifts
        return [(str(each.kind), each.what, each.documented, each.observed) for each in drifts]


@pytest.mark.parametrize("verb", ["select", "submit"])
@pytest.mark.parametrize("same_step", [True, False])
def test_a_click_that_does_nothing_is_a_difference_of_its_own_step(
    monkeypatch: pytest.MonkeyPatch, verb: str, *, same_step: bool
) -> None:
    given = Given(monkeypatch, verb=verb, is_still_there=True, same_step=same_step)

    for _ in range(2):
        given.miss()

    what = "link" if verb == "select" else "button"
    told = [("behaves", what, "Go leads to the link form", "nothing happens")]
    assert given.told(given.before) == told
    assert given.told(given.now) == (told if same_step else [])
    assert given.before.result().verdict is Verdict.DRIFTED


@pytest.mark.parametrize(
    ("verb", "lines", "is_told"),
    [
        ("submit", ("Welcome", "Query", "Utilities"), True),
        ("submit", ("Welcome to somebody else", "Query"), False),
        ("select", ("Welcome", "Query", "Utilities"), False),
    ],
)
def test_a_submit_that_leads_to_the_page_where_the_court_began_is_told_at_its_step(
    monkeypatch: pytest.MonkeyPatch, verb: str, lines: tuple[str, ...], *, is_told: bool
) -> None:
    given = Given(monkeypatch, *lines, verb=verb)
    given.stand_in.left = {"menu bar": ("Query", "Utilities", "Welcome")}
    bar = tuple(Element(each, ("link",), item=True) for each in ("Query", "Utilities"))
    monkeypatch.setattr("pages.reading.reader.read", lambda *_: ScreenReading(lines, bar))

    given.miss()

    back = ("behaves", "button", "Go leads to the link form", "Go leads back to the first page")
    assert (back in given.told(given.before)) is is_told


def test_what_a_click_opens_over_its_own_page_is_told_and_what_was_there_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chat, asks = (
        Cover("dialog", line, ("Send",), (line,), (), is_whole=True, is_seen=True)
        for line in ("Query", "Sure?")
    )

    for covers, told in (
        ((chat,), ("behaves", "link", "Go leads to the link form", "nothing happens")),
        ((chat, asks), ("added", "dialog", None, "Sure? (button 'Send')")),
    ):
        given = Given(monkeypatch, is_still_there=True, covers=covers)
        given.miss()
        assert given.told(given.before) == [told]


@pytest.mark.parametrize(
    "requests",
    [
        *(Requests(Arrived(FORM, status=status)) for status in (400, 404, 500)),
        Requests(failed=Arrived(FORM, status=500)),
    ],
)
def test_a_site_that_answers_with_an_error_has_not_changed(
    monkeypatch: pytest.MonkeyPatch, requests: Requests
) -> None:
    given = Given(monkeypatch, is_still_there=True, requests=requests)

    given.miss()

    assert [*given.before.drifts, *given.now.drifts] == []


@pytest.mark.parametrize("status", [None, 200, 302, 399])
def test_any_other_status_is_no_error(monkeypatch: pytest.MonkeyPatch, status: int | None) -> None:
    given = Given(monkeypatch, is_still_there=True, requests=Requests(Arrived(FORM, status=status)))

    given.miss()

    assert given.told(given.before) != []


@pytest.mark.parametrize(
    ("lines", "came"),
    [
        (["You are linked.", "Congratulations."], "the confirmation came instead"),
        (["You are linked."], None),
        # Where the walk was before, and what it waits for, have not come instead.
        (["Welcome to the court"], None),
        (["Link", "Enter your login."], None),
    ],
)
def test_a_screen_of_the_guide_comes_instead_if_all_its_words_are_there(
    monkeypatch: pytest.MonkeyPatch, lines: list[str], came: str | None
) -> None:
    given = Given(monkeypatch, *lines, verb="submit")

    given.miss()

    removed = [("removed", "page", "link form", came)] if came else []
    assert given.told(given.now) == removed
    assert given.before.result().verdict is Verdict.AS_DOCUMENTED


@pytest.mark.parametrize(
    ("verb", "url", "lines", "told"),
    [
        # A link to another page of the same site, or out of the court
        ("select", FORM, ["News"], [("retargeted", "link", "Go", f"Go ({FORM})")]),
        ("select", "https://x.test/", [], [("retargeted", "link", "Go", "Go (https://x.test/)")]),
        ("select", SITES.website, ["News"], []),
        ("select", FORM, ["Enter your login."], []),
        # A button that leads to another site of the court
        (
            "submit",
            SITES.website,
            ["News"],
            [("behaves", "button", "Go leads to the link form", f"Go leads to {SITES.website}")],
        ),
        ("submit", FORM, ["News"], []),
        ("submit", "https://x.test/", ["News"], []),
    ],
)
def test_where_a_click_led_instead_is_told(
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    url: str,
    lines: list[str],
    told: list[tuple[str, str, str, str]],
) -> None:
    given = Given(monkeypatch, *lines, verb=verb, url=url)

    given.miss()

    assert given.told(given.before) == told
    assert [*given.now.drifts] == []


def test_without_an_act_nothing_explains_a_missing_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("act", "page"):
        given = Given(monkeypatch, is_still_there=True)
        setattr(given.stand_in, name, None)

        given.miss()

        assert [*given.before.drifts, *given.now.drifts] == []


@pytest.mark.parametrize(
    ("kind", "is_told"), [(DriftKind.RENAMED, True), (DriftKind.RETARGETED, False)]
)
def test_a_wrong_host_is_told_once_of_the_link_or_of_the_screen(
    monkeypatch: pytest.MonkeyPatch, kind: DriftKind, *, is_told: bool
) -> None:
    given = Given(monkeypatch, url="https://x.test/")
    known = Drift(kind, "link", "menu bar", "Go", "Go (https://x.test/)")

    drift = explain_wrong_host([known], given.navigator)

    told = Drift(
        *(DriftKind.RETARGETED, "page", "link form", SITES.cmecf, "https://x.test/"),
        screen="link form",
    )
    assert drift == (told if is_told else None)


# Menus


def removed(*words: str) -> list[Drift]:
    """Return the differences of entries that are not there."""
    return [Drift(DriftKind.REMOVED, "link", "menu", each, None) for each in words]


@pytest.mark.parametrize(
    ("screen", "lines", "drifts", "is_still_there", "told"),
    [
        # The page is as it was before: nothing opened.
        ("menu bar", ["Query", "Go"], removed("Link an account"), True, "behaves"),
        ("menu bar", ["Query", "Go", "Mailings"], removed("Link an account"), True, None),
        # Another page that does not say what was selected, nor any other entry of the menu
        ("menu bar", ["News"], removed("Link an account"), False, "retargeted"),
        ("menu bar", ["Go", "News"], removed("Link an account"), False, "retargeted"),
        ("menu bar", ["Go", "Go", "News"], removed("Link an account"), False, None),
        ("menu bar", ["News", "Mailings"], removed("Link an account"), False, None),
        ("menu", ["Go", "News"], removed("Link an account"), False, None),
        ("menu", ["News"], removed("Link an account"), False, "retargeted"),
        # What became of the entry is known.
        (
            "menu bar",
            ["News"],
            [Drift(DriftKind.RENAMED, "link", "menu", "Link an account", "Link")],
            False,
            None,
        ),
        (
            "menu bar",
            ["News"],
            [Drift(DriftKind.MOVED, "link", "menu", "Link an account", "it (under Go, hidden)")],
            False,
            "retargeted",
        ),
        ("link form", ["News"], removed("Link an account"), False, None),
    ],
)
def test_an_entry_is_missing_because_its_menu_did_not_come(
    monkeypatch: pytest.MonkeyPatch,
    screen: str,
    lines: list[str],
    drifts: Sequence[Drift],
    told: str | None,
    *,
    is_still_there: bool,
) -> None:
    given = Given(monkeypatch, *lines, screen=screen, is_still_there=is_still_there)

    if finding := explain_missing_menu(drifts, given.navigator):
        given.ledger.tell(finding)

    assert [each[0] for each in given.told(given.before)] == ([told] if told else [])
    assert given.told(given.now) == []


@pytest.mark.parametrize(
    ("leads_to", "hidden", "kinds", "is_told"),
    [
        # A group that opens as a page of its own did nothing; one that opens in place may have.
        (f"{SITES.cmecf}other", 0, ["removed"], True),
        (f"{SITES.cmecf}bar#group", 0, ["removed"], False),
        ("", 0, ["removed"], False),
        (f"{SITES.cmecf}other", 1, ["removed"], False),
        ("", 0, ["removed", "moved"], True),
    ],
)
def test_an_entry_of_a_group_that_may_have_opened_is_merely_gone(
    monkeypatch: pytest.MonkeyPatch, leads_to: str, hidden: int, kinds: list[str], *, is_told: bool
) -> None:
    given = Given(monkeypatch, "Query", "Go", screen="menu", is_still_there=True)
    given.stand_in.act = replace(given.act, leads_to=leads_to)
    asked: list[object] = []

    class Region:
        def locator(self, selector: str) -> "Region":
            asked.append(selector)
            return self

        def filter(self, *, visible: bool) -> "Region":
            asked.append(visible)
            return self

        def count(self) -> int:
            return hidden

    def region(*wanted: object) -> Region:
        asked.extend(wanted)
        return Region()

    monkeypatch.setattr("pages.reading.reader.region", region)
    drifts = [
        Drift(DriftKind(kind), "link", "menu", "Link an account", f"it (under Go, {kind})")
        for kind in kinds
    ]

    assert (explain_missing_menu(drifts, given.navigator) is not None) == is_told
    hints = given.stand_in.hints["menu"]
    assert asked[:5] in ([], [given.stand_in.page, "menu bar", hints, "a", False])


@pytest.mark.parametrize("what", ["act", "page"])
def test_before_the_first_act_or_page_no_menu_is_missing(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    given = Given(monkeypatch)
    setattr(given.stand_in, what, None)

    assert explain_missing_menu([], given.navigator) is None


def test_where_a_click_led_is_told_of_its_own_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given(monkeypatch, url="https://x.test/")

    given.miss()

    assert {each.screen for each in given.before.drifts} == {"menu bar"}


def test_a_click_after_which_a_question_was_dismissed_has_not_done_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = Given(monkeypatch, verb="submit", is_still_there=True, dismissed="Really?")

    given.miss()

    assert given.told(given.before) == given.told(given.now) == []


@pytest.mark.parametrize("verb", ["select", "submit"])
@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("How was your visit?", "Go on"), [("added", "page", None, "How was your visit?")]),
        (("Please wait…",), None),
    ],
)
def test_a_page_between_with_a_way_on_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    lines: tuple[str, ...],
    told: list[tuple[str, str, str | None, str]] | None,
) -> None:
    # What comes after the page in its address is of this once.
    for address in (FORM, f"{FORM}?once=1"):
        given = Given(monkeypatch, *lines, verb=verb, pieces=(Piece("link", "Go on"),))
        given.stand_in.page.url = address

        given.miss()

        assert [each for each in given.told(given.now) if each[0] == "added"] == (told or [])


def test_a_submit_that_leads_back_is_told_at_its_step(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given(monkeypatch, verb="submit", back_to="menu bar")

    given.miss("confirmation")

    assert given.told(given.before) == [
        ("behaves", "button", "Go leads to the confirmation", "Go leads back to the menu bar")
    ]

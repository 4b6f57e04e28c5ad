"""A change has one name, whether a guide or a recording has what was there before."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from e2e.parts.recordings.readings import NEWS, WHOLE, link, menu_bar
from pages.reading.page_elements import PageElement
from pages.reading.reader import Element
from walk.compare.elements import DocumentedElement, ElementComparison
from walk.recordings.differences import differences

ELSEWHERE = "http://elsewhere.test/"


@dataclass(frozen=True)
class Seen:
    """A field, button or link as it was, or is now."""

    words: str
    kind: str = "field"
    enabled: bool = True
    leads_to: str = ""

    @property
    def recorded(self) -> PageElement:
        """What a recording has of it."""
        kind = "text field" if self.kind == "field" else self.kind
        return PageElement((kind,), self.words, WHOLE, self.enabled, self.leads_to)

    @property
    def element(self) -> Element:
        """What a walk sees of it."""
        return Element(self.words, (self.kind,), enabled=self.enabled, leads_to=self.leads_to)


NAME, PASSWORD, CODE = Seen("Name"), Seen("Password"), Seen("Code")
LOGIN = Seen("Login", "button")
HELP, QUERY = Seen("Help", "link"), Seen("Query", "link", leads_to="http://court.test/")
FORM = (NAME, PASSWORD, CODE, LOGIN, HELP, QUERY)

Name = tuple[str, str, str | None]


def by_guide(after: tuple[Seen, ...], before: tuple[Seen, ...]) -> list[Name]:
    documented = [DocumentedElement(each.kind, each.words) for each in before]  # type: ignore[arg-type]
    there, lists = [each.element for each in after], ["field", "button", "link"]
    found = ElementComparison("page", documented, there, lists, is_foreign=ELSEWHERE.__eq__)  # type: ignore[arg-type]
    return [(str(each.kind), each.what, each.observed) for each in found.drifts()]


def by_recording(after: tuple[Seen, ...], before: tuple[Seen, ...]) -> list[Name]:
    pages = ([each.recorded for each in page] for page in (before, after))
    found = [each.drift for each in differences(*pages)]
    return [(str(each.kind), each.what, each.observed) for each in found]


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        (CODE, Seen("CODE"), [("recased", "field", "CODE")]),
        (CODE, Seen("Client Code"), [("renamed", "field", "Client Code")]),
        (CODE, Seen("Zip"), [("renamed", "field", "Zip")]),
        (CODE, Seen("Code *"), [("added", "required mark", "Code *")]),
        (CODE, Seen("CODE *"), [("added", "required mark", "CODE *")]),
        (Seen("* Code"), Seen("Code *"), [("renamed", "field", "Code *")]),
        # A margin sets a mark off like a space, and a printer has other quotes.
        (Seen("Code *"), Seen("Code*"), []),
        (Seen("Code *"), Seen("CODE*"), [("recased", "field", "CODE*")]),
        (Seen("Attorney's code"), Seen("Attorney\u2019s code"), []),
        (Seen("E-Filing"), Seen("E\u2011Filing"), []),
        (CODE, Seen("Code", enabled=False), [("disabled", "field", "Code (disabled)")]),
        (HELP, Seen("Help", "button"), [("re_roled", "link", "Help (button)")]),
        (
            HELP,
            Seen("HELP", "button"),
            [("re_roled", "link", "HELP (button)"), ("recased", "link", "HELP")],
        ),
        (
            QUERY,
            Seen("Query", "link", leads_to=ELSEWHERE),
            [("retargeted", "link", f"Query ({ELSEWHERE})")],
        ),
        (
            QUERY,
            Seen("QUERY", "link", leads_to=ELSEWHERE),
            [("recased", "link", "QUERY"), ("retargeted", "link", f"QUERY ({ELSEWHERE})")],
        ),
    ],
)
def test_what_became_of_an_element_has_one_name(old: Seen, new: Seen, names: list[Name]) -> None:
    before = FORM if old in FORM else (NAME, PASSWORD, old, LOGIN, HELP, QUERY)
    after = tuple(new if each == old else each for each in before)

    assert by_guide(after, before) == names
    assert by_recording(after, before) == names


@pytest.mark.parametrize(
    ("after", "names"),
    [
        ((*FORM, HELP), [("ambiguous", "link", "Help, once more")]),
        ((*FORM, Seen("HELP", "link")), [("ambiguous", "link", "HELP, once more")]),
        ((*FORM, Seen("Search", "link")), [("added", "link", "Search")]),
        (FORM[:-1], [("removed", "link", None)]),
        (
            (NAME, CODE, LOGIN, PASSWORD, HELP, QUERY),
            [("moved", "field", "Password (behind Login)")],
        ),
    ],
)
def test_what_became_of_a_list_has_one_name(after: tuple[Seen, ...], names: list[Name]) -> None:
    assert by_guide(after, FORM) == names
    assert by_recording(after, FORM) == names


def test_what_is_in_two_regions_is_compared_with_itself_wherever_they_are_now() -> None:
    bar, news = (
        menu_bar("Query", "Reports", "Help"),
        [link(each, NEWS) for each in ("Fees", "Help")],
    )

    def told(after: Sequence[PageElement]) -> list[Name]:
        found = [each.drift for each in differences([*bar, *news], after)]
        return [(str(each.kind), each.what, each.observed) for each in found]

    assert told([*news, *bar]) == []
    assert told([*bar[:2], *news]) == [("removed", "link", None)]
    there = link("Reports", NEWS)
    moved = ("moved", "link", 'Reports (complementary "News")')
    assert told([bar[0], bar[2], *news, there]) == [moved]


def test_a_link_that_is_drawn_as_a_button_may_be_either() -> None:
    either, button = (
        PageElement(kinds, "Go", WHOLE) for kinds in (("link", "button"), ("button",))
    )

    assert differences([either], [button]) == differences([button], [either]) == []


def test_a_list_in_another_order_has_one_name() -> None:
    after = (NAME, CODE, PASSWORD, LOGIN, HELP, QUERY)

    # A guide shows a short list, and a recording has all of a page.
    assert by_guide(after, FORM) == [("reordered", "field", "Name, Code, Password")]
    assert by_recording(after, FORM) == [("reordered", "field", "Code, Password")]

"""What is outlined on the picture of a step: what the guide says to use, or what differs."""

from pages.reading.reader import Element, ScreenReading
from walk.compare.screen import ScreenComparison
from walk.guide.model import GuideScreen
from walk.report.places.marks import marks_of
from walk.results import Drift, DriftKind, Mark

BOX = (10, 20, 30, 40)


def element(words: str, *, visible: bool = True, box: tuple[int, ...] = BOX) -> Element:
    """Return an element at a place."""
    return Element(words, ("link",), visible=visible, box=box)


def marked(*elements: Element, drifts: tuple[Drift, ...] = ()) -> list[str]:
    """Return what is marked on a screen where a reader selects Utilities."""
    documented = GuideScreen("menu bar", select="Utilities")
    comparison = ScreenComparison(ScreenReading((), elements), drifts=drifts)
    found = marks_of(documented, comparison)
    assert all(each == Mark(each.what, *BOX) for each in found)
    return [each.what for each in found]


def test_what_the_guide_says_to_use_is_marked_and_nothing_else() -> None:
    assert marked(element("Utilities"), element("Query")) == ["control"]


def test_the_same_words_outside_of_the_screen_are_not_marked() -> None:
    outside = Element("Utilities", ("link",), here=False, item=False, box=BOX)

    assert marked(outside) == []


def test_what_differs_is_marked_as_that() -> None:
    renamed = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools")
    disabled = Drift(DriftKind.DISABLED, "link", "menu bar", "Utilities", "Utilities (disabled)")

    assert marked(element("Tools"), drifts=(renamed,)) == ["difference"]
    assert marked(element("Utilities"), drifts=(disabled,)) == ["difference"]


def test_what_nobody_sees_is_not_marked() -> None:
    for each in (
        element("Utilities", visible=False),
        element("Utilities", box=()),
        element("Utilities", box=(10, 20, 0, 40)),
    ):
        assert marked(each) == []

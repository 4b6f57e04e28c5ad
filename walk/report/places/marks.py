"""Where on the picture of a step is what the guide says to use, and what differs."""

from collections.abc import Iterator

from pages.reading.reader import Element
from walk.compare.screen import ScreenComparison
from walk.guide.model import GuideScreen
from walk.results import Drift, Mark


def marks_of(documented: GuideScreen, comparison: ScreenComparison) -> tuple[Mark, ...]:
    """Return the marks of one screen; what differs is marked as that, and not once more."""
    return tuple(dict.fromkeys(_marks(documented, comparison)))


def is_drawn(element: Element) -> bool:
    """Say whether an element has a place on the screen."""
    return element.visible and len(element.box) == 4 and min(element.box[2:]) > 0


def _marks(documented: GuideScreen, comparison: ScreenComparison) -> Iterator[Mark]:
    used = {
        words
        for words in (*documented.enter, documented.tick, documented.select, documented.submit)
        if words
    }
    for element in comparison.reading.elements:
        if not is_drawn(element) or not element.words:
            continue
        if any(_is_of(drift, element) for drift in comparison.drifts):
            yield Mark("difference", *element.box)
        elif element.words in used and (element.here or element.item):
            yield Mark("control", *element.box)


def _is_of(drift: Drift, element: Element) -> bool:
    """Say whether a difference is about that element; some add in brackets what is other."""
    seen = drift.observed or ""
    return seen == element.words or seen.startswith(f"{element.words} (")

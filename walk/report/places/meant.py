"""What of a picture is meant, and where everything is on it that the guide names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pages.reading.reader import Element
from walk.compare.elements import DocumentedElement
from walk.compare.screen import ScreenComparison, controls_on
from walk.guide.model import Guide, GuideScreen
from walk.report.places.marks import is_drawn, marks_of
from walk.results import DriftKind, Mark, Place


@dataclass(frozen=True)
class Meant:
    """What of the picture of a step is meant."""

    marks: Sequence[Mark] = ()
    screen: str | None = None
    """Which screen it is, as the guide file calls it."""
    places: Sequence[Place] = ()


NOTHING = Meant()
TEXTS = ("heading", "text")
"""What a difference calls words that are no control."""

TextPlaces = Callable[[Sequence[str]], Sequence[tuple[int, ...] | None]]
"""Returns where each of some texts is drawn."""


def meant_on(
    guide: Guide, documented: GuideScreen, comparison: ScreenComparison, text_places: TextPlaces
) -> Meant:
    """Return what is meant on a screen that was compared."""
    places = (
        *_places(guide, documented, comparison),
        *_places_of_texts(documented, comparison, text_places),
    )
    return Meant(marks_of(documented, comparison), documented.name, places)


def texts_of(documented: GuideScreen) -> list[str]:
    """Return the heading and the texts that a guide shows of a screen, in its order."""
    shows = documented.shows
    return [*([shows.heading] if shows.heading else []), *shows.text]


def _places_of_texts(
    documented: GuideScreen, comparison: ScreenComparison, text_places: TextPlaces
) -> Iterator[Place]:
    """Yield where the texts are, which is of use only if one of them is missing."""
    told = {each.documented: each for each in comparison.drifts if each.what in TEXTS}
    if not any(each.kind is DriftKind.REMOVED for each in told.values()):
        return
    became = {
        words: told[words].observed if words in told else words for words in texts_of(documented)
    }
    there = {words: now for words, now in became.items() if now}
    for words, box in zip(there, text_places([*there.values()]), strict=True):
        if box and min(box[2:]) > 0:
            yield Place(words, *box)


def controls_of(guide: Guide, name: str) -> list[DocumentedElement]:
    """Return the controls that any step of the guide has on a screen."""
    screens = (screen for step in guide.steps for screen in step.screen if screen.name == name)
    return [*dict.fromkeys(each for screen in screens for each in controls_on(screen))]


def _places(guide: Guide, documented: GuideScreen, comparison: ScreenComparison) -> Iterator[Place]:
    for one in controls_of(guide, documented.name):
        for element in comparison.reading.elements:
            if is_drawn(element) and one.suits(element) and _is_it(one, element, comparison):
                yield Place(one.words, *element.box)
                break


def _is_it(one: DocumentedElement, element: Element, comparison: ScreenComparison) -> bool:
    """Say whether an element is the documented one, by its words or by its new ones."""
    return one.is_called(element.words) or any(
        drift.kind is DriftKind.RENAMED
        and (drift.documented, drift.observed) == (one.words, element.words)
        for drift in comparison.drifts
    )

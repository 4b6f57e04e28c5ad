"""What of a picture is meant, and where everything is on it that the guide names."""

from collections.abc import Iterator, Sequence
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


def meant_on(guide: Guide, documented: GuideScreen, comparison: ScreenComparison) -> Meant:
    """Return what is meant on a screen that was compared."""
    return Meant(
        marks_of(documented, comparison),
        documented.name,
        tuple(_places(guide, documented, comparison)),
    )


def controls_of(guide: Guide, name: str) -> list[DocumentedElement]:
    """Return the controls that any step of the guide has on a screen."""
    screens = (screen for step in guide.steps for screen in step.screen if screen.name == name)
    return [*dict.fromkeys(each for screen in screens for each in controls_on(screen))]


def _places(guide: Guide, documented: GuideScreen, comparison: ScreenComparison) -> Iterator[Place]:
    for one in controls_of(guide, documented.name):
        for element in comparison.elements:
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

"""What comparing one screen gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from pages.reading.reader import Element
from walk.results import Drift


@dataclass
class ScreenComparison:
    """What came of comparing one screen."""

    lines: tuple[str, ...] = ()
    """The lines of text of the whole page."""
    elements: tuple[Element, ...] = ()
    """What was there, whether it is documented or not."""
    items: tuple[str, ...] = ()
    """Of that, the menu bar's items."""
    documented: list[str] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

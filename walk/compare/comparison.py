"""What comparing one screen gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from pages.reading.reader import Thing
from walk.results import Drift


@dataclass
class Shown:
    """What came of comparing one screen."""

    lines: tuple[str, ...] = ()
    """The lines of text of the whole page."""
    things: tuple[Thing, ...] = ()
    """What was there, whether it is documented or not."""
    items: tuple[str, ...] = ()
    """Of that, the menu bar's items."""
    documented: list[str] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

"""What lies over a page and gets the clicks that are meant for it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Locator, Page

from pages.reading.reader import SCRIPTS, ScreenHints

_ALL_SCRIPTS = f"{SCRIPTS}\n{Path(__file__).with_name('covers.js').read_text('utf-8')}"
_COVER_OVER = f"(control) => {{ {_ALL_SCRIPTS}\n return coverOver(control); }}"
_COVERS_OF = f"([name, known]) => {{ {_ALL_SCRIPTS}\n return coversOf(name, known); }}"
_COVER_OF_SCREEN = f"([name, known]) => {{ {_ALL_SCRIPTS}\n return coverOfScreen(name, known); }}"

COVERS = ("notice", "dialog")


@dataclass(frozen=True)
class Cover:
    """A notice, a banner, a dialog or a bare pane over a page."""

    kind: Literal["notice", "dialog"]
    name: str
    """Its title, or else its first words."""
    buttons: tuple[str, ...]
    """What may close it."""
    lines: tuple[str, ...]
    """All that it says."""
    faces: tuple[str, ...]
    """The words of its controls and pictures."""
    is_whole: bool
    """Whether it leaves nothing of the page to be clicked."""
    is_seen: bool
    """Whether a person sees that something is there."""

    def __str__(self) -> str:
        """Name it, with its buttons."""
        if not self.buttons:
            return self.name
        buttons = ", ".join(map(repr, self.buttons))
        return f"{self.name} (button{'s' if len(self.buttons) > 1 else ''} {buttons})"


def cover_over(control: Locator) -> Cover | None:
    """Return what gets the clicks of a control, if it is not a part around the control."""
    found: dict[str, Any] | None = control.evaluate(_COVER_OVER)
    return _cover(found) if found else None


def cover_of_screen(page: Page, region_name: str, known: ScreenHints) -> Cover | None:
    """Return what gets the clicks of all the controls of a screen."""
    found: dict[str, Any] | None = page.evaluate(_COVER_OF_SCREEN, [region_name, asdict(known)])
    return _cover(found) if found else None


def covers_of(page: Page, region_name: str, known: ScreenHints) -> list[Cover]:
    """Return what floats over a screen, and is no part of the screen itself."""
    every: list[dict[str, Any]] = page.evaluate(_COVERS_OF, [region_name, asdict(known)])
    return [_cover(each) for each in every]


def _cover(found: dict[str, Any]) -> Cover:
    lists = {key: tuple(found[key]) for key in ("buttons", "lines", "faces")}
    return Cover(**found | lists)

"""Finds things by the words that a reader sees: one place for all pages, whatever their markup.

A caption may be a `<label>`, an accessible name, or the table cell beside a field; a label may end
in " »", carry an underlined letter or a trailing space, and belong to a link without an address.
The reading itself is `reading.js`, known to Playwright as the selector engine `reader`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, Playwright

_READING = (Path(__file__).parent / "reading.js").read_text(encoding="utf-8")
_ENGINE = f"""(() => {{
    const reading = {_READING};
    return {{
        query: (root, selector) => reading.find(root, selector)[0] ?? null,
        queryAll: (root, selector) => reading.find(root, selector),
    }};
}})()"""
# Menu scripts build their bar in a timer of 1 ms set while the page loads. A timer of the same
# delay that is set later runs later, and so reads the bar that they made.
_SIGHT = f"""(region) => new Promise((seen) => setTimeout(() => {{
    const reading = {_READING};
    seen(reading.sight(region));
}}, 1))"""
_BESIDE = f"(caption) => {{ const reading = {_READING}; return reading.beside(caption); }}"


@dataclass(frozen=True)
class Sight:
    """What a reader sees of a screen at one moment, in reading order."""

    lines: tuple[str, ...]
    """The lines of text of the whole page."""
    fields: tuple[str, ...]
    """The captions of the fields in the screen's own region, and so on for the others."""
    buttons: tuple[str, ...]
    links: tuple[str, ...]
    items: tuple[str, ...]
    """The menu bar's own items, wherever on the page it is."""


def teach(playwright: Playwright) -> None:
    """Teach Playwright to find by captions; once, before the first page is opened."""
    # As a content script it shares a world with Playwright's own scripts, which are then set up
    # once for each page and not twice.
    playwright.selectors.register("reader", script=_ENGINE, content_script=True)


def field(scope: Page | Locator, caption: str) -> Locator:
    """Return the field of that caption; capitals and a required mark do not matter."""
    return named(scope, "field", caption)


def button(scope: Page | Locator, words: str) -> Locator:
    """Return the button of those words."""
    return named(scope, "button", words)


def control(scope: Page | Locator, words: str) -> Locator:
    """Return the link or button of those words."""
    return named(scope, "control", words)


def item(scope: Page | Locator, words: str) -> Locator:
    """Return the item of those words among a menu bar's own."""
    return named(scope, "item", words)


def named(scope: Page | Locator, kind: str, words: str) -> Locator:
    """Return what has those words among the things of a kind: field, button, control or item."""
    # Outside of quotes Playwright takes ">>" for the end of a selector, and a lone quote for its
    # beginning.
    return scope.locator(f"reader={kind} {json.dumps(words)}")


def every(scope: Page | Locator, kind: str) -> Locator:
    """Return all things of a kind: `field`, `button`, `link`, or `item` of a menu bar."""
    return scope.locator(f"reader={kind} *")


def region(scope: Page | Locator, name: str) -> Locator:
    """Return a region of the page, by one of the names that `reading.js` knows."""
    return scope.locator(f"reader=region {name}")


def sight(page: Page, region_name: str) -> Sight:
    """Read the page, and of its controls those in the region of that name."""
    seen: dict[str, list[str]] = page.evaluate(_SIGHT, region_name)
    return Sight(**{name: tuple(words) for name, words in seen.items()})


def beside(page: Page, caption: str) -> str:
    """Return what stands beside a caption that is no field's: empty if nothing does."""
    told: str = page.evaluate(_BESIDE, caption)
    return told

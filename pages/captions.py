"""Finds things by the words that a reader sees: one place for all pages, whatever their markup.

A caption may be a `<label>`, an accessible name, or the table cell beside a field; a label may end
in " »", carry an underlined letter or a trailing space, and belong to a link without an address.
The reading itself is `reading.js`, known to Playwright as the selector engine `reader`.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from playwright.sync_api import Locator, Page, Playwright

_READING = (Path(__file__).parent / "reading.js").read_text(encoding="utf-8")
_ENGINE = f"""(() => {{
    const reading = {_READING};
    return {{
        query: (root, selector) => reading.find(root, selector)[0] ?? null,
        queryAll: (root, selector) => reading.find(root, selector),
    }};
}})()"""


def _reading(arguments: str, expression: str) -> str:
    return f"({arguments}) => {{ const reading = {_READING}; return {expression}; }}"


_READ = _reading("elements", "elements.map(reading.read)")
_BESIDE = _reading("element, caption", "reading.beside(element, caption)")
_LINES = _reading("element", "reading.lines(element)")


def teach(playwright: Playwright) -> None:
    """Teach Playwright to find by captions; once, before the first page is opened."""
    playwright.selectors.register("reader", script=_ENGINE)


def field(scope: Page | Locator, caption: str) -> Locator:
    """Return the field of that caption; capitals and a required mark do not matter."""
    return scope.locator(f"reader=field {caption}")


def button(scope: Page | Locator, words: str) -> Locator:
    """Return the button of those words."""
    return scope.locator(f"reader=button {words}")


def control(scope: Page | Locator, words: str) -> Locator:
    """Return the link or button of those words."""
    return scope.locator(f"reader=control {words}")


def item(scope: Locator, words: str) -> Locator:
    """Return the item of those words among a menu bar's own."""
    return scope.locator(f"reader=item {words}")


def every(scope: Page | Locator, kind: str) -> Locator:
    """Return all things of a kind: `field`, `button`, `link`, or `item` of a menu bar."""
    return scope.locator(f"reader={kind} *")


def region(scope: Page | Locator, name: str) -> Locator:
    """Return a region of the page, by one of the names that `reading.js` knows."""
    return scope.locator(f"reader=region {name}")


def words_of(things: Locator) -> list[str]:
    """Return the words or captions of all these things, as a reader sees them."""
    return cast("list[str]", things.evaluate_all(_READ))


def lines_of(place: Locator) -> list[str]:
    """Return the lines of text of a place, as a reader sees them."""
    return cast("list[str]", place.evaluate(_LINES))


def beside(place: Locator, caption: str) -> str:
    """Return what stands beside a caption that is no field's: empty if nothing does."""
    return cast("str", place.evaluate(_BESIDE, caption))

"""Finds elements by the words that a reader sees, and reads a whole screen at one moment.

Courts caption their fields by a `<label>`, by an accessible name, or by the table cell beside them,
and a page object does not mind which. What a page says is read by `words.js`, and where on it the
regions of a court are by `regions.js`; Playwright knows both as the selector engine `reader`.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, Playwright
from playwright.sync_api._context_manager import PlaywrightContextManager

from pages.reading.doubts import not_drawn
from pages.reading.page_elements import PageElement, page_elements

_HERE = Path(__file__).parent
_NAMES = (
    "tree.js",
    "clips.js",
    "reach.js",
    "fonts.js",
    "colors.js",
    "ink.js",
    "doubts.js",
    "written.js",
    "words.js",
    "captions.js",
    "pieces.js",
    "hits.js",
    "page.js",
    "regions.js",
)
SCRIPTS = "\n".join((_HERE / name).read_text("utf-8") for name in _NAMES)
"""All that reads a page, for other scripts to build on."""
_ENGINE = f"""(() => {{
    {SCRIPTS}
    return {{
        query: (root, selector) => find(root, selector)[0] ?? null,
        queryAll: (root, selector) => find(root, selector),
    }};
}})()"""
NOTE_TIMERS = (_HERE / "timers.js").read_text("utf-8")
"""A script for each page from its beginning; a reading knows of no timer without it."""
_DUE = (_HERE / "due.js").read_text("utf-8")
_UNCHANGED = (_HERE / "changes.js").read_text("utf-8")


@dataclass(frozen=True)
class ScreenHints:
    """The words that a guide shows of one screen, by which it is known in any markup."""

    fields: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    """Links and buttons."""
    items: tuple[str, ...] = ()
    """Items of the menu bar."""
    lines: tuple[str, ...] = ()
    """Text that no other screen of the guide has."""


NO_HINTS = ScreenHints()


@dataclass(frozen=True)
class Element:
    """A field, link or button, as a reader sees it."""

    words: str
    kinds: tuple[str, ...]
    """`field`, `link` or `button`; a link that is drawn as a button is both."""
    visible: bool = True
    folded: bool = False
    """Whether it is out of sight in a closed menu, beside which stands what opens it."""
    drawn: bool = True
    """Whether one sees its words; a picture has a name only for those who do not see it."""
    here: bool = True
    """Whether it is in the screen's own region."""
    item: bool = False
    """Whether it is one of the menu bar's own items."""
    enabled: bool = True
    hides: bool = False
    """Whether a field hides what is typed into it, as one for a password does."""
    leads_to: str = ""
    """The address of a link, or of the form that a button submits."""
    method: str = ""
    """How its form is sent: `GET` or `POST`; nothing outside of a form."""
    place: str = ""
    """What a reader would call the part of the page that it is in."""
    under: tuple[str, ...] = ()
    """In a menu, the heads of the groups that it is in, the nearest first."""
    box: tuple[int, ...] = dataclasses.field(default=(), compare=False)
    """Where on the screen it is drawn: from the left, from above, its width and height (pixels)."""


@dataclass(frozen=True)
class Piece:
    """A line, a control or a picture, anywhere on a page but in its menu bar."""

    kind: str
    """`text`, `field`, `button`, `link` or `picture`."""
    words: str
    here: bool = False
    """Whether it is a control in the screen's own region."""
    near: bool = False
    """Whether it is in the part of the page that the screen is in."""
    part: Literal["", "site", "way"] = ""
    """Whether it is in a part that sites repeat: one that shows where one is, or another one."""
    inside: tuple[str, ...] = ()
    """The words of the controls in a line."""


@dataclass(frozen=True)
class ScreenReading:
    """What a reader sees of a screen at one moment, in reading order."""

    lines: tuple[str, ...]
    """The lines of text of the whole page."""
    elements: tuple[Element, ...]
    """All of the screen's own region and of the menu bar; of others, those that the guide names."""
    heading: str = ""
    """What stands over the screen's own region."""
    pieces: tuple[Piece, ...] = ()
    """All of the page but its menu bar, documented or not."""
    page: tuple[PageElement, ...] = ()
    """All of the page, element by element, whatever the guide shows of it."""
    barred: bool = False
    """Whether something else gets the clicks of all the screen's controls."""
    due: float = 0.0
    """In how many seconds the last timer runs that may still change the page."""
    repeats: tuple[tuple[str, float], ...] = ()
    """Of what runs again and again: its script, and in how many seconds it runs next."""

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The captions of the fields in the screen's own region, and so on for the others."""
        return self._here("field")

    @cached_property
    def buttons(self) -> tuple[str, ...]:
        """The buttons."""
        return self._here("button")

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The links."""
        return self._here("link")

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The menu bar's own items, wherever on the page it is."""
        return tuple(element.words for element in self.elements if element.visible and element.item)

    def _here(self, kind: str) -> tuple[str, ...]:
        return tuple(
            element.words
            for element in self.elements
            if element.visible and element.here and kind in element.kinds
        )


NO_READING = ScreenReading((), ())


@dataclass(frozen=True)
class Captioned:
    """A value and where it is on a page."""

    caption: str
    """The text before or above it."""
    whole: str
    """The whole text of its place."""
    place: tuple[int, ...]
    """The line and the cell, which say what comes first."""


def _register_engine() -> None:
    """Let each Playwright that is started from now on know the selector engine `reader`."""
    # A document that Playwright has used before the engine is registered never learns of it, and
    # no public name leads from a page back to its Playwright. So the start is the place for it.
    start = PlaywrightContextManager.__enter__
    if start.__module__ == __name__:
        return

    def start_with_engine(starting: PlaywrightContextManager) -> Playwright:
        playwright = start(starting)
        # As a content script it shares a world with Playwright's own scripts, which are then set
        # up once for each page and not twice.
        playwright.selectors.register("reader", script=_ENGINE, content_script=True)
        return playwright

    PlaywrightContextManager.__enter__ = start_with_engine  # type: ignore[method-assign]


_register_engine()


def field(scope: Page | Locator, caption: str) -> Locator:
    """Return the field of that caption; capitals and a required mark do not matter."""
    return named(scope, "field", caption)


def button(scope: Page | Locator, words: str) -> Locator:
    """Return the button of those words."""
    return named(scope, "button", words)


def control(scope: Page | Locator, words: str) -> Locator:
    """Return the link or button of those words."""
    return named(scope, "control", words)


def named(scope: Page | Locator, kind: str, words: str, known: ScreenHints = NO_HINTS) -> Locator:
    """Return what has those words among a kind of elements: field, button, control, entry, item."""
    return scope.locator(_selector(kind, known, words=words))


def every(scope: Page | Locator, kind: str, known: ScreenHints = NO_HINTS) -> Locator:
    """Return all elements of a kind: `field`, `button`, `link`, or `item` of a menu bar."""
    return scope.locator(_selector(kind, known))


def drawn(box: Locator) -> Locator:
    """Return what is drawn of a box: itself, its label, or what stands beside it."""
    return box.locator(_selector("drawn", NO_HINTS))


def opens_tab(link: Locator) -> bool:
    """Say whether a link, or what a button sends, comes in another tab."""
    # `evaluate` would wait for the link, and have Playwright set up its scripts among the page's
    # own too, which takes as long as to load the page.
    return link.locator(_selector("tab", NO_HINTS)).count() > 0


def region(scope: Page | Locator, name: str, known: ScreenHints = NO_HINTS) -> Locator:
    """Return a region of the page, by one of the names that `regions.js` has."""
    return scope.locator(_selector("region", known, name=name))


def mark(scope: Page | Locator, name: str, known: ScreenHints = NO_HINTS) -> Locator:
    """Return something that is drawn of a region: itself, or what is in it if it has no size."""
    return scope.locator(_selector("mark", known, name=name))


def _selector(kind: str, known: ScreenHints, **wanted: str) -> str:
    hints = {} if known == NO_HINTS else {"known": asdict(known)}
    return _asked(kind, {**wanted, **hints})


def _asked(kind: str, wanted: Mapping[str, object]) -> str:
    # Outside of quotes Playwright takes ">>" for the end of a selector, and a lone quote for its
    # beginning; in JSON every word is in quotes.
    return f"reader={kind} {json.dumps(wanted)}"


def _answer(page: Page, kind: str, wanted: Mapping[str, object]) -> Any:  # noqa: ANN401 it is JSON
    # The engine is compiled once for each page, and no script of the page reaches it.
    return json.loads(page.locator(_asked(kind, wanted)).text_content(timeout=0) or "null")


def read(page: Page, region_name: str, known: ScreenHints = NO_HINTS) -> ScreenReading:
    """Read the page, and of its controls those in the region of that name."""
    due = _due(page)
    seen = _seen(page, "reading", {"name": region_name, "known": asdict(known)})
    elements = [
        Element(**each | {name: tuple(each[name]) for name in ("kinds", "under", "box")})
        for each in seen["elements"]
    ]
    pieces = [Piece(**each | {"inside": tuple(each["inside"])}) for each in seen["pieces"]]
    return ScreenReading(
        lines=tuple(seen["lines"]),
        elements=tuple(elements),
        heading=seen["heading"],
        pieces=tuple(pieces),
        page=page_elements(seen["page"]),
        barred=seen["barred"],
        due=_last(due),
        repeats=tuple((script, left) for script, left in due if script),
    )


def read_page(page: Page) -> tuple[PageElement, ...]:
    """Read a page that is no screen of a guide."""
    return page_elements(_seen(page, "page", {})["page"])


def _seen(page: Page, kind: str, wanted: Mapping[str, object]) -> Any:  # noqa: ANN401 it is JSON
    seen = _answer(page, kind, wanted)
    # A style does not always say whether words are drawn, and then a picture does.
    if gone := not_drawn(page, seen["doubts"]):
        seen = _answer(page, kind, {**wanted, "gone": gone})
    return seen


def due_seconds(page: Page) -> float:
    """Return in how many seconds the last timer runs that may still change the page."""
    return _last(_due(page))


def _last(due: Sequence[tuple[str, float]]) -> float:
    # What runs again and again has a script by which it is known.
    return max((left for script, left in due if not script), default=0.0)


def _due(page: Page) -> list[tuple[str, float]]:
    # A page may have broken for itself what its own world needs to answer.
    with suppress(PlaywrightError):
        return [(script, left / 1000) for script, left in page.evaluate(_DUE)]
    return []


def unchanged_seconds(page: Page) -> float:
    """Return how long ago (s) a page last changed, counted from the first time that one asks."""
    milliseconds: float = page.evaluate(_UNCHANGED)
    return milliseconds / 1000


def beside(page: Page, caption: str, others: Sequence[str] = ()) -> str:
    """Return the text beside a caption, up to one of the `others`; empty if there is none."""
    text: str = _answer(page, "beside", {"words": caption, "others": list(others)})
    return text


def places(page: Page, texts: Sequence[str]) -> list[tuple[int, ...] | None]:
    """Return where each text is drawn, as an element's `box` says it; nothing for what is not."""
    boxes = _answer(page, "places", {"texts": list(texts)})
    return [tuple(box) if box else None for box in boxes]


def captions_of(page: Page, value: str) -> list[Captioned]:
    """Return each place where a value is, with its caption, in reading order."""
    places = _answer(page, "captions", {"words": value})
    return [Captioned(each["caption"], each["whole"], tuple(each["place"])) for each in places]

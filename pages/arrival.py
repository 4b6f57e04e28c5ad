"""The base of all page objects: having one in hand means that its screen is on screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, Self

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

from pages import captions
from pages.captions import Sight


class NotThere(AssertionError):
    """A screen or a thing on it that should be there is not; says what is there instead."""

    def __init__(self, kind: str, words: str, page: Page, instead: list[str]) -> None:
        """Say what was looked for, on which page, and which things of its kind are there."""
        there = ", ".join(repr(each) for each in instead[:12]) or "nothing of its kind"
        super().__init__(f"Expected the {kind} {words!r} at {page.url}; there is {there} instead.")
        self.kind = kind
        self.words = words
        self.instead = instead


class Ambiguous(NotThere):
    """Several things answer to the words of one."""


class Unusable(AssertionError):
    """A control is there and cannot be used: it is disabled, or something lies over it."""


class Screen:
    """One screen of the court."""

    called: ClassVar[str]
    """What the guide calls this screen."""
    part: ClassVar[str] = "page"
    """The region of the page that the screen is about, as `reading.js` names it."""

    def __init__(self, page: Page) -> None:
        """Wait until this screen is on screen; `NotThere` says what is there instead."""
        self.page = page
        wait_for_screen(page, self.called, self.marks(page))
        page.wait_for_load_state("load")

    @classmethod
    def marks(cls, page: Page) -> Locator:
        """Return what is on this screen and on no other one."""
        return captions.region(page, cls.part)

    @property
    def region(self) -> Locator:
        """The part of the page that this screen is about."""
        return captions.region(self.page, self.part)

    def sight(self) -> Sight:
        """Read the screen as it is now."""
        return captions.sight(self.page, self.part)

    def has(self, kind: str, words: str) -> bool:
        """Say whether a field, button, link or menu item of those words is there at this moment."""
        scope = self.page if kind == "item" else self.region
        return captions.named(scope, "control" if kind == "link" else kind, words).count() > 0

    @property
    def fields(self) -> Locator:
        """The fields, in reading order."""
        return captions.every(self.region, "field")

    @property
    def buttons(self) -> Locator:
        """The buttons, in reading order."""
        return captions.every(self.region, "button")

    @property
    def links(self) -> Locator:
        """The links, in reading order."""
        return captions.every(self.region, "link")

    @property
    def alert(self) -> Locator:
        """The message that refuses something."""
        return self.page.get_by_role("alert")

    def enter(self, caption: str, value: str) -> Self:
        """Enter a value into the field of that caption."""
        field = captions.field(self.region, caption)
        with self._naming("field", caption, field):
            field.fill(value)
        return self

    def press(self, words: str) -> None:
        """Press the button of those words, whatever comes of it."""
        button = captions.button(self.region, words)
        with self._naming("button", words, button):
            button.click()

    def choose(self, words: str) -> Page:
        """Select the link of those words; return the tab in which it opened: courts use either."""
        link = captions.control(self.region, words)
        with self._naming("link", words, link):
            if link.get_attribute("target") in (None, "", "_self", "_top", "_parent"):
                link.click()
                return self.page
            with self.page.expect_popup() as opened:
                link.click()
        return opened.value

    @contextmanager
    def _naming(self, kind: str, words: str, found: Locator) -> Iterator[None]:
        """Tell of a thing that is not there, or there twice, by its words."""
        __tracebackhide__ = True
        try:
            yield
        except PlaywrightError as error:
            match found.count():
                case 0:
                    instead = list(getattr(self.sight(), f"{kind}s"))
                    raise NotThere(kind, words, self.page, instead) from None
                case 1:
                    state = "cannot be used" if found.is_enabled() else "is disabled"
                    if "intercepts pointer events" in error.message:
                        state = "is covered by something else"
                    raise Unusable(f"The {kind} {words!r} at {self.page.url} {state}.") from error
                case several:
                    raise Ambiguous(kind, words, self.page, [words] * several) from None


def wait_for_screen(page: Page, called: str, marks: Locator) -> None:
    """Wait until what marks a screen is on screen; `NotThere` says what is there instead."""
    __tracebackhide__ = True
    try:
        # Measured: `Locator.wait_for`, which looks once a frame, makes a whole walk 5 % slower.
        expect(marks.first).to_be_visible()
    except AssertionError:
        # A reading that fails is our own fault: then counting fails too, and says so.
        marks.count()
        raise NotThere("screen", called, page, on_screen(page)) from None


def on_screen(page: Page) -> list[str]:
    """Return what tells a reader where he is: title, alerts and headings of the page."""
    try:
        told = page.locator("[role=alert], h1, h2, h3").filter(visible=True).all_inner_texts()
        told.insert(0, page.title())
    except PlaywrightError as error:
        if "navigation" not in error.message:
            raise
        return ["a page that leads on before it can be read"]
    return [text for each in told if (text := " ".join(each.split()))]

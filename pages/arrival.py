"""The base of all page objects: having one in hand means that its screen is on screen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Self

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages import captions


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


class Screen(ABC):
    """One screen of the court."""

    called: ClassVar[str]
    """What the guide calls this screen."""

    def __init__(self, page: Page) -> None:
        """Wait until this screen is on screen; `NotThere` says what is there instead."""
        self.page = page
        try:
            expect(self.marks(page).first).to_be_visible()
        except AssertionError as error:
            raise NotThere("screen", self.called, page, on_screen(page)) from error
        page.wait_for_load_state("load")
        # Menu scripts build their bar in a timer set while the page loads: a reader sees it after
        # the next paint.
        page.evaluate("() => new Promise((painted) => requestAnimationFrame(() => painted(null)))")

    @classmethod
    @abstractmethod
    def marks(cls, page: Page) -> Locator:
        """Return what is on this screen and on no other one."""

    @property
    def region(self) -> Locator:
        """The part of the page that this screen is about."""
        return self.page.locator("body")

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

    def field(self, caption: str) -> Locator:
        """Return the field of that caption."""
        return self._one(captions.field(self.region, caption), "field", caption)

    def button(self, words: str) -> Locator:
        """Return the button of those words."""
        return self._one(captions.button(self.region, words), "button", words)

    def choice(self, words: str) -> Locator:
        """Return what one selects by those words: a link here, a menu's entry, a bar's item."""
        return self._one(captions.control(self.region, words), "link", words)

    def enter(self, caption: str, value: str) -> Self:
        """Enter a value into the field of that caption."""
        self.field(caption).fill(value)
        return self

    def press(self, words: str) -> None:
        """Press the button of those words, whatever comes of it."""
        self.button(words).click()

    def choose(self, words: str) -> Page:
        """Select what those words name; return the tab in which it opened."""
        return follow_link(self.choice(words))

    def _one(self, found: Locator, kind: str, words: str) -> Locator:
        """Return the one thing found; one that is not there, or there twice, is told so."""
        try:
            found.first.wait_for()
        except PlaywrightTimeout as error:
            instead = captions.words_of(captions.every(self.region, kind))
            raise NotThere(kind, words, self.page, instead) from error
        if (count := found.count()) > 1:
            raise Ambiguous(kind, words, self.page, [words] * count)
        return found


def follow_link(link: Locator) -> Page:
    """Click a link and return the tab in which it opened: courts use either."""
    page = link.page
    if link.get_attribute("target") in (None, "", "_self", "_top", "_parent"):
        link.click()
        return page
    with page.expect_popup() as opened:
        link.click()
    return opened.value


def on_screen(page: Page) -> list[str]:
    """Return what tells a reader where he is: title, alerts and headings of the page."""
    told = page.locator("[role=alert], h1, h2, h3").filter(visible=True).all_inner_texts()
    return [text for each in (page.title(), *told) if (text := " ".join(each.split()))]

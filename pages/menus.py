"""The menu bar of CM/ECF: a component of every page behind sign-on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from playwright.sync_api import Locator, Page

from pages.linking import LinkForm
from pages.reading import reader
from pages.reading.reader import NO_HINTS, ScreenHints
from pages.screen import Screen, click


class MenuBar(Screen):
    """A CM/ECF page, read for its menu bar: limited before linking, full after."""

    called: ClassVar[str] = "menu bar"
    part: ClassVar[str] = "menu bar"

    @property
    def items(self) -> Locator:
        """The bar's own items, without those of a menu that is open."""
        return reader.every(self.page, "item", self.known)

    def choose(self, words: str) -> Page:
        """Select the bar's own item of those words."""
        item = reader.named(self.page, "item", words, self.known)
        with self.naming("item", words, item):
            click(item)
        return self.page

    def select(self, words: str) -> Menu:
        """Select an item that has a menu, which opens below it or as a separate page."""
        return Menu(self.choose(words))

    def leave(self, words: str) -> None:
        """Select the item that logs out, and leave CM/ECF."""
        self.choose(words)
        self.region.wait_for(state="detached")


class Menu(Screen):
    """A menu with its groups and items, whichever way the court opens it."""

    called: ClassVar[str] = "menu"
    part: ClassVar[str] = "menu"
    link_kind: ClassVar[str] = "entry"

    @classmethod
    def marks(cls, page: Page, known: ScreenHints = NO_HINTS) -> Locator:
        """Return the menu bar, which both kinds of menu keep visible."""
        return reader.mark(page, MenuBar.part, known)

    def choose(self, words: str) -> Page:
        """Select a group or an item of the menu, wherever on the page the menu opened."""
        entry = reader.named(self.page, self.link_kind, words)
        with self.naming("link", words, entry):
            click(entry)
        return self.page

    def open_under_mouse(self, openers: Sequence[str]) -> None:
        """Move the mouse onto what opens menus, one after the other, and click nothing."""
        # A menu opens when the mouse comes onto it from elsewhere.
        self.page.mouse.move(0, 0)
        for words in openers:
            opener = reader.named(self.page, self.link_kind, words)
            with self.naming("link", words, opener):
                self.rest_on(opener)

    def open_group(self, words: str) -> Self:
        """Select a group, whose items then show."""
        return type(self)(self.choose(words))

    def select_link_form(self, words: str) -> LinkForm:
        """Select the item that leads to the link form."""
        return LinkForm(self.choose(words))

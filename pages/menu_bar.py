"""The menu bar of CM/ECF: a component of every page behind sign-on."""

from __future__ import annotations

from typing import ClassVar

from playwright.sync_api import Locator, Page

from pages import captions
from pages.arrival import Screen
from pages.menu import Menu


class MenuBar(Screen):
    """A CM/ECF page, read for its menu bar: limited before linking, full after."""

    called: ClassVar[str] = "menu bar"
    part: ClassVar[str] = "menu bar"

    @property
    def items(self) -> Locator:
        """The bar's own items, without those of a menu that is open."""
        return captions.every(self.page, "item", self.known)

    def choose(self, words: str) -> Page:
        """Select the bar's own item of those words."""
        item = captions.named(self.page, "item", words, self.known)
        with self._naming("item", words, item):
            item.click()
        return self.page

    def select(self, words: str) -> Menu:
        """Select an item that has a menu, which opens below it or as a page of its own."""
        return Menu(self.choose(words))

    def leave(self, words: str) -> None:
        """Select the item that logs out, and leave CM/ECF."""
        self.choose(words)
        self.region.wait_for(state="detached")

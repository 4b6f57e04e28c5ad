"""An opened menu, such as Utilities: a drop-down of the bar or a page of its own."""

from __future__ import annotations

from typing import ClassVar, Self

from playwright.sync_api import Locator, Page

from pages import captions
from pages.arrival import Screen
from pages.captions import NOTHING_KNOWN, Known
from pages.linking import LinkForm


class Menu(Screen):
    """A menu with its groups and items, whichever way the court opens it."""

    called: ClassVar[str] = "menu"
    part: ClassVar[str] = "menu"
    link_kind: ClassVar[str] = "entry"

    @classmethod
    def marks(cls, page: Page, known: Known = NOTHING_KNOWN) -> Locator:
        """Return the menu bar: both kinds of menu keep it in sight."""
        return captions.region(page, "menu bar", known)

    def choose(self, words: str) -> Page:
        """Select a group or an item of the menu, wherever on the page the menu opened."""
        entry = captions.named(self.page, self.link_kind, words)
        with self._naming("link", words, entry):
            entry.click()
        return self.page

    def open_group(self, words: str) -> Self:
        """Select a group, whose items then show."""
        return type(self)(self.choose(words))

    def select_link_form(self, words: str) -> LinkForm:
        """Select the item that leads to the link form."""
        return LinkForm(self.choose(words))

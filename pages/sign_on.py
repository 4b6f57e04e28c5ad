"""PACER sign-on: the login form, and the dialogs that may come after it."""

from __future__ import annotations

import re
from typing import ClassVar

from playwright.sync_api import expect

from pages.dialogs import NextDialog
from pages.menus import MenuBar
from pages.screen import Screen


class SignOn(Screen):
    """The PACER login page."""

    called: ClassVar[str] = "sign-on"
    part: ClassVar[str] = "sign-on box"

    def log_on(self, words: str) -> MenuBar:
        """Press the login button, and be signed on to the court."""
        self.press(words)
        return MenuBar(self.page)

    def log_on_to(self, words: str, dialog: type[NextDialog]) -> NextDialog:
        """Press the login button, and be asked something more."""
        self.press(words)
        return dialog(self.page)

    def log_on_refused(self, words: str) -> SignOn:
        """Press the login button, and be refused on the same page."""
        self.press(words)
        expect(self.alert.filter(has_text=re.compile(r"\S"))).to_be_visible()
        return self

    def clear(self, words: str) -> SignOn:
        """Press the button that empties the form."""
        self.press(words)
        return self

"""PACER sign-on: the login form, and the three dialogs that may come after it."""

from __future__ import annotations

import re
from typing import ClassVar

from playwright.sync_api import Locator, Page, expect

from pages.arrival import Screen
from pages.menu_bar import MenuBar


class SignOn(Screen):
    """The PACER login page."""

    called: ClassVar[str] = "sign-on"
    part: ClassVar[str] = "sign-on box"

    def log_on(self, words: str) -> MenuBar:
        """Press the login button, and be signed on to the court."""
        self.press(words)
        return MenuBar(self.page)

    def log_on_to_dialog(self, words: str) -> Dialog:
        """Press the login button, and be asked something more."""
        self.press(words)
        return Dialog(self.page)

    def log_on_refused(self, words: str) -> SignOn:
        """Press the login button, and be refused on the same page."""
        self.press(words)
        expect(self.alert.filter(has_text=re.compile(r"\S"))).to_be_visible()
        return self

    def clear(self, words: str) -> SignOn:
        """Press the button that empties the form."""
        self.press(words)
        return self


class Dialog(Screen):
    """What may stand between the password and the court: passcode, update or redaction."""

    called: ClassVar[str] = "sign-on dialog"

    @classmethod
    def marks(cls, page: Page) -> Locator:
        """Return the passcode field, the update prompt or the redaction agreement on show."""
        return (
            page.get_by_text(re.compile(r"one-time passcode", re.IGNORECASE))
            .or_(page.get_by_text("User Update Required"))
            .or_(page.get_by_text("Redaction Agreement"))
            .filter(visible=True)
        )

    def accept(self, statement: str, words: str) -> MenuBar:
        """Tick the statement and go on to the court."""
        # PrimeFaces hides the real box and re-renders the button when the box changes.
        self.page.get_by_text(statement).click()
        return self.go_on(words)

    def go_on(self, words: str) -> MenuBar:
        """Press the button that leads on to the court."""
        self.press(words)
        return MenuBar(self.page)

    def go_on_to_dialog(self, words: str) -> Dialog:
        """Press the button that leads on to a further dialog."""
        heading = on_show(self.page)
        self.press(words)
        expect(self.marks(self.page).first).not_to_have_text(heading)
        return Dialog(self.page)


def on_show(page: Page) -> str:
    """Return the words by which the dialog on show is known."""
    return Dialog.marks(page).first.inner_text()

"""PACER sign-on: the login form, and the dialogs that may come after it."""

from __future__ import annotations

import re
from typing import ClassVar, Self, TypeVar

from playwright.sync_api import Locator, Page, expect

from pages.arrival import Screen
from pages.menu_bar import MenuBar

NextDialog = TypeVar("NextDialog", bound="Dialog")


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


class Dialog(Screen):
    """What may stand between the password and the court; it is known by its words."""

    told_by: ClassVar[str]

    @classmethod
    def marks(cls, page: Page) -> Locator:
        """Return those words, where they show."""
        return page.get_by_text(re.compile(cls.told_by, re.IGNORECASE)).filter(visible=True)

    def go_on(self, words: str) -> MenuBar:
        """Press the button that leads on to the court."""
        self.press(words)
        return MenuBar(self.page)

    def go_on_to(self, words: str, dialog: type[NextDialog]) -> NextDialog:
        """Press the button that leads on to a further dialog."""
        self.press(words)
        return dialog(self.page)

    def go_on_refused(self, words: str) -> Self:
        """Press the button that leads on, and be refused in the same dialog."""
        self.press(words)
        expect(self.alert.filter(has_text=re.compile(r"\S"))).to_be_visible()
        return self


class ClientCodeWarning(Dialog):
    """The warning that an account should have a client code and none was entered."""

    called: ClassVar[str] = "client code warning"
    told_by: ClassVar[str] = "required Client Code was not entered"


class Passcode(Dialog):
    """The page that asks for a one-time passcode."""

    called: ClassVar[str] = "passcode"
    told_by: ClassVar[str] = "one-time passcode"


class UpdatePrompt(Dialog):
    """The prompt to update the account, which can be skipped a few times."""

    called: ClassVar[str] = "update prompt"
    told_by: ClassVar[str] = "User Update Required"


class RedactionAgreement(Dialog):
    """The redaction agreement that whoever files at some court has to accept."""

    called: ClassVar[str] = "redaction agreement"
    told_by: ClassVar[str] = "Redaction Agreement"

    def tick(self, statement: str) -> Self:
        """Tick the box of that statement."""
        # PrimeFaces hides the real box, so what a reader clicks is its text.
        self.page.get_by_text(statement).click()
        return self


DIALOGS: tuple[type[Dialog], ...] = (
    RedactionAgreement,
    UpdatePrompt,
    ClientCodeWarning,
    Passcode,
)
"""All dialogs, those that open over another one first."""

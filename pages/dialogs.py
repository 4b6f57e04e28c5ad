"""Pages and dialogs that may follow a login."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import reduce
from typing import ClassVar, Self, TypeVar

from playwright.sync_api import Locator, Page, expect

from pages.menus import MenuBar
from pages.reading import reader as captions
from pages.reading.reader import NO_HINTS, ScreenHints
from pages.screen import Screen

NextDialog = TypeVar("NextDialog", bound="Dialog")


class Dialog(Screen):
    """What may stand between the password and the court; it is known by its words."""

    identifying_text: ClassVar[str]
    continue_label: ClassVar[str]
    """The words of the button that leads on, as a pattern."""

    @classmethod
    def marks(cls, page: Page, _known: ScreenHints = NO_HINTS) -> Locator:
        """Return those words, where they show."""
        return page.get_by_text(re.compile(cls.identifying_text, re.IGNORECASE)).filter(
            visible=True
        )

    def go_on(self, words: str) -> MenuBar:
        """Press the button that leads on to the court."""
        self.press(words)
        return MenuBar(self.page)

    def pass_on(self) -> Page:
        """Agree to what has to be agreed to, and press the one button that leads on."""
        # PrimeFaces hides the real box and draws another one, so this one gets no mouse.
        for box in self.page.get_by_role("checkbox", checked=False).all():
            box.dispatch_event("click")
        self._onward.click()
        return self.page

    @property
    def _onward(self) -> Locator:
        leads_on = re.compile(rf"^\s*(?:{self.continue_label})\b", re.IGNORECASE)
        return self.page.get_by_role("button", name=leads_on)

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
    identifying_text: ClassVar[str] = "required Client Code was not entered"
    continue_label: ClassVar[str] = "Continue"


class Passcode(Dialog):
    """The page that asks for a one-time passcode."""

    called: ClassVar[str] = "passcode"
    identifying_text: ClassVar[str] = "one-time passcode"
    continue_label: ClassVar[str] = "OK|Continue|Submit|Verify"

    def enter_passcode(self, passcode: str) -> Self:
        """Enter a passcode into the only field."""
        self.page.get_by_role("textbox").fill(passcode)
        return self


class UpdatePrompt(Dialog):
    """The prompt to update the account, which can be skipped a few times."""

    called: ClassVar[str] = "update prompt"
    # Until August 2025 it had the second of these titles.
    identifying_text: ClassVar[str] = "User Update Required|PACER Account Disabled"
    continue_label: ClassVar[str] = "Skip|Later|Not now"


class RedactionAgreement(Dialog):
    """The redaction agreement that whoever files at some court has to accept."""

    called: ClassVar[str] = "redaction agreement"
    part: ClassVar[str] = "agreement"
    identifying_text: ClassVar[str] = "Redaction Agreement"
    continue_label: ClassVar[str] = "Continue|I agree|Accept"

    @classmethod
    def marks(cls, page: Page, known: ScreenHints = NO_HINTS) -> Locator:
        """Return its title, or the box of the statement that a guide shows, where they show."""
        boxes = (captions.field(page, statement) for statement in known.fields)
        return reduce(Locator.or_, boxes, super().marks(page)).filter(visible=True)

    def tick(self, statement: str) -> Self:
        """Tick the box of that statement, and wait for the button that it lets one use."""
        box = self.field(statement)
        with self._naming("field", statement, box):
            # PrimeFaces hides the real box and draws another one, so this one gets no mouse.
            box.dispatch_event("click")
        # A button that goes on being disabled is told of where it is used.
        with suppress(AssertionError):
            expect(self._onward).to_be_enabled()
        return self

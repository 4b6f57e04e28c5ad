"""Pages and dialogs that may follow a login."""

import re
from contextlib import suppress
from functools import reduce
from typing import ClassVar, Self, TypeVar

from playwright.sync_api import Locator, Page, expect

from pages.menus import MenuBar
from pages.reading import reader as captions
from pages.reading.reader import NO_HINTS, ScreenHints
from pages.screen import Screen, click, tick

NextDialog = TypeVar("NextDialog", bound="Dialog")


class Dialog(Screen):
    """A page or dialog that may come between the password and the court, known by its words."""

    identifying_text: ClassVar[str]
    continue_label: ClassVar[str]
    """A pattern for the words of the button that continues."""

    @classmethod
    def marks(cls, page: Page, _known: ScreenHints = NO_HINTS) -> Locator:
        """Return its words, where they are visible."""
        return page.get_by_text(re.compile(cls.identifying_text, re.IGNORECASE)).filter(
            visible=True
        )

    def go_on(self, words: str) -> MenuBar:
        """Press the button that continues to the court."""
        self.press(words)
        return MenuBar(self.page)

    def pass_on(self) -> Page:
        """Tick every box, and press the one button that continues."""
        self.tick_all()
        click(self._continue)
        return self.page

    @property
    def _continue(self) -> Locator:
        leads_on = re.compile(rf"^\s*(?:{self.continue_label})\b", re.IGNORECASE)
        return self.page.get_by_role("button", name=leads_on)

    def go_on_to(self, words: str, dialog: type[NextDialog]) -> NextDialog:
        """Press the button that continues to another dialog."""
        self.press(words)
        return dialog(self.page)


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
    # It had the second of these titles until August 2025.
    identifying_text: ClassVar[str] = "User Update Required|PACER Account Disabled"
    continue_label: ClassVar[str] = "Skip|Later|Not now"


class RedactionAgreement(Dialog):
    """The redaction agreement, which some courts make everyone who files accept."""

    called: ClassVar[str] = "redaction agreement"
    part: ClassVar[str] = "agreement"
    identifying_text: ClassVar[str] = "Redaction Agreement"
    continue_label: ClassVar[str] = "Continue|I agree|Accept"

    @classmethod
    def marks(cls, page: Page, known: ScreenHints = NO_HINTS) -> Locator:
        """Return its title, or the box of a statement that the guide shows, where visible."""
        boxes = (captions.field(page, statement) for statement in known.fields)
        return reduce(Locator.or_, boxes, super().marks(page)).filter(visible=True)

    def tick(self, statement: str) -> Self:
        """Tick the box of that statement, and wait for the button that it enables."""
        box = self.field(statement)
        with self.naming("field", statement, box):
            tick(box)
        # If the button stays disabled, using it reports that.
        with suppress(AssertionError):
            expect(self._continue).to_be_enabled()
        return self

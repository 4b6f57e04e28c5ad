"""The mailbox in which the court's mail arrives, as a page (of the mock alone)."""

from __future__ import annotations

from typing import ClassVar, Self

from playwright.sync_api import Locator, Page

from pages.reading.reader import NO_HINTS, ScreenHints
from pages.screen import Screen


class Mailbox(Screen):
    """The list of mails; it asks for new ones by itself."""

    called: ClassVar[str] = "mailbox"

    @classmethod
    def marks(cls, page: Page, _known: ScreenHints = NO_HINTS) -> Locator:
        """Return the heading."""
        return page.get_by_role("heading", name="Mailbox")

    @classmethod
    def open(cls, page: Page, address: str) -> Self:
        """Go to the mailbox."""
        page.goto(address)
        return cls(page)

    @property
    def subjects(self) -> Locator:
        """The subjects of all mails, oldest first."""
        return self.page.get_by_role("cell").get_by_role("link")

    def open_mail(self, subject: str) -> Mail:
        """Open the mail of that subject."""
        return Mail(self.choose(subject))


class Mail(Screen):
    """One mail."""

    called: ClassVar[str] = "mail"

    @classmethod
    def marks(cls, page: Page, _known: ScreenHints = NO_HINTS) -> Locator:
        """Return the link that leads back to the list."""
        return page.get_by_role("link", name="All mail")

    @property
    def recipient(self) -> Locator:
        """Whom the mail is addressed to."""
        return self.page.get_by_role("row").filter(has_text="To").get_by_role("cell")

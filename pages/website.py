"""The court's public website, and the CM/ECF landing page that its link may lead to."""

import re
from typing import ClassVar, Self

from playwright.sync_api import Locator, Page

from pages.reading import reader
from pages.reading.reader import NO_HINTS, ScreenHints
from pages.screen import Screen
from pages.sign_on import SignOn

_OF_A_COURT = re.compile(r"\bbankruptcy court\b", re.IGNORECASE)


class Landing(Screen):
    """The CM/ECF page that welcomes a visitor and links to the document filing system."""

    called: ClassVar[str] = "landing page"

    @classmethod
    def marks(cls, page: Page, known: ScreenHints = NO_HINTS) -> Locator:
        """Return the link to document filing, on a page without forms and menus."""
        return reader.region(page, "landing link", known)

    @classmethod
    def open(cls, page: Page, address: str) -> Self:
        """Go to the court's CM/ECF site."""
        page.goto(address)
        return cls(page)

    def pass_on(self) -> Page:
        """Select the one link that leads to the filing system, whatever its words."""
        return self.follow(self.marks(self.page, self.known).first)

    def select(self, words: str) -> SignOn:
        """Select the filing system, and be sent to sign-on."""
        return SignOn(self.choose(words))


class Notice(Screen):
    """A page that only informs, with one element that continues."""

    called: ClassVar[str] = "notice"

    @classmethod
    def marks(cls, page: Page, known: ScreenHints = NO_HINTS) -> Locator:
        """Return the link or button that continues, if there is one and nothing to enter."""
        return reader.region(page, "way on", known)

    def pass_on(self) -> Page:
        """Tick every box, and continue."""
        self.tick_all()
        return self.follow(self.marks(self.page).first)


class CourtWebsite(Screen):
    """The court's home page with its box of quick links."""

    called: ClassVar[str] = "court website"
    part: ClassVar[str] = "quick links"

    @classmethod
    def without_links(cls, page: Page, known: ScreenHints = NO_HINTS) -> Self | None:
        """Return the home page of a bankruptcy court as it is, or None if the page is none."""
        if not _OF_A_COURT.search(" ".join(reader.read(page, "page").lines)):
            return None
        home = cls.__new__(cls)
        home.page, home.known = page, known
        return home

    @classmethod
    def open(cls, page: Page, address: str) -> Self:
        """Go to the court's website."""
        page.goto(address)
        return cls(page)

    def select(self, words: str) -> Landing:
        """Select e-filing, and come to the landing page."""
        return Landing(self.choose(words))

"""Linking: the form, the verification page with its permanent Submit, the confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from playwright.sync_api import Locator, Page

from pages.reading import reader
from pages.reading.reader import NO_HINTS, Captioned, ScreenHints
from pages.screen import Screen

# A name with other white space or with invisible characters in it looks like the name. The layout
# may break a line or a cell there, and a style sheet may change capitals.
_LOOK_ALIKES = """(name) => {
    const nothing = "[\\u00ad\\u200b-\\u200f\\u2060\\ufeff]*";
    const characters = [...name.trim()].map((each) =>
        /\\s/.test(each) ? "\\\\s+" : each.replace(/[\\^$.*+?()[\\]{}|\\/]/g, "\\\\$&"));
    const like = new RegExp(characters.join(nothing), "giu");
    const found = (document.body?.innerText ?? "").match(like) || [];
    const own = name.trim().toLowerCase();
    const isOther = (each) => each.toLowerCase().replace(/[\\t\\n]+/g, " ") !== own;
    return [...new Set(found)].filter(isOther);
}"""


class LinkForm(Screen):
    """The form that asks for the CM/ECF login and password."""

    called: ClassVar[str] = "link form"
    part: ClassVar[str] = "link form"

    def submit(self, words: str) -> Verification:
        """Submit the form, and be asked to verify the names."""
        self.press(words)
        return Verification(self.page)

    def submit_refused(self, words: str) -> LinkForm:
        """Submit the form, and be refused on the same form."""
        return self.press_refused(words)


class Verification(Screen):
    """The page that shows both names and asks whether to link them."""

    called: ClassVar[str] = "verification"
    part: ClassVar[str] = "verification form"

    def named(self, caption: str, others: Sequence[str] = ()) -> str:
        """Return the text beside a caption: the name of the CM/ECF or the PACER account."""
        return reader.beside(self.page, caption, others)

    def captions_of(self, name: str) -> list[Captioned]:
        """Return the captions beside which a name is, in reading order."""
        return reader.captions_of(self.page, name)

    def look_alikes(self, name: str) -> list[str]:
        """Return what looks like a name to a reader and is spelled otherwise."""
        found: list[str] = self.page.evaluate(_LOOK_ALIKES, name)
        return found

    def submit(self, words: str) -> Confirmation:
        """Submit: this links the accounts, and nothing can undo it."""
        self.press(words)
        return Confirmation(self.page)

    def submit_refused(self, words: str) -> Refusal:
        """Submit, and read why that links nothing."""
        self.press(words)
        return Refusal(self.page)


class Confirmation(Screen):
    """The page that says that the accounts have been linked."""

    called: ClassVar[str] = "confirmation"
    part: ClassVar[str] = "message"


class Refusal(Screen):
    """A page that says why nothing is linked, with or without the form to try again."""

    called: ClassVar[str] = "refusal"

    @classmethod
    def marks(cls, page: Page, _known: ScreenHints = NO_HINTS) -> Locator:
        """Return the message."""
        return page.get_by_role("alert")

"""Pages that a court puts between two documented screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pages.dialogs import ClientCodeWarning, Dialog, Passcode, RedactionAgreement, UpdatePrompt
from pages.screen import on_screen
from pages.website import Landing, Notice
from walk.guide.model import InterstitialName, ScreenName

INTERSTITIALS: Mapping[InterstitialName, type[Landing | Notice | Dialog]] = {
    # Those that open over another one go first.
    "redaction agreement": RedactionAgreement,
    "update prompt": UpdatePrompt,
    "client code warning": ClientCodeWarning,
    "passcode": Passcode,
    "landing page": Landing,
    "notice": Notice,
}


_AFTER_LOGIN = tuple(name for name in INTERSTITIALS if name != "landing page")


_BEFORE: Mapping[ScreenName, Sequence[InterstitialName]] = {
    "court website": ("notice",),
    "landing page": ("notice",),
    "sign-on": ("landing page", "notice"),
    "redaction agreement": _AFTER_LOGIN,
    "menu bar": _AFTER_LOGIN,
}
"""The pages that may stand before a screen; none does after signing on."""


MOST_INTERSTITIALS = 8


def _told_by(between: Landing | Notice | Dialog) -> str:
    """Return what a page between says of itself."""
    words = " ".join(between.marks(between.page).first.inner_text().split())
    headings = on_screen(between.page)[1:]
    return words if isinstance(between, Dialog) or not headings else headings[0]

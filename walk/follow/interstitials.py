"""Pages that a court puts between two documented screens."""

from __future__ import annotations

from collections.abc import Mapping

from pages.dialogs import Dialog
from pages.screen import on_screen
from pages.website import Landing, Notice
from walk.guide.screens import SCREENS, InterstitialName

INTERSTITIALS: Mapping[InterstitialName, type[Landing | Notice | Dialog]] = {
    name: spec.page
    for name, spec in SCREENS.items()
    if issubclass(spec.page, (Landing, Notice, Dialog))
}
MOST_INTERSTITIALS = 8


def _told_by(between: Landing | Notice | Dialog) -> str:
    """Return what a page between says of itself."""
    words = " ".join(between.marks(between.page).first.inner_text().split())
    headings = on_screen(between.page)[1:]
    return words if isinstance(between, Dialog) or not headings else headings[0]

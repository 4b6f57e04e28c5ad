"""How much a difference matters to who follows the guide; the table is in docs/verdicts.md."""

import re

from pages.menus import Menu, MenuBar
from walk.compare.spelling import printed
from walk.guide.model import Guide
from walk.guide.screens import CONFIRMATION, VERIFICATION
from walk.results import Drift, DriftKind, Severity

_PERMANENT = (VERIFICATION, CONFIRMATION)
_STUMBLES = (DriftKind.REMOVED, DriftKind.DISABLED, DriftKind.BEHAVES)
"""The kinds by which a control that is used is of no use."""


def severity_of(drift: Drift, guide: Guide) -> Severity:
    """Return whether a difference blocks a reader, misleads one, or is none to look twice at."""
    screens = [screen for step in guide.steps for screen in step.screen]
    if drift.what in {"names", *(name for screen in screens for name in screen.shows.names)}:
        return Severity.BLOCKS
    used = {
        words
        for screen in screens
        if screen.name == drift.screen
        for words in (*screen.enter, screen.tick, screen.select, screen.submit)
        if words
    }
    if drift.kind in _STUMBLES and _is_of(drift, used):
        return Severity.BLOCKS
    if _cannot_go_on(drift):
        return Severity.BLOCKS
    if drift.screen not in _PERMANENT and _is_cosmetic(drift):
        return Severity.COSMETIC
    return Severity.MISLEADS


def _is_of(drift: Drift, used: set[str]) -> bool:
    """Say whether a difference is of a used control, by its words or by what it promises."""
    documented = drift.documented or ""
    # What a control does is a sentence that begins with its words: "Submit leads to the menus".
    promises = drift.kind is DriftKind.BEHAVES and any(
        documented.startswith(f"{words} ") for words in used
    )
    return documented in used or promises


def _cannot_go_on(drift: Drift) -> bool:
    """Say whether accounts are linked before anybody sees the names, or no menu ever appears."""
    if drift.kind is DriftKind.REMOVED:
        return (drift.what, drift.screen) == ("page", VERIFICATION)
    return drift.kind is DriftKind.BEHAVES and drift.what == Menu.part


def _is_cosmetic(drift: Drift) -> bool:
    if drift.kind is DriftKind.REORDERED:
        return drift.what == "link" and drift.region != MenuBar.called
    if drift.kind not in (DriftKind.RECASED, DriftKind.RENAMED, DriftKind.REWORDED):
        return False
    return _letters(drift.documented or "") == _letters(drift.observed or "")


def _letters(words: str) -> str:
    """Return the words without capitals, a required mark, and what ends a sentence."""
    bare = re.sub(r"^\*\s*|\s*\*$|[.:;,!]+(?=\s|$)", "", printed(words))
    return " ".join(bare.split()).casefold()

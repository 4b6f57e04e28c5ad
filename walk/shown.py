"""Compares what a screen of the guide shows with the screen of the court."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pages.arrival import Screen
from pages.linking import Verification
from walk.compare import compare_heading, compare_list, compare_text
from walk.guide import Credential, Guide, GuideScreen, Shows
from walk.verdict import Drift, DriftKind

_REGIONS = {"court website": "quick links"}
"""What a screen is called where the part of it that is compared has a name of its own."""


@dataclass
class Shown:
    """What came of comparing one screen."""

    items: tuple[str, ...] = ()
    """The menu bar's items, whether they are documented or not."""
    documented: list[str] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def show(guided: GuideScreen, on: Screen, values: Mapping[Credential, str]) -> Shown:
    """Compare every word that the guide shows of a screen with what is on it."""
    shows, region = guided.shows, region_of(guided)
    if shows == Shows():
        return Shown()
    sight = on.sight()
    shown = Shown(items=sight.items)
    if shows.heading:
        shown.documented.append(shows.heading)
        shown.drifts += _there(compare_heading(shows.heading, sight.lines, region))
    for text in shows.text:
        shown.documented.append(text)
        shown.drifts += _there(compare_text(text, sight.lines, region))
    for what, documented, observed in (
        ("field", shows.fields, sight.fields),
        ("button", shows.buttons, sight.buttons),
        ("link", shows.links, sight.links),
    ):
        if documented is not None:
            shown.documented += documented
            shown.drifts += compare_list(what, region, documented, observed)
    if shows.items is not None:
        _show_items(shown, shows)
    if isinstance(on, Verification):
        for caption, credential in shows.names.items():
            _show_name(shown, on, caption, values[credential])
    return shown


def region_of(guided: GuideScreen) -> str:
    """Return what a drift calls the place of this screen."""
    return _REGIONS.get(guided.name, guided.name)


def filing_items(guide: Guide) -> frozenset[str]:
    """Return the menu items that appear only after linking, by which a full menu is known."""
    menus = [
        set(screen.shows.items)
        for step in guide.steps
        for screen in step.screen
        if screen.shows.items
    ]
    return frozenset(menus[-1] - menus[0]) if len(menus) > 1 else frozenset()


def _there(drift: Drift | None) -> list[Drift]:
    return [drift] if drift else []


def _show_items(shown: Shown, shows: Shows) -> None:
    documented = shows.items or ()
    shown.documented += documented
    for drift in compare_list("link", "menu bar", documented, shown.items):
        if drift.kind is DriftKind.ADDED and shows.more_items:
            shown.notes.append(f"The menu bar has the item {drift.observed!r} too.")
        else:
            shown.drifts.append(drift)


def _show_name(shown: Shown, on: Verification, caption: str, right: str) -> None:
    shown.documented.append(f"{caption} {right}")
    observed = on.named(caption)
    if observed != " ".join(right.split()):
        kind = DriftKind.WRONG_VALUE if observed else DriftKind.REMOVED
        shown.drifts.append(Drift(kind, caption, on.called, right, observed or None))

"""Compares what a screen of the guide shows with the screen of the court."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pages.arrival import Screen
from pages.captions import Sight
from pages.linking import Verification
from walk.compare import compare_heading, compare_list, compare_text, compare_used
from walk.guide import Credential, GuideScreen, Shows
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
    used = _used(guided)
    if shows == Shows() and not used:
        return Shown()
    sight = on.sight()
    shown = Shown(items=sight.items)
    _show_words(shown, shows, sight, region)
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
    for what, words in used:
        # What is compared in a whole list needs no comparing of its own.
        if words not in shown.documented:
            shown.documented.append(words)
            shown.drifts += _there(compare_used(what, words, _SEEN_AS[what](sight), region))
    if isinstance(on, Verification):
        for caption, credential in shows.names.items():
            _show_name(shown, on, caption, values[credential])
    return shown


def region_of(guided: GuideScreen) -> str:
    """Return what a drift calls the place of this screen."""
    return _REGIONS.get(guided.name, guided.name)


_SEEN_AS: Mapping[str, Callable[[Sight], Sequence[str]]] = {
    "field": lambda sight: sight.fields,
    "button": lambda sight: sight.buttons,
    "link": lambda sight: (*sight.links, *sight.items),
}


def _used(guided: GuideScreen) -> list[tuple[str, str]]:
    """Return what the reader is told to use on this screen: its kind and its words."""
    used = [("field", caption) for caption in guided.enter]
    used += [("link", guided.select)] if guided.select else []
    return [*used, ("button", guided.submit)] if guided.submit else used


def _there(drift: Drift | None) -> list[Drift]:
    return [drift] if drift else []


def _show_words(shown: Shown, shows: Shows, sight: Sight, region: str) -> None:
    if shows.heading:
        shown.documented.append(shows.heading)
        shown.drifts += _there(compare_heading(shows.heading, sight.lines, region))
    for text in shows.text:
        shown.documented.append(text)
        shown.drifts += _there(compare_text(text, sight.lines, region))


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

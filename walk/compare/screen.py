"""Compares what a screen of the guide shows with the screen of the court."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from pages.linking import Verification
from pages.menus import MenuBar
from pages.reading.reader import ScreenReading
from pages.screen import Screen
from pages.website import CourtWebsite
from walk.compare.comparison import ScreenComparison
from walk.compare.elements import Documented, Kind, compare_elements
from walk.compare.names import _show_names, _whole
from walk.compare.text import compare_heading, compare_text, place_of
from walk.guide.model import Credential, GuideScreen, Shows
from walk.results import Drift, DriftKind

_REGIONS = {CourtWebsite.called: CourtWebsite.part}
"""What a screen is called where the part of it that is compared has a name of its own."""


def show(
    guided: GuideScreen,
    on: Screen,
    values: Mapping[Credential, str],
    is_foreign: Callable[[str], bool],
    *,
    final: bool = False,
) -> ScreenComparison:
    """Compare every word that the guide shows of a screen with what is on it.

    What the reader is only told to use is missed `final`, or else left until it is used.
    """
    shows, region = guided.shows, region_of(guided)
    used = used_on(guided)
    if shows == Shows() and not used:
        return ScreenComparison()
    reading = on.read()
    shown = ScreenComparison(lines=reading.lines, elements=reading.elements, items=reading.items)
    _show_words(shown, shows, reading, region)
    lists = _lists(shows)
    documented = [Documented(kind, words) for kind, listed in lists.items() for words in listed]
    # What is compared in a whole list needs no comparing of its own.
    documented += [each for each in used if each not in documented]
    shown.documented += dict.fromkeys(each.words for each in documented)
    of_bar = MenuBar.called if "item" in lists else region
    for drift in compare_elements(
        of_bar, documented, reading.elements, lists=lists, final=final, is_foreign=is_foreign
    ):
        if drift.kind is DriftKind.ADDED and shows.more_items and drift.what == "link":
            shown.notes.append(f"The menu bar has the item {drift.observed!r} too.")
        else:
            shown.drifts.append(drift)
    if isinstance(on, Verification):
        observed = {
            caption: on.named(caption, [each for each in shows.names if each != caption])
            for caption in shows.names
        }
        names = {
            caption: _whole(credential, values[credential], observed[caption])
            for caption, credential in shows.names.items()
        }
        _show_names(shown, on, names, observed)
    shown.drifts = [replace(drift, screen=guided.name) for drift in shown.drifts]
    return shown


def region_of(guided: GuideScreen) -> str:
    """Return what a drift calls the place of this screen."""
    return _REGIONS.get(guided.name, guided.name)


def used_on(guided: GuideScreen) -> list[Documented]:
    """Return what the reader is told to use on this screen."""
    used = [Documented("field", words) for words in (*guided.enter, guided.tick) if words]
    if guided.select:
        used.append(Documented("item" if guided.name == MenuBar.called else "link", guided.select))
    if guided.submit:
        used.append(Documented("button", guided.submit))
    return used


def _lists(shows: Shows) -> dict[Kind, tuple[str, ...]]:
    """Return the lists that the guide shows as a whole."""
    lists: dict[Kind, tuple[str, ...] | None] = {
        "field": shows.fields,
        "button": shows.buttons,
        "link": shows.links,
        "item": shows.items,
    }
    return {kind: words for kind, words in lists.items() if words is not None}


def _there(drift: Drift | None) -> list[Drift]:
    return [drift] if drift else []


def _show_words(shown: ScreenComparison, shows: Shows, reading: ScreenReading, region: str) -> None:
    if shows.heading:
        shown.documented.append(shows.heading)
        # What the guide documents of the screen too is no new name of its heading.
        others = (*shows.text, *shows.names, *(shows.fields or ()), *(shows.buttons or ()))
        is_other = any(other.startswith(reading.heading) for other in others)
        instead = "" if is_other else reading.heading
        shown.drifts += _there(compare_heading(shows.heading, reading.lines, region, instead))
    for text in shows.text:
        shown.documented.append(text)
        shown.drifts += _there(compare_text(text, reading.lines, region))
    places = {text: place_of(text, reading.lines) for text in shows.text}
    there = [text for text in shows.text if places[text] is not None]
    in_order = sorted(there, key=lambda text: places[text] or 0)
    if in_order != there:
        shown.drifts.append(
            Drift(DriftKind.REORDERED, "text", region, " … ".join(there), " … ".join(in_order))
        )

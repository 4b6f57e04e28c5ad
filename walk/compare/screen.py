"""Compares what a guide shows of a screen with the court's page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from pages.linking import Verification
from pages.menus import MenuBar
from pages.reading.reader import NO_READING, Piece, ScreenReading
from pages.screen import Screen
from pages.website import CourtWebsite
from walk.compare.additions import Additions, SeenElsewhere, is_pictured, told_once
from walk.compare.elements import DocumentedElement, ElementComparison, Kind
from walk.compare.names import Names, compare_names, names_on
from walk.compare.text import compare_heading, compare_text, place_of
from walk.guide.model import Credential, GuideScreen, Shows
from walk.results import Drift, DriftKind

_REGIONS = {CourtWebsite.called: CourtWebsite.part}
"""What a drift calls a screen of which only one part is compared."""
_NO_WORDS = "without words"


@dataclass(frozen=True)
class ScreenComparison:
    """The result of comparing one screen."""

    reading: ScreenReading = NO_READING
    documented: Sequence[str] = field(default_factory=list)
    drifts: Sequence[Drift] = field(default_factory=list)
    notes: Sequence[str] = field(default_factory=list)
    added: tuple[Piece, ...] = ()
    """What of the page is told as added."""


def compare_screen(
    documented: GuideScreen,
    page: Screen,
    values: Mapping[Credential, str],
    is_foreign: Callable[[str], bool],
    seen: SeenElsewhere | None = None,
    *,
    final: bool = False,
) -> ScreenComparison:
    """Compare every word that the guide shows of a screen with what is on the page.

    A control that the guide only says to use is reported missing only if `final`. What was `seen`
    on other pages of the court is not added.
    """
    shows, region = documented.shows, region_of(documented)
    used = _used_on(documented)
    if shows == Shows() and not used:
        return ScreenComparison()
    reading = page.read()
    lists, wanted = _whole_lists(shows), controls_on(documented)
    compared = [shows.heading] if shows.heading else []
    compared += [*shows.text, *dict.fromkeys(each.words for each in wanted)]
    notes: list[str] = []
    drifts = [*_compare_text(shows, reading, region)]
    bar = MenuBar.called if "item" in lists else region
    elements = ElementComparison(bar, wanted, reading.elements, lists, final, is_foreign)
    for drift in elements.drifts():
        if drift.kind is DriftKind.ADDED and shows.more_items and drift.what == "link":
            notes.append(f"The menu bar has the item {drift.observed!r} too.")
        else:
            drifts.append(drift)
    names: Names = {}
    if isinstance(page, Verification):
        names = names_on(page, documented, values)
        compared += [f"{caption} {right}" for caption, (right, _) in names.items()]
        drifts += compare_names(page, names)
    added: tuple[Piece, ...] = ()
    if seen and reading.pieces and is_pictured(documented.name, shows):
        host = host_of(page)
        additions = Additions(documented.name, shows, names, drifts, host, seen, reading.items)
        added = tuple(additions.among(reading.pieces))
        covers = page.covers() if added else []
        drifts += [
            Drift(DriftKind.ADDED, what, region, None, words or _NO_WORDS)
            for what, words in told_once(added, covers)
        ]
    elif reading.barred:
        drifts += [
            Drift(DriftKind.ADDED, cover.kind, region, None, str(cover))
            for cover in filter(None, [page.cover()])
            # The message of an earlier screen may still be there.
            if cover.is_seen and not (seen and seen.documents(cover))
        ]
    return ScreenComparison(
        reading,
        compared,
        [replace(drift, screen=documented.name) for drift in drifts],
        notes,
        added,
    )


def host_of(page: Screen) -> str:
    """Return the host that a screen is on."""
    return urlsplit(page.page.url).netloc


def region_of(documented: GuideScreen) -> str:
    """Return what a drift calls the place of this screen."""
    return _REGIONS.get(documented.name, documented.name)


def controls_on(documented: GuideScreen) -> list[DocumentedElement]:
    """Return the controls that the guide shows of this screen, and then those that it only uses."""
    used = {(each.kind, each.words): each for each in _used_on(documented)}
    lists = _whole_lists(documented.shows)
    listed = [(kind, words) for kind, whole in lists.items() for words in whole]
    # What is in a whole list is compared there.
    shown = [used.pop(each, DocumentedElement(*each)) for each in listed]
    return [*shown, *used.values()]


def _used_on(documented: GuideScreen) -> list[DocumentedElement]:
    """Return what the guide says to use on this screen."""
    of_links: Kind = "item" if documented.name == MenuBar.called else "link"
    entered = [
        DocumentedElement("field", caption, hides=credential.endswith("password"))
        for caption, credential in documented.enter.items()
    ]
    used: list[tuple[Kind, str | None]] = [
        ("field", documented.tick),
        (of_links, documented.select),
        ("button", documented.submit),
    ]
    return [*entered, *(DocumentedElement(kind, words) for kind, words in used if words)]


def _whole_lists(shows: Shows) -> dict[Kind, tuple[str, ...]]:
    """Return the lists that the guide shows as a whole."""
    lists: dict[Kind, tuple[str, ...] | None] = {
        "field": shows.fields,
        "button": shows.buttons,
        "link": shows.links,
        "item": shows.items,
    }
    return {kind: words for kind, words in lists.items() if words is not None}


def _compare_text(shows: Shows, reading: ScreenReading, region: str) -> Iterator[Drift]:
    """Compare the heading and the running text, and the order of the text."""
    if shows.heading:
        # What the guide shows elsewhere on the screen is not a new name of its heading.
        others = (*shows.text, *shows.names, *(shows.fields or ()), *(shows.buttons or ()))
        is_other = any(other.startswith(reading.heading) for other in others)
        instead = "" if is_other else reading.heading
        if drift := compare_heading(shows.heading, reading.lines, region, instead):
            yield drift
    places: dict[str, int] = {}
    for text in shows.text:
        if drift := compare_text(text, reading.lines, region):
            yield drift
        else:
            places[text] = place_of(text, reading.lines) or 0
    in_order = sorted(places, key=lambda text: places[text])
    if in_order != [*places]:
        there, here = " … ".join(places), " … ".join(in_order)
        yield Drift(DriftKind.REORDERED, "text", region, there, here)

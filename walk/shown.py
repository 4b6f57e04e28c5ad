"""Compares what a screen of the guide shows with the screen of the court."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pages.arrival import Screen
from pages.captions import Sight, Thing
from pages.linking import Verification
from walk.compare import Documented, Kind, compare_things
from walk.guide import Credential, GuideScreen, Shows
from walk.verdict import Drift, DriftKind
from walk.wording import compare_heading, compare_text, place_of

_REGIONS = {"court website": "quick links"}
"""What a screen is called where the part of it that is compared has a name of its own."""


@dataclass
class Shown:
    """What came of comparing one screen."""

    lines: tuple[str, ...] = ()
    """The lines of text of the whole page."""
    things: tuple[Thing, ...] = ()
    """What was there, whether it is documented or not."""
    items: tuple[str, ...] = ()
    """Of that, the menu bar's items."""
    documented: list[str] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def show(
    guided: GuideScreen,
    on: Screen,
    values: Mapping[Credential, str],
    is_foreign: Callable[[str], bool],
    *,
    for_good: bool = False,
) -> Shown:
    """Compare every word that the guide shows of a screen with what is on it.

    What the reader is only told to use is missed `for_good`, or else left until it is used.
    """
    shows, region = guided.shows, region_of(guided)
    used = used_on(guided)
    if shows == Shows() and not used:
        return Shown()
    sight = on.sight()
    shown = Shown(lines=sight.lines, things=sight.things, items=sight.items)
    _show_words(shown, shows, sight, region)
    lists = _lists(shows)
    documented = [Documented(kind, words) for kind, listed in lists.items() for words in listed]
    # What is compared in a whole list needs no comparing of its own.
    documented += [each for each in used if each not in documented]
    shown.documented += dict.fromkeys(each.words for each in documented)
    of_bar = "menu bar" if "item" in lists else region
    for drift in compare_things(
        of_bar, documented, sight.things, lists=lists, for_good=for_good, is_foreign=is_foreign
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


def look_alikes(
    guided: GuideScreen, on: Screen, values: Mapping[Credential, str], told: Sequence[Drift]
) -> list[Drift]:
    """Return which names of the verification page only look right, if it is not told of them."""
    names = {caption: values[credential] for caption, credential in guided.shows.names.items()}
    if not isinstance(on, Verification) or any(drift.what in names for drift in told):
        return []
    return [
        Drift(DriftKind.WRONG_VALUE, caption, on.called, name, seen, screen=guided.name)
        for caption, name in names.items()
        for seen in on.look_alikes(name)
    ]


def region_of(guided: GuideScreen) -> str:
    """Return what a drift calls the place of this screen."""
    return _REGIONS.get(guided.name, guided.name)


def used_on(guided: GuideScreen) -> list[Documented]:
    """Return what the reader is told to use on this screen."""
    used = [Documented("field", words) for words in (*guided.enter, guided.tick) if words]
    if guided.select:
        used.append(Documented("item" if guided.name == "menu bar" else "link", guided.select))
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


def _show_words(shown: Shown, shows: Shows, sight: Sight, region: str) -> None:
    if shows.heading:
        shown.documented.append(shows.heading)
        # What the guide documents of the screen too is no new name of its heading.
        others = (*shows.text, *shows.names, *(shows.fields or ()), *(shows.buttons or ()))
        is_other = any(other.startswith(sight.heading) for other in others)
        instead = "" if is_other else sight.heading
        shown.drifts += _there(compare_heading(shows.heading, sight.lines, region, instead))
    for text in shows.text:
        shown.documented.append(text)
        shown.drifts += _there(compare_text(text, sight.lines, region))
    places = {text: place_of(text, sight.lines) for text in shows.text}
    there = [text for text in shows.text if places[text] is not None]
    in_order = sorted(there, key=lambda text: places[text] or 0)
    if in_order != there:
        shown.drifts.append(
            Drift(DriftKind.REORDERED, "text", region, " … ".join(there), " … ".join(in_order))
        )


def _whole(credential: Credential, right: str, observed: str) -> str:
    """Return what is to be shown: of a real CM/ECF account only the login is known beforehand."""
    is_login = credential == "CM/ECF login and name" and observed.partition(" ")[0] == right
    return observed if is_login else right


def _show_names(
    shown: Shown, on: Verification, names: Mapping[str, str], seen: Mapping[str, str]
) -> None:
    """Compare the names that are right with those that are seen, both by their captions."""

    def differs(kind: DriftKind, what: str, there: str, here: str | None) -> None:
        shown.drifts.append(Drift(kind, what, on.called, there, here))

    places = []
    for caption, name in names.items():
        shown.documented.append(f"{caption} {name}")
        observed = seen[caption]
        others = tuple(each for each in names if each != caption)
        stands = on.captions_of(name)
        own = [each for each in stands if each.caption.casefold() == caption.casefold()]
        # Both accounts may be of one person, whose name then ends both.
        taken = [seen[each] for each in others]
        elsewhere = [
            each.caption
            for each in stands
            if each.caption and each not in own
            if each.whole not in taken and not each.caption.startswith(others)
        ]
        if observed == name:
            places += [each.place for each in own][:1]
            if own and own[0].caption != caption:
                differs(DriftKind.RECASED, "text", caption, own[0].caption)
        elif observed in names.values():
            differs(DriftKind.WRONG_VALUE, caption, name, observed)
        elif elsewhere:
            differs(DriftKind.RENAMED, caption, caption, elsewhere[0])
        elif observed:
            differs(DriftKind.WRONG_VALUE, caption, name, observed)
        else:
            differs(DriftKind.REMOVED, caption, name, None)
    if places != sorted(places):
        differs(DriftKind.REORDERED, "names", ", ".join(names), ", ".join([*names][::-1]))

"""Changes of the court's pages by name: `drift:KIND:THING` and `benign:CHANGE[:SCREEN]`."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from mock_court.courts.profile import Profile
from mock_court.drifts import benign, changes
from mock_court.drifts.catalogue import SCREENS, Thing, catalogue
from mock_court.drifts.changes import REQUIRED, TAKES_TEXT, kinds_for
from mock_court.drifts.new_words import REQUIRED_MARK
from mock_court.drifts.page_change import BENIGN, DRIFT, PageChange
from mock_court.drifts.page_tree import Place, parsed, written
from mock_court.drifts.page_tree import screens as screens_of
from mock_court.errors import UnknownScenario


def changed(
    text: str,
    template: str,
    facts: Mapping[str, Any],
    elsewhere: str,
    page_changes: Sequence[PageChange],
) -> str:
    """Return what a template made of these facts, once all changes are made in it.

    A link that leads to a wrong place leads to the address `elsewhere`.
    """
    shown = list(screens_of(template, facts))
    due = [
        change for change in page_changes if any(screen in change.screens for screen, _ in shown)
    ]
    if not due:
        return text
    tree = parsed(text)
    before = written(tree)
    # All screens are found before the first change, since a change may be one of ids or classes.
    places = [
        Place(screen, tree, region, elsewhere)
        for screen, selector in shown
        if any(screen in change.screens for change in due)
        for region in tree.select(selector)
    ]
    for change in sorted(due, key=attrgetter("order")):
        for place in places:
            if place.screen in change.screens:
                change.make(place)
    after = written(tree)
    return text if after == before else after


def every_drift(profile: Profile) -> list[str]:
    """Return the name of every drift that makes sense at a court."""
    things = catalogue(profile)
    names = []
    for thing in things:
        kinds = kinds_for(thing, things)
        names += [f"{DRIFT}:{kind}:{thing.name}" for kind in kinds]
        if thing.role == "field" and "added" in kinds and not thing.words.endswith(REQUIRED_MARK):
            names.append(f"{DRIFT}:added:{thing.name}:{REQUIRED}")
    return names


def every_benign() -> list[str]:
    """Return the name of every benign change: on all screens, and on each."""
    return [
        *(f"{BENIGN}:{change}" for change in (*benign.CHANGES, *benign.BEHAVIORS)),
        *(
            f"{BENIGN}:{change}:{screen}"
            for change, (_make, where) in benign.CHANGES.items()
            for screen in SCREENS
            if screen in where
        ),
    ]


def change_named(name: str, profile: Profile) -> PageChange | Mapping[str, Any]:
    """Return the change of that name, or what it changes of the court's behavior."""
    return _drift(name, profile) if name.startswith(f"{DRIFT}:") else _benign(name)


def _drift(name: str, profile: Profile) -> PageChange:
    _, kind, thing_name, text = (*name.split(":", 3), "", "")[:4]
    if kind not in changes.CHANGES:
        raise _unknown(name, "kinds of drift", kind, changes.CHANGES)
    things = catalogue(profile)
    meant = [thing for thing in things if thing_name in {thing.slug, thing.name}]
    if not meant:
        known = dict.fromkeys(part for thing in things for part in (thing.slug, thing.name))
        raise _unknown(name, "things", thing_name, known)
    due = tuple(thing for thing in meant if kind in kinds_for(thing, things))
    if not due:
        possible = kinds_for(meant[0], things)
        raise _unknown(name, f"drifts of {meant[0].name}", kind, possible)
    if text and kind not in TAKES_TEXT:
        without = f"{DRIFT}:{kind}:{thing_name}"
        raise UnknownScenario(f"There is no scenario {name!r}: did you mean {without}?")
    make = partial(_make_drift, kind, due, text or None)
    return PageChange(frozenset(thing.screen for thing in due), make)


def _make_drift(kind: str, things: Iterable[Thing], text: str | None, place: Place) -> None:
    for thing in things:
        if thing.screen == place.screen:
            changes.make(kind, place, thing, text)


def _benign(name: str) -> PageChange | Mapping[str, Any]:
    known = every_benign()
    if name not in known:
        raise _unknown(name, "benign changes", name, known)
    _, change, screen = (*name.split(":"), "")[:3]
    if change in benign.BEHAVIORS:
        return benign.BEHAVIORS[change]
    make, where = benign.CHANGES[change]
    screens = frozenset(each for each in where if screen in {"", each})
    order = 1 + list(benign.CHANGES).index(change)
    return PageChange(screens, lambda place: make(place.region), order)


def _unknown(name: str, what: str, part: str, known: Iterable[str]) -> UnknownScenario:
    listed = list(known)
    near = difflib.get_close_matches(part, listed, n=1)
    if part and near:
        advice = f"did you mean {name.replace(part, near[0], 1)}?"
    else:
        advice = f"the {what} are {', '.join(listed)}."
    return UnknownScenario(f"There is no scenario {name!r}: {advice}")

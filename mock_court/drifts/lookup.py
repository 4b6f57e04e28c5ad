"""Changes of the court's pages by name: `drift:KIND:THING` and `benign:CHANGE[:SCREEN]`."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mock_court.drifts import benign
from mock_court.drifts.catalogue import SCREENS, catalogue
from mock_court.drifts.changes import CHANGES, KINDS, REQUIRED, TOLD, kinds_for
from mock_court.drifts.new_words import MARK
from mock_court.drifts.page_tree import Place, parsed, screens, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mock_court.courts.profile import Profile
    from mock_court.drifts.catalogue import Screen, Thing
    from mock_court.drifts.changes import Kind

DRIFT, BENIGN = "drift", "benign"


class UnknownChange(ValueError):
    """No change has the name that was asked for; the message ends in the nearest name."""


@dataclass(frozen=True)
class Drift:
    """One kind of drift of one thing, on each screen where that thing stands."""

    kind: Kind
    things: tuple[Thing, ...]
    told: str | None = None
    """The new words or the new address; without them the kind makes its own."""

    @property
    def screens(self) -> frozenset[Screen]:
        """The screens that it changes."""
        return frozenset(thing.screen for thing in self.things)

    def make(self, place: Place) -> None:
        """Change that screen."""
        for thing in self.things:
            if thing.screen == place.screen:
                CHANGES[self.kind](place, thing, self.told)


@dataclass(frozen=True)
class Benign:
    """One change that no reader would notice, on these screens."""

    change: str
    screens: frozenset[Screen]

    def make(self, place: Place) -> None:
        """Change that screen."""
        benign.CHANGES[self.change][0](place.region)


Change = Drift | Benign


def is_change(name: str) -> bool:
    """Say whether a scenario of that name is a change of pages."""
    return name.partition(":")[0] in {DRIFT, BENIGN}


def changed(
    text: str,
    template: str,
    facts: Mapping[str, Any],
    elsewhere: str,
    changes: Sequence[Change],
) -> str:
    """Return what a template made of these facts, once all changes are made in it.

    A link that leads to a wrong place leads to the address `elsewhere`.
    """
    shown = list(screens(template, facts))
    due = [change for change in changes if any(screen in change.screens for screen, _ in shown)]
    if not due:
        return text
    tree = parsed(text)
    before = written(tree)
    # All screens are found before the first change, since a change may be one of ids or classes.
    places = [
        Place(screen, tree, region, elsewhere)
        for screen, selector in shown
        for region in tree.select(selector)
    ]
    for change in sorted(due, key=_order):
        for place in places:
            if place.screen in change.screens:
                change.make(place)
    after = written(tree)
    return text if after == before else after


def _order(change: Change) -> int:
    # A drift looks for its thing in the markup that the templates have.
    return list(benign.CHANGES).index(change.change) if isinstance(change, Benign) else -1


def every_drift(profile: Profile) -> list[str]:
    """Return the name of every drift that makes sense at a court."""
    things = catalogue(profile)
    names = []
    for thing in things:
        kinds = kinds_for(thing, things)
        names += [f"{DRIFT}:{kind}:{thing.name}" for kind in kinds]
        if thing.role == "field" and "added" in kinds and not thing.words.endswith(MARK):
            names.append(f"{DRIFT}:added:{thing.name}:{REQUIRED}")
    return names


def every_benign(_: Profile) -> list[str]:
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


def change_named(name: str, profile: Profile) -> Change | Mapping[str, Any]:
    """Return the change of that name, or what it changes of the court's behavior."""
    return _drift(name, profile) if name.startswith(f"{DRIFT}:") else _benign(name, profile)


def _drift(name: str, profile: Profile) -> Drift:
    _, kind_name, thing_name, told = (*name.split(":", 3), "", "")[:4]
    kind = next((kind for kind in KINDS if kind == kind_name), None)
    if kind is None:
        raise UnknownChange(_no_such(name, "kinds of drift", kind_name, KINDS))
    things = catalogue(profile)
    meant = [thing for thing in things if thing_name in {thing.slug, thing.name}]
    if not meant:
        known = dict.fromkeys(part for thing in things for part in (thing.slug, thing.name))
        raise UnknownChange(_no_such(name, "things", thing_name, known))
    due = tuple(thing for thing in meant if kind in kinds_for(thing, things))
    if not due:
        possible = kinds_for(meant[0], things)
        raise UnknownChange(_no_such(name, f"drifts of {meant[0].name}", kind_name, possible))
    if told and kind not in TOLD:
        without = f"{DRIFT}:{kind}:{thing_name}"
        raise UnknownChange(f"There is no scenario {name!r}: did you mean {without}?")
    return Drift(kind, due, told or None)


def _benign(name: str, profile: Profile) -> Benign | Mapping[str, Any]:
    known = every_benign(profile)
    if name not in known:
        raise UnknownChange(_no_such(name, "benign changes", name, known))
    _, change, screen = (*name.split(":"), "")[:3]
    if change in benign.BEHAVIORS:
        return benign.BEHAVIORS[change]
    where = benign.CHANGES[change][1]
    return Benign(change, frozenset(each for each in where if screen in {"", each}))


def _no_such(name: str, what: str, part: str, known: Iterable[str]) -> str:
    listed = list(known)
    near = difflib.get_close_matches(part, listed, n=1)
    if part and near:
        hint = f"did you mean {name.replace(part, near[0], 1)}?"
    else:
        hint = f"the {what} are {', '.join(listed)}."
    return f"There is no scenario {name!r}: {hint}"

"""Finds the behaviour that a court is to have by the names of scenarios and changes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mock_court.courts.profile import Profile, read_profile
from mock_court.drifts import UnknownChange, change_named, is_change
from mock_court.scenarios.behaviour import Behaviour
from mock_court.scenarios.table import SCENARIOS

COURT_OF_GUIDE = "wiwb"


class UnknownScenario(ValueError):
    """No scenario has the name that was asked for."""


def behaviour_of(names: Iterable[str], profile: Profile | None = None) -> Behaviour:
    """Return the behaviour that the scenarios called `names` add up to.

    Drifts are those of the things of that court; without a profile, of the court of the guide.
    """
    behaviour = Behaviour()
    for name in names:
        if is_change(name):
            behaviour = _with_change(behaviour, name, profile or read_profile(COURT_OF_GUIDE))
            continue
        if name not in SCENARIOS:
            near = difflib.get_close_matches(name, SCENARIOS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the scenarios are {_listed()}."
            raise UnknownScenario(f"There is no scenario {name!r}: {hint}")
        behaviour = replace(behaviour, **SCENARIOS[name].changes)
    return behaviour


def _with_change(behaviour: Behaviour, name: str, profile: Profile) -> Behaviour:
    try:
        change = change_named(name, profile)
    except UnknownChange as unknown:
        raise UnknownScenario(str(unknown)) from None
    if isinstance(change, Mapping):
        return replace(behaviour, **change)
    return replace(behaviour, changes=(*behaviour.changes, change))


def _listed() -> str:
    return ", ".join(SCENARIOS)

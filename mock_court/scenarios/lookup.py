"""Finds the behavior that a court is to have by the names of scenarios and changes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mock_court.courts.profile import Profile, read_profile
from mock_court.drifts.lookup import UnknownChange, change_named, is_change
from mock_court.scenarios.behavior import Behavior
from mock_court.scenarios.table import SCENARIOS

COURT_OF_GUIDE = "wiwb"


class UnknownScenario(ValueError):
    """No scenario has the name that was asked for."""


def behavior_of(names: Iterable[str], profile: Profile | None = None) -> Behavior:
    """Return the behavior that the scenarios called `names` add up to.

    Drifts are those of the things of that court; without a profile, of the court of the guide.
    """
    behavior = Behavior()
    for name in names:
        if is_change(name):
            behavior = _with_change(behavior, name, profile or read_profile(COURT_OF_GUIDE))
            continue
        if name not in SCENARIOS:
            near = difflib.get_close_matches(name, SCENARIOS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the scenarios are {_listed()}."
            raise UnknownScenario(f"There is no scenario {name!r}: {hint}")
        behavior = replace(behavior, **SCENARIOS[name].changes)
    return behavior


def _with_change(behavior: Behavior, name: str, profile: Profile) -> Behavior:
    try:
        change = change_named(name, profile)
    except UnknownChange as unknown:
        raise UnknownScenario(str(unknown)) from None
    if isinstance(change, Mapping):
        return replace(behavior, **change)
    return replace(behavior, page_changes=(*behavior.page_changes, change))


def _listed() -> str:
    return ", ".join(SCENARIOS)

"""Finds the behavior that a court is to have by the names of scenarios and changes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mock_court.courts.profile import Profile, read_profile
from mock_court.data_files import hint
from mock_court.drifts.page_change import PageChange, is_change
from mock_court.errors import UnknownScenario
from mock_court.scenarios.behavior import Behavior
from mock_court.scenarios.table import SCENARIOS

COURT_OF_GUIDE = "wiwb"


def behavior_of(names: Iterable[str], profile: Profile | None = None) -> Behavior:
    """Return the behavior that the scenarios called `names` add up to.

    Changes of pages are those of that court's things; without a profile, of the guide's court.
    """
    behavior = Behavior()
    for name in names:
        if is_change(name):
            change = change_named(name, profile or read_profile(COURT_OF_GUIDE))
        elif name in SCENARIOS:
            change = SCENARIOS[name].changes
        else:
            advice = hint(name, SCENARIOS, "scenarios")
            raise UnknownScenario(f"There is no scenario {name!r}: {advice}")
        if not isinstance(change, Mapping):
            change = {"page_changes": (*behavior.page_changes, change)}
        fields: Mapping[str, Any] = change
        behavior = replace(behavior, **fields)
    return behavior


def change_named(name: str, profile: Profile) -> PageChange | Mapping[str, Any]:
    """Return the change of pages of that name, or what it changes of the court's behavior."""
    from mock_court.drifts import lookup  # noqa: PLC0415 few courts need it

    return lookup.change_named(name, profile)

"""Walks at a court elsewhere that begin at its link form, where what they are about begins too."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from e2e.courts.everyday.court import EverydayCourt
from e2e.courts.hostile import HostileCourt
from e2e.walks.live import walk_live
from e2e.walks.run import CommandResult
from mock_court.places import Place
from walk.guide.beginning import first_step
from walk.guide.model import Guide
from walk.safety import target
from walk.safety.policy import Policy
from walk.settings.config import Environment
from walk.settings.sites import Addresses

FIRST = 9
"""The step at which the link form comes."""
SIGNED_ON = 5
"""The step at which the menu bar comes."""


def walk_at(
    court: HostileCourt,
    folder: Path,
    *options: str | Path,
    variables: Mapping[str, str] | None = None,
    **use: Any,  # noqa: ANN401 the configuration has many kinds
) -> CommandResult:
    """Follow the guide from the link form on, with the credentials of the court's attorney."""
    places = {
        "menu bar": lambda: Place(f"{court.cmecf}menu"),
        "link form": lambda: Place(f"{court.cmecf}form"),
    }
    with beginning_at_the_form(places):
        return walk_live(folder, court, variables or court.variables, *options, **use)


def walk_signed_on(court: EverydayCourt, folder: Path, *options: str) -> CommandResult:
    """Follow the guide from the menu bar on, as the court's attorney who is signed on."""
    with beginning_at("menu bar", {"menu bar": lambda: Place(court.signed_on())}):
        return walk_live(folder, court, court.variables, *options)


@contextmanager
def beginning_at(screen: str, places: Mapping[str, Callable[[], Place]]) -> Iterator[None]:
    """Have walks at a court elsewhere begin at an earlier screen than its link form."""
    with beginning_at_the_form({screen: places[screen]}):
        yield


@contextmanager
def beginning_at_the_form(places: Mapping[str, Callable[[], Place]]) -> Iterator[None]:
    """Have walks at a court elsewhere begin at its link form, to which these places lead.

    No command does so there. A walk opens three pages instead of ten until the verification.
    """
    elsewhere = target._elsewhere

    def with_places(
        environment: Environment, addresses: Addresses, scenarios: Sequence[str], policy: Policy
    ) -> target.Target:
        return replace(elsewhere(environment, addresses, scenarios, policy), places=places)

    def at_the_form(guide: Guide, _: int, places: Collection[str]) -> int:
        return first_step(guide, FIRST, places)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(target, "_elsewhere", with_places)
        patch.setattr("walk.follow.walk.first_step", at_the_form)
        yield

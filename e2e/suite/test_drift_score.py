"""The drift score passes over no screen that a change may have changed."""

from dataclasses import replace

import pytest

from e2e.drift_score.mutants import Mutant, benign, mutants
from e2e.drift_score.run_one import run_baselines, run_change
from mock_court.courts.profile import read_profile
from mock_court.drifts.lookup import change_named
from mock_court.drifts.page_change import PageChange
from walk.guide.beginning import first_step
from walk.guide.model import Guide

PLACES = ("sign-on", "menu bar", "link form", "verification", "confirmation")
BEFORE = {
    1: (),
    3: ("website", "landing-page"),
    5: ("sign-on", "redaction-agreement"),
    9: ("menu",),
    11: ("link-form",),
    13: ("verification", "limited-menu-bar"),
}
"""What a walk that begins at a step passes over, beside what one before it does."""
RENAMED = "drift:renamed:verification/submit"
ONE_MORE = "drift:added:full-menu-bar/query"


def passed_over(guide: Guide, mutant: Mutant) -> set[str]:
    """Return the screens that the walk of a change does not come to."""
    first = first_step(guide, mutant.begin, PLACES)
    return {screen for step, screens in BEFORE.items() if step <= first for screen in screens}


def test_a_walk_passes_over_no_screen_that_its_change_changes(guide: Guide) -> None:
    profile = read_profile("wiwb")
    later = [each for each in (*mutants(guide), *benign(guide)) if each.begin > 1]

    for mutant in later:
        change = change_named(mutant.name, profile)
        assert isinstance(change, PageChange)
        assert change.screens.isdisjoint(passed_over(guide, mutant)), mutant.name
    assert {first_step(guide, each.begin, PLACES) for each in later} == {*BEFORE} - {1}


def test_a_walk_of_a_change_looks_at_a_step_before_it(guide: Guide) -> None:
    assert all(each.begin < min(each.steps) for each in mutants(guide) if min(each.steps) > 1)


def test_a_change_of_behavior_and_a_benign_one_of_all_screens_are_walked_whole(
    guide: Guide,
) -> None:
    whole = [each.name for each in (*mutants(guide), *benign(guide)) if each.begin == 1]

    assert {"names-exchanged", "passcode", "benign:banner", "login-prefix"} <= {*whole}


@pytest.mark.nightly("test_a_change_is_scored_at_its_step_and_a_benign_one_as_none")
@pytest.mark.walk
@pytest.mark.one_engine
def test_the_plain_script_sees_the_same_screens_wherever_it_begins() -> None:
    whole = run_baselines(None, "wiwb", None, 1, 15).screens

    parts = [(3, 4), (5, 5), (9, 9), (11, 11), (13, 14)]
    begun = [run_baselines(None, "wiwb", None, *part).screens for part in parts]

    assert [[*screens] for screens in begun] == [
        ["sign-on"],
        ["limited menu bar"],
        ["link form"],
        ["verification"],
        ["confirmation", "full menu bar"],
    ]
    assert all(screens.items() <= whole.items() for screens in begun)


@pytest.mark.walk
@pytest.mark.one_engine
def test_a_change_is_scored_at_its_step_and_a_benign_one_as_none(guide: Guide) -> None:
    recorded = run_baselines(None, "wiwb", None, 9, 15).screens
    every = {each.name: each for each in (*mutants(guide), *benign(guide))}

    renamed, more = (run_change(every[name], "wiwb", recorded) for name in (RENAMED, ONE_MORE))

    assert (renamed.at, renamed.by_roles, renamed.by_snapshot) == (11, 11, 11)
    assert (more.at, more.by_roles, more.by_snapshot) == (None, None, None)
    assert renamed.is_as_expected
    assert more.is_as_expected
    assert not replace(renamed, mutant=replace(renamed.mutant, kind="moved")).is_as_expected
    assert not replace(renamed, mutant=replace(renamed.mutant, steps=(12,))).is_as_expected
    assert not replace(renamed, mutant=more.mutant).is_as_expected
    assert not replace(more, mutant=renamed.mutant).is_as_expected

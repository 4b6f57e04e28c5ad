"""What counts as right at the everyday court, decided on reports that no walk wrote."""

from dataclasses import replace
from typing import Any

import pytest

from e2e.courts.everyday.every import every_situation, situation
from e2e.courts.everyday.situation import SKINS, Situation
from e2e.drift_score.__main__ import OWN, _row_of_situations
from e2e.drift_score.everyday import Said, sample, walk_situation

LINK = Situation("a link is white", "uswds", "out of sight", (), (2,), ("removed",))
WALL = Situation("a wall", "faces", "server", (), (2, 3), ("transport", "maintenance"), "denied")
LATE = Situation("a link is late", "drawn", "delay", words="came after")
NAMES = replace(LINK, name="names are white", steps=(11, 12), may_link=False)


def step(
    number: int,
    *kinds: str,
    verdict: str = "drifted",
    cause: str | None = None,
    reason: str | None = None,
    notes: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return a step of walk.json."""
    words = {"documented": "this", "observed": "that", "severity": "misleads"}
    drifts = [{"kind": kind, **words} for kind in kinds]
    return {
        "number": number,
        "verdict": verdict,
        "cause": cause,
        "reason": reason,
        "notes": list(notes),
        "drifts": drifts,
    }


GOOD = step(1, verdict="as_documented")
RIGHT = Said(LINK, 1, (GOOD, step(2, "removed")), has_linked=False)


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        (RIGHT, (True, True, True, True)),
        (replace(RIGHT, status=0, steps=(GOOD,)), (False, False, False, False)),
        (replace(RIGHT, steps=(step(2, "renamed"),)), (True, True, False, False)),
        (replace(RIGHT, steps=(step(1, "added"), step(2, "removed"))), (True, False, False, False)),
        (replace(RIGHT, steps=(step(2, "added", "removed"),)), (True, True, True, True)),
        (
            replace(RIGHT, steps=(step(2, "removed", reason="Locator.click: Timeout"),)),
            (True, True, True, False),
        ),
        (replace(RIGHT, situation=NAMES, steps=(step(11, "removed"),)), (True, True, True, True)),
        (
            replace(RIGHT, situation=NAMES, steps=(step(11, "removed"),), has_linked=True),
            (True, True, True, False),
        ),
        (
            Said(WALL, 3, (step(3, cause="transport", reason="Access Denied"),), has_linked=False),
            (True, True, True, True),
        ),
        (
            Said(WALL, 3, (step(3, cause="transport", reason="Something"),), has_linked=False),
            (True, True, False, False),
        ),
        (
            Said(WALL, 1, (step(3, cause="site", reason="Access Denied"),), has_linked=False),
            (True, True, False, False),
        ),
    ],
)
def test_a_change_is_right_at_its_step_under_its_name_with_its_words(
    said: Said, figures: tuple[bool, ...]
) -> None:
    assert (said.is_noticed, said.is_at_right_step, said.is_of_right_kind, said.is_right) == figures


@pytest.mark.parametrize(
    ("said", "is_right"),
    [
        (Said(LATE, 0, (GOOD,), has_linked=True), False),
        (
            Said(
                *(LATE, 0, (step(1, verdict="as_documented", notes=("It came after 1.0 s.",)),)),
                has_linked=True,
            ),
            True,
        ),
        (
            Said(LATE, 1, (step(4, "removed", reason="It came after 1.0 s."),), has_linked=False),
            False,
        ),
        (Said(replace(LATE, words=""), 0, (GOOD,), has_linked=True), True),
    ],
)
def test_a_benign_situation_is_right_if_nothing_is_reported_but_its_note(
    said: Said, *, is_right: bool
) -> None:
    assert said.is_right == is_right


def test_a_row_counts_what_was_noticed_false_alarms_and_wrong_links() -> None:
    wrong = replace(RIGHT, situation=NAMES, status=0, steps=(GOOD,), has_linked=True)
    alarm = Said(replace(LATE, words=""), 1, (step(4, "removed"),), has_linked=False)

    row = _row_of_situations(OWN, [RIGHT, wrong, alarm])

    assert (row.changes, row.noticed, row.right_step, row.right_kind) == (2, 50, 50, 50)
    assert (row.harmless, row.false_alarms, row.wrong_links) == (1, 1, 1)
    good = _row_of_situations(OWN, [RIGHT])
    assert (good.is_good, replace(good, wrong_links=1).is_good) == (True, False)


def test_what_was_said_names_no_port_of_the_moment() -> None:
    reason = "Expected http://www.everyday.localhost:41234/ there."
    said = replace(RIGHT, steps=(step(2, "removed", reason=reason),))

    assert said.lines == [
        "step 2: drifted; removed 'this' -> 'that'; Expected http://www.everyday.localhost/ there.",
        "nothing was linked",
    ]


def test_a_sample_has_every_skin_and_both_kinds() -> None:
    chosen = sample(6)

    assert len(chosen) in (len(every_situation()) // 6, len(every_situation()) // 6 + 1)
    assert {(each.skin, each.is_benign) for each in chosen} == {
        (skin, benign) for skin in SKINS for benign in (True, False)
    }


@pytest.mark.nightly(
    "above: what a walk said is scored; test_everyday_court.py: each skin leads to the link; "
    "test_other_markup.py: a walk of another maker's court"
)
@pytest.mark.walk
@pytest.mark.one_engine
def test_a_walk_of_the_design_system_is_as_documented_and_links() -> None:
    said = walk_situation(situation("nothing happens at uswds"))

    assert (said.status, said.lines) == (0, ["the accounts were linked"])
    assert said.is_right

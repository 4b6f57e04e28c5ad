"""What the author of a change says of its severity, and how the score counts it."""

import pytest

from e2e.courts.everyday.every import every_situation
from e2e.courts.everyday.situation import Situation
from e2e.drift_score import expected
from e2e.drift_score.__main__ import _otherwise, _row_of_situations, _row_of_walks
from e2e.drift_score.everyday import Said
from e2e.drift_score.expected import expected_of, worst
from e2e.drift_score.mutants import Mutant, elsewhere, mutants
from e2e.drift_score.run_one import ChangeResult
from walk.guide.model import Guide


@pytest.mark.parametrize(
    ("name", "kind", "severity"),
    [
        ("drift:removed:sign-on/login", "removed", "blocks"),
        ("drift:removed:sign-on/clear", "removed", "misleads"),
        ("drift:removed:sign-on/password:*", "removed", "misleads"),
        ("disabled:limited-bar/utilities (tables)", "disabled", "blocks"),
        ("drift:disabled:full-menu-bar/utilities", "disabled", "misleads"),
        ("required-mark:sign-on/password (tables)", "removed", "misleads"),
        ("drift:renamed:sign-on/login", "renamed", "misleads"),
        ("drift:recased:sign-on/login", "recased", "cosmetic"),
        ("drift:recased:verification/submit", "recased", "misleads"),
        ("drift:wrong_value:verification/pacer", "wrong_value", "blocks"),
        ("drift:recased:verification/pacer", "recased", "misleads"),
        ("drift:reordered:website/e-filing-cm-ecf", "reordered", "cosmetic"),
        ("drift:reordered:limited-menu-bar/help", "reordered", "misleads"),
        ("names-exchanged", "wrong_value", "blocks"),
        ("passcode", "added", "misleads"),
    ],
)
def test_the_author_of_a_change_says_what_it_does_to_a_reader(
    name: str, kind: str, severity: str
) -> None:
    assert expected_of(Mutant(name, kind, (4,))) == severity


def test_each_thing_that_is_expected_of_is_there(guide: Guide) -> None:
    places = {expected._place(each.name) for each in (*mutants(guide), *elsewhere())}
    situations = {each.name for each in every_situation() if not each.is_benign}

    assert places >= expected._USED
    assert {*expected._NAMES} <= places
    assert {*expected._BY_NAME} <= {each.name for each in mutants(guide)}
    assert {name for names in expected._SITUATIONS.values() for name in names} <= situations


def test_the_worst_of_what_is_told_under_its_name_counts() -> None:
    drifts = [
        {"kind": "removed", "severity": "cosmetic"},
        {"kind": "removed", "severity": "misleads"},
        {"kind": "added", "severity": "blocks"},
    ]

    assert worst(drifts, ["removed"]) == "misleads"
    assert worst(drifts, ["removed", "added"]) == "blocks"
    assert worst(drifts, ["moved"]) == ""


def test_the_score_has_the_share_of_changes_that_are_as_bad_as_expected() -> None:
    login = Mutant("drift:removed:sign-on/login", "removed", (4,))
    results = [
        ChangeResult(login, True, 4, ("removed",), None, None, severity)  # noqa: FBT003 as noticed
        for severity in ("blocks", "misleads", "")
    ]
    situation = Situation("Login does nothing", "uswds", "doing", (), (4,), ("behaves",))
    drift = {"kind": "behaves", "severity": "misleads", "observed": "", "documented": ""}
    step = {"number": 4, "drifts": [drift], "verdict": "drifted", "cause": None, "notes": []}
    said = [Said(situation, 1, (step | {"reason": None},), has_linked=False)]

    assert _row_of_walks("walk", results).right_severity == 50
    assert _row_of_situations("walk", said).right_severity == 0
    assert _otherwise(results, said) == [
        "drift:removed:sign-on/login: misleads, and its author says blocks",
        "Login does nothing: misleads, and its author says blocks",
    ]

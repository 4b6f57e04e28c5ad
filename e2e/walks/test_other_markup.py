"""A court whose markup is like no other: its guide's words are enough to follow it."""

from pathlib import Path

import pytest

from e2e.courts.strange import SKINS, strange_court
from e2e.courts.strange_changes import StrangeChange, strange_changes
from e2e.walks.live import walk_live
from e2e.walks.run import STEPS

pytestmark = [pytest.mark.walk, pytest.mark.one_engine]

# One of each kind, each on another screen where there is one; `make drift-score` tries them all.
CHANGES: dict[str, str] = {
    "moved:website/case-locator-pacer": "divisions",
    "retargeted:website/e-filing-cm-ecf": "tables",
    "renamed:sign-on/wisconsin-western-bankruptcy-court-nextgen-login": "modern",
    "required-mark:sign-on/client-code": "tables",
    "disabled:sign-on/login": "divisions",
    "reordered:limited-bar/query": "modern",
    "re_roled:limited-bar/utilities": "divisions",
    "removed:menu/link-a-cm-ecf-account-to-my-pacer-account": "modern",
    "ambiguous:link-form/cm-ecf-login": "tables",
    "behaves:link-form/submit": "modern",
    "renamed:verification/cm-ecf": "divisions",
    "wrong_value:verification/pacer": "tables",
    "recased:verification/submit": "modern",
    "reworded:confirmation/your-pacer-account-has-been-linked-to-your-cm-ecf-account": "divisions",
    "added:limited-bar/help": "tables",
}


@pytest.mark.parametrize("skin", SKINS)
def test_a_court_of_other_markup_is_followed_to_the_end(tmp_path: Path, skin: str) -> None:
    with strange_court(skin) as court:
        ran = walk_live(tmp_path, court, court.variables, "--permit-link", court.permit)

    assert ran.status == 0
    assert ran.verdicts == [*["as_documented"] * (STEPS - 1), "not_needed"]
    assert [asked for asked in court.asked if asked.endswith("/link")] == [
        f"POST {court.cmecf}link"
    ]


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_a_court_of_other_markup_is_named_at_its_step(
    tmp_path: Path, name: str
) -> None:
    change = named(name)

    with strange_court(CHANGES[name], change.views()) as court:
        permitted = ("--permit-link", court.permit, "--until", str(max(change.steps) + 1))
        ran = walk_live(tmp_path, court, court.variables, *permitted)

    differing = [step for step in ran.result["steps"] if step["drifts"]]
    assert ran.status == 1
    assert differing[0]["number"] in change.steps
    assert change.told_kind in [drift["kind"] for drift in differing[0]["drifts"]]


def named(name: str) -> StrangeChange:
    """Return the change of that name."""
    (change,) = (change for change in strange_changes() if change.name == name)
    return change

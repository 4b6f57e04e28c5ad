"""The pictures of steps when they were last as documented: which are kept, and where they show."""

from dataclasses import replace
from pathlib import Path

import pytest

from e2e.parts.report.reports import blocked, drifted, passing, written
from walk.guide.model import Guide
from walk.history.good_pictures import keep_good_pictures, with_good_pictures
from walk.results import WalkResult

FIRST, SECOND = "first", "second"


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    """The folders of two reports, and that of the history."""
    places = {name: tmp_path / name for name in (FIRST, SECOND, "history")}
    for place in places.values():
        place.mkdir()
    return places


def kept(walk: WalkResult, guide: Guide, folders: dict[str, Path]) -> list[str]:
    """Keep the pictures of a walk; return the names of what the history has."""
    written(walk, guide, folders[FIRST])
    keep_good_pictures(walk, guide, folders[FIRST], folders["history"])
    return sorted(each.name for each in folders["history"].rglob("*.png"))


def test_a_step_that_differs_gets_the_picture_of_when_it_did_not(
    guide: Guide, folders: dict[str, Path]
) -> None:
    kept(passing(guide), guide, folders)
    (good,) = folders["history"].rglob("step-06.png")

    later = with_good_pictures(drifted(guide), folders[SECOND], folders["history"])

    shown = {step.number: step.good_screenshot for step in later.steps if step.good_screenshot}
    assert shown == {number: f"step-{number:02}-good.png" for number in (3, 5, 6)}
    assert (folders[SECOND] / "step-06-good.png").read_bytes() == good.read_bytes()


def test_what_differs_replaces_no_good_picture(guide: Guide, folders: dict[str, Path]) -> None:
    names = kept(drifted(guide), guide, folders)

    # Step 3 differs as somebody accepted, and steps 5 and 6 differ.
    assert names == ["step-01.png", "step-02.png", "step-04.png"]


def test_another_environment_has_other_pictures(guide: Guide, folders: dict[str, Path]) -> None:
    kept(passing(guide), guide, folders)
    elsewhere = replace(blocked(guide), environment="training")

    later = with_good_pictures(elsewhere, folders[SECOND], folders["history"])

    assert later == elsewhere


def test_a_history_has_no_picture_of_a_real_page_that_names_people(
    guide: Guide, folders: dict[str, Path]
) -> None:
    real = kept(replace(passing(guide), kind="live"), guide, folders)
    both = kept(replace(passing(guide), kind="mock", environment="mock"), guide, folders)

    assert ("step-10.png" in real, "step-11.png" in real) == (True, False)
    assert (both.count("step-10.png"), both.count("step-11.png")) == (2, 1)

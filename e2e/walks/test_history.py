"""Every walk adds itself to a history, whatever becomes of it."""

from pathlib import Path

import pytest

from e2e.walks.run import follow, impatient
from walk.history.entries import read_history


@pytest.mark.walk
def test_each_walk_is_added_to_the_history_beside_its_report(tmp_path: Path) -> None:
    options = ("--until", "2", "--config", impatient(tmp_path))
    changed = ("--scenario", "drift:renamed:website/e-filing-cm-ecf:File here")

    for more in ((), changed, ("--scenario", "website-maintenance")):
        follow(tmp_path / "reports" / "last", *options, *more)

    runs = read_history(tmp_path / "reports" / "walk-history").runs
    assert [run.outcome for run in runs] == ["as_documented", "differs", "undetermined"]
    assert runs[1].steps[1].drifts[0].observed == "File here"


@pytest.mark.walk
def test_a_history_that_cannot_be_written_changes_no_verdict(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("mine", encoding="utf-8")

    ran = follow(tmp_path / "report", "--until", "1", "--history", place)

    assert (ran.status, ran.result["outcome"]) == (0, "as_documented")
    assert ran.error == f"walk: the history {place} lacks this walk (File exists).\n"
    assert place.read_text(encoding="utf-8") == "mine"

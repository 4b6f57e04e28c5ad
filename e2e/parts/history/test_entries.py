"""A history has one small file a walk, and nothing in it that is private."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from e2e.parts.runs.written import STARTED, report_of, walked
from walk.guide.reader import read_guide
from walk.history.entries import add_entry, entry_of
from walk.history.reading import read_history
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict, WalkResult

GUIDE = read_guide("wiwb")
RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")
NAMES = Drift(
    *(DriftKind.WRONG_VALUE, "PACER", "verification", "Ann Lee", "Jo Roe"), screen="verification"
)


def keep(place: Path, result: WalkResult) -> None:
    """Add a walk to a history, with a word masked."""
    add_entry(entry_of(result, GUIDE, lambda words: words.replace("hunter2", "[secret]")), place)


def test_a_walk_is_read_again_from_its_history(tmp_path: Path) -> None:
    steps = [
        StepResult(5, "", Verdict.DRIFTED, drifts=[RENAMED]),
        # A page may have half a letter.
        StepResult(7, "", Verdict.BLOCKED, Cause.SITE, "It did not come\ud83d."),
    ]
    keep(tmp_path / "history", walked(steps))

    (run,) = read_history(tmp_path / "history").runs

    assert (run.court, run.environment, run.started) == ("wiwb", "mock", STARTED)
    assert run.steps[4].drifts == (RENAMED,)
    assert (run.steps[6].cause, run.steps[6].reason) == (Cause.SITE, "It did not come?.")


def test_walks_are_in_their_order_and_apart_by_court_and_environment(tmp_path: Path) -> None:
    for day in (2, 1, 3):
        keep(tmp_path, walked(started=STARTED + timedelta(days=day)))
    keep(tmp_path, walked(environment="live", kind="live"))

    history = read_history(tmp_path)

    assert [run.started.day for run in history.of("wiwb", "mock")] == [3, 4, 5]
    assert len(history.of("wiwb", "live")) == 1
    assert history.of("cob", "mock") == []


def test_walks_at_the_same_moment_are_all_kept_in_their_order(tmp_path: Path) -> None:
    for title in "cabed":
        keep(tmp_path, walked(title=title))

    # They stay in the order in which they were.
    assert "".join(run.title for run in read_history(tmp_path).runs) == "cabed"


@pytest.mark.parametrize("kind", ["live", "training", "mock"])
def test_no_name_of_a_real_person_is_in_a_history(tmp_path: Path, kind: str) -> None:
    steps = [
        StepResult(10, "", Verdict.DRIFTED, drifts=[NAMES], reason="Not of Jo Roe."),
        StepResult(11, "", Verdict.BLOCKED, Cause.SITE, "It is of Jo Roe.", [NAMES]),
    ]
    keep(tmp_path, walked(steps, kind=kind))

    (file,) = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert ("Roe" in text, "Lee" in text) == (kind == "mock", kind == "mock")
    assert [step["verdict"] for step in json.loads(text)["steps"][9:11]] == ["drifted", "blocked"]


def test_what_is_masked_in_a_report_is_masked_here_too(tmp_path: Path) -> None:
    seen = replace(RENAMED, what="hunter2", region="hunter2", documented="hunter2")
    step = StepResult(
        5, "", Verdict.BLOCKED, Cause.OURS, "hunter2", [replace(seen, observed="hunter2")]
    )
    keep(tmp_path, walked([step]))

    (file,) = tmp_path.iterdir()
    assert "hunter2" not in file.read_text(encoding="utf-8")


def test_an_entry_stays_small_whatever_a_site_says(tmp_path: Path) -> None:
    long = replace(RENAMED, observed="x" * 10_000)
    keep(tmp_path, walked([StepResult(5, "", Verdict.DRIFTED, drifts=[long], notes=["y" * 9999])]))

    (file,) = tmp_path.iterdir()
    assert file.stat().st_size < 6000
    assert [step.drifts for step in read_history(tmp_path).runs[0].steps][4][0].observed == (
        "x" * 500 + "\N{HORIZONTAL ELLIPSIS}"
    )


def test_reports_in_folders_of_their_own_are_a_history_too(tmp_path: Path) -> None:
    report_of(tmp_path / "monday", walked())
    report_of(tmp_path / "again", walked(started=STARTED + timedelta(days=1)))

    # Whatever their folders are called, the earlier one is first.
    first, second = read_history(tmp_path).runs
    assert first.started < second.started


def test_a_broken_file_costs_no_other(tmp_path: Path) -> None:
    keep(tmp_path, walked())
    (tmp_path / "20260101-half.json").write_text('{"schema": 1, "guide"', encoding="utf-8")
    (tmp_path / "later.json").write_text('{"schema": 2}', encoding="utf-8")
    (tmp_path / "not-utf-8.json").write_bytes(b"\xff")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / ".being-written.json").write_text("{", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    history = read_history(tmp_path)

    assert len(history.runs) == 1
    assert [
        any(name in each for each in history.broken)
        for name in ("half", "folder", "later", "not-utf-8")
    ] == [True] * 4
    assert len(history.broken) == 4


def test_half_an_entry_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(OSError, match="No space left"):
        keep(tmp_path, walked())

    assert list(tmp_path.iterdir()) == []

"""A report is read only if it is whole and of this version; a sentence says what else it is."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from e2e.parts.runs.written import STARTED, report_of, walked
from walk.errors import UsageError
from walk.results import Cause, Drift, DriftKind, Outcome, StepResult, Verdict
from walk.runs.past_run import read_past_run

pytestmark = pytest.mark.usefixtures("far_from_utc")

RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")
FOUND = [
    StepResult(6, "", Verdict.DRIFTED, drifts=[RENAMED], screenshot="step-06.png"),
    StepResult(7, "", Verdict.BLOCKED, Cause.SITE, "It did not come."),
]

Document = dict[str, Any]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The report of a walk that met a renamed item."""
    return report_of(tmp_path / "report", walked(FOUND))


def test_a_report_is_read_as_the_walk_wrote_it(report: Path) -> None:
    run = read_past_run(report)

    assert (run.court, run.environment, run.kind) == ("wiwb", "mock", "mock")
    assert (run.started, run.outcome, len(run.steps)) == (STARTED, Outcome.DIFFERS, 15)
    assert (run.steps[5].drifts, run.steps[5].screenshot) == ((RENAMED,), "step-06.png")
    assert (run.steps[6].cause, run.steps[6].reason) == (Cause.SITE, "It did not come.")
    assert read_past_run(report / "walk.json") == run


def test_fields_that_a_later_version_adds_change_nothing(report: Path) -> None:
    before, place = read_past_run(report), report / "walk.json"
    document = json.loads(place.read_text(encoding="utf-8"))
    document["later"] = document["steps"][5]["later"] = document["guide"]["later"] = 1
    document["steps"][5]["drifts"][0]["later"] = {"x": 1}
    place.write_text(json.dumps(document), encoding="utf-8")

    assert read_past_run(report) == before


def test_how_a_walk_was_made_is_known_as_far_as_the_report_says(report: Path) -> None:
    place = report / "walk.json"
    document = json.loads(place.read_text(encoding="utf-8"))
    found = []
    for made in ({"guide_file": "own.toml", "guide_sha256": "0" * 64}, {}, None):
        document["made"] = made
        place.write_text(json.dumps(document), encoding="utf-8")
        run = read_past_run(report)
        found.append((run.guide_file, run.guide_hash))

    assert found == [("own.toml", "0" * 64), (None, None), (None, None)]


def _cut(document: Document) -> Document:
    document["steps"].pop()
    return document


def _with_step(**changes: object) -> Callable[[Document], Document]:
    def change(document: Document) -> Document:
        document["steps"][5] |= changes
        return document

    return change


@pytest.mark.parametrize(
    "change",
    [
        _cut,
        _with_step(verdict="vanished"),
        _with_step(cause="weather"),
        _with_step(number=7),
        _with_step(action=None),
        _with_step(seconds="long"),
        _with_step(seconds=float("nan")),
        _with_step(seconds=float("inf")),
        _with_step(seconds=10**400),
        _with_step(seconds=-1),
        _with_step(marks=[{"what": "control", "x": float("nan"), "y": 0, "width": 1, "height": 1}]),
        _with_step(marks=[{"what": "control"}]),
        _with_step(drifts=None),
        _with_step(drifts=[{"kind": "renamed"}]),
        _with_step(drifts=["renamed"]),
        lambda document: document | {"steps": []},
        lambda document: document | {"steps": {"1": {}}},
        lambda document: document | {"started": "yesterday"},
        lambda document: document | {"outcome": "fine"},
        lambda document: document | {"seconds": -1},
        lambda document: document | {"guide": []},
        lambda document: document | {"environment": None},
    ],
)
def test_a_report_that_lacks_something_is_not_whole(
    report: Path, change: Callable[[Document], Document]
) -> None:
    place = report / "walk.json"
    document = json.loads(place.read_text(encoding="utf-8"))
    place.write_text(json.dumps(change(document)), encoding="utf-8")

    with pytest.raises(UsageError, match="is not a whole report of this version") as refused:
        read_past_run(report)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"schema": 1, "guide": {', "is not a whole report, since it is no JSON to its end"),
        ("", "is not a whole report"),
        ("\udcff", "is not a whole report"),
        ("[" * 100_000, "is not a whole report"),
        ("[]", "is not the report of a walk"),
        ("{}", "is not the report of a walk"),
        ('{"schema": 2}', "has the schema 2, and this version reads 1"),
        ('{"schema": 0}', "has the schema 0, and this version reads 1"),
    ],
)
def test_what_is_no_report_is_called_so(report: Path, text: str, message: str) -> None:
    (report / "walk.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(UsageError, match=message):
        read_past_run(report)


def test_a_folder_without_a_report_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is not the report of a walk \(No such file"):
        read_past_run(tmp_path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "step-06.svg", 7, ""])
def test_a_picture_is_only_one_of_the_report_itself(report: Path, name: object) -> None:
    place = report / "walk.json"
    document = json.loads(place.read_text(encoding="utf-8"))
    document["steps"][5]["screenshot"] = name
    place.write_text(json.dumps(document), encoding="utf-8")

    assert read_past_run(report).steps[5].screenshot is None


def test_what_has_no_end_is_not_read(report: Path) -> None:
    place = report / "walk.json"
    place.unlink()
    os.mkfifo(place)

    with pytest.raises(UsageError, match=r"is not the report of a walk \(It is no file\)"):
        read_past_run(report)

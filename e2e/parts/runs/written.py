"""Writes the reports of walks that are over, as a test wants them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from walk.guide.reader import read_guide
from walk.report.files import write_report
from walk.results import StepResult, Verdict, WalkResult

# A guide is read hundreds of times here, and its file does not change.
_guide = cache(read_guide)
STARTED = datetime(2026, 1, 2, 14, 17, 0, tzinfo=UTC)


def walked(found: Sequence[StepResult] = (), guide: str = "wiwb", **more: object) -> WalkResult:
    """Return a walk that found these steps, and all others as documented."""
    by_number = {step.number: step for step in found}
    documented = _guide(guide)
    steps = tuple(
        replace(by_number[step.number], action=step.action)
        if step.number in by_number
        else StepResult(step.number, step.action, Verdict.AS_DOCUMENTED)
        for step in documented.steps
    )
    known = {
        "court": documented.court,
        "title": documented.title,
        "environment": "mock",
        "kind": "mock",
        "website": "http://www.localhost/",
        "browser": "chromium",
        "browser_version": "1",
        "started": STARTED,
        "seconds": 1.5,
        "steps": steps,
    }
    return WalkResult(**(known | more))  # type: ignore[arg-type]


def report_of(folder: Path, result: WalkResult, guide: str = "wiwb") -> Path:
    """Write the report of a walk into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_report(result, _guide(guide), folder)
    return folder

"""Compares two earlier walks: the verdict of each step, and what changed on its screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from walk.errors import UsageError
from walk.recordings.recording import Recording, RecordingComparison, read_pages
from walk.results import NOT_THE_SCREEN, RESULT, Drift
from walk.settings.files import read_json

SCHEMA = 1


@dataclass(frozen=True)
class Run:
    """An earlier walk, as its report has it."""

    guide: Mapping[str, Any]
    actions: Mapping[int, str]
    verdicts: Mapping[int, str]
    recording: Recording


@dataclass(frozen=True)
class StepComparison:
    """One step in two runs."""

    number: int
    action: str
    before: str
    """The verdict, with its cause."""
    after: str
    drifts: list[Drift]

    @property
    def is_changed(self) -> bool:
        """Whether anything is different now."""
        return self.before != self.after or bool(self.drifts)


def compare_runs(before: Run, after: Run) -> list[StepComparison]:
    """Compare two runs of the same guide step by step; the second is measured by the first."""
    comparison, pages = RecordingComparison(before.recording), after.recording.pages
    return [
        StepComparison(
            number,
            action,
            before.verdicts[number],
            after.verdicts[number],
            comparison.drifts(number, pages[number]) if number in pages else [],
        )
        for number, action in before.actions.items()
    ]


def read_run(place: Path) -> Run:
    """Read the report of a walk, or say in one sentence why it cannot be used."""
    advice = "name the folder of a walk's report"
    path = place / RESULT
    # A pipe or a device may have no end.
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise UsageError(f"{path} is no file; {advice}.")
    result = read_json(path, "report file", advice)
    try:
        schema, guide, steps = result["schema"], result["guide"], result["steps"]
        court = guide["court"]
        actions = {step["number"]: str(step["action"]) for step in steps}
        verdicts = {step["number"]: _verdict(step) for step in steps}
        # If the court could not be seen, the page is not a screen of it.
        named = {
            step["number"]: step["reading"]
            for step in steps
            if step["reading"] and step["cause"] not in NOT_THE_SCREEN
        }
        has_evidence = result.get("evidence", True)
        is_whole = list(actions) == list(range(1, guide["steps"] + 1))
    except (KeyError, TypeError):
        raise UsageError(f"{path} is not the file of a report; {advice}.") from None
    if schema != SCHEMA or not is_whole:
        raise UsageError(f"{path} is not a report of schema {SCHEMA} with every step; {advice}.")
    if not has_evidence:
        raise UsageError(
            f"{path} is of a walk with --no-evidence, which keeps no readings; {advice}."
        )
    recording = Recording(place, str(court), read_pages(place, named, advice))
    return Run(guide, actions, verdicts, recording)


def _verdict(step: Mapping[str, Any]) -> str:
    return f"{step['verdict']} ({step['cause']})" if step["cause"] else str(step["verdict"])

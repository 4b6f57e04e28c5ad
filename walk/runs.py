"""Compares two walks that were: what became of each step, and what changed on its screen."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from walk.errors import UsageError
from walk.recording import Recording, Since, read_index, read_outlines
from walk.report.folder import RESULT
from walk.report.terminal import printable
from walk.verdict import Cause, Drift, ExitStatus

SCHEMA = 1
_NOT_THE_COURT = (Cause.MAINTENANCE, Cause.TRANSPORT, Cause.CREDENTIALS, Cause.OURS)


@dataclass(frozen=True)
class Run:
    """A walk that was, as its report has it."""

    guide: Mapping[str, Any]
    actions: Mapping[int, str]
    verdicts: Mapping[int, str]
    recording: Recording


@dataclass(frozen=True)
class StepChanged:
    """What changed at one step from one run to the other."""

    number: int
    action: str
    before: str
    """The verdict, with its cause."""
    after: str
    drifts: list[Drift] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        """Whether anything is different now."""
        return self.before != self.after or bool(self.drifts)


def compare(options: argparse.Namespace) -> int:
    """Say what changed from one run to another, return the exit status."""
    before, after = read_run(options.before), read_run(options.after)
    if before.guide != after.guide:
        raise UsageError(
            f"{options.before} and {options.after} are of different guides "
            f"({_guide(before)} and {_guide(after)}); name two walks of the same one."
        )
    steps = compare_runs(before, after)
    changed = [step for step in steps if step.is_changed]
    if options.json:
        _write(steps, options)
    for step in changed:
        verdict = step.before if step.before == step.after else f"{step.before} -> {step.after}"
        print(f"{step.number:>3}  {verdict}  {printable(step.action)}")
        for drift in step.drifts:
            print(f"       {printable(str(drift))}")
    if not changed:
        print("nothing changed")
    return ExitStatus.DIFFERS if changed else ExitStatus.AS_DOCUMENTED


def compare_runs(before: Run, after: Run) -> list[StepChanged]:
    """Compare two walks of the same guide step by step; the first one is the yardstick."""
    since, outlines = Since(before.recording), after.recording.outlines
    return [
        StepChanged(
            number,
            action,
            before.verdicts[number],
            after.verdicts[number],
            since.drifts(number, outlines[number]) if number in outlines else [],
        )
        for number, action in before.actions.items()
    ]


def read_run(place: Path) -> Run:
    """Read the report of a walk, or say in one sentence why it is none."""
    advice = "name the folder of a walk's report"
    path = place / RESULT
    result = read_index(path, "report", advice)
    try:
        schema, guide, steps = result["schema"], result["guide"], result["steps"]
        court = guide["court"]
        actions = {step["number"]: str(step["action"]) for step in steps}
        verdicts = {step["number"]: _verdict(step) for step in steps}
        # Where the court was not to be seen, what is on the page says nothing of it.
        named = {
            step["number"]: step["outline"]
            for step in steps
            if step["outline"] and step["cause"] not in _NOT_THE_COURT
        }
        is_whole = list(actions) == list(range(1, guide["steps"] + 1))
    except (KeyError, TypeError):
        raise UsageError(f"{path} is not the file of a report; {advice}.") from None
    if schema != SCHEMA or not is_whole:
        raise UsageError(f"{path} is not a report of schema {SCHEMA} with every step; {advice}.")
    return Run(
        guide, actions, verdicts, Recording(place, str(court), read_outlines(place, named, advice))
    )


def _verdict(step: Mapping[str, Any]) -> str:
    return f"{step['verdict']} ({step['cause']})" if step["cause"] else str(step["verdict"])


def _guide(run: Run) -> str:
    return f"{run.guide.get('title')!r} of {run.guide.get('court')!r}"


def _write(steps: list[StepChanged], options: argparse.Namespace) -> None:
    told = {
        "schema": SCHEMA,
        "before": str(options.before),
        "after": str(options.after),
        "changed": any(step.is_changed for step in steps),
        "steps": [asdict(step) for step in steps],
    }
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    try:
        options.json.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(
            f"{options.json} cannot be written ({error.strerror}); name another file with --json."
        ) from None

"""The command `compare`: what changed from one walk to another."""

from dataclasses import asdict, dataclass
from pathlib import Path

from walk.errors import UsageError
from walk.recordings.runs import SCHEMA, Run, compare_runs, read_run
from walk.report.terminal import printable
from walk.results import ExitStatus
from walk.settings.files import write_json


@dataclass(frozen=True)
class CompareOptions:
    """Options of `compare`: two reports of walks, and a file for the result."""

    before: Path
    after: Path
    json: Path | None


def compare(options: CompareOptions) -> int:
    """Print what changed from one run to another; return the exit status."""
    before, after = read_run(options.before), read_run(options.after)
    if before.guide != after.guide:
        raise UsageError(
            f"{options.before} and {options.after} are of different guides "
            f"({_guide(before)} and {_guide(after)}); name two walks of the same one."
        )
    steps = compare_runs(before, after)
    changed = [step for step in steps if step.is_changed]
    if options.json:
        document = {
            "schema": SCHEMA,
            "before": str(options.before),
            "after": str(options.after),
            "changed": bool(changed),
            "steps": [asdict(step) for step in steps],
        }
        write_json(document, options.json)
    for step in changed:
        verdict = step.before if step.before == step.after else f"{step.before} -> {step.after}"
        print(f"{step.number:>3}  {verdict}  {printable(step.action)}")
        for drift in step.drifts:
            print(f"       {printable(str(drift))}")
    if not changed:
        print("nothing changed")
    return ExitStatus.DIFFERS if changed else ExitStatus.AS_DOCUMENTED


def _guide(run: Run) -> str:
    return f"{run.guide.get('title')!r} of {run.guide.get('court')!r}"

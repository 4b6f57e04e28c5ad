"""Draws the page of a long history: `python -m e2e.benchmark.history_page [WALKS]`.

It prints the seconds from the command to its end, and the size of the page. The aims are at most 2
seconds and 1 MB for 500 walks.
"""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from e2e.parts.runs.written import STARTED, walked
from walk.commands.parser import main as walk
from walk.guide.reader import read_guide
from walk.history.entries import add_entry, entry_of
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict

WALKS = 500
_RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")


def write_history(place: Path, walks: int) -> None:
    """Write a history in which something changes now and then, a walk a day."""
    guide = read_guide("wiwb")
    for day in range(walks):
        steps = [StepResult(15, "", Verdict.NOT_NEEDED)]
        if day % 50 > 40:
            steps.append(StepResult(5, "", Verdict.DRIFTED, drifts=[_RENAMED]))
        if day % 19 == 0:
            steps.append(StepResult(3, "", Verdict.BLOCKED, Cause.MAINTENANCE, "It is down."))
        result = walked(steps, started=STARTED + timedelta(days=day))
        timed = tuple(
            replace(step, seconds=(step.number * 37 + day * 13) % 100 / 100)
            for step in result.steps
        )
        add_entry(entry_of(replace(result, steps=timed), guide, str), place)


def main(walks: int) -> None:
    """Measure once, and print it."""
    with TemporaryDirectory() as folder:
        write_history(Path(folder), walks)
        page = Path(folder) / "page.html"
        began = perf_counter()
        walk(["history", folder, "--out", str(page)])
        seconds, size = perf_counter() - began, page.stat().st_size
    print(f"{walks} walks: {seconds:.2f} s, {size / 1_000_000:.2f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else WALKS)

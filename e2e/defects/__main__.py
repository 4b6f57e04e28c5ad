"""The command: `python -m e2e.defects` makes each defect in a copy and runs its tests there."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

from e2e.defects.listed import Defect, defects
from e2e.walks.run import ROOT

_SECONDS = 120
"""What a defect keeps from ending is noticed too."""
_NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "mutants", "test-results", "walk-report")
_FAILED = 1
"""pytest's exit status if a test failed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each defect with what became of it; 1 if one survived, or its tests cannot run."""
    parser = argparse.ArgumentParser(prog="python -m e2e.defects", description=__doc__)
    parser.add_argument("name", nargs="?", default="", help="only those whose name has this in it")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="so many at a time")
    parser.add_argument("--tests", nargs="+", help="run these instead of the tests that it names")
    options = parser.parse_args(arguments)
    chosen = [defect for defect in defects() if options.name in defect.id]
    survived = []
    with _copies(options.jobs) as copies, ThreadPoolExecutor(options.jobs) as workers:
        found = workers.map(lambda each: _try(each, options.tests or each.tests, copies), chosen)
        for defect, outcome in zip(chosen, found, strict=True):
            print(f"{outcome:9} {defect.id}: {defect.wrong}", flush=True)
            if outcome != "killed":
                survived.append(defect.id)
    print(f"{len(chosen) - len(survived)} of {len(chosen)} defects are noticed.")
    return 1 if survived or not chosen else 0


@contextmanager
def _copies(number: int) -> Iterator[Queue[Path]]:
    """Give copies of the project, in which anything may be changed."""
    copies: Queue[Path] = Queue()
    with tempfile.TemporaryDirectory(prefix="defects-", ignore_cleanup_errors=True) as folder:
        for each in range(number):
            copy = Path(folder, str(each))
            shutil.copytree(ROOT, copy, ignore=_NOT_COPIED)
            copies.put(copy)
        yield copies


def _try(defect: Defect, tests: Sequence[str], copies: "Queue[Path]") -> str:
    """Make one defect and run tests; say `killed`, `survived`, or `broken` if they cannot run."""
    copy = copies.get()
    file = copy / defect.file
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(before.replace(defect.text, defect.becomes), encoding="utf-8")
        pytest = ("-m", "pytest", "-q", "-x", "-p", "no:randomly", "--browser=chromium")
        ran = subprocess.run(
            [sys.executable, *pytest, *(f"e2e/{test}" for test in tests)],
            cwd=copy,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "killed"
    finally:
        file.write_text(before, encoding="utf-8")
        copies.put(copy)
    # A defect that keeps the tests from being loaded is noticed by whoever runs them.
    return {0: "survived", _FAILED: "killed"}.get(ran.returncode, "broken")


if __name__ == "__main__":
    sys.exit(main())

"""Measures a walk against a bare Playwright script: `python -m e2e.benchmark.measure`."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from e2e.benchmark import menu_page
from walk.results import ExitStatus


def main(arguments: Sequence[str] | None = None) -> int:
    """Time both alternately, and print the ratio of the medians; times are in seconds."""
    parser = argparse.ArgumentParser(prog="python -m e2e.benchmark.measure", description=__doc__)
    parser.add_argument("--browser", default="chromium", metavar="NAME")
    parser.add_argument("--repeat", type=int, default=10, metavar="N", help="default: 10")
    parser.add_argument(
        "--menu-page", action="store_true", help="measure pages a second of the mock court instead"
    )
    options = parser.parse_args(arguments)
    if options.menu_page:
        menu_page.measure(options.repeat)
        return ExitStatus.AS_DOCUMENTED
    bare, walked = [], []
    # Alternately, so that other work of the machine slows both by the same.
    with TemporaryDirectory() as folder:
        report = str(Path(folder, "report"))
        for _ in track(range(options.repeat), description="Walking", transient=True):
            bare.append(_seconds("e2e.benchmark.bare_script", options.browser))
            walked.append(_seconds("walk", "follow", "--browser", options.browser, "--out", report))
    table = Table(title=f"Fifteen steps with {options.browser}, {options.repeat} times each")
    for column in ("", "median", "fastest", "slowest"):
        table.add_column(column, justify="right" if column else "left")
    for name, times in (("bare Playwright script", bare), ("walk with evidence", walked)):
        figures = (median(times), min(times), max(times))
        table.add_row(name, *(f"{seconds:.2f} s" for seconds in figures))
    console = Console()
    console.print(table)
    console.print(f"ratio of the medians: {median(walked) / median(bare):.2f}")
    return ExitStatus.AS_DOCUMENTED


def _seconds(*command: str) -> float:
    """Return how long a whole process takes, from its start to its end."""
    started = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    seconds = perf_counter() - started
    if done.returncode != ExitStatus.AS_DOCUMENTED:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stdout}{done.stderr}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())

"""Measures how a walk scales: `python -m e2e.benchmark.scale`.

It prints tables in Markdown, and draws the plot of docs/benchmarks.md.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table

from e2e.benchmark.grown_walk import GROWTHS
from e2e.benchmark.plot import Chart, svg
from e2e.benchmark.programs import Command, bare_script, output, peak_megabytes, seconds
from walk.results import Outcome, Verdict
from walk.settings.config import CONFIG_PATH, read_config

PLOT = Path(__file__).parents[2] / "docs" / "scale.svg"
AT_A_TIME = (1, 2, 3, 4)
WALKS, SCRIPTS = "walks", "bare scripts"
AS_DOCUMENTED = "as documented"

AtATime = tuple[str, int]
"""A kind of programs, and how many of them run at a time."""


@dataclass
class Together:
    """What programs of one kind take that run at a time."""

    seconds: list[float] = field(default_factory=list)
    """How long they took, each time."""
    megabytes: float = 0
    """How much memory they had at most, all together."""


@dataclass
class Grown:
    """What walks take at a court of one size."""

    seconds: list[float] = field(default_factory=list)
    longest_step: float = 0
    """The seconds of the longest step of any of them."""
    end: str = ""
    """How the last of them ended."""
    reason: str = ""
    """Why it did not come to the end of the guide."""


def measure(browser: str, repeat: int, plot: Path = PLOT) -> None:
    """Measure all, print it, and draw it; no time fails anything."""
    begun = perf_counter()
    together = measure_together(browser, repeat)
    grown = measure_grown(browser, repeat)
    show_together(together)
    for things, walks in grown.items():
        show_grown(things, walks)
    config = read_config(CONFIG_PATH)
    print(
        f"A step ends after stepTimeout ({config.step_timeout / 1000:g} s) and a walk after "
        f"walkTimeout ({config.walk_timeout / 1000:g} s), however large a page is."
    )
    plot.write_text(svg(charts(together, grown)), encoding="utf-8")
    print(f"It took {(perf_counter() - begun) / 60:.1f} minutes, and the plot is in {plot}.")


def measure_together(browser: str, repeat: int) -> dict[AtATime, Together]:
    """Run one to four walks at a time and as many bare scripts, in turns."""
    found = {(kind, number): Together() for number in AT_A_TIME for kind in (WALKS, SCRIPTS)}
    with TemporaryDirectory() as folder:
        # Looking at the memory takes time itself, so it is done once more for that alone.
        for turn in track(range(repeat + 1), description="At a time", transient=True):
            for (kind, number), one in found.items():
                commands = [_command(kind, browser, Path(folder, str(n))) for n in range(number)]
                if turn < repeat:
                    one.seconds.append(seconds(*commands))
                else:
                    one.megabytes = peak_megabytes(*commands)
    return found


def _command(kind: str, browser: str, report: Path) -> Command:
    if kind == SCRIPTS:
        return bare_script(browser)
    return ("walk", "follow", "--browser", browser, "--out", str(report))


def measure_grown(browser: str, repeat: int) -> dict[str, dict[int, Grown]]:
    """Walk at each court in turns, so that other work of the machine slows all by the same."""
    found = {things: {size: Grown() for size in growth.sizes} for things, growth in GROWTHS.items()}
    for _ in track(range(repeat), description="Growing", transient=True):
        for things, sizes in found.items():
            for size, one in sizes.items():
                # What a limit has ended takes as long each time.
                if one.end in ("", AS_DOCUMENTED):
                    _walk(("--browser", browser), things, size, one)
    return found


def _walk(options: Sequence[str], things: str, size: int, one: Grown) -> None:
    with TemporaryDirectory() as report:
        command = ("e2e.benchmark.grown_walk", things, str(size), *options, "--out", report)
        one.seconds.append(float(output(command).split()[-1]))
        walked = json.loads(Path(report, "walk.json").read_text(encoding="utf-8"))
    longest = max(step["seconds"] for step in walked["steps"])
    one.longest_step = max(one.longest_step, longest)
    one.end, one.reason = end_of(walked)


def end_of(walked: Mapping[str, Any]) -> tuple[str, str]:
    """Say how a walk ended, and why not as documented, by what its walk.json says."""
    if walked["outcome"] == Outcome.AS_DOCUMENTED:
        return AS_DOCUMENTED, ""
    step = next(each for each in walked["steps"] if each["verdict"] != Verdict.AS_DOCUMENTED)
    reason = step["reason"] or ", ".join(drift["kind"] for drift in step["drifts"])
    return f"{step['verdict']} at step {step['number']}", reason


def a_minute(number: int, one: Together) -> float:
    """Return how many programs a minute has room for, if so many run at a time."""
    return 60 * number / median(one.seconds)


def ratios(sizes: Mapping[int, Grown]) -> list[float]:
    """Return how many times longer than at the smallest size a walk takes at each."""
    medians = [median(one.seconds) for one in sizes.values()]
    return [each / medians[0] for each in medians]


def show_together(found: Mapping[AtATime, Together]) -> None:
    """Print how many programs a minute has room for, and how much memory they have."""
    rows = []
    for number in AT_A_TIME:
        walks, scripts = found[WALKS, number], found[SCRIPTS, number]
        rates = a_minute(number, walks), a_minute(number, scripts)
        memory = walks.megabytes / number, scripts.megabytes / number
        rows.append(
            (
                str(number),
                *(f"{rate:.1f}" for rate in rates),
                f"{rates[0] / rates[1]:.2f}",
                *(f"{each:.0f} MB" for each in memory),
                f"{memory[0] / memory[1]:.2f}",
            )
        )
    columns = "walks a minute", "scripts a minute", "ratio", "memory of a walk", "of a script"
    _show(("at a time", *columns, "ratio"), rows)


def show_grown(things: str, sizes: Mapping[int, Grown]) -> None:
    """Print how long a walk takes at each size."""
    rows = [
        (
            f"{size:,}",
            *(f"{pick(one.seconds):.2f} s" for pick in (median, min, max)),
            f"{ratio:.2f}",
            f"{one.longest_step:.1f} s",
            one.end,
        )
        for (size, one), ratio in zip(sizes.items(), ratios(sizes), strict=True)
    ]
    columns = "median", "fastest", "slowest", "times the smallest", "longest step", "ended"
    _show((things, *columns), rows)
    for size, one in sizes.items():
        if one.reason:
            print(f"{size:,} {things}: {one.reason}")


def charts(
    together: Mapping[AtATime, Together], grown: Mapping[str, Mapping[int, Grown]]
) -> list[Chart]:
    """Return the charts of the plot."""
    rates = {
        kind: [a_minute(number, together[kind, number]) for number in AT_A_TIME]
        for kind in (WALKS, SCRIPTS)
    }
    return [
        Chart("Runs a minute", "at a time", AT_A_TIME, rates),
        *(
            Chart(
                f"Time of a walk (1 = at {min(sizes):,})",
                things,
                list(sizes),
                {"walk": ratios(sizes)},
                by_tens=True,
            )
            for things, sizes in grown.items()
        ),
    ]


def _show(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table that can be pasted into the docs, however narrow the terminal is."""
    table = Table(box=box.MARKDOWN)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    Console(width=1_000).print(table)


if __name__ == "__main__":
    from e2e.benchmark.measure import main

    sys.exit(main(["--scale", *sys.argv[1:]]))

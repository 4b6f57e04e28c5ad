"""Scores walks on changes of the court: `python -m e2e.drift_score`, or `make drift-score`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Console
from rich.progress import track
from rich.table import Table

from e2e.drift_score.mutants import benign, mutants
from e2e.drift_score.trying import Tried, plainly_tried, try_out
from walk.guide import read_guide

ROOT = Path(__file__).parents[2]
SCORE = ROOT / "docs" / "drift-score.md"
OWN = "walk"


@dataclass(frozen=True)
class Row:
    """One way of testing, in percent of the mutants; false alarms are a count."""

    name: str
    noticed: float
    right_step: float
    right_kind: float
    false_alarms: int

    @property
    def is_good(self) -> bool:
        """Whether the figures are what the project aims at."""
        return (
            self.noticed == 100
            and self.right_step >= 97
            and self.right_kind >= 92
            and self.false_alarms == 0
        )


def main() -> int:
    """Try every change, print and write the score; return 1 if it is not good enough."""
    parser = argparse.ArgumentParser(prog="python -m e2e.drift_score", description=__doc__)
    parser.add_argument("--guide", default="wiwb", metavar="NAME", help="default: wiwb")
    parser.add_argument("--out", type=Path, default=SCORE, metavar="FILE")
    # All of them take more than ten minutes on two cores.
    parser.add_argument(
        "--each", type=int, default=2, metavar="N", help="every Nth change (default: 2)"
    )
    options = parser.parse_args()
    guide = read_guide(options.guide)
    chosen = [*mutants(guide)[:: options.each], *benign(guide)]
    started = monotonic()
    # The plain script knows one court by heart.
    knows = options.guide == "wiwb"
    recorded = plainly_tried(None, guide.court, None, len(guide.steps)).screens if knows else {}
    trying = partial(try_out, guide=options.guide, recorded=recorded)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        tried = list(
            track(pool.map(trying, chosen), total=len(chosen), description="Trying", transient=True)
        )
    seconds = monotonic() - started
    rows = _rows(tried, knows=knows)
    _print(rows, tried, seconds)
    _write(options.out, rows, tried, seconds, guide.court)
    return 0 if rows[0].is_good else 1


def _rows(tried: Sequence[Tried], *, knows: bool) -> list[Row]:
    changes = [each for each in tried if not each.mutant.is_benign]
    harmless = [each for each in tried if each.mutant.is_benign]

    def percent(holds: Callable[[Tried], bool]) -> float:
        return 100 * sum(map(holds, changes)) / max(1, len(changes))

    rows = [
        Row(
            OWN,
            percent(lambda each: each.is_noticed),
            percent(lambda each: each.is_at_right_step),
            percent(lambda each: each.is_of_right_kind),
            sum(each.is_noticed for each in harmless),
        )
    ]
    ways: tuple[tuple[str, Callable[[Tried], int | None]], ...] = (
        ("exact role locators", lambda each: each.by_roles),
        ("ARIA snapshots", lambda each: each.by_snapshot),
    )
    for name, at in ways if knows else ():
        rows.append(
            Row(
                name,
                percent(lambda each, at=at: at(each) is not None),  # type: ignore[misc]
                percent(lambda each, at=at: at(each) in each.mutant.steps),  # type: ignore[misc]
                # Neither has a name for what happened.
                0.0,
                sum(at(each) is not None for each in harmless),
            )
        )
    return rows


def _print(rows: Sequence[Row], tried: Sequence[Tried], seconds: float) -> None:
    console = Console()
    table = Table(title=_title(tried, seconds))
    for column in ("", "noticed", "right step", "right kind", "false alarms"):
        table.add_column(column, justify="right" if column else "left")
    for row in rows:
        figures = (row.noticed, row.right_step, row.right_kind)
        percents = [f"{figure:.1f} %" for figure in figures]
        table.add_row(row.name, *percents, str(row.false_alarms))
    console.print(table)
    for each in _flawed(tried):
        console.print(_told(each), highlight=False, soft_wrap=True)


def _title(tried: Sequence[Tried], seconds: float) -> str:
    harmless = sum(each.mutant.is_benign for each in tried)
    changes = len(tried) - harmless
    return f"{changes} changes and {harmless} benign ones in {seconds / 60:.1f} minutes"


def _flawed(tried: Sequence[Tried]) -> list[Tried]:
    """Return what the walk did not report as it should."""
    return [
        each
        for each in tried
        if (each.is_noticed if each.mutant.is_benign else not _is_flawless(each))
    ]


def _is_flawless(tried: Tried) -> bool:
    return tried.is_noticed and tried.is_at_right_step and tried.is_of_right_kind


def _told(tried: Tried) -> str:
    if tried.mutant.is_benign:
        return f"{tried.mutant.name}: reported at step {tried.at} ({', '.join(tried.kinds)})"
    steps = " or ".join(map(str, tried.mutant.steps))
    if not tried.is_noticed:
        return f"{tried.mutant.name}: not noticed (step {steps})"
    kinds = ", ".join(tried.kinds) or "nothing"
    return f"{tried.mutant.name}: step {tried.at} instead of {steps}, told there: {kinds}"


def _write(
    path: Path, rows: Sequence[Row], tried: Sequence[Tried], seconds: float, court: str
) -> None:
    templates = Environment(
        loader=PackageLoader("e2e.drift_score", "."),
        autoescape=False,  # noqa: S701 what is written is Markdown of our own names
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    kinds = sorted({each.mutant.kind for each in tried if not each.mutant.is_benign})
    by_kind = {kind: [each for each in tried if each.mutant.kind == kind] for kind in kinds}
    steps = sorted({step for each in tried for step in each.mutant.steps})
    by_step = {step: [each for each in tried if step in each.mutant.steps] for step in steps}
    text = templates.get_template("score.md").render(
        title=_title(tried, seconds),
        court=court,
        rows=rows,
        by_kind=by_kind,
        by_step=by_step,
        flawed=[_told(each) for each in _flawed(tried)],
        benign=[each.mutant.name for each in tried if each.mutant.is_benign],
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

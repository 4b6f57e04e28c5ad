"""Scores walks on changes of the court: `python -m e2e.drift_score`, or `make drift-score`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Console
from rich.progress import track
from rich.table import Table

from e2e.drift_score.mutants import benign, benign_elsewhere, elsewhere, mutants
from e2e.drift_score.run_one import Tried, plainly_tried, try_out
from walk.guide.reader import read_guide

ROOT = Path(__file__).parents[2]
SCORE = ROOT / "docs" / "drift-score.md"
OWN = "walk"


@dataclass(frozen=True)
class Row:
    """One way of testing, in percent of its changes; false alarms are a count."""

    name: str
    changes: int
    noticed: float
    right_step: float
    right_kind: float
    harmless: int
    """How many benign changes it was tried on."""
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
    # The plain script knows one court by heart, and the strange court has the same guide.
    knows = options.guide == "wiwb"
    chosen = [*mutants(guide)[:: options.each], *benign(guide)]
    if knows:
        # A walk with a permit and all locks takes longer, and all is to take ten minutes.
        chosen += [*elsewhere()[:: 6 * options.each], *benign_elsewhere()]
    started = monotonic()
    recorded = plainly_tried(None, guide.court, None, len(guide.steps)).screens if knows else {}
    trying = partial(try_out, guide=options.guide, recorded=recorded)
    # One more than processors, since each walk waits now and then.
    workers = (os.cpu_count() or 1) + 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        tried = list(
            track(pool.map(trying, chosen), total=len(chosen), description="Trying", transient=True)
        )
    seconds = monotonic() - started
    rows = _rows(tried, knows=knows)
    _print(rows, tried, seconds)
    _write(options.out, rows, tried, seconds, guide.court)
    return 0 if all(row.is_good for row in rows if row.name.startswith(OWN)) else 1


def _rows(tried: Sequence[Tried], *, knows: bool) -> list[Row]:
    own = [each for each in tried if not each.mutant.skin]
    other = [each for each in tried if each.mutant.skin]
    rows = [_row_of_walks(OWN, own)]
    if other:
        rows.append(_row_of_walks(f"{OWN}, at the strange court", other))
    if knows:
        rows.append(_row("exact role locators", own, lambda each: each.by_roles))
        rows.append(_row("ARIA snapshots", own, lambda each: each.by_snapshot))
    return rows


def _row_of_walks(name: str, tried: Sequence[Tried]) -> Row:
    row = _row(name, tried, lambda each: each.at if each.is_noticed else None)
    changes = [each for each in tried if not each.mutant.is_benign]
    return replace(row, right_kind=_percent(each.is_of_right_kind for each in changes))


def _row(name: str, tried: Sequence[Tried], at: Callable[[Tried], int | None]) -> Row:
    """Return the figures of one way of testing; `at` gives the step that it reports first."""
    changes = [each for each in tried if not each.mutant.is_benign]
    harmless = [each for each in tried if each.mutant.is_benign]
    return Row(
        name,
        len(changes),
        noticed=_percent(at(each) is not None for each in changes),
        right_step=_percent(at(each) in each.mutant.steps for each in changes),
        # Only a walk has names for what happened.
        right_kind=0.0,
        harmless=len(harmless),
        false_alarms=sum(at(each) is not None for each in harmless),
    )


def _percent(hits: Iterable[bool]) -> float:
    every = list(hits)
    return 100 * sum(every) / max(1, len(every))


def _print(rows: Sequence[Row], tried: Sequence[Tried], seconds: float) -> None:
    console = Console()
    table = Table(title=_title(tried, seconds))
    for column in ("", "changes", "noticed", "right step", "right kind", "false alarms"):
        table.add_column(column, justify="right" if column else "left")
    for row in rows:
        figures = (row.noticed, row.right_step, row.right_kind)
        percents = [f"{figure:.1f} %" for figure in figures]
        alarms = f"{row.false_alarms} of {row.harmless}"
        table.add_row(row.name, str(row.changes), *percents, alarms)
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

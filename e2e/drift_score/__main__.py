"""Scores walks on changes of the court: `python -m e2e.drift_score`, or `make drift-score`."""

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

from e2e.courts.everyday.situation import Situation
from e2e.drift_score.everyday import Said, sample, walk_situation
from e2e.drift_score.expected import expected_of
from e2e.drift_score.mutants import Mutant, benign, benign_elsewhere, elsewhere, mutants
from e2e.drift_score.noise import NoiseScore, score_noise
from e2e.drift_score.run_one import ChangeResult, run_baselines, run_change
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
    """How many benign changes it was results on."""
    false_alarms: int
    right_severity: float | None = None
    """Of what was reported under its own name, what is as bad as its author says."""
    wrong_links: int = 0
    """How many walks linked where a careful person would not have."""

    @property
    def is_good(self) -> bool:
        """Whether the figures reach the aims of the project."""
        return (
            self.noticed == 100
            and self.right_step >= 97
            and self.right_kind >= 92
            and (self.right_severity or 0) >= 95
            and self.false_alarms == 0
            and self.wrong_links == 0
        )


@dataclass(frozen=True)
class Tested:
    """All that was walked, of every Nth change."""

    each: int
    results: Sequence[ChangeResult]
    said: Sequence[Said]
    noise: NoiseScore | None


def main() -> int:
    """Test every change, print and write the score; return 1 if it is not good enough."""
    parser = argparse.ArgumentParser(prog="python -m e2e.drift_score", description=__doc__)
    parser.add_argument("--guide", default="wiwb", metavar="NAME", help="default: wiwb")
    parser.add_argument("--out", type=Path, default=SCORE, metavar="FILE")
    # This many take four to six minutes on two cores; all of them take half an hour.
    parser.add_argument(
        "--each", type=int, default=5, metavar="N", help="every Nth change (default: 5)"
    )
    parser.add_argument("--noise", action="store_true", help="only the noise, and write no score")
    options = parser.parse_args()
    if options.noise:
        return _only_noise()
    guide = read_guide(options.guide)
    # The baselines are written for one court, and the strange court has the same guide.
    has_baselines = options.guide == "wiwb"
    # A false alarm costs more trust than a change that is missed, so more of these are tried.
    each_benign = max(options.each // 2, 1)
    chosen = [*mutants(guide)[:: options.each], *benign(guide)[::each_benign]]
    if has_baselines:
        # A walk of these courts begins at the first step.
        chosen += [*elsewhere()[:: 6 * options.each], *benign_elsewhere()]
    everyday = sample(3 * options.each) if has_baselines else ()
    started = monotonic()
    recorded = (
        run_baselines(None, guide.court, None, 1, len(guide.steps)).screens if has_baselines else {}
    )
    run = partial(run_change, guide=options.guide, recorded=recorded)
    # A walk that misses something waits for it, and so does the plain script: half of the time.
    workers = 2 * (os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        results = list(
            track(pool.map(run, chosen), total=len(chosen), description="Testing", transient=True)
        )
        said = list(pool.map(walk_situation, everyday))
        noise = score_noise(pool, each_benign) if has_baselines else None
    seconds = monotonic() - started
    rows = _rows(results, said, has_baselines=has_baselines)
    _print(rows, results, said, seconds)
    _print_noise(noise)
    _write(options.out, rows, Tested(options.each, results, said, noise), seconds, guide.court)
    is_quiet = noise is None or noise.is_good
    is_good = is_quiet and all(row.is_good for row in rows if row.name.startswith(OWN))
    return 0 if is_good else 1


def _only_noise() -> int:
    workers = 2 * (os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        noise = score_noise(pool, each=1)
    _print_noise(noise)
    return 0 if noise.is_good else 1


def _print_noise(noise: NoiseScore | None) -> None:
    if noise is None:
        return
    print(f"Under noise: {len(noise.lost)} of {noise.changes} changes lost, ", end="")
    print(f"{len(noise.alarms)} of {noise.days} quiet days with an alarm")
    for line in (*noise.lost, *noise.alarms):
        print(f"  {line}")


def _rows(
    results: Sequence[ChangeResult], said: Sequence[Said], *, has_baselines: bool
) -> list[Row]:
    own = [each for each in results if not each.mutant.skin]
    other = [each for each in results if each.mutant.skin]
    rows = [_row_of_walks(OWN, own)]
    if other:
        rows.append(_row_of_walks(f"{OWN}, at the strange court", other))
    if said:
        rows.append(_row_of_situations(f"{OWN}, at the everyday court", said))
    if has_baselines:
        rows.append(_row("exact role locators", own, lambda each: each.by_roles))
        rows.append(_row("ARIA snapshots", own, lambda each: each.by_snapshot))
    return rows


def _row_of_walks(name: str, results: Sequence[ChangeResult]) -> Row:
    row = _row(name, results, lambda each: each.at if each.is_noticed else None)
    changes = [each for each in results if not each.mutant.is_benign]
    return replace(
        row,
        right_kind=_percent(each.is_of_right_kind for each in changes),
        right_severity=_percent(each.is_as_bad for each in changes if each.severity),
    )


def _row_of_situations(name: str, said: Sequence[Said]) -> Row:
    changes = [each for each in said if not each.situation.is_benign]
    return Row(
        name,
        len(changes),
        noticed=_percent(each.is_noticed for each in changes),
        right_step=_percent(each.is_at_right_step for each in changes),
        right_kind=_percent(each.is_of_right_kind for each in changes),
        harmless=len(said) - len(changes),
        right_severity=_percent(each.is_as_bad for each in changes if each.severity),
        false_alarms=sum(each.situation.is_benign and each.is_noticed for each in said),
        wrong_links=sum(each.has_linked_wrongly for each in said),
    )


def _row(
    name: str, results: Sequence[ChangeResult], at: Callable[[ChangeResult], int | None]
) -> Row:
    """Return the figures of one way of testing; `at` gives the step that it reports first."""
    changes = [each for each in results if not each.mutant.is_benign]
    harmless = [each for each in results if each.mutant.is_benign]
    return Row(
        name,
        len(changes),
        noticed=_percent(at(each) is not None for each in changes),
        right_step=_percent(at(each) in each.mutant.steps for each in changes),
        # Only a walk names what happened.
        right_kind=0.0,
        harmless=len(harmless),
        false_alarms=sum(at(each) is not None for each in harmless),
    )


def _percent(hits: Iterable[bool]) -> float:
    every = list(hits)
    return 100 * sum(every) / max(1, len(every))


def _print(
    rows: Sequence[Row], results: Sequence[ChangeResult], said: Sequence[Said], seconds: float
) -> None:
    console = Console()
    table = Table(title=_title(rows, seconds))
    names = ("", "changes", "noticed", "right step", "right kind", "severity", "false alarms")
    for column in (*names, "links"):
        table.add_column(column, justify="right" if column else "left")
    for row in rows:
        figures = (row.noticed, row.right_step, row.right_kind)
        percents = [f"{figure:.1f} %" for figure in figures]
        percents += ["" if row.right_severity is None else f"{row.right_severity:.1f} %"]
        alarms = f"{row.false_alarms} of {row.harmless}"
        table.add_row(row.name, str(row.changes), *percents, alarms, str(row.wrong_links))
    console.print(table)
    for line in (*_flawed(results), *_flawed_everyday(said), *_otherwise(results, said)):
        console.print(line, highlight=False, soft_wrap=True)


def _flawed(results: Sequence[ChangeResult]) -> list[str]:
    return [_line(each) for each in results if not each.is_as_expected]


def _flawed_everyday(said: Sequence[Said]) -> list[str]:
    return [
        f"{each.situation.name} ({each.situation.skin}): {', '.join(each.lines)}"
        for each in said
        if not each.is_right
    ]


def _otherwise(results: Sequence[ChangeResult], said: Sequence[Said]) -> list[str]:
    """Return the changes that are not as bad as their authors say, with both severities."""
    named: list[tuple[Mutant | Situation, str]] = [
        *((each.mutant, each.severity) for each in results),
        *((each.situation, each.severity) for each in said),
    ]
    return [
        f"{change.name}: {severity}, and its author says {expected_of(change)}"
        for change, severity in named
        if severity and severity != expected_of(change)
    ]


def _title(rows: Sequence[Row], seconds: float) -> str:
    walks = [row for row in rows if row.name.startswith(OWN)]
    changes, harmless = (
        sum(each) for each in ([row.changes for row in walks], [row.harmless for row in walks])
    )
    return f"{changes} changes and {harmless} benign ones in {seconds / 60:.1f} minutes"


def _line(result: ChangeResult) -> str:
    if result.mutant.is_benign:
        return f"{result.mutant.name}: reported at step {result.at} ({', '.join(result.kinds)})"
    steps = " or ".join(map(str, result.mutant.steps))
    if not result.is_noticed:
        return f"{result.mutant.name}: not noticed (step {steps})"
    kinds = ", ".join(result.kinds) or "nothing"
    return f"{result.mutant.name}: step {result.at} instead of {steps}, reported there: {kinds}"


def _write(
    path: Path,
    rows: Sequence[Row],
    tested: Tested,
    seconds: float,
    court: str,
) -> None:
    results, said = tested.results, tested.said
    templates = Environment(
        loader=PackageLoader("e2e.drift_score", "."),
        autoescape=False,  # noqa: S701 what is written is Markdown of our own names
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    kinds = sorted({each.mutant.kind for each in results if not each.mutant.is_benign})
    by_kind = {kind: [each for each in results if each.mutant.kind == kind] for kind in kinds}
    steps = sorted({step for each in results for step in each.mutant.steps})
    by_step = {step: [each for each in results if step in each.mutant.steps] for step in steps}
    text = templates.get_template("score.md").render(
        title=_title(rows, seconds),
        each=tested.each,
        court=court,
        rows=rows,
        by_kind=by_kind,
        by_step=by_step,
        flawed=_flawed(results),
        otherwise=_otherwise(results, said),
        said=said,
        noise=tested.noise,
        families=dict.fromkeys(each.situation.family for each in said),
        flawed_everyday=_flawed_everyday(said),
        benign=[each.mutant.name for each in results if each.mutant.is_benign],
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""The numbers and shapes of a history's page: a row for each step, a column for each walk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from walk.history.differences import differences
from walk.history.news import NotChecked, not_checked
from walk.history.reading import History
from walk.report.terminal import printable
from walk.results import BY_THE_SITE, Outcome, Verdict
from walk.runs.past_run import PastRun, PastStep

_NONE = "\N{EN DASH}"
CELL, LINE, LEFT, TOP = 16, 14, 34, 18
"""Pixels of a cell, of the line of times below it, of the step's number, and of the months."""
_MOST = 300
"""How many characters of the site's words are shown at one place."""


@dataclass(frozen=True)
class Sign:
    """How a cell looks, and what it means."""

    letter: str
    words: str


SIGNS: Mapping[str, Sign] = {
    "a": Sign("A", "as documented"),
    "e": Sign("E", "differs, and somebody accepted that"),
    "d": Sign("D", "differs"),
    "b": Sign("B", "blocked by the site"),
    "q": Sign("?", "could not be told"),
    "w": Sign("W", "withheld"),
    "n": Sign("N", "not needed"),
    "x": Sign(_NONE, "not reached"),
}


@dataclass(frozen=True)
class Standing:
    """A difference that the last walk that could tell has found."""

    step: int
    kind: str
    what: str
    documented: str
    observed: str
    since: datetime
    walks: int
    """How many walks have found it since then."""


@dataclass(frozen=True)
class Row:
    """One step in all walks."""

    number: int
    action: str
    y: int
    cells: Sequence[tuple[int, str]]
    """The place of each cell from the left, and its sign."""
    line: str
    """The times as the points of a line."""
    last: str
    """What the last walk says of it."""
    usual: float
    """The median of its times, in seconds."""
    longest: float


@dataclass(frozen=True)
class Chart:
    """All walks of one guide in one environment."""

    court: str
    title: str
    environment: str
    runs: Sequence[PastRun]
    rows: Sequence[Row]
    months: Sequence[tuple[int, str]]
    """Where a month begins, and which."""
    standing: Sequence[Standing]
    last_good: PastRun | None
    not_checked: NotChecked

    @property
    def width(self) -> int:
        """The width of the drawing, in pixels."""
        return self.end + LEFT

    @property
    def end(self) -> int:
        """Where the cells end."""
        return LEFT + CELL * len(self.runs) + 6

    @property
    def height(self) -> int:
        """The height of the drawing, in pixels."""
        return TOP + (CELL + LINE) * len(self.rows) + 2

    @property
    def last(self) -> PastRun:
        """The last walk."""
        return self.runs[-1]

    def signs(self, run: PastRun) -> str:
        """Return the letters of a walk, step by step."""
        return " ".join(SIGNS[sign_of(step)].letter for step in run.steps)


def charts(history: History) -> Iterator[Chart]:
    """Yield a chart for each court and environment."""
    for court, environment in sorted({(run.court, run.environment) for run in history.runs}):
        runs = history.of(court, environment)
        good = [run for run in runs if run.outcome is Outcome.AS_DOCUMENTED]
        yield Chart(
            *(court, runs[-1].title, environment, runs),
            [_row(runs, at) for at in range(max(len(run.steps) for run in runs))],
            list(_months(runs)),
            list(_standing(runs)),
            good[-1] if good else None,
            not_checked(runs),
        )


def sign_of(step: PastStep) -> str:
    """Return the key of the sign of a step."""
    if step.verdict is Verdict.DRIFTED:
        is_accepted = bool(step.drifts) and all(drift.accepted for drift in step.drifts)
        return "e" if is_accepted else "d"
    if step.verdict is Verdict.BLOCKED:
        return "b" if step.cause in BY_THE_SITE else "q"
    return {
        Verdict.AS_DOCUMENTED: "a",
        Verdict.WITHHELD: "w",
        Verdict.NOT_NEEDED: "n",
        Verdict.NOT_REACHED: "x",
    }[step.verdict]


def shown(words: str) -> str:
    """Return as much of the site's words as the page shows."""
    clean = printable(words)
    return clean if len(clean) <= _MOST else f"{clean[:_MOST]}…"


def _row(runs: Sequence[PastRun], at: int) -> Row:
    taken = [(place, run.steps[at]) for place, run in enumerate(runs) if at < len(run.steps)]
    timed = [each for each in taken if each[1].verdict is not Verdict.NOT_REACHED]
    times = [step.seconds for _, step in timed] or [0.0]
    longest = max(times) or 1.0
    last = taken[-1][1]
    cause = f" ({last.cause})" if last.cause else ""
    return Row(
        at + 1,
        shown(last.action),
        TOP + (CELL + LINE) * at,
        [(LEFT + CELL * place, sign_of(step)) for place, step in taken],
        " ".join(
            f"{LEFT + CELL * place + CELL // 2},{(LINE - 3) * (1 - step.seconds / longest) + 1:.0f}"
            for place, step in timed
        ),
        f"{SIGNS[sign_of(last)].words}{cause}",
        median(times),
        max(times),
    )


def _months(runs: Sequence[PastRun]) -> Iterator[tuple[int, str]]:
    """Yield where a month begins, unless its name has no room there."""
    before, free = "", 0
    for place, run in enumerate(runs):
        month, x = f"{run.started:%Y-%m}", LEFT + CELL * place
        if month != before and x >= free:
            yield x, month
            free = x + 4 * CELL
        before = month


def _standing(runs: Sequence[PastRun]) -> Iterator[Standing]:
    """Yield the differences of the last walk that could tell, each with when it began."""
    told = [run for run in runs if run.outcome is not Outcome.UNDETERMINED]
    if not told:
        return
    marks = [{each.mark for each in differences(run.steps)} for run in told]
    for each in {each.mark: each for each in differences(told[-1].steps)}.values():
        first = last = len(told) - 1
        # A walk that did not come to the step says nothing of it.
        while last and (each.mark in marks[last - 1] or not _came_to(told[last - 1], each.step)):
            last -= 1
            first = last if each.mark in marks[last] else first
        yield Standing(
            each.step,
            each.kind,
            f"{each.what}, {each.where}" if each.where else each.what,
            shown(each.documented or _NONE),
            shown(each.observed or _NONE),
            told[first].started,
            sum(each.mark in marks[at] for at in range(first, len(told))),
        )


def _came_to(run: PastRun, number: int) -> bool:
    step = run.steps[number - 1] if number <= len(run.steps) else None
    return step is not None and sign_of(step) in "aedbn"

"""Says what is new after a walk: another outcome, or that it could not be told for some time.

It needs nothing but Python itself, so that a job of CI without our packages can use it too.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walk.history.differences import differences, is_cut_short
from walk.results import Cause, Outcome, Verdict
from walk.runs.past_run import PastRun, PastStep

PATIENCE = 3
"""How many walks in a row may not tell before that is news."""


class News(StrEnum):
    """What is new after a walk."""

    NOTHING = "nothing"
    DIFFERS = "open"
    DIFFERS_OTHERWISE = "update"
    AS_DOCUMENTED_AGAIN = "close"
    NOT_CHECKED = "not checked"


def news(
    outcome: Outcome, steps: Sequence[PastStep], known: AbstractSet[str] | None, *, is_told: bool
) -> News:
    """Return what is new after one walk.

    `known` has the marks of the differences that are told already, as far as anyone knows them;
    `is_told` says whether any are.
    """
    if outcome is Outcome.AS_DOCUMENTED:
        return News.AS_DOCUMENTED_AGAIN if is_told else News.NOTHING
    if outcome is Outcome.UNDETERMINED:
        return News.NOTHING
    if not is_told:
        return News.DIFFERS
    found = {difference.mark for difference in differences(steps)}
    is_part = known is not None and found < known and is_cut_short(steps)
    return News.NOTHING if found == known or is_part else News.DIFFERS_OTHERWISE


@dataclass(frozen=True)
class NotChecked:
    """The walks in a row that could not tell, up to the last one."""

    walks: int
    since: datetime | None
    """When a walk could tell last; None if none ever could."""
    first: datetime | None
    """When the first of these walks was."""
    cause: Cause | None
    """Why the last of them could not."""


def not_checked(runs: Iterable[PastRun]) -> NotChecked:
    """Return which of the last walks could not tell; `runs` are in their order."""
    since = first = cause = None
    walks = 0
    for run in runs:
        if run.outcome is not Outcome.UNDETERMINED:
            walks, since, first, cause = 0, run.started, None, None
            continue
        walks += 1
        first = first or run.started
        cause = cause_of(run)
    return NotChecked(walks, since, first, cause)


def cause_of(run: PastRun) -> Cause | None:
    """Return why a walk could not tell: the cause of the step that ended it."""
    return next((step.cause for step in run.steps if step.verdict is Verdict.BLOCKED), None)


def latest_news(runs: Sequence[PastRun]) -> News:
    """Return what is new after the last of these walks, which are of one court, in their order."""
    known: AbstractSet[str] | None = None
    is_told, unchecked, found = False, 0, News.NOTHING
    for run in runs:
        if run.outcome is Outcome.UNDETERMINED:
            unchecked += 1
            found = News.NOT_CHECKED if unchecked == PATIENCE else News.NOTHING
            continue
        # Who was told that nobody knows is told when somebody does.
        was_lost = unchecked >= PATIENCE
        unchecked = 0
        found = news(
            run.outcome, run.steps, None if was_lost else known, is_told=is_told or was_lost
        )
        if found is News.AS_DOCUMENTED_AGAIN:
            known, is_told = None, False
        elif found is not News.NOTHING:
            known, is_told = {each.mark for each in differences(run.steps)}, True
    return found

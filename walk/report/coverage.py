"""How much of its guide a walk looked at, so that green never means that nobody looked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from walk.results import BY_THE_SITE, Cause, Outcome, Severity, Verdict, WalkResult

_SAYS = {
    Outcome.AS_DOCUMENTED: "as documented",
    Outcome.DIFFERS: "the site differs",
    Outcome.UNDETERMINED: "as documented",
}


@dataclass(frozen=True)
class Coverage:
    """How many steps of a guide a walk checked, and what became of the others."""

    of: int
    checked: int
    withheld: int
    not_asked_for: int
    not_reached: int
    blocked: Counter[Cause]
    """Those that were blocked by what says nothing about the site."""


def coverage_of(walked: WalkResult) -> Coverage:
    """Count the steps of a walk by what was seen of them."""
    steps = walked.steps
    left = [step for step in steps if step.verdict is Verdict.NOT_REACHED]
    first, last = walked.asked_for
    asked_for = [step for step in left if first <= step.number <= last]
    causes = (step.cause for step in steps if step.verdict is Verdict.BLOCKED)
    return Coverage(
        len(steps),
        walked.checked,
        sum(step.verdict is Verdict.WITHHELD for step in steps),
        len(left) - len(asked_for),
        len(asked_for),
        Counter(cause for cause in causes if cause and cause not in BY_THE_SITE),
    )


def summary(walked: WalkResult) -> str:
    """Say in one line how much was looked at, and what was seen there."""
    counts = coverage_of(walked)
    says = _SAYS[walked.outcome]
    if counts.checked < counts.of and walked.outcome is not Outcome.DIFFERS:
        says += " so far"
    if walked.outcome is Outcome.AS_DOCUMENTED:
        says = ", ".join([says, *let_pass(walked)])
    seen = f": {says}" if counts.checked else ""
    return "; ".join(
        [f"{counts.checked} of {counts.of} steps checked{seen}", *_others(counts, walked)]
    )


def let_pass(walked: WalkResult) -> Iterator[str]:
    """Count the differences that do not fail the walk, once for all steps that have one."""
    drifts = {
        (each.kind, each.what, each.screen, each.documented, each.observed): each
        for step in walked.steps
        for each in step.drifts
    }.values()
    accepted = [each for each in drifts if each.accepted]
    others = [each for each in drifts if not each.accepted]
    is_cosmetic = all(each.severity is Severity.COSMETIC for each in others)
    for kind, some in (("accepted", accepted), ("cosmetic" if is_cosmetic else "smaller", others)):
        if some:
            yield f"{len(some)} {kind} difference{'' if len(some) == 1 else 's'}"


def _others(counts: Coverage, walked: WalkResult) -> Iterator[str]:
    for cause, count in counts.blocked.items():
        yield f"{count} blocked: {cause}"
    if counts.withheld:
        yield f"{counts.withheld} withheld: {lacking(walked)}"
    if counts.not_reached:
        yield f"{counts.not_reached} not reached"
    if counts.not_asked_for:
        yield f"{counts.not_asked_for} not asked for"


def lacking(walked: WalkResult) -> str:
    """Say what a walk lacks that it withheld steps, or which step says so."""
    first = next(step for step in walked.steps if step.verdict is Verdict.WITHHELD)
    return walked.lacks or f"see step {first.number}"


def too_few(walked: WalkResult) -> str | None:
    """Say that fewer steps were checked than are required, or nothing."""
    if walked.checked >= walked.required:
        return None
    return (
        f"Fewer steps were checked than required: {walked.checked}, and not {walked.required}, so "
        "this walk cannot tell whether the site is as documented."
    )

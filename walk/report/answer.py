"""The answer of a walk in a sentence or two, the same wherever somebody reads it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from walk.report.coverage import lacking, let_pass
from walk.report.words import Sentence, Standing, plain, quoted, says, standing_of
from walk.results import Drift, Outcome, StepResult, Verdict, WalkResult

_FAILS = (Standing.DIFFERS, Standing.BLOCKED)
_VERBS = {
    Standing.SEEN: ("is as documented", "are as documented"),
    Standing.ACCEPTED: ("differs as accepted", "differ as accepted"),
    Standing.UNNEEDED: ("was not needed", "were not needed"),
    Standing.DIFFERS: ("differs too", "differ too"),
    Standing.BLOCKED: ("cannot be done", "cannot be done"),
    Standing.UNKNOWN: ("could not be checked", "could not be checked"),
    Standing.WITHHELD: ("was withheld", "were withheld"),
    Standing.UNREACHED: ("was not reached", "were not reached"),
    Standing.UNASKED: ("was not asked for", "were not asked for"),
}


def answer(walked: WalkResult) -> Sentence:
    """Say what a walk found: the first thing that is wrong, and what became of the other steps."""
    first = deciding_step(walked)
    lead = [] if first is None else [*_lead(first, walked)]
    rest = _rest(walked, first)
    return [*lead, *([" "] if lead and rest else []), *rest]


def answer_text(walked: WalkResult) -> str:
    """Return the answer as one line of text."""
    return plain(answer(walked))


def deciding_step(walked: WalkResult) -> StepResult | None:
    """Return the step that decides the outcome: the first that differs, or that could not tell."""
    standings = [(standing_of(step, walked), step) for step in walked.steps]
    for wanted in (_FAILS, (Standing.UNKNOWN,)):
        for standing, step in standings:
            if standing in wanted:
                return step
    return None


def deciding_drift(step: StepResult, walked: WalkResult) -> Drift | None:
    """Return the difference that tells most of a step: of those that fail it, the worst."""
    counting = [drift for drift in step.drifts if walked.is_strict or not drift.accepted]
    # Of equals the first: what comes later may come of it.
    return max(counting, key=lambda drift: _RANKS[drift.severity], default=None)


_RANKS = {"cosmetic": 0, "misleads": 1, "blocks": 2}


def _lead(step: StepResult, walked: WalkResult) -> Iterator[str]:
    standing = standing_of(step, walked)
    drift = deciding_drift(step, walked)
    if standing is Standing.UNKNOWN:
        yield f"Step {step.number} could not be checked"
    elif standing is Standing.BLOCKED and drift is None:
        yield f"Step {step.number} cannot be done"
    else:
        yield f"Step {step.number} differs"
    if drift and standing is not Standing.UNKNOWN:
        yield ": "
        yield from says(drift)
        yield "."
    elif step.reason:
        yield ": "
        yield quoted_reason(step.reason)
    else:
        yield "."


def why_unseen(step: StepResult, walked: WalkResult) -> str:
    """Say why a walk did not come to a step, or nothing if it did."""
    standing = standing_of(step, walked)
    if standing is Standing.UNASKED:
        return "The walk was not asked to look at it."
    taken = [each.number for each in walked.steps if each.verdict is not Verdict.NOT_REACHED]
    if standing is Standing.UNREACHED and taken:
        return f"The walk ended at step {max(taken)}."
    return ""


def quoted_reason(reason: str) -> str:
    """Return the reason of a step as one line that ends like a sentence."""
    line = str(quoted(reason))
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _rest(walked: WalkResult, first: StepResult | None) -> Sentence:
    """Say of all other steps how they stand, those that stand alike together."""
    numbers: dict[Standing, list[int]] = {}
    for step in walked.steps:
        if step is not first:
            numbers.setdefault(standing_of(step, walked), []).append(step.number)
    if [*numbers] == [Standing.SEEN] and first is None:
        said = (
            "The only step is" if len(walked.steps) == 1 else f"All {len(walked.steps)} steps are"
        )
        parts = [f"{said} as documented"]
    else:
        parts = [
            _clause(standing, numbers[standing], walked, is_first=at == 0)
            for at, standing in enumerate(each for each in Standing if each in numbers)
        ]
    few = list(let_pass(walked)) if walked.outcome is Outcome.AS_DOCUMENTED else []
    passed = f" {' and '.join(few)} {_fails(few)} no walk." if few else ""
    return [f"{', '.join(parts)}.{passed}"] if parts else []


def _fails(few: Sequence[str]) -> str:
    return "fails" if len(few) == 1 and few[0].startswith("1 ") else "fail"


def _clause(
    standing: Standing, numbers: Sequence[int], walked: WalkResult, *, is_first: bool
) -> str:
    is_one = len(numbers) == 1
    name = ("Step " if is_one else "Steps ") if is_first else ""
    verb = _VERBS[standing][0 if is_one else 1]
    if standing is Standing.DIFFERS and deciding_is_other(walked):
        verb = verb.removesuffix(" too")
    why = f" ({lacking(walked)})" if standing is Standing.WITHHELD else ""
    return f"{name}{listed(numbers)} {verb}{why}"


def deciding_is_other(walked: WalkResult) -> bool:
    """Say whether the step that decides is one that cannot be done, and not one that differs."""
    step = deciding_step(walked)
    return step is None or (step.verdict is Verdict.BLOCKED and not step.drifts)


def listed(numbers: Sequence[int]) -> str:
    """Return numbers as readers write them, with a dash in the middle of a run."""
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        found = [number for _, number in run]
        runs.append(str(found[0]) if len(found) == 1 else f"{found[0]}\N{EN DASH}{found[-1]}")
    return " and ".join(filter(None, [", ".join(runs[:-1]), runs[-1]]))

"""What to do next after a walk, for somebody who reads its report."""

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from walk.report.answer import deciding_step
from walk.report.words import Standing, standing_of
from walk.results import Cause, DriftKind, StepResult, Verdict, WalkResult

_NEVER_BY_WORDS = (DriftKind.WRONG_VALUE, DriftKind.RETARGETED)
"""What no correction of the guide mends."""
_LACKS = {
    "no credentials": "Give credentials: set PACER_USERNAME and PACER_PASSWORD in the environment, "
    "and walk again.",
    "no CM/ECF login": "Give credentials: set CMECF_LOGIN and CMECF_PASSWORD in the environment, "
    "and walk again.",
    "linking is not permitted": "The steps that link are withheld until you permit them, because "
    "nobody can undo a link.",
}


@dataclass(frozen=True)
class Advice:
    """One thing to do: a sentence, and a command or an address that does it."""

    says: str
    command: str = ""
    address: str = ""


def advice(walked: WalkResult) -> list[Advice]:
    """Return what to do next, the likeliest first; nothing if there is nothing to do."""
    return [*_warned(walked), *_after(walked), *_about_the_rest(walked)]


def _warned(walked: WalkResult) -> Iterator[Advice]:
    if walked.warning:
        yield Advice(
            "Do not walk again before you know whether the accounts are linked: log on and look."
        )


def _after(walked: WalkResult) -> Iterator[Advice]:
    step = deciding_step(walked)
    if step is None:
        return
    if standing_of(step, walked) is Standing.UNKNOWN:
        yield from _after_no_answer(step, walked)
        return
    if step.cause is Cause.UNEXPECTED_HOST or any(
        drift.kind in _NEVER_BY_WORDS for drift in step.drifts
    ):
        yield Advice(
            "No correction of the guide mends this: look at the site, and ask the court if it "
            "meant it.",
            address=_site(step, walked),
        )
        return
    if address := _site(step, walked):
        yield Advice("Look at the site, and see for yourself.", address=address)
    if step.drifts:
        run = quote(walked.made.out if walked.made else "walk-report")
        program = walked.made.program if walked.made else "python -m walk"
        yield Advice(
            "If the court meant it, correct the guide: this prints what to change.",
            f"{program} patch {run}",
        )
        yield Advice(
            "If it cannot be corrected yet, accept it until then, with the reason.",
            f'{program} accept {run} --why "…"',
        )


def _after_no_answer(step: StepResult, walked: WalkResult) -> Iterator[Advice]:
    again = walked.made.command if walked.made else ""
    match step.cause:
        case Cause.MAINTENANCE | Cause.TRANSPORT:
            yield Advice("Try again later; nothing is known to be wrong with the guide.", again)
        case Cause.CREDENTIALS:
            yield Advice("Check the accounts that were given, and walk again.", again)
        case Cause.POLICY:
            yield Advice("Read why the lock refused it; the walk did nothing more.")
        case _:
            yield Advice("Report this defect of the walk, with the reason; the guide may be right.")


def _about_the_rest(walked: WalkResult) -> Iterator[Advice]:
    standings = {standing_of(step, walked) for step in walked.steps}
    if Standing.WITHHELD in standings:
        first = next(step for step in walked.steps if step.verdict is Verdict.WITHHELD)
        default = f"Step {first.number} says why it is withheld."
        yield Advice(_LACKS.get(walked.lacks or "", default))
    if Standing.UNASKED in standings:
        yield Advice(
            "To look at the steps that were not asked for, walk without --until and --from."
        )


def _site(step: StepResult, walked: WalkResult) -> str:
    """Return the address to look at, unless the site is gone with the walk."""
    is_gone = walked.kind == "mock"
    is_address = (step.url or "").startswith(("http://", "https://"))
    return step.url or "" if is_address and not is_gone else ""

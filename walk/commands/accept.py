"""The command `accept`: accept what a walk found, or remove what is gone."""

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from getpass import getuser
from pathlib import Path

from walk.errors import UsageError
from walk.guide.overlay import Acceptance, accept, prune, today
from walk.results import ExitStatus

_DAYS = 90
"""How long a difference is accepted if nobody says otherwise."""


@dataclass(frozen=True)
class AcceptOptions:
    """Options of `accept`: a report, its guide, the file of what is accepted, and who says so."""

    report: Path
    guide: str | None
    overlay: Path | None
    by: str | None
    why: str | None
    until: str | None
    everywhere: bool
    prune: bool


def accept_run(options: AcceptOptions) -> int:
    """Accept what a walk found until the guide is corrected, and print it."""
    if options.prune:
        place, gone = prune(options.report, options.guide, options.overlay)
        for each in gone:
            print(each.drift)
        print(f"{len(gone)} removed: see {place}")
        return ExitStatus.AS_DOCUMENTED
    until = _day(options.until)
    why = options.why if options.why is not None else _asked("Why is that so? ")
    acceptance = Acceptance(options.by or getuser(), why, until, options.everywhere)
    place, drifts = accept(options.report, options.guide, options.overlay, acceptance)
    for drift in drifts:
        print(drift)
    print(f"{len(drifts)} accepted: see {place}")
    return ExitStatus.AS_DOCUMENTED


def _day(until: str | None) -> date:
    """Return the last day of what is accepted, which is none that is over."""
    if until is None:
        return today() + timedelta(days=_DAYS)
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise UsageError(f"--until {until!r} is no day; write it as {today()}.") from None
    if day < today():
        raise UsageError(f"--until {day} is over; name today or a later day.")
    return day


def _asked(question: str) -> str:
    """Ask who sits at the terminal; nobody else is kept waiting."""
    return input(question).strip() if sys.stdin.isatty() and sys.stdout.isatty() else ""

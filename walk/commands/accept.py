"""The command `accept`: accept what a walk found."""

from dataclasses import dataclass
from pathlib import Path

from walk.guide.overlay import accept
from walk.results import ExitStatus


@dataclass(frozen=True)
class AcceptOptions:
    """Options of `accept`: a report, its guide, and the file of accepted differences."""

    report: Path
    guide: str | None
    overlay: Path | None


def accept_run(options: AcceptOptions) -> int:
    """Accept what a walk found until the guide is corrected, and print it."""
    place, drifts = accept(options.report, options.guide, options.overlay)
    for drift in drifts:
        print(drift)
    print(f"{len(drifts)} accepted: see {place}")
    return ExitStatus.AS_DOCUMENTED

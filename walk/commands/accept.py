"""The command `accept`: accept what a walk found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from walk.guide.overlay import accept
from walk.results import ExitStatus


@dataclass(frozen=True)
class AcceptOptions:
    """What the command line says of differences to accept."""

    report: Path
    guide: str | None
    overlay: Path | None


def accept_run(options: AcceptOptions) -> int:
    """Accept what a walk found until the guide is corrected, and say what that was."""
    place, drifts = accept(options.report, options.guide, options.overlay)
    for drift in drifts:
        print(drift)
    print(f"{len(drifts)} accepted: see {place}")
    return ExitStatus.AS_DOCUMENTED

"""The command `accept`: accept what a walk found."""

from __future__ import annotations

import argparse

from walk.guide.overlay import accept
from walk.results import ExitStatus


def accept_run(options: argparse.Namespace) -> int:
    """Accept what a walk found until the guide is corrected, and say what that was."""
    place, drifts = accept(options.report, options.guide, options.overlay)
    for drift in drifts:
        print(drift)
    print(f"{len(drifts)} accepted: see {place}")
    return ExitStatus.AS_DOCUMENTED

"""The command `check`: is a guide well formed."""

from __future__ import annotations

from dataclasses import dataclass

from walk.guide.checks import warnings
from walk.guide.reader import read_guide
from walk.results import ExitStatus


@dataclass(frozen=True)
class CheckOptions:
    """What the command line says of a guide to check."""

    guide: str


def check(options: CheckOptions) -> int:
    """Read a guide, print what is doubtful in it, return the exit status."""
    guide = read_guide(options.guide)
    for warning in warnings(guide):
        print(f"warning: {warning}")
    print(f"{guide.title} ({guide.court}): {len(guide.steps)} steps, well formed.")
    return ExitStatus.AS_DOCUMENTED

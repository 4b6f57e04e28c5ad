"""The command `check`: is a guide well formed, and what in it may be wrong."""

from dataclasses import dataclass
from pathlib import Path

from walk.guide.checks import warnings
from walk.guide.overlay import doubts, read_accepted, today
from walk.guide.reader import read_guide
from walk.results import ExitStatus
from walk.settings.config import read_config


@dataclass(frozen=True)
class CheckOptions:
    """What the command line says of a guide to check."""

    guide: str
    environment: str | None
    """With the hosts of which environment its addresses are compared; None is all."""
    config: Path


def check(options: CheckOptions) -> int:
    """Read a guide, print what may be wrong with it, return the exit status."""
    guide = read_guide(options.guide)
    config = read_config(options.config)
    names = config.environments if options.environment is None else [options.environment]
    found = [*warnings(guide, [config.environment(name) for name in names])]
    found += doubts(read_accepted(None, options.guide), guide, today())
    for warning in found:
        print(f"warning: {warning}")
    count = f"{len(found)} warning{'' if len(found) == 1 else 's'}"
    print(
        f"{guide.title} ({guide.court}): {len(guide.steps)} steps, well formed"
        f"{f', {count}' if found else ''}."
    )
    return ExitStatus.AS_DOCUMENTED

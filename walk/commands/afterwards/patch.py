"""The command `patch`: what would make a guide say what a walk saw."""

import sys
from dataclasses import dataclass
from pathlib import Path

from walk.patch.guide_patch import patch_of
from walk.report.terminal import printable
from walk.results import ExitStatus, Outcome
from walk.runs.past_run import read_past_run


@dataclass(frozen=True)
class PatchOptions:
    """Options of `patch`: a report, its guide, and whether to write the guide's file."""

    report: Path
    guide: str | None
    write: bool


def patch(options: PatchOptions) -> int:
    """Print the patch, or write the file; say what it leaves out, and return the exit status."""
    run = read_past_run(options.report)
    found = patch_of(run, options.guide, options.report)
    mended = found.mended
    for each in mended.unmended:
        print(f"walk: {printable(str(each))}", file=sys.stderr)
    is_told = run.outcome is not Outcome.UNDETERMINED
    if not mended.mended:
        told = "" if is_told else ", and the walk could not tell of all of it"
        print(f"walk: There is nothing to mend in {found.path}{told}.", file=sys.stderr)
    elif options.write:
        count = f"{mended.mended} difference{'' if mended.mended == 1 else 's'}"
        print(f"{count} mended: see {found.write()}")
    else:
        print(found.diff, end="")
    if mended.unmended:
        return ExitStatus.DIFFERS
    return ExitStatus.AS_DOCUMENTED if mended.mended or is_told else ExitStatus.UNDETERMINED

"""The command `history`: one page of what became of the walks of a history."""

import sys
from dataclasses import dataclass
from pathlib import Path

from walk.errors import UsageError, is_of_this_machine
from walk.history.page import history_page
from walk.history.reading import read_history
from walk.report.terminal import printable
from walk.results import ExitStatus

PAGE = "history.html"


@dataclass(frozen=True)
class HistoryOptions:
    """Options of `history`: the folder of a history, and the file of the page."""

    folder: Path
    out: Path | None


def history(options: HistoryOptions) -> int:
    """Draw the page of a history; say which of its files are none, and return the exit status."""
    found = read_history(options.folder)
    for sentence in found.broken:
        print(f"walk: {printable(sentence)}", file=sys.stderr)
    if not found.runs:
        raise UsageError(
            f"{options.folder} has no walk in it; name the folder that `follow` adds its walks to."
        )
    place = options.out or options.folder / PAGE
    try:
        place.write_text(history_page(found), encoding="utf-8", errors="replace")
    except OSError as error:
        if is_of_this_machine(error):
            raise
        raise UsageError(
            f"{place} cannot be written ({error.strerror}); name another file with --out."
        ) from None
    count = f"{len(found.runs)} walk{'' if len(found.runs) == 1 else 's'}"
    print(f"{count}: see {place}")
    return ExitStatus.USAGE if found.broken else ExitStatus.AS_DOCUMENTED

"""Reads a history of walks again.

It needs nothing but Python itself, so that a job of CI without our packages can use it too.
"""

from dataclasses import dataclass
from pathlib import Path

from walk.errors import UsageError
from walk.results import RESULT
from walk.runs.past_run import PastRun, read_past_run

ENDING = ".json"
"""How the names of its files end."""


@dataclass(frozen=True)
class History:
    """The walks of a history in their order, and what is wrong with its files."""

    runs: tuple[PastRun, ...]
    broken: tuple[str, ...] = ()
    """A sentence for each file that is no walk."""

    def of(self, court: str, environment: str) -> list[PastRun]:
        """Return the walks of one court in one environment."""
        return [run for run in self.runs if (run.court, run.environment) == (court, environment)]


def read_history(place: Path) -> History:
    """Read every walk in a folder, and every report in a folder of it."""
    runs: list[PastRun] = []
    broken: list[str] = []
    # A file that is being written begins with a dot.
    files = [*place.glob(f"[!.]*{ENDING}"), *place.glob(f"*/{RESULT}")]
    for file in sorted(files):
        try:
            runs.append(read_past_run(file))
        except UsageError as error:
            broken.append(str(error))
    runs.sort(key=lambda run: run.started)
    return History(tuple(runs), tuple(broken))

"""The sign-on budget: at a real court, so many sign-ons an hour, and one walk at a time."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from walk.errors import CannotTell, UsageError, is_of_this_machine
from walk.safety.target import Target
from walk.settings.config import Environment

CountSignOn = Callable[[], None]
"""Counts one more sign-on of a walk, or raises the error that says why there may be none."""

_HOUR = timedelta(hours=1)
_TABLE = "CREATE TABLE IF NOT EXISTS sign_on (host TEXT NOT NULL, at REAL NOT NULL)"


def state_folder() -> Path:
    """Return the folder of this program's state, in `$XDG_STATE_HOME` or its usual place."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "court-walk"


@contextmanager
def counted(
    environment: Environment, target: Target, *, at: datetime | None = None
) -> Iterator[CountSignOn]:
    """Count the first sign-on of a walk, `at` now if nothing else is given; keep other walks out.

    What is yielded counts one more of the same walk. A UsageError says when the next is possible.
    Courts on this machine and walks that do not sign on are not counted. The state holds hosts and
    times, and no names.
    """
    if target.is_loopback or target.credentials is None:
        yield not_counted
        return
    host = urlsplit(target.addresses.sign_on).hostname or ""
    place = state_folder()
    most = environment.sign_ons_per_hour
    with ExitStack() as stack:
        with _counting_in(place):
            place.mkdir(parents=True, exist_ok=True)
            walking = sqlite3.connect(place / "walking.sqlite", timeout=0)
            stack.enter_context(closing(walking))
            _be_alone(walking, host)
        _count_in(place, host, most, at)
        yield partial(_count_in, place, host, most)


def not_counted() -> None:
    """Count nothing, where nobody minds how often a walk signs on."""


@contextmanager
def _counting_in(place: Path) -> Iterator[None]:
    """Say what keeps sign-ons from being counted in a folder."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as error:
        if is_of_this_machine(error):
            raise CannotTell(
                f"Sign-ons cannot be counted in {place} ({error}); mend that and try again."
            ) from None
        raise UsageError(
            f"Sign-ons cannot be counted in {place} ({error}); make it a folder that can be "
            "written, or set XDG_STATE_HOME."
        ) from None


def _count_in(place: Path, host: str, most: int, at: datetime | None = None) -> None:
    with _counting_in(place), closing(sqlite3.connect(place / "sign-ons.sqlite")) as records:
        _count(records, host, most, at or datetime.now(UTC))


def _be_alone(walking: sqlite3.Connection, host: str) -> None:
    """Keep other walks out for as long as the connection is open."""
    try:
        walking.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        raise UsageError(f"Another walk is signed on at {host} now; wait until it ends.") from None


def _count(records: sqlite3.Connection, host: str, most: int, now: datetime) -> None:
    with records:
        records.execute(_TABLE)
        records.execute("DELETE FROM sign_on WHERE at <= ?", ((now - _HOUR).timestamp(),))
        asked = "SELECT at FROM sign_on WHERE host = ? ORDER BY at"
        times = [at for (at,) in records.execute(asked, (host,))]
        if len(times) >= most:
            again = datetime.fromtimestamp(times[-most], UTC) + _HOUR
            raise UsageError(
                f"Walks have signed on at {host} {len(times)} times within an hour, and "
                f"signOnsPerHour is {most}; walk again after {again:%H:%M:%S} UTC."
            )
        records.execute("INSERT INTO sign_on VALUES (?, ?)", (host, now.timestamp()))

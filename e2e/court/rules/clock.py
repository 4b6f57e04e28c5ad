"""A clock that a test sets, so that a lock of five minutes takes no time."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Does not move until it is set."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time

    def advance(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Move the clock forward."""
        self.time += timedelta(minutes=minutes, seconds=seconds)

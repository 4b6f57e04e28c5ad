"""A connection to SQLite whose statements fail when a test says so."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import ClassVar

import pytest

BEGIN, STATEMENT, COMMIT, ROLLBACK = "BEGIN", "STATEMENT", "COMMIT", "ROLLBACK"
_CONTROL = {BEGIN, COMMIT, ROLLBACK, "PRAGMA", "SELECT"}

TROUBLE = {
    "locked": sqlite3.SQLITE_LOCKED,
    "busy": sqlite3.SQLITE_BUSY,
    "full": sqlite3.SQLITE_FULL,
    "i/o": sqlite3.SQLITE_IOERR,
    "i/o of the WAL": sqlite3.SQLITE_IOERR_FSYNC,
    "read-only": sqlite3.SQLITE_READONLY,
    "cannot open": sqlite3.SQLITE_CANTOPEN,
    "corrupt": sqlite3.SQLITE_CORRUPT,
    "no database": sqlite3.SQLITE_NOTADB,
}


class FailingConnection(sqlite3.Connection):
    """Fails at the kinds of statement that are in `failing`, before it does anything."""

    failing: ClassVar[dict[str, int]] = {}

    def execute(self, sql: str, parameters: object = (), /) -> sqlite3.Cursor:
        """Run a statement, or fail."""
        word = sql.split(maxsplit=1)[0]
        kind = word if word in _CONTROL else STATEMENT
        if code := self.failing.get(kind):
            error = sqlite3.OperationalError(f"{kind} failed by {code}")
            error.sqlite_errorcode = code
            raise error
        return super().execute(sql, parameters)  # type: ignore[arg-type] # it is SQLite's to look at


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make all new connections such ones."""
    connect = partial(sqlite3.connect, factory=FailingConnection)
    monkeypatch.setattr(sqlite3, "connect", connect)


@contextmanager
def failing(*kinds: str, code: int = sqlite3.SQLITE_IOERR) -> Iterator[None]:
    """Let these kinds of statement fail meanwhile."""
    FailingConnection.failing.update(dict.fromkeys(kinds, code))
    try:
        yield
    finally:
        FailingConnection.failing.clear()

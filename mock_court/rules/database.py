"""A database that does a transaction whole or not at all, and says which."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mock_court.errors import CourtFailed
from mock_court.rules import records_file

_WRONG_CALL = {sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE}
_WRONG_STATEMENT = {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR}
"""What is a defect of ours in memory; in a file it says that somebody else changed its tables."""


class RecordsUnavailable(CourtFailed):
    """The records cannot be read or written now, and nothing of the transaction is in them."""


class Database:
    """One SQLite connection, to a file or to memory, that threads take in turn.

    After any failure it is as it was before the transaction, or it is opened anew.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the file `path`, or a new database in memory."""
        self._lock = threading.RLock()
        self._path = None
        self._kept_in = "The records in memory" if path is None else f"The records file {path}"
        self._files: dict[Path, tuple[int, int]] = {}
        self._needs_opening = True
        self._is_held = self._is_in_transaction = False
        with self._told():
            if path is not None:
                self._path = records_file.make_ready(path)
            self._db = self._connect()
        self._needs_opening = False

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._db.close()

    def _connect(self) -> sqlite3.Connection:
        if self._path is None:
            db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
            db.executescript(records_file.SCHEMA)
        else:
            db = records_file.open_file(self._path)
            # SQLite keeps the newest transactions in the second file until it moves them.
            for file in (self._path, Path(f"{self._path}-wal")):
                with suppress(FileNotFoundError):
                    self._files[file] = _identity(file)
        db.row_factory = sqlite3.Row
        return db

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Keep all that is written meanwhile, or nothing; one inside another is a part of it."""
        with self._lock:
            if self._is_in_transaction:
                yield self._db
                return
            with self._told():
                self._make_sure_of_the_file()
                self._roll_back()
                self._db.execute("BEGIN IMMEDIATE")
                self._is_in_transaction = True
                try:
                    yield self._db
                    self._make_sure_of_the_file()
                    self._db.execute("COMMIT")
                except BaseException:
                    self._roll_back()
                    raise
                finally:
                    self._is_in_transaction = False
                self._wait_for_others(is_worth_it=True)

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._lock, self._told():
            self._make_sure_of_the_file()
            return self._db.execute(query, values).fetchall()

    def _roll_back(self) -> None:
        """Undo what is left of a transaction that failed; the failure is what is told, not this."""
        # SQLite has undone some of them by itself, and then a ROLLBACK is an error.
        if not self._db.in_transaction:
            return
        try:
            self._db.execute("ROLLBACK")
        except sqlite3.Error:
            if self._path is not None:
                # This undoes it in any state, and lets go of the file. It is opened when needed.
                self._db.close()
                self._files = {self._path: self._files[self._path]}
                self._needs_opening = True

    def _make_sure_of_the_file(self) -> None:
        """Refuse to go on with a file that nobody would find again, and open it if need be."""
        for file, identity in self._files.items():
            try:
                is_there = _identity(file) == identity
            except OSError:
                is_there = False
            if not is_there:
                raise RecordsUnavailable(
                    f"{file} was moved, replaced or deleted: put it back, or start the court again."
                )
        if self._needs_opening:
            self._db, self._needs_opening, self._is_held = self._connect(), False, False

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell trouble with the file from a defect of ours, which stays the error that it is."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF
            if code in _WRONG_CALL or (code in _WRONG_STATEMENT and self._path is None):
                raise
            if code == sqlite3.SQLITE_BUSY and not self._needs_opening:
                self._wait_for_others(is_worth_it=False)
            raise RecordsUnavailable(f"{self._kept_in} cannot be used now ({error}).") from error

    def _wait_for_others(self, *, is_worth_it: bool) -> None:
        """Wait for no other process, once one was waited for in vain, until the file is free.

        One thread answers all readers, and a wait holds every one of them up.
        """
        if self._is_held == is_worth_it:
            self._is_held = not is_worth_it
            seconds = records_file.BUSY_SECONDS if is_worth_it else 0
            self._db.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def _identity(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_dev, found.st_ino

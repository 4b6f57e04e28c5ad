"""The file of the records: whether it is the court's own, and how one is made and opened."""

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from mock_court.errors import UsageError

SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
APPLICATION = int.from_bytes(b"MCrt")
"""What SQLite's header of a records file says of whose file it is."""
VERSION = 1
"""The version of the tables; version 0 has the same ones, and does not say whose they are."""
BUSY_SECONDS = 2.0
"""How long a transaction waits for another process that writes to the same file."""

NEWER = "a newer version of the mock court made it"


class RecordsRefused(UsageError):
    """A file cannot be used for records, and was left as it is."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The records file {path} cannot be used ({why}): give another with --records."
        )


def make_ready(path: Path) -> Path:
    """Make a new records file or check the one that is there, and return its real place.

    Raises `RecordsRefused` before anything is written to a file of somebody else.
    """
    real = path.resolve()
    if why := _obstacle(real):
        raise RecordsRefused(path, why)
    # Looked for first, since a court that starts at the same time makes these after the file.
    left = [each for each in map(real.with_name, _beside(real)) if each.exists()]
    if not real.exists():
        if left:
            raise RecordsRefused(path, f"{left[0].name} is left of a file that is gone; delete it")
        _make(real)
    try:
        # Immutable means that SQLite takes no lock and writes nothing, not even to recover a file
        # that its own program left half written.
        with closing(_connect(real, "mode=ro&immutable=1")) as found:
            why = _whose(found)
    except sqlite3.DatabaseError as error:
        why = str(error)
    if why:
        raise RecordsRefused(path, why)
    return real


def open_file(path: Path) -> sqlite3.Connection:
    """Open a records file that is there and ready; `sqlite3.Error` if it cannot be done now."""
    db = _connect(path, "mode=rw")
    try:
        if _number(db, "application_id") != APPLICATION:
            # While the rollback journal is on, so that the signature is in the file itself.
            db.execute("BEGIN IMMEDIATE")
            _sign(db)
            db.execute("COMMIT")
        # A reader in another process does not stop a writer then, nor the reverse.
        db.execute("PRAGMA journal_mode = WAL")
        # Each COMMIT waits for the disk, so that what was acknowledged outlasts a power cut.
        db.execute("PRAGMA synchronous = FULL")
        _refuse_newer(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _obstacle(path: Path) -> str:
    """Return why no records can be kept at that place, whatever is in the file."""
    if path.is_dir():
        return "it is a folder"
    if not path.parent.is_dir():
        return "its folder does not exist"
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return "its folder is not yours to write to"
    if not path.exists():
        return ""
    if not path.is_file():
        return "it is a device or a pipe"
    if not os.access(path, os.R_OK | os.W_OK):
        return "it is not yours to read and write"
    return "" if path.stat().st_size else "it is empty, and not a file that the mock court made"


def _beside(path: Path) -> tuple[str, str]:
    """Return the files from which SQLite would complete a file of that name."""
    return f"{path.name}-wal", f"{path.name}-journal"


def _make(path: Path) -> None:
    """Make a new file that is whole from the first, even if this process is killed meanwhile."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with closing(sqlite3.connect(new, isolation_level=None)) as db:
            db.executescript(SCHEMA)
            _sign(db)
        try:
            path.hardlink_to(new)
        except FileExistsError:
            # Another court has made the file by now, and it is the one to use.
            return
        except OSError:
            # There are file systems without links.
            new.rename(path)
    finally:
        new.unlink(missing_ok=True)


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.as_uri()}?{how}",
        uri=True,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
        isolation_level=None,
    )


def _sign(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {VERSION}")


def _whose(db: sqlite3.Connection) -> str:
    """Return why the file is not one that this version of the court can use."""
    application, version = _number(db, "application_id"), _number(db, "user_version")
    with closing(sqlite3.connect(":memory:")) as new:
        new.executescript(SCHEMA)
        is_alike = _tables(new) == _tables(db)
    if application == APPLICATION:
        if version > VERSION:
            return NEWER
        return "" if is_alike else "its tables are not those of the mock court any more"
    # Files from before they were signed are known by their tables.
    return "" if is_alike and not application and not version else "another program made it"


def _tables(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return the columns of all tables, each with the name of its table."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return {
        (table, column)
        for (table,) in db.execute(tables).fetchall()
        for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))
    }


def _refuse_newer(db: sqlite3.Connection, path: Path) -> None:
    # This version may not be in the file itself yet, but in the newest transactions beside it.
    if _number(db, "user_version") > VERSION:
        raise RecordsRefused(path, NEWER)


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])

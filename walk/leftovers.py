"""Folders that go with their walk: at its end, or if it was killed, when the next one begins.

What a killed walk leaves in them are a profile with session cookies, parts of traces that nobody
has cleaned, and half a report that nobody has scanned.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_MARK = "walking.sqlite"
_PREFIX = "walk-"


@contextmanager
def passing_folder() -> Iterator[Path]:
    """Give a temporary folder to a walk."""
    remove_left_over(Path(tempfile.gettempdir()), _PREFIX)
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder,
        marked(Path(folder)),
    ):
        yield Path(folder)


@contextmanager
def marked(folder: Path) -> Iterator[None]:
    """Mark a folder as that of a walk that goes on; sqlite3.Error if another one does so."""
    mark = folder / _MARK
    # The system takes the lock from whoever ends, in whatever way.
    with closing(sqlite3.connect(mark, timeout=0)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    mark.unlink(missing_ok=True)


def remove_left_over(parent: Path, prefix: str) -> None:
    """Remove the folders of that prefix whose walk has ended without doing so."""
    for mark in parent.glob(f"{prefix}*/{_MARK}"):
        folder = mark.parent
        if folder.lstat().st_uid != getattr(os, "getuid", int)():
            continue
        try:
            with marked(folder):
                shutil.rmtree(folder, ignore_errors=True)
        except sqlite3.Error:
            continue
        # The browser of a walk that was killed a moment ago may still be writing there.
        if folder.exists():
            mark.touch()

"""Folders that are made aside, and put in their place only when they are whole."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from walk.errors import UsageError


@dataclass(frozen=True)
class FolderKind:
    """A kind of folder that a walk leaves, and how to tell one."""

    name: str
    """As in: no report can be written."""
    result: str
    """The file that makes such a folder of it."""
    files: re.Pattern[str]
    """The names of all files that may be in it."""
    option: str
    """The option that names its place."""

    def is_all_in(self, folder: Path) -> bool:
        """Say whether nothing is there but this, since all that is there goes with it."""
        names = [each.name for each in folder.iterdir() if each.is_file()]
        is_all = len(names) == len(list(folder.iterdir()))
        return is_all and (self.result in names or not names) and all(map(self._may_be, names))

    def _may_be(self, name: str) -> bool:
        return bool(self.files.fullmatch(name))


@contextmanager
def replace_folder(place: Path, kept: FolderKind) -> Iterator[Path]:
    """Give a folder to write into; it replaces an earlier one of its kind at `place` at the end."""
    named = place
    try:
        # Only so has the current folder a name and a parent, and a link leads to its folder.
        place = place.resolve()
        if place.exists() and not (place.is_dir() and kept.is_all_in(place)):
            raise UsageError(
                f"{named} is there and is not the {kept.name} of a walk and no more; "
                f"name another place with {kept.option}."
            )
        place.parent.mkdir(parents=True, exist_ok=True)
        remove_left_over(place.parent, f".{place.name}-")
        aside = Path(mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    except OSError as error:
        raise UsageError(
            f"No {kept.name} can be written at {named} ({error.strerror}); "
            f"name another place with {kept.option}."
        ) from None
    earlier = aside.with_name(f"{aside.name}-earlier")
    try:
        with marked(aside):
            yield aside
        # mkdtemp lets only its owner look, and it is for everybody who may see the folder.
        aside.chmod(0o755)
        if place.exists():
            place.replace(earlier)
        aside.replace(place)
    finally:
        # Who is stopped between the two moves gets the earlier one back.
        if earlier.exists() and not place.exists():
            earlier.replace(place)
        for left_over in (aside, earlier):
            shutil.rmtree(left_over, ignore_errors=True)


_MARK = "walking.sqlite"


_PREFIX = "walk-"


@contextmanager
def temporary_folder() -> Iterator[Path]:
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

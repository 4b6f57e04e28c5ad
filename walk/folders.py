"""Folders that are written aside, and put in place only when they are complete."""

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from walk.errors import CannotTell, UsageError, is_of_this_machine


@dataclass(frozen=True)
class FolderKind:
    """A kind of folder that a walk leaves, and how to recognize one."""

    name: str
    """As in: no report can be written."""
    result: str
    """The file that such a folder has."""
    files: re.Pattern[str]
    """The names of all files that may be in it."""
    option: str
    """The option that sets its place."""

    def is_all_in(self, folder: Path) -> bool:
        """Say whether the folder holds nothing else, since all of it is replaced."""
        names = [each.name for each in folder.iterdir() if each.is_file()]
        is_all = len(names) == len(list(folder.iterdir()))
        return is_all and (self.result in names or not names) and all(map(self._may_be, names))

    def _may_be(self, name: str) -> bool:
        return bool(self.files.fullmatch(name))


@contextmanager
def replace_folder(place: Path, kept: FolderKind) -> Iterator[Path]:
    """Give a folder to write into; at the end it replaces an earlier one of its kind at `place`."""
    named = place
    try:
        # Resolved, the current folder has a name and a parent, and a link leads to its folder.
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
        if is_of_this_machine(error):
            raise
        raise UsageError(
            f"No {kept.name} can be written at {named} ({error.strerror}); "
            f"name another place with {kept.option}."
        ) from None
    earlier = aside.with_name(f"{aside.name}-earlier")
    try:
        with marked(aside):
            yield aside
        # mkdtemp lets only its owner look, and a report is for all who may see the folder above.
        aside.chmod(0o755)
        if place.exists():
            place.replace(earlier)
        aside.replace(place)
    finally:
        # If this stops between the two moves, the earlier folder comes back.
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
    """Mark a new folder as one that a walk is using."""
    mark, beginning = folder / _MARK, folder / f"{_MARK}-beginning"
    # A walk that begins at the same moment removes a folder with a mark that is not locked, so the
    # mark gets its name only with its lock.
    with _locked(beginning):
        # Windows renames no open file, so that a walk that is killed there leaves its folder.
        with suppress(PermissionError):
            beginning.rename(mark)
        yield
    for each in (mark, beginning):
        each.unlink(missing_ok=True)


@contextmanager
def _locked(mark: Path) -> Iterator[None]:
    """Lock a mark meanwhile; `sqlite3.Error` if another walk has locked it."""
    # However a process ends, the system takes its lock away.
    with closing(sqlite3.connect(mark, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if not is_of_this_machine(error):
                raise
            said = f"Nothing can be written in {mark.parent} ({error}); mend that and try again."
            raise CannotTell(said) from None
        yield


def remove_left_over(parent: Path, prefix: str) -> None:
    """Remove the folders with that prefix that a walk was killed in."""
    for mark in parent.glob(f"{prefix}*/{_MARK}"):
        folder = mark.parent
        if folder.lstat().st_uid != getattr(os, "getuid", int)():
            continue
        try:
            with _locked(mark):
                shutil.rmtree(folder, ignore_errors=True)
        except (sqlite3.Error, CannotTell):
            continue
        # The browser of a walk that was killed just now may still be writing there.
        if folder.exists():
            mark.touch()

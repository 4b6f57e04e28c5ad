"""Folders of walks that begin at the same moment, and of one that was killed."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from walk.folders import marked, remove_left_over

PREFIX = "walk-"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the name that a walk would choose."""
    folder = tmp_path / f"{PREFIX}1"
    folder.mkdir()
    return folder


def test_a_walk_that_begins_leaves_the_folder_of_another_that_begins(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, looked = sqlite3.connect, []

    def connect_and_look_from_elsewhere(mark: Path, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 the library's
        monkeypatch.setattr(sqlite3, "connect", connect)
        # SQLite makes the file first, and then locks it.
        mark.touch()
        remove_left_over(folder.parent, PREFIX)
        looked.append(mark)
        connected: sqlite3.Connection = connect(mark, **options)
        return connected

    monkeypatch.setattr(sqlite3, "connect", connect_and_look_from_elsewhere)
    with marked(folder):
        remove_left_over(folder.parent, PREFIX)

        assert (folder.is_dir(), len(looked)) == (True, 1)
    assert list(folder.iterdir()) == []


def test_the_folder_of_a_walk_that_was_killed_is_removed(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt), marked(folder):
        raise KeyboardInterrupt

    remove_left_over(folder.parent, PREFIX)

    assert not folder.exists()

"""Folders of walks that begin at the same moment, and of one that was killed."""

import os
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from walk.errors import UsageError
from walk.folders import FolderKind, marked, remove_left_over, replace_folder

PREFIX = "walk-"
REPORT = FolderKind("report", "walk.json", re.compile(r"walk\.json|step-\d+\.png"), "--out")


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


def test_the_folder_of_somebody_else_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyboardInterrupt), marked(folder):
        raise KeyboardInterrupt
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)

    remove_left_over(folder.parent, PREFIX)

    assert folder.is_dir()


# A folder that takes the place of an earlier one


def kept(folder: Path, *names: str) -> Path:
    """Make a folder with these files."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text("earlier", encoding="utf-8")
    return folder


@pytest.mark.parametrize("names", [(), ("walk.json",), ("walk.json", "step-1.png")])
def test_a_report_takes_the_place_of_an_earlier_one(tmp_path: Path, names: tuple[str, ...]) -> None:
    place = kept(tmp_path / "report", *names)

    with replace_folder(place, REPORT) as aside:
        (aside / "walk.json").write_text("new", encoding="utf-8")

    assert [each.name for each in place.iterdir()] == ["walk.json"]
    assert (place / "walk.json").read_text(encoding="utf-8") == "new"
    # Whoever may see the folder above may read it.
    assert place.stat().st_mode & 0o777 == 0o755
    assert [*tmp_path.iterdir()] == [place]


@pytest.mark.parametrize("names", [("step-1.png",), ("walk.json", "step-1.png.old")])
def test_what_is_no_report_is_not_replaced(tmp_path: Path, names: tuple[str, ...]) -> None:
    place = kept(tmp_path / "pictures", *names)

    with (
        pytest.raises(UsageError, match="name another place with --out"),
        replace_folder(place, REPORT),
    ):
        pytest.fail("Nothing is to be written.")

    assert sorted(each.name for each in place.iterdir()) == sorted(names)


def test_an_earlier_report_comes_back_if_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, move = kept(tmp_path / "report", "walk.json"), Path.replace

    def fail_for_the_new_one(self: Path, target: Path) -> Path:
        if target == place and not self.name.endswith("-earlier"):
            raise KeyboardInterrupt
        return move(self, target)

    monkeypatch.setattr(Path, "replace", fail_for_the_new_one)
    with pytest.raises(KeyboardInterrupt), replace_folder(place, REPORT) as aside:
        (aside / "walk.json").write_text("new", encoding="utf-8")

    assert (place / "walk.json").read_text(encoding="utf-8") == "earlier"
    assert [*tmp_path.iterdir()] == [place]

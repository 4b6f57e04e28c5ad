"""Files that a command writes for programs."""

import json
from pathlib import Path

import pytest

from walk.errors import UsageError
from walk.settings.files import is_file, read_json, read_toml, replace_file, write_json


def test_a_file_may_begin_with_the_mark_that_editors_of_windows_write(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_text('{"a": 1}', encoding="utf-8-sig")
    assert read_json(place, "file", "") == {"a": 1}

    place.write_text("a = 1", encoding="utf-8-sig")
    assert read_toml(place, "file", "") == {"a": 1}


def test_words_of_any_page_can_be_written_as_json(tmp_path: Path) -> None:
    place = tmp_path / "seen.json"

    # Scripts may leave half a character on a page.
    write_json({"words": "Se\u00f1al \ud83d"}, place)

    text = place.read_text(encoding="utf-8")
    assert json.loads(text) == {"words": "Se\u00f1al ?"}
    assert text == '{\n "words": "Se\u00f1al ?"\n}\n'


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        write_json({}, tmp_path)

    assert str(refused.value) == (
        f"{tmp_path} cannot be written (Is a directory); name another file with --json."
    )


@pytest.mark.parametrize(
    ("name", "is_there"), [("a", True), ("b", False), ("", False), ("x" * 300, False)]
)
def test_a_name_that_no_file_can_have_is_no_file(
    tmp_path: Path, name: str, *, is_there: bool
) -> None:
    (tmp_path / "a").touch()

    assert is_file(tmp_path / name) == is_there


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    place = tmp_path / "recording.json"
    place.write_text("old", encoding="utf-8")
    place.chmod(0o640)

    replace_file(place, "new", "recording", "name another")

    assert place.read_text(encoding="utf-8") == "new"
    assert place.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["recording.json"]


def test_of_a_file_that_cannot_be_replaced_no_part_is_left(tmp_path: Path) -> None:
    place = tmp_path / "recording.json"
    place.mkdir()

    with pytest.raises(UsageError, match=r"recording\.json cannot be written"):
        replace_file(place, "new", "recording", "name another")

    assert [each.name for each in tmp_path.iterdir()] == ["recording.json"]

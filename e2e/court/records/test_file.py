"""Whose file it is: the court opens its own, also old ones, and leaves all others as they are."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from e2e.court.rules.linking import link
from mock_court import __main__ as command
from mock_court.courts.profile import Profile
from mock_court.rules import records_file
from mock_court.rules.court import Court
from mock_court.rules.people import People
from mock_court.rules.records import Records
from mock_court.rules.records_file import RecordsRefused


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the place of a file for records."""
    return tmp_path / "court.sqlite3"


def _sql(*statements: str) -> Callable[[Path], None]:
    def make(file: Path) -> None:
        with closing(sqlite3.connect(file)) as db:
            for statement in statements:
                db.execute(statement)
            db.commit()

    return make


def _own(*statements: str) -> Callable[[Path], None]:
    def make(file: Path) -> None:
        Records(file).close()
        _sql("PRAGMA journal_mode = DELETE", *statements)(file)

    return make


def _with_wal(file: Path) -> None:
    """Make a file of somebody else whose last transaction is only in its WAL."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE links (url)")
    copies = {each: each.read_bytes() for each in file.parent.iterdir()}
    db.close()
    for each, content in copies.items():
        each.write_bytes(content)


def _half_written(file: Path) -> None:
    """Make a file of somebody else that its own program has to recover first."""
    _sql("CREATE TABLE links (url)")(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN")
        db.execute("INSERT INTO links SELECT zeroblob(9000) FROM pragma_function_list LIMIT 50")
        copies = {each: each.read_bytes() for each in file.parent.iterdir()}
    for each, content in copies.items():
        each.write_bytes(content)


def _cut_short(file: Path) -> None:
    Records(file).close()
    os.truncate(file, 5000)


FOREIGN = {
    "of another program": (_sql("CREATE TABLE links (url)"), "another program made it"),
    "of a program that signs": (
        _sql("PRAGMA application_id = 77", "CREATE TABLE links (url)"),
        "another program made it",
    ),
    "with tables of our names": (
        _own(
            "PRAGMA application_id = 0", "PRAGMA user_version = 0", "ALTER TABLE links ADD url TEXT"
        ),
        "another program made it",
    ),
    "with our tables and a signature": (
        _own("PRAGMA application_id = 77"),
        "another program made it",
    ),
    "with a WAL": (_with_wal, "another program made it"),
    "half written": (_half_written, "another program made it"),
    "without tables": (_sql("VACUUM", "PRAGMA user_version = 1"), "another program made it"),
    "of a newer version": (
        _own("PRAGMA user_version = 2"),
        "a newer version of the mock court made it",
    ),
    "without a table": (
        _own("DROP TABLE notices"),
        "its tables are not those of the mock court any more",
    ),
    "empty": (Path.touch, "it is empty, and not a file that the mock court made"),
    "a text": (lambda file: file.write_text("Dear Sir,"), "file is not a database"),
    "a long text": (lambda file: file.write_text("Dear Sir," * 999), "file is not a database"),
    "cut short": (
        _cut_short,
        "database disk image is malformed",
    ),
    "a folder": (Path.mkdir, "it is a folder"),
    "a pipe": (os.mkfifo, "it is a device or a pipe"),
    "a WAL alone": (
        lambda file: Path(f"{file}-wal").write_text("the last of it"),
        "court.sqlite3-wal is left of a file that is gone; delete it",
    ),
    "a journal alone": (
        lambda file: Path(f"{file}-journal").write_text("the last of it"),
        "court.sqlite3-journal is left of a file that is gone; delete it",
    ),
}


@pytest.mark.parametrize(("make", "why"), FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_is_not_the_court_s_is_refused_and_left_as_it_is(
    file: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], object], why: str
) -> None:
    make(file)
    before = _content(file.parent)

    status = command.main(["--port", "0", "--records", str(file)])

    assert status == 2
    assert capsys.readouterr() == (
        "",
        f"The records file {file} cannot be used ({why}): give another with --records.\n",
    )
    assert _content(file.parent) == before


@pytest.mark.parametrize("forbidden", ["file", "folder"])
def test_a_file_without_permission_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, forbidden: str
) -> None:
    Records(file).close()
    before = _content(file.parent)
    place = file if forbidden == "file" else file.parent
    # Root may do everything, so the system is asked in vain here.
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != place)

    with pytest.raises(RecordsRefused, match="not yours to"):
        Records(file)

    assert _content(file.parent) == before


def test_a_newer_version_whose_mark_is_not_in_the_file_itself_is_refused(file: Path) -> None:
    with closing(Records(file)) as newer:
        newer._db.execute("PRAGMA user_version = 2")
        with pytest.raises(RecordsRefused, match="newer version"):
            Records(file)


def test_a_file_says_that_it_is_the_court_s(file: Path) -> None:
    Records(file).close()

    header = file.read_bytes()[:100]
    assert header[68:72] == b"MCrt"
    assert int.from_bytes(header[60:64]) == records_file.VERSION
    assert list(_content(file.parent)) == [file.name]


def test_a_file_from_before_it_was_signed_opens_and_is_signed(
    profile: Profile, people: People, file: Path
) -> None:
    attorney = people.attorney()
    with closing(Records(file)) as records:
        court = Court(profile, records)
        court.enroll([attorney])
        linked = link(court, attorney)
    _sql("PRAGMA journal_mode = DELETE", "PRAGMA application_id = 0", "PRAGMA user_version = 0")(
        file
    )

    with closing(Records(file)) as records:
        assert records.links() == [linked]

    assert file.read_bytes()[68:72] == b"MCrt"


def test_two_starts_make_one_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = records_file._sign

    def sign_late(db: sqlite3.Connection) -> None:
        monkeypatch.setattr(records_file, "_sign", sign)
        first.append(Records(file))
        first[0].add_failed_try("somebody", records_time)
        sign(db)

    records_time = datetime.now(UTC)
    first: list[Records] = []
    monkeypatch.setattr(records_file, "_sign", sign_late)
    with closing(Records(file)) as second:
        assert second.failed_tries("somebody") == (1, records_time)
    first[0].close()

    assert list(_content(file.parent)) == [file.name]


def test_a_file_system_without_links_does_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    Records(file).close()

    assert list(_content(file.parent)) == [file.name]
    Records(file).close()


def test_a_name_with_marks_of_an_address_is_a_name(tmp_path: Path) -> None:
    file = tmp_path / "a b?mode=memory#100%.sqlite3"
    Records(file).close()

    assert list(_content(tmp_path)) == [file.name]


def test_a_link_to_a_file_leads_to_it(file: Path, tmp_path: Path) -> None:
    way = tmp_path / "way"
    way.symlink_to(file)
    Records(way).close()

    assert file.is_file()
    assert way.is_symlink()


def _content(folder: Path) -> dict[str, bytes | None]:
    return {each.name: each.read_bytes() if each.is_file() else None for each in folder.iterdir()}


def test_a_file_that_is_gone_by_now_is_not_made_anew(tmp_path: Path) -> None:
    gone = tmp_path / "records.sqlite"

    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        records_file.open_file(gone)

    assert not gone.exists()

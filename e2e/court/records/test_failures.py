"""A database that fails: nothing is half done, readers get a 503, and all goes on afterwards."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import pyotp
import pytest

from e2e.court.http.reader import (
    CMECF,
    FORM,
    MAIN_PAGE,
    Reader,
    menu_bar,
    outcome,
    reading,
    view_state,
)
from e2e.court.records import failing
from e2e.court.records.failing import BEGIN, COMMIT, ROLLBACK, STATEMENT, TROUBLE
from e2e.court.rules.linking import request_link
from mock_court.courts.profile import Profile
from mock_court.rules import records_file
from mock_court.rules.court import Court
from mock_court.rules.database import RecordsUnavailable
from mock_court.rules.people import Attorney, People
from mock_court.rules.records import Link, Notice, Records

NOW = datetime(2026, 1, 2, tzinfo=UTC)
HEALTH = f"{CMECF}/healthz"

Write = Callable[[Records, Attorney], object]

# Everything that the court writes. The attorney is enrolled, and somebody's notice waits.
WRITES: dict[str, Write] = {
    "an account": lambda records, _: records.add_pacer(People(1).attorney().pacer),
    "a CM/ECF account": lambda records, _: records.add_cmecf("wiwb", People(1).attorney().cmecf),
    "a link": lambda records, attorney: records.link(
        Link("wiwb", attorney.cmecf.login, attorney.pacer.username, NOW), b"a notice"
    ),
    "a failed try": lambda records, _: records.add_failed_try("pacer somebody", NOW),
    "an end of tries": lambda records, _: records.forget_failed_tries("pacer x"),
    "a passcode": lambda records, attorney: records.use_passcode(attorney.pacer.username, 7),
    "a skip": lambda records, attorney: records.skip_update(attorney.pacer.username),
    "a sent notice": lambda records, _: records.mark_sent(Notice(1, b""), NOW),
    "a mail": lambda records, _: records.receive_mail("<a@b>", b"a mail"),
    "a proof": lambda records, _: records.check_writable(),
}
POINTS = [(BEGIN,), (STATEMENT,), (COMMIT,), (STATEMENT, ROLLBACK), (COMMIT, ROLLBACK)]


@pytest.fixture(params=["file", "memory"])
def records(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Records]:
    """Give records that fail on demand, in which something of everything is."""
    failing.install(monkeypatch)
    records = Records(tmp_path / "court.sqlite3" if request.param == "file" else None)
    records.link(Link("cob", "somebody", "somebody", NOW), b"a waiting notice")
    records.add_failed_try("pacer x", NOW)
    yield records
    records.close()


@pytest.mark.sample(10)
@pytest.mark.parametrize("points", POINTS, ids=" and ".join)
@pytest.mark.parametrize("code", TROUBLE.values(), ids=TROUBLE)
def test_no_write_that_fails_leaves_anything_behind(
    records: Records, attorney: Attorney, points: tuple[str, ...], code: int
) -> None:
    for name, write in WRITES.items():
        before = list(records._db.iterdump())
        with (
            failing.failing(*points, code=code),
            pytest.raises(RecordsUnavailable, match=f"{points[0]} failed by {code}"),
        ):
            write(records, attorney)

        with records.together():
            pass
        assert list(records._db.iterdump()) == before, name


def test_no_write_that_fails_holds_the_file(
    records: Records, attorney: Attorney, tmp_path: Path
) -> None:
    for points in POINTS:
        for write in WRITES.values():
            with failing.failing(*points), pytest.raises(RecordsUnavailable):
                write(records, attorney)
            with records.together():
                pass
            if records._path:
                with closing(sqlite3.connect(tmp_path / "court.sqlite3", timeout=0)) as other:
                    other.execute("BEGIN EXCLUSIVE")
    for write in WRITES.values():
        write(records, attorney)

    assert [each.court for each in records.links()] == ["cob", "wiwb"]


def test_a_failure_that_is_not_rolled_back_would_be_found(
    records: Records, attorney: Attorney, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Records, "_roll_back", lambda _: None)
    with failing.failing(COMMIT), pytest.raises(RecordsUnavailable):
        WRITES["a link"](records, attorney)

    assert [each.court for each in records.links()] == ["cob", "wiwb"]
    with pytest.raises((RecordsUnavailable, sqlite3.OperationalError), match="transaction"):
        WRITES["a skip"](records, attorney)


def test_several_writes_together_are_kept_all_or_none(records: Records) -> None:
    people = [People(seed).attorney() for seed in (1, 2)]

    def enroll() -> None:
        with records.together():
            for each in people:
                records.add_pacer(each.pacer)

    with failing.failing(COMMIT), pytest.raises(RecordsUnavailable):
        enroll()
    assert [records.pacer(each.pacer.username) for each in people] == [None, None]

    enroll()
    assert [records.pacer(each.pacer.username) for each in people] == [
        each.pacer for each in people
    ]


# Real trouble with a file


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the place of a file for records that waits for nobody for long."""
    monkeypatch.setattr(records_file, "BUSY_SECONDS", 0.05)
    return tmp_path / "court.sqlite3"


@pytest.fixture
def filed(profile: Profile, people: People, file: Path) -> Iterator[tuple[Reader, Attorney]]:
    """Give a reader who is signed on at a court with records in a file, and who the reader is."""
    court = Court(profile, Records(file))
    (attorney,) = court.enroll([people.attorney()])
    with reading(court) as reader:
        reader.log_on(attorney.pacer)
        yield reader, attorney
    court.records.close()


def _file(records: Records) -> Path:
    assert records._path
    return records._path


def _ignore(_: object) -> None:
    """Return nothing."""


def _hold(records: Records) -> Callable[[], None]:
    other = sqlite3.connect(_file(records), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other.close


def _fill(records: Records) -> Callable[[], None]:
    db = records._db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    # What is free on the last page would take a notice.
    with suppress(sqlite3.OperationalError):
        while True:
            db.execute("INSERT INTO notices (message, sent_at) VALUES (zeroblob(99), '')")
    return lambda: _ignore(db.execute("PRAGMA max_page_count = 1000000"))


def _forbid(records: Records) -> Callable[[], None]:
    db = records._db
    db.execute("PRAGMA query_only = 1")
    return lambda: _ignore(db.execute("PRAGMA query_only = 0"))


def _move(records: Records) -> Callable[[], None]:
    file = _file(records)
    moved = file.rename(f"{file}.moved")
    return lambda: _ignore(moved.rename(file))


def _move_the_wal(records: Records) -> Callable[[], None]:
    wal = Path(f"{_file(records)}-wal")
    moved = wal.rename(f"{wal}.moved")
    return lambda: _ignore(moved.rename(wal))


def _replace(records: Records) -> Callable[[], None]:
    file = _file(records)
    moved = file.rename(f"{file}.moved")
    file.write_bytes(moved.read_bytes())
    return lambda: _ignore(moved.replace(file))


def _take_a_table_away(records: Records) -> Callable[[], None]:
    file = _file(records)
    with closing(sqlite3.connect(file)) as other:
        other.execute("ALTER TABLE notices RENAME TO noted")

    def give_back() -> None:
        with closing(sqlite3.connect(file)) as other:
            other.execute("ALTER TABLE noted RENAME TO notices")

    return give_back


TROUBLES = [
    _hold,
    _fill,
    _forbid,
    _move,
    _move_the_wal,
    _replace,
    _take_a_table_away,
]


@pytest.mark.parametrize("make", TROUBLES)
def test_a_submit_that_the_records_fail_is_a_503_and_links_nothing(
    filed: tuple[Reader, Attorney], file: Path, make: Callable[[Records], Callable[[], None]]
) -> None:
    reader, attorney = filed
    records = reader.served.court.records
    verification = reader.submit_form(attorney.cmecf.login, attorney.cmecf.password)
    address = verification.headers["location"]
    stop = make(records)
    noted = 0 if make is not _fill else records.count_notices()

    refused = reader.submit_verification(address)
    sick = reader.get(HEALTH)
    stop()
    shown, form, well = reader.get(MAIN_PAGE), reader.get(FORM), reader.get(HEALTH)
    links, notices = records.links(), records.count_notices()
    linked = reader.submit_verification(address)

    assert refused.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Western District of Wisconsin" in refused.text
    assert "What you asked for was not done." in refused.text
    assert refused.headers["retry-after"] == "5"
    assert (sick.status_code, sick.json()["records"]["writable"]) == (503, False)
    assert sick.json()["records"]["error"]
    assert "Bankruptcy" not in menu_bar(shown)
    assert form.status_code == HTTPStatus.OK
    assert (links, notices) == ([], noted)
    assert well.json()["records"] == {"status": "pass", "writable": True, "error": None}
    assert "LinkDone.pl" in linked.headers["location"]
    with closing(Records(file)) as again:
        assert (len(again.links()), again.count_notices()) == (1, noted + 1)


def test_a_reader_in_another_process_stops_nobody(
    filed: tuple[Reader, Attorney], file: Path
) -> None:
    reader, attorney = filed
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM links").fetchall()

        linked = reader.link(attorney)

    assert "LinkDone.pl" in linked.headers["location"]


def test_without_the_wal_a_reader_in_another_process_would_fail_the_commit(
    profile: Profile, people: People, file: Path
) -> None:
    with closing(Records(file)) as records, closing(sqlite3.connect(file)) as other:
        court = Court(profile, records)
        (attorney,) = court.enroll([people.attorney()])
        asked = request_link(court, attorney)
        assert records._db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete"
        records._files = {}
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM links").fetchall()

        with pytest.raises(RecordsUnavailable, match="locked"):
            court.link(asked)
        other.rollback()

        assert records.links() == []
        assert court.link(asked) == records.links()[0]


def test_only_the_first_reader_waits_for_a_file_that_is_held(file: Path) -> None:
    with closing(Records(file)) as records:
        timeouts = []
        for _ in range(2):
            timeouts.append(records._db.execute("PRAGMA busy_timeout").fetchone()[0])
            with closing(sqlite3.connect(file, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                with pytest.raises(RecordsUnavailable):
                    records.skip_update("somebody")
            timeouts.append(records._db.execute("PRAGMA busy_timeout").fetchone()[0])
            records.skip_update("somebody")

        assert timeouts == [50, 0, 50, 0]


def test_what_was_acknowledged_is_on_the_disk(file: Path) -> None:
    with closing(Records(file)) as records:
        modes = [
            records._db.execute(f"PRAGMA {each}").fetchone()[0]
            for each in ("journal_mode", "synchronous")
        ]

    assert modes == ["wal", 2]


@pytest.mark.parametrize("path", ["", "/nothing", "/cgi-bin/LinkAccount.pl"])
def test_reading_fails_like_writing(
    profile: Profile, people: People, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    failing.install(monkeypatch)
    court = Court(profile)
    (attorney,) = court.enroll([people.attorney()])
    with reading(court) as reader:
        reader.log_on(attorney.pacer)
        with failing.failing("SELECT"):
            answer = reader.get(f"{CMECF}{path}")
        again = reader.get(f"{CMECF}{path}")

    expected = {"": 200, "/nothing": 404}
    assert answer.status_code == expected.get(path, 503)
    assert again.status_code == expected.get(path, 200)


@pytest.mark.parametrize("points", [("SELECT",), (BEGIN,), (COMMIT,)], ids=" and ".join)
def test_a_sign_on_that_the_records_fail_can_be_posted_again(
    profile: Profile, people: People, monkeypatch: pytest.MonkeyPatch, points: tuple[str, ...]
) -> None:
    failing.install(monkeypatch)
    court = Court(profile)
    (attorney,) = court.enroll([people.attorney(passcode=True)])
    passcode = pyotp.TOTP(attorney.pacer.otp_secret or "").at(court.now())
    with reading(court) as reader:
        state = view_state(reader.log_on(attorney.pacer).text)
        with failing.failing(*points):
            failed = reader.enter_passcode(state, passcode)
        again = reader.enter_passcode(state, passcode)

    assert failed.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert outcome(again) == "200: signed on"


def test_a_wrong_password_that_cannot_be_counted_is_a_503(
    profile: Profile, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing.install(monkeypatch)
    court = Court(profile)
    (attorney,) = court.enroll([people.attorney()])
    with reading(court) as reader:
        with failing.failing(COMMIT):
            answer = reader.log_on(attorney.pacer, "wrong")
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert outcome(reader.log_on(attorney.pacer)) == "200: signed on"


def test_a_file_that_is_moved_in_the_middle_of_a_transaction_takes_nothing(file: Path) -> None:
    moved = file.with_name("moved")
    with closing(Records(file)) as records:

        def write_and_move() -> None:
            with records.together():
                records.add_failed_try("somebody", NOW)
                file.rename(moved)

        with pytest.raises(RecordsUnavailable, match="was moved, replaced or deleted"):
            write_and_move()
        moved.rename(file)

        assert records.failed_tries("somebody") is None

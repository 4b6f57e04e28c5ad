"""A served court whose file is held or full: 503, nothing linked, and all well afterwards."""

import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from e2e.court.http.reader import MAIN_PAGE, menu_bar
from e2e.court.records.process import CourtProcess, MailLog
from mock_court.courts.profile import Profile
from mock_court.rules.court import Court
from mock_court.rules.people import People
from mock_court.rules.records import Records

resource = pytest.importorskip("resource", reason="Windows limits no file by a process.")

FAILURES, FAILURES_OF_SOAK = 1, 15
"""How many of each sort."""
REFUSED = "503, limited menu bar, 0 links in the file, then linked"
DONE = "303, full menu bar, 1 links in the file, then refused"
NEVER_DELIVERED = 0.5
"""Seconds for a notice that a defect keeps from ever being sent."""

Trouble = Callable[[CourtProcess, Path], AbstractContextManager[None]]

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs the prlimit of Linux"),
]

FORGETFUL = """
from mock_court.rules import database, records_file
open_file = records_file.open_file
def open_as_before(path):
    db = open_file(path)
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA busy_timeout = 50")
    return db
records_file.open_file = open_as_before
database.Database._roll_back = lambda self: None
"""
"""A seeded defect: no write-ahead log, and what failed is not rolled back."""

_HOLD = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); "
_HOLD += "db.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()"


@contextmanager
def held(_court: CourtProcess, file: Path) -> Iterator[None]:
    """Hold the file in another process meanwhile."""
    command = [sys.executable, "-c", _HOLD, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == b"held\n"
        yield
        other.stdin.close()


@contextmanager
def read(_court: CourtProcess, file: Path) -> Iterator[None]:
    """Read the file in this process meanwhile."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM links").fetchall()
        yield


@contextmanager
def full(court: CourtProcess, _file: Path) -> Iterator[None]:
    """Let no file of the court be written meanwhile, so that its COMMIT fails in the middle."""
    most = resource.prlimit(court.process.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(court.process.pid, resource.RLIMIT_FSIZE, (0, most))
    yield
    resource.prlimit(court.process.pid, resource.RLIMIT_FSIZE, (most, most))


def _fail(profile: Profile, file: Path, troubles: list[Trouble], defect: str = "") -> Counter[str]:
    """Link somebody in each of the troubles; count what came of it, as sentences."""
    people, seen = People(), Counter[str]()
    print(f"The people of this test have the seed {people.seed}.")
    attorneys = [people.attorney() for _ in troubles]
    with closing(Records(file)) as records:
        Court(profile, records).enroll(attorneys)
    mail = MailLog()
    with mail.running():
        court = CourtProcess(file, mail.address, defect)
        for attorney, trouble in zip(attorneys, troubles, strict=True):
            reader = court.reader()
            with reader.client:
                reader.log_on(attorney.pacer)
                asked = reader.submit_form(attorney.cmecf.login, attorney.cmecf.password)
                address = asked.headers["location"]
                with trouble(court, file):
                    status = reader.submit_verification(address).status_code
                    links = _links_of(file, attorney.cmecf.login)
                bar = "full" if "Bankruptcy" in menu_bar(reader.get(MAIN_PAGE)) else "limited"
                again = reader.submit_verification(address)
            outcome = "linked" if "LinkDone.pl" in again.headers.get("location", "") else "refused"
            seen[f"{status}, {bar} menu bar, {links} links in the file, then {outcome}"] += 1
        is_delivered = court.deliver(NEVER_DELIVERED) if defect else court.deliver()
        court.stop()
    seen["in the file at last"] = sum(_links_of(file, each.cmecf.login) for each in attorneys)
    seen["mails"] = mail.message_ids().total()
    print(seen)
    assert is_delivered or defect
    return seen


def _links_of(file: Path, login: str) -> int:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
        query = "SELECT count(*) FROM links WHERE cmecf_login = ?"
        return int(db.execute(query, (login,)).fetchone()[0])


def test_a_commit_that_fails_is_a_503_and_links_nothing(
    profile: Profile, tmp_path: Path, *, soak: bool
) -> None:
    times = FAILURES_OF_SOAK if soak else FAILURES

    seen = _fail(profile, tmp_path / "court.sqlite3", [held, full, read] * times)

    linked = 3 * times
    assert seen == {
        REFUSED: 2 * times,
        DONE: times,
        "in the file at last": linked,
        "mails": linked,
    }


@pytest.mark.nightly("test_a_commit_that_fails_is_a_503_and_links_nothing")
def test_a_court_that_does_not_roll_back_would_show_a_link_that_is_not_there(
    profile: Profile, tmp_path: Path
) -> None:
    seen = _fail(profile, tmp_path / "court.sqlite3", [read], FORGETFUL)

    assert next(iter(seen)) == "503, full menu bar, 0 links in the file, then refused"
    assert (seen["in the file at last"], seen["mails"]) == (0, 0)

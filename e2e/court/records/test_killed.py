"""A court that is killed while it links: what it acknowledged is kept, whole, and mailed."""

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from e2e.court.records.process import CourtProcess, MailLog, message_id_of
from mock_court.courts.profile import Profile
from mock_court.rules.court import Court
from mock_court.rules.notice import linking_notice
from mock_court.rules.people import Attorney, People
from mock_court.rules.records import Records

KILLS, KILLS_OF_SOAK = 1, 30
READERS = 3
PEOPLE = 60
"""More than can link before a court is killed."""
LONGEST, LONGEST_OF_SOAK = 0.3, 1.0
"""How many seconds a court has at most after its first link."""
FIRST_LINK_SECONDS = 30.0

pytestmark = pytest.mark.soak

LATE = """
from mock_court.rules.records import Records
write, waiting = Records.link, []
def link(self, *arguments):
    waiting.append(arguments)
    if len(waiting) > 4:
        write(self, *waiting.pop(0))
Records.link = link
"""
"""A seeded defect: a link is written when four more came, and only READERS are on their way."""
APART = """
from mock_court.rules.records import Records
def link(self, link, message):
    values = (link.court, link.cmecf_login, link.pacer_username, link.linked_at.isoformat())
    self._write("INSERT INTO links VALUES (?, ?, ?, ?)", *values)
    import os
    os.kill(os.getpid(), 9)
Records.link = link
"""
"""A seeded defect: link and notice are two transactions, and the kill comes between."""


@dataclass
class Found:
    """What was acknowledged and what was found afterwards."""

    acknowledged: int = 0
    lost: int = 0
    half_made: int = 0
    kept: int = 0
    notices: int = 0
    mails: int = 0
    mailed_twice: int = 0
    never_mailed: int = 0


@pytest.fixture
def mail() -> Iterator[MailLog]:
    """Give a mail server that outlives the court."""
    mail = MailLog()
    with mail.running():
        yield mail


def _link_until_killed(court: CourtProcess, attorneys: list[Attorney], longest: float) -> list[str]:
    """Link one after another, and kill the court meanwhile; return who was acknowledged."""
    acknowledged: list[str] = []
    first = threading.Event()

    def link(some: list[Attorney]) -> None:
        for attorney in some:
            reader = court.reader()
            try:
                with reader.client:
                    reader.log_on(attorney.pacer)
                    answer = reader.link(attorney)
            except (httpx.TransportError, KeyError):
                break
            if "LinkDone.pl" in answer.headers.get("location", ""):
                acknowledged.append(attorney.cmecf.login)
                first.set()
        first.set()

    with ThreadPoolExecutor(READERS) as threads:
        running = [threads.submit(link, attorneys[n::READERS]) for n in range(READERS)]
        first.wait(FIRST_LINK_SECONDS)
        # The moment is what is tried here, so there is nothing else to wait for.
        threading.Event().wait(random.uniform(0, longest))
        court.kill()
        for each in running:
            each.result()
    return acknowledged


def _kill(
    profile: Profile,
    file: Path,
    mail: MailLog,
    kills: int,
    defect: str = "",
    longest: float = LONGEST,
) -> Found:
    found, people = Found(), People(random.getrandbits(32))
    print(f"The people of this test have the seed {people.seed}.")
    enrolled: dict[str, Attorney] = {}
    acknowledged: list[str] = []
    for _ in range(kills):
        attorneys = [people.attorney() for _ in range(PEOPLE)]
        enrolled |= {each.cmecf.login: each for each in attorneys}
        with closing(Records(file)) as records:
            Court(profile, records).enroll(attorneys)
        court = CourtProcess(file, mail.address, defect)
        acknowledged += _link_until_killed(court, attorneys, longest)
    last = CourtProcess(file, mail.address)
    is_delivered = last.deliver()
    last.stop()
    with closing(Records(file)) as records:
        links = records.links()
        notices = [message_id_of(row[0]) for row in records._rows("SELECT message FROM notices")]
    expected = {
        linking_notice(profile, each.pacer, each.cmecf, link.linked_at)["Message-ID"]
        for link in links
        for each in [enrolled[link.cmecf_login]]
    }
    mails = mail.message_ids()
    found.acknowledged, found.kept, found.notices = len(acknowledged), len(links), len(notices)
    found.lost = len(set(acknowledged) - {link.cmecf_login for link in links})
    found.half_made = len(expected ^ set(notices)) + len(notices) - len(set(notices))
    found.mails, found.mailed_twice = mails.total(), mails.total() - len(mails)
    found.never_mailed = len(set(notices) - set(mails))
    assert is_delivered
    assert set(mails) <= expected | set(notices)
    print(found)
    return found


def test_a_killed_court_has_lost_nothing_that_it_acknowledged(
    profile: Profile, tmp_path: Path, mail: MailLog, *, soak: bool
) -> None:
    kills, longest = (KILLS_OF_SOAK, LONGEST_OF_SOAK) if soak else (KILLS, LONGEST)

    found = _kill(profile, tmp_path / "court.sqlite3", mail, kills, longest=longest)

    assert found.acknowledged >= kills
    assert found.kept == found.notices >= found.acknowledged
    assert (found.lost, found.half_made, found.never_mailed) == (0, 0, 0)


@pytest.mark.nightly("test_a_killed_court_has_lost_nothing_that_it_acknowledged")
def test_a_court_that_writes_late_would_have_lost_a_link(
    profile: Profile, tmp_path: Path, mail: MailLog
) -> None:
    assert _kill(profile, tmp_path / "court.sqlite3", mail, 1, LATE).lost > 0


@pytest.mark.nightly("test_a_killed_court_has_lost_nothing_that_it_acknowledged")
def test_a_court_that_writes_link_and_notice_apart_would_have_half_of_them(
    profile: Profile, tmp_path: Path, mail: MailLog
) -> None:
    assert _kill(profile, tmp_path / "court.sqlite3", mail, 1, APART).half_made > 0

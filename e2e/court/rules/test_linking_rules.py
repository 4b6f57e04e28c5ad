"""Linking: who may, once and for ever, the link and its notice both or neither, and the race."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from e2e.court.rules.clock import Clock
from e2e.court.rules.linking import link, request_link
from mock_court.courts.profile import Profile
from mock_court.rules.court import Court, LinkRequest
from mock_court.rules.people import Attorney, CmecfKind, PacerKind, People
from mock_court.rules.records import Link, LinkExists, Records
from mock_court.rules.refusals import (
    AdministrativeAccount,
    AlreadyLinked,
    CorporateAccount,
    LegacyAccount,
    LinkRefused,
    Locked,
    SharedAccount,
    UnlinkableLogin,
    WrongCredentials,
)
from mock_court.scenarios.lookup import behavior_of

# Who may link


def test_a_link_names_both_accounts_the_court_and_the_time(
    court: Court, clock: Clock, attorney: Attorney
) -> None:
    request = request_link(court, attorney)
    clock.advance(seconds=30)

    linked = court.link(request)

    assert linked == Link("wiwb", attorney.cmecf.login, attorney.pacer.username, clock())
    assert court.records.links() == [linked]
    assert court.link_of(request.session) == linked


@pytest.mark.parametrize(
    ("kind", "scenarios", "refusal"),
    [
        (PacerKind.INDIVIDUAL, [], None),
        (PacerKind.INDIVIDUAL, ["shared-account-refused"], None),
        (PacerKind.LEGACY, [], LegacyAccount),
        (PacerKind.ADMINISTRATIVE, [], AdministrativeAccount),
        (PacerKind.SHARED, [], None),
        (PacerKind.SHARED, ["shared-account-refused"], SharedAccount),
    ],
)
def test_only_an_upgraded_account_that_is_not_administrative_may_link(
    profile: Profile,
    records: Records,
    people: People,
    kind: PacerKind,
    scenarios: list[str],
    refusal: type[LinkRefused] | None,
) -> None:
    court = Court(profile, records, behavior_of(scenarios))
    attorney = people.attorney(kind=kind)
    court.enroll([attorney])

    try:
        link(court, attorney)
        refused = None
    except LinkRefused as error:
        refused = type(error)

    assert refused is refusal
    assert len(records.links()) == (0 if refusal else 1)


def test_an_account_that_may_not_link_is_refused_before_it_sees_the_form(
    court: Court, people: People
) -> None:
    attorney = people.attorney(kind=PacerKind.LEGACY)
    court.enroll([attorney])
    session = court.open_session(attorney.pacer)

    with pytest.raises(LegacyAccount):
        court.check_may_link(session)


@pytest.mark.parametrize("character", "&@$*")
def test_a_cmecf_login_with_a_special_character_cannot_be_linked(
    court: Court, people: People, character: str
) -> None:
    made = people.attorney()
    attorney = replace(made, cmecf=replace(made.cmecf, login=f"john{character}public"))
    court.enroll([attorney])

    with pytest.raises(UnlinkableLogin):
        request_link(court, attorney)


@pytest.mark.parametrize("character", "-_.+%#! ")
def test_a_cmecf_login_with_another_character_can_be_linked(
    court: Court, people: People, character: str
) -> None:
    made = people.attorney()
    attorney = replace(made, cmecf=replace(made.cmecf, login=f"john{character}public"))
    court.enroll([attorney])

    linked = link(court, attorney)

    assert linked.cmecf_login == f"john{character}public"


def test_a_corporate_cmecf_account_cannot_be_linked(court: Court, people: People) -> None:
    made = people.attorney()
    attorney = replace(made, cmecf=replace(made.cmecf, kind=CmecfKind.CORPORATE))
    court.enroll([attorney])

    with pytest.raises(CorporateAccount):
        request_link(court, attorney)


@pytest.mark.parametrize("is_login_wrong", [True, False], ids=["login", "password"])
def test_wrong_cmecf_credentials_are_refused_at_the_first_submit(
    court: Court, attorney: Attorney, *, is_login_wrong: bool
) -> None:
    session = court.open_session(attorney.pacer)
    login = "nobody-of-ours" if is_login_wrong else attorney.cmecf.login
    password = attorney.cmecf.password if is_login_wrong else attorney.pacer.password

    with pytest.raises(WrongCredentials):
        court.request_link(session, login, password)


def test_the_link_form_locks_a_cmecf_account_after_five_failures(
    court: Court, attorney: Attorney
) -> None:
    session = court.open_session(attorney.pacer)
    for _ in range(4):
        with pytest.raises(WrongCredentials):
            court.request_link(session, attorney.cmecf.login, "wrong")
    with pytest.raises(Locked):
        court.request_link(session, attorney.cmecf.login, "wrong")

    with pytest.raises(Locked):
        court.request_link(session, attorney.cmecf.login, attorney.cmecf.password)


def test_a_shared_account_that_links_shuts_the_others_of_the_firm_out(
    court: Court, people: People
) -> None:
    first, second, third = people.firm(attorneys=3)
    court.enroll([first, second, third])

    link(court, first)

    for attorney in (second, third):
        with pytest.raises(AlreadyLinked):
            request_link(court, attorney)
    assert [each.cmecf_login for each in court.records.links()] == [first.cmecf.login]


# The request and its verification


def test_the_first_submit_links_nothing(court: Court, attorney: Attorney) -> None:
    request = request_link(court, attorney)

    assert request.cmecf == attorney.cmecf
    assert court.records.links() == []
    assert court.records.unsent_notices() == []
    assert court.link_of(request.session) is None


def test_a_session_finds_its_own_request_again(court: Court, attorney: Attorney) -> None:
    request = request_link(court, attorney)

    assert court.link_request(request.session, request.token) is request


def test_the_request_of_another_session_cannot_be_used(
    court: Court, people: People, attorney: Attorney
) -> None:
    request = request_link(court, attorney)
    other = people.attorney()
    court.enroll([other])
    stranger = court.open_session(other.pacer)
    later_session_of_the_same_person = court.open_session(attorney.pacer)

    for session in (stranger, later_session_of_the_same_person):
        assert court.link_request(session, request.token) is None


@pytest.mark.parametrize("token", ["", "0", "not-a-number"])
def test_a_request_token_that_the_court_did_not_give_finds_nothing(
    court: Court, attorney: Attorney, token: str
) -> None:
    request = request_link(court, attorney)

    assert court.link_request(request.session, token) is None


def test_each_request_has_a_different_token(court: Court, attorney: Attorney) -> None:
    tokens = {request_link(court, attorney).token for _ in range(20)}

    assert len(tokens) == 20


# Once


def test_a_linked_pacer_account_cannot_be_linked_again(
    court: Court, people: People, attorney: Attorney
) -> None:
    other = people.attorney()
    court.enroll([other])
    first = link(court, attorney)

    with pytest.raises(AlreadyLinked):
        request_link(court, replace(other, pacer=attorney.pacer))

    assert court.records.links() == [first]


def test_a_linked_cmecf_account_cannot_be_linked_again(
    court: Court, people: People, attorney: Attorney
) -> None:
    other = people.attorney()
    court.enroll([other])
    first = link(court, attorney)

    with pytest.raises(AlreadyLinked):
        request_link(court, replace(other, cmecf=attorney.cmecf))

    assert court.records.links() == [first]


def test_the_second_submit_sent_twice_links_once_and_owes_one_notice(
    court: Court, attorney: Attorney
) -> None:
    request = request_link(court, attorney)
    first = court.link(request)

    with pytest.raises(AlreadyLinked):
        court.link(request)

    assert court.records.links() == [first]
    assert len(court.records.unsent_notices()) == 1


def test_a_request_from_before_somebody_elses_link_comes_too_late(
    court: Court, people: People, attorney: Attorney
) -> None:
    other = people.attorney()
    court.enroll([other])
    late = request_link(court, replace(other, cmecf=attorney.cmecf))
    first = link(court, attorney)

    with pytest.raises(AlreadyLinked):
        court.link(late)

    assert court.records.links() == [first]
    assert len(court.records.unsent_notices()) == 1


def test_the_old_cmecf_credentials_stop_working_once_linked(
    court: Court, attorney: Attorney
) -> None:
    account = court.check_cmecf_password(attorney.cmecf.login, attorney.cmecf.password)
    assert account == attorney.cmecf

    link(court, attorney)

    with pytest.raises(AlreadyLinked):
        court.check_cmecf_password(attorney.cmecf.login, attorney.cmecf.password)


def test_somebody_who_does_not_know_the_password_does_not_learn_of_the_link(
    court: Court, attorney: Attorney
) -> None:
    link(court, attorney)

    with pytest.raises(WrongCredentials):
        court.check_cmecf_password(attorney.cmecf.login, "wrong")


def test_once_means_once_for_each_court(
    court: Court, profile: Profile, records: Records, people: People, attorney: Attorney
) -> None:
    other_court = Court(replace(profile, id="wieb"), records)
    namesake = replace(
        people.attorney(), cmecf=replace(people.attorney().cmecf, login=attorney.cmecf.login)
    )
    other_court.enroll([attorney, namesake])
    link(court, attorney)

    link(other_court, attorney)

    assert [each.court for each in records.links()] == ["wiwb", "wieb"]
    for each in (court, other_court):
        with pytest.raises(AlreadyLinked):
            request_link(each, attorney)


def test_an_account_of_one_court_is_unknown_at_another(
    profile: Profile, records: Records, attorney: Attorney
) -> None:
    other_court = Court(replace(profile, id="wieb"), records)

    with pytest.raises(WrongCredentials):
        request_link(other_court, attorney)


# Both or neither


@pytest.fixture
def records_without_notices(records: Records) -> Records:
    """Give records that cannot keep a notice, since its table is gone."""
    records._db.execute("DROP TABLE notices")
    return records


def test_a_link_whose_notice_cannot_be_kept_is_not_kept_either(
    court: Court, records_without_notices: Records, attorney: Attorney
) -> None:
    request = request_link(court, attorney)

    with pytest.raises(sqlite3.OperationalError):
        court.link(request)

    assert records_without_notices.links() == []
    assert court.link_of(request.session) is None


def test_a_notice_that_cannot_be_kept_is_not_mistaken_for_an_earlier_link(
    records: Records, attorney: Attorney
) -> None:
    records._db.execute(
        "CREATE TRIGGER no_notice BEFORE INSERT ON notices BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    linked = Link("wiwb", attorney.cmecf.login, attorney.pacer.username, datetime.now(UTC))

    with pytest.raises(sqlite3.IntegrityError, match="full"):
        records.link(linked, b"a notice")

    assert records.links() == []


def test_a_refused_link_owes_no_notice(records: Records, attorney: Attorney) -> None:
    linked = Link("wiwb", attorney.cmecf.login, attorney.pacer.username, datetime.now(UTC))
    records.link(linked, b"the first notice")

    with pytest.raises(LinkExists):
        records.link(replace(linked, pacer_username="somebody"), b"another notice")

    assert [notice.message for notice in records.unsent_notices()] == [b"the first notice"]


# The race

RUNNERS = 16

Runners = Callable[[People], list[Attorney]]


class CheckThenWriteRecords(Records):
    """A seeded defect: looks whether there is a link, and writes one if there is none."""

    def __init__(self) -> None:
        super().__init__()
        columns = "court TEXT, cmecf_login TEXT, pacer_username TEXT, linked_at TEXT"
        self._db.executescript(f"DROP TABLE links; CREATE TABLE links ({columns});")
        self._all_have_looked = threading.Barrier(RUNNERS)

    def link(self, link: Link, message: bytes) -> None:
        """Keep the link if none was there a moment ago."""
        there_is_one = self.link_of_cmecf(link.court, link.cmecf_login) or self.link_of_pacer(
            link.court, link.pacer_username
        )
        self._all_have_looked.wait(timeout=10)
        if there_is_one:
            raise LinkExists
        super().link(link, message)


def _same_cmecf_account(people: People) -> list[Attorney]:
    wanted = people.attorney().cmecf
    return [replace(people.attorney(), cmecf=wanted) for _ in range(RUNNERS)]


def _same_pacer_account(people: People) -> list[Attorney]:
    return list(people.firm(attorneys=RUNNERS))


def _same_two_accounts(people: People) -> list[Attorney]:
    return [people.attorney()] * RUNNERS


same_account = pytest.mark.parametrize(
    "runners", [_same_cmecf_account, _same_pacer_account, _same_two_accounts]
)


def _race(courts: list[Court], attorneys: list[Attorney]) -> list[Link]:
    """Submit the verification for all at once, a court in turn each; return who was linked."""
    for court in courts:
        court.enroll(attorneys)
    all_are_past_the_checks = threading.Barrier(RUNNERS)

    def now() -> datetime:
        # The court asks for the time after its checks and before it writes.
        all_are_past_the_checks.wait(timeout=10)
        return datetime.now(UTC)

    def submit(court: Court, request: LinkRequest) -> Link | None:
        try:
            return court.link(request)
        except AlreadyLinked:
            return None

    in_turn = [courts[number % len(courts)] for number in range(RUNNERS)]
    requests = [
        request_link(court, attorney) for court, attorney in zip(in_turn, attorneys, strict=True)
    ]
    for court in courts:
        court.now = now
    with ThreadPoolExecutor(RUNNERS) as threads:
        return [linked for linked in threads.map(submit, in_turn, requests) if linked]


@same_account
def test_a_race_for_an_account_has_one_winner(
    court: Court, people: People, runners: Runners
) -> None:
    winners = _race([court], runners(people))

    assert len(winners) == 1
    assert court.records.links() == winners
    assert len(court.records.unsent_notices()) == 1


@same_account
def test_records_that_check_and_then_write_would_lose_that_race(
    profile: Profile, people: People, runners: Runners
) -> None:
    records = CheckThenWriteRecords()

    winners = _race([Court(profile, records)], runners(people))

    assert len(winners) == RUNNERS
    records.close()


def test_runners_for_different_accounts_all_win(court: Court, people: People) -> None:
    attorneys = [people.attorney() for _ in range(RUNNERS)]

    winners = _race([court], attorneys)

    assert len(winners) == RUNNERS


# Records in a file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the place of a file for records."""
    return tmp_path / "court.sqlite3"


@pytest.fixture
def two_records_of_one_file(file: Path) -> Iterator[tuple[Records, Records]]:
    """Give two connections to one file, as two processes would have them."""
    both = Records(file), Records(file)
    yield both
    for records in both:
        records.close()


@same_account
def test_a_race_between_two_connections_has_one_winner(
    profile: Profile,
    people: People,
    two_records_of_one_file: tuple[Records, Records],
    runners: Runners,
) -> None:
    courts = [Court(profile, records) for records in two_records_of_one_file]

    winners = _race(courts, runners(people))

    assert len(winners) == 1
    assert two_records_of_one_file[0].links() == winners


def test_what_a_court_knows_outlasts_it(
    profile: Profile, clock: Clock, people: People, file: Path
) -> None:
    attorney, other = people.attorney(passcode=True), people.attorney()
    before = Court(profile, Records(file), now=clock)
    before.enroll([attorney, other])
    linked = link(before, attorney)
    before.skip_update(attorney.pacer)
    for _ in range(4):
        with pytest.raises(WrongCredentials):
            before.check_password(other.pacer.username, "wrong")
    notices = before.records.unsent_notices()
    before.records.close()

    after = Court(profile, Records(file), now=clock)

    assert after.check_password(attorney.pacer.username, attorney.pacer.password) == attorney.pacer
    assert after.records.links() == [linked]
    assert after.records.unsent_notices() == notices
    assert after.records.updates_skipped(attorney.pacer.username) == 1
    with pytest.raises(Locked):
        after.check_password(other.pacer.username, "wrong")
    with pytest.raises(AlreadyLinked):
        request_link(after, attorney)
    after.records.close()


def test_enrolling_again_leaves_an_account_as_it_is(
    court: Court, records: Records, attorney: Attorney
) -> None:
    changed = replace(
        attorney,
        pacer=replace(attorney.pacer, password="another one"),
        cmecf=replace(attorney.cmecf, password="another one"),
    )

    court.enroll([changed])

    assert records.pacer(attorney.pacer.username) == attorney.pacer
    assert records.cmecf("wiwb", attorney.cmecf.login) == attorney.cmecf


def test_the_records_give_back_every_trait_of_an_account(
    court: Court, records: Records, people: People
) -> None:
    made = people.attorney(passcode=True)
    traits = (
        replace(made.pacer, client_code_required=True),
        replace(made.pacer, update_required=True),
        replace(made.pacer, files_elsewhere=True),
        people.attorney(kind=PacerKind.LEGACY).pacer,
    )
    attorneys = [
        Attorney(
            replace(pacer, username=f"somebody{number}"),
            replace(made.cmecf, login=f"somebody{number}", kind=CmecfKind.CORPORATE),
        )
        for number, pacer in enumerate(traits)
    ]

    court.enroll(attorneys)

    for attorney in attorneys:
        assert records.pacer(attorney.pacer.username) == attorney.pacer
        assert records.cmecf("wiwb", attorney.cmecf.login) == attorney.cmecf

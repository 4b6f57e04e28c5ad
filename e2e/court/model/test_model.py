"""Whatever readers do, in any order: the court answers as the model does, and knows the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from e2e.court.model.machine import (
    FIRM,
    LEGACY,
    LOG_OUT,
    ORDINARY,
    PROFILE,
    RIGHT,
    WITH_PASSCODE,
    WRONG_FIVE_TIMES,
    CourtMachine,
    MailedRecords,
)
from e2e.court.rules.clock import Clock
from mock_court.rules.court import Court, LinkRequest, Session
from mock_court.rules.records import Link
from mock_court.rules.refusals import AlreadyLinked, Locked
from mock_court.scenarios.lookup import behavior_of

# Nothing is kept from one run to the next, so that a run depends on nothing but its seed.
SHORT = settings(
    max_examples=6,
    stateful_step_count=30,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
SOAK = settings(
    SHORT, max_examples=1000, stateful_step_count=50, derandomize=False, print_blob=True
)

Step = Callable[[CourtMachine], None]


@pytest.mark.soak
def test_the_court_keeps_to_the_model_whatever_readers_do(*, soak: bool) -> None:
    run_state_machine_as_test(CourtMachine, settings=SOAK if soak else SHORT)


# Seeded defects: each is one rule of the court that does not hold.


class LinksAgain(MailedRecords):
    """Keeps a second link of an account that is linked."""

    def __init__(self) -> None:
        super().__init__()
        columns = "court TEXT, cmecf_login TEXT, pacer_username TEXT, linked_at TEXT"
        self._db.executescript(f"DROP TABLE links; CREATE TABLE links ({columns});")


class TakesPasscodesAgain(MailedRecords):
    """Does not note which passcode was used."""

    def use_passcode(self, _username: str, _interval: int) -> bool:
        """Use nothing up."""
        return True


class ForgetsNotices(MailedRecords):
    """Keeps a link without the notice of it."""

    def link(self, link: Link, message: bytes) -> None:
        """Keep the link alone."""
        super().link(link, message)
        self._db.execute("DELETE FROM notices")


class NeverReleases(Court):
    """Keeps an account locked when its time is over."""

    def _check_tries(self, name: str, given: str, right: str) -> None:
        failed = self.records.failed_tries(name)
        if given == right and failed and failed[0] >= 5:
            raise Locked(failed[1] + timedelta(minutes=failed[0]))
        super()._check_tries(name, given, right)


class NeverLocks(Court):
    """Starts counting anew after each failure."""

    def _check_tries(self, name: str, given: str, right: str) -> None:
        self.records.forget_failed_tries(name)
        super()._check_tries(name, given, right)


class MailsFailures(Court):
    """Owes a notice of a link that was refused."""

    def link(self, request: LinkRequest) -> Link:
        """Link, and owe a notice in any case."""
        try:
            return super().link(request)
        except AlreadyLinked:
            self.records._db.execute("INSERT INTO notices (message) VALUES (x'00')")
            raise


class LeavesSessionsOpen(Court):
    """Does nothing at Log Out."""

    def close_session(self, token: str | None) -> None:
        """Leave the session open."""


class LendsRequests(Court):
    """Lets any session use a link request."""

    def link_request(self, _session: Session, token: str) -> LinkRequest | None:
        """Return the request to any session."""
        return self._link_requests.get(token)


class LinksAnybody(Court):
    """Looks only whether an account is linked, and not what kind of account it is."""

    def check_may_link(self, session: Session) -> None:
        """Refuse a PACER account that is linked."""
        if self.link_of(session):
            raise AlreadyLinked


# What a person does, by name; each list of such steps goes by the rule that a defect breaks.


def _log_on(who: int, account: int, how: str = RIGHT) -> Step:
    return lambda machine: machine.log_on(who=who, account=account, how=how)


def _enter_the_passcode(machine: CourtMachine) -> None:
    machine.enter_a_passcode(number=0, intervals_ago=0)


def _wait_five_minutes(machine: CourtMachine) -> None:
    machine.pass_the_time(seconds=300)


def _log_out(machine: CourtMachine) -> None:
    machine.log_out(who=0, address=LOG_OUT[0])


def _submit_the_form(who: int) -> Step:
    return lambda machine: machine.submit_the_form(who=who, account=ORDINARY, how=RIGHT)


def _submit_a_verification(number: int, times: int = 1) -> Step:
    return lambda machine: machine.submit_a_verification(number=number, times=times)


def _submit_somebody_s_verification(machine: CourtMachine) -> None:
    machine.submit_a_verification_in_any_browser(who=1, number=0)


def _play(machine: CourtMachine, signed_on: tuple[int | None, ...], steps: list[Step]) -> None:
    try:
        machine.open_the_court(seed=1, signed_on=signed_on)
        for step in steps:
            step(machine)
            machine.links_are_the_model_s()
            machine.each_link_has_one_notice_and_one_mail_and_nothing_else_has()
            machine.failed_tries_are_the_model_s()
            machine.sessions_and_their_menu_bars_are_the_model_s()
    finally:
        machine.teardown()


LINK = [_submit_the_form(0), _submit_a_verification(0)]


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("court", "records", "scenarios", "signed_on", "steps"),
    [
        pytest.param(
            Court,
            LinksAgain,
            [],
            (ORDINARY, FIRM),
            [_submit_the_form(0), _submit_the_form(1), *map(_submit_a_verification, (0, 1))],
            id="an account can be linked again",
        ),
        pytest.param(
            Court,
            TakesPasscodesAgain,
            [],
            (None, None),
            [
                _log_on(0, WITH_PASSCODE),
                _enter_the_passcode,
                _log_on(1, WITH_PASSCODE),
                _enter_the_passcode,
            ],
            id="a passcode can be replayed",
        ),
        pytest.param(Court, ForgetsNotices, [], (ORDINARY,), LINK, id="no notice of a link"),
        pytest.param(
            NeverReleases,
            MailedRecords,
            [],
            (None,),
            [_log_on(0, ORDINARY, WRONG_FIVE_TIMES), _wait_five_minutes, _log_on(0, ORDINARY)],
            id="a lock is never released",
        ),
        pytest.param(
            NeverLocks,
            MailedRecords,
            [],
            (None,),
            [_log_on(0, ORDINARY, WRONG_FIVE_TIMES)],
            id="no lock",
        ),
        pytest.param(
            MailsFailures,
            MailedRecords,
            [],
            (ORDINARY,),
            [_submit_the_form(0), _submit_a_verification(0, times=2)],
            id="a mail for a failed link",
        ),
        pytest.param(
            LeavesSessionsOpen,
            MailedRecords,
            [],
            (ORDINARY,),
            [_log_out],
            id="a session survives Log Out",
        ),
        pytest.param(
            LendsRequests,
            MailedRecords,
            [],
            (ORDINARY, FIRM),
            [_submit_the_form(0), _submit_somebody_s_verification],
            id="a verification serves any session",
        ),
        pytest.param(
            LinksAnybody,
            MailedRecords,
            [],
            (LEGACY,),
            [_submit_the_form(0)],
            id="a legacy account can be linked",
        ),
        pytest.param(
            Court,
            MailedRecords,
            ["menu-until-login"],
            (ORDINARY,),
            LINK,
            id="the menu bar stays limited",
        ),
    ],
)
def test_a_court_that_breaks_a_rule_differs_from_the_model(
    court: type[Court],
    records: type[MailedRecords],
    scenarios: list[str],
    signed_on: tuple[int | None, ...],
    steps: list[Step],
) -> None:
    class Defective(CourtMachine):
        make_records = records

        def make_court(self, records: MailedRecords, clock: Clock) -> Court:
            return court(PROFILE, records, behavior_of(scenarios), clock)

    _play(CourtMachine(), signed_on, steps)

    with pytest.raises(AssertionError):
        _play(Defective(), signed_on, steps)

"""Signing on: passwords and the lock, client codes, passcodes, the required update, sessions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from e2e.court.rules.clock import Clock
from mock_court.courts.profile import Profile
from mock_court.rules.court import Court, Dialog
from mock_court.rules.people import Attorney, People
from mock_court.rules.records import Records
from mock_court.rules.refusals import (
    ClientCodeInvalid,
    Locked,
    NoSkipsLeft,
    Refused,
    WrongCredentials,
    WrongPasscode,
)
from mock_court.rules.strangers import NOBODY

Check = Callable[[Court, Attorney, str], object]


def _pacer_password(court: Court, attorney: Attorney, password: str) -> object:
    return court.check_password(attorney.pacer.username, password)


def _cmecf_password(court: Court, attorney: Attorney, password: str) -> object:
    return court.check_cmecf_password(attorney.cmecf.login, password)


def _pacer_right(attorney: Attorney) -> str:
    return attorney.pacer.password


def _cmecf_right(attorney: Attorney) -> str:
    return attorney.cmecf.password


both_passwords = pytest.mark.parametrize(
    ("check", "right"),
    [
        pytest.param(_pacer_password, _pacer_right, id="PACER"),
        pytest.param(_cmecf_password, _cmecf_right, id="CM/ECF"),
    ],
)


def _fail(check: Check, court: Court, attorney: Attorney, times: int) -> Refused:
    """Give a wrong password `times` times and return the last refusal."""
    for _ in range(times - 1):
        with pytest.raises(Refused):
            check(court, attorney, "wrong")
    with pytest.raises(Refused) as refusal:
        check(court, attorney, "wrong")
    return refusal.value


def test_the_right_passwords_open_the_accounts(court: Court, attorney: Attorney) -> None:
    pacer = court.check_password(attorney.pacer.username, attorney.pacer.password)
    cmecf = court.check_cmecf_password(attorney.cmecf.login, attorney.cmecf.password)

    assert (pacer, cmecf) == (attorney.pacer, attorney.cmecf)


def test_an_unknown_name_is_refused_in_the_same_way_as_a_wrong_password(
    court: Court, attorney: Attorney
) -> None:
    refusals = []

    for username, password in (
        (attorney.pacer.username, "wrong"),
        ("nobody-of-ours", attorney.pacer.password),
        ("", ""),
    ):
        with pytest.raises(Refused) as refusal:
            court.check_password(username, password)
        refusals.append((refusal.type, refusal.value.args))

    assert refusals == [(WrongCredentials, ())] * 3


def test_an_unknown_name_leaves_no_trace_however_often_it_is_tried(
    court: Court, records: Records, attorney: Attorney
) -> None:
    before = list(records._db.iterdump())

    for _ in range(10):
        with pytest.raises(Refused):
            court.check_password("somebody-real", "a real password, perhaps")
        with pytest.raises(Refused):
            court.check_cmecf_password("somebody-real", "a real password, perhaps")

    # All strangers are one account, so that writing a try down takes as long as any other.
    after = "".join(line for line in records._db.iterdump() if line not in before)
    assert (
        after == f"INSERT INTO \"failed_tries\" VALUES('{NOBODY}',10,'{court.now().isoformat()}');"
    )
    assert "somebody-real" not in repr(vars(court._strangers)) + repr(
        dict(court._strangers._failed)
    )
    # The same look at the records does see a failed try on an account of the court's own.
    _fail(_pacer_password, court, attorney, times=1)
    assert attorney.pacer.username in "".join(records._db.iterdump()).partition("failed_tries")[2]


def test_no_password_that_was_typed_is_kept(
    court: Court, records: Records, attorney: Attorney
) -> None:
    typed = "typed by a person"

    for check in (court.check_password, court.check_cmecf_password):
        for name in (attorney.pacer.username, attorney.cmecf.login):
            with pytest.raises(WrongCredentials):
                check(name, typed)

    assert typed not in "".join(records._db.iterdump())


@both_passwords
def test_five_failures_lock_for_five_minutes_and_each_further_one_for_a_minute_more(
    court: Court,
    clock: Clock,
    attorney: Attorney,
    check: Check,
    right: Callable[[Attorney], str],
) -> None:
    _fail(check, court, attorney, times=4)
    for minutes in (5, 6, 7, 8):
        refusal = _fail(check, court, attorney, times=1)

        released = clock() + timedelta(minutes=minutes)
        assert isinstance(refusal, Locked)
        assert refusal.until == released
        clock.advance(minutes=minutes, seconds=-1)
        with pytest.raises(Locked) as still_locked:
            check(court, attorney, right(attorney))
        assert still_locked.value.until == released
        clock.advance(seconds=1)
    check(court, attorney, right(attorney))


@both_passwords
def test_four_failures_do_not_lock(
    court: Court, attorney: Attorney, check: Check, right: Callable[[Attorney], str]
) -> None:
    refusal = _fail(check, court, attorney, times=4)

    assert isinstance(refusal, WrongCredentials)
    check(court, attorney, right(attorney))


@both_passwords
def test_the_count_of_failures_starts_anew_after_a_right_password(
    court: Court, attorney: Attorney, check: Check, right: Callable[[Attorney], str]
) -> None:
    _fail(check, court, attorney, times=4)
    check(court, attorney, right(attorney))

    refusal = _fail(check, court, attorney, times=4)

    assert isinstance(refusal, WrongCredentials)


def test_a_locked_account_says_until_when(court: Court, attorney: Attorney) -> None:
    refusal = _fail(_pacer_password, court, attorney, times=5)

    assert str(refusal) == "locked until 03:09:05"


@both_passwords
def test_during_the_lock_a_right_and_a_wrong_password_do_the_same(
    court: Court,
    records: Records,
    clock: Clock,
    attorney: Attorney,
    check: Check,
    right: Callable[[Attorney], str],
) -> None:
    released = clock() + timedelta(minutes=5)
    _fail(check, court, attorney, times=5)
    kept = list(records._db.iterdump())
    clock.advance(minutes=4)

    refused = []
    for password in ("wrong", right(attorney)) * 5:
        with pytest.raises(Locked) as refusal:
            check(court, attorney, password)
        refused.append(refusal.value.until)

    assert refused == [released] * 10
    assert list(records._db.iterdump()) == kept
    clock.advance(minutes=1)
    check(court, attorney, right(attorney))


@pytest.mark.parametrize("check", [_pacer_password, _cmecf_password], ids=["PACER", "CM/ECF"])
def test_a_name_that_is_nobodys_is_locked_like_one_that_is_somebodys(
    court: Court, clock: Clock, people: People, attorney: Attorney, check: Check
) -> None:
    stranger = people.attorney()

    answers = []
    for minutes in (0, 0, 0, 0, 0, 1, 5, 3, 3, 20):
        clock.advance(minutes=minutes)
        answers.append([repr(_fail(check, court, who, times=1)) for who in (stranger, attorney)])

    assert all(one == other for one, other in answers)
    assert len({one for one, _ in answers}) == 5


def test_a_failure_after_the_lock_locks_again(
    court: Court, clock: Clock, attorney: Attorney
) -> None:
    _fail(_pacer_password, court, attorney, times=5)
    clock.advance(minutes=60)

    refusal = _fail(_pacer_password, court, attorney, times=1)

    assert isinstance(refusal, Locked)
    assert refusal.until == clock() + timedelta(minutes=6)


def test_a_locked_account_locks_nobody_else(
    court: Court, people: People, attorney: Attorney
) -> None:
    other = people.attorney()
    court.enroll([other])

    _fail(_pacer_password, court, attorney, times=5)

    assert _pacer_password(court, other, other.pacer.password) == other.pacer
    assert _cmecf_password(court, attorney, attorney.cmecf.password) == attorney.cmecf


@pytest.mark.parametrize(
    ("check", "right", "is_locked_there"),
    [
        pytest.param(_pacer_password, _pacer_right, True, id="PACER is one for all courts"),
        pytest.param(_cmecf_password, _cmecf_right, False, id="CM/ECF is each court's own"),
    ],
)
def test_a_lock_holds_at_another_court_only_for_pacer(
    court: Court,
    profile: Profile,
    records: Records,
    clock: Clock,
    attorney: Attorney,
    check: Check,
    right: Callable[[Attorney], str],
    *,
    is_locked_there: bool,
) -> None:
    other = Court(replace(profile, id="wieb"), records, now=clock)
    other.enroll([attorney])
    _fail(check, court, attorney, times=5)

    try:
        check(other, attorney, right(attorney))
        was_locked = False
    except Locked:
        was_locked = True

    assert was_locked is is_locked_there


@pytest.mark.parametrize(
    "client_code", ["", "smith-v-jones", "2026.117/a", "tab\there", "pla\u00ff", "x" * 32]
)
def test_a_client_code_without_space_and_comma_is_taken(client_code: str) -> None:
    Court.check_client_code(client_code)


@pytest.mark.parametrize(
    "client_code",
    ["smith jones", "smith,jones", " smith", "smith,", ", ", "smith\u0100", "ключ", "x" * 33],
)
def test_a_client_code_that_is_odd_or_too_long_is_refused(client_code: str) -> None:
    with pytest.raises(ClientCodeInvalid):
        Court.check_client_code(client_code)


@pytest.fixture
def passcode_attorney(court: Court, people: People) -> Attorney:
    """Give an attorney who signs on with a one-time passcode."""
    attorney = people.attorney(passcode=True)
    court.enroll([attorney])
    return attorney


def _passcode(attorney: Attorney, clock: Clock) -> str:
    assert attorney.pacer.otp_secret is not None
    return pyotp.TOTP(attorney.pacer.otp_secret).at(clock())


@pytest.mark.parametrize("late", [0, 24, 25, 54], ids="{} s late".format)
def test_a_passcode_is_taken_in_its_thirty_seconds_and_in_the_next(
    court: Court, clock: Clock, passcode_attorney: Attorney, late: int
) -> None:
    # The clock starts 5 seconds into an interval, so that its passcode serves for 55 more.
    passcode = _passcode(passcode_attorney, clock)

    clock.advance(seconds=late)

    court.check_passcode(passcode_attorney.pacer, passcode)


@pytest.mark.parametrize("late", [55, 56, 300, -6], ids="{} s late".format)
def test_a_passcode_that_is_late_or_early_is_refused(
    court: Court, clock: Clock, passcode_attorney: Attorney, late: int
) -> None:
    passcode = _passcode(passcode_attorney, clock)

    clock.advance(seconds=late)

    with pytest.raises(WrongPasscode):
        court.check_passcode(passcode_attorney.pacer, passcode)


def _in_other_digits(passcode: str) -> list[str]:
    """Return the passcode in full-width, Arabic and mathematical digits."""
    zeros = "\uff10", "\u0660", "\U0001d7ce"
    return ["".join(chr(ord(zero) + int(digit)) for digit in passcode) for zero in zeros]


def test_a_passcode_is_taken_in_ascii_digits_only(
    court: Court, clock: Clock, passcode_attorney: Attorney
) -> None:
    passcode = _passcode(passcode_attorney, clock)

    for other in (*_in_other_digits(passcode), f"{passcode} ", f"{passcode}\n"):
        with pytest.raises(Refused):
            court.check_passcode(passcode_attorney.pacer, other)


def test_five_wrong_passcodes_lock_and_then_a_right_one_does_what_a_wrong_one_does(
    profile: Profile, records: Records, clock: Clock, passcode_attorney: Attorney
) -> None:
    court, account = Court(profile, records, now=clock), passcode_attorney.pacer
    for _ in range(4):
        # A right password between them does not start the count anew.
        court.check_password(account.username, account.password)
        with pytest.raises(WrongPasscode):
            court.check_passcode(account, "wrong")
    released = clock() + timedelta(minutes=5)
    with pytest.raises(Locked):
        court.check_passcode(account, "wrong")
    kept = list(records._db.iterdump())

    # Another start of the court with the same records keeps the lock.
    court = Court(profile, records, now=clock)
    for passcode in ("wrong", _passcode(passcode_attorney, clock)) * 3:
        with pytest.raises(Locked) as refusal:
            court.check_passcode(account, passcode)
        assert refusal.value.until == released
    assert list(records._db.iterdump()) == kept

    clock.advance(minutes=5)
    court.check_passcode(account, _passcode(passcode_attorney, clock))
    assert records.failed_tries(f"passcode {account.username}") is None


@pytest.mark.parametrize("passcode", ["", "12345", "abcdef", "0000000"])
def test_a_wrong_passcode_is_refused_and_uses_nothing_up(
    court: Court, clock: Clock, passcode_attorney: Attorney, passcode: str
) -> None:
    with pytest.raises(WrongPasscode):
        court.check_passcode(passcode_attorney.pacer, passcode)

    court.check_passcode(passcode_attorney.pacer, _passcode(passcode_attorney, clock))


def test_a_passcode_serves_once(court: Court, clock: Clock, passcode_attorney: Attorney) -> None:
    passcode = _passcode(passcode_attorney, clock)
    court.check_passcode(passcode_attorney.pacer, passcode)

    with pytest.raises(WrongPasscode):
        court.check_passcode(passcode_attorney.pacer, passcode)

    clock.advance(seconds=30)
    court.check_passcode(passcode_attorney.pacer, _passcode(passcode_attorney, clock))


def test_a_passcode_is_refused_once_a_newer_one_was_used(
    court: Court, clock: Clock, passcode_attorney: Attorney
) -> None:
    older = _passcode(passcode_attorney, clock)
    clock.advance(seconds=30)
    court.check_passcode(passcode_attorney.pacer, _passcode(passcode_attorney, clock))

    with pytest.raises(WrongPasscode):
        court.check_passcode(passcode_attorney.pacer, older)


def test_a_passcode_of_somebody_else_is_refused(
    court: Court, clock: Clock, people: People, passcode_attorney: Attorney
) -> None:
    other = people.attorney(passcode=True)
    court.enroll([other])

    with pytest.raises(WrongPasscode):
        court.check_passcode(passcode_attorney.pacer, _passcode(other, clock))

    court.check_passcode(other.pacer, _passcode(other, clock))


def test_an_account_without_passcodes_takes_none(court: Court, attorney: Attorney) -> None:
    with pytest.raises(WrongPasscode):
        court.check_passcode(attorney.pacer, "123456")


def test_the_required_update_can_be_skipped_three_times(court: Court, attorney: Attorney) -> None:
    offered = []
    for _ in range(3):
        offered.append(court.may_skip_update(attorney.pacer))
        court.skip_update(attorney.pacer)
    offered.append(court.may_skip_update(attorney.pacer))

    assert offered == [True, True, True, False]
    with pytest.raises(NoSkipsLeft):
        court.skip_update(attorney.pacer)


def test_each_account_counts_its_skips_separately(
    court: Court, people: People, attorney: Attorney
) -> None:
    other = people.attorney()
    court.enroll([other])

    for _ in range(3):
        court.skip_update(attorney.pacer)

    assert court.may_skip_update(other.pacer)


def test_a_name_that_the_court_does_not_know_has_skipped_nothing(records: Records) -> None:
    assert records.updates_skipped("nobody-of-ours") == 0


@pytest.mark.parametrize(
    ("has_passcode", "update_required", "files_elsewhere", "dialogs"),
    [
        (False, False, False, []),
        (True, False, False, [Dialog.PASSCODE]),
        (False, True, False, [Dialog.UPDATE]),
        (False, False, True, [Dialog.REDACTION]),
        (True, True, True, [Dialog.PASSCODE, Dialog.UPDATE, Dialog.REDACTION]),
    ],
)
def test_an_account_passes_its_own_dialogs_in_order(
    court: Court,
    people: People,
    dialogs: list[Dialog],
    *,
    has_passcode: bool,
    update_required: bool,
    files_elsewhere: bool,
) -> None:
    account = replace(
        people.attorney(passcode=has_passcode).pacer,
        update_required=update_required,
        files_elsewhere=files_elsewhere,
    )

    assert court.dialogs(account) == dialogs


def test_a_session_is_found_by_its_token_until_it_is_closed(
    court: Court, attorney: Attorney
) -> None:
    session = court.open_session(attorney.pacer, "smith-v-jones")
    other = court.open_session(attorney.pacer)

    assert court.session(session.token) is session
    assert session.client_code == "smith-v-jones"
    court.close_session(session.token)
    assert court.session(session.token) is None
    assert court.session(other.token) is other


def test_a_session_has_no_client_code_unless_one_was_given(
    court: Court, attorney: Attorney
) -> None:
    session = court.open_session(attorney.pacer)

    assert session.client_code == ""


@pytest.mark.parametrize("token", [None, "", "0" * 128])
def test_a_token_that_the_court_did_not_give_is_no_session(
    court: Court, attorney: Attorney, token: str | None
) -> None:
    session = court.open_session(attorney.pacer)

    court.close_session(token)

    assert court.session(token) is None
    assert court.session(session.token) is session


def test_each_session_has_a_different_token_with_128_characters(
    court: Court, attorney: Attorney
) -> None:
    tokens = {court.open_session(attorney.pacer).token for _ in range(20)}

    assert {len(token) for token in tokens} == {128}
    assert len(tokens) == 20


def test_neither_password_nor_token_is_shown_when_something_is_printed(
    court: Court, people: People
) -> None:
    attorney = people.attorney(passcode=True)

    session = court.open_session(attorney.pacer)
    printed = repr((session, attorney))

    secrets = (
        session.token,
        attorney.pacer.password,
        attorney.cmecf.password,
        attorney.pacer.otp_secret or "",
    )
    assert [secret for secret in secrets if secret in printed] == []
    assert attorney.pacer.username in printed


def test_each_court_proves_itself_with_a_different_nonce(
    profile: Profile, records: Records
) -> None:
    nonces = {Court(profile, records).nonce for _ in range(20)}

    assert {len(nonce) for nonce in nonces} == {32}
    assert len(nonces) == 20

"""The people of the mock court: made up, the same for the same seed, and fit for their accounts."""

import re
import string
from itertools import cycle

import pytest

from mock_court.rules.people import PacerKind, People

SOME = 50


def test_the_same_seed_makes_the_same_people() -> None:
    first, again, other = (
        [people.attorney(passcode=True) for _ in range(SOME)]
        for people in (People(7), People(7), People(8))
    )

    assert first == again
    assert not set(first) & set(other)


def test_people_without_a_seed_have_one_that_makes_them_again() -> None:
    people = People()

    attorneys = [people.attorney(passcode=True), *people.firm()]

    again = People(people.seed)
    assert [again.attorney(passcode=True), *again.firm()] == attorneys
    assert People().seed != people.seed


def test_each_attorney_has_accounts_of_their_own(people: People) -> None:
    attorneys = [people.attorney() for _ in range(SOME)]

    assert len({each.pacer.username for each in attorneys}) == SOME
    assert len({each.cmecf.login for each in attorneys}) == SOME
    assert len({each.pacer.password for each in attorneys}) == SOME
    assert len({each.cmecf.password for each in attorneys}) == SOME


def test_nobody_gets_a_login_that_somebody_has(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    digits = cycle(["11", "11", "22"])
    monkeypatch.setattr(people._random, "choices", lambda *_, **__: next(digits))

    assert [people._numbered("a", 2), people._numbered("a", 2)] == ["a11", "a22"]


def test_both_accounts_of_an_attorney_bear_one_name(people: People) -> None:
    attorney = people.attorney()

    assert attorney.pacer.name == attorney.cmecf.name


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        (PacerKind.LEGACY, r"[a-z]{2}[0-9]{4}"),
        (PacerKind.INDIVIDUAL, r"[a-z0-9]{8,}"),
        (PacerKind.ADMINISTRATIVE, r"[a-z0-9]{8,}"),
        (PacerKind.SHARED, r"[a-z0-9]{8,}"),
    ],
)
def test_only_a_legacy_username_has_six_characters(
    people: People, kind: PacerKind, shape: str
) -> None:
    accounts = [people.attorney(kind=kind).pacer for _ in range(SOME)]

    assert {account.kind for account in accounts} == {kind}
    assert [each.username for each in accounts if not re.fullmatch(shape, each.username)] == []


def test_a_password_meets_the_standard_of_pacer(people: People) -> None:
    passwords = [people.attorney().pacer.password for _ in range(SOME)]

    for password in passwords:
        assert 14 <= len(password) <= 45
        for kind in (string.ascii_lowercase, string.ascii_uppercase, string.digits):
            assert set(password) & set(kind)
        assert set(password) - set(string.ascii_letters + string.digits)


def test_no_login_has_a_character_that_forbids_linking(people: People) -> None:
    logins = [people.attorney().cmecf.login for _ in range(SOME)]

    assert [login for login in logins if not login.isalnum()] == []


def test_mail_to_the_people_could_not_reach_anybody_real(people: People) -> None:
    addresses = [people.attorney().pacer.email for _ in range(SOME)]

    # RFC 2606 keeps these three domains free for examples.
    reserved = ("@example.com", "@example.net", "@example.org")
    assert [address for address in addresses if not address.endswith(reserved)] == []


def test_only_an_attorney_with_passcodes_has_a_secret_for_them(people: People) -> None:
    with_passcodes, without = people.attorney(passcode=True), people.attorney()

    assert re.fullmatch(r"[A-Z2-7]{32}", with_passcodes.pacer.otp_secret or "")
    assert without.pacer.otp_secret is None


def test_an_account_number_has_six_digits(people: People) -> None:
    numbers = [people.attorney().pacer.number for _ in range(SOME)]

    assert all(100_000 <= number <= 999_999 for number in numbers)


def test_a_firm_shares_one_pacer_account_and_no_cmecf_account(people: People) -> None:
    firm = people.firm(attorneys=4)

    assert len(firm) == 4
    assert len({each.pacer for each in firm}) == 1
    assert firm[0].pacer.kind is PacerKind.SHARED
    assert firm[0].pacer.name not in {each.cmecf.name for each in firm}
    assert len({each.cmecf.login for each in firm}) == 4

"""Which menu bar a session gets, and at which address: what step 15 of the guide depends on."""

from dataclasses import replace

import pytest

from e2e.court.rules.linking import link
from mock_court.courts.profile import Profile
from mock_court.rules.court import Court, Role
from mock_court.rules.people import Attorney, PacerKind, People
from mock_court.rules.records import Records
from mock_court.scenarios.lookup import behavior_of

BEFORE = -1
NUMBER = 0
"""In the table below, the menu id that is the account's own number."""


@pytest.mark.parametrize(
    ("scenario", "before", "same_session", "new_session"),
    [
        # The session that linked turns full with its next page, and so does the address of its
        # menu script, which makes the browser ask for the script again.
        ([], (Role.VIEWER, BEFORE), (Role.FILER, NUMBER), (Role.FILER, NUMBER)),
        # Here only the confirmation page itself is old, and the court's rules are as ever.
        (["menu-until-refresh"], (Role.VIEWER, BEFORE), (Role.FILER, NUMBER), (Role.FILER, NUMBER)),
        # The session keeps the role that it had at sign-on.
        (["menu-until-login"], (Role.VIEWER, BEFORE), (Role.VIEWER, BEFORE), (Role.FILER, NUMBER)),
        # The address never changes, and so the browser's cache goes on serving the old script.
        (["menu-until-cleared"], (Role.VIEWER, NUMBER), (Role.FILER, NUMBER), (Role.FILER, NUMBER)),
    ],
    ids=["at once", "menu-until-refresh", "menu-until-login", "menu-until-cleared"],
)
def test_linking_makes_a_viewer_a_filer_when_the_scenario_says(
    profile: Profile,
    records: Records,
    people: People,
    scenario: list[str],
    before: tuple[Role, int],
    same_session: tuple[Role, int],
    new_session: tuple[Role, int],
) -> None:
    court = Court(profile, records, behavior_of(scenario))
    attorney = people.attorney()
    court.enroll([attorney])
    session = court.open_session(attorney.pacer)
    menus = [(court.role(session), court.menu_id(session))]

    court.link(court.request_link(session, attorney.cmecf.login, attorney.cmecf.password))
    again = court.open_session(attorney.pacer)
    menus += [(court.role(each), court.menu_id(each)) for each in (session, again)]

    assert menus == [
        (role, menu_id or attorney.pacer.number)
        for role, menu_id in (before, same_session, new_session)
    ]


def test_a_link_makes_nobody_else_a_filer(court: Court, people: People) -> None:
    attorney, other = people.attorney(), people.attorney()
    court.enroll([attorney, other])
    session = court.open_session(other.pacer)

    link(court, attorney)

    assert (court.role(session), court.menu_id(session)) == (Role.VIEWER, BEFORE)


def test_everybody_with_a_shared_account_is_a_filer_once_one_of_them_linked(
    court: Court, people: People
) -> None:
    first, second = people.firm(attorneys=2)
    court.enroll([first, second])
    session = court.open_session(second.pacer)

    link(court, first)

    assert court.role(session) is Role.FILER


@pytest.mark.parametrize(
    ("kind", "has_case_access"),
    [("legacy", True), ("administrative", False), ("individual", True), ("shared", True)],
)
def test_only_an_administrative_account_has_no_case_access(
    court: Court, people: People, kind: str, *, has_case_access: bool
) -> None:
    attorney = people.attorney(kind=PacerKind(kind))
    court.enroll([attorney])

    session = court.open_session(attorney.pacer)

    assert court.has_case_access(session) is has_case_access


def test_a_filer_elsewhere_is_a_viewer_here(
    court: Court, profile: Profile, records: Records, attorney: Attorney
) -> None:
    other_court = Court(replace(profile, id="wieb"), records)
    other_court.enroll([attorney])

    link(other_court, attorney)

    assert other_court.role(other_court.open_session(attorney.pacer)) is Role.FILER
    assert court.role(court.open_session(attorney.pacer)) is Role.VIEWER

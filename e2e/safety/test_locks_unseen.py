"""The ways out of a page that no filter of requests sees: each tried with and without its lock.

All of them together, with their locks, are tried in each run by `test_locks.py`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from e2e.courts.hostile import TRICKS, Trick, hostile_court
from e2e.courts.ways_out import CALLS, IN_ONE_WALK, NOWHERE, NOWHERE_BY_HEADER, UNSEEN
from e2e.safety.linking_walk import walk_at
from e2e.safety.test_locks import (
    AHEAD,
    RIGHT,
    SOMEBODY_ELSE,
    calls_that_are_heard,
    no_request_filter,
    open_ways_out,
)

pytestmark = [pytest.mark.walk, pytest.mark.one_engine]
Remove = Callable[[pytest.MonkeyPatch], None]


def all_locks(_: pytest.MonkeyPatch) -> None:
    """Leave everything where it is."""


@pytest.mark.nightly(
    "test_a_verification_page_that_links_by_itself_before_its_names_are_read_is_kept_from_it"
)
@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("remove", "tricks", "arrives"),
    [
        (all_locks, tuple(UNSEEN), False),
        *((open_ways_out, tricks, True) for tricks in IN_ONE_WALK),
    ],
)
def test_no_way_out_that_a_route_does_not_see_leads_to_a_link(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tricks: tuple[str, ...],
    remove: Remove,
    *,
    arrives: bool,
) -> None:
    remove(monkeypatch)

    with hostile_court(Trick(verification=tricks, names=SOMEBODY_ELSE)) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    assert ran.step(11)["verdict"] == "drifted"
    assert {link.how for link in court.links} == (set(tricks) if arrives else set())


@pytest.mark.nightly(
    "test_a_verification_page_that_links_by_itself_before_its_names_are_read_is_kept_from_it"
)
@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(("remove", "arrives"), [(all_locks, False), (open_ways_out, True)])
def test_no_page_calls_anybody_past_the_filters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remove: Remove, *, arrives: bool
) -> None:
    remove(monkeypatch)

    with (
        calls_that_are_heard(monkeypatch) as came,
        hostile_court(Trick(verification=tuple(CALLS), names=SOMEBODY_ELSE)) as court,
    ):
        walk_at(court, tmp_path, "--permit-link", court.permit)

    assert {name for name in came if came[name]} == (set(CALLS) if arrives else set())


@pytest.mark.nightly("test_a_confirmation_that_links_a_second_pair_by_itself_is_kept_from_it")
@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("until", ["15", "11"])
@pytest.mark.parametrize(("remove", "arrives"), [(all_locks, False), (open_ways_out, True)])
def test_no_header_has_a_page_loaded_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: str, remove: Remove, *, arrives: bool
) -> None:
    remove(monkeypatch)
    # It ends late enough for what was loaded ahead to arrive.
    late = ("beacon",)

    with hostile_court(Trick(headers=AHEAD, verification=late, names=RIGHT)) as court:
        walk_at(court, tmp_path, "--permit-link", court.permit, "--until", until)

    second = {"second Submit"} if until == "15" else set()
    assert {link.how for link in court.links} == second | ({"ahead"} if arrives else set())


@pytest.mark.nightly("test_a_confirmation_that_links_a_second_pair_by_itself_is_kept_from_it")
@pytest.mark.usefixtures("patient")
def test_a_confirmation_cannot_link_a_second_pair_by_a_way_that_no_route_sees(
    tmp_path: Path,
) -> None:
    with hostile_court(Trick(confirmation=tuple(UNSEEN))) as court:
        walk_at(court, tmp_path, "--permit-link", court.permit)

    assert {link.how for link in court.links} == {"second Submit"}


@pytest.mark.nightly("no lock is there for it; those are proved in test_locks.py")
@pytest.mark.usefixtures("patient")
def test_what_could_not_arrive_in_any_case_would_be_noticed_if_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_request_filter(monkeypatch)
    for name, trick in NOWHERE.items():
        monkeypatch.setitem(TRICKS, name, trick)

    played = ("beacon", *NOWHERE)
    with hostile_court(Trick(verification=played, names=SOMEBODY_ELSE)) as court:
        walk_at(court, tmp_path, "--permit-link", court.permit)

    assert {link.how for link in court.links} == {"beacon"}


@pytest.mark.nightly("no lock is there for it; those are proved in test_locks.py")
@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("headers", NOWHERE_BY_HEADER.values(), ids=NOWHERE_BY_HEADER)
def test_a_header_that_could_not_have_anything_sent_would_be_noticed_if_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, headers: Mapping[str, str]
) -> None:
    no_request_filter(monkeypatch)
    styled = "No names.<style>p { color: red }</style>"

    with hostile_court(Trick(headers=headers, names=styled)) as court:
        walk_at(court, tmp_path, "--permit-link", court.permit)

    assert court.links == []

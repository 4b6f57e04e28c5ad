"""Menus that do not appear at a court elsewhere where linking is permitted: told by its remedy."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from e2e.courts.stale import MenusCome, StaleCourt, stale_court
from e2e.safety.linking_walk import beginning_at_the_form
from e2e.walks.live import permit_of, variables_of, walk_live
from e2e.walks.run import CommandResult
from mock_court.embedded import embedded_court
from walk.errors import UsageError

pytestmark = [pytest.mark.walk, pytest.mark.one_engine]

REFRESH = "Refresh your screen"
LOG_IN = "Log out, shut down the browser, then log back in"
CLEAR = "Clear cookies, cache and history, shut down the browser, then log back in"
OWN: dict[str, tuple[str, MenusCome, str, list[str]]] = {
    "a cleared browser": ("divisions", "after clearing", CLEAR, [REFRESH, LOG_IN]),
    "a refresh": ("modern", "after a refresh", REFRESH, []),
    "a new login": ("tables", "after a new login", LOG_IN, [REFRESH]),
}
"""The skin of a court, its cause, the remedy, and those before it."""
WENT = "Went to the court's main page instead of refreshing, which would submit again."
NO_CACHE = "The browser's cache is off here, so this cannot be judged."
NOT_JUDGED = "Not judged: the menus did not appear, and not every remedy was tried."


def walk_at(court: StaleCourt, folder: Path, *options: str) -> CommandResult:
    """Follow the guide at the court, where linking is permitted."""
    return walk_live(
        folder, court, court.variables, "--permit-link", court.permit, *options, profile=True
    )


def posts(court: StaleCourt) -> list[str]:
    """Return where forms were sent."""
    sent = [asked.split()[1] for asked in court.asked if not asked.startswith("GET")]
    return [address.rpartition("/")[2] for address in sent]


@pytest.mark.nightly("below: no remedy has a court link once more, where clearing brings the menus")
@pytest.mark.parametrize("cause", OWN)
def test_each_cause_of_missing_menus_is_told_by_its_own_remedy(tmp_path: Path, cause: str) -> None:
    skin, menus_come, remedy, others = OWN[cause]

    with stale_court(skin, menus_come) as court:
        ran = walk_at(court, tmp_path)

    assert (ran.status, ran.verdicts) == (0, ["as_documented"] * 15)
    reason = f"The menus appeared after: {remedy}."
    assert (ran.step(15)["reason"], reason in ran.step(14)["notes"]) == (reason, True)
    assert ran.step(15)["notes"] == [f"Did not help: {each}." for each in others]
    assert posts(court) == ["enter", "verify", "link", *["enter"] * len(others)]


@pytest.mark.nightly("below: menus that come after clearing alone")
def test_the_cache_of_a_walk_is_that_of_a_reader(tmp_path: Path) -> None:
    with embedded_court("wiwb", ["menu-until-cleared"]) as own:
        variables, permit = variables_of(own.attorney), permit_of(own.attorney)
        ran = walk_live(tmp_path, own.served, variables, "--permit-link", permit, profile=True)

    assert (ran.status, ran.verdicts) == (0, ["as_documented"] * 15)
    assert ran.step(15)["reason"] == f"The menus appeared after: {CLEAR}."


@pytest.mark.nightly("e2e/parts/follow/test_remedies.py: without a cache menus are not judged")
def test_without_a_cache_nobody_knows_whether_menus_appear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in every engine but Chromium, where no credentials are typed.
    monkeypatch.setattr("walk.safety.request_filter.has_redirect_filter", lambda _: False)

    with stale_court("tables", "after clearing") as court:
        ran = walk_at(court, tmp_path)

    assert (ran.status, ran.verdicts[12:]) == (0, ["as_documented", "withheld", "withheld"])
    for number in (14, 15):
        assert (ran.step(number)["cause"], ran.step(number)["reason"]) == ("policy", NO_CACHE)


@pytest.mark.nightly("e2e/walks/test_walk.py: menus that never appear are a difference")
def test_menus_that_no_remedy_brings_are_a_difference(tmp_path: Path) -> None:
    with stale_court("tables", "never") as court:
        ran = walk_at(court, tmp_path)

    assert (ran.status, ran.verdicts[12:]) == (1, ["as_documented", "drifted", "drifted"])
    assert [drift["kind"] for drift in ran.step(14)["drifts"]] == ["removed"] * 3
    assert posts(court) == ["enter", "verify", "link", "enter", "enter"]


@pytest.mark.nightly("e2e/parts/follow/test_remedies.py: menus are not judged")
@pytest.mark.parametrize("how", ["--no-remedies", "the budget"])
def test_missing_menus_are_not_judged_as_long_as_a_remedy_was_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    why, options = "--no-remedies was given.", [how]
    if how == "the budget":
        why, options = "Walks have signed on often enough.", []
        monkeypatch.setattr("walk.commands.follow.counted", used_up)

    with stale_court("divisions", "after a new login") as court:
        ran = walk_at(court, tmp_path, *options)

    assert (ran.status, ran.verdicts[12:]) == (0, ["as_documented", "withheld", "withheld"])
    assert (ran.step(14)["drifts"], ran.step(15)["drifts"]) == ([], [])
    assert ran.step(14)["reason"] == NOT_JUDGED
    assert ran.step(15)["reason"] == f"{NOT_JUDGED} {why}"
    assert posts(court) == ["enter", "verify", "link"]


@contextmanager
def used_up(*_: object) -> Iterator[object]:
    """Count as if there may be one sign-on alone."""

    def one_more() -> None:
        raise UsageError("Walks have signed on often enough.")

    yield one_more


@pytest.mark.nightly("e2e/walks/test_walk.py: the remedy that brings the menus")
def test_where_a_refresh_would_submit_again_the_walk_goes_to_the_main_page(tmp_path: Path) -> None:
    with stale_court("modern", "after a refresh", answers_post=True) as court:
        ran = walk_at(court, tmp_path)

    assert (ran.status, ran.verdicts) == (0, ["as_documented"] * 15)
    assert ran.step(15)["notes"] == [WENT]
    assert ran.step(15)["reason"] == f"The menus appeared after: {REFRESH}."
    assert posts(court) == ["enter", "verify", "link"]
    assert court.asked[-1] == f"GET {court.cmecf}start"


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("menus_come", "answers_post"),
    [("after clearing", False), ("never", True), ("never", False)],
)
def test_no_remedy_has_a_court_link_once_more(
    tmp_path: Path, menus_come: MenusCome, *, answers_post: bool
) -> None:
    court = stale_court("divisions", menus_come, tries_again=True, answers_post=answers_post)
    with court as stale, beginning_at_the_form(stale.places):
        ran = walk_at(stale, tmp_path)

    assert ran.result["may_be_linked"]
    assert posts(stale) == ["verify", "link", "enter", "enter"]
    if menus_come == "after clearing":
        assert ran.verdicts[8:] == ["as_documented"] * 7
        assert ran.step(15)["reason"] == f"The menus appeared after: {CLEAR}."

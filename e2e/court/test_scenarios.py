"""Scenarios: each is one named change of how the court behaves."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from mock_court.scenarios import SCENARIOS, Behaviour, UnknownScenario, behaviour_of


def test_without_a_scenario_the_court_is_the_one_of_the_guide() -> None:
    behaviour = behaviour_of([])

    assert asdict(behaviour) == {
        "menu_turns_full": "at once",
        "menu_is_drop_down": True,
        "landing_page": True,
        "new_tab": True,
        "shared_accounts_may_link": True,
        "answers_post_by_redirect": True,
        "next_gen": True,
        "sign_on_bounces": False,
    }


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("menu-until-refresh", {"menu_turns_full": "after a refresh"}),
        ("menu-until-login", {"menu_turns_full": "after a new login"}),
        ("menu-until-cleared", {"menu_turns_full": "after clearing"}),
        ("menu-as-page", {"menu_is_drop_down": False}),
        ("no-landing-page", {"landing_page": False}),
        ("same-tab", {"new_tab": False}),
        ("shared-account-refused", {"shared_accounts_may_link": False}),
        ("confirmation-answers-post", {"answers_post_by_redirect": False}),
        ("current-gen", {"next_gen": False}),
        ("sign-on-bounces", {"sign_on_bounces": True}),
    ],
)
def test_a_scenario_changes_one_thing(name: str, changes: dict[str, object]) -> None:
    behaviour = behaviour_of([name])

    assert asdict(behaviour) == asdict(Behaviour()) | changes


def test_scenarios_add_up() -> None:
    behaviour = behaviour_of(["same-tab", "menu-as-page", "menu-until-login"])

    assert behaviour == Behaviour(
        new_tab=False, menu_is_drop_down=False, menu_turns_full="after a new login"
    )


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_has_a_plain_name_and_one_sentence_for_readers(name: str) -> None:
    scenario = SCENARIOS[name]

    assert scenario.name == name
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert re.fullmatch(r"[A-Z][^\n]+\.", scenario.reader_sees)
    assert behaviour_of([name]) != Behaviour()


def test_a_misspelt_scenario_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(UnknownScenario) as error:
        behaviour_of(["same-tab", "menu-untill-login"])

    assert (
        str(error.value)
        == "There is no scenario 'menu-untill-login': did you mean menu-until-login?"
    )


def test_an_unknown_scenario_is_answered_with_all_names() -> None:
    with pytest.raises(UnknownScenario) as error:
        behaviour_of(["xyz"])

    assert "There is no scenario 'xyz'" in str(error.value)
    assert [name for name in SCENARIOS if name not in str(error.value)] == []

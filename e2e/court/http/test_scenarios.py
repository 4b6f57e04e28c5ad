"""Scenarios: each is one named change of how the court behaves."""

import re
from dataclasses import asdict

import pytest

from mock_court.__main__ import main
from mock_court.courts.profile import Profile, court_ids, read_profile
from mock_court.embedded import embedded_court
from mock_court.errors import UnknownScenario
from mock_court.rules.court import Court, Dialog
from mock_court.rules.people import People, with_passcode
from mock_court.rules.records import Records
from mock_court.scenarios.behavior import Behavior
from mock_court.scenarios.lookup import behavior_of
from mock_court.scenarios.profile_changes import worded
from mock_court.scenarios.table import SCENARIOS


def test_without_a_scenario_the_court_is_the_one_of_the_guide() -> None:
    behavior = behavior_of([])

    assert asdict(behavior) == {
        "website_works": True,
        "website_has_moved": False,
        "sign_on_works": True,
        "cmecf_works": True,
        "blocks_user_agents": False,
        "sign_on_rate_is_used_up": False,
        "announces_maintenance": False,
        "same_people": False,
        "new_tab": True,
        "landing_page": True,
        "notice_before_sign_on": False,
        "next_gen": True,
        "sign_on_form": "loginForm",
        "faces": "jakarta.faces",
        "sign_on_posts_by_script": True,
        "wrong_credentials": "Invalid username or password",
        "all_need_client_code": False,
        "all_need_passcode": False,
        "all_need_update": False,
        "update_title": "User Update Required",
        "all_agree_to_redaction": None,
        "notice_after_sign_on": False,
        "sign_on_bounces": False,
        "access_fails_once": False,
        "checks_referer": False,
        "says_logout": False,
        "user_manual": False,
        "menu_is_drop_down": True,
        "menu_turns_full": "at once",
        "shared_accounts_may_link": True,
        "verifies_link": True,
        "names_shown": "as they are",
        "answers_post_by_redirect": True,
        "confirms_in_pop_up": False,
        "page_changes": (),
        "answer_delay": 0,
    }


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_changes_one_thing(name: str) -> None:
    changes = asdict(behavior_of([name])).items() - asdict(Behavior()).items()

    # The old title would not show, unless everybody were asked.
    expected = 2 if name == "update-prompt-old-title" else 1
    assert len(changes) == expected


def test_no_two_scenarios_are_the_same() -> None:
    behaviors = [behavior_of([name]) for name in SCENARIOS]

    assert len(set(behaviors)) == len(behaviors) > 30


def test_scenarios_add_up() -> None:
    behavior = behavior_of(["same-tab", "menu-as-page", "menu-until-login"])

    assert behavior == Behavior(
        new_tab=False, menu_is_drop_down=False, menu_turns_full="after a new login"
    )


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_has_a_plain_name_and_one_sentence_for_readers(name: str) -> None:
    scenario = SCENARIOS[name]

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert re.fullmatch(r"[A-Z][^\n]+\.", scenario.reader_sees)
    # A date alone could not be looked up.
    assert scenario.source or not scenario.when
    assert behavior_of([name]) != Behavior()


def test_a_misspelled_scenario_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(UnknownScenario) as error:
        behavior_of(["same-tab", "menu-untill-login"])

    assert (
        str(error.value)
        == "There is no scenario 'menu-untill-login': did you mean menu-until-login?"
    )


def test_an_unknown_scenario_is_answered_with_all_names() -> None:
    with pytest.raises(UnknownScenario) as error:
        behavior_of(["xyz"])

    assert "There is no scenario 'xyz'" in str(error.value)
    assert [name for name in SCENARIOS if name not in str(error.value)] == []


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("login-prefix", "2019-03-22"),
        ("sign-on-posts-plainly", "2019-03-22"),
        ("invalid-id-words", "2018-07-05"),
        ("redaction-agreement", "2018-01-04"),
        ("passcode", "2025-05-11"),
        ("update-prompt", "2025-08-25"),
        ("access-error-once", "2019-09-22"),
        ("referer-check", "2017-05-04"),
        ("sign-on-rate", "2025-01-01"),
    ],
)
def test_the_list_of_scenarios_says_when_a_real_court_changed_so(
    name: str, when: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--list-scenarios", name])

    (line,) = (
        line for line in capsys.readouterr().out.splitlines() if line.startswith(f"{name}\t")
    )
    assert when in line
    assert SCENARIOS[name].source in line
    assert status == 0


def test_where_everybody_needs_a_passcode_who_has_a_secret_keeps_it(
    profile: Profile, records: Records, people: People
) -> None:
    court = Court(profile, records, behavior_of(["passcode"]))
    without, having = people.attorney(), people.attorney(passcode=True)

    enrolled = court.enroll([without, having])

    assert enrolled[1] == having
    assert enrolled[0] == with_passcode(without) != without
    assert [records.pacer(each.pacer.username) for each in enrolled] == [
        each.pacer for each in enrolled
    ]
    assert court.dialogs(enrolled[0].pacer) == [Dialog.PASSCODE]


def test_at_the_ordinary_court_nobody_is_given_a_secret(court: Court, people: People) -> None:
    attorney = people.attorney()

    assert court.enroll([attorney]) == [attorney]
    assert court.dialogs(attorney.pacer) == []


def test_the_same_account_is_given_the_same_secret_and_another_one_another(people: People) -> None:
    attorney, another = people.attorney(), people.attorney()

    secrets = [with_passcode(each).pacer.otp_secret for each in (attorney, attorney, another)]

    assert secrets[0] == secrets[1] != secrets[2]
    assert all(len(secret or "") == 32 for secret in secrets)


def test_the_attorney_of_an_embedded_court_can_enter_a_passcode() -> None:
    with embedded_court("wiwb", ["passcode"]) as embedded, embedded_court("wiwb") as ordinary:
        account = embedded.served.court.check_password(
            embedded.attorney.pacer.username, embedded.attorney.pacer.password
        )

    assert account == embedded.attorney.pacer
    assert account.otp_secret
    assert ordinary.attorney.pacer.otp_secret is None


@pytest.mark.parametrize("court_id", court_ids())
def test_a_court_whose_words_no_scenario_changes_says_what_its_profile_says(court_id: str) -> None:
    profile = read_profile(court_id)

    assert worded(profile, Behavior()) == profile
    assert worded(profile, behavior_of(["logout-label"])) != profile


def test_the_same_people_are_the_same_in_each_court() -> None:
    def attorney(*scenarios: str, seed: int | None = None) -> str:
        with embedded_court("wiwb", scenarios, seed=seed) as court:
            return repr(court.attorney)

    assert attorney("same-people") == attorney("same-people") != attorney()
    assert attorney("same-people", seed=7) == attorney(seed=7)


@pytest.mark.parametrize(
    ("given", "same_people", "seed"),
    [(None, True, 1), (0, True, 0), (7, True, 7), (None, False, None), (0, False, 0)],
)
def test_people_are_those_of_a_given_number_first(
    given: int | None, seed: int | None, *, same_people: bool
) -> None:
    assert Behavior(same_people=same_people).seed(given) == seed

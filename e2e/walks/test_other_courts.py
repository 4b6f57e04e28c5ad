"""Other courts: what differs between courts is data, in a guide and in a profile."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from e2e.walks.live import given, place, variables_of
from e2e.walks.run import follow, impatient, run
from mock_court.embedded import EmbeddedCourt, embedded_court
from walk.guide.reader import GUIDES

pytestmark = pytest.mark.walk

TEXAS = (GUIDES / "txwd.toml").read_text(encoding="utf-8")
STATEMENT = (
    "I understand that, if I file, I must comply with the redaction rules. I have read this notice."
)
REWORDED = STATEMENT.replace("must", "will")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("scenario", "begun", "remedy"),
    [
        ("menu-as-page", 1, None),
        ("menu-until-refresh", 7, "Refresh your screen"),
        ("menu-until-login", 7, "Log out and log in again"),
        ("menu-until-cleared", 7, "Clear cookies, cache and history"),
    ],
)
def test_the_seven_steps_of_colorado_hold(
    tmp_path: Path, scenario: str, begun: int, remedy: str | None
) -> None:
    ran = follow(
        *(tmp_path / "report", "cob", "--scenario", scenario, "--from", str(begun)),
        profile=remedy is not None,
    )

    assert ran.status == 0
    assert ran.verdicts == [*["not_reached"] * (begun - 1), *["as_documented"] * (8 - begun)]
    assert ran.step(7)["reason"] == (f"The menus appeared after: {remedy}." if remedy else None)


@pytest.mark.nightly("e2e/parts/follow/test_ledger.py: a remedy changes nothing of other screens")
def test_a_remedy_that_helps_hides_nothing_of_the_other_screens_of_its_step(
    tmp_path: Path,
) -> None:
    scenarios = ("menu-until-refresh", "drift:renamed:verification/submit")
    asked = [word for name in scenarios for word in ("--scenario", name)]

    ran = follow(tmp_path / "report", "cob", *asked, "--from", "7", "--carry-on")

    assert (ran.status, ran.step(7)["verdict"]) == (1, "drifted")
    assert ran.step(7)["reason"] == "The menus appeared after: Refresh your screen."
    assert [drift["screen"] for drift in ran.step(7)["drifts"]] == ["verification"]


@pytest.mark.nightly("test_drift.py: words that are gone are reported at their steps")
def test_a_guide_does_not_fit_another_court(tmp_path: Path) -> None:
    guide = Path("guides/wiwb.toml").read_text(encoding="utf-8")
    (tmp_path / "guide.toml").write_text(guide.replace('court = "wiwb"', 'court = "cob"'), "utf-8")

    config = impatient(tmp_path)
    ran = follow(tmp_path / "report", tmp_path / "guide.toml", "--until", "4", "--config", config)

    assert ran.status == 1
    assert ran.step(2)["verdict"] == "drifted"


# The Western District of Texas


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "scenarios",
    [
        [
            *("menu-as-page", "sign-on-posts-plainly"),
            "drift:renamed:redaction-agreement/redaction-agreement",
        ],
        [],
    ],
    ids=["with what the guide leaves out", "as it is"],
)
def test_the_ten_steps_of_texas_hold(tmp_path: Path, scenarios: list[str]) -> None:
    asked = [word for name in scenarios for word in ("--scenario", name)]

    ran = follow(tmp_path / "report", "txwd", *asked)

    assert (ran.status, ran.verdicts) == (0, ["as_documented"] * 10)
    assert ran.step(1)["notes"] == ["Ready: PACER username, CM/ECF login."]
    assert ran.step(1)["screenshot"] is None
    assert ran.step(5)["documented"] == [STATEMENT, "Continue"]
    assert len(ran.court.served.court.records.links()) == 1


@pytest.mark.nightly("e2e/parts/follow/test_interstitials.py: of several pages the first is passed")
@pytest.mark.parametrize("before", ["passcode", "update-prompt", "client-code-warning"])
def test_what_else_is_asked_goes_before_the_documented_agreement(
    tmp_path: Path, before: str
) -> None:
    scenarios = ("--scenario", before, "--scenario", "notice-page")
    ran = follow(tmp_path / "report", "txwd", *scenarios, "--from", "4", "--until", "7")

    passed = [
        (step["number"], drift["observed"])
        for step in ran.result["steps"]
        for drift in step["drifts"]
    ]
    assert [(number, observed.partition(":")[0]) for number, observed in passed] == [
        (5, before.replace("-", " ")),
        (6, "notice"),
    ]
    assert ran.verdicts[6] == "as_documented"


@pytest.mark.parametrize(
    ("scenario", "walked", "steps", "left_out", "instead"),
    [
        ("no-redaction-agreement", (4, 6), [5], "redaction agreement", "the menu bar came instead"),
        ("no-landing-page", (1, 4), [2, 3], "landing page", "the sign-on came instead"),
    ],
)
def test_a_documented_interstitial_that_is_not_there_is_reported_and_the_walk_goes_on(
    tmp_path: Path,
    scenario: str,
    walked: tuple[int, int],
    steps: list[int],
    left_out: str,
    instead: str,
) -> None:
    first, last = walked
    part = ("--from", str(first), "--until", str(last), "--config", impatient(tmp_path))
    ran = follow(tmp_path / "report", "txwd", "--scenario", scenario, *part)

    numbers = range(first, last + 1)
    expected = ["drifted" if number in steps else "as_documented" for number in numbers]
    assert (ran.status, ran.verdicts[first - 1 : last]) == (1, expected)
    for number in steps:
        (drift,) = ran.step(number)["drifts"]
        assert (drift["kind"], drift["what"]) == ("removed", "page")
        assert (drift["documented"], drift["observed"]) == (left_out, instead)


def test_a_landing_page_is_known_by_its_documented_words_whatever_has_them(tmp_path: Path) -> None:
    name = "western-district-of-texas-document-filing-system"
    scenario = f"drift:re_roled:landing-page/{name}"

    ran = follow(tmp_path / "report", "txwd", "--scenario", scenario, "--until", "4")

    assert (ran.status, ran.verdicts[:4]) == (
        1,
        ["as_documented", "as_documented", "drifted", "as_documented"],
    )
    assert [drift["kind"] for drift in ran.step(3)["drifts"]] == ["re_roled"]


def test_a_documented_interstitial_that_is_usual_may_be_left_out(tmp_path: Path) -> None:
    ran = follow(tmp_path / "report", "cob", "--scenario", "no-landing-page", "--until", "3")

    assert (ran.status, ran.verdicts[:3]) == (0, ["as_documented"] * 3)
    assert ran.step(1)["notes"] == [
        "The landing page, which is usual, was not there: the sign-on came instead."
    ]


@pytest.mark.nightly("e2e/parts/follow/test_causes.py: what kept a page from coming goes first")
def test_a_site_that_is_down_has_left_nothing_out(
    tmp_path: Path,
) -> None:
    ran = follow(
        tmp_path / "report",
        "txwd",
        *("--scenario", "cmecf-maintenance"),
        *("--scenario", "no-redaction-agreement"),
        *("--config", impatient(tmp_path)),
    )

    assert (ran.status, ran.step(2)["cause"], ran.step(2)["drifts"]) == (3, "maintenance", [])


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("drift", "kind", "documented", "observed"),
    [
        (
            f"renamed:redaction-agreement/i-understand-that:{REWORDED}",
            "renamed",
            STATEMENT,
            REWORDED,
        ),
        ("renamed:redaction-agreement/continue:Continue On", "renamed", "Continue", "Continue On"),
        ("removed:redaction-agreement/i-understand-that", "removed", STATEMENT, None),
        ("removed:redaction-agreement/continue", "removed", "Continue", None),
    ],
)
def test_nobody_agrees_to_other_words_than_the_documented_ones(
    tmp_path: Path, drift: str, kind: str, documented: str, observed: str | None
) -> None:
    ran = follow(
        tmp_path / "report",
        "txwd",
        *("--scenario", f"drift:{drift}"),
        *("--config", impatient(tmp_path), "--from", "4"),
    )

    assert ran.status == 1
    assert [
        (each["kind"], each["documented"], each["observed"]) for each in ran.step(5)["drifts"]
    ] == [(kind, documented, observed)]
    assert ran.verdicts[3] == "as_documented"
    assert ran.verdicts[5:] == ["not_reached"] * 5
    assert ran.court.served.court._sessions == {}


@pytest.mark.nightly(
    "e2e/parts/follow/test_remedies.py: signing on once more does what the guide says"
)
def test_signing_on_again_passes_the_documented_agreement_again(tmp_path: Path) -> None:
    guide = tmp_path / "guide.toml"
    guide.write_text(
        TEXAS
        + """
[[step.remedies]]
words = "Log out and log in again"
acts = ["log out", "log in"]
log_out = "Log Out"
""",
        encoding="utf-8",
    )

    scenario = ("--scenario", "menu-until-login")
    ran = follow(tmp_path / "report", guide, *scenario, "--from", "9", profile=True)

    assert (ran.status, ran.verdicts[8:]) == (0, ["as_documented"] * 2)
    assert any(seen.method == "POST" and "login" in seen.address for seen in ran.court.served.seen)
    assert ran.step(10)["reason"] == "The menus appeared after: Log out and log in again."


def test_a_box_is_ticked_nowhere_but_in_the_agreement(tmp_path: Path) -> None:
    guide = tmp_path / "guide.toml"
    guide.write_text(
        TEXAS.replace('name = "redaction agreement"', 'name = "sign-on"'), encoding="utf-8"
    )

    ran = run("check", guide)

    assert ran.status == 2
    assert (
        "Only the screen 'redaction agreement' has a box, and the screen 'sign-on' of step 5 "
        in ran.error
    )


def test_the_guide_of_texas_is_well_formed_and_has_nothing_to_stumble_over() -> None:
    ran = run("check", "txwd")

    assert (ran.status, ran.error) == (0, "")
    assert (
        ran.output == "Link a CM/ECF account to my PACER account (txwd): 10 steps, well formed.\n"
    )


# What the guide wants ready

NOTHING: Mapping[str, str] = {}
NOBODY = (
    "At {!r} no PACER username and no CM/ECF login is given; "
    "what needs none is walked all the same."
)
NO_LOGIN = "At {!r} no CM/ECF login is given; what needs none is walked all the same."


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("kinds", "withheld", "reason"),
    [
        ((), [1, *range(4, 11)], NOBODY),
        (("PACER",), [1, *range(7, 11)], NO_LOGIN),
        (("PACER", "CMECF"), range(7, 11), None),
    ],
)
def test_a_user_without_the_credentials_to_have_ready_sees_what_needs_none(
    tmp_path: Path, kinds: tuple[str, ...], withheld: list[int], reason: str | None
) -> None:
    with embedded_court("txwd") as own:
        variables = known_to(own, kinds)
        options = ("txwd", *_near(tmp_path, own))

        with given(variables):
            ran = follow(tmp_path / "report", *options)
        # A walk takes the credentials out of the environment of its process.
        with given(variables):
            planned = run("plan", *options)

    steps = ran.result["steps"]
    assert (ran.status, ran.result["outcome"]) == (0, "as_documented")
    assert [step["number"] for step in steps if step["verdict"] == "withheld"] == [*withheld]
    assert {step["verdict"] for step in steps} == {"as_documented", "withheld"}
    assert ran.step(1)["reason"] == (reason and reason.format("near"))
    lines = planned.output.splitlines()[1:11]
    assert [n for n, line in enumerate(lines, 1) if line[5:].startswith("withheld")] == [*withheld]
    assert own.served.court.records.links() == []


@pytest.mark.nightly("test_missing_menus.py: no remedy has a court link once more, with a permit")
def test_with_a_permit_the_accounts_are_linked_in_texas_too(tmp_path: Path) -> None:
    with embedded_court("txwd") as own:
        pacer, cmecf = own.attorney.pacer, own.attorney.cmecf
        permit = f"{cmecf.login}={' '.join(pacer.name.split())}"
        with given(variables_of(own.attorney)):
            ran = follow(
                tmp_path / "report", "txwd", *_near(tmp_path, own), "--permit-link", permit
            )

    assert (ran.status, ran.verdicts) == (0, ["as_documented"] * 10)
    assert len(own.served.court.records.links()) == 1


def test_a_recording_is_said_to_end_where_the_walk_did_and_not_at_what_was_lacking(
    tmp_path: Path,
) -> None:
    with embedded_court("txwd") as own, given(NOTHING):
        ran = run("record", "txwd", *_near(tmp_path, own), "--recording", tmp_path / "recording")

    assert ran.status == 0
    assert "The walk stopped at step 4 (withheld), so no later screen is recorded." in ran.output


@pytest.mark.parametrize(("environment", "count"), [("mock", 0), ("live", 8), ("training", 8)])
def test_a_plan_for_texas_says_what_is_lacking_and_what_is_seen_without(
    environment: str, count: int
) -> None:
    with given(NOTHING):
        ran = run("plan", "txwd", "--environment", environment)

    steps = ran.output.splitlines()[1:11]
    withheld = [line for line in steps if line[5:].startswith("withheld: ")]
    assert (ran.status, len(withheld)) == (0, count)
    if withheld:
        assert withheld[0].startswith(f"  1  withheld: {NOBODY.format(environment)}")
        assert withheld[1].startswith("  4  withheld: Signing on is withheld")
        assert withheld[2].startswith("  5  withheld: it comes after step 4")


def known_to(own: EmbeddedCourt, kinds: tuple[str, ...]) -> dict[str, str]:
    """Return the attorney's credentials of these kinds as environment variables."""
    every = variables_of(own.attorney)
    return {name: value for name, value in every.items() if name.startswith(kinds)}


def _near(folder: Path, own: EmbeddedCourt) -> list[str | Path]:
    """Return the options for a walk at that court as if it were real."""
    config = impatient(folder, {"near": place(own.served)})
    return ["--environment", "near", "--config", config]

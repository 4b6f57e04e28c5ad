"""The command `plan`: what a walk would do, and where, without doing anything."""

import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from e2e.courts.hostile import hostile_court
from e2e.walks.live import given, place
from e2e.walks.run import ROOT, STEPS, CommandResult, impatient, run
from walk.guide.reader import GUIDES, read_guide
from walk.safety.credentials import parse_permit
from walk.safety.target import opened
from walk.settings.config import read_config

NOTHING: Mapping[str, str] = {}
PACER = {"PACER_USERNAME": "someuser", "PACER_PASSWORD": "Some-Password-1"}
BOTH = PACER | {"CMECF_LOGIN": "somelogin", "CMECF_PASSWORD": "Other-Password-2"}
PERMIT = ["--permit-link", "somelogin=Some Name"]
LIVE = "https://www.wiwb.uscourts.gov/, https://pacer.login.uscourts.gov/, "
LIVE += "https://ecf.wiwb.uscourts.gov/"
TRAINING = "https://www.wiwb.uscourts.gov/, https://train-login.uscourts.gov/, "
TRAINING += "https://ecf-train.wiwb.uscourts.gov/"
CONFIG = ROOT / "playwright.config.json"


@pytest.fixture(autouse=True)
def nothing_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test if a browser is looked for or started, a court opened, or a host asked."""

    def opens(*_: object, **__: object) -> None:
        pytest.fail("A plan opens something.")

    for name in (
        "walk.commands.run_walk.open_browser_session",
        "walk.commands.follow.opened",
        "walk.browser.find.find_browser",
    ):
        monkeypatch.setattr(name, opens)
    monkeypatch.setattr(socket.socket, "connect", opens)
    monkeypatch.setattr(socket, "getaddrinfo", opens)


def planned(variables: Mapping[str, str], *options: str | Path) -> CommandResult:
    """Run the command with these credentials in the environment."""
    with given(variables):
        return run("plan", *options)


def walked(ran: CommandResult) -> int:
    """Return how many steps would be walked; those after are withheld."""
    steps = ran.output.splitlines()[1 : STEPS + 1]
    lines = [line[5:].partition("  [")[0] for line in steps]
    count = next((n for n, line in enumerate(lines) if line != "walked"), STEPS)
    after = f"withheld: it comes after step {count + 1}"
    assert lines[count + 1 :] == [after] * max(0, STEPS - count - 1)
    return count


@pytest.mark.parametrize(
    ("environment", "variables", "options", "count", "why"),
    [
        ("mock", NOTHING, [], 15, None),
        ("mock", BOTH, [], 15, None),
        (
            "live",
            NOTHING,
            [],
            3,
            "Signing on is withheld at 'live', since no credentials are given.",
        ),
        ("live", PACER, [], 8, "This is withheld at 'live', since no CM/ECF login is given."),
        ("live", BOTH, [], 9, "Linking is withheld at 'live', since it is permanent"),
        ("live", BOTH, PERMIT, 15, None),
        ("training", NOTHING, [], 3, "Signing on is withheld at 'training'"),
        ("training", BOTH, [], 9, "Linking is withheld at 'training'"),
        ("training", BOTH, PERMIT, 15, None),
    ],
)
def test_a_plan_says_which_steps_are_walked_and_which_withheld_and_why(
    environment: str,
    variables: Mapping[str, str],
    options: list[str],
    count: int,
    why: str | None,
) -> None:
    ran = planned(variables, "--environment", environment, *options)

    assert (ran.status, ran.error) == (0, "")
    assert walked(ran) == count
    lines = ran.output.splitlines()
    assert lines[0].endswith(f" (wiwb) at '{environment}' ({environment})")
    if why:
        assert lines[count + 1].startswith(f"{count + 1:>3}  withheld: {why}")
    assert [
        value for value in variables.values() if "Password" in value and value in ran.output
    ] == []


@pytest.mark.parametrize("guide", sorted(path.stem for path in GUIDES.glob("*.toml")))
@pytest.mark.parametrize("environment", ["live", "training"])
@pytest.mark.parametrize(
    ("variables", "options"), [(NOTHING, []), (PACER, []), (BOTH, []), (BOTH, PERMIT)]
)
def test_a_plan_prints_the_schedule_that_a_walk_follows(
    guide: str, environment: str, variables: Mapping[str, str], options: list[str]
) -> None:
    where = read_config(CONFIG).environment(environment)
    permit = parse_permit(options[1]) if options else None

    ran = planned(variables, guide, "--environment", environment, *options)

    with given(variables), opened(where, guide, [], permit) as target:
        schedule = target.policy.schedule(read_guide(guide))
    lines = [
        line[5:].partition("  [")[0] for line in ran.output.splitlines()[1 : len(schedule) + 1]
    ]
    assert lines == [
        f"withheld: {step.withheld}" if step.withheld else "walked" for step in schedule
    ]
    assert ("walked" in lines, bool(permit)) == (True, set(lines) == {"walked"})


@pytest.mark.parametrize(
    ("environment", "variables", "last"),
    [
        (
            "mock",
            BOTH,
            [
                "Hosts: the embedded mock court at *.uscourts.localhost, and nothing else.",
                "Credentials: of an attorney that it makes up, typed there and nowhere else.",
            ],
        ),
        (
            "live",
            NOTHING,
            [
                f"Hosts: {LIVE}; from others only images, styles, scripts, fonts.",
                "Credentials: none are given, so none are typed.",
            ],
        ),
        (
            "training",
            PACER,
            [
                f"Hosts: {TRAINING}, and nothing else.",
                "Credentials: PACER at https://train-login.uscourts.gov/",
                "Sign-ons: one, of at most 4 within an hour, counted in /state/court-walk; "
                "250 ms before each action.",
            ],
        ),
        (
            "live",
            BOTH,
            [
                f"Hosts: {LIVE}, and nothing else.",
                "Credentials: PACER at https://pacer.login.uscourts.gov/",
                "Not typed: those of CM/ECF, since linking is not permitted; the form is only "
                "tried.",
                "Sign-ons: one, of at most 4 within an hour, counted in /state/court-walk; "
                "250 ms before each action.",
            ],
        ),
    ],
)
def test_a_plan_says_which_hosts_are_visited_and_what_is_typed_where(
    monkeypatch: pytest.MonkeyPatch, environment: str, variables: Mapping[str, str], last: list[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/state")

    ran = planned(variables, "--environment", environment)

    assert ran.output.splitlines()[STEPS + 1 :] == last


@pytest.mark.parametrize(
    ("variables", "options", "sentence"),
    [
        ({"PACER_USERNAME": "someuser"}, [], "PACER_USERNAME is set and PACER_PASSWORD is not"),
        (PACER | {"PACER_CLIENT_CODE": "a,b"}, [], "PACER_CLIENT_CODE has a comma, which PACER"),
        (BOTH, ["--permit-link", "x"], "--permit-link 'x' does not name both accounts"),
        (PACER, PERMIT, "--permit-link permits the CM/ECF login 'somelogin'"),
        (NOTHING, ["--environment", "prod"], "There is no environment 'prod'"),
        (NOTHING, ["--password", "x"], "--password is not for the command line"),
    ],
)
def test_a_plan_is_refused_for_what_a_walk_is_refused_for(
    variables: Mapping[str, str], options: list[str], sentence: str
) -> None:
    ran = planned(
        variables, *(["--environment", "live"] if "--environment" not in options else []), *options
    )

    assert (ran.status, ran.output) == (2, "")
    assert ran.error.startswith(f"walk: {sentence}")
    assert ran.error.count("\n") == 1


def test_a_permit_is_not_for_the_embedded_court() -> None:
    ran = planned(BOTH, *PERMIT)

    assert ran.status == 2
    assert ran.error.startswith("walk: --permit-link is for a court elsewhere")


def test_a_plan_asks_nothing_of_the_court_that_it_is_about(tmp_path: Path) -> None:
    with hostile_court() as court:
        config = impatient(tmp_path, {"near": place(court)})

        ran = planned(court.variables, "--config", config, "--environment", "near")

    assert (ran.status, walked(ran), court.asked) == (0, 9, [])
    assert court.website in ran.output
    assert "Sign-ons" not in ran.output

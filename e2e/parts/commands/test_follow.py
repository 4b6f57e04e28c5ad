"""What the command `follow` gives to a walk, and what it makes of its result."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from e2e.parts.follow.stand_ins import result, walked
from e2e.walks.run import run
from walk.commands import follow
from walk.commands.run_walk import WalkRequest
from walk.errors import UsageError
from walk.follow.setup import WalkSetup
from walk.results import MAY_BE_LINKED, Verdict, WalkResult
from walk.safety.credentials import Permit


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[WalkRequest, WalkSetup]]:
    """Note what a walk is given, and walk nowhere; the result is one step with a difference."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("walk.commands.run_walk.find_browser", lambda *_, **__: chromium())
    noted: list[tuple[WalkRequest, WalkSetup]] = []

    def walk(request: WalkRequest, setup: WalkSetup, *more: Any) -> tuple[WalkResult, None]:  # noqa: ANN401 as of run_walk
        noted.append((request, setup))
        found = walked(result(verdict=Verdict.DRIFTED), may_be_linked=True)
        more[-1](found)
        return found, None

    monkeypatch.setattr(follow, "run_walk", walk)
    return noted


def chromium() -> Any:  # noqa: ANN401 as much of a browser as is asked for
    """Return a browser that is never started."""
    return SimpleNamespace(engine="chromium")


def test_a_walk_is_given_what_the_command_line_says(
    walks: list[tuple[WalkRequest, WalkSetup]],
) -> None:
    ran = run("follow", "--from", "9", "--until", "10", "--carry-on", "--no-evidence")
    usual = run("follow")

    (request, setup), (other, plain) = walks
    assert (setup.begin, setup.carry_on, setup.evidence.is_kept, request.until) == (
        *(9, True, False, 10),
    )
    assert (plain.begin, plain.carry_on, plain.evidence.is_kept, other.until) == (
        *(1, False, True, 15),
    )
    assert (setup.recording, setup.accepted.difference) == (None, ())
    assert setup.target.is_embedded
    assert setup.guide.court == "wiwb"
    assert (ran.status, usual.status) == (1, 1)
    assert ran.output == (
        "differs: see walk-report/index.html\n"
        "The accounts may be linked: check before you try again.\n"
    )
    names = sorted(each.name for each in Path("walk-report").iterdir())
    assert names == ["index.html", "junit.xml", "walk.json"]


def test_what_cannot_be_walked_after_all_is_told_with_what_may_be_linked(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        error = UsageError("It is wrong.")
        error.add_note(MAY_BE_LINKED)
        raise error

    monkeypatch.setattr(follow, "run_walk", refuse)

    ran = run("follow")

    assert (ran.status, ran.error) == (2, f"walk: It is wrong.\nwalk: {MAY_BE_LINKED}\n")
    assert walks == []


def test_a_permit_by_a_variable_is_for_a_court_elsewhere(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    given = {
        "PACER_USERNAME": "janedoe01",
        "PACER_PASSWORD": "Kw7-password",
        "CMECF_LOGIN": "jdoe4711",
        "CMECF_PASSWORD": "Xp9-password",
        "PERMIT_LINK": "jdoe4711=Jane Doe",
    }
    for environment in ("mock", "live"):
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        run("follow", "--environment", environment)

    permits = [setup.target.policy.permit for _, setup in walks]
    assert permits == [None, Permit("jdoe4711", "Jane Doe")]

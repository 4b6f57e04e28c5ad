"""What the command `record` keeps of its walks, and what it refuses to keep."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from e2e.parts.follow.stand_ins import result, walked
from e2e.parts.recordings.readings import heading, kept, text
from e2e.walks.run import CommandResult, run
from walk.commands import record
from walk.commands.run_walk import WalkRequest
from walk.follow.setup import WalkSetup
from walk.privacy.private_data import Kind
from walk.recordings.recording import INDEX
from walk.recordings.varying import VARIES, Varying, read_varying, write_varying
from walk.results import Cause, StepResult, Verdict, WalkResult

FINE = result(verdict=Verdict.AS_DOCUMENTED)
DOWN = result(2, verdict=Verdict.BLOCKED, cause=Cause.TRANSPORT)
COOKIE = "5f1c90aa77de"


@dataclass
class Walks:
    """Walks nowhere: each gives the next of these steps, and sees the same page."""

    found: list[StepResult] = field(default_factory=list)
    says: str = "Hello"
    counted: int = 0

    def count(self, *_: object) -> AbstractContextManager[None]:
        """Count a sign-on."""
        self.counted += 1
        return nullcontext()

    def walk(
        self,
        _: WalkRequest,
        setup: WalkSetup,
        *__: Any,  # noqa: ANN401 as of run_walk
    ) -> tuple[WalkResult, None]:
        """Return what one walk found."""
        setup.evidence.private.add("the cookie", COOKIE, Kind.COOKIE)
        name = kept(setup.evidence.folder, 1, heading("Welcome"), text(self.says))
        return walked(replace(FINE, reading=name), self.found.pop(0)), None


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Walks:
    """Let no browser start."""
    there = Walks()
    browser = SimpleNamespace(engine="chromium")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("walk.commands.run_walk.find_browser", lambda *_, **__: browser)
    monkeypatch.setattr(record, "run_walk", there.walk)
    monkeypatch.setattr(record, "counted", there.count)
    monkeypatch.setattr(record, "Driver", lambda _: nullcontext())
    return there


def recorded(*steps: StepResult, walks: Walks) -> CommandResult:
    """Record as many walks as there are steps."""
    walks.found = [*steps]
    return run("record", "--recording", "kept", "--times", str(len(steps)))


def test_what_varies_by_a_rule_of_one_s_own_stays_when_it_is_recorded_anew(walks: Walks) -> None:
    own = Varying("menu bar", pattern="Tip: *")
    recorded(FINE, walks=walks)
    write_varying([own], Path("kept"))

    ran = recorded(FINE, walks=walks)

    assert (ran.status, read_varying(Path("kept"))) == (0, (own,))
    assert ran.output.startswith(f"1 things vary by themselves: see {Path('kept', VARIES)}\n")


def test_the_worst_of_several_walks_is_the_status(walks: Walks) -> None:
    differs = result(2, verdict=Verdict.DRIFTED)

    assert recorded(FINE, differs, walks=walks).status == 1
    # Each of them signs on.
    assert walks.counted == 2
    assert Path("kept", INDEX).exists()


def test_no_walk_in_an_outage_is_recorded_whichever_it_is(walks: Walks) -> None:
    ran = recorded(FINE, DOWN, walks=walks)

    assert ran.status == 3
    assert "Nothing was recorded: step 2 was blocked (transport)." in ran.error
    assert not Path("kept").exists()


def test_nothing_private_is_recorded(walks: Walks) -> None:
    walks.says = f"Your ticket is {COOKIE}."

    ran = recorded(FINE, walks=walks)

    assert (ran.status, Path("kept").exists()) == (3, False)
    assert "'the cookie' in step-01.json" in ran.error
    assert COOKIE not in ran.error

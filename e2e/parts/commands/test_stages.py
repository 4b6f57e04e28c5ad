"""A failure of ours at any stage of a walk is told, ends with exit status 3, and loses nothing."""

from pathlib import Path
from typing import Any

import pytest

from e2e.walks.run import CommandResult, follow, run
from walk.commands.parser import DEBUG_VARIABLE

SECRET = "Kw7-secret-words"
SCREEN_STAGES = {
    "keeping evidence": "walk.report.evidence.Evidence.keep",
    "closing the step": "walk.follow.comparisons.Comparisons.changes_since_recording",
    "acting": "walk.follow.controls.Controls.use",
    "arriving": "walk.follow.navigator.Navigator.arrive",
    "comparing": "walk.follow.comparisons.Comparisons.now",
    "comparing addresses": "walk.follow.comparisons.Comparisons.check_addresses",
    "leaving": "walk.follow.navigator.Navigator.leave",
}
"""What is done at a step, and may fail there."""
PREPARATIONS = {
    "the configuration": "walk.commands.run_walk.read_config",
    "the guide": "walk.commands.run_walk.read_guide",
    "finding the browser": "walk.commands.run_walk.find_browser",
    "the court": "walk.safety.target._embedded",
    "the driver's folder": "walk.browser.driver.temporary_folder",
    "the filter": "walk.commands.run_walk.RequestFilter",
    "starting the browser": "walk.commands.run_walk.open_browser_session",
    "the terminal": "walk.commands.run_walk.progress_display",
    "the walk": "walk.commands.run_walk.Walk",
    "masking": "walk.report.evidence.Evidence.mask",
    "the result": "walk.commands.run_walk.WalkResult",
    "the scan": "walk.privacy.private_data.PrivateData.check_report",
}
"""Without these there is nothing to report, or nothing that may be."""
FILES = {
    "traces": "walk.browser.traces.Traces.keep",
    "index.html": "walk.report.files.page",
    "junit.xml": "walk.report.files.junit",
    "ctrf.json": "walk.report.files.ctrf",
}
"""What is written beside walk.json."""


def fails(monkeypatch: pytest.MonkeyPatch, place: str, error: BaseException | None = None) -> None:
    """Let what is at that place fail whenever it is called."""

    def fail(*_: object, **__: object) -> None:
        raise error or RuntimeError(SECRET)

    monkeypatch.delenv(DEBUG_VARIABLE, raising=False)
    monkeypatch.setattr(place, fail)


def assert_says(ran: CommandResult, *more: str) -> None:
    """Check that one sentence says that we failed, with no word of the error."""
    first, *others = ran.error.splitlines()
    assert ran.status == 3
    assert first.startswith("walk: a defect of this program ended it (RuntimeError in test_stages")
    assert others == list(more)
    assert SECRET not in ran.error


@pytest.mark.sample(6)
@pytest.mark.walk
@pytest.mark.parametrize("stage", PREPARATIONS)
def test_a_failure_before_there_is_a_result_leaves_the_earlier_report(
    earlier: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    fails(monkeypatch, PREPARATIONS[stage])

    ran = follow(earlier, "--until", "1")

    assert_says(ran)
    assert [each.name for each in earlier.parent.iterdir()] == [earlier.name]
    assert (earlier / "walk.json").read_text(encoding="utf-8") == "earlier"


@pytest.mark.sample(3)
@pytest.mark.walk
@pytest.mark.parametrize("stage", SCREEN_STAGES)
def test_a_failure_at_a_step_blocks_it_and_is_reported(
    earlier: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    fails(monkeypatch, SCREEN_STAGES[stage])

    ran = follow(earlier, "--until", "2", evidence=True)

    assert ran.status == 3
    assert ran.result["outcome"] == "undetermined"
    blocked = [step for step in ran.result["steps"] if step["verdict"] == "blocked"]
    assert [step["cause"] for step in blocked] == ["ours"]
    assert "1 blocked: ours" in ran.output.splitlines()[-1]
    assert all((earlier / name).is_file() for name in ("index.html", "junit.xml"))
    # What a step does itself is explained there; the sentence is for what nobody foresaw.
    if stage in ("keeping evidence", "closing the step"):
        assert_says(ran, f"walk: What was found until then is in {earlier / 'index.html'}.")
    else:
        assert ran.error == ""
        assert blocked[0]["reason"].startswith("The walk failed by RuntimeError: ")


@pytest.mark.sample(2)
@pytest.mark.walk
@pytest.mark.parametrize("stage", FILES)
def test_one_file_of_a_report_that_cannot_be_written_loses_no_other(
    earlier: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    fails(monkeypatch, FILES[stage])

    # A walk that is as documented keeps no traces.
    ran = follow(earlier, "--until", "1", "--require", "2", evidence=True)

    kept = {each.name for each in earlier.iterdir()}
    assert {"walk.json", "junit.xml", "ctrf.json", "index.html"} - kept == {stage} - {"traces"}
    assert ran.verdicts[0] == "as_documented"
    named = "walk.json" if stage == "index.html" else "index.html"
    assert_says(ran, f"walk: What was found until then is in {earlier / named}.")
    assert ran.output.splitlines()[-1].endswith(f"See {earlier / named}")
    # The next walk knows it as a report.
    monkeypatch.undo()
    assert follow(earlier, "--until", "1").status == 0


@pytest.mark.walk
@pytest.mark.parametrize("method", ["finish", "shut_down"])
def test_a_browser_that_cannot_be_closed_changes_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    fails(monkeypatch, f"walk.browser.session.BrowserSession.{method}")

    ran = follow(tmp_path / "report", "--until", "1")

    assert (ran.status, ran.error, ran.verdicts[0]) == (0, "", "as_documented")


@pytest.mark.sample(1)
@pytest.mark.walk
@pytest.mark.parametrize("error", [OSError(28, "full"), ValueError("closed"), RuntimeError(SECRET)])
def test_a_report_is_never_lost_to_what_is_printed(
    earlier: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("walk.report.terminal._plain", lambda _: _raise(error))

    ran = follow(earlier, "--until", "1")

    # Only an output that does not take it is nobody's fault.
    assert ran.status == (3 if isinstance(error, RuntimeError) else 0)
    assert ran.verdicts[0] == "as_documented"
    assert ran.output.splitlines()[-1].startswith("1 of 15 steps checked")


@pytest.mark.walk
def test_what_is_said_at_the_end_loses_no_report(
    earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, "walk.commands.follow.summary")

    ran = follow(earlier, "--until", "1")

    assert (ran.status, ran.verdicts[0]) == (3, "as_documented")


@pytest.mark.walk
def test_a_full_disk_keeps_what_was_found_without_the_evidence(
    earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_text

    def guarded(place: Path, *given: Any, **more: Any) -> int:  # noqa: ANN401 as of Path
        if place.name == "walk.json" and list(place.parent.glob("*.png")):
            raise OSError(28, "No space left on device", str(place))
        return write(place, *given, **more)

    monkeypatch.setattr(Path, "write_text", guarded)

    ran = follow(earlier, "--until", "1", evidence=True)

    assert (ran.status, ran.verdicts[0]) == (3, "as_documented")
    assert ran.error.startswith("walk: this machine said: No space left on device (")
    assert sorted(each.name for each in earlier.iterdir()) == [
        *("ctrf.json", "index.html", "junit.xml", "walk.json"),
    ]
    assert {step["screenshot"] for step in ran.result["steps"]} == {None}


@pytest.mark.parametrize("command", ["plan", "check", "compare", "accept", "look", "browser"])
@pytest.mark.parametrize(
    "error", [RuntimeError(SECRET), SystemExit(1), SystemExit(SECRET), GeneratorExit(SECRET)]
)
def test_no_failure_of_any_command_is_exit_status_1(
    monkeypatch: pytest.MonkeyPatch, command: str, error: BaseException
) -> None:
    place = "accept_run" if command == "accept" else command
    fails(monkeypatch, f"walk.commands.{command}.{place}", error)
    given = {"compare": ["a", "b"], "accept": ["a"], "look": ["a"]}.get(command, [])

    ran = run(command, *given)

    assert (ran.status, ran.output) == (3, "")
    assert ran.error.startswith("walk: a defect of this program ended it (")
    assert ran.error.count("\n") == 1
    assert SECRET not in ran.error


def _raise(error: Exception) -> str:
    raise error

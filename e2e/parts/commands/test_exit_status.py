"""Exit status 1 means that the site differs, so no failure of the program itself ends with it."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from e2e.walks.run import ROOT, follow, run
from walk.commands.parser import _COMMANDS, DEBUG_VARIABLE, _parser, main
from walk.follow.comparisons import Comparisons
from walk.follow.ledger.entry import StepEntry
from walk.results import MAY_BE_LINKED, Drift, WalkResult

SECRET = "Kw7-secret-words"
STAGES = (
    "read_request",
    "read_accepted",
    "recording_of",
    "opened",
    "check_redirects_are_filtered",
    "private_data_of",
    "report_folder",
    "counted",
    "run_walk",
    "write_report",
)
"""What `follow` does, from the options to the report."""


def failing(error: BaseException) -> object:
    """Return a function that fails with this error, whatever it is called with."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("stage", STAGES)
def test_a_failure_of_ours_at_any_stage_is_one_sentence_and_exit_status_3(
    earlier: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    monkeypatch.delenv(DEBUG_VARIABLE, raising=False)
    monkeypatch.setattr(f"walk.commands.follow.{stage}", failing(RuntimeError(SECRET)))
    if stage == "write_report":
        walked = WalkResult(
            *("wiwb", "A guide", "mock", "mock", "http://www.a.test/", "chromium", "156"),
            started=datetime.now(UTC),
            seconds=1.0,
            steps=(),
        )
        monkeypatch.setattr(
            "walk.commands.follow.run_walk", lambda *given: (walked, given[-1](walked))
        )

    # Without evidence no recording is read.
    ran = follow(earlier, evidence=True)

    assert (ran.status, ran.output) == (3, "")
    assert ran.error.startswith("walk: a defect of this program ended it (RuntimeError in test_")
    assert ran.error.endswith(f"report it with what {DEBUG_VARIABLE}=1 shows.\n")
    assert ran.error.count("\n") == 1
    assert SECRET not in ran.error
    assert [each.name for each in earlier.parent.iterdir()] == [earlier.name]
    assert (earlier / "walk.json").read_text(encoding="utf-8") == "earlier"


@pytest.mark.sample(1)
@pytest.mark.walk
@pytest.mark.parametrize(
    ("first", "step", "may_be_linked"), [(9, 10, True), (3, 5, False), (1, 13, True)]
)
def test_a_failure_of_ours_in_the_middle_of_a_walk_leaves_a_report(
    earlier: Path, monkeypatch: pytest.MonkeyPatch, first: int, step: int, *, may_be_linked: bool
) -> None:
    goes_on = Comparisons.changes_since_recording

    def fail(
        comparisons: Comparisons, entry: StepEntry, name: str, beside: Sequence[Drift]
    ) -> list[Drift]:
        if entry.number == step:
            raise RuntimeError(SECRET)
        return goes_on(comparisons, entry, name, beside)

    monkeypatch.setattr(Comparisons, "changes_since_recording", fail)

    ran = follow(earlier, "--from", str(first))

    says = ran.error.splitlines()
    assert ran.status == 3
    assert says[0].startswith("walk: a defect of this program ended it (RuntimeError in test_")
    assert says[1:] == [f"walk: What was found until then is in {earlier / 'index.html'}."]
    assert ran.verdicts[first - 1 : step - 1] == ["as_documented"] * (step - first)
    assert set(ran.verdicts[step:]) == {"not_reached"}
    assert ran.result["may_be_linked"] is may_be_linked
    told = [(earlier / name).read_text("utf-8") for name in ("index.html", "junit.xml")]
    assert [MAY_BE_LINKED in each for each in (ran.output, *told)] == [may_be_linked] * 3
    assert all(SECRET not in each for each in (ran.output, ran.error, *told))


@pytest.mark.walk
def test_a_report_that_cannot_be_written_still_says_that_a_submit_has_left(
    earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("walk.commands.follow.write_report", failing(RuntimeError(SECRET)))

    ran = follow(earlier, "--from", "11", "--until", "12")

    assert (ran.status, ran.error.splitlines()[1:]) == (3, [f"walk: {MAY_BE_LINKED}"])
    assert (earlier / "walk.json").read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/disk/report"),
            "this machine said: No space left on device (/disk/report); mend that and try again.",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "this machine said: No space left on device; mend that and try again.",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "/home/other/.cache/ms-playwright"),
            "this machine said: Permission denied (/home/other/.cache/ms-playwright); mend",
        ),
        (MemoryError(), "this machine has too little memory free; end other programs and"),
    ],
)
def test_what_this_machine_lacks_is_said(
    earlier: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
) -> None:
    monkeypatch.setattr("walk.commands.follow.run_walk", failing(error))

    ran = follow(earlier)

    assert (ran.status, ran.output) == (3, "")
    assert ran.error.startswith(f"walk: {says}")
    assert ran.error.count("\n") == 1


def test_a_browser_cache_of_another_user_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exists = Path.exists

    def guarded(path: Path) -> bool:
        if path.name == "INSTALLATION_COMPLETE":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return exists(path)

    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.delenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE", raising=False)
    monkeypatch.setattr(Path, "exists", guarded)

    ran = run("follow")

    assert ran.status == 3
    assert ran.error.startswith(f"walk: this machine said: Permission denied ({tmp_path}")


def test_the_traceback_is_there_for_a_developer_who_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(DEBUG_VARIABLE, "1")
    monkeypatch.setattr("walk.commands.check.read_guide", failing(RuntimeError("why")))

    status = main(["check"])

    said = capsys.readouterr().err
    assert status == 3
    assert said.startswith("Traceback (most recent call last):\n")
    assert "RuntimeError: why\nwalk: a defect of this program ended it" in said


def in_shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell, where WALK is the program."""
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env=os.environ | {"WALK": f"{sys.executable} -m walk"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.sample(4)
@pytest.mark.skipif(sys.platform == "win32", reason="needs /bin/sh")
@pytest.mark.parametrize(
    ("command", "status", "error"),
    [
        ("$WALK check | head -1; echo $?", "0\n", ""),
        ("{ $WALK check; echo $? >&2; } | head -c 0", "", "0\n"),
        ("{ $WALK check nobody 2>&1; echo $? >&2; } | head -c 0", "", "2\n"),
        (
            "$WALK check >/dev/full; echo $?",
            "3\n",
            "walk: the output cannot be written (No space left on device).\n",
        ),
        (
            "$WALK --help >/dev/full; echo $?",
            "3\n",
            "walk: the output cannot be written (No space left on device).\n",
        ),
        ("$WALK check >&-; echo $?", "0\n", ""),
        ("$WALK check <&- >&- 2>&-; echo $?", "0\n", ""),
        ("$WALK plan --help >&-; echo $?", "0\n", ""),
        ("$WALK check nobody 2>&-; echo $?", "2\n", ""),
    ],
    ids=[
        "head",
        "closed pipe",
        "closed pipe of errors",
        "full disk",
        "help on a full disk",
        "no output",
        "nothing open",
        "no help",
        "no errors",
    ],
)
def test_output_that_nobody_takes_changes_no_verdict(command: str, status: str, error: str) -> None:
    ran = in_shell(command)

    assert ran.stdout.endswith(status)
    assert ran.stderr == error


@pytest.mark.skipif(sys.platform == "win32", reason="needs /bin/sh")
def test_a_terminal_without_the_letters_of_a_guide_loses_no_output(tmp_path: Path) -> None:
    guide = (ROOT / "guides" / "wiwb.toml").read_text(encoding="utf-8")
    file = tmp_path / "guide.toml"
    file.write_text(guide.replace("\ntitle = ", '\ntitle = "Señal →" # ', 1), encoding="utf-8")

    ran = in_shell(f"$WALK check {file}", PYTHONIOENCODING="ascii")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Se\\xf1al \\u2192 (wiwb): 15 steps, well formed" in ran.stdout


@pytest.mark.parametrize("name", _COMMANDS)
def test_a_command_gets_the_options_that_it_takes(name: str) -> None:
    options = _COMMANDS[name].options
    assert is_dataclass(options)
    takes_one = ("accept", "guide", "look", "patch")
    values = ["a", "b"] if name == "compare" else ["a"] if name in takes_one else []

    given = vars(_parser([name]).parse_args([name, *values]))

    assert set(given) == {field.name for field in fields(options)} | {"command"}


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_option_of_a_command_has_a_line_of_help(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])

    described = capsys.readouterr().out.partition("\noptions:\n")[2].splitlines()
    options = [line for line in described if line.startswith("  -")]
    assert options
    for line, after in zip(described, [*described[1:], ""], strict=True):
        if line.startswith("  -"):
            assert "  " in line.strip() or after.startswith("                        ")


@pytest.mark.parametrize("name", _COMMANDS)
def test_the_page_about_usage_names_every_command_and_option(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    usage = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main([name, "--help"])

    named = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}

    assert f"| `{name}" in usage
    assert {option for option in named if f"`{option}" not in usage} == set()


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])

    assert left.value.code == 0
    assert capsys.readouterr().out == "court-walk 0.1.0\n"


@pytest.mark.sample(1)
@pytest.mark.walk
@pytest.mark.skipif(sys.platform == "win32", reason="needs /bin/sh")
@pytest.mark.parametrize(
    ("redirected", "status"), [(">&-", "0"), ("<&- >&- 2>&-", "0"), (">/dev/full", "3")]
)
def test_a_walk_without_an_output_leaves_its_report(
    tmp_path: Path, redirected: str, status: str
) -> None:
    report = tmp_path / "report"

    ran = in_shell(
        f"$WALK follow --until 1 --no-evidence --out {report} {redirected}; echo $?",
        PYTHONWARNINGS="",
    )

    assert ran.stdout == f"{status}\n"
    assert ran.stderr.count("\n") == (status == "3")
    assert sorted(each.name for each in report.iterdir()) == [
        *("ctrf.json", "index.html", "junit.xml", "walk.json"),
    ]

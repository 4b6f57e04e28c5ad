"""The command line of the mock court: lists, the version, and failures in one sentence."""

import io
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from mock_court import __main__ as command
from mock_court.courts.profile import read_profile
from mock_court.drifts.lookup import every_benign, every_drift
from mock_court.errors import CourtFailed
from mock_court.rules.court import Court
from mock_court.rules.records import Records
from mock_court.scenarios.table import SCENARIOS

ROOT = Path(__file__).parents[2]


class Terminal(io.StringIO):
    """What a terminal gets."""

    def isatty(self) -> bool:
        """Be a terminal."""
        return True


@pytest.mark.parametrize(
    ("option", "text"),
    [("--list-drifts", "utilities"), ("--list-scenarios", "menu"), ("--list-drifts", "benign:ids")],
)
def test_a_list_can_be_limited_to_the_names_that_contain_a_text(
    option: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = command.main([option, text])

    names = [*SCENARIOS, *every_drift(read_profile("wiwb")), *every_benign()]
    listed = [line.partition("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert listed == [
        name
        for name in names
        if text in name and (name in SCENARIOS) == (option == "--list-scenarios")
    ]
    assert 1 < len(listed) < 60


@pytest.mark.parametrize(
    ("option", "what"), [("--list-drifts", "change of pages"), ("--list-scenarios", "scenario")]
)
def test_a_text_that_no_name_contains_is_named(
    option: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = command.main([option, "utilitiez"])

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert said.err == (
        f"The name of no {what} contains 'utilitiez': leave it out to list them all.\n"
    )


def test_in_a_pipe_each_scenario_is_one_whole_line(capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--list-scenarios"])

    lines = dict(line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert list(lines) == list(SCENARIOS)
    assert all(lines[name].startswith(each.reader_sees) for name, each in SCENARIOS.items())
    # A change of which nobody knows when it came has no empty note.
    assert not any("()" in words for words in lines.values())


def test_a_narrow_terminal_wraps_the_words_and_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "24")

    command.main(["--list-scenarios"])

    lines = terminal.getvalue().splitlines()
    assert [line for line in lines if not line.startswith(" ")] == list(SCENARIOS)
    assert max(len(line) for line in lines if line.startswith(" ")) <= 24


@pytest.mark.parametrize("is_installed", [True, False])
def test_the_version_is_that_of_the_project(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, is_installed: bool
) -> None:
    def version(name: str) -> str:
        if is_installed:
            return f"9.9 of {name}"
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", version)

    with pytest.raises(SystemExit) as ended:
        command.main(["--version"])

    assert ended.value.code == 0
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (_, said) = capsys.readouterr().out.split(maxsplit=1)
    assert (
        said == "9.9 of court-walk\n" if is_installed else f'version = "{said.strip()}"' in project
    )


def test_a_reader_who_has_seen_enough_ends_the_list_quietly() -> None:
    listing = subprocess.Popen(
        [sys.executable, "-m", "mock_court", "--list-drifts"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert listing.stdout
    assert listing.stderr
    listing.stdout.close()

    assert (listing.wait(60), listing.stderr.read()) == (0, b"")
    listing.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_named() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "mock_court", "--list-drifts"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )

    assert (ran.returncode, ran.stderr) == (
        3,
        "The mock court failed: No space left on device.\n",
    )


def test_records_that_cannot_be_opened_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> Records:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(command, "Records", refuse)

    status = command.main(["--records", str(tmp_path / "records")])

    assert status == 3
    assert capsys.readouterr().err == (
        f"The mock court failed: The records file {tmp_path / 'records'} cannot be used (unable to "
        "open database file): give another with --records.\n"
    )


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (Path.mkdir, "it is a folder"),
        (lambda path: path.parent.rmdir(), "its folder does not exist"),
        (lambda path: path.write_text("Not records." * 99), "file is not a database"),
    ],
    ids=["folder", "no folder", "no records"],
)
def test_what_can_be_no_records_file_is_a_mistake_of_the_user(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], object],
    why: str,
) -> None:
    records = tmp_path / "below" / "records"
    records.parent.mkdir()
    make(records)

    status = command.main(["--records", str(records)])

    assert status == 2
    assert capsys.readouterr().err == (
        f"The records file {records} cannot be used ({why}): give another with --records.\n"
    )


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (CourtFailed("It did not start."), "It did not start."),
        (RuntimeError("no more"), "RuntimeError: no more."),
        (PermissionError(13, "Permission denied", "/x"), "Permission denied: /x."),
        (
            ExceptionGroup("both", [OSError(28, "No space"), KeyError("a")]),
            "No space. KeyError: 'a'.",
        ),
    ],
    ids=["start", "defect", "permission", "two endpoints"],
)
def test_a_failure_of_the_court_is_one_sentence(
    failure: Exception,
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(command, "serve", fail)
    monkeypatch.setattr(command, "_discard_output", lambda: None)

    status = command.main(["--port", "0"])

    assert (status, capsys.readouterr().err) == (3, f"The mock court failed: {sentence}\n")


def test_the_command_works_from_any_folder(tmp_path: Path) -> None:
    listed = subprocess.check_output(
        [sys.executable, "-m", "mock_court", "--list-scenarios", "passcode"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
        timeout=60,
    )

    assert listed.startswith("passcode\tEverybody is asked for a one-time passcode")


def test_a_court_is_served_as_the_command_line_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[tuple[object, ...]] = []

    @contextmanager
    def serve(court: Court, *more: object) -> Iterator[SimpleNamespace]:
        given.append(more)
        sites = dict.fromkeys(("website", "sign_on", "cmecf", "mailbox"), "")
        yield SimpleNamespace(court=court, is_running=False, **sites)

    monkeypatch.setattr(command, "serve", serve)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setenv(command.TOKEN_VARIABLE, "its-token")

    assert command.main(["--port", "0", "--smtp", "127.0.0.1:25", "--seed", "1"]) == 0
    first = capsys.readouterr().out
    assert command.main(["--port", "0", "--host", "a.test", "--allow-remote", "--seed", "1"]) == 0

    assert given == [
        (0, "127.0.0.1", ("127.0.0.1", 25), None),
        (0, "a.test", None, "its-token"),
    ]
    # The same seed makes the same people, of whom the ordinary one is first.
    assert capsys.readouterr().out == first
    assert first.partition("Accounts to try")[2].splitlines()[1].startswith(command.ORDINARY)

"""A failed test is run once more, with a trace, unless one failure in many is a defect."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from conftest import is_retried
from e2e.walks.run import ROOT

OPTIONS = re.findall(r"^RETRIES := (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_locks_masks_and_rules_are_never_tried_twice() -> None:
    (options,) = OPTIONS

    assert options.startswith("--reruns 1 --rerun-show-tracebacks ")
    assert "$(addprefix --rerun-exclude-path e2e/,safety privacy court)" in options
    for folder in ("safety", "privacy", "court"):
        assert list((ROOT / "e2e" / folder).rglob("test_*.py"))


def test_a_flake_check_runs_nothing_again() -> None:
    assert "rerun" not in (ROOT / "e2e" / "suite" / "flake_check.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("reruns", "excluded", "run", "expected"),
    [
        (None, None, 1, False),
        (1, None, 1, True),
        (1, None, 2, False),
        (1, ["e2e/safety"], 1, False),
        (1, ["e2e/privacy"], 1, True),
    ],
)
def test_the_last_run_of_a_test_is_the_one_with_a_trace(
    reruns: int | None, excluded: list[str] | None, run: int, *, expected: bool
) -> None:
    given = {"reruns": reruns, "rerun_exclude_path": excluded}
    config = SimpleNamespace(
        rootpath=ROOT,
        getoption=lambda name, default: given.get(name, default),  # noqa: PLW0108 a keyword there
    )
    path = ROOT / "e2e" / "safety" / "test_locks.py"
    test: Any = SimpleNamespace(config=config, path=path, execution_count=run)

    assert is_retried(test) is expected


def test_a_test_that_fails_at_first_is_shown_and_one_of_an_excluded_folder_fails(
    pytester: pytest.Pytester,
) -> None:
    late = "runs = []\ndef test_late():\n    runs.append(1)\n    assert len(runs) == 2\n"
    for folder in ("guide", "safety"):
        pytester.mkdir(folder).joinpath(f"test_{folder}.py").write_text(late, encoding="utf-8")

    ran = pytester.runpytest_subprocess(
        *("--reruns", "1", "--rerun-show-tracebacks", "--rerun-exclude-path", "safety", "-v")
    )

    ran.stdout.fnmatch_lines(["*rerun test summary*", "RERUN guide/*", "*assert 1 == 2*"])
    ran.stdout.fnmatch_lines(["FAILED safety/test_safety.py::test_late*", "*1 failed, 1 passed*"])
    assert ran.ret == pytest.ExitCode.TESTS_FAILED

"""The jobs of CI: together they run every test, and their summaries say what failed."""

import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from e2e.walks.run import ROOT

FOLDERS = sorted(
    {f"e2e/{path.relative_to(ROOT / 'e2e').parts[0]}" for path in (ROOT / "e2e").rglob("test_*.py")}
)
HOSTILE = "test_a[<b>|`x` @all #1 [a](b)]"


def of_github() -> list[dict[str, str]]:
    """Return the jobs of the workflow that run tests."""
    path = ROOT / ".github" / "workflows" / "suite.yml"
    workflow: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    included: list[dict[str, str]] = workflow["jobs"]["test"]["strategy"]["matrix"]["include"]
    return included


def of_gitlab() -> list[dict[str, str]]:
    """Return the same of the example for GitLab."""
    (example,) = re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.DOTALL
    )
    matrix: Any = yaml.safe_load(example)["test"]["parallel"]["matrix"]
    return [
        {"engine": row["ENGINE"], "folders": folders, "marked": row.get("MARKED", "")}
        for row in matrix
        for folders in row["FOLDERS"]
    ]


@pytest.mark.parametrize("jobs", [of_github(), of_gitlab()], ids=["GitHub", "GitLab"])
def test_the_shards_of_an_engine_have_every_folder_of_tests_once(
    jobs: list[dict[str, str]],
) -> None:
    shards: dict[str, list[str]] = defaultdict(list)
    for job in jobs:
        shards[job["engine"]] += job.get("folders", "").split()

    assert {engine: sorted(folders) for engine, folders in shards.items()} == dict.fromkeys(
        shards, FOLDERS
    )
    # Only what is the same in every engine may be left out, and not from all of them.
    assert {job["engine"] for job in jobs if not job.get("marked")} == {"chromium"}


def test_one_job_checks_that_every_statement_is_proved() -> None:
    assert [job["engine"] for job in of_github() if job.get("target") == "test-guide"] == [
        "chromium"
    ]


@pytest.fixture
def summary(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program of the workflow, which belongs to no package."""
    monkeypatch.syspath_prepend(str(ROOT / ".github"))
    return import_module("summary")


def written(
    summary: ModuleType,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> str:
    """Return what the program writes of those results."""
    monkeypatch.setattr("sys.argv", ["summary.py", "chromium, guide", str(path)])
    assert summary.main() == 0
    return capsys.readouterr().out


def test_the_summary_of_a_job_counts_its_tests_and_names_failures_and_slowest(
    summary: ModuleType,
    pytester: pytest.Pytester,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytester.makepyfile(
        test_it=f"""
        import pytest
        @pytest.mark.parametrize("name", range(12))
        def test_passes(name): pass
        def test_skips(): pytest.skip("not today")
        @pytest.mark.parametrize("name", ["hostile"], ids=[{HOSTILE!r}])
        def test_fails(name): raise ValueError("<img src=x> | `code`")
        """
    )
    junit = tmp_path / "junit.xml"
    with pytest.MonkeyPatch.context() as patch:
        # Playwright collects soft assertions once; the inner run needs its own collection.
        patch.setattr("playwright._impl._assertions._soft_errors", None)
        pytester.runpytest_inprocess("-p", "no:cacheprovider", f"--junitxml={junit}")
    capsys.readouterr()

    said = written(summary, junit, monkeypatch, capsys)

    assert said.startswith("### chromium, guide\n")
    assert "| 14 | 12 | 1 | 1 | 0.0 |" in said
    (failed,) = (row for row in said.splitlines() if "ValueError" in row)
    assert "test&#95;it::test&#95;fails" in failed
    assert re.fullmatch(r"\| <code>[^<>|`@]*</code> \| <code>[^<>|`@]*</code> \|", failed)
    assert len(re.findall(r"^\| \d+\.\d \| <code>", said, re.MULTILINE)) == 10


def test_a_job_that_ended_without_results_says_so(
    summary: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = written(summary, tmp_path / "none.xml", monkeypatch, capsys)

    assert "The run ended without results." in said


def live_jobs() -> dict[str, dict[str, Any]]:
    """Return the jobs of the workflow that walks at real courts."""
    path = ROOT / ".github" / "workflows" / "live.yml"
    jobs: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return jobs


def test_what_somebody_types_to_start_live_walks_is_in_no_script() -> None:
    steps = [step for job in live_jobs().values() for step in job["steps"]]

    # GitHub writes what stands in such braces into the script, quotes and all.
    assert [step["name"] for step in steps if "${{" in step.get("run", "")] == []


def test_each_court_and_environment_is_walked_and_reported() -> None:
    jobs = live_jobs()

    walk, report = jobs["walk"], jobs["report"]
    assert walk["strategy"]["matrix"] == report["strategy"]["matrix"]
    assert [*walk["strategy"]["matrix"]] == ["court", "environment"]
    (kept,) = (step["with"]["name"] for step in walk["steps"] if "upload" in step.get("uses", ""))
    (got,) = (
        step["with"]["name"] for step in report["steps"] if "download" in step.get("uses", "")
    )
    assert kept == got == "walk-${{ matrix.court }}-${{ matrix.environment }}"
    # Only the job that never visits a site may write.
    assert "write" not in walk["permissions"].values()

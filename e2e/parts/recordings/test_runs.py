"""Two earlier walks, step by step: verdicts with their causes, and what changed on a screen."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from e2e.parts.recordings.readings import kept, link
from e2e.parts.runs.written import report_of, walked
from e2e.walks.run import run
from walk.commands.parser import main
from walk.errors import UsageError
from walk.recordings.runs import StepComparison, compare_runs, read_run
from walk.results import DriftKind, StepResult, Verdict

MENU = [link(each) for each in ("Query", "Reports", "Help")]
CHANGED = [*MENU[:2], link("Helper")]


def report(folder: Path, *steps: Mapping[str, Any], **changes: Any) -> Path:  # noqa: ANN401 whatever a report has
    """Write a report of these steps."""
    folder.mkdir()
    entries = []
    for number, step in enumerate(steps, 1):
        seen = step.get("seen")
        entries.append(
            {
                "number": number,
                "action": f"Step {number}",
                "verdict": step.get("verdict", "as_documented"),
                "cause": step.get("cause"),
                "reading": kept(folder, number, *seen) if seen else None,
            }
        )
    guide = {"court": "wiwb", "title": "A guide", "steps": len(steps)}
    document = {"schema": 1, "guide": guide, "steps": entries} | changes
    (folder / "walk.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_a_step_has_changed_by_its_verdict_its_cause_or_its_screen(tmp_path: Path) -> None:
    before = report(
        tmp_path / "before",
        {"seen": MENU},
        {"seen": MENU},
        {},
        {"verdict": "blocked", "cause": "site", "seen": MENU},
        {"verdict": "blocked", "cause": "site", "seen": MENU},
    )
    after = report(
        tmp_path / "after",
        {"seen": MENU},
        {"seen": CHANGED},
        {"verdict": "drifted"},
        {"verdict": "blocked", "cause": "ours", "seen": CHANGED},
        {"verdict": "blocked", "cause": "unexpected_host", "seen": MENU},
    )

    steps = compare_runs(read_run(before), read_run(after))

    assert [(each.number, each.action, each.is_changed) for each in steps] == [
        (1, "Step 1", False),
        (2, "Step 2", True),
        (3, "Step 3", True),
        (4, "Step 4", True),
        (5, "Step 5", True),
    ]
    assert [(each.before, each.after) for each in steps[2:]] == [
        ("as_documented", "drifted"),
        ("blocked (site)", "blocked (ours)"),
        ("blocked (site)", "blocked (unexpected_host)"),
    ]
    # Where the court could not be seen, the page is not a screen of it.
    assert [[each.observed for each in step.drifts] for step in steps] == [
        [],
        ["Helper"],
        [],
        [],
        [],
    ]
    assert steps[1].drifts[0].kind is DriftKind.RENAMED


@pytest.mark.parametrize("cause", ["maintenance", "transport", "credentials", "ours"])
@pytest.mark.parametrize("which", ["before", "after"])
def test_a_page_of_a_site_that_could_not_be_seen_is_compared_with_none(
    tmp_path: Path, cause: str, which: str
) -> None:
    unseen = {"verdict": "blocked", "cause": cause, "seen": CHANGED}
    steps = {"before": {"seen": MENU}, "after": {"seen": MENU}} | {which: unseen}
    runs = [read_run(report(tmp_path / name, step)) for name, step in steps.items()]

    (step,) = compare_runs(runs[0], runs[1])

    assert step.drifts == []


def test_a_step_that_is_the_same_has_not_changed() -> None:
    assert not StepComparison(1, "Step", "drifted", "drifted", []).is_changed


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"schema": 2}, "is not a report of schema 1 with every step"),
        ({"guide": {"court": "wiwb", "steps": 2}}, "is not a report of schema 1 with every step"),
        ({"guide": {"steps": 1}}, "is not the file of a report"),
        ({"evidence": False}, "is of a walk with --no-evidence, which keeps no readings"),
        ({"steps": [{"number": 1}]}, "is not the file of a report"),
        ({"steps": None}, "is not the file of a report"),
    ],
)
def test_what_is_no_report_is_refused(
    tmp_path: Path, changes: dict[str, object], says: str
) -> None:
    folder = report(tmp_path / "run", {"seen": MENU}, **changes)

    with pytest.raises(UsageError, match=says):
        read_run(folder)


def test_a_run_has_the_court_and_the_title_of_its_guide(tmp_path: Path) -> None:
    run = read_run(report(tmp_path / "run", {"seen": MENU}))

    assert (run.guide["title"], run.recording.court, run.recording.place) == (
        *("A guide", "wiwb", tmp_path / "run"),
    )
    with pytest.raises(UsageError, match="name the folder of a walk's report"):
        read_run(tmp_path)


def test_the_command_prints_and_writes_only_what_changed(tmp_path: Path) -> None:
    before = report(tmp_path / "before", {"seen": MENU}, {"seen": MENU}, {"verdict": "drifted"}, {})
    after = report(tmp_path / "after", {"seen": MENU}, {"seen": CHANGED}, {}, {})
    place = tmp_path / "changes.json"

    same = run("compare", before, before)
    changed = run("compare", before, after, "--json", place)

    assert (same.status, same.output, same.error) == (0, "nothing changed\n", "")
    assert (changed.status, changed.error) == (1, "")
    assert changed.output.splitlines() == [
        "  2  as_documented  Step 2",
        "       renamed link (page): recorded 'Help', observed 'Helper'",
        "  3  drifted -> as_documented  Step 3",
    ]
    text = place.read_text(encoding="utf-8")
    written = json.loads(text)
    steps = [(each["number"], each["before"], each["after"]) for each in written.pop("steps")]
    assert steps == [
        (1, "as_documented", "as_documented"),
        (2, "as_documented", "as_documented"),
        (3, "drifted", "as_documented"),
        (4, "as_documented", "as_documented"),
    ]
    assert written == {
        "schema": 1,
        "before": str(before),
        "after": str(after),
        "changed": True,
    }
    assert text.endswith("}\n")


@pytest.mark.parametrize("other", [{"court": "cob"}, {"title": "Another"}])
def test_walks_of_one_guide_alone_are_compared(tmp_path: Path, other: dict[str, Any]) -> None:
    guide: dict[str, Any] = {"court": "wiwb", "title": "A guide", "steps": 1}
    before, after = (
        report(tmp_path / name, {"seen": MENU}, guide=each)
        for name, each in {"before": guide, "after": guide | other}.items()
    )

    ran = run("compare", before, after)

    assert (ran.status, "are of different guides" in ran.error) == (2, True)


def test_walks_of_different_guides_are_not_compared(tmp_path: Path) -> None:
    before = report(tmp_path / "before", {"seen": MENU})
    other = {"court": "cob", "title": "Another", "steps": 1}
    after = report(tmp_path / "after", {"seen": MENU}, guide=other)

    ran = run("compare", before, after)
    unwritten = run("compare", before, before, "--json", tmp_path / "none" / "changes.json")

    assert (ran.status, ran.output, ran.error) == (
        2,
        "",
        f"walk: {before} and {after} are of different guides ('A guide' of 'wiwb' and 'Another' "
        "of 'cob'); name two walks of the same one.\n",
    )
    assert (unwritten.status, unwritten.output) == (2, "")
    assert "changes.json cannot be written (No such file or directory); name an" in unwritten.error


def test_a_report_that_has_no_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "walk.json")

    with pytest.raises(
        UsageError, match=r"walk\.json is no file; name the folder of a walk's report"
    ):
        read_run(tmp_path)


def test_a_step_that_only_ended_otherwise_is_a_change(tmp_path: Path) -> None:
    for name, verdict in (("one", Verdict.AS_DOCUMENTED), ("other", Verdict.WITHHELD)):
        report_of(tmp_path / name, walked([StepResult(5, "", verdict)]))

    assert main(["compare", str(tmp_path / "one"), str(tmp_path / "other")]) == 1

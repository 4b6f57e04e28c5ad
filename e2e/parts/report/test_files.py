"""What the files of a report hold, and what the terminal shows while a walk goes on."""

import json
from dataclasses import replace
from errno import ENOSPC
from io import StringIO
from pathlib import Path

import pytest
from junitparser import JUnitXml
from rich.console import Console

from e2e.parts.follow.stand_ins import guide, result, walked
from walk.guide.model import GuideScreen, Slip, Statement
from walk.report.files import write_report
from walk.report.terminal import _table, printable, remarks
from walk.results import Cause, Drift, DriftKind, Verdict

GUIDE = guide(
    GuideScreen("menu bar"),
    GuideScreen("menu"),
    slips=(Slip("Utilites", "Utilities", 2), Slip("recieve", "receive")),
    note=(Statement("note-1", "Linking is permanent."),),
    reminder=(Statement("reminder-1", "Keep your password."),),
)
DRIFT = Drift(DriftKind.RENAMED, "link", "menu", "a", "b", screen="menu")
FIRST = result(1, verdict=Verdict.AS_DOCUMENTED, notes=["A note."], seconds=1.23456)
SECOND = result(2, verdict=Verdict.BLOCKED, cause=Cause.SITE, reason="Why.", drifts=[DRIFT])


def test_walk_json_says_everything_once(tmp_path: Path) -> None:
    write_report(walked(FIRST, SECOND), GUIDE, tmp_path)

    document = json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))
    steps = document.pop("steps")
    assert document == {
        "schema": 1,
        "guide": {"court": "wiwb", "title": "A guide", "steps": 2},
        "environment": {"name": "near", "kind": "live", "website": "https://www.a.test/"},
        "browser": {"name": "chromium", "version": "1"},
        "started": "2026-01-02T03:04:05Z",
        "seconds": 1.0,
        "outcome": "differs",
        "answer": (
            "Step 2 differs: the menu item is now called “b”; the guide says “a”. "
            "Step 1 is as documented."
        ),
        "checked": 2,
        "withheld": 0,
        "of": 2,
        "required": 0,
        "may_be_linked": False,
        "evidence": True,
        "made": None,
        "not_compared": [],
        "obsolete": [],
        "unused": [],
    }
    assert [each["seconds"] for each in steps] == [1.235, 0.0]
    assert steps[0] | {"seconds": 0} == {
        "number": 1,
        "action": "Step 1",
        "verdict": "as_documented",
        "cause": None,
        "reason": None,
        "drifts": [],
        "notes": ["A note."],
        "documented": [],
        "url": None,
        "seconds": 0,
        "screenshot": None,
        "outline": None,
        "reading": None,
        "marks": [],
        "ignored": [],
        "good_screenshot": None,
        "screen": None,
        "places": [],
    }
    assert steps[1]["drifts"][0]["screen"] == "menu"


def test_walk_json_says_what_no_step_says(tmp_path: Path) -> None:
    walk = replace(
        walked(FIRST),
        obsolete=(DRIFT,),
        not_compared=(3,),
        unused=("The rule 2 passed nothing.",),
    )

    write_report(walk, GUIDE, tmp_path)

    document = json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))
    assert [each["observed"] for each in document["obsolete"]] == ["b"]
    assert document["not_compared"] == [3]
    assert document["unused"] == ["The rule 2 passed nothing."]


def test_a_file_that_cannot_be_written_is_not_left_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(ENOSPC, "No space left on device")

    def break_off(_: JUnitXml, place: str, *, pretty: bool) -> None:
        assert pretty
        Path(place).write_text("<testsuite", encoding="utf-8")
        raise full

    monkeypatch.setattr(JUnitXml, "write", break_off)

    assert write_report(walked(FIRST, SECOND), GUIDE, tmp_path) is full
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        *("ctrf.json", "index.html", "walk.json"),
    ]


def test_index_html_has_the_words_of_the_guide_and_every_trace_in_order(tmp_path: Path) -> None:
    for number in (10, 2):
        (tmp_path / f"trace-{number}.zip").touch()
    (tmp_path / "trace-x.zip").touch()

    write_report(walked(FIRST, SECOND), GUIDE, tmp_path)

    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    places = [
        page.index(words)
        for words in (
            "Linking is permanent.",
            "“recieve”; “receive” is meant",
            "A note.",
            "Why.",
            "“Utilites”; “Utilities” is meant",
            "Keep your password.",
            "trace-2.zip",
            "trace-10.zip",
        )
    ]
    assert places == sorted(places)
    assert "trace-x.zip" not in page


def test_a_step_is_told_by_its_differences_its_reason_and_its_notes() -> None:
    step = result(2, reason="Why.", drifts=[DRIFT], notes=["A\x1bnote."])

    assert remarks(step) == [f"{DRIFT} (misleads)", "Why.", "A\ufffdnote."]
    assert remarks(replace(FIRST, ignored=[DRIFT])) == [f"ignored: {DRIFT}", "A note."]
    assert printable("a\tb\nc\x00\x7f\ud800é") == "a\tb\nc\ufffd\ufffd\ufffdé"
    # What turns round the direction of the words beside it.
    assert printable("a\u202eb\u2066c") == "a\ufffdb\ufffdc"


def test_a_terminal_shows_each_step_with_its_verdict_and_its_time() -> None:
    shown = StringIO()

    Console(file=shown, width=120).print(_table(GUIDE, {1: FIRST}))

    lines = [
        " ".join(line.strip("│┃ ").replace("│", "").split())
        for line in shown.getvalue().split("\n")
    ]
    assert "A guide (wiwb)" in lines[0]
    assert lines[2].replace("┃", "").split() == ["Step", "Action", "Verdict", "Time"]
    assert lines[4:7] == ["1 Step 1 as_documented 1.2 s", "A note.", "2 Step 2"]


def test_a_terminal_shows_brackets_as_they_are() -> None:
    shown, titled = StringIO(), replace(GUIDE, title="A guide [draft]")
    step = replace(FIRST, notes=["It says [bold]Pay[/bold] [now]."])

    Console(file=shown, width=120).print(_table(titled, {1: step}))

    assert "A guide [draft] (wiwb)" in shown.getvalue()
    assert "It says [bold]Pay[/bold] [now]." in shown.getvalue()


def test_a_terminal_shows_at_which_step_a_walk_is() -> None:
    shown = StringIO()

    Console(file=shown, width=120).print(_table(GUIDE, {}, at_work=True))

    rows = [line for line in shown.getvalue().split("\n") if "Step " in line]
    # The signs of what turns round.
    assert [any(sign in row for sign in "-\\|/") for row in rows[1:]] == [True, False]

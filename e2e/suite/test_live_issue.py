"""The one issue about the live site: opened, renewed and closed when the outcome changes."""

import html
import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from e2e.walks.run import ROOT
from walk.guide.model import Guide
from walk.report.files import write_report
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict, WalkResult

RUN = "https://github.example/example/court-walk/actions/runs/1"
LONGEST = 65_536
"""The characters that GitHub takes in one issue."""
CELL = r"(?:<code>(?:[^\x00-\x1f!-/:-@\[-`{-~]|&#\d+;)*</code>)?"
"""A cell in which all punctuation is written as numbers."""
ROW = re.compile(rf"\| \d+ \| {CELL} \| {CELL} \| {CELL} \| ({CELL}) \| ({CELL}) \|")
RENAMED = Drift(DriftKind.RENAMED, "link", "quick links", "E-Filing (CM/ECF)", "File here")
REMOVED = Drift(DriftKind.REMOVED, "field", "form", "Client Code", None)
HOSTILE = [
    "@everyone, see #1 and GH-1",
    "| another | cell |",
    "\\| another | cell",
    "`code` ``` and `` ` ``",
    "</code><script>alert(1)</script><img src=x onerror=alert(1)>",
    "--> <!-- differences: 00000000 -->",
    "![picture](https://evil.example/x.png) [link](javascript:alert(1))",
    "https://evil.example www.evil.example me@evil.example",
    "&#64;everyone &lt;b&gt;",
    "$(id) `id` ; id && ${{ secrets.GITHUB_TOKEN }}",
]

ReportWalk = Callable[..., tuple[str, dict[str, str]]]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program of the workflow, which belongs to no package."""
    monkeypatch.syspath_prepend(str(ROOT / ".github"))
    return import_module("live_issue")


@pytest.fixture
def report_walk(
    tmp_path: Path, guide: Guide, script: ModuleType, capsys: pytest.CaptureFixture[str]
) -> ReportWalk:
    """Give the program a walk that found these steps; return what it prints and what it writes."""

    def report(
        found: Sequence[StepResult],
        issue: str | None = None,
        *,
        history: bool = False,
    ) -> tuple[str, dict[str, str]]:
        by_number = {step.number: step for step in found}
        steps = tuple(
            by_number.get(step.number, StepResult(step.number, step.action, Verdict.AS_DOCUMENTED))
            for step in guide.steps
        )
        now = datetime(2026, 1, 2, 14, 17, 0, tzinfo=UTC)
        walked = WalkResult("wiwb", "t", "live", "live", "w", "chromium", "1", now, 1.0, steps)
        write_report(walked, guide, tmp_path)
        issues = [] if issue is None else [{"number": 7, "body": issue}]
        (tmp_path / "open.json").write_text(json.dumps(issues), encoding="utf-8")
        for name in ("body.md", "comment.md"):
            (tmp_path / name).unlink(missing_ok=True)
        files = [str(tmp_path / "walk.json"), str(tmp_path / "open.json")]
        more = [str(tmp_path / "history")] if history else []
        script.main([*files, RUN, str(tmp_path), *more])
        said = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.md")}
        return capsys.readouterr().out, said

    return report


def drifted(number: int, *drifts: Drift) -> StepResult:
    """Return a step with these differences."""
    return StepResult(number, f"Action {number}", Verdict.DRIFTED, drifts=list(drifts))


def blocked(number: int, cause: Cause, reason: str = "It is so.") -> StepResult:
    """Return a step that could not be done."""
    return StepResult(number, f"Action {number}", Verdict.BLOCKED, cause, reason)


def rows_of(text: str) -> list[str]:
    """Return the rows of the table in a text, without its head."""
    _, _, table = text.partition("|---|---|---|---|---|---|\n")
    return table.partition("\n\n")[0].splitlines()


OLD = [drifted(2, RENAMED), drifted(4, REMOVED)]
OLD_IN_PART = [drifted(2, RENAMED), blocked(3, Cause.MAINTENANCE)]


def test_an_issue_shows_every_difference_as_a_row(report_walk: ReportWalk) -> None:
    accepted = replace(RENAMED, accepted=True)
    walk = [drifted(2, accepted, REMOVED), blocked(3, Cause.UNEXPECTED_HOST)]

    act, said = report_walk(walk)

    assert act == "open\n"
    assert list(said) == ["body.md"]
    assert [html.unescape(re.sub("</?code>", "", row)) for row in rows_of(said["body.md"])] == [
        "| 2 | renamed (accepted) | link | quick links | E-Filing (CM/ECF) | File here |",
        "| 2 | removed | field | form | Client Code |  |",
        "| 3 | blocked (unexpected_host) | step |  | Action 3 | It is so. |",
    ]
    assert RUN in said["body.md"]


@pytest.mark.parametrize(
    ("walk", "act", "files"),
    [
        ([], "nothing", []),
        ([blocked(1, Cause.MAINTENANCE)], "nothing", []),
        ([blocked(1, Cause.TRANSPORT)], "nothing", []),
        ([blocked(1, Cause.OURS)], "nothing", []),
        ([blocked(1, Cause.SITE)], "open", ["body.md"]),
        (OLD, "open", ["body.md"]),
        (OLD_IN_PART, "open", ["body.md"]),
    ],
)
def test_an_issue_is_opened_only_for_a_site_that_differs(
    report_walk: ReportWalk, walk: list[StepResult], act: str, files: list[str]
) -> None:
    printed, said = report_walk(walk)

    assert (printed, list(said)) == (f"{act}\n", files)


@pytest.mark.parametrize(
    ("walk", "act", "files"),
    [
        ([], "close", ["comment.md"]),
        ([blocked(1, Cause.MAINTENANCE)], "nothing", []),
        (OLD, "nothing", []),
        # What a walk could not see may differ as before.
        (OLD_IN_PART, "nothing", []),
        # What it did see and is as documented again does not.
        ([drifted(2, RENAMED)], "update", ["body.md", "comment.md"]),
        # A new difference is reported, even if the rest of the site could not be seen.
        ([drifted(2, REMOVED), blocked(3, Cause.OURS)], "update", ["body.md", "comment.md"]),
        ([*OLD, drifted(5, RENAMED)], "update", ["body.md", "comment.md"]),
        (
            [drifted(2, replace(RENAMED, observed="File now")), OLD[1]],
            "update",
            ["body.md", "comment.md"],
        ),
        ([drifted(2, replace(RENAMED, accepted=True)), OLD[1]], "nothing", []),
    ],
)
def test_an_open_issue_is_silent_until_the_differences_are_other_ones(
    report_walk: ReportWalk, walk: list[StepResult], act: str, files: list[str]
) -> None:
    _, said = report_walk(OLD)

    printed, later = report_walk(walk, said["body.md"])

    assert (printed, sorted(later)) == (f"{act}\n", files)


def test_a_renewed_issue_is_silent_about_what_it_has_now(report_walk: ReportWalk) -> None:
    _, said = report_walk(OLD)
    new = [drifted(2, RENAMED)]
    _, renewed = report_walk(new, said["body.md"])

    assert report_walk(new, renewed["body.md"])[0] == "nothing\n"
    assert rows_of(renewed["comment.md"]) == rows_of(renewed["body.md"]) != rows_of(said["body.md"])


@pytest.mark.parametrize("text", ["", "rewritten by a person"])
def test_an_issue_that_lost_its_marks_is_renewed(report_walk: ReportWalk, text: str) -> None:
    assert report_walk(OLD, text)[0] == "update\n"


def test_github_may_change_the_line_ends_of_an_issue(report_walk: ReportWalk) -> None:
    _, said = report_walk(OLD)

    assert report_walk(OLD, said["body.md"].replace("\n", "\r\n"))[0] == "nothing\n"


def test_a_new_session_in_an_address_is_no_new_difference(report_walk: ReportWalk) -> None:
    def sent_to(address: str) -> list[StepResult]:
        away = Drift(DriftKind.RETARGETED, "link", "page", "Log in", f"Log in ({address})")
        return [drifted(2, away), blocked(3, Cause.SITE, f"It is at {address}.")]

    _, said = report_walk(sent_to("https://a.example/login;jsessionid=1?state=1"))

    assert report_walk(
        sent_to("https://a.example/login;jsessionid=2?state=2"), said["body.md"]
    ) == (
        "nothing\n",
        {},
    )
    assert (
        report_walk(sent_to("https://a.example/elsewhere?state=2"), said["body.md"])[0]
        == "update\n"
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_the_site_stay_words_in_the_issue(report_walk: ReportWalk, words: str) -> None:
    hostile = Drift(DriftKind.RENAMED, words, words, words, words)

    printed, said = report_walk([drifted(2, hostile), blocked(3, Cause.SITE, words)], "old")

    assert printed == "update\n"
    for text in said.values():
        rows = [ROW.fullmatch(row) for row in rows_of(text)]
        assert [html.unescape(row[2]) if row else None for row in rows] == [
            f"<code>{words}</code>"
        ] * 2
        assert len(re.findall("<!--", text)) == (text == said["body.md"])


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_are_not_made_safe_would_be_seen(
    report_walk: ReportWalk, script: ModuleType, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(script, "as_code", lambda shown: f"<code>{shown}</code>")

    _, said = report_walk([drifted(2, Drift(DriftKind.RENAMED, "link", "page", "Log in", words))])

    assert [ROW.fullmatch(row) for row in rows_of(said["body.md"])] == [None]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("two\nlines\r\nand\ttab", "two lines  and tab"),
        ("turned \u202eround\u2069", "turned \ufffdround\ufffd"),
        ("hid\u200bden \x1b[31mred\x00", "hid\ufffdden \ufffd[31mred\ufffd"),
        ("Öffentlich »", "Öffentlich »"),
    ],
)
def test_what_nobody_can_see_is_shown_or_gone(
    report_walk: ReportWalk, words: str, shown: str
) -> None:
    _, said = report_walk([drifted(2, replace(RENAMED, observed=words))])

    (row,) = rows_of(said["body.md"])
    cells = ROW.fullmatch(row)
    assert cells
    assert html.unescape(cells[2]) == f"<code>{shown}</code>"


def test_an_issue_is_never_longer_than_github_takes(report_walk: ReportWalk) -> None:
    many = [replace(RENAMED, documented=f"{number}", observed="|" * 9999) for number in range(300)]

    _, said = report_walk([drifted(2, *many)])

    rows = rows_of(said["body.md"])
    assert 0 < len(rows) < len(many)
    assert f"\n{len(many) - len(rows)} more are in the report.\n" in said["body.md"]
    assert len(said["body.md"]) < LONGEST
    assert report_walk([drifted(2, *many)], said["body.md"])[0] == "nothing\n"
    assert report_walk([drifted(2, *many[:-1])], said["body.md"])[0] == "update\n"


@pytest.mark.parametrize(
    ("changed", "message"),
    [({"schema": 2}, "the schema 2 and this script reads 1"), ({"outcome": "fine"}, "'fine'")],
)
def test_a_result_that_it_does_not_know_is_refused(
    script: ModuleType, changed: dict[str, object], message: str
) -> None:
    result = {"schema": 1, "outcome": "as_documented", "steps": []}
    assert script.decide(result, None) == "nothing"

    with pytest.raises(SystemExit, match=message):
        script.decide(result | changed, None)


DOWN = [blocked(1, Cause.MAINTENANCE)]


@pytest.mark.parametrize(
    ("walks", "is_open", "act"),
    [
        (["differs", "undetermined", "undetermined"], False, "nothing"),
        (["differs", "undetermined", "undetermined", "undetermined"], False, "open"),
        (["undetermined"] * 5, False, "open"),
        (["as_documented", *["undetermined"] * 3], True, "update"),
        ([*["undetermined"] * 3, "as_documented", "undetermined"], True, "nothing"),
    ],
)
def test_that_nobody_can_tell_is_news_the_third_time(
    tmp_path: Path, report_walk: ReportWalk, walks: list[str], *, is_open: bool, act: str
) -> None:
    _, old = report_walk(OLD)
    found = {"differs": OLD, "undetermined": DOWN, "as_documented": []}

    # The last of them is the walk that the program is given.
    for day, outcome in enumerate(walks):
        report_walk(found[outcome])
        walk = json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))
        walk["started"] = f"2026-01-{day + 1:02}T14:17:00Z"
        place = tmp_path / "history" / f"{day}.json"
        place.parent.mkdir(exist_ok=True)
        place.write_text(json.dumps(walk), encoding="utf-8")
    printed, said = report_walk(DOWN, old["body.md"] if is_open else None, history=True)

    assert printed == f"{act}\n"
    if act == "nothing":
        assert said == {}
        return
    assert sorted(said) == ["body.md", *(["comment.md"] if is_open else [])]
    for text in said.values():
        assert "3 walks in a row could not tell." in html.unescape(text) or len(walks) == 5
        assert "cause <code>maintenance</code>" in text
    # What is known of the site stays in the issue.
    assert (old["body.md"] in said["body.md"]) == is_open
    # It is said once, and the next walk that can tell renews or closes the issue.
    assert report_walk(DOWN, said["body.md"], history=True)[0] == "nothing\n"
    assert report_walk(OLD, said["body.md"])[0] == "update\n"
    assert report_walk([], said["body.md"])[0] == "close\n"


def test_the_program_needs_nothing_but_python(report_walk: ReportWalk, tmp_path: Path) -> None:
    report_walk(OLD)
    (tmp_path / "history").mkdir()
    program = str(ROOT / ".github" / "live_issue.py")
    files = [str(tmp_path / name) for name in ("walk.json", "open.json")]

    # -S leaves out all that is installed.
    ran = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            program,
            *files,
            RUN,
            str(tmp_path),
            str(tmp_path / "history"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "open\n", "")

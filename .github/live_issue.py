# noqa: INP001 it is a program of the workflow beside it and belongs to no package
"""Decide what to write into the one issue about the live site after a walk there.

Run as `python3 .github/live_issue.py WALK_JSON OPEN_JSON RUN_URL FOLDER [HISTORY]`. OPEN_JSON is
what GitHub's list of issues has of the open issue, if there is one. HISTORY is the folder to which
the walk was added; without it nobody knows how often a walk could not tell. One word goes to
standard output: open, update, close or nothing. The text goes into files of FOLDER,
because the site's words must reach no shell, no log and no command line.

It decides by the code by which `follow --notify` does, which needs nothing but Python itself.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# The job has a checkout, and nothing is installed there.
sys.path.append(str(Path(__file__).parents[1]))

from walk.history.differences import Difference, differences, is_cut_short
from walk.history.news import PATIENCE, News, NotChecked, news, not_checked
from walk.history.reading import read_history
from walk.results import Outcome
from walk.runs.past_run import SCHEMA, PastStep, step_of

# GitHub takes 65,536 characters; the sentences around the table and the marks need the rest.
ROOM_FOR_ROWS = 40_000
ROOM_FOR_WORDS = 500
MARKS = re.compile(r"<!-- differences:((?: [0-9a-f]{8})*) -->")
NOT_CHECKED = "<!-- not checked -->"
"""The mark of an issue that says that nobody could tell."""
HEADER = """\
| Step | Kind | What | Where | Documented | Observed |
|---|---|---|---|---|---|
"""


def row(found: Difference) -> str:
    """Return a difference as a row of the table."""
    cells = (found.kind, found.what, found.where, found.documented, found.observed)
    return f"| {found.step} | {' | '.join(as_code(cell) for cell in cells)} |\n"


def as_code(words: str | None) -> str:
    """Show words of the site as Markdown that mentions nobody, links nowhere and breaks no table.

    In a code element GitHub looks for no mention and no issue number; and a character that is
    written as a number is never taken for markup.
    """
    if not words:
        return ""
    short = words if len(words) <= ROOM_FOR_WORDS else f"{words[:ROOM_FOR_WORDS]}…"
    # An unprintable character might reverse the text or hide part of it.
    shown = (
        sign if sign.isprintable() else " " if sign.isspace() else "\N{REPLACEMENT CHARACTER}"
        for sign in short
    )
    safe = (
        f"&#{ord(sign)};" if sign.isascii() and not sign.isalnum() and sign != " " else sign
        for sign in shown
    )
    return f"<code>{''.join(safe)}</code>"


def steps_of(result: dict[str, Any]) -> list[PastStep]:
    """Return the steps of a walk."""
    return [step_of(each) for each in result["steps"]]


def decide(
    result: dict[str, Any], issue: dict[str, Any] | None, gap: NotChecked | None = None
) -> str:
    """Return what is to be done, given a walk's result and the open issue, if there is one.

    `gap` has the last walks that could not tell.
    """
    if result["schema"] != SCHEMA:
        raise SystemExit(
            f"live_issue: walk.json has the schema {result['schema']!r} and this script reads "
            f"{SCHEMA}; bring it up to date."
        )
    try:
        outcome = Outcome(result["outcome"])
    except ValueError:
        raise SystemExit(
            f"live_issue: there is no outcome {result['outcome']!r}; see walk/results.py."
        ) from None
    text = issue["body"] or "" if issue else ""
    is_lost = NOT_CHECKED in text
    if outcome is Outcome.UNDETERMINED:
        is_news = gap is not None and gap.walks >= PATIENCE and not is_lost
        return ("update" if issue else "open") if is_news else "nothing"
    marks = None if is_lost else MARKS.search(text)
    known = set(marks[1].split()) if marks else None
    found: News = news(outcome, steps_of(result), known, is_told=issue is not None)
    return str(found)


def table(result: dict[str, Any]) -> str:
    """Return the table of differences, as much of it as GitHub takes."""
    steps = steps_of(result)
    found = list(differences(steps))
    rows, shown = "", 0
    for difference in found:
        more_rows = rows + row(difference)
        if len(more_rows) > ROOM_FOR_ROWS:
            break
        rows, shown = more_rows, shown + 1
    more = f"\n{len(found) - shown} more are in the report.\n" if shown < len(found) else ""
    is_cut = is_cut_short(steps)
    cut = "\nThe walk could not see the rest of the site this time.\n" if is_cut else ""
    return f"{HEADER}{rows}{more}{cut}"


def seen(result: dict[str, Any], run: str) -> str:
    """Return when and by which run of the workflow the site was seen."""
    return f"Seen at {as_code(result['started'])} by [this run]({run})"


def unchecked(gap: NotChecked) -> str:
    """Say since when, and why, nobody could tell."""
    since = as_code(f"{gap.since:%Y-%m-%dT%H:%M:%SZ}") if gap.since else "the first walk"
    cause = f", cause {as_code(gap.cause)}" if gap.cause else ""
    return (
        f"The site could not be checked: not checked since {since}{cause}. "
        f"{gap.walks} walks in a row could not tell.\n"
    )


def body(result: dict[str, Any], run: str, before: str = "", gap: NotChecked | None = None) -> str:
    """Return the text of the issue: the table, and the marks by which the next walk knows it.

    With a `gap` it is that nobody could tell, followed by what was in the issue `before`.
    """
    place = f"{as_code(result['guide']['court'])} ({as_code(result['environment']['name'])})"
    if gap:
        return f"Court {place}: {unchecked(gap)}\n{seen(result, run)}.\n\n{before}\n{NOT_CHECKED}\n"
    marks = dict.fromkeys(difference.mark for difference in differences(steps_of(result)))
    return f"""\
The site of the court {place} differs from its guide:

{table(result)}
{seen(result, run)}, which keeps the report with its pictures for a while.

This text is renewed when the differences change, and the issue is closed when the site is as
documented again. If you close it before that, the next walk opens a new one.

<!-- differences:{"".join(f" {mark}" for mark in marks)} -->
"""


def comment(act: str, result: dict[str, Any], run: str, gap: NotChecked | None = None) -> str:
    """Return the comment below the issue, which notifies its readers."""
    if gap:
        return f"{unchecked(gap)}\n{seen(result, run)}.\n"
    if act == "close":
        return f"The site is as documented again. {seen(result, run)}.\n"
    return f"The differences have changed. {seen(result, run)}.\n\n{table(result)}"


def gap_in(result: dict[str, Any], history: str) -> NotChecked:
    """Return the last walks of the same court and environment that could not tell."""
    place = result["guide"]["court"], result["environment"]["name"]
    return not_checked(read_history(Path(history)).of(*place))


def main(arguments: Sequence[str]) -> None:
    """Read a walk's result and the open issue, write what to say, print what to do."""
    walk_json, open_json, run, folder, *history = arguments
    result = json.loads(Path(walk_json).read_text(encoding="utf-8"))
    issues = json.loads(Path(open_json).read_text(encoding="utf-8"))
    issue = issues[0] if issues else None
    is_lost = result["outcome"] == Outcome.UNDETERMINED
    gap = gap_in(result, history[0]) if is_lost and history else None
    act = decide(result, issue, gap)
    before = (issue["body"] or "") if issue else ""
    if act in ("open", "update"):
        Path(folder, "body.md").write_text(body(result, run, before, gap), encoding="utf-8")
    if act in ("update", "close"):
        Path(folder, "comment.md").write_text(comment(act, result, run, gap), encoding="utf-8")
    print(act)


if __name__ == "__main__":
    main(sys.argv[1:])

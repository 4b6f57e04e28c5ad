# noqa: INP001 it is a program of the workflow beside it and belongs to no package
"""Decide what to write into the one issue about the live site after a walk there.

Run as `python3 .github/live_issue.py WALK_JSON OPEN_JSON RUN_URL FOLDER`. OPEN_JSON is
what GitHub's list of issues has of the open issue, if there is one. One word goes to standard
output: open, update, close or nothing. The text goes into files of FOLDER,
because the site's words must reach no shell, no log and no command line.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

SCHEMA = 1
# GitHub takes 65,536 characters; the sentences around the table and the marks need the rest.
ROOM_FOR_ROWS = 40_000
ROOM_FOR_WORDS = 500
DIFFERING_CAUSES = ("site", "unexpected_host")
MARKS = re.compile(r"<!-- differences:((?: [0-9a-f]{8})*) -->")
# What comes after the path of an address may differ in every walk.
ADDRESS = re.compile(r"""(https?://[^\s?#;)"]*)[^\s)"]*""")
HEADER = """\
| Step | Kind | What | Where | Documented | Observed |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Difference:
    """One way in which the site differs from its guide."""

    step: int
    kind: str
    what: str
    where: str
    documented: str | None
    observed: str | None
    mark: str
    """The same in every walk that finds the same difference."""

    @property
    def row(self) -> str:
        """The difference as a row of the table."""
        cells = (self.kind, self.what, self.where, self.documented, self.observed)
        return f"| {self.step} | {' | '.join(as_code(cell) for cell in cells)} |\n"


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


def differences(steps: list[dict[str, Any]]) -> Iterator[Difference]:
    """Yield all differences that a walk found, in the order of the steps."""
    for step in steps:
        number = int(step["number"])
        for drift in step["drifts"]:
            names = ("kind", "against", "what", "region", "screen", "documented", "observed")
            mark = mark_of(number, *(drift[name] for name in names))
            kind = f"{drift['kind']} (accepted)" if drift["accepted"] else drift["kind"]
            words = (drift["documented"], drift["observed"])
            yield Difference(number, kind, drift["what"], drift["region"], *words, mark)
        if step["verdict"] == "blocked" and step["cause"] in DIFFERING_CAUSES:
            # The reason may name an address that differs in every walk.
            mark = mark_of(number, step["verdict"], step["cause"])
            kind = f"blocked ({step['cause']})"
            yield Difference(number, kind, "step", "", step["action"], step["reason"], mark)


def mark_of(*parts: object) -> str:
    """Return eight characters that identify these parts."""
    return sha256(ADDRESS.sub(r"\1", json.dumps(parts)).encode()).hexdigest()[:8]


def is_cut_short(steps: list[dict[str, Any]]) -> bool:
    """Say whether something other than the site kept a walk from seeing the rest."""
    return any(
        step["verdict"] == "blocked" and step["cause"] not in DIFFERING_CAUSES for step in steps
    )


def decide(result: dict[str, Any], issue: dict[str, Any] | None) -> str:
    """Return what is to be done, given a walk's result and the open issue, if there is one."""
    if result["schema"] != SCHEMA:
        raise SystemExit(
            f"live_issue: walk.json has the schema {result['schema']!r} and this script reads "
            f"{SCHEMA}; bring it up to date."
        )
    match result["outcome"]:
        case "as_documented":
            return "close" if issue else "nothing"
        case "differs" if issue:
            found = {difference.mark for difference in differences(result["steps"])}
            marks = MARKS.search(issue["body"] or "")
            known = set(marks[1].split()) if marks else None
            is_part = known is not None and found < known and is_cut_short(result["steps"])
            return "nothing" if found == known or is_part else "update"
        case "differs":
            return "open"
        case "undetermined":
            return "nothing"
        case outcome:
            raise SystemExit(f"live_issue: there is no outcome {outcome!r}; see walk/results.py.")


def table(result: dict[str, Any]) -> str:
    """Return the table of differences, as much of it as GitHub takes."""
    found = list(differences(result["steps"]))
    rows, shown = "", 0
    for difference in found:
        if len(rows) + len(difference.row) > ROOM_FOR_ROWS:
            break
        rows, shown = rows + difference.row, shown + 1
    more = f"\n{len(found) - shown} more are in the report.\n" if shown < len(found) else ""
    cut_short = is_cut_short(result["steps"])
    cut = "\nThe walk could not see the rest of the site this time.\n" if cut_short else ""
    return f"{HEADER}{rows}{more}{cut}"


def seen(result: dict[str, Any], run: str) -> str:
    """Return when and by which run of the workflow the site was seen."""
    return f"Seen at {as_code(result['started'])} by [this run]({run})"


def body(result: dict[str, Any], run: str) -> str:
    """Return the text of the issue: the table, and the marks by which the next walk knows it."""
    marks = dict.fromkeys(difference.mark for difference in differences(result["steps"]))
    return f"""\
The live site of the court {as_code(result["guide"]["court"])} differs from its guide:

{table(result)}
{seen(result, run)}, which keeps the report with its pictures for a while.

This text is renewed when the differences change, and the issue is closed when the site is as
documented again. If you close it before that, the next walk opens a new one.

<!-- differences:{"".join(f" {mark}" for mark in marks)} -->
"""


def comment(act: str, result: dict[str, Any], run: str) -> str:
    """Return the comment below the issue, which notifies its readers."""
    if act == "close":
        return f"The site is as documented again. {seen(result, run)}.\n"
    return f"The differences have changed. {seen(result, run)}.\n\n{table(result)}"


def main(arguments: Sequence[str]) -> None:
    """Read a walk's result and the open issue, write what to say, print what to do."""
    walk_json, open_json, run, folder = arguments
    result = json.loads(Path(walk_json).read_text(encoding="utf-8"))
    issues = json.loads(Path(open_json).read_text(encoding="utf-8"))
    act = decide(result, issues[0] if issues else None)
    if act in ("open", "update"):
        Path(folder, "body.md").write_text(body(result, run), encoding="utf-8")
    if act in ("update", "close"):
        Path(folder, "comment.md").write_text(comment(act, result, run), encoding="utf-8")
    print(act)


if __name__ == "__main__":
    main(sys.argv[1:])

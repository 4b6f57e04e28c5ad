"""What a walk says to GitHub when it runs there: annotations, and the summary of the job."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from walk.report.advice import advice
from walk.report.answer import answer_text, why_unseen
from walk.report.coverage import summary
from walk.report.terminal import printable, remarks
from walk.report.words import Standing, standing_of
from walk.results import StepResult, WalkResult

MOST_BYTES = 1_000_000
"""GitHub takes no summary of 1 MiB or more."""
_MOST_LINES = 10
"""GitHub shows so many annotations of a step of a job."""
_LONGEST = 1_000
_LEVELS = {
    Standing.DIFFERS: "error",
    Standing.BLOCKED: "error",
    Standing.UNKNOWN: "warning",
    Standing.ACCEPTED: "notice",
}
_AS_NUMBERS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>|`\\*_[]@#~:"})


def runs_there(variables: Mapping[str, str]) -> bool:
    """Say whether this runs as a job of GitHub."""
    return variables.get("GITHUB_ACTIONS") == "true"


def annotations(walked: WalkResult) -> list[str]:
    """Return one line for each step that somebody should look at, and one for what was not seen."""
    lines = []
    for step in walked.steps:
        standing = standing_of(step, walked)
        if level := _LEVELS.get(standing):
            title = f"Step {step.number}: {standing.words}"
            lines.append(_annotation(level, title, "; ".join(remarks(step)) or step.action))
    if walked.checked < len(walked.steps):
        lines = lines[: _MOST_LINES - 1]
        lines.append(_annotation("notice", "Not every step was checked", summary(walked)))
    return lines[:_MOST_LINES]


def _annotation(level: str, title: str, message: str) -> str:
    escaped = _escaped(printable(title)).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} title={escaped}::{_escaped(printable(message[:_LONGEST]))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def add_summary(walked: WalkResult, place: Path) -> None:
    """Add the answer and a table of the steps to the summary of the job."""
    text = job_summary(walked)
    with place.open("a", encoding="utf-8", errors="replace") as opened:
        opened.write(text)


def job_summary(walked: WalkResult, most_bytes: int = MOST_BYTES) -> str:
    """Return the summary of a walk in Markdown, with so many words that GitHub takes it."""
    lines = [
        f"### {_plain(walked.title)} ({_plain(walked.court)})",
        "",
        f"**{_plain(answer_text(walked))}** {_plain(summary(walked))}.",
        "",
        *(f"* {line}" for line in _advised(walked)),
        "",
        "| step | verdict | action | |",
        "|---|---|---|---|",
        *(_row(step, walked) for step in walked.steps),
        "",
    ]
    text = "\n".join(lines) + "\n"
    kept = text.encode(errors="replace")[:most_bytes]
    return kept.decode(errors="ignore") if len(kept) == most_bytes else text


def _advised(walked: WalkResult) -> Iterator[str]:
    for each in advice(walked):
        yield _plain(f"{each.says} {each.command}".strip())


def _row(step: StepResult, walked: WalkResult) -> str:
    standing = standing_of(step, walked)
    said = "; ".join(remarks(step)) or why_unseen(step, walked)
    cells = (str(step.number), standing.words, step.action, said[:_LONGEST])
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _plain(text: str) -> str:
    """Return text in which no sign means anything to Markdown or HTML."""
    return " ".join(printable(text).split()).translate(_AS_NUMBERS)

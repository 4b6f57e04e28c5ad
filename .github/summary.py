# noqa: INP001 it is a program of the workflow beside it and belongs to no package
"""Write what a run of the tests found, in Markdown, for the summary of a job.

Run as `.venv/bin/python .github/summary.py TITLE JUNIT_XML`; the text goes to standard output.
"""

import sys
from pathlib import Path

from junitparser import JUnitXml, TestCase

SLOWEST = 10
MOST_FAILURES = 50
_AS_NUMBERS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>|`\\*_[]@#\r\n"})


def main() -> int:
    """Run the program."""
    title, path = sys.argv[1:]
    print(f"### {_plain(title)}\n")
    if not Path(path).is_file():
        print("The run ended without results.")
        return 0
    print(summary(JUnitXml.fromfile(path)))
    return 0


def summary(results: JUnitXml) -> str:
    """Return the numbers of a run, its failures, and its slowest tests."""
    cases = [case for suite in results for case in suite]
    failed = [case for case in cases if any(_is_failure(result) for result in case.result)]
    skipped = sum(case.is_skipped for case in cases)
    lines = [
        "| tests | passed | failed | skipped | minutes in tests |",
        "|---|---|---|---|---|",
        f"| {len(cases)} | {len(cases) - len(failed) - skipped} | {len(failed)} | {skipped} | "
        f"{sum(case.time or 0 for case in cases) / 60:.1f} |",
    ]
    if failed:
        lines += ["", "| failed | why |", "|---|---|"]
        lines += [f"| {_name(case)} | {_why(case)} |" for case in failed[:MOST_FAILURES]]
    if len(failed) > MOST_FAILURES:
        lines.append(f"\nAnd {len(failed) - MOST_FAILURES} more.")
    lines += ["", "| seconds | slowest tests |", "|---|---|"]
    for case in sorted(cases, key=lambda case: -(case.time or 0))[:SLOWEST]:
        lines.append(f"| {case.time or 0:.1f} | {_name(case)} |")
    return "\n".join(lines)


def _is_failure(result: object) -> bool:
    return type(result).__name__ in ("Failure", "Error")


def _name(case: TestCase) -> str:
    return f"<code>{_plain(f'{case.classname}::{case.name}')}</code>"


def _why(case: TestCase) -> str:
    message = next((result.message or "" for result in case.result if _is_failure(result)), "")
    return f"<code>{_plain((message.splitlines() or [''])[0][:300])}</code>"


def _plain(text: str) -> str:
    """Return text in which no sign means anything to Markdown or HTML."""
    return text.translate(_AS_NUMBERS)


if __name__ == "__main__":
    sys.exit(main())

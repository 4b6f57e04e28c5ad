"""Shows each step in the terminal: a live table, or plain lines where there is no terminal."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from walk.guide.model import Guide
from walk.results import StepResult, Verdict

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_FORCED = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""By these a user says that what looks like no terminal is one."""
_STYLES = {
    Verdict.AS_DOCUMENTED: "green",
    Verdict.DRIFTED: "bold yellow",
    Verdict.BLOCKED: "bold red",
    Verdict.WITHHELD: "cyan",
    Verdict.NOT_REACHED: "dim",
    Verdict.NOT_NEEDED: "green",
}

# A site's own characters that XML cannot hold, that a terminal would take for commands, or that
# turn round the direction of what stands beside them.
_UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)


@contextmanager
def progress_display(guide: Guide) -> Iterator[Callable[[StepResult], None]]:
    """Give the function that shows the result of a step."""
    # A terminal that lacks a character of the site shows another one.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    is_file = not sys.stdout.isatty() and not any(map(os.environ.get, _FORCED))
    if is_file or not (console := _console()).is_terminal:
        yield _print_plain
        return
    from rich.live import Live  # noqa: PLC0415 the same

    shown: dict[int, StepResult] = {}
    with Live(_table(guide, shown, at_work=True), console=console, refresh_per_second=8) as live:

        def show(result: StepResult) -> None:
            shown[result.number] = result
            live.update(_table(guide, shown, at_work=True))

        try:
            yield show
        finally:
            # What stays on the screen is at work no more.
            live.update(_table(guide, shown))


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415 no file needs it, and it takes 50 ms

    return Console(highlight=False)


def _print_plain(result: StepResult) -> None:
    # Nobody reads on, what is printed fills a disk, or the output is closed or has other letters:
    # that must not lose the report of the walk.
    with suppress(OSError, ValueError):
        print(_plain(result), flush=True)


def remarks(result: StepResult) -> list[str]:
    """Return all that there is to say of a step beside its verdict."""
    everything = [
        *(f"{drift} ({drift.severity})" for drift in result.drifts),
        *filter(None, [result.reason]),
        *(f"ignored: {drift}" for drift in result.ignored),
        *result.notes,
    ]
    return [printable(each) for each in everything]


def printable(words: str) -> str:
    """Return the words without what XML or a terminal cannot take."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def _plain(result: StepResult) -> str:
    lines = [f"{result.number:>3}  {result.verdict_label}  {result.action}"]
    return "\n".join([*lines, *(f"       {remark}" for remark in remarks(result))])


def _table(guide: Guide, shown: dict[int, StepResult], *, at_work: bool = False) -> "Table":
    from rich.markup import escape  # noqa: PLC0415 the same
    from rich.spinner import Spinner  # noqa: PLC0415 the same
    from rich.table import Table  # noqa: PLC0415 the same

    table = Table(title=escape(f"{guide.title} ({guide.court})"), show_lines=False)
    table.add_column("Step", justify="right")
    table.add_column("Action")
    table.add_column("Verdict")
    table.add_column("Time", justify="right")
    left = [step.number for step in guide.steps if step.number not in shown]
    for step in guide.steps:
        result = shown.get(step.number)
        if result is None:
            is_next = at_work and step.number == left[0]
            table.add_row(
                str(step.number), escape(step.action), Spinner("line") if is_next else "", ""
            )
            continue
        words = "\n".join([step.action, *(f"  {remark}" for remark in remarks(result))])
        style = _STYLES[result.verdict]
        table.add_row(
            str(step.number),
            escape(words),
            f"[{style}]{result.verdict_label}[/]",
            f"{result.seconds:.1f} s",
        )
    return table

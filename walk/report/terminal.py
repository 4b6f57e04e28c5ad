"""Tells of each step in the terminal: a live table, or plain lines where there is no terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from walk.guide.model import Guide
from walk.results import StepResult, Verdict

_STYLES = {
    Verdict.AS_DOCUMENTED: "green",
    Verdict.DRIFTED: "bold yellow",
    Verdict.BLOCKED: "bold red",
    Verdict.WITHHELD: "cyan",
    Verdict.NOT_REACHED: "dim",
    Verdict.NOT_NEEDED: "green",
}

# A site's own characters that XML cannot hold or that a terminal would take for commands.
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@contextmanager
def progress_display(guide: Guide) -> Iterator[Callable[[StepResult], None]]:
    """Give the function that tells of a step."""
    console = Console(highlight=False)
    if not console.is_terminal:
        yield lambda found: console.print(_plain(found), markup=False, soft_wrap=True)
        return
    told: dict[int, StepResult] = {}
    with Live(_table(guide, told), console=console, refresh_per_second=8) as live:

        def tell(found: StepResult) -> None:
            told[found.number] = found
            live.update(_table(guide, told))

        yield tell


def remarks(found: StepResult) -> list[str]:
    """Return all that there is to say of a step beside its verdict."""
    said = [*(str(drift) for drift in found.drifts), *filter(None, [found.reason]), *found.notes]
    return [printable(each) for each in said]


def printable(words: str) -> str:
    """Return the words without what XML or a terminal cannot take."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def _plain(found: StepResult) -> str:
    lines = [f"{found.number:>3}  {found.verdict_label}  {found.action}"]
    return "\n".join([*lines, *(f"       {remark}" for remark in remarks(found))])


def _table(guide: Guide, told: dict[int, StepResult]) -> Table:
    table = Table(title=f"{guide.title} ({guide.court})", show_lines=False)
    table.add_column("Step", justify="right")
    table.add_column("Action")
    table.add_column("Verdict")
    table.add_column("Time", justify="right")
    for step in guide.steps:
        found = told.get(step.number)
        if found is None:
            table.add_row(str(step.number), escape(step.action), "", "")
            continue
        said = "\n".join([step.action, *(f"  {remark}" for remark in remarks(found))])
        style = _STYLES[found.verdict]
        table.add_row(
            str(step.number),
            escape(said),
            f"[{style}]{found.verdict_label}[/]",
            f"{found.seconds:.1f} s",
        )
    return table

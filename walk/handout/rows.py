"""What the guide says today, row by row: its words, the old ones beside the new, and pictures."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from walk.guide.model import Guide, Slip, Step
from walk.guide.reader import guide_in
from walk.guide.screens import VERIFICATION
from walk.handout.pictures import Picture, read_picture
from walk.patch.guide_patch import patch_of
from walk.report.answer import listed
from walk.report.terminal import printable
from walk.results import BY_THE_SITE, Drift, Verdict
from walk.runs.past_run import PastRun, PastStep

_MOST = 300
_BOM = "\ufeff"


@dataclass(frozen=True)
class Piece:
    """Some words: as they were and are, gone, or new."""

    kind: Literal["same", "old", "new"]
    words: str


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Row:
    """One row of the guide."""

    number: int
    action: Pieces
    changes: tuple[Pieces, ...]
    """Words on the screen that are others now, and that the action does not have."""
    open: tuple[str, ...]
    """Differences that no words mend."""
    remedies: tuple[str, ...]
    slips: tuple[Slip, ...]
    picture: Picture | None
    is_shown_above: bool
    """Whether its picture is that of the row before."""
    is_seen: bool
    """Whether the walk says anything of it."""


@dataclass(frozen=True)
class Handout:
    """The guide afresh."""

    guide: Guide
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    reminders: tuple[str, ...]
    slips: tuple[Slip, ...]
    missing: tuple[int, ...]
    """The steps of which the report names a picture and has none."""

    @property
    def unseen(self) -> str:
        """The numbers of the steps of which the walk says nothing."""
        numbers = [row.number for row in self.rows if not row.is_seen]
        return listed(numbers) if numbers else ""


def handout_of(run: PastRun, named: str | None, report: Path) -> Handout:
    """Return the guide of a walk with what the walk saw, and with the name of no real person."""
    folder = report if report.suffix != ".json" else report.parent
    patch = patch_of(run, named, report)
    old = guide_in(tomllib.loads(patch.old.removeprefix(_BOM)), patch.path)
    naming = _naming(old, run)
    if naming:
        run = replace(run, steps=tuple(_without_people(step, naming) for step in run.steps))
        patch = patch_of(run, named, report)
    new = guide_in(tomllib.loads(patch.new.removeprefix(_BOM)), patch.path)
    open_ones: dict[int, list[str]] = {step.number: [] for step in run.steps}
    for each in patch.mended.unmended:
        open_ones[each.step].append(shown(each.what))
    rows: list[Row] = []
    missing: list[int] = []
    for step, before, after in zip(run.steps, old.steps, new.steps, strict=True):
        picture = None if step.number in naming else _picture(folder, step)
        if step.screenshot and not picture and step.number not in naming:
            missing.append(step.number)
        is_shown_above = bool(rows and picture and rows[-1].picture == picture)
        rows.append(
            Row(
                step.number,
                pieces(before.action, after.action),
                tuple(_changes(before, after)),
                tuple(dict.fromkeys(open_ones[step.number])),
                tuple(shown(remedy.words) for remedy in after.remedies),
                tuple(slip for slip in new.slips if slip.step == step.number),
                *(picture, is_shown_above, _is_seen(step)),
            )
        )
    return Handout(
        new,
        tuple(rows),
        tuple(shown(each.says) for each in new.note),
        tuple(shown(each.says) for each in new.reminder),
        tuple(slip for slip in new.slips if slip.step is None),
        tuple(missing),
    )


def shown(words: str) -> str:
    """Return as much of the words as a reader can take in."""
    clean = printable(words)
    return clean if len(clean) <= _MOST else f"{clean[:_MOST]}…"


def pieces(old: str, new: str) -> Pieces:
    """Return words with what is gone beside what is new."""
    before, after = (re.findall(r"\s+|[^\s]+", words) for words in (shown(old), shown(new)))
    found: list[Piece] = []
    for tag, first, last, start, end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(before[first:last])))
            continue
        if first < last:
            found.append(Piece("old", "".join(before[first:last])))
        if start < end:
            found.append(Piece("new", "".join(after[start:end])))
    return tuple(found)


def _changes(before: Step, after: Step) -> Iterator[Pieces]:
    """Yield the words of a step's screens that are others now, each once."""
    told: dict[tuple[str, str], None] = {}
    for olds, news in zip(_words(before), _words(after), strict=True):
        pairs = zip(olds, news, strict=True)
        # The same words in another order are one change.
        is_reordered = sorted(olds) == sorted(news)
        for old, new in [(", ".join(olds), ", ".join(news))] if is_reordered else pairs:
            # What the action says is there already.
            if old != new and not (old in before.action and new in after.action):
                told[old, new] = None
    yield from ((Piece("old", shown(old)), Piece("new", shown(new))) for old, new in told)


def _words(step: Step) -> Iterator[Sequence[str]]:
    """Yield all words of a step that stand on a screen, in an order that a patch keeps."""
    for screen in step.screen:
        shows = screen.shows
        alone = (shows.heading, screen.tick, screen.select, screen.submit, screen.clear)
        yield [each or "" for each in alone]
        yield from (shows.text, [*screen.enter], [*shows.names])
        yield from (each or () for each in (shows.fields, shows.buttons, shows.links, shows.items))


def _naming(guide: Guide, run: PastRun) -> set[int]:
    """Return the steps whose page shows the names of real people."""
    if run.is_of_a_mock:
        return set()
    of_guide = {
        step.number
        for step in guide.steps
        if any(screen.name == VERIFICATION for screen in step.screen)
    }
    return of_guide | {
        step.number
        for step in run.steps
        if any(each.screen == VERIFICATION for each in step.drifts)
    }


def _without_people(step: PastStep, naming: set[int]) -> PastStep:
    """Return a step without what a page with names shows."""
    if step.number not in naming:
        return step
    drifts: tuple[Drift, ...] = ()
    return replace(step, drifts=drifts, reason="")


def _picture(folder: Path, step: PastStep) -> Picture | None:
    return read_picture(folder / step.screenshot, step.marks) if step.screenshot else None


def _is_seen(step: PastStep) -> bool:
    is_judged = step.verdict is Verdict.BLOCKED and step.cause in BY_THE_SITE
    return is_judged or step.verdict in (
        *(Verdict.AS_DOCUMENTED, Verdict.DRIFTED, Verdict.NOT_NEEDED),
    )

"""Where on a picture something should have been that is missing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from walk.compare.elements import DocumentedElement
from walk.compare.screen import controls_on
from walk.guide.model import Guide
from walk.report.places.between import Box, between, is_row
from walk.report.places.meant import TEXTS, controls_of, texts_of
from walk.results import Drift, DriftKind, Mark, Place, StepResult, WalkResult

_GONE = (DriftKind.REMOVED, DriftKind.MOVED)
_IN_ROWS = ("button", "item")
"""What stands side by side if nothing else is known; the rest stands one below the other."""
_OF_FORM = ("field", "button")


def with_missing_marks(
    walked: WalkResult, guide: Guide, good: Mapping[int, Collection[Place]]
) -> WalkResult:
    """Return a walk with marks where something should have been.

    `good` has the places of a step when it was last as documented.
    """
    steps = [
        replace(step, marks=[*step.marks, *_marks(step, guide, good.get(step.number, ()))])
        for step in walked.steps
    ]
    return replace(walked, steps=tuple(steps))


def _marks(step: StepResult, guide: Guide, good: Collection[Place]) -> Iterator[Mark]:
    if not (step.screenshot and step.screen):
        return
    was, now = _boxes(good), _boxes(step.places)
    shown = [*_shown(guide, step)]
    for drift in step.drifts:
        # What was on another screen of the step is not on the picture.
        if drift.screen != step.screen or drift.against != "guide" or drift.kind not in _GONE:
            continue
        words = drift.documented or ""
        near = _neighbors(words, _rows(drift, shown), now)
        place = _moved_along(was.get(words), near, was, now)
        if not place and near:
            place = between(
                now.get(near.before or ""), now.get(near.after or ""), in_row=near.is_row
            )
        if place:
            yield Mark("missing", *map(round, place), words=drift.documented)


def _boxes(places: Collection[Place]) -> dict[str, Box]:
    return {each.words: Box(each.x, each.y, each.width, each.height) for each in places}


class _Shown(NamedTuple):
    """What the guide has on a screen, in its order."""

    texts: Sequence[str]
    controls: Sequence[DocumentedElement]


def _shown(guide: Guide, step: StepResult) -> Iterator[_Shown]:
    """Yield what the guide has on the screen of a step, the nearest step first, and then all."""
    for other in sorted(guide.steps, key=lambda each: abs(each.number - step.number)):
        for screen in other.screen:
            if screen.name == step.screen:
                yield _Shown(texts_of(screen), controls_on(screen))
    yield _Shown((), controls_of(guide, step.screen or ""))


class _Row(NamedTuple):
    """Words of the guide that stand side by side, or one below the other."""

    words: Sequence[str]
    is_row: bool | None
    """Whether it is a row if one does not see it; nothing for what is never one."""


def _rows(drift: Drift, shown: Sequence[_Shown]) -> Iterator[_Row]:
    """Yield the words among which something stands, the nearest first."""
    words = drift.documented or ""
    if drift.what in TEXTS:
        yield from (_Row(each.texts, None) for each in shown if not _is_at_end(words, each))
        # A heading stands over the form.
        if drift.what == "heading":
            yield from (_Row([words, *_words(each.controls, _OF_FORM)], None) for each in shown)
        return
    ones = [
        (one.kind, each.controls)
        for each in shown
        for one in each.controls
        if (one.what, one.words) == (drift.what, words)
    ]
    yield from (_Row(_words(listed, (kind,)), kind in _IN_ROWS) for kind, listed in ones)
    yield from (_Row(_words(listed, _OF_FORM), None) for kind, listed in ones if kind in _OF_FORM)


def _is_at_end(words: str, shown: _Shown) -> bool:
    """Say whether a text is the last one of a form, before whose fields the others may stand."""
    has_fields = any(each.kind == "field" for each in shown.controls)
    return has_fields and len(shown.texts) > 1 and shown.texts[-1] == words


def _words(controls: Sequence[DocumentedElement], kinds: Collection[str]) -> list[str]:
    return [each.words for each in controls if each.kind in kinds]


class _Neighbors(NamedTuple):
    """What the guide has before and behind something, as far as it is on the picture."""

    before: str | None
    after: str | None
    is_row: bool
    """Whether they stand side by side."""


def _neighbors(words: str, rows: Iterator[_Row], now: Mapping[str, Box]) -> _Neighbors | None:
    """Return the nearest neighbors that are on the picture."""
    for row in rows:
        if words not in row.words:
            continue
        at = row.words.index(words)
        before = next((each for each in reversed(row.words[:at]) if each in now), None)
        after = next((each for each in row.words[at + 1 :] if each in now), None)
        if before or after:
            seen = [now[each] for each in row.words if each in now]
            stands = row.is_row is not None and is_row(seen, otherwise=row.is_row)
            return _Neighbors(before, after, stands)
    return None


def _moved_along(
    place: Box | None, near: _Neighbors | None, was: Mapping[str, Box], now: Mapping[str, Box]
) -> Box | None:
    """Return where something was, moved along with what stands before it."""
    if place is None or near is None or near.before is None or near.before not in was:
        return place
    here, there = now[near.before], was[near.before]
    return place._replace(x=place.x + here.x - there.x, y=place.y + here.y - there.y)

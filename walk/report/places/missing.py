"""Where on a picture something should have been that is missing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from walk.compare.elements import DocumentedElement
from walk.compare.screen import controls_on
from walk.guide.model import Guide
from walk.report.places.between import Box, between, is_row
from walk.report.places.meant import controls_of
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
    lists = [*_lists(guide, step)]
    for drift in step.drifts:
        # What was on another screen of the step is not on the picture.
        if drift.screen != step.screen or drift.against != "guide" or drift.kind not in _GONE:
            continue
        near = _neighbors(drift, lists, now)
        place = _moved_along(was.get(drift.documented or ""), near, was, now)
        if not place and near:
            place = between(
                now.get(near.before or ""), now.get(near.after or ""), in_row=near.is_row
            )
        if place:
            yield Mark("missing", *map(round, place), words=drift.documented)


def _boxes(places: Collection[Place]) -> dict[str, Box]:
    return {each.words: Box(each.x, each.y, each.width, each.height) for each in places}


def _lists(guide: Guide, step: StepResult) -> Iterator[list[DocumentedElement]]:
    """Yield what the guide has on the screen of a step, the nearest step first, and then all."""
    for other in sorted(guide.steps, key=lambda each: abs(each.number - step.number)):
        yield from (controls_on(each) for each in other.screen if each.name == step.screen)
    yield controls_of(guide, step.screen or "")


class _Neighbors(NamedTuple):
    """What the guide has before and behind something, as far as it is on the picture."""

    before: str | None
    after: str | None
    is_row: bool
    """Whether they stand side by side."""


def _neighbors(
    drift: Drift, lists: Sequence[Sequence[DocumentedElement]], now: Mapping[str, Box]
) -> _Neighbors | None:
    """Return the nearest neighbors of the same kind, or else of the form."""
    for is_form in (False, True):
        for listed in lists:
            row, kind = _row_of(drift, listed, is_form=is_form)
            if not row:
                continue
            at = row.index(drift.documented or "")
            before = next((each for each in reversed(row[:at]) if each in now), None)
            after = next((each for each in row[at + 1 :] if each in now), None)
            if before or after:
                seen = [now[each] for each in row if each in now]
                of_rows = kind in _IN_ROWS and not is_form
                return _Neighbors(before, after, is_row(seen, otherwise=of_rows))
    return None


def _row_of(
    drift: Drift, listed: Sequence[DocumentedElement], *, is_form: bool
) -> tuple[list[str], str]:
    """Return the words among which something stands, and its kind; none if it is not there."""
    for one in listed:
        if (one.what, one.words) == (drift.what, drift.documented):
            kinds = _OF_FORM if is_form and one.kind in _OF_FORM else (one.kind,)
            return [each.words for each in listed if each.kind in kinds], one.kind
    return [], ""


def _moved_along(
    place: Box | None, near: _Neighbors | None, was: Mapping[str, Box], now: Mapping[str, Box]
) -> Box | None:
    """Return where something was, moved along with what stands before it."""
    if place is None or near is None or near.before is None or near.before not in was:
        return place
    here, there = now[near.before], was[near.before]
    return place._replace(x=place.x + here.x - there.x, y=place.y + here.y - there.y)

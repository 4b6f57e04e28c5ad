"""Where something should have been, from where its neighbors are."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_GAP, _LEAST = 6, 16
"""Pixels between neighbors, and of the side of the smallest place that one can see."""


class Box(NamedTuple):
    """A place on a picture, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def turned(self) -> "Box":
        """The same place with left and right for above and below."""
        return Box(self.y, self.x, self.height, self.width)


def is_row(boxes: Sequence[Box], *, otherwise: bool) -> bool:
    """Say whether neighbors stand side by side, and not one below the other."""
    pairs = [*pairwise(boxes)]
    return any(_are_side_by_side(*pair) for pair in pairs) if pairs else otherwise


def between(before: Box | None, after: Box | None, *, in_row: bool) -> Box | None:
    """Return the place between two neighbors, or before or behind the only one."""
    # In a column everything is as in a row, only turned round.
    first, second = (each if in_row or not each else each.turned for each in (before, after))
    place = _in_row(first, second)
    return place if in_row or not place else place.turned


def _in_row(before: Box | None, after: Box | None) -> Box | None:
    start, end = (before.x + before.width if before else 0), (after.x if after else 0)
    if before and after and _are_side_by_side(before, after) and _are_near(before, after):
        # Where the neighbors closed up, there is only the seam between them.
        width = max(end - start - 2 * _GAP, _LEAST)
        return Box((start + end - width) / 2, before.y, width, before.height)
    if before:
        return Box(before.x + before.width + _GAP, before.y, before.width, before.height)
    if after:
        # What was before all others may have left no room there.
        return Box(max(after.x - _GAP - _LEAST, 0), after.y, _LEAST, after.height)
    return None


def _are_near(one: Box, other: Box) -> bool:
    """Say whether there is no room for much else between two neighbors."""
    return other.x - one.x - one.width <= 2 * max(one.width, other.width)


def _are_side_by_side(one: Box, other: Box) -> bool:
    shared = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return shared > min(one.height, other.height) / 2

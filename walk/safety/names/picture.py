"""A picture of a part of the page, as the screen has it, and the lines of text to read in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from walk.safety.names.drawn_page import Box, Piece

_NEAR = 0.7
"""How wide a gap may be inside of one line, as a share of its height."""


@dataclass(frozen=True)
class Picture:
    """The picture, and where on the page it was taken."""

    png: bytes
    place: Box
    """What it shows of the page, in pixels of the style sheet."""


@dataclass(frozen=True)
class Line:
    """Words that stand side by side on one line, as the page's text has them."""

    words: str
    box: Box


def lines_of(pieces: Sequence[Piece]) -> Iterator[Line]:
    """Yield the lines that pieces of text make, however many elements a line is cut into."""
    line: Line | None = None
    for piece in pieces:
        words, box = " ".join((piece.text or "").split()), piece.box
        if line is not None and _goes_on(line.box, box):
            line = Line(f"{line.words} {words}", around((line.box, box)))
            continue
        if line is not None:
            yield line
        line = Line(words, box)
    if line is not None:
        yield line


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds all of them."""
    return Box(
        min(each.left for each in boxes),
        min(each.top for each in boxes),
        max(each.right for each in boxes),
        max(each.bottom for each in boxes),
    )


def _goes_on(line: Box, box: Box) -> bool:
    return line.is_beside(box) and -1 <= box.left - line.right < _NEAR * box.height

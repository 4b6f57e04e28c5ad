"""Says whether the names and the warning are drawn, by reading them in a picture of the page.

What the page has in its text is compared by `names_at_click`, letter by letter. This only says
whether the same words are in the picture, so that neither alone can let another name pass.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from walk.safety.names.drawn_page import Box, DrawnPage, Piece
from walk.safety.names.names_at_click import Names, NotAsWritten, WordsNotDrawn
from walk.safety.names.picture import Line, Picture, lines_of

_FEW_WORDS = 6
_MOST_TIMES = 3
"""How many times the same words may be on a page, one of which has to be drawn."""
_ALIKE: Mapping[int, str] = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o"})
"""Signs that look the same in many fonts."""

_OF_TWO_MARKS = frozenset(map(chr, range(0x1E00, 0x1F00)))


class Reads(Protocol):
    """What reads a picture."""

    def read(self, picture: Picture, box: Box) -> Iterator[str]:
        """Yield what a line in a picture may say, the likeliest first."""


def folded(words: str) -> str:
    """Return words without what is easily confused in a picture: capitals, accents, marks, I, l."""
    apart = unicodedata.normalize("NFKD", words).casefold()
    # Capitals of small letters without a dot, as in Turkish, have one once they are apart.
    return "".join(each for each in apart if each.isalnum()).translate(_ALIKE)


def passages_of(page: DrawnPage, words: str) -> list[Sequence[Piece]]:
    """Return the texts that make these words, for each time that the page has them."""
    wanted, said, owners = folded(words), "", list[int]()
    for at, piece in enumerate(page.texts):
        own = folded(piece.text or "")
        said += own
        owners += [at] * len(own)
    found, begin = list[Sequence[Piece]](), said.find(wanted) if wanted else -1
    while begin >= 0:
        end = begin + len(wanted)
        found.append(page.texts[owners[begin] : owners[end - 1] + 1])
        begin = said.find(wanted, end)
    return found


class Witness:
    """Looks for the words of one page in one picture after another."""

    def __init__(self, reader: Reads, names: Names, warnings: Sequence[str]) -> None:
        """Look for the names with their captions, and for the warnings, by a reader."""
        self._reader = reader
        self._names = names
        self._warnings = warnings

    def pieces(self, page: DrawnPage, block: Sequence[Piece]) -> list[Piece]:
        """Return all that has to be in the picture; `Refused` if the page has no such words."""
        passages = (passages_of(page, each) for each in self._warnings)
        return [*block, *(piece for each in passages for piece in (each[0] if each else ()))]

    def check(self, picture: Picture, page: DrawnPage, block: Sequence[Piece]) -> None:
        """Refuse a page that does not draw what its text says."""
        for line in lines_of(block):
            if not self._is_drawn(picture, line):
                raise NotAsWritten(f"{self._called(line)} is in the page but not in its picture.")
        for words in self._warnings:
            passages = passages_of(page, words)
            if not passages:
                raise WordsNotDrawn(words, f"The page does not have the words {_begin(words)}.")
            if not any(self._are_drawn(picture, each) for each in passages[:_MOST_TIMES]):
                why = f"The words {_begin(words)} are in the page but not in its picture."
                raise WordsNotDrawn(words, why)

    def _are_drawn(self, picture: Picture, pieces: Sequence[Piece]) -> bool:
        return all(self._is_drawn(picture, line) for line in lines_of(pieces))

    def _is_drawn(self, picture: Picture, line: Line) -> bool:
        # The reader leaves out letters with two marks, as Vietnamese has them.
        known = "".join(each for each in line.words if each not in _OF_TWO_MARKS)
        wanted = {folded(line.words), folded(known)} - {""}
        reads = self._reader.read(picture, line.box)
        is_nothing = not folded(line.words)
        return is_nothing or any(folded(each) in wanted for each in reads)

    def _called(self, line: Line) -> str:
        """Say what a line of the block is, without the name itself."""
        said = folded(line.words)
        for caption in self._names:
            if said.startswith(folded(caption)):
                is_alone = said == folded(caption)
                return f"The caption {caption!r}" if is_alone else f"The name of {caption}"
        return "A name"


def _begin(words: str) -> str:
    each = words.split()
    return repr(" ".join(each[:_FEW_WORDS]) + (" …" if len(each) > _FEW_WORDS else ""))

"""Which part of the documented words differs from the observed ones, for a reader to see."""

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

_LEAST_ALIKE = 3
"""So many letters at an end of two words have to be the same to count as the same."""
_MOST = 4_000
"""Of longer texts nothing is marked but the whole: comparing them would take seconds."""


class Part(NamedTuple):
    """A part of a text, and whether it differs."""

    text: str
    differs: bool


def changed(documented: str | None, observed: str | None) -> tuple[list[Part], list[Part]]:
    """Return the parts of both texts."""
    there, here = documented or "", observed or ""
    if not there or not here or max(len(there), len(here)) > _MOST:
        return [Part(there, True)] if there else [], [Part(here, True)] if here else []  # noqa: FBT003
    old, new = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (there, here))
    was: list[Part] = []
    now: list[Part] = []
    taken, given = "", ""
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            _add_changed(was, now, taken, given)
            taken, given = "", ""
            same = "".join(old[step.src_start : step.src_end])
            was.append(Part(same, differs=False))
            now.append(Part(same, differs=False))
        taken += "".join(old[step.src_start : step.src_end]) if step.tag == "delete" else ""
        given += "".join(new[step.dest_start : step.dest_end]) if step.tag == "insert" else ""
    _add_changed(was, now, taken, given)
    return was, now


def _add_changed(was: list[Part], now: list[Part], taken: str, given: str) -> None:
    """Add what is other, without the letters that both begin or end with."""
    start = Prefix.similarity(taken, given)
    start = start if start >= _LEAST_ALIKE else 0
    end = Postfix.similarity(taken[start:], given[start:])
    end = end if end >= _LEAST_ALIKE else 0
    for parts, text in ((was, taken), (now, given)):
        stop = len(text) - end
        pieces = ((text[:start], False), (text[start:stop], True), (text[stop:], False))
        parts.extend(Part(piece, differs) for piece, differs in pieces if piece)

"""Compares the headings and running text of a guide with the lines of text on screen."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from walk.compare.changes import kind_of_words
from walk.compare.pairing import likely
from walk.compare.spelling import printed
from walk.results import Drift, DriftKind

_SENTENCE_END = ".!?"


def compare_heading(
    documented: str, lines: Sequence[str], region: str, instead: str = ""
) -> Drift | None:
    """Compare a heading, which has a whole line, or several, to itself.

    What is over the region `instead` is its new name, however unlike the documented one.
    """
    if re.search(rf"^{pattern_of(documented)}$", printed("\n".join(lines)), re.MULTILINE):
        return None
    drift = _nearest("heading", documented, lines, region)
    if drift.observed is None and instead:
        return replace(drift, kind=DriftKind.RENAMED, observed=instead)
    return drift


def compare_text(documented: str, lines: Sequence[str], region: str) -> Drift | None:
    """Compare running text: these words, and no others in the same sentence."""
    if place_of(documented, lines) is not None:
        return None
    return _nearest("text", documented, lines, region)


def place_of(documented: str, lines: Sequence[str]) -> int | None:
    """Return where on a page running text begins, in characters; nothing if it is not there."""
    start = rf"(?:^|(?<=[{_SENTENCE_END}]\s))"
    ended = documented[-1] in _SENTENCE_END
    end = r"(?=\s|$)" if ended else rf"(?=[{_SENTENCE_END}]+(?:\s|$)|$)"
    match = re.search(start + pattern_of(documented) + end, printed("\n".join(lines)), re.MULTILINE)
    return match.start() if match else None


def pattern_of(documented: str) -> str:
    """Return the pattern of the words, wherever the lines break."""
    return r"\s+".join(re.escape(word) for word in printed(documented).split())


def _nearest(what: str, documented: str, lines: Sequence[str], region: str) -> Drift:
    """Name the line that is likely what became of the documented words."""
    # A sentence may share a line with others, or go on to the next line.
    spans = [*lines, *(f"{first} {second}" for first, second in pairwise(lines))]
    observed = likely(documented, spans)
    kind = DriftKind.REMOVED if observed is None else kind_of_words(what, documented, observed)
    return Drift(kind, what, region, documented, observed)

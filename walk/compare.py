"""Compares what a guide documents with what a reader sees, and names each difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz, process

from walk.verdict import Drift, DriftKind

LIKELY = 60.0
"""From this similarity (0 to 100) on, a name is likely the new name of another; for naming only."""

_SENTENCE_END = ".!?"


def likely(words: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate that is most likely the new name of `words`, if one is likely."""
    best = process.extractOne(
        words, candidates, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=LIKELY
    )
    return best[0] if best else None


def compare_list(
    what: str, region: str, documented: Sequence[str], observed: Sequence[str]
) -> list[Drift]:
    """Compare a whole list: every item, its words and its place."""
    pairs = _pair(documented, observed)
    drifts: list[Drift] = []

    def differs(kind: DriftKind, there: str | None, here: str | None) -> None:
        drifts.append(Drift(kind, what, region, there, here))

    for at, words in enumerate(documented):
        seen = observed[pairs[at]] if at in pairs else None
        if seen is None:
            differs(DriftKind.REMOVED, words, None)
        elif seen != words:
            same = seen.casefold() == words.casefold()
            differs(DriftKind.RECASED if same else DriftKind.RENAMED, words, seen)
    for at, words in enumerate(observed):
        if at not in pairs.values():
            differs(DriftKind.ADDED, None, words)
    in_guide_order = [pairs[at] for at in sorted(pairs)]
    if any(first > second for first, second in pairwise(in_guide_order)):
        differs(
            DriftKind.REORDERED,
            ", ".join(documented[at] for at in sorted(pairs)),
            ", ".join(observed[at] for at in sorted(in_guide_order)),
        )
    return drifts


def _pair(documented: Sequence[str], observed: Sequence[str]) -> dict[int, int]:
    """Pair the places of documented items with those of observed ones, the surest first."""
    every = [(at, seen) for at in range(len(documented)) for seen in range(len(observed))]
    same = [pair for pair in every if documented[pair[0]] == observed[pair[1]]]
    recased = [
        pair for pair in every if documented[pair[0]].casefold() == observed[pair[1]].casefold()
    ]
    sure = _first_come([*same, *recased])
    likeness = {pair: _likeness(documented, observed, pair, sure) for pair in every}
    alike = sorted(
        (pair for pair in every if likeness[pair] >= LIKELY), key=lambda pair: -likeness[pair]
    )
    return _first_come([*sure.items(), *alike])


def _first_come(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the pairs that are left if nothing is paired twice and the first ones win."""
    kept: dict[int, int] = {}
    for at, seen in pairs:
        if at not in kept and seen not in kept.values():
            kept[at] = seen
    return kept


def _likeness(
    documented: Sequence[str],
    observed: Sequence[str],
    pair: tuple[int, int],
    sure: Mapping[int, int],
) -> float:
    """Return how likely `observed[seen]` is the new name of `documented[at]` (0 to 100).

    What stands between the same neighbours is likely the same thing, whatever it is called now.
    """
    at, seen = pair
    alike = fuzz.ratio(documented[at].casefold(), observed[seen].casefold())
    before = sure.get(at - 1) if at else -1
    after = sure.get(at + 1) if at + 1 < len(documented) else len(observed)
    same_place = before == seen - 1 and after == seen + 1
    return max(alike, LIKELY) if same_place else alike


def compare_heading(documented: str, lines: Sequence[str], region: str) -> Drift | None:
    """Compare a heading: a line of its own, or several, that say just this."""
    if re.search(rf"^{_body(documented)}$", "\n".join(lines), re.MULTILINE):
        return None
    return _nearest("heading", DriftKind.RENAMED, documented, lines, region)


def compare_used(what: str, documented: str, observed: Sequence[str], region: str) -> Drift | None:
    """Compare a control that a reader uses and finds by its words, whatever their capitals.

    Whether it is there at all is told when it is used.
    """
    if documented in observed:
        return None
    recased = next((seen for seen in observed if seen.casefold() == documented.casefold()), None)
    return Drift(DriftKind.RECASED, what, region, documented, recased) if recased else None


def compare_text(documented: str, lines: Sequence[str], region: str) -> Drift | None:
    """Compare running text: these words, and nothing more in the same sentence."""
    start = rf"(?:^|(?<=[{_SENTENCE_END}]\s))"
    ended = documented[-1] in _SENTENCE_END
    end = r"(?=\s|$)" if ended else rf"(?=[{_SENTENCE_END}]+(?:\s|$)|$)"
    if re.search(start + _body(documented) + end, "\n".join(lines), re.MULTILINE):
        return None
    return _nearest("text", DriftKind.REWORDED, documented, lines, region)


def _body(documented: str) -> str:
    """Return the pattern of the words, wherever the lines break."""
    return r"\s+".join(re.escape(word) for word in documented.split())


def _nearest(
    what: str, kind: DriftKind, documented: str, lines: Sequence[str], region: str
) -> Drift:
    """Name the line that is likely what became of the documented words."""
    # A sentence may stand on a line with others, or go on to the next line.
    spans = [*lines, *(f"{first} {second}" for first, second in pairwise(lines))]
    best = process.extractOne(
        documented, spans, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=LIKELY
    )
    if best is None:
        return Drift(DriftKind.REMOVED, what, region, documented, None)
    if best[0].casefold() == documented.casefold():
        kind = DriftKind.RECASED
    return Drift(kind, what, region, documented, best[0])

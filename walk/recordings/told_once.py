"""Which changes since a recording are told already as differences from the guide."""

import re
from collections.abc import Collection, Sequence

from walk.recordings.differences import Difference
from walk.results import Drift, DriftKind

_OF_WORDS = (
    DriftKind.RENAMED,
    DriftKind.RECASED,
    DriftKind.REWORDED,
    DriftKind.REMOVED,
    DriftKind.ADDED,
    DriftKind.WRONG_VALUE,
)
"""The kinds that say of the same words that they are others, more or less."""
_OF_PLACE = (DriftKind.MOVED, DriftKind.REORDERED)


def is_told(difference: Difference, told: Sequence[Drift]) -> bool:
    """Say whether a guide has it too, so that a person would be told the same thing twice."""
    kind, about = difference.drift.kind, _bare_all(difference.about)
    if kind in _OF_WORDS:
        return _has_words(difference, [each for each in told if each.kind in _OF_WORDS])
    alike = _OF_PLACE if kind in _OF_PLACE else (kind,)
    return any(about & _listed(each) for each in told if each.kind in alike)


def _has_words(difference: Difference, told: Sequence[Drift]) -> bool:
    drift = difference.drift
    names = _bare_all(difference.about)
    said = {_bare(words) for each in told for words in (each.documented, each.observed) if words}
    if names and names <= said:
        return True
    # What the guide lacks is told without what it has, or with all else of a notice.
    added = [_bare(each.observed or "") for each in told if each.kind is DriftKind.ADDED]
    if drift.documented is None:
        return any(name and name in each for name in names for each in added)
    before, now = _bare(drift.documented), _bare(drift.observed or "")
    return any(each and _squeezed(now.replace(each, "", 1)) == _squeezed(before) for each in added)


def _listed(drift: Drift) -> set[str]:
    """Return the words of a difference, and the items of a list."""
    documented = drift.documented or ""
    return {_bare(documented), *(_bare(each) for each in documented.split(", "))}


def _bare_all(names: Collection[str]) -> set[str]:
    return {_bare(each) for each in names}


def _bare(words: str) -> str:
    """Return words without capitals and without signs around them."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", " ".join(words.split())).casefold()


def _squeezed(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)

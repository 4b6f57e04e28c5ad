"""Pairs the elements of two lists, the surest pairs first."""

from collections.abc import Callable, Iterable, Sequence
from itertools import product

LIKELY = 60.0
"""From this similarity (0 to 100) on, a name is likely the new name of another; for naming only."""

Pair = tuple[int, int]

_NOTHING, _UNPAIRED = -1, -2
"""What is before the first and after the last of a list; and the partner of what is not paired."""


def similarity(one: str, other: str) -> float:
    """Return how alike two names are (0 to 100), whatever their capitals."""
    from rapidfuzz import fuzz  # noqa: PLC0415 a walk without a difference does not need it

    return fuzz.ratio(one.casefold(), other.casefold())


class Pairing:
    """Which element of one list became which of the other, by their places."""

    def __init__(self, before: int, after: int) -> None:
        """Start without pairs, for two lists of these lengths."""
        self.pairs: dict[int, int] = {}
        self._before, self._after = range(before), range(after)

    def left(self) -> tuple[list[int], list[int]]:
        """Return the places in both lists that have no partner yet."""
        taken = set(self.pairs.values())
        return (
            [at for at in self._before if at not in self.pairs],
            [there for there in self._after if there not in taken],
        )

    def take(self, pairs: Iterable[Pair]) -> None:
        """Take each pair of which neither place has a partner yet."""
        taken = set(self.pairs.values())
        for at, there in pairs:
            if at not in self.pairs and there not in taken:
                self.pairs[at] = there
                taken.add(there)

    def take_where(self, is_pair: Callable[[int, int], bool]) -> None:
        """Take what is left and passes a test."""
        self.take([pair for pair in product(*self.left()) if is_pair(*pair)])

    def take_likely(
        self,
        likeness: Callable[[int, int], float],
        tie: Callable[[int, int], int] = lambda *_: 0,
    ) -> None:
        """Take what is left and likely (0 to 100) the same, the likeliest first, then by `tie`."""
        scores = {pair: likeness(*pair) for pair in product(*self.left())}
        likely = [pair for pair in scores if scores[pair] >= LIKELY]
        self.take(sorted(likely, key=lambda pair: (-scores[pair], tie(*pair))))

    def same_neighbors(
        self, at: int, before: Sequence[int], there: int, after: Sequence[int]
    ) -> bool:
        """Say whether two places are between the same neighbors, each within its own places."""
        return all(
            new == (_NOTHING if old == _NOTHING else self.pairs.get(old, _UNPAIRED))
            for old, new in zip(_neighbors(at, before), _neighbors(there, after), strict=True)
        )


def _neighbors(place: int, places: Sequence[int]) -> Pair:
    at = places.index(place)
    last = len(places) - 1
    return places[at - 1] if at else _NOTHING, places[at + 1] if at < last else _NOTHING

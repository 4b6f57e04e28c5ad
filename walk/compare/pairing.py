"""Pairs the elements of a guide or a recording with those that are there now."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import product

from walk.compare.spelling import bare, folded, printed

LIKELY = 60.0
"""From this similarity (0 to 100) on, a name is likely the new name of another; for naming only."""

Pair = tuple[int, int]

_NOTHING = -1
"""The partner of what is not paired."""


def similarity(one: str, other: str) -> float:
    """Return how alike two names are (0 to 100), whatever their capitals."""
    from rapidfuzz import fuzz  # noqa: PLC0415 a walk without a difference does not need it

    return fuzz.ratio(one.casefold(), other.casefold())


def likely(words: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate that is most likely the new name of `words`, if one is likely."""
    best = max(candidates, key=lambda each: similarity(words, each), default=None)
    return best if best is not None and similarity(words, best) >= LIKELY else None


class Fit(Enum):
    """How well an element may be what became of another, apart from their words."""

    WHOLLY = auto()
    """It is of the same kind, and in its place."""
    BUT_FOR_KIND = auto()
    BUT_FOR_PLACE = auto()
    NOT = auto()


@dataclass
class Pairing:
    """Pairs each element of one list with at most one of another, by their places in the lists."""

    before: Sequence[str]
    """What the elements are called, in either list."""
    after: Sequence[str]
    fit: Callable[[int, int], Fit]
    """How well two may be one."""
    likeness: Callable[[int, int], float | None]
    """How likely the one is the new name of the other (0 to 100), if it may be at all."""
    lists: Callable[[int], tuple[Sequence[int], Sequence[int]] | None]
    """The whole list that an element of before is in, and the same list of after, if there is."""
    distance: Callable[[int, int], tuple[int, ...]] = lambda *_: ()
    """How far apart two are; of several equal pairs the nearest counts."""
    pairs: dict[int, int] = field(default_factory=dict)

    def pair(self) -> dict[int, int]:
        """Take the surest pairs first."""
        for same_words in (printed, folded, bare):
            self._take_called(same_words, Fit.WHOLLY)
        self._take_called(bare, Fit.BUT_FOR_KIND)
        self._take_likely()
        self._take_called(bare, Fit.BUT_FOR_PLACE)
        return self.pairs

    @property
    def left(self) -> tuple[list[int], list[int]]:
        """The places in both lists that have no partner."""
        taken = set(self.pairs.values())
        return (
            [at for at in range(len(self.before)) if at not in self.pairs],
            [there for there in range(len(self.after)) if there not in taken],
        )

    def _take_called(self, same_words: Callable[[str], str], fit: Fit) -> None:
        """Take what fits so well and has the same words."""
        olds, news = self.left
        called: dict[str, list[int]] = defaultdict(list)
        for there in news:
            called[same_words(self.after[there])].append(there)
        pairs = (
            (at, there) for at in olds for there in called.get(same_words(self.before[at]), ())
        )
        fitting = (pair for pair in pairs if self.fit(*pair) is fit)
        self._take(sorted(fitting, key=lambda pair: self.distance(*pair)))

    def _take_likely(self) -> None:
        """Take what fits and is likely the same under a new name, the likeliest first."""
        fitting = (pair for pair in product(*self.left) if self.fit(*pair) is Fit.WHOLLY)
        scores = {pair: self._score(*pair) for pair in fitting}
        enough = [pair for pair in scores if scores[pair] >= LIKELY]
        self._take(sorted(enough, key=lambda pair: (-scores[pair], self.distance(*pair))))

    def _score(self, at: int, there: int) -> float:
        likeness = self.likeness(at, there)
        if likeness is None:
            return 0.0
        # What is between the same neighbors is likely the same element, whatever its words.
        return max(likeness, LIKELY) if self._has_same_neighbors(at, there) else likeness

    def _has_same_neighbors(self, at: int, there: int) -> bool:
        if not (lists := self.lists(at)):
            return False
        old, new = _neighbors(at, lists[0]), _neighbors(there, lists[1])
        return [each if each is None else self.pairs.get(each, _NOTHING) for each in old] == new

    def _take(self, pairs: Iterable[Pair]) -> None:
        """Take each pair of which neither has a partner yet."""
        taken = set(self.pairs.values())
        for at, there in pairs:
            if at not in self.pairs and there not in taken:
                self.pairs[at] = there
                taken.add(there)


def _neighbors(place: int, places: Sequence[int]) -> list[int | None]:
    """Return the places before and behind one; nothing at the ends of the list."""
    at, last = places.index(place), len(places) - 1
    return [places[at - 1] if at else None, places[at + 1] if at < last else None]

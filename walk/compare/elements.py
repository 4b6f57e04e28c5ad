"""Compares the fields, buttons and links of a guide with those on screen, and names differences."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz, process

from pages.reading.reader import Element
from walk.results import Drift, DriftKind

LIKELY = 60.0
"""From this similarity (0 to 100) on, a name is likely the new name of another; for naming only."""

Kind = Literal["field", "button", "link", "item"]

_REQUIRED_MARK = re.compile(r"^\*\s*|\s*\*$")


def likely(words: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate that is most likely the new name of `words`, if one is likely."""
    best = process.extractOne(
        words, candidates, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=LIKELY
    )
    return best[0] if best else None


@dataclass(frozen=True)
class Documented:
    """A field, button, link or menu bar item that a guide names on a screen."""

    kind: Kind
    words: str

    @property
    def what(self) -> str:
        """What a reader calls it."""
        return "link" if self.kind == "item" else self.kind

    def suits(self, element: Element) -> bool:
        """Say whether the element may be this one by its kind and by where it stands."""
        return self.is_kind_of(element) and self.is_where(element)

    def is_kind_of(self, element: Element) -> bool:
        """Say whether the element is of this kind; an item of a menu bar may be link or button."""
        return "field" not in element.kinds if self.kind == "item" else self.kind in element.kinds

    def is_where(self, element: Element) -> bool:
        """Say whether the element stands where this one is documented."""
        return element.visible and (element.item if self.kind == "item" else element.here)

    @property
    def is_marked(self) -> bool:
        """Whether its words have a required mark."""
        return _is_marked(self.words)

    def is_called(self, words: str) -> bool:
        """Say whether those words are this one's, but for capitals and a required mark."""
        return _bare(self.words) == _bare(words)


def _is_marked(words: str) -> bool:
    return _REQUIRED_MARK.search(words) is not None


def _unmarked(words: str) -> str:
    return _REQUIRED_MARK.sub("", words)


def _bare(words: str) -> str:
    return _unmarked(words).casefold()


class Comparison:
    """One comparison of what a guide names on a screen with what is there."""

    def __init__(
        self,
        region: str,
        documented: Sequence[Documented],
        elements: Sequence[Element],
        lists: Collection[Kind],
    ) -> None:
        """Find out which of the elements became of which documented ones, the surest first.

        Of the kinds in `lists` the guide shows all; of other kinds it names only what to use.
        """
        self._region = region
        self._documented = documented
        self._elements = elements
        self._lists = lists
        self._became: dict[int, int] = {}
        """The place of the element, by the place of what is documented."""
        self._pair(lambda named, element: named.suits(element) and named.words == element.words)
        self._pair(
            lambda named, element: named.suits(element) and _same(named.words, element.words)
        )
        self._pair(lambda named, element: named.suits(element) and named.is_called(element.words))
        self._pair(
            lambda named, element: (
                named.is_where(element)
                and named.is_called(element.words)
                and "field" not in (named.kind, *element.kinds)
            )
        )

    def drifts(self, *, final: bool, is_foreign: Callable[[str], bool]) -> list[Drift]:
        """Name each difference.

        What is only used is told missing `final`, and else left for the moment when it is used,
        since it may still come.
        """
        self._pair_likely(final=final)
        self._pair(
            lambda named, element: (
                (final or named.kind in self._lists)
                and named.is_called(element.words)
                and named.is_kind_of(element)
                # A menu that is not open hides its links from sight; what else is hidden is gone.
                and (element.visible or "link" in element.kinds)
            )
        )
        drifts: list[Drift] = []
        for at, named in enumerate(self._documented):
            if at in self._became:
                drifts += self._changes(named, self._elements[self._became[at]], is_foreign)
            elif final or named.kind in self._lists:
                drifts.append(self._drift(DriftKind.REMOVED, named.what, named.words, None))
        return [*drifts, *self._more(), *self._reordered()]

    def _drift(self, kind: DriftKind, what: str, there: str | None, here: str | None) -> Drift:
        return Drift(kind, what, self._region, there, here)

    # Pairing

    def _pair(self, suits: Callable[[Documented, Element], bool]) -> None:
        self._take(
            (at, place)
            for at, place in self._left()
            if suits(self._documented[at], self._elements[place])
        )

    def _pair_likely(self, *, final: bool) -> None:
        """Pair what is likely the same element under another name, the likeliest first."""
        sure = dict(self._became)
        alike = {
            (at, place): self._likeness(at, place, sure)
            for at, place in self._left()
            if final or self._documented[at].kind in self._lists
        }
        likely_pairs = [pair for pair in alike if alike[pair] >= LIKELY]
        self._take(sorted(likely_pairs, key=lambda pair: -alike[pair]))

    def _left(self) -> list[tuple[int, int]]:
        """Return all pairs of what is not paired yet."""
        places = [n for n in range(len(self._elements)) if n not in self._became.values()]
        documented = [n for n in range(len(self._documented)) if n not in self._became]
        return [(at, place) for at in documented for place in places]

    def _take(self, pairs: Iterable[tuple[int, int]]) -> None:
        for at, place in pairs:
            if at not in self._became and place not in self._became.values():
                self._became[at] = place

    def _likeness(self, at: int, place: int, sure: Mapping[int, int]) -> float:
        """Return how likely the element is the documented one under a new name (0 to 100).

        What stands between the same neighbors is likely the same element, whatever its words.
        """
        named, element = self._documented[at], self._elements[place]
        if not named.suits(element):
            return 0.0
        alike = fuzz.ratio(named.words.casefold(), element.words.casefold())
        if named.kind not in self._lists:
            return alike
        before, after = _neighbours(self._of_kind(named.kind), at)
        seen_before, seen_after = _neighbours(self._suiting(named), place)
        same_place = all(
            there == (sure.get(here, _UNPAIRED) if here != _NOTHING else _NOTHING)
            for here, there in ((before, seen_before), (after, seen_after))
        )
        return max(alike, LIKELY) if same_place else alike

    def _of_kind(self, kind: Kind) -> list[int]:
        """Return the places of what is documented of one kind."""
        return [n for n, each in enumerate(self._documented) if each.kind == kind]

    def _suiting(self, named: Documented) -> list[int]:
        """Return the places of the elements that stand in the list of a documented one."""
        return [n for n, element in enumerate(self._elements) if named.suits(element)]

    # Naming

    def _changes(
        self, named: Documented, element: Element, is_foreign: Callable[[str], bool]
    ) -> Iterator[Drift]:
        """Name what has changed of one element."""
        tell = partial(self._drift, what=named.what, there=named.words)
        if not named.is_where(element):
            place = element.place if element.visible else f"{element.place}, not in sight"
            yield tell(DriftKind.MOVED, here=f"{element.words} ({place})")
            return
        if self._is_re_roled(named, element):
            yield tell(DriftKind.RE_ROLED, here=f"{element.words} ({' and '.join(element.kinds)})")
        if _same(named.words, element.words):
            if named.words != element.words:
                yield tell(DriftKind.RECASED, here=element.words)
        elif not named.is_called(element.words) or named.is_marked == _is_marked(element.words):
            yield tell(DriftKind.RENAMED, here=element.words)
        elif named.kind in self._lists:
            # A sentence that names a field says nothing of its mark, as a picture does.
            kind = DriftKind.REMOVED if named.is_marked else DriftKind.ADDED
            yield self._drift(kind, "required mark", named.words, element.words)
        elif _unmarked(named.words) != _unmarked(element.words):
            yield tell(DriftKind.RECASED, here=element.words)
        if not element.enabled:
            yield tell(DriftKind.DISABLED, here=f"{element.words} (disabled)")
        if is_foreign(element.leads_to):
            yield tell(DriftKind.RETARGETED, here=f"{element.words} ({element.leads_to})")

    def _is_re_roled(self, named: Documented, element: Element) -> bool:
        """Say whether a link became a button, or the other way round.

        Where a court draws all its links as buttons, none of them has changed.
        """
        if named.kind == "field":
            return False
        if named.kind == "button":
            return "button" not in element.kinds
        peers = [each for each in self._elements if named.is_where(each) and each is not element]
        return "link" not in element.kinds and any(
            "button" not in each.kinds for each in peers if "field" not in each.kinds
        )

    def _more(self) -> Iterator[Drift]:
        """Name what is there and not documented, where a list is documented as a whole."""
        taken = set(self._became.values())
        for kind in self._lists:
            for place in self._suiting(Documented(kind, "")):
                if place in taken:
                    continue
                taken.add(place)
                words = self._elements[place].words
                what = Documented(kind, words).what
                same = next((n.words for n in self._documented if n.is_called(words)), None)
                if same is None:
                    yield self._drift(DriftKind.ADDED, what, None, words)
                else:
                    yield self._drift(DriftKind.AMBIGUOUS, what, same, f"{words}, once more")

    def _reordered(self) -> Iterator[Drift]:
        for kind in self._lists:
            there = [
                at
                for at in self._of_kind(kind)
                if at in self._became
                and self._documented[at].suits(self._elements[self._became[at]])
            ]
            seen = [self._became[at] for at in there]
            what = self._documented[there[0]].what if there else kind
            if _is_sorted(seen):
                continue
            if (at := self._one_apart(there)) is not None:
                words = self._documented[at].words
                before = self._elements[self._became[at] - 1].words
                yield self._drift(DriftKind.MOVED, what, words, f"{words} (behind {before})")
                continue
            yield self._drift(
                DriftKind.REORDERED,
                what,
                ", ".join(self._documented[at].words for at in there),
                ", ".join(self._elements[place].words for place in sorted(seen)),
            )

    def _one_apart(self, there: Sequence[int]) -> int | None:
        """Return what alone is out of order, with other kinds between it and its list."""
        for at in there:
            rest = [self._became[each] for each in there if each != at]
            place = self._became[at]
            nearest = min(rest, key=lambda each: abs(each - place))
            between = self._elements[min(place, nearest) + 1 : max(place, nearest)]
            is_apart = any(
                element.visible and element.here and not self._documented[at].suits(element)
                for element in between
            )
            if is_apart and place > max(rest) and _is_sorted(rest):
                return at
        return None


_NOTHING, _UNPAIRED = -1, -2
"""What stands before the first and behind the last of a list; and what is not paired at all."""


def _neighbours(places: Sequence[int], place: int) -> tuple[int, int]:
    """Return what stands before and behind a place of a list."""
    around = [_NOTHING, *places, _NOTHING]
    at = around.index(place)
    return around[at - 1], around[at + 1]


def _is_sorted(places: Sequence[int]) -> bool:
    return all(first < second for first, second in pairwise(places))


def _same(words: str, others: str) -> bool:
    return words.casefold() == others.casefold()


def compare_elements(
    region: str,
    documented: Sequence[Documented],
    elements: Sequence[Element],
    *,
    lists: Collection[Kind],
    final: bool = True,
    is_foreign: Callable[[str], bool] = lambda _: False,
) -> list[Drift]:
    """Compare what a guide names on a screen with what is there; see `Comparison`."""
    comparison = Comparison(region, documented, elements, lists)
    return comparison.drifts(final=final, is_foreign=is_foreign)

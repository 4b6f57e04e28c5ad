"""Compares the fields, buttons and links of a guide with those on screen, and names differences."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Literal

from pages.reading.reader import Element
from walk.compare.pairing import LIKELY, Pairing, similarity
from walk.compare.spelling import printed
from walk.results import Drift, DriftKind

Kind = Literal["field", "button", "link", "item"]

_REQUIRED_MARK = re.compile(r"^\*\s*|\s*\*$")


def likely(words: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate that is most likely the new name of `words`, if one is likely."""
    best = max(candidates, key=lambda each: similarity(words, each), default=None)
    return best if best is not None and similarity(words, best) >= LIKELY else None


@dataclass(frozen=True)
class DocumentedElement:
    """A field, button, link or menu bar item that a guide names on a screen."""

    kind: Kind
    words: str

    @property
    def what(self) -> str:
        """What a reader calls it."""
        return "link" if self.kind == "item" else self.kind

    def suits(self, element: Element) -> bool:
        """Say whether the element may be this one, by its kind and its place."""
        return self.is_kind_of(element) and self.is_where(element)

    def is_kind_of(self, element: Element) -> bool:
        """Say whether the element is of this kind; an item of a menu bar may be link or button."""
        return "field" not in element.kinds if self.kind == "item" else self.kind in element.kinds

    def is_where(self, element: Element) -> bool:
        """Say whether the element is in the part of the page where this one is documented."""
        return element.visible and (element.item if self.kind == "item" else element.here)

    def is_called(self, words: str) -> bool:
        """Say whether the words are the same, except for capitals and a required mark."""
        return _unmarked(self.words).casefold() == _unmarked(words).casefold()


def _is_marked(words: str) -> bool:
    return _REQUIRED_MARK.search(words) is not None


def _spaced(words: str) -> str:
    """Return the words with a space before the required mark, which a margin may set off too."""
    return re.sub(r"\s*\*$", " *", printed(words))


def _unmarked(words: str) -> str:
    return _REQUIRED_MARK.sub("", printed(words))


@dataclass
class ElementComparison:
    """Compares what a guide names on a screen with what is there, paired with the surest first."""

    region: str
    documented: Sequence[DocumentedElement]
    elements: Sequence[Element]
    lists: Collection[Kind]
    """The kinds of which the guide shows every element; of others it names only what you use."""
    final: bool = True
    """Whether what is in no list and is not there is missing; before you use it, it may come."""
    is_foreign: Callable[[str], bool] = lambda _: False
    """Whether an address is not the court's."""

    def __post_init__(self) -> None:
        """Pair each documented element with at most one on screen."""
        self._pairing = Pairing(len(self.documented), len(self.elements))
        self._became = self._pairing.pairs
        self._pair(
            lambda one, element: one.suits(element) and printed(one.words) == printed(element.words)
        )
        self._pair(lambda one, element: one.suits(element) and _same(one.words, element.words))
        self._pair(lambda one, element: one.suits(element) and one.is_called(element.words))
        self._pair(
            lambda one, element: (
                one.is_where(element)
                and one.is_called(element.words)
                and "field" not in (one.kind, *element.kinds)
            )
        )
        self._pairing.take_likely(self._likeness)
        self._pair(
            lambda one, element: (
                self._is_due(one)
                and one.is_called(element.words)
                and one.is_kind_of(element)
                # A reader can open a menu; anything else that is out of sight is gone.
                and (element.visible or (element.folded and "link" in element.kinds))
            )
        )

    def drifts(self) -> Iterator[Drift]:
        """Name each difference."""
        for at, one in enumerate(self.documented):
            if at in self._became:
                yield from self._changes(one, self.elements[self._became[at]])
            elif self._is_due(one):
                yield self._drift(DriftKind.REMOVED, one.what, one.words, None)
        yield from self._additions()
        for kind in self.lists:
            yield from self._reordered(kind)

    def _drift(self, kind: DriftKind, what: str, there: str | None, here: str | None) -> Drift:
        return Drift(kind, what, self.region, there, here)

    def _is_due(self, one: DocumentedElement) -> bool:
        return self.final or one.kind in self.lists

    def _pair(self, is_pair: Callable[[DocumentedElement, Element], bool]) -> None:
        self._pairing.take_where(
            lambda at, there: (
                # In a closed menu nothing is drawn yet.
                (self.elements[there].drawn or self.elements[there].folded)
                and is_pair(self.documented[at], self.elements[there])
            )
        )

    def _likeness(self, at: int, there: int) -> float:
        """Return how likely the element is the documented one under a new name (0 to 100).

        What is between the same neighbors is likely the same element, whatever its words.
        """
        one, element = self.documented[at], self.elements[there]
        if not (self._is_due(one) and one.suits(element) and element.drawn):
            return 0.0
        alike = similarity(one.words, element.words)
        if one.kind in self.lists and self._pairing.same_neighbors(
            at, self._of_kind(one.kind), there, self._suiting(one)
        ):
            return max(alike, LIKELY)
        return alike

    def _of_kind(self, kind: Kind) -> list[int]:
        """Return the places of the documented elements of one kind."""
        return [at for at, each in enumerate(self.documented) if each.kind == kind]

    def _suiting(self, one: DocumentedElement) -> list[int]:
        """Return the places of the elements in the list of a documented one."""
        return [there for there, element in enumerate(self.elements) if one.suits(element)]

    def _changes(self, one: DocumentedElement, element: Element) -> Iterator[Drift]:
        """Name what changed of one element."""
        drift = partial(self._drift, what=one.what, there=one.words)
        if not one.is_where(element):
            place = element.place if element.visible else f"{element.place}, not in sight"
            yield drift(DriftKind.MOVED, here=f"{element.words} ({place})")
            return
        if self._is_re_roled(one, element):
            kinds = " and ".join(element.kinds)
            yield drift(DriftKind.RE_ROLED, here=f"{element.words} ({kinds})")
        is_marked = _is_marked(one.words)
        if _spaced(one.words) == _spaced(element.words):
            pass
        elif _same(one.words, element.words):
            yield drift(DriftKind.RECASED, here=element.words)
        elif not one.is_called(element.words) or is_marked == _is_marked(element.words):
            yield drift(DriftKind.RENAMED, here=element.words)
        elif one.kind in self.lists:
            # A sentence that names a field does not mention its mark; a picture shows it.
            kind = DriftKind.REMOVED if is_marked else DriftKind.ADDED
            yield self._drift(kind, "required mark", one.words, element.words)
        elif _unmarked(one.words) != _unmarked(element.words):
            yield drift(DriftKind.RECASED, here=element.words)
        if not element.enabled:
            yield drift(DriftKind.DISABLED, here=f"{element.words} (disabled)")
        if self.is_foreign(element.leads_to):
            yield drift(DriftKind.RETARGETED, here=f"{element.words} ({element.leads_to})")

    def _is_re_roled(self, one: DocumentedElement, element: Element) -> bool:
        """Say whether a link became a button, or the other way round.

        Where a court draws all its links as buttons, none of them has changed.
        """
        if one.kind in ("field", "button"):
            return one.kind not in element.kinds
        return "link" not in element.kinds and any(
            one.is_where(each) and not {"button", "field"}.intersection(each.kinds)
            for each in self.elements
        )

    def _additions(self) -> Iterator[Drift]:
        """Name what is there and not documented, where the guide shows a whole list."""
        taken = set(self._became.values())
        for kind in self.lists:
            one = DocumentedElement(kind, "")
            for there in self._suiting(one):
                if there in taken:
                    continue
                taken.add(there)
                words = self.elements[there].words
                same = next((n.words for n in self.documented if n.is_called(words)), None)
                if same is None:
                    yield self._drift(DriftKind.ADDED, one.what, None, words)
                # A picture that is named by documented words is what became of them.
                elif self.elements[there].drawn:
                    yield self._drift(DriftKind.AMBIGUOUS, one.what, same, f"{words}, once more")

    def _reordered(self, kind: Kind) -> Iterator[Drift]:
        """Say that a list is in another order, or which of its elements alone is."""
        one = DocumentedElement(kind, "")
        became = {
            at: self._became[at]
            for at in self._of_kind(kind)
            if at in self._became and one.suits(self.elements[self._became[at]])
        }
        if _is_sorted([*became.values()]):
            return
        for at, there in became.items():
            if self._is_apart(one, there, [each for each in became.values() if each != there]):
                words, before = self.documented[at].words, self.elements[there - 1].words
                yield self._drift(DriftKind.MOVED, one.what, words, f"{words} (behind {before})")
                return
        old = ", ".join(self.documented[at].words for at in became)
        new = ", ".join(self.elements[there].words for there in sorted(became.values()))
        yield self._drift(DriftKind.REORDERED, one.what, old, new)

    def _is_apart(self, one: DocumentedElement, there: int, rest: Sequence[int]) -> bool:
        """Say whether a place alone is out of order, with other kinds between it and the rest."""
        last = max(rest)
        return (
            there > last
            and _is_sorted(rest)
            and any(
                element.visible and element.here and not one.suits(element)
                for element in self.elements[last + 1 : there]
            )
        )


def _is_sorted(places: Sequence[int]) -> bool:
    return all(first < second for first, second in pairwise(places))


def _same(words: str, others: str) -> bool:
    return printed(words).casefold() == printed(others).casefold()

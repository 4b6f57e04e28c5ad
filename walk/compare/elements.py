"""Compares the fields, buttons and links of a guide with those on screen, and names differences."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pages.reading.reader import Element
from walk.compare.changes import Became, Change, added, change_of_order, changes_of, moved
from walk.compare.pairing import Fit, Pairing, similarity
from walk.compare.spelling import bare
from walk.results import Drift, DriftKind

Kind = Literal["field", "button", "link", "item"]


@dataclass(frozen=True)
class DocumentedElement:
    """A field, button, link or menu bar item that a guide names on a screen."""

    kind: Kind
    words: str
    hides: bool | None = None
    """Whether a field hides what is typed; None if the guide does not say what that is."""

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
        return bare(self.words) == bare(words)


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
        old, new = ([each.words for each in page] for page in (self.documented, self.elements))
        self._pairs = Pairing(old, new, self._fit, self._likeness, self._lists).pair()

    def drifts(self) -> Iterator[Drift]:
        """Name each difference."""
        for change in self._all_changes():
            yield Drift(change.kind, change.what, self.region, change.documented, change.observed)

    def _all_changes(self) -> Iterator[Change]:
        for at, one in enumerate(self.documented):
            if at in self._pairs:
                yield from self._changes(one, self.elements[self._pairs[at]])
            elif self._is_due(one):
                yield Change(DriftKind.REMOVED, one.what, one.words, None)
        yield from self._additions()
        yield from filter(None, map(self._change_of_order, self.lists))

    def _is_due(self, one: DocumentedElement) -> bool:
        return self.final or one.kind in self.lists

    # Pairing

    def _fit(self, at: int, there: int) -> Fit:
        one, element = self.documented[at], self.elements[there]
        # In a closed menu nothing is drawn yet.
        if not (element.drawn or element.folded):
            return Fit.NOT
        if one.suits(element):
            return Fit.WHOLLY
        if one.is_where(element) and "field" not in (one.kind, *element.kinds):
            return Fit.BUT_FOR_KIND
        # A reader can open a menu; anything else that is out of sight is gone.
        is_elsewhere = element.visible or (element.folded and "link" in element.kinds)
        is_it = is_elsewhere and one.is_kind_of(element) and self._is_due(one)
        return Fit.BUT_FOR_PLACE if is_it else Fit.NOT

    def _likeness(self, at: int, there: int) -> float | None:
        one, element = self.documented[at], self.elements[there]
        may_be = self._is_due(one) and element.drawn
        return similarity(one.words, element.words) if may_be else None

    def _lists(self, at: int) -> tuple[Sequence[int], Sequence[int]] | None:
        kind = self.documented[at].kind
        documented = [at for at, each in enumerate(self.documented) if each.kind == kind]
        return (documented, self._suiting(kind)) if kind in self.lists else None

    def _suiting(self, kind: Kind) -> list[int]:
        one = DocumentedElement(kind, "")
        return [there for there, element in enumerate(self.elements) if one.suits(element)]

    # Naming

    def _changes(self, one: DocumentedElement, element: Element) -> Iterator[Change]:
        """Name what changed of one element; of one that is elsewhere, only where it is."""
        if not one.is_where(element):
            place = element.place if element.visible else f"{element.place}, not in sight"
            yield moved(one.what, one.words, element.words, place)
            return
        leads_out = self.is_foreign(element.leads_to)
        became = Became(
            *(one.what, one.words, element.words),
            # A sentence that names a field does not mention its mark; a picture shows it.
            counts_mark=one.kind in self.lists,
            kinds=self._other_kinds(one, element),
            targets=("", element.leads_to) if leads_out else None,
            is_disabled=not element.enabled,
        )
        yield from changes_of(became)

    def _other_kinds(self, one: DocumentedElement, element: Element) -> tuple[str, str] | None:
        """Return what an element is now, if that is something else than documented."""
        if self._is_re_roled(one, element):
            return "", " and ".join(element.kinds)
        if one.hides in (None, element.hides):
            return None
        return "", f"{'hides' if element.hides else 'shows'} what is typed"

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

    def _additions(self) -> Iterator[Change]:
        """Name what is there and not documented, where the guide shows a whole list."""
        taken = set(self._pairs.values())
        for kind in self.lists:
            for there in self._suiting(kind):
                if there in taken:
                    continue
                taken.add(there)
                words = self.elements[there].words
                same = next((each.words for each in self.documented if each.is_called(words)), None)
                # A picture that is named by documented words is what became of them.
                if same is None or self.elements[there].drawn:
                    yield added(DocumentedElement(kind, "").what, words, same)

    def _change_of_order(self, kind: Kind) -> Change | None:
        what, suiting = DocumentedElement(kind, "").what, self._suiting(kind)
        listed = {
            there: Became(what, self.documented[at].words, self.elements[there].words)
            for at, there in sorted(self._pairs.items())
            if self.documented[at].kind == kind and there in suiting
        }
        others = [
            there
            for there, element in enumerate(self.elements)
            if element.visible and element.here and there not in suiting
        ]
        return change_of_order(listed, [each.words for each in self.elements], others)

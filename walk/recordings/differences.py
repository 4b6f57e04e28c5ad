"""Names what changed from one reading of a screen to a later one."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence, ValuesView
from dataclasses import dataclass, replace
from functools import cached_property

from pages.reading.page_elements import PageElement, Region
from walk.compare.changes import Became, Change, added, change_of_order, changes_of
from walk.compare.pairing import Fit, Pair, Pairing, similarity
from walk.compare.spelling import bare, spaced
from walk.privacy.masks import values_in
from walk.results import Drift, DriftKind

_SURE = 101.0
"""Above every likeness: nothing else can be meant."""
_LIKELY_ELSEWHERE = 85.0
"""A new name in another region has to be this much alike."""
_ANOTHER_PAGE = 1 / 3
"""A screen that keeps no more of its elements than this is another page, not a changed one."""

_Placed = tuple[Region, Change, tuple[PageElement, ...]]


@dataclass(frozen=True)
class Difference:
    """One drift, the names of all elements in its region, and of those that it is about."""

    drift: Drift
    beside: frozenset[str]
    about: frozenset[str] = frozenset()


def differences(before: Sequence[PageElement], after: Sequence[PageElement]) -> list[Difference]:
    """Compare two lists of elements as a whole; each change is reported once."""
    return _Comparison(*_cut_alike(before, after)).differences()


class _Comparison:
    """Pairs each element of before with at most one of after, and names what became of it."""

    def __init__(self, before: Sequence[PageElement], after: Sequence[PageElement]) -> None:
        self._before, self._after = before, after
        old, new = ([each.words for each in page] for page in (before, after))
        places = range(len(before)), range(len(after))
        self._pairing = Pairing(
            old, new, self._fit, self._likeness, lambda _: places, self._distance
        )
        self._pairs = self._pairing.pair()

    def differences(self) -> list[Difference]:
        """Return the differences, in the order of the page before."""
        least = min(len(self._before), len(self._after))
        if least > 2 and len(self._pairs) <= least * _ANOTHER_PAGE:
            titles = _title(self._before), _title(self._after)
            page = Drift(DriftKind.ADDED, "page", "page", *titles, against="recording")
            return [Difference(page, frozenset())]
        moved = self._moved()
        return [
            Difference(
                Drift(change.kind, change.what, region.label, *change[2:], against="recording"),
                frozenset(each.words for each in page if each.region == region),
                frozenset(each.words for each in about),
            )
            for page, changes in (
                (self._before, [*self._changes(moved), *self._changes_of_order(moved)]),
                (self._after, self._additions()),
            )
            for region, change, about in changes
        ]

    # Pairing

    def _fit(self, at: int, there: int) -> Fit:
        same = self._before[at].may_be(self._after[there])
        return Fit.WHOLLY if same else Fit.BUT_FOR_KIND

    def _distance(self, at: int, there: int) -> tuple[bool, bool, int]:
        old, new = self._before[at], self._after[there]
        elsewhere = new.region.label != old.region.label
        return (elsewhere, not _same_address(old.leads_to, new.leads_to), abs(at - there))

    @cached_property
    def _images(self) -> dict[Region, Region]:
        """For each region of before, the region of after that has most of its elements."""
        votes: dict[Region, Counter[Region]] = defaultdict(Counter)
        for at, there in self._pairing.pairs.items():
            old, new = self._before[at], self._after[there]
            if (old.sort, spaced(old.words)) == (new.sort, spaced(new.words)):
                votes[old.region][new.region] += 1
        return {
            old: max(new, key=lambda each: (new[each], each.label == old.label))
            for old, new in votes.items()
        }

    def _likeness(self, at: int, there: int) -> float:
        """Return how likely one element is now called like the other (0 to 100, or sure)."""
        old, new = self._before[at], self._after[there]
        if (
            old.leads_to
            and _same_address(old.leads_to, new.leads_to)
            and self._leads_alone(old, new)
        ):
            return _SURE
        alike = similarity(old.words, new.words)
        nearby = self._images.get(old.region) == new.region or old.region.label == new.region.label
        return alike if nearby or alike >= _LIKELY_ELSEWHERE else 0.0

    def _leads_alone(self, old: PageElement, new: PageElement) -> bool:
        """Say whether each is the only element of its page that leads to where it leads."""
        return all(
            sum(_same_address(element.leads_to, each.leads_to) for each in page if each.leads_to)
            == 1
            for element, page in ((old, self._before), (new, self._after))
        )

    # Places

    def _moved(self) -> set[int]:
        """Return the places of elements that went elsewhere while what was around them stayed.

        If all of a region is in another one now, or one region is now two, the markup changed and
        a reader sees no difference.
        """
        places = sorted(self._pairs)
        displaced = {places[each] for each in _displaced([self._pairs[at] for at in places])}
        return {at for at in places if self._has_moved(at, displaced=at in displaced)}

    def _has_moved(self, at: int, *, displaced: bool) -> bool:
        old, new = self._before[at].region, self._after[self._pairs[at]].region
        image = self._images.get(old)
        if new == image or image is None:
            same_label = old.label == new.label and (old.is_named or new == image)
            return displaced and not same_label and (old.is_named or new.is_named)
        others = (there for region, there in self._images.items() if region != old)
        return not (old.label == new.label and old.is_named) and (displaced or new in others)

    # Naming

    def _changes(self, moved: Collection[int]) -> Iterator[_Placed]:
        there = {self._before[at].region.dialog for at in self._pairs} | {0}
        gone: set[int] = set()
        for at, old in enumerate(self._before):
            region, dialog = old.region, old.region.dialog
            if at in self._pairs:
                new = self._after[self._pairs[at]]
                for change in changes_of(_became(old, new, moved=at in moved)):
                    yield region, change, (old, new)
            elif dialog in there:
                yield region, Change(DriftKind.REMOVED, old.what, old.words, None), (old,)
            elif dialog not in gone:
                # A dialog is one element, whatever is in it.
                gone.add(dialog)
                yield region, Change(DriftKind.REMOVED, "dialog", old.words, None), (old,)

    def _changes_of_order(self, moved: Collection[int]) -> Iterator[_Placed]:
        groups: dict[tuple[Region, Region], list[int]] = defaultdict(list)
        for at in sorted(self._pairs.keys() - moved):
            there = self._after[self._pairs[at]]
            groups[self._before[at].region, there.region].append(at)
        for (region, _), places in groups.items():
            now = sorted(places, key=self._pairs.__getitem__)
            # What stands before and behind all that changed places is no part of it.
            span = [number for number, at in enumerate(places) if now[number] != at] or [0]
            part = places[span[0] : span[-1] + 1]
            listed = {
                there: Became(old.what, old.words, self._after[there].words)
                for there, old in ((self._pairs[at], self._before[at]) for at in part)
            }
            if change := change_of_order(listed, self._pairing.after):
                yield region, change, (*(self._before[at] for at in part),)

    def _additions(self) -> ValuesView[_Placed]:
        dialogs = {self._after[there].region.dialog for there in self._pairs.values()} | {0}
        called = {
            (each.sort, bare(each.words)): each.words
            for each in self._before
            if each.words and each.sort != "text"
        }
        additions: dict[str, _Placed] = {}
        for there in self._pairing.left[1]:
            new = self._after[there]
            if new.region.dialog in dialogs:
                same = called.get((new.sort, bare(new.words)))
                key, change = f"element {there}", added(new.what, new.words, same)
            else:
                # A dialog is one element, whatever is in it.
                key, change = f"dialog {new.region.dialog}", added("dialog", new.words, None)
            additions.setdefault(key, (new.region, change, (new,)))
        return additions.values()


def _became(old: PageElement, new: PageElement, *, moved: bool) -> Became:
    is_re_roled = not old.may_be(new) and (old.is_control or new.is_control)
    # A new name often has a new address.
    leads_elsewhere = bare(old.words) == bare(new.words) and not _same_address(
        old.leads_to, new.leads_to
    )
    return Became(
        *(old.what, old.words, new.words),
        names_another=values_in(old.words) != values_in(new.words),
        kinds=(old.sort, new.sort) if is_re_roled else None,
        targets=(old.leads_to, new.leads_to) if leads_elsewhere else None,
        is_disabled=old.enabled and not new.enabled,
        place=new.region.label if moved else None,
        values=(old.value, new.value) if _own(old.value) != _own(new.value) else None,
    )


def _own(value: str) -> str:
    """Return what a page itself put into a field; the attorney's own values come and go."""
    return "" if values_in(value) else value


def _title(elements: Sequence[PageElement]) -> str:
    """Return what a page is likely called: its first heading, or else its first words."""
    return next((each.words for each in elements if each.what == "heading"), elements[0].words)


def _same_address(before: str, after: str) -> bool:
    """Say whether two addresses may be the same; one that is a script is not known."""
    return not (before and after) or before == after


def _displaced(numbers: Sequence[int]) -> set[int]:
    """Return the places of as few numbers as possible without which the others go up."""
    # For each length, the places of the rising numbers that end lowest.
    rising: list[list[int]] = [[]]
    for place, number in enumerate(numbers):
        length = bisect_left(rising, number, lo=1, key=lambda places: numbers[places[-1]])
        rising[length : length + 1] = [[*rising[length - 1], place]]
    return set(range(len(numbers))) - set(rising[-1])


def _cut_alike(
    before: Sequence[PageElement], after: Sequence[PageElement]
) -> tuple[list[PageElement], list[PageElement]]:
    """Join neighboring texts that say the same and are only divided in another way."""
    olds, news = list(before), list(after)
    for at, _ in enumerate(olds):
        for there, new in enumerate(news):
            # Of a long page hardly any two texts begin alike, and to look further takes longer.
            if not _begin_alike(olds[at].words, new.words):
                continue
            if lengths := _say_the_same(olds[at:], news[there:]):
                words = _joined(olds[at : at + lengths[0]])
                for texts, place, length in zip((olds, news), (at, there), lengths, strict=True):
                    texts[place : place + length] = [replace(texts[place], words=words)]
                break
    return olds, news


def _begin_alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _say_the_same(olds: Sequence[PageElement], news: Sequence[PageElement]) -> Pair | None:
    """Return how many texts of each say the same from here on, if it is not one of each."""
    old, new = 1, 1
    while (
        old <= len(olds) and new <= len(news) and olds[old - 1].sort == news[new - 1].sort == "text"
    ):
        left, right = (_without_colons(_joined(each)) for each in (olds[:old], news[:new]))
        if left == right:
            return (old, new) if old + new > 2 else None
        if left.startswith(right + " "):
            new += 1
        elif right.startswith(left + " "):
            old += 1
        else:
            return None
    return None


def _joined(texts: Sequence[PageElement]) -> str:
    return " ".join(each.words for each in texts)


def _without_colons(words: str) -> str:
    """Return words as they are where a caption ends by the end of its cell."""
    return words.replace(":", "")

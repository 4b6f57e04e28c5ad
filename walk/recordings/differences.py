"""Names what changed from one outline of a screen to a later one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from walk.compare.elements import LIKELY
from walk.privacy.masks import values_in
from walk.recordings.elements import Element, Region
from walk.results import Drift, DriftKind

_SURE = 101.0
"""More than any likeness: nothing else can be meant."""
_LIKELY_ELSEWHERE = 85.0
"""A new name in another region has to be this much alike."""
_ANOTHER_PAGE = 1 / 3
"""A screen of which no more is left is another page, and not a page with many changes."""

_SITE = re.compile(r"^\{[^}]+\}(?=/|$)")

Pair = tuple[int, int]


@dataclass(frozen=True)
class Difference:
    """One drift, and what stood in its region beside it."""

    drift: Drift
    beside: frozenset[str]


def differences(before: Sequence[Element], after: Sequence[Element]) -> list[Difference]:
    """Compare two lists of elements as a whole; each change is told once."""
    return _Comparison(*_cut_alike(before, after)).differences()


class _Comparison:
    """Matches each element of before with at most one of after, the surest first."""

    def __init__(self, before: Sequence[Element], after: Sequence[Element]) -> None:
        self._before, self._after = before, after
        self._pairs: dict[int, int] = {}
        self._images: dict[Region, Region] = {}
        self._match()

    def differences(self) -> list[Difference]:
        """Return the differences, in the order of the page before."""
        if self._is_another_page():
            titles = _title(self._before), _title(self._after)
            page = Drift(DriftKind.ADDED, "page", "page", *titles, against="recording")
            return [Difference(page, frozenset())]
        moved = self._moved()
        drifts: list[tuple[Region, Drift]] = []
        for at, old in enumerate(self._before):
            if at not in self._pairs:
                drifts.append((old.region, _drift(DriftKind.REMOVED, old, old.name, None)))
                continue
            new = self._after[self._pairs[at]]
            drifts += ((old.region, drift) for drift in _changes(old, new, moved=at in moved))
        drifts += self._reorderings(moved)
        return [
            *(Difference(drift, _names_in(region, self._before)) for region, drift in drifts),
            *(
                Difference(drift, _names_in(region, self._after))
                for region, drift in self._additions()
            ),
        ]

    def _is_another_page(self) -> bool:
        least = min(len(self._before), len(self._after))
        return least > 2 and len(self._pairs) <= least * _ANOTHER_PAGE

    # Matching

    def _match(self) -> None:
        self._take(self._same(lambda element: (element.sort, element.name)))
        votes: dict[Region, Counter[Region]] = defaultdict(Counter)
        for at, there in self._pairs.items():
            votes[self._before[at].region][self._after[there].region] += 1
        for old, new in votes.items():
            self._images[old] = max(new, key=lambda each: (new[each], each.label == old.label))
        self._take(self._same(lambda element: element.name or None))
        self._take(self._same(lambda element: (element.sort, element.name.casefold())))
        sure = dict(self._pairs)
        self._take(self._alike(sure))

    def _take(self, pairs: Iterable[Pair]) -> None:
        taken = set(self._pairs.values())
        for at, there in pairs:
            if at not in self._pairs and there not in taken:
                self._pairs[at] = there
                taken.add(there)

    def _left(self) -> tuple[list[int], list[int]]:
        taken = set(self._pairs.values())
        return (
            [at for at in range(len(self._before)) if at not in self._pairs],
            [there for there in range(len(self._after)) if there not in taken],
        )

    def _same(self, key: Callable[[Element], object]) -> list[Pair]:
        """Pair what has the same key, and of several the one in the same region, then address."""
        by_key: dict[object, list[int]] = defaultdict(list)
        olds, news = self._left()
        for there in news:
            by_key[key(self._after[there])].append(there)
        pairs = [
            (at, there)
            for at in olds
            if key(self._before[at]) is not None
            for there in by_key[key(self._before[at])]
        ]
        return sorted(pairs, key=lambda pair: self._distance(*pair))

    def _distance(self, at: int, there: int) -> tuple[bool, bool, int]:
        old, new = self._before[at], self._after[there]
        elsewhere = new.region.label != old.region.label
        return (elsewhere, not _same_address(old.url, new.url), abs(at - there))

    def _alike(self, sure: dict[int, int]) -> list[Pair]:
        olds, news = self._left()
        scores = {
            (at, there): self._likeness(at, there, sure)
            for at in olds
            for there in news
            if self._before[at].sort == self._after[there].sort
        }
        return sorted(
            (pair for pair, score in scores.items() if score >= LIKELY),
            key=lambda pair: (-scores[pair], abs(pair[0] - pair[1])),
        )

    def _likeness(self, at: int, there: int, sure: dict[int, int]) -> float:
        """Return how likely one element is now called like the other (0 to 100, or sure)."""
        old, new = self._before[at], self._after[there]
        alike = fuzz.ratio(old.name.casefold(), new.name.casefold())
        if old.url and _same_address(old.url, new.url) and self._leads_alone(old, new):
            return _SURE
        # What stands between the same neighbours is likely the same element.
        follows = (sure.get(at - 1) if at else -1) == there - 1
        last = len(self._before) - 1
        leads = (sure.get(at + 1) if at < last else len(self._after)) == there + 1
        if follows and leads:
            return max(alike, LIKELY)
        nearby = self._images.get(old.region) == new.region or old.region.label == new.region.label
        return alike if nearby or alike >= _LIKELY_ELSEWHERE else 0.0

    def _leads_alone(self, old: Element, new: Element) -> bool:
        """Say whether each is the only element of its page that leads to where it leads."""
        return all(
            sum(_same_address(element.url, each.url) for each in page if each.url) == 1
            for element, page in ((old, self._before), (new, self._after))
        )

    # Places

    def _moved(self) -> set[int]:
        """Return the places of elements that went elsewhere while what was around them stayed.

        Where all of a region is in another one now, or what was one region is two, the markup
        changed, and a reader sees no difference.
        """
        places = sorted(self._pairs)
        displaced = _displaced([self._pairs[at] for at in places])
        return {
            at
            for number, at in enumerate(places)
            if self._has_moved(at, displaced=number in displaced)
        }

    def _has_moved(self, at: int, *, displaced: bool) -> bool:
        old, new = self._before[at].region, self._after[self._pairs[at]].region
        image = self._images.get(old)
        same_label = old.label == new.label and (old.is_named or new == image)
        if new == image or image is None:
            return displaced and not same_label and old.is_named | new.is_named
        others = (there for region, there in self._images.items() if region != old)
        return not (old.label == new.label and old.is_named) and (displaced or new in others)

    def _reorderings(self, moved: set[int]) -> Iterator[tuple[Region, Drift]]:
        groups: dict[tuple[Region, Region], list[int]] = defaultdict(list)
        for at in sorted(self._pairs.keys() - moved):
            there = self._after[self._pairs[at]]
            groups[self._before[at].region, there.region].append(at)
        for (region, _), places in groups.items():
            now = sorted(places, key=lambda at: self._pairs[at])
            span = [number for number, at in enumerate(places) if now[number] != at]
            if not span:
                continue
            old = [self._before[at] for at in places[span[0] : span[-1] + 1]]
            new = [self._after[self._pairs[at]] for at in now[span[0] : span[-1] + 1]]
            whats = {element.what for element in old}
            what = whats.pop() if len(whats) == 1 else "item"
            first = replace(old[0], what=what)
            yield region, _drift(DriftKind.REORDERED, first, _names(old), _names(new))

    def _additions(self) -> Iterator[tuple[Region, Drift]]:
        _, news = self._left()
        dialogs: set[int] = set()
        old_dialogs = {self._after[there].region.dialog for there in self._pairs.values()}
        names = Counter((element.sort, element.name) for element in self._before)
        told: set[tuple[str, str]] = set()
        for new in (self._after[there] for there in news):
            dialog, name = new.region.dialog, (new.sort, new.name)
            if dialog and dialog not in old_dialogs:
                # A dialog is one element, whatever stands in it.
                if dialog not in dialogs:
                    first = replace(new, what="dialog")
                    yield new.region, _drift(DriftKind.ADDED, first, None, _words(new))
                dialogs.add(dialog)
            elif names[name] and new.sort != "text":
                if name not in told:
                    count = sum((each.sort, each.name) == name for each in self._after)
                    seen = f"{count} of them"
                    yield new.region, _drift(DriftKind.AMBIGUOUS, new, new.name, seen)
                told.add(name)
            else:
                yield new.region, _drift(DriftKind.ADDED, new, None, new.name)


def _drift(
    kind: DriftKind, element: Element, documented: str | None, observed: str | None
) -> Drift:
    return Drift(
        kind, element.what, element.region.label, documented, observed, against="recording"
    )


def _changes(old: Element, new: Element, *, moved: bool) -> Iterator[Drift]:
    """Return what changed of one element; its words are told before anything else."""
    if old.name != new.name:
        yield _renamed(old, new)
    elif old.sort != new.sort and (old.is_control or new.is_control):
        yield _drift(DriftKind.RE_ROLED, old, _words(old), _words(new))
    elif not _same_address(old.url, new.url):
        yield _drift(
            DriftKind.RETARGETED, old, f"{old.name} ({old.url})", f"{new.name} ({new.url})"
        )
    if new.is_disabled and not old.is_disabled:
        yield _drift(DriftKind.DISABLED, old, old.name, f"{new.name} (disabled)")
    if moved:
        yield _drift(DriftKind.MOVED, old, old.name, f"{new.name} in {new.region.label}")
    if _own(old.value) != _own(new.value):
        yield _drift(DriftKind.WRONG_VALUE, old, old.value, new.value)


def _renamed(old: Element, new: Element) -> Drift:
    if values_in(old.name) != values_in(new.name):
        return _drift(DriftKind.WRONG_VALUE, old, old.name, new.name)
    if old.name.casefold() == new.name.casefold():
        return _drift(DriftKind.RECASED, old, old.name, new.name)
    if _unmarked(old.name) == _unmarked(new.name) and old.sort != "text":
        kind = DriftKind.ADDED if "*" in new.name else DriftKind.REMOVED
        return _drift(kind, replace(old, what="required mark"), old.name, new.name)
    kind = DriftKind.REWORDED if old.what == "text" else DriftKind.RENAMED
    return _drift(kind, old, old.name, new.name)


def _unmarked(name: str) -> str:
    return name.strip("* ")


def _own(value: str) -> str:
    """Return what a page put into a field itself; the attorney's own values come and go."""
    return "" if values_in(value) else value


def _words(element: Element) -> str:
    return f"{element.sort} {element.name}"


def _names_in(region: Region, elements: Iterable[Element]) -> frozenset[str]:
    return frozenset(element.name for element in elements if element.region == region)


def _names(elements: Iterable[Element]) -> str:
    return ", ".join(element.name for element in elements)


def _title(elements: Sequence[Element]) -> str:
    """Return what a page is likely called."""
    headings = [element.name for element in elements if element.what == "heading"]
    return next(iter([*headings, *(element.name for element in elements)]), "")


def _same_address(before: str | None, after: str | None) -> bool:
    """Say whether two addresses lead to the same page, as far as an outline can tell."""
    if before is None or after is None or before == after:
        return True
    # A script leads where no outline says.
    if any(each.startswith("javascript:") for each in (before, after)):
        return True
    whole, short = sorted((before, after), key=_is_short)
    if _is_short(whole) or not _is_short(short):
        return False
    path = _SITE.sub("", whole) or "/"
    return path == short or (not short.startswith("/") and path.endswith("/" + short))


def _is_short(address: str) -> bool:
    """Say whether an address leaves out the site."""
    return not (_SITE.match(address) or re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE))


def _displaced(numbers: Sequence[int]) -> set[int]:
    """Return the places of as few numbers as possible, without which the others go up."""
    ends: list[int] = []
    lasts: list[int] = []
    befores: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        befores.append(lasts[length - 1] if length else None)
        ends[length : length + 1] = [number]
        lasts[length : length + 1] = [place]
    kept: set[int] = set()
    at = lasts[-1] if lasts else None
    while at is not None:
        kept.add(at)
        at = befores[at]
    return set(range(len(numbers))) - kept


def _cut_alike(
    before: Sequence[Element], after: Sequence[Element]
) -> tuple[list[Element], list[Element]]:
    """Put together neighbouring texts that say the same and are only cut in another way."""
    olds, news = list(before), list(after)
    at = 0
    while at < len(olds):
        for there in range(len(news) if olds[at].sort == "text" else 0):
            if lengths := _say_the_same(olds[at:], news[there:]):
                olds[at : at + lengths[0]] = [_joined(olds[at : at + lengths[0]])]
                news[there : there + lengths[1]] = [_joined(news[there : there + lengths[1]])]
                break
        at += 1
    return olds, news


def _say_the_same(olds: Sequence[Element], news: Sequence[Element]) -> Pair | None:
    """Return how many texts of each say the same from here on, if it is not one of each."""
    old, new = 1, 1
    while old <= len(olds) and new <= len(news) and _are_texts(olds[old - 1], news[new - 1]):
        left, right = _joined(olds[:old]).name, _joined(news[:new]).name
        if left == right:
            return (old, new) if old + new > 2 else None
        if left.startswith(right + " "):
            new += 1
        elif right.startswith(left + " "):
            old += 1
        else:
            return None
    return None


def _are_texts(*elements: Element) -> bool:
    return all(element.sort == "text" for element in elements)


def _joined(elements: Sequence[Element]) -> Element:
    return replace(elements[0], name=" ".join(element.name for element in elements))

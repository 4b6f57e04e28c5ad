"""Names what changed from one outline of a screen to a later one."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, ValuesView
from dataclasses import dataclass, replace

from walk.compare.pairing import LIKELY, Pair, Pairing, similarity
from walk.privacy.masks import values_in
from walk.recordings.elements import Element, Region
from walk.results import Drift, DriftKind

_SURE = 101.0
"""Above every likeness: nothing else can be meant."""
_LIKELY_ELSEWHERE = 85.0
"""A new name in another region has to be this much alike."""
_ANOTHER_PAGE = 1 / 3
"""A screen that keeps no more of its elements than this is another page, not a changed one."""

_SITE = re.compile(r"^\{[^}]+\}(?=/|$)")

_Placed = tuple[Region, Drift, tuple[Element, ...]]


@dataclass(frozen=True)
class Difference:
    """One drift, the names of all elements in its region, and of those that it is about."""

    drift: Drift
    beside: frozenset[str]
    about: frozenset[str] = frozenset()


def differences(before: Sequence[Element], after: Sequence[Element]) -> list[Difference]:
    """Compare two lists of elements as a whole; each change is reported once."""
    return _Comparison(*_cut_alike(before, after)).differences()


class _Comparison:
    """Pairs each element of before with at most one of after, the surest first."""

    def __init__(self, before: Sequence[Element], after: Sequence[Element]) -> None:
        self._before, self._after = before, after
        self._pairing = Pairing(len(before), len(after))
        self._pairs = self._pairing.pairs
        self._pair_same(lambda element: (element.sort, element.name))
        self._images = self._regions_after()
        """For each region of before, the region of after that has most of its elements."""
        self._pair_same(lambda element: element.name or None)
        self._pair_same(lambda element: (element.sort, element.name.casefold()))
        self._pairing.take_likely(self._likeness, tie=lambda at, there: abs(at - there))

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
                drift,
                frozenset(each.name for each in page if each.region == region),
                frozenset(each.name for each in about),
            )
            for page, drifts in (
                (self._before, [*self._changes(moved), *self._reorderings(moved)]),
                (self._after, self._additions()),
            )
            for region, drift, about in drifts
        ]

    # Pairing

    def _pair_same(self, key: Callable[[Element], object]) -> None:
        """Pair what has the same key, and of several the one in the same region, then address."""
        olds, news = self._pairing.left()
        by_key: dict[object, list[int]] = defaultdict(list)
        for there in news:
            by_key[key(self._after[there])].append(there)
        by_key.pop(None, None)
        pairs = ((at, there) for at in olds for there in by_key.get(key(self._before[at]), ()))
        self._pairing.take(sorted(pairs, key=lambda pair: self._distance(*pair)))

    def _distance(self, at: int, there: int) -> tuple[bool, bool, int]:
        old, new = self._before[at], self._after[there]
        elsewhere = new.region.label != old.region.label
        return (elsewhere, not _same_address(old.url, new.url), abs(at - there))

    def _regions_after(self) -> dict[Region, Region]:
        votes: dict[Region, Counter[Region]] = defaultdict(Counter)
        for at, there in self._pairs.items():
            votes[self._before[at].region][self._after[there].region] += 1
        return {
            old: max(new, key=lambda each: (new[each], each.label == old.label))
            for old, new in votes.items()
        }

    def _likeness(self, at: int, there: int) -> float:
        """Return how likely one element is now called like the other (0 to 100, or sure)."""
        old, new = self._before[at], self._after[there]
        if old.sort != new.sort:
            return 0.0
        if old.url and _same_address(old.url, new.url) and self._leads_alone(old, new):
            return _SURE
        alike = similarity(old.name, new.name)
        # What is between the same neighbors is likely the same element.
        places = range(len(self._before)), range(len(self._after))
        if self._pairing.same_neighbors(at, places[0], there, places[1]):
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

        If all of a region is in another one now, or one region is now two, the markup changed and
        a reader sees no difference.
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
        if new == image or image is None:
            same_label = old.label == new.label and (old.is_named or new == image)
            return displaced and not same_label and (old.is_named or new.is_named)
        others = (there for region, there in self._images.items() if region != old)
        return not (old.label == new.label and old.is_named) and (displaced or new in others)

    # Naming

    def _changes(self, moved: set[int]) -> Iterator[_Placed]:
        there = {self._before[at].region.dialog for at in self._pairs} | {0}
        gone: set[int] = set()
        for at, old in enumerate(self._before):
            if at not in self._pairs:
                dialog = old.region.dialog
                # A dialog is one element, whatever is in it.
                if dialog in there:
                    yield old.region, _drift(DriftKind.REMOVED, old, old.name, None), (old,)
                elif dialog not in gone:
                    thing = replace(old, what="dialog")
                    yield old.region, _drift(DriftKind.REMOVED, thing, _words(old), None), (old,)
                gone.add(dialog)
                continue
            new = self._after[self._pairs[at]]
            for drift in _changes(old, new, moved=at in moved):
                yield old.region, drift, (old, new)

    def _reorderings(self, moved: set[int]) -> Iterator[_Placed]:
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
            first = replace(old[0], what=whats.pop() if len(whats) == 1 else "item")
            yield region, _drift(DriftKind.REORDERED, first, _names(old), _names(new)), (*old,)

    def _additions(self) -> ValuesView[_Placed]:
        old_dialogs = {self._after[there].region.dialog for there in self._pairs.values()}
        old_names = {(element.sort, element.name) for element in self._before}
        counts = Counter((element.sort, element.name) for element in self._after)
        additions: dict[object, _Placed] = {}
        for there in self._pairing.left()[1]:
            new = self._after[there]
            dialog, name = new.region.dialog, (new.sort, new.name)
            key: object = there
            drift = _drift(DriftKind.ADDED, new, None, new.name)
            if dialog and dialog not in old_dialogs:
                # A dialog is one element, whatever is in it.
                key = "dialog", dialog
                drift = _drift(DriftKind.ADDED, replace(new, what="dialog"), None, _words(new))
            elif name in old_names and new.sort != "text":
                key = name
                drift = _drift(DriftKind.AMBIGUOUS, new, new.name, f"{counts[name]} of them")
            additions.setdefault(key, (new.region, drift, (new,)))
        return additions.values()


def _drift(
    kind: DriftKind, element: Element, documented: str | None, observed: str | None
) -> Drift:
    region = element.region.label
    return Drift(kind, element.what, region, documented, observed, against="recording")


def _changes(old: Element, new: Element, *, moved: bool) -> Iterator[Drift]:
    """Return what changed of one element, a change of its words first."""
    if old.name != new.name:
        yield _renamed(old, new)
    elif old.sort != new.sort and (old.is_control or new.is_control):
        yield _drift(DriftKind.RE_ROLED, old, _words(old), _words(new))
    elif not _same_address(old.url, new.url):
        there, here = f"{old.name} ({old.url})", f"{new.name} ({new.url})"
        yield _drift(DriftKind.RETARGETED, old, there, here)
    if new.is_disabled and not old.is_disabled:
        yield _drift(DriftKind.DISABLED, old, old.name, f"{new.name} (disabled)")
    if moved:
        yield _drift(DriftKind.MOVED, old, old.name, f"{new.name} in {new.region.label}")
    if _own(old.value) != _own(new.value):
        yield _drift(DriftKind.WRONG_VALUE, old, old.value, new.value)


def _renamed(old: Element, new: Element) -> Drift:
    element = old
    if values_in(old.name) != values_in(new.name):
        kind = DriftKind.WRONG_VALUE
    elif old.name.casefold() == new.name.casefold():
        kind = DriftKind.RECASED
    elif old.name.strip("* ") == new.name.strip("* ") and old.sort != "text":
        element = replace(old, what="required mark")
        kind = DriftKind.ADDED if "*" in new.name else DriftKind.REMOVED
    else:
        kind = DriftKind.REWORDED if old.what == "text" else DriftKind.RENAMED
    return _drift(kind, element, old.name, new.name)


def _own(value: str) -> str:
    """Return what a page itself put into a field; the attorney's own values come and go."""
    return "" if values_in(value) else value


def _words(element: Element) -> str:
    return f"{element.sort} {element.name}"


def _names(elements: Iterable[Element]) -> str:
    return ", ".join(element.name for element in elements)


def _title(elements: Sequence[Element]) -> str:
    """Return what a page is likely called: its first heading, or else its first words."""
    return next((each.name for each in elements if each.what == "heading"), elements[0].name)


def _same_address(before: str | None, after: str | None) -> bool:
    """Say whether two addresses lead to the same page, as far as an outline can show it."""
    if before is None or after is None or before == after:
        return True
    # An outline does not show where a script leads.
    if before.startswith("javascript:") or after.startswith("javascript:"):
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
    """Return the places of as few numbers as possible without which the others go up."""
    # For each length, the places of the rising numbers that end lowest.
    rising: list[list[int]] = [[]]
    for place, number in enumerate(numbers):
        length = bisect_left(rising, number, lo=1, key=lambda places: numbers[places[-1]])
        rising[length : length + 1] = [[*rising[length - 1], place]]
    return set(range(len(numbers))) - set(rising[-1])


def _cut_alike(
    before: Sequence[Element], after: Sequence[Element]
) -> tuple[list[Element], list[Element]]:
    """Join neighboring texts that say the same and are only divided in another way."""
    olds, news = list(before), list(after)
    for at, _ in enumerate(olds):
        for there, _ in enumerate(news):
            if lengths := _say_the_same(olds[at:], news[there:]):
                for texts, place, length in zip((olds, news), (at, there), lengths, strict=True):
                    words = _joined(texts[place : place + length])
                    texts[place : place + length] = [replace(texts[place], name=words)]
                break
    return olds, news


def _say_the_same(olds: Sequence[Element], news: Sequence[Element]) -> Pair | None:
    """Return how many texts of each say the same from here on, if it is not one of each."""
    old, new = 1, 1
    while (
        old <= len(olds) and new <= len(news) and olds[old - 1].sort == news[new - 1].sort == "text"
    ):
        left, right = _joined(olds[:old]), _joined(news[:new])
        if left == right:
            return (old, new) if old + new > 2 else None
        if left.startswith(right + " "):
            new += 1
        elif right.startswith(left + " "):
            old += 1
        else:
            return None
    return None


def _joined(texts: Sequence[Element]) -> str:
    return " ".join(each.name for each in texts)

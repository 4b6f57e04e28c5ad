"""Learns from several walks of the same day what varies by itself on their screens."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from pages.reading.page_elements import PageElement
from walk.guide.changing_words import ANY_NUMBER, ANYTHING, changing
from walk.guide.ignored import PERMANENT
from walk.guide.model import Guide, GuideScreen
from walk.privacy.masks import values_in
from walk.recordings.varying import Varying, settled, together

_OF_CLOCK = re.compile(
    r"\d:\d\d|(?<!\d)\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)|\d{4}-\d\d-\d\d"
)
"""A time of the day, or a date without names."""
_HEAD = re.compile(r"[^:]{2,30}:\s")
"""What stands before words that vary, as in: Tip of the day: ..."""

Key = tuple[str, str, str]


@dataclass(frozen=True)
class _Place:
    """A step of the guide, as several walks saw it."""

    screen: str
    walks: Sequence[Sequence[PageElement]]
    day: date
    documented: Collection[str]


def learned(
    walks: Sequence[Mapping[int, Sequence[PageElement]]], guide: Guide, day: date
) -> tuple[Varying, ...]:
    """Return what varies on the pages of walks, by step; what the guide documents never does."""
    found: list[Varying] = []
    for step in guide.steps:
        pages = [walk[step.number] for walk in walks if step.number in walk]
        if len(pages) > 1 and step.screen:
            screen = step.screen[-1]
            found += _varying(_Place(screen.name, pages, day, _documented(step.screen)))
    return together(found)


def _documented(screens: Sequence[GuideScreen]) -> set[str]:
    words: set[str | None] = set()
    for screen in screens:
        shows = screen.shows
        words.update((shows.heading, screen.tick, screen.select, screen.submit, screen.clear))
        lists = (shows.fields, shows.buttons, shows.links, shows.items)
        words.update(*(each or () for each in lists), shows.text, shows.names, screen.enter)
    return {_without_numbers(each) for each in words if each}


def _varying(place: _Place) -> Iterator[Varying]:
    """Yield what varies at one place, one kind of it after the other."""
    kinds = [_numbers]
    # Where nobody can undo what is done, only times and counts vary.
    if place.screen not in PERMANENT:
        kinds += [_targets, _order, _variants]
    for kind in kinds:
        new = [*kind(place)]
        yield from new
        walks = [settled(walk, new, place.screen) for walk in place.walks]
        place = _Place(place.screen, walks, place.day, place.documented)


def _may_vary(place: _Place, element: PageElement) -> bool:
    is_documented = _without_numbers(element.words) in place.documented
    return not is_documented and not values_in(element.words)


def _key(element: PageElement) -> Key:
    return element.region.label, element.sort, element.words


# Times, dates and counts


def _numbers(place: _Place) -> Iterator[Varying]:
    groups: dict[Key, list[list[str]]] = {}
    for number, walk in enumerate(place.walks):
        for each in walk:
            if changing(each.words) and _may_vary(place, each):
                key = each.region.label, each.sort, _without_numbers(each.words)
                lists = groups.setdefault(key, [[] for _ in place.walks])
                lists[number].append(each.words)
    for (region, _, _), lists in groups.items():
        if len({len(each) for each in lists}) > 1:
            continue
        for texts in zip(*lists, strict=True):
            if len({*texts}) > 1 or _has_day(texts[0], place.day):
                yield Varying(place.screen, region, pattern=_pattern(texts))


def _without_numbers(words: str) -> str:
    """Return what is the same of a text with other numbers; a count changes its plural, too."""
    text = words.casefold()
    for each in reversed(changing(text)):
        text = f"{text[: each.start()]}{ANY_NUMBER}{text[each.end() :]}"
    return re.sub(r"s\b", "", text)


def _pattern(texts: Sequence[str]) -> str:
    """Return the words with a sign for each number that varies, or for all that make a time."""
    first = texts[0]
    found = [[each[0] for each in changing(text)] for text in texts]
    # What varies within minutes is a clock, whose day varies too.
    is_clock = _OF_CLOCK.search(first) or any(each.isalpha() for each in found[0])
    same = [len({*column}) == 1 for column in zip(*found, strict=True)]
    for each, is_same in reversed([*zip(changing(first), same, strict=True)]):
        if is_clock or not is_same:
            first = f"{first[: each.start()]}{ANY_NUMBER}{first[each.end() :]}"
    return first


def _has_day(words: str, day: date) -> bool:
    """Say whether words have the day of the walk, as courts write it."""
    found = {each[0].casefold().removesuffix("th") for each in changing(words)}
    names = {f"{day:%B}".casefold(), f"{day:%b}".casefold()}
    if found & names and str(day.day) in {re.sub(r"\D", "", each) for each in found}:
        return True
    numeric = (f"{day:%m/%d/%Y}", f"{day.month}/{day.day}/{day.year}", f"{day:%Y-%m-%d}")
    return any(each in words for each in (*numeric, f"{day:%m-%d-%Y}", f"{day:%m/%d/%y}"))


# Where a link leads, and what a field holds


def _targets(place: _Place) -> Iterator[Varying]:
    first, *others = place.walks
    for each in first:
        alike = [[one for one in walk if _key(one) == _key(each)] for walk in (first, *others)]
        if any(len(found) != 1 for found in alike) or not _may_vary(place, each):
            continue
        seen, region = [found[0] for found in alike], each.region.label
        if len({one.leads_to for one in seen}) > 1:
            yield Varying(place.screen, region, leads=each.words)
        if len({one.value for one in seen}) > 1 and not any(values_in(one.value) for one in seen):
            yield Varying(place.screen, region, holds=each.words)


# What comes in any order


def _order(place: _Place) -> Iterator[Varying]:
    counts = [Counter(map(_key, walk)) for walk in place.walks]
    once = {key for key in counts[0] if all(each[key] == 1 for each in counts)}
    common = [[each for each in walk if _key(each) in once] for walk in place.walks]
    for region in dict.fromkeys(each.region.label for each in common[0]):
        first, *others = ([each for each in walk if each.region.label == region] for walk in common)
        spans = [
            at
            for other in others
            for at, (one, another) in enumerate(zip(first, other, strict=True))
            if one.words != another.words
        ]
        if spans:
            names = [each.words for each in _whole_list(first, min(spans), max(spans))]
            if not {_without_numbers(each) for each in names} & {*place.documented}:
                yield Varying(place.screen, region, any_order=tuple(names))


def _whole_list(elements: Sequence[PageElement], first: int, last: int) -> Sequence[PageElement]:
    """Return the elements from first to last, and those of the same list around them.

    In a few walks one of a list may have stayed where it is by chance.
    """
    alike = [(each.region.number, each.sort) for each in elements]
    while first > 0 and alike[first - 1] == alike[first]:
        first -= 1
    while last + 1 < len(elements) and alike[last + 1] == alike[last]:
        last += 1
    return elements[first : last + 1]


# What is not the same on each walk


def _variants(place: _Place) -> Iterator[Varying]:
    """Yield what stands at one place between the same neighbors, in the words of each walk."""
    in_all = reduce(Counter.__and__, (Counter(map(_key, walk)) for walk in place.walks))
    places: dict[tuple[Key | None, str], list[list[str]]] = {}
    for number, walk in enumerate(place.walks):
        left, last = Counter(in_all), None
        for each in walk:
            if left[_key(each)] > 0:
                left[_key(each)] -= 1
                last = _key(each)
            elif _may_vary(place, each):
                lists = places.setdefault((last, each.region.label), [[] for _ in place.walks])
                lists[number].append(each.words)
    for (_, region), lists in places.items():
        names = tuple(dict.fromkeys(name for each in lists for name in each))
        sometimes = len({len(each) for each in lists}) > 1
        head = _HEAD.match(names[0])
        if head and len(names) > 1 and all(each.startswith(head[0]) for each in names):
            pattern = f"{head[0]}{ANYTHING}"
            yield Varying(place.screen, region, pattern=pattern, sometimes=sometimes)
        else:
            yield Varying(place.screen, region, one_of=names, sometimes=sometimes)

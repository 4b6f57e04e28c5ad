"""Compares the group of a menu in which an item is with the one that the guide names."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pages.menus import Menu
from pages.reading.reader import Element
from walk.compare.spelling import folded
from walk.guide.model import Guide, GuideScreen
from walk.results import Drift, DriftKind


def groups_of(guide: Guide) -> Mapping[str, str]:
    """Return by an item's words the words of its group, which a guide has you select before."""
    screens = [screen for step in guide.steps for screen in step.screen]
    return {
        item.select: group.select
        for group, item in pairwise(screens)
        if group.name == item.name == Menu.called and group.select and item.select
    }


def compare_group(
    documented: GuideScreen, groups: Mapping[str, str], elements: Sequence[Element]
) -> Iterator[Drift]:
    """Say whether an item stands under other heads, while its group has items of its own."""
    words = documented.select or ""
    group = groups.get(words)
    if documented.name != Menu.called or group is None:
        return
    own = [each for each in elements if each.under and folded(each.words) == folded(words)]
    has_group = any(_is_under(each, group) and each not in own for each in elements)
    if own and has_group and not any(_is_under(each, group) for each in own):
        seen = f"{own[0].words} (under {own[0].under[0]})"
        yield Drift(DriftKind.MOVED, "link", Menu.called, words, seen, screen=documented.name)


def _is_under(element: Element, group: str) -> bool:
    return any(folded(head) == folded(group) for head in element.under)

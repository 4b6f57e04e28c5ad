"""Names what became of an element, and of the order of a list."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from walk.compare.spelling import bare, folded, is_marked, spaced, unmarked
from walk.results import DriftKind


class Change(NamedTuple):
    """What a difference says, but for where it is and against what."""

    kind: DriftKind
    what: str
    documented: str | None
    observed: str | None


@dataclass(frozen=True)
class Became:
    """An element before and now: its words, and of the rest only what is other now."""

    what: str
    """What a reader calls it: link, field, heading, text, and so on."""
    old: str
    new: str
    counts_mark: bool = True
    """Whether it matters that a required mark comes or goes."""
    names_another: bool = False
    """Whether its words have another person's names."""
    kinds: tuple[str, str] | None = None
    targets: tuple[str, str] | None = None
    """Where it led, and leads; of a guide nothing is known."""
    is_disabled: bool = False
    place: str | None = None
    """Where it is now."""
    values: tuple[str, str] | None = None


def changes_of(one: Became) -> Iterator[Change]:
    """Name each thing that is other now."""
    if one.kinds:
        yield _with(one, DriftKind.RE_ROLED, *one.kinds)
    if words := _change_of_words(one):
        yield words
    if one.is_disabled:
        yield _with(one, DriftKind.DISABLED, "", "disabled")
    if one.targets:
        yield _with(one, DriftKind.RETARGETED, *one.targets)
    if one.place:
        yield moved(one.what, one.old, one.new, one.place)
    if one.values:
        yield Change(DriftKind.WRONG_VALUE, one.what, *one.values)


def moved(what: str, old: str, new: str, place: str) -> Change:
    """Name what is in another place now."""
    return Change(DriftKind.MOVED, what, old, f"{new} ({place})")


def added(what: str, words: str, same: str | None) -> Change:
    """Name what is there besides, or once more if something is called the `same` already."""
    if same is None:
        return Change(DriftKind.ADDED, what, None, words)
    return Change(DriftKind.AMBIGUOUS, what, same, f"{words}, once more")


def _with(one: Became, kind: DriftKind, before: str, now: str) -> Change:
    """Add in brackets what is other, as far as it is known."""
    old, new = (
        f"{words} ({fact})" if fact else words
        for words, fact in ((one.old, before), (one.new, now))
    )
    return Change(kind, one.what, old, new)


def kind_of_words(what: str, old: str, new: str) -> DriftKind:
    """Return what became of words that are other words now."""
    if folded(old) == folded(new):
        return DriftKind.RECASED
    return DriftKind.REWORDED if what == "text" else DriftKind.RENAMED


def _change_of_words(one: Became) -> Change | None:
    what, old, new = one.what, one.old, one.new
    if spaced(old) == spaced(new):
        return None
    if one.names_another:
        return Change(DriftKind.WRONG_VALUE, what, old, new)
    is_same = bare(old) == bare(new) and is_marked(old) != is_marked(new)
    if what == "text" or not is_same:
        return Change(kind_of_words(what, old, new), what, old, new)
    if one.counts_mark:
        kind = DriftKind.REMOVED if is_marked(old) else DriftKind.ADDED
        return Change(kind, "required mark", old, new)
    is_recased = unmarked(old) != unmarked(new)
    return Change(DriftKind.RECASED, what, old, new) if is_recased else None


def change_of_order(
    listed: Mapping[int, Became], page: Sequence[str], others: Collection[int] = ()
) -> Change | None:
    """Say that a list is in another order, or which of its elements alone is.

    It goes by the places of all words on the page now; at some are `others`, of no such kind.
    """
    if [*listed] == sorted(listed):
        return None
    for place, one in listed.items():
        rest = [each for each in listed if each != place]
        last = max((each for each in rest if listed[each].what == one.what), default=place)
        apart = {*others, *(each for each in rest if listed[each].what != one.what)}
        # A field that is behind the button now is elsewhere for a reader.
        if rest == sorted(rest) and apart.intersection(range(last, place)):
            return moved(one.what, one.old, one.old, f"behind {page[place - 1]}")
    whats = {each.what for each in listed.values()}
    what = whats.pop() if len(whats) == 1 else "item"
    old, new = [each.old for each in listed.values()], [listed[at].new for at in sorted(listed)]
    return Change(DriftKind.REORDERED, what, ", ".join(old), ", ".join(new))

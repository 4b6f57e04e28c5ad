"""What varies from one walk to the next: the file of it, and pages without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated

import tomli_w
from pydantic import ConfigDict, Field, TypeAdapter

from pages.reading.page_elements import PageElement
from walk.errors import UsageError
from walk.guide.changing_words import fits, says_something
from walk.settings.files import is_file, read_toml
from walk.settings.validation import checked

VARIES = "varies.toml"
_HEAD = """\
# What varied from walk to walk when this was recorded. Later walks pass it, and compare the rest.
# In a pattern, * stands for any words, and # for a number or a word of a date. Delete what is to be
# compared after all, and add what varies besides.

"""

Words = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Varying:
    """One thing that varies, in one region of a screen or, if it does not say, of each screen."""

    screen: str = ""
    region: str = ""
    pattern: str = ""
    """Words with `*` for any words, and `#` for a number or a word of a date."""
    one_of: tuple[Words, ...] = ()
    """The words of which each walk has one."""
    any_order: tuple[Words, ...] = ()
    """The words that come in any order."""
    sometimes: bool = False
    """They may be there more or less often, or not at all."""
    leads: Words = ""
    """The link that leads somewhere else each time."""
    holds: Words = ""
    """The field that holds something else each time."""

    def is_of(self, screen: str, element: PageElement) -> bool:
        """Say whether it is about an element of a screen."""
        here = self.screen in ("", screen) and self.region in ("", element.region.label)
        return here and (
            (bool(self.pattern) and fits(self.pattern, element.words))
            or element.words in self.words
        )

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, apart from a pattern."""
        return (*self.one_of, *self.any_order, *filter(None, (self.leads, self.holds)))

    def settled(self, element: PageElement) -> PageElement | None:
        """Return an element as each walk has it, or nothing if not each has it."""
        if self.sometimes:
            return None
        if self.leads or self.holds:
            leads_to = "" if self.leads else element.leads_to
            return replace(element, leads_to=leads_to, value="" if self.holds else element.value)
        if self.any_order:
            return element
        if self.pattern:
            return replace(element, words=self.pattern)
        return replace(element, words=self.one_of[0], leads_to="")


@dataclass(frozen=True)
class _File:
    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    varies: tuple[Varying, ...] = ()


_ADAPTER = TypeAdapter(_File)


def settled(
    elements: Sequence[PageElement], varying: Sequence[Varying], screen: str = ""
) -> list[PageElement]:
    """Return the elements of a screen without what varies."""
    if not varying:
        return [*elements]
    left: list[PageElement] = []
    for element in elements:
        own: PageElement | None = element
        for each in varying:
            if own and each.is_of(screen, own):
                own = each.settled(own)
        left += [own] if own else []
    for each in varying:
        if each.any_order:
            left = _sorted(left, each, screen)
    return left


def _sorted(elements: Sequence[PageElement], varying: Varying, screen: str) -> list[PageElement]:
    """Return elements with those that come in any order in the order of the rule."""
    places = [at for at, each in enumerate(elements) if varying.is_of(screen, each)]
    order = [*varying.any_order]
    moved = sorted((elements[at] for at in places), key=lambda each: order.index(each.words))
    taken = dict(zip(places, moved, strict=True))
    return [taken.get(at, each) for at, each in enumerate(elements)]


def together(every: Iterable[Varying]) -> tuple[Varying, ...]:
    """Return each thing once: what is on several screens without one, and variants with all."""
    found: list[Varying] = []
    for each in every:
        at = next((at for at, one in enumerate(found) if _is_same(one, each)), None)
        if at is None:
            found.append(each)
            continue
        known = found[at]
        found[at] = replace(
            known,
            screen=each.screen if known.screen == each.screen else "",
            one_of=tuple(dict.fromkeys((*known.one_of, *each.one_of))),
            sometimes=known.sometimes or each.sometimes,
        )
    return tuple(found)


def _is_same(one: Varying, other: Varying) -> bool:
    """Say whether both are about the same thing; places are the same if they share a variant."""
    if one.one_of:
        return one.region == other.region and bool({*one.one_of} & {*other.one_of})
    return replace(one, screen="", sometimes=False) == replace(other, screen="", sometimes=False)


def read_varying(folder: Path) -> tuple[Varying, ...]:
    """Read what varies by a recording: nothing, if it has no such file."""
    path = folder / VARIES
    if not is_file(path):
        return ()
    advice = "delete it, and record anew with --times"
    varying = checked(_ADAPTER, read_toml(path, "file of what varies", advice), path).varies
    for number, each in enumerate(varying, 1):
        about = [bool(each.pattern), *map(bool, (each.one_of, each.any_order))]
        if sum(about) + bool(each.leads) + bool(each.holds) != 1:
            raise UsageError(
                f"varies {number} of {path} has to have one of `pattern`, `one_of`, `any_order`, "
                "`leads` and `holds`; add one, or leave the others out."
            )
        if each.pattern and not says_something(each.pattern):
            raise UsageError(
                f"varies {number} of {path} has the `pattern` {each.pattern!r}, which everything "
                "fits; write a word beside * and #."
            )
    return varying


def write_varying(varying: Sequence[Varying], folder: Path) -> None:
    """Write what varies as a file that a person can read, if anything does."""
    if varying:
        tables = [{key: each for key, each in asdict(one).items() if each} for one in varying]
        text = _HEAD + tomli_w.dumps({"varies": tables})
        (folder / VARIES).write_text(text, encoding="utf-8", errors="replace")

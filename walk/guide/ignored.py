"""Rules by which a walk ignores what changes by itself, and which things are never ignored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from walk.guide.changing_words import ANY_NUMBER, ANYTHING, fits, same, says_something
from walk.guide.screens import CONFIRMATION, VERIFICATION, ScreenName
from walk.results import Drift, DriftKind

NEVER = (DriftKind.WRONG_VALUE, DriftKind.BEHAVES, DriftKind.RETARGETED, DriftKind.AMBIGUOUS)
"""What has to be right at every walk: names, where links lead, and what controls do."""
PERMANENT = (VERIFICATION, CONFIRMATION)
"""The screens of what nobody can undo, on which nothing is ignored."""

_NAME = re.compile(r"\[(?:secret|PACER|CM/ECF)\b")
"""What a recording has in place of the attorney's own names."""

Said = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Ignored:
    """One rule, as the file has it; what it leaves out may be anything."""

    why: Said
    screen: ScreenName | None = None
    region: Said | None = None
    """A part of the page, as a difference names it."""
    text: Said | None = None
    pattern: Said | None = None
    """Words with `*` for any words, and `#` for a number or a word of a date."""

    def __str__(self) -> str:
        """Say in words what it is about."""
        words = self.text or self.pattern
        where = [self.screen and f"on the {self.screen} screen", self.region and f"{self.region}"]
        about = f"{words!r}" if words else "everything"
        return " in ".join([about, *filter(None, where)]).replace(" in on ", " on ")

    def is_about(self, drift: Drift) -> bool:
        """Say whether it is about a difference: all words of the page have to be of it."""
        if self.screen not in (None, drift.screen) or not self._is_in(drift.region):
            return False
        # What the guide documents is on the page only if it is missing nowhere.
        is_of_guide = drift.against == "guide" and drift.observed is not None
        words = (None if is_of_guide else drift.documented, drift.observed)
        return all(self._has(each) for each in words if each is not None)

    def _is_in(self, region: str) -> bool:
        return self.region is None or same(self.region, region)

    def _has(self, words: str) -> bool:
        if self.text is not None:
            return same(self.text, words)
        return self.pattern is None or fits(self.pattern, words)


def may_be_ignored(drift: Drift) -> bool:
    """Say whether a rule may be about a difference at all."""
    if drift.screen in PERMANENT or drift.what == "names":
        return False
    if drift.against == "guide":
        return drift.kind not in NEVER
    # A recording has more than the guide says, and none of it is used.
    return not any(_NAME.search(words or "") for words in (drift.documented, drift.observed))


def problems(rules: Sequence[Ignored], file: Path) -> Iterator[str]:
    """Say which rules cannot be, each in one sentence."""
    for number, rule in enumerate(rules, 1):
        here = f"ignore {number} of {file}"
        if rule.screen in PERMANENT:
            yield (
                f"{here} is about the screen {rule.screen!r}, where nothing is ever ignored, since "
                "nobody can undo what is done there; remove it."
            )
        elif rule.text is not None and rule.pattern is not None:
            yield f"{here} has both `text` and `pattern`; leave one of the two out."
        elif rule.pattern is not None and not says_something(rule.pattern):
            yield (
                f"{here} has the `pattern` {rule.pattern!r}, which everything fits; write a word "
                f"beside {ANYTHING} and {ANY_NUMBER}."
            )
        elif (rule.text, rule.pattern) == (None, None) and '"' not in (rule.region or ""):
            yield (
                f"{here} does not say what to ignore; add `text` or `pattern`, or a `region` that "
                "has a name, such as 'complementary \"News\"'."
            )

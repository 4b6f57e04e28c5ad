"""Decides which words of a guide a walk has shown to be others, and what words cannot mend."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from pages.menus import MenuBar
from walk.compare.pairing import similarity
from walk.compare.text import place_of
from walk.guide.model import Guide
from walk.patch.edits import Edit, NewKey, NewWords, Node, Path
from walk.privacy.masks import values_in
from walk.privacy.private_data import MASK
from walk.results import BY_THE_SITE, Drift, DriftKind, Severity, Verdict
from walk.runs.past_run import PastRun, PastStep

_IN_WORDS = (DriftKind.RENAMED, DriftKind.RECASED, DriftKind.REWORDED)
REQUIRED_MARK = "required mark"
_LISTS = {"field": ("fields",), "button": ("buttons",), "link": ("links", "items")}
_ACTS = {
    "field": ("tick",),
    "button": ("submit", "clear"),
    "link": ("select",),
    "heading": (),
    "text": (),
}
_REASONS = {
    DriftKind.REMOVED: "nobody knows what should take its place",
    DriftKind.ADDED: "only a person can say whether the guide should name it",
    DriftKind.MOVED: "the guide has no words for its place",
    DriftKind.REORDERED: "the new order is not clear",
    DriftKind.RE_ROLED: "the guide has no words for what it is",
    DriftKind.RETARGETED: "where it leads has to be looked at",
    DriftKind.AMBIGUOUS: "nobody knows which one is meant",
    DriftKind.DISABLED: "words make nothing usable",
    DriftKind.WRONG_VALUE: "no guide may have a wrong value in it",
    DriftKind.BEHAVES: "words do not change what it does",
}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Unmended:
    """A difference that no words of the guide can mend, and why."""

    step: int
    what: str
    reason: str

    def __str__(self) -> str:
        """Say it in one sentence."""
        return f"Step {self.step}: {self.what}: not in the patch, since {self.reason}."


class NotThere(Exception):
    """The guide has not what the walk compared, so it is another guide or has changed since."""


@dataclass(frozen=True)
class _Place:
    """One screen of one step, by its place in the file."""

    step: int
    screen: int
    number: int
    name: str

    @property
    def path(self) -> Path:
        """What leads to it in the file."""
        return ("step", self.step, "screen", self.screen)


class _Seen(NamedTuple):
    words: str
    reason: str | None
    """Why they cannot be in the guide."""


@dataclass(frozen=True)
class Mended:
    """What a patch changes, and what it cannot change."""

    edits: tuple[Edit, ...]
    mended: int
    """How many differences these edits mend."""
    unmended: tuple[Unmended, ...]


class Mending:
    """Finds the edits of one guide's file that make it say what a walk saw."""

    def __init__(self, guide: Guide, document: Mapping[str, Any], run: PastRun) -> None:
        """Mend `document`, which is the guide as its file has it."""
        self._document = document
        self._run = run
        places = [
            _Place(at, there, step.number, screen.name)
            for at, step in enumerate(guide.steps)
            for there, screen in enumerate(step.screen)
        ]
        # Several steps may be about one screen: it is one visit until another screen comes.
        self._visits = [[*group] for _, group in groupby(places, key=lambda place: place.name)]
        self._edits: list[Edit] = []
        self._done: dict[tuple[int, str, str], _Seen] = {}
        """By visit, kind of thing and documented words, what the walk saw there."""

    def mended(self) -> Mended:
        """Return what mends the guide; `NotThere` if it has not what the walk compared."""
        unmended: list[Unmended] = []
        count = 0
        told: set[Drift] = set()
        # In another order there may be other names too, so the names come first.
        for step, drift in sorted(
            self._drifts(), key=lambda each: each[1].kind is DriftKind.REORDERED
        ):
            same = _bare(drift)
            if same in told:
                # A later step on the same screen tells of it once more, with the same edits.
                self._reason(step, drift)
                continue
            told.add(same)
            if reason := self._reason(step, drift):
                unmended.append(Unmended(step.number, str(same), reason))
            else:
                count += 1
        unmended += self._stops()
        unmended.sort(key=lambda each: each.step)
        return Mended(tuple(self._edits), count, tuple(unmended))

    def _drifts(self) -> Iterator[tuple[PastStep, Drift]]:
        for step in self._run.steps:
            yield from ((step, drift) for drift in step.drifts if drift.against == "guide")

    def _stops(self) -> Iterator[Unmended]:
        """Name what ends the walk by the site and is no difference in words."""
        for step in self._run.steps:
            if step.verdict is Verdict.BLOCKED and step.cause in BY_THE_SITE and not step.drifts:
                yield Unmended(step.number, step.reason, "nothing on the page says other words")

    def _reason(self, step: PastStep, drift: Drift) -> str | None:
        """Return why a difference cannot be mended; None if it is mended now."""
        if drift.kind is DriftKind.REORDERED and drift.what in (*_LISTS, "text"):
            return self._reorder(step, drift)
        if drift.kind not in _IN_WORDS and drift.what != REQUIRED_MARK:
            return _REASONS[drift.kind]
        documented, observed = drift.documented or "", (drift.observed or "").strip()
        if not documented or not observed:
            return "the walk saw no words there"
        if values_in(observed) or f"[{MASK}]" in observed:
            return "the new words hold something private"
        if drift.kind is DriftKind.REWORDED:
            observed = _own_sentences(documented, observed)
        what = "field" if drift.what == REQUIRED_MARK else drift.what
        return self._replace(step, drift.screen, what, (documented, observed))

    def _replace(
        self, step: PastStep, screen: str, what: str, words: tuple[str, str]
    ) -> str | None:
        """Take the edits that put observed words in place of documented ones on a screen."""
        visit, (documented, observed) = self._visit(step, screen), words
        done = self._done.get((visit, what, documented))
        if done is None:
            edits = self._edits_of(visit, what, documented, observed)
            if not edits:
                raise NotThere(f"step {step.number} has no {documented!r}")
            done = _Seen(observed, self._clash(edits))
            self._done[visit, what, documented] = done
            if not done.reason:
                self._take(edits)
        elif done.words != observed:
            return f"the walk saw {done.words!r} there too"
        return done.reason

    def _visit(self, step: PastStep, screen: str) -> int:
        """Return which visit of a screen a step is about: its own, or else the last before."""
        found = None
        for at, visit in enumerate(self._visits):
            if visit[0].name == screen and visit[0].number <= step.number:
                found = at
                if any(place.number == step.number for place in visit):
                    return at
        if found is None:
            raise NotThere(f"step {step.number} has no screen {screen!r}")
        return found

    def _edits_of(self, visit: int, what: str, documented: str, observed: str) -> list[Edit]:
        """Return what replaces words wherever the guide has them on a screen."""
        edits: list[Edit] = []
        using: dict[int, None] = {}
        for place in self._visits[visit]:
            screen = _at(self._document, place.path)
            here = list(_edits_on(screen, place.path, what, documented, observed))
            edits += here
            if here and what in _LISTS:
                using[place.step] = None
        for at in using:
            edits += self._edits_of_sentences(at, documented, observed)
        if what == "link" and self._visits[visit][0].name == MenuBar.called:
            edits += self._edits_of_remedies(visit, documented, observed)
        return edits

    def _clash(self, edits: Sequence[Edit]) -> str | None:
        """Return what keeps a table from having another key."""
        for edit in edits:
            if isinstance(edit, NewKey) and edit.new in _at(self._document, edit.at):
                return f"the guide has {edit.new!r} there already"
        return None

    def _take(self, edits: Sequence[Edit]) -> None:
        """Take edits in place of earlier ones of the same words."""
        places = {edit.at for edit in edits if isinstance(edit, NewWords)}
        self._edits = [
            edit for edit in self._edits if isinstance(edit, NewKey) or edit.at not in places
        ]
        self._edits += edits

    def _edits_of_sentences(self, at: int, documented: str, observed: str) -> Iterator[NewWords]:
        """Replace the words in the sentences of a step that uses them."""
        step = self._document["step"][at]
        statements = range(len(step.get("statement", ())))
        pattern = re.compile(rf"(?<!\w){re.escape(documented)}(?!\w)")
        path: Path
        for path in (
            ("step", at, "action"),
            *(("step", at, "statement", each, "says") for each in statements),
        ):
            # An earlier edit may have changed the same sentence.
            earlier = (each for each in self._edits if isinstance(each, NewWords))
            known = (each.words for each in earlier if each.at == path)
            words = next(known, str(_at(self._document, path)))
            if (new := pattern.sub(lambda _: observed, words)) != words:
                yield NewWords(path, new)

    def _edits_of_remedies(self, visit: int, documented: str, observed: str) -> Iterator[NewWords]:
        """Replace the item by which a later step logs out of this menu bar."""
        bars = [at for at, each in enumerate(self._visits) if each[0].name == MenuBar.called]
        for at, step in enumerate(self._document["step"]):
            before = [each for each in bars if self._visits[each][0].step <= at]
            for number, remedy in enumerate(step.get("remedies", ())):
                if remedy.get("log_out") == documented and before and before[-1] == visit:
                    yield NewWords(("step", at, "remedies", number, "log_out"), observed)

    def _reorder(self, step: PastStep, drift: Drift) -> str | None:
        """Note the edits that put a list into the order that the walk saw."""
        visit = self._visit(step, drift.screen)
        glue = " \N{HORIZONTAL ELLIPSIS} " if drift.what == "text" else ", "
        names = ("text",) if drift.what == "text" else _LISTS[drift.what]
        for place in self._visits[visit]:
            shows = _at(self._document, place.path).get("shows", {})
            for name in names:
                listed = shows.get(name, ())
                there = _subset(listed, drift.documented or "", glue)
                if there is None:
                    continue
                new = [self._words_now(visit, drift.what, listed[at]) for at in there]
                ordered = _ordered(new, drift.observed or "", glue)
                if ordered is None:
                    return _REASONS[DriftKind.REORDERED]
                path = (*place.path, "shows", name)
                pairs = zip(there, ordered, strict=True)
                self._take([NewWords((*path, at), words) for at, words in pairs])
                return None
        raise NotThere(f"step {step.number} has no {drift.documented!r}")

    def _words_now(self, visit: int, what: str, documented: str) -> str:
        done = self._done.get((visit, what, documented))
        return done.words if done and not done.reason else documented


def _edits_on(
    screen: Mapping[str, Any], path: Path, what: str, old: str, new: str
) -> Iterator[Edit]:
    """Yield the edits of one screen, of the kind of thing that is called so."""
    shows = screen.get("shows", {})
    if what == "heading" and shows.get("heading") == old:
        yield NewWords((*path, "shows", "heading"), new)
    for act in _ACTS.get(what, ()):
        if screen.get(act) == old:
            yield NewWords((*path, act), new)
    for name in ("text",) if what == "text" else _LISTS.get(what, ()):
        listed = shows.get(name, ())
        yield from (
            NewWords((*path, "shows", name, at), new)
            for at, words in enumerate(listed)
            if words == old
        )
    if what == "field" and old in screen.get("enter", {}):
        yield NewKey((*path, "enter"), old, new)
    # A name's caption is told by its own words, or as text.
    if what in (old, "text") and old in shows.get("names", {}):
        yield NewKey((*path, "shows", "names"), old, new)


def _bare(drift: Drift) -> Drift:
    """Return a difference without what was made of it."""
    return replace(drift, accepted=False, remark="", severity=Severity.MISLEADS)


def _at(document: Node, path: Path) -> Node:
    for key in path:
        document = document[key]
    return document


def _own_sentences(documented: str, observed: str) -> str:
    """Return what became of a text, without the sentences that only share its line."""
    sentences = _SENTENCE_END.split(observed)
    parts = [
        " ".join(sentences[first:last])
        for first in range(len(sentences))
        for last in range(first + 1, len(sentences) + 1)
    ]
    whole = " ".join(sentences)
    fitting = [part for part in parts if part and place_of(part, [whole]) is not None]
    return max([observed, *fitting], key=lambda part: similarity(documented, part))


def _subset(listed: Sequence[str], joined: str, glue: str) -> list[int] | None:
    """Return the places of the words of a list that make up a joined text, in order."""
    return _fitted(listed, range(len(listed)), joined, glue, any_order=False)


def _ordered(words: Sequence[str], joined: str, glue: str) -> list[str] | None:
    """Return all these words in the order in which they make up a joined text."""
    found = _fitted(words, range(len(words)), joined, glue, any_order=True)
    return None if found is None or len(found) < len(words) else [words[at] for at in found]


def _fitted(
    words: Sequence[str], left: Sequence[int], joined: str, glue: str, *, any_order: bool
) -> list[int] | None:
    """Return which of the words, each at most once, make up a joined text."""
    for index, at in enumerate(left):
        if joined == words[at] and (not any_order or len(left) == 1):
            return [at]
        if joined.startswith(words[at] + glue):
            rest = [*left[:index], *left[index + 1 :]] if any_order else [*left[index + 1 :]]
            more = _fitted(words, rest, joined[len(words[at] + glue) :], glue, any_order=any_order)
            if more is not None:
                return [at, *more]
    return None

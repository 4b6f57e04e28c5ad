"""Uses what a guide names: by its own words, by accepted ones, or by likely new ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from playwright.sync_api import expect

from pages.menus import MenuBar
from pages.screen import Ambiguous, Covered, NotThere, Screen, Unusable
from walk.compare.elements import likely
from walk.compare.screen import ScreenComparison, region_of
from walk.follow.missing_screen import blame_menu
from walk.follow.navigator import Navigator
from walk.guide.model import GuideScreen
from walk.guide.overlay import Accepted
from walk.results import Drift, DriftKind, StepResult

UNUSED = (
    DriftKind.RENAMED,
    DriftKind.REMOVED,
    DriftKind.MOVED,
    DriftKind.RE_ROLED,
    DriftKind.DISABLED,
    DriftKind.RETARGETED,
)
"""What keeps a control from being used."""
_PROBE = "probe"
"""What is entered to see whether a Clear clears; never a credential."""

Done = TypeVar("Done")


class Show(Protocol):
    """Compares what a guide shows of a screen with the screen."""

    def __call__(self, guided: GuideScreen, on: Screen, *, final: bool = False) -> ScreenComparison:
        """Miss what is only used for good, or else leave that until it is used."""


class Controls:
    """One walk's way of controls controls; it never uses a guess unless told to carry on."""

    def __init__(
        self, navigator: Navigator, accepted: Accepted, show: Show, *, carry_on: bool = False
    ) -> None:
        """Use what is on the screen at hand."""
        self.unused: list[Drift] = []
        """What was seen of the screen at hand that keeps a control from being used."""
        self._navigator = navigator
        self._accepted = accepted
        self._show = show
        self._carry_on = carry_on

    def words(self, on: Screen, kind: str, words: str) -> str:
        """Return the words to go by: accepted ones, where the documented ones are not there."""
        new = self._accepted.words(on.called, words)
        is_there = new is not None and not on.has(kind, words) and on.has(kind, new)
        return new if new is not None and is_there else words

    def enter(self, on: Screen, caption: str, value: str, found: StepResult) -> None:
        """Enter a value into the field of that caption."""
        self.use(lambda words: on.enter(words, value), "field", caption, found)

    def try_clear(self, guided: GuideScreen, clear: str, on: Screen, found: StepResult) -> None:
        """See whether the button that empties the form does so, with nothing that matters in it."""
        names = (clear, *guided.enter)
        if any(drift.documented in names for drift in self.unused):
            return
        for caption in guided.enter:
            on.enter(caption, _PROBE)
        on.press(clear)
        try:
            for caption in guided.enter:
                expect(on.field(caption)).to_have_value("")
        except AssertionError:
            found.drifts.append(
                Drift(
                    DriftKind.BEHAVES,
                    "button",
                    guided.name,
                    f"{clear} empties the form",
                    "the form keeps what was entered",
                    screen=guided.name,
                )
            )

    def use(self, act: Callable[[str], Done], kind: str, words: str, found: StepResult) -> Done:
        """Use a control by its documented words, by accepted ones, or by likely new ones."""
        on = self._navigator.on
        new = self.words(on[1], kind, words) if on else words
        if new != words:
            found.notes.append(f"Went on by {new!r} instead of {words!r} (accepted).")
            self._tell_accepted(kind, words, new, found)
            return act(new)
        try:
            self._check_unused(kind, words)
            return act(words)
        except Ambiguous:
            raise
        except Covered:
            self._tell_covered(kind, words, found)
            raise
        except NotThere as missing:
            renamed = self.name(missing, found)
            if renamed is None or not self._carry_on:
                raise
            found.notes.append(f"Went on by {renamed!r} instead of {words!r} (carry on).")
            return act(renamed)

    def _tell_covered(self, kind: str, words: str, found: StepResult) -> None:
        """Name a control that does nothing, since nobody can click it."""
        if self._navigator.guided is None:
            return
        what, screen = "link" if kind == "item" else kind, self._navigator.guided.name
        region, seen = region_of(self._navigator.guided), f"{words} {Covered.state}"
        found.drifts.append(Drift(DriftKind.BEHAVES, what, region, words, seen, screen=screen))

    def _tell_accepted(self, kind: str, words: str, new: str, found: StepResult) -> None:
        """Tell that a step goes on by other words, if its list has not told so already."""
        if self._navigator.guided is None or words in [drift.documented for drift in found.drifts]:
            return
        what = "link" if kind == "item" else kind
        region, screen = region_of(self._navigator.guided), self._navigator.guided.name
        drift = Drift(DriftKind.RENAMED, what, region, words, new, screen=screen)
        found.drifts.append(self._accepted.marked(drift))

    def _check_unused(self, kind: str, words: str) -> None:
        """Raise at once what controls a control that was seen to be unfit would raise late."""
        if self._navigator.on is None:
            return
        on = self._navigator.on[1]
        for drift in self.unused:
            if drift.documented != words:
                continue
            if drift.kind is DriftKind.DISABLED:
                raise Unusable(kind, words, on.page, "is disabled")
            # What differs only by a required mark is another caption, and still the same field.
            if not on.has(kind, words):
                raise NotThere(kind, words, on.page, list(getattr(on.read(), f"{kind}s")))

    def name(self, missing: NotThere, found: StepResult) -> str | None:
        """Note what became of a control that is not there; return its likely new words."""
        if isinstance(missing, Ambiguous):
            known = [each.documented for each in found.drifts if each.kind is DriftKind.AMBIGUOUS]
            if missing.words not in known:
                seen = f"{len(missing.instead)} of them"
                found.drifts.append(self._of_missing(DriftKind.AMBIGUOUS, missing, seen))
            return None
        # A step before, on the same screen, may have seen it in the list to which it belongs.
        before = [*found.drifts, *self.unused]
        told = [each for each in before if each.documented == missing.words]
        if not told and self._navigator.on and self._navigator.guided:
            now = self._show(self._navigator.guided, self._navigator.on[1], final=True)
            told = [each for each in now.drifts if each.documented == missing.words]
            if blame_menu(told, found, self._navigator):
                return None
        found.drifts += [drift for drift in dict.fromkeys(told) if drift not in found.drifts]
        for drift in told:
            if drift.what != "text":
                return drift.observed if drift.kind is DriftKind.RENAMED else None
        new = likely(missing.words, missing.instead)
        kind = DriftKind.RENAMED if new else DriftKind.REMOVED
        found.drifts.append(self._of_missing(kind, missing, new))
        return new

    def _of_missing(self, kind: DriftKind, missing: NotThere, seen: str | None) -> Drift:
        elsewhere = MenuBar.called if missing.kind == "item" else "page"
        screen = self._navigator.on[0] if self._navigator.on else elsewhere
        what = "link" if missing.kind == "item" else missing.kind
        return Drift(kind, what, screen, missing.words, seen, screen=screen)

"""Uses the controls that a guide names: by its words, by accepted ones, or by likely new ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from playwright.sync_api import expect

from pages.menus import Menu, MenuBar
from pages.screen import Ambiguous, Covered, NotThere, Screen, Unusable
from walk.compare.pairing import likely
from walk.compare.screen import region_of
from walk.follow.comparisons import Comparisons
from walk.follow.ledger.entry import StepEntry
from walk.follow.ledger.finding import Finding
from walk.follow.ledger.ledger import StepLedger
from walk.follow.ledger.stops import Stopped, blocked
from walk.follow.missing_screen import explain_missing_menu
from walk.follow.navigator import Navigator
from walk.guide.model import Credential, GuideScreen
from walk.guide.overlay import Accepted
from walk.results import Cause, Drift, DriftKind, Verdict

UNUSABLE = (
    DriftKind.RENAMED,
    DriftKind.REMOVED,
    DriftKind.MOVED,
    DriftKind.RE_ROLED,
    DriftKind.DISABLED,
    DriftKind.RETARGETED,
)
"""The kinds of differences that keep a control from being used."""
_CODE: Credential = "PACER client code"
_CLIENT_CODE = "Client Code"
"""How PACER captions the field for it, at every court; few guides say what to enter there."""
_PROBE = "probe"
"""What is entered to see whether a Clear button clears; never a credential."""

Done = TypeVar("Done")


class Controls:
    """Uses one walk's controls; a guess is never used unless the walk may carry on by it."""

    def __init__(
        self,
        navigator: Navigator,
        comparisons: Comparisons,
        ledger: StepLedger,
        accepted: Accepted,
        *,
        carry_on: bool,
    ) -> None:
        """Use the controls of the screen to which `navigator` came."""
        self.unusable: list[Drift] = []
        """Differences seen on the current screen that keep a control from being used."""
        self._navigator = navigator
        self._comparisons = comparisons
        self._ledger = ledger
        self._accepted = accepted
        self._carry_on = carry_on
        self._typed_on: Screen | None = None
        self._by_keys = False

    def words(self, screen: Screen, kind: str, words: str) -> str:
        """Return the words to go by: accepted ones, if the documented ones are not there."""
        new = self._accepted.words(screen.called, words)
        is_there = new is not None and not screen.has(kind, words) and screen.has(kind, new)
        return new if new is not None and is_there else words

    def entries(
        self,
        documented: GuideScreen,
        screen: Screen,
        values: Mapping[Credential, str],
    ) -> tuple[dict[str, Credential], Sequence[str]]:
        """Return what is entered on a screen, by its caption, and a note of what is not.

        It is what the guide says, and a client code that is given where the sign-on has a field.
        """
        said = dict(documented.enter)
        is_sign_on = "PACER password" in said.values()
        if not is_sign_on or _CODE in said.values() or not values.get(_CODE):
            return said, ()
        if screen.has("field", _CLIENT_CODE):
            return said | {_CLIENT_CODE: _CODE}, ()
        why = f"there is no field {_CLIENT_CODE!r}"
        return said, (f"The client code was not entered: {why}.",)

    def enter(self, screen: Screen, caption: str, value: str, entry: StepEntry) -> None:
        """Enter a value into the field of that caption."""

        def has_it(words: str) -> bool:
            # Some fields write capitals themselves.
            return self._takes(screen, words, value, whatever_the_case=True)

        if not self.use(has_it, "field", caption, entry):
            reason = f"The field {caption!r} does not take what is entered."
            raise blocked(Cause.SITE, reason, *self._not_taken(caption))

    def _takes(
        self, screen: Screen, caption: str, value: str, *, whatever_the_case: bool = False
    ) -> bool:
        """Enter a value, and say whether the field then has it."""
        if screen is not self._typed_on:
            self._typed_on, self._by_keys = screen, screen.wants_keys
        enter = screen.type if self._by_keys else screen.enter
        there = enter(caption, value).field(caption).input_value()
        return there == value or (whatever_the_case and there.casefold() == value.casefold())

    def _not_taken(self, caption: str) -> Iterator[Drift]:
        promised, seen = f"{caption} takes what is entered", "the field has something else"
        return self._seen(DriftKind.BEHAVES, "field", promised, seen)

    def try_clear(self, documented: GuideScreen, clear: str, screen: Screen) -> Sequence[Drift]:
        """See whether the button that empties the form does so, with probe values in the form."""
        name = documented.name
        if any(drift.documented in (clear, *documented.enter) for drift in self.unusable):
            return ()
        for caption in documented.enter:
            self._takes(screen, caption, _PROBE)
        screen.press(clear)
        try:
            for caption in documented.enter:
                expect(screen.field(caption)).to_have_value("")
        except AssertionError:
            promised, seen = f"{clear} empties the form", "the form keeps what was entered"
            return (Drift(DriftKind.BEHAVES, "button", name, promised, seen, screen=name),)
        return ()

    def try_field(self, screen: Screen, caption: str, entry: StepEntry) -> None:
        """See whether a field takes what is entered, with a probe."""
        if not self.use(lambda words: self._takes(screen, words, _PROBE), "field", caption, entry):
            entry.tell(*self._not_taken(caption))

    def empty(self, documented: GuideScreen, screen: Screen) -> None:
        """Empty the fields that a probe was entered into."""
        for caption in documented.enter:
            screen.enter(self.words(screen, "field", caption), "")

    def use(self, act: Callable[[str], Done], kind: str, words: str, entry: StepEntry) -> Done:
        """Use a control by its documented words, by accepted ones, or by likely new ones."""
        screen = self._navigator.screen
        new = self.words(screen, kind, words) if screen else words
        if new != words:
            entry.note(f"Went on by {new!r} instead of {words!r} (accepted).")
            # The comparison of the whole screen may have reported it already.
            if words not in [drift.documented for drift in entry.drifts]:
                entry.tell(*self._seen(DriftKind.RENAMED, kind, words, new))
            return act(new)
        try:
            self._check_usable(kind, words)
            return act(words)
        except Ambiguous:
            raise
        except NotThere as missing:
            if self._is_under_mouse(kind, words):
                return act(words)
            findings, renamed = self.explain_missing(missing, entry.drifts)
            self._ledger.tell(*findings)
            if renamed is None or not self._carry_on:
                raise
            entry.note(f"Went on by {renamed!r} instead of {words!r} (carry on).")
            return act(renamed)

    def _is_under_mouse(self, kind: str, words: str) -> bool:
        """Say whether an entry is in a menu that the mouse opens, and a click closes again."""
        screen = self._navigator.screen
        if not isinstance(screen, Menu):
            return False
        with suppress(AssertionError):
            screen.open_under_mouse(self._navigator.openers)
        return screen.has(kind, words)

    def explain_cover(self, covered: Covered, known: Sequence[Drift]) -> Stopped:
        """Return what stops a step of these differences, and what lies over a control."""
        kind, words, cover = covered.kind, covered.words, covered.cover
        is_told = str(cover) in self._comparisons.covers
        if is_told and all(str(cover) != drift.observed for drift in known):
            return blocked(Cause.SITE, str(covered))
        if cover and cover.is_seen:
            drifts = self._seen(DriftKind.ADDED, cover.kind, None, str(cover))
        else:
            drifts = self._seen(DriftKind.BEHAVES, kind, words, f"{words} {covered.state}")
        return Stopped(Verdict.DRIFTED, None, str(covered), *drifts)

    def explain_missing(
        self, missing: NotThere, known: Sequence[Drift]
    ) -> tuple[Sequence[Finding], str | None]:
        """Return what became of a control that is not there, and its likely new words.

        These differences of the step are known.
        """
        step = self._navigator.step
        if isinstance(missing, Ambiguous):
            if missing.words in [each.documented for each in known if _is_ambiguous(each)]:
                return (), None
            seen = f"{len(missing.instead)} of them"
            return (Finding(step, self._of_missing(DriftKind.AMBIGUOUS, missing, seen)),), None
        # An earlier step on the same screen may have seen it in the list to which it belongs.
        before = [*known, *self.unusable]
        same = [each for each in before if each.documented == missing.words]
        documented, screen = self._navigator.documented, self._navigator.screen
        if not same and screen and documented:
            now = self._comparisons.now(documented, screen, final=True)
            same = [each for each in now.drifts if each.documented == missing.words]
            if menu := explain_missing_menu(same, self._navigator):
                return (menu,), None
        findings = [Finding(step, drift) for drift in same]
        for drift in same:
            if drift.what != "text":
                return findings, drift.observed if drift.kind is DriftKind.RENAMED else None
        new = likely(missing.words, missing.instead)
        kind = DriftKind.RENAMED if new else DriftKind.REMOVED
        return [*findings, Finding(step, self._of_missing(kind, missing, new))], new

    def _check_usable(self, kind: str, words: str) -> None:
        """Raise at once what using an unusable control would raise only after a long wait."""
        screen = self._navigator.screen
        for drift in self.unusable:
            if screen is None or drift.documented != words:
                continue
            if drift.kind is DriftKind.DISABLED:
                raise Unusable(kind, words, screen.page, "is disabled")
            # What differs only by a required mark is another caption, and still the same field.
            if not screen.has(kind, words):
                raise NotThere(kind, words, screen.page, list(getattr(screen.read(), f"{kind}s")))

    def _seen(
        self, kind: DriftKind, what: str, words: str | None, observed: str
    ) -> Iterator[Drift]:
        """Return a difference of a control on the current screen, if there is one."""
        if documented := self._navigator.documented:
            region, name = region_of(documented), documented.name
            drift = Drift(kind, _what(what), region, words, observed, screen=name)
            yield self._accepted.marked(drift)

    def _of_missing(self, kind: DriftKind, missing: NotThere, observed: str | None) -> Drift:
        elsewhere = MenuBar.called if missing.kind == "item" else "page"
        name = self._navigator.screen.called if self._navigator.screen else elsewhere
        return Drift(kind, _what(missing.kind), name, missing.words, observed, screen=name)


def _what(kind: str) -> str:
    """Return what a difference calls a control of that kind."""
    return "link" if kind == "item" else kind


def _is_ambiguous(drift: Drift) -> bool:
    return drift.kind is DriftKind.AMBIGUOUS

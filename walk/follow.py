"""Follows a guide against a court, step by step, and gives a verdict for every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import TypeVar

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from pages.arrival import Ambiguous, NotThere, Screen, wait_for_screen
from pages.linking import Confirmation, LinkForm, Verification
from pages.menu import Menu
from pages.menu_bar import MenuBar
from pages.sign_on import DIALOGS, SignOn
from pages.website import CourtWebsite, Landing
from walk.browsing import Browsing
from walk.compare import likely
from walk.evidence import Evidence
from walk.guide import Guide, GuideScreen, Remedy, ScreenName, Step
from walk.shown import Shown, show
from walk.stopping import Stopped, check_host, why
from walk.target import Target
from walk.verdict import Cause, Drift, DriftKind, StepFound, Verdict

SCREENS: Mapping[ScreenName, type[Screen]] = {
    "court website": CourtWebsite,
    "landing page": Landing,
    "sign-on": SignOn,
    "menu bar": MenuBar,
    "menu": Menu,
    "link form": LinkForm,
    "verification": Verification,
    "confirmation": Confirmation,
}

_GONE = (DriftKind.RENAMED, DriftKind.REMOVED)

Done = TypeVar("Done")


class Walk:
    """One walk of one guide; it never clicks a guess, and never tries a thing twice."""

    def __init__(
        self,
        guide: Guide,
        target: Target,
        browsing: Browsing,
        evidence: Evidence,
        *,
        carry_on: bool = False,
    ) -> None:
        """Make ready to follow `guide` at `target`; `carry_on` goes on by likely new names."""
        self._guide = guide
        self._target = target
        self._browsing = browsing
        self._evidence = evidence
        self._carry_on = carry_on and target.is_embedded
        self._values = target.credentials.values if target.credentials else {}
        self._items_before: frozenset[str] = frozenset()
        self._page: Page | None = None
        self._on: tuple[ScreenName, Screen] | None = None
        self._gone: list[Drift] = []
        self._passed: set[ScreenName] = set()
        self._stopped: Stopped | None = None
        self._without_menus: tuple[StepFound, GuideScreen] | None = None

    def follow(self, until: int, tell: Callable[[StepFound], None]) -> tuple[StepFound, ...]:
        """Follow the guide up to step `until`; tell of each step as soon as it is judged."""
        steps = tuple(StepFound(step.number, step.action) for step in self._guide.steps)
        untold: list[StepFound] = []
        for step, found in zip(self._guide.steps, steps, strict=True):
            if self._stopped:
                self._pass_over(found)
            elif step.number <= until:
                self._take(step, found)
            untold.append(found)
            # Menus that did not appear may yet do so by a remedy of a later step.
            if self._without_menus is None or found is steps[-1]:
                while untold:
                    tell(untold.pop(0))
        return steps

    def _pass_over(self, found: StepFound) -> None:
        if self._stopped and self._stopped.verdict is Verdict.WITHHELD:
            found.verdict, found.cause = Verdict.WITHHELD, Cause.POLICY
            found.reason = "It comes after signing on, which is withheld."

    def _take(self, step: Step, found: StepFound) -> None:
        """Do one step and judge it."""
        started = monotonic()
        try:
            with self._explained(found):
                for guided in step.screen:
                    self._do(guided, found)
                if step.remedies:
                    self._remedy(step, found)
        except Stopped as stopped:
            self._stopped = stopped
            found.verdict, found.cause, found.reason = stopped.judged(found.drifts)
            self._keep_if_possible(found)
        else:
            if found.verdict is Verdict.NOT_REACHED:
                found.verdict = Verdict.DRIFTED if found.drifts else Verdict.AS_DOCUMENTED
        self._evidence.strike_out(found)
        found.seconds = monotonic() - started

    @contextmanager
    def _explained(self, found: StepFound) -> Iterator[None]:
        """Turn whatever stops a step into its cause and one sentence."""
        try:
            yield
        except Stopped:
            raise
        except NotThere as missing:
            if missing.kind != "screen":
                self._name(missing, found)
            elif said := self._dialog_on_show():
                found.drifts.append(Drift(DriftKind.ADDED, "page", "sign-on", None, said))
            raise why(missing, self._page, self._browsing, self._target) from missing
        except Exception as error:
            raise why(error, self._page, self._browsing, self._target) from error

    def _do(self, guided: GuideScreen, found: StepFound) -> None:
        """Compare one screen, then do there what the guide says."""
        if guided.go_to:
            self._go_to(guided.name)
        on = self._arrive(guided.name, found)
        self._compare(guided, on, found)
        if (guided.enter or guided.submit) and not self._target.credentials:
            raise Stopped(
                Verdict.WITHHELD,
                Cause.POLICY,
                f"Signing on is withheld at {self._target.environment.name!r}; "
                "the screen was compared.",
            )
        # Before anything is typed, so that no credential is in any picture or outline.
        self._evidence.keep(on.page, found)
        for caption, credential in guided.enter.items():
            self._act(partial(_enter, on, self._values[credential]), caption, found)
        if guided.select:
            self._leave(self._act(on.choose, guided.select, found))
        elif guided.submit:
            self._act(on.press, guided.submit, found)
            self._leave(on.page)

    # Moving

    def _go_to(self, name: ScreenName) -> None:
        addresses = self._target.addresses
        page = self._browsing.open()
        self._leave(page)
        page.goto(addresses.website if name == "court website" else addresses.cmecf)

    def _leave(self, page: Page) -> None:
        self._page = page
        self._on = None
        self._gone = []
        self._evidence.has_changed()

    def _arrive(self, name: ScreenName, found: StepFound) -> Screen:
        """Come to the screen of that name, passing the pages that are usual at this court."""
        if self._on and self._on[0] == name:
            return self._on[1]
        if self._page is None:
            raise Stopped(
                Verdict.BLOCKED, Cause.OURS, "The guide's first screen has no go_to; add one."
            )
        self._pass_usual(name, self._page, found)
        on = SCREENS[name](self._page)
        check_host(name, self._page, self._target)
        self._on = (name, on)
        if name == "menu bar" and not self._items_before:
            self._items_before = frozenset(on.sight().items)
        return on

    def _pass_usual(self, name: ScreenName, page: Page, found: StepFound) -> None:
        """Pass a page that this court is known to show before the screen of that name."""
        for usual in self._guide.usual:
            if usual.screen in (name, *self._passed):
                continue
            between = SCREENS[usual.screen].marks(page)
            wait_for_screen(page, name, SCREENS[name].marks(page).or_(between))
            if not between.first.is_visible():
                continue
            check_host(usual.screen, page, self._target)
            passing = SCREENS[usual.screen](page)
            self._on = (usual.screen, passing)
            self._leave(passing.choose(usual.select))
            self._passed.add(usual.screen)
            found.notes.append(
                f"Passed the {usual.screen}, which the guide leaves out ({usual.because})."
            )

    def _dialog_on_show(self) -> str | None:
        """Return the words of a sign-on dialog, of which the guide says nothing."""
        marks = [dialog.marks(self._page).first for dialog in DIALOGS if self._page]
        told = (" ".join(mark.inner_text().split()) for mark in marks if mark.is_visible())
        return next(told, None)

    # Comparing

    def _compare(self, guided: GuideScreen, on: Screen, found: StepFound) -> None:
        shown = show(guided, on, self._values)
        found.documented += shown.documented
        found.notes += shown.notes
        found.drifts += shown.drifts
        self._gone += [
            drift
            for drift in shown.drifts
            if drift.kind in _GONE and drift.what in ("field", "button", "link")
        ]
        # A name that is not to be found beside its caption is as little verified as a wrong one.
        if any(drift.what in guided.shows.names for drift in shown.drifts):
            raise Stopped(
                Verdict.DRIFTED, None, "The names are not those of the accounts to be linked."
            )
        if guided.shows.new_items and not self._has_new_items(shown):
            self._without_menus = (found, guided)

    def _has_new_items(self, shown: Shown) -> bool:
        return not self._items_before.issuperset(shown.items)

    def _act(self, act: Callable[[str], Done], words: str, found: StepFound) -> Done:
        """Use a control by its documented words, or with `carry_on` by its likely new ones."""
        try:
            self._check_not_gone(words)
            return act(words)
        except Ambiguous:
            raise
        except NotThere as missing:
            new = self._name(missing, found)
            if new is None or not self._carry_on:
                raise
            found.notes.append(f"Went on by {new!r} instead of {words!r} (carry on).")
            return act(new)

    def _check_not_gone(self, words: str) -> None:
        """Raise at once, for a control that was seen to be gone, what using it would raise late."""
        if self._on is None:
            return
        on = self._on[1]
        for drift in self._gone:
            kind = "item" if isinstance(on, MenuBar) else drift.what
            # What differs only by a required mark is another caption, and still the same field.
            if drift.documented == words and not on.has(kind, words):
                raise NotThere(kind, words, on.page, list(getattr(on.sight(), f"{kind}s")))

    def _name(self, missing: NotThere, found: StepFound) -> str | None:
        """Note what became of a control that is not there; return its likely new words."""
        region = self._on[0] if self._on else "page"
        for drift in found.drifts:
            if drift.documented == missing.words and drift.what != "text":
                return drift.observed
        what = "link" if missing.kind == "item" else missing.kind
        if isinstance(missing, Ambiguous):
            seen = f"{len(missing.instead)} of them"
            found.drifts.append(Drift(DriftKind.AMBIGUOUS, what, region, missing.words, seen))
            return None
        new = likely(missing.words, missing.instead)
        kind = DriftKind.RENAMED if new else DriftKind.REMOVED
        found.drifts.append(Drift(kind, what, region, missing.words, new))
        return new

    # If the menus do not appear

    def _remedy(self, step: Step, found: StepFound) -> None:
        """Try the remedies in the guide's order, and name the one that helps."""
        if self._without_menus is None:
            if not step.screen:
                found.verdict = Verdict.NOT_NEEDED
                found.reason = "The menus appeared."
            return
        without, guided = self._without_menus
        for remedy in step.remedies:
            found.documented.append(remedy.words)
            if not self._try(remedy, found):
                continue
            on = self._arrive("menu bar", found)
            shown = show(guided, on, self._values)
            if self._has_new_items(shown):
                self._evidence.keep(on.page, found)
                found.reason = f"The menus appeared after: {remedy.words}."
                self._judge_menus_anew(without, shown, found.reason)
                return
            found.notes.append(f"Did not help: {remedy.words}.")
        self._without_menus = None
        on = self._arrive("menu bar", found)
        self._evidence.keep(on.page, found)
        tried = "; ".join(remedy.words for remedy in step.remedies)
        items = ", ".join(on.sight().items)
        found.drifts.append(
            Drift(DriftKind.BEHAVES, "menu", "menu bar", f"The menus appear after: {tried}", items)
        )

    def _judge_menus_anew(self, without: StepFound, shown: Shown, reason: str) -> None:
        self._without_menus = None
        without.drifts = shown.drifts
        without.notes += [*shown.notes, reason]
        without.verdict = Verdict.DRIFTED if shown.drifts else Verdict.AS_DOCUMENTED

    def _try(self, remedy: Remedy, found: StepFound) -> bool:
        """Do the acts of a remedy; say whether that could be done."""
        page = self._page
        if page is None:
            return False
        for act in remedy.acts:
            self._leave(page)
            match act:
                case "refresh":
                    # The answer to a Submit would be submitted again.
                    if self._browsing.how_arrived(page).method == "POST":
                        found.notes.append("Not refreshed: that would submit the form again.")
                        return False
                    page.reload()
                case "log out":
                    MenuBar(page).leave(remedy.log_out or "")
                case "shut down":
                    self._browsing.shut_down()
                case "clear":
                    self._browsing.clear()
                case "log in":
                    self._log_in(found)
        return True

    def _log_in(self, found: StepFound) -> None:
        """Do again what the guide says up to and with signing on, without comparing it again."""
        notes = list(found.notes)
        self._passed.clear()
        for guided in (screen for step in self._guide.steps for screen in step.screen):
            if guided.go_to:
                self._go_to(guided.name)
            on = self._arrive(guided.name, found)
            for caption, credential in guided.enter.items():
                on.enter(caption, self._values[credential])
            if guided.select:
                self._leave(on.choose(guided.select))
            elif guided.submit:
                on.press(guided.submit)
                self._leave(on.page)
                break
        found.notes = notes

    def _keep_if_possible(self, found: StepFound) -> None:
        """Keep the evidence of a step that stopped, if there is a page to keep it of."""
        if self._page is None or self._page.is_closed():
            return
        try:
            self._evidence.keep(self._page, found)
        except PlaywrightError as error:
            found.notes.append(f"No evidence could be kept: {str(error).splitlines()[0]}")


def _enter(on: Screen, value: str, caption: str) -> None:
    on.enter(caption, value)

"""What a reader may try if the menus do not appear, in the guide's order."""

from collections.abc import Callable
from contextlib import suppress
from itertools import takewhile

from playwright.sync_api import Page

from pages.dialogs import RedactionAgreement
from pages.menus import Menu, MenuBar
from pages.screen import Screen
from walk.compare.screen import ScreenComparison
from walk.follow.comparisons import Comparisons
from walk.follow.controls import Controls
from walk.follow.ledger.entry import StepEntry
from walk.follow.navigator import LeftOut, Navigator
from walk.follow.setup import WalkSetup
from walk.guide.model import GuideScreen, Remedy, Step
from walk.guide.screens import SCREENS
from walk.results import Drift, DriftKind
from walk.safety.redirect_filter import LOOKING
from walk.safety.signing_on_again import SigningOnAgain

_NO_CACHE = "The browser's cache is off here, so this cannot be judged."
_NO_MENUS = "Not judged: the menus did not appear"


class Remedies:
    """Notes whether the menus appear, and tries one walk's remedies if they do not."""

    def __init__(
        self,
        setup: WalkSetup,
        navigator: Navigator,
        controls: Controls,
        comparisons: Comparisons,
        arrive: Callable[[GuideScreen, StepEntry], Screen],
    ) -> None:
        """Try what the guide of `setup` says; `arrive` comes to a screen again."""
        self.without_menus: tuple[StepEntry, GuideScreen] | None = None
        """The step at which the menus did not appear, until the remedies were tried."""
        self._first_items: tuple[str, ...] = ()
        """What the menu bar had when it was first seen."""
        self._main_page = ""
        """Where that was."""
        self._guide = setup.guide
        self._evidence = setup.evidence
        self._tries = setup.tries_remedies
        self._addresses = setup.target.addresses
        self._values = setup.target.credentials.values if setup.target.credentials else {}
        self._session = navigator.session
        self._signing_on_again = SigningOnAgain(
            setup.target.policy, navigator.session.request_filter, setup.count_sign_on
        )
        self._navigator = navigator
        self._controls = controls
        self._comparisons = comparisons
        self._arrive = arrive

    def note_first_items(self, bar: MenuBar) -> None:
        """Note what the menu bar has before the walk begins at a later screen."""
        self._first_items = bar.read().items
        self._main_page = bar.page.url

    def note_items(
        self, documented: GuideScreen, comparison: ScreenComparison, entry: StepEntry
    ) -> None:
        """Note the items of a screen, and whether new ones that the guide promises are missing."""
        bar = self._navigator.screen
        if documented.name == MenuBar.called and not self._first_items:
            self._first_items = comparison.reading.items or (bar.read().items if bar else ())
            self._main_page = bar.page.url if bar else ""
        if not documented.shows.new_items:
            return
        if not self._session.request_filter.keeps_cache:
            entry.judge_not(_NO_CACHE, self._promised(documented))
        elif not self._has_new_items(comparison):
            self.without_menus = (entry, documented)

    def try_all(self, step: Step, entry: StepEntry) -> None:
        """Try the remedies in the guide's order until one helps, and name that one."""
        if not self._session.request_filter.keeps_cache:
            entry.judge_not(_NO_CACHE)
            return
        if self.without_menus is None:
            if not step.screen:
                entry.skip("The menus appeared.")
            return
        without, documented = self.without_menus
        self.without_menus = None
        # Whatever ends this, nobody knows before all were tried.
        not_judged = f"{_NO_MENUS}, and not every remedy was tried."
        without.judge_not(not_judged, self._promised(documented))
        untried = []
        for remedy in step.remedies:
            entry.compare_words(remedy.words)
            if why := self._why_not(remedy):
                untried.append(why)
                entry.note(f"Not tried: {remedy.words}. {why}")
                continue
            if self._helps(remedy, documented, without, entry):
                return
        screen = self._arrive(documented, entry)
        entry.keep(self._evidence.keep(screen.page, entry.number))
        if untried:
            entry.judge_not(f"{not_judged} {untried[0]}")
            return
        without.judge_after_all()
        tried = "; ".join(remedy.words for remedy in step.remedies)
        promised, items = f"The menus appear after: {tried}", ", ".join(screen.read().items)
        bar = MenuBar.called
        entry.tell(Drift(DriftKind.BEHAVES, Menu.part, MenuBar.part, promised, items, screen=bar))

    def leave_untried(self) -> None:
        """Do not judge menus that are missing if the walk ends before the remedies for that."""
        if self.without_menus and any(step.remedies for step in self._guide.steps):
            without, documented = self.without_menus
            self.without_menus = None
            reason = f"{_NO_MENUS}, and the walk ended before the remedies for that."
            without.judge_not(reason, self._promised(documented))

    def _has_new_items(self, comparison: ScreenComparison) -> bool:
        return not set(self._first_items).issuperset(comparison.reading.items)

    def _promised(self, documented: GuideScreen) -> Callable[[Drift], bool]:
        """Return what says whether a difference is that a promised item is missing."""
        promised = {*(documented.shows.items or ())} - {*self._first_items}
        return lambda drift: drift.kind is DriftKind.REMOVED and drift.documented in promised

    def _why_not(self, remedy: Remedy) -> str | None:
        """Return in a sentence why a remedy is not tried, or None."""
        if not self._tries:
            return "--no-remedies was given."
        return self._signing_on_again.why_not() if "log in" in remedy.acts else None

    def _helps(
        self, remedy: Remedy, documented: GuideScreen, without: StepEntry, entry: StepEntry
    ) -> bool:
        """Try a remedy, and say whether the menus appear; the step without them is judged anew."""
        if "log in" in remedy.acts:
            # It does again what so many steps did.
            self._session.watchdog.allow(self._session.config.step_timeout / 1000)
        self._try(remedy, entry)
        screen = self._arrive(documented, entry)
        comparison = self._comparisons.now(documented, screen)
        if not self._has_new_items(comparison):
            entry.note(f"Did not help: {remedy.words}.")
            return False
        entry.keep(self._evidence.keep(screen.page, entry.number))
        helped = f"The menus appeared after: {remedy.words}."
        entry.explain(helped)
        without.judge_anew(documented.name, comparison, helped)
        return True

    def _try(self, remedy: Remedy, entry: StepEntry) -> None:
        """Do the acts of a remedy, each as a reader would."""
        for act in remedy.acts:
            page = self._navigator.page
            if page is None:
                return
            self._session.request_filter.look()
            self._navigator.leave(page)
            match act:
                case "refresh":
                    self._refresh(page, entry)
                case "log out":
                    bar = MenuBar(page, self._navigator.hints[MenuBar.called])
                    bar.leave(self._controls.words(bar, "item", remedy.log_out or ""))
                case "shut down":
                    self._session.shut_down()
                case "clear":
                    self._session.clear()
                case "log in":
                    self._log_in()

    def _refresh(self, page: Page, entry: StepEntry) -> None:
        """Refresh a page; if that would send a form once more, go to the main page instead."""
        arrived = self._session.network.how_arrived(page)
        would_repeat = self._session.request_filter.would_repeat(arrived.address)
        if arrived.method in LOOKING and not would_repeat:
            page.reload()
            return
        entry.note("Went to the court's main page instead of refreshing, which would submit again.")
        page.goto(self._main_page or self._addresses.cmecf)

    def _log_in(self) -> None:
        """Do again what the guide says up to signing on, without comparing it again."""
        self._navigator.begin_anew()
        every = (screen for step in self._guide.steps for screen in step.screen)
        for documented in takewhile(lambda screen: not SCREENS[screen.name].needs_sign_on, every):
            # The first time, the walk reported which interstitials it met and which it missed.
            with suppress(LeftOut):
                self._do_again(documented)

    def _do_again(self, documented: GuideScreen) -> None:
        navigator, words = self._navigator, self._controls.words
        request_filter = self._session.request_filter
        if documented.go_to:
            navigator.go_to(documented.name)
        screen = navigator.arrive(documented, lambda *_: None)
        if documented.enter:
            self._session.traces.end()
            request_filter.type_in(screen.page)
        entries, _ = self._controls.entries(documented, screen, self._values)
        for caption, credential in entries.items():
            screen.enter(words(screen, "field", caption), self._values[credential])
        if documented.tick and isinstance(screen, RedactionAgreement):
            request_filter.sign_on()
            screen.tick(words(screen, "field", documented.tick))
        if documented.select:
            request_filter.look()
            navigator.leave(screen.choose(words(screen, "link", documented.select)))
        elif documented.submit:
            request_filter.sign_on()
            screen.press(words(screen, "button", documented.submit))
            navigator.leave(screen.page)

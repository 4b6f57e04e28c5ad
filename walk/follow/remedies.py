"""What a reader may try if the menus do not appear, in the guide's order."""

from collections.abc import Callable
from contextlib import suppress
from itertools import takewhile

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
        self._guide = setup.guide
        self._evidence = setup.evidence
        self._policy = setup.target.policy
        self._values = setup.target.credentials.values if setup.target.credentials else {}
        self._session = navigator.session
        self._navigator = navigator
        self._controls = controls
        self._comparisons = comparisons
        self._arrive = arrive

    def note_first_items(self, bar: MenuBar) -> None:
        """Note what the menu bar has before the walk begins at a later screen."""
        self._first_items = bar.read().items

    def note_items(
        self, documented: GuideScreen, comparison: ScreenComparison, entry: StepEntry
    ) -> None:
        """Note the items of a screen, and whether new ones that the guide promises are missing."""
        if documented.name == MenuBar.called and not self._first_items:
            bar = self._navigator.screen
            self._first_items = comparison.items or (bar.read().items if bar else ())
        if documented.shows.new_items and not self._has_new_items(comparison):
            self.without_menus = (entry, documented)

    def try_all(self, step: Step, entry: StepEntry) -> None:
        """Try the remedies in the guide's order until one helps, and name that one."""
        if self.without_menus is None:
            if not step.screen:
                entry.skip("The menus appeared.")
            return
        without, documented = self.without_menus
        self.without_menus = None
        for remedy in step.remedies:
            entry.compare_words(remedy.words)
            if not self._try(remedy, entry):
                continue
            screen = self._arrive(documented, entry)
            comparison = self._comparisons.now(documented, screen)
            if self._has_new_items(comparison):
                entry.keep(self._evidence.keep(screen.page, entry.number))
                helped = f"The menus appeared after: {remedy.words}."
                entry.explain(helped)
                without.judge_anew(comparison, helped)
                return
            entry.note(f"Did not help: {remedy.words}.")
        screen = self._arrive(documented, entry)
        entry.keep(self._evidence.keep(screen.page, entry.number))
        tried = "; ".join(remedy.words for remedy in step.remedies)
        promised, items = f"The menus appear after: {tried}", ", ".join(screen.read().items)
        bar = MenuBar.called
        entry.tell(Drift(DriftKind.BEHAVES, Menu.part, MenuBar.part, promised, items, screen=bar))

    def _has_new_items(self, comparison: ScreenComparison) -> bool:
        return not set(self._first_items).issuperset(comparison.items)

    def _try(self, remedy: Remedy, entry: StepEntry) -> bool:
        """Do the acts of a remedy, each as a reader would; say whether all could be done."""
        page = self._navigator.page
        if page is None:
            return False
        if "log in" in remedy.acts and not self._policy.is_own_court:
            entry.note(f"Withheld, since it would sign on once more: {remedy.words}.")
            return False
        for act in remedy.acts:
            self._session.request_filter.look()
            self._navigator.leave(page)
            match act:
                case "refresh":
                    # The answer to a Submit would be submitted again.
                    if self._session.network.how_arrived(page).method == "POST":
                        entry.note("Not refreshed: that would submit the form again.")
                        return False
                    page.reload()
                case "log out":
                    bar = MenuBar(page, self._navigator.hints[MenuBar.called])
                    bar.leave(self._controls.words(bar, "item", remedy.log_out or ""))
                case "shut down":
                    self._session.shut_down()
                case "clear":
                    self._session.clear()
                case "log in":
                    self._log_in()
        return True

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
        if documented.go_to:
            navigator.go_to(documented.name)
        screen = navigator.arrive(documented, lambda *_: None)
        if documented.enter:
            self._session.traces.end()
        entries, _ = self._controls.entries(documented, screen, self._values)
        for caption, credential in entries.items():
            screen.enter(words(screen, "field", caption), self._values[credential])
        if documented.tick and isinstance(screen, RedactionAgreement):
            screen.tick(words(screen, "field", documented.tick))
        if documented.select:
            navigator.leave(screen.choose(words(screen, "link", documented.select)))
        elif documented.submit:
            screen.press(words(screen, "button", documented.submit))
            navigator.leave(screen.page)

"""What a reader may try if the menus do not appear, in the guide's order."""

from __future__ import annotations

from contextlib import suppress
from itertools import takewhile

from pages.dialogs import RedactionAgreement
from pages.menus import MenuBar
from walk.browser.session import BrowserSession
from walk.follow.controls import Controls
from walk.follow.navigator import LeftOut, Navigator
from walk.follow.setup import WalkSetup
from walk.guide.model import GuideScreen, Remedy
from walk.guide.screens import SCREENS
from walk.results import StepResult


class Remedies:
    """Does the acts of a remedy, each as a reader would."""

    def __init__(
        self,
        setup: WalkSetup,
        session: BrowserSession,
        navigator: Navigator,
        controls: Controls,
    ) -> None:
        """Try what the guide of `setup` says, on the way of one walk."""
        self._guide = setup.guide
        self._session = session
        self._navigator = navigator
        self._controls = controls
        self._policy = setup.target.policy
        credentials = setup.target.credentials
        self._values = credentials.values if credentials else {}

    def try_out(self, remedy: Remedy, found: StepResult) -> bool:
        """Do the acts of a remedy; say whether that could be done."""
        page = self._navigator.page
        if page is None:
            return False
        if "log in" in remedy.acts and not self._policy.is_own_court:
            found.notes.append(f"Withheld, since it would sign on once more: {remedy.words}.")
            return False
        for act in remedy.acts:
            self._session.request_filter.look()
            self._navigator.leave(page)
            match act:
                case "refresh":
                    # The answer to a Submit would be submitted again.
                    if self._session.how_arrived(page).method == "POST":
                        found.notes.append("Not refreshed: that would submit the form again.")
                        return False
                    page.reload()
                case "log out":
                    bar = MenuBar(page, self._navigator.known[MenuBar.called])
                    bar.leave(self._controls.words(bar, "item", remedy.log_out or ""))
                case "shut down":
                    self._session.shut_down()
                case "clear":
                    self._session.clear()
                case "log in":
                    self._log_in()
        return True

    def _log_in(self) -> None:
        """Do again what the guide says up to and with signing on, without comparing it again."""
        self._navigator.begin_anew()
        every = (screen for step in self._guide.steps for screen in step.screen)
        for guided in takewhile(lambda screen: not SCREENS[screen.name].needs_sign_on, every):
            # Of the pages between was told when they were passed first, or were not there.
            with suppress(LeftOut):
                self._do_again(guided)

    def _do_again(self, guided: GuideScreen) -> None:
        navigator, words = self._navigator, self._controls.words
        if guided.go_to:
            navigator.go_to(guided.name)
        on = navigator.arrive(guided, lambda *_: None)
        if guided.enter:
            self._session.traces.end()
        for caption, credential in guided.enter.items():
            on.enter(words(on, "field", caption), self._values[credential])
        if guided.tick and isinstance(on, RedactionAgreement):
            on.tick(words(on, "field", guided.tick))
        if guided.select:
            navigator.leave(on.choose(words(on, "link", guided.select)))
        elif guided.submit:
            on.press(words(on, "button", guided.submit))
            navigator.leave(on.page)

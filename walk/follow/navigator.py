"""Where a walk is: its tab, its screen, and how it comes from one screen to the next."""

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.dialogs import Dialog
from pages.menus import MenuBar
from pages.screen import NotThere, Screen
from walk.browser.session import BrowserSession
from walk.follow.causes import blocked, check_answer, check_host, unanswered
from walk.follow.interstitials import Interstitials, ReportPassed
from walk.follow.setup import WalkSetup
from walk.guide.hints import hints_of
from walk.guide.model import GuideScreen
from walk.guide.screens import INTERSTITIALS, SCREENS, ScreenName
from walk.results import Cause, StepResult

if TYPE_CHECKING:
    from mock_court.embedded import Place

_PARSING_MILLISECONDS = 1000
"""How long a page that has come may take until it can be looked at."""
_MOST_INTERSTITIALS = 8
"""How many may come in a row before one screen."""


@dataclass(frozen=True)
class Act:
    """What was done last to leave a screen."""

    step: StepResult
    screen: ScreenName
    verb: str
    """`select` or `submit`."""
    words: str
    address: str
    """Where the walk was before."""
    lines: tuple[str, ...]
    """What the page said before."""
    leads_to: str = ""
    """The address of the link that was selected."""


class LeftOut(Exception):
    """An interstitial that the guide documents was left out: the screen behind it came."""

    def __init__(self, later: ScreenName) -> None:
        """Say which screen came instead."""
        super().__init__(f"the {later} came instead")


class Navigator:
    """One walk's way through the court."""

    def __init__(self, setup: WalkSetup, session: BrowserSession) -> None:
        """Begin without a page: the first screen of the guide says where to go."""
        self.session = session
        self.target = setup.target
        self.page: Page | None = None
        self.screen: Screen | None = None
        """The screen that the walk came to and has not left."""
        self.documented: GuideScreen | None = None
        """What the guide says of that screen, or of the one that the walk is coming to."""
        self.act: Act | None = None
        self.hints = hints_of(setup.guide)
        self.visited: set[ScreenName] = set()
        self._is_signed_on = False
        self._in_order = [screen.name for step in setup.guide.steps for screen in step.screen]
        self._evidence = setup.evidence
        self._interstitials = Interstitials(setup, session, self.leave)

    def go_to(self, name: ScreenName) -> None:
        """Go to the address of a site."""
        addresses = self.target.addresses
        page = self.session.open()
        self.session.request_filter.look()
        self.leave(page)
        # Whoever comes to the screen waits for the rest of it.
        page.goto(SCREENS[name].address(addresses) or addresses.cmecf, wait_until="commit")

    def begin(self, name: ScreenName, place: "Place") -> None:
        """Begin at a screen in the middle of the guide, to which the embedded court has a way."""
        page = self.session.open()
        if cookie := place.cookie:
            page.context.add_cookies(
                [
                    {
                        "name": cookie.name,
                        "value": cookie.value,
                        "domain": cookie.domain,
                        "path": cookie.path,
                    }
                ]
            )
        self._is_signed_on = SCREENS[name].needs_sign_on
        self.session.request_filter.look()
        self.leave(page)
        page.goto(place.address, wait_until="commit")

    def leave(self, page: Page, by: Act | None = None) -> None:
        """Note that the screen was left by an act, and in which tab the walk goes on."""
        self.page, self.screen, self.act = page, None, by
        self._evidence.has_changed()

    def arrive(self, documented: GuideScreen, report_passed: ReportPassed) -> Screen:
        """Come to a screen of the guide, and report each interstitial passed on the way.

        `LeftOut` if the screen is an interstitial and the one behind it came instead.
        """
        self.documented, name = documented, documented.name
        if self.screen and self.screen.called == name:
            return self.screen
        if silent := self.session.wait_for_answer(self._here):
            raise unanswered(silent)
        self._go_to_opened_tab()
        # `expect` looks at once, and then only after a tenth of a second and more.
        with suppress(PlaywrightTimeout):
            self._here.wait_for_load_state("domcontentloaded", timeout=_PARSING_MILLISECONDS)
        try:
            screen = self._come(name, report_passed)
        except NotThere:
            # A tab that a script opens comes a little later than its click is done.
            if not self._go_to_opened_tab():
                raise
            screen = self._come(name, report_passed)
        check_answer(screen.page, self.session, self.target)
        check_host(name, screen.page, self.target)
        self.session.request_filter.stay(is_linking=SCREENS[name].links_accounts)
        # Below a dialog lies the form with what was typed.
        if not isinstance(screen, Dialog):
            self.session.traces.resume(screen.page.context)
        self.screen = screen
        self.visited.add(name)
        self._is_signed_on = self._is_signed_on or name == MenuBar.called
        return screen

    def begin_anew(self) -> None:
        """Note that signing on begins anew, with all the pages before it."""
        self._is_signed_on = False
        self._interstitials.begin_anew()

    def is_still_there(self) -> bool:
        """Say whether the walk is still on the screen that it wanted to leave."""
        act, page = self.act, self.page
        return (
            act is not None
            and page is not None
            and urldefrag(page.url).url == urldefrag(act.address).url
            and self._marks(act.screen).count() > 0
        )

    def _come(self, name: ScreenName, report_passed: ReportPassed) -> Screen:
        behind = self._behind(name)
        if not self._is_signed_on:
            self._pass_interstitials(name, behind, report_passed)
        if behind and self._shows(behind) and not self._shows(name):
            raise LeftOut(behind)
        return SCREENS[name].page(self._here, self.hints[name])

    def _behind(self, name: ScreenName) -> ScreenName | None:
        """Return the screen that the guide has behind an interstitial."""
        if name not in INTERSTITIALS or name not in self._in_order:
            return None
        later = self._in_order[self._in_order.index(name) :]
        return next((each for each in later if each != name), None)

    def _pass_interstitials(
        self, name: ScreenName, behind: ScreenName | None, report_passed: ReportPassed
    ) -> None:
        for _ in range(_MOST_INTERSTITIALS):
            page, act = self._here, self.act
            # A form that a script submits leaves its address late, and looks like no interstitial.
            is_new_page = act is None or act.verb == "submit" or act.address != page.url
            names = self._interstitials.expected_before(name, is_new_page=is_new_page)
            if not names and not behind:
                return
            wanted = self._marks(name)
            if behind:
                wanted = wanted.or_(self._marks(behind))
            if self._interstitials.pass_first(page, name, names, wanted, report_passed):
                return

    def _go_to_opened_tab(self) -> bool:
        """Go on in a tab that a script opened, if there is one, and say so."""
        newest = self._here.context.pages[-1]
        is_opened = newest is not self._here and newest.opener() is self._here
        if is_opened:
            self.page = newest
        return is_opened

    def _marks(self, name: ScreenName) -> Locator:
        return SCREENS[name].page.marks(self._here, self.hints[name])

    def _shows(self, name: ScreenName) -> bool:
        return self._marks(name).first.is_visible()

    @property
    def _here(self) -> Page:
        if self.page is None:
            raise blocked(Cause.OURS, "The guide's first screen has no go_to; add one.")
        return self.page

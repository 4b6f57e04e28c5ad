"""Where a walk is: its tab, the screen in hand, and how it comes from one screen to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from threading import Event
from urllib.parse import urldefrag

from playwright.sync_api import Locator, Page
from pyotp import TOTP

from pages.dialogs import Dialog, Passcode, UpdatePrompt
from pages.menus import MenuBar
from pages.screen import NotThere, Screen, wait_for_screen
from pages.website import Landing
from walk.browser.session import BrowserSession
from walk.follow.causes import Stopped, check_answer, check_host
from walk.follow.interstitials import INTERSTITIALS, MOST_INTERSTITIALS, _told_by
from walk.follow.setup import WalkSetup
from walk.guide.hints import hints_of
from walk.guide.model import GuideScreen
from walk.guide.screens import SCREENS, InterstitialName, ScreenName, may_come_before
from walk.results import Cause, StepResult, Verdict


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
    """A page that the guide documents between two screens was not there: the next screen was."""

    def __init__(self, later: ScreenName) -> None:
        """Say which screen came instead."""
        super().__init__(f"the {later} came instead")


class Navigator:
    """One walk's way through the court."""

    def __init__(self, setup: WalkSetup, session: BrowserSession) -> None:
        """Begin without a page: the first screen of the guide says where to go."""
        self.page: Page | None = None
        self.on: tuple[ScreenName, Screen] | None = None
        self.act: Act | None = None
        self.guided: GuideScreen | None = None
        """The screen of the guide that is, or is to be, at hand."""
        self.known = hints_of(setup.guide)
        self.first_items: tuple[str, ...] = ()
        """What the menu bar had when it was first seen."""
        self.visited: set[ScreenName] = set()
        self._is_signed_on = False
        self._guide = setup.guide
        self._target = setup.target
        self._session = session
        self._evidence = setup.evidence
        self._typed: set[str] = set()
        """The passcodes that were typed, since each serves once."""
        self._over: set[InterstitialName] = set()
        """The dialogs that were passed at this sign-on; one may stay on screen below the next."""

    def go_to(self, name: ScreenName) -> None:
        """Go to the address of a site."""
        addresses = self._target.addresses
        page = self._session.open()
        self._session.request_filter.look()
        self.leave(page)
        page.goto(SCREENS[name].address(addresses) or addresses.cmecf)

    def leave(self, page: Page, by: Act | None = None) -> None:
        """Take note that the screen in hand was left, and in which tab it goes on."""
        self.page, self.on, self.act = page, None, by
        self._evidence.has_changed()

    def arrive(
        self, guided: GuideScreen, passed: Callable[[InterstitialName, str], None]
    ) -> Screen:
        """Come to a screen of the guide; tell of each page that was passed on the way.

        `LeftOut` says that a page between is not there and the screen behind it is.
        """
        self.guided, name = guided, guided.name
        if self.on and self.on[0] == name:
            return self.on[1]
        self._go_to_opened_tab()
        try:
            on = self._come(name, passed)
        except NotThere:
            # A tab that a script opens comes a little later than its click is done.
            if not self._go_to_opened_tab():
                raise
            on = self._come(name, passed)
        check_answer(on.page, self._session)
        check_host(name, on.page, self._target)
        self._session.request_filter.stay(is_linking=SCREENS[name].links_accounts)
        # Below a dialog lies the form with what was typed.
        if not isinstance(on, Dialog):
            self._session.traces.resume(on.page.context)
        self.on = (name, on)
        self.visited.add(name)
        if name == MenuBar.called:
            self._is_signed_on = True
        return on

    def _come(self, name: ScreenName, passed: Callable[[InterstitialName, str], None]) -> Screen:
        if not self._is_signed_on:
            self._pass_between(name, passed)
        if (later := self._behind(name)) and self._shows(later) and not self._shows(name):
            raise LeftOut(later)
        return SCREENS[name].page(self._here, self.known[name])

    def _marks(self, name: ScreenName) -> Locator:
        return SCREENS[name].page.marks(self._here, self.known[name])

    def _shows(self, name: ScreenName) -> bool:
        return self._marks(name).first.is_visible()

    def _behind(self, name: ScreenName) -> ScreenName | None:
        """Return the screen that the guide has behind a page between."""
        every = [screen.name for step in self._guide.steps for screen in step.screen]
        if name not in INTERSTITIALS or name not in every:
            return None
        return next((each for each in every[every.index(name) :] if each != name), None)

    def _go_to_opened_tab(self) -> bool:
        """Go on in a tab that a script opened, if there is one, and say so."""
        newest = self._here.context.pages[-1]
        is_opened = newest is not self._here and newest.opener() is self._here
        if is_opened:
            self.page = newest
        return is_opened

    def begin_anew(self) -> None:
        """Take note that signing on begins anew, with all the pages before it."""
        self._is_signed_on = False
        self._over.clear()

    def is_still_there(self) -> bool:
        """Say whether the walk is still on the screen that it wanted to leave."""
        act, page = self.act, self.page
        return (
            act is not None
            and page is not None
            and urldefrag(page.url).url == urldefrag(act.address).url
            and SCREENS[act.screen].page.marks(page, self.known[act.screen]).count() > 0
        )

    # Pages between

    def _pass_between(
        self, name: ScreenName, passed: Callable[[InterstitialName, str], None]
    ) -> None:
        """Pass whatever stands before the screen of that name, and tell of it."""
        later = self._behind(name)
        for _ in range(MOST_INTERSTITIALS):
            page = self._here
            before = [each for each in self._may_be_before(name) if each not in self._over]
            marks = {each: INTERSTITIALS[each].marks(page) for each in before}
            if not marks and not later:
                return
            wanted = self._marks(name)
            if later:
                wanted = wanted.or_(self._marks(later))
            wait_for_screen(page, name, reduce(Locator.or_, marks.values(), wanted))
            if wanted.first.is_visible():
                return
            shown = [each for each, mark in marks.items() if mark.first.is_visible()]
            if not shown:
                continue
            self._pass(shown[0], passed)
            if issubclass(INTERSTITIALS[shown[0]], Dialog):
                self._over.add(shown[0])

    @property
    def _here(self) -> Page:
        if self.page is None:
            raise Stopped(
                Verdict.BLOCKED, Cause.OURS, "The guide's first screen has no go_to; add one."
            )
        return self.page

    def _may_be_before(self, name: ScreenName) -> list[InterstitialName]:
        documented = {screen.name for step in self._guide.steps for screen in step.screen}
        # The page that was left may look like one between; it is not to be passed by its own link.
        # A form that a script submits leaves its address late, and looks like none of them.
        act = self.act
        is_new = act is None or act.verb == "submit" or act.address != self._here.url
        return [
            each
            for each in may_come_before(name)
            if (each not in documented or each in self._guide.usual)
            and (is_new or issubclass(INTERSTITIALS[each], Dialog))
        ]

    def _pass(
        self, name: InterstitialName, passed: Callable[[InterstitialName, str], None]
    ) -> None:
        page = self._here
        check_host(name, page, self._target)
        between = INTERSTITIALS[name](page)
        passed(name, "" if name in self._guide.usual else _told_by(between))
        if isinstance(between, UpdatePrompt) and not self._target.is_embedded:
            raise Stopped(
                Verdict.BLOCKED,
                Cause.CREDENTIALS,
                "The account has to be updated under Manage My Account; do that first, since it "
                "can be put off only a few times.",
            )
        if isinstance(between, Passcode):
            between.enter_passcode(self._passcode())
        if isinstance(between, Landing):
            self._session.request_filter.look()
        else:
            self._session.request_filter.sign_on()
        self.leave(between.pass_on())

    def _passcode(self) -> str:
        """Return a passcode that was not typed yet."""
        credentials = self._target.credentials
        if credentials is None or credentials.otp_secret is None:
            raise Stopped(
                Verdict.BLOCKED,
                Cause.CREDENTIALS,
                "The court asks for a one-time passcode; set PACER_OTP_SECRET to the secret that "
                "your authenticator app has.",
            )
        passcodes = TOTP(credentials.otp_secret)
        while (passcode := passcodes.now()) in self._typed:
            # The next one comes when this one's half minute is over.
            Event().wait(1)
        self._typed.add(passcode)
        self._evidence.hide(passcode)
        self._session.secrets[f"the passcode {len(self._typed)}"] = passcode
        return passcode

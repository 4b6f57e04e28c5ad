"""Passes the pages that a court puts between two documented screens."""

from collections.abc import Callable, Mapping
from functools import reduce
from threading import Event

from playwright.sync_api import Locator, Page
from pyotp import TOTP

from pages.dialogs import Dialog, Passcode, UpdatePrompt
from pages.screen import on_screen, wait_for_screen
from pages.website import Landing, Notice
from walk.browser.session import BrowserSession
from walk.follow.causes import check_host, check_is_the_sites
from walk.follow.ledger.stops import blocked
from walk.follow.setup import WalkSetup
from walk.guide.screens import SCREENS, InterstitialName, ScreenName, may_come_before
from walk.results import Cause

ReportPassed = Callable[[InterstitialName, str], None]
"""Takes the name of an interstitial that was passed, and what it said."""

_PAGES: Mapping[InterstitialName, type[Landing | Notice | Dialog]] = {
    name: spec.page
    for name, spec in SCREENS.items()
    if issubclass(spec.page, (Landing, Notice, Dialog))
}


class Interstitials:
    """Passes one walk's interstitials, each by the one button or link that leads on."""

    def __init__(
        self, setup: WalkSetup, session: BrowserSession, leave: Callable[[Page], None]
    ) -> None:
        """Call `leave` with the tab in which the walk goes on after each page that was passed."""
        self._guide = setup.guide
        self._target = setup.target
        self._evidence = setup.evidence
        self._session = session
        self._leave = leave
        self._used_passcodes: set[str] = set()
        self._closed: set[InterstitialName] = set()
        """The dialogs that were passed at this sign-on; one may stay on screen below the next."""

    def begin_anew(self) -> None:
        """Expect the dialogs of signing on once more."""
        self._closed.clear()

    def expected_before(self, name: ScreenName, *, is_new_page: bool) -> list[InterstitialName]:
        """Return what may come before a screen without being documented there.

        The page that was left may look like an interstitial, and must not be passed by its own
        link; only a dialog opens over a page that is not new.
        """
        documented = {screen.name for step in self._guide.steps for screen in step.screen}
        return [
            each
            for each in may_come_before(name)
            if (each not in documented or each in self._guide.usual)
            and (is_new_page or issubclass(_PAGES[each], Dialog))
            and each not in self._closed
        ]

    def pass_first(
        self,
        page: Page,
        before: ScreenName,
        names: list[InterstitialName],
        wanted: Locator,
        report_passed: ReportPassed,
    ) -> bool:
        """Pass the interstitial that comes; say whether the wanted screen came instead."""
        marks = {name: _PAGES[name].marks(page) for name in names}
        wait_for_screen(page, before, reduce(Locator.or_, marks.values(), wanted))
        if wanted.first.is_visible():
            return True
        shown = next((name for name, mark in marks.items() if mark.first.is_visible()), None)
        if shown:
            self._pass(shown, page, report_passed)
        return False

    def _pass(self, name: InterstitialName, page: Page, report_passed: ReportPassed) -> None:
        check_host(name, page, self._target)
        interstitial = _PAGES[name](page)
        is_dialog = isinstance(interstitial, Dialog)
        if not is_dialog:
            check_is_the_sites(page, self._session)
        report_passed(name, "" if name in self._guide.usual else _title(interstitial))
        if isinstance(interstitial, UpdatePrompt) and not self._target.is_embedded:
            raise blocked(
                Cause.CREDENTIALS,
                "The account has to be updated under Manage My Account; do that first, since it "
                "can be put off only a few times.",
            )
        if isinstance(interstitial, Passcode):
            self._session.request_filter.type_in(page)
            interstitial.enter_passcode(self._passcode())
        if isinstance(interstitial, Landing):
            self._session.request_filter.look()
        else:
            self._session.request_filter.sign_on()
        self._leave(interstitial.pass_on())
        if is_dialog:
            self._closed.add(name)

    def _passcode(self) -> str:
        """Return a passcode that was not typed yet."""
        credentials = self._target.credentials
        if credentials is None or credentials.otp_secret is None:
            raise blocked(
                Cause.CREDENTIALS,
                "The court asks for a one-time passcode; set PACER_OTP_SECRET to the secret that "
                "your authenticator app has.",
            )
        passcodes = TOTP(credentials.otp_secret)
        if passcodes.now() in self._used_passcodes:
            self._session.watchdog.allow(passcodes.interval)
        while (passcode := passcodes.now()) in self._used_passcodes:
            # Each serves once; the next one comes when this one's half minute is over.
            Event().wait(1)
        self._used_passcodes.add(passcode)
        self._evidence.private.add(f"the passcode {len(self._used_passcodes)}", passcode)
        return passcode


def _title(interstitial: Landing | Notice | Dialog) -> str:
    """Return what an interstitial says it is."""
    words = " ".join(interstitial.marks(interstitial.page).first.inner_text().split())
    headings = on_screen(interstitial.page)[1:]
    return words if isinstance(interstitial, Dialog) or not headings else headings[0]

"""Where a walk is: its tab, its screen, and how it comes from one screen to the next."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.dialogs import Dialog
from pages.menus import Menu, MenuBar
from pages.screen import NotThere, Screen, wait_for_screen
from pages.sign_on import SignOn
from pages.website import CourtWebsite
from walk.browser.dialogs import SeenDialog
from walk.browser.session import BrowserSession
from walk.follow.causes import (
    FIRST_ERROR,
    check_answer,
    check_host,
    explain,
    is_on_its_site,
    session_ended,
    unanswered,
)
from walk.follow.interstitials import Interstitials, ReportPassed
from walk.follow.ledger.stops import blocked
from walk.follow.setup import WalkSetup
from walk.guide.hints import hints_of
from walk.guide.model import GuideScreen
from walk.guide.screens import INTERSTITIALS, SCREENS, ScreenName
from walk.results import Cause
from walk.settings.sites import is_on, origin

if TYPE_CHECKING:
    from mock_court.embedded import Place

_PARSING_MILLISECONDS = 1000
"""How long a page that has come may take until it can be looked at."""
_IDLE_SECONDS = 0.25
"""A script that has got its answer asks for the next page at once."""
_POLL_MILLISECONDS = 20
_MOST_INTERSTITIALS = 8
"""How many may come in a row before one screen."""


@dataclass(frozen=True)
class Act:
    """What was done last to leave a screen."""

    step: int
    """The number of the step that it belongs to."""
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


@dataclass(frozen=True)
class Unasked:
    """Something that came besides the screens: a dialog, or a tab."""

    what: str
    words: str
    note: str = ""
    """How it was answered, if that was a choice."""
    is_dismissed: bool = False
    step: int | None = None
    """The step that it belongs to; None as long as the screen has not come with which it came."""
    screen: str = ""


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
        self.openers: Sequence[str] = []
        """What was selected in the menu bar last, and then in its menus."""
        self.screen: Screen | None = None
        """The screen that the walk came to and has not left."""
        self.documented: GuideScreen | None = None
        """What the guide says of that screen, or of the one that the walk is coming to."""
        self.act: Act | None = None
        self.step = 0
        """The step that runs."""
        self._unasked: list[Unasked] = []
        self._dismissed: list[Unasked] = []
        self._at: tuple[Page, int] | None = None
        """The page of the screen that the walk came to last."""
        self._origin: Page | None = None
        """The tab in which the last act was done."""
        self._known_tabs: set[Page] = set()
        self._led_here: Act | None = None
        """The last act for which the screen has not come."""
        self.hints = hints_of(setup.guide)
        self.visited: set[ScreenName] = set()
        self.left: dict[str, Sequence[str]] = {}
        """The lines of each screen when something was last done on it."""
        self._is_signed_on = False
        self._in_order = [screen.name for step in setup.guide.steps for screen in step.screen]
        self._evidence = setup.evidence
        self._interstitials = Interstitials(setup, session, self.leave)
        session.dialogs.tell = self._note_dialog

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
        self._origin = self.page or page
        self.page, self.screen, self.act = page, None, by
        if by:
            self.left[by.screen] = by.lines
        if by and by.screen in (MenuBar.called, Menu.called):
            before = self.openers if by.screen == Menu.called else []
            self.openers = [*before, by.words]
        # Of a page that is passed on the way nobody says what was done on it.
        self._led_here = by or self._led_here
        self._evidence.has_changed()

    def arrive(self, documented: GuideScreen, report_passed: ReportPassed) -> Screen:
        """Come to a screen of the guide, and report each interstitial passed on the way.

        `LeftOut` if the screen is an interstitial and the one behind it came instead.
        """
        self.documented, name = documented, documented.name
        if self.screen and self.screen.called == name:
            return self.screen
        self._wait_for_answer()
        while self.session.wait_for_drawing(self._here, partial(self._shows, name)):
            self._wait_for_answer()
        if self._go_to_opened_tab(name):
            self._wait_for_answer()
        # `expect` looks at once, and then only after a tenth of a second and more.
        with suppress(PlaywrightTimeout):
            self._here.wait_for_load_state("domcontentloaded", timeout=_PARSING_MILLISECONDS)
        try:
            screen = self._come(name, report_passed)
        except NotThere as missing:
            # Scripts go on with signing on, so the court may have been asked for only meanwhile.
            self._check_session(name)
            # A tab that a script opens comes a little later than its click is done, and so may
            # what a script asks for.
            if self._go_to_opened_tab(name) or self.session.request_filter.let_draw():
                screen = self._come(name, report_passed)
            elif home := self._home_page(name, missing):
                screen = home
            else:
                raise
        # It may be the page before, which leads on only now, or one that has not ended.
        if self.session.network.awaited_page(screen.page):
            self._wait_for_answer()
            screen = self._come(name, report_passed)
        check_answer(screen.page, self.session, self.target)
        check_host(name, screen.page, self.target)
        self.session.request_filter.stay(is_linking=SCREENS[name].links_accounts)
        # Below a dialog lies the form with what was typed.
        if not isinstance(screen, Dialog):
            self.session.traces.resume(screen.page.context)
        self.note_tabs()
        self._led_here = None
        self.screen, self._at = screen, self._document(screen.page)
        self.visited.add(name)
        self._is_signed_on = self._is_signed_on or name == MenuBar.called
        return screen

    def take_unasked(self) -> list[Unasked]:
        """Return what came besides the screens and is not told yet, each with its step.

        What came with a page that is still on its way stays: it is told with its screen.
        """
        is_on_its_way = self.screen is None and self.act is not None and self.act.step == self.step
        self._unasked, taken = [], self._unasked
        told = []
        for each in taken:
            if each.step is None and is_on_its_way:
                self._unasked.append(each)
                continue
            told.append(each if each.step else self._placed(each))
        return told

    def take_rest(self) -> list[Unasked]:
        """Return what is left to tell at the end of a walk, which belongs to what it did last."""
        if self.page and not self.page.is_closed():
            self.note_tabs()
        self._unasked, taken = [], self._unasked
        return [each if each.step else self._placed(each) for each in taken]

    def dismissed(self) -> str | None:
        """Return the words of a question that was dismissed when the last act was done."""
        step = self.act.step if self.act else None
        return next((each.words for each in self._dismissed if each.step == step), None)

    def _placed(self, unasked: Unasked) -> Unasked:
        """Return what came with a page, at the step that came to it."""
        name = self.documented.name if self.documented else "page"
        return replace(unasked, step=self.step, screen=unasked.screen or name)

    def _note_dialog(self, dialog: SeenDialog) -> None:
        """Note a dialog at its step: the one whose act brought it, or the one that is there."""
        is_of_last_screen = self._document(dialog.page) == self._at
        act = self.act if self.screen is None else None
        step, name = self.step, self.documented.name if self.documented else ""
        if act and is_of_last_screen:
            step, name = act.step, act.screen
        seen = Unasked(
            "file" if dialog.kind == "download" else "dialog",
            dialog.words,
            str(dialog) if dialog.is_question else "",
            is_dismissed=not dialog.is_accepted,
            step=step if is_of_last_screen else None,
            screen=name if is_of_last_screen else "",
        )
        # A page may open the same one again and again.
        if seen not in self._unasked:
            self._unasked.append(seen)
            self._dismissed += [seen] if seen.is_dismissed else []

    def _document(self, page: Page) -> tuple[Page, int]:
        return page, len(self.session.network.asked_pages(page))

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
            and page_of(page.url) == page_of(act.address)
            and self._marks(act.screen).count() > 0
        )

    def came_back_to(self) -> ScreenName | None:
        """Return the screen before the one that was left, if it is there again."""
        left = self.act.screen if self.act else ""
        if left not in self._in_order:
            return None
        before = self._in_order[: self._in_order.index(left)]
        earlier = next((each for each in reversed(before) if each != left), None)
        return earlier if earlier and earlier in self.visited and self._shows(earlier) else None

    def _come(self, name: ScreenName, report_passed: ReportPassed) -> Screen:
        behind = self._behind(name)
        if not self._is_signed_on:
            self._pass_interstitials(name, behind, report_passed)
        if behind and self._shows(behind) and not self._shows(name):
            raise LeftOut(behind)
        self._check_session(name)
        return SCREENS[name].page(self._here, self.hints[name])

    def _home_page(self, name: ScreenName, missing: NotThere) -> Screen | None:
        """Return the court's website if it works, but for the links by which it is known."""
        here = self._here
        if name != CourtWebsite.called or origin(here.url) != origin(self.target.addresses.website):
            return None
        has_failed = (self.session.network.how_arrived(here).status or 0) >= FIRST_ERROR
        if has_failed or explain(missing, here, self.session, self.target).cause is not Cause.SITE:
            return None
        return CourtWebsite.without_links(here, self.hints[name])

    def _has_left_sign_on(self, name: ScreenName) -> bool:
        """Say whether whoever has just signed on has left that form for the court."""
        if not (SCREENS[name].needs_sign_on and self.act and self.act.verb == "submit"):
            return False
        here, network, addresses = self._here, self.session.network, self.target.addresses
        sign_on, court = origin(addresses.sign_on), origin(addresses.cmecf)
        began = monotonic()
        # Scripts sign on, and then ask for the court; it is known a little late what they ask for.
        while origin(here.url) == sign_on:
            self._wait_for_answer()
            sites = [origin(address) for address in self._asked_since_last_screen()]
            if court in sites and sites[-1] == sign_on:
                return True
            waited = monotonic() - began
            is_over = waited > self.session.config.expect.timeout / 1000
            if is_over or min(network.idle_seconds(here), waited) > _IDLE_SECONDS:
                return False
            here.wait_for_timeout(_POLL_MILLISECONDS)
        return True

    def _asked_since_last_screen(self) -> list[str]:
        asked = self.session.network.asked_pages(self._here)
        return asked[self._at[1] :] if self._at and self._at[0] is self._here else asked

    def _check_session(self, name: ScreenName) -> None:
        """Stop at once if another page came, and it asks to sign on again."""
        if not SCREENS[name].needs_sign_on:
            return
        here, addresses = self._here, self.target.addresses
        asked = self._asked_since_last_screen()
        # Whoever signs on stays on that page until the court lets them in.
        has_been_in = self._is_signed_on or any(
            origin(each) == origin(addresses.cmecf) for each in asked
        )
        if not asked or not has_been_in or self._shows(name):
            return
        # What was asked for last may have come as a file to save, or not at all.
        if origin(asked[-1]) != origin(here.url):
            return
        if address := self.session.request_filter.refused_sign_on():
            raise session_ended(address)
        either = self._marks(name).or_(self._marks(SignOn.called))
        wait_for_screen(here, name, either.filter(visible=True))
        if self._shows(SignOn.called) and not self._shows(name):
            raise session_ended(here.url)

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
            if self._has_left_sign_on(name):
                # The court may lead back there.
                wanted = wanted.or_(self._marks(SignOn.called))
            if self._interstitials.pass_first(page, name, names, wanted, report_passed):
                return

    def _wait_for_answer(self) -> None:
        if silent := self.session.wait_for_answer(self._here):
            raise unanswered(silent)

    def note_tabs(self) -> None:
        """Tell of every tab that opened besides the one in which the walk is."""
        for tab in self._here.context.pages:
            if tab not in (self._here, self._origin, *self._known_tabs):
                asked = self.session.network.asked_pages(tab)
                name = self.documented.name if self.documented else "page"
                act = self._led_here
                step, screen = (act.step, act.screen) if act else (self.step, name)
                address = asked[0] if asked else tab.url
                self._unasked.append(Unasked("tab", address, step=step, screen=screen))
        self._known_tabs.update(self._here.context.pages)

    def _go_to_opened_tab(self, name: ScreenName) -> bool:
        """Go on in a tab that a script opened, if one leads to the screen, and say so."""
        origin, here = self._origin or self._here, self._here
        # Whoever goes to an address stays there, whatever that page opens.
        if self._led_here is None:
            return False
        opened = [
            tab
            for tab in here.context.pages
            if tab is not origin
            and tab not in self._known_tabs
            and (tab is here or tab.opener() is origin)
        ]
        has_left = self._at is not None and self._document(origin) != self._at
        if not opened:
            return False
        # Of equal ones the newest is the likeliest.
        tabs = [*reversed(opened), *((origin,) if has_left else ())]
        best = max(tabs, key=lambda tab: self._rank(tab, name))
        if not any(self._rank(best, name)) and not has_left and self._shows(name, origin):
            best = origin
        self.page = best
        if best is not origin and self.act and self.act.verb == "submit":
            # A link may open where it likes; the answer to a form is expected in its place.
            address = (self.session.network.asked_pages(best) or [best.url])[0]
            answered = Unasked("tab", address, step=self.act.step, screen=self.act.screen)
            self._unasked.append(answered)
        return best is not here

    def _rank(self, tab: Page, name: ScreenName) -> tuple[bool, ...]:
        """Say how likely a tab leads to a screen, for comparison with others."""
        addresses, asked = self.target.addresses, self.session.network.asked_pages(tab)
        address = asked[-1] if asked else tab.url
        link = self.act.leads_to if self.act else ""
        is_link = bool(link) and page_of(link) in map(page_of, asked)
        return (
            SCREENS[name].site != "any" and is_on_its_site(name, address, addresses),
            is_link,
            is_on(address, addresses),
        )

    def _marks(self, name: ScreenName) -> Locator:
        return SCREENS[name].page.marks(self._here, self.hints[name])

    def _shows(self, name: ScreenName, page: Page | None = None) -> bool:
        marks = SCREENS[name].page.marks(page or self._here, self.hints[name])
        return marks.first.is_visible()

    @property
    def _here(self) -> Page:
        if self.page is None:
            raise blocked(Cause.OURS, "The guide's first screen has no go_to; add one.")
        return self.page


def page_of(address: str) -> str:
    """Return an address without a place on its page; some sites name their pages so, too."""
    page, place = urldefrag(address)
    return address if place[:1] in ("/", "!") else page

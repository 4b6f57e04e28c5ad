"""The browser of a walk: a separate profile that can be shut down, reopened and cleared."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, repeat
from math import inf
from pathlib import Path
from time import monotonic

from playwright.sync_api import BrowserContext, Page, Playwright, expect
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.reading.reader import NOTE_TIMERS
from pages.screen import rests
from walk.browser.dialogs import Dialogs
from walk.browser.driver import CLOSING_SECONDS, Driver
from walk.browser.find import not_starting
from walk.browser.network import Arrived, Network
from walk.browser.options import SessionOptions
from walk.browser.traces import Traces
from walk.browser.watchdog import LimitPassed, Watchdog
from walk.privacy.private_data import Kind
from walk.safety.request_filter import RequestFilter

_CACHE_FOLDERS = ("Cache", "Code Cache", "cache2", "startupCache")
"""Where Chromium and Firefox keep their HTTP caches inside a profile."""
_STARTING_SECONDS = 10.0
"""How much longer than its own time-out the start of a browser may take."""
_POLL_MILLISECONDS = 5, 10, 20, 50
"""Most pages are there at once; the last one is for all that are not."""
_LOADING_SECONDS = 1.0
"""How long a page that has begun may load before it is asked whether it responds."""


class BrowserSession:
    """One user's browser. Its profile stays on the disk when the browser is shut down."""

    def __init__(
        self,
        playwright: Playwright,
        options: SessionOptions,
        profile: Path,
        request_filter: RequestFilter,
    ) -> None:
        """Use a profile folder, which need not exist; `open` starts the browser."""
        self.profile = profile
        self.version = ""
        self.is_busy = False
        """Whether a page was asked whether it responds, and has not answered."""
        self.config = options.config
        self.request_filter = request_filter
        self.network = Network(request_filter.has_refused)
        self.dialogs = Dialogs(request_filter, is_own_court=options.confined_to_mock)
        self.watchdog = Watchdog(profile.parent)
        self.traces = Traces(profile.parent, is_on=options.project.use.trace != "off")
        self._given = options
        self._type = getattr(playwright, options.browser.engine)
        self._options = options.persistent_context(request_filter)
        self._context: BrowserContext | None = None
        self._has_finished = False
        expect.set_options(timeout=options.config.expect.timeout)

    def open(self) -> Page:
        """Start the browser unless it runs, and return its first tab."""
        if self._context is None:
            timeout = self.config.timeout
            seconds = (timeout or self.config.walk_timeout) / 1000 + _STARTING_SECONDS
            with self.watchdog.limit(seconds):
                self._context = self._start(timeout)
            self.traces.resume(self._context)
            self._has_finished = False
        return self._context.pages[0]

    def _start(self, timeout: int) -> BrowserContext:
        context: BrowserContext = self._type.launch_persistent_context(
            self.profile, timeout=timeout, **self._options
        )
        use = self._given.project.use
        context.set_default_timeout(use.action_timeout)
        context.set_default_navigation_timeout(use.navigation_timeout)
        context.add_init_script(NOTE_TIMERS)
        self.network.watch(context)
        self.dialogs.watch(context)
        # A rule on requests switches the cache off, which is under test at the mock.
        if self._given.confined_to_mock:
            self.request_filter.watch(context)
        else:
            self.request_filter.guard(context)
        self.version = context.browser.version if context.browser else ""
        return context

    def wait_for_answer(self, page: Page) -> Arrived | None:
        """Wait as long as a tab, or one that it opens, may take until its next page is there.

        Return that page if it has not come in this time, to its end. A page whose scripts do not
        even let it load is not waited for.
        """
        timeout = self._given.project.use.navigation_timeout / 1000
        ends = monotonic() + timeout if timeout else inf
        asks = monotonic() + _LOADING_SECONDS
        pauses = chain(_POLL_MILLISECONDS, repeat(_POLL_MILLISECONDS[-1]))
        while awaited := self.network.awaited_page(page):
            if monotonic() > ends:
                return awaited
            # No event of Playwright tells of an answer, a failure and a new tab alike.
            page.wait_for_timeout(next(pauses))
            if monotonic() > asks and self.network.has_begun(page, awaited):
                if not self.responds(page):
                    return None
                asks = ends
        return None

    def wait_for_drawing(self, page: Page, is_there: Callable[[], bool]) -> bool:
        """Let a script of a tab draw the answer to a Submit of linking, with what it asks for.

        Only what the page that should come is not drawn without is let through. Say whether the
        tab goes on to another page instead.
        """
        ends = monotonic() + self.config.expect.timeout / 1000
        guard = self.request_filter
        while guard.awaits_answer and not is_there() and monotonic() < ends:
            if guard.refused_sign_on():
                break
            if self.network.awaited_page(page):
                return True
            held = self.request_filter.held
            is_at_rest = rests(page, self.network.idle_seconds(page, held))
            if is_at_rest and not self.request_filter.let_draw():
                break
            page.wait_for_timeout(_POLL_MILLISECONDS[-1])
        return False

    def responds(self, page: Page) -> bool:
        """Say whether the scripts of a page let any other script run."""
        self.is_busy = True
        with suppress(PlaywrightTimeout):
            page.wait_for_function("true")
            self.is_busy = False
        return not self.is_busy

    def finish(self) -> None:
        """Take from the browser what is kept of it; nothing more is to be done in it."""
        # A browser that does not answer is ended, and one that died has nothing to give.
        with suppress(LimitPassed, PlaywrightError), self.watchdog.limit(CLOSING_SECONDS):
            if self._context is not None and not self._has_finished:
                self._has_finished = True
                self.traces.end()
                for cookie in self._context.cookies():
                    name = f"the cookie {cookie.get('name')} of {cookie.get('domain')}"
                    self._given.private.add(name, cookie.get("value", ""), Kind.COOKIE)

    def shut_down(self) -> None:
        """Shut the browser down; its profile stays on the disk."""
        self.finish()
        context, self._context = self._context, None
        # A browser that does not close by itself is ended.
        with suppress(LimitPassed), self.watchdog.limit(CLOSING_SECONDS):
            if context is not None:
                context.close()

    def clear(self) -> None:
        """Clear cookies and cache; the cache is files of the profile, so the browser ends first."""
        if self._context is not None:
            self._context.clear_cookies()
        self.shut_down()
        for name in _CACHE_FOLDERS:
            for folder in self.profile.rglob(name):
                shutil.rmtree(folder)


@contextmanager
def open_browser_session(
    options: SessionOptions, request_filter: RequestFilter, driver: Driver
) -> Iterator[BrowserSession]:
    """Open a browser with a new profile; at the end close it and its driver."""
    profile = driver.folder / "profile"
    session = BrowserSession(driver.playwright, options, profile, request_filter)
    try:
        try:
            session.open()
        except PlaywrightError as error:
            # This says nothing about the court's site.
            reason = str(error).splitlines()[0].partition(": ")[2].rstrip(".")
            raise not_starting(options.browser, reason) from None
        yield session
    finally:
        # A browser that was ended from outside cannot be shut down.
        with suppress(Exception):
            session.shut_down()
        driver.close()

"""The browser of a walk: a separate profile that can be shut down, reopened and cleared."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import (
    BrowserContext,
    Page,
    Playwright,
    Request,
    Response,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError

from walk.browser.find import not_starting
from walk.browser.options import SessionOptions
from walk.browser.traces import Traces
from walk.folders import temporary_folder
from walk.privacy.private_data import Kind
from walk.safety.request_filter import RequestFilter

StartDriver = Callable[[Path], AbstractContextManager[Playwright]]
"""Starts Playwright, with its temporary files in a folder."""

_CACHE_FOLDERS = ("Cache", "Code Cache", "cache2", "startupCache")
"""Where Chromium and Firefox keep their HTTP caches inside a profile."""
_SERVER_ERROR = 500
_LOGGING = ("DEBUG", "DEBUG_FILE")
"""The variables that make Playwright log each call with everything it is given."""


@dataclass(frozen=True)
class Arrived:
    """How a tab came to the page that it shows."""

    address: str
    method: str = "GET"
    status: int | None = None
    failure: str | None = None


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
        self.request_filter = request_filter
        self.traces = Traces(profile.parent, is_on=options.project.use.trace != "off")
        self._given = options
        self._type = getattr(playwright, options.browser.engine)
        self._options = options.persistent_context(request_filter.port)
        self._context: BrowserContext | None = None
        self._navigations: list[tuple[Request, Arrived]] = []
        self._unanswered: list[tuple[Request, Arrived]] = []
        expect.set_options(timeout=options.config.expect.timeout)

    def open(self) -> Page:
        """Start the browser unless it runs, and return its first tab."""
        if self._context is None:
            context: BrowserContext = self._type.launch_persistent_context(
                self.profile, timeout=self._given.config.timeout, **self._options
            )
            use = self._given.project.use
            context.set_default_timeout(use.action_timeout)
            context.set_default_navigation_timeout(use.navigation_timeout)
            context.on("response", self._note_response)
            context.on("requestfailed", self._note_failure)
            # A rule on requests switches the cache off, which is under test at the mock.
            if not self._given.confined_to_mock:
                self.request_filter.guard(context)
            self.version = context.browser.version if context.browser else ""
            self._context = context
            self.traces.resume(context)
        return self._context.pages[0]

    def shut_down(self) -> None:
        """Shut the browser down; its profile stays on the disk."""
        if self._context is not None:
            # A browser that died has no trace and no cookies to give.
            with suppress(PlaywrightError):
                self.traces.end()
                for cookie in self._context.cookies():
                    name = f"the cookie {cookie.get('name')} of {cookie.get('domain')}"
                    self._given.private.add(name, cookie.get("value", ""), Kind.COOKIE)
            self._context.close()
            self._context = None
            self._navigations.clear()

    def clear(self) -> None:
        """Clear cookies and cache; the cache is files of the profile, so the browser ends first."""
        if self._context is not None:
            self._context.clear_cookies()
        self.shut_down()
        for name in _CACHE_FOLDERS:
            for folder in self.profile.rglob(name):
                shutil.rmtree(folder)

    def how_arrived(self, page: Page) -> Arrived:
        """Return how the tab came to the page that it shows."""
        return _last_of(page, self._navigations) or Arrived(page.url)

    def unanswered(self, page: Page) -> Arrived | None:
        """Return the last request by a script of the tab that failed, such as a form sent by AJAX.

        It got no answer at all, or an error of the server (status 500 and above).
        """
        return _last_of(page, self._unanswered)

    def _note_response(self, response: Response) -> None:
        request = response.request
        answered = Arrived(request.url, request.method, response.status)
        self._note(request, answered, has_failed=response.status >= _SERVER_ERROR)

    def _note_failure(self, request: Request) -> None:
        failed = Arrived(request.url, request.method, failure=request.failure)
        if not self.request_filter.has_refused(request):
            self._note(request, failed, has_failed=True)

    def _note(self, request: Request, arrived: Arrived, *, has_failed: bool) -> None:
        if has_failed and request.resource_type in ("fetch", "xhr"):
            self._unanswered.append((request, arrived))
        # A new tab has no frame yet when its first answer comes, so the frame is asked for later.
        if request.is_navigation_request():
            self._navigations.append((request, arrived))


def _last_of(page: Page, noted: list[tuple[Request, Arrived]]) -> Arrived | None:
    for request, arrived in reversed(noted):
        # The request of a pop-up that never opened belongs to no tab.
        with suppress(PlaywrightError):
            if request.frame == page.main_frame:
                return arrived
    return None


@contextmanager
def start_driver(folder: Path) -> Iterator[Playwright]:
    """Start Playwright with its temporary files in the folder: if killed, it leaves them behind."""
    before = os.environ.copy()
    os.environ.update(dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder)))
    for name in _LOGGING:
        os.environ.pop(name, None)
    with ExitStack() as stack:
        try:
            playwright = stack.enter_context(sync_playwright())
        finally:
            os.environ.clear()
            os.environ.update(before)
        yield playwright


@contextmanager
def open_browser_session(
    options: SessionOptions,
    request_filter: RequestFilter,
    start_driver: StartDriver = start_driver,
) -> Iterator[BrowserSession]:
    """Open a browser with a new profile; at the end close it and delete the profile."""
    with temporary_folder() as folder, start_driver(folder) as playwright:
        session = BrowserSession(playwright, options, folder / "profile", request_filter)
        try:
            try:
                session.open()
            except PlaywrightError as error:
                # This says nothing about the court's site.
                reason = str(error).splitlines()[0].partition(": ")[2].rstrip(".")
                raise not_starting(options.browser, reason) from None
            yield session
        finally:
            # A browser or driver that was ended from outside cannot be shut down.
            with suppress(Exception):
                session.shut_down()

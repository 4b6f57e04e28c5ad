"""The browser of a walk: a profile of its own that can be shut down, reopened and cleared."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
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

from pages.reading import reader
from walk.browser.find import Browser
from walk.browser.options import context_options, launch_options
from walk.browser.traces import Traces
from walk.errors import UsageError
from walk.folders import temporary_folder
from walk.safety.request_filter import RequestFilter
from walk.settings.config import Config, Project

_CACHE_FOLDERS = ("Cache", "Code Cache", "cache2", "startupCache")
"""Where Chromium and Firefox keep their HTTP caches inside a profile."""


_SERVER_ERROR = 500
_LOGGING = ("DEBUG", "DEBUG_FILE")
"""The variables by which Playwright is told to log each call with what it is given."""


@dataclass(frozen=True)
class Arrived:
    """How a tab came to the page that it shows."""

    address: str
    method: str = "GET"
    status: int | None = None
    failure: str | None = None


class BrowserSession:
    """One person's browser. The profile lives on when the browser is shut down, as at home."""

    def __init__(
        self,
        playwright: Playwright,
        browser: Browser,
        config: Config,
        project: Project,
        profile: Path,
        *,
        headed: bool,
        confined_to_mock: bool,
        request_filter: RequestFilter,
        slow_mo: int,
    ) -> None:
        """Open the browser; it is `confined_to_mock`, or the request filter guards it."""
        self.browser = browser
        self.profile = profile
        self.version = ""
        self._type = getattr(playwright, browser.engine)
        self._options = context_options(project) | launch_options(
            browser,
            project,
            headed=headed,
            confined_to_mock=confined_to_mock,
            port=request_filter.port if confined_to_mock else None,
        )
        if not confined_to_mock:
            self._options |= {"service_workers": "block", "accept_downloads": False}
            self._options["slow_mo"] = max(slow_mo, project.use.launch_options.slow_mo)
        self._use = project.use
        self._start_timeout = config.timeout
        self.request_filter = request_filter
        self.traces = Traces(profile.parent, is_on=project.use.trace != "off")
        self._at_home = confined_to_mock
        self.secrets: dict[str, str] = {}
        """What only this walk has, by name: session cookies, and passcodes that were typed."""
        self._context: BrowserContext | None = None
        self._navigations: list[tuple[Request, Arrived]] = []
        self._unanswered: list[tuple[Request, Arrived]] = []
        expect.set_options(timeout=config.expect.timeout)

    def open(self) -> Page:
        """Start the browser, or take the one that runs, and return its one tab."""
        if self._context is None:
            context: BrowserContext = self._type.launch_persistent_context(
                self.profile, timeout=self._start_timeout, **self._options
            )
            context.set_default_timeout(self._use.action_timeout)
            context.set_default_navigation_timeout(self._use.navigation_timeout)
            context.on("response", self._note_response)
            context.on("requestfailed", self._note_failure)
            # A rule on requests switches the cache off, which is under test at the mock.
            if not self._at_home:
                self.request_filter.guard(context)
            self.version = context.browser.version if context.browser else ""
            self._context = context
            self.traces.resume(context)
        return self._context.pages[0]

    def shut_down(self) -> None:
        """Shut the browser down; its profile stays on the disk."""
        if self._context is not None:
            # A browser that died tells nobody anything any more.
            with suppress(PlaywrightError):
                self.traces.end()
                self.secrets |= {
                    f"the cookie {cookie.get('name')} of {cookie.get('domain')}": cookie["value"]
                    for cookie in self._context.cookies()
                    if "value" in cookie
                }
            self._context.close()
            self._context = None
            self._navigations.clear()

    def clear(self) -> None:
        """Clear cookies and cache, which takes a browser that is shut down."""
        if self._context is not None:
            self._context.clear_cookies()
        self.shut_down()
        for name in _CACHE_FOLDERS:
            for folder in self.profile.rglob(name):
                shutil.rmtree(folder)

    def how_arrived(self, page: Page) -> Arrived:
        """Return how the tab came to the page that it shows."""
        for request, arrived in reversed(self._navigations):
            if _is_by(request, page):
                return arrived
        return Arrived(page.url)

    def unanswered(self, page: Page) -> Arrived | None:
        """Return what a script of the tab asked for in vain, such as a form sent by AJAX.

        It was not answered at all, or with an error of the server (status 500 and above).
        """
        for request, asked in reversed(self._unanswered):
            if _is_by(request, page):
                return asked
        return None

    def _note_response(self, response: Response) -> None:
        request = response.request
        answered = Arrived(request.url, request.method, response.status)
        self._note(request, answered, is_in_vain=response.status >= _SERVER_ERROR)

    def _note_failure(self, request: Request) -> None:
        failed = Arrived(request.url, request.method, failure=request.failure)
        if not self.request_filter.has_refused(request):
            self._note(request, failed, is_in_vain=True)

    def _note(self, request: Request, arrived: Arrived, *, is_in_vain: bool) -> None:
        if is_in_vain and request.resource_type in ("fetch", "xhr"):
            self._unanswered.append((request, arrived))
        # A new tab has no frame yet when its first answer comes, so the frame is asked for later.
        if request.is_navigation_request():
            self._navigations.append((request, arrived))


def _is_by(request: Request, page: Page) -> bool:
    """Say whether a tab asked for it; that of a pop-up which never came is nobody's."""
    try:
        return request.frame == page.main_frame
    except PlaywrightError:
        return False


def _start(person: BrowserSession) -> None:
    """Start the browser; one that does not start is nothing that a walk could tell of a site."""
    try:
        person.open()
    except PlaywrightError as error:
        why = str(error).splitlines()[0].partition(": ")[2].rstrip(".")
        raise UsageError(
            f"The browser {person.browser.found} does not start ({why}); name another one in "
            f"PLAYWRIGHT_{person.browser.engine.upper()}_EXECUTABLE, or run `make setup`."
        ) from None


@contextmanager
def _driver(folder: Path) -> Iterator[Playwright]:
    """Start Playwright, with its own files in the folder: it leaves them when ended by force."""
    before = os.environ.copy()
    os.environ.update(dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder)))
    # It would log whatever is typed.
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
    browser: Browser,
    config: Config,
    project: Project,
    *,
    headed: bool,
    confined_to_mock: bool,
    request_filter: RequestFilter,
    slow_mo: int = 0,
) -> Iterator[BrowserSession]:
    """Open a browser with a new profile, and close and forget both at the end."""
    with (
        temporary_folder() as folder,
        _driver(folder) as playwright,
    ):
        reader.teach(playwright)
        person = BrowserSession(
            playwright,
            browser,
            config,
            project,
            folder / "profile",
            headed=headed,
            confined_to_mock=confined_to_mock,
            request_filter=request_filter,
            slow_mo=slow_mo,
        )
        try:
            _start(person)
            yield person
        finally:
            # A browser or driver that was ended from outside cannot be shut down, and need not be.
            with suppress(Exception):
                person.shut_down()

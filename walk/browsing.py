"""The browser of a walk: a profile of its own that can be shut down, reopened and cleared."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import (
    BrowserContext,
    Page,
    Playwright,
    Request,
    Response,
    Route,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError

from pages import captions
from walk.browser import Browser, context_options, launch_options
from walk.config import Config, Project
from walk.errors import UsageError

_CACHE_FOLDERS = ("Cache", "Code Cache", "cache2", "startupCache")
"""Where Chromium and Firefox keep their HTTP caches inside a profile."""


@dataclass(frozen=True)
class Arrived:
    """How a tab came to the page that it shows."""

    address: str
    method: str = "GET"
    status: int | None = None
    failure: str | None = None


class Browsing:
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
        at_home: bool,
        read_only: bool,
    ) -> None:
        """Open the browser; `at_home` keeps it to the mock, `read_only` lets it only look."""
        self.browser = browser
        self.profile = profile
        self.version = ""
        self._type = getattr(playwright, browser.engine)
        self._options = context_options(project) | launch_options(
            browser, project, headed=headed, at_home=at_home
        )
        self._use = project.use
        self._start_timeout = config.timeout
        self._read_only = read_only
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
            if self._read_only:
                context.route("**/*", _let_only_look)
                # Playwright's rules do not see what a shared worker asks for.
                context.add_init_script("delete window.SharedWorker")
            self.version = context.browser.version if context.browser else ""
            self._context = context
        return self._context.pages[0]

    def shut_down(self) -> None:
        """Shut the browser down; its profile stays on the disk."""
        if self._context is not None:
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
            if request.frame == page.main_frame:
                return arrived
        return Arrived(page.url)

    def unanswered(self, page: Page) -> Arrived | None:
        """Return what a script of the tab last asked for in vain, such as a form sent by AJAX."""
        for request, asked in reversed(self._unanswered):
            if request.frame == page.main_frame:
                return asked
        return None

    def _note_response(self, response: Response) -> None:
        request = response.request
        self._note(request, Arrived(request.url, request.method, response.status))

    def _note_failure(self, request: Request) -> None:
        failed = Arrived(request.url, request.method, failure=request.failure)
        if request.resource_type in ("fetch", "xhr"):
            self._unanswered.append((request, failed))
        self._note(request, failed)

    def _note(self, request: Request, arrived: Arrived) -> None:
        # A new tab has no frame yet when its first answer comes, so the frame is asked for later.
        if request.is_navigation_request():
            self._navigations.append((request, arrived))


def _start(person: Browsing) -> None:
    """Start the browser; one that does not start is nothing that a walk could tell of a site."""
    try:
        person.open()
    except PlaywrightError as error:
        why = str(error).splitlines()[0].partition(": ")[2].rstrip(".")
        raise UsageError(
            f"The browser {person.browser.found} does not start ({why}); name another one in "
            f"PLAYWRIGHT_{person.browser.engine.upper()}_EXECUTABLE, or run `make setup`."
        ) from None


def _let_only_look(route: Route) -> None:
    """Let a request pass that only looks; whatever could change something is refused."""
    if route.request.method in ("GET", "HEAD"):
        route.continue_()
    else:
        route.abort("blockedbyclient")


@contextmanager
def _driver(folder: str) -> Iterator[Playwright]:
    """Start Playwright, with its own files in the folder: it leaves them when ended by force."""
    before = os.environ.copy()
    os.environ.update(dict.fromkeys(("TMPDIR", "TMP", "TEMP"), folder))
    with ExitStack() as stack:
        try:
            playwright = stack.enter_context(sync_playwright())
        finally:
            os.environ.clear()
            os.environ.update(before)
        yield playwright


@contextmanager
def browsing(
    browser: Browser,
    config: Config,
    project: Project,
    *,
    headed: bool,
    at_home: bool,
    read_only: bool,
) -> Iterator[Browsing]:
    """Open a browser with a new profile, and close and forget both at the end."""
    with (
        TemporaryDirectory(prefix="walk-", ignore_cleanup_errors=True) as folder,
        _driver(folder) as playwright,
    ):
        captions.teach(playwright)
        person = Browsing(
            playwright,
            browser,
            config,
            project,
            Path(folder, "profile"),
            headed=headed,
            at_home=at_home,
            read_only=read_only,
        )
        try:
            _start(person)
            yield person
        finally:
            # A browser or driver that was ended from outside cannot be shut down, and need not be.
            with suppress(Exception):
                person.shut_down()

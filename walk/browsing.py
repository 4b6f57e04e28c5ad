"""The browser of a walk: a profile of its own that can be shut down, reopened and cleared."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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

from pages import captions
from walk.browser import Browser, context_options, launch_options
from walk.config import Config, Project

_CACHE_FOLDERS = ("Cache", "Code Cache", "cache2", "startupCache")
"""Where Chromium and Firefox keep their HTTP caches inside a profile."""


@dataclass(frozen=True)
class Arrived:
    """How a tab came to the page that it shows."""

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
        self._read_only = read_only
        self._context: BrowserContext | None = None
        self._navigations: list[tuple[Request, Arrived]] = []
        expect.set_options(timeout=config.expect.timeout)

    def open(self) -> Page:
        """Start the browser, or take the one that runs, and return its one tab."""
        if self._context is None:
            context: BrowserContext = self._type.launch_persistent_context(
                self.profile, **self._options
            )
            context.set_default_timeout(self._use.action_timeout)
            context.set_default_navigation_timeout(self._use.navigation_timeout)
            context.on("response", self._note_response)
            context.on("requestfailed", self._note_failure)
            if self._read_only:
                context.route("**/*", _let_only_look)
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
        return Arrived()

    def _note_response(self, response: Response) -> None:
        request = response.request
        self._note(request, Arrived(request.method, response.status))

    def _note_failure(self, request: Request) -> None:
        self._note(request, Arrived(request.method, failure=request.failure))

    def _note(self, request: Request, arrived: Arrived) -> None:
        # A new tab has no frame yet when its first answer comes, so the frame is asked for later.
        if request.is_navigation_request():
            self._navigations.append((request, arrived))


def _let_only_look(route: Route) -> None:
    """Let a request pass that only looks; whatever could change something is refused."""
    if route.request.method in ("GET", "HEAD"):
        route.continue_()
    else:
        route.abort("blockedbyclient")


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
        TemporaryDirectory(prefix="walk-profile-", ignore_cleanup_errors=True) as profile,
        sync_playwright() as playwright,
    ):
        captions.teach(playwright)
        person = Browsing(
            playwright,
            browser,
            config,
            project,
            Path(profile),
            headed=headed,
            at_home=at_home,
            read_only=read_only,
        )
        try:
            yield person
        finally:
            person.shut_down()

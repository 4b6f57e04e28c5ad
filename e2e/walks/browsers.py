"""One browser process for all walks of a test run's process, with a new context for each walk.

A walk's own browser has a profile of its own, which outlives it on the disk. That takes a start of
the browser for each walk, so only a test of what comes of the profile has one.

A walk may have a session of the whole browser, which holds requests back. Such a session ends when
the next walk begins: at the end of its own walk it would let them out to a court that still runs.
"""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, BrowserType, CDPSession, Page, Playwright
from playwright.sync_api import Error as PlaywrightError

_LAUNCH = (
    *("headless", "args", "slow_mo", "executable_path", "channel", "firefox_user_prefs", "proxy"),
    *("env", "timeout"),
)
"""The options of `launch_persistent_context` that belong to the browser, and not to the context."""
_PORT = re.compile(r"(\.localhost):\d+( 127\.0\.0\.1)?")
"""The port in the rules that confine a browser to one court."""


class SharedBrowsers:
    """Stands in for Playwright where a walk starts its browser."""

    def __init__(self, playwright: Playwright) -> None:
        """Start each kind of browser once, when the first walk needs it."""
        self._types = {
            name: _SharedType(getattr(playwright, name))
            for name in ("chromium", "firefox", "webkit")
        }

    def page(self) -> Page:
        """Open a page, in a context of its own, in a browser that a walk has started."""
        started = (browser for kind in self._types.values() for browser in kind.running)
        return next(started).new_page()

    def __getattr__(self, name: str) -> "_SharedType":
        """Return the browser type of that name."""
        return self._types[name]


class _SharedType:
    def __init__(self, own: BrowserType) -> None:
        self._own = own
        self._started: dict[str, Browser] = {}
        self._profiles: set[Path] = set()
        self._sessions: list[CDPSession] = []

    @property
    def running(self) -> list[Browser]:
        """The browsers of this kind that have not ended."""
        self._end_sessions()
        return [browser for browser in self._started.values() if browser.is_connected()]

    def launch_persistent_context(
        self,
        profile: Path,
        **options: Any,  # noqa: ANN401 they are as many as Playwright has
    ) -> BrowserContext:
        """Open a context of the shared browser, with a first tab as a persistent one has."""
        assert profile not in self._profiles, "This walk opens its browser again: give it a profile"
        self._profiles.add(profile)
        launch = {name: options.pop(name) for name in _LAUNCH if name in options}
        self._end_sessions()
        context = self._browser(launch).new_context(**options)
        context.new_page()
        return context

    def _browser(self, launch: dict[str, Any]) -> Browser:
        # Each court has a port of its own, and the browser may reach the one after, too.
        key = _PORT.sub(r"\1\2", json.dumps(launch, sort_keys=True, default=str))
        if key not in self._started or not self._started[key].is_connected():
            self._started[key] = browser = self._own.launch(**json.loads(key))
            open_session = browser.new_browser_cdp_session

            def noted() -> CDPSession:
                self._sessions.append(open_session())
                return self._sessions[-1]

            browser.new_browser_cdp_session = noted  # type: ignore[method-assign]
        return self._started[key]

    def _end_sessions(self) -> None:
        for session in self._sessions:
            # That of a browser which has ended has ended too.
            with suppress(PlaywrightError):
                session.detach()
        self._sessions.clear()

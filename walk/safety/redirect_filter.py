"""The border round Chromium: nothing leaves it that the request_filter has not let through.

Playwright shows its rules no redirect, nothing that a shared worker asks for, and no link that is
to be downloaded. Chromium itself shows them all, of every tab, to whoever asks it as a whole, and
sends them itself, so that a site meets the browser that it knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urldefrag

from playwright.sync_api import Browser, CDPSession, Request
from playwright.sync_api import Error as PlaywrightError

from walk.settings.config import Engine
from walk.settings.sites import Addresses, is_on

LOOKING = ("GET", "HEAD")
"""How one asks for something without sending anything."""


def has_border(engine: Engine | str) -> bool:
    """Say whether there is a border round the browsers of an engine."""
    return engine == "chromium"


class RedirectFilter:
    """Lets out what was announced, and of its redirects those that send no form on."""

    def __init__(self, addresses: Addresses, tell: Callable[[str, str, str], None]) -> None:
        """Stand round the browser; tell of each redirect that is refused, and why."""
        self._addresses = addresses
        self._tell = tell
        self._announced: Counter[tuple[str, str]] = Counter()
        self._forms: set[tuple[str, str]] = set()
        self._is_form: dict[str, bool] = {}
        """What is out, by the browser's own name for it, which its redirects share."""

    def guard(self, browser: Browser) -> None:
        """Let nothing out of a browser but through here."""
        self._is_form.clear()
        session = browser.new_browser_cdp_session()
        session.on("Fetch.requestPaused", lambda paused: self._decide(session, paused))
        session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})

    def announce(self, request: Request, *, is_form: bool) -> None:
        """Take note that the request_filter lets a request through, once."""
        asked = request.method, urldefrag(request.url).url
        self._announced[asked] += 1
        if is_form:
            self._forms.add(asked)

    def _decide(self, session: CDPSession, paused: dict[str, Any]) -> None:
        refusal = {"requestId": paused["requestId"], "errorReason": "BlockedByClient"}
        # A page that was closed meanwhile asks for nothing any more.
        with suppress(PlaywrightError):
            if self._may_leave(paused):
                session.send("Fetch.continueRequest", {"requestId": paused["requestId"]})
            else:
                session.send("Fetch.failRequest", refusal)

    def _may_leave(self, paused: dict[str, Any]) -> bool:
        method, address = asked = paused["request"]["method"], paused["request"]["url"]
        # What no page asks for, such as a download, has no name.
        name = paused.get("networkId")
        if name not in self._is_form:
            if name is None or not self._announced[asked]:
                return False
            self._announced[asked] -= 1
            self._is_form[name] = asked in self._forms
            return True
        if method not in LOOKING:
            why = "a form may not be sent on"
        elif self._is_form[name] and not is_on(address, self._addresses):
            why = "the answer to a form led there, and its host is none of the environment's"
        else:
            return True
        self._tell(method, address, why)
        return False

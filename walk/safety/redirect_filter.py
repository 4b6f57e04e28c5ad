"""The redirect filter: Chromium sends nothing that the request filter has not let through.

Playwright's routes see no redirect, no request of a shared worker and no download. Chromium itself
shows them all, of every tab, to a session of the whole browser, and then sends them itself, so that
a site sees an ordinary browser.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urldefrag

from playwright.sync_api import Browser, CDPSession, Request
from playwright.sync_api import Error as PlaywrightError

from walk.settings.sites import Addresses, is_on

LOOKING = ("GET", "HEAD")
"""The methods that ask for something and send nothing."""


def has_redirect_filter(engine: str) -> bool:
    """Say whether the redirects of an engine can be filtered."""
    return engine == "chromium"


class RedirectFilter:
    """Lets through what was announced, and those of its redirects that send no form on."""

    def __init__(self, addresses: Addresses, note: Callable[[str, str, str], None]) -> None:
        """Call `note` with the method and address of each redirect that is refused, and why."""
        self._addresses = addresses
        self._note = note
        self._announced: Counter[tuple[str, str]] = Counter()
        self._forms: set[tuple[str, str]] = set()
        self._is_form: dict[str, bool] = {}
        """Whether a request is a form, by the browser's name for it and its redirects."""

    def guard(self, browser: Browser) -> None:
        """Let a browser send nothing except through here."""
        self._is_form.clear()
        session = browser.new_browser_cdp_session()
        session.on("Fetch.requestPaused", lambda paused: self._decide(session, paused))
        session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})

    def announce(self, request: Request, *, is_form: bool) -> None:
        """Take note that the request filter lets a request through, once."""
        asked = request.method, urldefrag(request.url).url
        self._announced[asked] += 1
        if is_form:
            self._forms.add(asked)

    def _decide(self, session: CDPSession, paused: dict[str, Any]) -> None:
        refusal = {"requestId": paused["requestId"], "errorReason": "BlockedByClient"}
        # A page that was closed meanwhile asks for nothing more.
        with suppress(PlaywrightError):
            if self._may_pass(paused):
                session.send("Fetch.continueRequest", {"requestId": paused["requestId"]})
            else:
                session.send("Fetch.failRequest", refusal)

    def _may_pass(self, paused: dict[str, Any]) -> bool:
        method, address = asked = paused["request"]["method"], paused["request"]["url"]
        # A request of no page, such as a download, has no name.
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
        self._note(method, address, why)
        return False

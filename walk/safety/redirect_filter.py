"""The redirect filter: Chromium sends nothing that the request filter has not let through.

A session of the whole browser is shown each request of every tab before it leaves, with redirects,
shared workers and downloads, which Playwright's routes do not see. Chromium itself sends them then,
so that a site sees an ordinary browser, with its cache: routes switch that off.
"""

from base64 import b64decode
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urldefrag

from playwright.sync_api import BrowserContext, CDPSession, Frame, Request
from playwright.sync_api import Error as PlaywrightError

from walk.safety.waiting import Asked, Waiting
from walk.settings.sites import Addresses, is_on

LOOKING = ("GET", "HEAD")
"""The methods that ask for something and send nothing."""
_REASONS = {"aborted": "Aborted", "blockedbyclient": "BlockedByClient"}
"""Playwright's error codes, as Chromium calls them."""
_ALLOWED = {
    "access-control-request-method": "Access-Control-Allow-Methods",
    "access-control-request-headers": "Access-Control-Allow-Headers",
    "origin": "Access-Control-Allow-Origin",
}
"""What a question of Chromium's own whether a script may ask another site is answered with."""
_Key = tuple[str, str, bool]
"""Method and address of a request, and whether its answer becomes a page."""


def has_redirect_filter(engine: str) -> bool:
    """Say whether the redirects of an engine can be filtered."""
    return engine == "chromium"


@dataclass(frozen=True)
class _Sent:
    """What Chromium is about to send, and what Playwright knows of who asks for it."""

    request: Request
    method: str
    url: str
    headers: Mapping[str, str]
    post_data_buffer: bytes | None

    @property
    def resource_type(self) -> str:
        """What it is for."""
        return self.request.resource_type

    @property
    def frame(self) -> Frame:
        """The frame that asks."""
        return self.request.frame

    def is_navigation_request(self) -> bool:
        """Say whether the answer becomes a page."""
        return self.request.is_navigation_request()


@dataclass(frozen=True)
class _Paused:
    """A request that waits in Chromium."""

    asked: Asked
    request: Request
    pass_on: Callable[[bool], None]
    refuse: Callable[[str], None]

    def let_through(self, *, is_form: bool) -> None:
        """Let it leave, and mark whether it is a form."""
        self.pass_on(is_form)

    def abort(self, why: str) -> None:
        """Keep it from leaving."""
        self.refuse(_REASONS[why])


class RedirectFilter:
    """Has each request decided on, and lets those of its redirects pass that send no form on."""

    def __init__(
        self,
        addresses: Addresses,
        note: Callable[[str, str, str], None],
        decide: Callable[[Waiting], None],
    ) -> None:
        """Have `decide` decide on each request.

        Call `note` with the method and address of each redirect that is refused, and why.
        """
        self._addresses = addresses
        self._note = note
        self._decide = decide
        self._is_form: dict[str, bool] = {}
        """Whether a request is a form, by the browser's name for it and its redirects."""
        self._seen: defaultdict[_Key, list[Request]] = defaultdict(list)
        """What Playwright has told of, and Chromium is not about to send yet."""
        self._paused: defaultdict[_Key, list[tuple[CDPSession, dict[str, Any]]]] = defaultdict(list)
        """What Chromium is about to send, and Playwright has not told of yet.

        What no tab asks for, Playwright never tells of, and so it never leaves.
        """

    def guard(self, context: BrowserContext) -> None:
        """Let a browser send nothing except through here."""
        for of_browser_before in (self._is_form, self._seen, self._paused):
            of_browser_before.clear()
        if context.browser is None:
            raise PlaywrightError("A browser without a session of its own cannot be guarded.")
        context.on("request", self._note_request)
        context.on("requestfinished", self._forget)
        context.on("requestfailed", self._forget)
        session = context.browser.new_browser_cdp_session()
        session.on("Fetch.requestPaused", partial(self._note_paused, session))
        session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})

    # Chromium and Playwright tell of the same request in any order

    def _note_request(self, request: Request) -> None:
        # A redirect goes by the name of the request that led there.
        if request.redirected_from is None:
            self._seen[_key(request)].append(request)
            self._pair(_key(request))

    def _note_paused(self, session: CDPSession, paused: dict[str, Any]) -> None:
        name, asked = paused.get("networkId"), paused["request"]
        if name in self._is_form:
            self._follow(session, paused)
        elif name is None or (asked.get("hasPostData") and _body(asked) is None):
            # A request of no page, such as a download, has no name; and what cannot be read is sent
            # nowhere.
            _answer(session, "failRequest", paused, errorReason="BlockedByClient")
        elif _is_asked_beforehand(asked):
            _permit_asking(session, paused)
        else:
            is_page = paused.get("resourceType") == "Document"
            key = asked["method"], urldefrag(asked["url"]).url, is_page
            self._paused[key].append((session, paused))
            self._pair(key)

    def _pair(self, key: _Key) -> None:
        while self._seen[key] and self._paused[key]:
            request, (session, paused) = self._seen[key].pop(0), self._paused[key].pop(0)
            asked = paused["request"]
            headers = {name.lower(): value for name, value in asked.get("headers", {}).items()}
            sent = _Sent(request, asked["method"], asked["url"], headers, _body(asked))
            pass_on = partial(self._pass, session, paused, request)
            self._decide(_Paused(sent, request, pass_on, partial(self._refuse, session, paused)))

    def _forget(self, request: Request) -> None:
        """Forget what ended without being sent, such as what is in the cache of the page."""
        if request in (same := self._seen[_key(request)]):
            same.remove(request)

    # Deciding

    def _pass(
        self,
        session: CDPSession,
        paused: dict[str, Any],
        request: Request,
        is_form: bool,  # noqa: FBT001 the one argument that `partial` does not bind
    ) -> None:
        self._is_form[paused["networkId"]] = is_form
        if not _answer(session, "continueRequest", paused):
            # It was broken off before, and another one like it may be about to be sent.
            self._seen[_key(request)].append(request)

    @staticmethod
    def _refuse(session: CDPSession, paused: dict[str, Any], reason: str) -> None:
        _answer(session, "failRequest", paused, errorReason=reason)

    def _follow(self, session: CDPSession, paused: dict[str, Any]) -> None:
        """Decide on the redirect of a request that was let through."""
        method, address = paused["request"]["method"], paused["request"]["url"]
        if method not in LOOKING:
            why = "a form may not be sent on"
        elif self._is_form[paused["networkId"]] and not is_on(address, self._addresses):
            why = "the answer to a form led there, and its host is none of the environment's"
        else:
            _answer(session, "continueRequest", paused)
            return
        self._note(method, address, why)
        _answer(session, "failRequest", paused, errorReason="BlockedByClient")


def _key(request: Request) -> _Key:
    return request.method, urldefrag(request.url).url, request.is_navigation_request()


def _answer(session: CDPSession, how: str, paused: Mapping[str, Any], **more: object) -> bool:
    """Say what becomes of a request, and return whether it still waited for that."""
    # A page that was closed meanwhile asks for nothing more.
    with suppress(PlaywrightError):
        session.send(f"Fetch.{how}", {"requestId": paused["requestId"], **more})
        return True
    return False


def _body(asked: Mapping[str, Any]) -> bytes | None:
    """Return what a request sends; None if it sends nothing, or what nobody can read."""
    parts = asked.get("postDataEntries", [])
    if not parts or any("bytes" not in part for part in parts):
        return None
    return b"".join(b64decode(part["bytes"]) for part in parts)


def _is_asked_beforehand(asked: Mapping[str, Any]) -> bool:
    """Say whether Chromium itself asks another site whether a script may ask it something."""
    # No script can send this header.
    headers = {name.lower() for name in asked.get("headers", {})}
    return asked["method"] == "OPTIONS" and "access-control-request-method" in headers


def _permit_asking(session: CDPSession, paused: Mapping[str, Any]) -> None:
    """Answer that question in the site's place; what is then asked is decided on."""
    headers = {name.lower(): value for name, value in paused["request"]["headers"].items()}
    allowed = {_ALLOWED[name]: value for name, value in headers.items() if name in _ALLOWED}
    allowed["Access-Control-Allow-Credentials"] = "true"
    given = [{"name": name, "value": value} for name, value in allowed.items()]
    _answer(session, "fulfillRequest", paused, responseCode=204, responseHeaders=given)

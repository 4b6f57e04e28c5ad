"""The rule on requests away from the mock: a page may ask for no more than the step at hand may.

It holds whatever clicked, and fails closed: what it does not know it refuses. Redirects of a
request that it let through are the browser's own and pass it by, so hosts are checked again on
arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import BrowserContext, Request, Route, WebSocketRoute

from walk.config import Addresses
from walk.hosts import is_on, origin

# Playwright's rules see neither what a shared worker asks for, nor calls from browser to browser,
# nor a link that is to be downloaded. Without the attribute it is a link like any other.
_UNSEEN = """{
    const unseen = ["SharedWorker", "RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"];
    for (const name of unseen) delete window[name];
    const strip = (each) => each instanceof Element && each.removeAttribute("download");
    for (const [owner, name] of [[HTMLElement, "click"], [EventTarget, "dispatchEvent"]]) {
        const own = owner.prototype[name];
        owner.prototype[name] = function (...given) { strip(this); return own.apply(this, given); };
    }
    addEventListener("click", (event) => event.composedPath().forEach(strip), true);
}"""

_LOOKING = ("GET", "HEAD")
_STATIC = ("image", "stylesheet", "script", "font")


class _Leave(Enum):
    """What may be asked for."""

    LOOK = auto()
    """The walk is on its way: pages of the three sites, by GET."""
    SIGN_ON = auto()
    """It is signing on: as before, and forms may be sent to the sign-on site."""
    STAY = auto()
    """It has arrived: what belongs to the page, but no other page."""
    NOTHING = auto()
    """It is on a page of linking: not even a picture."""
    SUBMIT = auto()
    """It is on a page of linking, and its Submit is permitted: that one request."""


@dataclass(frozen=True)
class Submission:
    """The one request that a Submit may make: how, and to which address."""

    method: str
    address: str

    def is_made_by(self, request: Request) -> bool:
        """Say whether it is this; a form sent by GET has its fields behind the address."""
        asked, own = (urldefrag(each).url for each in (request.url, self.address))
        if self.method == "GET":
            asked, own = asked.partition("?")[0], own.partition("?")[0]
        return (request.method, asked) == (self.method, own) and request.is_navigation_request()


class Gate:
    """What may be asked for at this moment."""

    def __init__(self, addresses: Addresses, *, may_link: bool) -> None:
        """Stand before the three sites; at first one may look.

        Whether somebody permits linking is told once and for all, and by no step of the walk.
        """
        self._addresses = addresses
        self._may_link = may_link
        self._leave = _Leave.LOOK
        self._submission: Submission | None = None
        self._refused: list[tuple[Request, str]] = []
        self._told_of = 0

    @property
    def port(self) -> int | None:
        """The port of the court's website."""
        return urlsplit(self._addresses.website).port

    def guard(self, context: BrowserContext) -> None:
        """Let nothing of a browser pass but through here."""
        context.route("**/*", self._decide)
        context.route_web_socket("**/*", _refuse_socket)
        context.add_init_script(_UNSEEN)

    # What the walk is about to do

    def look(self) -> None:
        """Let the walk go on to another page by a link or an address."""
        self._leave = _Leave.LOOK

    def sign_on(self) -> None:
        """Let the walk send forms to the sign-on site."""
        self._leave = _Leave.SIGN_ON

    def stay(self, *, is_linking: bool) -> None:
        """Keep to the page that has come."""
        self._leave = _Leave.NOTHING if is_linking else _Leave.STAY
        # What was refused before did not keep this page from coming.
        self._told_of = len(self._refused)

    def submit(self, submission: Submission | None) -> None:
        """Let a page of linking send this and nothing else, once, if linking is permitted."""
        self._leave = _Leave.SUBMIT
        self._submission = submission if self._may_link else None

    def has_refused(self, request: Request) -> bool:
        """Say whether it was this rule that a request failed by."""
        return any(refused is request for refused, _ in self._refused)

    def refusal(self) -> str | None:
        """Return which other page was asked for in vain since the last one came, and why."""
        for request, why in self._refused[self._told_of :]:
            if request.is_navigation_request():
                return f"{request.method} {request.url} was refused: {why}."
        return None

    # Deciding

    def _decide(self, route: Route) -> None:
        request = route.request
        why = self._why_not(request)
        if why is None:
            route.continue_()
            return
        self._refused.append((request, why))
        # A page that may go nowhere stays as it is; one that led astray is gone.
        stays = self._leave in (_Leave.STAY, _Leave.NOTHING, _Leave.SUBMIT)
        route.abort("aborted" if stays else "blockedbyclient")

    def _why_not(self, request: Request) -> str | None:
        """Return why a request is refused, or None if it may pass."""
        if self._leave is _Leave.NOTHING:
            return "a page of linking may ask for nothing"
        if self._leave is _Leave.SUBMIT:
            if self._submission is None or not self._submission.is_made_by(request):
                return "it is not the Submit that is permitted"
            # It serves once; what it leads to is looked at like any other page.
            self._leave, self._submission = _Leave.LOOK, None
            return None
        if request.method not in _LOOKING:
            to_sign_on = origin(request.url) == origin(self._addresses.sign_on)
            signs_on = self._leave is _Leave.SIGN_ON and to_sign_on
            return None if signs_on else "nothing may be sent at this step"
        if not is_on(request.url, self._addresses):
            is_static = request.resource_type in _STATIC
            return None if is_static else "its host is none of the environment's"
        if self._leave is _Leave.STAY and request.is_navigation_request():
            return "a page may not lead on by itself"
        return None


def _refuse_socket(_: WebSocketRoute) -> None:
    # A page is alone with a socket that nobody connects. To close one here would wait for ever,
    # since the browser's answer comes only after this has returned.
    pass

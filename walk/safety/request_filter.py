"""The request filter, away from the mock: a page may ask for no more than the current step needs.

It does not matter what clicked, and it fails closed: it refuses what it does not know. What it lets
through also has to pass the redirect filter, and hosts are checked once more on arrival.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import BrowserContext, Request, Route, WebSocketRoute

from walk.safety.redirect_filter import LOOKING, RedirectFilter, has_redirect_filter
from walk.settings.sites import Addresses, is_on, origin

# No filter sees calls from browser to browser, and outside Chromium none sees shared workers.
_UNSEEN = """{
    const unseen = ["SharedWorker", "RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"];
    for (const name of unseen) delete window[name];
}"""

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
    """It is on a page of linking whose Submit is permitted: that one request."""
    AWAIT = auto()
    """It has sent that: pictures, styles, scripts and fonts of earlier pages, nothing new."""


@dataclass(frozen=True)
class Submission:
    """The one request that a Submit may make: how, and to which address."""

    method: str
    address: str

    def is_made_by(self, request: Request) -> bool:
        """Say whether a request is this; a form sent by GET has its fields in the address."""
        asked, own = (urldefrag(each).url for each in (request.url, self.address))
        if self.method == "GET":
            asked, own = asked.partition("?")[0], own.partition("?")[0]
        return (request.method, asked) == (self.method, own) and request.is_navigation_request()


class _Refused(NamedTuple):
    """A request that was refused."""

    method: str
    address: str
    why: str
    leads_on: bool
    """Whether the answer would have been a page."""
    request: Request | None = None
    """None for a redirect, which only the redirect filter sees."""


class RequestFilter:
    """Decides what a browser may ask for at this moment."""

    def __init__(self, addresses: Addresses, *, may_link: bool) -> None:
        """Begin with looking; `may_link` says for the whole walk whether linking is permitted."""
        self._addresses = addresses
        self._may_link = may_link
        self.may_be_linked = False
        """Whether a Submit of linking has left, whatever came of it."""
        self._leave = _Leave.LOOK
        self._submission: Submission | None = None
        self._seen: set[str] = set()
        """The pictures, styles, scripts and fonts that were asked for so far."""
        self._redirects = RedirectFilter(addresses, self._note_redirect)
        self._refused: list[_Refused] = []
        self._refused_before = 0

    @property
    def port(self) -> int | None:
        """The port of the court's website."""
        return urlsplit(self._addresses.website).port

    def guard(self, context: BrowserContext) -> None:
        """Let a browser ask for nothing except through here."""
        context.route("**/*", self._decide)
        context.route_web_socket("**/*", _refuse_socket)
        context.add_init_script(_UNSEEN)
        if context.browser and has_redirect_filter(context.browser.browser_type.name):
            self._redirects.guard(context.browser)

    def watch(self, context: BrowserContext) -> None:
        """Only take note of what leaves, in the walk's own court, where all may be linked."""
        context.on("request", self._note_submit)

    # What the walk is about to do

    def look(self) -> None:
        """Let the walk go to another page by a link or an address."""
        self._leave = _Leave.LOOK

    def sign_on(self) -> None:
        """Let the walk send forms to the sign-on site."""
        self._leave = _Leave.SIGN_ON

    def stay(self, *, is_linking: bool) -> None:
        """Stay on the page that has come."""
        # Only the walk itself leaves linking; the confirmation and its menu bar still belong to it.
        is_linking = is_linking or self._leave in (_Leave.NOTHING, _Leave.AWAIT)
        self._leave = _Leave.NOTHING if is_linking else _Leave.STAY
        # This page came in spite of what was refused before.
        self._refused_before = len(self._refused)

    def submit(self, submission: Submission | None) -> None:
        """Let a page of linking send only this, once, if linking is permitted."""
        self._leave = _Leave.SUBMIT
        self._submission = submission if self._may_link else None

    def has_refused(self, request: Request) -> bool:
        """Say whether a request failed because this filter refused it."""
        redirect = request.method, urldefrag(request.url).url
        return any(
            each.request is request or (each.request is None and each[:2] == redirect)
            for each in self._refused
        )

    def refusal(self) -> str | None:
        """Return which page was refused since the last one came, and why."""
        for refused in self._refused[self._refused_before :]:
            if refused.leads_on:
                return f"{refused.method} {refused.address} was refused: {refused.why}."
        return None

    # Deciding

    def _decide(self, route: Route) -> None:
        request, leave = route.request, self._leave
        why = self._why_not(request)
        if why is None:
            is_submit = leave is not self._leave
            self._redirects.announce(request, is_form=is_submit or request.method not in LOOKING)
            route.continue_()
            return
        leads_on = request.is_navigation_request()
        self._refused.append(_Refused(request.method, request.url, why, leads_on, request))
        # A page that may not leave stays as it is; one on its way to a wrong host is gone.
        goes = self._leave in (_Leave.LOOK, _Leave.SIGN_ON)
        route.abort("blockedbyclient" if goes else "aborted")

    def _note_submit(self, request: Request) -> None:
        if self._leave is _Leave.SUBMIT and request.method not in LOOKING:
            self.may_be_linked = True

    def _note_redirect(self, method: str, address: str, why: str) -> None:
        self._refused.append(_Refused(method, address, why, leads_on=True))

    def _why_not(self, request: Request) -> str | None:
        """Return why a request is refused, or None if it passes."""
        if self._leave is _Leave.NOTHING:
            return "a page of linking may ask for nothing"
        if self._leave is _Leave.SUBMIT:
            if self._submission is None or not self._submission.is_made_by(request):
                return "it is not the Submit that is permitted"
            # It is permitted once.
            self._leave, self._submission = _Leave.AWAIT, None
            self.may_be_linked = True
            return None
        is_static = request.method == "GET" and request.resource_type in _STATIC
        if self._leave is _Leave.AWAIT:
            is_known = is_static and request.url in self._seen
            return None if is_known else "a Submit of linking leads to nothing else"
        if request.method not in LOOKING:
            to_sign_on = origin(request.url) == origin(self._addresses.sign_on)
            signs_on = self._leave is _Leave.SIGN_ON and to_sign_on
            return None if signs_on else "nothing may be sent at this step"
        if not is_static and not is_on(request.url, self._addresses):
            return "its host is none of the environment's"
        if self._leave is _Leave.STAY and request.is_navigation_request():
            return "a page may not lead on by itself"
        if is_static:
            self._seen.add(request.url)
        return None


def _refuse_socket(_: WebSocketRoute) -> None:
    # Nobody connects the page's socket. Closing it here would wait forever, since the browser's
    # answer comes only after this returns.
    pass

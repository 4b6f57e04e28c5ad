"""The request filter, away from the mock: a page may ask for no more than the current step needs.

It does not matter what clicked, and it fails closed: it refuses what it does not know. What it lets
through also has to pass the redirect filter, and hosts are checked once more on arrival.
"""

from collections.abc import Sequence
from contextlib import suppress
from enum import Enum, auto
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import BrowserContext, Page, Request, WebSocketRoute
from playwright.sync_api import Error as PlaywrightError

from walk.safety.redirect_filter import LOOKING, RedirectFilter, has_redirect_filter
from walk.safety.submissions.submission import BY_SCRIPT, NOT_PERMITTED, Submission
from walk.safety.waiting import Asked, Routed, Waiting
from walk.safety.ways_out import IN_PAGES
from walk.settings.sites import Addresses, is_asset, is_on, origin

_STATIC = ("image", "stylesheet", "script", "font")


class _Leave(Enum):
    """What may be asked for."""

    LOOK = auto()
    """The walk is on its way: pages of the three sites, by GET."""
    SIGN_ON = auto()
    """It is signing on: as before, and forms may be sent to the sign-on site."""
    STAY = auto()
    """It has arrived: what belongs to the page, but no other page."""
    TYPED = auto()
    """It has typed something: pictures, styles, scripts and fonts asked for before, nothing new."""
    NOTHING = auto()
    """It is on a page of linking: not even a picture."""
    SUBMIT = auto()
    """It is on a page of linking whose Submit is permitted: that one request."""
    AWAIT = auto()
    """It has sent that: pictures, styles, scripts and fonts of earlier pages.

    What a script needs to draw the answer is held."""


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

    def __init__(
        self, addresses: Addresses, *, may_link: bool, assets: Sequence[str] | None = None
    ) -> None:
        """Begin with looking; `may_link` says for the whole walk whether linking is permitted.

        With `assets` nothing is loaded from any host but those of the addresses and these.
        """
        self.assets = assets
        self._addresses = addresses
        self._may_link = may_link
        self.may_be_linked = False
        """Whether a Submit of linking has left, whatever came of it."""
        self.keeps_cache = True
        """Whether the browser keeps its cache, as that of a reader does."""
        self._leave = _Leave.LOOK
        self._submission: Submission | None = None
        self._is_revoked = False
        self._seen: set[str] = set()
        """The pictures, styles, scripts and fonts that were asked for so far."""
        self._redirects = RedirectFilter(addresses, self._note_redirect, self._decide)
        self._refused: list[_Refused] = []
        self._refused_before = 0
        self._refused_at_act = 0
        """How many were refused before the walk did what it did last."""
        self._typed_at: tuple[str, str] | None = None
        """The site of the page in which something was typed, until the next screen has come."""
        self._untold: list[str] = []
        self._told: set[str] = set()
        self._sent: Submission | None = None
        """The Submit of linking that has left last."""
        self._loaded_again: set[str] = set()
        """What frames have loaded once more after it."""
        self._may_lead_on = False
        """Whether a script has sent it, and so may lead to a page with the answer."""
        self._held: list[Waiting] = []
        """What a page asks for to draw that."""
        self._link: str | None = None
        """Where the link leads that the walk selected last, until that page is asked for."""

    @property
    def addresses(self) -> Addresses:
        """The three sites."""
        return self._addresses

    @property
    def is_submitting(self) -> bool:
        """Whether a Submit of linking is about to leave."""
        return self._leave is _Leave.SUBMIT

    @property
    def awaits_answer(self) -> bool:
        """Whether a Submit of linking leaves or has left, and its answer has not come."""
        return self._leave in (_Leave.SUBMIT, _Leave.AWAIT)

    @property
    def port(self) -> int | None:
        """The port of the court's website."""
        return urlsplit(self._addresses.website).port

    def guard(self, context: BrowserContext) -> None:
        """Let a browser ask for nothing except through here."""
        if context.browser and has_redirect_filter(context.browser.browser_type.name):
            self._redirects.guard(context)
        else:
            # A route switches the browser's cache off.
            self.keeps_cache = False
            context.route("**/*", lambda route: self._decide(Routed(route)))
        context.route_web_socket("**/*", _refuse_socket)
        context.add_init_script(IN_PAGES)

    def watch(self, context: BrowserContext) -> None:
        """Only take note of what leaves, in the walk's own court, where all may be linked."""
        context.on("request", self._note_submit)

    # What the walk is about to do

    def look(self, link: str | None = None) -> None:
        """Let the walk go to another page by an address, or by a link that leads to `link`.

        That page may also be asked for a little later, when the walk takes itself to be there.
        """
        self._refuse_held()
        self._leave, self._typed_at = _Leave.LOOK, None
        self._link = urldefrag(link).url if link else None
        self._refused_at_act = len(self._refused)

    def type_in(self, page: Page) -> None:
        """Let a page send nothing new, since something is about to be typed into it."""
        self._refuse_held()
        self._typed_at = origin(page.url)
        if self._leave in (_Leave.LOOK, _Leave.SIGN_ON, _Leave.STAY):
            self._leave = _Leave.TYPED

    def sign_on(self) -> None:
        """Let the walk send forms to the sign-on site."""
        self._refuse_held()
        self._leave = _Leave.SIGN_ON

    def stay(self, *, is_linking: bool) -> None:
        """Stay on the page that has come."""
        self._refuse_held()
        # Only the walk itself leaves linking; the confirmation and its menu bar still belong to it.
        is_linking = is_linking or self._leave in (_Leave.NOTHING, _Leave.AWAIT)
        self._leave = _Leave.NOTHING if is_linking else _Leave.STAY
        self._typed_at, self._is_revoked = None, False
        # This page came in spite of what was refused before.
        self._refused_before = len(self._refused)

    def submit(self, submission: Submission | None) -> None:
        """Let a page of linking send only this, once, if linking is permitted."""
        self._refuse_held()
        self._leave = _Leave.SUBMIT
        self._refused_at_act = len(self._refused)
        self._submission = submission if self._may_link and not self._is_revoked else None

    def revoke(self) -> None:
        """Let a page of linking send nothing after all, until another page has come."""
        self._submission, self._is_revoked = None, True

    def link_no_more(self) -> None:
        """Let no Submit of linking pass any more, since what was linked is linked for good."""
        self._may_link, self._submission = False, None

    def would_repeat(self, address: str) -> bool:
        """Say whether asking for an address would send a Submit of linking once more."""
        sent = self._sent
        return bool(sent and sent.method == "GET" and _page(address) == _page(sent.address))

    @property
    def held(self) -> list[Request]:
        """What a page asks for to draw the answer to a Submit of linking, as long as it waits."""
        return [waiting.request for waiting in self._held]

    def let_draw(self) -> bool:
        """Let what is held pass, since the page that should come is not drawn without it.

        Say whether there was anything.
        """
        held, self._held = self._held, []
        for waiting in held:
            waiting.let_through(is_form=False)
        return bool(held)

    def has_refused(self, request: Request) -> bool:
        """Say whether a request failed because this filter refused it."""
        redirect = request.method, urldefrag(request.url).url
        return any(
            each.request is request or (each.request is None and each[:2] == redirect)
            for each in self._refused
        )

    def refusal(self) -> str | None:
        """Return which page was refused since the last one came, and why."""
        refused = self._refused_page()
        return (
            f"{refused.method} {refused.address} was refused: {refused.why}." if refused else None
        )

    def refuses_own_page(self) -> bool:
        """Say whether that page is on one of the three sites, and no redirect led to it."""
        refused = self._refused_page()
        return bool(refused and refused.request and is_on(refused.address, self._addresses))

    def _refused_page(self) -> _Refused | None:
        refused = self._refused[self._refused_before :]
        return next((each for each in refused if each.leads_on), None)

    def refused_sign_on(self) -> str | None:
        """Return where the answer to the walk's last act led to sign on again, in vain."""
        for refused in self._refused[self._refused_at_act :]:
            is_page = refused.leads_on and refused.method in LOOKING
            if is_page and origin(refused.address) == origin(self._addresses.sign_on):
                return refused.address
        return None

    def refused_script(self) -> str | None:
        """Return what a script asked of the three sites in vain since the last page came."""
        for refused in self._refused[self._refused_before :]:
            by_script = refused.request and refused.request.resource_type in BY_SCRIPT
            if by_script and is_on(refused.address, self._addresses):
                return f"{refused.method} {refused.address}: {refused.why}"
        return None

    def news(self) -> list[str]:
        """Return, once for each host, from which nothing was loaded."""
        hosts = [host for host in dict.fromkeys(self._untold) if host not in self._told]
        self._untold.clear()
        self._told.update(hosts)
        if not hosts:
            return []
        return [
            f"Nothing was loaded from {', '.join(hosts)}, which the environment does not name; "
            "if the page needs it, add it to `assets`."
        ]

    # Deciding

    def _decide(self, waiting: Waiting) -> None:
        asked, leave, submission = waiting.asked, self._leave, self._submission
        if leave is _Leave.AWAIT and self._draws_answer(asked):
            self._held.append(waiting)
            return
        why = self._why_not(asked)
        if why is not None:
            self._refuse(waiting, why)
            return
        is_submit = leave is _Leave.SUBMIT
        if is_submit and submission:
            submission.leaves()
        waiting.let_through(is_form=is_submit or asked.method not in LOOKING)

    def _refuse(self, waiting: Waiting, why: str) -> None:
        asked = waiting.asked
        leads_on = asked.is_navigation_request()
        self._refused.append(_Refused(asked.method, asked.url, why, leads_on, waiting.request))
        # A page that may not leave stays as it is; one on its way to a wrong host is gone.
        goes = self._leave in (_Leave.LOOK, _Leave.SIGN_ON)
        waiting.abort("blockedbyclient" if goes else "aborted")

    def _refuse_held(self) -> None:
        """Refuse what a page asked for without need: the one that should come has come."""
        held, self._held = self._held, []
        for waiting in held:
            # Its page may be gone meanwhile.
            with suppress(PlaywrightError):
                self._refuse(waiting, "the answer to a Submit of linking was drawn without it")

    def _note_submit(self, request: Request) -> None:
        if self._leave is _Leave.SUBMIT and request.method not in LOOKING:
            self.may_be_linked = True

    def _note_redirect(self, method: str, address: str, why: str) -> None:
        self._refused.append(_Refused(method, address, why, leads_on=True))

    def _why_not(self, request: Asked) -> str | None:
        """Return why a request is refused, or None if it passes."""
        if self._leave is _Leave.NOTHING:
            return "a page of linking may ask for nothing"
        if self._leave is _Leave.SUBMIT:
            why = self._submission.why_not(request) if self._submission else NOT_PERMITTED
            if why is None and self._was_refused_here(request):
                why = "the page has tried to send it before it was pressed"
            if why is None:
                # It is permitted once.
                self._sent, self._loaded_again = self._submission, set()
                self._may_lead_on = request.resource_type in BY_SCRIPT
                self._leave, self._submission = _Leave.AWAIT, None
                self.may_be_linked = True
            return why
        is_static = request.method == "GET" and request.resource_type in _STATIC
        if not self._may_be_asked(request.url, is_static=is_static):
            return "its host is none of the environment's"
        if is_static and request.url in self._seen:
            return None
        why = self._why_not_now(request)
        if is_static and why is None:
            self._seen.add(request.url)
        return why

    def _was_refused_here(self, request: Asked) -> bool:
        """Say whether the page that is there has sent to an address before, and in vain."""
        here = self._refused[self._refused_before :]
        return any(each[:2] == (request.method, request.url) for each in here)

    def _why_not_now(self, request: Asked) -> str | None:
        """Return why something new may not be asked for at this moment, or None if it may."""
        if self._leave is _Leave.AWAIT:
            if self._leads_on(request):
                self._may_lead_on = False
                return None
            if self._loads_again(request):
                return None
            return "a Submit of linking leads to nothing else"
        if self._leave is _Leave.TYPED:
            return "nothing new may be asked for after something was typed"
        if self.would_repeat(request.url):
            return "it would send a Submit of linking once more"
        if request.method not in LOOKING:
            to_sign_on = origin(request.url) == origin(self._addresses.sign_on)
            signs_on = self._leave is _Leave.SIGN_ON and to_sign_on
            return None if signs_on else "nothing may be sent at this step"
        if self._leads_on_by_itself(request):
            return "a page may not lead on by itself"
        if self._carries_away(request):
            return "a page in which something was typed may ask only its own site"
        return None

    def _leads_on_by_itself(self, request: Asked) -> bool:
        """Say whether the page to which the walk has come asks for another than the walk did."""
        if not request.is_navigation_request():
            return False
        if urldefrag(request.url).url == self._link:
            self._link = None
            return False
        return self._leave is _Leave.STAY

    def _draws_answer(self, request: Asked) -> bool:
        """Say whether a script may need a request to draw the answer to a Submit of linking."""
        parts = ("script", "stylesheet") if self._may_lead_on else ()
        return request.resource_type in (*BY_SCRIPT, *parts) and self._says_nothing(request)

    def _leads_on(self, request: Asked) -> bool:
        """Say whether a script that has sent the form goes on to the page with the answer."""
        is_page = self._may_lead_on and request.is_navigation_request()
        return is_page and self._says_nothing(request)

    def _loads_again(self, request: Asked) -> bool:
        """Say whether another frame, such as one with the menu bar, loads what it has once more."""
        with suppress(PlaywrightError):
            is_own = request.is_navigation_request() and request.frame.url == request.url
            is_new = request.method == "GET" and request.url not in self._loaded_again
            if is_own and is_new and request.frame.parent_frame and self._sent:
                self._loaded_again.add(request.url)
                return self._sent.tells_nothing(request.url)
        return False

    def _says_nothing(self, request: Asked) -> bool:
        """Say whether a request of the page itself tells its own site nothing by its address."""
        if request.method != "GET" or self._sent is None or request.url in self._seen:
            return False
        # The request of a tab that is only being opened belongs to none.
        with suppress(PlaywrightError):
            if request.frame.parent_frame is None:
                return self._sent.tells_nothing(request.url)
        return False

    def _may_be_asked(self, address: str, *, is_static: bool) -> bool:
        """Say whether the environment has the host of an address, and note one that it has not."""
        if is_on(address, self._addresses):
            return True
        if is_static and (self.assets is None or is_asset(address, self.assets)):
            return True
        if host := urlsplit(address).hostname:
            self._untold.append(host)
        return False

    def _carries_away(self, request: Asked) -> bool:
        """Say whether a page could tell another site what was typed into it."""
        if self._typed_at in (None, origin(request.url)) or request.is_navigation_request():
            return False
        # A frame or a tab that the page made is on none of the sites.
        asks = origin(request.frame.page.main_frame.url)
        return asks == self._typed_at or asks not in map(origin, self._addresses.sites)


def _page(address: str) -> str:
    """Return an address without what a form sends in it."""
    return urldefrag(address).url.partition("?")[0]


def _refuse_socket(_: WebSocketRoute) -> None:
    # Nobody connects the page's socket. Closing it here would wait forever, since the browser's
    # answer comes only after this returns.
    pass

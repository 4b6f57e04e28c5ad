"""What the tabs of a walk's browser asked for, and what came of it."""

import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from math import inf
from time import monotonic

from playwright.sync_api import BrowserContext, Frame, Page, Request, Response, WebError
from playwright.sync_api import Error as PlaywrightError

from walk.browser.answers.script_answers import ScriptAnswer
from walk.safety.redirect_filter import LOOKING

_SERVER_ERROR = 500
UNWELCOME_STATUSES = (403, 429)
"""What sites answer to browsers that they take for programs, and to visitors who come too often."""
_BY_SCRIPT = ("fetch", "xhr")
_CHANGING = ("document", "script", "stylesheet", *_BY_SCRIPT)
"""What may change a page when it comes; a picture does not, and a stream never ends."""
_POLLING = 3
"""What is asked for so often is asked for again and again, and changes nothing that matters."""
_PARTS = ("script", "stylesheet")
"""What a page may need before a reader can use it; pictures and fonts are not."""
_MOST_ANSWERS = 10
"""How many answers to the scripts of a browser are kept in mind."""
_NUMBER = re.compile(r"\d+")
_BROKEN_OFF = re.compile(r"ERR_ABORTED|NS_BINDING_ABORTED|cancelled")


@dataclass(frozen=True)
class Arrived:
    """How a tab came to the page that it shows, or what came of another request."""

    address: str
    method: str = "GET"
    status: int | None = None
    """None if no answer came at all."""
    failure: str | None = None
    seconds: float | None = None
    """How long it has been open, if it still is."""
    type: str = "document"
    """What it is, as Playwright names it."""
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Those of the answer, by their names in small letters."""


class Network:
    """Notes the requests of every tab; it asks no page, so it can tell of one that hangs."""

    def __init__(self, has_refused: Callable[[Request], bool]) -> None:
        """Take no notice of the failure of what `has_refused`: a filter of ours did that."""
        self._has_refused = has_refused
        self._navigations: list[tuple[Request, Arrived]] = []
        self._failed: list[tuple[Request, Arrived]] = []
        self._open: dict[Request, tuple[Arrived, float]] = {}
        """What is still open, and when (s) it was asked for."""
        self._answers: deque[tuple[Response, float]] = deque(maxlen=_MOST_ANSWERS)
        """What scripts got, to its end, and when (s)."""
        self._in_vain: dict[Page, float] = {}
        """When (s) a script of each tab failed last."""
        self._begun: dict[Page, float] = {}
        """When (s) the page that each tab shows began."""
        self._ended: dict[Page, float] = {}
        """When (s) something came last that may have changed the page of each tab."""
        self._asked: Counter[tuple[Page, str]] = Counter()
        """How often each tab has asked for an address, whatever numbers are in it."""

    def watch(self, context: BrowserContext) -> None:
        """Note what a browser asks for from now on; it has been opened just now."""
        for noted in (self._navigations, self._failed, self._open, self._answers):
            noted.clear()
        context.on("request", self._note_request)
        context.on("response", self._note_response)
        context.on("requestfinished", self._note_end)
        context.on("requestfailed", self._note_failure)
        context.on("weberror", self._note_error)
        context.on("page", self._watch_tab)
        for page in context.pages:
            self._watch_tab(page)

    def how_arrived(self, page: Page) -> Arrived:
        """Return how the tab came to the page that it shows."""
        return _last_of(page, self._navigations) or Arrived(page.url)

    def asked_pages(self, page: Page) -> list[str]:
        """Return the addresses of the pages that a tab has asked for, in their order.

        A page that a script only changes stays the same.
        """
        return [
            *(arrived.address for request, arrived in self._navigations if _is_main(request, page)),
            *(
                arrived.address
                for request, (arrived, _) in self._open.items()
                if arrived.status is None and arrived.type == "document" and _is_main(request, page)
            ),
        ]

    def unanswered(self, page: Page) -> Arrived | None:
        """Return the last request by a script of the tab that failed, such as a form sent by AJAX.

        It got no answer at all, was turned away, or got an error of the server (500 and above). A
        form without an answer so far counts too.
        """
        failed = _last_of(page, [each for each in self._failed if each[1].type in _BY_SCRIPT])
        forms = (each for each in self._awaited(page, _BY_SCRIPT) if each.method not in LOOKING)
        return failed or next(forms, None)

    def script_answers(self, page: Page) -> Iterator[ScriptAnswer]:
        """Yield what scripts of the page that a tab shows were answered, the last one first."""
        begun, failed = self._begun.get(page, -inf), self._in_vain.get(page, -inf)
        for response, came in reversed(self._answers):
            request = response.request
            if came < begun or request in self._open or not _is_of(request, page):
                continue
            # Of what a browser has thrown away nothing can be said.
            with suppress(PlaywrightError):
                yield ScriptAnswer(
                    response.url,
                    _first(request).method,
                    request.headers,
                    request.post_data or "",
                    response.status,
                    response.headers.get("content-type", ""),
                    response.body().decode(errors="replace"),
                    was_in_vain=failed >= came,
                )

    def awaited_page(self, page: Page) -> Arrived | None:
        """Return the page that a tab, or one that it opens, has asked for and does not have yet."""
        return next(self._awaited(page, ("document",)), None)

    def has_begun(self, page: Page, awaited: Arrived) -> bool:
        """Say whether a tab shows the page that it still awaits, as far as that has come."""
        return monotonic() - self._begun.get(page, -inf) <= (awaited.seconds or 0)

    def awaited(self, page: Page) -> Arrived | None:
        """Return the request still open that the tab can do without the least."""
        for types in (("document",), _PARTS, _BY_SCRIPT):
            for awaited in self._awaited(page, types):
                return awaited
        return None

    def idle_seconds(self, page: Page, but: Collection[Request] = ()) -> float:
        """Return for how long nothing `but` these has been open that may change a tab's page.

        It is 0 if something is.
        """
        if any(self._may_change(each) is page for each in self._open if each not in but):
            return 0.0
        return monotonic() - self._ended.get(page, -inf)

    def fetches(self, page: Page) -> bool:
        """Say whether a script of a tab waits for an answer that may change its page."""
        scripts = (each for each in self._open if _kind(each) in _BY_SCRIPT)
        return any(self._may_change(each) is page for each in scripts)

    def is_undrawn(self, page: Page) -> bool:
        """Say whether a tab has nothing to draw yet, or waits for a style sheet to draw it."""
        types = ("document", "stylesheet")
        return any(self._awaited(page, types))

    def missing_parts(self, page: Page) -> list[Arrived]:
        """Return the scripts and style sheets of the tab that have failed or not come yet."""
        failed = [
            arrived
            for request, arrived in self._failed
            if _kind(request) in _PARTS and _is_of(request, page)
        ]
        return [*failed, *self._awaited(page, _PARTS)]

    def _awaited(self, page: Page, types: Collection[str]) -> Iterator[Arrived]:
        for request, (arrived, began) in reversed(self._open.items()):
            if _kind(request) in types and _is_of(request, page):
                yield replace(arrived, seconds=monotonic() - began)

    def _may_change(self, request: Request) -> Page | None:
        """Return the tab whose page a request may change, if there is one."""
        if _kind(request) not in _CHANGING:
            return None
        # The request of a tab that is only being opened belongs to none.
        with suppress(PlaywrightError):
            page = request.frame.page
            return page if self._asked[page, _address(request)] < _POLLING else None
        return None

    def _count(self, request: Request) -> None:
        with suppress(PlaywrightError):
            page = request.frame.page
            if request.is_navigation_request() and request.frame == page.main_frame:
                for key in [key for key in self._asked if key[0] is page]:
                    del self._asked[key]
            self._asked[page, _address(request)] += 1

    def _watch_tab(self, page: Page) -> None:
        page.on("framenavigated", self._note_begin)

    def _note_begin(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self._begun[frame.page] = monotonic()

    def _note_error(self, error: WebError) -> None:
        if error.page:
            self._in_vain[error.page] = monotonic()

    def _note_request(self, request: Request) -> None:
        self._open[request] = _arrived(request), monotonic()
        self._count(request)

    def _note_response(self, response: Response) -> None:
        request, status = response.request, response.status
        asked, began = self._open.get(request) or (_arrived(request), monotonic())
        answered = replace(asked, status=status, headers=response.headers)
        if request in self._open:
            self._open[request] = answered, began
        if asked.type in _BY_SCRIPT:
            self._answers.append((response, monotonic()))
        self._note(request, answered, has_failed=is_failure(status))

    def _note_end(self, request: Request) -> None:
        self._open.pop(request, None)
        if page := self._may_change(request):
            self._ended[page] = monotonic()

    def _note_failure(self, request: Request) -> None:
        asked, _ = self._open.pop(request, None) or (_arrived(request), None)
        if page := self._may_change(request):
            self._ended[page] = monotonic()
        if not self._has_refused(request):
            self._note(request, replace(asked, failure=request.failure), has_failed=True)

    def _note(self, request: Request, arrived: Arrived, *, has_failed: bool) -> None:
        # What the next page breaks off is no failure of this one's parts.
        is_part = arrived.type in _PARTS and not is_broken_off(arrived)
        if has_failed and (arrived.type in _BY_SCRIPT or is_part):
            self._failed.append((request, arrived))
        # A new tab has no frame yet when its first answer comes, so the frame is asked for later.
        if request.is_navigation_request():
            self._navigations.append((request, arrived))
            # The end of a page that this one follows comes late, or never.
            for before in [each for each in self._open if each is not request]:
                if _kind(before) == "document" and _is_same_frame(before, request):
                    del self._open[before]
            self._failed = [each for each in self._failed if not _is_same_frame(each[0], request)]


def is_failure(status: int | None) -> bool:
    """Say whether a site answers that it failed, or turns the visitor away."""
    return status is not None and (status >= _SERVER_ERROR or status in UNWELCOME_STATUSES)


def is_broken_off(arrived: Arrived) -> bool:
    """Say whether a page, or the next one that it leads to, broke a request off by itself."""
    return bool(arrived.failure and _BROKEN_OFF.search(arrived.failure))


def _is_same_frame(one: Request, other: Request) -> bool:
    with suppress(PlaywrightError):
        return one.frame == other.frame
    return False


def _first(request: Request) -> Request:
    """Return the request that led to another by redirects."""
    while before := request.redirected_from:
        request = before
    return request


def _kind(request: Request) -> str:
    """Return what a request is for; of a stream of events, Firefox says that it is a page."""
    is_stream = request.headers.get("accept") == "text/event-stream"
    return "eventsource" if is_stream else request.resource_type


def _arrived(request: Request) -> Arrived:
    return Arrived(request.url, request.method, type=_kind(request))


def _address(request: Request) -> str:
    return f"{request.method} {_NUMBER.sub('', request.url)}"


def _last_of(page: Page, noted: list[tuple[Request, Arrived]]) -> Arrived | None:
    for request, arrived in reversed(noted):
        if _is_main(request, page):
            return arrived
    return None


def _is_main(request: Request, page: Page) -> bool:
    # The request of a pop-up that never opened belongs to no tab.
    with suppress(PlaywrightError):
        return request.frame == page.main_frame
    return False


def _is_of(request: Request, page: Page) -> bool:
    """Say whether a request is of a tab, or of one that is only being opened."""
    try:
        return request.frame == page.main_frame
    except PlaywrightError:
        return True

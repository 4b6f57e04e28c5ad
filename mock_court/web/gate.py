"""Lets in only requests for the court's own addresses whose forms come from its own pages."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from mock_court.web.forms import is_readable
from mock_court.web.rendering import PORT, message_page

REFUSED = "mock_court.refused"
"""Where a connection says in its scope that it got no request that could be read."""
PLAIN_HTTP = 80

_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
# Invented, like all words here.
_WORDS = {
    HTTPStatus.BAD_REQUEST: "The court cannot read this request.",
    HTTPStatus.FORBIDDEN: "This form was sent from another site. Open its page here.",
    HTTPStatus.NOT_FOUND: "The page that you asked for is not here.",
    HTTPStatus.REQUEST_TIMEOUT: "The request took too long.",
    HTTPStatus.MISDIRECTED_REQUEST: "The court is not served at the port that you asked for.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The head of the request is too long.",
}


class Gate:
    """Refuses, in the court's frame, what no page of the court would send."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        """Guard `app`, which answers for `hosts`."""
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        status = self._refusal(scope)
        if status is None:
            await self._app(scope, receive, send)
            return
        # The address in such a request may be one that nothing can be made of.
        request = Request({**scope, "query_string": b"", "path": "/"})
        heading = f"{status.value} {status.phrase}"
        page = message_page(request, heading, _WORDS[status], status=status)
        await page(scope, receive, send)

    def _refusal(self, scope: Scope) -> HTTPStatus | None:
        """Return what is wrong with a request; note the port by which pages name each other."""
        server = scope.get("server")
        served = server[1] if server else None
        scope[PORT] = "" if served in {None, PLAIN_HTTP} else f":{served}"
        if refused := scope.get(REFUSED):
            return HTTPStatus(refused)
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not _is_text(scope["query_string"]):
            return HTTPStatus.BAD_REQUEST
        name, colon, port = hosts[0].lower().partition(":")
        if name not in self._hosts:
            return HTTPStatus.NOT_FOUND
        # A reader who names no port asks for the usual one; no other than ours is written back.
        if colon and port != str(served):
            return HTTPStatus.MISDIRECTED_REQUEST
        scope[PORT] = f"{colon}{port}"
        if not all(is_readable(each) for each in headers.getlist("content-type")):
            return HTTPStatus.BAD_REQUEST
        own = f"{scope['scheme']}://{hosts[0].lower()}"
        if scope["method"] not in _SAFE and not _comes_from(own, headers):
            return HTTPStatus.FORBIDDEN
        return None


def _is_text(query: bytes) -> bool:
    try:
        query.decode()
    except UnicodeDecodeError:
        return False
    return True


def _comes_from(own: str, headers: Headers) -> bool:
    """Say whether what is sent comes from a page of the same origin, as far as it tells.

    Programs, and browsers of before 2020, send no Origin with a form. Then the Referer counts;
    without both there is no page of another site that could have sent it.
    """
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    if origins := headers.getlist("origin"):
        return all(origin.lower() == own for origin in origins)
    if not (referer := headers.get("referer")):
        return True
    try:
        page = urlsplit(referer)
    except ValueError:
        return False
    return f"{page.scheme}://{page.netloc}".lower() == own

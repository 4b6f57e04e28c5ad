"""Marks every answer as a mock's, remembers what was asked, and keeps strangers out."""

import asyncio
import secrets
from collections import deque
from typing import NamedTuple

from starlette.datastructures import URL, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_court.web.session import COOKIE_DOMAIN

TOKEN = "token"  # noqa: S105 the name of the parameter, not a token
TOKEN_COOKIE = "MockCourtToken"  # noqa: S105 the name of the cookie, not a token
TOKEN_HEADER = "X-Mock-Court-Token"  # noqa: S105 the name of the header, not a token


class Seen(NamedTuple):
    """One request and how it was answered; never what was typed into a form."""

    method: str
    host: str
    address: str
    status: int


class Marking:
    """Puts the marks of a mock on every answer; wraps the app whole, its error page included."""

    def __init__(self, app: ASGIApp, nonce: str, seen: deque[Seen], delay: float) -> None:
        """Mark the answers of `app` with `nonce`, note requests, and be `delay` seconds late."""
        self._app = app
        self._delay = delay
        self._nonce = nonce
        self._seen = seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Mock-Court"] = self._nonce
                headers["X-Robots-Tag"] = "noindex"
                # Nothing is ever stale by chance: only the menu script may be kept by a browser.
                headers.setdefault("Cache-Control", "no-store")
                url = Request(scope).url
                query = f"?{url.query}" if url.query else ""
                self._seen.append(
                    Seen(scope["method"], url.netloc, url.path + query, int(message["status"]))
                )
            await send(message)

        if self._delay:
            # Slowness itself is what is mocked here, and so there is nothing else to wait for.
            await asyncio.sleep(self._delay)  # noqa: TID251 as said above
        await self._app(scope, receive, send_marked)


class TokenCheck:
    """Lets in only requests that show the token, when the court listens beyond loopback."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        """Guard `app` with `token`."""
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or say that the token is missing."""
        request = Request(scope)
        given = request.query_params.get(TOKEN)
        if given is not None and self._is_right(given):
            url: URL = request.url.remove_query_params(TOKEN)
            moved = RedirectResponse(url, status_code=303)
            moved.set_cookie(TOKEN_COOKIE, given, domain=COOKIE_DOMAIN, httponly=True)
            await moved(scope, receive, send)
        elif self._is_right(request.cookies.get(TOKEN_COOKIE, "")) or self._is_right(
            request.headers.get(TOKEN_HEADER, "")
        ):
            await self._app(scope, receive, send)
        else:
            words = f"This mock court wants its token: add ?{TOKEN}=... to the address once.\n"
            await PlainTextResponse(words, 403)(scope, receive, send)

    def _is_right(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())

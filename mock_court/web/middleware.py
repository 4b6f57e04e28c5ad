"""Marks every answer as a mock's, remembers what was asked, and keeps strangers out."""

import asyncio
import secrets
from collections import deque
from typing import NamedTuple

from starlette.datastructures import URL
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
        self._seen = seen
        self._marks = (
            (b"x-mock-court", nonce.encode()),
            (b"x-robots-tag", b"noindex"),
            (b"x-content-type-options", b"nosniff"),
            # No page of another site may lay itself over a Submit that nobody can undo.
            (b"content-security-policy", b"frame-ancestors 'self'"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"] = [*message.get("headers", ()), *self._marks]
                # Nothing is ever stale by chance: only the menu script may be kept by a browser.
                if not any(name == b"cache-control" for name, _ in headers):
                    headers.append((b"cache-control", b"no-store"))
                self._seen.append(_seen(scope, message["status"]))
            await send(message)

        if self._delay:
            # Slowness itself is what is mocked here, and so there is nothing else to wait for.
            await asyncio.sleep(self._delay)  # noqa: TID251 as said above
        await self._app(scope, receive, send_marked)


def _seen(scope: Scope, status: int) -> Seen:
    # Not by the URL of the request: this is noted of requests too of which none can be made.
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    query = scope["query_string"].decode("latin-1")
    address = f"{scope['path']}?{query}" if query else scope["path"]
    return Seen(scope["method"], host.decode("latin-1"), address, status)


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

"""What every CM/ECF page shares: it wants a session, and it has the session's menu bar."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_court.rules.court import Court, Role, Session
from mock_court.rules.memory import Memory
from mock_court.web.cmecf.menus import Bar
from mock_court.web.rendering import address, court_of, page, part
from mock_court.web.session import COOKIE_DOMAIN, main_page, session_of

_PRTYPE = {
    role: f"PRTYPE={value}; HttpOnly; Path=/; SameSite=lax"
    for role, value in ((Role.VIEWER, "web"), (Role.FILER, "aty"))
}
"""The cookie that comes with every page, ready to be sent."""


@dataclass(frozen=True)
class Visit:
    """A request by somebody who is signed on."""

    request: Request
    session: Session

    @property
    def court(self) -> Court:
        """The court that is visited."""
        return court_of(self.request)

    @property
    def is_linked(self) -> bool:
        """Say whether the visitor's PACER account is linked at this court."""
        return self.court.link_of(self.session) is not None

    def page(
        self, template: str, *, status: HTTPStatus = HTTPStatus.OK, **facts: object
    ) -> Response:
        """Answer with a page under the session's menu bar."""
        court, role = self.court, self.court.role(self.session)
        facts["menu_id"] = menu_id = court.menu_id(self.session, role)
        facts["bar"] = bar = self.request.app.state.bar(role, menu_id)
        facts["listed"] = self.request.app.state.listed(bar)
        response = page(self.request, f"cmecf/{template}.html", status=status, **facts)
        response.headers["Set-Cookie"] = _PRTYPE[role]
        return response

    def redirect(self, route: str, query: str = "") -> Response:
        """Redirect to another page of CM/ECF."""
        onward = address(self.request, f"cmecf:{route}")
        return RedirectResponse(f"{onward}?{query}" if query else onward, HTTPStatus.SEE_OTHER)


def listed(bar: Bar) -> Markup:
    """Return the menu bar as the plain list that every page has."""
    return part("cmecf/bar.html", bar=bar, with_menus=False)


def ask_to_sign_on(request: Request, return_to: str) -> Response:
    """Answer with a page that leads to sign-on, and from there back to `return_to`."""
    court = court_of(request)
    if not court.behavior.next_gen:
        return native_login(request)
    # As in life the way to sign-on is a script and not a redirect, and the address in it is raw
    # as far as that stays unambiguous.
    sign_on = (
        f"{address(request, 'sign_on:login')}?pscCourtId={court.profile.pacer_id}"
        f"&appurl={quote(return_to, safe=':/?')}"
    )
    template = "notice" if court.behavior.notice_before_sign_on else "to_sign_on"
    return page(request, f"cmecf/{template}.html", sign_on=sign_on)


def native_login(
    request: Request, refusal: str | None = None, *, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    """Answer with the login form of a court that has not moved to NextGen."""
    number = one_time_number()
    return page(request, "cmecf/native_login.html", status=status, refusal=refusal, number=number)


def one_time_number() -> int:
    """Return the number in the address that a form posts to, as in life."""
    return secrets.randbelow(10**15)


def signed_on(
    endpoint: Callable[[Visit], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Give the endpoint the visit; without a session the answer leads to sign-on and back."""

    @wraps(endpoint)
    async def guarded(request: Request) -> Response:
        session = session_of(request)
        if session is None or _bounces(request, session):
            # What was posted without a session is lost, so sign-on leads to the main page then.
            asked = str(request.url) if request.method == "GET" else main_page(request)
            return ask_to_sign_on(request, asked)
        if _comes_from_elsewhere(request):
            return page(request, "cmecf/referrer.html", asked=request.url)
        if court_of(request).behavior.access_fails_once and _is_first(request, session, "error"):
            return page(request, "cmecf/no_access.html")
        return await endpoint(Visit(request, session))

    return guarded


def _bounces(request: Request, session: Session) -> bool:
    """Say whether a session that is open is sent to sign-on all the same, which happens once."""
    return court_of(request).behavior.sign_on_bounces and _is_first(request, session, "bounce")


def _is_first(request: Request, session: Session, what: str) -> bool:
    """Say whether what happens once in a session happens now."""
    # Seen in life: the same GET works when it is sent again. Nothing that was posted is lost so.
    if request.method != "GET":
        return False
    happened: Memory[bool] = request.app.state.happened_once
    key = f"{what} {session.token}"
    is_first = key not in happened
    happened[key] = True
    return is_first


def _comes_from_elsewhere(request: Request) -> bool:
    """Say whether a court that asks where its readers come from has to ask."""
    if not court_of(request).behavior.checks_referer or request.method != "GET":
        return False
    host = urlsplit(request.headers.get("Referer", "")).hostname or ""
    return not host.endswith(COOKIE_DOMAIN)

"""Puts somebody at a screen of a served court, as if the way there had been walked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mock_court.rules.court import Session
from mock_court.rules.people import Attorney
from mock_court.serve import ServedCourt
from mock_court.web.session import COOKIE_DOMAIN, SESSION_COOKIE

MAIN, FORM, VERIFICATION, CONFIRMATION = (
    f"cgi-bin/{path}"
    for path in ("showpage.pl?16", "LinkAccount.pl", "LinkVerify.pl", "LinkDone.pl")
)


@dataclass(frozen=True)
class Cookie:
    """A cookie, and where a browser sends it."""

    name: str
    value: str
    domain: str
    path: str = "/"


@dataclass(frozen=True)
class Place:
    """Where a browser would be: its address, and the cookie of its sign-on, if it has one."""

    address: str
    cookie: Cookie | None = None


def cookie_of(session: Session) -> Cookie:
    """Return the sign-on cookie of a session."""
    return Cookie(SESSION_COOKIE, session.token, COOKIE_DOMAIN)


def places_of(served: ServedCourt, attorney: Attorney) -> Mapping[str, Callable[[], Place]]:
    """Return the screens at which an attorney can be put, each with what does so.

    For the confirmation, the attorney's accounts are linked.
    """
    rules = served.court

    def sign_on() -> Place:
        # Who is not signed on is led to the login form, and from there to this page.
        return Place(f"{served.cmecf}{MAIN}")

    def signed_on(path: str) -> Place:
        session = rules.open_session(attorney.pacer)
        return Place(f"{served.cmecf}{path}", cookie_of(session))

    def requested(path: str, *, is_linked: bool) -> Place:
        session = rules.open_session(attorney.pacer)
        request = rules.request_link(session, attorney.cmecf.login, attorney.cmecf.password)
        if is_linked:
            rules.link(request)
        number = 1 + is_linked
        page = f"{path}?{request.token}-L_1_{number}-1"
        return Place(f"{served.cmecf}{page}", cookie_of(session))

    return {
        "sign-on": sign_on,
        "menu bar": lambda: signed_on(MAIN),
        "link form": lambda: signed_on(FORM),
        "verification": lambda: requested(VERIFICATION, is_linked=False),
        "confirmation": lambda: requested(CONFIRMATION, is_linked=True),
    }

"""A court of other makers: it shares no markup with the mock court, and has three kinds itself.

It does not prove to be a mock, so that a walk goes there as to a real court. Its screens are lists
of things, of which a skin (`strange/*.html`) makes pages; `strange_changes.py` changes them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, Literal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Host, Route

from e2e.courts.independent import (
    FULL,
    LEGAL,
    LIMITED,
    QUESTION,
    TITLE,
    WARNING,
    Account,
    IndependentCourt,
    free_port,
    serving,
    templates_of,
)

Sort = Literal["heading", "text", "field", "button", "link", "item", "name"]

SKINS = ("modern", "tables", "divisions")
"""Landmarks and a menu that opens in place; tables; nothing but divisions."""


@dataclass(frozen=True)
class Thing:
    """Something on a screen that a reader can name."""

    sort: Sort
    words: str
    to: str = ""
    """Where a link leads, what a field is called in its form, what is beside a caption."""
    is_disabled: bool = False
    drawn_as: str = ""
    """`link` or `button`, if it is drawn as what it is not."""
    is_dead: bool = False
    """It does nothing."""


@dataclass(frozen=True)
class View:
    """One screen: what is on it in reading order, and what is in another part of the page."""

    main: tuple[Thing, ...]
    aside: tuple[Thing, ...] = ()
    action: str = ""
    """Where its form goes."""
    has_bar: bool = False


Views = Mapping[str, View]


ACCOUNT = Account("veramoor77x", "Pacer-Secret-0815", "vmoor2024", "Cmecf-Secret-4711", "Vera Moor")

_TITLE = Thing("heading", TITLE)
_SUBMIT_AND_CLEAR = (Thing("button", "Submit"), Thing("button", "Clear"))


def _links(*words: str) -> tuple[Thing, ...]:
    return tuple(Thing("link", each, "/other") for each in words)


def _bar(*words: str) -> View:
    places = {"Utilities": "/utilities", "Log Out": "/out"}
    return View(tuple(Thing("item", each, places.get(each, "/start")) for each in words))


SCREENS: Views = {
    "website": View(
        (
            Thing("link", "Case Locator (PACER)", "/other"),
            Thing("link", "E-Filing (CM/ECF)", "{ecf}"),
            *_links("E-Filing Proof of Claim", "E-Filing Debtor Education"),
        ),
        _links("Forms", "Calendar", "Judges"),
    ),
    "sign-on": View(
        (
            Thing("heading", "Wisconsin Western Bankruptcy Court NextGen Login"),
            Thing("text", "* Required information"),
            Thing("field", "Username *", "who"),
            Thing("field", "Password *", "secret"),
            Thing("field", "Client Code", "code"),
            Thing("button", "Login"),
            Thing("button", "Clear"),
            *_links("Forgot password?", "Forgot username?", "Need an account?"),
            Thing("text", LEGAL),
        ),
        _links("Privacy", "Accessibility"),
        action="/enter",
    ),
    "limited bar": _bar(*LIMITED),
    "full bar": _bar(*FULL),
    "start": View((Thing("text", "Welcome."),), has_bar=True),
    "menu": View(
        (
            Thing("link", "NextGen Release 1.1 Menu Items", "#group"),
            Thing("link", "Link a CM/ECF Account to my PACER Account", "/form"),
        ),
        has_bar=True,
    ),
    "link form": View(
        (
            _TITLE,
            Thing("field", "CM/ECF login", "login"),
            Thing("field", "CM/ECF password", "key"),
            *_SUBMIT_AND_CLEAR,
        ),
        action="/verify",
        has_bar=True,
    ),
    "verification": View(
        (
            _TITLE,
            Thing("text", QUESTION),
            Thing("name", "CM/ECF", f"{ACCOUNT.login} {ACCOUNT.name}"),
            Thing("name", "PACER", ACCOUNT.name),
            Thing("text", WARNING),
            *_SUBMIT_AND_CLEAR,
        ),
        action="/link",
        has_bar=True,
    ),
    "confirmation": View(
        (
            _TITLE,
            Thing("text", "Your PACER account has been linked to your CM/ECF account"),
            Thing("text", "You should also receive an e-mail notification acknowledgement."),
        ),
        has_bar=True,
    ),
}


@dataclass
class StrangeCourt(IndependentCourt):
    """The court as it is served."""

    domain: ClassVar[str] = "strange.localhost"

    skin: str
    views: Views
    is_linked: bool = False
    _is_signed_on: bool = False

    def let_in(self, *, is_linked: bool) -> None:
        """Take the attorney for signed on, and perhaps for linked."""
        self._is_signed_on, self.is_linked = True, is_linked

    async def answer(self, request: Request) -> Response:
        """Answer whatever is asked for."""
        path = request.url.path
        self.asked.append(f"{request.method} {request.url}")
        match request.path_params["site"]:
            case "www" if path == "/":
                return self._page("website")
            case "login" if request.method == "POST":
                return await self._sign_on(request)
            case "login":
                return self._page("sign-on")
            case "ecf" if not self._is_signed_on:
                return self._way_to_sign_on(path)
            case "ecf":
                return await self._cmecf(request, path)
        return HTMLResponse("Another page.")

    def _page(self, name: str) -> Response:
        return HTMLResponse(self._drawn(name, is_full=self.is_linked))

    def _drawn(self, name: str, *, is_full: bool) -> str:
        view = self.views[name]
        bar = self.views["full bar" if is_full else "limited bar"]
        template = templates_of("e2e.courts").get_template(f"{self.skin}.html")
        text = template.render(view=view, name=name, bar=bar, menu=self.views["menu"])
        return text.replace("{ecf}", self.cmecf)

    async def _sign_on(self, request: Request) -> Response:
        async with request.form() as form:
            if (form.get("who"), form.get("secret")) != (ACCOUNT.username, ACCOUNT.password):
                return HTMLResponse("<p role=alert>Login failed.</p>")
        self._is_signed_on = True
        return RedirectResponse(f"{self.cmecf}start", 303)

    async def _cmecf(self, request: Request, path: str) -> Response:
        async with request.form() as form:
            is_known = (form.get("login"), form.get("key")) == ACCOUNT[2:4]
        pages = {"/utilities": "menu", "/form": "link form", "/linked": "confirmation"}
        match path:
            case "/verify":
                refusal = HTMLResponse("<p role=alert>Wrong login or password.</p>")
                return self._page("verification") if is_known else refusal
            case "/link" if request.method == "POST":
                self.is_linked = True
                return RedirectResponse("/linked", 303)
        return self._page(pages.get(path, "start"))

    def _way_to_sign_on(self, path: str) -> Response:
        """Lead to sign-on: by a redirect, by a landing page, or by a script."""
        if self.skin == "modern":
            return RedirectResponse(self.sign_on, 302)
        if self.skin == "tables" and path == "/":
            return HTMLResponse(
                "<HTML><TITLE>CM/ECF</TITLE><CENTER>Welcome to the U.S. Bankruptcy Court<P>"
                "<A HREF='/cgi-bin/login.pl'>Western District of Wisconsin - "
                "Document Filing System</A></CENTER></HTML>"
            )
        return HTMLResponse(f"<script>location.replace('{self.sign_on}')</script>")


@contextmanager
def strange_court(skin: str, views: Views = SCREENS) -> Iterator[StrangeCourt]:
    """Serve the court on a free port of loopback."""
    with free_port() as (listening, port):
        court = StrangeCourt(port, skin, views, account=ACCOUNT)
        with serving(app_of(court), listening):
            yield court


def app_of(court: StrangeCourt) -> Starlette:
    """Return what serves a court of its kind."""
    methods = ["GET", "POST"]
    everything = Starlette(routes=[Route("/{path:path}", court.answer, methods=methods)])
    return Starlette(routes=[Host("{site}.strange.localhost", everything)])

"""The everyday court: one attorney, three sites, a skin, and at most one situation.

It does not prove to be a mock, so that a walk goes there as to a real court.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import ClassVar

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Host, Route

from e2e.courts.everyday.situation import Answer, Situation, Skin
from e2e.courts.independent import (
    FULL,
    LEGAL,
    LIMITED,
    QUESTION,
    TITLE,
    WARNING,
    IndependentCourt,
    free_port,
    serving,
    templates_of,
)

DONE = "Your PACER account has been linked to your CM/ECF account"
MAIL = "You should also receive an e-mail notification acknowledgement."

_NAMES: dict[Skin, str] = {
    "uswds": "<p>CM/ECF <strong>LOGIN NAME</strong></p><p>PACER <strong>NAME</strong></p>",
    "faces": "<TABLE><TR><TD>CM/ECF<TD><B>LOGIN NAME</B><TR><TD>PACER<TD><B>NAME</B></TABLE>",
    "drawn": "<dl><dt>CM/ECF</dt><dd>LOGIN NAME</dd><dt>PACER</dt><dd>NAME</dd></dl>",
}
_PATHS: dict[str, str] = {
    "www/": "website",
    "www/home": "website",
    "login/": "sign-on",
    "ecf/": "start",
    "ecf/start": "start",
    "ecf/bar": "bar",
    "ecf/main": "main",
    "ecf/menu": "menu",
    "ecf/utilities": "menu",
    "ecf/form": "link form",
    "ecf/verification": "verification",
    "ecf/linked": "confirmation",
}
_WITH_BAR = ("start", "menu", "link form", "verification", "confirmation", "bar")


@dataclass
class EverydayCourt(IndependentCourt):
    """The court as it is served."""

    domain: ClassVar[str] = "everyday.localhost"

    skin: Skin
    situation: Situation | None = None
    links: list[str] = field(default_factory=list)
    """The address of every request that linked the accounts."""
    _is_signed_on: bool = False
    _is_verifying: bool = False
    _came: list[str] = field(default_factory=list)
    """Every place that was asked for, at CM/ECF only since sign-on."""

    async def answer(self, request: Request) -> Response:
        """Answer whatever is asked for."""
        site, path = request.path_params["site"], request.url.path
        method = request.method
        self.asked.append(f"{method} {request.url}")
        for answer in self._answers_at(site, path):
            with suppress(asyncio.CancelledError):  # the court closes meanwhile
                await asyncio.sleep(answer.after)  # noqa: TID251 a court that is slow
            if answer.body or answer.endless or answer.status != HTTPStatus.OK:
                return self._instead(answer)
        if site == "login" and path == "/enter" and method == "POST":
            return await self._sign_on(request)
        if site == "ecf":
            if not self._is_signed_on:
                return RedirectResponse(self.sign_on, 302)
            match path:
                case "/verify" if method == "POST":
                    return await self._verify(request)
                case "/link" if method == "POST":
                    return await self._link(request)
                case "/out":
                    self._is_signed_on = False
                    return HTMLResponse("<p>You are logged out.</p>")
        return self._page(site, path)

    def signed_on(self) -> str:
        """Take whoever comes for the attorney; return where CM/ECF begins."""
        self._is_signed_on = True
        return self.cmecf

    def page(self, name: str) -> str:
        """Return a document as it is served now, with what the situation changes in it."""
        is_linked = bool(self.links)
        own = self.account
        names = self.situation.names if self.situation else ""
        text = (
            templates_of("e2e.courts.everyday")
            .get_template(f"{self.skin}.html")
            .render(
                name=name,
                bar=FULL if is_linked else LIMITED,
                names=Markup(  # noqa: S704 the markup is a situation's, and its names are ours
                    (names or _NAMES[self.skin])
                    .replace("LOGIN", own.login)
                    .replace("NAME", own.name)
                ),
                LEGAL=LEGAL,
                TITLE=TITLE,
                QUESTION=QUESTION,
                WARNING=WARNING,
                DONE=DONE,
                MAIL=MAIL,
            )
        )
        for edit in self.situation.edits if self.situation else ():
            if edit.page == name or self._is_of(name, edit.page):
                text = edit.made_in(text)
        return self._with_addresses(text)

    def _is_of(self, name: str, page: str) -> bool:
        """Whether a document is among those that an edit means."""
        match page:
            case "limited bar" | "full bar":
                has_bar = name == "bar" if self.skin == "faces" else name in _WITH_BAR
                return has_bar and (page == "full bar") == bool(self.links)
            case "every page":
                is_frame = self.skin == "faces" and name in ("start", "main", "bar")
                return name != "shell" and (not is_frame or name == "bar")
        return False

    def _answers_at(self, site: str, path: str) -> Iterator[Answer]:
        """Yield what the situation answers there; CM/ECF sends strangers to sign-on as ever."""
        if site == "ecf" and not self._is_signed_on:
            return
        place = f"{site}{path}"
        self._came.append(place)
        for answer in self.situation.answers if self.situation else ():
            if answer.at == place and (self._came.count(place) == 1 or not answer.once):
                yield answer

    def _instead(self, answer: Answer) -> Response:
        headers = {
            name: self._with_addresses(value) for name, value in (answer.headers or {}).items()
        }
        body = self._with_addresses(answer.body)
        if answer.endless:
            endless = _never_ending(body)
            return StreamingResponse(endless, answer.status, headers, media_type="text/html")
        return HTMLResponse(body, answer.status, headers)

    def _with_addresses(self, text: str) -> str:
        return text.replace("{ecf}", self.cmecf).replace("{login}", self.sign_on)

    def _page(self, site: str, path: str) -> Response:
        if self.skin == "drawn" and not path.startswith("/view/"):
            return HTMLResponse(self.page("shell"))
        name = _PATHS.get(f"{site}{path.removeprefix('/view')}")
        if name == "verification" and not self._is_verifying:
            name = "link form"
        return HTMLResponse(self.page(name) if name else "<p>Another page.</p>")

    async def _sign_on(self, request: Request) -> Response:
        async with request.form() as form:
            typed = (form.get("who"), form.get("secret"))
        if typed != (self.account.username, self.account.password):
            refusal = "Login Failed: invalid username or password."
            if self.skin == "drawn":
                return JSONResponse({"refusal": refusal})
            if "Faces-Request" in request.headers:
                return _partial(f'<changes><update id="messages">{refusal}</update></changes>')
            return HTMLResponse(f"<p role=alert>{refusal}</p>")
        self._is_signed_on = True
        if self.skin == "drawn":
            return JSONResponse({"to": self.cmecf})
        if "Faces-Request" in request.headers:
            return _partial(f'<redirect url="{self.cmecf}"/>')
        return RedirectResponse(self.cmecf, 303)

    async def _verify(self, request: Request) -> Response:
        async with request.form() as form:
            typed = (form.get("login"), form.get("key"))
        self._is_verifying = typed == (self.account.login, self.account.cmecf_password)
        wrong = "Invalid CM/ECF login or password."
        if self.skin == "drawn":
            return JSONResponse(
                {"to": "/verification"} if self._is_verifying else {"refusal": wrong}
            )
        if not self._is_verifying:
            return HTMLResponse(f"<p role=alert>{wrong}</p>")
        return HTMLResponse(self.page("verification"))

    async def _link(self, request: Request) -> Response:
        if not self._is_verifying:
            return HTMLResponse("<p role=alert>There is nothing to link.</p>", 409)
        self.links.append(str(request.url))
        return RedirectResponse("/linked", 303)


def _partial(content: str) -> Response:
    """Answer as JavaServer Faces answers a part of a page."""
    text = f'<?xml version="1.0" encoding="UTF-8"?><partial-response>{content}</partial-response>'
    return Response(text, media_type="text/xml")


async def _never_ending(body: str) -> AsyncIterator[str]:
    yield body
    with suppress(asyncio.CancelledError):  # the court closes meanwhile
        await asyncio.sleep(60)  # noqa: TID251 longer than any walk here waits


@contextmanager
def everyday_court(skin: Skin, situation: Situation | None = None) -> Iterator[EverydayCourt]:
    """Serve the court on a free port of loopback."""
    with free_port() as (listening, port):
        court = EverydayCourt(port, skin, situation)
        methods = ["GET", "POST"]
        everything = Starlette(routes=[Route("/{path:path}", court.answer, methods=methods)])
        app = Starlette(routes=[Host("{site}.everyday.localhost", everything)])
        with serving(app, listening):
            yield court

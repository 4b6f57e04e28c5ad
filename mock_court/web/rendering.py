"""Renders the pages of all sites, and writes the addresses that lead from one site to another."""

from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import cast

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mock_court.rules.court import Court

ELSEWHERE_HOST = "elsewhere.localhost"
"""A host that is not of the court, for links that lead to a wrong place."""

PORT = "mock_court.port"
"""Where a request's scope has the end of an address's host, such as `:8321`."""

_SITES = ("website", "sign_on", "cmecf", "mailbox", "frame")

# One environment for all courts of a process, so that each template is compiled once.
_TEMPLATES = Environment(
    loader=PrefixLoader({site: PackageLoader(f"mock_court.web.{site}") for site in _SITES}),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    auto_reload=False,
)


_AS_THEY_ARE = _TEMPLATES


def part(template: str, **facts: object) -> Markup:
    """Fill in a template that becomes a part of pages; what is changed is changed in the pages."""
    return Markup(_AS_THEY_ARE.get_template(template).render(**facts))  # noqa: S704 the template has escaped it


def court_of(request: Request) -> Court:
    """Return the court that answers the request."""
    return cast("Court", request.app.state.court)


def address(request: Request, name: str, /, **parts: object) -> str:
    """Return the absolute address of a route, such as `cmecf:login`, on the request's port."""
    path = request.app.state.path_for(name, **parts)
    return f"{request.scope['scheme']}://{path.host}{request.scope[PORT]}{path}"


def render(request: Request, template: str, **facts: object) -> str:
    """Fill in a template, such as `website/home.html`."""
    court = court_of(request)
    text = _TEMPLATES.get_template(template).render(
        profile=court.profile, behavior=court.behavior, address=partial(address, request), **facts
    )
    elsewhere = f"{request.scope['scheme']}://{ELSEWHERE_HOST}{request.scope[PORT]}/"
    return cast("str", request.app.state.change_page(text, template, facts, elsewhere))


def page(
    request: Request, template: str, *, status: HTTPStatus = HTTPStatus.OK, **facts: object
) -> HTMLResponse:
    """Answer with a filled-in template."""
    return HTMLResponse(render(request, template, **facts), status)


def message_page(
    request: Request, heading: str, words: str, *, status: HTTPStatus = HTTPStatus.OK
) -> HTMLResponse:
    """Answer with a page in the court's frame that says one thing."""
    return page(request, "frame/message.html", status=status, heading=heading, words=words)


def typed(form: FormData, name: str) -> str:
    """Return what was typed into the field called `name`, or nothing."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def asset(path: Path, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint that answers with a style sheet, script or drawing."""
    content = path.read_bytes()

    async def endpoint(_: Request) -> Response:
        return Response(content, media_type=media_type)

    return endpoint

"""Answers for a whole site that does not answer as usual: maintenance, a block, a rate."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from mock_court.courts.profile import SIGN_ON_HOST
from mock_court.data_files import read_data
from mock_court.web.rendering import court_of, message_page

PROOF = "/.mock-court"
"""Where the court proves to be a mock, which it does whatever its scenarios are."""
HEALTH = "/healthz"
"""Where the court says whether it keeps its records and delivers its mail, likewise."""
OLDEST_BROWSER = 128
"""The first version of a browser that is no longer taken for an old one."""
SECONDS_TO_WAIT = 3600

_BROWSER = re.compile(r"(?:Chrome|Firefox)/(\d+)")


@dataclass(frozen=True)
class Outage:
    """What every page of a site says instead."""

    status: HTTPStatus
    heading: str
    words: str


_OUTAGES = read_data(Path(__file__).with_name("outages.toml"), TypeAdapter(dict[str, Outage]))


class Outages:
    """Answers for the sites that do not answer as usual."""

    def __init__(self, app: ASGIApp) -> None:
        """Answer before `app` does."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        outage = _outage(Request(scope)) if scope["type"] == "http" else None
        answers = _say(Request(scope), outage) if outage else self._app
        await answers(scope, receive, send)


def _outage(request: Request) -> Outage | None:
    """Return what is wrong with the site that is asked, if anything is."""
    court = court_of(request)
    behavior, profile = court.behavior, court.profile
    # The gate has let in only a host of the court's own, with or without its port.
    host = request.headers["host"].lower().partition(":")[0]
    if request.scope["path"] in {PROOF, HEALTH}:
        return None
    is_blocked_here = behavior.blocks_user_agents and is_blocked(
        request.headers.get("User-Agent", "")
    )
    for at, name, is_so in (
        (profile.website_host, "website", not behavior.website_works),
        (profile.website_host, "blocked", is_blocked_here),
        (SIGN_ON_HOST, "sign-on", not behavior.sign_on_works),
        (SIGN_ON_HOST, "rate", behavior.sign_on_rate_is_used_up),
        (profile.cmecf_host, "cmecf", not behavior.cmecf_works),
    ):
        if is_so and at == host:
            return _OUTAGES[name]
    return None


def is_blocked(agent: str) -> bool:
    """Say whether a site that blocks user agents blocks this one."""
    version = _BROWSER.search(agent)
    return not version or int(version[1]) < OLDEST_BROWSER or "Headless" in agent


def _say(request: Request, outage: Outage) -> Response:
    response = message_page(request, outage.heading, outage.words, status=outage.status)
    if outage.status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response

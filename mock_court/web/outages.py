"""Answers for a whole site that does not answer as usual: maintenance, a block, a rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.requests import Request

from mock_court.courts.profile import SIGN_ON_HOST
from mock_court.web.rendering import court_of, told

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

PROOF = "/.mock-court"
"""Where the court proves to be a mock, which it does whatever its scenarios are."""
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


# "Website Maintenance" is a court's own heading; the other words are invented.
WEBSITE = Outage(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Website Maintenance",
    "This website is undergoing maintenance. Please come back later.",
)
SIGN_ON = Outage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "PACER Maintenance",
    "PACER is not available on Sunday from 6:00 a.m. to 2:00 p.m. Eastern time, due to scheduled "
    "maintenance.",
)
CMECF = Outage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "CM/ECF Maintenance",
    "CM/ECF is not available on Sunday from 6:00 a.m. to 2:00 p.m. Eastern time, due to scheduled "
    "maintenance.",
)
BLOCKED = Outage(
    HTTPStatus.FORBIDDEN,
    "403 Forbidden",
    "You do not have permission to access this website.",
)
RATE = Outage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "429 Too Many Requests",
    "There have been too many sign-ons from here. Please come back later.",
)


class Outages:
    """Answers in the stead of the sites that do not answer as usual."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        outage = _outage(Request(scope)) if scope["type"] == "http" else None
        answers = _say(Request(scope), outage) if outage else self._app
        await answers(scope, receive, send)


def _outage(request: Request) -> Outage | None:
    """Return what is the matter with the site that is asked, if anything is."""
    court = court_of(request)
    behavior, profile, host = court.behavior, court.profile, request.url.hostname
    agent = request.headers.get("User-Agent", "")
    if request.url.path == PROOF:
        return None
    matters = (
        (profile.website_host, WEBSITE, not behavior.website_works),
        (profile.website_host, BLOCKED, behavior.blocks_user_agents and is_blocked(agent)),
        (SIGN_ON_HOST, SIGN_ON, not behavior.sign_on_works),
        (SIGN_ON_HOST, RATE, behavior.sign_on_rate_is_used_up),
        (profile.cmecf_host, CMECF, not behavior.cmecf_works),
    )
    return next((outage for at, outage, is_so in matters if is_so and at == host), None)


def is_blocked(agent: str) -> bool:
    """Say whether a site that blocks user agents blocks this one."""
    version = _BROWSER.search(agent)
    return not version or int(version[1]) < OLDEST_BROWSER or "Headless" in agent


def _say(request: Request, outage: Outage) -> Response:
    response = told(request, outage.heading, outage.words, status=outage.status)
    if outage.status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response

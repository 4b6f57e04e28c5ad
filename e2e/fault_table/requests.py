"""The thirteen requests of a linking walk, named by what they are for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from mock_court.courts.profile import SIGN_ON_HOST, read_profile

_PROFILE = read_profile("wiwb")
_WEBSITE, _CMECF = _PROFILE.website_host, _PROFILE.cmecf_host


class Asked(Protocol):
    """A request as a server sees it."""

    command: str
    path: str

    @property
    def host(self) -> str:
        """The host that is asked, without its port."""


@dataclass(frozen=True)
class WalkRequest:
    """One request of the walk."""

    method: str
    host: str
    path: str
    steps: tuple[int, ...]
    """The documented steps at which a walk may miss its answer."""
    is_page: bool = True
    """Whether the answer is a page to look at, and no script, redirect or word to a script."""
    has_submitted: bool = False
    """Whether a Submit on a page of linking has left when it comes."""

    def is_made_by(self, asked: Asked) -> bool:
        """Say whether a request is this one."""
        path = asked.path.partition("?")[0]
        return (asked.command, asked.host, path) == (self.method, self.host, self.path)


REQUESTS: Mapping[str, WalkRequest] = {
    "home": WalkRequest("GET", _WEBSITE, "/", (1,)),
    "landing": WalkRequest("GET", _CMECF, "/", (3,)),
    "login.pl": WalkRequest("GET", _CMECF, "/cgi-bin/login.pl", (3,)),
    "sign-on": WalkRequest("GET", SIGN_ON_HOST, "/csologin/login.jsf", (3,)),
    "sign-on script": WalkRequest(
        "GET", SIGN_ON_HOST, "/csologin/login.js", (3, 4, 5), is_page=False
    ),
    "sign-on POST": WalkRequest("POST", SIGN_ON_HOST, "/csologin/login.jsf", (5,), is_page=False),
    "main": WalkRequest("GET", _CMECF, "/cgi-bin/showpage.pl", (5,)),
    "menu script": WalkRequest("GET", _CMECF, "/cgi-bin/menu.pl", (5,), is_page=False),
    "link form": WalkRequest("GET", _CMECF, "/cgi-bin/LinkAccount.pl", (9,)),
    "first Submit": WalkRequest(
        "POST", _CMECF, "/cgi-bin/LinkAccount.pl", (10, 11), is_page=False, has_submitted=True
    ),
    "verification": WalkRequest(
        "GET", _CMECF, "/cgi-bin/LinkVerify.pl", (10, 11), has_submitted=True
    ),
    "second Submit": WalkRequest(
        "POST", _CMECF, "/cgi-bin/LinkVerify.pl", (12, 13), is_page=False, has_submitted=True
    ),
    "confirmation": WalkRequest(
        "GET", _CMECF, "/cgi-bin/LinkDone.pl", (12, 13), has_submitted=True
    ),
}
"""In the order in which they come."""

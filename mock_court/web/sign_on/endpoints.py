"""PACER central sign-on: the login form, the dialogs after it, and the way back to the court."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_court.rules import refusals
from mock_court.rules.court import Dialog
from mock_court.rules.database import RecordsUnavailable
from mock_court.rules.people import PacerAccount
from mock_court.web.forms import posted
from mock_court.web.rendering import address, court_of, page, typed
from mock_court.web.session import COOKIE_DOMAIN, SESSION_COOKIE, is_allowed, main_page, session_of
from mock_court.web.sign_on.answers import (
    HELP_PAGES,
    redaction_ticked,
    redirected,
    shown,
    sign_ons,
    whole_page,
)
from mock_court.web.sign_on.progress import Browser, SignOn

Step = Callable[[Request, SignOn, FormData], Response]
BROWSER_COOKIE, BROWSER_PATH = "JSESSIONID", "/csologin"


async def login(request: Request) -> Response:
    """Answer with the login form; who is signed on already goes straight back to the court."""
    if session_of(request):
        return page(request, "sign_on/return.html", url=_destination(request))
    browser = _browser(request)
    response = whole_page(request, SignOn(browser))
    _remember_browser(request, response, browser)
    return response


async def post(request: Request) -> Response:
    """Take what one of the page's forms posts, and answer with what the page shows then."""
    form, browser = await posted(request), _browser(request)
    view_state = typed(form, f"{court_of(request).behavior.faces}.ViewState")
    sign_on, step = sign_ons(request).take(view_state, browser), _step(request, form)
    if sign_on is None or step is None:
        response = _start_anew(request, SignOn(browser))
    else:
        id_, before = browser.id, replace(sign_on, due=list(sign_on.due))
        try:
            response = step(request, sign_on, form)
        except RecordsUnavailable:
            # Nothing was done, and so the same post serves once more.
            sign_ons(request).give_back(view_state, before, id_)
            raise
    _remember_browser(request, response, browser)
    return response


def _step(request: Request, form: FormData) -> Step | None:
    """Return what the button that was pressed does."""
    behavior = court_of(request).behavior
    steps = {f"{behavior.sign_on_form}:fbtnLogin": _log_on, **_STEPS}
    if behavior.sign_on_posts_by_script:
        return steps.get(typed(form, f"{behavior.faces}.source"))
    # A form that no script posts has the name of the button among its fields.
    return next((steps[name] for name in form if name in steps), None)


async def notice(request: Request) -> Response:
    """Answer with the notice between sign-on and the court; its button leads to the court."""
    if not court_of(request).behavior.notice_after_sign_on:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        return RedirectResponse(_destination(request), HTTPStatus.SEE_OTHER)
    return page(request, "sign_on/notice.html")


async def help_page(request: Request) -> Response:
    """Answer with the page that one of the help links leads to."""
    found = HELP_PAGES.get(request.path_params["name"])
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return page(request, "sign_on/message.html", heading=found.heading, words=found.words)


async def sign_off(request: Request) -> Response:
    """End the session (invented: courts end it at their own Log Out)."""
    court_of(request).close_session(request.cookies.get(SESSION_COOKIE))
    words = "You are logged out of PACER."
    response = page(request, "sign_on/message.html", heading="Logged Out", words=words)
    response.delete_cookie(SESSION_COOKIE, domain=COOKIE_DOMAIN)
    sign_ons(request).forget(_browser(request))
    response.delete_cookie(BROWSER_COOKIE, path=BROWSER_PATH)
    return response


def _log_on(request: Request, sign_on: SignOn, form: FormData) -> Response:
    court = court_of(request)
    username, password, client_code = (
        typed(form, f"{court.behavior.sign_on_form}:{name}")
        for name in ("loginName", "password", "clientCode")
    )
    started = SignOn(sign_on.browser)
    # "Invalid username or password" and "Invalid Client Code Entered" are PACER's words, the other
    # refusals are invented.
    if not username or not password:
        return shown(request, started, "Username and Password are required.")
    try:
        court.check_client_code(client_code)
        account = court.check_password(username, password)
    except refusals.ClientCodeInvalid:
        return shown(request, started, "Invalid Client Code Entered")
    except refusals.WrongCredentials:
        return shown(request, started, court.behavior.wrong_credentials)
    except refusals.Locked as locked:
        return shown(request, started, _words_of_lock(locked))
    started.account = account
    started.client_code = client_code
    started.client_code_is_missing = court.misses_client_code(account, client_code)
    started.due = court.dialogs(account)
    return _go_on(request, started)


def _words_of_lock(locked: refusals.Locked) -> str:
    return f"Too many failed logins. Your account is locked until {locked.until:%H:%M:%S %Z}."


def _continue_without_client_code(request: Request, sign_on: SignOn, _: FormData) -> Response:
    sign_on.client_code_is_missing = False
    return _go_on(request, sign_on)


def _enter_passcode(request: Request, sign_on: SignOn, form: FormData) -> Response:
    if sign_on.account is None or sign_on.next_dialog is not Dialog.PASSCODE:
        return _start_anew(request, sign_on)
    court, passcode = court_of(request), typed(form, "mfaForm:mfaInput").strip(" ")
    # A passcode is used up only if what comes after it can be answered; a wrong one counts.
    with court.records.together():
        try:
            court.check_passcode(sign_on.account, passcode)
        except refusals.Locked as locked:
            words = _words_of_lock(locked)
        except refusals.WrongPasscode:
            # Invented, after the words of PACER's interface for programs.
            words = "Invalid one-time passcode"
        else:
            return _pass(request, sign_on)
    return shown(request, sign_on, words)


def _skip_update(request: Request, sign_on: SignOn, _: FormData) -> Response:
    if sign_on.account is None or sign_on.next_dialog is not Dialog.UPDATE:
        return _start_anew(request, sign_on)
    court = court_of(request)
    try:
        with court.records.together():
            court.skip_update(sign_on.account)
            return _pass(request, sign_on)
    except refusals.NoSkipsLeft:
        return _go_on(request, sign_on)


def _tick_redaction(request: Request, sign_on: SignOn, form: FormData) -> Response:
    return redaction_ticked(request, sign_on, agreed=_agrees(form))


def _agree_to_redaction(request: Request, sign_on: SignOn, form: FormData) -> Response:
    if sign_on.next_dialog is not Dialog.REDACTION:
        return _start_anew(request, sign_on)
    if not _agrees(form):
        return _tick_redaction(request, sign_on, form)
    return _pass(request, sign_on)


def _agrees(form: FormData) -> bool:
    return typed(form, "regmsg:chkRedact_input") == "on"


_STEPS: Mapping[str, Step] = {
    "regmsgPopup:bpmContinue": _continue_without_client_code,
    "mfaForm:btnOk": _enter_passcode,
    "frmUserUpdate:bpmSkip": _skip_update,
    "regmsg:chkRedact": _tick_redaction,
    "regmsg:bpmConfirm": _agree_to_redaction,
}


def _pass(request: Request, sign_on: SignOn) -> Response:
    sign_on.due.pop(0)
    return _go_on(request, sign_on)


def _go_on(request: Request, sign_on: SignOn) -> Response:
    """Answer with what is still due of this sign-on, or sign the account on."""
    if sign_on.account is None:
        return _start_anew(request, sign_on)
    # Each part that is passed opens more, so what was known of the browser before opens nothing.
    sign_ons(request).renew(sign_on.browser)
    if sign_on.next_dialog or sign_on.client_code_is_missing:
        return shown(request, sign_on)
    return _open_session(request, sign_on.account, sign_on.client_code)


def _open_session(request: Request, account: PacerAccount, client_code: str) -> Response:
    court = court_of(request)
    court.close_session(request.cookies.get(SESSION_COOKIE))
    session = court.open_session(account, client_code)
    destination = _destination(request)
    if court.behavior.notice_after_sign_on:
        destination = f"{address(request, 'sign_on:notice')}?appurl={quote(destination, safe='')}"
    response = redirected(request, destination)
    cookies = {SESSION_COOKIE: session.token, "PacerSession": session.token}
    if client_code:
        cookies["PacerClientCode"] = quote(client_code, encoding="latin-1")
    for name, value in cookies.items():
        response.set_cookie(name, value, domain=COOKIE_DOMAIN, httponly=True)
    return response


def _start_anew(request: Request, sign_on: SignOn) -> Response:
    """Answer a post whose view is not known, or that leaves a step out."""
    # Invented.
    refusal = "This page has expired. Log in again."
    return shown(request, SignOn(sign_on.browser), refusal, anew=True)


def _destination(request: Request) -> str:
    """Return the address that sign-on was asked to lead back to, if it is the court's own."""
    asked = request.query_params.get("appurl", "")
    origin = address(request, "cmecf:landing").rstrip("/")
    return asked if is_allowed(asked, origin) else main_page(request)


def _browser(request: Request) -> Browser:
    return sign_ons(request).browser(request.cookies.get(BROWSER_COOKIE, ""))


def _remember_browser(request: Request, response: Response, browser: Browser) -> None:
    if browser.id != request.cookies.get(BROWSER_COOKIE):
        response.set_cookie(BROWSER_COOKIE, browser.id, path=BROWSER_PATH, httponly=True)

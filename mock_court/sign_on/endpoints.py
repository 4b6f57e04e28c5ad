"""PACER central sign-on: the login form, the dialogs after it, and the way back to the court."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple, cast

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from mock_court.cmecf.signed_on import COOKIE_DOMAIN, SESSION_COOKIE, main_page, session_of
from mock_court.court import (
    ClientCodeInvalid,
    Dialog,
    Locked,
    NoSkipsLeft,
    WrongCredentials,
    WrongPasscode,
)
from mock_court.rendering import address, court_of, page, render, typed
from mock_court.sign_on.destination import is_allowed
from mock_court.sign_on.progress import SignOn, SignOns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from mock_court.people import PacerAccount

BROWSER_COOKIE = "JSESSIONID"
PASSCODE_MESSAGES = "mfaForm:mfaMessages"
HELP_LINKS: Mapping[str, str] = {
    "forgot-password": "Forgot password?",
    "forgot-username": "Forgot username?",
    "register": "Need an account?",
}


class Help(NamedTuple):
    """A small page of the sign-on site that says what it is."""

    heading: str
    words: str


# Where the links of the real form lead is not known, so these pages are invented.
HELP: Mapping[str, Help] = {
    "forgot-password": Help("Forgot Password", "A new password is sent to the account's address."),
    "forgot-username": Help("Forgot Username", "The PACER Service Center finds a username again."),
    "register": Help("Register for an Account", "Attorneys get a PACER account of their own here."),
    "upgrade": Help(
        "Upgrade a Legacy Account",
        "A legacy account is upgraded under Manage My Account, with a username of its own choice.",
    ),
}


async def login(request: Request) -> Response:
    """Answer with the login form; who is signed on already goes straight back to the court."""
    if session_of(request):
        return page(request, "sign_on/return.html", url=_destination(request))
    browser = _browser(request)
    response = page(
        request,
        "sign_on/login.html",
        heading=_heading(request),
        help_links=HELP_LINKS,
        refusal=None,
        agreed=False,
        view_state=_sign_ons(request).keep(SignOn(browser)),
    )
    _remember_browser(response, browser)
    return response


async def post(request: Request) -> Response:
    """Take what one of the page's forms posts, and answer with the parts of the page to replace."""
    async with request.form() as form:
        sign_on = _sign_ons(request).take(
            typed(form, "jakarta.faces.ViewState"), request.cookies.get(BROWSER_COOKIE, "")
        )
        if sign_on is None:
            return _start_anew(request)
        step = _STEPS.get(typed(form, "jakarta.faces.source"))
        if step is None:
            return _start_anew(request)
        return step(request, sign_on, form)


async def help_page(request: Request) -> Response:
    """Answer with the page that one of the help links leads to."""
    found = HELP.get(request.path_params["name"])
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return page(request, "sign_on/told.html", heading=found.heading, words=found.words)


async def sign_off(request: Request) -> Response:
    """End the session (invented: courts end it at their own Log Out)."""
    court_of(request).close_session(request.cookies.get(SESSION_COOKIE))
    words = "You are logged out of PACER."
    response = page(request, "sign_on/told.html", heading="Logged Out", words=words)
    response.delete_cookie(SESSION_COOKIE, domain=COOKIE_DOMAIN)
    return response


def _log_on(request: Request, sign_on: SignOn, form: FormData) -> Response:
    court = court_of(request)
    username, password = (typed(form, f"loginForm:{name}") for name in ("loginName", "password"))
    client_code = typed(form, "loginForm:clientCode")
    started = SignOn(sign_on.browser)
    # "Invalid username or password" and "Invalid Client Code Entered" are PACER's words, the other
    # refusals are invented.
    if not username or not password:
        return _refused(request, started, "Username and Password are required.")
    try:
        court.check_client_code(client_code)
        account = court.check_password(username, password)
    except ClientCodeInvalid:
        return _refused(request, started, "Invalid Client Code Entered")
    except WrongCredentials:
        return _refused(request, started, "Invalid username or password")
    except Locked as locked:
        words = f"Too many failed logins. Your account is locked until {locked.until:%H:%M:%S %Z}."
        return _refused(request, started, words)
    started.account = account
    started.client_code = client_code
    started.client_code_is_missing = account.client_code_required and not client_code
    started.due = court.dialogs(account)
    return _go_on(request, started)


def _continue_without_client_code(request: Request, sign_on: SignOn, _: FormData) -> Response:
    sign_on.client_code_is_missing = False
    return _go_on(request, sign_on)


def _enter_passcode(request: Request, sign_on: SignOn, form: FormData) -> Response:
    if sign_on.account is None or sign_on.next_dialog is not Dialog.PASSCODE:
        return _start_anew(request)
    try:
        court_of(request).check_passcode(sign_on.account, typed(form, "mfaForm:mfaInput").strip())
    except WrongPasscode:
        # Invented, after the words of PACER's interface for programs.
        return _refused(request, sign_on, "Invalid one-time passcode")
    return _pass(request, sign_on)


def _skip_update(request: Request, sign_on: SignOn, _: FormData) -> Response:
    if sign_on.account is None or sign_on.next_dialog is not Dialog.UPDATE:
        return _start_anew(request)
    try:
        court_of(request).skip_update(sign_on.account)
    except NoSkipsLeft:
        return _go_on(request, sign_on)
    return _pass(request, sign_on)


def _tick_redaction(request: Request, sign_on: SignOn, form: FormData) -> Response:
    button = render(request, "sign_on/redaction_button.html", agreed=_agrees(form))
    return _partial(request, sign_on, {"regmsg:bpmConfirm": button})


def _agree_to_redaction(request: Request, sign_on: SignOn, form: FormData) -> Response:
    if sign_on.next_dialog is not Dialog.REDACTION:
        return _start_anew(request)
    if not _agrees(form):
        return _tick_redaction(request, sign_on, form)
    return _pass(request, sign_on)


def _agrees(form: FormData) -> bool:
    return typed(form, "regmsg:chkRedact_input") == "on"


_STEPS: Mapping[str, Callable[[Request, SignOn, FormData], Response]] = {
    "loginForm:fbtnLogin": _log_on,
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
    account, dialog = sign_on.account, sign_on.next_dialog
    if account is None:
        return _start_anew(request)
    if dialog is Dialog.PASSCODE:
        sign_on.messages = PASSCODE_MESSAGES
        panel = render(request, "sign_on/passcode_panel.html", refusal=None)
        no_popup = render(request, "sign_on/no_popup.html")
        return _partial(request, sign_on, {"pscLoginPanel": panel, "popupMsgId": no_popup})
    # An old refusal must not stand behind the dialog.
    updates = _messages(request, sign_on, None)
    updates["popupMsgId"] = render(request, "sign_on/no_popup.html")
    if sign_on.client_code_is_missing:
        updates["popupMsgId"] = render(request, "sign_on/client_code_warning.html")
        return _partial(request, sign_on, updates)
    if dialog is Dialog.UPDATE:
        may_skip = court_of(request).may_skip_update(account)
        updates["popupMsgId"] = render(request, "sign_on/update.html", may_skip=may_skip)
        return _partial(request, sign_on, updates)
    if dialog is Dialog.REDACTION:
        # As in life the agreement is always in the page, and showing it changes an attribute.
        return _partial(request, sign_on, updates, {"redactionConfirmation": "display: block"})
    return _open_session(request, account, sign_on.client_code)


def _open_session(request: Request, account: PacerAccount, client_code: str) -> Response:
    session = court_of(request).open_session(account, client_code)
    response = _xml(render(request, "sign_on/redirect.xml", url=_destination(request)))
    cookies = {SESSION_COOKIE: session.token, "PacerSession": session.token}
    if client_code:
        cookies["PacerClientCode"] = client_code
    for name, value in cookies.items():
        response.set_cookie(name, value, domain=COOKIE_DOMAIN, httponly=True)
    return response


def _refused(request: Request, sign_on: SignOn, refusal: str) -> Response:
    return _partial(request, sign_on, _messages(request, sign_on, refusal))


def _messages(request: Request, sign_on: SignOn, refusal: str | None) -> dict[str, str]:
    shown = render(request, "sign_on/messages_alone.html", id=sign_on.messages, refusal=refusal)
    return {sign_on.messages: shown}


def _start_anew(request: Request) -> Response:
    """Answer a post whose view is not known, or that leaves a step out."""
    browser = _browser(request)
    panel = render(
        request,
        "sign_on/login_panel.html",
        heading=_heading(request),
        help_links=HELP_LINKS,
        # Invented.
        refusal="This page has expired. Log in again.",
        view_state="",
    )
    updates = {
        "pscLoginPanel": panel,
        "popupMsgId": render(request, "sign_on/no_popup.html"),
    }
    hidden = {"redactionConfirmation": "display: none"}
    response = _partial(request, SignOn(browser), updates, hidden)
    _remember_browser(response, browser)
    return response


def _partial(
    request: Request,
    sign_on: SignOn,
    updates: Mapping[str, str],
    styles: Mapping[str, str] | None = None,
) -> Response:
    # As in life a refusal is a 200 too: the answer is about parts of the page, not the page.
    view_state = _sign_ons(request).keep(sign_on)
    return _xml(
        render(
            request,
            "sign_on/partial.xml",
            updates={name: Markup(content) for name, content in updates.items()},  # noqa: S704 each is a rendered template
            styles=styles or {},
            view_state=view_state,
        )
    )


def _xml(content: str) -> Response:
    return Response(content, media_type="text/xml")


def _heading(request: Request) -> str:
    profile = court_of(request).profile
    if request.query_params.get("pscCourtId") == profile.pacer_id:
        return f"{profile.title} NextGen Login"
    return "PACER Login"


def _destination(request: Request) -> str:
    """Return the address that sign-on was asked to lead back to, if it is the court's own."""
    asked = request.query_params.get("appurl", "")
    origin = address(request, "cmecf:landing").rstrip("/")
    return asked if is_allowed(asked, origin) else main_page(request)


def _sign_ons(request: Request) -> SignOns:
    return cast("SignOns", request.app.state.sign_ons)


def _browser(request: Request) -> str:
    return request.cookies.get(BROWSER_COOKIE) or secrets.token_hex(16).upper()


def _remember_browser(response: Response, browser: str) -> None:
    response.set_cookie(BROWSER_COOKIE, browser, path="/csologin", httponly=True)

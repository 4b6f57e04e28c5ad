"""Linking a CM/ECF account: the form, its verification, and the confirmation.

The addresses are invented, in the style of CM/ECF's own; so are the words of every refusal.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import RedirectResponse, Response

from mock_court.rules.refusals import (
    AdministrativeAccount,
    AlreadyLinked,
    CorporateAccount,
    LegacyAccount,
    Locked,
    Refused,
    SharedAccount,
    UnlinkableLogin,
    WrongCredentials,
)
from mock_court.web.cmecf.signed_on import cmecf_page, one_time_number, signed_on
from mock_court.web.rendering import address, court_of, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from mock_court.rules.court import LinkRequest, Session


class Names(NamedTuple):
    """What the verification page shows of the two accounts."""

    cmecf: str
    pacer: str


REFUSALS: Mapping[type[Refused], tuple[HTTPStatus, str]] = {
    WrongCredentials: (
        HTTPStatus.FORBIDDEN,
        "The CM/ECF login or password is incorrect.",
    ),
    LegacyAccount: (
        HTTPStatus.FORBIDDEN,
        "Your PACER account is a legacy account, and only an upgraded one can be linked.",
    ),
    AdministrativeAccount: (
        HTTPStatus.FORBIDDEN,
        "Your PACER account is an administrative account: it has no case access and cannot be "
        "linked.",
    ),
    SharedAccount: (
        HTTPStatus.FORBIDDEN,
        "Your PACER account is shared by a firm. Each attorney needs an account of their own.",
    ),
    CorporateAccount: (
        HTTPStatus.FORBIDDEN,
        "This CM/ECF account is shared in a company and cannot be linked.",
    ),
    UnlinkableLogin: (
        HTTPStatus.FORBIDDEN,
        "A CM/ECF login with & @ $ or * cannot be linked. Ask the court for another login.",
    ),
    AlreadyLinked: (
        HTTPStatus.CONFLICT,
        "This CM/ECF account is linked already, to another PACER account.",
    ),
}
BLANK = "Enter your CM/ECF login and your CM/ECF password."
SOMEBODY_ELSE, SOMEBODY_ELSE_LOGIN = "Jane Roe", "janero00000"
"""Whose names a verification page shows that shows the wrong ones; nobody has that login."""
LINKED_ALREADY = "Your PACER account is linked to a CM/ECF account of this court already."


@signed_on
async def form(request: Request, session: Session) -> Response:
    """Answer with the link form."""
    if court_of(request).link_of(session):
        return _linked_already(request, session)
    return _form(request, session)


@signed_on
async def submit_form(request: Request, session: Session) -> Response:
    """Take the link form: nothing is linked yet."""
    court = court_of(request)
    if court.link_of(session):
        return _linked_already(request, session)
    async with request.form() as fields:
        login, password = typed(fields, "login").strip(), typed(fields, "key")
    if not login or not password:
        return _form(request, session, BLANK, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        link_request = court.request_link(session, login, password)
    except Refused as refused:
        return _refused(request, session, refused)
    if not court.behavior.verifies_link:
        return _link(request, session, link_request)
    return _onward(request, "cmecf:link_verification", f"{link_request.token}-L_1_1-1")


@signed_on
async def verification(request: Request, session: Session) -> Response:
    """Answer with both names and the question whether to link them."""
    if court_of(request).link_of(session):
        return _linked_already(request, session)
    link_request = _link_request(request, session)
    if link_request is None:
        return _to_the_form(request)
    return cmecf_page(
        request,
        session,
        "cmecf/link_verification.html",
        names=_names(request, session, link_request),
        token=link_request.token,
    )


def _names(request: Request, session: Session, link_request: LinkRequest) -> Names:
    """Return the names of the two accounts, as the verification page shows them."""
    cmecf, pacer = f"{link_request.cmecf.login} {link_request.cmecf.name}", session.account.name
    match court_of(request).behavior.names_shown:
        case "exchanged":
            cmecf, pacer = pacer, cmecf
        case "of another attorney":
            cmecf, pacer = f"{SOMEBODY_ELSE_LOGIN} {SOMEBODY_ELSE}", SOMEBODY_ELSE
        case "as they are":
            pass
    return Names(cmecf, pacer)


@signed_on
async def submit_verification(request: Request, session: Session) -> Response:
    """Link the accounts for good."""
    court = court_of(request)
    link_request = _link_request(request, session)
    if link_request is None:
        return (
            _linked_already(request, session) if court.link_of(session) else _to_the_form(request)
        )
    return _link(request, session, link_request)


def _link(request: Request, session: Session, link_request: LinkRequest) -> Response:
    court = court_of(request)
    # Where the menus appear only after a refresh, the confirmation was composed before the link
    # took effect, and so it has the menu bar of before.
    composed_before = _confirmation(request, session)
    try:
        court.link(link_request)
    except AlreadyLinked as refused:
        if court.link_of(session):
            return _linked_already(request, session)
        return _refused(request, session, refused)
    request.app.state.notice_owed()
    is_stale = court.behavior.menu_turns_full == "after a refresh"
    if not court.behavior.answers_post_by_redirect:
        return composed_before if is_stale else _confirmation(request, session)
    if is_stale:
        request.app.state.confirmations[link_request.token] = composed_before
    return _onward(request, "cmecf:link_confirmation", f"{link_request.token}-L_1_2-1")


@signed_on
async def confirmation(request: Request, session: Session) -> Response:
    """Confirm the link, to the session that made it."""
    link, link_request = court_of(request).link_of(session), _link_request(request, session)
    if not link or not link_request or link.cmecf_login != link_request.cmecf.login:
        return _to_the_form(request)
    composed_before: Response | None = request.app.state.confirmations.pop(link_request.token, None)
    return composed_before or _confirmation(request, session)


def _confirmation(request: Request, session: Session) -> Response:
    is_pop_up = court_of(request).behavior.confirms_in_pop_up
    template = "link_confirmation_pop_up" if is_pop_up else "link_confirmation"
    return cmecf_page(request, session, f"cmecf/{template}.html")


def _form(
    request: Request,
    session: Session,
    refusal: str | None = None,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    upgrade: str | None = None,
) -> Response:
    # What was typed is never sent back: the court keeps no name or password that is not its own.
    return cmecf_page(
        request,
        session,
        "cmecf/link_form.html",
        status=status,
        refusal=refusal,
        upgrade=upgrade,
        number=one_time_number(),
    )


def _refused(request: Request, session: Session, refused: Refused) -> Response:
    if isinstance(refused, Locked):
        words = f"Too many failed tries. Try again after {refused.until:%H:%M:%S %Z}."
        return _form(request, session, words, status=HTTPStatus.LOCKED)
    status, words = REFUSALS[type(refused)]
    upgrade = address(request, "sign_on:help", name="upgrade")
    is_legacy = isinstance(refused, LegacyAccount)
    return _form(request, session, words, status=status, upgrade=upgrade if is_legacy else None)


def _linked_already(request: Request, session: Session) -> Response:
    return cmecf_page(
        request,
        session,
        "cmecf/link_refused.html",
        status=HTTPStatus.CONFLICT,
        refusal=LINKED_ALREADY,
    )


def _link_request(request: Request, session: Session) -> LinkRequest | None:
    token, _, _ = request.url.query.partition("-")
    return court_of(request).link_request(session, token)


def _onward(request: Request, name: str, query: str) -> Response:
    return RedirectResponse(f"{address(request, name)}?{query}", HTTPStatus.SEE_OTHER)


def _to_the_form(request: Request) -> Response:
    return RedirectResponse(address(request, "cmecf:link_form"), HTTPStatus.SEE_OTHER)

"""Linking a CM/ECF account: the form, its verification, and the confirmation.

The addresses are invented, in the style of CM/ECF's own; so are the words of every refusal.
"""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter
from starlette.responses import Response

from mock_court.data_files import read_data
from mock_court.rules.court import LinkRequest
from mock_court.rules.memory import Memory
from mock_court.rules.refusals import AlreadyLinked, LegacyAccount, Locked, Refused
from mock_court.web.cmecf.signed_on import Visit, one_time_number, signed_on
from mock_court.web.forms import posted
from mock_court.web.rendering import address, typed


class Names(NamedTuple):
    """What the verification page shows of the two accounts."""

    cmecf: str
    pacer: str


@dataclass(frozen=True)
class Refusal:
    """What the link form answers to a refusal."""

    status: HTTPStatus
    words: str


REFUSALS = read_data(Path(__file__).with_name("refusals.toml"), TypeAdapter(dict[str, Refusal]))
"""The answers, by the name of the error."""
BLANK = "Enter your CM/ECF login and your CM/ECF password."
SOMEBODY_ELSE, SOMEBODY_ELSE_LOGIN = "Jane Roe", "janero00000"
"""The names on a verification page that shows the wrong ones; nobody has that login."""
LINKED_ALREADY = "Your PACER account is linked to a CM/ECF account of this court already."


@signed_on
async def form(visit: Visit) -> Response:
    """Answer with the link form."""
    return _linked_already(visit) if visit.is_linked else _form(visit)


@signed_on
async def submit_form(visit: Visit) -> Response:
    """Take the link form: nothing is linked yet."""
    if visit.is_linked:
        return _linked_already(visit)
    fields = await posted(visit.request)
    login, password = typed(fields, "login").strip(), typed(fields, "key")
    if not login or not password:
        return _form(visit, BLANK, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        link_request = visit.court.request_link(visit.session, login, password)
    except Refused as refused:
        return _refused(visit, refused)
    if not visit.court.behavior.verifies_link:
        return _link(visit, link_request)
    return visit.redirect("link_verification", f"{link_request.token}-L_1_1-1")


@signed_on
async def verification(visit: Visit) -> Response:
    """Answer with both names and the question whether to link them."""
    if visit.is_linked:
        return _linked_already(visit)
    link_request = _link_request(visit)
    if link_request is None:
        return visit.redirect("link_form")
    names = _names(visit, link_request)
    return visit.page("link_verification", names=names, token=link_request.token)


def _names(visit: Visit, link_request: LinkRequest) -> Names:
    """Return the names of the two accounts, as the verification page shows them."""
    cmecf, pacer = f"{link_request.cmecf.login} {link_request.cmecf.name}", visit.session.account
    match visit.court.behavior.names_shown:
        case "exchanged":
            return Names(pacer.name, cmecf)
        case "of another attorney":
            return Names(f"{SOMEBODY_ELSE_LOGIN} {SOMEBODY_ELSE}", SOMEBODY_ELSE)
        case "as they are":
            return Names(cmecf, pacer.name)


@signed_on
async def submit_verification(visit: Visit) -> Response:
    """Link the accounts permanently."""
    # What was not sent whole links nothing.
    await posted(visit.request)
    if link_request := _link_request(visit):
        return _link(visit, link_request)
    return _linked_already(visit) if visit.is_linked else visit.redirect("link_form")


def _link(visit: Visit, link_request: LinkRequest) -> Response:
    # Where the menus appear only after a refresh, the confirmation was composed before the link
    # took effect, and so it has the menu bar of before.
    composed_before = _confirmation(visit)
    try:
        visit.court.link(link_request)
    except AlreadyLinked as refused:
        return _linked_already(visit) if visit.is_linked else _refused(visit, refused)
    state, behavior = visit.request.app.state, visit.court.behavior
    state.notice_owed()
    is_stale = behavior.menu_turns_full == "after a refresh"
    if not behavior.answers_post_by_redirect:
        return composed_before if is_stale else _confirmation(visit)
    if is_stale:
        state.confirmations[link_request.token] = composed_before
    return visit.redirect("link_confirmation", f"{link_request.token}-L_1_2-1")


@signed_on
async def confirmation(visit: Visit) -> Response:
    """Confirm the link, to the session that made it."""
    link, link_request = visit.court.link_of(visit.session), _link_request(visit)
    if not link or not link_request or link.cmecf_login != link_request.cmecf.login:
        return visit.redirect("link_form")
    confirmations: Memory[Response] = visit.request.app.state.confirmations
    return confirmations.pop(link_request.token, None) or _confirmation(visit)


def _confirmation(visit: Visit) -> Response:
    is_pop_up = visit.court.behavior.confirms_in_pop_up
    return visit.page("link_confirmation_pop_up" if is_pop_up else "link_confirmation")


def _form(
    visit: Visit,
    refusal: str | None = None,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    upgrade: str | None = None,
) -> Response:
    # What was typed is never sent back: the court keeps only names and passwords that it made up.
    number = one_time_number()
    return visit.page("link_form", status=status, refusal=refusal, upgrade=upgrade, number=number)


def _refused(visit: Visit, refused: Refused) -> Response:
    if isinstance(refused, Locked):
        words = f"Too many failed tries. Try again after {refused.until:%H:%M:%S %Z}."
        return _form(visit, words, status=HTTPStatus.LOCKED)
    refusal = REFUSALS[type(refused).__name__]
    is_legacy = isinstance(refused, LegacyAccount)
    upgrade = address(visit.request, "sign_on:help", name="upgrade") if is_legacy else None
    return _form(visit, refusal.words, status=refusal.status, upgrade=upgrade)


def _linked_already(visit: Visit) -> Response:
    return visit.page("link_refused", status=HTTPStatus.CONFLICT, refusal=LINKED_ALREADY)


def _link_request(visit: Visit) -> LinkRequest | None:
    token, _, _ = visit.request.url.query.partition("-")
    return visit.court.link_request(visit.session, token)

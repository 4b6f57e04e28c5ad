"""What the sign-on page shows: as a whole page, or as the parts of it that an answer replaces."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

from markupsafe import Markup
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_court.data_files import read_data
from mock_court.rules.court import Dialog
from mock_court.web.rendering import court_of, page, render
from mock_court.web.sign_on.progress import SignOn, SignOns


@dataclass(frozen=True)
class HelpPage:
    """A small page of the sign-on site that says what it is, and the link that leads to it."""

    heading: str
    words: str
    link: str | None = None


HELP_PAGES = read_data(Path(__file__).with_name("help.toml"), TypeAdapter(dict[str, HelpPage]))


def sign_ons(request: Request) -> SignOns:
    """Return the sign-ons in progress."""
    return cast("SignOns", request.app.state.sign_ons)


def whole_page(request: Request, sign_on: SignOn, refusal: str | None = None) -> Response:
    """Answer with the page of a sign-on, from top to bottom."""
    facts = _facts(request, sign_on)
    view_state = sign_ons(request).keep(sign_on)
    return page(
        request,
        "sign_on/login.html",
        **facts | {"refusal": refusal, "view_state": view_state},
        panel=_panel(sign_on),
        popup=_popup(sign_on),
        redaction=sign_on.next_dialog is Dialog.REDACTION,
    )


def shown(
    request: Request, sign_on: SignOn, refusal: str | None = None, *, anew: bool = False
) -> Response:
    """Answer a post with what the page shows then; `anew` replaces the form that is on screen."""
    behavior = court_of(request).behavior
    if sign_on.next_dialog is Dialog.PASSCODE and not sign_on.has_passcode_panel:
        sign_on.has_passcode_panel = anew = True
    if not behavior.sign_on_posts_by_script:
        return whole_page(request, sign_on, refusal)
    facts = _facts(request, sign_on) | {"refusal": refusal}
    # An old refusal must not be left behind a dialog, so that the messages are always replaced.
    part, template = "pscLoginPanel", _panel(sign_on)
    if not anew:
        form = behavior.sign_on_form
        part = "mfaForm:mfaMessages" if sign_on.has_passcode_panel else f"{form}:pclLoginMessages"
        template = "sign_on/messages_alone.html"
    updates = {
        part: render(request, template, **facts, id=part),
        "popupMsgId": render(request, _popup(sign_on), **facts),
    }
    # As in life the agreement is always in the page, and showing it changes an attribute.
    display = "block" if sign_on.next_dialog is Dialog.REDACTION else "none"
    styles = {"redactionConfirmation": f"display: {display}"}
    return _partial(request, sign_on, updates, styles)


def redaction_ticked(request: Request, sign_on: SignOn, *, agreed: bool) -> Response:
    """Answer that the box of the redaction agreement was ticked, or the tick taken away."""
    if not court_of(request).behavior.sign_on_posts_by_script:
        return whole_page(request, sign_on)
    button = render(request, "sign_on/redaction_button.html", agreed=agreed)
    return _partial(request, sign_on, {"regmsg:buttons": button}, {})


def redirected(request: Request, url: str) -> Response:
    """Answer the last post of a sign-on: it leads to `url`."""
    if not court_of(request).behavior.sign_on_posts_by_script:
        return RedirectResponse(url, HTTPStatus.FOUND)
    return _xml(render(request, "sign_on/redirect.xml", url=url))


def _facts(request: Request, sign_on: SignOn) -> dict[str, Any]:
    """Return what the templates of the page and of its parts have to know."""
    court = court_of(request)
    return {
        "heading": _heading(request),
        "help_pages": HELP_PAGES,
        # Without a script nothing could enable the button when the box is ticked.
        "agreed": not court.behavior.sign_on_posts_by_script,
        "may_skip": sign_on.account is not None and court.may_skip_update(sign_on.account),
        # The script writes the view state into the forms that an answer brings.
        "view_state": "",
    }


def _panel(sign_on: SignOn) -> str:
    return f"sign_on/{'passcode' if sign_on.has_passcode_panel else 'login'}_panel.html"


def _popup(sign_on: SignOn) -> str:
    if sign_on.client_code_is_missing:
        return "sign_on/client_code_warning.html"
    return f"sign_on/{'update' if sign_on.next_dialog is Dialog.UPDATE else 'no_popup'}.html"


def _partial(
    request: Request, sign_on: SignOn, updates: Mapping[str, str], styles: Mapping[str, str]
) -> Response:
    # As in life a refusal is a 200 too: the answer is about parts of the page, not the page.
    return _xml(
        render(
            request,
            "sign_on/partial.xml",
            updates={name: Markup(content) for name, content in updates.items()},  # noqa: S704 each is a rendered template
            styles=styles,
            view_state=sign_ons(request).keep(sign_on),
        )
    )


def _xml(content: str) -> Response:
    return Response(content, media_type="text/xml")


def _heading(request: Request) -> str:
    profile = court_of(request).profile
    if request.query_params.get("pscCourtId") == profile.pacer_id:
        return f"{profile.title} NextGen Login"
    return "PACER Login"

"""CM/ECF: the landing page, the way to sign-on, the menus, and the small pages they lead to."""

from http import HTTPStatus
from urllib.parse import unquote_plus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_court.courts.profile import LINK
from mock_court.rules.court import VIEWER_MENU_ID, Role
from mock_court.rules.refusals import AlreadyLinked, Locked, WrongCredentials
from mock_court.web.cmecf.menus import page_name
from mock_court.web.cmecf.signed_on import (
    Visit,
    ask_to_sign_on,
    native_login,
    one_time_number,
    signed_on,
)
from mock_court.web.forms import posted
from mock_court.web.rendering import address, court_of, page, render, typed
from mock_court.web.session import COOKIE_DOMAIN, SESSION_COOKIE, is_allowed, main_page

MENU_SCRIPT_SECONDS = 86_400
"""How long a browser may keep the menu script."""


async def landing(request: Request) -> Response:
    """Answer with the page that comes before the login, at courts that have one."""
    if not court_of(request).behavior.landing_page:
        return RedirectResponse("/cgi-bin/login.pl", HTTPStatus.SEE_OTHER)
    return page(request, "cmecf/landing.html")


async def login(request: Request) -> Response:
    """Lead to sign-on; with `?logout` log out."""
    if "logout" in request.query_params:
        return _log_out(request)
    return ask_to_sign_on(request, main_page(request))


def _log_out(request: Request) -> Response:
    court_of(request).close_session(request.cookies.get(SESSION_COOKIE))
    response = page(request, "cmecf/logged_out.html")
    for cookie in (SESSION_COOKIE, "PacerSession", "PacerClientCode"):
        response.delete_cookie(cookie, domain=COOKIE_DOMAIN)
    response.delete_cookie("PRTYPE")
    return response


async def native_log_on(request: Request) -> Response:
    """Log on with a CM/ECF account, at a court that has not moved to NextGen."""
    court = court_of(request)
    if court.behavior.next_gen:
        raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED)
    form = await posted(request)
    account_name, password = typed(form, "login"), typed(form, "key")
    try:
        account = court.check_cmecf_password(account_name, password)
    except (WrongCredentials, AlreadyLinked):
        words = (
            "Your ECF or PACER login attempt failed. Either your login name or password is "
            "incorrect."
        )
        return native_login(request, words, status=HTTPStatus.FORBIDDEN)
    except Locked as locked:
        # Invented, like every word about a lock.
        words = f"Too many failed logins. Your account is locked until {locked.until:%H:%M:%S %Z}."
        return native_login(request, words, status=HTTPStatus.LOCKED)
    # The bar is all there is to see at such a court: no guide about linking goes further.
    full = request.app.state.bar(Role.FILER, VIEWER_MENU_ID)
    facts = {"bar": full, "listed": request.app.state.listed(full), "name": account.name}
    return page(request, "cmecf/main.html", menu_id=None, **facts)


async def court_information(request: Request) -> Response:
    """Answer with the one page of CM/ECF, besides the landing page, that wants no session."""
    return page(request, "cmecf/court_information.html")


async def confirm_referrer(request: Request) -> Response:
    """Redirect to the page that was asked for from elsewhere, once that is confirmed."""
    if not court_of(request).behavior.checks_referer:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    asked = typed(await posted(request), "url")
    origin = address(request, "cmecf:landing").rstrip("/")
    onward = asked if is_allowed(asked, origin) else main_page(request)
    return RedirectResponse(onward, HTTPStatus.SEE_OTHER)


@signed_on
async def main(visit: Visit) -> Response:
    """Answer with the page that sign-on leads back to."""
    return visit.page("main", name=visit.session.account.name)


@signed_on
async def display_menu(visit: Visit) -> Response:
    """Answer with a menu as a page, or with one group of it."""
    court, query = visit.court, visit.request.query_params
    names = {page_name(menu): menu for menu in court.profile.menus}
    menu = next((names[name] for name in query if name in names), None)
    role = court.role(visit.session)
    if menu is None or (menu not in court.profile.menu_bar.limited and role is Role.VIEWER):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    label = court.profile.menu_bar.labels[menu].replace("&", "")
    bar = visit.request.app.state.bar(role, court.menu_id(visit.session, role))
    shown = bar.menus[menu]
    opened = query.get("group")
    if opened is not None:
        shown = [group for group in shown if group.heading == opened]
        if not shown:
            raise HTTPException(HTTPStatus.NOT_FOUND)
    return visit.page("menu", heading=label, groups=shown, opened=opened is not None)


@signed_on
async def menu_script(visit: Visit) -> Response:
    """Answer with the script that makes the menu bar: all of it, for the id in its address."""
    court, request = visit.court, visit.request
    if not court.behavior.menu_is_drop_down:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    role = court.role(visit.session)
    menu_id = court.menu_id(visit.session, role)
    # The viewers' id has the viewers' menu for everybody: a page from before linking names it.
    if request.query_params.get("id") == str(VIEWER_MENU_ID):
        menu_id, role = VIEWER_MENU_ID, Role.VIEWER
    shown = request.app.state.bar(role, menu_id)
    listed = render(request, "cmecf/bar.html", bar=shown, with_menus=True)
    # This is the one answer to a session that a browser may keep, and so the one that gets stale.
    return Response(
        render(request, "cmecf/menu.js", listed=listed),
        media_type="application/javascript",
        headers={"Cache-Control": f"private, max-age={MENU_SCRIPT_SECONDS}"},
    )


@signed_on
async def query(visit: Visit) -> Response:
    """Answer with the form that asks for a case, or with what it found: no mock court has cases."""
    # The words are invented. As in life the answer to a query is the answer to its POST: asking
    # again changes nothing.
    answer = None
    may_query = visit.court.has_case_access(visit.session)
    if not may_query:
        answer = "A PACER administrative account has no case access. Log on with a user's account."
    elif visit.request.method == "POST":
        asked = typed(await posted(visit.request), "case_num").strip()
        answer = "No cases found." if asked else "Enter a case number."
    return visit.page("query", answer=answer, may_query=may_query, number=one_time_number())


@signed_on
async def search(visit: Visit) -> Response:
    """Answer a search of the search prompt (invented)."""
    return visit.page("message", heading="Search", words="Nothing was found.")


@signed_on
async def help_page(visit: Visit) -> Response:
    """Answer with the help page (invented)."""
    words = f"The court's help desk answers questions at {visit.court.profile.help_desk}."
    return visit.page("message", heading="Help", words=words)


@signed_on
async def item(visit: Visit) -> Response:
    """Answer with the small page that a menu item leads to (invented)."""
    label, profile = unquote_plus(visit.request.url.query), visit.court.profile
    labels = {each for menu in profile.menus.values() for group in menu for each in group.items}
    if label not in (labels - {LINK}) | {profile.menu_bar.labels.get("user_manual")}:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    words = "This page of CM/ECF is not mocked: the guide does not lead here."
    return visit.page("message", heading=label, words=words)

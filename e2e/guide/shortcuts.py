"""Short ways to a screen, for tests of what comes after it, and checks of who is linked."""

import re
from dataclasses import replace

from playwright.sync_api import BrowserContext, Page

from mock_court.embedded import EmbeddedCourt
from mock_court.places import CONFIRMATION, FORM, MAIN, VERIFICATION, cookie_of
from mock_court.rules.court import Session
from mock_court.rules.people import Attorney, CmecfAccount, CmecfKind, PacerAccount
from mock_court.web.session import SESSION_COOKIE
from pages.linking import Confirmation, LinkForm, Verification
from pages.menus import MenuBar
from pages.sign_on import SignOn

LOG_OUT = "cgi-bin/login.pl?logout"

LIMITED = ("Query", "Reports", "Utilities", "Help", "Log Out")
FULL = (
    "Bankruptcy",
    "Adversary",
    "Query",
    "Reports",
    "Utilities",
    "Search",
    "Help",
    "Log Out",
)
"""The menu bar before linking and after, as the guide shows it."""

LINKED = re.compile(r"(is|has been) linked")
# The words of every refusal are invented, here as in the court.
WRONG = "The CM/ECF login or password is incorrect."


def signed_on(context: BrowserContext, court: EmbeddedCourt, account: PacerAccount) -> Session:
    """Sign the account on, as its browser would be after the login form."""
    session = court.served.court.open_session(account)
    show_session(context, session)
    return session


def show_session(context: BrowserContext, session: Session) -> None:
    """Give a browser the cookie of a session, whether or not that is still open."""
    cookie = cookie_of(session)
    context.add_cookies(
        [{"name": cookie.name, "value": cookie.value, "domain": cookie.domain, "path": "/"}]
    )


def session_cookies(page: Page) -> list[str]:
    """Return the session cookies that the browser has."""
    return [
        str(cookie.get("value"))
        for cookie in page.context.cookies()
        if cookie.get("name") == SESSION_COOKIE
    ]


def sign_on(page: Page, court: EmbeddedCourt) -> SignOn:
    """Come to the login form."""
    page.goto(f"{court.served.cmecf}{MAIN}")
    return SignOn(page)


def typed_sign_on(page: Page, court: EmbeddedCourt, account: PacerAccount) -> SignOn:
    """Come to the login form and type what the account's owner knows."""
    form = sign_on(page, court).enter("Username *", account.username)
    return form.enter("Password *", account.password)


def main_page(page: Page, court: EmbeddedCourt) -> MenuBar:
    """Come to the page to which sign-on leads."""
    page.goto(f"{court.served.cmecf}{MAIN}")
    return MenuBar(page)


def link_form(page: Page, court: EmbeddedCourt) -> LinkForm:
    """Come to the link form."""
    page.goto(f"{court.served.cmecf}{FORM}")
    return LinkForm(page)


def verification(
    page: Page, court: EmbeddedCourt, session: Session, attorney: Attorney
) -> Verification:
    """Come to the verification of the attorney's link request."""
    request = court.served.court.request_link(
        session, attorney.cmecf.login, attorney.cmecf.password
    )
    page.goto(f"{court.served.cmecf}{VERIFICATION}?{request.token}-L_1_1-1")
    return Verification(page)


def confirmation(
    page: Page, court: EmbeddedCourt, session: Session, attorney: Attorney
) -> Confirmation:
    """Come to the confirmation of a link that the attorney has just made."""
    rules = court.served.court
    request = rules.request_link(session, attorney.cmecf.login, attorney.cmecf.password)
    rules.link(request)
    page.goto(f"{court.served.cmecf}{CONFIRMATION}?{request.token}-L_1_2-1")
    return Confirmation(page)


def enrolled(
    court: EmbeddedCourt, *, login: str | None = None, kind: CmecfKind = CmecfKind.INDIVIDUAL
) -> Attorney:
    """Make an attorney, perhaps with a CM/ECF account of that login or kind."""
    attorney = court.people.attorney()
    cmecf = replace(attorney.cmecf, login=login or attorney.cmecf.login, kind=kind)
    attorney = replace(attorney, cmecf=cmecf)
    court.served.court.enroll([attorney])
    return attorney


def linked(court: EmbeddedCourt) -> list[tuple[str, str]]:
    """Return who is linked with whom."""
    links = court.served.court.records.links()
    return [(each.cmecf_login, each.pacer_username) for each in links]


def pair(attorney: Attorney) -> tuple[str, str]:
    """Return the attorney's own login and username."""
    return attorney.cmecf.login, attorney.pacer.username


def check_linked_once(court: EmbeddedCourt, attorney: Attorney) -> None:
    """Find the attorney linked, nobody else, and one mail on its way."""
    assert linked(court) == [pair(attorney)]
    assert court.served.court.records.count_notices() == 1


def message_at_the_form(page: Page, court: EmbeddedCourt, account: CmecfAccount) -> str:
    """Submit the form with the account's credentials; return why it is refused."""
    form = link_form(page, court)
    form.enter("CM/ECF login", account.login).enter("CM/ECF password", account.password)
    return form.submit_refused("Submit").alert.inner_text()

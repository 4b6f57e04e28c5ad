"""Short ways to a screen, for tests of what comes after it: state is set through the court."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

from mock_court.embedded import EmbeddedCourt
from mock_court.rules.court import Session
from mock_court.rules.people import Attorney, PacerAccount
from mock_court.web.session import COOKIE_DOMAIN, SESSION_COOKIE
from pages.linking import Confirmation, LinkForm, Verification
from pages.menus import MenuBar
from pages.sign_on import SignOn

MAIN, FORM, VERIFICATION, CONFIRMATION, LOG_OUT = (
    f"cgi-bin/{path}"
    for path in (
        "showpage.pl?16",
        "LinkAccount.pl",
        "LinkVerify.pl",
        "LinkDone.pl",
        "login.pl?logout",
    )
)

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


def signed_on(context: BrowserContext, court: EmbeddedCourt, account: PacerAccount) -> Session:
    """Sign the account on, as its browser would be after the login form."""
    session = court.served.court.open_session(account)
    show_session(context, session)
    return session


def show_session(context: BrowserContext, session: Session) -> None:
    """Give a browser the cookie of a session, whether or not that is still open."""
    context.add_cookies(
        [{"name": SESSION_COOKIE, "value": session.token, "domain": COOKIE_DOMAIN, "path": "/"}]
    )


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

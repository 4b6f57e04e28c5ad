"""The guide itself, to be read beside the published one; its warnings are in the other files."""

import pytest
from playwright.sync_api import Page, expect

from e2e.guide import shortcuts
from mock_court.embedded import EmbeddedCourt
from mock_court.rules.people import Attorney
from pages.website import CourtWebsite

HEADING = "Link a CM/ECF account to my PACER account"


@pytest.mark.proves(
    "1-website",
    "2-e-filing",
    "2-picture",
    "3-redirected",
    "4-log-on",
    "4-picture",
    "5-limited-menu-bar",
    "6-utilities",
    "7-group",
    "8-link-item",
    "9-credentials",
    "10-submit",
    "11-names",
    "11-picture",
    "12-submit",
    "13-confirmation",
    "13-picture",
    "14-full-menu-bar",
    "14-picture",
)
def test_an_attorney_links_a_pacer_account_to_a_cmecf_account(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    # Steps 1 to 3: the website leads to sign-on.
    website = CourtWebsite.open(page, court.served.website)
    assert website.read().links == (
        "Case Locator (PACER)",
        "E-Filing (CM/ECF)",
        "E-Filing Proof of Claim",
        "E-Filing Debtor Education",
    )
    landing = website.select("E-Filing (CM/ECF)")
    sign_on = landing.select("Western District of Wisconsin - Document Filing System")

    # Step 4: log on.
    assert "Wisconsin Western Bankruptcy Court NextGen Login" in sign_on.read().lines
    assert sign_on.read().fields == ("Username *", "Password *", "Client Code")
    assert sign_on.read().buttons == ("Login", "Clear")
    assert sign_on.read().links == ("Forgot password?", "Forgot username?", "Need an account?")
    assert any(line.startswith("NOTICE: This is a restricted") for line in sign_on.read().lines)
    sign_on.enter("Username *", attorney.pacer.username)
    sign_on.enter("Password *", attorney.pacer.password)
    menu_bar = sign_on.log_on("Login")

    # Steps 5 to 8: the limited menu bar leads to the link form.
    assert menu_bar.read().items == ("Query", "Reports", "Utilities", "Help", "Log Out")
    utilities = menu_bar.select("Utilities")
    group = utilities.open_group("NextGen Release 1.1 Menu Items")
    link_form = group.select_link_form("Link a CM/ECF Account to my PACER Account")

    # Steps 9 and 10: enter the CM/ECF credentials and submit.
    assert HEADING in link_form.read().lines
    assert link_form.read().fields == ("CM/ECF login", "CM/ECF password")
    assert link_form.read().buttons == ("Submit", "Clear")
    link_form.enter("CM/ECF login", attorney.cmecf.login)
    link_form.enter("CM/ECF password", attorney.cmecf.password)
    verification = link_form.submit("Submit")

    # Steps 11 and 12: verify the names and submit, which is permanent.
    assert HEADING in verification.read().lines
    assert "Do you want to link these accounts?" in verification.read().lines
    assert verification.named("CM/ECF") == f"{attorney.cmecf.login} {attorney.cmecf.name}"
    assert verification.named("PACER") == attorney.pacer.name
    assert verification.read().buttons == ("Submit", "Clear")
    assert court.served.court.records.links() == []
    confirmation = verification.submit("Submit")

    # Steps 13 and 14: the accounts are linked, and the menus have appeared.
    assert HEADING in confirmation.read().lines
    assert "Your PACER account has been linked to your CM/ECF account" in confirmation.read().lines
    assert confirmation.read().items == (
        "Bankruptcy",
        "Adversary",
        "Query",
        "Reports",
        "Utilities",
        "Search",
        "Help",
        "Log Out",
    )
    assert [
        (link.cmecf_login, link.pacer_username) for link in court.served.court.records.links()
    ] == [(attorney.cmecf.login, attorney.pacer.username)]


@pytest.mark.one_engine
@pytest.mark.proves("6-utilities", "7-group", "8-link-item")
@pytest.mark.scenario("menu-as-page")
def test_a_menu_that_opens_as_a_page_leads_to_the_link_form_too(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    shortcuts.signed_on(page.context, court, attorney.pacer)

    utilities = shortcuts.main_page(page, court).select("Utilities")
    group = utilities.open_group("NextGen Release 1.1 Menu Items")
    link_form = group.select_link_form("Link a CM/ECF Account to my PACER Account")

    expect(link_form.fields).to_have_count(2)

"""What may come between the password and the court, for the accounts that have it."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import pytest
from playwright.sync_api import Page, expect

from mock_court.embedded import EmbeddedCourt
from mock_court.people import Attorney
from pages.sign_on import Passcode, RedactionAgreement, SignOn, UpdatePrompt
from pages.website import Landing

DOCUMENT_FILING = "Western District of Wisconsin - Document Filing System"
AGREEMENT = (
    "I understand that, if I file, I must comply with the redaction rules. I have read this notice."
)


def arrive(page: Page, court: EmbeddedCourt, attorney: Attorney) -> SignOn:
    """Come to sign-on and type what the attorney knows."""
    sign_on = Landing.open(page, court.served.cmecf).select(DOCUMENT_FILING)
    return sign_on.enter("Username *", attorney.pacer.username).enter(
        "Password *", attorney.pacer.password
    )


@pytest.fixture
def cautious(court: EmbeddedCourt) -> Attorney:
    """An attorney whose account has all three dialogs."""
    attorney = court.people.attorney(passcode=True)
    pacer = replace(attorney.pacer, update_required=True, files_elsewhere=True)
    attorney = replace(attorney, pacer=pacer)
    court.served.court.enrol([attorney])
    return attorney


def test_passcode_update_and_redaction_come_in_this_order(
    page: Page, court: EmbeddedCourt, cautious: Attorney
) -> None:
    assert cautious.pacer.otp_secret
    passcode = arrive(page, court, cautious).log_on_to("Login", Passcode)
    passcode.enter("Enter one-time passcode", pyotp.TOTP(cautious.pacer.otp_secret).now())

    update = passcode.go_on_to("OK", UpdatePrompt)
    redaction = update.go_on_to("Skip", RedactionAgreement)
    menu_bar = redaction.tick(AGREEMENT).go_on("Continue")

    assert menu_bar.sight().items == ("Query", "Reports", "Utilities", "Help", "Log Out")


def test_a_wrong_password_is_refused_on_the_same_page(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    sign_on = arrive(page, court, attorney).enter("Password *", "not the password")

    refused = sign_on.log_on_refused("Login")

    assert refused.sight().fields == ("Username *", "Password *", "Client Code")


def test_clear_empties_the_form(page: Page, court: EmbeddedCourt, attorney: Attorney) -> None:
    sign_on = arrive(page, court, attorney)

    sign_on.clear("Clear")

    for field in sign_on.fields.all():
        expect(field).to_have_value("")

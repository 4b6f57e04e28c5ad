"""The e-mail notification of step 13."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from mock_court.embedded import EmbeddedCourt
from mock_court.people import Attorney
from pages.mailbox import Mailbox


def test_the_notice_of_a_link_arrives_in_the_mailbox(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    rules = court.served.court
    session = rules.open_session(attorney.pacer)
    mailbox = Mailbox.open(page, court.served.mailbox)
    expect(mailbox.subjects).to_have_count(0)

    rules.link(rules.request_link(session, attorney.cmecf.login, attorney.cmecf.password))
    court.served.deliver_mail()

    expect(mailbox.subjects).to_have_text(
        ["[Mock court] Accounts linked: Wisconsin Western Bankruptcy Court"]
    )
    mail = mailbox.read("[Mock court] Accounts linked: Wisconsin Western Bankruptcy Court")
    expect(mail.recipient).to_contain_text(attorney.pacer.email)
    assert any(attorney.cmecf.login in line for line in mail.sight().lines)

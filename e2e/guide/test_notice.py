"""The e-mail notification of step 13; how it outlasts its mail server is in court/test_mail.py."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.court.rules.linking import link
from e2e.guide import shortcuts
from mock_court.embedded import EmbeddedCourt
from mock_court.mail.mailbox import Mailbox as Arrived
from mock_court.rules.people import Attorney
from mock_court.rules.records import Link, LinkExists, Records
from pages.mailbox import Mail, Mailbox

SUBJECT = "[Mock court] Accounts linked: Wisconsin Western Bankruptcy Court"


@pytest.fixture
def other(court: EmbeddedCourt) -> Attorney:
    """Another attorney of that court who has not linked either."""
    attorney = court.people.attorney()
    court.served.court.enroll([attorney])
    return attorney


def check_names(mail: Mail, attorney: Attorney) -> None:
    """Find the court, both accounts and both names in the mail."""
    assert (
        "your CM/ECF account at the U.S. Bankruptcy Court for the Western District of Wisconsin. "
        f"PACER account: {attorney.pacer.name} ({attorney.pacer.username}) "
        f"CM/ECF account: {attorney.cmecf.name} ({attorney.cmecf.login}) Linked: "
    ) in " ".join(mail.read().lines)
    expect(mail.recipient).to_contain_text(attorney.pacer.email)


@pytest.mark.one_engine
@pytest.mark.proves("13-e-mail")
def test_an_attorney_who_links_gets_one_mail_with_the_right_names_and_court(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    session = shortcuts.signed_on(context, court, attorney.pacer)
    confirmation = shortcuts.verification(page, court, session, attorney).submit("Submit")
    assert (
        "You should also receive an e-mail notification acknowledgement."
        in confirmation.read().lines
    )

    mailbox = Mailbox.open(page, court.served.mailbox)

    expect(mailbox.subjects).to_have_text([SUBJECT])
    check_names(mailbox.open_mail(SUBJECT), attorney)


@pytest.mark.nightly("test_a_mail_for_a_refused_link_is_noticed")
@pytest.mark.one_engine
def test_a_mail_about_somebody_else_is_noticed(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney, other: Attorney
) -> None:
    session = shortcuts.signed_on(context, court, other.pacer)
    shortcuts.confirmation(page, court, session, other)
    court.served.deliver_mail()

    mail = Mailbox.open(page, court.served.mailbox).open_mail(SUBJECT)

    with pytest.raises(AssertionError):
        check_names(mail, attorney)


def check_only_who_linked_is_mailed(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney, other: Attorney
) -> None:
    """Be refused at the second Submit between two links of others, whose mails alone arrive."""
    rules = court.served.court
    later = court.people.attorney()
    rules.enroll([later])
    session = shortcuts.signed_on(context, court, attorney.pacer)
    verification = shortcuts.verification(page, court, session, attorney)

    link(court.served.court, Attorney(other.pacer, attorney.cmecf))
    verification.submit_refused("Submit")
    # Mails go out in the order of their links, so that one for the refused would come before this.
    link(court.served.court, later)
    court.served.deliver_mail()

    expect(Mailbox.open(page, court.served.mailbox).subjects).to_have_text([SUBJECT] * 2)
    arrived = Arrived(rules.records).messages()
    assert [mail["To"].addresses[0].addr_spec for mail in arrived] == [
        other.pacer.email,
        later.pacer.email,
    ]


@pytest.mark.one_engine
@pytest.mark.proves("13-e-mail")
def test_a_link_that_is_refused_brings_no_mail(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney, other: Attorney
) -> None:
    check_only_who_linked_is_mailed(page, context, court, attorney, other)


@pytest.mark.one_engine
def test_a_mail_for_a_refused_link_is_noticed(
    page: Page,
    context: BrowserContext,
    court: EmbeddedCourt,
    attorney: Attorney,
    other: Attorney,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = Records.link

    def mailed_all_the_same(records: Records, link: Link, message: bytes) -> None:
        try:
            right(records, link, message)
        except LinkExists:
            with records._transaction() as db:
                db.execute("INSERT INTO notices (message) VALUES (?)", (message,))
            raise

    monkeypatch.setattr(Records, "link", mailed_all_the_same)
    expect.set_options(timeout=1500)

    with pytest.raises(AssertionError):
        check_only_who_linked_is_mailed(page, context, court, attorney, other)

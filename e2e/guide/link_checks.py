"""Who is linked with whom, and why somebody is not, for the tests of linking."""

from __future__ import annotations

import re
from dataclasses import replace

from playwright.sync_api import Page

from e2e.guide import shortcuts
from mock_court.embedded import EmbeddedCourt
from mock_court.rules.people import Attorney, CmecfAccount, CmecfKind

LINKED = re.compile(r"(is|has been) linked")
# The words of every refusal are invented, here as in the court.
WRONG = "The CM/ECF login or password is incorrect."


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
    form = shortcuts.link_form(page, court)
    form.enter("CM/ECF login", account.login).enter("CM/ECF password", account.password)
    return form.submit_refused("Submit").alert.inner_text()

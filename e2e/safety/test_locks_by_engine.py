"""The locks in every engine, and what keeps credentials from an engine without one of them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.courts.hostile import TRICKS, Trick, hostile_court
from e2e.walks.live import walk_live
from mock_court.embedded import EmbeddedCourt
from walk.commands import follow
from walk.safety.redirect_filter import has_redirect_filter
from walk.safety.request_filter import RequestFilter
from walk.settings.sites import Addresses

pytestmark = pytest.mark.walk

SOMEBODY_ELSE = "CM/ECF <b>janeroe01 Jane Roe</b><br>PACER <b>Jane Roe</b>"

SENT = "Promise.allSettled(['POST', 'DELETE'].map((method) => fetch('/sent', {method})))"
"""Has a page send something that may change something."""
LONG = 10_000
"""Firefox takes seconds for a page on a busy machine."""


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let credentials be typed in every engine, so that its request filter is the only one."""
    monkeypatch.setattr(follow, "check_redirects_are_filtered", lambda *_: None)


# In Chromium `test_locks.py` walks at such courts.
@pytest.mark.nightly("test_no_password_is_sent_on_by_any_engine: there it types no credentials")
@pytest.mark.skip_browser("chromium")
@pytest.mark.usefixtures("patient", "unchecked")
def test_a_court_that_tries_everything_and_shows_other_names_links_nothing(
    tmp_path: Path, browser_name: str
) -> None:
    permit = ("--permit-link", "grimmcmecf42=Greta Grimm")

    with hostile_court(Trick(on_input=tuple(TRICKS), names=SOMEBODY_ELSE)) as court:
        ran = walk_live(
            tmp_path, court, court.variables, *permit, "--browser", browser_name, patience=LONG
        )

    assert ran.step(9)["verdict"] == "as_documented"
    # On a busy machine a trick may be in the way of the page with the names.
    reasons = f"{ran.step(10)['reason']} {ran.step(11)['reason']}"
    assert re.search("names are not those of the accounts|link.* was refused", reasons)
    assert court.links == []


def test_no_password_is_sent_on_by_any_engine(tmp_path: Path, browser_name: str) -> None:
    with hostile_court(Trick(sent_on="/enter")) as court:
        ran = walk_live(tmp_path, court, court.variables, "--browser", browser_name)

    assert court.caught == []
    if has_redirect_filter(browser_name):
        assert (ran.status, ran.step(5)["cause"]) == (1, "unexpected_host")
    else:
        assert (ran.status, court.asked, ran.report.exists()) == (2, [], False)
        assert ran.error == (
            f"walk: No credentials are typed in {browser_name} away from the embedded court, since "
            "it sends a form on wherever a redirect leads; leave out --browser, or unset "
            "PACER_USERNAME and PACER_PASSWORD.\n"
        )


def sent_to(court: EmbeddedCourt) -> list[str]:
    """Return the methods by which a page sent something."""
    return sorted(seen.method for seen in court.served.seen if seen.address == "/sent")


# In Chromium: test_elsewhere_the_page_itself_can_send_nothing_that_changes_something.
@pytest.mark.skip_browser("chromium")
def test_every_engine_sends_nothing_past_the_request_filter(
    page: Page, court: EmbeddedCourt
) -> None:
    own = court.served
    page.goto(own.website)
    page.evaluate(SENT)
    before = sent_to(court)
    request_filter = RequestFilter(Addresses(own.website, own.sign_on, own.cmecf), may_link=False)

    request_filter.guard(page.context)
    request_filter.look()
    page.goto(f"{own.cmecf}cgi-bin/login.pl")
    page.wait_for_url(f"{own.sign_on}**")
    page.evaluate(SENT)

    assert (before, sent_to(court)) == (["DELETE", "POST"], before)


# In Chromium: test_elsewhere_a_walk_compares_the_sign_on_screen_and_withholds_the_rest.
@pytest.mark.nightly("test_every_engine_sends_nothing_past_the_request_filter")
@pytest.mark.skip_browser("chromium")
def test_every_engine_looks_as_far_as_sign_on(tmp_path: Path, browser_name: str) -> None:
    with hostile_court() as court:
        ran = walk_live(tmp_path, court, {}, "--browser", browser_name, patience=LONG)

    assert (ran.status, ran.verdicts) == (0, [*["as_documented"] * 3, *["withheld"] * 12])

"""Once and for ever: of two Submits one links, and the old credentials are worth nothing after."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from e2e.court.rules.linking import link
from e2e.courts.second import second_court
from e2e.guide import shortcuts
from e2e.guide.shortcuts import (
    FULL,
    LIMITED,
    LINKED,
    WRONG,
    check_linked_once,
    enrolled,
    linked,
    message_at_the_form,
    pair,
)
from mock_court import places
from mock_court.embedded import EmbeddedCourt
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, CmecfAccount
from mock_court.rules.records import Link, Records
from pages.linking import Refusal, Verification
from pages.sign_on import SignOn
from pages.website import Landing


@pytest.fixture
def other(court: EmbeddedCourt) -> Attorney:
    """Another attorney of that court who has not linked either."""
    return enrolled(court)


@pytest.fixture
def colorado(court: EmbeddedCourt) -> Iterator[EmbeddedCourt]:
    """A second court, in which the attorney files too."""
    with second_court(court) as colorado:
        yield colorado


def same_request(
    court: EmbeddedCourt, pages: tuple[Page, Page], attorney: Attorney, _other: Attorney
) -> tuple[Verification, Verification]:
    """One verification, open in two tabs."""
    first, second = pages[0], pages[0].context.new_page()
    session = shortcuts.signed_on(first.context, court, attorney.pacer)
    verification = shortcuts.verification(first, court, session, attorney)
    second.goto(first.url)
    return verification, Verification(second)


def two_logins(
    court: EmbeddedCourt, pages: tuple[Page, Page], attorney: Attorney, other: Attorney
) -> tuple[Verification, Verification]:
    """One PACER account and two CM/ECF accounts, in two tabs."""
    first, second = pages[0], pages[0].context.new_page()
    session = shortcuts.signed_on(first.context, court, attorney.pacer)
    return (
        shortcuts.verification(first, court, session, attorney),
        shortcuts.verification(second, court, session, Attorney(attorney.pacer, other.cmecf)),
    )


def two_pacer_accounts(
    court: EmbeddedCourt, pages: tuple[Page, Page], attorney: Attorney, other: Attorney
) -> tuple[Verification, Verification]:
    """Two PACER accounts and one CM/ECF account, in two browsers."""
    rival = Attorney(other.pacer, attorney.cmecf)
    first, second = pages
    own = shortcuts.signed_on(first.context, court, attorney.pacer)
    rivals = shortcuts.signed_on(second.context, court, rival.pacer)
    return (
        shortcuts.verification(first, court, own, attorney),
        shortcuts.verification(second, court, rivals, rival),
    )


Contest = Callable[
    [EmbeddedCourt, tuple[Page, Page], Attorney, Attorney], tuple[Verification, Verification]
]
CONTESTS = pytest.mark.parametrize("contest", [same_request, two_logins, two_pacer_accounts])


@pytest.fixture
def pages(page: Page, new_context: Callable[[], BrowserContext]) -> tuple[Page, Page]:
    """The pages of two people's browsers."""
    return page, new_context().new_page()


def check_first_wins(
    court: EmbeddedCourt, attorney: Attorney, verifications: tuple[Verification, Verification]
) -> None:
    """Submit both; the first links, the second gets a message, and there is one mail."""
    first, second = verifications
    first.submit("Submit")
    refusal = second.submit_refused("Submit")

    expect(refusal.alert).to_contain_text(LINKED)
    check_linked_once(court, attorney)


@pytest.mark.sample(1)
@pytest.mark.one_engine
@pytest.mark.proves("12-submit", "note-for-ever", "note-once")
@CONTESTS
def test_of_two_submits_one_links_and_the_other_gets_a_message(
    court: EmbeddedCourt,
    pages: tuple[Page, Page],
    attorney: Attorney,
    other: Attorney,
    contest: Contest,
) -> None:
    check_first_wins(court, attorney, contest(court, pages, attorney, other))


@pytest.mark.sample(1)
@pytest.mark.one_engine
@CONTESTS
def test_a_court_that_links_at_each_submit_is_caught(
    court: EmbeddedCourt,
    pages: tuple[Page, Page],
    attorney: Attorney,
    other: Attorney,
    monkeypatch: pytest.MonkeyPatch,
    contest: Contest,
) -> None:
    expect.set_options(timeout=500)
    verifications = contest(court, pages, attorney, other)

    monkeypatch.setattr(Court, "check_may_link", lambda _court, _session: None)
    without_uniqueness(court.served.court.records)

    with pytest.raises(AssertionError):
        check_first_wins(court, attorney, verifications)


def without_uniqueness(records: Records) -> None:
    """Seed records that keep whatever they are given."""
    with records._transaction() as db:
        db.execute("DROP TABLE links")
        db.execute("CREATE TABLE links (court, cmecf_login, pacer_username, linked_at)")


def check_double_click(
    court: EmbeddedCourt, attorney: Attorney, verification: Verification
) -> None:
    """Double-click on Submit; one link and one mail come of it, and the page says so."""
    verification.buttons.first.dblclick()

    # Chromium sends both and shows the answer to the second; Firefox sends but one.
    expect(verification.page.get_by_text(LINKED)).to_be_visible()
    check_linked_once(court, attorney)


@pytest.mark.proves("12-submit", "note-once")
def test_a_double_click_on_submit_links_once(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    session = shortcuts.signed_on(context, court, attorney.pacer)

    check_double_click(court, attorney, shortcuts.verification(page, court, session, attorney))


@pytest.mark.nightly("test_a_court_that_links_at_each_submit_is_caught")
@pytest.mark.one_engine
def test_a_second_mail_for_one_link_is_caught(
    page: Page,
    context: BrowserContext,
    court: EmbeddedCourt,
    attorney: Attorney,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = Records.link

    def mailed_twice(records: Records, link: Link, message: bytes) -> None:
        right(records, link, message)
        with records._transaction() as db:
            db.execute("INSERT INTO notices (message) VALUES (?)", (message,))

    monkeypatch.setattr(Records, "link", mailed_twice)
    session = shortcuts.signed_on(context, court, attorney.pacer)

    with pytest.raises(AssertionError):
        check_double_click(court, attorney, shortcuts.verification(page, court, session, attorney))


class AnswerLost:
    """Lets the court do its work at the first Submit, but lets its answer get lost."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app
        self._lost = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._lost or scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        self._lost = True

        async def lose(_: Message) -> None:
            pass

        await self._app(scope, receive, lose)
        late = PlainTextResponse("Gateway Time-out", HTTPStatus.GATEWAY_TIMEOUT)
        await late(scope, receive, send)


def check_time_out(
    court: EmbeddedCourt, attorney: Attorney, verifications: tuple[Verification, Verification]
) -> None:
    """Submit, get no answer, look again and submit again: it is linked, once."""
    first, second = verifications
    first.press("Submit")
    expect(first.page.get_by_text("Gateway Time-out")).to_be_visible()

    first.page.go_back()
    expect(Refusal(first.page).alert).to_contain_text(LINKED)
    again = second.submit_refused("Submit")

    expect(again.alert).to_contain_text(LINKED)
    check_linked_once(court, attorney)


@pytest.mark.sample(firefox=0)
@pytest.mark.proves("12-submit", "note-once")
def test_a_submit_again_after_a_time_out_links_once(
    court: EmbeddedCourt, pages: tuple[Page, Page], attorney: Attorney, other: Attorney
) -> None:
    court.served.app.add_middleware(AnswerLost)

    check_time_out(court, attorney, same_request(court, pages, attorney, other))


@pytest.mark.nightly("test_a_court_that_links_at_each_submit_is_caught")
@pytest.mark.one_engine
def test_a_link_that_is_lost_with_its_answer_is_caught(
    court: EmbeddedCourt,
    pages: tuple[Page, Page],
    attorney: Attorney,
    other: Attorney,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expect.set_options(timeout=500)
    court.served.app.add_middleware(AnswerLost)
    verifications = same_request(court, pages, attorney, other)

    monkeypatch.setattr(Records, "link", lambda _records, _link, _message: None)

    with pytest.raises(AssertionError):
        check_time_out(court, attorney, verifications)


# The old CM/ECF credentials, and other courts


def own_login(page: Page, court: EmbeddedCourt, account: CmecfAccount) -> SignOn:
    """Come to the login form of a court that has not moved, and type CM/ECF credentials."""
    form = Landing.open(page, court.served.cmecf).select(
        "Western District of Wisconsin - Document Filing System"
    )
    return form.enter("Login", account.login).enter("Password", account.password)


@pytest.mark.nightly("court/rules: test_the_old_cmecf_credentials_stop_working_once_linked")
@pytest.mark.one_engine
@pytest.mark.proves("11-for-good", "note-for-ever")
@pytest.mark.scenario("current-gen")
def test_the_old_credentials_serve_at_the_court_s_own_login_until_they_are_linked(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    before = own_login(page, court, attorney.cmecf).log_on("Login")
    assert before.read().items == FULL

    link(court.served.court, attorney)

    own_login(page, court, attorney.cmecf).press_refused("Login")


@pytest.mark.nightly("test_a_court_that_links_at_each_submit_is_caught")
@pytest.mark.one_engine
@pytest.mark.scenario("current-gen")
def test_old_credentials_that_still_work_are_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect.set_options(timeout=500)
    link(court.served.court, attorney)

    monkeypatch.setattr(Records, "link_of_cmecf", lambda _records, _court, _login: None)

    form = own_login(page, court, attorney.cmecf)
    with pytest.raises(AssertionError):
        form.press_refused("Login")


def check_once_at_each_court(
    page: Page, context: BrowserContext, first: EmbeddedCourt, second: EmbeddedCourt
) -> None:
    """Link at the second court too: the first link neither helps nor hinders, and stays."""
    link(first.served.court, first.attorney)
    session = shortcuts.signed_on(context, second, second.attorney.pacer)
    assert shortcuts.main_page(page, second).read().items == LIMITED
    assert message_at_the_form(page, second, first.attorney.cmecf) == WRONG

    verification = shortcuts.verification(page, second, session, second.attorney)
    assert verification.submit("Submit").read().items == FULL

    page.goto(f"{second.served.cmecf}{places.FORM}")
    expect(Refusal(page).alert).to_contain_text(LINKED)
    assert linked(first) == [pair(first.attorney), pair(second.attorney)]


@pytest.mark.nightly("test_linking_has_to_be_done_again_at_another_nextgen_court")
@pytest.mark.one_engine
@pytest.mark.proves("note-once", "reminder-other-courts")
def test_linking_is_done_once_at_each_court(
    page: Page, context: BrowserContext, court: EmbeddedCourt, colorado: EmbeddedCourt
) -> None:
    check_once_at_each_court(page, context, court, colorado)


@pytest.mark.nightly("test_a_court_that_links_at_each_submit_is_caught")
@pytest.mark.one_engine
def test_a_link_that_counts_at_every_court_is_caught(
    page: Page,
    context: BrowserContext,
    court: EmbeddedCourt,
    colorado: EmbeddedCourt,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_a_court = Records.link_of_pacer
    monkeypatch.setattr(
        Records, "link_of_pacer", lambda records, _, name: of_a_court(records, "wiwb", name)
    )

    with pytest.raises(AssertionError):
        check_once_at_each_court(page, context, court, colorado)

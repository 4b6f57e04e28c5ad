"""Signing on: the login form, what it refuses, and what may come after it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from e2e.court.rules.clock import Clock
from e2e.court.rules.linking import link
from e2e.courts.template_edits import Edit, edited
from e2e.guide import shortcuts
from e2e.guide.shortcuts import LIMITED
from e2e.guide.test_session import ways_after_login
from mock_court import places
from mock_court.embedded import EmbeddedCourt
from mock_court.places import MAIN
from mock_court.rules.court import Session
from mock_court.rules.people import Attorney, PacerAccount, PacerKind
from mock_court.rules.refusals import AdministrativeAccount, ClientCodeInvalid, WrongCredentials
from mock_court.web.rendering import typed
from mock_court.web.sign_on import endpoints
from pages.dialogs import ClientCodeWarning, Passcode, RedactionAgreement, UpdatePrompt
from pages.reading import reader
from pages.sign_on import SignOn

AGREEMENT = (
    "I understand that, if I file, I must comply with the redaction rules. I have read this notice."
)
WRONG = "Invalid username or password"
PASSCODE = "Enter one-time passcode"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""What an authenticator shares with PACER, the same each time: so no passcode is another's."""
NOT_A_PASSWORD = "not the password"
IMPATIENT = 500
"""Milliseconds to wait where a check is to fail."""


def enrolled(
    court: EmbeddedCourt, attorney: Attorney, pacer: PacerAccount | None = None
) -> Attorney:
    """Give an attorney accounts at the court, or this PACER account instead of the own one."""
    attorney = replace(attorney, pacer=pacer or attorney.pacer)
    court.served.court.enroll([attorney])
    return attorney


def stopped_clock(court: EmbeddedCourt) -> Clock:
    """Give the court a clock that only the test moves."""
    clock = Clock()
    court.served.court.now = clock
    return clock


# The form


def is_as_pictured(form: SignOn) -> None:
    reading = form.read()
    assert reading.fields == ("Username *", "Password *", "Client Code")
    assert reading.buttons == ("Login", "Clear")
    assert reading.links == ("Forgot password?", "Forgot username?", "Need an account?")
    for words in (
        "Wisconsin Western Bankruptcy Court NextGen Login",
        "* Required information",
        "NOTICE: This is a restricted government website for official PACER use only. "
        "Unauthorized entry is prohibited and subject to prosecution under Title 18 of the U.S. "
        "Code. All activities and access attempts are logged.",
    ):
        assert words in reading.lines


@pytest.mark.one_engine
@pytest.mark.proves("3-redirected", "4-picture")
def test_cmecf_leads_to_the_login_form_of_the_picture(page: Page, court: EmbeddedCourt) -> None:
    is_as_pictured(shortcuts.sign_on(page, court))

    assert page.url.startswith(f"{court.served.sign_on}csologin/login.jsf?pscCourtId=WIWBK&appurl=")
    assert page.title() == "PACER: Login"


@pytest.mark.one_engine
def test_a_login_form_unlike_the_picture_is_caught(page: Page, court: EmbeddedCourt) -> None:
    shortcuts.sign_on(page, court)
    right = page.content()
    for old, new in (
        ("Client Code", "Client"),
        (">Clear<", ">Reset<"),
        ("Need an account", "No account"),
        ("All activities", "Activities"),
        ("NextGen Login", "Login"),
    ):
        assert old in right
        page.set_content(right.replace(old, new))
        with pytest.raises(AssertionError):
            is_as_pictured(SignOn(page))
    # It is the change that was caught.
    page.set_content(right)
    is_as_pictured(SignOn(page))


def is_emptied_by_clear(page: Page, court: EmbeddedCourt) -> None:
    form = shortcuts.typed_sign_on(page, court, court.attorney.pacer).enter(
        "Client Code", "2026-117"
    )
    form.clear("Clear")
    for field in form.fields.all():
        expect(field).to_have_value("")
    expect(form.fields).to_have_count(3)


@pytest.mark.sample(firefox=0)
def test_clear_empties_the_form(page: Page, court: EmbeddedCourt) -> None:
    is_emptied_by_clear(page, court)


@pytest.mark.nightly("test_a_login_form_unlike_the_picture_is_caught")
@pytest.mark.one_engine
def test_a_clear_that_clears_nothing_is_caught(page: Page, court: EmbeddedCourt) -> None:
    expect.set_options(timeout=IMPATIENT)
    defect = Edit("sign_on/login.html", 'type="reset"', 'type="button"')

    with edited(defect), pytest.raises(AssertionError, match="have Value"):
        is_emptied_by_clear(page, court)


# The password


@pytest.mark.one_engine
@pytest.mark.proves("4-log-on", "5-limited-menu-bar", "5-pacer")
def test_username_and_password_lead_to_the_limited_menu_bar(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    menu_bar = shortcuts.typed_sign_on(page, court, attorney.pacer).log_on("Login")

    expect(page).to_have_url(f"{court.served.cmecf}{MAIN}")
    # Sign-on leads there straight.
    assert ways_after_login(court) == ["/cgi-bin/showpage.pl"]
    assert menu_bar.read().items == LIMITED
    query = menu_bar.choose("Query")
    expect(reader.field(query, "Case Number")).to_be_visible()
    assert court.served.court.records.links() == []


def is_refused(page: Page, court: EmbeddedCourt, entries: dict[str, str], words: str) -> None:
    """Type this into a new form: it is refused in these words, and nobody is signed on."""
    form = shortcuts.sign_on(page, court)
    for caption, value in entries.items():
        form.enter(caption, value)
    refused = form.press_refused("Login")
    expect(refused.alert, f"entered: {sorted(entries)}").to_have_text(words)
    assert shortcuts.session_cookies(page) == []


def knows_neither(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.attorney
    for username in (attorney.pacer.username, court.people.attorney().pacer.username):
        wrong = {"Username *": username, "Password *": NOT_A_PASSWORD}
        is_refused(page, court, wrong, WRONG)


@pytest.mark.one_engine
def test_a_wrong_password_and_an_unknown_user_are_refused_in_the_same_words(
    page: Page, court: EmbeddedCourt
) -> None:
    knows_neither(page, court)


def refuses_blanks(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.attorney
    username, password = attorney.pacer.username, attorney.pacer.password
    # The words are invented.
    words = "Username and Password are required."
    for entries in (
        {},
        {"Username *": username},
        {"Password *": password},
        {"Username *": username, "Client Code": "2026-117"},
    ):
        is_refused(page, court, entries, words)


@pytest.mark.nightly("court/http: test_a_blank_field_is_refused")
@pytest.mark.one_engine
def test_a_blank_required_field_is_refused(page: Page, court: EmbeddedCourt) -> None:
    refuses_blanks(page, court)


def refuses_odd_client_codes(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.attorney
    right = {"Username *": attorney.pacer.username, "Password *": attorney.pacer.password}
    for code in ("2026 117", "2026,117"):
        is_refused(page, court, right | {"Client Code": code}, "Invalid Client Code Entered")


@pytest.mark.nightly("court/rules: test_a_client_code_that_is_odd_or_too_long_is_refused")
@pytest.mark.one_engine
def test_a_client_code_with_a_space_or_a_comma_is_refused(page: Page, court: EmbeddedCourt) -> None:
    refuses_odd_client_codes(page, court)


def is_locked_for_a_while(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.attorney
    clock, rules = stopped_clock(court), court.served.court
    for _ in range(4):
        with pytest.raises(WrongCredentials):
            rules.check_password(attorney.pacer.username, NOT_A_PASSWORD)
    right = {"Username *": attorney.pacer.username, "Password *": attorney.pacer.password}
    # The words are invented; the clock of the court stands at 03:04:05.
    locked = "Too many failed logins. Your account is locked until 03:09:05 UTC."
    is_refused(page, court, right | {"Password *": NOT_A_PASSWORD}, locked)
    clock.advance(minutes=4, seconds=59)
    is_refused(page, court, right, locked)
    clock.advance(seconds=1)
    shortcuts.typed_sign_on(page, court, attorney.pacer).log_on("Login")


@pytest.mark.nightly("court/rules: test_five_failures_lock_for_five_minutes_and_each_further_one")
@pytest.mark.one_engine
def test_five_wrong_passwords_lock_an_account_for_five_minutes(
    page: Page, court: EmbeddedCourt
) -> None:
    is_locked_for_a_while(page, court)


# The client code


@pytest.mark.nightly("court/rules: test_a_session_has_no_client_code_unless_one_was_given")
@pytest.mark.one_engine
def test_a_client_code_is_kept_with_the_session(
    page: Page, court: EmbeddedCourt, attorney: Attorney
) -> None:
    form = shortcuts.typed_sign_on(page, court, attorney.pacer)

    form.enter("Client Code", "2026-117").log_on("Login")

    (session,) = court.served.court._sessions.values()
    assert session.client_code == "2026-117"


def is_warned_and_links_all_the_same(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.people.attorney()
    attorney = enrolled(court, attorney, replace(attorney.pacer, client_code_required=True))
    warning = shortcuts.typed_sign_on(page, court, attorney.pacer).log_on_to(
        "Login", ClientCodeWarning
    )
    assert shortcuts.session_cookies(page) == []
    warning.go_on("Continue")
    form = shortcuts.link_form(page, court)
    form.enter("CM/ECF login", attorney.cmecf.login)
    form.enter("CM/ECF password", attorney.cmecf.password).submit("Submit").submit("Submit")
    assert len(court.served.court.records.links()) == 1


@pytest.mark.one_engine
def test_who_enters_no_required_client_code_is_warned_and_may_link_all_the_same(
    page: Page, court: EmbeddedCourt
) -> None:
    is_warned_and_links_all_the_same(page, court)


@pytest.mark.nightly("court/pages: test_a_missing_client_code_is_warned_of_before_any_dialog")
@pytest.mark.one_engine
def test_who_enters_a_required_client_code_is_not_warned(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.people.attorney()
    enrolled(court, attorney, replace(attorney.pacer, client_code_required=True))
    form = shortcuts.typed_sign_on(page, court, attorney.pacer)

    menu_bar = form.enter("Client Code", "2026-117").log_on("Login")

    assert menu_bar.read().items == LIMITED


# The kinds of account


def cannot_link(page: Page, court: EmbeddedCourt, attorney: Attorney, words: str) -> None:
    """Log on, as such an account can, and see at the link form why it cannot be linked."""
    shortcuts.typed_sign_on(page, court, attorney.pacer).log_on("Login")
    form = shortcuts.link_form(page, court).enter("CM/ECF login", attorney.cmecf.login)
    refused = form.enter("CM/ECF password", attorney.cmecf.password).submit_refused("Submit")
    expect(refused.alert).to_contain_text(words)
    assert court.served.court.records.links() == []


@pytest.mark.nightly("court/http: test_an_account_that_may_not_link_learns_why")
@pytest.mark.one_engine
@pytest.mark.proves("4-log-on")
def test_a_legacy_account_signs_on_and_has_to_be_upgraded_before_it_links(
    page: Page, court: EmbeddedCourt
) -> None:
    attorney = enrolled(court, court.people.attorney(kind=PacerKind.LEGACY))

    cannot_link(page, court, attorney, "legacy account")

    expect(reader.control(page, "Upgrade your PACER account")).to_be_visible()


@pytest.mark.nightly("court/http: test_an_account_that_may_not_link_learns_why")
@pytest.mark.one_engine
def test_an_administrative_account_has_no_case_access_and_cannot_link(
    page: Page, court: EmbeddedCourt
) -> None:
    attorney = enrolled(court, court.people.attorney(kind=PacerKind.ADMINISTRATIVE))

    cannot_link(page, court, attorney, "administrative account")

    query = shortcuts.main_page(page, court).choose("Query")
    expect(query.get_by_role("status")).to_contain_text("no case access")
    expect(reader.field(query, "Case Number")).to_have_count(0)


@pytest.mark.nightly("test_a_firm_s_shared_account_links_once_and_shuts_its_other_attorneys_out")
@pytest.mark.one_engine
@pytest.mark.proves("4-no-shared-account", "note-own-account")
@pytest.mark.scenario("shared-account-refused")
def test_a_court_that_knows_shared_accounts_refuses_to_link_them(
    page: Page, court: EmbeddedCourt
) -> None:
    attorney, *_ = firm(court)

    cannot_link(page, court, attorney, "Each attorney needs a separate account")


def firm(court: EmbeddedCourt) -> tuple[Attorney, ...]:
    attorneys = court.people.firm(attorneys=2)
    court.served.court.enroll(attorneys)
    return attorneys


def shuts_the_others_out(page: Page, court: EmbeddedCourt) -> None:
    first, second = firm(court)
    link(court.served.court, first)
    shortcuts.typed_sign_on(page, court, second.pacer).log_on("Login")
    page.goto(f"{court.served.cmecf}{places.FORM}")
    # The words are invented.
    expect(page.get_by_role("alert")).to_contain_text("is linked to a CM/ECF account")
    own = enrolled(court, second, court.people.attorney().pacer)
    shortcuts.signed_on(page.context, court, own.pacer)
    form = shortcuts.link_form(page, court).enter("CM/ECF login", own.cmecf.login)
    form.enter("CM/ECF password", own.cmecf.password).submit("Submit").submit("Submit")
    links = court.served.court.records.links()
    assert [(each.cmecf_login, each.pacer_username) for each in links] == [
        (each.cmecf.login, each.pacer.username) for each in (first, own)
    ]


@pytest.mark.one_engine
@pytest.mark.proves("4-no-shared-account", "note-own-account")
def test_a_firm_s_shared_account_links_once_and_shuts_its_other_attorneys_out(
    page: Page, court: EmbeddedCourt
) -> None:
    shuts_the_others_out(page, court)


# The dialogs


@pytest.mark.one_engine
def test_passcode_update_and_redaction_come_in_this_order(page: Page, court: EmbeddedCourt) -> None:
    clock = stopped_clock(court)
    attorney = court.people.attorney()
    careful = replace(attorney.pacer, otp_secret=SECRET, update_required=True, files_elsewhere=True)
    enrolled(court, attorney, careful)

    passcode = shortcuts.typed_sign_on(page, court, attorney.pacer).log_on_to("Login", Passcode)
    passcode.enter(PASSCODE, passcode_at(clock))
    update = passcode.go_on_to("OK", UpdatePrompt)
    redaction = update.go_on_to("Skip", RedactionAgreement)
    menu_bar = redaction.tick(AGREEMENT).go_on("Continue")

    assert menu_bar.read().items == LIMITED


def passcode_at(clock: Clock) -> str:
    """Return what the attorney's authenticator shows."""
    return pyotp.TOTP(SECRET).at(clock())


def takes_a_passcode_once_and_in_time(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.people.attorney()
    clock = stopped_clock(court)
    attorney = enrolled(court, attorney, replace(attorney.pacer, otp_secret=SECRET))

    def ask() -> Passcode:
        page.context.clear_cookies()
        return shortcuts.typed_sign_on(page, court, attorney.pacer).log_on_to("Login", Passcode)

    def refuses(asking: Passcode, passcode: str, case: str) -> None:
        refused = asking.enter(PASSCODE, passcode).press_refused("OK")
        # The words are invented, after those of PACER's interface for programs.
        expect(refused.alert, case).to_have_text("Invalid one-time passcode")
        assert shortcuts.session_cookies(page) == [], case

    first, asking = passcode_at(clock), ask()
    refuses(asking, first[::-1], "wrong")
    asking.enter(PASSCODE, first).go_on("OK")
    refuses(ask(), first, "replayed")
    clock.advance(seconds=30)
    unused, asking = passcode_at(clock), ask()
    clock.advance(seconds=60)
    refuses(asking, unused, "late")
    asking.enter(PASSCODE, passcode_at(clock)).go_on("OK")


@pytest.mark.nightly("court/rules: test_a_passcode_serves_once, and those beside it")
@pytest.mark.one_engine
def test_a_passcode_serves_once_and_only_in_time(page: Page, court: EmbeddedCourt) -> None:
    takes_a_passcode_once_and_in_time(page, court)


def can_be_skipped_three_times(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.people.attorney()
    attorney = enrolled(court, attorney, replace(attorney.pacer, update_required=True))
    rules = court.served.court
    rules.skip_update(attorney.pacer)
    rules.skip_update(attorney.pacer)
    prompt = shortcuts.typed_sign_on(page, court, attorney.pacer).log_on_to("Login", UpdatePrompt)
    prompt.go_on("Skip")
    page.context.clear_cookies()
    shortcuts.typed_sign_on(page, court, attorney.pacer).log_on_to("Login", UpdatePrompt)
    expect(page.get_by_text("has been restricted")).to_be_visible()
    expect(reader.button(page, "Skip")).to_have_count(0)
    assert shortcuts.session_cookies(page) == []


@pytest.mark.nightly("court/rules: test_the_required_update_can_be_skipped_three_times")
@pytest.mark.one_engine
def test_a_required_update_can_be_skipped_three_times_and_not_again(
    page: Page, court: EmbeddedCourt
) -> None:
    can_be_skipped_three_times(page, court)


def waits_for_the_agreement(page: Page, court: EmbeddedCourt) -> None:
    attorney = court.people.attorney()
    attorney = enrolled(court, attorney, replace(attorney.pacer, files_elsewhere=True))

    def ask() -> RedactionAgreement:
        form = shortcuts.typed_sign_on(page, court, attorney.pacer)
        return form.log_on_to("Login", RedactionAgreement)

    go_on, agreement = reader.button(page, "Continue"), ask()
    expect(go_on).to_be_disabled()
    agreement.tick(AGREEMENT)
    expect(go_on).to_be_enabled()
    agreement.tick(AGREEMENT)
    expect(go_on).to_be_disabled()
    # Who leaves the agreement is not signed on, and is asked again the next time.
    assert shortcuts.session_cookies(page) == []
    assert ask().tick(AGREEMENT).go_on("Continue").read().items == LIMITED


@pytest.mark.nightly("court/pages: test_nobody_passes_the_agreement_without_its_box")
def test_who_does_not_accept_the_redaction_agreement_is_not_signed_on(
    page: Page, court: EmbeddedCourt
) -> None:
    waits_for_the_agreement(page, court)


# A court that breaks one of these rules is caught

Check = Callable[[Page, EmbeddedCourt], None]
Defect = Callable[[EmbeddedCourt, pytest.MonkeyPatch], None]


def of_the_rules(name: str, broken: Callable[..., object]) -> Defect:
    """Break a rule of the court."""
    return lambda court, patch: patch.setattr(court.served.court, name, broken)


def anywhere(name: str, broken: object) -> Defect:
    """Break what stands at that place of the mock court's code."""
    return lambda _, patch: patch.setattr(f"mock_court.{name}", broken)


def signs_anybody_on(court: EmbeddedCourt, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(court.served.court, "check_password", lambda *_: court.attorney.pacer)


def reveals_who_is_unknown(court: EmbeddedCourt, patch: pytest.MonkeyPatch) -> None:
    def check_password(username: str, _: str) -> PacerAccount:
        known = court.served.court.records.pacer(username)
        raise WrongCredentials if known else ClientCodeInvalid

    patch.setattr(court.served.court, "check_password", check_password)


def links_nobody_without_client_code(court: EmbeddedCourt, patch: pytest.MonkeyPatch) -> None:
    def check_may_link(session: Session) -> None:
        if not session.client_code:
            raise AdministrativeAccount

    patch.setattr(court.served.court, "check_may_link", check_may_link)


def takes_passcodes_twice(court: EmbeddedCourt, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(court.served.court.records, "use_passcode", lambda *_: True)


def takes_passcodes_late(court: EmbeddedCourt, patch: pytest.MonkeyPatch) -> None:
    rules, check = court.served.court, court.served.court.check_passcode

    def check_passcode(account: PacerAccount, passcode: str) -> None:
        if passcode != pyotp.TOTP(SECRET).at(rules.now() - timedelta(seconds=60)):
            check(account, passcode)

    patch.setattr(rules, "check_passcode", check_passcode)


def legacy_cannot_link(page: Page, court: EmbeddedCourt) -> None:
    attorney = enrolled(court, court.people.attorney(kind=PacerKind.LEGACY))
    cannot_link(page, court, attorney, "legacy account")


def takes_a_blank_for_wrong(_: EmbeddedCourt, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(endpoints, "typed", lambda form, name: typed(form, name) or "blank")


BROKEN: Mapping[str, tuple[Check, Defect]] = {
    "any password will do": (knows_neither, signs_anybody_on),
    "an unknown user gets other words than a wrong password": (
        knows_neither,
        reveals_who_is_unknown,
    ),
    "a blank is as good as a wrong password": (refuses_blanks, takes_a_blank_for_wrong),
    "any client code will do": (
        refuses_odd_client_codes,
        of_the_rules("check_client_code", lambda _: None),
    ),
    "the sixth try locks": (is_locked_for_a_while, anywhere("rules.court.TRIES_BEFORE_LOCK", 6)),
    "a lock is released too early": (
        is_locked_for_a_while,
        anywhere("rules.court.FIRST_LOCK", timedelta(minutes=1)),
    ),
    "a missing client code bars from linking": (
        is_warned_and_links_all_the_same,
        links_nobody_without_client_code,
    ),
    "a legacy account links": (legacy_cannot_link, of_the_rules("check_may_link", lambda _: None)),
    "a shared account seems not to be linked": (
        shuts_the_others_out,
        of_the_rules("link_of", lambda _: None),
    ),
    "any passcode will do": (
        takes_a_passcode_once_and_in_time,
        of_the_rules("check_passcode", lambda *_: None),
    ),
    "a passcode serves twice": (takes_a_passcode_once_and_in_time, takes_passcodes_twice),
    "a late passcode serves": (takes_a_passcode_once_and_in_time, takes_passcodes_late),
    "an update can always be skipped": (
        can_be_skipped_three_times,
        of_the_rules("may_skip_update", lambda _: True),
    ),
    "an agreement is agreed to unticked": (
        waits_for_the_agreement,
        anywhere("web.sign_on.endpoints._agrees", lambda _: True),
    ),
}


@pytest.mark.sample(1)
@pytest.mark.one_engine
@pytest.mark.parametrize("broken", BROKEN)
def test_a_court_that_breaks_a_rule_of_sign_on_is_caught(
    page: Page, court: EmbeddedCourt, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    check, defect = BROKEN[broken]
    expect.set_options(timeout=IMPATIENT)
    defect(court, monkeypatch)

    # A page that is about to be left when the wait is over cannot be read any more.
    with pytest.raises((AssertionError, PlaywrightError)):
        check(page, court)

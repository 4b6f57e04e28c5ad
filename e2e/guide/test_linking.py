"""Linking: what is refused, and who might be crossed with whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pytest
from markupsafe import Markup
from playwright.sync_api import BrowserContext, Page, Request, expect

from e2e.court.rules.linking import link, request_link
from e2e.guide import shortcuts
from e2e.guide.shortcuts import (
    WRONG,
    check_linked_once,
    enrolled,
    linked,
    message_at_the_form,
    pair,
)
from mock_court import places
from mock_court.embedded import EmbeddedCourt
from mock_court.rules.court import Court, LinkRequest
from mock_court.rules.people import Attorney, CmecfKind
from mock_court.rules.records import Records
from mock_court.web.cmecf import linking
from mock_court.web.cmecf.signed_on import Visit
from pages.linking import LinkForm, Refusal, Verification
from pages.menus import MenuBar
from pages.screen import Screen

# The words of every refusal are invented, here as in the court.
BLANK = "Enter your CM/ECF login and your CM/ECF password."


@pytest.fixture
def other(court: EmbeddedCourt) -> Attorney:
    """Another attorney of that court who has not linked either."""
    return enrolled(court)


# The form


def refusals(
    page: Page, court: EmbeddedCourt, typed: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, list[str]]]:
    """Submit the form with each login and password; return the message, and what stays typed."""
    messages = {}
    shortcuts.link_form(page, court)
    for case, (login, password) in typed.items():
        # A refusal has the form again.
        form = LinkForm(page)
        form.enter("CM/ECF login", login).enter("CM/ECF password", password)
        refused = form.submit_refused("Submit")
        values = [field.input_value() for field in refused.fields.all()]
        messages[case] = (refused.alert.inner_text(), values)
    return messages


def wrong_credentials(attorney: Attorney, other: Attorney) -> dict[str, tuple[str, str]]:
    """Return credentials that are not quite the attorney's."""
    login, password = attorney.cmecf.login, attorney.cmecf.password
    return {
        "a wrong password": (login, "not the password"),
        "an unknown login": ("nobody", password),
        "another attorney's password": (login, other.cmecf.password),
        "the PACER username and password": (attorney.pacer.username, attorney.pacer.password),
    }


def blank_fields(attorney: Attorney, _other: Attorney) -> dict[str, tuple[str, str]]:
    """Return credentials of which something is missing."""
    return {
        "no login": ("", attorney.cmecf.password),
        "a login of blanks": ("  ", attorney.cmecf.password),
        "no password": (attorney.cmecf.login, ""),
    }


Credentials = Callable[[Attorney, Attorney], dict[str, tuple[str, str]]]
REFUSED = pytest.mark.parametrize(
    ("credentials", "words"),
    [(wrong_credentials, WRONG), (blank_fields, BLANK)],
    ids=["wrong", "blank"],
)


@pytest.mark.sample(1)
@pytest.mark.one_engine
@pytest.mark.proves("9-credentials", "10-submit")
@REFUSED
def test_the_form_refuses_wrong_and_missing_credentials_alike(
    page: Page,
    context: BrowserContext,
    court: EmbeddedCourt,
    attorney: Attorney,
    other: Attorney,
    credentials: Credentials,
    words: str,
) -> None:
    typed = credentials(attorney, other)
    shortcuts.signed_on(context, court, attorney.pacer)

    messages = refusals(page, court, typed)

    assert messages == dict.fromkeys(typed, (words, ["", ""]))
    assert linked(court) == []


@pytest.mark.sample(1)
@pytest.mark.one_engine
@REFUSED
def test_a_form_that_lets_wrong_credentials_pass_is_caught(
    page: Page,
    context: BrowserContext,
    court: EmbeddedCourt,
    attorney: Attorney,
    other: Attorney,
    monkeypatch: pytest.MonkeyPatch,
    credentials: Credentials,
    words: str,
) -> None:
    expect.set_options(timeout=500)
    right = {"login": attorney.cmecf.login, "key": attorney.cmecf.password}
    monkeypatch.setattr("mock_court.web.cmecf.linking.typed", lambda _form, name: right[name])
    typed = credentials(attorney, other)
    shortcuts.signed_on(context, court, attorney.pacer)

    with pytest.raises(AssertionError):
        assert refusals(page, court, typed) == dict.fromkeys(typed, (words, ["", ""]))


def asked_while(page: Page, act: Callable[[], Screen]) -> list[str]:
    """Return what the page asks the court for while something is done."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    act()
    page.remove_listener("request", note)
    return asked


def check_form_clears(form: LinkForm, attorney: Attorney) -> None:
    """Type into the form, clear it, and find it empty without a word to the court."""
    form.enter("CM/ECF login", attorney.cmecf.login)
    form.enter("CM/ECF password", attorney.cmecf.password)

    asked = asked_while(form.page, lambda: form.clear("Clear"))

    assert [field.input_value() for field in form.fields.all()] == ["", ""]
    assert asked == []


def check_verification_stays(verification: Verification) -> None:
    """Clear the verification, and find it as it was without a word to the court."""
    before = verification.read()

    asked = asked_while(verification.page, lambda: verification.clear("Clear"))

    assert verification.read() == before
    assert asked == []


@pytest.mark.one_engine
@pytest.mark.proves("9-credentials")
def test_clear_empties_the_link_form_without_a_word_to_the_court(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    shortcuts.signed_on(context, court, attorney.pacer)

    check_form_clears(shortcuts.link_form(page, court), attorney)


@pytest.mark.one_engine
@pytest.mark.proves("11-picture")
def test_clear_leaves_the_verification_as_it_was(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    session = shortcuts.signed_on(context, court, attorney.pacer)

    check_verification_stays(shortcuts.verification(page, court, session, attorney))

    assert linked(court) == []


@pytest.mark.nightly("test_a_form_that_lets_wrong_credentials_pass_is_caught")
@pytest.mark.one_engine
@pytest.mark.parametrize("kind", ["submit", "button"])
def test_a_clear_that_submits_or_does_nothing_is_caught(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney, kind: str
) -> None:
    shortcuts.signed_on(context, court, attorney.pacer)
    form = shortcuts.link_form(page, court)

    become(form, kind)

    with pytest.raises(AssertionError):
        check_form_clears(form, attorney)


@pytest.mark.nightly("test_a_form_that_lets_wrong_credentials_pass_is_caught")
@pytest.mark.one_engine
def test_a_clear_that_links_is_caught(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    expect.set_options(timeout=500)
    session = shortcuts.signed_on(context, court, attorney.pacer)
    verification = shortcuts.verification(page, court, session, attorney)

    become(verification, "submit")

    with pytest.raises(AssertionError):
        check_verification_stays(verification)


def become(screen: Screen, kind: str) -> None:
    """Seed a Clear button of another kind."""
    screen.buttons.last.evaluate("(button, kind) => button.setAttribute('type', kind)", kind)


# The names

LONG = {
    "long": "Wolfeschlegelsteinhausenbergerdorff " * 6 + "Sr.",
    "accented": "Zoë Đặng-Müller Ångström",
    "with an apostrophe": "Siobhán O'Neill-D'Arcy",
    "with markup": '<b>Bold</b> & Sons <script>alert(1)</script> &amp; "Co."',
    "in another script": "王小明",
}
NAMES = {"in one line": " ".join(LONG.values()), "right to left": "שרה כהן محمد"}
"""All that need not stand alone are one name, since each name takes a page."""
AS_THEY_ARE = {case: (f"{case} {name} C.", f"{name} P.") for case, name in NAMES.items()}


def named(
    page: Page, context: BrowserContext, court: EmbeddedCourt, cases: Iterable[str] = NAMES
) -> dict[str, tuple[str, str]]:
    """Come to the verification with each of the names; return what stands there for both."""
    shown = {}
    for case in cases:
        name = NAMES[case]
        attorney = court.people.attorney()
        attorney = Attorney(
            replace(attorney.pacer, name=f"{name} P."),
            replace(attorney.cmecf, name=f"{name} C.", login=case),
        )
        court.served.court.enroll([attorney])
        session = shortcuts.signed_on(context, court, attorney.pacer)
        verification = shortcuts.verification(page, court, session, attorney)
        shown[case] = (verification.named("CM/ECF"), verification.named("PACER"))
    return shown


@pytest.mark.one_engine
@pytest.mark.proves("11-names", "11-picture")
def test_the_verification_shows_every_name_exactly_as_it_is(
    page: Page, context: BrowserContext, court: EmbeddedCourt
) -> None:
    assert named(page, context, court) == AS_THEY_ARE


@pytest.mark.sample(1)
@pytest.mark.one_engine
@pytest.mark.parametrize("defect", [lambda name: name[:40], Markup], ids=["cut", "as markup"])
def test_a_name_that_is_shown_otherwise_is_caught(
    page: Page,
    context: BrowserContext,
    court: EmbeddedCourt,
    monkeypatch: pytest.MonkeyPatch,
    defect: Callable[[str], str],
) -> None:
    right = linking._names

    def wrong(visit: Visit, request: LinkRequest) -> linking.Names:
        names = right(visit, request)
        return names._replace(cmecf=defect(names.cmecf))

    monkeypatch.setattr(linking, "_names", wrong)

    first = next(iter(NAMES))

    with pytest.raises(AssertionError):
        assert named(page, context, court, [first]) == {first: AS_THEY_ARE[first]}


# The right pair


def check_not_crossed(page: Page, court: EmbeddedCourt, attorneys: list[Attorney]) -> None:
    """Link one after another in the same browser, and find each with the own account and mail."""
    for attorney in attorneys:
        shortcuts.typed_sign_on(page, court, attorney.pacer).log_on("Login")
        form = shortcuts.link_form(page, court)
        form.enter("CM/ECF login", attorney.cmecf.login)
        form.enter("CM/ECF password", attorney.cmecf.password)
        verification = form.submit("Submit")
        assert verification.named("CM/ECF") == f"{attorney.cmecf.login} {attorney.cmecf.name}"
        assert verification.named("PACER") == attorney.pacer.name
        verification.submit("Submit")
        MenuBar(page).leave("Log Out")

    assert linked(court) == [pair(each) for each in attorneys]
    assert court.served.court.records.count_notices() == len(attorneys)


@pytest.mark.nightly("test_a_wrong_pair_can_be_seen_and_left_before_it_is_linked")
@pytest.mark.one_engine
@pytest.mark.proves("note-right-pair", "11-names", "12-submit")
def test_a_paralegal_links_three_attorneys_one_after_another_and_crosses_none(
    page: Page, court: EmbeddedCourt
) -> None:
    check_not_crossed(page, court, [enrolled(court) for _ in range(3)])


@pytest.mark.nightly("test_a_name_that_is_shown_otherwise_is_caught")
@pytest.mark.one_engine
def test_a_court_that_crosses_attorneys_is_caught(
    page: Page, court: EmbeddedCourt, attorney: Attorney, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever verifies is shown what somebody asked for before.
    before = request_link(court.served.court, enrolled(court))
    monkeypatch.setattr(
        Court, "link_request", lambda _court, session, _token: replace(before, session=session)
    )

    with pytest.raises(AssertionError):
        check_not_crossed(page, court, [attorney])


@pytest.mark.one_engine
@pytest.mark.proves("note-right-pair", "11-names")
def test_a_wrong_pair_can_be_seen_and_left_before_it_is_linked(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney, other: Attorney
) -> None:
    session = shortcuts.signed_on(context, court, attorney.pacer)

    crossed = shortcuts.verification(page, court, session, Attorney(attorney.pacer, other.cmecf))
    seen = (crossed.named("CM/ECF"), crossed.named("PACER"))
    shortcuts.verification(page, court, session, attorney).submit("Submit")

    assert seen == (f"{other.cmecf.login} {other.cmecf.name}", attorney.pacer.name)
    check_linked_once(court, attorney)


# What can never be linked


@pytest.mark.nightly("court/rules: test_a_cmecf_login_with_a_special_character_cannot_be_linked")
@pytest.mark.one_engine
@pytest.mark.proves("9-credentials")
def test_a_login_with_a_special_character_is_refused_and_any_other_is_not(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    unlinkable = [enrolled(court, login=f"jo{each}doe").cmecf for each in "&@$*"]
    other = enrolled(court, login="jo-_.'#%+doe")
    session = shortcuts.signed_on(context, court, attorney.pacer)

    messages = {account.login: message_at_the_form(page, court, account) for account in unlinkable}
    verification = shortcuts.verification(page, court, session, other)

    assert messages == dict.fromkeys(
        ("jo&doe", "jo@doe", "jo$doe", "jo*doe"),
        "A CM/ECF login with & @ $ or * cannot be linked. Ask the court for another login.",
    )
    assert verification.named("CM/ECF") == f"jo-_.'#%+doe {other.cmecf.name}"
    assert linked(court) == []


@pytest.mark.nightly("test_a_form_that_lets_wrong_credentials_pass_is_caught")
@pytest.mark.one_engine
def test_a_special_character_that_is_let_through_is_caught(
    page: Page,
    context: BrowserContext,
    court: EmbeddedCourt,
    attorney: Attorney,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expect.set_options(timeout=500)
    monkeypatch.setattr("mock_court.rules.court.UNLINKABLE_CHARACTERS", set("&@$"))
    account = enrolled(court, login="jo*doe").cmecf
    shortcuts.signed_on(context, court, attorney.pacer)

    with pytest.raises(AssertionError):
        message_at_the_form(page, court, account)


@pytest.mark.nightly("court/rules: test_a_corporate_cmecf_account_cannot_be_linked")
@pytest.mark.one_engine
@pytest.mark.proves("9-credentials")
def test_a_shared_corporate_account_cannot_be_linked(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney
) -> None:
    corporate = enrolled(court, kind=CmecfKind.CORPORATE).cmecf
    individual = replace(corporate, login=f"{corporate.login}x", kind=CmecfKind.INDIVIDUAL)
    own = Attorney(attorney.pacer, individual)
    court.served.court.enroll([own])
    session = shortcuts.signed_on(context, court, attorney.pacer)

    messages = message_at_the_form(page, court, corporate)

    assert messages == "This CM/ECF account is shared in a company and cannot be linked."
    # The same account of one person's own is not refused, so that was why.
    shortcuts.verification(page, court, session, own)


def check_can_never_be_linked_again(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney, other: Attorney
) -> None:
    """Try to link a linked CM/ECF account once more, and a linked PACER account once more."""
    shortcuts.signed_on(context, court, other.pacer)
    messages = message_at_the_form(page, court, attorney.cmecf)
    assert messages == "This CM/ECF account is linked already, to another PACER account."

    shortcuts.signed_on(context, court, attorney.pacer)
    page.goto(f"{court.served.cmecf}{places.FORM}")
    refusal = Refusal(page)
    expect(refusal.alert).to_have_text(
        "Your PACER account is linked to a CM/ECF account of this court already."
    )
    expect(refusal.fields).to_have_count(0)


@pytest.mark.one_engine
@pytest.mark.proves("note-for-ever", "note-once", "11-for-good")
def test_an_account_that_is_linked_cannot_be_linked_again_on_either_side(
    page: Page, context: BrowserContext, court: EmbeddedCourt, attorney: Attorney, other: Attorney
) -> None:
    link(court.served.court, attorney)

    check_can_never_be_linked_again(page, context, court, attorney, other)

    check_linked_once(court, attorney)


@pytest.mark.nightly("test_a_form_that_lets_wrong_credentials_pass_is_caught")
@pytest.mark.one_engine
@pytest.mark.parametrize("side", ["link_of_cmecf", "link_of_pacer"])
def test_a_link_that_is_forgotten_on_one_side_is_caught(
    page: Page,
    context: BrowserContext,
    court: EmbeddedCourt,
    attorney: Attorney,
    other: Attorney,
    monkeypatch: pytest.MonkeyPatch,
    side: str,
) -> None:
    expect.set_options(timeout=500)
    link(court.served.court, attorney)

    monkeypatch.setattr(Records, side, lambda _records, _court, _name: None)

    with pytest.raises(AssertionError):
        check_can_never_be_linked_again(page, context, court, attorney, other)

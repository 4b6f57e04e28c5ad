"""Walks at a court that is not the walk's own: what is done there, and what is withheld."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.requests import Request
from starlette.types import ASGIApp

from e2e.courts.hostile import hostile_court
from e2e.privacy.values import private_data
from e2e.safety.kinds import kinds_first
from e2e.safety.linking_walk import beginning_at
from e2e.walks.live import (
    SIGN_ON,
    court_that_asks,
    permit_of,
    plan_live,
    variables_of,
    walk_live,
)
from e2e.walks.run import STEPS, CommandResult, answer, run
from mock_court.embedded import EmbeddedCourt, embedded_court
from mock_court.places import places_of
from walk.privacy.leak_scan import scan
from walk.privacy.masks import Masks
from walk.privacy.private_data import Kind
from walk.report.evidence import Evidence

pytestmark = [pytest.mark.walk, pytest.mark.one_engine]

NOTHING: Mapping[str, str] = {}
LINK_FORM = "/cgi-bin/LinkAccount.pl"
OTHER_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def withheld_from(step: int) -> list[str]:
    """Return the verdicts of a walk that withholds that step and all after it."""
    return [*["as_documented"] * (step - 1), *["withheld"] * (STEPS - step + 1)]


def posts(own: EmbeddedCourt) -> list[str]:
    """Return the paths to which forms were sent."""
    seen = (seen for seen in own.served.seen if seen.method != "GET")
    return [each.address.partition("?")[0] for each in seen]


def is_linked(own: EmbeddedCourt) -> bool:
    """Say whether the court's attorney was linked."""
    court, pacer = own.served.court, own.attorney.pacer
    return court.records.link_of_pacer(court.profile.id, pacer.username) is not None


def assert_has_no_secret(ran: CommandResult, variables: Mapping[str, str]) -> None:
    """Check that no credential of real people is in what a walk left or printed."""
    assert scan(ran.report, variables) == []
    assert [value for value in variables.values() if value in ran.output + ran.error] == []


# How far a walk goes


PACER_ALONE = ("PACER_USERNAME", "PACER_PASSWORD")
BOTH_ACCOUNTS = (*PACER_ALONE, "CMECF_LOGIN", "CMECF_PASSWORD")
HOW_FAR: Mapping[str, tuple[tuple[str, ...], bool, int | None, str, list[str]]] = {
    # With none at all: test_environments.py.
    "both accounts and a permit": (
        BOTH_ACCOUNTS,
        True,
        None,
        "",
        [SIGN_ON, LINK_FORM, "/cgi-bin/LinkVerify.pl"],
    ),
    "a PACER account": (
        PACER_ALONE,
        False,
        9,
        "This is withheld at 'near', since no CM/ECF login is given.",
        [SIGN_ON],
    ),
    "both accounts": (
        BOTH_ACCOUNTS,
        False,
        10,
        "Linking is withheld at 'near', since it is permanent and not permitted; "
        "--permit-link permits it.",
        [SIGN_ON],
    ),
}
"""With what, the first step that is withheld, why, and which forms are sent."""


# Without a permit: test_a_screen_is_withheld_for_want_of_credentials_or_of_a_permit, and
# test_without_a_permit_a_page_that_sends_what_is_typed_gets_nothing_to_send.
@pytest.mark.nightly(
    "e2e/privacy/test_traces.py: a live walk links with a permit; e2e/safety/test_plan.py: the plan"
)
@pytest.mark.parametrize("case", HOW_FAR)
def test_a_walk_goes_as_far_as_the_credentials_allow_and_the_plan_says(
    tmp_path: Path, case: str
) -> None:
    names, is_permitted, first_withheld, reason, sent = HOW_FAR[case]
    with embedded_court("wiwb") as own:
        variables = {name: variables_of(own.attorney)[name] for name in names}
        permit = ["--permit-link", permit_of(own.attorney)] if is_permitted else []

        ran = walk_live(tmp_path, own.served, variables, *permit, evidence=True)
        plan = plan_live(tmp_path, own.served, variables, *permit)

        withheld = [*range(first_withheld, STEPS + 1)] if first_withheld else []
        assert [
            step["number"] for step in ran.result["steps"] if step["cause"] == "policy"
        ] == withheld
        assert (ran.status, set(ran.verdicts[: (first_withheld or STEPS) - 1])) == (
            0,
            {"as_documented"},
        )
        assert [n for n, line in enumerate(plan, start=1) if "withheld: " in line] == withheld
        if first_withheld:
            assert ran.step(first_withheld)["reason"] == reason
            assert f"  withheld: {reason}  [" in plan[first_withheld - 1]
        assert (posts(own), is_linked(own)) == (sent, is_permitted)
        # The permit has no name of the CM/ECF account.
        notes = [note for note in ran.step(11)["notes"] if "any name beside its login" in note]
        assert len(notes) == is_permitted
        # Who gives no client code enters none.
        assert {session.client_code for session in own.served.court._sessions.values()} == {""}
        # With a permit the names are kept where the guide shows them, and passwords nowhere.
        shown = {"CMECF_LOGIN"} if is_permitted else set()
        if secrets := {name: variables[name] for name in names if name not in shown}:
            assert_has_no_secret(ran, secrets)


def test_an_attorney_who_is_linked_already_is_no_difference_of_the_court(tmp_path: Path) -> None:
    with embedded_court("wiwb") as own:
        variables = {name: variables_of(own.attorney)[name] for name in PACER_ALONE}
        places = places_of(own.served, own.attorney)
        places["confirmation"]()

        with beginning_at("menu bar", places):
            ran = walk_live(tmp_path, own.served, variables)

    assert (ran.status, ran.verdicts[4:6]) == (3, ["blocked", "not_reached"])
    assert (ran.step(5)["cause"], ran.step(5)["drifts"]) == ("credentials", [])
    assert ran.step(5)["reason"].startswith("These accounts are linked already: the menu bar has ")


@pytest.mark.nightly("test_permit.py: a walk until the verification; test_begin.py: one before it")
def test_a_walk_until_the_verification_checks_the_names_and_stops(tmp_path: Path) -> None:
    with embedded_court("wiwb") as own:
        permit = permit_of(own.attorney)

        ran = walk_live(
            tmp_path,
            own.served,
            variables_of(own.attorney),
            "--permit-link",
            permit,
            "--until",
            "11",
        )

        assert ran.verdicts == [*["as_documented"] * 11, *["not_reached"] * 4]
        assert (ran.status, is_linked(own)) == (0, False)
        assert posts(own) == [SIGN_ON, LINK_FORM]


@pytest.mark.nightly(
    "test_the_policy_alone_keeps_the_second_submit_from_a_court_that_shows_other_names"
)
def test_a_name_that_is_not_exactly_the_permitted_one_is_refused_and_both_are_shown(
    tmp_path: Path,
) -> None:
    with embedded_court("wiwb") as own:
        name = " ".join(own.attorney.pacer.name.split())
        other = f"{name} ".replace(" ", "\u00a0", 1)
        permit = f"{own.attorney.cmecf.login}={other}"

        ran = walk_live(tmp_path, own.served, variables_of(own.attorney), "--permit-link", permit)

        assert (ran.status, ran.step(11)["verdict"]) == (1, "drifted")
        (drift,) = ran.step(11)["drifts"]
        assert (drift["what"], drift["documented"], drift["observed"]) == ("PACER", other, name)
        assert repr(other) in ran.output
        assert repr(name) in ran.output
        assert (posts(own), is_linked(own)) == ([SIGN_ON, LINK_FORM], False)


def test_no_picture_shows_a_name_that_was_typed_into_a_field_below_a_dialog(
    page: Page, tmp_path: Path
) -> None:
    page.set_content("<input><dialog open>Redaction Agreement</dialog>")

    pictures = {}
    for username in ("someuser", "otheruser"):
        page.locator("input").fill(username)
        masks = Masks(private_data(Kind.NAME, username=username))
        Evidence(tmp_path, masks).keep(page, 5)
        pictures[username] = (tmp_path / "step-05.png").read_bytes()

    assert pictures["someuser"] == pictures["otheruser"]


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("code", "until"), [("Acme-2026/117", "5"), ("Acme-2026/117", "11"), ("Menu", "5"), ("1", "5")]
)
def test_a_client_code_that_is_given_is_entered_and_in_no_report(
    tmp_path: Path, code: str, until: str
) -> None:
    with embedded_court("wiwb", ["client-code-warning"]) as own:
        variables = variables_of(own.attorney) | {"PACER_CLIENT_CODE": code}
        options = ("--permit-link", permit_of(own.attorney), "--until", until)

        with beginning_at("sign-on", places_of(own.served, own.attorney)):
            ran = walk_live(tmp_path, own.served, variables, *options, evidence=True)

        assert (ran.status, ran.error) == (0, "")
        assert ran.verdicts == [
            *["not_reached"] * 2,
            *["as_documented"] * (int(until) - 2),
            *["not_reached"] * (STEPS - int(until)),
        ]
        # A walk until the verification checks the names and stops.
        assert not is_linked(own)
        assert posts(own) == [SIGN_ON, LINK_FORM][: 2 if until == "11" else 1]
        assert ran.step(4)["notes"] == []
        (session,) = own.served.court._sessions.values()
        assert session.client_code == code
        if len(code) > len("Menu"):
            assert_has_no_secret(ran, {"PACER_CLIENT_CODE": code})


# What goes wrong on the way


def test_a_wrong_password_is_tried_once(tmp_path: Path) -> None:
    with embedded_court("wiwb") as own:
        variables = variables_of(own.attorney) | {"PACER_PASSWORD": "Not-The-Right-One-1"}

        with beginning_at("sign-on", places_of(own.served, own.attorney)):
            ran = walk_live(tmp_path, own.served, variables, evidence=True)

        assert (ran.status, ran.result["outcome"]) == (3, "undetermined")
        causes = [step["cause"] for step in ran.result["steps"] if step["cause"]]
        assert causes == ["credentials"]
        assert posts(own) == [SIGN_ON]
        assert_has_no_secret(ran, variables)


@pytest.mark.nightly("test_session_ends.py: a session that ends is told at once")
def test_a_session_that_expires_on_the_way_is_reported_as_ended(tmp_path: Path) -> None:
    with embedded_court("wiwb") as own:
        court = own.served.court

        def expire(request: Request) -> ASGIApp | None:
            if request.url.path == LINK_FORM:
                court._sessions.clear()
            return None

        answer(own.served, expire)
        ran = walk_live(tmp_path, own.served, variables_of(own.attorney))

        assert ran.verdicts == [
            *["as_documented"] * 8,
            "blocked",
            *["not_reached"] * 6,
        ]
        assert (ran.step(9)["cause"], ran.status) == ("credentials", 3)
        assert ran.step(9)["reason"].startswith("The session has ended: ")
        assert (posts(own), is_linked(own)) == ([SIGN_ON], False)


# One that is right: test_a_live_walk_links_with_a_permit_and_leaves_traces_without_secrets.
@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("secret", "why", "is_typed"),
    [
        (
            "wrong",
            ["The court refuses what was entered:", "check that this machine's clock is right"],
            True,
        ),
        # The next screen is of an account that has to be updated, which is left as it is.
        ("right", ["The account has to be updated"], True),
        ("none", ["The court asks for a one-time passcode; set PACER_OTP_SECRET"], False),
    ],
)
def test_a_passcode_is_made_from_the_secret_and_typed_once(
    tmp_path: Path, secret: str, why: list[str], *, is_typed: bool
) -> None:
    with court_that_asks(["update-prompt"]) as own:
        known = {"right": own.attorney.pacer.otp_secret, "wrong": OTHER_SECRET}.get(secret)
        variables = variables_of(own.attorney) | ({"PACER_OTP_SECRET": known} if known else {})

        with beginning_at("sign-on", places_of(own.served, own.attorney)):
            ran = walk_live(tmp_path, own.served, variables, "--until", "6", evidence=True)

        (stopped,) = [step for step in ran.result["steps"] if step["cause"]]
        assert (ran.status, stopped["cause"]) == (3, "credentials")
        assert stopped["reason"].startswith(why[0])
        assert [words for words in why if words not in stopped["reason"]] == []
        assert posts(own) == [SIGN_ON] * (1 + is_typed)
        assert own.served.court.records.updates_skipped(own.attorney.pacer.username) == 0
        assert_has_no_secret(ran, variables)


# What is refused before anything is asked of the court

PACER = {"PACER_USERNAME": "someuser", "PACER_PASSWORD": "Some-Password-1"}
CMECF = {"CMECF_LOGIN": "somelogin", "CMECF_PASSWORD": "Other-Password-2"}
BOTH = PACER | CMECF
NOT_USABLE: Mapping[str, tuple[Mapping[str, str], list[str], str]] = {
    "a username alone": (
        {"PACER_USERNAME": "someuser"},
        [],
        "PACER_USERNAME is set and PACER_PASSWORD is not; set both or neither.",
    ),
    "a password alone": (
        {"PACER_PASSWORD": "Some-Password-1"},
        [],
        "PACER_PASSWORD is set and PACER_USERNAME is not; set both or neither.",
    ),
    "an empty password": (
        {"PACER_USERNAME": "someuser", "PACER_PASSWORD": ""},
        [],
        "PACER_USERNAME is set and PACER_PASSWORD is not; set both or neither.",
    ),
    "a CM/ECF login alone": (
        PACER | {"CMECF_LOGIN": "somelogin"},
        [],
        "CMECF_LOGIN is set and CMECF_PASSWORD is not; set both or neither.",
    ),
    "a CM/ECF password alone": (
        PACER | {"CMECF_PASSWORD": "Other-Password-2"},
        [],
        "CMECF_PASSWORD is set and CMECF_LOGIN is not; set both or neither.",
    ),
    "a CM/ECF account alone": (
        CMECF,
        [],
        "CMECF_LOGIN is set and PACER_USERNAME is not; set both or neither.",
    ),
    **{
        f"a client code with {wrong}": (
            PACER | {"PACER_CLIENT_CODE": code},
            [],
            f"PACER_CLIENT_CODE has {wrong}, which PACER refuses in a client code; set it to one "
            "that PACER takes, or unset it.",
        )
        for wrong, code in {
            "a comma": "2026,117",
            "a space": "2026 117",
            "more than 32 characters": "1" * 33,
        }.items()
    },
    "a passcode secret alone": (
        {"PACER_OTP_SECRET": OTHER_SECRET},
        [],
        "PACER_OTP_SECRET is set and PACER_USERNAME is not; set both or neither.",
    ),
    **{
        f"a passcode secret like {secret!r}": (
            PACER | {"PACER_OTP_SECRET": secret},
            [],
            "No passcode can be made from PACER_OTP_SECRET; set it to the secret that your "
            "authenticator app was given: 23 or more letters and digits (base32), without spaces.",
        )
        for secret in ("not base32!", "JBSW Y3DP", "ABCDEFGH", "123456")
    },
    "a client code alone": (
        {"PACER_CLIENT_CODE": "abc"},
        [],
        "PACER_CLIENT_CODE is set and PACER_USERNAME is not; set both or neither.",
    ),
    **{
        f"a permit like {text!r}": (
            BOTH,
            ["--permit-link", text],
            f"--permit-link {text!r} does not name both accounts; write "
            '"CMECF-LOGIN=PACER NAME", just as the verification page shows them.',
        )
        for text in ("somelogin", "somelogin=", "=Some Name", "", "=")
    },
    "a permit for another login": (
        BOTH,
        ["--permit-link", "SomeLogin=Some Name"],
        "--permit-link permits the CM/ECF login 'SomeLogin', and CMECF_LOGIN is not that; "
        "make them the same.",
    ),
    "a permit without a CM/ECF account": (
        PACER,
        ["--permit-link", "somelogin=Some Name"],
        "--permit-link permits the CM/ECF login 'somelogin', and CMECF_LOGIN is not that; "
        "make them the same.",
    ),
    "a permit without credentials": (
        {},
        ["--permit-link", "somelogin=Some Name"],
        "--permit-link needs PACER_USERNAME and PACER_PASSWORD; set them.",
    ),
    "a scenario": (
        {},
        ["--scenario", "same-tab"],
        "The scenario 'same-tab' is for the embedded court, and the environment 'near' has other "
        "addresses; leave one of the two out.",
    ),
    "going on by likely names": (
        BOTH,
        ["--carry-on"],
        "--carry-on is for the embedded court only, and the environment 'near' is elsewhere; "
        "leave it out.",
    ),
    **{
        f"the option {option}": (
            {},
            [option, "Some-Password-1"],
            f"{option} is not for the command line, which everybody on the machine can read and "
            "the shell remembers; set PACER_USERNAME, PACER_PASSWORD, PACER_CLIENT_CODE, "
            "PACER_OTP_SECRET, CMECF_LOGIN and CMECF_PASSWORD in the environment.",
        )
        for option in (
            "--password",
            "--pacer-password",
            "--pacer-username",
            "--cmecf-login",
            "--user",
            "--otp-secret",
            "--passcode",
            "--client-code",
        )
    },
}

KINDS_OF_NOT_USABLE = (
    *("a password alone", "a CM/ECF account alone", "a client code with a comma"),
    *("a passcode secret like '123456'", "a permit like 'somelogin'"),
    *("a permit for another login", "a permit without credentials", "a scenario"),
    *("going on by likely names", "the option --password"),
)


@pytest.mark.sample(len(KINDS_OF_NOT_USABLE))
@pytest.mark.parametrize("case", kinds_first(NOT_USABLE, KINDS_OF_NOT_USABLE))
def test_what_cannot_be_used_is_named_in_one_sentence_and_nothing_is_asked(
    tmp_path: Path, case: str
) -> None:
    variables, options, sentence = NOT_USABLE[case]

    with hostile_court() as court:
        ran = walk_live(tmp_path, court, variables, *options)

    assert (ran.status, ran.output, ran.error) == (2, "", f"walk: {sentence}\n")
    assert court.asked == []
    assert not ran.report.exists()


def test_a_permit_is_not_for_the_embedded_court(tmp_path: Path) -> None:
    ran = run("follow", "--permit-link", "a=b", "--out", tmp_path / "report")

    assert (ran.status, ran.courts) == (2, [])
    assert ran.error == (
        "walk: --permit-link is for a court elsewhere; at the embedded court a walk may link "
        "anyway, so leave it out.\n"
    )

"""What a walk withholds where, and for want of what."""

import pytest

from e2e.parts.follow.stand_ins import guide
from walk.errors import UsageError
from walk.guide.model import GuideScreen, Step
from walk.safety.credentials import Permit, credentials_from, permit_from
from walk.safety.policy import LinkRefused, Policy

PACER = {"PACER_USERNAME": "jdoe", "PACER_PASSWORD": "secret-1"}
BOTH = PACER | {"CMECF_LOGIN": "jdoe01", "CMECF_PASSWORD": "secret-2"}
PERMIT = Permit("jdoe01", "Jane Doe")
SIGN_ON = GuideScreen("sign-on", enter={"Username": "PACER username"}, submit="Login")
FORM = GuideScreen("link form", enter={"Login": "CM/ECF login"}, submit="Submit")
VERIFY = GuideScreen("verification", submit="Submit")
BAR = GuideScreen("menu bar", select="Utilities")
AGREE = GuideScreen("redaction agreement", tick="I agree", submit="Continue")
OWN = Policy("mock", is_own_court=True)


class Page:
    """A page that notes what was pressed."""

    def __init__(self) -> None:
        self.pressed: list[str] = []

    def press(self, words: str) -> None:
        """Note it."""
        self.pressed.append(words)


def elsewhere(given: dict[str, str], permit: Permit | None = None) -> Policy:
    """Return the policy of a real court with these variables."""
    return Policy.elsewhere("live", given, permit)


NO_CREDENTIALS = "Signing on is withheld at 'live', since no credentials are given."
NOT_PERMITTED = "This is withheld at 'live', since linking is not permitted."
LINKING = (
    "Linking is withheld at 'live', since it is permanent and not permitted; --permit-link "
    "permits it."
)


@pytest.mark.parametrize(
    ("policy", "screen", "withheld"),
    [
        *((OWN, screen, None) for screen in (SIGN_ON, FORM, VERIFY, AGREE)),
        *((elsewhere({}), screen, NO_CREDENTIALS) for screen in (SIGN_ON, VERIFY, AGREE)),
        (elsewhere({}), GuideScreen("menu bar", submit="Go"), NO_CREDENTIALS),
        (elsewhere({}), GuideScreen("redaction agreement", tick="I agree"), NO_CREDENTIALS),
        (elsewhere({}), BAR, None),
        (elsewhere(PACER), SIGN_ON, None),
        (elsewhere(PACER), FORM, "This is withheld at 'live', since no CM/ECF login is given."),
        (elsewhere(BOTH), FORM, LINKING),
        (elsewhere(BOTH), VERIFY, LINKING),
        (elsewhere(BOTH), GuideScreen("sign-on", enter=FORM.enter, submit="Go"), NOT_PERMITTED),
        (elsewhere(BOTH), GuideScreen("link form", enter=FORM.enter), None),
        (elsewhere(BOTH, PERMIT), FORM, None),
        (elsewhere(BOTH, PERMIT), VERIFY, None),
    ],
)
def test_a_screen_is_withheld_for_want_of_credentials_or_of_a_permit(
    policy: Policy, screen: GuideScreen, withheld: str | None
) -> None:
    assert policy.withheld(screen) == withheld


@pytest.mark.parametrize(
    ("policy", "screen", "is_only_tried"),
    [
        (OWN, FORM, False),
        (elsewhere({}), FORM, False),
        (elsewhere(PACER), FORM, False),
        (elsewhere(BOTH), FORM, True),
        (elsewhere(BOTH), SIGN_ON, False),
        (elsewhere(BOTH, PERMIT), FORM, False),
    ],
)
def test_a_form_is_only_tried_with_what_may_be_typed_nowhere(
    policy: Policy, screen: GuideScreen, *, is_only_tried: bool
) -> None:
    assert policy.is_only_tried(screen) == is_only_tried


def test_a_plan_ends_at_the_first_step_that_is_withheld() -> None:
    own = guide(BAR, SIGN_ON, FORM, VERIFY)
    ready = Step(5, "Ready", at_hand=("PACER username", "CM/ECF login"))
    own = type(own)(own.court, own.title, own.source, (*own.step, ready))

    plans = elsewhere({}).schedule(own)

    assert [plan.withheld for plan in plans] == [
        None,
        NO_CREDENTIALS,
        *["it comes after step 2"] * 3,
    ]
    assert [plan.not_ready for plan in plans[:4]] == [None] * 4
    assert plans[4].not_ready == (
        "At 'live' no PACER username and no CM/ECF login is given; what needs none is walked all "
        "the same."
    )
    assert "no CM/ECF login is given" in str(elsewhere(PACER).schedule(own)[4].not_ready)
    assert elsewhere(BOTH).schedule(own)[4].not_ready is None
    assert OWN.schedule(own)[4].withheld is None


def test_a_screen_with_a_box_and_a_button_is_planned_in_two_parts() -> None:
    (plan,) = elsewhere({}).schedule(guide(AGREE))

    assert plan.on_screens == (NO_CREDENTIALS, NO_CREDENTIALS)


@pytest.mark.parametrize(
    ("policy", "screen", "names_are_right", "is_pressed"),
    [
        (elsewhere(BOTH, PERMIT), VERIFY, True, True),
        (elsewhere(BOTH, PERMIT), VERIFY, False, False),
        (elsewhere(BOTH), VERIFY, True, False),
        (elsewhere(BOTH), FORM, True, False),
        (elsewhere(BOTH, PERMIT), FORM, False, True),
        (OWN, VERIFY, False, False),
        (OWN, VERIFY, True, True),
        (elsewhere(PACER), SIGN_ON, False, True),
    ],
)
def test_a_submit_is_pressed_only_if_it_is_permitted_and_the_names_are_right(
    policy: Policy, screen: GuideScreen, *, names_are_right: bool, is_pressed: bool
) -> None:
    page = Page()

    if is_pressed:
        policy.submit(page, screen, "Submit", names_are_right=names_are_right)
    else:
        reason = policy.withheld(screen) or "The verification page was not seen to show the right"
        with pytest.raises(LinkRefused, match=reason):
            policy.submit(page, screen, "Submit", names_are_right=names_are_right)

    assert page.pressed == ["Submit"] * is_pressed


# Credentials and permits


@pytest.mark.parametrize(
    ("given", "permit", "says"),
    [
        ({"PACER_USERNAME": "a"}, None, "PACER_USERNAME is set and PACER_PASSWORD is not"),
        ({"PACER_PASSWORD": "a"}, None, "PACER_PASSWORD is set and PACER_USERNAME is not"),
        (PACER | {"CMECF_LOGIN": "a"}, None, "CMECF_LOGIN is set and CMECF_PASSWORD is not"),
        ({"CMECF_LOGIN": "a", "CMECF_PASSWORD": "b"}, None, "CMECF_LOGIN is set and PACER_USER"),
        ({"PACER_CLIENT_CODE": "a"}, None, "PACER_CLIENT_CODE is set and PACER_USERNAME is not"),
        (PACER | {"PACER_CLIENT_CODE": "a b"}, None, "PACER_CLIENT_CODE has a space"),
        (PACER | {"PACER_CLIENT_CODE": "1" * 33}, None, "CODE has more than 32 characters"),
        (PACER | {"PACER_OTP_SECRET": "not base32!"}, None, "No passcode can be made"),
        ({}, PERMIT, "--permit-link needs PACER_USERNAME and PACER_PASSWORD"),
        (PACER, PERMIT, "permits the CM/ECF login 'jdoe01', and CMECF_LOGIN is not that"),
        (BOTH | {"CMECF_LOGIN": "other"}, PERMIT, "permits the CM/ECF login 'jdoe01'"),
        (BOTH | {"CMECF_LOGIN": "JDOE01"}, PERMIT, "permits the CM/ECF login 'jdoe01'"),
    ],
)
def test_credentials_that_are_not_whole_are_refused(
    given: dict[str, str], permit: Permit | None, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        credentials_from(given, permit)


def test_what_is_given_is_kept_only_as_far_as_it_may_be_typed() -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    alone = credentials_from(PACER | {"PACER_OTP_SECRET": secret, "CMECF_LOGIN": ""}, None)
    both, linked = credentials_from(BOTH, None), credentials_from(BOTH, PERMIT)
    named = credentials_from(BOTH, Permit("jdoe01", "Jane Doe", "Jane Q. Doe"))
    assert alone
    assert both
    assert linked
    assert named
    assert credentials_from({"PACER_USERNAME": "", "OTHER": "x"}, None) is None

    assert alone.values == {
        "PACER client code": "",
        "PACER username": "jdoe",
        "PACER password": "secret-1",
    }
    assert alone.secrets == {"PACER password": "secret-1", "PACER_OTP_SECRET": secret}
    assert (alone.usernames, alone.not_kept) == ({"PACER username": "jdoe"}, frozenset())
    assert both.values == alone.values
    assert both.not_kept == {"CM/ECF login", "CM/ECF password"}
    assert both.given == both.not_kept.union(both.values)
    assert linked.not_kept == frozenset()
    assert linked.secrets == {"PACER password": "secret-1", "CM/ECF password": "secret-2"}
    assert linked.usernames == {"PACER username": "jdoe", "CM/ECF login": "jdoe01"}
    assert (linked.values["PACER name"], linked.values["CM/ECF login and name"]) == (
        *("Jane Doe", "jdoe01"),
    )
    assert named.values["CM/ECF login and name"] == "jdoe01 Jane Q. Doe"


@pytest.mark.parametrize(
    ("option", "variable", "permit"),
    [
        (None, "", None),
        ("jdoe01=Jane Doe", None, PERMIT),
        (None, "jdoe01=Jane Doe", PERMIT),
        ("jdoe01=Jane Doe", "jdoe01=Jane Doe", PERMIT),
        ("jdoe01=A=B", None, Permit("jdoe01", "A=B")),
        ("jdoe01 Jane Q. Doe=Jane Doe", None, Permit("jdoe01", "Jane Doe", "Jane Q. Doe")),
    ],
)
def test_a_permit_is_given_by_an_option_or_by_a_variable(
    option: str | None, variable: str | None, permit: Permit | None
) -> None:
    variables = {} if variable is None else {"PERMIT_LINK": variable}

    assert permit_from(option, variables, is_embedded=False) == permit


def test_two_permits_for_different_accounts_are_refused_and_one_at_the_own_court() -> None:
    with pytest.raises(UsageError, match="permit different accounts"):
        permit_from("a=B", {"PERMIT_LINK": "a=C"}, is_embedded=False)
    with pytest.raises(UsageError, match="PERMIT_LINK does not name both accounts"):
        permit_from(None, {"PERMIT_LINK": "a="}, is_embedded=False)
    # Whoever meant to name the CM/ECF account too, has not.
    with pytest.raises(UsageError, match="does not name both accounts"):
        permit_from("a =B", {}, is_embedded=False)
    with pytest.raises(UsageError, match="is for a court elsewhere"):
        permit_from("a=B", {}, is_embedded=True)
    assert permit_from(None, {"PERMIT_LINK": "a=B"}, is_embedded=True) is None

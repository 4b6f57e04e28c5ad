"""What a walk keeps private from the start, at its own court and at a real one."""

import pytest

from e2e.parts.follow.stand_ins import SITES, guide, target
from walk.errors import UsageError
from walk.guide.model import GuideScreen
from walk.privacy.masks import masks_of
from walk.privacy.private_data import Kind, names_of, private_data_of
from walk.safety.credentials import Permit, credentials_from
from walk.safety.policy import Policy
from walk.safety.target import Target

GUIDE = guide(GuideScreen("menu bar", select="Utilities"))
VARIABLES = {
    "PACER_USERNAME": "janedoe01",
    "PACER_PASSWORD": "Kw7-password",
    "CMECF_LOGIN": "jdoe4711",
    "CMECF_PASSWORD": "Xp9-password",
}
PERMIT = Permit("jdoe4711", "Jane Q. Doe")


def at(permit: Permit | None = None, *, is_own_court: bool = False, **given: str) -> Target:
    """Return a court with these credentials."""
    credentials = credentials_from(VARIABLES | given, permit)
    return target(Policy("near", is_own_court, credentials, permit))


def test_without_credentials_nothing_is_private() -> None:
    private = private_data_of(target(Policy("near", is_own_court=False)), GUIDE)

    assert (private.searched, private.names) == ({}, [])


@pytest.mark.parametrize(
    ("own", "permit", "searched", "names"),
    [
        (True, PERMIT, ["CM/ECF password", "PACER password"], []),
        (False, None, ["PACER password", "PACER username"], ["janedoe01"]),
        (
            False,
            PERMIT,
            ["CM/ECF login", "CM/ECF password", "PACER password", "PACER username"],
            ["janedoe01", "jdoe4711", "Jane Q. Doe", "Doe, Jane Q."],
        ),
        (
            False,
            Permit("jdoe4711", "Jane Q. Doe", "J. Doe"),
            ["CM/ECF login", "CM/ECF password", "PACER password", "PACER username"],
            ["janedoe01", "jdoe4711", "Jane Q. Doe", "Doe, Jane Q.", "J. Doe"],
        ),
        (
            False,
            Permit("jdoe4711", "Jane Q. Doe", "Jane Q. Doe"),
            ["CM/ECF login", "CM/ECF password", "PACER password", "PACER username"],
            ["janedoe01", "jdoe4711", "Jane Q. Doe", "Doe, Jane Q."],
        ),
    ],
)
def test_people_are_private_at_a_real_court_and_passwords_everywhere(
    permit: Permit | None, searched: list[str], names: list[str], *, own: bool
) -> None:
    private = private_data_of(at(permit, is_own_court=own), GUIDE)

    assert sorted(private.searched) == searched
    assert private.names == names
    assert private.is_of_real_people != own


@pytest.mark.parametrize(
    ("username", "is_searched"),
    [
        ("janedoe", True),
        # Words of every report: of our own sentences, of the guide, of the court's address
        *((word, False) for word in ("password", "Utilities", "pacer", "near", "testsuite")),
    ],
)
def test_a_username_that_is_a_word_of_every_report_is_not_searched_for(
    username: str, *, is_searched: bool
) -> None:
    private = private_data_of(at(PACER_USERNAME=username), GUIDE)

    assert ("PACER username" in private.searched) == is_searched
    assert len(private.unsearchable) == (not is_searched)


def test_credentials_of_which_nothing_can_be_searched_for_are_refused() -> None:
    with pytest.raises(UsageError, match="Each of PACER password, PACER username is too short"):
        private_data_of(at(PACER_USERNAME="ab", PACER_PASSWORD="abc"), GUIDE)


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("", {}),
        ("Jane Q. Doe", {"PACER name": "Jane Q. Doe", "PACER name in a list": "Doe, Jane Q."}),
    ],
)
def test_a_name_is_known_as_people_say_it_and_as_lists_have_it(
    name: str, names: dict[str, str]
) -> None:
    assert dict(names_of(name)) == names


def test_an_outline_names_the_attorney_and_the_sites_and_nobody() -> None:
    real, own = at(PERMIT), at(PERMIT, is_own_court=True)
    masks = masks_of(real, private_data_of(real, GUIDE))
    own_masks = masks_of(own, private_data_of(own, GUIDE))

    assert masks.words("Doe, Jane Q. at") == "[PACER name in a list] at"
    assert {*own_masks.values} < {*masks.values}
    assert own_masks.words("Doe, Jane Q. at") == "Doe, Jane Q. at"
    assert own_masks.words("Jane Q. Doe, jdoe4711") == "[PACER name], [CM/ECF login]"
    sites = ("website", "sign-on", "cmecf")
    assert [masks.words(each) for each in SITES.sites] == [f"{{{name}}}/" for name in sites]
    assert (
        masks_of(target(Policy("near", is_own_court=False)), private_data_of(own, GUIDE)).values
        == {}
    )


@pytest.mark.parametrize(
    ("code", "is_private"), [("Acme-2026/117", True), ("Menu", False), ("1", False), ("", False)]
)
def test_a_client_code_is_private_unless_it_may_be_any_word_or_number(
    code: str, *, is_private: bool
) -> None:
    private = private_data_of(at(PACER_CLIENT_CODE=code), GUIDE)
    # PACER sets a cookie of it, which says no more.
    private.add("the cookie PacerClientCode", code, Kind.COOKIE)

    assert (code in private.searched.values()) == is_private
    assert (code in [each.value for each in private.masked()]) == is_private
    assert private.unsearchable == []
    private.add("the cookie of a session", "Kw7-session-4711", Kind.COOKIE)
    assert "the cookie of a session" in private.searched

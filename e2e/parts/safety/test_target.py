"""A court to walk in: what is known of the own one, and what is asked of every other."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from e2e.parts.follow.stand_ins import target
from mock_court.embedded import EmbeddedCourt, embedded_court
from walk.errors import CourtFailed, UsageError
from walk.safety.credentials import Credentials, Permit
from walk.safety.policy import Policy
from walk.safety.target import check_redirects_are_filtered, opened
from walk.settings.config import Engine, Environment

OWN = Environment("mock", name="own")
LIVE = Environment(
    *("live", "https://www.{court}.test/", "https://pacer.test/", "https://ecf.{court}.test/"),
    name="far",
)
GIVEN = {"PACER_USERNAME": "jdoe", "PACER_PASSWORD": "secret-1", "PERMIT_LINK": "a=B"}
PERMIT = Permit("jdoe01", "Jane Doe")
KNOWN = Credentials({"PACER username": "jdoe"})


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give credentials, and a permit."""
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)


def test_another_mock_is_not_taken_for_the_own_court(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("walk.safety.target._nonce", lambda _: "of another start")

    with pytest.raises(UsageError, match="is not the embedded court"), opened(OWN, "wiwb", []):
        pass


@pytest.mark.usefixtures("variables")
def test_of_the_own_court_all_is_known_and_nothing_that_was_given() -> None:
    asked: list[object] = []

    def open_court(*which: object) -> object:
        asked.extend(which)
        return embedded_court("wiwb", ["passcode"])

    with opened(OWN, "wiwb", ["passcode"], open_court=open_court) as there:  # type: ignore[arg-type]
        assert [name for name in GIVEN if name in os.environ] == []
        known, policy = there.credentials, there.policy
        assert known is not None
        login, name = known.values["CM/ECF login"], known.values["PACER name"]
        assert known.values["CM/ECF login and name"] == f"{login} {name}"
        assert "  " not in name
        assert [*known.values] == [
            *("PACER username", "PACER password", "PACER client code", "PACER name"),
            *("CM/ECF login", "CM/ECF password", "CM/ECF login and name"),
        ]
        assert (known.values["PACER client code"], known.otp_secret is None) == ("", False)
        assert policy == Policy("own", is_own_court=True, credentials=known)
        assert (there.environment, there.is_embedded, there.is_loopback) == (OWN, True, True)
        assert "menu bar" in there.places
        assert there.failures() == []
    assert asked == ["wiwb", ["passcode"]]


@pytest.mark.usefixtures("variables")
def test_elsewhere_what_was_given_is_taken_and_forgotten() -> None:
    with opened(LIVE, "wiwb", []) as there:
        assert [name for name in GIVEN if name in os.environ] == []
        assert there.addresses.sites == (
            *("https://www.wiwb.test/", "https://pacer.test/", "https://ecf.wiwb.test/"),
        )
        assert there.credentials is not None
        assert there.credentials.values["PACER username"] == "jdoe"
        assert (there.policy.environment, there.policy.permit) == ("far", None)
        assert (there.is_embedded, there.is_loopback, there.failures()) == (False, False, ())


def test_a_scenario_is_for_the_own_court() -> None:
    with (
        pytest.raises(UsageError, match="'passcode' is for the embedded court, and the envi"),
        opened(LIVE, "wiwb", ["passcode"]),
    ):
        pytest.fail("It opens.")


@pytest.mark.parametrize("port", [1, None])
def test_what_is_called_a_mock_has_to_prove_it_if_it_answers(port: int | None) -> None:
    with embedded_court("wiwb") as own:
        served = own.served
        near = Environment("mock", served.website, served.sign_on, served.cmecf, name="near")
        gone = f"http://127.0.0.1:{port}/"
        far = Environment("mock", gone, gone, gone, name="gone")
        with opened(near if port is None else far, "wiwb", []) as there:
            assert not there.is_embedded
            assert there.credentials is None
            assert there.is_loopback


@pytest.mark.parametrize("other", ["website", "sign_on", "cmecf"])
def test_each_site_of_what_is_called_a_mock_has_to_prove_it(
    monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    sites = {name: f"http://{name}.localhost/" for name in ("website", "sign_on", "cmecf")}
    monkeypatch.setattr("walk.safety.target._is_there", lambda _: True)
    monkeypatch.setattr(
        "walk.safety.target._nonce", lambda address: None if address == sites[other] else "x"
    )

    near = Environment("mock", sites["website"], sites["sign_on"], sites["cmecf"], name="near")

    with (
        pytest.raises(UsageError, match=f"{sites[other]} does not prove to be a mock court"),
        opened(near, "wiwb", []),
    ):
        pass


def test_a_failure_of_the_own_court_ends_the_walk_of_it() -> None:
    @contextmanager
    def failing(*_: object) -> Iterator[EmbeddedCourt]:
        with embedded_court("wiwb") as own:
            yield own
        raise ExceptionGroup("They failed", [RuntimeError("x")])

    with (
        pytest.raises(CourtFailed, match=r"The mock court itself failed by RuntimeError\('x'\)"),
        opened(OWN, "wiwb", [], open_court=failing),
    ):
        pass


@pytest.mark.parametrize(
    ("engine", "policy", "is_refused"),
    [
        ("firefox", Policy("far", is_own_court=False, credentials=KNOWN), True),
        ("webkit", Policy("far", is_own_court=False, credentials=KNOWN), True),
        ("chromium", Policy("far", is_own_court=False, credentials=KNOWN), False),
        ("firefox", Policy("far", is_own_court=False), False),
        ("firefox", Policy("own", is_own_court=True, credentials=KNOWN), False),
    ],
)
def test_real_credentials_are_typed_only_where_redirects_are_filtered(
    engine: Engine, policy: Policy, *, is_refused: bool
) -> None:
    if is_refused:
        with pytest.raises(UsageError, match=f"No credentials are typed in {engine} away from"):
            check_redirects_are_filtered(engine, target(policy))
    else:
        check_redirects_are_filtered(engine, target(policy))

"""A notice goes to a service once, shows no token, and never changes a verdict."""

import logging
import sys

import pytest

from e2e.parts.history.receiver import TOKEN, receiver
from e2e.parts.history.test_news import DOWN, GOOD, TOOLS, runs_of
from walk.errors import UsageError
from walk.history.notices import VARIABLE, Service, sender_of, tell

# One of the services of apprise still asks for this module.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send to this machine without a detour."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_each_news_is_sent_once_to_each_service() -> None:
    with receiver() as one, receiver() as other:
        sender = sender_of([one.service], {VARIABLE: other.service.address})
        assert sender
        walks = [GOOD, TOOLS, TOOLS, DOWN, DOWN, DOWN, DOWN, GOOD, GOOD]
        runs = runs_of(walks)
        told = [tell(sender, runs[: at + 1]) for at in range(len(runs))]

    assert told == [None] * len(walks)
    titles = [message["title"] for _, message in one.received]
    assert titles == [
        "wiwb (mock): the site differs from its guide",
        "wiwb (mock): the site could not be checked",
        "wiwb (mock): the site is as documented again",
    ]
    assert one.received == other.received
    path, message = one.received[0]
    assert path == f"/{TOKEN}"
    assert "documented 'Utilities', observed 'Tools'." in message["message"]


@pytest.mark.parametrize("status", [500, 404])
def test_a_service_that_takes_no_notice_is_one_sentence(
    status: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, logger="apprise")
    # Once it is quiet it stays so, whoever has asked for it.
    logging.getLogger("apprise").disabled = False
    with receiver(status) as server:
        sender = sender_of([server.service], {})
        assert sender
        said = tell(sender, runs_of([TOOLS]))

    assert said == "A notice of this walk was not taken by every service of --notify."
    assert len(server.received) == 1
    printed = capfd.readouterr()
    assert TOKEN not in f"{caplog.text}{printed.out}{printed.err}"


def test_a_service_that_is_not_there_is_one_sentence() -> None:
    with receiver() as server:
        gone = server.service
    sender = sender_of([gone], {})
    assert sender

    assert tell(sender, runs_of([TOOLS])) is not None
    assert tell(sender, runs_of([GOOD])) is None


def test_a_service_that_fails_in_any_other_way_is_one_sentence() -> None:
    def fail(*_: str) -> bool:
        raise ZeroDivisionError

    assert tell(fail, runs_of([TOOLS])) is not None


@pytest.mark.parametrize("address", ["nowhere", f"nosuch://{TOKEN}", "http://", ""])
def test_an_address_of_no_service_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(UsageError, match="The address 1 of --notify") as refused:
        sender_of([Service(address)], {})

    assert TOKEN not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_no_address_is_dropped_because_others_are_right() -> None:
    with pytest.raises(UsageError, match="The address 2 of --notify"):
        sender_of([Service(f"json://{TOKEN}"), Service("nowhere")], {})


def test_without_the_extra_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)

    assert sender_of([], {}) is None
    with pytest.raises(UsageError, match="needs the extra `notify`"):
        sender_of([Service(f"json://{TOKEN}")], {})


def test_nothing_shows_the_address_of_a_service() -> None:
    service = Service(f"json://{TOKEN}")

    assert TOKEN not in f"{service} {service!r} {[service]}"

"""How often walks sign on at a real court: so many times an hour, and one at a time."""

import errno
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from e2e.courts.hostile import hostile_court
from e2e.courts.independent import Account
from e2e.walks.live import walk_live
from walk.errors import CannotTell, UsageError
from walk.follow.walk import Walk
from walk.safety.credentials import Credentials, credentials_from
from walk.safety.policy import Policy
from walk.safety.sign_on_budget import counted, state_folder
from walk.safety.target import Target
from walk.settings.config import Environment, read_config

pytestmark = pytest.mark.usefixtures("far_from_utc")

HOST = "pacer.login.uscourts.gov"
NOW = datetime(2026, 1, 2, 10, 0, 0, tzinfo=UTC)

VARIABLES = {"PACER_USERNAME": "someuser", "PACER_PASSWORD": "Some-Password-1"}


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A separate place for the state of each test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "court-walk"


def live(name: str = "live") -> Environment:
    """Return an environment of the project's own configuration."""
    return read_config(Path(__file__).parents[2] / "playwright.config.json").environment(name)


def target_at(environment: Environment, credentials: Credentials | None) -> Target:
    """Return a target far away."""
    addresses = environment.addresses("wiwb")
    assert addresses is not None
    policy = Policy(environment.name, is_own_court=False, credentials=credentials)
    return Target(environment, addresses, policy)


def sign_on(at: datetime = NOW, name: str = "live") -> None:
    """Have a walk counted that signs on at that time, in that environment."""
    there = live(name)
    with counted(there, target_at(there, credentials_from(VARIABLES, None)), at=at):
        pass


def test_the_fifth_sign_on_within_an_hour_is_refused_and_the_next_is_possible_after_one() -> None:
    for minutes in range(4):
        sign_on(NOW + timedelta(minutes=minutes))

    with pytest.raises(UsageError) as refused:
        sign_on(NOW + timedelta(minutes=30))

    assert str(refused.value) == (
        f"Walks have signed on at {HOST} 4 times within an hour, and signOnsPerHour is 4; "
        "walk again after 11:00:00 UTC."
    )
    # What was refused is not counted, and an hour after the first one more is possible.
    sign_on(NOW + timedelta(hours=1))
    with pytest.raises(UsageError, match=r"after 11:01:00 UTC\.$"):
        sign_on(NOW + timedelta(hours=1))


def test_an_environment_has_a_budget_of_its_own() -> None:
    there = replace(live(), sign_ons_per_hour=1)
    at_most_one = target_at(there, credentials_from(VARIABLES, None))
    with (
        counted(there, at_most_one) as one_more,
        pytest.raises(UsageError, match="OnsPerHour is 1;"),
    ):
        one_more()


def test_each_sign_on_of_one_walk_is_counted() -> None:
    there = live()
    with counted(there, target_at(there, credentials_from(VARIABLES, None))) as one_more:
        for _ in range(3):
            one_more()
        with pytest.raises(UsageError, match="4 times"):
            one_more()

    with pytest.raises(UsageError, match="4 times"):
        sign_on(datetime.now(UTC))


def test_each_host_has_a_separate_budget() -> None:
    for _ in range(4):
        sign_on()

    sign_on(name="training")

    with pytest.raises(UsageError, match=HOST):
        sign_on()


def test_a_walk_without_credentials_is_not_counted(state: Path) -> None:
    there = live()

    for _ in range(9):
        with counted(there, target_at(there, None)) as one_more:
            one_more()

    assert not state.exists()


def test_two_walks_do_not_sign_on_at_the_same_time() -> None:
    there = live()

    other = counted(there, target_at(there, credentials_from(VARIABLES, None)), at=NOW)
    with other, pytest.raises(UsageError) as refused:
        sign_on()

    assert str(refused.value) == (f"Another walk is signed on at {HOST} now; wait until it ends.")
    # The other one was not counted, and this one keeps no one out any longer.
    for _ in range(3):
        sign_on()
    with pytest.raises(UsageError, match="4 times"):
        sign_on()


def test_a_walk_that_fails_is_counted_all_the_same_and_keeps_nobody_out() -> None:
    there = live()

    for _ in range(4):
        walk = counted(there, target_at(there, credentials_from(VARIABLES, None)), at=NOW)
        with pytest.raises(KeyError), walk:
            raise KeyError

    with pytest.raises(UsageError, match="4 times"):
        sign_on()


def test_an_error_of_the_system_during_a_walk_is_not_blamed_on_the_counting() -> None:
    there = live()
    walk = counted(there, target_at(there, credentials_from(VARIABLES, None)), at=NOW)

    with pytest.raises(FileNotFoundError, match=r"^report$"), walk:
        raise FileNotFoundError("report")


def unwritable(state: Path) -> None:
    """Put a file where the folder should be."""
    state.parent.parent.mkdir(exist_ok=True)
    state.parent.write_text("a file", encoding="utf-8")


def corrupt(state: Path) -> None:
    """Spoil the file that counts."""
    state.mkdir(parents=True)
    (state / "sign-ons.sqlite").write_bytes(b"no database " * 200)


def corrupt_lock(state: Path) -> None:
    """Spoil the file that keeps others out."""
    state.mkdir(parents=True)
    (state / "walking.sqlite").write_bytes(b"no database " * 200)


def folder_in_its_place(state: Path) -> None:
    """Put a folder where the file should be."""
    (state / "sign-ons.sqlite").mkdir(parents=True)


@pytest.mark.parametrize("spoil", [unwritable, corrupt, corrupt_lock, folder_in_its_place])
def test_where_nothing_can_be_counted_nobody_signs_on(
    state: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(state)

    with pytest.raises(UsageError) as refused:
        sign_on()

    sentence = str(refused.value)
    assert sentence.startswith(f"Sign-ons cannot be counted in {state} (")
    assert sentence.endswith("); make it a folder that can be written, or set XDG_STATE_HOME.")
    assert sentence.count("\n") == 0


@pytest.mark.usefixtures("state")
def test_where_the_disk_is_full_nobody_signs_on_and_nobody_is_blamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("walk.safety.sign_on_budget._count", fail)

    with pytest.raises(CannotTell, match=r"^Sign-ons cannot be counted in .*mend that"):
        sign_on()


def test_the_state_holds_hosts_and_times_and_nobody(state: Path) -> None:
    sign_on()

    with closing(sqlite3.connect(state / "sign-ons.sqlite")) as records:
        (row,) = records.execute("SELECT * FROM sign_on").fetchall()
    assert row[0] == HOST
    assert isinstance(row[1], float)
    kept = b"".join(path.read_bytes() for path in state.iterdir())
    assert [value for value in VARIABLES.values() if value.encode() in kept] == []


def test_the_state_is_where_such_state_belongs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes: Mapping[str, Path] = {
        str(tmp_path): tmp_path / "court-walk",
        "": Path.home() / ".local" / "state" / "court-walk",
    }

    for home, place in homes.items():
        monkeypatch.setenv("XDG_STATE_HOME", home)
        assert state_folder() == place


# By the command line


@pytest.mark.walk
@pytest.mark.one_engine
def test_the_fifth_walk_is_refused_before_a_browser_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    monkeypatch.setattr(Target, "is_loopback", property(lambda _: False))
    opened: list[int] = []
    monkeypatch.setattr(
        "walk.commands.run_walk.open_browser_session", lambda *_, **__: opened.append(1)
    )
    account = Account()
    state.mkdir(parents=True)
    with closing(sqlite3.connect(state / "sign-ons.sqlite")) as records, records:
        records.execute("CREATE TABLE sign_on (host TEXT NOT NULL, at REAL NOT NULL)")
        now = datetime.now(UTC).timestamp()
        records.executemany(
            "INSERT INTO sign_on VALUES (?, ?)", [("login.hostile.localhost", now)] * 4
        )

    with hostile_court() as court:
        ran = walk_live(tmp_path, court, court.variables)

    assert (ran.status, ran.output, opened, court.asked) == (2, "", [], [])
    assert ran.error.startswith("walk: Walks have signed on at login.hostile.localhost 4 times")
    assert account.username not in ran.error
    assert not ran.report.exists()


@pytest.mark.walk
@pytest.mark.one_engine
def test_a_court_on_this_machine_is_neither_counted_nor_slowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    paces: list[float] = []
    follow = Walk.follow

    def noted(walk: Walk, *given_: object) -> object:
        paces.append(walk._session._options["slow_mo"])
        return follow(walk, *given_)  # type: ignore[arg-type]

    monkeypatch.setattr(Walk, "follow", noted)
    with hostile_court() as court:
        near = walk_live(tmp_path, court, court.variables, "--until", "1")
        monkeypatch.setattr(Target, "is_loopback", property(lambda _: False))
        is_counted_near = state.exists()
        far = walk_live(tmp_path, court, court.variables, "--until", "1")

    assert (near.status, far.status, paces) == (0, 0, [0, 250])
    assert (is_counted_near, state.exists()) == (False, True)
    assert [path for path in state.rglob("*") if court.account.username in path.name] == []

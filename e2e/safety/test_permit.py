"""The permit: without it no CM/ECF credential is typed or kept, and what it has to say."""

import os
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from e2e.courts.hostile import AT_HOME, Link, Trick, hostile_court
from e2e.safety.linking_walk import walk_at
from e2e.walks.live import given, place, plan_live
from e2e.walks.run import CommandResult, impatient
from walk.browser.driver import start_driver
from walk.browser.find import find_browser
from walk.errors import UsageError
from walk.safety.credentials import VARIABLES, Permit, credentials_from, permit_from
from walk.safety.request_filter import RequestFilter
from walk.safety.target import opened
from walk.settings.config import read_config
from walk.settings.installation import default_config

BOTH: Mapping[str, str] = {
    "PACER_USERNAME": "someuser",
    "PACER_PASSWORD": "Some-Password-1",
    "CMECF_LOGIN": "somelogin",
    "CMECF_PASSWORD": "Other-Password-2",
}
RIGHT = Permit("somelogin", "Some Name")

# Not typed, not kept


@pytest.mark.walk
@pytest.mark.one_engine
@pytest.mark.usefixtures("patient")
def test_without_a_permit_a_page_that_sends_what_is_typed_gets_nothing_to_send(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RequestFilter, "guard", lambda *_: None)

    # They link where something is typed: test_without_locks_each_of_these_tricks_links.
    tricks = ("fetch", "beacon", "image")
    assert set(tricks) <= set(AT_HOME)
    with hostile_court(Trick(on_input=tricks, links_at_once=True)) as court:
        ran = walk_at(court, tmp_path)

    assert ran.verdicts[8:] == ["as_documented", *["withheld"] * 6]
    assert f"GET {court.cmecf}form" in court.asked
    assert court.links == []


def test_without_a_permit_the_walk_keeps_no_cmecf_credential() -> None:
    kept, permitted = credentials_from(BOTH, None), credentials_from(BOTH, RIGHT)

    assert kept is not None
    assert permitted is not None
    assert not {"somelogin", "Other-Password-2"} & set(kept.values.values())
    assert kept.given == {*kept.values, "CM/ECF login", "CM/ECF password"}
    assert {"somelogin", "Other-Password-2"} <= set(permitted.values.values())


def test_what_was_read_is_no_longer_in_the_environment_of_the_walk(tmp_path: Path) -> None:
    with hostile_court() as court, given({**BOTH, "PERMIT_LINK": "somelogin=Some Name"}):
        config = read_config(impatient(tmp_path, {"near": place(court)}))
        with opened(config.environment("near"), "wiwb", []):
            there = [name for name in VARIABLES if name in os.environ]

    assert there == []


@pytest.mark.browser
@pytest.mark.one_engine
@pytest.mark.sample(1)
@pytest.mark.parametrize("is_cleaned", [True, False])
def test_neither_driver_nor_browser_has_a_credential_in_its_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_cleaned: bool
) -> None:
    if not is_cleaned:
        monkeypatch.setattr("walk.browser.driver._KEPT_BACK", re.compile("DEBUG"))
    before = _descendants(os.getpid())

    def started() -> list[bytes]:
        program = find_browser(
            read_config(default_config()).project("chromium"), headed=False
        ).executable
        with start_driver(tmp_path) as driver, driver.chromium.launch(executable_path=program):
            return [_environment(each) for each in _descendants(os.getpid()) - before]

    permit = {"PERMIT_LINK": "somelogin=Some Name", "NOTIFY_URL": "json://T0ken-of-a-service"}
    monkeypatch.setenv("TMPDIR", str(tmp_path.parent))
    with given({**BOTH, **permit}), ThreadPoolExecutor(max_workers=1) as thread:
        seen = thread.submit(started).result()

    values = [value.encode() for value in (*BOTH.values(), *permit.values())]
    assert len([each for each in seen if each]) > 2
    assert any(value in each for each in seen for value in values) is not is_cleaned
    # Whoever uses a walk from Python keeps a place of their own for temporary files.
    assert os.environ["TMPDIR"] == str(tmp_path.parent)


def _environment(process: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{process}/environ").read_bytes()
    return b""


def _descendants(process: int) -> set[int]:
    """Return the processes that a process has started, and theirs."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    found, last = {process}, 0
    while len(found) > last:
        last = len(found)
        found |= {each for each, parent in parents.items() if parent in found}
    return found - {process}


# What it says


@pytest.mark.parametrize(
    ("text", "permit"),
    [
        ("somelogin=Some Name", RIGHT),
        ("somelogin Some Name=Some Name", Permit("somelogin", "Some Name", "Some Name")),
        ("somelogin Other Q. Name=Some Name", Permit("somelogin", "Some Name", "Other Q. Name")),
        ("somelogin=A=B", Permit("somelogin", "A=B")),
    ],
)
def test_a_permit_may_hold_the_name_of_the_cmecf_account(text: str, permit: Permit) -> None:
    by_option = permit_from(text, {}, is_embedded=False)
    by_variable = permit_from(None, {"PERMIT_LINK": text}, is_embedded=False)
    by_both = permit_from(text, {"PERMIT_LINK": text}, is_embedded=False)

    assert [by_option, by_variable, by_both] == [permit] * 3
    assert permit_from(None, {"PERMIT_LINK": text}, is_embedded=True) is None


@pytest.mark.parametrize(
    ("option", "variable", "sentence"),
    [
        (None, "somelogin", "PERMIT_LINK does not name both accounts; write "),
        (None, "somelogin =Some Name", "PERMIT_LINK does not name both accounts; write "),
        (None, " somelogin=Some Name", "PERMIT_LINK does not name both accounts; write "),
        ("somelogin =Some Name", "", "--permit-link 'somelogin =Some Name' does not name both "),
        ("a=B", "a=C", "--permit-link and PERMIT_LINK permit different accounts; give one of "),
        ("a B=B", "a=B", "--permit-link and PERMIT_LINK permit different accounts; give one of "),
    ],
)
def test_a_permit_that_is_not_clear_is_refused_in_one_sentence(
    option: str | None, variable: str, sentence: str
) -> None:
    with pytest.raises(UsageError) as error:
        permit_from(option, {"PERMIT_LINK": variable}, is_embedded=False)

    assert str(error.value).startswith(sentence)
    # The variable is for those who want the login in no output.
    assert option or "somelogin" not in str(error.value)


def test_the_plan_knows_the_variable(tmp_path: Path) -> None:
    with hostile_court() as court:
        plan = plan_live(tmp_path, court, court.variables | {"PERMIT_LINK": court.permit})

    assert [line for line in plan if "withheld" in line] == []


@pytest.mark.walk
@pytest.mark.one_engine
@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("cmecf_name", "until", "status", "links"),
    # One that is right: test_a_confirmation_that_links_a_second_pair_by_itself_is_kept_from_it, and
    # none: test_a_live_walk_links_with_a_permit_and_leaves_traces_without_secrets.
    [(" Greta Q. Grimm", "11", 1, []), ("", "15", 0, [Link("second Submit", "POST")])],
)
def test_the_name_of_the_cmecf_account_is_compared_if_the_permit_has_it(
    tmp_path: Path, cmecf_name: str, until: str, status: int, links: list[Link]
) -> None:
    with hostile_court() as court:
        own = court.account
        permit = {"PERMIT_LINK": f"{own.login}{cmecf_name}={own.name}"}
        ran = walk_at(court, tmp_path, "--until", until, variables=court.variables | permit)

    assert (ran.status, court.links) == (status, links)
    assert any_name_passes(ran) is not bool(cmecf_name)
    assert [drift["what"] for drift in ran.step(11)["drifts"]] == ["CM/ECF"] * status
    assert status or ran.verdicts[8:] == [*["as_documented"] * 6, "not_needed"]


def any_name_passes(ran: CommandResult) -> bool:
    """Say whether the report tells that the name of the CM/ECF account was not compared."""
    return any("any name beside its login" in note for note in ran.step(11)["notes"])

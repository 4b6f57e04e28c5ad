"""The traces that a walk leaves: in parts, by steps, and without anything secret."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserType

from e2e.safety.linking_walk import beginning_at
from e2e.safety.test_live import is_linked, posts
from e2e.walks.live import SIGN_ON, court_that_asks, permit_of, variables_of, walk_live
from e2e.walks.run import STEPS, CommandResult, follow, impatient
from mock_court.places import places_of
from walk.browser.session import BrowserSession
from walk.browser.traces import Traces, traces_in
from walk.privacy.clean_trace import write_cleaned
from walk.privacy.leak_scan import scan

pytestmark = pytest.mark.walk


@dataclass(frozen=True)
class Part:
    """One trace of a report."""

    groups: list[str]
    """The names under which the viewer shows what was done."""
    text: str

    @classmethod
    def of(cls, path: Path) -> Part:
        """Read a trace as the viewer does."""
        with ZipFile(path) as trace:
            assert trace.testzip() is None
            entries = [json.loads(line) for line in trace.read("trace.trace").splitlines()]
            whole = b"\n".join(map(trace.read, trace.namelist()))
        kinds = {each["type"] for each in entries}
        assert kinds >= {"context-options", "before", "after", "frame-snapshot"}
        groups = [each["title"] for each in entries if each.get("method") == "tracingGroup"]
        return cls(groups, whole.decode("utf-8", "replace"))


def parts_of(ran: CommandResult) -> list[Part]:
    """Read the traces in a report, in their order."""
    return [Part.of(ran.report / name) for name in traces_in(ran.report)]


def titles(ran: CommandResult, *numbers: int) -> list[str]:
    """Return what steps are called in a trace."""
    return [f"{number}. {ran.step(number)['action']}" for number in numbers]


def by_the_guide(ran: CommandResult, last: int = STEPS) -> list[list[str]]:
    """Return the steps in the parts of a walk: what is typed is typed between them."""
    parts = (range(1, 5), range(5, 10), range(11, 16))
    taken = [[number for number in part if number <= last] for part in parts]
    return [titles(ran, *numbers) for numbers in taken if numbers]


def test_a_walk_leaves_no_trace_by_default(tmp_path: Path) -> None:
    ran = follow(tmp_path / "report", "--until", "1", evidence=True)

    assert traces_in(ran.report) == []
    assert "show-trace" not in (ran.report / "index.html").read_text(encoding="utf-8")


@pytest.mark.nightly("test_a_live_walk_links_with_a_permit_and_leaves_traces_without_secrets")
@pytest.mark.one_engine
def test_a_walk_is_traced_by_steps_but_for_what_is_typed(tmp_path: Path) -> None:
    ran = check_traced(tmp_path, last=11)

    page = (ran.report / "index.html").read_text(encoding="utf-8")
    assert [name for name in traces_in(ran.report) if f'<a href="{name}">' not in page] == []
    # A later walk knows the report for one, traces and all, and puts its own in its place.
    assert follow(ran.report, "--until", "1").status == 0


# What is typed at the link form is left out as at sign-on, in every engine by the same rule.
@pytest.mark.nightly("test_a_walk_is_traced_by_steps_but_for_what_is_typed")
@pytest.mark.parametrize("last", [5, STEPS])
def test_what_is_typed_is_in_no_trace_of_any_engine(
    tmp_path: Path, browser_type: BrowserType, last: int
) -> None:
    if last == STEPS and browser_type.name != "chromium":
        pytest.skip("The end of a walk is the same in every engine.")

    check_traced(tmp_path, browser_type.name, last=last)


def check_traced(folder: Path, browser: str = "chromium", *, last: int) -> CommandResult:
    """Walk with a trace, and find its steps there and no password."""
    # Firefox takes seconds for a page on a busy machine.
    config = impatient(folder, patience=10_000, trace="on")

    ran = follow(
        folder / "report",
        *("--config", config, "--browser", browser, "--until", str(last)),
        evidence=True,
    )

    assert ran.status == 0, ran.output + ran.error
    assert [part.groups for part in parts_of(ran)] == by_the_guide(ran, last)
    account = ran.court.attorney
    assert scan(ran.report, {"1": account.pacer.password, "2": account.cmecf.password}) == []
    return ran


@pytest.mark.one_engine
def test_traces_are_retained_on_failure(tmp_path: Path) -> None:
    config = impatient(tmp_path, trace="retain-on-failure")

    options = ("--config", config, "--from", "11", "--until", "11")
    as_documented = follow(tmp_path / "as documented", *options)
    differs = follow(tmp_path / "differs", *options, "--scenario", "names-exchanged")

    assert [as_documented.status, differs.status] == [0, 1]
    assert traces_in(as_documented.report) == []
    assert [part.groups for part in parts_of(differs)] == [titles(differs, 11)]


@pytest.mark.nightly("test_traces_are_retained_on_failure")
@pytest.mark.one_engine
def test_each_remedy_that_signs_on_once_more_has_a_trace(tmp_path: Path) -> None:
    # Two browsers start in it, so a busy machine needs more patience than a screen does.
    config = impatient(tmp_path, patience=5000, trace="on")

    options = ("--config", config, "--from", "11", "--scenario", "menu-never-full")
    differs = follow(tmp_path / "differs", *options, evidence=True, profile=True)

    assert differs.status == 1
    # Each remedy that signs on once more has a part before that and one after it.
    groups = [part.groups for part in parts_of(differs)]
    assert groups[0] == titles(differs, *range(11, 16))
    assert groups[1:] == [titles(differs, 15)] * (len(groups) - 1)
    assert len(groups) > 2


# Of real people


class Traced(NamedTuple):
    """A walk at a court elsewhere, and what the court saw of it."""

    ran: CommandResult
    secrets: dict[str, str]
    """All that is secret."""
    sent: list[str]
    """The paths to which forms were sent."""
    client_codes: set[str]
    has_linked: bool


def walk_traced(folder: Path, *options: str, evidence: bool = False) -> Traced:
    """Link an attorney who needs a passcode; without evidence, begin where they sign on."""
    with court_that_asks() as own:
        account = own.attorney
        secret = {"PACER_OTP_SECRET": account.pacer.otp_secret or ""}
        variables = variables_of(account) | secret
        permit = ("--permit-link", permit_of(account), *options)
        begun = beginning_at("sign-on", places_of(own.served, account))
        with nullcontext() if evidence else begun:
            ran = walk_live(folder, own.served, variables, *permit, trace="on", evidence=evidence)
        sessions = own.served.court._sessions
        assert sessions
        tokens = {f"session {each}": token for each, token in enumerate(sessions)}
        codes = {session.client_code for session in sessions.values()}
        return Traced(ran, variables | tokens, posts(own), codes, is_linked(own))


def kept_as_they_were(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Copy each trace to a folder before it is cleaned."""
    kept = folder / "before"
    kept.mkdir()

    def keep_and_clean(trace: Path, secrets: Mapping[str, str], place: Path) -> None:
        shutil.copyfile(trace, kept / place.name)
        write_cleaned(trace, secrets, place)

    monkeypatch.setattr("walk.browser.traces.write_cleaned", keep_and_clean)
    return kept


PASSWORDS = ("PACER_PASSWORD", "CMECF_PASSWORD")


@pytest.mark.one_engine
def test_a_live_walk_links_with_a_permit_and_leaves_traces_without_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept_as_they_were(monkeypatch, tmp_path)

    ran, secrets, sent, client_codes, has_linked = walk_traced(tmp_path, evidence=True)

    # That a passcode is asked for is not in the guide.
    assert ran.verdicts.count("drifted") == ran.status == 1, ran.output + ran.error
    assert ran.verdicts.count("as_documented") == STEPS - 2
    assert sent == [
        SIGN_ON,
        SIGN_ON,
        *(f"/cgi-bin/Link{page}.pl" for page in ("Account", "Verify")),
    ]
    # Who gives no client code enters none.
    assert (has_linked, client_codes) == (True, {""})
    # The permit has no name of the CM/ECF account.
    assert len([note for note in ran.step(11)["notes"] if "any name beside its login" in note]) == 1
    assert [part.groups for part in parts_of(ran)] == by_the_guide(ran)
    page = (ran.report / "index.html").read_text(encoding="utf-8")
    assert [name for name in traces_in(ran.report) if f'<a href="{name}">' not in page] == []
    assert scan(ran.report, secrets) == []
    said = ran.output + ran.error
    # With a permit the names are said where the guide shows them, and nothing else that is secret.
    assert {name for name, value in secrets.items() if value in said} <= {"CMECF_LOGIN"}
    assert "=[the cookie PacerSession of " in parts_of(ran)[1].text
    # What is typed is in no trace that is not clean either, since nothing is traced meanwhile.
    found = {hit.secret for hit in scan(before, secrets)}
    assert found >= {name for name in secrets if name.startswith("session ")}
    assert found.isdisjoint(PASSWORDS)


def keep_as_it_is(trace: Path, _: Mapping[str, str], place: Path) -> None:
    """Take the place of what cleans."""
    shutil.copyfile(trace, place)


def trace_what_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """End the trace only when nothing more is done in the browser."""
    end, finish = Traces.end, BrowserSession.finish

    def finish_traced(session: BrowserSession) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Traces, "end", end)
            finish(session)

    monkeypatch.setattr(Traces, "end", lambda _: None)
    monkeypatch.setattr(BrowserSession, "finish", finish_traced)


TYPED = ("PACER password", "PACER username", "CM/ECF password", "CM/ECF login")


@pytest.mark.one_engine
def test_a_trace_that_is_not_cleaned_fails_the_walk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("walk.browser.traces.write_cleaned", keep_as_it_is)

    ran = walk_traced(tmp_path, "--until", "9").ran

    assert (ran.status, ran.report.exists()) == (3, False)
    assert "the cookie PacerSession of " in ran.error
    assert "'PACER password' in trace-" not in ran.error
    assert list(tmp_path.iterdir()) == [tmp_path / "impatient.json"]


@pytest.mark.one_engine
@pytest.mark.sample(1)
@pytest.mark.parametrize(("until", "forms"), [("5", 1), ("9", 2)])
def test_what_is_typed_is_removed_even_if_it_is_traced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: str, forms: int
) -> None:
    trace_what_is_typed(monkeypatch)
    before = kept_as_they_were(monkeypatch, tmp_path)

    ran, secrets, *_ = walk_traced(tmp_path, "--until", until)

    assert ran.verdicts.count("drifted") == ran.status == 1, ran.output + ran.error
    (part,) = parts_of(ran)
    assert [
        name for name in (*TYPED[: 2 * forms], "the passcode 1") if f"[{name}]" not in part.text
    ] == []
    assert scan(ran.report, secrets) == []
    assert {hit.secret for hit in scan(before, secrets)} >= {*PASSWORDS[:forms]}

"""What the command `follow` gives to a walk, and what it makes of its result."""

from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tomli_w

from e2e.parts.follow.stand_ins import result, walked
from e2e.walks.run import impatient, run
from walk.commands import follow
from walk.commands.run_walk import WalkRequest
from walk.errors import UsageError
from walk.follow.setup import WalkSetup
from walk.guide.overlay import AcceptedDifference, today
from walk.history.entries import entry_of
from walk.privacy.private_data import Kind
from walk.results import MAY_BE_LINKED, Drift, DriftKind, Verdict, WalkResult
from walk.safety.credentials import Permit
from walk.safety.policy import Policy


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[WalkRequest, WalkSetup]]:
    """Note what a walk is given, and walk nowhere; the result is one step with a difference."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("walk.commands.run_walk.find_browser", lambda *_, **__: chromium())
    noted: list[tuple[WalkRequest, WalkSetup]] = []

    def walk(request: WalkRequest, setup: WalkSetup, *more: Any) -> tuple[WalkResult, None]:  # noqa: ANN401 as of run_walk
        noted.append((request, setup))
        found = walked(result(verdict=Verdict.DRIFTED), may_be_linked=True)
        more[-1](found)
        return found, None

    monkeypatch.setattr(follow, "run_walk", walk)
    # It takes seconds to load what reads pictures.
    monkeypatch.setattr(follow, "reader", lambda: None)
    return noted


def chromium() -> Any:  # noqa: ANN401 as much of a browser as is asked for
    """Return a browser that is never started."""
    return SimpleNamespace(engine="chromium")


def test_a_walk_is_given_what_the_command_line_says(
    walks: list[tuple[WalkRequest, WalkSetup]],
) -> None:
    options = ("--carry-on", "--no-evidence", "--no-remedies")
    ran = run("follow", "--from", "9", "--until", "10", *options)
    usual = run("follow")

    (request, setup), (other, plain) = walks
    assert (setup.begin, setup.carry_on, setup.evidence.is_kept, request.until) == (
        *(9, True, False, 10),
    )
    assert (plain.begin, plain.carry_on, plain.evidence.is_kept, other.until) == (
        *(1, False, True, 15),
    )
    assert (setup.tries_remedies, plain.tries_remedies) == (False, True)
    assert (setup.recording, setup.accepted.difference) == (None, ())
    assert setup.target.is_embedded
    assert setup.guide.court == "wiwb"
    assert (ran.status, usual.status) == (1, 1)
    assert ran.output == (
        "Step 1 differs.\n"
        "1 of 1 steps checked: the site differs. See walk-report/index.html\n"
        "The accounts may be linked: check before you try again.\n"
    )
    names = sorted(each.name for each in Path("walk-report").iterdir())
    assert names == ["ctrf.json", "index.html", "junit.xml", "walk.json"]


def test_a_walk_is_given_what_is_accepted_there_and_what_counts_its_sign_ons(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = AcceptedDifference("renamed", "link", "menu bar", "Utilities", "Tools")
    late = replace(entry, until=today() - timedelta(days=1))
    kept = [asdict(each) for each in (replace(entry, environment="live"), entry, late)]
    tables = [{key: value for key, value in each.items() if value} for each in kept]
    Path("guides").mkdir()
    Path("guides", "wiwb.accepted.toml").write_text(tomli_w.dumps({"difference": tables}))
    counted: list[int] = []
    monkeypatch.setattr(follow, "counted", lambda *_: nullcontext(lambda: counted.append(1)))

    run("follow", "--no-evidence")

    ((_, setup),) = walks
    assert setup.accepted.difference == (entry,)
    setup.count_sign_on()
    assert counted == [1]


def test_what_cannot_be_walked_after_all_is_told_with_what_may_be_linked(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        error = UsageError("It is wrong.")
        error.add_note(MAY_BE_LINKED)
        raise error

    monkeypatch.setattr(follow, "run_walk", refuse)

    ran = run("follow")

    assert (ran.status, ran.error) == (2, f"walk: It is wrong.\nwalk: {MAY_BE_LINKED}\n")
    assert walks == []


@pytest.mark.parametrize(
    ("options", "entry", "fails", "is_strict"),
    [
        ([], {}, "misleads", False),
        ([], {"failOn": "cosmetic"}, "cosmetic", False),
        (["--fail-on", "blocks"], {"failOn": "cosmetic"}, "blocks", False),
        (["--strict"], {}, "misleads", True),
    ],
)
def test_what_fails_a_walk_is_an_option_or_of_the_environment(
    walks: list[tuple[WalkRequest, WalkSetup]],
    tmp_path: Path,
    options: list[str],
    entry: dict[str, object],
    fails: str,
    *,
    is_strict: bool,
) -> None:
    config = impatient(tmp_path, {"mine": {"kind": "mock", **entry}})

    run("follow", "--no-evidence", "--config", config, "--environment", "mine", *options)

    ((_, setup),) = walks
    assert (setup.fail_on, setup.is_strict) == (fails, is_strict)


def test_a_walk_is_added_to_the_history_that_is_named_or_to_the_usual_one(
    walks: list[tuple[WalkRequest, WalkSetup]],
) -> None:
    for options in ([], ["--history", "mine"]):
        run("follow", "--no-evidence", *options)

    assert len(walks) == 2
    assert [len([*Path(name).glob("*.json")]) for name in ("walk-history", "mine")] == [1, 1]


def test_a_report_that_holds_a_secret_is_not_put_in_place(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def walk(_: WalkRequest, setup: WalkSetup, *more: Any) -> None:  # noqa: ANN401 as of run_walk
        setup.evidence.private.add("the cookie", "5f1c90aa77de", Kind.COOKIE)
        more[-1](walked(result(reason="It is 5f1c90aa77de.")))

    monkeypatch.setattr(follow, "run_walk", walk)

    ran = run("follow")

    assert (ran.status, walks, Path("walk-report").exists()) == (3, [], False)
    assert "'the cookie' in walk.json" in ran.error
    assert "5f1c90aa77de" not in ran.error


def test_a_folder_for_allure_that_cannot_be_made_is_told_before_the_walk(
    walks: list[tuple[WalkRequest, WalkSetup]],
) -> None:
    Path("file").touch()

    ran = run("follow", "--allure", "file")

    assert (ran.status, walks) == (2, [])
    assert ran.error.startswith("walk: The folder file of --allure cannot be made")


def test_what_a_walk_leaves_to_do_is_told_at_its_end(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch
) -> None:
    drift = Drift(DriftKind.REMOVED, "link", "menu bar", "Help", None, screen="menu bar")
    obsolete = (drift, replace(drift, documented="Search"))
    more: dict[str, Any] = {"not_compared": (1,), "obsolete": obsolete, "unused": ("one", "two")}
    found = replace(walked(result(verdict=Verdict.DRIFTED)), **more)
    stopped = KeyboardInterrupt()

    def walk(*given: Any) -> tuple[WalkResult, BaseException]:  # noqa: ANN401 as of run_walk
        given[-1](found)
        return found, stopped

    monkeypatch.setattr(follow, "run_walk", walk)
    ran = run("follow", "--no-evidence")

    assert walks == []
    assert ran.output.splitlines()[-5:] == [
        "Recorded screens that were compared with none: step 1.",
        *(f"As documented again, so remove it with --prune: accepted {each}" for each in obsolete),
        "Nothing was there to ignore, so remove the rule if that stays: one",
        "Nothing was there to ignore, so remove the rule if that stays: two",
    ]
    # Who stops a walk is told where its report is.
    place = Path("walk-report", "index.html")
    assert ran.error.endswith(f"walk: What was found until then is in {place}.\n")
    assert ran.status == 3


@pytest.mark.parametrize(
    ("option", "entry", "required"),
    [
        ([], {}, 0),
        (["--require", "all"], {}, 15),
        (["--require", "9"], {"require": "all"}, 9),
        (["--require", "0"], {"require": 3}, 0),
        ([], {"require": "all"}, 15),
        ([], {"require": 3}, 3),
    ],
)
def test_how_many_steps_have_to_be_checked_is_an_option_or_of_the_environment(
    walks: list[tuple[WalkRequest, WalkSetup]],
    tmp_path: Path,
    option: list[str],
    entry: dict[str, object],
    required: int,
) -> None:
    config = impatient(tmp_path, {"mine": {"kind": "mock", **entry}})

    run("follow", "--config", config, "--environment", "mine", *option)

    ((request, _),) = walks
    assert request.required == required


@pytest.mark.parametrize(
    ("option", "entry", "says"),
    [
        (["--require", "16"], {}, "--require is '16', and the guide has 15 steps; write all"),
        (["--require", "-1"], {}, "--require is '-1', and the guide has"),
        (["--require", "some"], {}, "--require is 'some', and the guide has"),
        ([], {"require": 16}, "`require` of the environment 'mine' is 16, and the guide has 15"),
    ],
)
def test_more_steps_than_a_guide_has_cannot_be_required(
    tmp_path: Path, option: list[str], entry: dict[str, object], says: str
) -> None:
    config = impatient(tmp_path, {"mine": {"kind": "mock", **entry}})

    ran = run("follow", "--config", config, "--environment", "mine", *option)

    assert (ran.status, ran.output) == (2, "")
    assert ran.error.startswith(f"walk: {says}")


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ({}, "no credentials"),
        ({"PACER_USERNAME": "janedoe01", "PACER_PASSWORD": "Kw7-password"}, "no CM/ECF login"),
        (
            {
                "PACER_USERNAME": "janedoe01",
                "PACER_PASSWORD": "Kw7-password",
                "CMECF_LOGIN": "jdoe4711",
                "CMECF_PASSWORD": "Xp9-password",
            },
            "linking is not permitted",
        ),
    ],
)
def test_a_walk_knows_what_it_was_not_given(given: dict[str, str], lacks: str) -> None:
    assert Policy.elsewhere("live", given, None).lacks == lacks
    assert Policy("mock", is_own_court=True).lacks is None


def test_a_permit_by_a_variable_is_for_a_court_elsewhere(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    given = {
        "PACER_USERNAME": "janedoe01",
        "PACER_PASSWORD": "Kw7-password",
        "CMECF_LOGIN": "jdoe4711",
        "CMECF_PASSWORD": "Xp9-password",
        "PERMIT_LINK": "jdoe4711=Jane Doe",
    }
    for environment in ("mock", "live"):
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        run("follow", "--environment", environment)

    permits = [setup.target.policy.permit for _, setup in walks]
    assert permits == [None, Permit("jdoe4711", "Jane Doe")]


def test_a_history_has_no_name_that_a_report_may_show(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def walk(*given: Any) -> tuple[WalkResult, None]:  # noqa: ANN401 as of run_walk
        found = walked(result(verdict=Verdict.BLOCKED, reason="It is of Jane Doe."))
        given[-1](found)
        return found, None

    monkeypatch.setattr(follow, "run_walk", walk)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    given = {"PACER_USERNAME": "janedoe01", "PACER_PASSWORD": "Kw7-password"}
    linked = {"CMECF_LOGIN": "jdoe4711", "CMECF_PASSWORD": "Xp9-password"}
    for name, value in (given | linked | {"PERMIT_LINK": "jdoe4711=Jane Doe"}).items():
        monkeypatch.setenv(name, value)

    run("follow", "--environment", "live")

    (kept,) = Path("walk-history").glob("*.json")
    assert walks == []
    assert "It is of [secret]." in kept.read_text(encoding="utf-8")


def test_what_redirects_cannot_be_seen_in_types_no_credentials_elsewhere(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(
        "walk.commands.run_walk.find_browser", lambda *_, **__: SimpleNamespace(engine="firefox")
    )
    for command in ("follow", "record"):
        monkeypatch.setenv("PACER_USERNAME", "janedoe01")
        monkeypatch.setenv("PACER_PASSWORD", "Kw7-password")
        ran = run(command, "--environment", "live", "--browser", "firefox")

        assert (ran.status, walks) == (2, [])
        assert ran.error.startswith("walk: No credentials are typed in firefox")


def test_the_news_of_a_walk_are_those_of_its_court_in_its_environment(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names = iter(["near", "far", "near"])
    titles: list[str] = []

    def entry(found: WalkResult, *more: Any) -> Any:  # noqa: ANN401 as of entry_of
        return entry_of(replace(found, environment=next(names)), *more)

    def send(title: str, _: str) -> bool:
        titles.append(title)
        return True

    monkeypatch.setattr(follow, "entry_of", entry)
    monkeypatch.setattr(follow, "sender_of", lambda *_: send)

    for _ in range(3):
        run("follow", "--no-evidence", "--history", tmp_path / "history")

    assert len(walks) == 3
    assert [each.partition(":")[0] for each in titles] == ["wiwb (near)", "wiwb (far)"]


def test_a_job_of_github_is_told_and_has_its_summary(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    summary.write_text("Before.\n", encoding="utf-8")

    ran = run("follow", "--no-evidence")

    assert len(walks) == 1
    # Other steps of the job have their own.
    assert summary.read_text(encoding="utf-8").startswith("Before.\n### ")
    assert "::error title=Step 1%3A Differs::Step 1\n" in ran.output
    assert ran.output.splitlines()[-2].startswith("1 of 1 steps checked")
    assert "Step 1 differs." in summary.read_text(encoding="utf-8")


def test_a_summary_of_a_job_that_cannot_be_written_costs_no_walk(
    walks: list[tuple[WalkRequest, WalkSetup]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))

    ran = run("follow", "--no-evidence")

    assert (len(walks), ran.status) == (1, 1)
    assert ran.error == f"walk: no summary of the job (Is a directory): {tmp_path}\n"

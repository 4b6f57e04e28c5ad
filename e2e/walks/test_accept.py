"""A walk goes on by what somebody accepted, and reports it until the guide is corrected."""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from e2e.walks.run import STEPS, CommandResult, follow, impatient, run
from walk.guide.reader import GUIDES

BEGUN = 5
"""The step at which the menu bar comes."""
CHANGES = (
    "drift:recased:limited-menu-bar/reports",
    "drift:renamed:limited-menu-bar/utilities:Tools",
    "drift:renamed:menu/nextgen-release-1-1-menu-items:NextGen Release 1.7 Menu Items",
    "drift:renamed:link-form/cm-ecf-login:Court login",
    "drift:added:link-form/submit",
    "drift:renamed:verification/submit:Link them",
)
SCENARIOS = [word for change in CHANGES for word in ("--scenario", change)]


@pytest.fixture(scope="module")
def guide_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide in a separate folder, so that nothing is written beside the real one."""
    file = tmp_path_factory.mktemp("guide") / "own.toml"
    file.write_text((GUIDES / "wiwb.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def found(guide_file: Path, tmp_path_factory: pytest.TempPathFactory) -> CommandResult:
    """A walk from the menu bar to the end, of a court that has changed."""
    folder = tmp_path_factory.mktemp("found")
    options = ("--carry-on", "--from", str(BEGUN), "--config", impatient(folder))
    return follow(folder / "report", guide_file, *options, *SCENARIOS)


def drifts(ran: CommandResult) -> list[tuple[int, str, str | None, str | None, bool]]:
    """Return step, kind, documented and observed words of each drift, and if it is overlay."""
    keys = ("kind", "documented", "observed", "accepted")
    return [
        (step["number"], *(drift[key] for key in keys))
        for step in ran.result["steps"]
        for drift in step["drifts"]
    ]


@pytest.mark.walk
def test_the_next_walk_goes_on_by_what_was_accepted_and_still_reports_it(
    found: CommandResult, guide_file: Path, tmp_path: Path
) -> None:
    overlay = guide_file.with_name("own.accepted.toml")

    ran = run("accept", found.report, "--guide", guide_file)
    overlay_text = overlay.read_text(encoding="utf-8")
    later = follow(tmp_path / "report", guide_file, "--from", str(BEGUN), *SCENARIOS)
    overlay.unlink()

    distinct = list(dict.fromkeys(each[1:] for each in drifts(found)))
    assert (ran.status, ran.error) == (0, "")
    assert ran.output.endswith(f"accepted: see {overlay}\n")
    entries = tomllib.loads(overlay_text)["difference"]
    assert [
        (entry["kind"], entry.get("documented"), entry.get("observed"), False) for entry in entries
    ] == distinct
    assert [(kind, seen) for kind, _, seen, _ in distinct] == [
        ("recased", distinct[0][2]),
        ("renamed", "Tools"),
        ("renamed", "NextGen Release 1.7 Menu Items"),
        ("renamed", "Court login"),
        ("added", "Cancel"),
        ("renamed", "Link them"),
    ]
    assert (later.status, later.error) == (0, "")
    assert drifts(later) == [(*each[:4], True) for each in drifts(found)]
    assert len(later.court.served.court.records.links()) == 1
    drifted = {step for step, kind, *_ in drifts(found) if kind != "recased"}
    assert later.verdicts == [
        *["not_reached"] * (BEGUN - 1),
        *("drifted" if number in drifted else "as_documented" for number in range(BEGUN, STEPS)),
        "not_needed",
    ]
    assert later.output.count("  drifted (accepted)  ") == len(drifted)
    assert "Went on by 'Tools' instead of 'Utilities' (accepted)." in later.step(6)["notes"]


@pytest.mark.walk
@pytest.mark.nightly("e2e/parts/follow/test_remedies.py: who logs out does so by accepted words")
def test_a_remedy_goes_by_accepted_words_too(tmp_path: Path) -> None:
    changes = (
        *("--scenario", "menu-until-login", "--scenario", "drift:renamed:sign-on/login:Sign In"),
        *("--scenario", "drift:renamed:limited-menu-bar/log-out:Sign Off"),
    )
    log_out = RENAMED | {"documented": "Log Out", "observed": "Sign Off"}
    log_in = RENAMED | {"what": "button", "documented": "Login", "observed": "Sign In"}
    log_in |= {"screen": "sign-on", "region": "sign-on"}
    found, overlay = reported(tmp_path / "found", log_in, log_out), tmp_path / "overlay.toml"
    options = ("--config", impatient(tmp_path), "--from", "13", "--overlay", overlay)

    accepted = run("accept", found, "--overlay", overlay)
    later = follow(tmp_path / "later", *changes, *options, profile=True)

    assert accepted.status == 0
    assert later.verdicts[13:] == ["as_documented", "as_documented"]
    assert later.step(15)["reason"] == (
        "The menus appeared after: Log out, shut down the browser, then log back in."
    )


@pytest.mark.walk
@pytest.mark.sample(1)
@pytest.mark.parametrize(("begun", "until", "obsolete"), [(9, 10, 2), (BEGUN, STEPS, 6)])
def test_what_was_accepted_of_a_court_that_changed_back_is_named_and_changes_nothing(
    found: CommandResult, tmp_path: Path, begun: int, until: int, obsolete: int
) -> None:
    overlay = tmp_path / "overlay.toml"
    run("accept", found.report, "--overlay", overlay)
    accepted = len(entries(overlay))

    part = ("--from", str(begun), "--until", str(until))
    ran = follow(tmp_path / "report", "--overlay", overlay, *part)
    pruned = run("accept", ran.report, "--overlay", overlay, "--prune")

    assert ran.status == 0
    verdicts = [*["as_documented"] * (STEPS - 1), "not_needed"]
    assert ran.verdicts == [
        *["not_reached"] * (begun - 1),
        *verdicts[begun - 1 : until],
        *["not_reached"] * (STEPS - until),
    ]
    assert drifts(ran) == []
    assert [note for step in ran.result["steps"] for note in step["notes"]] == []
    assert ran.output.count("As documented again, so remove it with --prune: accepted ") == obsolete
    assert (pruned.status, len(entries(overlay))) == (0, accepted - obsolete)


@pytest.mark.walk
def test_what_was_not_accepted_still_stops_a_walk(guide_file: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    run("accept", reported(tmp_path / "found", RENAMED), "--overlay", overlay)

    ran = follow(
        tmp_path / "report",
        guide_file,
        *("--overlay", overlay, "--config", impatient(tmp_path)),
        *("--scenario", "drift:renamed:limited-menu-bar/utilities:Extras", "--from", "5"),
    )

    assert ran.status == 1
    assert drifts(ran) == [(step, "renamed", "Utilities", "Extras", False) for step in (5, 6)]
    assert ran.verdicts[4:7] == ["drifted", "drifted", "not_reached"]


# The overlay itself

RENAMED = {
    "kind": "renamed",
    "what": "link",
    "region": "menu bar",
    "documented": "Utilities",
    "observed": "Tools",
    "against": "guide",
    "screen": "menu bar",
    "accepted": False,
}


def reported(folder: Path, *found: dict[str, Any]) -> Path:
    """Write the report of a walk that found those drifts."""
    folder.mkdir()
    steps = [{"number": number, "drifts": [drift]} for number, drift in enumerate(found, start=1)]
    report = {"schema": 1, "guide": {"court": "wiwb"}, "steps": steps}
    (folder / "walk.json").write_text(json.dumps(report), encoding="utf-8")
    return folder


def entries(overlay: Path) -> Sequence[tuple[str, str | None, str | None]]:
    """Return kind, documented and observed words of what is accepted in a file."""
    document = tomllib.loads(overlay.read_text(encoding="utf-8"))
    return [
        (each["kind"], each.get("documented"), each.get("observed"))
        for each in document["difference"]
    ]


def test_what_a_later_version_tells_more_of_a_difference_changes_nothing(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"

    ran = run("accept", reported(tmp_path / "run", RENAMED | {"later": 1}), "--overlay", overlay)

    assert (ran.status, ran.error) == (0, "")
    assert entries(overlay) == [("renamed", "Utilities", "Tools")]


def test_what_is_accepted_later_joins_what_was_accepted_before(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    added = RENAMED | {"kind": "added", "documented": None, "observed": "Manual"}
    also = RENAMED | {"documented": "Help", "observed": "Assistance"}
    gone = RENAMED | {"kind": "removed", "documented": "Query", "observed": None}
    anew = RENAMED | {"observed": "Extras"}
    since = anew | {"against": "recording", "documented": "Reports"}

    first = run(
        *("accept", reported(tmp_path / "first", RENAMED, RENAMED, added, also)),
        *("--overlay", overlay),
    )
    after_first = entries(overlay)
    disabled = also | {"kind": "disabled", "observed": "Assistance (disabled)"}
    second = run(
        *("accept", reported(tmp_path / "second", anew, added, also, disabled, gone, since)),
        *("--overlay", overlay),
    )

    assert (first.status, first.error, second.status, second.error) == (0, "", 0, "")
    assert after_first == [
        ("renamed", "Utilities", "Tools"),
        ("added", None, "Manual"),
        ("renamed", "Help", "Assistance"),
    ]
    # The guide's words have one meaning at a time, and each difference stands once.
    assert entries(overlay) == [
        ("added", None, "Manual"),
        ("renamed", "Help", "Assistance"),
        ("renamed", "Utilities", "Extras"),
        ("disabled", "Help", "Assistance (disabled)"),
        ("removed", "Query", None),
    ]
    assert second.output.splitlines() == [
        "renamed link (menu bar): documented 'Utilities', observed 'Extras'",
        "disabled link (menu bar): documented 'Help', observed 'Assistance (disabled)'",
        "removed link (menu bar): 'Query' is not there",
        f"3 accepted: see {overlay}",
    ]


def test_what_is_accepted_stands_beside_the_guide_and_is_no_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guides = tmp_path / "guides"
    guides.mkdir()
    (guides / "mine.toml").write_bytes((GUIDES / "wiwb.toml").read_bytes())
    monkeypatch.chdir(tmp_path)

    ran = run("accept", reported(tmp_path / "report", RENAMED), "--guide", "mine")

    assert ran.status == 0
    assert entries(guides / "mine.accepted.toml") == [("renamed", "Utilities", "Tools")]
    assert run("check", "mine").status == 0
    checked = run("check", "mine.accepted")
    assert (checked.status, checked.error) == (
        2,
        "walk: There is no guide 'mine.accepted'; the known ones are cob, mine, txwd, wiwb, "
        "or name a .toml file.\n",
    )


@pytest.mark.parametrize("kind", ["wrong_value", "behaves", "retargeted", "ambiguous"])
def test_what_must_be_right_at_every_walk_is_not_to_be_accepted(tmp_path: Path, kind: str) -> None:
    overlay = tmp_path / "overlay.toml"
    run("accept", reported(tmp_path / "before", RENAMED), "--overlay", overlay)
    before = overlay.read_bytes()
    wrong = RENAMED | {"kind": kind, "documented": "Submit", "observed": "Another"}

    ran = run(
        *("accept", reported(tmp_path / "report", RENAMED | {"observed": "Extras"}, wrong)),
        *("--overlay", overlay),
    )

    assert (ran.status, ran.output) == (2, "")
    assert ran.error == (
        f"walk: Nothing was written, since this cannot be accepted: {kind} link (menu bar): "
        "documented 'Submit', observed 'Another'; correct the site or the guide.\n"
    )
    assert overlay.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["before", "overlay.toml", "report"]


def told(**more: object) -> str:
    """Return a report of one step without a difference, or with something else in it."""
    report = {"schema": 1, "guide": {"court": "wiwb"}, "steps": [{"drifts": []}]}
    return json.dumps(report | more)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none", None, " is not the report of a walk (No such file or directory); name the folder"),
        ("walk.json", "{", "/walk.json is not a whole report, since it is no JSON to its end; "),
        ("walk.json", "[]", "/walk.json is not the report of a walk; name the folder"),
        ("walk.json", "{}", "/walk.json is not the report of a walk; name the folder"),
        (
            "walk.json",
            b"\xe9",
            "/walk.json is not a whole report, since it is no JSON to its end; ",
        ),
        ("walk.json", '{"schema": 2}', "/walk.json has the schema 2, and this version reads 1; "),
        ("walk.json", told(guide={"court": 1}, steps=1), " is not a whole report of this version"),
        (
            "walk.json",
            told(steps=[{"drifts": [{"against": "guide"}]}]),
            " is not a whole report of",
        ),
        ("walk.json", told(environment=[]), " is not a whole report of this version"),
        ("walk.json", told(), " found nothing that is not accepted already."),
    ],
)
def test_a_run_of_which_there_is_nothing_to_accept_is_named(
    tmp_path: Path, name: str, content: str | bytes | None, message: str
) -> None:
    report, overlay = tmp_path / "report", tmp_path / "overlay.toml"
    report.mkdir()
    if content is not None:
        (report / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    ran = run("accept", report, "--overlay", overlay)

    assert (ran.status, ran.output) == (2, "")
    assert ran.error.startswith("walk: ")
    assert f"{report}{message}" in ran.error
    assert ran.error.count("\n") == 1
    assert not overlay.exists()


ENTRY = '[[difference]]\nkind = "renamed"\nwhat = "link"\nscreen = "menu bar"\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            ENTRY.replace("renamed", "wrong_value"),
            '`kind` in difference 1 of {file} is "wrong',
        ),
        (ENTRY + 'seen = "Tools"\n', "Unknown key `seen` in difference 1 of {file}; "),
        (
            ENTRY.replace('what = "link"\n', ""),
            "The key `what` is missing in difference 1 of",
        ),
        (ENTRY.replace('"menu bar"', '""'), '`screen` in difference 1 of {file} is ""; it should'),
        ("[difference]\n", "`difference` in {file} is {{}}; it should"),
        ("difference = [", "The overlay {file} is not TOML: "),
        (b"# \xe9", "The overlay {file} is not UTF-8 text; save it as UTF-8."),
    ],
)
def test_an_overlay_that_is_none_is_refused_by_follow_and_by_accept(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    overlay = tmp_path / "overlay.toml"
    overlay.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = overlay.read_bytes()

    followed = follow(tmp_path / "walked", "--overlay", overlay)
    accepting = run(*("accept", reported(tmp_path / "report", RENAMED)), *("--overlay", overlay))

    assert (followed.status, accepting.status) == (2, 2)
    assert followed.error == accepting.error
    assert followed.error.startswith(f"walk: {message.format(file=overlay)}")
    assert followed.error.count("\n") == 1
    assert overlay.read_bytes() == before
    assert not (tmp_path / "walked").exists()


@pytest.mark.parametrize("name", ["none/overlay.toml", "report", "x" * 300])
def test_an_overlay_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    report = reported(tmp_path / "report", RENAMED)

    ran = run("accept", report, "--overlay", tmp_path / name)

    assert (ran.status, ran.output) == (2, "")
    assert ran.error.startswith(f"walk: The overlay {tmp_path / name} cannot be ")
    assert ran.error.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["report"]
    assert [each.name for each in report.iterdir()] == ["walk.json"]

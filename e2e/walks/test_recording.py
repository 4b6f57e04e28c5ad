"""What walks saw is kept, and a later walk is compared with it screen by screen."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse

from e2e.courts.template_edits import PROFILE, Edit, edited, script, words
from e2e.parts.recordings.readings import button, field, heading, kept, menu_bar, text
from e2e.walks.run import ROOT, CommandResult, at, follow, impatient, run
from pages.reading.page_elements import PageElement
from walk.errors import UsageError
from walk.recordings.readings import read_reading
from walk.recordings.recording import RecordingComparison, read_recording, recording_of
from walk.recordings.runs import compare_runs, read_run
from walk.settings.config import CONFIG_PATH

CONFIG = ROOT / CONFIG_PATH
SCREENS = (1, 3, 5, 7, 8, 9, 11, 13)
"""The steps that show a screen which no step before them showed."""
BAR = menu_bar("Query", "Help")
HEADING = heading("Link a CM/ECF account")
SUBMIT, SEND = button("Submit"), button("Send")


def readings(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text("utf-8") for each in sorted(folder.glob("step-*.json"))}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> CommandResult:
    """A recording of a walk, in the place of its report."""
    place = tmp_path_factory.mktemp("recorded") / "recording"
    return run("record", "--config", CONFIG, "--recording", place, report=place, profile=False)


@pytest.mark.walk
def test_two_walks_of_a_court_by_different_people_leave_the_same_readings(
    recorded: CommandResult,
    plain: CommandResult,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept, seen = readings(recorded.report), readings(plain.report)

    assert recorded.court.attorney != plain.court.attorney
    assert list(kept) == [f"step-{step:02}.json" for step in SCREENS]
    assert kept == {name: seen[name] for name in kept}
    assert '"You are logged on as [PACER name]."' in kept["step-05.json"]
    assert '"CM/ECF [CM/ECF login and name]"' in kept["step-11.json"]
    assert '"leads_to": "{cmecf}/"' in kept["step-01.json"]
    # Without the masks the same walk leaves other readings.
    monkeypatch.setattr("walk.recordings.readings._masked", lambda element, _: element)
    unmasked = readings(
        follow(tmp_path / "unmasked", "--config", CONFIG, "--until", "1", evidence=True).report
    )
    assert [name for name in unmasked if unmasked[name] != seen[name]] == list(unmasked)


@pytest.mark.walk
def test_a_recording_names_nobody_and_no_port(recorded: CommandResult) -> None:
    pacer, cmecf = recorded.court.attorney.pacer, recorded.court.attorney.cmecf
    port = recorded.court.served.website.rstrip("/").rpartition(":")[2]

    hidden = (pacer.name, pacer.username, str(pacer.number), pacer.password, cmecf.login, port)

    for file in recorded.report.iterdir():
        assert [words for words in hidden if words in file.read_text("utf-8")] == []


@pytest.mark.walk
def test_a_recording_says_which_step_shows_which_screen(recorded: CommandResult) -> None:
    index = json.loads((recorded.report / "recording.json").read_text("utf-8"))

    assert (recorded.status, recorded.error) == (0, "")
    assert recorded.output.splitlines()[-1] == f"8 screens recorded: see {recorded.report}"
    about = [index[key] for key in ("schema", "court", "title", "environment", "browser")]
    assert about == [2, "wiwb", "Link Your PACER & CM/ECF Account", "mock", "chromium"]
    assert [(step["step"], step["reading"]) for step in index["steps"]] == [
        (step, f"step-{max(screen for screen in SCREENS if screen <= step):02}.json")
        for step in range(1, 15)
    ]
    assert index["steps"][4]["address"] == "{cmecf}/cgi-bin/showpage.pl?16"


@pytest.mark.walk
def test_each_change_of_a_court_is_reported_once_at_the_first_screen_that_shows_it(
    recorded: CommandResult, plain: CommandResult, tmp_path: Path
) -> None:
    with edited(
        words("cmecf/link_form.html", "Clear", "Reset"),
        Edit("cmecf/link_verification.html", "Do you want to link", "Would you like to link"),
        Edit(PROFILE, "^(help = ).*", r'\g<1>"Assistance"'),
    ):
        part = ("--from", "9", "--until", "11")
        after = follow(tmp_path / "after", "--config", CONFIG, *part, evidence=True)

    same = run("compare", plain.report, plain.report)
    changed = run("compare", plain.report, after.report, "--json", tmp_path / "changes.json")

    expected = [
        (9, "renamed", "link", "Help", "Assistance"),
        (9, "renamed", "button", "Clear", "Reset"),
        (
            *(11, "reworded", "text", "Do you want to link these accounts?"),
            "Would you like to link these accounts?",
        ),
    ]
    assert (same.status, same.output) == (0, "nothing changed\n")
    assert (changed.status, changed.error) == (1, "")
    steps = json.loads((tmp_path / "changes.json").read_text("utf-8"))["steps"]
    keys = ("kind", "what", "documented", "observed")
    assert [
        (step["number"], *(drift[key] for key in keys))
        for step in steps
        for drift in step["drifts"]
    ] == expected
    assert [step["after"] for step in steps] == after.verdicts
    for _, kind, what, old, new in expected:
        (line,) = (line for line in changed.output.splitlines() if f"{old!r}" in line)
        assert line.startswith(f"       {kind} {what} (")
        assert line.endswith(f"observed {new!r}")
    since = RecordingComparison(read_recording(recorded.report, "wiwb"))
    assert [
        (step, drift.kind, drift.what, drift.documented, drift.observed)
        for step in range(9, 12)
        for drift in since.drifts(step, read_reading(after.report / f"step-{step:02}.json", ""))
    ] == expected


@pytest.mark.walk
def test_what_comes_late_is_recorded_and_later_waited_for(tmp_path: Path) -> None:
    place, first = tmp_path / "recording", ("--config", CONFIG, "--until", "1", "--recording")
    text = "setTimeout(() => document.querySelector('main').append('Closed on Monday.'), 900)"

    with edited(script("website/home.html", text)):
        run("record", *first, place, profile=False)
        same = follow(tmp_path / "same", *first, place, evidence=True)
    gone = follow(tmp_path / "gone", *first, place, evidence=True)

    assert "Closed on Monday." in (place / "step-01.json").read_text("utf-8")
    assert same.step(1)["drifts"] == []
    (drift,) = gone.step(1)["drifts"]
    assert (drift["kind"], drift["documented"]) == ("removed", "Closed on Monday.")


@pytest.mark.walk
def test_a_walk_that_stops_says_so_and_takes_the_place_of_more_screens_only_by_force(
    tmp_path: Path, recorded: CommandResult
) -> None:
    place = shutil.copytree(recorded.report, tmp_path / "recording")
    before = readings(place)
    asked = ("record", "--config", impatient(tmp_path), "--recording", place)

    with edited(words("website/home.html", "E-Filing (CM/ECF)", "E-Filing (NextGen)")):
        refused = run(*asked, profile=False)
        kept = readings(place)
        forced = run(*asked, "--force", profile=False)

    assert (refused.status, kept) == (1, before)
    assert "the earlier recording has screens that this walk did not see" in refused.error
    assert forced.status == 1
    assert "The walk stopped at step 2 (drifted), so no later screen is recorded." in forced.output
    assert list(read_recording(place, "wiwb").pages) == [1, 2]


@pytest.mark.walk
def test_a_walk_that_saw_nothing_leaves_the_earlier_recording(
    tmp_path: Path, recording: Path
) -> None:
    before = readings(recording)

    ran = run(
        *("record", "--config", impatient(tmp_path), "--recording", recording),
        seed=at("/", PlainTextResponse("down", 503)),
        profile=False,
    )

    assert ran.status == 3
    assert ran.error.startswith("walk: Nothing was recorded, since no screen was seen. ")
    assert "503" in ran.error
    assert (readings(recording), list(tmp_path.glob(".*"))) == (before, [])


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A recording of a small court, made by hand."""
    return make_recording(tmp_path / "recording", [[HEADING], [*BAR, HEADING], [*BAR, SUBMIT]])


def make_recording(place: Path, screens: Sequence[Sequence[PageElement]]) -> Path:
    place.mkdir()
    steps = []
    for step, page in enumerate(screens, 1):
        steps.append({"step": step, "reading": kept(place, step, *page), "address": "{cmecf}/"})
    index = {"schema": 2, "court": "wiwb", "title": "Link", "steps": steps}
    (place / "recording.json").write_text(json.dumps(index), "utf-8")
    return place


def changes_since(recording: Path, *screens: Sequence[PageElement]) -> list[list[str]]:
    since = RecordingComparison(read_recording(recording, "wiwb"))
    return [
        [f"{drift.kind} {drift.observed}" for drift in since.drifts(step, page)]
        for step, page in enumerate(screens, 1)
    ]


def test_what_changed_in_a_menu_bar_is_reported_at_the_first_screen_that_shows_it(
    recording: Path,
) -> None:
    bar = menu_bar("Query", "Assistance")

    changes = changes_since(recording, [HEADING], [*bar, HEADING], [*bar, SUBMIT])

    assert changes == [[], ["renamed Assistance"], []]


def test_what_changed_in_the_same_way_on_two_pages_is_reported_of_both(tmp_path: Path) -> None:
    form, other = field("Login"), text("I agree")
    place = make_recording(tmp_path / "recording", [[form, SUBMIT], [other, SUBMIT]])

    changes = changes_since(place, [form, SEND], [other, SEND])

    assert changes == [["renamed Send"], ["renamed Send"]]


def test_a_screen_of_several_steps_is_reported_once(tmp_path: Path) -> None:
    place = make_recording(tmp_path / "recording", [[SUBMIT]] * 3)

    changes = changes_since(place, *[[SEND]] * 3)

    assert changes == [["renamed Send"], [], []]


def test_a_drift_names_the_screen_that_the_walk_calls_it_by(recording: Path) -> None:
    since = RecordingComparison(read_recording(recording, "wiwb"))

    (drift,) = since.drifts(1, [heading("Join a CM/ECF account")], "link form")

    assert (drift.screen, drift.against) == ("link form", "recording")


def test_a_step_that_was_not_recorded_is_not_compared(recording: Path) -> None:
    assert RecordingComparison(read_recording(recording, "wiwb")).drifts(9, [SUBMIT]) == []


def test_the_usual_recording_is_used_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recording: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    assert recording_of(None, "wiwb", "mock") is None

    shutil.copytree(recording, "recordings/wiwb/mock")

    found = recording_of(None, "wiwb", "mock")
    assert found
    assert list(found.pages) == [1, 2, 3]
    with pytest.raises(UsageError):
        recording_of(Path("elsewhere"), "wiwb", "mock")


def without(name: str) -> Callable[[Path], object]:
    return lambda place: (place / name).unlink()


def written(name: str, text: str) -> Callable[[Path], object]:
    return lambda place: (place / name).write_text(text, "utf-8")


def replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    def replace(place: Path) -> None:
        text = (place / name).read_text("utf-8")
        assert old in text
        (place / name).write_text(text.replace(old, new), "utf-8")

    return replace


INDEX = "recording.json"


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (without(INDEX), "recording.json cannot be read (No such"),
        (without("step-02.json"), "step-02.json cannot be read (No such file or directory)"),
        (written(INDEX, "{"), "recording.json is not JSON"),
        (written(INDEX, "[]"), "recording.json holds no JSON object"),
        (written(INDEX, "{}"), "recording.json is not the file of a recording"),
        (written("step-02.json", "- ["), "step-02.json is not JSON"),
        (written("step-02.json", '{"schema": 1}'), "is missing in"),
        (replaced("step-02.json", '["heading"]', "[]"), "step-02.json is not a reading of schema"),
        (replaced("step-02.json", '"schema": 1', '"schema": 9'), "is not a reading of schema 1"),
        (replaced(INDEX, '"schema": 2', '"schema": 1'), "has the schema 1, not 2"),
        (replaced(INDEX, '"wiwb"', '"cob"'), "is a recording of the court 'cob', and the guide is"),
        (replaced(INDEX, '"step-01.json"', '"../x.yaml"'), "names '../x.yaml' as a reading of"),
        (replaced(INDEX, '"step": 1', '"step": "1"'), "as a reading of step '1'"),
    ],
)
def test_a_recording_that_is_none_is_refused_in_one_sentence(
    recording: Path, spoil: Callable[[Path], object], says: str
) -> None:
    spoil(recording)

    with pytest.raises(UsageError) as refused:
        read_recording(recording, "wiwb")

    assert str(recording) in str(refused.value)
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_a_recording_takes_the_place_of_no_other_folder(tmp_path: Path) -> None:
    other = tmp_path / "papers"
    other.mkdir()
    (other / "letter.txt").write_text("Dear Sir", "utf-8")

    ran = run("record", "--config", CONFIG, "--recording", other, "--until", "1")

    assert (ran.status, ran.output) == (2, "")
    assert ran.error == (
        f"walk: {other} is there and is not the recording of a walk and no more; "
        "name another place with --recording.\n"
    )
    assert [each.name for each in tmp_path.rglob("*")] == ["papers", "letter.txt"]


def make_run(place: Path, screens: Sequence[PageElement], **first: object) -> Path:
    """Write what comparing needs of a report; `first` changes the first step."""
    place.mkdir()
    steps = []
    for number, element in enumerate(screens, 1):
        name = kept(place, number, element)
        step = {"number": number, "action": f"Act {number}", "reading": name}
        steps.append(step | {"verdict": "as_documented", "cause": None})
    steps[0] |= first
    guide = {"court": "wiwb", "title": "Link", "steps": len(steps)}
    result = {"schema": 1, "guide": guide, "steps": steps}
    (place / "walk.json").write_text(json.dumps(result), "utf-8")
    return place


def test_a_verdict_that_changed_is_reported_with_its_cause(tmp_path: Path) -> None:
    before = make_run(tmp_path / "a", [SUBMIT, HEADING])
    after = make_run(tmp_path / "b", [SUBMIT, HEADING], verdict="blocked", cause="site")

    ran = run("compare", before, after)

    assert (ran.status, ran.error) == (1, "")
    assert ran.output == "  1  as_documented -> blocked (site)  Act 1\n"


@pytest.mark.parametrize(
    ("cause", "drifts"), [("maintenance", []), ("site", ["renamed"]), (None, ["renamed"])]
)
def test_a_page_that_is_not_the_courts_own_is_not_compared(
    tmp_path: Path, cause: str | None, drifts: list[str]
) -> None:
    before = make_run(tmp_path / "a", [SUBMIT])
    after = make_run(tmp_path / "b", [SEND], cause=cause)

    (step,) = compare_runs(read_run(before), read_run(after))

    assert [drift.kind for drift in step.drifts] == drifts


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (without("walk.json"), "walk.json cannot be read (No such"),
        (without("step-01.json"), "step-01.json cannot be read (No such file or directory)"),
        (written("walk.json", "no"), "walk.json is not JSON"),
        (written("walk.json", "3"), "walk.json holds no JSON object"),
        (written("walk.json", '{"schema": 1}'), "walk.json is not the file of a report"),
        (written("step-01.json", "no list"), "step-01.json is not JSON"),
        (replaced("walk.json", '"schema": 1', '"schema": 9'), "is not a report of schema 1"),
        (replaced("walk.json", '"steps": 2', '"steps": 3'), "with every step"),
        (
            replaced("walk.json", '"Link"', '"Other"'),
            "are of different guides ('Link' of 'wiwb' and",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(
    tmp_path: Path, spoil: Callable[[Path], object], says: str
) -> None:
    before = make_run(tmp_path / "a", [SUBMIT, HEADING])
    after = make_run(tmp_path / "b", [SUBMIT, HEADING])
    spoil(after)

    ran = run("compare", before, after)

    assert (ran.status, ran.output) == (2, "")
    assert says in ran.error
    assert ran.error.startswith("walk: ")
    assert (ran.error.count("\n"), ran.error[-2:]) == (1, ".\n")


def test_a_comparison_that_cannot_be_written_is_refused_in_one_sentence(tmp_path: Path) -> None:
    before = make_run(tmp_path / "a", [SUBMIT])

    ran = run("compare", before, before, "--json", tmp_path / "none" / "changes.json")

    assert (ran.status, ran.output) == (2, "")
    assert "changes.json cannot be written (No such file or directory)" in ran.error

"""What a recording keeps of a walk, and with what a later walk is compared."""

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.parts.follow.stand_ins import result, walked
from e2e.parts.recordings.readings import heading, kept, menu_bar, text
from pages.reading.page_elements import PageElement, Region
from walk.errors import UsageError
from walk.privacy.masks import Masks
from walk.recordings.readings import masked
from walk.recordings.recording import (
    NothingSeen,
    Poorer,
    Recording,
    RecordingComparison,
    check_replaces,
    read_recording,
    recording_of,
    recording_place,
    write_recording,
)
from walk.recordings.varying import Varying, settled
from walk.results import Cause, DriftKind, StepResult, Verdict

MENU = menu_bar("Query", "Reports", "Help")
PAGE = [heading("Welcome"), text("Words.")]


def test_what_varies_on_one_screen_is_compared_on_another() -> None:
    tip, rule = text("Tip: ask."), Varying("menu", pattern="Tip: *")

    assert [each.words for each in settled([tip], [rule], "menu")] == ["Tip: *"]
    assert settled([tip], [rule], "link form") == [tip]


def test_a_recording_has_nothing_of_one_walk_or_attorney() -> None:
    masks = Masks(values={"PACER name": "Jo Roe"})
    region = Region(1, 'form "Jo Roe"')
    link = "https://a.test/?token=Ab1"
    page = PageElement(("text field",), "Jo Roe", region, leads_to=link, value="Jo Roe")

    (kept_,) = masked([page], masks)

    assert (kept_.words, kept_.region.label, kept_.value) == (
        *("[PACER name]", 'form "[PACER name]"', "[PACER name]"),
    )
    assert kept_.leads_to == "https://a.test/?token=[number]"


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A folder with the readings of five steps."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    for number, page in enumerate((MENU, MENU, MENU, PAGE, PAGE), 1):
        kept(folder, number, *page)
    return folder


def step(number: int, url: str, verdict: Verdict = Verdict.AS_DOCUMENTED) -> StepResult:
    """Return a step with its reading."""
    return result(number, verdict=verdict, url=url, reading=f"step-{number:02}.json")


def recorded(evidence: Path, folder: Path, *steps: StepResult) -> list[tuple[int, str]]:
    """Record a walk; return which reading each step has."""
    folder.mkdir(exist_ok=True)
    count = write_recording(walked(*steps), evidence, Masks(), folder)
    index = json.loads((folder / "recording.json").read_text(encoding="utf-8"))
    assert len([*folder.glob("step-*.json")]) == count
    return [(each["step"], each["reading"]) for each in index["steps"]]


def test_a_step_that_did_nothing_to_the_page_has_the_screen_of_the_step_before(
    evidence: Path, tmp_path: Path
) -> None:
    found = recorded(
        evidence,
        tmp_path / "recording",
        step(1, "http://a.test/1"),
        step(2, "http://a.test/1"),
        step(3, "http://a.test/2"),
        step(4, "http://a.test/2"),
        replace(step(5, "http://a.test/2"), reading=None),
    )

    assert found == [
        (1, "step-01.json"),
        (2, "step-01.json"),
        (3, "step-03.json"),
        (4, "step-04.json"),
    ]


def test_a_recording_says_of_which_walk_it_is(evidence: Path, tmp_path: Path) -> None:
    recorded(evidence, tmp_path, step(1, "http://a.test/1"))

    assert json.loads((tmp_path / "recording.json").read_text(encoding="utf-8")) == {
        "schema": 2,
        "court": "wiwb",
        "title": "A guide",
        "environment": "near",
        "browser": "chromium",
        "date": "2026-01-02",
        "steps": [{"step": 1, "reading": "step-01.json", "address": "http://a.test/1"}],
    }


@pytest.mark.parametrize(
    ("verdict", "is_kept"),
    [(each, each is not Verdict.BLOCKED) for each in Verdict],
)
def test_the_page_on_which_a_step_was_blocked_is_no_screen(
    evidence: Path, tmp_path: Path, verdict: Verdict, *, is_kept: bool
) -> None:
    steps = (step(1, "http://a.test/1"), step(4, "http://a.test/2", verdict))

    found = recorded(evidence, tmp_path / "recording", *steps)

    assert [number for number, _ in found] == ([1, 4] if is_kept else [1])


def test_a_reading_has_nothing_of_the_attorney_in_what_it_says_or_holds() -> None:
    mine = Region(1, 'region "Of jdoe4711"')
    page = [PageElement(("text field",), "For jdoe4711", mine, value="jdoe4711")]

    (found,) = masked(page, Masks(values={"CM/ECF login": "jdoe4711"}))

    name = "[CM/ECF login]"
    label = f'region "Of {name}"'
    assert (found.words, found.value, found.region.label) == (f"For {name}", name, label)


def test_a_walk_that_saw_nothing_says_why(evidence: Path, tmp_path: Path) -> None:
    ended = result(verdict=Verdict.BLOCKED, cause=Cause.TRANSPORT, reason="No answer.")

    with pytest.raises(NothingSeen, match=r"no screen was seen\. No answer\.") as seen:
        write_recording(walked(ended), evidence, Masks(), tmp_path)
    assert seen.value.status == 3
    with pytest.raises(NothingSeen, match=r"It took no step\."):
        write_recording(walked(result()), evidence, Masks(), tmp_path)


def test_a_recording_is_the_one_given_or_the_usual_one_of_court_and_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, evidence: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    given = tmp_path / "given"
    usual = recording_place(None, "wiwb", "near")
    assert (recording_place(given, "wiwb", "near"), usual) == (given, Path("recordings/wiwb/near"))
    assert recording_of(None, "wiwb", "near") is None
    with pytest.raises(UsageError, match="cannot be read"):
        recording_of(given, "wiwb", "near")

    usual.mkdir(parents=True)
    recorded(evidence, usual, step(1, "http://a.test/"))
    found = recording_of(None, "wiwb", "near")

    assert found is not None
    assert [*found.pages[1]] == MENU
    with pytest.raises(UsageError, match="is a recording of the court 'wiwb', and the guide"):
        read_recording(usual, "cob")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"schema": 1}, "has the schema 1, not 2"),
        ({"steps": [{"reading": "step-01.json"}]}, "is not the file of a recording"),
        ({"steps": [{"step": 1}]}, "names None as a reading of step 1"),
        ({"steps": [{"step": 1, "reading": "../step-01.json"}]}, "as a reading of step 1"),
        ({"steps": [{"step": "1", "reading": "step-01.json"}]}, "as a reading of step '1'"),
        ({"steps": [{"step": 1, "reading": "step-02.json"}]}, "cannot be read"),
    ],
)
def test_a_recording_that_is_none_is_refused(
    evidence: Path, tmp_path: Path, changes: dict[str, object], says: str
) -> None:
    folder = tmp_path / "recording"
    recorded(evidence, folder, step(1, "http://a.test/"))
    index = folder / "recording.json"
    document = json.loads(index.read_text(encoding="utf-8"))
    index.write_text(json.dumps(document | changes), encoding="utf-8")

    with pytest.raises(UsageError, match=says):
        read_recording(folder, "wiwb")


def test_a_change_is_reported_at_the_first_screen_that_has_it_and_of_each_region() -> None:
    other = menu_bar("Filing", "Reports", "Help")
    compared = RecordingComparison(
        Recording(Path(), "wiwb", {1: MENU, 2: MENU, 3: MENU + PAGE, 4: other})
    )
    changed, other_changed = (menu_bar(first, "Reports", "Helper") for first in ("Query", "Filing"))

    pages = enumerate((changed, changed, changed + PAGE, other_changed, changed), 1)
    found = [compared.drifts(number, page, "menu bar") for number, page in pages]

    assert [[each.observed for each in drifts] for drifts in found] == [
        ["Helper"],
        [],
        [],
        ["Helper"],
        [],
    ]
    (drift,) = found[0]
    assert (drift.kind, drift.against, drift.screen) == (
        *(DriftKind.RENAMED, "recording", "menu bar"),
    )


@pytest.mark.parametrize(
    ("earlier", "later", "why"),
    [
        ((), (1, 4), None),
        ((1, 4), (1, 4, 5), None),
        ((1, 4, 5), (1, 5), r"did not see \(step 4\)"),
        ((1, 4), (), r"did not see \(step 1, 4\)"),
    ],
)
def test_a_recording_never_replaces_more_by_less(
    evidence: Path,
    tmp_path: Path,
    earlier: tuple[int, ...],
    later: tuple[int, ...],
    why: str | None,
) -> None:
    place = tmp_path / "recording"
    if earlier:
        recorded(evidence, place, *(step(each, f"http://a.test/{each}") for each in earlier))
    walk = walked(*(step(each, f"http://a.test/{each}") for each in later))

    with pytest.raises(Poorer, match=why) if why else nullcontext():
        check_replaces(walk, place)


def test_a_recording_of_an_earlier_schema_is_replaced_by_one_of_as_many_screens(
    evidence: Path, tmp_path: Path
) -> None:
    place = tmp_path / "recording"
    recorded(evidence, place, step(1, "http://a.test/1"), step(4, "http://a.test/4"))
    index = place / "recording.json"
    index.write_text(index.read_text("utf-8").replace('"schema": 2', '"schema": 1'), "utf-8")

    check_replaces(walked(step(1, "http://a.test/1"), step(4, "http://a.test/4")), place)
    with pytest.raises(Poorer, match=r"did not see \(step 4\)"):
        check_replaces(walked(step(1, "http://a.test/1")), place)


@pytest.mark.parametrize(
    ("cause", "is_outage"),
    [
        (Cause.MAINTENANCE, True),
        (Cause.TRANSPORT, True),
        (Cause.OURS, True),
        (Cause.SITE, False),
        (Cause.CREDENTIALS, False),
    ],
)
def test_a_walk_in_an_outage_is_no_recording(
    tmp_path: Path, cause: Cause, *, is_outage: bool
) -> None:
    walk = walked(step(1, "http://a.test/"), result(2, verdict=Verdict.BLOCKED, cause=cause))

    with (
        pytest.raises(Poorer, match=f"step 2 was blocked .{cause}.") if is_outage else nullcontext()
    ):
        check_replaces(walk, tmp_path)


def test_the_recorded_screens_that_no_walk_came_to_are_known() -> None:
    since = RecordingComparison(Recording(Path(), "wiwb", {1: MENU, 2: PAGE, 3: PAGE}))

    since.drifts(2, PAGE)

    assert since.left == (1, 3)

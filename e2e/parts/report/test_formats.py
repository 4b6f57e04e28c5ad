"""What a report says to programs: walk.json by its schema, JUnit, CTRF, and GitHub."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from junitparser import JUnitXml, TestSuite

from e2e.parts.report.reports import (
    RENAMED,
    WALKS,
    blocked,
    changed,
    drifted,
    passing,
    withheld,
    written,
)
from walk.errors import UsageError
from walk.guide.model import Guide
from walk.report.formats import github
from walk.report.formats.allure import open_folder, write_allure
from walk.report.formats.ctrf import ctrf
from walk.report.formats.github import annotations, job_summary, runs_there
from walk.report.formats.result import document
from walk.results import Cause, Severity, Verdict

SCHEMA = json.loads((Path(github.__file__).parent / "walk.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("name", WALKS)
def test_walk_json_is_as_its_schema_says(tmp_path: Path, guide: Guide, name: str) -> None:
    written(WALKS[name](guide), guide, tmp_path)
    document = json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(SCHEMA)
    assert [*Draft202012Validator(SCHEMA).iter_errors(document)] == []
    # The schema has every field that there is, so that nobody forgets to add one.
    assert set(document) == set(SCHEMA["properties"])
    parts = {name: SCHEMA["$defs"][name]["properties"] for name in ("step", "drift", "mark")}
    for step in document["steps"]:
        assert set(step) == set(parts["step"])
        for drift in step["drifts"]:
            assert set(drift) == set(parts["drift"])
        for mark in step["marks"]:
            assert set(mark) == set(parts["mark"])
    assert set(document["made"]) == set(SCHEMA["properties"]["made"]["properties"])


def test_a_field_that_is_wrong_is_not_as_the_schema_says(tmp_path: Path, guide: Guide) -> None:
    written(passing(guide), guide, tmp_path)
    document = json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))

    document["steps"][0]["verdict"] = "fine"
    del document["answer"]

    assert len([*Draft202012Validator(SCHEMA).iter_errors(document)]) == 2


def test_junit_has_every_step_and_tells_those_apart_that_were_not_seen(
    tmp_path: Path, guide: Guide
) -> None:
    walk = changed(drifted(guide), 1, seconds=1.23456)
    walk = changed(walk, 15, verdict=Verdict.NOT_NEEDED)
    for number in (11, 12):
        walk = changed(walk, number, verdict=Verdict.WITHHELD, reason="Nobody permitted it.")
    walk = replace(walk, asked_for=(1, 13))

    written(walk, guide, tmp_path)

    (suite,) = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert isinstance(suite, TestSuite)
    cases = [*suite]
    assert [case.name for case in cases] == [f"{s.number:02} {s.action}" for s in walk.steps]
    assert cases[0].time == 1.235
    said = [(each.result[0].type, each.result[0].message) for each in cases if each.result]
    assert said[0][0] == "accepted"
    assert [kind for kind, _ in said[1:3]] == ["drifted", "drifted"]
    assert said[3] == ("not_reached", "The walk ended at step 15.")
    assert said[7:9] == [("withheld", "Nobody permitted it.")] * 2
    assert said[10:] == [
        ("not_reached", "The walk was not asked to look at it."),
        ("not_needed", "Not needed"),
    ]
    text = (tmp_path / "junit.xml").read_text(encoding="utf-8")
    standings = ["seen", "accepted", "differs", "unreached", "unasked", "withheld", "unneeded"]
    for standing in standings:
        assert f'<property name="standing" value="{standing}"/>' in text
    assert suite.tests == 15
    assert (suite.failures, suite.errors) == (2, 0)


def test_what_may_be_linked_is_said_of_the_own_court_too(guide: Guide) -> None:
    own = replace(passing(guide), kind="mock", may_be_linked=True)

    assert own.warning is None
    assert document(own)["may_be_linked"] is True


def test_ctrf_counts_every_step_once(guide: Guide) -> None:
    results = ctrf(drifted(guide))["results"]

    assert results["tool"] == {"name": "court-walk", "version": "0.1.0"}
    counts = {"passed": 3, "failed": 2, "pending": 9, "skipped": 1, "other": 0}
    assert results["summary"].items() >= {"tests": 15, **counts}.items()
    assert results["summary"]["stop"] - results["summary"]["start"] == 1000
    first = results["tests"][0]
    assert (first["name"], first["status"], first["duration"]) == (
        *(f"01 {guide.steps[0].action}", "passed", 250),
    )
    assert "message" not in first
    assert results["tests"][4]["message"].startswith("renamed link (menu bar)")
    assert results["tests"][-1]["message"] == "The walk ended at step 6."
    # What could not be told is neither passed nor skipped.
    told = ctrf(blocked(guide))["results"]["tests"][2]
    assert (told["status"], told["rawStatus"]) == ("other", "blocked (transport)")
    withheld_ones = [each["status"] for each in ctrf(withheld(guide))["results"]["tests"]]
    assert withheld_ones == ["passed"] * 3 + ["skipped"] * 12


def test_github_is_told_which_steps_to_look_at(guide: Guide) -> None:
    lines = annotations(drifted(guide))

    assert [line.partition("::")[2].partition("::")[0] for line in lines] == [
        "notice title=Step 3%3A Differs as accepted",
        "error title=Step 5%3A Differs",
        "error title=Step 6%3A Differs",
        "notice title=Not every step was checked",
    ]
    assert lines[-1].endswith("::6 of 15 steps checked: the site differs; 9 not reached")
    assert annotations(passing(guide)) == []


def test_so_many_differences_that_github_shows_no_more_leave_room_for_what_was_not_seen(
    guide: Guide,
) -> None:
    walk = drifted(guide)
    for number in range(1, 13):
        walk = changed(walk, number, verdict=Verdict.DRIFTED, drifts=[RENAMED])

    lines = annotations(walk)

    assert len(lines) == 10
    assert lines[-1].startswith("::notice title=Not every step was checked::")


def test_github_reads_each_sign_as_the_site_wrote_it(guide: Guide) -> None:
    walk = changed(drifted(guide), 6, drifts=[], reason="100%\nof 5%0A")

    assert annotations(walk)[2].endswith("::100%25%0Aof 5%250A")


@pytest.mark.parametrize(
    "words", ["a\n::error::b", "a\r\n::set-output name=a::b", "100%\n##[error]"]
)
def test_no_words_of_a_site_give_orders_to_github(guide: Guide, words: str) -> None:
    walk = changed(drifted(guide), 5, reason=words, drifts=[replace(RENAMED, observed=words)])

    lines = annotations(walk)

    assert all("\n" not in line and "\r" not in line for line in lines)
    assert len(lines) == 4


@pytest.mark.parametrize(("cause", "level"), [(Cause.SITE, "error"), (Cause.TRANSPORT, "warning")])
def test_what_the_site_blocks_is_an_error_of_a_job(guide: Guide, cause: Cause, level: str) -> None:
    walk = changed(blocked(guide), 3, cause=cause)

    assert annotations(walk)[0].startswith(f"::{level} title=Step 3%3A ")


def test_the_summary_of_a_job_has_the_answer_and_every_step(guide: Guide) -> None:
    walk = changed(drifted(guide), 6, reason="<b>|`x`\n# [a](b)")

    text = job_summary(walk)

    assert "Step 5 differs&#58; the menu item is now called “Utility Tools”" in text
    assert "\n* If the court meant it, correct the guide" in text
    assert text.count("\n| ") == 16
    assert "<b>" not in text
    assert "&#60;b&#62;&#124;&#96;x&#96; &#35; &#91;a&#93;(b)" in text


@pytest.mark.parametrize("most", range(500, 504))
def test_a_summary_that_is_too_long_for_github_is_cut_between_two_signs(
    guide: Guide, most: int
) -> None:
    text = job_summary(replace(drifted(guide), title="\N{FAMILY}" * 200), most)

    assert len(text.encode()) in range(most - 3, most + 1)
    assert text.endswith("\N{FAMILY}")


def test_only_a_job_of_github_is_told_anything() -> None:
    assert runs_there({"GITHUB_ACTIONS": "true"})
    assert not runs_there({})
    assert not runs_there({"GITHUB_ACTIONS": ""})


def test_allure_has_every_step_with_its_evidence(tmp_path: Path, guide: Guide) -> None:
    walk = changed(
        drifted(guide), 6, url="https://ecf.a.test/", outline="step-06.yaml", seconds=2.0
    )
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "step-06.yaml").write_text("- banner", encoding="utf-8")

    for _ in range(2):
        write_allure(walk, tmp_path / "report", tmp_path / "allure")

    found = [json.loads(each.read_bytes()) for each in (tmp_path / "allure").glob("*-result.json")]
    assert len(found) == 2 * len(guide.steps)
    # The same step of two walks is one row with a history.
    assert len({each["historyId"] for each in found}) == len(guide.steps)
    step = next(each for each in found if each["name"].startswith("06 "))
    assert (step["status"], step["stop"] - step["start"]) == ("failed", 2000)
    assert "Utility Tools" in step["statusDetails"]["message"]
    assert step["links"] == [{"type": "link", "url": "https://ecf.a.test/", "name": "the page"}]
    assert {"name": "severity", "value": "normal"} in step["labels"]
    (kept,) = step["attachments"]
    assert (tmp_path / "allure" / kept["source"]).read_text(encoding="utf-8") == "- banner"
    first = next(each for each in found if each["name"].startswith("01 "))
    last = next(each for each in found if each["name"].startswith("15 "))
    accepted = next(each for each in found if each["name"].startswith("03 "))
    assert (first["status"], last["status"]) == ("passed", "skipped")
    assert accepted["status"] == "passed"


def test_allure_calls_broken_what_could_not_be_told(tmp_path: Path, guide: Guide) -> None:
    write_allure(blocked(guide), tmp_path, tmp_path / "allure")

    found = [json.loads(each.read_bytes()) for each in (tmp_path / "allure").glob("*-result.json")]
    assert [each["status"] for each in found if each["name"].startswith("03 ")] == ["broken"]


def test_allure_has_the_worst_of_a_step_and_each_step_after_the_one_before(
    tmp_path: Path, guide: Guide
) -> None:
    blocks = replace(RENAMED, severity=Severity.BLOCKS)
    cosmetic = replace(RENAMED, severity=Severity.COSMETIC)
    walk = changed(drifted(guide), 5, drifts=[cosmetic, blocks, RENAMED])

    write_allure(walk, tmp_path, tmp_path / "allure")
    write_allure(replace(walk, browser="firefox"), tmp_path, tmp_path / "other")

    first, other = (
        {
            each["name"][:2]: each
            for each in map(json.loads, map(Path.read_bytes, folder.glob("*-result.json")))
        }
        for folder in (tmp_path / "allure", tmp_path / "other")
    )
    assert {"name": "severity", "value": "blocker"} in first["05"]["labels"]
    assert [first[at]["start"] - first["01"]["start"] for at in ("02", "05")] == [250, 1000]
    # What one browser shows is no earlier result of another.
    assert first["05"]["historyId"] != other["05"]["historyId"]


def test_a_folder_of_allure_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.touch()

    with pytest.raises(
        UsageError, match=r"The folder .*file of --allure cannot be made \(File exists\)"
    ):
        open_folder(place)

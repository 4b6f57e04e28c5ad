"""What changes by itself on a site alarms nobody, and a change among it is still told."""

from pathlib import Path

import pytest

from e2e.courts.noise import NEWS, TIPS, noisy
from e2e.courts.template_edits import Edit, edited
from e2e.safety.linking_walk import beginning_at_the_form
from e2e.walks.live import given, place, variables_of
from e2e.walks.run import CommandResult, follow, impatient, run
from mock_court.embedded import embedded_court
from mock_court.places import places_of
from walk.recordings.varying import VARIES, read_varying

RULE = '[[ignore]]\nwhy = "Another tip each day."\npattern = "Tip: *"\n'


def tip(page: str) -> Edit:
    return Edit(f"cmecf/{page}.html", "</form>", "</form><p>Tip: save your work often.</p>")


def ignoring(folder: Path, step: int, page: str) -> CommandResult:
    """Walk one step with a tip on its page, and a rule to ignore tips."""
    overlay = folder / "overlay.toml"
    overlay.write_text(RULE, encoding="utf-8")
    options = ("--overlay", overlay, "--config", impatient(folder))
    with edited(tip(page)):
        return follow(folder / "report", *options, "--from", str(step), "--until", str(step))


@pytest.mark.walk
def test_what_a_rule_is_about_is_no_difference_and_is_shown(tmp_path: Path) -> None:
    ran = ignoring(tmp_path, 9, "link_form")

    step = ran.step(9)
    assert (ran.status, step["verdict"], step["drifts"]) == (0, "as_documented", [])
    assert [each["observed"] for each in step["ignored"]] == ["Tip: save your work often."]
    assert "ignored: added text (link form): 'Tip: save your work often.'" in ran.output
    page = (ran.report / "index.html").read_text(encoding="utf-8")
    assert "Ignored: <bdi>added text (link form)" in page
    assert ran.result["unused"] == []


@pytest.mark.walk
def test_on_the_page_that_links_no_rule_counts(tmp_path: Path) -> None:
    ran = ignoring(tmp_path, 11, "link_verification")

    step = ran.step(11)
    assert (ran.status, step["verdict"], step["ignored"]) == (1, "drifted", [])
    assert step["reason"] == (
        "The page has more than the guide shows: 'Tip: save your work often.'."
    )


@pytest.mark.walk
def test_a_rule_that_is_about_nothing_any_more_is_named(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    overlay.write_text(f'{RULE}screen = "court website"\n', encoding="utf-8")

    ran = follow(tmp_path / "report", "--overlay", overlay, "--until", "2")

    said = "Nothing was there to ignore, so remove the rule if that stays: "
    assert ran.output.splitlines()[-1] == f"{said}'Tip: *' on the court website screen"
    assert ran.status == 0


# What is learned


@pytest.mark.walk
def test_several_walks_learn_what_varies_and_a_later_recording_keeps_it(tmp_path: Path) -> None:
    recording = tmp_path / "recording"
    options = ("--config", impatient(tmp_path), "--recording", recording, "--until", "1")

    with noisy() as noise:
        learning = run("record", *options, "--times", "3", profile=False)
        learned = read_varying(recording)
        once = run("record", *options, profile=False)
        later = follow(
            *(tmp_path / "report", "--config", tmp_path / "impatient.json"),
            *("--until", "1", "--recording", recording),
            evidence=True,
        )
        down = follow(
            *(tmp_path / "down", *options, "--scenario", "website-maintenance"), evidence=True
        )

    assert noise.day == 1
    said = f"{len(learned)} things vary by themselves: see {recording / VARIES}"
    assert (learning.status, learning.error) == (0, "")
    assert said in learning.output.splitlines()
    assert [line for line in learning.output.splitlines() if line.startswith("Walk ")] == [
        "Walk 2 of 3:",
        "Walk 3 of 3:",
    ]
    assert len({id(court) for court in learning.courts}) == 3
    assert {each.pattern for each in learned if each.pattern} == {"#, # #, # at # #", "# visitors"}
    assert {words for each in learned for words in each.one_of} == {*TIPS}
    assert {words for each in learned for words in each.any_order} <= {*NEWS}
    assert (once.status, read_varying(recording)) == (0, learned)
    assert "Recorded screens that were compared with none: step 1.\n" in down.output
    assert (later.status, later.step(1)["drifts"]) == (0, [])


@pytest.mark.walk
def test_away_from_the_embedded_court_each_walk_has_the_credentials(tmp_path: Path) -> None:
    recording = tmp_path / "recording"
    with embedded_court("wiwb") as own:
        config = impatient(tmp_path, {"near": place(own.served)})
        begins = beginning_at_the_form(places_of(own.served, own.attorney))
        with given(variables_of(own.attorney)), begins:
            ran = run(
                *("record", "--config", config, "--environment", "near", "--until", "9"),
                *("--recording", recording, "--times", "2"),
            )

    steps = [line.split()[:2] for line in ran.output.splitlines() if line.startswith("  9  ")]
    assert (ran.status, ran.error) == (0, "")
    assert steps == [["9", "as_documented"]] * 2


@pytest.mark.walk
@pytest.mark.parametrize("times", ["0", "-1"])
def test_a_recording_needs_a_walk(tmp_path: Path, times: str) -> None:
    ran = run("record", "--recording", tmp_path / "recording", "--times", times)

    assert (ran.status, ran.output) == (2, "")
    assert ran.error == f"walk: --times is {times}; walk once, or more often.\n"

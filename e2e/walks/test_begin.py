"""A walk of the embedded court can begin in the middle of the guide."""

from pathlib import Path

import pytest

from e2e.walks.live import place
from e2e.walks.run import STEPS, follow, impatient, run
from mock_court.embedded import embedded_court


@pytest.mark.walk
@pytest.mark.sample(1)
@pytest.mark.parametrize(("begin", "first"), [(12, 11), (15, 13), (4, 3), (9, 9), (6, 5)])
def test_a_walk_from_a_step_finds_from_there_what_a_whole_walk_finds(
    tmp_path: Path, begin: int, first: int
) -> None:
    ran = follow(tmp_path / "report", "--from", str(begin))

    walked = ["as_documented"] * (STEPS - first) + ["not_needed"]
    assert (ran.status, ran.verdicts) == (0, ["not_reached"] * (first - 1) + walked)
    assert ran.step(1)["reason"] == f"The walk began at step {first}."
    assert len(ran.court.served.court.records.links()) == 1


@pytest.mark.walk
@pytest.mark.sample(1)
@pytest.mark.parametrize(("guide", "begin"), [("cob", 7), ("cob", 5), ("txwd", 6)])
def test_a_walk_from_a_step_knows_new_menu_items_in_every_guide(
    tmp_path: Path, guide: str, begin: int
) -> None:
    ran = follow(tmp_path / "report", guide, "--from", str(begin))

    assert (ran.status, ran.verdicts[begin - 1]) == (0, "as_documented")


@pytest.mark.walk
@pytest.mark.nightly("test_walk.py: menus that never appear are a difference of both steps")
def test_menus_that_never_appear_are_missed_from_the_confirmation_on(tmp_path: Path) -> None:
    config = impatient(tmp_path)
    never = ("--config", config, "--scenario", "menu-never-full", "--from", "13")

    ran = follow(tmp_path / "report", *never, profile=True)

    assert (ran.status, ran.verdicts[12:]) == (1, ["as_documented", "drifted", "drifted"])


@pytest.mark.walk
def test_a_walk_from_a_step_that_ends_before_the_second_submit_links_nothing(
    tmp_path: Path,
) -> None:
    ran = follow(tmp_path / "report", "--from", "11", "--until", "11")

    assert (ran.status, ran.verdicts[10]) == (0, "as_documented")
    assert ran.result["may_be_linked"] is False
    assert ran.court.served.court.records.links() == []


@pytest.mark.walk
@pytest.mark.nightly("test_additions.py: a walk of one step tells what its page has more")
def test_a_walk_from_a_step_sees_the_changes_of_its_screen(tmp_path: Path) -> None:
    drift = "drift:renamed:link-form/submit"

    part = ("--from", "10", "--until", "10", "--config", impatient(tmp_path))
    ran = follow(tmp_path / "report", *part, "--scenario", drift)

    assert (ran.status, ran.step(10)["verdict"]) == (1, "drifted")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--from", "0"), "The walk cannot begin at step 0; name one of 1 to 15."),
        (("--from", "16"), "The walk cannot begin at step 16; name one of 1 to 15."),
        (("--from", "9", "--until", "8"), "The walk cannot begin at step 9; name one of 1 to 8."),
    ],
)
def test_a_walk_cannot_begin_where_there_is_no_step(options: tuple[str, ...], said: str) -> None:
    ran = run("follow", *options)

    assert (ran.status, ran.error) == (2, f"walk: {said}\n")


@pytest.mark.walk
def test_a_walk_elsewhere_begins_at_the_first_step(tmp_path: Path) -> None:
    with embedded_court("wiwb") as court:
        config = impatient(tmp_path, {"near": place(court.served)})

        ran = run("follow", "--config", config, "--environment", "near", "--from", "9")

    assert ran.status == 2
    assert ran.error == (
        "walk: --from is for the embedded court only, and the environment 'near' is elsewhere; "
        "leave it out.\n"
    )
    assert court.served.seen == []

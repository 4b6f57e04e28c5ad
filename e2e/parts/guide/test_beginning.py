"""At which step of a guide a walk can begin."""

from dataclasses import replace

import pytest

from e2e.parts.follow.stand_ins import guide
from walk.guide.beginning import first_step
from walk.guide.model import GuideScreen, Step
from walk.guide.reader import read_guide

PLACES = ("sign-on", "menu bar", "link form", "verification", "confirmation")


@pytest.mark.parametrize(
    ("court", "firsts"),
    [
        ("wiwb", [1, 1, 3, 3, 5, 5, 5, 5, 9, 9, 11, 11, 13, 13, 13]),
        ("txwd", [1, 1, 1, 4, 4, 6, 7, 8, 9, 9]),
    ],
)
def test_a_beginning_is_where_another_screen_comes(court: str, firsts: list[int]) -> None:
    guide = read_guide(court)

    found = [first_step(guide, step.number, PLACES) for step in guide.steps]

    assert found[: len(firsts)] == firsts


def test_without_places_every_walk_begins_at_the_first_step() -> None:
    assert first_step(read_guide("wiwb"), 13, ()) == 1


def test_after_the_confirmation_no_walk_begins() -> None:
    again = guide(
        GuideScreen("verification", submit="Submit"),
        GuideScreen("confirmation", select="Home"),
        GuideScreen("menu bar", select="Utilities"),
        GuideScreen("link form", submit="Submit"),
    )

    assert [first_step(again, number, PLACES) for number in (1, 2, 3, 4)] == [1, 2, 2, 2]


def test_no_walk_begins_at_the_second_screen_of_a_step() -> None:
    both = (GuideScreen("menu bar", select="Utilities"), GuideScreen("link form", submit="Submit"))
    steps = (Step(1, "Look", screen=both[:1]), Step(2, "Link", screen=(GuideScreen("menu"), *both)))

    assert first_step(replace(guide(), step=steps), 2, PLACES) == 1

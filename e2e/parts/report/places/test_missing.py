"""What is missing is outlined where it should have been: as it was once, or by its neighbors."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest

from e2e.parts.follow.stand_ins import guide, result, walked
from pages.reading.reader import Element, ScreenReading
from walk.compare.screen import ScreenComparison
from walk.guide.model import GuideScreen, Shows
from walk.report.places.between import Box, between
from walk.report.places.meant import meant_on
from walk.report.places.missing import with_missing_marks
from walk.results import Drift, DriftKind, Place, StepResult

ITEMS = ("Query", "Reports", "Utilities", "Help")
BAR = GuideScreen("menu bar", Shows(items=ITEMS))
TEXTS = ("Welcome", "Do you agree?", "NOTICE: All is logged.")
FORM = GuideScreen(
    "link form",
    Shows("Link it", TEXTS, fields=("Login", "Code"), buttons=("Submit", "Clear")),
    submit="Submit",
)
MENU = (GuideScreen("menu", select="Group"), GuideScreen("menu", select="Link an account"))
GUIDE = guide(BAR, replace(BAR, shows=Shows(), select="Utilities"), FORM, *MENU)

IN_BAR = [Place(words, 100 * at, 10, 80, 20) for at, words in enumerate(ITEMS)]
IN_FORM = [
    Place("Link it", 10, 20, 300, 30),
    Place("Welcome", 10, 52, 300, 20),
    Place("Do you agree?", 10, 70, 300, 20),
    Place("Login", 10, 100, 200, 20),
    Place("Code", 10, 140, 200, 20),
    Place("Submit", 10, 180, 60, 24),
    Place("Clear", 90, 180, 60, 24),
]
PLACES = {"menu bar": IN_BAR, "link form": IN_FORM, "menu": [Place("Group", 10, 50, 300, 20)]}


def differs(words: str, what: str = "link", number: int = 1, **changes: object) -> StepResult:
    """Return a step on whose screen something is missing, and the rest is where it should be."""
    screen = GUIDE.steps[number - 1].screen[0].name
    drift = Drift(DriftKind.REMOVED, what, screen, words, None, screen=screen)
    places = [each for each in PLACES[screen] if each.words != words]
    found = {"drifts": [drift], "screenshot": "step.png", "screen": screen, "places": places}
    return result(number, **found | changes)


def marked(step: StepResult, good: Collection[Place] = ()) -> list[tuple[float, ...]]:
    """Return where something should have been that is missing at a step."""
    walk = with_missing_marks(walked(step), GUIDE, {step.number: good} if good else {})
    marks = walk.steps[0].marks
    assert all((each.what, each.words) == ("missing", step.drifts[0].documented) for each in marks)
    return [(each.x, each.y, each.width, each.height) for each in marks]


@pytest.mark.parametrize(
    ("step", "place"),
    [
        # In a row that kept its gap, and behind the last one, and before the first one.
        (differs("Reports"), (86, 10, 108, 20)),
        (differs("Help"), (286, 10, 80, 20)),
        (differs("Query"), (78, 10, 16, 20)),
        # In a column, and under the last field.
        (differs("Login", "field", 3), (10, 118, 200, 16)),
        (differs("Code", "field", 3), (10, 126, 200, 20)),
        # Before the only button that is left.
        (differs("Submit", "button", 3), (68, 180, 16, 24)),
        # A text beside other texts.
        (differs("Welcome", "text", 3), (10, 52, 300, 16)),
        (differs("Do you agree?", "text", 3), (10, 78, 300, 20)),
        # Another step shows the whole list, or what one uses before it.
        (differs("Utilities", number=2), (186, 10, 108, 20)),
        (differs("Link an account", number=5), (10, 76, 300, 20)),
    ],
)
def test_what_is_missing_is_outlined_beside_its_neighbors(
    step: StepResult, place: tuple[float, ...]
) -> None:
    assert marked(step) == [place]


def test_what_stands_alone_in_the_form_is_outlined_below_it() -> None:
    step = differs("Submit", "button", 3)

    assert marked(replace(step, places=IN_FORM[3:5])) == [(10, 166, 200, 20)]


def test_a_heading_stands_over_the_form_that_has_no_other_text() -> None:
    step = differs("Link it", "heading", 3)

    assert marked(replace(step, places=IN_FORM[3:])) == [(10, 78, 200, 16)]


def test_a_field_that_stands_alone_is_above_the_buttons() -> None:
    step = differs("Code", "field", 3)

    assert marked(replace(step, places=IN_FORM[5:])) == [(10, 158, 60, 16)]


def test_between_neighbors_that_closed_up_is_a_seam() -> None:
    first, second = Box(0, 10, 80, 20), Box(82, 10, 80, 20)

    assert between(first, second, in_row=True) == (73, 10, 16, 20)
    assert between(first.turned, second.turned, in_row=False) == (10, 73, 20, 16)
    # Where there is room for more between them, it is behind the first.
    assert between(first, Box(400, 10, 80, 20), in_row=True) == (86, 10, 80, 20)
    # In another row than the one before, it is behind that.
    assert between(first, Box(0, 40, 80, 20), in_row=True) == (86, 10, 80, 20)
    assert between(None, None, in_row=True) is None
    # No part of it is outside of the picture.
    assert between(None, Box(10, 10, 80, 20), in_row=True) == (0, 10, 16, 20)


def test_where_it_was_counts_more_and_moves_along_with_what_stands_before_it() -> None:
    step, was = differs("Reports"), [Place("Reports", 90, 10, 70, 20)]
    lower = [Place("Query", 5, 0, 80, 20), *was]

    assert marked(step, was) == [(90, 10, 70, 20)]
    assert marked(step, lower) == [(85, 20, 70, 20)]
    # The picture is of another screen.
    assert marked(replace(step, screen="menu"), was) == []
    # What stands before it is gone too.
    assert marked(replace(step, places=()), lower) == [(90, 10, 70, 20)]


@pytest.mark.parametrize(
    "step",
    [
        differs("Reports", places=[]),
        differs("Reports", screenshot=None),
        # The picture is of another screen, or of one that nobody compared.
        differs("Reports", screen="menu"),
        differs("Reports", screen=None),
        differs(
            "Reports",
            drifts=[Drift(DriftKind.REMOVED, "link", "", "Reports", None, "recording", "menu bar")],
        ),
        differs(
            "Reports",
            drifts=[Drift(DriftKind.RENAMED, "link", "", "Reports", "R", screen="menu bar")],
        ),
        differs("required mark", "required mark", 3),
        # Nobody knows whether it stands before the fields or behind them.
        differs("NOTICE: All is logged.", "text", 3),
    ],
)
def test_nothing_is_outlined_where_nobody_knows_a_place(step: StepResult) -> None:
    assert marked(step) == []


def no_text(_: Sequence[str]) -> list[None]:
    """Say of no text where it is, since nobody may ask."""
    raise AssertionError


def test_the_places_of_texts_are_asked_only_if_one_is_missing() -> None:
    asked: list[str] = []

    def text_places(texts: Sequence[str]) -> list[tuple[int, ...] | None]:
        asked.extend(texts)
        return [(1, 2, 3, 4), None, (1, 2, 0, 4)]

    removed = Drift(DriftKind.REMOVED, "text", "link form", "Welcome", None)
    renamed = Drift(DriftKind.RENAMED, "heading", "link form", "Link it", "Link them")

    meant = meant_on(GUIDE, FORM, ScreenComparison(drifts=[removed, renamed]), text_places)

    assert asked == ["Link them", *TEXTS[1:]]
    assert [*meant.places] == [Place("Link it", 1, 2, 3, 4)]
    assert not meant_on(GUIDE, FORM, ScreenComparison(drifts=[renamed]), no_text).places


def test_the_places_of_a_screen_are_those_of_all_that_the_guide_names_on_it() -> None:
    drawn = [
        Element(words, ("link",), item=True, box=(at, 2, 3, 4)) for at, words in enumerate(ITEMS)
    ]
    drawn[1] = replace(drawn[1], words="Lists")
    drawn[3] = replace(drawn[3], visible=False)
    renamed = Drift(DriftKind.RENAMED, "link", "menu bar", "Reports", "Lists")
    documented = GUIDE.steps[1].screen[0]

    comparison = ScreenComparison(ScreenReading((), (*drawn,)), drifts=[renamed])
    meant = meant_on(GUIDE, documented, comparison, no_text)

    assert meant.screen == "menu bar"
    assert [*meant.places] == [
        Place(words, at, 2, 3, 4) for at, words in enumerate(("Query", "Reports", "Utilities"))
    ]

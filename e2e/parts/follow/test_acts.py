"""What is done on one screen: here, what is selected, and what is open already."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.parts.follow.stand_ins import SITES, entry
from pages.reading.reader import Element, ScreenReading
from walk.compare.screen import ScreenComparison
from walk.follow.screens.acts import Acts
from walk.guide.model import GuideScreen
from walk.results import Drift, DriftKind

GROUP, ITEM = "Menu Items", "Link an Account"
MENU = GuideScreen("menu", select=GROUP)


@pytest.mark.parametrize("waits", [True, False])
def test_a_button_that_waited_for_the_form_is_no_difference(*, waits: bool) -> None:
    disabled = Drift(DriftKind.DISABLED, "button", "form", "Submit", "Submit (disabled)")
    other = Drift(DriftKind.REMOVED, "link", "form", "Help", None)
    step = entry(drifts=[disabled, other])
    acts: Any = Acts.__new__(Acts)
    acts._controls = SimpleNamespace(unusable=[disabled, other])
    left = [other] if waits else [disabled, other]
    acts._comparisons = SimpleNamespace(now=lambda *_: SimpleNamespace(drifts=left))

    acts._look_again_at_disabled(MENU, None, step)

    assert [*step.drifts] == acts._controls.unusable == left
    assert [*step.notes] == ["Submit waits until the form is filled in."] * waits


@pytest.mark.parametrize(
    ("elements", "is_selected"),
    [
        ([Element(ITEM, ("link",), under=("Menu items", "Utilities"))], False),
        ([Element(GROUP, ("link",)), Element(ITEM, ("link",), under=(GROUP,))], True),
        ([Element(ITEM, ("link",), under=(GROUP,), visible=False)], True),
        ([Element(ITEM, ("link",), under=("Other Items",))], True),
        ([], True),
    ],
    ids=["a heading over its items", "a link over them", "items out of sight", "other", "nothing"],
)
def test_a_group_that_is_a_heading_over_its_items_is_not_selected(
    elements: list[Element], *, is_selected: bool
) -> None:
    used: list[str] = []
    notes: list[str] = []
    navigator = SimpleNamespace(note_tabs=lambda: None, page=None, leave=lambda *_: None)
    controls = SimpleNamespace(use=lambda *given: used.append(given[2]))
    session = SimpleNamespace(request_filter=SimpleNamespace(look=lambda _: None))
    acts: Any = Acts.__new__(Acts)
    acts._navigator, acts._controls, acts._session = navigator, controls, session
    screen = SimpleNamespace(page=SimpleNamespace(url=SITES.website), choose=None)
    entry = SimpleNamespace(number=7, note=notes.append)

    acts.leave(
        MENU, screen, ScreenComparison(ScreenReading((), tuple(elements))), cast("Any", entry)
    )

    assert used == ([GROUP] if is_selected else [])
    assert len(notes) == (not is_selected)

"""An attorney who is linked already is known by the menus of filers, before linking."""

from collections.abc import Sequence

import pytest

from walk.follow.screens.linked_already import filing_menus
from walk.guide.model import GuideScreen, Shows

BAR = ("Query", "Reports", "Utilities", "Log Out")
BEFORE = GuideScreen("menu bar", Shows(items=BAR))
AFTER = GuideScreen("menu bar", Shows(new_items=True))


@pytest.mark.parametrize(
    ("documented", "more", "found"),
    [
        (BEFORE, ["Bankruptcy", "Adversary"], ["Bankruptcy", "Adversary"]),
        (BEFORE, ["Civil", "Criminal", "Search"], ["Civil", "Criminal"]),
        (GuideScreen("menu bar", select="Utilities"), ["Bankruptcy", "Adversary"], None),
        # One item more may be a change of the court, and so may other items.
        (BEFORE, ["Adversary"], []),
        (BEFORE, ["Search", "Calendar", "Opinions"], []),
        (AFTER, ["Bankruptcy", "Adversary"], []),
        (GuideScreen("menu", select="A"), ["Bankruptcy", "Adversary"], []),
        (GuideScreen("menu bar", Shows(items=(*BAR, "Civil"))), ["Civil", "Criminal"], []),
    ],
)
def test_two_menus_of_filers_before_linking_show_a_linked_attorney(
    documented: GuideScreen, more: Sequence[str], found: list[str] | None
) -> None:
    assert filing_menus(documented, [*BAR, *more]) == (more if found is None else found)

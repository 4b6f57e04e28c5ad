"""An item of a menu is in the group that the guide names."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from pages.reading import reader
from pages.reading.reader import Element, ScreenHints
from walk.compare.groups import compare_group, groups_of
from walk.guide.model import GuideScreen
from walk.guide.reader import read_guide

GROUP, ITEM, OTHER = "NextGen Menu", "Link an account", "Your Account"
SCREEN = GuideScreen("menu", select=ITEM)
IN = f"<li><a href=/link>{ITEM}</a></li>"
MARKUPS = {
    "heads": "<h3>{group}</h3><ul>{own}<li><a href=/a>Notes</a></li></ul>"
    "<h3>{other}</h3><ul>{others}<li><a href=/b>Password</a></li></ul>",
    "openers": "<ul><li><button aria-expanded=true>{group}</button>"
    "<ul>{own}<li><a href=/a>Notes</a></li></ul></li>"
    "<li><button aria-expanded=true>{other}</button>"
    "<ul>{others}<li><a href=/b>Password</a></li></ul></li></ul>",
    "links": "<ul><li><a href=/g>{group}</a><ul>{own}<li><a href=/a>Notes</a></li></ul></li>"
    "<li><a href=/o>{other}</a><ul>{others}<li><a href=/b>Password</a></li></ul></li></ul>",
    "bold": "<table><tr><td><b>{group}</b><ul>{own}<li><a href=/a>Notes</a></li></ul></td>"
    "<td><b>{other}</b><ul>{others}<li><a href=/b>Password</a></li></ul></td></tr></table>",
}


def elements(page: Page, markup: str, own: str, others: str) -> tuple[Element, ...]:
    """Read a menu with two groups that have these items besides their own."""
    page.set_content(markup.format(group=GROUP, other=OTHER, own=own, others=others))
    return reader.read(page, "menu", ScreenHints(controls=(GROUP, ITEM))).elements


def told(seen: tuple[Element, ...]) -> Iterator[str | None]:
    """Yield what is said of the item."""
    yield from (each.observed for each in compare_group(SCREEN, {ITEM: GROUP}, seen))


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
@pytest.mark.one_engine
def test_an_item_in_its_group_is_as_documented(page: Page, markup: str) -> None:
    assert [*told(elements(page, markup, IN, ""))] == []


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
@pytest.mark.one_engine
def test_an_item_in_another_group_has_moved(page: Page, markup: str) -> None:
    assert [*told(elements(page, markup, "", IN))] == [f"{ITEM} (under {OTHER})"]


def test_a_group_that_shows_no_items_says_nothing_of_where_they_are() -> None:
    assert [*told((Element(GROUP, ("link",)), Element(ITEM, ("link",), under=(OTHER,))))] == []


def test_an_item_that_moved_is_told_by_the_nearest_head() -> None:
    seen = (
        Element("Notes", ("link",), under=(GROUP,)),
        Element(ITEM, ("link",), under=("Profile", OTHER)),
    )

    assert [*told(seen)] == [f"{ITEM} (under Profile)"]


def test_the_group_of_an_item_is_what_the_guide_has_one_select_before() -> None:
    assert groups_of(read_guide("wiwb")) == {
        "Link a CM/ECF Account to my PACER Account": "NextGen Release 1.1 Menu Items"
    }

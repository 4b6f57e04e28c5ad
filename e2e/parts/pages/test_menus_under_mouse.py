"""Menus that open under the mouse, and that a click closes again."""

import pytest
from playwright.sync_api import Page

from pages.menus import Menu, MenuBar

pytestmark = pytest.mark.one_engine

TOGGLED = """<ul>
<li><a href=#>Query</a><li><a href=#>Reports</a>
<li id=it><a href=# onclick="inner.hidden = !inner.hidden">Utilities</a>
    <ul id=inner hidden><li><a href=#>Mailings</a></ul>
</ul><script>
it.onmouseenter = () => { inner.hidden = false; };
it.onmouseleave = () => { inner.hidden = true; };
</script>"""


def test_a_menu_that_a_click_closes_again_opens_under_the_mouse(page: Page) -> None:
    page.set_content(TOGGLED)
    MenuBar(page).choose("Utilities")
    menu = Menu(page)

    assert not menu.has("link", "Mailings")
    menu.open_under_mouse(["Utilities"])
    assert menu.has("link", "Mailings")


def test_menus_within_each_other_open_one_after_the_other(page: Page) -> None:
    page.set_content(
        "<style>li ul { display: none } li:hover > ul { display: block }</style>"
        "<ul><li><a href=#>Query</a><li><a href=#>Reports</a><li><a href=#>Utilities</a>"
        "<ul><li><a href=#>Your Account</a><ul><li><a href=#>Mailings</a></ul></ul></ul>"
    )
    menu = Menu(page)

    menu.open_under_mouse(["Utilities", "Your Account"])

    assert menu.has("link", "Mailings")

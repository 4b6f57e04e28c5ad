"""Whether what is out of sight is in a closed menu that a reader can open."""

import pytest
from playwright.sync_api import Page

from pages.reading.reader import ScreenHints, read


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize(
    ("markup", "folded"),
    [
        ("<li><button aria-expanded=false>Menu</button><ul hidden><li><a>On</a></ul>", True),
        ("<li><a>Menu</a><div hidden><ul><li><a>On</a></ul></div>", True),
        ("<details><summary>Menu</summary><p><a>On</a></details>", True),
        ("<button aria-controls=m>Menu</button><p>A</p><div id=m hidden><a>On</a></div>", True),
        ("<p><a>Help</a> <a hidden>On</a>", False),
        ("<p><a>Help</a><p hidden><a>On</a>", False),
        ("<ul><li><a>Help</a><li style='height: 0; overflow: hidden'><a>On</a></ul>", False),
    ],
)
def test_only_what_a_reader_can_open_is_in_a_closed_menu(
    page: Page, markup: str, *, folded: bool
) -> None:
    page.set_content(markup)

    elements = read(page, "page", ScreenHints(controls=("On",))).elements

    assert [each.folded for each in elements if not each.visible] == [folded]

"""What is read is what one can come to: by scrolling, but not where no page lets one."""

import pytest
from playwright.sync_api import Page

from e2e.parts.pages.test_seen import PICTURE, WORDS, framed, quick_links, read_links
from pages.reading import reader
from pages.reading.classifier import page_facts

SHELL = "<div style='height: 200px; overflow: hidden'>{}</div>"
TALL = "<div style='height: 100%; overflow: auto'><p style='height: 2000px'>News</p>{}</div>"
ROW = "<style>ul { display: flex; width: 200px; padding: 0 } li { flex: 0 0 190px }</style>"


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize(
    "markup",
    [
        SHELL.format(TALL.format(quick_links())),
        "<div style='height: 30px; overflow: auto'>" + quick_links() + "</div>"
        "<p style='position: relative; height: 200px; background: #eee'>Panel</p>",
        "<div style='height: 30px; overflow: auto'>" + quick_links() + "</div>"
        f'<img style="display: block" src="{PICTURE}">',
        ROW.replace("padding", "overflow-x: auto; padding") + quick_links() + "<script>"
        "document.querySelector('ul').scrollLeft = 9999</script>",
    ],
    ids=["in a page within a page", "behind a panel", "behind a picture", "to the left"],
)
def test_what_one_can_scroll_to_is_there(page: Page, markup: str) -> None:
    page.set_content(markup)

    assert read_links(page) == WORDS


UNREACHABLE = {
    "in what scrolls and has no height": "display: block; height: 0; overflow: auto",
    "in what scrolls and has no width": "display: inline-block; width: 0; overflow: auto",
    "in what paints nothing outside": "display: block; height: 0; contain: paint",
    "beside the window, and fixed": "position: fixed; right: -400px",
    "below the window, and fixed": "position: fixed; top: 110vh",
    "moved out of the window, and fixed": "position: fixed; bottom: 0; transform: translateY(120%)",
    "clipped elsewhere": "position: absolute; clip: rect(0 900px 0 500px)",
    "clipped by a path": 'display: block; clip-path: path("M0 0L1 0L1 1Z")',
}


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize("style", UNREACHABLE.values(), ids=UNREACHABLE)
def test_what_nobody_can_scroll_to_is_not_there(page: Page, style: str) -> None:
    page.set_content(quick_links(f"style='{style}'"))

    assert read_links(page) == (WORDS[0], WORDS[2])


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("across", "is_there"), [("hidden", False), ("clip", False), ("auto", True)]
)
def test_what_is_beside_the_window_is_there_if_the_page_scrolls_sideways(
    page: Page, across: str, *, is_there: bool
) -> None:
    page.set_viewport_size({"width": 800, "height": 600})
    style = "position: absolute; left: 900px; white-space: nowrap"
    page.set_content(
        f"<style>body {{ overflow-x: {across} }}</style>" + quick_links(f"style='{style}'")
    )

    assert (WORDS[1] in read_links(page)) is is_there


@pytest.mark.one_engine
def test_of_a_label_that_is_clipped_what_is_left_is_read(page: Page) -> None:
    style = "display: inline-block; font: 16px monospace; clip-path: inset(0 62% 0 0)"
    page.set_content(quick_links(f"style='{style}'"))

    assert read_links(page) == (WORDS[0], WORDS[1][:6], WORDS[2])


FRAME = "<iframe width=300 height=40 {} srcdoc='{}<a href=/b>{}</a>'></iframe>"


def in_a_frame(style: str = "", before: str = "") -> str:
    frame = FRAME.format(f'style="{style}"' if style else "", before, WORDS[1])
    return quick_links("id=it").replace(f"<a href='/1' id=it>{WORDS[1]}</a>", frame)


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize("before", ["", "<p style=height:900px>"])
def test_what_is_in_a_frame_stands_where_the_frame_does(page: Page, before: str) -> None:
    page.set_content(f"<p style='height: 200px'>News</p>{in_a_frame(before=before)}")

    assert read_links(page) == WORDS


@pytest.mark.one_engine
@pytest.mark.parametrize("style", ["position: absolute; left: -999px", "opacity: 0"])
def test_a_frame_out_of_sight_is_not_read(page: Page, style: str) -> None:
    page.set_content(in_a_frame(style))

    assert read_links(page) == (WORDS[0], WORDS[2])


@pytest.mark.one_engine
def test_a_frame_behind_a_picture_is_not_read(page: Page) -> None:
    cover = "position: absolute; left: 0; top: 0; width: 800px; height: 400px"
    page.set_content(framed("<p>Inside.") + f'</iframe><img style="{cover}" src="{PICTURE}">')

    assert "Inside." not in reader.read(page, "page").lines


@pytest.mark.one_engine
def test_a_page_with_clips_is_known_too(page: Page) -> None:
    page.set_content(quick_links("style='clip-path: circle(50%)'"))

    assert page_facts(page, saved=False)["screen"]

"""Words are there if they differ from what is drawn under them, and nothing is drawn over them."""

from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.parts.pages.test_seen import PICTURE, STYLED, WORDS, quick_links, read_links
from pages.reading import reader

GROUND = "<style>{}</style>"
_SIGNS = b64encode(Path(__file__).with_name("signs.ttf").read_bytes()).decode()
"""A font of our own: it draws nothing for letters, and a square for the words `home`
and `open_in_new`."""
CLEAR = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
SVG = "<a href=/1><svg width=220 height=24>{}</svg></a>"


def with_second(markup: str) -> str:
    return quick_links("id=it").replace(f"<a href='/1' id=it>{WORDS[1]}</a>", markup)


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize(
    "rules",
    [
        ":root { color-scheme: dark } a { color: #9cf }",
        "a { color: #000; background: rgba(0, 0, 0, .55) }",
        "a { color: #fff } main, ul { background: rgba(0, 0, 0, .4) }",
        "a { color: #fff } main { position: relative; z-index: 0 } main::before { content: '';"
        " position: absolute; inset: 0; background: #024; z-index: -1 }",
        "a { color: #fff; position: relative } li { position: relative } li::before { content: '';"
        " position: absolute; inset: 0; background: #024 }",
        "a { color: #fff; box-shadow: inset 0 0 0 40px #024 }",
        "body { background: #fff } a { color: #fff; mix-blend-mode: difference }",
    ],
    ids=["scheme", "half clear", "two layers", "below", "before", "shadow", "difference"],
)
def test_words_that_differ_from_what_is_under_them_are_there(page: Page, rules: str) -> None:
    page.set_content(GROUND.format(rules) + quick_links())

    assert read_links(page) == WORDS


@pytest.mark.one_engine
def test_words_of_a_dark_page_in_the_color_of_its_ground_are_not_there(page: Page) -> None:
    page.set_content(
        GROUND.format(":root { color-scheme: dark } a { color: #eee } #it { color: #121212 }")
        + quick_links("id=it")
    )

    assert read_links(page) == (WORDS[0], WORDS[2])


UNREADABLE = {
    "black that is screened": "mix-blend-mode: screen; color: #000",
    "filled by white": "background: #fff; background-clip: text; color: transparent",
    "filled by nothing": "-webkit-background-clip: text; background-clip: text; color: transparent",
    "of three pixels": "font-size: 3px",
    "shrunk to a fifth": "display: inline-block; transform: scale(.2)",
    "squeezed": "display: inline-block; transform: scaleX(.03)",
}


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize("style", UNREADABLE.values(), ids=UNREADABLE)
def test_words_that_nobody_can_read_are_not_there(page: Page, style: str) -> None:
    page.set_content(quick_links(f"style='{style}'"))

    assert read_links(page) == (WORDS[0], WORDS[2])


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize(
    ("drawing", "is_seen"),
    [
        ("<text y=18 fill='#036'>{}</text>", True),
        ("<text y=18 fill='#fff'>{}</text>", False),
        ("<text y=18 fill=none>{}</text>", False),
        ("<rect width=220 height=24 fill='#036'/><text y=18 fill='#fff'>{}</text>", True),
        ("<text x=300 y=18>{}</text>", False),
    ],
)
def test_words_of_a_drawing_are_seen_by_their_fill(
    page: Page, drawing: str, *, is_seen: bool
) -> None:
    link = SVG.format(drawing.format(WORDS[1])).replace("<a ", "<a style='color: #fff' ")
    page.set_content(with_second(link))

    assert (WORDS[1] in read_links(page)) is is_seen


PANES = {
    "a clear picture": (f'<img src="{CLEAR}" style="{{}}">', True),
    "a picture": (f'<img src="{PICTURE}" style="{{}}">', False),
    "an empty canvas": ('<canvas style="{}"></canvas>', True),
    "a clear drawing": ('<svg style="{}"><circle r="2" fill="red"/></svg>', True),
    "a drawing": ('<svg style="{}"><rect width="999" height="99" fill="red"/></svg>', False),
    "a shine": ('<i style="{}; background: linear-gradient(transparent, #0001)"></i>', True),
    "a gradient": ('<i style="{}; background: linear-gradient(#fff, #eee)"></i>', False),
    "what blurs": ('<i style="{}; backdrop-filter: blur(12px)"></i>', False),
}


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize(("pane", "is_seen"), PANES.values(), ids=PANES)
def test_what_lies_over_words_hides_them_unless_it_is_clear(
    page: Page, pane: str, *, is_seen: bool
) -> None:
    over = pane.format("position: absolute; inset: 0; width: 100%; height: 100%")
    page.set_content(
        with_second(
            f"<div style='position: relative; width: 250px'><a href=/1>{WORDS[1]}</a>{over}</div>"
        )
    )
    page.wait_for_function("[...document.images].every((each) => each.complete)")

    assert (WORDS[1] in read_links(page)) is is_seen


FACES = {
    "transparent": "color: transparent",
    "white on white": "color: #fff; background: #fff",
    "without a size": "font-size: 0",
    "indented": "text-indent: -9999px",
}


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize("style", FACES.values(), ids=FACES)
def test_a_button_that_shows_no_words_has_none(page: Page, style: str) -> None:
    page.set_content(f"<form><input type=submit value=Login style='{style}'><input type=reset>")

    assert reader.read(page, "page").buttons == ("", "Reset")


@pytest.mark.one_engine
@pytest.mark.parametrize(("capitals", "is_whole"), [("none", True), ("uppercase", False)])
def test_of_a_button_that_is_too_narrow_is_read_what_fits_as_it_is_drawn(
    page: Page, capitals: str, *, is_whole: bool
) -> None:
    style = f"font: 16px sans-serif; width: 60px; padding: 0; text-transform: {capitals}"
    page.set_content(f"<form><input type=submit value=llllllllll style='{style}'>")

    (words,) = reader.read(page, "page").buttons

    assert (words == "llllllllll") is is_whole


@pytest.mark.one_engine
def test_a_button_behind_a_pane_shows_no_words(page: Page) -> None:
    page.set_content(
        "<form><span style='position: relative'><input type=submit value=Login>"
        "<i style='position: absolute; inset: 0; background: #fff'></i></span>"
    )

    assert reader.read(page, "page").buttons == ("",)


UNSEEN_BESIDE = {
    "for those who do not see": "content: '\\f101' / 'elsewhere'",
    "off the page": "content: ' elsewhere'; position: absolute; left: -9999px",
    "of one pixel": "content: ' elsewhere'; position: absolute; width: 1px; height: 1px;"
    " overflow: hidden",
    "clipped": "content: ' elsewhere'; position: absolute; clip-path: inset(50%)",
    "indented": "content: 'elsewhere'; display: inline-block; width: 9px; overflow: hidden;"
    " text-indent: -999px",
    "shrunk": "content: ' elsewhere'; display: inline-block; transform: scale(0)",
}


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize("style", UNSEEN_BESIDE.values(), ids=UNSEEN_BESIDE)
def test_words_of_a_style_sheet_that_nobody_sees_are_none(page: Page, style: str) -> None:
    page.set_content(f"<style>p::after {{ {style} }}</style><p>submit</p>")

    assert reader.read(page, "page").lines == (STYLED["hidden"][1],)


def test_words_of_an_attribute_that_a_style_sheet_writes_are_words(page: Page) -> None:
    rule = "p::before { content: attr(data-said) ' ' }"
    page.set_content(f"<style>{rule}</style><p data-said='Do not'>submit</p>")

    assert reader.read(page, "page").lines == ("Do not submit",)


@pytest.mark.one_engine
@pytest.mark.parametrize("sign", ["•", "·", "⟶", "⧉", "\U0001f1fa\U0001f1f8"])
def test_a_sign_beside_a_label_is_no_part_of_it(page: Page, sign: str) -> None:
    page.set_content(f"<button>{sign} Login</button><button>Login {sign}</button>")

    assert reader.read(page, "page").buttons == ("Login", "Login")


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize(
    ("link", "is_seen"),
    [
        ("<a href=/1 style='font-family: Signs'>{}</a>", False),
        ("<a href=/1 style='font-family: Missing, serif'>{}</a>", True),
        ("<a href=/1><i style='font-family: Signs'>home</i> {}</a>", True),
        ("<a href=/1>{} <i style='font-family: Signs'>open_in_new</i></a>", True),
    ],
    ids=["of signs", "that is not there", "a sign before", "a sign behind"],
)
def test_words_in_a_font_that_draws_signs_are_not_there(
    page: Page, link: str, *, is_seen: bool
) -> None:
    face = f"font-family: Signs; src: url(data:font/ttf;base64,{_SIGNS})"
    page.set_content(GROUND.format(f"@font-face {{ {face} }}") + with_second(link.format(WORDS[1])))
    page.evaluate("document.fonts.ready.then(() => 0)")

    assert (WORDS[1] in read_links(page)) is is_seen


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("rules", "is_due"),
    [
        ("@keyframes go { to { opacity: 0 } } p { animation: go 0s 1.5s forwards }", True),
        ("@keyframes go { to { rotate: 1turn } } p { animation: go 1s infinite }", False),
        ("@keyframes go { to { opacity: 0 } } p { animation: go 9s }", False),
    ],
    ids=["ends soon", "never ends", "ends late"],
)
def test_an_animation_that_ends_soon_is_waited_for(page: Page, rules: str, *, is_due: bool) -> None:
    page.set_content(f"<style>{rules}</style><p>submit</p>")

    assert (reader.read(page, "page").due > 0) is is_due


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize(
    ("style", "second", "line"),
    [
        ("display: inline-flex; flex-direction: row-reverse", "", "twice Submit"),
        ("display: inline-flex", "order: -1", "twice Submit"),
        ("display: inline-grid", "order: -1", "twice Submit"),
        ("display: inline-flex", "", "Submit twice"),
        ("", "margin-left: .3em", "Submit twice"),
        ("", "padding-left: 5px", "Submit twice"),
        ("", "margin-left: 1px", "Submittwice"),
    ],
)
def test_words_are_read_in_the_order_and_as_far_apart_as_they_are_drawn(
    page: Page, style: str, second: str, line: str
) -> None:
    page.set_content(
        f"<a style='{style}'><span>Submit</span><span style='{second}'>twice</span></a>"
    )

    assert " ".join(reader.read(page, "page").lines) == line


@pytest.mark.one_engine
def test_what_is_there_instead_of_an_object_is_read(page: Page) -> None:
    page.set_content("<object data=/gone type=application/x-gone><p>No plug-in</p></object>")

    assert reader.read(page, "page").lines == ("No plug-in",)

"""What no style says is seen in a picture of the page: words under a mask, a filter, or a pane."""

import pytest
from playwright.sync_api import Page

from e2e.parts.pages.test_seen import WORDS, quick_links, read_links
from pages.reading import reader

_DRAWINGS = """<svg width=0 height=0 style="position: absolute"><defs>
<clipPath id=none></clipPath>
<clipPath id=all clipPathUnits=objectBoundingBox><rect width=1 height=1 /></clipPath>
<mask id=away></mask><filter id=white><feFlood flood-color=white /></filter>
<filter id=same><feOffset dx=0 /></filter></defs></svg>"""
GROUND = "<style>body { background: #fff }</style>"
_FULL = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='400' height='99'%3E"
    "%3Crect width='400' height='99'/%3E%3C/svg%3E"
)
_CLEAR = _FULL.replace("%3Crect width='400' height='99'/%3E", "")
GONE = {
    "a clear mask": f'mask-image: url("{_CLEAR}")',
    "a mask of no size": f'mask: url("{_FULL}") 0 0 / 0 0 no-repeat',
    "masks that exclude each other": "mask-composite: exclude;"
    f' mask: url("{_FULL}") exclude, url("{_FULL}")',
    "a mask of the page": "mask: url(#away)",
    "a clip of the page": "clip-path: url(#none)",
    "a clip of one pixel": "clip-path: xywh(0 0 1px 1px)",
    "a filter of the page": "filter: url(#white)",
    "a filter that turns black to white": "color: #000; filter: invert(1)",
    "blended to white": "color: #036; mix-blend-mode: color-dodge",
    "under a line as white as the ground": "-webkit-text-stroke: 9px #fff",
    "black on a black picture": f'color: #000; background: url("{_FULL}")',
}
THERE = {
    "a full mask": f'mask-image: url("{_FULL}")',
    "a mask that thins out": "mask-image: linear-gradient(90deg, #000 60%, transparent)",
    "a clip as large as itself": "clip-path: url(#all)",
    "a filter that changes nothing": "filter: url(#same)",
    "a shadow": "filter: drop-shadow(1px 1px 1px #999)",
    "without colors": "filter: grayscale(1)",
    "a thin line": "-webkit-text-stroke: .3px #036",
    "white on a black picture": f'color: #fff; background: url("{_FULL}")',
    "turned a little": "transform: perspective(400px) rotateY(20deg)",
}


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize("style", GONE.values(), ids=GONE)
def test_words_that_a_picture_does_not_show_are_not_there(page: Page, style: str) -> None:
    page.set_content(
        GROUND + _DRAWINGS + quick_links(f"style='display: inline-block; {_quoted(style)}'")
    )

    assert read_links(page) == (WORDS[0], WORDS[2])


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize("style", THERE.values(), ids=THERE)
def test_words_that_a_picture_shows_are_there(page: Page, style: str) -> None:
    page.set_content(
        GROUND + _DRAWINGS + quick_links(f"style='display: inline-block; {_quoted(style)}'")
    )

    assert read_links(page) == WORDS


def _quoted(style: str) -> str:
    return style.replace("'", "&apos;")


_OVER = "position: absolute; left: 0; top: 0; width: 300px; height: 30px"
PANES = {
    "a thick border": ("width: 0; height: 0; border: 15px solid #fff; border-left-width: 300px", 1),
    "a layer that is half clear": (f"{_OVER}; background: rgba(255, 255, 255, .5)", 0),
    "layers that are half clear": (f"{_OVER}; background: rgba(255, 255, 255, .8)", 4),
    "an outline": ("left: 9px; top: 9px; width: 1px; height: 1px; outline: 300px solid #fff", 1),
    "a shadow": ("left: 9px; top: 9px; width: 1px; height: 1px; box-shadow: 0 0 0 300px #fff", 1),
    "a shadow inside": (f"{_OVER}; box-shadow: inset 0 0 0 99px #fff", 1),
    "a shadow below": (f"{_OVER}; left: 310px; box-shadow: 0 2px 9px #999", 0),
    "a frame around": (f"{_OVER}; border: 2px solid red", 0),
    "what takes all contrast": (f"{_OVER}; backdrop-filter: contrast(0)", 1),
    "letters that are blocks": ("font: 30px/1 monospace; color: #fff", 1),
}


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize("clicks", ["auto", "none"])
@pytest.mark.parametrize(("style", "how_many"), PANES.values(), ids=PANES)
def test_words_under_a_pane_are_there_as_far_as_a_picture_shows_them(
    page: Page, style: str, how_many: int, clicks: str
) -> None:
    said = "█" * 20 if "monospace" in style else ""
    place = f"position: absolute; left: 0; top: 0; {style}; pointer-events: {clicks}"
    pane = f"<i style='{place}'>{said}</i>"
    items = quick_links().replace(f"{WORDS[1]}</a>", f"{WORDS[1]}</a>{pane * max(how_many, 1)}")
    page.set_content(f"<style>li {{ position: relative; line-height: 30px }}</style>{items}")

    assert (WORDS[1] in read_links(page)) is (how_many == 0)


@pytest.mark.one_engine
def test_a_pane_of_a_style_sheet_that_takes_all_contrast_hides_words(page: Page) -> None:
    rules = (
        "li { position: relative } li:nth-child(2)::after { content: '';"
        " position: absolute; inset: 0; backdrop-filter: contrast(0) }"
    )
    page.set_content(f"<style>{rules}</style>{quick_links()}")

    assert read_links(page) == (WORDS[0], WORDS[2])


@pytest.mark.one_engine
def test_of_a_line_only_those_words_are_gone_that_a_picture_does_not_show(page: Page) -> None:
    mask = "linear-gradient(90deg, transparent 90px, #000 90px)"
    page.set_content(
        f"<p style='mask-image: {mask}; font: 20px monospace'>Not for everybody here</p>"
    )

    assert reader.read(page, "page").lines == ("everybody here",)


@pytest.mark.one_engine
def test_a_page_without_such_styles_is_not_looked_at_in_a_picture(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures: list[str] = []
    monkeypatch.setattr(Page, "screenshot", lambda *_, **__: pictures.append("taken"))
    card = "box-shadow: 0 1px 3px #999; border: 1px solid; border-radius: 4px; position: relative"
    page.set_content(f"<div style='{card}'>{quick_links()}</div><p>Below the card</p>")

    read_links(page)

    assert pictures == []


APART = {
    "a first letter": ("p::first-letter { color: transparent }", "o not submit. It is for good."),
    "a first letter of no size": (
        "p::first-letter { font-size: 0 }",
        "o not submit. It is for good.",
    ),
    "a first line": ("p { width: 8em } p::first-line { color: #fff }", "submit. It is for good."),
    "a large first letter": ("p::first-letter { font-size: 3em; color: red }", None),
}
SENTENCE = "Do not submit. It is for good."


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize(("rules", "left"), APART.values(), ids=APART)
def test_the_beginning_of_a_text_may_be_drawn_in_a_way_of_its_own(
    page: Page, rules: str, left: str | None
) -> None:
    page.set_content(f"<style>p {{ font: 16px monospace }} {rules}</style><p>{SENTENCE}</p>")

    assert " ".join(reader.read(page, "page").lines) == (left or SENTENCE)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("rule", "is_there"),
    [("color: #fff", False), ("color: #000; background: #000", False), ("background: #ff0", True)],
)
def test_words_that_are_highlighted_in_the_color_of_their_ground_are_gone(
    page: Page, rule: str, *, is_there: bool
) -> None:
    page.set_content(f"<style>::highlight(it) {{ {rule} }}</style><p>Do not <b>submit</b></p>")
    page.evaluate(
        "const range = new Range(); range.selectNodeContents(document.querySelector('b'));"
        " CSS.highlights.set('it', new Highlight(range));"
    )

    assert reader.read(page, "page").lines == ("Do not submit" if is_there else "Do not",)


TURNED = {
    "mirrored": ("transform: scaleX(-1)", False),
    "mirrored by a scale": ("scale: -1 1", False),
    "upside down": ("transform: rotate(180deg)", False),
    "turned a little": ("transform: rotate(-4deg)", True),
    "up the page": ("writing-mode: vertical-rl; transform: rotate(180deg)", True),
}


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize(("style", "is_there"), TURNED.values(), ids=TURNED)
def test_words_that_are_mirrored_or_upside_down_are_not_read(
    page: Page, style: str, *, is_there: bool
) -> None:
    page.set_content(quick_links(f"style='display: inline-block; {style}'"))

    assert (WORDS[1] in read_links(page)) is is_there


@pytest.mark.one_engine
def test_what_is_mirrored_twice_is_as_it_was(page: Page) -> None:
    around = "<div style='transform: scaleX(-1)'><div style='transform: scaleX(-1)'>{}</div></div>"
    page.set_content(quick_links(around=around))

    assert read_links(page) == WORDS

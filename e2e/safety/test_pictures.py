"""The picture of the names and the warning: what is not drawn there is not submitted."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from e2e.courts import everyday
from e2e.courts.hostile import HostileCourt, Trick, hostile_court
from e2e.courts.independent import QUESTION, WARNING
from e2e.courts.name_tricks import RIGHT, trick_of
from e2e.safety.kinds import kinds_first
from e2e.safety.linking_walk import walk_at
from e2e.walks.live import place
from e2e.walks.run import impatient, run
from pages.screen import Screen
from walk.follow.submit.pressed_as_read import PressedAsRead
from walk.safety.names.drawn_page import Box
from walk.safety.names.frozen_page import FrozenPage
from walk.safety.names.glyphs import reader
from walk.safety.names.names_at_click import Refused
from walk.safety.names.picture import Picture
from walk.safety.names.witness import Witness, passages_of

pytestmark = [
    pytest.mark.one_engine,
    pytest.mark.browser,
    pytest.mark.only_browser("chromium"),
]

NAMES: Mapping[str, str] = {"CM/ECF": "ggrimm Greta Grimm", "PACER": "Greta Grimm"}
_FONT = Path(everyday.__file__).parent / "skins" / "other-letters.ttf"
_OTHER = b64encode(_FONT.read_bytes()).decode()
_OVER = "position: absolute; left: 0; top: 0; width: 900px; height: 400px; pointer-events: none"
_BY_HIGHLIGHT = (
    "<script>for (const each of [c, p]) { const range = new Range(); range.selectNodeContents(each);"
    " CSS.highlights.set(each.id, new Highlight(range)); }</script>"
)


def _styled(style: str) -> str:
    return f"<style>{style}</style>"


UNDRAWN: Mapping[str, str] = {
    name: _styled(markup) if "<" not in markup else markup
    for name, markup in {
        # The names
        "in the color of a picture": "body { background: linear-gradient(#069, #069) } b { color: #069 }",
        "in the color of a striped picture": "#names { background:"
        " repeating-linear-gradient(45deg, #333 0 2px, #fff 2px 4px) }",
        "by a highlight": f"{_BY_HIGHLIGHT}{_styled('::highlight(c), ::highlight(p) { color: white }')}",
        "selected": "<script>getSelection().selectAllChildren(names)</script>"
        f"{_styled('::selection { color: #fff; background: #fff }')}",
        "by their first line": "#names p::first-line { color: #fff } b { color: inherit }",
        "in a font of other letters": f"@font-face {{ font-family: Own; src: url(data:font/ttf;base64,{_OTHER}) }}"
        " b { font-family: Own }",
        "some letters in a font of others": f"@font-face {{ font-family: Own; src: url(data:font/ttf;base64,{_OTHER});"
        " unicode-range: U+47, U+72 } b { font-family: Own, serif }",
        "in a font without size": "@font-face { font-family: Own; src: local('Liberation Sans'),"
        " local('DejaVu Sans'); size-adjust: 1% } b { font-family: Own }",
        "too small": "b { font-size: 4px }",
        "zoomed away": "b { zoom: 0.05 }",
        "filled with white": "b { -webkit-text-fill-color: #fff }",
        "filled with nothing": "b { -webkit-text-fill-color: transparent }",
        "next to white": "b { color: #f0f0f0 }",
        "gray on gray": "b { color: #707070; background: #808080 }",
        "next to black": "body { background: #000; color: #fff } b { color: #1a1a1a }",
        "next to white with a black line": "b { color: #eee; text-decoration: underline 2px #000 }",
        "in a color of the system": ":root { color-scheme: dark; background: Canvas } b { color: Canvas }",
        "as only a shadow far away": "b { color: transparent; text-shadow: 0 300px #000 }",
        "under a shadow of their own box": "b { color: #fff; box-shadow: inset 0 0 0 99px #fff }",
        "under a thick line": "b { text-decoration: line-through 20px #000 }",
        "under a thick white line": "b { text-decoration: line-through 30px #fff }",
        "as marks of emphasis": "b { color: transparent; text-emphasis: 'X' #000 }",
        "black but on paper": "@media screen { b { color: #fff } }",
        "cut": "b { display: inline-block; clip-path: inset(0 0 60% 0) }",
        "masked with all around": "#names { mask-image: linear-gradient(transparent, transparent) }",
        "filtered with all around": "main { filter: opacity(0) }",
        "blurred with all around": "main { filter: blur(4px) }",
        "blended into the ground": "b { color: #000; mix-blend-mode: lighten } body { background: #fff }",
        "shrunk to a dot": "b { display: inline-block; transform: scale(0.01) }",
        "turned": "b { display: inline-block; rotate: 180deg }",
        "mirrored": "b { display: inline-block; transform: scaleX(-1) }",
        "letters on each other": "b { letter-spacing: -4px }",
        "under a drawing": f"<svg style='{_OVER}'><rect width=900 height=400 fill=white />"
        "<text x=60 y=90>janeroe01 Jane Roe</text></svg>",
        "under a canvas": f"<canvas id=s width=900 height=400 style='{_OVER}'></canvas><script>"
        "const pen = s.getContext('2d'); pen.fillStyle = '#fff'; pen.fillRect(0, 0, 900, 400);"
        " pen.fillStyle = '#000'; pen.fillText('Jane Roe', 60, 90)</script>",
        "under what blurs": f"<i style='{_OVER}; backdrop-filter: blur(9px)'></i>",
        "under what turns all white": f"<i style='{_OVER}; backdrop-filter: brightness(0) invert(1)'></i>",
        # The warning
        "a white warning": "#w { color: #fff }",
        "a warning behind the page": "#w { position: relative; z-index: -1 } main { background: #fff }",
        "a blurred warning": "#w { filter: blur(6px) }",
        "another warning": "#w { font-size: 0 } #w::after { content: 'Nothing is linked.'; font-size: 16px }",
        "half a warning": "#w { height: 1em; overflow: hidden; width: 300px }",
    }.items()
}
"""What hides the names or the warning, or draws others, and leaves their text as it is."""
KINDS_OF_UNDRAWN = (
    # Not drawn at all, though no style of their own says so
    *("by a highlight", "under what turns all white"),
    # Other letters
    "in a font of other letters",
    # Too faint for a person
    *("next to white", "next to white with a black line"),
    # Drawn, and not to be read
    *("under a thick line", "blurred with all around", "letters on each other"),
    # The warning
    *("a warning behind the page", "another warning"),
)
"""One or two of each kind; in pixels, names that are not drawn are alike, whatever hides them."""

UNDER_THE_MOUSE: Mapping[str, str] = {
    "white names": _styled("body:has(button:hover) b { color: #fff }"),
    "white names while it is down": _styled("body:has(button:active) b { color: #fff }"),
    "white names by a highlight": f"{_BY_HIGHLIGHT}"
    f"{_styled('body:has(button:hover) b::highlight(c) { color: #fff }')}",
    "no warning": _styled("body:has(button:hover) #w { opacity: 0 }"),
    "names that slowly turn white": _styled(
        "b { transition: color 900s } body:has(button:hover) b { color: #fff }"
    ),
    "names that turn white later": _styled(
        "b { transition: color 1s 900s } body:has(button:hover) b { color: #fff }"
    ),
}
"""What a style does as soon as the mouse is over Submit."""
KINDS_UNDER_THE_MOUSE = (*("white names while it is down", "names that turn white later"),)

READABLE: Mapping[str, str] = {
    name: _styled(style)
    for name, style in {
        "plain": "",
        "filled with a gradient": "b { background: linear-gradient(90deg, #06c, #c06);"
        " background-clip: text; color: transparent }",
        "with a shadow": "b { text-shadow: 1px 1px 2px #999 }",
        "light on dark": "body { background: #012; color: #eee }",
        "in capitals": "b { text-transform: uppercase }",
        "in small capitals": "b { font-variant: small-caps }",
        "with dots below": "b { text-decoration: underline dotted }",
        "zoomed": "body { zoom: 1.5 }",
        "small and gray": "body { font: 11px sans-serif; color: #767676 }",
        "on a colored ground": "b { background: #b50909; color: #fff }",
        "slanted, in letters of one width": "b { font: italic 13px monospace }",
        "letters apart, in a narrow page": "main { width: 420px; text-align: center } b { letter-spacing: 1px }",
        "each letter in a part of its own": "<script>for (const name of [c, p]) name.innerHTML ="
        " [...name.textContent].map((each) => `<span>${each}</span>`).join('')</script>",
        "after the page faded in": "@keyframes in { from { opacity: 0 } } main { animation: in 1ms }",
        "far above the button": "#w { margin-bottom: 2000px }",
        "beside what moves": "@keyframes on { to { color: red } } h1 { animation: on 9s infinite }",
    }.items()
}
"""What is unusual, and yet anybody can read it."""
KINDS_OF_READABLE = (*("small and gray", "beside what moves"),)


class Allowed(Exception):
    """The request was about to be let through."""


def shown(page: Page, markup: str) -> Page:
    """Show a verification page with this besides, and the mouse far from its button."""
    page.mouse.move(0, 0)
    page.goto("about:blank")
    right = RIGHT.replace("LOGIN", "ggrimm").replace("NAME", "Greta Grimm").split("<br>")
    page.set_content(
        f"<!doctype html><main><h1>Link</h1><p>{QUESTION}</p><div id=names><p>{'<p>'.join(right)}"
        f"</div><p id=w>{WARNING}</p><form method=post action=/link><button>Submit</button></form>"
        f"{markup}</main>"
    )
    # Until what is drawn is drawn.
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    return page


def look_at_picture(page: Page) -> None:
    """Look only at the picture, and not at how else the page draws its names."""
    witness = Witness(reader(), NAMES, (QUESTION, WARNING))
    with FrozenPage(page, lambda pages: pages[0]) as frozen:
        drawn = frozen.look()
        block = [each for pair in NAMES.items() for each in passages_of(drawn, " ".join(pair))[-1]]
        boxes = [each.box for each in witness.pieces(drawn, block)]
        frozen.show_all(drawn, boxes)
        witness.check(frozen.take_picture(boxes), drawn, block)


def press(page: Page) -> None:
    """Look, and press Submit, as a walk does; `Allowed` if that would link."""

    def allow(_: object) -> None:
        raise Allowed

    witness = Witness(reader(), NAMES, (QUESTION, WARNING))
    pressing = PressedAsRead(page, NAMES, witness, allow)
    pressing.look()
    pressing.press("Submit")


@pytest.mark.sample(len(KINDS_OF_UNDRAWN))
@pytest.mark.parametrize("drawn", kinds_first(UNDRAWN, KINDS_OF_UNDRAWN))
def test_what_is_not_in_the_picture_is_refused(lasting: Page, drawn: str) -> None:
    page = shown(lasting, UNDRAWN[drawn])

    with pytest.raises(Refused, match="not in its picture"):
        look_at_picture(page)


def test_what_is_in_a_single_color_is_not_read_at_any_scale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(*_: object) -> str:
        pytest.fail("A line of a single color was read.")

    monkeypatch.setattr(reader(), "_reading", read)
    png = BytesIO()
    Image.new("RGB", (300, 30), "#069").save(png, "PNG")

    picture = Picture(png.getvalue(), Box(0, 0, 300, 30))

    assert [*reader().read(picture, Box(10, 5, 200, 25))] == []


@pytest.mark.sample(len(KINDS_UNDER_THE_MOUSE))
@pytest.mark.parametrize("swapped", kinds_first(UNDER_THE_MOUSE, KINDS_UNDER_THE_MOUSE))
def test_what_changes_under_the_mouse_is_refused(lasting: Page, swapped: str) -> None:
    page = shown(lasting, UNDER_THE_MOUSE[swapped])
    look_at_picture(page)

    with pytest.raises(Refused):
        press(page)


@pytest.mark.sample(len(KINDS_OF_READABLE))
@pytest.mark.parametrize("drawn", kinds_first(READABLE, KINDS_OF_READABLE))
def test_what_anybody_can_read_is_submitted(lasting: Page, drawn: str) -> None:
    page = shown(lasting, READABLE[drawn])

    with pytest.raises(Allowed):
        press(page)


@pytest.fixture
def court() -> Iterator[HostileCourt]:
    """A court that plays a trick."""
    with hostile_court() as court:
        yield court


@pytest.mark.nightly(
    "above: what is not in the picture is refused; below: a walk that submits no such page"
)
@pytest.mark.walk
@pytest.mark.parametrize("hidden", ["by a highlight", "a white warning"])
@pytest.mark.parametrize("is_locked", [True, False])
def test_a_walk_submits_no_page_whose_names_or_warning_only_the_browser_reads(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    court: HostileCourt,
    hidden: str,
    *,
    is_locked: bool,
) -> None:
    looked_for: list[str] = []

    def check(witness: Witness, *given: Any) -> None:  # noqa: ANN401 as the method has them
        looked_for.extend(witness._warnings)
        if is_locked:
            check_picture(witness, *given)

    check_picture = Witness.check
    monkeypatch.setattr(Witness, "check", check)
    # The warning has no name of its own there.
    markup = UNDRAWN[hidden].replace("#w", "p:nth-of-type(3)")
    court.plays(trick_of(f"{RIGHT}{markup}"))

    ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    assert len(court.links) == (not is_locked)
    assert WARNING in looked_for
    if is_locked:
        (stopped,) = (step for step in ran.result["steps"] if step["verdict"] == "drifted")
        assert stopped["number"] == 11
        assert (ran.status, stopped["cause"]) == (1, None)
        # What the reading misses too is told once.
        found = [(drift["what"], drift["documented"]) for drift in stopped["drifts"]]
        is_warning = hidden == "a white warning"
        assert found.count(("text", WARNING) if is_warning else ("names", "the names")) == 1
        assert stopped["reason"].startswith("This page was not submitted. ")
        assert "in the page but not in its picture" in stopped["reason"]


@pytest.mark.walk
@pytest.mark.sample(1)
@pytest.mark.parametrize("is_locked", [True, False])
def test_a_walk_submits_no_page_whose_script_draws_other_names_under_the_mouse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, court: HostileCourt, *, is_locked: bool
) -> None:
    if not is_locked:
        monkeypatch.setattr(Screen, "hover", lambda *_: None)
    swap = "document.body.innerHTML = document.body.innerHTML.replaceAll('Greta Grimm', 'Jane Roe')"
    listens = f"document.querySelector('[type=submit], button').onmouseover = () => {{ {swap} }}"
    court.plays(
        trick_of(f"{RIGHT}<script>addEventListener('load', () => {{ {listens} }})</script>")
    )

    ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    assert len(court.links) == (not is_locked)
    if is_locked:
        (stopped,) = (step for step in ran.result["steps"] if step["verdict"] == "drifted")
        assert stopped["number"] == 12


@pytest.mark.walk
@pytest.mark.nightly("test_a_form_that_was_read_is_sent_by_itself_to_the_last_field")
@pytest.mark.parametrize("sends", [True, False])
def test_an_element_of_the_pages_own_may_be_in_the_form_and_sends_nothing(
    tmp_path: Path, court: HostileCourt, *, sends: bool
) -> None:
    element = (
        "class extends HTMLElement { static formAssociated = true;"
        " constructor() { super(); this.attachInternals().setFormValue('somebody else'); } }"
        if sends
        else "class extends HTMLElement {}"
    )
    court.plays(
        Trick(
            verification_form="<form method='post' action='/link'><x-more name='login'></x-more>"
            f"<script>customElements.define('x-more', {element})</script>"
        )
    )

    walk_at(court, tmp_path, "--permit-link", court.permit)

    assert len(court.links) == (not sends)


@pytest.mark.walk
@pytest.mark.parametrize("command", ["follow", "plan"])
def test_without_the_extra_no_permitted_walk_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, court: HostileCourt, command: str
) -> None:
    monkeypatch.setattr("walk.safety.names.glyphs.find_spec", lambda _: None)
    config = impatient(tmp_path, {"near": place(court)})
    here = ("--config", config, "--environment", "near", "--permit-link", court.permit)

    ran = run(command, *here)

    assert ran.status == 2
    assert "run `make setup-live`" in ran.error
    assert court.asked == []

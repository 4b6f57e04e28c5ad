"""What is read and used is what one sees, in shadow roots and frames too."""

import pytest
from playwright.sync_api import Page

from e2e.waiting import wait_until
from pages.menus import MenuBar
from pages.reading import reader
from pages.reading.reader import ScreenHints
from pages.screen import tick
from pages.sign_on import SignOn
from pages.website import CourtWebsite

WORDS = ("Case Locator (PACER)", "E-Filing (CM/ECF)", "E-Filing Proof of Claim")
HINTS = ScreenHints(controls=WORDS)
BAR = ("Query", "Reports", "Utilities", "Log Out")
PICTURE = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='400' height='99'>"
    "<rect width='400' height='99' fill='navy'/></svg>"
)


def quick_links(style: str = "", around: str = "{}") -> str:
    """Return a list of quick links whose second one has a style."""
    items = [
        f"<li><a href='/{at}' {style if at == 1 else ''}>{words}</a></li>"
        for at, words in enumerate(WORDS)
    ]
    return "<main>" + around.format(f"<ul class='welcome-links'>{''.join(items)}</ul>") + "</main>"


def read_links(page: Page) -> tuple[str, ...]:
    return reader.read(page, "quick links", HINTS).links


UNSEEN = {
    "transparent": "opacity: 0",
    "white on white": "color: #fff",
    "cut to a pixel": "display: inline-block; width: 1px; height: 1px; overflow: hidden",
    "off the page": "position: absolute; left: -9999px",
    "clipped by a path": "display: block; clip-path: inset(100%)",
    "nearly transparent": "opacity: .02",
    "transparent by a filter": "filter: opacity(0)",
    "nearly white on white": "color: rgb(252, 252, 252)",
    "nearly in the color of its ground": "color: #fefefe; background: #f8f8ff",
    "nearly black on black": "color: #0a0a0a; background: #000",
    "of no color": "color: transparent",
    "white in another notation": "color: oklch(1 0 0)",
    "in the color of its gradient": "color: white; background: linear-gradient(#fff, #fefefe)",
    "of no fill": "-webkit-text-fill-color: transparent",
    "without a size": "font-size: 0",
    "cut to no height": "display: block; height: 0; overflow: hidden",
    "indented out of its box": "display: block; overflow: hidden; text-indent: -999em",
    "far to the right": "position: absolute; left: 9000px",
    "above the page": "position: absolute; top: -500px",
    "clipped": "position: absolute; clip: rect(0 0 0 0)",
    "clipped at one side": "display: block; clip-path: inset(0 100% 0 0)",
    "clipped above and below": "display: block; clip-path: inset(60% 0 40%)",
    "clipped to a point": "display: block; clip-path: circle(0 at 50% 50%)",
    "clipped to a line": "display: block; clip-path: polygon(0 0, 100% 0, 100% 0)",
    "clipped to a corner": "display: block; clip-path: polygon(0 0, 20% 0, 0 100%)",
    "made tiny": "display: inline-block; transform: scale(0)",
    "not visible": "visibility: hidden",
    "turned away": "display: inline-block; backface-visibility: hidden; transform: rotateY(180deg)",
    "clear with a shadow like its ground": "color: transparent; text-shadow: 0 0 1px #fff",
    "clear with a shadow far away": "color: transparent; text-shadow: 600px 0 1px black",
    "masked away": "mask-image: linear-gradient(transparent, transparent)",
    "blurred": "filter: blur(9px)",
    "of no contrast": "filter: contrast(0)",
    "blackened": "background: #eee; filter: brightness(0)",
    "in dots": "-webkit-text-security: disc",
    "skipped": "display: block; content-visibility: hidden",
    "of letters upon each other": "letter-spacing: -1em",
}
"""A style of a link by which nobody can read it."""
OF_CHROMIUM = {"in dots", "skipped", "of letters upon each other"}
"""Firefox has no dots for text, and sets letters beside each other whatever the style."""


@pytest.mark.sample(firefox=5)
@pytest.mark.parametrize(
    "style",
    [
        pytest.param(style, id=name, marks=pytest.mark.one_engine if name in OF_CHROMIUM else [])
        for name, style in UNSEEN.items()
    ],
)
def test_a_link_that_nobody_sees_is_not_there(page: Page, style: str) -> None:
    page.set_content(quick_links(f"style='{style}'"))

    assert read_links(page) == (WORDS[0], WORDS[2])


SEEN = {
    "faint": "opacity: .6",
    # What has no box of its own is not made clear either.
    "of no box": "display: contents; opacity: 0",
    "round at its corners": "display: inline-block; clip-path: inset(0 round 95%)",
    "gray": "color: #aaa",
    "red on green of the same light": "color: #c00; background: #007a00",
    "white on its own color": "color: #fff; background: navy",
    "white on a picture": f'color: #fff; background: url("{PICTURE}")',
    "clear with a shadow": "color: transparent; text-shadow: 0 0 1px black",
    "clear with an outline": "color: transparent; -webkit-text-stroke: 1px black",
    "turned a bit": "display: inline-block; backface-visibility: hidden; transform: rotate(2deg)",
    "filled by its background": "background: linear-gradient(red, navy); color: transparent; "
    "-webkit-background-clip: text; background-clip: text",
    "clipped at its corners": "display: block;"
    " clip-path: polygon(0 5px, 5px 0, 100% 0, 100% 100%, 0 100%)",
    "in an oval": "display: inline-block; padding: 9px; clip-path: ellipse(50% 50%)",
    "lifted": "position: relative; left: 9px",
    "small": "font-size: 8px",
    "soft": "filter: blur(.5px)",
    "fading out": "mask-image: linear-gradient(to right, black, transparent)",
    "dense": "letter-spacing: -.05em",
}


@pytest.mark.sample(12)
@pytest.mark.parametrize("style", SEEN.values(), ids=SEEN)
@pytest.mark.one_engine
def test_a_link_that_is_drawn_in_an_unusual_way_is_there(page: Page, style: str) -> None:
    page.set_content(quick_links(f"""style='{style.replace("'", "&apos;")}'"""))
    if "contents" in style:
        # A link without a box of its own takes no clicks in any engine; its words still show.
        assert WORDS[1] in reader.read(page, "page").lines
    else:
        assert read_links(page) == WORDS


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize(
    "around",
    [
        "<details><summary>More</summary>{}</details>",
        "<div style='height: 0; overflow: hidden'>{}</div>",
        "<div style='opacity: 0'>{}</div>",
        "<div style='opacity: .25'><div style='opacity: .3'>{}</div></div>",
        "<div style='position: absolute; left: -999em'>{}</div>",
    ],
)
def test_what_is_folded_away_is_not_there(page: Page, around: str) -> None:
    page.set_content(quick_links(around=around))

    assert read_links(page) == ()


NARROW = "display: block; width: 5em; font: 16px monospace; white-space: nowrap;"


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("style", "left"),
    [
        (f"{NARROW} overflow: hidden", 8),
        (f"{NARROW} overflow: hidden; text-overflow: ellipsis", 8),
        (f"{NARROW} overflow: clip", 8),
        (f"{NARROW} white-space: normal; height: 1.2em; overflow: hidden", 8),
        # What scrolls can be scrolled to, and what runs over is drawn.
        (f"{NARROW} overflow: auto", 99),
        (f"{NARROW} overflow: visible", 99),
    ],
)
def test_of_a_label_that_is_cut_off_what_is_left_is_read(page: Page, style: str, left: int) -> None:
    page.set_content(quick_links(f"style='{style}'"))

    first, label, last = read_links(page)

    assert (first, last) == (WORDS[0], WORDS[2])
    assert (WORDS[1].startswith(label), label == WORDS[1]) == (True, left > len(WORDS[1]))
    assert len(label) in (left, left - 1, len(WORDS[1]))


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("side", "style", "label"),
    [
        ("left", "width: 5ch", WORDS[1][5:].strip()),
        ("right", "width: 6ch", WORDS[1][:-6].strip()),
        ("right", "width: 6ch; background: none", WORDS[1]),
        ("right", "width: 6ch; opacity: .3", WORDS[1]),
    ],
)
def test_of_a_label_half_behind_something_the_rest_is_read(
    page: Page, side: str, style: str, label: str
) -> None:
    cover = f"position: absolute; top: 0; {side}: 0; height: 2em; background: gray; {style}"
    rows = "<style>li { position: relative; width: max-content; font: 16px monospace }</style>"
    end = f"{WORDS[1]}</a>"
    page.set_content(rows + quick_links().replace(end, f"{end}<i style='{cover}'></i>"))

    assert read_links(page) == (WORDS[0], label, WORDS[2])


def test_a_link_behind_a_picture_is_not_there(page: Page) -> None:
    cover = "position: absolute; left: 0; top: 0; width: 400px; height: 99px"
    page.set_content(quick_links() + f'<img style="{cover}" src="{PICTURE}">')

    assert read_links(page) == ()


@pytest.mark.one_engine
def test_a_sentence_of_two_lines_behind_a_picture_is_not_there(page: Page) -> None:
    cover = "position: absolute; left: 0; top: 0; width: 400px; height: 99px"
    sentence = "<p style='width: 200px'>Do you want to link these accounts for good?</p>"
    page.set_content(f"{sentence}<img style='{cover}' src=\"{PICTURE}\">")

    assert reader.read(page, "page").lines == ()


@pytest.mark.one_engine
def test_a_button_behind_the_ground_of_its_form_is_not_there(page: Page) -> None:
    page.set_content(
        "<form style='position: relative; background: #fff'><input type=submit value=Submit>"
        "<input type=reset value=Clear style='position: relative; z-index: -1'></form>"
    )

    assert reader.read(page, "page").buttons == ("Submit",)


@pytest.mark.one_engine
def test_a_link_behind_what_lets_clicks_through_is_not_there(page: Page) -> None:
    cover = "position: absolute; left: 0; top: 0; width: 400px; height: 300px; background: white"
    page.set_content(quick_links() + f"<p style='{cover}; pointer-events: none'>")

    assert read_links(page) == ()


@pytest.mark.one_engine
def test_a_link_behind_the_ground_of_its_list_is_not_there(page: Page) -> None:
    markup = quick_links("style='position: relative; z-index: -1'")
    page.set_content(markup.replace("<ul", "<ul style='background: #eee'"))

    assert read_links(page) == (WORDS[0], WORDS[2])


@pytest.mark.parametrize(
    ("pane", "is_seen"),
    [
        ("inset: -4px; background: #000", False),
        ("inset: 0; background: #000; z-index: -1", True),
        ("inset: 0; border: 1px solid", True),
        ("left: 0; top: 100%; width: 9px; height: 9px; background: #000", True),
    ],
)
@pytest.mark.one_engine
def test_a_pane_of_the_style_sheet_may_hide_a_link(page: Page, pane: str, *, is_seen: bool) -> None:
    after = f"a[id]::after {{ content: ''; position: absolute; {pane} }}"
    page.set_content(f"<style>{after}</style>" + quick_links("id=it style='position: relative'"))

    assert (WORDS[1] in read_links(page)) is is_seen


@pytest.mark.parametrize("position", ["fixed", "sticky"])
def test_what_stays_over_a_page_while_one_scrolls_hides_nothing(page: Page, position: str) -> None:
    bar = f"position: {position}; top: 0; height: 60px; background: navy; margin-bottom: -60px"
    page.set_content(f"<div style='{bar}; width: 100%'></div>" + quick_links())

    assert read_links(page) == WORDS


def test_white_words_over_a_picture_beside_them_are_there(page: Page) -> None:
    picture = "position: absolute; left: 0; top: 0; z-index: -1"
    page.set_content(
        f'<img style="{picture}" src="{PICTURE}">' + quick_links("style='color: #fff'")
    )

    assert read_links(page) == WORDS


SHADOW = """(markup) => {
    document.querySelector("#host").attachShadow({ mode: "open" }).innerHTML = markup;
    for (const link of document.querySelector("#host").shadowRoot.querySelectorAll("a"))
        link.onclick = () => { window.chosen = link.textContent; return false; };
}"""


def test_links_in_a_shadow_root_are_read_and_used(page: Page) -> None:
    page.set_content("<h1>Court</h1><div id=host></div><footer><a href=/map>Site map</a></footer>")
    page.evaluate(SHADOW, quick_links())

    website = CourtWebsite(page, HINTS)
    website.choose(WORDS[1])

    assert website.read().links == WORDS
    assert page.evaluate("chosen") == WORDS[1]


FIELDS = """<form><court-field caption=Username></court-field>
<court-field caption=Password></court-field><court-button>Login</court-button></form><script>
class CourtField extends HTMLElement {
  connectedCallback() {
    const caption = this.getAttribute("caption");
    const type = caption === "Password" ? "password" : "text";
    this.attachShadow({ mode: "open" }).innerHTML =
      `<style>label::after { content: " *"; color: red }</style>
      <label for=own>${caption}</label><input id=own type=${type}>`;
  }
}
class CourtButton extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML =
      `<button type=button onclick="window.pressed = true"><slot></slot></button>`;
  }
}
customElements.define("court-field", CourtField);
customElements.define("court-button", CourtButton);
</script>"""


def test_custom_elements_are_fields_and_buttons(page: Page) -> None:
    page.set_content(FIELDS)

    sign_on = SignOn(page)
    sign_on.enter("Username *", "vmoor").press("Login")

    assert (sign_on.read().fields, sign_on.read().buttons) == (
        ("Username *", "Password *"),
        ("Login",),
    )
    assert sign_on.field("Username *").input_value() == "vmoor"
    assert page.evaluate("pressed")


def framed(markup: str) -> str:
    return f"<h1>Court</h1><p>Words before.</p><iframe width=700 height=300 srcdoc='{markup}'>"


# In Firefox, Playwright gives no handle to what is in a frame: a walk reads it and cannot use it.
@pytest.mark.only_browser("chromium")
def test_what_is_in_a_frame_is_read_and_used(page: Page) -> None:
    choosing = 'onclick="top.chosen = this.textContent; return false"'
    page.set_content(framed(quick_links(choosing).replace("'", "&apos;")))

    website = CourtWebsite(page, HINTS)
    website.choose(WORDS[1])

    assert website.read().links == WORDS
    assert "Words before." in website.read().lines
    assert page.evaluate("chosen") == WORDS[1]


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize("size", ["width=0 height=0", "style='display: none'", "width=1 height=1"])
def test_a_frame_that_nobody_sees_is_not_read(page: Page, size: str) -> None:
    page.set_content(f"<p>Words.</p><iframe {size} srcdoc='<p>Other words.'></iframe>")

    assert reader.read(page, "page").lines == ("Words.",)


STYLED = {
    "before": ("p::before { content: 'Do not ' }", "Do not submit"),
    "after": ("p::after { content: ' twice' }", "submit twice"),
    "hidden": ("p::after { content: ' twice'; display: none }", "submit"),
    "transparent": ("p::after { content: ' twice'; opacity: 0 }", "submit"),
    "an icon": ("p::before { content: '\\f101 ' }", "submit"),
    "a counter": ("p::before { content: counter(steps) '. ' }", "submit"),
}


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize(("rule", "line"), STYLED.values(), ids=STYLED)
def test_words_that_a_style_sheet_writes_are_words(page: Page, rule: str, line: str) -> None:
    page.set_content(f"<style>{rule}</style><p>submit</p>")

    assert reader.read(page, "page").lines == (line,)


@pytest.mark.parametrize(
    "label",
    [
        "<span aria-hidden=true>\U0001f512</span> Login",
        "\u2709\ufe0f Login",
        "<svg width=9 height=9></svg> Login \U0001f449",
    ],
)
@pytest.mark.one_engine
def test_a_small_picture_beside_a_label_is_no_part_of_it(page: Page, label: str) -> None:
    page.set_content(f"<button>{label}</button>")

    assert reader.read(page, "page").buttons == ("Login",)


BOXES = {
    "as browsers draw it": "<input type=checkbox id=box> I agree",
    "clear, over its drawing": "<label><input type=checkbox id=box style='opacity: 0; "
    "position: absolute'><i class=drawn></i> I agree</label>",
    "not drawn, with its label": "<input type=checkbox id=box style='display: none'>"
    "<label for=box>I agree</label>",
    "cut to a pixel, as PrimeFaces has it": "<div><div style='position: absolute; width: 1px; "
    "height: 1px; overflow: hidden'><input type=checkbox id=box></div>"
    "<div class=drawn onclick='box.click()'></div></div><span>I agree</span>",
    "off the page": "<div><input type=checkbox id=box style='position: absolute; left: -9999px'>"
    "<i class=drawn onclick='box.checked = true'></i></div> I agree",
}


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize("markup", BOXES.values(), ids=BOXES)
def test_a_box_is_ticked_by_a_click_on_what_is_drawn(page: Page, markup: str) -> None:
    drawn = ".drawn { display: inline-block; width: 16px; height: 16px; border: 1px solid }"
    page.set_content(
        f"<style>{drawn}</style>{markup}<script>addEventListener('click', (event) => "
        "{ if (event.isTrusted) window.clicks = (window.clicks || 0) + 1 })</script>"
    )

    tick(reader.field(page, "I agree"))

    assert reader.read(page, "page").fields == ("I agree",)
    assert page.evaluate("[box.checked, clicks > 0]") == [True, True]


def test_a_bar_whose_items_float_and_give_it_no_size_is_on_screen(page: Page) -> None:
    items = "".join(f"<li style='float: left'><a href=/{each}>{each}</a>" for each in BAR)
    page.set_content(f"<div id=topmenu><ul style='margin: 0; padding: 0'>{items}</ul></div>")

    assert MenuBar(page, ScreenHints(items=BAR)).read().items == BAR


def test_a_button_that_opens_a_group_of_a_menu_is_as_good_as_a_link(page: Page) -> None:
    page.set_content("<button aria-expanded=false>NextGen</button><button>Search</button>")

    kinds = {each.words: each.kinds for each in reader.read(page, "menu").elements}

    assert kinds == {"NextGen": ("link", "button"), "Search": ("button",)}


ICON = "<svg width=24 height=24><circle r=9 cx=9 cy=9 /></svg>"


@pytest.mark.parametrize(
    "inner",
    [
        f"<span title='{WORDS[1]}'>{ICON}</span>",
        f"<img alt='{WORDS[1]}' width=24 height=24 src=\"{PICTURE}\">",
    ],
    ids=["tooltip", "alternative text"],
)
@pytest.mark.one_engine
def test_a_small_picture_shows_no_words(page: Page, inner: str) -> None:
    page.set_content(quick_links().replace(f">{WORDS[1]}<", f" title='{WORDS[1]}'>{inner}<"))
    page.wait_for_load_state()

    [found] = [
        each for each in reader.read(page, "quick links", HINTS).elements if each.words == WORDS[1]
    ]
    assert not found.drawn


@pytest.mark.one_engine
def test_a_picture_as_wide_as_its_words_shows_them(page: Page) -> None:
    page.set_content(
        quick_links().replace(f">{WORDS[1]}<", f'><img alt="{WORDS[1]}" src="{PICTURE}"><')
    )
    page.wait_for_load_state()

    assert all(each.drawn for each in reader.read(page, "quick links", HINTS).elements)


ORDERS = {
    "the last first": "display: flex; flex-direction: row-reverse",
    "from below": "display: flex; flex-direction: column-reverse",
    "from the right": "direction: rtl; display: flex",
}


@pytest.mark.parametrize("style", ORDERS.values(), ids=ORDERS)
@pytest.mark.one_engine
def test_elements_are_in_the_order_in_which_they_are_drawn(page: Page, style: str) -> None:
    page.set_content(quick_links().replace("<ul", f"<ul style='{style}'"))

    assert read_links(page) == WORDS[::-1]


@pytest.mark.one_engine
def test_the_columns_of_a_list_are_read_one_after_the_other(page: Page) -> None:
    page.set_content(quick_links().replace("<ul", "<ul style='columns: 2; width: 600px'"))

    assert read_links(page) == WORDS


@pytest.mark.one_engine
def test_letters_from_right_to_left_are_read_as_drawn(page: Page) -> None:
    page.set_content("<p style='direction: rtl; unicode-bidi: bidi-override'>nigoL")

    assert reader.read(page, "page").lines == ("Login",)


FLOATING = "position: absolute; left: 9px; top: 5px; pointer-events: none"


@pytest.mark.parametrize(
    ("caption", "fields"),
    [
        (f"<label for=code style='{FLOATING}'>Code</label>", ("Code",)),
        (f"<label for=code style='{FLOATING}; z-index: -1'>Code</label>", ("",)),
    ],
    ids=["over its field", "behind its field"],
)
@pytest.mark.one_engine
def test_a_caption_may_float_in_its_field(
    page: Page, caption: str, fields: tuple[str, ...]
) -> None:
    field = "<input id=code style='width: 200px; height: 30px; background: white'>"
    page.set_content(f"<form style='position: relative'>{field}{caption}</form>")

    assert reader.read(page, "page").fields == fields


@pytest.mark.parametrize(
    "button",
    [
        "<button aria-label='Open the list'>\u25be</button>",
        "<button aria-haspopup=listbox aria-label='Open the list'></button>",
    ],
)
@pytest.mark.one_engine
def test_the_button_of_a_combo_box_is_a_part_of_it(page: Page, button: str) -> None:
    page.set_content(f"<p>Code <input role=combobox> {button} <button>Login</button></p>")

    assert reader.read(page, "page").buttons == ("Login",)


TIMERS = {
    "one soon": ("setTimeout(() => {}, 700)", True),
    "one that is off again": ("clearTimeout(setTimeout(() => {}, 700))", False),
    "one far away": ("setTimeout(() => {}, 60000)", False),
    "one at once": ("setTimeout(() => {}, 0)", False),
    "a clock": ("setInterval(() => {}, 700)", False),
    "one by words": ("setTimeout('1', 700)", False),
    "a task": ("void scheduler.postTask(() => {}, { delay: 700 })", True),
    "a task that is run": ("scheduler.postTask(() => {})", False),
}


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize("name", TIMERS)
def test_a_reading_knows_of_a_timer_that_may_change_the_page(page: Page, name: str) -> None:
    script, is_due = TIMERS[name]
    page.goto("data:text/html,<p>Hello")
    page.evaluate(reader.NOTE_TIMERS)
    page.evaluate(script)

    assert (reader.read(page, "page").due > 0) is is_due


THREE_FRAMES = """async () => {
    for (let left = 3; left; left--) await new Promise((drawn) => requestAnimationFrame(drawn));
}"""
REPEATED = {
    "a clock": ("setInterval(() => {}, 400)", True),
    "one that is off again": ("clearInterval(setInterval(() => {}, 400))", False),
    "one of an hour": ("setInterval(() => {}, 3600000)", False),
    "a chain": ("const run = () => setTimeout(run, 30); run()", True),
    "frames": ("const run = () => requestAnimationFrame(run); run()", True),
    "frames that end": ("requestAnimationFrame(() => requestAnimationFrame(() => {}))", False),
    "idle moments": ("const run = () => requestIdleCallback(run); run()", True),
}


@pytest.mark.one_engine
@pytest.mark.parametrize(("script", "is_noted"), REPEATED.values(), ids=REPEATED)
def test_a_reading_knows_by_its_script_what_runs_again_and_again(
    page: Page, script: str, *, is_noted: bool
) -> None:
    page.goto("data:text/html,<p>Hello")
    page.evaluate(reader.NOTE_TIMERS)
    page.evaluate(f"() => {{ {script} }}")
    # What ends after two frames has ended after three.
    page.evaluate(THREE_FRAMES)
    wait_until(page, lambda: bool(reader.read(page, "page").repeats) is is_noted)

    noted = reader.read(page, "page").repeats
    assert [bool(script) and left > 0 for script, left in noted] == [True] * is_noted


@pytest.mark.one_engine
def test_what_runs_again_and_again_counts_for_two_seconds(page: Page) -> None:
    page.goto("data:text/html,<p>Hello")
    page.evaluate(reader.NOTE_TIMERS)
    page.evaluate("() => { setInterval(() => {}, 300) }")
    assert reader.read(page, "page").repeats

    wait_until(page, lambda: not reader.read(page, "page").repeats)

    assert reader.read(page, "page").repeats == ()


@pytest.mark.one_engine
@pytest.mark.parametrize(("seconds", "is_due"), [("2; url=/next", True), ("1800", False)])
def test_a_page_that_leads_on_soon_is_waited_for(page: Page, seconds: str, *, is_due: bool) -> None:
    page.goto(f"data:text/html,<meta http-equiv=refresh content='{seconds}'><p>Hello")

    assert (reader.read(page, "page").due > 0) is is_due


def test_a_timer_does_what_it_did(page: Page) -> None:
    page.goto("data:text/html,<p>Hello")
    page.evaluate(reader.NOTE_TIMERS)

    given = page.evaluate(
        "new Promise((done) =>"
        " setTimeout(function (a, b) { done([this === window, a, b]) }, 30, 1, 2))"
    )

    assert given == [True, 1, 2]
    assert reader.read(page, "page").due == 0


@pytest.mark.sample(firefox=0)
def test_a_clock_that_sets_its_own_timer_is_not_waited_for(page: Page) -> None:
    page.goto("data:text/html,<p>Hello")
    page.evaluate(reader.NOTE_TIMERS)
    page.evaluate(
        "new Promise((done) => { let n = 0;"
        " (function tick() { if (n++ > 3) done(); setTimeout(tick, 40) })() })"
    )

    assert reader.read(page, "page").due == 0

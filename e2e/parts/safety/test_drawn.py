"""When a page may be submitted by how it is drawn: each way in which it may not, one by one."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from walk.safety.names.drawn_page import STYLES, Box, DrawnPage, Node, Piece
from walk.safety.names.names_at_click import (
    Refused,
    check_drawn,
    form_of,
    page_with_names,
    submit_of,
)

NAMES = {"CM/ECF": "jdoe Jane Doe", "PACER": "Jane Doe"}
PLAIN = dict.fromkeys(STYLES, "none") | {
    **dict.fromkeys(("overflow-x", "overflow-y", "visibility"), "visible"),
    **dict.fromkeys(("border-top-width", "border-left-width", "word-spacing"), "0px"),
    **dict.fromkeys(("mix-blend-mode", "unicode-bidi", "letter-spacing", "content"), "normal"),
    "font-feature-settings": "normal",
    "background-color": "rgba(0, 0, 0, 0)",
    "writing-mode": "horizontal-tb",
    "direction": "ltr",
    "clip": "auto",
    "font-family": "serif",
}


class Drawing:
    """A page that is built up element by element, with the names and a form below them."""

    def __init__(self, names: Mapping[str, Box] | None = None) -> None:
        self.nodes: list[Node] = []
        self.pieces: list[Piece] = []
        self.room = Box(0, 0, 800, 600)
        html = self.element("HTML", -1, Box(0, 0, 800, 600))
        self.body: int = self.element("BODY", html, Box(0, 0, 800, 600))
        self.paragraph: int = self.element("P", self.body, Box(0, 95, 400, 150))
        self.texts: list[int] = [
            self.text(self.paragraph, words, box)
            for words, box in (PLACES if names is None else names).items()
        ]
        self.form: int = self.element("FORM", self.body, Box(0, 160, 400, 200), action="/link")
        self.button: int = self.element("BUTTON", self.form, Box(0, 165, 80, 190))
        self.text(self.button, "Submit", Box(10, 168, 60, 188))

    def element(self, name: str, parent: int, box: Box | None = None, **attributes: str) -> int:
        """Add an element; return its number."""
        at = len(self.nodes)
        self.nodes.append(Node(at, name, parent, attributes, 100 + at))
        if box:
            self.pieces.append(Piece(self.nodes[at], box, PLAIN))
        return at

    def text(self, parent: int, words: str, box: Box) -> int:
        """Add a text; return its number."""
        at = self.element("#text", parent)
        self.pieces.append(Piece(self.nodes[at], box, PLAIN, words))
        return at

    def style(self, at: int, **styles: str) -> None:
        """Give an element another style."""
        given = {name.replace("_", "-"): value for name, value in styles.items()}
        self.pieces = [
            replace(each, style={**each.style, **given}) if each.node.at == at else each
            for each in self.pieces
        ]

    def move(self, at: int, box: Box) -> None:
        """Draw an element elsewhere."""
        self.pieces = [
            replace(each, box=box) if each.node.at == at else each for each in self.pieces
        ]

    def change(self, at: int, **changes: object) -> None:
        """Change what is known of an element."""
        node = replace(self.nodes[at], **changes)  # type: ignore[arg-type]
        self.nodes[at] = node
        self.pieces = [
            replace(each, node=node) if each.node.at == at else each for each in self.pieces
        ]

    @property
    def page(self) -> DrawnPage:
        """The page."""
        return DrawnPage(self.nodes, self.pieces, room=self.room)


ROOT = "#document-fragment"
PLACES = {
    "CM/ECF": Box(0, 100, 60, 120),
    "jdoe Jane Doe": Box(70, 100, 200, 120),
    "PACER": Box(0, 125, 60, 145),
    "Jane Doe": Box(70, 125, 150, 145),
}
ROWS = {
    "CM/ECF": Box(0, 100, 60, 120),
    "PACER": Box(210, 100, 260, 120),
    "jdoe Jane Doe": Box(0, 125, 200, 145),
    "Jane Doe": Box(210, 125, 300, 145),
}
OTHER_ORDER = {
    name: PLACES[place]
    for name, place in zip(("PACER", "Jane Doe", "CM/ECF", "jdoe Jane Doe"), PLACES, strict=True)
}
Change = Callable[[Drawing], object]


@pytest.mark.parametrize("names", [PLACES, ROWS, OTHER_ORDER])
def test_names_that_are_drawn_as_they_were_read_may_be_submitted(names: Mapping[str, Box]) -> None:
    drawing = Drawing(names)

    block = check_drawn(drawing.page, NAMES)

    assert [piece.text for piece in block] == [*names]
    assert submit_of(drawing.page, "Submit").at == drawing.button


def over(page: Drawing, name: str, box: Box, **styles: str) -> None:
    """Draw an element over others."""
    page.style(page.element(name, page.body, box), **styles)


def beside_menus(page: Drawing, words: str, part: int | None = None) -> None:
    """Write words into a part with the menus of the page."""
    part = page.element("DIV", page.body) if part is None else part
    page.element("UL", part, role="menubar")
    page.text(page.element("SPAN", part), words, Box(0, 10, 60, 30))


def picture(page: Drawing, box: Box, name: str = "::marker", **styles: str) -> None:
    """Let the style sheet draw a picture."""
    given = styles or {"list_style_image": 'url("a")'}
    page.style(page.element(name, page.paragraph, box), **given)


ALL = Box(0, 0, 400, 600)
HARMLESS: Mapping[str, Change] = {
    "a ground behind all": lambda page: page.style(page.paragraph, background_color="white"),
    "a picture behind the page": lambda page: page.style(page.body, background_image="url(a)"),
    "a small picture of a list": lambda page: picture(page, Box(400, 100, 420, 110)),
    "a picture on the button": lambda page: page.style(page.button, background_image="url(a)"),
    "a picture in a header": lambda page: page.style(
        page.element("DIV", page.element("HEADER", page.body), Box(0, 0, 400, 50)),
        background_image="url(a)",
    ),
    "a list of another style": lambda page: page.style(page.paragraph, list_style_image="url(a)"),
    "words elsewhere": lambda page: page.text(page.body, "Ask PACER now", Box(0, 300, 90, 320)),
    "a longer sentence": lambda page: page.text(
        page.body, "PACER is a service of the courts.", Box(0, 300, 90, 320)
    ),
    "a link of that name": lambda page: page.text(
        page.element("A", page.body), "PACER", Box(0, 300, 90, 320)
    ),
    "what the site is called, in its banner": lambda page: page.text(
        page.element("DIV", page.body, role="banner"), "CM/ECF", Box(0, 10, 60, 30)
    ),
    "what the site is called, beside its menus": lambda page: beside_menus(page, "CM/ECF"),
    "a part that cuts off nothing": lambda page: page.style(page.paragraph, overflow_x="hidden"),
    "capitals": lambda page: page.change(page.button, value="SUBMIT"),
    "a button without a form": lambda page: page.element("BUTTON", page.body),
    "a button that submits nothing": lambda page: page.element("INPUT", page.form, type="button"),
    "a shadow tree with all of it": lambda page: page.change(page.body, name=ROOT, shadow="open"),
    "a faint color over all": lambda page: over(
        page, "DIV", ALL, background_color="rgba(9, 9, 9, 0.05)"
    ),
    "a faint gradient over all": lambda page: over(
        *(page, "DIV", ALL),
        background_image="linear-gradient(rgba(0, 0, 0, 0) 90%, rgba(0, 0, 0, 0.1))",
    ),
    "a faint shadow over all": lambda page: over(
        page, "DIV", ALL, box_shadow="rgba(0, 0, 0, 0.08) 0px 1px 2px 0px"
    ),
    "a border of no width": lambda page: page.style(
        page.element("I", page.body, Box(0, 90, 300, 130)), border_top_style="solid"
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_an_honest_page_may_have_is_submitted(name: str) -> None:
    drawing = Drawing()
    HARMLESS[name](drawing)

    assert len(check_drawn(drawing.page, NAMES)) == len(PLACES)
    assert submit_of(drawing.page, "submit").at == drawing.button


def second_pair(page: Drawing) -> None:
    """Draw both captions and both names once more."""
    for words, box in PLACES.items():
        page.text(page.body, words, Box(box.left, box.top + 200, box.right, box.bottom + 200))


def cut_off(page: Drawing) -> None:
    """Cut off the second line."""
    page.style(page.paragraph, overflow_y="hidden")
    page.move(page.paragraph, Box(0, 95, 400, 130))


def around_no_box(page: Drawing) -> None:
    """Move all names by a style, with an element that has no box around the first of them."""
    page.change(page.texts[0], parent=page.element("SPAN", page.paragraph))
    page.style(page.paragraph, transform="none 1")


REFUSED: Mapping[str, tuple[Change, str]] = {
    "twice": (second_pair, "once, side by side"),
    "words between": (
        lambda page: page.text(page.paragraph, "not", Box(210, 100, 230, 120)),
        "among the names",
    ),
    "one name gone": (lambda page: page.pieces.pop(4), "once, side by side"),
    "a part of a longer text": (
        lambda page: page.pieces.__setitem__(6, replace(page.pieces[6], text="Jane Doe Jr.")),
        "once, side by side",
    ),
    "drawn upwards": (lambda page: page.move(page.texts[3], Box(70, 60, 150, 80)), "where they"),
    "drawn to the left": (
        lambda page: page.move(page.texts[1], Box(0, 100, 40, 120)),
        "where they were read",
    ),
    "far below": (lambda page: page.move(page.texts[3], Box(70, 400, 150, 420)), "where they"),
    "moved by a style": (lambda page: page.style(page.paragraph, transform="none 1"), "transform"),
    "moved by a style around what has no box": (around_no_box, "transform"),
    "clipped": (lambda page: page.style(page.paragraph, clip="rect(0)"), "style clip"),
    "right to left": (lambda page: page.style(page.paragraph, direction="rtl"), "direction"),
    "a font of symbols": (lambda page: page.style(page.paragraph, font_family="Wingdings"), "font"),
    "a picture behind": (
        lambda page: page.style(page.paragraph, background_image="url(a)"),
        "a picture behind",
    ),
    "drawn by a shadow tree": (
        lambda page: page.change(page.element(ROOT, page.paragraph), shadow="open"),
        "tree of its own",
    ),
    "a picture among them": (
        lambda page: over(page, "IMG", Box(300, 100, 320, 120)),
        "among the names",
    ),
    "a ground over one": (
        lambda page: over(page, "DIV", Box(60, 124, 160, 146), background_color="white"),
        "over the names",
    ),
    "a color over all that is not faint": (
        lambda page: over(page, "DIV", ALL, background_color="rgba(9, 9, 9, 0.11)"),
        "over the names",
    ),
    "a gradient over all, a part of it not faint": (
        lambda page: over(
            *(page, "DIV", ALL),
            background_image="linear-gradient(rgba(0, 0, 0, 0), rgb(0, 0, 0))",
        ),
        "over the names",
    ),
    "a picture with a faint gradient": (
        lambda page: over(
            *(page, "DIV", ALL),
            background_image='url("a"), linear-gradient(rgba(0, 0, 0, 0), rgba(0, 0, 0, 0))',
        ),
        "over the names",
    ),
    "a border over one": (
        lambda page: over(
            *(page, "DIV", Box(60, 124, 160, 146)), border_left_style="solid", border_left_width="9"
        ),
        "over the names",
    ),
    "a picture before a line": (
        lambda page: picture(page, Box(400, 100, 700, 160)),
        "beside the names",
    ),
    "a picture beside them": (
        lambda page: picture(page, Box(400, 95, 700, 150), "DIV", background_image='url("a")'),
        "beside the names",
    ),
    "a picture of a set": (
        lambda page: picture(page, Box(0, 300, 400, 360), "DIV", background_image="image-set(x)"),
        "beside the names",
    ),
    "a picture by a mask": (
        lambda page: picture(page, Box(400, 95, 700, 150), "DIV", mask_image='url("a")'),
        "beside the names",
    ),
    "a picture by a filter": (
        lambda page: picture(page, Box(400, 95, 700, 150), "DIV", filter='url("#a")'),
        "beside the names",
    ),
    "a picture after a line": (
        lambda page: picture(page, Box(400, 95, 700, 150), "::after", content='url("a")'),
        "beside the names",
    ),
    "one picture on the page": (
        lambda page: page.style(
            page.body, background_image='url("a")', background_repeat="no-repeat"
        ),
        "beside the names",
    ),
    "cut off": (cut_off, "cut off"),
    "out of the page": (lambda page: setattr(page, "room", Box(0, 0, 100, 600)), "cut off"),
    "a second name": (
        lambda page: page.text(page.body, "PACER Jane Roe", Box(0, 300, 90, 320)),
        "more than once",
    ),
    "a second caption": (
        lambda page: page.text(page.body, "pacer: of somebody else, I hear", Box(0, 300, 9, 320)),
        "more than once",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_that_draws_the_names_otherwise_is_refused(name: str) -> None:
    change, why = REFUSED[name]
    drawing = Drawing()
    change(drawing)

    with pytest.raises(Refused, match=why):
        check_drawn(drawing.page, NAMES)


NO_SUBMIT: Mapping[str, tuple[Change, str]] = {
    "two forms": (lambda page: page.element("FORM", page.body), "has 2 forms"),
    "two buttons": (lambda page: page.element("BUTTON", page.form), "2 buttons that submit"),
    "a picture that submits": (
        lambda page: page.element("INPUT", page.form, type="IMAGE"),
        "2 buttons that submit",
    ),
    "a button from outside": (
        lambda page: page.element("BUTTON", page.body, form="x"),
        "2 buttons that submit",
    ),
    "other words": (
        lambda page: page.pieces.__setitem__(-1, replace(page.pieces[-1], text="Cancel")),
        "is called 'Cancel', not 'Submit'",
    ),
    "not drawn": (lambda page: page.pieces.pop(-2), "is not drawn"),
    "covered": (
        lambda page: over(page, "DIV", Box(0, 160, 90, 195), box_shadow="0 0 1px"),
        "over the button",
    ),
    "covered by words": (
        lambda page: page.text(page.body, "Cancel", Box(10, 168, 60, 188)),
        "over the button",
    ),
    "no form": (lambda page: page.change(page.form, name="DIV"), "A script would send it"),
    "of another form": (
        lambda page: page.change(page.button, attributes={"form": "other"}),
        "belongs to no form",
    ),
}


@pytest.mark.parametrize("name", NO_SUBMIT)
def test_a_button_that_is_not_alone_or_not_the_documented_one_is_refused(name: str) -> None:
    change, why = NO_SUBMIT[name]
    drawing = Drawing()
    change(drawing)

    with pytest.raises(Refused, match=why):
        submit_of(drawing.page, "Submit")


def test_forms_and_buttons_of_other_frames_count() -> None:
    drawing, frame = Drawing(), Drawing()
    frame.change(frame.form, name="DIV")
    frame.change(frame.button, name="DIV")
    page = replace(drawing.page, others=[frame.page])
    assert submit_of(page).at == drawing.button

    for change, why in (
        ({"name": "FORM"}, "has 2 forms"),
        ({"name": "INPUT", "attributes": {"type": "submit"}}, "2 buttons that submit"),
    ):
        other = Drawing()
        other.change(other.form, name="DIV")
        other.change(other.button, name="DIV")
        other.change(other.element("I", other.body), **change)
        with pytest.raises(Refused, match=why):
            submit_of(replace(page, others=[frame.page, other.page]))


def around(
    change: Callable[[Drawing, int], object] = lambda *_: None, words: str = ""
) -> DrawnPage:
    """Return the page in a frame, with something changed around it and words in another frame."""
    holder, other = Drawing({}), Drawing({})
    frame = holder.element("IFRAME", holder.paragraph)
    for each in (holder, other):
        each.change(each.form, name="DIV")
        each.change(each.button, name="DIV")
        each.pieces = [piece for piece in each.pieces if piece.node.at <= each.paragraph]
    holder.pieces.append(Piece(holder.nodes[frame], Box(0, 90, 500, 210), PLAIN))
    for at, word in enumerate(words.split("|")):
        other.text(other.body, word, Box(300 * at, 400, 300 * at + 90, 420))
    holder.move(holder.paragraph, Box(0, 90, 500, 130))
    change(holder, frame)
    page = holder.page
    held_in = ((page, page.nodes[frame]),)
    return replace(Drawing().page, holders=held_in, others=[page, other.page])


@pytest.mark.parametrize("words", ["", "CM/ECF", "Query|Help", "See the PACER manual"])
def test_names_in_a_frame_may_be_submitted(words: str) -> None:
    page = around(words=words)

    assert page_with_names([page.others[0], page, page.others[1]], NAMES) is page
    assert len(check_drawn(page, NAMES)) == len(PLACES)
    assert submit_of(page, "Submit").name == "BUTTON"


FRAME = Box(300, 150, 600, 250)
IN_A_FRAME: Mapping[str, tuple[DrawnPage, str]] = {
    "moved": (around(lambda page, frame: page.style(frame, transform="none 1")), "transform"),
    "around it": (around(lambda page, _: page.style(page.body, filter="blur(9px)")), "filter"),
    "in a tree of its own": (
        around(lambda page, _: page.change(page.element(ROOT, page.body), shadow="x")),
        "tree of its own",
    ),
    "words over it": (
        around(lambda page, _: page.text(page.body, "Jane Roe", FRAME)),
        "over the frame",
    ),
    "a ground over it": (
        around(lambda page, _: over(page, "DIV", FRAME, background_color="white")),
        "over the frame",
    ),
    "another frame over it": (
        around(lambda page, _: over(page, "IFRAME", FRAME)),
        "over the frame",
    ),
    "cut off": (
        around(lambda page, _: page.style(page.paragraph, overflow_y="hidden")),
        "cut off",
    ),
    "a name elsewhere": (around(words="PACER Jane Roe"), "in another frame"),
    "a name beside it": (around(words="PACER|Jane Roe"), "in another frame"),
}


@pytest.mark.parametrize("name", IN_A_FRAME)
def test_a_frame_that_is_drawn_otherwise_is_refused(name: str) -> None:
    page, why = IN_A_FRAME[name]

    with pytest.raises(Refused, match=why):
        check_drawn(page, NAMES)


def test_names_in_two_frames_are_refused_and_without_any_the_tab_itself_is_read() -> None:
    page, other = Drawing().page, Drawing({}).page

    with pytest.raises(Refused, match="more than one frame"):
        page_with_names([page, Drawing().page], NAMES)
    assert page_with_names([other, Drawing({}).page], NAMES) is other


def test_a_control_belongs_to_the_form_that_it_names_or_that_it_is_in() -> None:
    drawing = Drawing()
    drawing.change(drawing.form, attributes={"id": "own"})
    outside = drawing.element("INPUT", drawing.body, form="own")
    of_none = drawing.element("INPUT", drawing.form, form="none")
    page = drawing.page

    assert [form_of(page, page.nodes[at]) for at in (drawing.button, outside, of_none)] == [
        *[page.nodes[drawing.form]] * 2,
        None,
    ]

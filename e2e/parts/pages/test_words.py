"""What a reader reads of a page: captions, words, lines, and whether a control can be used."""

import pytest
from playwright.sync_api import Page

from pages.reading import reader
from pages.reading.reader import Element, ScreenHints

pytestmark = pytest.mark.one_engine

SITE = '<base href="http://court.test/cgi-bin/">'


DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
"""A picture of one clear pixel."""


@pytest.mark.parametrize(
    ("markup", "captions"),
    [
        # What names a field, the surest first
        ('<span id=x>A</span><p>B <input aria-labelledby="x" aria-label="C"></p>', ["A"]),
        ('<label for=i>A</label> <input id=i aria-label="B">', ["A"]),
        ('<input aria-label="A" title="B">', ["A"]),
        ("<label for=i>A</label><p>B <input id=i></p>", ["A"]),
        ('A <input placeholder="B" title="C">', ["A"]),
        ('<input placeholder="A" title="B">', ["A"]),
        # The text before a field, up to another one, a heading or another block
        ('Login <input> <input title="Code">', ["Login", "Code"]),
        ('<h2>Link</h2><input title="Code">', ["Code"]),
        ('<span hidden>Name</span><input title="Code">', ["Code"]),
        ("<div>Over</div><div>Code</div><div><input></div>", ["Code"]),
        ('Login <input style="display: none"> <input>', ["Login"]),
        ("<table><td><span>Login</span> <b>*</b><td><input></table>", ["Login *"]),
        (
            "<form><table><td><span>Login</span> <b>*</b><td><input><tr><td>Code<td><input></form>",
            ["Login *", "Code"],
        ),
        # The text after a box, up to the end of its line or another one
        ("<p>Before <input type=checkbox> After<br>Below</p>", ["After"]),
        ("<p>One <input type=checkbox> Two <input type=radio> Three</p>", ["Two", "Three"]),
        # Signs around words, and breaks that show nothing
        ("\u00bb Log\u00adin\u200b >> : <input>", ["Login"]),
    ],
)
def test_a_field_has_the_caption_that_a_reader_would_give_it(
    page: Page, markup: str, captions: list[str]
) -> None:
    page.set_content(markup)

    assert [*reader.read(page, "page").fields] == captions


@pytest.mark.parametrize("caption", ["Login", "LOGIN", "* login", "Login *", "Login:"])
def test_capitals_and_a_required_mark_on_either_side_do_not_hide_a_field(
    page: Page, caption: str
) -> None:
    page.set_content("<label>Login <input></label> <label>* Code <input></label>")

    assert reader.field(page, caption).count() == 1
    assert reader.field(page, "Code *").count() == 1


@pytest.mark.parametrize(
    ("markup", "words", "kinds"),
    [
        ('<a href=# aria-label="B">A</a>', "A", ("link",)),
        # A picture that never came, in whose place the browser writes its words
        ('<a href=# aria-label="B" title="C"><img alt="A" src="data:,"></a>', "A", ("link",)),
        ('<a href=# title="B"><img alt="A" src="data:,"></a>', "A", ("link",)),
        # One that is too small for them
        (f'<a href=# aria-label="A"><img alt="Longer" width=8 src="{DOT}"></a>', "A", ("link",)),
        ('<a href=# title="A">&nbsp;</a>', "A", ("link",)),
        ("<span role=link>A</span>", "A", ("link",)),
        ("<span role=menuitem>A</span>", "A", ("link",)),
        ("<a href=# role=button>A</a>", "A", ("link", "button")),
        ('<input type=submit value="A" aria-label="B">', "A", ("button",)),
        ('<input type=button value="" aria-label="A" title="B">', "A", ("button",)),
        ('<input type=submit value="" title="A">', "A", ("button",)),
        ('<input type=image src="data:," alt="A">', "A", ("button",)),
        ("<label>A <input type=search></label>", "A", ("field",)),
        # A link in a box of its own is a button to the eye.
        ('<a href=# style="padding: 6px; border: 1px solid">A</a>', "A", ("link", "button")),
        ('<a href=# style="padding: 6px; background: #337ab7">A</a>', "A", ("link", "button")),
        ('<a href=# style="padding: 6px; background: #fefefe">A</a>', "A", ("link",)),
        ('<a href=# style="padding: 6px; border-bottom: 1px solid">A</a>', "A", ("link",)),
        ('<a href=# style="background: #337ab7">A</a>', "A", ("link",)),
    ],
)
def test_a_control_has_its_words_and_its_kinds(
    page: Page, markup: str, words: str, kinds: tuple[str, ...]
) -> None:
    page.set_content(markup)

    (element,) = reader.read(page, "page").elements

    assert (element.words, element.kinds) == (words, kinds)


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("A<br>B", ["A", "B"]),
        ("A <select><option>no</option></select><textarea>no</textarea>", ["A"]),
        ("A <select size=2><option>no</option></select>", ["A"]),
        ("<template>no</template><noscript>no</noscript><style>p {}</style>A", ["A"]),
        ('<span style="position: absolute; left: -999px; width: 9px">no</span>A', ["A"]),
        (
            '<span style="position: absolute; width: 1px; height: 9px; overflow: hidden">n</span>A',
            ["A"],
        ),
        ('<i style="position: fixed; width: 0; clip-path: inset(50%)">no</i>A', ["A"]),
        ('<div style="position: absolute; width: 1px">A</div>', ["A"]),
        ('<div style="width: 1px; height: 1px; overflow: hidden">A</div>', []),
        ("<p>A <span style='visibility: hidden'>no</span>B</p>", ["A B"]),
    ],
)
def test_only_what_shows_is_a_line(page: Page, markup: str, lines: list[str]) -> None:
    page.set_content(markup)

    assert [*reader.read(page, "page").lines] == lines


@pytest.mark.parametrize(
    ("markup", "is_enabled"),
    [
        ("<button>A</button>", True),
        ("<button disabled>A</button>", False),
        ('<button aria-disabled="true">A</button>', False),
        ('<button aria-disabled="false">A</button>', True),
        ('<div aria-disabled="true"><a href=#>A</a></div>', False),
        ("<div inert><a href=#>A</a></div>", False),
        ("<a href=# inert>A</a>", False),
        ("<fieldset disabled><button>A</button></fieldset>", False),
        # It may open to a click.
        ("<label>A <input readonly></label>", True),
        ("<label>A <select><option>B</select></label>", True),
        *((f"<input type={kind} value=A>", True) for kind in ("submit", "button", "reset")),
        *((f"<label>A <input type={kind}></label>", True) for kind in ("checkbox", "radio")),
    ],
)
def test_a_control_that_nobody_can_use_is_disabled(
    page: Page, markup: str, *, is_enabled: bool
) -> None:
    page.set_content(markup)

    assert [each.enabled for each in reader.read(page, "page").elements] == [is_enabled]


@pytest.mark.parametrize(
    ("markup", "leads_to", "method"),
    [
        ('<a href="/x">A</a>', "http://court.test/x", ""),
        ('<a href="mailto:a@court.test">A</a>', "", ""),
        ("<form action=to.pl><button>A</button></form>", "http://court.test/cgi-bin/to.pl", "GET"),
        ("<form method=post action=to.pl><input type=submit value=A></form>", "to.pl", "POST"),
        ("<form method=post><input type=image alt=A src='data:,'></form>", "", "POST"),
        (
            "<form action=to.pl><button formaction=on.pl formmethod=post>A</button></form>",
            "on.pl",
            "POST",
        ),
        ("<form method=post action=to.pl><button type=button>A</button></form>", "none", "POST"),
        ("<form method=post action=to.pl><input type=reset value=A></form>", "none", "POST"),
        ("<form id=f action=to.pl></form><button form=f>A</button>", "to.pl", "GET"),
    ],
)
def test_a_control_tells_where_it_leads_and_how(
    page: Page, markup: str, leads_to: str, method: str
) -> None:
    page.set_content(SITE + markup)

    (element,) = reader.read(page, "page").elements

    whole = leads_to.startswith("http") or "mailto" in markup
    address = leads_to if whole else f"http://court.test/cgi-bin/{leads_to}"
    assert (element.leads_to, element.method) == ("" if leads_to == "none" else address, method)


# What stands beside what


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ("<p>CM/ECFX mallory</p><p>CM/ECF jdoe</p>", "jdoe"),
        ("<p>cm/ecf jdoe</p>", "jdoe"),
        ("<table><tr><td>CM/ECF<td><td>jdoe<td>PACER<td>Jane</table>", "jdoe"),
        ("<table><tr><td>CM/ECF<td>PACER<tr><td>jdoe<td>Jane</table>", "jdoe"),
        ("<table><tr><td>CM/ECF<td>jdoe<tr><td>PACER<td>Jane</table>", "jdoe"),
        # What is over the page comes before the caption.
        ("<h1>CM/ECF</h1><p>CM/ECF</p><p>jdoe</p>", "jdoe"),
        ("<p>CM/ECF</p>", ""),
    ],
)
def test_a_value_is_what_stands_beside_its_own_caption(page: Page, markup: str, value: str) -> None:
    page.set_content(markup)

    assert reader.beside(page, "CM/ECF", ["PACER"]) == value


@pytest.mark.parametrize(
    ("markup", "captions"),
    [
        ("<p>PACER Jane Doe</p>", [("PACER", (0, 0))]),
        ("<p>PACER Jane Doerr</p><p>PACER Mary-Jane Doe</p>", []),
        ("<table><tr><td>PACER<td>Jane Doe</table>", [("PACER", (0, 1))]),
        ("<table><tr><td>Login<td>PACER<tr><td><td>Jane Doe</table>", [("Login", (1, 0))]),
        ("<table><tr><td>A<td>B<tr><td>PACER<td>Jane Doe</table>", [("PACER", (1, 1))]),
        ("<p>Jane Doe</p>", [("", (0, 0))]),
        ("<p>A Jane Doe</p><p>B Jane Doe</p>", [("A", (0, 0)), ("B", (1, 0))]),
    ],
)
def test_a_name_is_whole_words_and_has_the_caption_before_or_above_it(
    page: Page, markup: str, captions: list[tuple[str, tuple[int, int]]]
) -> None:
    page.set_content(markup)

    found = reader.captions_of(page, "Jane Doe")

    assert [(each.caption, each.place) for each in found] == captions


# Elements that are elsewhere or out of sight


def test_of_what_is_elsewhere_or_hidden_only_what_the_guide_names_is_read(page: Page) -> None:
    page.set_content(
        "<form><p>Login <input></p><p>Password <input type=password></p><button>Submit</button>"
        "<a href=# hidden>Never</a></form><footer><a href=#>Help</a> <a href=#>News</a></footer>"
        "<div hidden><a href=#>Forgot?</a><a href=#>Other</a></div>"
    )
    known = ScreenHints(fields=("Login", "Password"), controls=("Submit", "help", "Forgot?"))

    seen = reader.read(page, "sign-on box", known).elements

    assert [(each.words, each.visible, each.here) for each in seen] == [
        ("Login", True, True),
        ("Password", True, True),
        ("Submit", True, True),
        ("Help", True, False),
        ("Forgot?", False, False),
    ]


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<nav aria-label=Main>{}</nav>", "navigation Main"),
        ("<footer>{}</footer>", "footer"),
        ("<form><h2>Search</h2>{}</form>", "form Search"),
        ("<div role=dialog><legend>Terms</legend>{}</div>", "dialog Terms"),
        ("<div>{}</div>", "page"),
        ("<a href=#>A</a> <a href=#>B</a><div hidden>{}</div><a href=#>C</a>", "under B"),
        ("<div hidden>{}</div><a href=#>After</a>", "page"),
    ],
)
def test_a_place_is_called_what_a_reader_would_call_it(page: Page, markup: str, place: str) -> None:
    page.set_content(markup.format("<a href=#>Query</a>"))

    seen = reader.read(page, "page", ScreenHints(controls=("Query",))).elements

    assert [each.place for each in seen if each.words == "Query"] == [place]


@pytest.mark.parametrize(
    ("markup", "heading"),
    [
        ("<h1>Court</h1><form><h2>Link</h2>{}</form>", "Link"),
        ("<h2>Link</h2><form>{}<h3>After</h3></form>", "Link"),
        ("<h2>Far</h2><h2>Link</h2><form>{}</form><h2>Behind</h2>", "Link"),
        ("<p><b>Link</b></p><form>{}</form>", "Link"),
        # A word in bold within a line is no heading.
        ("<h2>Link</h2><p>Read <b>this</b> first.</p><form>{}</form>", "Link"),
        ("<h2>Link</h2><nav><h2>Menu</h2></nav><form>{}</form>", "Link"),
        ("<form>Link<br>{}</form>", "Link"),
    ],
)
def test_a_heading_is_over_its_region_or_at_its_top(page: Page, markup: str, heading: str) -> None:
    page.set_content(markup.format("<p>Login <input></p><p>Code <input></p><button>Go</button>"))
    known = ScreenHints(fields=("Login", "Code"))

    assert reader.read(page, "link form", known).heading == heading


def test_what_is_in_a_region_is_told_by_its_kind() -> None:
    seen = (
        Element("A", ("field",)),
        Element("B", ("button",)),
        Element("C", ("link", "button")),
        Element("D", ("link",), visible=False, item=True),
        Element("E", ("link",), here=False, item=True),
        Element("F", ("link",)),
    )

    reading = reader.ScreenReading((), seen)

    assert (reading.fields, reading.buttons, reading.links, reading.items) == (
        ("A",),
        ("B", "C"),
        ("C", "F"),
        ("E",),
    )

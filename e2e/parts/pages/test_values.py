"""What stands in a field that one can only read is text; a button says what fits into it."""

import pytest
from playwright.sync_api import Page

from pages.reading import reader
from pages.reading.form import Entered, read_form

pytestmark = pytest.mark.one_engine

VALUES = {
    "read-only": ("PACER <input readonly value='Jane Doe'>", ["PACER Jane Doe"]),
    "switched off": ("PACER <input disabled value='Jane Doe'>", ["PACER Jane Doe"]),
    "in a group that is switched off": (
        "<fieldset disabled>PACER <input value='Jane Doe'></fieldset>",
        ["PACER Jane Doe"],
    ),
    "of several lines": ("<textarea readonly>Do not\nlink</textarea>", ["Do not", "link"]),
    "to be filled in": ("PACER <input value='Jane Doe'>", ["PACER"]),
    "to be written": ("Why <textarea>Because</textarea>", ["Why"]),
    "a password": ("Code <input type=password readonly value=secret>", ["Code"]),
    "a box": ("<input type=checkbox disabled value=on> I agree", ["I agree"]),
    "out of sight": ("PACER <input readonly hidden value='Jane Doe'>", ["PACER"]),
    "without ink": (
        "PACER <input readonly style='color: #fff; background: #fff' value='Jane Doe'>",
        ["PACER"],
    ),
    "an output": ("PACER <output>Jane Doe</output>", ["PACER Jane Doe"]),
    "what stands for a bar": ("PACER <progress>Jane</progress> <meter>Doe</meter>", ["PACER"]),
}


@pytest.mark.parametrize(("markup", "lines"), VALUES.values(), ids=VALUES)
def test_a_value_is_text_if_one_can_only_read_it(page: Page, markup: str, lines: list[str]) -> None:
    page.set_content(f"<div>{markup}</div>")

    assert [*reader.read(page, "page").lines] == lines


def test_a_field_with_text_keeps_its_caption_and_is_nothing_more(page: Page) -> None:
    page.set_content("<p><label>PACER <input readonly value='Jane Doe'></label></p>")

    reading = reader.read(page, "page")
    assert (reading.fields, reader.beside(page, "PACER")) == (("PACER",), "Jane Doe")
    assert [piece.kind for piece in reading.pieces] == ["text"]


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("", "Login to the court"),
        ("text-transform: uppercase; font: bold 20px serif", "Login to the court"),
        ("width: 70px", "Login to"),
        ("width: 90px; white-space: normal", "Login to the court"),
    ],
)
def test_a_button_says_what_fits_into_it(page: Page, style: str, said: str) -> None:
    page.set_content(f"<input type=submit value='Login to the court' style='{style}'>")

    (words,) = reader.read(page, "page").buttons
    is_whole = said == words == "Login to the court"
    assert is_whole or (words.startswith(said) and len(words) < len(said) + 3)


def test_a_button_says_what_a_script_gave_it(page: Page) -> None:
    page.set_content("<input type=submit>")
    page.locator("input").evaluate("(button) => { button.value = 'Login'; }")

    assert reader.read(page, "page").buttons == ("Login",)


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<input type=radio>", "radio button"),
        ("<input type=checkbox>", "checkbox"),
        ("<input type=checkbox role=switch>", "checkbox"),
        ("<select></select>", "choice"),
        ("<input>", "text field"),
    ],
)
def test_a_reader_tells_the_kinds_of_fields_apart(page: Page, markup: str, kind: str) -> None:
    page.set_content(f"<label>A {markup}</label>")

    assert [each.kinds for each in reader.read_page(page)] == [(kind,)]


FORM = """<form action='http://a.test/one' method=post><input name=a value=1>
<input name=b value=2 disabled> <input type=checkbox name=c value=3>
<input type=hidden name=d value=4> <p id=host></p>
<button name=go value=Submit formaction='http://a.test/two'>Submit</button></form>"""


def test_what_a_button_sends_is_what_its_browser_would_send(page: Page) -> None:
    page.set_content(FORM)
    page.evaluate(
        "document.querySelector('#host').attachShadow({ mode: 'open' })"
        ".innerHTML = '<input name=e value=5>'"
    )

    form = read_form(page.locator("button"))

    assert form
    assert (form.address, form.says_where, form.method) == ("http://a.test/two", True, "POST")
    assert form.button == ("go", "Submit")
    assert form.fields == (
        Entered("a", "1", is_drawn=True),
        Entered("d", "4", is_drawn=False),
        Entered("e", "5", is_drawn=True),
    )

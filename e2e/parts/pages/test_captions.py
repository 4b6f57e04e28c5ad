"""Fields without labels have the captions that stand where a person looks for them."""

import pytest
from playwright.sync_api import Page

from pages.reading import reader

CAPTIONS = ("Username *", "Password *", "Client Code")
FIELDS = ("<input>", "<input type=password>", "<input>")
PAIRS = list(zip(CAPTIONS, FIELDS, strict=True))
ROW = "<div style='display: flex; flex-direction: {}; width: 400px'>{}<span>{}</span></div>"

PLACES = {
    "before": "".join(f"<p>{words} {field}" for words, field in PAIRS),
    "in a table": "<table>"
    + "".join(f"<tr><td>{words}<td>{field}" for words, field in PAIRS)
    + "</table>",
    "above, in a table": f"<table><tr><td>{'<td>'.join(CAPTIONS)}"
    f"<tr><td>{'<td>'.join(FIELDS)}</table>",
    "behind": "".join(f"<p>{field} {words}" for words, field in PAIRS),
    "behind, in a table": "<table>"
    + "".join(f"<tr><td>{field}<td>{words}" for words, field in PAIRS)
    + "</table>",
    "below": "".join(f"<p>{field}<br><small>{words}</small>" for words, field in PAIRS),
    "drawn before": "".join(ROW.format("row-reverse", field, words) for words, field in PAIRS),
    "drawn above": "".join(ROW.format("column-reverse", field, words) for words, field in PAIRS),
    "inside": "".join(
        f"<p>{field.replace('>', f' placeholder={words!r}>')}" for words, field in PAIRS
    ),
}


@pytest.mark.sample(firefox=3)
@pytest.mark.parametrize("markup", PLACES.values(), ids=PLACES)
def test_captions_may_stand_at_any_side_of_their_fields(page: Page, markup: str) -> None:
    page.set_content(f"<h1>Login</h1><p>* Required information</p><form>{markup}</form>")

    assert reader.read(page, "page").fields == CAPTIONS


@pytest.mark.one_engine
def test_the_label_of_a_field_in_a_shadow_root_is_there_too(page: Page) -> None:
    inside = "<b id=its>Username</b> <p>Other words <input aria-labelledby=its>"
    page.set_content("<div id=host></div>")
    page.evaluate(
        "(inside) => document.querySelector('#host').attachShadow({ mode: 'open' })"
        ".innerHTML = inside",
        inside,
    )

    assert reader.read(page, "page").fields == ("Username",)


@pytest.mark.one_engine
def test_a_hint_beside_one_field_is_no_caption(page: Page) -> None:
    page.set_content(
        "<form><p>Username<br><input> as at PACER<p>Password<br><input type=password></form>"
    )

    assert reader.read(page, "page").fields == ("Username", "Password")


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize(
    "style", ["color: transparent", "opacity: 0", "color: #fff"], ids=["clear", "faint", "white"]
)
def test_a_placeholder_that_nobody_sees_is_no_caption(page: Page, style: str) -> None:
    page.set_content(
        f"<style>input::placeholder {{ {style} }}</style><form><input placeholder=Username></form>"
    )

    assert reader.read(page, "page").fields == ("",)


@pytest.mark.one_engine
def test_a_placeholder_is_gone_once_there_is_a_value(page: Page) -> None:
    page.set_content("<form><input placeholder=Username value=jdoe></form>")

    assert reader.read(page, "page").fields == ("",)


@pytest.mark.one_engine
def test_what_stands_beside_every_field_alike_tells_no_two_apart(page: Page) -> None:
    page.set_content("<form><p>* <input placeholder=Username><p>* <input placeholder=Password>")

    assert reader.read(page, "page").fields == ("Username", "Password")


@pytest.mark.one_engine
def test_the_only_field_of_a_form_is_captioned_by_what_is_read_before_it(page: Page) -> None:
    page.set_content("<form><p>Case number <input style='margin-left: 30px'>or a name</form>")

    assert reader.read(page, "page").fields == ("Case number",)


@pytest.mark.one_engine
def test_words_far_above_a_field_are_no_caption(page: Page) -> None:
    row = "<div style='display: grid; grid-template-columns: 200px 200px'>{}</div>"
    words = row.format("<p>Our office<p>Your office")
    fields = row.format("<input aria-label=Username><input aria-label=Password>")
    page.set_content(f"<form>{words}<h2 style='margin: 100px 0 0'>Log in</h2>{fields}</form>")

    assert reader.read(page, "page").fields == ("Username", "Password")

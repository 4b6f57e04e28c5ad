"""Words that a style sheet writes are read as one sees them; numbers and signs of lists are not."""

import pytest
from playwright.sync_api import Page

from pages.reading import reader

TITLE = "Link an account"
WRITTEN = {
    "a number in words": (
        "body { counter-reset: try 3 } h1::before { counter-increment: try;"
        " content: 'Try ' counter(try) ' of 5: ' }",
        f"Try 4 of 5: {TITLE}",
    ),
    "numbers of several levels": (
        "html { counter-reset: part 1 } body { counter-reset: part } h1::before {"
        " counter-increment: part; content: 'Part ' counters(part, '.') ': ' }",
        f"Part 1.1: {TITLE}",
    ),
    "a Roman number": (
        "h1 { counter-set: part 14 }"
        " h1::before { content: 'Part ' counter(part, upper-roman) ' ' }",
        f"Part XIV {TITLE}",
    ),
    "only a number": ("h1 { counter-reset: n 7 } h1::before { content: counter(n) '. ' }", TITLE),
    "quotes": (
        "h1 { quotes: '[[' ']]' } h1::before { content: open-quote 'old ' }"
        " h1::after { content: close-quote }",
        f"[[old {TITLE}]]",
    ),
    "a value of an attribute": ("h1::after { content: ' (' attr(data-of) ')' }", f"{TITLE} (Test)"),
    "instead of an attribute": (
        "h1::after { content: ' (' attr(data-no, 'Old') ')' }",
        f"{TITLE} (Old)",
    ),
    "a picture": (
        "h1::after { content: url('data:image/gif;base64,R0lGODlh') ' new' }",
        f"{TITLE} new",
    ),
    "a word of a list": ("h1 { display: list-item; list-style: 'OLD ' inside }", f"OLD {TITLE}"),
    "a word before an item": (
        "h1 { display: list-item } h1::marker { content: 'Old: ' }",
        f"Old: {TITLE}",
    ),
    "a sign of a list": ("h1 { display: list-item; list-style: '- ' inside }", TITLE),
    "a word out of sight": (
        "h1 { display: list-item; list-style: 'OLD ' outside; overflow: hidden }",
        TITLE,
    ),
    "a word without ink": (
        "h1 { display: list-item; list-style: 'OLD ' inside } h1::marker { color: transparent }",
        TITLE,
    ),
}


@pytest.mark.sample(firefox=3)
@pytest.mark.parametrize(("rules", "said"), WRITTEN.values(), ids=WRITTEN)
def test_words_of_a_style_sheet_are_read_as_they_are_drawn(
    page: Page, rules: str, said: str
) -> None:
    page.set_content(
        f"<style>body {{ padding: 90px }} {rules}</style><h1 data-of=Test>{TITLE}</h1>"
    )

    assert reader.read(page, "page").lines == (said,)


@pytest.mark.one_engine
def test_a_quotation_has_its_marks(page: Page) -> None:
    page.set_content("<p>Select <q>Link <q>an</q> account</q>.</p>")

    assert reader.read(page, "page").lines == ("Select \u201cLink \u2018an\u2019 account\u201d.",)


@pytest.mark.one_engine
def test_items_of_a_list_are_read_without_their_numbers(page: Page) -> None:
    page.set_content("<ol><li>Query<li>Reports</ol>")

    assert reader.read(page, "page").lines == ("Query", "Reports")


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "rules",
    [
        "::placeholder { font-size: 0 }",
        "::placeholder { visibility: hidden }",
        "input { text-indent: -999px }",
    ],
)
def test_captions_in_fields_that_one_does_not_see_are_none(page: Page, rules: str) -> None:
    page.set_content(
        f"<style>{rules}</style><form><input placeholder=Login><input placeholder=Code></form>"
    )

    assert [each.drawn for each in reader.read(page, "page").elements if each.words] == []

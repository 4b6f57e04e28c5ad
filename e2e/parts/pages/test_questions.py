"""What a form would ask when it is submitted is known without submitting it."""

from html import escape

import pytest
from playwright.sync_api import Page

from pages.questions import at_submit

pytestmark = pytest.mark.one_engine
FORM = "<form id=it {}><button id=go {}>Submit</button></form>"
SURE = "confirm('Are you sure?')"


def listened(part: str, event: str, program: str) -> str:
    """Return a form to a part of which a script listens."""
    script = f"<script>{part}.addEventListener('{event}', {program})</script>"
    return FORM.format("", "") + script


@pytest.mark.parametrize(
    ("markup", "questions"),
    [
        (FORM.format(f'onsubmit="return {SURE}"', ""), ["Are you sure?"]),
        (FORM.format("", f'onclick="return {SURE}"'), ["Are you sure?"]),
        (FORM.format("", f'onclick="return window.{SURE}"'), ["Are you sure?"]),
        (
            FORM.format('onsubmit="return ask()"', "")
            + f"<script>function ask() {{ return sure(); }} function sure() {{ return {SURE}; }}"
            "</script>",
            ["Are you sure?"],
        ),
        (
            FORM.format("", "") + "<script>document.addEventListener('submit', (event) =>"
            " { if (!confirm(`Link ${1} account?`)) event.preventDefault(); })</script>",
            ["Link ${1} account?"],
        ),
        (FORM.format('onsubmit="return prompt(words) !== null"', ""), [""]),
        (
            listened(
                "it",
                "submit",
                "(event) => { if (!it.sure) { event.preventDefault();"
                " document.querySelector('dialog').showModal(); } }",
            ),
            ["a dialog of the page"],
        ),
        (listened("document", "click", "(event) => { box.showModal(); return false; }"), []),
        (listened("it", "submit", "() => waiting.showModal()"), []),
        # A form that is checked says what is wrong only if something is.
        (FORM.format("onsubmit=\"if (!this.a) alert('Fill it in')\"", ""), []),
        (FORM.format("", "") + f'<button onclick="{SURE}">Leave</button>', []),
        (f"<script>function other() {{ {SURE} }}</script>" + FORM.format("", ""), []),
    ],
)
def test_a_question_of_the_forms_own_scripts_is_found(
    page: Page, markup: str, questions: list[str]
) -> None:
    page.set_content(markup)

    assert [*at_submit(page, "Submit").questions] == questions


@pytest.mark.parametrize(
    ("markup", "is_prevented"),
    [
        (FORM.format('onsubmit="return false"', ""), True),
        (FORM.format("", 'onclick="return false"'), True),
        (FORM.format('onsubmit="event.preventDefault()"', ""), True),
        (
            FORM.format('onsubmit="return stop()"', "")
            + "<script>function stop() { return false }</script>",
            True,
        ),
        (listened("it", "submit", "(e) => e.preventDefault()"), True),
        (listened("go", "click", "e => { e.preventDefault(); }"), True),
        (FORM.format("", ""), False),
        (FORM.format('onsubmit="return true"', ""), False),
        # What is wrong only if a field is empty lets a right form go.
        (FORM.format('onsubmit="if (!this.a) return false"', ""), False),
        (
            FORM.format('onsubmit="return valid(this)"', "")
            + "<script>function valid(it) { return it.length > 0 && !it.wrong }</script>",
            False,
        ),
        # It sends the form itself.
        (FORM.format('onsubmit="event.preventDefault(); fetch(this.action)"', ""), False),
        (FORM.format('onsubmit="this.submit(); return false"', ""), False),
        # Another button, and another form.
        (FORM.format("", "") + '<form><button onclick="return false">Clear</button></form>', False),
        (
            "<form><button>Submit</button><button onclick='return false'>Clear</button></form>",
            False,
        ),
        (
            FORM.format("", "") + '<form onsubmit="return false"><button>Search</button></form>',
            False,
        ),
    ],
)
def test_a_script_that_always_keeps_a_form_from_being_sent_is_known(
    page: Page,
    markup: str,
    is_prevented: bool,  # noqa: FBT001 what is right
) -> None:
    page.set_content(markup)

    assert at_submit(page, "Submit").is_prevented is is_prevented


def test_the_scripts_of_a_frame_are_known_too(page: Page) -> None:
    inner = FORM.format(f'onsubmit="{SURE}; return false"', "")
    page.set_content(f'<iframe srcdoc="{escape(inner)}"></iframe>')

    found = at_submit(page, "Submit")

    assert (found.questions, found.is_prevented) == (("Are you sure?",), True)


@pytest.mark.parametrize(
    ("markup", "alerts"),
    [
        (FORM.format("onsubmit=\"alert('We call you.')\"", ""), ("We call you.",)),
        (FORM.format("", 'onclick="alert(words)"'), ("",)),
        (FORM.format("onsubmit=\"if (!this.a) alert('Fill it in')\"", ""), ()),
        (FORM.format("", "") + "<button onclick='alert(1)'>Leave</button>", ()),
    ],
)
def test_an_alert_that_comes_in_any_case_is_found(
    page: Page, markup: str, alerts: tuple[str, ...]
) -> None:
    page.set_content(markup)

    assert at_submit(page, "Submit").alerts == alerts


def test_a_form_is_kept_from_being_sent_whatever_words_its_script_shows(page: Page) -> None:
    show = "event.preventDefault(); document.body.insertAdjacentHTML('beforeend', `Sure? If so`);"
    page.set_content(listened("it", "submit", f"(event) => {{ {show} }}"))

    assert at_submit(page, "Submit").is_prevented

"""What a form would ask when it is submitted is known without submitting it."""

import pytest
from playwright.sync_api import Page

from pages.questions import questions_at_submit

pytestmark = pytest.mark.one_engine
FORM = "<form id=it {}><button id=go {}>Submit</button></form>"
SURE = "confirm('Are you sure?')"


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

    assert questions_at_submit(page) == questions

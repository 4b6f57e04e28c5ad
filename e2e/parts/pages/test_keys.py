"""A page that notices keys gets real ones, and any other page is filled in."""

import pytest
from playwright.sync_api import Page

from pages.keys import wants_keys
from pages.screen import Screen

pytestmark = pytest.mark.one_engine
FIELD = "<label>Login <input id=login {}></label>"
WATCHES = (
    "<script>login.dataset.keys = '';"
    "login.addEventListener('keydown', (event) => {{ login.dataset.keys += event.key }})</script>"
)
ON_THE_FORM = "<form onkeyup='0'>{}</form>"
IN_A_SHADOW = "<p id=host></p><script>host.attachShadow({mode: 'open'})</script>"
ON_THE_PAGE = "<script>document.addEventListener('keydown', () => 0)</script>"
OPENS = "readonly onfocus='this.readOnly = false'"
OPENS_AT_CLICK = "readonly onclick='this.readOnly = false'"


class AnyPage(Screen):
    """A page of which nothing is known."""

    called = "page"


@pytest.mark.parametrize(
    ("markup", "wants"),
    [
        (FIELD.format("") + WATCHES.format(), True),
        (ON_THE_FORM.format(FIELD.format("")), True),
        (IN_A_SHADOW + FIELD.format(""), True),
        (FIELD.format(OPENS), True),
        ("<textarea readonly></textarea>", True),
        (FIELD.format(""), False),
        # Menus close at Escape; that is no reason to type.
        (ON_THE_PAGE + FIELD.format(""), False),
    ],
)
def test_a_page_wants_keys_if_it_may_notice_them(page: Page, markup: str, *, wants: bool) -> None:
    page.set_content(markup)

    assert wants_keys(page) is wants


@pytest.mark.parametrize("state", ["", "value=before", OPENS, OPENS_AT_CLICK])
def test_what_is_typed_is_in_the_field_key_by_key(page: Page, state: str) -> None:
    page.set_content(FIELD.format(state) + WATCHES.format())

    AnyPage(page).type("Login", "jdoe")

    assert page.locator("#login").input_value() == "jdoe"
    assert (page.locator("#login").get_attribute("data-keys") or "").endswith("jdoe")

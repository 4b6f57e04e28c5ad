"""What a page object does: finds, waits, acts, and says what is there instead."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.dialogs import Passcode, RedactionAgreement, UpdatePrompt
from pages.linking import Verification
from pages.menus import MenuBar
from pages.reading import reader
from pages.reading.reader import ScreenHints
from pages.screen import (
    Ambiguous,
    Covered,
    NotThere,
    Screen,
    Unusable,
    click,
    down_and_up,
    on_screen,
    wait_for_screen,
)
from pages.website import Notice

pytestmark = pytest.mark.one_engine

BAR = "<nav><a href=#>Query</a> <a href=#>Help</a> <a href=#>Log Out</a></nav>"


class AnyScreen(Screen):
    """A page of no court."""

    called = "page"


def test_a_picture_that_never_comes_keeps_no_screen_from_being_there() -> None:
    class Waiting(AnyScreen):
        @classmethod
        def marks(cls, *_: object) -> Any:  # noqa: ANN401 as much of a mark as is asked for
            return SimpleNamespace(first=SimpleNamespace(is_visible=lambda: True))

    def never(state: str) -> None:
        raise PlaywrightTimeout(f"waiting for {state}")

    page = cast("Page", SimpleNamespace(wait_for_load_state=never))

    assert Waiting(page).page is page


@pytest.fixture
def impatient(page: Page) -> None:
    """Wait only a moment for what cannot be used."""
    page.set_default_timeout(700)
    expect.set_options(timeout=300)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("markup", "error", "says"),
    [
        (
            "<button>Go</button><button></button>",
            NotThere,
            "there is 'Go', one without a name instead",
        ),
        ("<button>Submit</button><button>Submit</button>", Ambiguous, "'Submit', 'Submit'"),
        ("<button disabled>Submit</button>", Unusable, "is disabled"),
        (
            "<button>Submit</button><i style='position: fixed; inset: 0'></i>",
            Covered,
            "gets no clicks",
        ),
        (
            "<button style='animation: a 1s infinite linear'>Submit</button>"
            "<style>@keyframes a { from { margin-left: 0 } to { margin-left: 300px } }</style>",
            Unusable,
            "cannot be used",
        ),
    ],
)
def test_a_button_that_cannot_be_pressed_says_why(
    page: Page, markup: str, error: type[AssertionError], says: str
) -> None:
    page.set_content(markup)

    with pytest.raises(error, match=says) as raised:
        AnyScreen(page).press("Submit")

    assert type(raised.value) is error


@pytest.mark.usefixtures("impatient")
def test_a_long_list_of_what_is_there_instead_is_cut(page: Page) -> None:
    page.set_content("".join(f"<button>B{number}</button>" for number in range(20)))

    with pytest.raises(NotThere, match="'B11' instead") as missing:
        AnyScreen(page).press("Submit")

    assert len(missing.value.instead) == 20


@pytest.mark.parametrize(
    ("base", "link", "opens_tab"),
    [
        ("", "<a href='about:blank'>On</a>", False),
        ("", "<a href='about:blank' target=_blank>On</a>", True),
        ("", "<a href='about:blank' target=other>On</a>", True),
        ("", "<a href='about:blank' target=_parent>On</a>", False),
        ("<base target=_blank>", "<a href='about:blank'>On</a>", True),
        ("<base target=_blank>", "<a href='about:blank' target=_self>On</a>", False),
        ("<base target=_blank>", "<a onclick=0>On</a>", False),
        ("<base target=_top>", "<a href='about:blank'>On</a>", False),
    ],
)
def test_a_link_is_followed_into_the_tab_that_it_says(
    page: Page, base: str, link: str, *, opens_tab: bool
) -> None:
    page.set_content(base + link)

    opened = AnyScreen(page).choose("On")

    assert (opened is not page) == opens_tab


@pytest.mark.usefixtures("impatient")
def test_a_link_whose_tab_never_opens_leaves_the_walk_where_it_is(page: Page) -> None:
    page.set_content("<a href='about:blank' target=_blank onclick='return false'>On</a>")

    assert AnyScreen(page).choose("On") is page


@pytest.mark.usefixtures("impatient")
def test_a_link_to_a_tab_that_gets_no_clicks_is_no_link_that_was_followed(page: Page) -> None:
    page.set_content(
        "<a href='about:blank' target=_blank>On</a><i style='position: fixed; inset: 0'></i>"
    )

    with pytest.raises(Covered):
        AnyScreen(page).choose("On")


@pytest.mark.usefixtures("impatient")
def test_a_click_that_was_done_is_done_and_one_that_was_not_is_an_error(page: Page) -> None:
    page.set_content("<button onclick='this.title = 1'>A</button><button disabled>B</button>")

    click(page.get_by_role("button", name="A"))
    with pytest.raises(PlaywrightTimeout):
        click(page.get_by_role("button", name="B"))

    expect(page.get_by_role("button", name="A")).to_have_attribute("title", "1")


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<title>T</title><h1>A</h1><p>B</p>", ["T", "A"]),
        ("<title>T</title><p>A</p><p>B</p>", ["T", "A", "B"]),
        ("<h4>A</h4><p hidden>B</p>", ["A"]),
        ("<h2 hidden>A</h2><div role=alert>  B\n C </div>", ["B C"]),
        ("".join(f"<div>{number}</div>" for number in range(20)), [*map(str, range(8))]),
    ],
)
def test_a_page_is_told_by_its_title_and_headings_or_its_first_lines(
    page: Page, markup: str, seen: list[str]
) -> None:
    page.set_content(markup)

    assert on_screen(page) == seen


@pytest.mark.usefixtures("impatient")
def test_a_screen_that_does_not_come_is_told_with_what_is_there(page: Page) -> None:
    page.set_content("<title>News</title><p hidden>Wanted</p>")

    with pytest.raises(NotThere, match=r"screen 'menu' .* there is 'News' instead") as missing:
        wait_for_screen(page, "menu", page.get_by_text("Wanted"))

    assert (missing.value.kind, missing.value.words) == ("screen", "menu")


def test_of_several_marks_of_a_screen_one_is_enough(page: Page) -> None:
    page.set_content("<p>Wanted</p><p>Wanted</p>")

    wait_for_screen(page, "page", page.get_by_text("Wanted"))


@pytest.mark.parametrize(
    ("kind", "words", "is_there"),
    [
        ("field", "login", True),
        ("button", "Submit", True),
        ("link", "Forgot?", True),
        ("field", "Submit", False),
        # Elsewhere on the page
        ("link", "Query", False),
        ("item", "Query", True),
        ("item", "Forgot?", False),
    ],
)
def test_a_screen_has_what_is_in_its_region_and_the_items_of_the_bar(
    page: Page, kind: str, words: str, *, is_there: bool
) -> None:
    page.set_content(f"{BAR}<form>Login <input><button>Submit</button><a href=#>Forgot?</a></form>")

    assert Verification(page, ScreenHints(lines=("Login",))).has(kind, words) == is_there


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("alert", "is_refused"),
    [("<p role=alert>No.</p>", True), ("<p role=alert> </p>", False), ("", False)],
)
def test_a_refusal_says_something(page: Page, alert: str, *, is_refused: bool) -> None:
    page.set_content(f"<button>Submit</button>{alert}")

    if is_refused:
        AnyScreen(page).press_refused("Submit")
    else:
        with pytest.raises(AssertionError):
            AnyScreen(page).press_refused("Submit")


BOXES = "<input type=checkbox checked><input type=checkbox><input type=checkbox>"


@pytest.mark.parametrize("way_on", ["Continue", " continue to the court", "I agree", "ACCEPT"])
def test_a_dialog_is_passed_by_ticking_what_is_not_ticked_and_by_its_one_button(
    page: Page, way_on: str
) -> None:
    page.set_content(
        f"<h2>Redaction Agreement</h2>{BOXES}<button>Discontinue</button>"
        f"<button onclick=\"document.title = 'on'\">{way_on}</button><button>Continued</button>"
    )

    RedactionAgreement(page).pass_on()

    expect(page).to_have_title("on")
    assert page.locator(":checked").count() == 3


@pytest.mark.parametrize(
    ("dialog", "way_on", "other"),
    [(UpdatePrompt, "Skip", "Update"), (Passcode, "Verify", "Back"), (Notice, "Continue", "Home")],
)
def test_each_dialog_has_its_own_way_on(
    page: Page, dialog: type[UpdatePrompt | Passcode | Notice], way_on: str, other: str
) -> None:
    words = getattr(dialog, "identifying_text", "Read").partition("|")[0]
    page.set_content(
        f"<p>{words}</p>{BOXES}<button>{other}</button>"
        f"<button onclick=\"document.title = 'on'\">{way_on}</button>"
    )

    dialog(page).pass_on()

    expect(page).to_have_title("on")
    assert page.locator(":checked").count() == 3


@pytest.mark.usefixtures("impatient")
def test_to_leave_the_court_is_to_see_its_bar_go(page: Page) -> None:
    page.set_content(BAR.replace("<a href=#>Log", '<a href=# onclick="this.id = 1">Log'))

    with pytest.raises(PlaywrightTimeout):
        MenuBar(page).leave("Log Out")

    page.evaluate(
        "() => { document.getElementById(1).onclick = () => document.body.replaceChildren() }"
    )
    MenuBar(page).leave("Log Out")


def test_what_closes_a_notice_is_known_only_if_it_is_one(page: Page) -> None:
    page.set_content("<button>Accept</button><button onclick='this.remove()'>Close</button>")
    screen = AnyScreen(page)

    assert screen.close("Close")
    page.set_content("<button>Accept</button><button>Accept</button>")
    assert not screen.close("Accept")


def test_a_screen_is_barred_only_if_each_of_its_controls_is(page: Page) -> None:
    pane = "<i style='position: fixed; inset: 0 0 50% 0'></i>"
    page.set_content(f"<button>Up</button><p style='margin-top: 70vh'><button>Down</button>{pane}")
    one = AnyScreen(page).read().barred
    page.evaluate("() => { document.querySelector('i').style.bottom = 0 }")

    assert (one, AnyScreen(page).read().barred) == (False, True)


@pytest.mark.parametrize("says", ["role=dialog", "role=alertdialog", "aria-modal=true"])
def test_a_notice_around_a_dialog_is_a_dialog(page: Page, says: str) -> None:
    around = "position: fixed; inset: 0; background: #fff"
    page.set_content(
        f"<button>Submit</button><div style='{around}'><p {says}>Cookies <button>Accept"
    )

    with pytest.raises(Covered) as covered:
        AnyScreen(page).check_gets_clicks("Submit")

    assert covered.value.cover
    assert covered.value.cover.kind == "dialog"


def test_a_small_dialog_that_bars_the_page_covers_all_of_it(page: Page) -> None:
    page.set_content(
        "<button>Submit</button><dialog>Cookies "
        "<a href='https://x.example/'>Policy</a> <button>Accept</button></dialog>"
    )
    page.evaluate("() => document.querySelector('dialog').showModal()")

    with pytest.raises(Covered) as covered:
        AnyScreen(page).check_gets_clicks("Submit")

    cover = covered.value.cover
    assert cover
    assert (cover.kind, cover.buttons, cover.is_whole) == ("dialog", ("Accept",), True)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Jane Doe", []),
        ("JANE DOE", []),
        ("Jane<br>Doe", []),
        ("<table><tr><td>Jane<td>Doe</table>", []),
        ("Jane&nbsp;Doe", ["Jane\u00a0Doe"]),
        ("Ja\u200bne Doe", ["Ja\u200bne Doe"]),
        ("Ja&shy;ne Doe", ["Ja\u00adne Doe"]),
        ("Jane &#8195; Doe", [re.compile(r"Jane\s+Doe")]),
        ("Jane\u2060 Doe, Jane\u2060 Doe", ["Jane\u2060 Doe"]),
        ("Jane D.", []),
    ],
)
def test_a_name_that_only_looks_like_the_name_is_found(
    page: Page, written: str, found: list[str | re.Pattern[str]]
) -> None:
    page.set_content(f"{BAR}<p>{written}</p><form><button>Submit</button></form>")

    seen = Verification(page).look_alikes("Jane Doe")

    assert len(seen) == len(found)
    for each, wanted in zip(seen, found, strict=True):
        assert re.fullmatch(wanted, each) if isinstance(wanted, re.Pattern) else each == wanted


@pytest.mark.parametrize(
    ("name", "written", "count"),
    [
        ("J. (Jo) Doe+", "J. (Jo) Doe+", 0),
        ("J. (Jo) Doe+", "J. (Jo)\u00a0Doe+", 1),
        ("J. (Jo) Doe+", "JX (Jo)\u00a0Doe+", 0),
        ("Mary-Jo Doe-O'Hara", "Mary-Jo Doe-O'Hara", 0),
        ("Mary-Jo Doe-O'Hara", "Mary-Jo\u00a0Doe-O'Hara", 1),
    ],
)
def test_a_name_may_have_signs_of_patterns_in_it(
    page: Page, name: str, written: str, count: int
) -> None:
    page.set_content(f"{BAR}<p>{written}</p><form><button>Submit</button></form>")

    assert len(Verification(page).look_alikes(name)) == count


REVEALED = (
    "<p style='height: {}px'>News</p><p id=end>&nbsp;</p><script>"
    "new IntersectionObserver((all) => {{"
    " if (all.some((each) => each.isIntersecting)) end.textContent = 'The end'; }}).observe(end);"
    "</script>"
)


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize("around", ["{}", "<main style='height: 100vh; overflow: auto'>{}</main>"])
def test_what_comes_only_where_one_scrolls_to_comes(page: Page, around: str) -> None:
    page.set_content(f"<body style='margin: 0'>{around.format(REVEALED.format(3000))}")

    said = [reader.read(page, "page").lines for _ in down_and_up(page)]

    assert (said[0], said[-1]) == (("News",), ("News", "The end"))
    assert page.evaluate("scrollY") == 0


@pytest.mark.one_engine
def test_a_page_as_high_as_the_window_is_not_scrolled(page: Page) -> None:
    page.set_content("<p>All of it</p>")

    assert [*down_and_up(page)] == []

"""Where on a page its regions are, by how courts build them or by the words of the guide."""

import pytest
from playwright.sync_api import Page

from pages.dialogs import ClientCodeWarning, Dialog, RedactionAgreement, UpdatePrompt
from pages.linking import Confirmation, LinkForm, Verification
from pages.menus import Menu, MenuBar
from pages.reading import reader
from pages.reading.reader import NO_HINTS, ScreenHints
from pages.screen import Screen
from pages.sign_on import SignOn
from pages.website import CourtWebsite, Landing, Notice

pytestmark = pytest.mark.one_engine

BAR = (
    "<div id=topmenu><ul><li><a href=#>Query</a><li><a href=#>Utilities</a>"
    "<li><a href=#>Log Out</a></ul></div>"
)
PASSWORD = "<p>Password <input type=password></p>"
FORM = f"<form><p>Login <input></p>{PASSWORD}<button>Submit</button></form>"
QUICK = "<p><a href=#>Case Locator (PACER)</a> <a href=#>E-Filing (CM/ECF)</a></p>"
FILING = "<p><a href=#>West - Document Filing System</a></p>"
THREE = "<div role=menubar><a href=#>A</a><a href=#>B</a><a href=#>C</a></div>"
FILES = BAR.replace("topmenu", "x").replace("Query", "File")
AGREEMENT = "<h2>Redaction Agreement</h2>"
AGREES = "<form><input type=checkbox> I agree<p><button>Go</button></form>"


def says(*lines: str) -> ScreenHints:
    """Return hints of a screen that says these lines."""
    return ScreenHints(lines=lines)


def named(*controls: str, fields: tuple[str, ...] = ()) -> ScreenHints:
    """Return hints of a screen with these links and buttons."""
    return ScreenHints(controls=controls, fields=fields)


@pytest.mark.parametrize(
    ("screen", "markup", "known", "is_there"),
    [
        # The menu bar: three known items, or two in a part that is marked
        (MenuBar, BAR, NO_HINTS, True),
        (MenuBar, BAR.replace(" id=topmenu", ""), NO_HINTS, True),
        (MenuBar, BAR.replace(" id=topmenu", "").replace("Query", "Tools"), NO_HINTS, False),
        (MenuBar, BAR.replace("Query", "Tools"), NO_HINTS, True),
        (MenuBar, BAR.replace("Query", "A").replace("Utilities", "B"), NO_HINTS, False),
        (MenuBar, FILES, ScreenHints(items=("file",)), True),
        # A bar of which every item has changed is known by its mark, where one is expected.
        *(
            (MenuBar, THREE, known, there)
            for known, there in ((NO_HINTS, False), (ScreenHints(items=("Query",)), True))
        ),
        (MenuBar, "<div role=menubar><a href=#>A</a></div>", ScreenHints(items=("Query",)), False),
        # A form with some of its words is a page with the same links, and no bar.
        (MenuBar, BAR.replace(" id=topmenu", "").replace("<li>", "<input>", 1), NO_HINTS, False),
        (
            MenuBar,
            "<p><a href=#>Query</a> <a href=#>Reports</a></p><p>More words are here.</p>"
            "<p><a href=#>Help</a></p>",
            NO_HINTS,
            False,
        ),
        # The landing page has no form, no menu and no quick links.
        (Landing, FILING, NO_HINTS, True),
        (Landing, FILING + PASSWORD, NO_HINTS, False),
        (Landing, FILING + BAR, NO_HINTS, False),
        (Landing, FILING + QUICK, NO_HINTS, False),
        (Landing, "<a href='/cgi-bin/login.pl'>Enter</a>", NO_HINTS, False),
        (Landing, "<a href='http://ecf.test/cgi-bin/login.pl'>Enter</a>", NO_HINTS, True),
        (Landing, "<a href=#>About filing</a>", NO_HINTS, True),
        (Landing, "<a href=#>About</a>", NO_HINTS, False),
        (Landing, "<button>Enter</button>", named("Enter"), True),
        # Sign-on has no menu bar.
        (SignOn, FORM, NO_HINTS, True),
        (SignOn, FORM + BAR, NO_HINTS, False),
        (SignOn, FORM.replace(PASSWORD, PASSWORD * 2), NO_HINTS, False),
        (SignOn, "<form>User <input> Code <input><button>Go</button></form>", NO_HINTS, False),
        (
            SignOn,
            "<form>User <input> Code <input><button>Go</button></form>",
            named("Go", fields=("User", "Code")),
            True,
        ),
        # The website: its links by name, or where they lead
        (CourtWebsite, QUICK, NO_HINTS, True),
        (CourtWebsite, QUICK.replace("E-Filing", "Information"), NO_HINTS, False),
        (CourtWebsite, QUICK.replace("Case Locator (PACER)", "Cases"), NO_HINTS, False),
        (
            CourtWebsite,
            "<p><a href='http://pcl.test/'>Find</a> <a href='http://ecf.test/'>File</a></p>",
            NO_HINTS,
            True,
        ),
        # Linking: a password, then something to submit, then neither
        (LinkForm, BAR + FORM, NO_HINTS, True),
        (LinkForm, FORM, NO_HINTS, False),
        (LinkForm, FORM, named(fields=("login", "password")), True),
        (LinkForm, FORM, named(fields=("Login", "Password", "PIN")), True),
        (LinkForm, FORM, named(fields=("Login", "PIN", "Code")), False),
        (LinkForm, BAR + FORM.replace("=password", "=text"), NO_HINTS, False),
        (Verification, f"{BAR}<form><button>Submit</button></form>", NO_HINTS, True),
        (Verification, "<form><button>Submit</button></form>", NO_HINTS, False),
        (Verification, BAR + FORM, NO_HINTS, False),
        (Verification, f"{BAR}<p>Done.</p>", NO_HINTS, False),
        (Verification, "<p>Link these?</p><button>Yes</button>", says("LINK these?"), True),
        (Verification, "<p>Link these?</p>", says("Link these?", "It is permanent."), True),
        (Verification, "<p>Link these?</p>", says("Link these?", "B.", "C."), False),
        (Confirmation, f"{BAR}<p>Done.</p>", NO_HINTS, True),
        (Confirmation, "<p>Done.</p>", NO_HINTS, False),
        (Confirmation, f"{BAR}<form><button>Submit</button></form>", NO_HINTS, False),
        (Confirmation, f"{BAR}<input>", NO_HINTS, False),
        (Confirmation, "<p>Done.</p>", says("Done."), True),
        # The agreement, by its title or by the box that the guide shows
        (RedactionAgreement, "<h2>Redaction agreement</h2>", NO_HINTS, True),
        (RedactionAgreement, "<h2 hidden>Redaction Agreement</h2>", NO_HINTS, False),
        (RedactionAgreement, AGREES, NO_HINTS, False),
        (RedactionAgreement, AGREES, named(fields=("I AGREE",)), True),
        (RedactionAgreement, f"<div hidden>{AGREES}</div>", named(fields=("I agree",)), False),
        (UpdatePrompt, "<p>PACER account disabled</p>", NO_HINTS, True),
        (ClientCodeWarning, "<p>The required client code was not entered.</p>", NO_HINTS, True),
        # A notice has one way on, and nothing else to do.
        *(
            (Notice, f"<p>Read.</p><button>{way_on}</button>", NO_HINTS, True)
            for way_on in ("Continue", "Next", "OK", "Skip for now", "I agree", "Close »")
        ),
        (Notice, "<p>Read.</p><button>Discontinue</button>", NO_HINTS, False),
        (Notice, "<p>Read.</p><button>Continue to file</button>", NO_HINTS, False),
        (Notice, "<button>Continue</button><a href=#>Next</a>", NO_HINTS, False),
        (Notice, "<button>Continue</button>" + "<a href=#>A</a>" * 3, NO_HINTS, True),
        (Notice, "<button>Continue</button>" + "<a href=#>A</a>" * 4, NO_HINTS, False),
        (Notice, "<button>Continue</button><input type=checkbox>", NO_HINTS, True),
        (Notice, "<button>Continue</button><input>", NO_HINTS, False),
        (Notice, f"{BAR}<button>Continue</button>", NO_HINTS, False),
        (Notice, f"{QUICK}<button>Continue</button>", NO_HINTS, False),
    ],
)
def test_a_screen_is_known_by_what_it_has_and_by_what_it_lacks(
    page: Page, screen: type[Screen], markup: str, known: ScreenHints, *, is_there: bool
) -> None:
    page.set_content(markup)

    assert (screen.marks(page, known).count() > 0) == is_there


@pytest.mark.parametrize("dialog", [UpdatePrompt, ClientCodeWarning, RedactionAgreement])
@pytest.mark.parametrize("style", ["display: none", "visibility: hidden", ""])
def test_a_dialog_that_is_not_shown_is_not_there(
    page: Page, dialog: type[Dialog], style: str
) -> None:
    words = dialog.identifying_text.partition("|")[0]
    page.set_content(f"<div style='{style}'><p>{words}</p></div>")

    assert (dialog.marks(page).count() > 0) == (not style)


@pytest.mark.parametrize(
    ("markup", "known", "words"),
    [
        # The guide's link goes before the usual one, and that before any other.
        (f"{FILING}<a href=#>Enter</a>", named("enter"), "Enter"),
        (f"<a href='http://e.test/cgi-bin/login.pl'>In</a>{FILING}", NO_HINTS, "West - Document"),
        ("<a href=#>Filing</a> <a href='http://e.test/cgi-bin/login.pl'>In</a>", NO_HINTS, "In"),
    ],
)
def test_of_several_links_of_a_landing_page_the_surest_is_taken(
    page: Page, markup: str, known: ScreenHints, words: str
) -> None:
    page.set_content(markup)

    assert Landing.marks(page, known).inner_text().startswith(words)


@pytest.mark.parametrize(
    ("screen", "markup", "known", "controls"),
    [
        # The dialog around the box that the guide names, and not around the first one
        (
            RedactionAgreement,
            f"{AGREEMENT}<form><input type=checkbox> B<button>Save</button></form>{AGREES}",
            named(fields=("I agree",)),
            ("Go",),
        ),
        (
            RedactionAgreement,
            f"{AGREEMENT}<div role=dialog>{AGREES}</div><button>Save</button>",
            NO_HINTS,
            ("Go",),
        ),
        # Of two forms the one with the captions of the guide, or the password
        (
            LinkForm,
            f"{BAR}<form><p>Search <input></p><button>Find</button></form>{FORM}",
            named(fields=("Login", "Password")),
            ("Submit",),
        ),
        # What links to other pages of sign-on belongs to its box; what the page begins with not.
        (SignOn, f"<button>A</button><div>{FORM}<a href=#>B</a></div>", NO_HINTS, ("Submit",)),
        (
            Verification,
            f"<form><button>Find</button></form>{BAR}<form><button>Submit</button></form>",
            NO_HINTS,
            ("Find",),
        ),
    ],
)
def test_a_region_is_no_more_than_its_screen(
    page: Page, screen: type[Screen], markup: str, known: ScreenHints, controls: tuple[str, ...]
) -> None:
    page.set_content(markup)

    assert screen(page, known).read().buttons == controls


@pytest.mark.parametrize(
    ("markup", "known", "items"),
    [
        # A logo above the bar's own list, and a menu that is open below an item
        (
            "<div id=topmenu><a href=#>Court</a><ul><li><a href=#>Query</a><li><a href=#>Tools</a>"
            "<li><a href=#>Reports</a></ul></div>",
            NO_HINTS,
            ("Query", "Tools", "Reports"),
        ),
        (
            "<div id=topmenu><div><a href=#>Query</a><a href=#>Mailings</a></div>"
            "<div><a href=#>Reports</a></div><div><a href=#>Help</a></div></div>",
            NO_HINTS,
            ("Query", "Reports", "Help"),
        ),
        (
            "<div id=topmenu><div><a href=#>Mailings</a><a href=#>Query</a></div>"
            "<div><a href=#>Reports</a></div><div><a href=#>Help</a></div></div>",
            NO_HINTS,
            ("Mailings", "Query", "Reports", "Help"),
        ),
    ],
)
def test_the_items_of_a_bar_are_those_of_its_own_list(
    page: Page, markup: str, known: ScreenHints, items: tuple[str, ...]
) -> None:
    page.set_content(markup)

    assert MenuBar(page, known).read().items == items


def test_an_entry_of_a_menu_is_not_at_the_foot_of_the_page(page: Page) -> None:
    page.set_content(
        f"{BAR}<main><a href=#>Link</a></main><footer><a href=#>Link</a></footer>"
        "<div role=contentinfo><a href=#>Terms</a></div>"
    )
    known = ScreenHints(controls=("Terms",))

    seen = Menu(page, known).read().elements

    assert reader.named(page, "entry", "Link").count() == 1
    assert reader.named(page, "entry", "Terms").count() == 0
    assert [(each.words, each.here) for each in seen if not each.item] == [
        ("Link", True),
        ("Terms", False),
    ]


@pytest.mark.parametrize("words", ["", "  "])
def test_words_that_are_none_name_only_what_has_none(page: Page, words: str) -> None:
    page.set_content("<button>A</button><button></button><label>B <input></label>")

    assert reader.button(page, words).count() == 1
    assert reader.every(page, "button").count() == 2


def test_one_form_around_a_whole_page_is_not_the_form_of_its_sign_on(page: Page) -> None:
    header, footer = "<div id=header>PACER</div>", "<div id=footer><a href=/p>Privacy</a></div>"
    sign_on = f"<div>User <input>{PASSWORD}<button>Login</button> <a href=/h>Help</a></div>"
    page.set_content(f"<form>{header}{sign_on}{footer}</form>")

    reading = SignOn(page).read()

    assert reading.links == ("Help",)
    assert [(each.words, each.part) for each in reading.pieces if each.part] == [
        ("PACER", "site"),
        ("Privacy", "site"),
        ("Privacy", "site"),
    ]


def test_a_picture_that_can_hold_no_words_is_no_piece_of_a_page(page: Page) -> None:
    sizes = ((100, 5), (20, 50), (100, 50))
    drawn = [f"<canvas width={wide} height={high}></canvas>" for wide, high in sizes]
    page.set_content(f"<p>Read {''.join(drawn)} <video width=100 height=50></video></p>")

    # The third drawing and the film can hold some.
    kinds = [each.kind for each in reader.read(page, "page").pieces]
    assert kinds == ["text", "picture", "picture"]


@pytest.mark.parametrize(("style", "buttons"), [("; cursor: pointer", ("Login",)), ("", ())])
def test_a_box_under_the_hand_of_the_mouse_is_the_button_that_a_guide_names(
    page: Page, style: str, buttons: tuple[str, ...]
) -> None:
    box = f"<span style='padding: 6px; border: 1px solid{style}'>Login</span>"
    page.set_content(f"<form>User <input>{PASSWORD}{box} <a href=/h>Help</a></form>")

    sign_on = SignOn(page, named("Login"))

    reading = sign_on.read()
    assert (reading.buttons, sign_on.button("Login").count()) == (buttons, len(buttons))
    assert [each.words for each in reading.pieces if each.kind == "button"] == [*buttons]

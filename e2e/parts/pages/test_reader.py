"""The page objects find things by their words, in whatever markup a court's pages are written.

What depends on how a page is laid out runs in every engine.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from e2e.walks.run import ROOT
from pages.linking import LinkForm, Verification
from pages.menus import MenuBar
from pages.reading import reader
from pages.screen import Ambiguous, NotThere, Screen, wait_for_screen
from pages.sign_on import SignOn
from pages.website import CourtWebsite, Landing
from walk.browser.find import find_browser
from walk.browser.options import launch_options
from walk.settings.config import Project


class AnyScreen(Screen):
    """A page of no court."""

    called = "page"


QUICK_LINKS = ("Case Locator (PACER)", "E-Filing (CM/ECF)", "E-Filing Proof of Claim")
LIMITED = ("Query", "Reports", "Utilities", "Help", "Log Out")


# Quick links


@pytest.mark.parametrize(
    "markup",
    [
        '<ul class="welcome-links"><li><a href="/1">Case Locator (PACER) &raquo;</a></li>'
        '<li><a href="/2">E-Filing (CM/ECF) &raquo;</a></li>'
        '<li><a href="/3">E-Filing Proof of Claim &raquo;</a></li></ul>',
        '<div class="fp-welcome-links"><a href="/1">Case Locator (PACER)&nbsp;&raquo;</a><br>'
        '<a href="/2">E-Filing\n (CM/ECF)</a><br><a href="/3">E-Filing Proof of Claim</a></div>',
        '<table class="buttons"><tr><td><a href="/1">Case Locator (PACER)</a></td></tr>'
        '<tr><td><a href="/2"><b>E-Filing</b> (CM/ECF)</a></td></tr>'
        '<tr><td><a href="/3">E-Filing <i>Proof</i> of&nbsp;Claim</a></td></tr></table>',
        '<nav><a href="/1"><span>Case Locator</span> <span>(PACER)</span></a> | '
        '<a href="/2"><img src="data:," alt="E-Filing (CM/ECF)"></a> | '
        '<a href="/3" aria-label="E-Filing Proof of Claim"><svg width="9" height="9"></svg></a>'
        "</nav>",
    ],
    ids=["marked list", "marked division", "table", "navigation with pictures"],
)
@pytest.mark.one_engine
def test_quick_links_are_read_in_any_markup(markup: str, page: Page) -> None:
    page.set_content(
        f'<header><a href="/">Home</a></header><main>{markup}</main>'
        '<footer><a href="/map">Site map</a></footer>'
    )

    assert CourtWebsite(page).read().links == QUICK_LINKS


@pytest.mark.parametrize(
    "signs",
    [("", " \u00bb"), ("", "<i>\u203a</i>"), ("\u25b6 ", ""), ("<b>\ue005</b>", " &gt;&gt;")],
)
@pytest.mark.one_engine
def test_signs_around_words_are_none_of_them(signs: tuple[str, str], page: Page) -> None:
    before, behind = signs
    page.set_content(
        f"<main><a href='/1'>{before}Case Locator (PACER){behind}</a><br>"
        f"<a href='/2'>{before}E-Filing (CM/ECF){behind}</a></main>"
    )

    assert CourtWebsite(page).read().links == QUICK_LINKS[:2]


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize(
    ("style", "is_seen"),
    [
        (
            "position: absolute; clip: rect(1px, 1px, 1px, 1px); height: 1px; overflow: hidden",
            False,
        ),
        ("position: absolute; width: 1px; height: 1px; overflow: hidden", False),
        ("position: absolute; left: -10000px", False),
        ("position: absolute; height: 0", True),
        ("overflow: hidden", True),
    ],
)
def test_words_for_the_ears_alone_are_none_of_those_that_a_reader_sees(
    style: str, page: Page, *, is_seen: bool
) -> None:
    page.set_content(
        "<main><a href='/1'>Case Locator (PACER)</a><br><a href='/2'>E-Filing (CM/ECF)"
        f"<span style='{style}'> (link is external)</span></a></main>"
    )

    seen = "E-Filing (CM/ECF) (link is external)" if is_seen else "E-Filing (CM/ECF)"
    assert CourtWebsite(page).read().links == ("Case Locator (PACER)", seen)


def test_a_link_at_the_foot_of_the_page_is_none_of_the_quick_links(page: Page) -> None:
    page.set_content(
        "<div><div><a href='/2'>E-Filing (CM/ECF)</a><br><a href='/3'>E-Filing Proof of Claim</a>"
        "</div><div>Open on working days.</div><div><a href='/1'>Case Locator (PACER)</a></div>"
    )
    known = reader.ScreenHints(controls=QUICK_LINKS)

    assert CourtWebsite(page, known).read().links == QUICK_LINKS[1:]


@pytest.mark.sample(2)
@pytest.mark.parametrize("target", ["", ' target="_self"', ' target="_top"', ' target="_blank"'])
def test_a_link_is_followed_to_the_tab_in_which_it_opens(target: str, page: Page) -> None:
    landing = "about:blank"
    page.set_content(
        '<ul class="welcome-links"><li><a href="#">Case Locator (PACER)</a></li>'
        f'<li><a href="{landing}"{target}>E-Filing (CM/ECF) &raquo;</a></li></ul>'
    )

    opened = CourtWebsite(page).choose("E-Filing (CM/ECF)")

    expect(opened).to_have_url(landing)
    assert (opened is page) == ("_blank" not in target)


@pytest.mark.parametrize(
    "markup",
    [
        '<center><p>Welcome<p><a href="/l">\nWest - Document Filing System\n</a></center>',
        '<div><a href="/l"><b>West</b> - Document&nbsp;Filing <u>S</u>ystem</a></div>',
        '<form action="/search"><input name="q"><button>Find</button></form>'
        '<h3><a href="/l">West - Document Filing System &raquo;</a></h3>',
    ],
    ids=["old markup", "no-break space and underlined letter", "search box beside"],
)
@pytest.mark.one_engine
def test_a_landing_page_is_known_by_its_link(markup: str, page: Page) -> None:
    page.set_content(markup)

    assert Landing(page).links.all_inner_texts()
    expect(reader.control(page, "West - Document Filing System")).to_have_count(1)


# Menu bars


def bar(kind: str, labels: tuple[str, ...] = LIMITED) -> str:
    """Write a menu bar in one of the ways in which courts' pages are built."""
    links = [f'<a href="#{at}">{label}</a>' for at, label in enumerate(labels)]
    match kind:
        case "list":
            return f"<ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>"
        case "table":
            return f"<table><tr>{''.join(f'<td>{link}</td>' for link in links)}</tr></table>"
        case "navigation":
            return f"<nav>{' '.join(links)}</nav>"
        case "divisions":
            return f"<div>{''.join(f'<div>{link}</div>' for link in links)}</div>"
        case "menubar":
            items = "".join(f'<li role="none">{link}</li>' for link in links)
            return f'<ul role="menubar">{items.replace("<a ", "<a role=menuitem ")}</ul>'
        case "buttons":
            return f"<nav>{''.join(f'<button>{label}</button>' for label in labels)}</nav>"
        case "links as buttons":
            return f"<nav>{' '.join(links).replace('<a ', '<a role=button ')}</nav>"
        case "with id":
            return f'<div id="topmenu"><div class="bd">{bar("list", labels)}</div></div>'
    raise ValueError(kind)


KINDS_OF_BAR = (
    "list",
    "table",
    "navigation",
    "divisions",
    "menubar",
    "buttons",
    "links as buttons",
    "with id",
)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("row", "items"),
    [
        ("<li>Docket</li>", ["Docket"]),
        ("<li class=written></li>", ["Docket"]),
        ("<li>|</li>", []),
        # What the guide documents is a link, and words are none.
        ("<li>Search</li>", []),
        ("<li><a href=#>Docket</a></li>", ["Docket"]),
    ],
)
def test_words_in_a_row_of_the_menu_bar_are_an_item_more(
    row: str, items: list[str], page: Page
) -> None:
    written = "<style>.written::before { content: 'Docket' }</style>"
    page.set_content(written + bar("list").replace("</ul>", f"{row}</ul>"))

    read = reader.read(page, "menu bar", reader.ScreenHints(items=(*LIMITED, "Search"))).items

    assert list(read) == [*LIMITED, *items]


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize("kind", KINDS_OF_BAR)
def test_a_menu_bar_is_read_in_any_markup(kind: str, page: Page) -> None:
    page.set_content(
        f'<img alt="CM/ECF" src="data:,">{bar(kind)}<hr>'
        '<h2>West</h2><p>See <a href="#m">the manual</a>.</p>'
    )

    assert MenuBar(page).read().items == LIMITED


@pytest.mark.sample(3, firefox=1)
@pytest.mark.parametrize("kind", KINDS_OF_BAR)
def test_a_menu_bar_with_one_item_more_is_read_with_it(kind: str, page: Page) -> None:
    page.set_content(bar(kind, (*LIMITED, "User Manual")))

    assert MenuBar(page).read().items == (*LIMITED, "User Manual")


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    "label",
    [
        "<u>U</u>tilities",
        "<u>U</u>tilities <div class='arrow'></div>",
        "\n   Utilities\n  ",
        "Utilities&nbsp;",
        '<font color="red">Utilities</font>',
        "Util&shy;ities",
        "Utilities<span style='display: none'>7 items</span>",
        "<span style='text-transform: uppercase'>Utilities</span>",
        "<!-- Tools -->Utilities",
    ],
)
@pytest.mark.one_engine
def test_a_menu_label_is_read_without_its_trimmings(label: str, page: Page) -> None:
    page.set_content(bar("with id", ("Query", "Reports", label, "Help", "Log Out")))

    assert MenuBar(page).read().items == LIMITED


def test_items_without_an_address_belong_to_the_menu_bar_and_can_be_chosen(page: Page) -> None:
    page.set_content(
        bar("list").replace('<a href="#3">', "<a onclick=\"document.title = 'helped'\">")
    )

    menu_bar = MenuBar(page)
    menu_bar.choose("Help")

    assert menu_bar.read().items == LIMITED
    expect(page).to_have_title("helped")


@pytest.mark.sample(firefox=1)
@pytest.mark.parametrize("holder", ["ul", "div", "table"])
def test_an_open_menu_is_no_part_of_the_menu_bar(holder: str, page: Page) -> None:
    entry = {"ul": "li", "div": "div", "table": "tr><td"}[holder]
    opened = f'<{holder}><{entry}><a href="#x">Mailings</a></{entry[:3]}></{holder}>'
    page.set_content(
        '<div id="topmenu"><ul><li><a href="#1">Query</a></li><li><a href="#2">Reports</a></li>'
        f'<li><a href="#3">Utilities</a><div class="bd">{opened}</div></li>'
        '<li><a href="#4">Help</a></li><li><a href="#5">Log Out</a></li></ul></div>'
    )

    assert MenuBar(page).read().items == LIMITED
    expect(reader.control(page, "Mailings")).to_have_count(1)


# Captions of fields


@pytest.mark.sample(10, firefox=3)
@pytest.mark.parametrize(
    "markup",
    [
        '<label for="a">CM/ECF login</label> <input id="a">',
        '<label for="a:b">CM/ECF login</label> <input id="a:b">',
        "<label>CM/ECF login <input></label>",
        "<label><b>CM/ECF</b> login: <input></label>",
        '<input aria-label="CM/ECF login">',
        '<span id="c">CM/ECF login</span><p>Below</p><input aria-labelledby="c">',
        '<span id="c">CM/ECF</span><span id="d">login</span><p>x</p><input aria-labelledby="c d">',
        "<table><tr><td>CM/ECF login</td><td><input></td></tr></table>",
        "<table><tr><td><font size=2>CM/ECF&nbsp;login:</font></td><td><input></td></tr></table>",
        "<table><tr><td>CM/ECF login</td><td><table><tr><td><input></td></tr></table></td></tr>"
        "</table>",
        "<table><tr><th>CM/ECF login</th></tr><tr><td><input></td></tr></table>",
        "<dl><dt>CM/ECF login</dt><dd><input></dd></dl>",
        "<div>CM/ECF login</div><div><input></div>",
        "<p>CM/ECF login<br><input></p>",
        "CM/ECF login <input>",
        '<input placeholder="CM/ECF login">',
        '<input title="CM/ECF login">',
        "<fieldset><legend>Accounts</legend><p>CM/ECF login: <input></p></fieldset>",
        "<div>CM/ECF login</div><div><select><option>a</option><option>b</option></select></div>",
        "<div>CM/ECF login</div><div><textarea>typed before</textarea></div>",
    ],
)
def test_a_field_is_found_by_its_caption_wherever_that_stands(markup: str, page: Page) -> None:
    page.set_content(f"<h2>Link</h2><form>{markup}<hr><p><button>Submit</button></p></form>")

    assert reader.read(page, "page").fields == ("CM/ECF login",)
    expect(reader.field(page, "CM/ECF login")).to_have_count(1)


def test_each_field_of_a_form_has_its_own_caption(page: Page) -> None:
    page.set_content(
        "<p>All are required.</p><table>"
        "<tr><td>Login</td><td><input name=a></td><td>Password</td><td><input type=password></td>"
        "</tr><tr><td>Role</td><td><select><option>Filer</option></select></td>"
        "<td>Reason</td><td><textarea>because</textarea></td></tr></table>"
    )

    assert reader.read(page, "page").fields == ("Login", "Password", "Role", "Reason")


@pytest.mark.sample(4, firefox=1)
@pytest.mark.parametrize("kind", ["checkbox", "radio"])
@pytest.mark.parametrize(
    "after",
    [
        "I have read this notice.",
        "<b>I have read</b> this notice.",
        "<label>I have read this notice.</label>",
        "<span>I have read this notice.</span><br>And more.",
    ],
)
def test_a_box_is_known_by_the_text_after_it(kind: str, after: str, page: Page) -> None:
    page.set_content(f"<p>All filers must redact.</p><p><input type={kind}> {after}</p>")

    assert reader.read(page, "page").fields == ("I have read this notice.",)


@pytest.mark.parametrize(
    "around",
    [
        "<div>{real}<div>&nbsp;</div><span>I have read this notice.</span></div>",
        "<div>{real}<div style='width: 9px; height: 9px'></div></div>"
        "<label>I have read this notice.</label>",
    ],
)
def test_a_box_that_is_drawn_is_known_by_the_text_after_the_drawing(
    around: str, page: Page
) -> None:
    hidden = "position: absolute; width: 1px; height: 1px; overflow: hidden"
    real = f"<div style='{hidden}'><input type=checkbox></div>"
    page.set_content(f"<p>All filers must redact.</p>{around.format(real=real)}")

    assert reader.read(page, "page").fields == ("I have read this notice.",)


def test_hidden_duplicates_are_not_there_for_a_reader(page: Page) -> None:
    page.set_content(
        '<div style="display: none"><label>Login <input></label><button>Submit</button>'
        '<a href="#">Forgot?</a></div>'
        '<div style="visibility: hidden">Login <input> <button>Submit</button></div>'
        '<div hidden><a href="#">Forgot?</a></div><input type="hidden" name="state">'
        '<label>Login <input id="right"></label> <button>Submit</button> <a href="#">Forgot?</a>'
    )

    reading = reader.read(page, "page")

    assert (reading.fields, reading.buttons, reading.links) == (
        ("Login",),
        ("Submit",),
        ("Forgot?",),
    )
    assert reading.lines == ("Login Submit Forgot?",)
    expect(reader.field(page, "Login")).to_have_id("right")
    expect(reader.button(page, "Submit")).to_have_count(1)


def test_no_script_of_the_page_changes_what_is_read(page: Page) -> None:
    broken = (
        "getComputedStyle = () => ({}); JSON.stringify = () => '{}';"
        "Array.prototype.map = String.prototype.replace = () => { throw new Error('mine'); };"
    )
    page.goto(f"data:text/html,<p>PACER: Jane Doe</p><a href=/>Help</a><script>{broken}</script>")

    reading = reader.read(page, "page")

    assert (reading.lines, reading.links) == (("PACER: Jane Doe", "Help"), ("Help",))
    assert reader.beside(page, "PACER") == "Jane Doe"
    assert [each.caption for each in reader.captions_of(page, "Jane Doe")] == ["PACER"]


def test_what_was_found_a_moment_ago_is_looked_for_anew_on_a_page_that_has_changed(
    page: Page,
) -> None:
    page.set_content("<form><label>Login <input></label></form>")
    login = reader.field(page, "Login")
    assert login.count() == 1

    page.evaluate("document.querySelector('label').firstChild.data = 'User'")

    assert login.count() == 0


def test_a_reading_is_of_the_page_as_it_is_now(page: Page) -> None:
    page.set_content("<style>p { color: black }</style><p>Welcome</p>")
    assert reader.read(page, "page").lines == ("Welcome",)

    # A style sheet that changes is no change of the document.
    page.evaluate("document.styleSheets[0].cssRules[0].style.display = 'none'")

    assert reader.read(page, "page").lines == ()


@pytest.mark.parametrize("emptied", ["document.body", "document.documentElement"])
@pytest.mark.one_engine
def test_a_document_that_has_no_body_is_an_empty_page(page: Page, emptied: str) -> None:
    expect.set_options(timeout=300)
    page.set_content("<title>Linking</title><p>Welcome</p>")
    page.evaluate(f"{emptied}.remove()")

    reading = reader.read(page, "page")

    assert (reading.lines, reading.elements, reading.heading) == ((), (), "")
    assert (reader.beside(page, "PACER"), reader.captions_of(page, "Welcome")) == ("", [])
    with pytest.raises(NotThere, match="screen 'link form' at about:blank"):
        wait_for_screen(page, "link form", reader.field(page, "Login"))


@pytest.mark.one_engine
def test_what_a_reader_sees_twice_is_ambiguous(page: Page) -> None:
    page.set_default_timeout(500)
    page.set_content("<label>Login <input></label><label>Login <input></label>")

    with pytest.raises(Ambiguous, match="'Login', 'Login' instead"):
        AnyScreen(page).enter("Login", "x")


@pytest.mark.one_engine
def test_a_missing_control_is_reported_with_what_is_there_instead(page: Page) -> None:
    page.set_default_timeout(500)
    page.set_content("<label>User <input></label><button>Go</button>")

    with pytest.raises(NotThere, match=r"field 'Login' .* there is 'User' instead"):
        AnyScreen(page).enter("Login", "x")
    with pytest.raises(NotThere, match=r"button 'Submit' .* there is 'Go' instead"):
        AnyScreen(page).press("Submit")
    with pytest.raises(NotThere, match=r"link 'Back' .* there is nothing of its kind instead"):
        AnyScreen(page).choose("Back")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<button>Submit</button>", "Submit"),
        ('<input type="submit" value="Submit">', "Submit"),
        ('<input type="button" value=" Submit ">', "Submit"),
        ('<input type="submit">', "Submit"),
        ('<input type="reset">', "Reset"),
        ('<input type="submit" value="">', ""),
        ('<input type="submit" value="" aria-label="Submit">', "Submit"),
        ('<input type="image" src="data:," alt="Submit">', "Submit"),
        ('<button><img src="data:," alt="Submit"></button>', "Submit"),
        ('<button aria-label="Submit"><svg width="9" height="9"></svg></button>', "Submit"),
        ('<div role="button" tabindex="0">Submit</div>', "Submit"),
        ('<button><span style="text-transform: uppercase">Submit</span></button>', "Submit"),
        ("<button>Sub<wbr>mit</button>", "Submit"),
    ],
)
@pytest.mark.one_engine
def test_a_button_is_read_by_the_words_on_it(markup: str, words: str, page: Page) -> None:
    page.set_content(markup)

    assert reader.read(page, "page").buttons == (words,)


# Lines of text


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize(
    "markup",
    [
        "<h2>Do you want\n   to link?</h2>",
        "<p>Do <b>you</b> want <i>to</i> link?</p>",
        "Do&nbsp;you want to&nbsp;&nbsp;link?",
        "<div>Do you want to link?<script>var no;</script></div>",
        "<p>Do you want <span style='display: none'>never </span>to link?</p>",
        "<p style='text-transform: uppercase'>Do you want to link?</p>",
        "<table><tr><td>Do you want</td><td>to link?</td></tr></table>",
    ],
)
def test_a_line_is_read_as_it_is_laid_out(markup: str, page: Page) -> None:
    page.set_content(f"<p>Before.</p>{markup}<p>After.</p>")

    assert reader.read(page, "page").lines == ("Before.", "Do you want to link?", "After.")


# The names on the verification page


@pytest.mark.sample(9, firefox=3)
@pytest.mark.parametrize(
    "markup",
    [
        "<p>CM/ECF <b>jdoe Jane Doe</b><br>PACER <b>Jane Q. Doe</b></p>",
        "<p>CM/ECF: jdoe Jane Doe</p><p>PACER: Jane Q. Doe</p>",
        "<p>CM/ECF jdoe Jane Doe<br>PACER Jane Q. Doe</p>",
        "<table><tr><td>CM/ECF</td><td>jdoe Jane Doe</td></tr>"
        "<tr><td>PACER</td><td>Jane Q. Doe</td></tr></table>",
        "<table><tr><td>CM/ECF:</td><td>&nbsp;</td><td>jdoe&nbsp;Jane Doe</td></tr>"
        "<tr><td>PACER:</td><td>&nbsp;</td><td>Jane Q. Doe</td></tr></table>",
        "<table><tr><td>CM/ECF</td><td>jdoe Jane Doe</td><td>PACER</td><td>Jane Q. Doe</td></tr>"
        "</table>",
        "<dl><dt>CM/ECF</dt><dd>jdoe Jane Doe</dd><dt>PACER</dt><dd>Jane Q. Doe</dd></dl>",
        "<b>CM/ECF</b> jdoe Jane Doe<br><b>PACER</b> Jane Q. Doe",
        "<div><span>CM/ECF</span> <span>jdoe Jane Doe</span></div>"
        "<div><span>PACER</span> <span>Jane Q. Doe</span></div>",
        "<!-- CM/ECF mallory PACER Mallory --><p>CM/ECF jdoe Jane Doe<br>PACER Jane Q. Doe</p>",
        "<p hidden>CM/ECF mallory</p><p>CM/ECF <b>jdoe Jane Doe</b></p><p>PACER Jane Q. Doe</p>",
        "<p>CM/ECF <b>jdoe</b> <b>Jane Doe</b><br>PACER <b>Jane</b> Q. <b>Doe</b></p>",
        "<p>CM/ECF <b>jdoe Jane <i>Doe</i></b><br>PACER <b><i>Jane</i> Q. Doe</b></p>",
        "<table><tr><td>CM/ECF</td><td>jdoe</td><td>Jane Doe</td></tr>"
        "<tr><td>PACER</td><td colspan=2>Jane Q. Doe</td></tr></table>",
        "<table><tr><td>CM/ECF</td><td>jdoe</td><td>Jane Doe</td><td>PACER</td><td>Jane Q. Doe</td>"
        "</tr></table>",
        "<table><tr><th>CM/ECF</th><th>PACER</th></tr>"
        "<tr><td>jdoe Jane Doe</td><td>Jane Q. Doe</td></tr></table>",
        "<div>CM/ECF</div><div>jdoe Jane Doe</div><div>PACER</div><div>Jane Q. Doe</div>",
        "<div>CM/ECF</div><table><tr><td>CM/ECF<p>jdoe Jane Doe</td><td>PACER<p>Jane Q. Doe</td>"
        "</tr></table>",
    ],
)
def test_the_names_are_read_beside_their_captions(markup: str, page: Page) -> None:
    page.set_content(f"{bar('with id')}<h2>Link</h2>{markup}<form><button>Submit</button></form>")

    verification = Verification(page)

    assert verification.named("CM/ECF", ["PACER"]) == "jdoe Jane Doe"
    assert verification.named("PACER", ["CM/ECF"]) == "Jane Q. Doe"


@pytest.mark.sample(firefox=2)
@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<p>CM/ECF <b>mallory</b></p><!-- CM/ECF <b>jdoe Jane Doe</b> -->", "mallory"),
        ("<p>CM/ECF mallory<span hidden>jdoe Jane Doe</span></p>", "mallory"),
        ("<p>CM/ECF <b title='jdoe Jane Doe'>mallory</b></p>", "mallory"),
        ("<p>CM/ECF <b>jdoe Jane Doe and mallory</b></p>", "jdoe Jane Doe and mallory"),
        ("<p>CM/ECF <b>jdoe Jane Doe</b> and mallory</p>", "jdoe Jane Doe and mallory"),
        ("<p>CM/ECF &lt;b&gt;jdoe&lt;/b&gt;</p>", "<b>jdoe</b>"),
        ("<p>CM/ECF <b></b></p>", ""),
        ("<p>PACER jdoe Jane Doe</p>", ""),
    ],
)
def test_only_what_stands_on_screen_is_read_as_a_name(markup: str, seen: str, page: Page) -> None:
    page.set_content(markup)

    assert reader.beside(page, "CM/ECF") == seen


# Regions


def test_a_sign_on_box_is_known_by_its_password(page: Page) -> None:
    page.set_content(
        '<nav><a href="/">Home</a></nav><div><table>'
        "<tr><td>Username *</td><td><input></td></tr>"
        "<tr><td>Password *</td><td><input type=password></td></tr>"
        '<tr><td colspan=2><input type="submit" value="Login"></td></tr></table>'
        '<p><a href="/f">Forgot password?</a></p></div><footer><a href="/p">Privacy</a></footer>'
    )

    reading = SignOn(page).read()

    assert reading.fields == ("Username *", "Password *")
    assert (reading.buttons, reading.links) == (("Login",), ("Forgot password?",))


def test_a_link_form_is_not_mistaken_for_a_search_box_beside_it(page: Page) -> None:
    page.set_content(
        f"{bar('with id')}<form><input aria-label='Search menus'><button>Search</button></form>"
        "<h2>Link</h2><form><p>CM/ECF login <input></p><p>CM/ECF password <input type=password></p>"
        "<button>Submit</button></form>"
    )

    reading = LinkForm(page).read()

    assert reading.fields == ("CM/ECF login", "CM/ECF password")
    assert reading.buttons == ("Submit",)


# Page objects in somebody else's script

SCRIPT = """
import json, sys
from playwright.sync_api import sync_playwright
from pages.menus import MenuBar

engine, options, bar = sys.argv[1:]
with sync_playwright() as playwright:
    page = getattr(playwright, engine).launch(**json.loads(options)).new_page()
    page.goto(f"data:text/html,{bar}")
    page.get_by_role("link", name="Help").click()
    print(*MenuBar(page).read().items, sep=", ")
"""


@pytest.mark.nightly("suite/test_wheel.py: test_page_objects_work_in_a_script_of_another_project")
@pytest.mark.one_engine
def test_a_script_in_another_folder_needs_only_playwright_and_the_page_objects(
    project: Project, tmp_path: Path
) -> None:
    """It uses the page before it makes a page object, as scripts do."""
    found = find_browser(project, headed=False)
    options = json.dumps(launch_options(found, project, headed=False))

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, found.engine, options, quote(bar("list"))],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == f"{', '.join(LIMITED)}\n", done.stderr


# Words with signs that mean something to the machinery


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    "words",
    [
        'Say "yes"',
        "The court's own",
        'Say "yes',
        "a `tick",
        "Home >> Filing",
        "Filing >>",
        "[Optional] field (new)",
        "a\\b",
        "and/or",
        "/^.*$/",
        "text=Submit",
        "100 % §",
        "*",
        "Straße 東京",
        "{braces}",
        "a  b",
        "two\nlines",
    ],
)
@pytest.mark.one_engine
def test_words_with_any_signs_are_found_as_they_are(words: str, page: Page) -> None:
    page.set_content("<label><span></span> <input></label><p><button></button></p><a href='#'></a>")
    page.evaluate(
        "words => document.querySelectorAll('span, button, a')"
        ".forEach((each) => { each.textContent = words; })",
        words,
    )
    page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<button>Other</button>')")

    expect(reader.field(page.locator("body"), words)).to_have_count(1)
    expect(reader.button(page.locator("body"), words)).to_have_count(1)
    expect(reader.control(page, words)).to_have_count(2)


def test_texts_are_where_they_are_drawn(page: Page) -> None:
    frame = "<body style='margin:0'><p style='margin:0'>In a <i>frame</i></p>"
    page.set_content(
        f"""
        <style>
        body {{ margin: 0 }}
        .at {{ border: 0; left: 50px; margin: 0; position: absolute; width: 900px }}
        </style>
        <h1 class="at" style="top: 100px"><span>Link an</span> account</h1>
        <div class="at" style="top: 200px"><b>Do you</b>\n want to?</div>
        <p class="at" hidden>Nobody sees it</p>
        <iframe class="at" style="top: 300px" srcdoc="{frame}"></iframe>
        """
    )
    expect(page.frame_locator("iframe").get_by_text("frame")).to_be_visible()

    drawn = reader.places(page, ("Link an account", "Do you want to?", "In a frame"))
    others = reader.places(page, ("Nobody sees it", "It is not there", ""))

    assert [each and each[0] for each in drawn] == [50, 50, 50]
    assert [round(each[1], -2) for each in drawn if each] == [100, 200, 300]
    # As wide as the words, and not as their line.
    assert all(each and 40 < each[2] < 400 and 10 < each[3] < 60 for each in drawn)
    assert others == [None] * 3

"""Each change from one reading of a page to another has its name, and what nobody sees has none."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.parts.recordings.readings import text
from pages.reading.page_elements import PageElement
from pages.reading.reader import read, read_page
from walk.privacy.masks import Masks
from walk.recordings.differences import differences
from walk.recordings.readings import masked, read_reading, written

MASKS = Masks(
    values={"CM/ECF login and name": "anali1 Ana Li", "PACER name": "Ana Li"},
    sites={
        "website": "http://www.a.test/",
        "sign-on": "http://login.a.test/",
        "cmecf": "http://ecf.a.test/",
    },
)
BASE = "<!doctype html><title>Court</title><base href='http://ecf.a.test/'>"
BAR = """
<ul>
<li><a href="/cgi-bin/iquery.pl">Query</a></li>
<li><a href="/cgi-bin/DisplayMenu.pl?Reports&amp;id=-1">Reports</a></li>
<li><a href="/cgi-bin/DisplayMenu.pl?Utilities&amp;id=-1">Utilities</a></li>
<li>Help</li>
<li><a href="/cgi-bin/login.pl?logout">Log Out</a></li>
<li></li>
</ul>
<hr>
"""
FORM = """
<h2>Link a CM/ECF account to my PACER account</h2>
<form>
<table>
<tr><td>CM/ECF login</td><td><input></td></tr>
<tr><td>CM/ECF password</td><td><input type="password"></td></tr>
</table>
<table><tr><td><button>Submit</button></td><td></td><td><button>Clear</button></td></tr></table>
</form>
"""
ASKED = """
<p>Do you want to link these accounts?</p>
<p>CM/ECF anali1 Ana Li PACER Ana Li</p>
<p>After you submit this screen, your old e-filing credentials will be linked. Use PACER.</p>
"""
SCREEN = BAR + FORM + ASKED
SIGN_ON = """
<main>
<h1>Wisconsin Western Bankruptcy Court NextGen Login</h1>
<p>* Required information</p>
<form>
<label for="user">Username *</label> <input id="user">
<label for="code">Client Code</label> <input id="code">
<p><button>Login</button> <button>Clear</button></p>
</form>
<p><a href="http://login.a.test/forgot">Forgot password?</a>
<a href="http://login.a.test/register">Need an account?</a></p>
</main>
<footer>Wisconsin Western Bankruptcy Court</footer>
"""
PROOF_OF_CLAIM = (
    '<li><a href="http://www.a.test/proof-of-claim">E-Filing Proof of Claim »</a></li>\n'
)
WEBSITE = f"""
<nav aria-label="Main menu">
<ul>
<li><a href="http://www.a.test/">Home</a></li>
<li><a href="http://www.a.test/pacer-help">PACER Help</a></li>
</ul>
</nav>
<main>
<ul>
<li><a href="http://pcl.a.test/">Case Locator (PACER) »</a></li>
<li><a href="/">E-Filing (CM/ECF) »</a></li>
{PROOF_OF_CLAIM}</ul>
<p>Attorneys file electronically; see <a href="http://www.a.test/pacer-help">PACER Help</a>.</p>
</main>
"""


MENU = (
    "#menu { position: absolute; top: 600px; left: 0; width: 900px; height: 120px; margin: 0;"
    " background: #eee; z-index: 0 } #menu hr { position: absolute; inset: 0; z-index: -1 }"
)

SHADED_MENU = MENU.replace("#eee;", "#eee; box-shadow: 2px 2px 6px #0004;")
OPEN_MENU = (
    f"<ul id='menu'><li><a href='/m'>Miscellaneous</a><hr></ul><h2>Welcome to the court</h2>{ASKED}"
)


def seen(page: Page, content: str, file: Path) -> list[PageElement]:
    """Return what is read of a page, kept in a file as a walk does."""
    page.set_content(BASE + content)
    file.write_text(written(masked(read(page, "page").page, MASKS)), encoding="utf-8")
    return [*read_reading(file, "read it again")]


def edited(content: str, old: str, new: str) -> str:
    assert old in content
    return content.replace(old, new)


CHANGES: dict[str, tuple[str, str, str, str]] = {
    "a link has another name": (
        SCREEN,
        ">Utilities<",
        ">Tools<",
        "renamed link (list): recorded 'Utilities', observed 'Tools'",
    ),
    "a link has another name, which is in its address": (
        SCREEN,
        'Utilities&amp;id=-1">Utilities',
        'Utility&amp;id=-1">Utility',
        "renamed link (list): recorded 'Utilities', observed 'Utility'",
    ),
    "an item without an address has another name": (
        SCREEN,
        "<li>Help",
        "<li>Assistance",
        "renamed item (list): recorded 'Help', observed 'Assistance'",
    ),
    "a caption in a cell has other words": (
        SCREEN,
        "<td>CM/ECF login",
        "<td>CM/ECF username",
        "renamed field (table): recorded 'CM/ECF login', observed 'CM/ECF username'",
    ),
    "a label has other words": (
        SIGN_ON,
        "Client Code",
        "Matter Code",
        "renamed field (main): recorded 'Client Code', observed 'Matter Code'",
    ),
    "a heading has other words": (
        SCREEN,
        "CM/ECF account to my",
        "CM/ECF account to your",
        "renamed heading (page): recorded 'Link a CM/ECF account to my PACER account', "
        "observed 'Link a CM/ECF account to your PACER account'",
    ),
    "capitals changed": (
        SCREEN,
        ">Submit<",
        ">SUBMIT<",
        "recased button (table): recorded 'Submit', observed 'SUBMIT'",
    ),
    "a text has another word": (
        SCREEN,
        "Do you want to link these accounts?",
        "Do you wish to link these accounts?",
        "reworded text (page): recorded 'Do you want to link these accounts?', "
        "observed 'Do you wish to link these accounts?'",
    ),
    "a link went to another region": (
        WEBSITE,
        WEBSITE,
        edited(
            edited(WEBSITE, PROOF_OF_CLAIM, ""),
            '<li><a href="http://www.a.test/pacer-help">',
            PROOF_OF_CLAIM + '<li><a href="http://www.a.test/pacer-help">',
        ),
        "moved link (main): recorded 'E-Filing Proof of Claim', "
        "observed 'E-Filing Proof of Claim (navigation \"Main menu\")'",
    ),
    "the only link of a region went elsewhere": (
        "<nav><a href='/h'>Home</a></nav><main><a href='/a'>A</a> <a href='/b'>B</a></main>",
        "<nav><a href='/h'>Home</a></nav><main><a href='/a'>A</a> <a href='/b'>B</a></main>",
        "<main><a href='/a'>A</a> <a href='/b'>B</a> <a href='/h'>Home</a></main>",
        "moved link (navigation): recorded 'Home', observed 'Home (main)'",
    ),
    "an item went from the menu bar into the page": (
        SCREEN,
        '<li><a href="/cgi-bin/login.pl?logout">Log Out</a></li>\n<li></li>\n</ul>\n<hr>\n',
        '</ul>\n<hr>\n<a href="/cgi-bin/login.pl?logout">Log Out</a>\n',
        "moved link (list): recorded 'Log Out', observed 'Log Out (page)'",
    ),
    "two links changed places": (
        SCREEN,
        '<li><a href="/cgi-bin/iquery.pl">Query</a></li>\n'
        '<li><a href="/cgi-bin/DisplayMenu.pl?Reports&amp;id=-1">Reports</a></li>',
        '<li><a href="/cgi-bin/DisplayMenu.pl?Reports&amp;id=-1">Reports</a></li>\n'
        '<li><a href="/cgi-bin/iquery.pl">Query</a></li>',
        "reordered link (list): recorded 'Query, Reports', observed 'Reports, Query'",
    ),
    "what is left of a list has another name": (
        "<a href='/a'>A</a><ul><li><h3>B</h3></li><li><button>Go</button></li></ul>",
        "<ul><li><h3>B</h3></li><li><button>Go</button></li></ul>",
        "<h3>B</h3><ul><li><button>GO</button></li></ul>",
        "recased button (list): recorded 'Go', observed 'GO'",
    ),
    "a link and a text changed places": (
        "<a href='/a'>A</a><p>Words.</p>",
        "<a href='/a'>A</a><p>Words.</p>",
        "<p>Words.</p><a href='/a'>A</a>",
        "reordered item (page): recorded 'A, Words.', observed 'Words., A'",
    ),
    "a text has no star any more": (
        SIGN_ON,
        "* Required information",
        "Required information",
        "reworded text (main): recorded '* Required information', observed 'Required information'",
    ),
    "a link became a button": (
        SIGN_ON,
        '<a href="http://login.a.test/register">Need an account?</a>',
        "<button>Need an account?</button>",
        "re_roled link (main): recorded 'Need an account? (link)', "
        "observed 'Need an account? (button)'",
    ),
    "a link became text": (
        SCREEN,
        '<a href="/cgi-bin/login.pl?logout">Log Out</a>',
        "Log Out",
        "re_roled link (list): recorded 'Log Out (link)', observed 'Log Out (text)'",
    ),
    "a field became a choice": (
        SIGN_ON,
        '<input id="code">',
        '<select id="code"></select>',
        "re_roled field (main): recorded 'Client Code (text field)', "
        "observed 'Client Code (choice)'",
    ),
    "a choice has one more": (
        "<label>Office <select><option>Madison</select></label>",
        "<option>Madison",
        "<option>Madison<option>Eau Claire",
        "added option (page): 'Eau Claire' is there and not in the recording",
    ),
    "a link leads to another host": (
        WEBSITE,
        'href="/"',
        'href="https://elsewhere.localhost/"',
        "retargeted link (main): recorded 'E-Filing (CM/ECF) ({cmecf}/)', "
        "observed 'E-Filing (CM/ECF) (https://elsewhere.localhost/)'",
    ),
    "a link leads to another of the sites": (
        WEBSITE,
        '"http://www.a.test/proof-of-claim"',
        '"/proof-of-claim"',
        "retargeted link (main): recorded 'E-Filing Proof of Claim ({website}/proof-of-claim)', "
        "observed 'E-Filing Proof of Claim ({cmecf}/proof-of-claim)'",
    ),
    "a link leads nowhere": (
        SCREEN,
        '"/cgi-bin/iquery.pl"',
        '"#"',
        "retargeted link (list): recorded 'Query ({cmecf}/cgi-bin/iquery.pl)', "
        "observed 'Query (#)'",
    ),
    "an item is gone": (
        SCREEN,
        "<li>Help</li>\n",
        "",
        "removed item (list): 'Help' is not there",
    ),
    "of two links of one name one is gone": (
        WEBSITE,
        '<li><a href="http://www.a.test/pacer-help">PACER Help</a></li>\n',
        "",
        "removed link (navigation \"Main menu\"): 'PACER Help' is not there",
    ),
    "a text is gone": (
        SCREEN,
        "<p>Do you want to link these accounts?</p>\n",
        "",
        "removed text (page): 'Do you want to link these accounts?' is not there",
    ),
    "a text is drawn without ink": (
        SCREEN,
        "<p>Do you want",
        "<p style='color: white'>Do you want",
        "removed text (page): 'Do you want to link these accounts?' is not there",
    ),
    "a text is behind a pane of nothing": (
        SCREEN,
        "<p>Do you want",
        "<div style='position: absolute; width: 100%; height: 2em; background: navy'></div>"
        "<p>Do you want",
        "removed text (page): 'Do you want to link these accounts?' is not there",
    ),
    "a text is written by the style sheet": (
        SCREEN,
        "<p>Do you want to link these accounts?</p>",
        "<p>Do you want to link these accounts?</p>"
        "<p class='w'></p><style>.w::before { content: 'Fees apply.' }</style>",
        "added text (page): 'Fees apply.' is there and not in the recording",
    ),
    "a text is in a shadow root": (
        SCREEN,
        "<hr>",
        "<hr><div><template shadowrootmode='open'><p>Fees apply.</p></template></div>",
        "added text (page): 'Fees apply.' is there and not in the recording",
    ),
    "an item is new": (
        SCREEN,
        "<li>Help</li>\n",
        '<li>Help</li>\n<li><a href="/manual">User Manual</a></li>\n',
        "added link (list): 'User Manual' is there and not in the recording",
    ),
    "a button is new": (
        SCREEN,
        "<button>Clear</button>",
        "<button>Clear</button> <button>Cancel</button>",
        "added button (table): 'Cancel' is there and not in the recording",
    ),
    "a text beside it is called like a field elsewhere": (
        f"<nav><label>Find <input></label></nav><main><p>Find</p>{SCREEN}</main>",
        "<p>Find</p>",
        "<p>Search</p>",
        "reworded text (main): recorded 'Find', observed 'Search'",
    ),
    "a field is new": (
        SIGN_ON,
        '<input id="code">',
        '<input id="code"> <label>Passcode <input></label>',
        "added field (main): 'Passcode' is there and not in the recording",
    ),
    "a picture is new": (
        SCREEN,
        "<hr>",
        "<hr><img alt='Seal' src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\""
        " width='200' height='80'>",
        "added image (page): 'Seal' is there and not in the recording",
    ),
    "a field is required now": (
        SIGN_ON,
        "Client Code<",
        "Client Code *<",
        "added required mark (main): recorded 'Client Code', observed 'Client Code *'",
    ),
    "a field is no longer required": (
        SIGN_ON,
        "Username *<",
        "Username<",
        "removed required mark (main): recorded 'Username *', observed 'Username'",
    ),
    "a dialog is new": (
        SIGN_ON,
        "<footer>",
        "<div role='dialog' aria-label='Redaction Agreement'><h2>Redaction Agreement</h2>"
        "<label><input type='checkbox'> I understand</label>"
        "<ul><li><button>Continue</button></ul></div><footer>",
        "added dialog (dialog \"Redaction Agreement\"): 'Redaction Agreement'"
        " is there and not in the recording",
    ),
    "two links answer to one name": (
        WEBSITE,
        "<p>Attorneys",
        '<a href="/other">E-Filing (CM/ECF)</a> <p>Attorneys',
        "ambiguous link (main): recorded 'E-Filing (CM/ECF)', "
        "observed 'E-Filing (CM/ECF), once more'",
    ),
    "a text is there twice": (
        SIGN_ON,
        "<footer>",
        "<p>* Required information</p><footer>",
        "added text (page): '* Required information' is there and not in the recording",
    ),
    "there is one more field without a name": (
        "<input> <button>Go</button>",
        "<input>",
        "<input> <input>",
        "added field (page): '' is there and not in the recording",
    ),
    "a button cannot be used": (
        SCREEN,
        "<button>Submit",
        "<button disabled>Submit",
        "disabled button (table): recorded 'Submit', observed 'Submit (disabled)'",
    ),
    "the page shows the name of another person": (
        SCREEN,
        "CM/ECF anali1 Ana Li PACER",
        "CM/ECF other12345 Somebody Else PACER",
        "wrong_value text (page): recorded 'CM/ECF [CM/ECF login and name] PACER [PACER name]', "
        "observed 'CM/ECF other12345 Somebody Else PACER [PACER name]'",
    ),
    "a field already has a value": (
        SIGN_ON,
        '<input id="code">',
        '<input id="code" value="1234">',
        "wrong_value field (main): recorded '', observed '1234'",
    ),
    "another page is in its place": (
        SIGN_ON,
        SIGN_ON,
        "<h1>Website Maintenance</h1><p>We will be back soon.</p><p>Call us.</p>"
        "<footer>Wisconsin Western Bankruptcy Court</footer>",
        "added page (page): recorded 'Wisconsin Western Bankruptcy Court NextGen Login', "
        "observed 'Website Maintenance'",
    ),
}


@pytest.mark.one_engine
@pytest.mark.parametrize("case", CHANGES.values(), ids=CHANGES)
def test_each_change_has_its_name_and_is_reported_once(
    page: Page, tmp_path: Path, case: tuple[str, str, str, str]
) -> None:
    content, old, new, expected = case

    before = seen(page, content, tmp_path / "before")
    after = seen(page, edited(content, old, new), tmp_path / "after")

    assert [str(each.drift) for each in differences(before, after)] == [expected]


SAME: dict[str, tuple[str, str, str]] = {
    "nothing": (SCREEN, "Submit", "Submit"),
    "white space": (SCREEN, "Do you want to link", "Do  you\u00a0want to\u200b link"),
    "the sign at the end of a label": (WEBSITE, "E-Filing (CM/ECF) »", "E-Filing (CM/ECF)"),
    "boxes around it": (
        SCREEN,
        "<h2>Link a CM/ECF account to my PACER account</h2>",
        "<div><div><h3>Link a CM/ECF account to my PACER account</h3></div></div>",
    ),
    "bold text in place of a heading": (
        SCREEN,
        "<h2>Link a CM/ECF account to my PACER account</h2>",
        "<p><b>Link a CM/ECF account to my PACER account</b></p>",
    ),
    "a heading around a link": (
        SCREEN,
        '<a href="/cgi-bin/DisplayMenu.pl?Utilities&amp;id=-1">Utilities</a>',
        '<h6><a href="/cgi-bin/DisplayMenu.pl?Utilities&amp;id=-1">Utilities</a></h6>',
    ),
    "a form without tables": (
        SCREEN,
        FORM,
        """
<h2>Link a CM/ECF account to my PACER account</h2>
<form>
<div>CM/ECF login <input></div>
<div><label>CM/ECF password: <input type="password"></label></div>
<button>Submit</button> <button>Clear</button>
</form>
""",
    ),
    "a menu bar without a list": (
        SCREEN,
        BAR,
        """
<div role="menubar" aria-label="Menu">
<div role="menuitem"><a href="http://ecf.a.test/cgi-bin/iquery.pl">Query</a></div>
<div role="menuitem">Reports</div>
<div role="menuitem">Utilities</div>
<div>Help</div>
<div role="menuitem">Log Out</div>
</div>
""",
    ),
    "a table in place of a paragraph": (
        SCREEN,
        "<p>CM/ECF anali1 Ana Li PACER Ana Li</p>",
        "<table><tr><td>CM/ECF</td><td>anali1 Ana Li</td></tr>"
        "<tr><td>PACER</td><td>Ana Li</td></tr></table>",
    ),
    "bold words in a text": (
        SCREEN,
        "Do you want to link these",
        "Do you want to <b>link</b> these",
    ),
    "a text in two pieces before a link": (
        "<p>One two.</p><a href='/help'>Help</a>",
        "<p>One two.</p>",
        "<p>One</p><p>two.</p>",
    ),
    "landmarks that are new": (
        WEBSITE,
        WEBSITE,
        edited(edited(WEBSITE, '<nav aria-label="Main menu">', "<div>"), "<main>", "<div>"),
    ),
    "landmarks with another name": (WEBSITE, 'label="Main menu"', 'label="Primary"'),
    "short addresses": (BAR, '"/cgi-bin/iquery.pl"', '"http://ecf.a.test/cgi-bin/iquery.pl"'),
    "a link that is drawn as a button": (
        SIGN_ON,
        '<a href="http://login.a.test/register">',
        '<a href="http://login.a.test/register" style="border: 1px solid; padding: 6px">',
    ),
    "a button in place of a link that is drawn as one": (
        "<a href='/a' style='border: 1px solid; padding: 6px'>A</a><p>Words.</p>",
        "<a href='/a' style='border: 1px solid; padding: 6px'>A</a>",
        "<button>A</button>",
    ),
    "a link that looks like the button before": (
        "<button style='border: 0; padding: 0; background: none'>A</button><p>Words.</p>",
        "<button style='border: 0; padding: 0; background: none'>A</button>",
        "<a href='/a'>A</a>",
    ),
    "a button that nothing marks as one": (
        SCREEN,
        "<button>Clear</button>",
        "<span style='border: 1px solid; padding: 6px; cursor: pointer'>Clear</span>",
    ),
    "a colon after a caption": (
        SCREEN,
        "<p>CM/ECF anali1 Ana Li PACER Ana Li</p>",
        "<table><tr><td>CM/ECF:</td><td>anali1 Ana Li</td></tr>"
        "<tr><td>PACER:</td><td>Ana Li</td></tr></table>",
    ),
    "the script of a link": ("<a href='/a'>A</a>", "'/a'", "'#' onclick='go()'"),
    "words that only a screen reader reads": (
        SCREEN,
        "<button>Submit",
        "<button aria-label='Send it'>Submit",
    ),
    "a text behind an open menu": (
        f"<style>{MENU}</style>{OPEN_MENU}",
        MENU,
        MENU.replace("600px", "0"),
    ),
    "a text in part behind an open menu": (
        f"<style>{MENU}</style>{OPEN_MENU}",
        MENU,
        MENU.replace("600px", "0").replace("900px", "40px"),
    ),
    "a text of which the first word is behind an open menu with a shadow": (
        f"<style>{SHADED_MENU}</style>{OPEN_MENU}",
        SHADED_MENU,
        SHADED_MENU.replace("600px", "0").replace("900px", "40px"),
    ),
    "what the attorney typed": (SIGN_ON, '<input id="user">', '<input id="user" value="Ana Li">'),
}


@pytest.mark.one_engine
@pytest.mark.parametrize("case", SAME.values(), ids=SAME)
def test_what_a_reader_does_not_notice_is_never_reported(
    page: Page, tmp_path: Path, case: tuple[str, str, str]
) -> None:
    content, old, new = case
    before = seen(page, content, tmp_path / "before")
    after = seen(page, edited(content, old, new), tmp_path / "after")

    assert (differences(before, after), differences(after, before)) == ([], [])


def test_a_page_reads_the_same_whether_or_not_it_is_compared_with_a_guide(page: Page) -> None:
    clear = "<svg width=0 height=0><filter id='clear'><feFlood flood-opacity='0'/></filter></svg>"
    unseen = edited(SCREEN, "<p>Do you want", "<p style='filter: url(#clear)'>Do you want")
    # With <base>, an address that begins with # would be on another page.
    page.set_content(clear + unseen)

    alone = read_page(page)

    assert alone == read(page, "page").page
    assert "Do you want to link these accounts?" not in [each.words for each in alone]


def test_several_changes_of_a_screen_are_reported_each_by_its_name(
    page: Page, tmp_path: Path
) -> None:
    after = edited(SCREEN, ">Utilities<", ">Utility<")
    after = edited(after, "<button>Clear", "<button disabled>Clear")
    after = edited(after, "<li>Help</li>\n", "")
    after = edited(after, "Use PACER.", "Use your PACER.")

    found = differences(
        seen(page, SCREEN, tmp_path / "before"), seen(page, after, tmp_path / "after")
    )

    assert [str(each.drift.kind) for each in found] == [
        "renamed",
        "removed",
        "disabled",
        "reworded",
    ]


def test_a_screen_of_many_elements_is_compared_one_by_one() -> None:
    before = [text(f"{each} {number}") for number in range(300) for each in ("Item", "Words")]
    after = [
        text(each.words.replace("Item", "Element")) if at % 4 == 0 else each
        for at, each in enumerate(before)
    ]

    found = differences(before, after)

    assert [str(each.drift.kind) for each in found] == ["reworded"] * 150

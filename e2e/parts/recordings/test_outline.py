"""Outlines mask what belongs to one walk, and each change from one to another has its name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from e2e.privacy.values import private_data
from walk.privacy.masks import Masks
from walk.recordings.differences import differences
from walk.recordings.elements import elements
from walk.recordings.outline import BadOutline, Line, masked, read_outline, write_outline

BAR = """
- img "CM/ECF"
- list:
  - listitem:
    - link "Query":
      - /url: /cgi-bin/iquery.pl
  - listitem:
    - link "Reports":
      - /url: /cgi-bin/DisplayMenu.pl?Reports&id=-1
  - listitem:
    - link "Utilities":
      - /url: /cgi-bin/DisplayMenu.pl?Utilities&id=-1
  - listitem: Help
  - listitem:
    - link "Log Out":
      - /url: /cgi-bin/login.pl?logout
  - listitem
- separator
"""
FORM = """
- heading "Link a CM/ECF account to my PACER account" [level=2]
- table:
  - rowgroup:
    - row "CM/ECF login":
      - cell "CM/ECF login"
      - cell:
        - textbox
    - row "CM/ECF password":
      - cell "CM/ECF password"
      - cell:
        - textbox
- table:
  - rowgroup:
    - row "Submit Clear":
      - cell "Submit":
        - button "Submit"
      - cell
      - cell "Clear":
        - button "Clear"
"""
ASKED = """
- paragraph: Do you want to link these accounts?
- paragraph: CM/ECF [CM/ECF login and name] PACER [PACER name]
- paragraph: After you submit this screen, your old e-filing credentials will be linked. Use PACER.
"""
SCREEN = BAR + FORM + ASKED
SIGN_ON = """
- main:
  - heading "Wisconsin Western Bankruptcy Court NextGen Login" [level=1]
  - paragraph: "* Required information"
  - text: Username *
  - textbox "Username *"
  - text: Client Code
  - textbox "Client Code"
  - paragraph:
    - button "Login"
    - button "Clear"
  - paragraph:
    - link "Forgot password?":
      - /url: "{sign-on}/csologin/help/forgot-password"
    - link "Need an account?":
      - /url: "{sign-on}/csologin/help/register"
- contentinfo: Wisconsin Western Bankruptcy Court
"""
WEBSITE = """
- navigation "Main menu":
  - list:
    - listitem:
      - link "Home":
        - /url: /
    - listitem:
      - link "PACER Help":
        - /url: /pacer-help
- main:
  - list:
    - listitem:
      - link "Case Locator (PACER) »":
        - /url: http://pcl.uscourts.localhost/
    - listitem:
      - link "E-Filing (CM/ECF) »":
        - /url: "{cmecf}/"
    - listitem:
      - link "E-Filing Proof of Claim »":
        - /url: "{website}/proof-of-claim"
  - paragraph:
    - text: Attorneys file electronically; see
    - link "PACER Help":
      - /url: /pacer-help
    - text: .
"""
PROOF_OF_CLAIM = """\
    - listitem:
      - link "E-Filing Proof of Claim »":
        - /url: "{website}/proof-of-claim"
"""


def changes(before: str, after: str) -> list[str]:
    """Return a line for each change from one outline to another."""
    pages = (elements(read_outline(text)) for text in (before, after))
    return [str(each.drift) for each in differences(*pages)]


def edited(outline: str, old: str, new: str) -> str:
    assert old in outline
    return outline.replace(old, new)


CHANGES: dict[str, tuple[str, str, str, str]] = {
    "a link has another name": (
        SCREEN,
        'link "Utilities"',
        'link "Tools"',
        "renamed link (list): recorded 'Utilities', observed 'Tools'",
    ),
    "a link has another name, which is in its address": (
        SCREEN,
        '"Utilities":\n      - /url: /cgi-bin/DisplayMenu.pl?Utilities&id=-1',
        '"Utility":\n      - /url: /cgi-bin/DisplayMenu.pl?Utility&id=-1',
        "renamed link (list): recorded 'Utilities', observed 'Utility'",
    ),
    "an item without an address has another name": (
        SCREEN,
        "listitem: Help",
        "listitem: Assistance",
        "renamed item (list): recorded 'Help', observed 'Assistance'",
    ),
    "a caption in a cell has other words": (
        SCREEN,
        'row "CM/ECF login":\n      - cell "CM/ECF login"',
        'row "CM/ECF username":\n      - cell "CM/ECF username"',
        "renamed field (table): recorded 'CM/ECF login', observed 'CM/ECF username'",
    ),
    "a label has other words": (
        SIGN_ON,
        'text: Client Code\n  - textbox "Client Code"',
        'text: Matter Code\n  - textbox "Matter Code"',
        "renamed field (main): recorded 'Client Code', observed 'Matter Code'",
    ),
    "a heading has other words": (
        SCREEN,
        'heading "Link a CM/ECF account to my PACER account"',
        'heading "Link a CM/ECF account to your PACER account"',
        "renamed heading (page): recorded 'Link a CM/ECF account to my PACER account', "
        "observed 'Link a CM/ECF account to your PACER account'",
    ),
    "capitals changed": (
        SCREEN,
        'button "Submit"',
        'button "SUBMIT"',
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
            '    - listitem:\n      - link "PACER Help"',
            PROOF_OF_CLAIM + '    - listitem:\n      - link "PACER Help"',
        ),
        "moved link (main): recorded 'E-Filing Proof of Claim', "
        "observed 'E-Filing Proof of Claim (navigation \"Main menu\")'",
    ),
    "the only link of a region went elsewhere": (
        '- navigation:\n  - link "Home"\n- main:\n  - link "A"\n  - link "B"\n',
        '- navigation:\n  - link "Home"\n- main:\n  - link "A"\n  - link "B"\n',
        '- main:\n  - link "A"\n  - link "B"\n  - link "Home"\n',
        "moved link (navigation): recorded 'Home', observed 'Home (main)'",
    ),
    "an item went from the menu bar into the page": (
        SCREEN,
        '  - listitem:\n    - link "Log Out":\n      - /url: /cgi-bin/login.pl?logout\n'
        "  - listitem\n- separator\n",
        '- separator\n- link "Log Out":\n  - /url: /cgi-bin/login.pl?logout\n',
        "moved link (list): recorded 'Log Out', observed 'Log Out (page)'",
    ),
    "two links changed places": (
        SCREEN,
        'link "Query":\n      - /url: /cgi-bin/iquery.pl\n  - listitem:\n    - link "Reports":\n'
        "      - /url: /cgi-bin/DisplayMenu.pl?Reports&id=-1",
        'link "Reports":\n      - /url: /cgi-bin/DisplayMenu.pl?Reports&id=-1\n  - listitem:\n'
        '    - link "Query":\n      - /url: /cgi-bin/iquery.pl',
        "reordered link (list): recorded 'Query, Reports', observed 'Reports, Query'",
    ),
    "what is left of a list has another name": (
        '- link "A"\n- list:\n  - heading "B"\n  - button "Go"\n',
        '- list:\n  - heading "B"\n  - button "Go"\n',
        '- heading "B"\n- list:\n  - button "GO"\n',
        "recased button (list): recorded 'Go', observed 'GO'",
    ),
    "a link and a text changed places": (
        '- link "A"\n- paragraph: Words.\n',
        '- link "A"\n- paragraph: Words.\n',
        '- paragraph: Words.\n- link "A"\n',
        "reordered item (page): recorded 'A, Words.', observed 'Words., A'",
    ),
    "a text has no star any more": (
        SIGN_ON,
        '"* Required information"',
        "Required information",
        "reworded text (main): recorded '* Required information', observed 'Required information'",
    ),
    "a link became a button": (
        SIGN_ON,
        'link "Need an account?":\n      - /url: "{sign-on}/csologin/help/register"',
        'button "Need an account?"',
        "re_roled link (main): recorded 'Need an account? (link)', "
        "observed 'Need an account? (button)'",
    ),
    "a link became text": (
        SCREEN,
        '\n    - link "Log Out":\n      - /url: /cgi-bin/login.pl?logout',
        " Log Out",
        "re_roled link (list): recorded 'Log Out (link)', observed 'Log Out (text)'",
    ),
    "a field became a choice": (
        SIGN_ON,
        'textbox "Client Code"',
        'combobox "Client Code"',
        "re_roled field (main): recorded 'Client Code (text field)', "
        "observed 'Client Code (choice)'",
    ),
    "a link leads to another host": (
        WEBSITE,
        '"{cmecf}/"',
        "https://elsewhere.localhost/",
        "retargeted link (main): recorded 'E-Filing (CM/ECF) ({cmecf}/)', "
        "observed 'E-Filing (CM/ECF) (https://elsewhere.localhost/)'",
    ),
    "a link leads to another of the sites": (
        WEBSITE,
        '"{website}/proof-of-claim"',
        '"{cmecf}/proof-of-claim"',
        "retargeted link (main): recorded 'E-Filing Proof of Claim ({website}/proof-of-claim)', "
        "observed 'E-Filing Proof of Claim ({cmecf}/proof-of-claim)'",
    ),
    "a link leads nowhere": (
        SCREEN,
        "/cgi-bin/iquery.pl",
        '"#"',
        "retargeted link (list): recorded 'Query (/cgi-bin/iquery.pl)', observed 'Query (#)'",
    ),
    "an item is gone": (
        SCREEN,
        "  - listitem: Help\n",
        "",
        "removed item (list): 'Help' is not there",
    ),
    "of two links of one name one is gone": (
        WEBSITE,
        '    - listitem:\n      - link "PACER Help":\n        - /url: /pacer-help\n',
        "",
        "removed link (navigation \"Main menu\"): 'PACER Help' is not there",
    ),
    "a text is gone": (
        SCREEN,
        "- paragraph: Do you want to link these accounts?\n",
        "",
        "removed text (page): 'Do you want to link these accounts?' is not there",
    ),
    "an item is new": (
        SCREEN,
        "  - listitem: Help\n",
        '  - listitem: Help\n  - listitem:\n    - link "User Manual":\n      - /url: /manual\n',
        "added link (list): 'User Manual' is there and not in the recording",
    ),
    "a button is new": (
        SCREEN,
        '        - button "Clear"\n',
        '        - button "Clear"\n        - button "Cancel"\n',
        "added button (table): 'Cancel' is there and not in the recording",
    ),
    "a field is new": (
        SIGN_ON,
        '  - textbox "Client Code"\n',
        '  - textbox "Client Code"\n  - text: Passcode\n  - textbox "Passcode"\n',
        "added field (main): 'Passcode' is there and not in the recording",
    ),
    "a field is required now": (
        SIGN_ON,
        'text: Client Code\n  - textbox "Client Code"',
        'text: Client Code *\n  - textbox "Client Code *"',
        "added required mark (main): recorded 'Client Code', observed 'Client Code *'",
    ),
    "a field is no longer required": (
        SIGN_ON,
        'text: Username *\n  - textbox "Username *"',
        'text: Username\n  - textbox "Username"',
        "removed required mark (main): recorded 'Username *', observed 'Username'",
    ),
    "a dialog is new": (
        SIGN_ON,
        "- contentinfo:",
        '- dialog "Redaction Agreement":\n  - heading "Redaction Agreement" [level=2]\n'
        '  - checkbox "I understand"\n'
        '  - list:\n    - button "Continue"\n- contentinfo:',
        "added dialog (dialog \"Redaction Agreement\"): 'Redaction Agreement'"
        " is there and not in the recording",
    ),
    "two links answer to one name": (
        WEBSITE,
        "  - paragraph:\n",
        '  - link "E-Filing (CM/ECF)":\n    - /url: /other\n  - paragraph:\n',
        "ambiguous link (main): recorded 'E-Filing (CM/ECF)', "
        "observed 'E-Filing (CM/ECF), once more'",
    ),
    "a text is there twice": (
        SIGN_ON,
        "- contentinfo:",
        '- paragraph: "* Required information"\n- contentinfo:',
        "added text (page): '* Required information' is there and not in the recording",
    ),
    "there is one more field without a name": (
        '- textbox\n- button "Go"\n',
        "- textbox\n",
        "- textbox\n- textbox\n",
        "added field (page): '' is there and not in the recording",
    ),
    "a button cannot be used": (
        SCREEN,
        'button "Submit"',
        'button "Submit" [disabled]',
        "disabled button (table): recorded 'Submit', observed 'Submit (disabled)'",
    ),
    "the page shows the name of another person": (
        SCREEN,
        "CM/ECF [CM/ECF login and name] PACER",
        "CM/ECF other12345 Somebody Else PACER",
        "wrong_value text (page): recorded 'CM/ECF [CM/ECF login and name] PACER [PACER name]', "
        "observed 'CM/ECF other12345 Somebody Else PACER [PACER name]'",
    ),
    "a field already has a value": (
        SIGN_ON,
        'textbox "Client Code"',
        'textbox "Client Code": "1234"',
        "wrong_value field (main): recorded '', observed '1234'",
    ),
    "another page is in its place": (
        SIGN_ON,
        SIGN_ON,
        '- heading "Website Maintenance" [level=1]\n- paragraph: We will be back soon.\n'
        "- paragraph: Call us.\n- contentinfo: Wisconsin Western Bankruptcy Court",
        "added page (page): recorded 'Wisconsin Western Bankruptcy Court NextGen Login', "
        "observed 'Website Maintenance'",
    ),
}


@pytest.mark.parametrize("case", CHANGES.values(), ids=CHANGES)
def test_each_change_has_its_name_and_is_reported_once(case: tuple[str, str, str, str]) -> None:
    before, old, new, expected = case

    assert changes(before, edited(before, old, new)) == [expected]


SAME: dict[str, tuple[str, str, str]] = {
    "nothing": (SCREEN, "Submit", "Submit"),
    "white space": (SCREEN, "Do you want to link", "Do  you\u00a0want to\u200b link"),
    "states of a page in use": (
        SCREEN,
        'link "Utilities":',
        'link "Utilities" [expanded] [active] [ref=e12] [cursor=pointer]:',
    ),
    "the order of states": (
        '- button "Go" [disabled] [pressed]',
        "[disabled] [pressed]",
        "[pressed] [disabled]",
    ),
    "the sign at the end of a label": (WEBSITE, "E-Filing (CM/ECF) »", "E-Filing (CM/ECF)"),
    "containers without a name": (
        SCREEN,
        '- heading "Link a CM/ECF account to my PACER account" [level=2]',
        "- generic:\n  - generic:\n"
        '    - heading "Link a CM/ECF account to my PACER account" [level=3]',
    ),
    "bold text in place of a heading": (
        SCREEN,
        'heading "Link a CM/ECF account to my PACER account" [level=2]',
        "strong: Link a CM/ECF account to my PACER account",
    ),
    "a heading around a link": (
        SCREEN,
        '    - link "Utilities":\n      - /url: /cgi-bin/DisplayMenu.pl?Utilities&id=-1',
        '    - heading "Utilities" [level=6]:\n      - link "Utilities":\n'
        "        - /url: /cgi-bin/DisplayMenu.pl?Utilities&id=-1",
    ),
    "a form without tables": (
        SCREEN,
        FORM,
        """
- heading "Link a CM/ECF account to my PACER account" [level=2]
- text: CM/ECF login
- textbox
- text: "CM/ECF password:"
- textbox "CM/ECF password"
- button "Submit"
- button "Clear"
""",
    ),
    "a menu bar without a list": (
        SCREEN,
        BAR,
        """
- img "CM/ECF"
- menubar "Menu":
  - menuitem "Query":
    - link "Query":
      - /url: "{cmecf}/cgi-bin/iquery.pl"
  - menuitem "Reports"
  - menuitem "Utilities"
  - text: Help
  - menuitem "Log Out"
""",
    ),
    "a table in place of a paragraph": (
        SCREEN,
        "- paragraph: CM/ECF [CM/ECF login and name] PACER [PACER name]",
        """
- table:
  - rowgroup:
    - row "CM/ECF [CM/ECF login and name]":
      - cell "CM/ECF"
      - cell "[CM/ECF login and name]"
    - row "PACER [PACER name]":
      - cell "PACER"
      - cell "[PACER name]"
""",
    ),
    "bold words in a text": (
        SCREEN,
        "- paragraph: Do you want to link these accounts?",
        "- paragraph:\n  - text: Do you want to\n  - strong: link\n  - text: these accounts?",
    ),
    "a text in two pieces before a link": (
        '- paragraph: One two.\n- link "Help"\n',
        "- paragraph: One two.",
        "- paragraph: One\n- paragraph: two.",
    ),
    "landmarks that are new": (
        WEBSITE,
        WEBSITE,
        edited(edited(WEBSITE, '- navigation "Main menu":', "- generic:"), "- main:", "- generic:"),
    ),
    "landmarks with another name": (WEBSITE, 'navigation "Main menu"', 'navigation "Primary"'),
    "whole addresses": (WEBSITE, "/url: /pacer-help", '/url: "{website}/pacer-help"'),
    "what the attorney typed": (
        SIGN_ON,
        'textbox "Username *"',
        'textbox "Username *": "[PACER username]"',
    ),
}


@pytest.mark.parametrize("case", SAME.values(), ids=SAME)
def test_what_a_reader_does_not_notice_is_never_reported(case: tuple[str, str, str]) -> None:
    before, old, new = case
    after = edited(before, old, new)

    assert (changes(before, after), changes(after, before)) == ([], [])


def test_several_changes_of_a_screen_are_reported_each_by_its_name() -> None:
    after = edited(SCREEN, 'link "Utilities"', 'link "Utility"')
    after = edited(after, 'button "Clear"', 'button "Clear" [disabled]')
    after = edited(after, "  - listitem: Help\n", "")
    after = edited(after, "Use PACER.", "Use your PACER.")

    assert [each.split()[0] for each in changes(SCREEN, after)] == [
        "renamed",
        "removed",
        "disabled",
        "reworded",
    ]


def test_a_screen_of_many_elements_is_compared_one_by_one() -> None:
    links = [f'- link "Item {number}"\n- text: Words {number}\n' for number in range(300)]
    renamed = [link.replace("Item", "Element") for link in links[::2]]

    found = changes("".join(links), "".join(map("".join, zip(renamed, links[1::2], strict=True))))

    assert [each.split()[0] for each in found] == ["renamed"] * 150


MASKS = Masks(
    private_data(PASSWORD="Pa ss'\"w:ord", PIN="Pa"),
    values={
        "PACER username": "ana12345",
        "PACER password": "Pa ss'\"w:ord",
        "PACER client code": "",
        "PACER name": "Ana Li",
        "CM/ECF login": "anali1",
        "CM/ECF login and name": "anali1 Ana Li",
    },
    sites={
        "website": "http://www.wiwb.uscourts.localhost:4011/",
        "sign-on": "http://pacer.login.uscourts.localhost:4011/",
        "cmecf": "http://ecf.wiwb.uscourts.localhost:4011/",
    },
)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("You are logged on as Ana Li.", "You are logged on as [PACER name]."),
        ("anali1 Ana\u00a0Li", "[CM/ECF login and name]"),
        ("anali1, Ana Li", "[CM/ECF login], [PACER name]"),
        ("Ana Lind and anali12", "Ana Lind and anali12"),
        ("the secret Pa ss'\"w:ord", "the secret [secret]"),
        (
            "/x?u=ana12345&n=Ana+Li&p=Pa+ss%27%22w%3Aord",
            "/x?u=[PACER username]&n=[PACER name]&p=[secret]",
        ),
        ("see http://ecf.wiwb.uscourts.localhost:4011.", "see {cmecf}."),
        ("http://ecf.wiwb.uscourts.localhost:40110/", "http://ecf.wiwb.uscourts.localhost:40110/"),
        ("http://pcl.uscourts.localhost:4011/", "http://pcl.uscourts.localhost/"),
        ("Call 800-373-8708 or 12345", "Call 800-373-8708 or 12345"),
    ],
)
def test_the_words_of_an_outline_hide_who_walked(words: str, shown: str) -> None:
    assert MASKS.words(words) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://www.wiwb.uscourts.localhost:4011/", "{website}/"),
        (
            "http://pacer.login.uscourts.localhost:4011/csologin/login.jsf?pscCourtId=WIWBK&appurl="
            "http%3A%2F%2Fecf.wiwb.uscourts.localhost%3A4011%2Fcgi-bin%2Fshowpage.pl%3F16",
            "{sign-on}/csologin/login.jsf?pscCourtId=WIWBK&appurl={cmecf}%2Fcgi-bin%2Fshowpage.pl%3F16",
        ),
        ("/cgi-bin/showpage.pl?16", "/cgi-bin/showpage.pl?16"),
        ("/cgi-bin/DisplayMenu.pl?Reports&id=-1", "/cgi-bin/DisplayMenu.pl?Reports&id=-1"),
        ("/cgi-bin/DisplayMenu.pl?Reports&id=17", "/cgi-bin/DisplayMenu.pl?Reports&id=[number]"),
        ("/DisplayMenu.pl?Reports&id=170688&a=1", "/DisplayMenu.pl?Reports&id=[number]&a=1"),
        ("/cgi-bin/X.pl?839472013847561-L_1_0-1", "/cgi-bin/X.pl?[number]-L_1_0-1"),
        ("/login.jsf;jsessionid=8f3A-x.node1?a=b", "/login.jsf;jsessionid=[number]?a=b"),
        ("/login.jsf?javax.faces.ViewState=e1s2", "/login.jsf?javax.faces.ViewState=[number]"),
        ("/x#j_idt45:form", "/x#j_idt[number]:form"),
        ("/x?csrf_token=ab-cd&page=2", "/x?csrf_token=[number]&page=2"),
        ("/x/5f2b9c0d7e8a1b3c4d/y", "/x/[number]/y"),
        ("/link-a-pacer-account-2-to-cmecf", "/link-a-pacer-account-2-to-cmecf"),
    ],
)
def test_an_address_hides_its_one_time_values(address: str, shown: str) -> None:
    assert MASKS.address(address) == shown


def test_only_addresses_lose_their_numbers() -> None:
    outline = '- link "Case 12345":\n  - /url: /case/12345\n'

    assert masked(outline, MASKS) == '- link "Case 12345":\n  - /url: /case/[number]\n'


def test_a_masked_outline_is_still_an_outline() -> None:
    outline = """\
- 'textbox "Say: \\"Pa ss''\\"w:ord\\""': Pa ss'"w:ord
- paragraph: Ana Li
- 'link "x: y"':
  - /url: http://ecf.wiwb.uscourts.localhost:4011/a
"""

    text = masked(outline, MASKS)

    assert read_outline(text) == [
        Line(0, "textbox", 'Say: "[secret]"', (), "[secret]"),
        Line(0, "paragraph", None, (), "[PACER name]"),
        Line(0, "link", "x: y"),
        Line(1, "/url", None, (), "{cmecf}/a"),
    ]
    assert masked(text, MASKS) == text


def test_a_text_that_is_not_an_outline_shows_no_secret_either() -> None:
    assert masked("Ana Li: [Pa ss'\"w:ord", MASKS) == '- text: "[PACER name]: [[secret]"\n'


WORDS = st.text(
    # Line breaks and characters that YAML cannot hold are replaced; see below.
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufffe\uffff"),
    max_size=12,
)
SAID = WORDS | st.sampled_from(
    ["yes", "1.5", "-", "a: b", "# c", "{x}", "[y]", "'", '"', "2024-01-02"]
)
LINES = st.lists(
    st.builds(
        Line,
        st.just(0),
        st.sampled_from(["link", "text", "/url", "cell"]),
        st.none() | SAID,
        st.sampled_from([(), ("disabled",), ("level=2", "active")]),
        st.none() | SAID,
    ),
    max_size=4,
)


@settings(max_examples=60)
@given(LINES)
def test_what_is_written_is_read_unchanged(lines: list[Line]) -> None:
    assert read_outline(write_outline(lines)) == lines


def test_a_character_that_yaml_cannot_hold_is_replaced() -> None:
    assert masked("- text: a\u2028b\ud800\x7f", MASKS) == "- text: a b\ufffd\ufffd\n"


def test_an_outline_as_deep_as_a_page_may_be_is_read_and_written() -> None:
    deep = [Line(depth, "list") for depth in range(600)] + [Line(600, "text", text="x")]

    assert read_outline(write_outline(deep)) == deep
    assert [element.name for element in elements(deep)] == ["x"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("just words", "it is not a list with each element on its own line"),
        ("a: b", "it is not a list with each element on its own line"),
        ("- - a", "it is not a list with each element on its own line"),
        ("- a: {b: c}", "it is not a list with each element on its own line"),
        ("- &x a\n- *x", "it is not a list with each element on its own line"),
        ("- link 'Login'", "\"link 'Login'\" names no element"),
        ("- 'a", "while scanning a quoted scalar"),
    ],
)
def test_a_text_that_is_not_an_outline_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadOutline) as refused:
        read_outline(text)

    assert why in str(refused.value)

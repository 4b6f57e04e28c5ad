"""Outlines mask what belongs to one walk, and stay outlines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from e2e.privacy.values import private_data
from walk.privacy.masks import Masks
from walk.report.outline import BadOutline, Line, masked_outline, read_outline, write_outline

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

    assert masked_outline(outline, MASKS) == '- link "Case 12345":\n  - /url: /case/[number]\n'


def test_a_masked_outline_is_still_an_outline() -> None:
    outline = """\
- 'textbox "Say: \\"Pa ss''\\"w:ord\\""': Pa ss'"w:ord
- paragraph: Ana Li
- 'link "x: y"':
  - /url: http://ecf.wiwb.uscourts.localhost:4011/a
"""

    text = masked_outline(outline, MASKS)

    assert read_outline(text) == [
        Line(0, "textbox", 'Say: "[secret]"', (), "[secret]"),
        Line(0, "paragraph", None, (), "[PACER name]"),
        Line(0, "link", "x: y"),
        Line(1, "/url", None, (), "{cmecf}/a"),
    ]
    assert masked_outline(text, MASKS) == text


def test_a_text_that_is_not_an_outline_shows_no_secret_either() -> None:
    assert masked_outline("Ana Li: [Pa ss'\"w:ord", MASKS) == '- text: "[PACER name]: [[secret]"\n'


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
    assert masked_outline("- text: a\u2028b\ud800\x7f", MASKS) == "- text: a b\ufffd\ufffd\n"


def test_an_outline_as_deep_as_a_page_may_be_is_read_and_written() -> None:
    deep = [Line(depth, "list") for depth in range(600)] + [Line(600, "text", text="x")]

    assert read_outline(write_outline(deep)) == deep


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

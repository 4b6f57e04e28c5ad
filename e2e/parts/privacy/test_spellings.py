"""How a secret may be spelled in a file, beyond what the leak scan's own tests have."""

import gzip
from pathlib import Path
from urllib.parse import quote

import pytest

from walk.privacy.leak_scan import scan
from walk.privacy.masks import Masks
from walk.privacy.private_data import Kind, PrivateData
from walk.privacy.spellings import ALONE, Secret, masked, places_of

FOREIGN = "Žluťoučký-Łódź-7"
"""Characters of which both bytes of UTF-16 say something."""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("secret", [FOREIGN, "Plain-secret-7", "Ž-Plain-secret-7", "Plain-7-Łódź"])
def test_a_secret_is_found_in_either_order_of_bytes(
    tmp_path: Path, encoding: str, secret: str
) -> None:
    (tmp_path / "a.bin").write_bytes(f"before {secret} behind".encode(encoding))

    assert [hit.secret for hit in scan(tmp_path, {"password": secret})] == ["password"]


def test_what_is_packed_in_the_middle_of_a_file_is_searched(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"before " + gzip.compress(b"Plain-secret-7") + b" behind")

    assert [hit.where for hit in scan(tmp_path, {"a": "Plain-secret-7"})] == ["unpacked, byte 0"]


@pytest.mark.parametrize(
    ("value", "text", "is_there"),
    [
        # Long ones anywhere, short ones and words only where they stand alone
        ("long-secret-7", b"xlong-secret-7x", True),
        ("s3cret!", b"xs3cret!", False),
        ("s3cret!", b"'s3cret!'", True),
        ("1234567", b"0.1234567", False),
        ("1234567", b"1234567.5", False),
        ("1234567", b"number 1234567.", True),
        ("Marple", b"Miss Marple.", True),
        ("Marple", b"Marples", False),
        ("Marple", b"\xc3\xa9Marple", False),
        ("Marple", "\u201cMarple\u201d".encode(), True),
        ("Marple", b"\x01Marple\x02", False),
        ("Marple", b"MARPLE", True),
        ("long-secret-7", b"LONG-SECRET-7", True),
        ("long-secret-7", rb"long\x2dsecret-7", True),
        ("two words-7", b"two\nwords-7", True),
        ("two words-7", b"two+words-7", True),
        ("two words-7", b"two  words-7", False),
        ("a'quote-7x", b"a''quote-7x", True),
        ('a"quote-7x', b'a""quote-7x', True),
        ("ends-in-7\\", b"ends-in-7\\\\", True),
        # In HTML in a URL, once and three times over
        ("a&b-secret-7", b"a&amp%3Bb-secret-7", True),
        ("a&b-secret-7", quote(quote(quote("a&amp;b-secret-7"))).encode(), True),
        ("\u00e9t\u00e9-secret", "\u00c9T\u00c9-SECRET".encode(), True),
    ],
)
def test_what_stands_beside_a_secret_and_how_it_is_written(
    value: str, text: bytes, *, is_there: bool
) -> None:
    assert bool(places_of([Secret("it", value)], text)) == is_there


def test_a_mask_replaces_all_of_a_spelling_and_nothing_beside_it() -> None:
    secrets = [Secret("a", "secret-one"), Secret("b", "secret-one-more"), Secret("c", "one-more-x")]

    assert masked("<secret%2Done>", secrets) == "<[a]>"
    assert masked("<secret-one-more>", secrets) == "<[b]>"
    # Where two overlap, the first replaces both.
    assert masked("secret-one-more-x.", secrets) == "[b][c]."
    assert masked("SECRET-ONE.", secrets, " in capitals") == "[a in capitals]."
    assert masked("secret-one.", secrets, " in capitals") == "[a]."
    assert masked("nothing", secrets) == "nothing"


def test_of_secrets_of_the_same_value_the_first_is_named() -> None:
    names = [f"name {number}" for number in range(9)]

    assert masked("same-value-7", [Secret(name, "same-value-7") for name in names]) == "[name 0]"
    assert Masks(values=dict.fromkeys(names, "jdoe4711")).words("jdoe4711") == "[name 0]"


@pytest.mark.parametrize(("text", "is_there"), [("Jane", True), ("Janet", False), ("é Jane", True)])
def test_a_value_that_stands_alone_has_no_letter_beside_it(text: str, *, is_there: bool) -> None:
    assert (masked(text, [Secret("name", "Jane", ALONE)]) != text) == is_there


# What of a person is kept from where


@pytest.fixture
def private() -> PrivateData:
    """A person's data of each kind."""
    private = PrivateData(frozenset({"report"}))
    private.add("password", "Kw7-password", Kind.SECRET)
    private.add("word", "report", Kind.SECRET)
    private.add("short", "a1", Kind.SECRET)
    private.add("nothing", "", Kind.SECRET)
    private.add("login", "janedoe01", Kind.USERNAME)
    private.add("name", "Jane Doe", Kind.NAME)
    private.add("session", "report", Kind.COOKIE)
    return private


def test_each_kind_of_private_data_is_kept_from_where_it_may_not_be(private: PrivateData) -> None:
    assert [*private.searched] == ["password", "login", "session"]
    assert [*private.in_traces] == ["password", "login", "name", "session"]
    assert private.names == ["janedoe01", "Jane Doe"]
    assert [each.value for each in private.masked()] == ["Kw7-password", "a1", "janedoe01"]
    assert [each.value for each in private.masked(shows_names=False)] == [
        *("Kw7-password", "a1", "janedoe01", "Jane Doe"),
    ]
    assert [each.partition(" is not searched")[0] for each in private.unsearchable] == [
        *("The word", "The short", "The nothing"),
    ]
    assert private.unsearchable[0].endswith("is a word of every report.")
    assert private.unsearchable[1].endswith("is too short.")


def test_a_second_value_of_a_name_does_not_replace_the_first() -> None:
    private = PrivateData()
    for value in ("first-secret-1", "second-secret-2", "first-secret-1", "third-secret-3"):
        private.add("it", value)

    assert private.searched == {
        "it": "first-secret-1",
        "it again": "second-secret-2",
        "it again again": "third-secret-3",
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_data_are_of_real_people_if_there_is_a_username_or_a_name(kind: Kind) -> None:
    private = PrivateData()
    assert not private.is_of_real_people
    private.add("it", "janedoe01", kind)

    assert private.is_of_real_people == (kind in (Kind.USERNAME, Kind.NAME))


@pytest.mark.parametrize(
    ("shows_names", "shown"),
    [
        (True, "Jane Doe, [secret], [secret in other capitals]"),
        (False, "[secret], [secret], [secret in other capitals]"),
    ],
)
def test_a_text_shows_names_only_where_the_guide_does(
    private: PrivateData, shown: str, *, shows_names: bool
) -> None:
    masks = Masks(private)

    text = masks.without_secrets("Jane Doe, janedoe01, JANEDOE01", shows_names=shows_names)

    assert text == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://a.test/x;jsessionid=A1B2.node?y=1", "http://a.test/x;jsessionid=[secret]?y=1"),
        ("x;JSESSIONID=1#y", "x;JSESSIONID=[secret]#y"),
        ("x;other=1", "x;other=1"),
    ],
)
def test_a_session_in_an_address_is_masked(text: str, shown: str) -> None:
    assert Masks().without_secrets(text) == shown


def test_on_a_page_a_short_value_is_masked_where_it_stands_alone(private: PrivateData) -> None:
    text = Masks(private).without_secrets("a1, xa1x, xKw7-passwordx")

    assert text == "[secret], xa1x, x[secret]x"


SITES = {
    "website": "http://www.a.test:8000/",
    "cmecf": "https://a.test/",
    "deep": "https://a.test/x/",
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://www.a.test:8000/b?c", "{website}/b?c"),
        ("http%3A%2F%2Fwww.a.test%3A8000%2Fb", "{website}%2Fb"),
        ("http%3a%2f%2fwww.a.test%3a8000", "{website}"),
        ("https://a.test/", "{cmecf}/"),
        # The longest goes first, and no other host or port is the site.
        ("https://a.test/x/y", "{deep}/y"),
        ("https://a.test/xy", "{cmecf}/xy"),
        ("https://a.testing/", "https://a.testing/"),
        ("https://a.test.org/", "https://a.test.org/"),
        ("https://a.test-x/", "https://a.test-x/"),
        ("https://a.test:444/", "https://a.test:444/"),
        ("https://a.test%3A444", "https://a.test%3A444"),
        ("https://a.test. And", "{cmecf}. And"),
        # Another host at the same port, which is another one at each walk
        ("http://other.test:8000/", "http://other.test/"),
        ("http%3A%2F%2Fother.test%3A8000", "http%3A%2F%2Fother.test"),
        ("http://other.test:80001/", "http://other.test:80001/"),
        ("at 8000", "at 8000"),
    ],
)
def test_a_site_is_called_by_its_name_however_its_address_is_spelled(text: str, shown: str) -> None:
    assert Masks(sites=SITES).words(text) == shown


def test_values_of_the_attorney_are_called_by_their_names_where_they_stand_alone() -> None:
    masks = Masks(values={"PACER name": "Jane Doe", "PACER client code": " "})

    assert masks.words("Jane Doe, Jane Doerr") == "[PACER name], Jane Doerr"

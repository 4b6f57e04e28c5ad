"""What of a page is an addition, beside what the guide shows and what other pages have."""

from typing import Literal

import pytest

from pages.reading.reader import Piece
from walk.compare.additions import Additions, SeenElsewhere, is_pictured
from walk.guide.model import Shows
from walk.results import Drift, DriftKind

HOST = "ecf.a.test"
SHOWS = Shows(heading="Link them", text=("Do you want it?",), fields=(), buttons=("Submit",))


def text(
    words: str, *inside: str, part: Literal["", "site", "way"] = "", near: bool = False
) -> Piece:
    """Return a line of a page."""
    return Piece("text", words, near=near, part=part, inside=inside)


def added(
    *pieces: Piece,
    name: str = "verification",
    seen: SeenElsewhere | None = None,
    drifts: tuple[Drift, ...] = (),
    items: tuple[str, ...] = (),
) -> list[str]:
    """Return the words of the additions."""
    names = {"CM/ECF": ("jdoe Jane Doe", "jdoe Jane Doe"), "PACER": ("Jane Doe", "Jane Doe")}
    additions = Additions(name, SHOWS, names, drifts, HOST, seen or SeenElsewhere(), items)
    return [each.words for each in additions.among(pieces)]


def knowing(*pieces: Piece, host: str = HOST) -> SeenElsewhere:
    """Return what knows one other page."""
    seen = SeenElsewhere()
    seen.remember(host, pieces)
    return seen


def test_what_the_guide_shows_is_no_addition_wherever_its_lines_break() -> None:
    assert not added(
        text("Link"),
        text("them"),
        text("Do you want it? CM/ECF"),
        text("jdoe Jane Doe"),
        text("PACER: Jane Doe"),
        text("*"),
        text("11/27/2026, 12:22:50 PM"),
        text("Submit Clear", "Submit", "Clear"),
    )


def test_what_is_left_of_a_line_is_told() -> None:
    assert added(text("Do you want it? Think twice.")) == ["Think twice."]
    assert added(text("Or cancel this instead", "cancel this")) == ["Or cancel this instead"]


def test_words_that_are_told_otherwise_are_no_addition() -> None:
    reworded = Drift(DriftKind.REWORDED, "text", "page", "Do you want it?", "Do you need it?")
    renamed = Drift(DriftKind.RENAMED, "PACER", "page", "PACER", "PAxER")
    moved = Drift(DriftKind.MOVED, "button", "page", "Submit", "Submit (header)")

    assert not added(text("Do you need it?"), drifts=(reworded,))
    assert not added(Piece("button", "Submit"), drifts=(moved,))
    assert not added(text("PAxER Jane Doe"), text("jdoe Jane Doe"), drifts=(renamed,))
    # A name that is not the permitted one is still a part of the other account's.
    wrong = Drift(DriftKind.WRONG_VALUE, "PACER", "page", "Jane  Doe", "Jane Doe")
    assert not added(text("CM/ECF jdoe Jane Doe"), text("PACER Jane Doe"), drifts=(wrong,))


def test_controls_are_additions_unless_the_lists_of_the_screen_have_their_kind() -> None:
    assert added(
        Piece("button", "Submit", here=True),
        Piece("button", "Submit"),
        Piece("link", "Undo", here=True),
        Piece("field", "Do you want it?"),
        Piece("picture", "Stop"),
    ) == ["Submit", "Undo", "", "Stop"]


@pytest.mark.parametrize(
    ("name", "items", "words"),
    [
        ("confirmation", ("Help",), []),
        ("confirmation", ("Adversary", "Help"), ["Adversary"]),
        ("verification", ("Help",), ["Adversary"]),
    ],
    ids=["the bar lacks it", "the bar has it", "the menus are not due yet"],
)
def test_a_menu_item_that_has_left_the_bar_is_left_to_the_step_of_the_bar(
    name: str, items: tuple[str, ...], words: list[str]
) -> None:
    seen = SeenElsewhere(items={"Adversary", "Help"})

    assert added(Piece("link", "Adversary"), name=name, seen=seen, items=items) == words


def test_what_another_page_of_the_site_has_as_often_is_the_sites_own() -> None:
    search = Piece("field", "")
    seen = knowing(
        search, text("Left: 12.5 s. It is 9:05 AM on Monday, May 4, 2026"), Piece("link", "Help")
    )

    assert not added(
        search,
        text("Left: 3 s. It is 10:45 p.m. on Tuesday, June 15, 2026"),
        Piece("link", "Help"),
        seen=seen,
    )
    assert added(search, search, Piece("button", "Help"), seen=seen) == ["", "Help"]
    assert added(search, seen=knowing(Piece("field", "", here=True))) == [""]


def test_a_sentence_is_the_same_at_each_site_of_the_court_and_a_link_is_another() -> None:
    closed, search = text("Closed on Friday."), Piece("link", "Search")
    seen = knowing(closed, search, host="www.a.test")
    seen.remember(HOST, [text("Court")])

    assert added(closed, search, seen=seen) == ["Search"]


def test_a_line_that_says_where_one_is_has_links_from_the_home_page_to_a_last_place() -> None:
    seen = knowing(text("Court"))
    home, utilities = Piece("link", "Home"), Piece("link", "Utilities")
    way = text("Home > Utilities > Verify the names", "Home", "Utilities")

    assert not added(way, home, utilities, seen=seen)
    assert added(way, home, home, utilities, seen=seen) == ["Home"]
    for line in (
        text("Home > Utilities > Do not submit!", "Home", "Utilities"),
        text("Home > Utilities > Verify", "Home"),
        text("Stop > Verify", "Stop"),
        text("Home", "Home"),
    ):
        assert line.words == "Home" or added(line, seen=seen) == [line.words]


def test_short_words_that_show_the_way_are_the_sites_own_and_sentences_are_not() -> None:
    seen = knowing(text("Court"))
    warning = text("Do not submit this page.", part="way")

    assert not added(text("Verify", part="way"), Piece("link", "Home", part="way"), seen=seen)
    assert added(warning, text("Verify", part="site"), seen=seen) == [warning.words, "Verify"]


def test_what_was_told_is_told_again() -> None:
    seen, warning = SeenElsewhere(), text("Do not submit.")
    seen.tell(warning)
    seen.remember(HOST, [warning])

    assert added(warning, seen=seen) == ["Do not submit."]


def test_of_the_first_page_of_a_site_its_header_and_words_far_from_the_form_are_its_own() -> None:
    site = text("PACER", part="site")
    elsewhere = knowing(Piece("button", "Chat"), host="www.a.test")
    far = [site, text("Far"), Piece("link", "Far"), Piece("button", "Chat")]

    assert added(*far, text("Near", near=True), name="sign-on", seen=elsewhere) == ["Near"]
    assert added(Piece("field", "Far"), name="sign-on", seen=elsewhere) == ["Far"]
    assert added(text("Far"), text("Far off", part="site"), name="link form", seen=knowing()) == [
        "Far",
        "Far off",
    ]


@pytest.mark.parametrize(
    ("name", "shows", "right"),
    [
        ("verification", SHOWS, True),
        ("sign-on", Shows(fields=()), True),
        ("verification", Shows(names={"PACER": "PACER name"}), False),
        ("court website", Shows(links=("E-Filing",)), False),
    ],
)
def test_only_a_whole_page_that_is_pictured_can_have_more(
    name: str, shows: Shows, *, right: bool
) -> None:
    assert is_pictured(name, shows) is right

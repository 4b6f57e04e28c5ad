"""Compares what a guide documents with what a reader sees: each difference has its name."""

from collections.abc import Collection, Sequence

import pytest

from pages.reading.reader import Element
from walk.compare.elements import DocumentedElement, ElementComparison, Kind
from walk.compare.pairing import likely
from walk.compare.text import compare_heading, compare_text
from walk.results import Drift, DriftKind

LIMITED = ("Query", "Reports", "Utilities", "Help", "Log Out")
LINKED = "Your PACER account has been linked to your CM/ECF account"
ASKED = "Do you want to link these accounts?"

LINK, BUTTON, BOTH, FIELD = ("link",), ("button",), ("link", "button"), ("field",)
HELP = Element("Help", LINK)
ELSEWHERE = "http://elsewhere.test/"

Difference = tuple[str, str | None, str | None]
GONE: Difference = ("removed", "Query", None)


def difference(drift: Drift | None) -> Difference | None:
    """Return what distinguishes one drift from the next."""
    return (str(drift.kind), drift.documented, drift.observed) if drift else None


def drifts_of(
    documented: Sequence[tuple[Kind, str]],
    seen: Sequence[Element],
    lists: Collection[Kind],
    *,
    final: bool = True,
) -> list[Drift]:
    """Compare what a guide documents with the elements on a page."""
    named = [DocumentedElement(kind, words) for kind, words in documented]
    comparison = ElementComparison("page", named, seen, lists, final, lambda to: to == ELSEWHERE)
    return [*comparison.drifts()]


def compared(
    documented: Sequence[tuple[Kind, str]], seen: Sequence[Element], kind: Kind
) -> list[Difference]:
    """Compare a list of one kind, and return what differs."""
    drifts = drifts_of(documented, seen, [kind])
    whats = {"link" if kind == "item" else kind, "required mark"}
    assert {(drift.what, drift.region) for drift in drifts} <= {(what, "page") for what in whats}
    return [(str(drift.kind), drift.documented, drift.observed) for drift in drifts]


def listed(kind: Kind, documented: Sequence[str], observed: Sequence[str]) -> list[Difference]:
    """Compare a list that the guide shows as a whole with elements of the same kind."""
    seen = [Element(words, (kind,)) for words in observed]
    return compared([(kind, words) for words in documented], seen, kind)


@pytest.mark.parametrize(
    ("observed", "drifts"),
    [
        (LIMITED, []),
        (("Query", "Reports", "Tools", "Help", "Log Out"), [("renamed", "Utilities", "Tools")]),
        (
            ("Query", "Reports", "UTILITIES", "Help", "Log Out"),
            [("recased", "Utilities", "UTILITIES")],
        ),
        (("Query", "Reports", "Help", "Log Out"), [("removed", "Utilities", None)]),
        (("Reports", "Utilities", "Help", "Log Out"), [("removed", "Query", None)]),
        ((*LIMITED, "Manual"), [("added", None, "Manual")]),
        (("Search", *LIMITED), [("added", None, "Search")]),
        (
            ("Query", "Query", "Reports", "Utilities", "Help", "Log Out"),
            [("ambiguous", "Query", "Query, once more")],
        ),
        (
            ("Query", "Reports", "Utilities", "Help", "Log Out", "QUERY", "query"),
            [
                ("ambiguous", "Query", "QUERY, once more"),
                ("ambiguous", "Query", "query, once more"),
            ],
        ),
        (
            ("Reports", "Query", "Utilities", "Help", "Log Out"),
            [
                (
                    "reordered",
                    "Query, Reports, Utilities, Help, Log Out",
                    "Reports, Query, Utilities, Help, Log Out",
                )
            ],
        ),
        (("Query", "Reports", "Utilities", "Help", "Logout"), [("renamed", "Log Out", "Logout")]),
        (
            ("Query", "Reports", "Utilities ", "Help", "Log Out"),
            [("renamed", "Utilities", "Utilities ")],
        ),
        (
            ("Query", "Reports", "Utilities", "Assistance", "Sign off"),
            [
                ("removed", "Help", None),
                ("removed", "Log Out", None),
                ("added", None, "Assistance"),
                ("added", None, "Sign off"),
            ],
        ),
        (
            ("Utility", "Reports", "Query", "Help", "Log Out"),
            [
                ("renamed", "Utilities", "Utility"),
                (
                    "reordered",
                    "Query, Reports, Utilities, Help, Log Out",
                    "Utility, Reports, Query, Help, Log Out",
                ),
            ],
        ),
        ((), [("removed", item, None) for item in LIMITED]),
    ],
)
def test_a_list_is_compared_as_a_whole(observed: tuple[str, ...], drifts: list[Difference]) -> None:
    assert listed("link", LIMITED, observed) == drifts


@pytest.mark.parametrize(
    ("documented", "observed", "drifts"),
    [
        ((), (), []),
        ((), ("PIN",), [("added", None, "PIN")]),
        (("Login",), ("Sign in",), [("renamed", "Login", "Sign in")]),
        (("Login", "Login"), ("Login",), [("removed", "Login", None)]),
        # Capitals distinguish two items if both are there.
        (
            ("Log in", "LOG IN"),
            ("LOG IN", "Log in"),
            [("reordered", "Log in, LOG IN", "LOG IN, Log in")],
        ),
        (("Username *",), ("Username",), [("removed", "Username *", "Username")]),
        (("Username",), ("* USERNAME",), [("added", "Username", "* USERNAME")]),
        (("Username *",), ("USERNAME *",), [("recased", "Username *", "USERNAME *")]),
        # A mark in another place is neither added nor removed.
        (("Username *",), ("* Username",), [("renamed", "Username *", "* Username")]),
        # Similar words win over the same place.
        (
            ("CM/ECF login", "CM/ECF password"),
            ("CM/ECF passphrase", "CM/ECF login"),
            [
                ("renamed", "CM/ECF password", "CM/ECF passphrase"),
                ("reordered", "CM/ECF login, CM/ECF password", "CM/ECF passphrase, CM/ECF login"),
            ],
        ),
    ],
)
def test_items_are_paired_with_what_became_of_them(
    documented: tuple[str, ...], observed: tuple[str, ...], drifts: list[Difference]
) -> None:
    assert listed("field", documented, observed) == drifts


@pytest.mark.parametrize(
    ("documented", "observed", "line"),
    [
        ("Code *", "Code", "removed required mark (page): documented 'Code *', observed 'Code'"),
        ("Code", "Code *", "added required mark (page): documented 'Code', observed 'Code *'"),
    ],
)
def test_a_required_mark_is_an_element_by_itself(documented: str, observed: str, line: str) -> None:
    (drift,) = drifts_of([("field", documented)], [Element(observed, FIELD)], ["field"])

    assert str(drift) == line


# What may change of an element besides its words


@pytest.mark.parametrize(
    ("kind", "seen", "drifts"),
    [
        # Where it is
        (
            "link",
            [HELP, Element("Query", LINK, here=False, place="footer")],
            [("moved", "Query", "Query (footer)")],
        ),
        # A menu that is not open hides its links.
        (
            "link",
            [HELP, Element("Query", LINK, visible=False, folded=True, place="navigation Main")],
            [("moved", "Query", "Query (navigation Main, not in sight)")],
        ),
        # What nobody can open is not there for a reader.
        (
            "link",
            [HELP, Element("Query", LINK, visible=False, place="navigation Main")],
            [("removed", "Query", None)],
        ),
        (
            "item",
            [Element("Help", LINK, item=True), Element("Query", LINK, place="main")],
            [("moved", "Query", "Query (main)")],
        ),
        (
            "field",
            [Element("Help", FIELD), Element("Query", FIELD, here=False, place="page")],
            [("moved", "Query", "Query (page)")],
        ),
        ("field", [Element("Help", FIELD), Element("Query", FIELD, visible=False)], [GONE]),
        ("button", [Element("Help", BUTTON), Element("Query", BUTTON, visible=False)], [GONE]),
        # An element in its place wins over one elsewhere, which the guide does not mention.
        ("link", [Element("Query", LINK, here=False), Element("Query", LINK), HELP], []),
        # Elsewhere and under another name, it is another element.
        ("link", [HELP, Element("Querying", LINK, here=False)], [GONE]),
        # A picture has a name that nobody sees.
        ("link", [Element("Query", LINK), HELP, Element("Query", LINK, drawn=False)], []),
        (
            "link",
            [Element("Queries", LINK, drawn=False), HELP],
            [GONE, ("added", None, "Queries")],
        ),
        # What it is
        ("link", [Element("Query", BUTTON), HELP], [("re_roled", "Query", "Query (button)")]),
        (
            "button",
            [Element("Query", LINK), Element("Help", BUTTON)],
            [("re_roled", "Query", "Query (link)")],
        ),
        ("link", [Element("Query", BUTTON), Element("Help", BUTTON)], []),
        ("link", [Element("Query", BOTH), HELP], []),
        ("button", [Element("Query", BOTH), Element("Help", BUTTON)], []),
        ("item", [Element("Query", BUTTON, item=True), Element("Help", BUTTON, item=True)], []),
        (
            "item",
            [Element("Query", BUTTON, item=True), Element("Help", LINK, item=True)],
            [("re_roled", "Query", "Query (button)")],
        ),
        ("link", [Element("Query", FIELD), HELP], [GONE]),
        # Whether it can be used, and where it leads
        (
            "link",
            [Element("Query", LINK, enabled=False), HELP],
            [("disabled", "Query", "Query (disabled)")],
        ),
        (
            "field",
            [Element("Query", FIELD, enabled=False), Element("Help", FIELD)],
            [("disabled", "Query", "Query (disabled)")],
        ),
        (
            "link",
            [Element("Query", LINK, leads_to=ELSEWHERE), HELP],
            [("retargeted", "Query", f"Query ({ELSEWHERE})")],
        ),
        (
            "button",
            [Element("Query", BUTTON, leads_to=ELSEWHERE), Element("Help", BUTTON)],
            [("retargeted", "Query", f"Query ({ELSEWHERE})")],
        ),
        ("link", [Element("Query", LINK, leads_to="http://court.test/"), HELP], []),
        # Several at once
        (
            "link",
            [Element("QUERY", BUTTON, enabled=False, leads_to=ELSEWHERE), HELP],
            [
                ("re_roled", "Query", "QUERY (button)"),
                ("recased", "Query", "QUERY"),
                ("disabled", "Query", "QUERY (disabled)"),
                ("retargeted", "Query", f"QUERY ({ELSEWHERE})"),
            ],
        ),
        (
            "link",
            [HELP, Element("Queries", LINK, enabled=False)],
            [
                ("renamed", "Query", "Queries"),
                ("disabled", "Query", "Queries (disabled)"),
                ("reordered", "Query, Help", "Help, Queries"),
            ],
        ),
        # An element of another kind between them is not part of the list.
        (
            "link",
            [Element("Query", LINK), Element("Search", BUTTON), Element("PIN", FIELD), HELP],
            [],
        ),
        (
            "item",
            [
                Element("Query", LINK, item=True),
                Element("News", LINK),
                Element("Help", LINK, item=True),
            ],
            [],
        ),
    ],
)
def test_each_change_of_an_element_has_its_name(
    kind: Kind, seen: list[Element], drifts: list[Difference]
) -> None:
    assert compared([(kind, "Query"), (kind, "Help")], seen, kind) == drifts


def test_each_list_of_a_screen_is_compared_separately() -> None:
    documented: list[tuple[Kind, str]] = [
        ("field", "Username"),
        ("button", "Login"),
        ("button", "Clear"),
        ("link", "Need an account?"),
    ]
    seen = [
        Element("Need an account?", LINK),
        Element("Clear", BUTTON),
        Element("Login", BUTTON),
        Element("PIN", FIELD),
        Element("Username", FIELD),
    ]

    drifts = drifts_of(documented, seen, ["field", "button", "link"])

    assert [(drift.what, difference(drift)) for drift in drifts] == [
        ("field", ("added", None, "PIN")),
        ("button", ("reordered", "Login, Clear", "Clear, Login")),
    ]


def test_a_list_that_the_guide_does_not_show_is_not_compared() -> None:
    assert compared([], [HELP, Element("PIN", FIELD)], "field") == [("added", None, "PIN")]


@pytest.mark.parametrize(
    ("seen", "early", "late"),
    [
        ([Element("Query", LINK), HELP], [], []),
        ([Element("QUERY", LINK)], *[[("recased", "Query", "QUERY")]] * 2),
        ([Element("* Query", LINK)], [], []),
        ([Element("* QUERY", LINK)], *[[("recased", "Query", "* QUERY")]] * 2),
        ([HELP], [], [GONE]),
        ([Element("Queries", LINK)], [], [("renamed", "Query", "Queries")]),
        (
            [Element("Query", LINK, visible=False, drawn=False, folded=True, place="menu")],
            [],
            [("moved", "Query", "Query (menu, not in sight)")],
        ),
        (
            [Element("Query", LINK, enabled=False)],
            *[[("disabled", "Query", "Query (disabled)")]] * 2,
        ),
    ],
)
def test_an_element_that_is_only_used_is_missing_at_its_use_and_not_before(
    seen: list[Element], early: list[Difference], late: list[Difference]
) -> None:
    for final, drifts in ((False, early), (True, late)):
        found = drifts_of([("link", "Query")], seen, [], final=final)

        assert [difference(drift) for drift in found] == drifts


# Headings and running text


@pytest.mark.parametrize(
    ("lines", "drift"),
    [
        (["Before", "Link a CM/ECF account", "After"], None),
        (["Link a CM/ECF Account"], ("recased", "Link a CM/ECF account", "Link a CM/ECF Account")),
        (
            ["Link your CM/ECF account"],
            ("renamed", "Link a CM/ECF account", "Link your CM/ECF account"),
        ),
        (
            ["Link a CM/ECF account now"],
            ("renamed", "Link a CM/ECF account", "Link a CM/ECF account now"),
        ),
        (["Before", "Link a", "CM/ECF account", "After"], None),
        (["Query", "Reports"], ("removed", "Link a CM/ECF account", None)),
        ([], ("removed", "Link a CM/ECF account", None)),
    ],
)
def test_a_heading_is_a_line_of_its_own(lines: list[str], drift: Difference | None) -> None:
    assert difference(compare_heading("Link a CM/ECF account", lines, "page")) == drift


@pytest.mark.parametrize(
    ("lines", "instead", "drift"),
    [
        (["Other"], "Other", ("renamed", "Link", "Other")),
        (["Other"], "", ("removed", "Link", None)),
        (["Links"], "Other", ("renamed", "Link", "Links")),
        (["LINK"], "Other", ("recased", "Link", "LINK")),
        (["Link"], "Other", None),
    ],
)
def test_what_is_over_the_region_is_the_new_heading_unless_a_likely_one_is_there(
    lines: list[str], instead: str, drift: Difference | None
) -> None:
    assert difference(compare_heading("Link", lines, "page", instead)) == drift


def test_a_field_that_is_two_things_says_so() -> None:
    (drift,) = drifts_of([("field", "Query")], [Element("Query", ("link", "button"))], ["field"])

    assert difference(drift) == ("removed", "Query", None)
    (drift,) = drifts_of(
        [("link", "Help")], [Element("Help", ("button", "item")), Element("A", LINK)], []
    )
    assert drift.observed == "Help (button and item)"


@pytest.mark.parametrize(
    ("documented", "line"),
    [
        (LINKED, LINKED),
        (LINKED, f"{LINKED}."),
        (LINKED, f"{LINKED}!"),
        (LINKED, f"Thank you. {LINKED}. You may go."),
        (ASKED, ASKED),
        (ASKED, f"Look at the names. {ASKED} Then submit."),
    ],
)
def test_a_text_may_be_among_other_sentences(documented: str, line: str) -> None:
    assert compare_text(documented, ["Before", line, "After"], "page") is None


def test_a_text_may_continue_on_the_next_line() -> None:
    assert compare_text(ASKED, ["Do you want to link", "these accounts?"], "page") is None


@pytest.mark.parametrize(
    ("documented", "line"),
    [
        (LINKED, f"{LINKED} pending review"),
        (LINKED, f"{LINKED}, pending review."),
        (LINKED, f"{LINKED}: pending review."),
        (LINKED, f"{LINKED}; it waits for review."),
        (LINKED, f"{LINKED}.pending"),
        (LINKED, f"{LINKED}s"),
        (LINKED, f"It is not true that {LINKED}"),
        (LINKED, f"False: {LINKED}"),
        (LINKED, LINKED.replace("been", "not been")),
        (ASKED, f"When {ASKED}"),
        (ASKED, "Do you want to link these accounts"),
        (ASKED, "Do you want to link those accounts?"),
        (ASKED, f"{ASKED}!"),
    ],
)
def test_a_text_with_other_words_in_its_sentence_is_reworded(documented: str, line: str) -> None:
    drift = compare_text(documented, ["Before", line, "After"], "page")

    assert difference(drift) == ("reworded", documented, line)


@pytest.mark.parametrize(
    ("documented", "lines", "drift"),
    [
        (ASKED, [ASKED.upper()], ("recased", ASKED, ASKED.upper())),
        (ASKED, ["Query", "Reports"], ("removed", ASKED, None)),
        (ASKED, [], ("removed", ASKED, None)),
        # Characters that are special in a regular expression are plain text here.
        ("Fee (10 $) [a+b]*", ["Fee (10 $) [a+b]*"], None),
        ("Fee (10 $)", ["Fee 10"], ("reworded", "Fee (10 $)", "Fee 10")),
        ("* Required information", ["* Required information"], None),
    ],
)
def test_a_text_that_is_not_there_is_named(
    documented: str, lines: list[str], drift: Difference | None
) -> None:
    assert difference(compare_text(documented, lines, "page")) == drift


@pytest.mark.parametrize(
    ("words", "candidates", "name"),
    [
        ("Utilities", ("Query", "Utility", "Utilization"), "Utility"),
        ("Login", ("Clear", "LOG IN"), "LOG IN"),
        ("Utilities", ("Query", "Tools"), None),
        ("Submit", (), None),
        (
            "E-Filing (CM/ECF)",
            ("E-Filing Proof of Claim", "E-Filing (CM-ECF)"),
            "E-Filing (CM-ECF)",
        ),
        ("Submit", ("Cancel", "Clear"), None),
    ],
)
def test_a_likely_new_name_is_the_one_most_alike(
    words: str, candidates: tuple[str, ...], name: str | None
) -> None:
    assert likely(words, candidates) == name


@pytest.mark.parametrize(
    ("drift", "line"),
    [
        (
            Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools"),
            "renamed link (menu bar): documented 'Utilities', observed 'Tools'",
        ),
        (
            Drift(DriftKind.REMOVED, "link", "menu bar", "Log Out", None),
            "removed link (menu bar): 'Log Out' is not there",
        ),
        (
            Drift(DriftKind.ADDED, "link", "menu bar", None, "Manual"),
            "added link (menu bar): 'Manual' is there and not in the guide",
        ),
    ],
)
def test_a_drift_is_one_line(drift: Drift, line: str) -> None:
    assert str(drift) == line


@pytest.mark.parametrize(
    ("order", "drifts"),
    [
        (("Name", "Password", "Code", "Login"), []),
        (
            ("Name", "Code", "Password", "Login"),
            [("reordered", "Name, Password, Code", "Name, Code, Password")],
        ),
        (("Name", "Code", "Login", "Password"), [("moved", "Password", "Password (behind Login)")]),
        # What is called otherwise, too, is elsewhere by the words of the guide.
        (
            ("Name", "Code", "Login", "PASSWORD"),
            [("recased", "Password", "PASSWORD"), ("moved", "Password", "Password (behind Login)")],
        ),
        # More than one is out of order.
        (
            ("Code", "Name", "Login", "Password"),
            [("reordered", "Name, Password, Code", "Code, Name, Password")],
        ),
        # A button that was between them from the beginning is no change.
        (("Name", "Password", "Login", "Code"), []),
    ],
)
def test_a_field_that_is_now_after_the_buttons_has_moved(
    order: tuple[str, ...], drifts: list[Difference]
) -> None:
    seen = [Element(words, BUTTON if words == "Login" else FIELD) for words in order]
    documented: list[tuple[Kind, str]] = [
        ("field", "Name"),
        ("field", "Password"),
        ("field", "Code"),
    ]

    assert compared(documented, seen, "field") == drifts


@pytest.mark.parametrize(
    "between",
    [
        Element("Login", BUTTON, here=False),
        Element("Login", BUTTON, visible=False),
        Element("PIN", FIELD),
    ],
)
def test_only_what_a_reader_sees_between_them_sets_a_field_apart(between: Element) -> None:
    name, password, code = (Element(words, FIELD) for words in ("Name", "Password", "Code"))
    documented: list[tuple[Kind, str]] = [("field", "Name"), ("field", "Password")]

    found = compared([*documented, ("field", "Code")], [name, code, between, password], "field")

    assert ("reordered", "Name, Password, Code", "Name, Code, Password") in found

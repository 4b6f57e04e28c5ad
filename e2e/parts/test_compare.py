"""What a guide documents against what a reader sees: each difference by its name, and no other."""

from __future__ import annotations

import pytest

from pages.reading.reader import Element
from walk.compare.elements import DocumentedElement, Kind, compare_elements, likely
from walk.compare.text import compare_heading, compare_text
from walk.results import Drift

LIMITED = ("Query", "Reports", "Utilities", "Help", "Log Out")
LINKED = "Your PACER account has been linked to your CM/ECF account"
ASKED = "Do you want to link these accounts?"

Told = tuple[str, str | None, str | None]
GONE: Told = ("removed", "Query", None)


def told(drift: Drift | None) -> Told | None:
    """Return what there is to tell apart from one drift to the next."""
    return (str(drift.kind), drift.documented, drift.observed) if drift else None


def listed(kind: Kind, documented: tuple[str, ...], observed: tuple[str, ...]) -> list[Drift]:
    """Compare a list that the guide shows as a whole with things of that kind."""
    return compare_elements(
        "menu bar",
        [DocumentedElement(kind, words) for words in documented],
        [Element(words, (kind,)) for words in observed],
        lists=[kind],
    )


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
def test_a_list_is_compared_whole(observed: tuple[str, ...], drifts: list[Told]) -> None:
    found = listed("link", LIMITED, observed)

    assert [told(drift) for drift in found] == drifts
    assert {(drift.what, drift.region) for drift in found} <= {("link", "menu bar")}


@pytest.mark.parametrize(
    ("documented", "observed", "drifts"),
    [
        ((), (), []),
        ((), ("PIN",), [("added", None, "PIN")]),
        (("Login",), ("Sign in",), [("renamed", "Login", "Sign in")]),
        (("Login", "Login"), ("Login",), [("removed", "Login", None)]),
        # Capitals tell two items apart where both are there.
        (
            ("Log in", "LOG IN"),
            ("LOG IN", "Log in"),
            [("reordered", "Log in, LOG IN", "LOG IN, Log in")],
        ),
        (("Username *",), ("Username",), [("removed", "Username *", "Username")]),
        (("Username",), ("* USERNAME",), [("added", "Username", "* USERNAME")]),
        (("Username *",), ("USERNAME *",), [("recased", "Username *", "USERNAME *")]),
        # A mark that stands elsewhere is neither more nor less than before.
        (("Username *",), ("* Username",), [("renamed", "Username *", "* Username")]),
        # The one that is alike goes before the one that stands in the same place.
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
    documented: tuple[str, ...], observed: tuple[str, ...], drifts: list[Told]
) -> None:
    assert [told(drift) for drift in listed("field", documented, observed)] == drifts


def test_a_required_mark_is_told_as_such() -> None:
    found = listed("field", ("Username *", "Client Code"), ("Username", "Client Code *"))

    assert [str(drift) for drift in found] == [
        "removed required mark (menu bar): documented 'Username *', observed 'Username'",
        "added required mark (menu bar): documented 'Client Code', observed 'Client Code *'",
    ]


# What becomes of one thing beside its words

LINK, BUTTON, BOTH, FIELD = ("link",), ("button",), ("link", "button"), ("field",)
HELP = Element("Help", LINK)
ELSEWHERE = "http://elsewhere.test/"


def is_elsewhere(address: str) -> bool:
    """Say whether an address is at the one host that is none of the court's."""
    return address == ELSEWHERE


@pytest.mark.parametrize(
    ("kind", "seen", "drifts"),
    [
        # Where it stands
        (
            "link",
            [HELP, Element("Query", LINK, here=False, place="footer")],
            [("moved", "Query", "Query (footer)")],
        ),
        # A menu that is not open hides its links.
        (
            "link",
            [HELP, Element("Query", LINK, visible=False, place="navigation Main")],
            [("moved", "Query", "Query (navigation Main, not in sight)")],
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
        # One that is in its place goes before one elsewhere, which the guide does not mention.
        ("link", [Element("Query", LINK, here=False), Element("Query", LINK), HELP], []),
        # What is called otherwise elsewhere is another thing.
        ("link", [HELP, Element("Querying", LINK, here=False)], [GONE]),
        # What it is
        (
            "link",
            [Element("Query", BUTTON), HELP],
            [("re_roled", "Query", "Query (button)")],
        ),
        (
            "button",
            [Element("Query", LINK), Element("Help", BUTTON)],
            [("re_roled", "Query", "Query (link)")],
        ),
        ("link", [Element("Query", BUTTON), Element("Help", BUTTON)], []),
        ("link", [Element("Query", BOTH), HELP], []),
        ("button", [Element("Query", BOTH), Element("Help", BUTTON)], []),
        (
            "item",
            [Element("Query", BUTTON, item=True), Element("Help", BUTTON, item=True)],
            [],
        ),
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
        # Another kind of thing between them is no part of the list.
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
def test_each_change_of_one_thing_has_its_name(
    kind: Kind, seen: list[Element], drifts: list[Told]
) -> None:
    documented = [DocumentedElement(kind, "Query"), DocumentedElement(kind, "Help")]

    found = compare_elements("page", documented, seen, lists=[kind], is_foreign=is_elsewhere)

    assert [told(drift) for drift in found] == drifts
    assert {drift.what for drift in found} <= {"link" if kind == "item" else kind}


def test_the_lists_of_a_screen_are_compared_each_for_itself() -> None:
    documented = [
        DocumentedElement("field", "Username"),
        DocumentedElement("button", "Login"),
        DocumentedElement("button", "Clear"),
        DocumentedElement("link", "Need an account?"),
    ]
    seen = [
        Element("Need an account?", LINK),
        Element("Clear", BUTTON),
        Element("Login", BUTTON),
        Element("PIN", FIELD),
        Element("Username", FIELD),
    ]

    found = compare_elements("page", documented, seen, lists=["field", "button", "link"])

    assert [(drift.what, told(drift)) for drift in found] == [
        ("field", ("added", None, "PIN")),
        ("button", ("reordered", "Login, Clear", "Clear, Login")),
    ]


def test_a_list_of_which_the_guide_says_nothing_is_not_compared() -> None:
    found = compare_elements("page", [], [HELP, Element("PIN", FIELD)], lists=["field"])

    assert [told(drift) for drift in found] == [("added", None, "PIN")]


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
            [Element("Query", LINK, visible=False, place="menu")],
            [],
            [("moved", "Query", "Query (menu, not in sight)")],
        ),
        (
            [Element("Query", LINK, enabled=False)],
            *[[("disabled", "Query", "Query (disabled)")]] * 2,
        ),
    ],
)
def test_what_is_only_used_is_missed_when_it_is_used_and_not_before(
    seen: list[Element], early: list[Told], late: list[Told]
) -> None:
    documented = [DocumentedElement("link", "Query")]

    for final, drifts in ((False, early), (True, late)):
        found = compare_elements("page", documented, seen, lists=[], final=final)

        assert [told(drift) for drift in found] == drifts


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
def test_a_heading_is_a_line_of_its_own(lines: list[str], drift: Told | None) -> None:
    assert told(compare_heading("Link a CM/ECF account", lines, "page")) == drift


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
def test_a_text_may_stand_among_other_sentences(documented: str, line: str) -> None:
    assert compare_text(documented, ["Before", line, "After"], "page") is None


def test_a_text_may_go_on_to_the_next_line() -> None:
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

    assert told(drift) == ("reworded", documented, line)


@pytest.mark.parametrize(
    ("documented", "lines", "drift"),
    [
        (ASKED, [ASKED.upper()], ("recased", ASKED, ASKED.upper())),
        (ASKED, ["Query", "Reports"], ("removed", ASKED, None)),
        (ASKED, [], ("removed", ASKED, None)),
        # Signs that mean something to a regular expression are only signs here.
        ("Fee (10 $) [a+b]*", ["Fee (10 $) [a+b]*"], None),
        ("Fee (10 $)", ["Fee 10"], ("reworded", "Fee (10 $)", "Fee 10")),
        ("* Required information", ["* Required information"], None),
    ],
)
def test_a_text_that_is_not_there_is_named(
    documented: str, lines: list[str], drift: Told | None
) -> None:
    assert told(compare_text(documented, lines, "page")) == drift


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


def test_a_drift_is_told_in_one_line() -> None:
    drifts = [
        *listed("link", LIMITED, ("Manual", "Query", "Reports", "Tools", "Help")),
        compare_heading("Link", [], "link form"),
    ]

    assert [str(drift) for drift in drifts] == [
        "renamed link (menu bar): documented 'Utilities', observed 'Tools'",
        "removed link (menu bar): 'Log Out' is not there",
        "added link (menu bar): 'Manual' is there and not in the guide",
        "removed heading (link form): 'Link' is not there",
    ]


@pytest.mark.parametrize(
    ("order", "drifts"),
    [
        (("Name", "Password", "Code", "Login"), []),
        (
            ("Name", "Code", "Password", "Login"),
            [("reordered", "Name, Password, Code", "Name, Code, Password")],
        ),
        (
            ("Name", "Code", "Login", "Password"),
            [("moved", "Password", "Password (behind Login)")],
        ),
        # What stands between from the beginning says nothing.
        (("Name", "Password", "Login", "Code"), []),
    ],
)
def test_a_field_that_stands_beyond_the_buttons_has_moved(
    order: tuple[str, ...], drifts: list[Told]
) -> None:
    found = compare_elements(
        "sign-on",
        [DocumentedElement("field", words) for words in ("Name", "Password", "Code")],
        [Element(words, ("button" if words == "Login" else "field",)) for words in order],
        lists=["field"],
    )

    assert [told(each) for each in found] == drifts

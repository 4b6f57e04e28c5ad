"""What a guide documents against what a reader sees: each difference by its name, and no other."""

from __future__ import annotations

import pytest

from walk.compare import compare_heading, compare_list, compare_text, compare_used, likely
from walk.verdict import Drift

LIMITED = ("Query", "Reports", "Utilities", "Help", "Log Out")
LINKED = "Your PACER account has been linked to your CM/ECF account"
ASKED = "Do you want to link these accounts?"

Told = tuple[str, str | None, str | None]


def told(drift: Drift | None) -> Told | None:
    """Return what there is to tell apart from one drift to the next."""
    return (str(drift.kind), drift.documented, drift.observed) if drift else None


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
        (("Query", "Query", "Reports", "Utilities", "Help", "Log Out"), [("added", None, "Query")]),
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
    found = compare_list("link", "menu bar", LIMITED, observed)

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
        (("Username *",), ("Username",), [("renamed", "Username *", "Username")]),
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
    assert [told(drift) for drift in compare_list("x", "y", documented, observed)] == drifts


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
    ("words", "observed", "drift"),
    [
        ("Utilities", ("Query", "Utilities"), None),
        ("Utilities", ("Query", "UTILITIES"), ("recased", "Utilities", "UTILITIES")),
        ("Utilities", ("UTILITIES", "Utilities"), None),
        ("Utilities", ("Query",), None),
    ],
)
def test_a_control_is_used_whatever_its_capitals(
    words: str, observed: tuple[str, ...], drift: Told | None
) -> None:
    assert told(compare_used("link", words, observed, "menu")) == drift


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
        *compare_list("link", "menu bar", LIMITED, ("Manual", "Query", "Reports", "Tools", "Help")),
        compare_heading("Link", [], "link form"),
    ]

    assert [str(drift) for drift in drifts] == [
        "renamed link (menu bar): documented 'Utilities', observed 'Tools'",
        "removed link (menu bar): 'Log Out' is not there",
        "added link (menu bar): 'Manual' is there and not in the guide",
        "removed heading (link form): 'Link' is not there",
    ]

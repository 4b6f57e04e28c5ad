"""Every documented word, changed at the court in turn, is reported at the steps that have it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import pytest

from e2e.walks.run import CommandResult, follow, impatient
from e2e.walks.template_edits import (
    PAGES,
    PROFILE,
    Edit,
    NowhereToChange,
    Word,
    added_bar_item,
    bar_label,
    changed,
    documented_words,
    edited,
    words,
)
from walk.guide.reader import read_guide
from walk.guide.screens import ScreenName

pytestmark = pytest.mark.walk
WORDS = documented_words(read_guide("wiwb"))
PLACES = sorted({(word.screen, word.linked) for word in WORDS})


def one_letter_changed(text: str) -> str:
    """Return the words with the letter in their middle changed: the least that can differ."""
    letters = [at for at, letter in enumerate(text) if letter.isalpha()]
    at = min(letters, key=lambda each: abs(each - len(text) // 2))
    return text[:at] + ("q" if text[at] == "x" else "x") + text[at + 1 :]


def differing(ran: CommandResult) -> dict[int, list[dict[str, Any]]]:
    """Return the drifts of each step that is not as documented, by its number."""
    return {
        step["number"]: step["drifts"]
        for step in ran.result["steps"]
        if step["drifts"] or step["verdict"] in ("drifted", "blocked")
    }


def drifts_of_complete_walk(ran: CommandResult) -> list[tuple[int, str, str, str]]:
    """Return step, kind, thing and words of each drift of a walk that went on and linked."""
    assert ran.status == 1
    assert len(ran.court.served.court.records.links()) == 1
    return sorted(
        (step, drift["kind"], drift["what"], drift["observed"])
        for step, drifts in differing(ran).items()
        for drift in drifts
    )


def until(*words: Word) -> str:
    """Return the last step that documents one of the words."""
    return str(max(step for word in words for step in word.steps))


def together() -> list[list[Word]]:
    """Return which words one walk is to meet changed: one on each screen, or one that ends it."""
    alone = [[word] for word in WORDS if word.ends_walk]
    by_screen = [
        [word for word in WORDS if (word.screen, word.linked) == place and not word.ends_walk]
        for place in PLACES
    ]
    return alone + [[word for word in each if word] for each in zip_longest(*by_screen)]


def named(met: list[Word]) -> str:
    """Name the words in the id of a test."""
    return f"{met[0]} and {len(met) - 1} more" if len(met) > 1 else str(met[0])


def test_every_documented_word_is_changed_in_some_walk() -> None:
    assert sorted(map(str, chain(*together()))) == sorted(map(str, WORDS))


def test_a_word_that_stands_nowhere_in_the_court_cannot_be_changed_unnoticed(
    tmp_path: Path,
) -> None:
    with (
        pytest.raises(NowhereToChange, match=r"stood nowhere in website/home\.html"),
        edited(words("website/home.html", "E-Filing (EM/ECF)", "E-Filing")),
    ):
        follow(tmp_path / "report", "--until", "2")
    with pytest.raises(NowhereToChange, match="No label of the menu bar"):
        bar_label("Logout", "Log Out")


@pytest.mark.parametrize("met", together(), ids=named)
def test_one_letter_changed_in_a_documented_word_is_reported_at_its_steps(
    met: list[Word], tmp_path: Path
) -> None:
    edits = [edit for word in met for edit in changed(word, one_letter_changed(word.text))]

    with edited(*edits):
        ran = follow(tmp_path / "report", "--config", impatient(tmp_path), "--until", until(*met))

    assert ran.status == 1
    assert {
        step: [
            (each["kind"], each["what"], each["documented"], each["observed"]) for each in drifts
        ]
        for step, drifts in differing(ran).items()
    } == {step: [reported(word)] for word in met for step in word.steps}


def reported(word: Word) -> tuple[str, str, str, str | None]:
    """Return the drift that one changed letter of the word gives."""
    kind = "reworded" if word.kind == "text" else "renamed"
    what = word.text if word.kind == "name" else word.kind
    return (kind, what, word.text, one_letter_changed(word.text))


def test_a_remedy_that_logs_out_by_another_word_is_reported(tmp_path: Path) -> None:
    with edited(bar_label("Log Out", "Sign Off")):
        ran = follow(
            tmp_path / "report",
            *("--config", impatient(tmp_path), "--scenario", "menu-until-login"),
        )

    assert ran.status == 1
    assert list(differing(ran)) == [5, 14, 15]
    assert [(each["screen"], each["documented"]) for each in differing(ran)[15]] == [
        ("menu bar", "Log Out")
    ]


# Words that have grown, words that are gone, and words in other capitals


def grown(text: str) -> str:
    """Return the words with more behind them, in the same sentence."""
    bare = text.rstrip(".?")
    return f"{bare} pending review{text[len(bare) :]}"


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_words_that_have_grown_all_over_a_screen_are_each_reported(
    place: tuple[ScreenName, bool], tmp_path: Path
) -> None:
    there = [word for word in WORDS if (word.screen, word.linked) == place]
    # A menu bar is known by what is left of its words.
    left = 2 if place[0] == "menu bar" else 0
    first = [word for word in there if word.steps[0] == there[0].steps[0]][left:]
    edits = [edit for word in first for edit in changed(word, grown(word.text))]

    with edited(*edits):
        ran = follow(
            tmp_path / "report", "--config", impatient(tmp_path), "--until", str(first[0].steps[0])
        )

    assert ran.status == 1
    assert list(differing(ran)) == [first[0].steps[0]]
    drifts = differing(ran)[first[0].steps[0]]
    captions = [drift["what"] for drift in drifts if drift["what"] in ("CM/ECF", "PACER")]
    reported = [drift["documented"] for drift in drifts if drift["what"] not in captions]
    assert {*filter(None, reported), *captions} == {word.text for word in first}
    # Short words that have grown so much are like no other, and so they are seen as added.
    reported_words = [
        *ran.step(first[0].steps[0])["notes"],
        *(str(drift["observed"]) for drift in drifts),
    ]
    for word in first:
        assert word.kind == "name" or any(grown(word.text) in each for each in reported_words)


def gone_together() -> list[list[Word]]:
    """Return which words one walk is to miss: one of each kind, and one of each kind to use."""
    chosen = {(word.kind, word.ends_walk): word for word in WORDS}.values()
    alone = [[word] for word in chosen if word.ends_walk]
    return [*alone, [word for word in chosen if not word.ends_walk]]


@pytest.mark.parametrize("missed", gone_together(), ids=named)
def test_words_that_are_gone_are_reported_at_their_steps(
    missed: list[Word], tmp_path: Path
) -> None:
    with edited(*(edit for word in missed for edit in changed(word, ""))):
        ran = follow(
            tmp_path / "report", "--config", impatient(tmp_path), "--until", until(*missed)
        )

    assert ran.status == 1
    reported_words = {
        (step, drift["what"] if drift["what"] == word.text else drift["documented"])
        for word in missed
        for step, drifts in differing(ran).items()
        for drift in drifts
        if not drift["observed"] or word.kind == "name"
    }
    assert reported_words == {(step, word.text) for word in missed for step in word.steps}


def test_other_capitals_are_each_reported_and_the_walk_goes_on(tmp_path: Path) -> None:
    recased = [word for word in WORDS if word.text.upper() != word.text]
    edits = {
        edit
        for word in recased
        for edit in (
            [bar_label(word.text, word.text.upper())]
            if word.screen == "menu bar"
            else changed(word, word.text.upper())
        )
    }

    with edited(*edits):
        ran = follow(tmp_path / "report")

    assert ran.status == 1
    assert {
        (step, drift["kind"], drift["documented"], drift["observed"])
        for step, drifts in differing(ran).items()
        for drift in drifts
    } == {
        (step, "recased", word.text, word.text.upper()) for word in recased for step in word.steps
    }
    assert len(ran.court.served.court.records.links()) == 1


# Things that the guide does not have, and things in another order


FORM, VERIFICATION = "cmecf/link_form.html", "cmecf/link_verification.html"
MORE: list[tuple[int, str, str, list[Edit]]] = [
    (
        2,
        "link",
        "E-Juror",
        [
            Edit(
                "website/home.html", "(?=<li><a.*E-Filing .CM)", '<li><a href="/x">E-Juror</a></li>'
            )
        ],
    ),
    (
        4,
        "field",
        "PIN",
        [Edit("sign_on/login.html", "(?=<div class=.field.><label.*Client)", "PIN <input>")],
    ),
    (
        4,
        "button",
        "Enrol",
        [
            Edit(
                "sign_on/login.html", "(>Login</button>)", r'\1<button type="button">Enrol</button>'
            )
        ],
    ),
    (
        4,
        "link",
        "Unlock account",
        [Edit("sign_on/login.html", '(<p class="links">)', r'\1<a href="#">Unlock account</a>')],
    ),
    (5, "link", "Manual", added_bar_item("Utilities", "Manual", linked=False)),
    (
        9,
        "field",
        "Case",
        [Edit(FORM, "(?=</table>\n<table>)", "<tr><td>Case</td><td><input></td></tr>")],
    ),
    (
        9,
        "field",
        "I agree",
        [Edit(FORM, "(?=</table>\n<table>)", "<tr><td><input type=checkbox> I agree</td></tr>")],
    ),
    (9, "button", "Preview", [Edit(FORM, "(?=<input type=.submit)", "<button>Preview</button>")]),
    (11, "button", "Swap", [Edit(VERIFICATION, "(?=<input type=.reset)", "<button>Swap</button>")]),
]


def test_things_more_than_documented_are_each_reported_and_the_walk_goes_on(
    tmp_path: Path,
) -> None:
    with edited(*(edit for *_, edits in MORE for edit in edits)):
        ran = follow(tmp_path / "report")

    assert drifts_of_complete_walk(ran) == sorted(
        (step, "added", what, observed) for step, what, observed, _ in MORE
    )


def test_an_item_more_in_the_full_menu_bar_is_a_note_and_no_difference(tmp_path: Path) -> None:
    with edited(*added_bar_item("Help", "User Manual", linked=True)):
        ran = follow(tmp_path / "report")

    assert (ran.status, differing(ran)) == (0, {})
    assert ran.step(14)["notes"] == ["The menu bar has the item 'User Manual' too."]


SWAPPED: list[tuple[int, str, str, Edit]] = [
    (
        2,
        "link",
        "E-Filing (CM/ECF), Case Locator (PACER), "
        "E-Filing Proof of Claim, E-Filing Debtor Education",
        Edit("website/home.html", r"(<li>.*Locator.*</li>)\s*(<li>.*CM/ECF.*</li>)", r"\2\1"),
    ),
    (
        4,
        "field",
        "Username *, Client Code, Password *",
        Edit(
            "sign_on/login.html",
            r"(?s)(<label for=.loginForm:pass.*?</div>)(.*?)(<div .*?</div>)",
            r"</div>\3<div class='field'>\1",
        ),
    ),
    (
        4,
        "button",
        "Clear, Login",
        Edit("sign_on/login.html", r"(<button.*Login</button>)\s*(<button.*</button>)", r"\2\1"),
    ),
    (
        5,
        "link",
        "Query, Reports, Utilities, Log Out, Help",
        Edit(PROFILE, r'^(limited = .*)("help"), ("log_out")', r"\1\3, \2"),
    ),
    (
        9,
        "field",
        "CM/ECF password, CM/ECF login",
        Edit(FORM, r"(<tr>.*login.*</tr>)\s*(<tr>.*</tr>)", r"\2\1"),
    ),
    (
        11,
        "names",
        "PACER, CM/ECF",
        Edit(VERIFICATION, r"(CM/ECF <b>.*</b>)<br>\n(PACER <b>.*</b>)", r"\2<br>\n\1"),
    ),
    (
        11,
        "text",
        "After you submit this screen, your old e-filing credentials for the CM/ECF account will "
        "be permanently linked to your upgraded PACER account. Use your upgraded PACER account to "
        "e-file in this court. … Do you want to link these accounts?",
        Edit(VERIFICATION, r"(?s)(<p>Do you want.*?</p>)(.*)(<p>After you.*?</p>)", r"\3\2\1"),
    ),
    (
        14,
        "link",
        "Adversary, Bankruptcy, Query, Reports, Utilities, Search, Help, Log Out",
        Edit(PROFILE, r'^(full = .)("bankruptcy"), ("adversary")', r"\1\3, \2"),
    ),
]


def test_things_in_another_order_are_each_reported_and_the_walk_goes_on(tmp_path: Path) -> None:
    with edited(*(edit for *_, edit in SWAPPED)):
        ran = follow(tmp_path / "report")

    assert drifts_of_complete_walk(ran) == sorted(
        (step, "reordered", what, observed) for step, what, observed, _ in SWAPPED
    )


def test_a_field_with_another_required_mark_is_the_same_field(tmp_path: Path) -> None:
    with edited(
        words("sign_on/login.html", "Username *", "Username"),
        words("sign_on/login.html", "Password *", "* Password"),
        words("sign_on/login.html", "Client Code", "Client Code *"),
    ):
        ran = follow(tmp_path / "report", "--until", "5")

    assert ran.status == 1
    assert [(each["kind"], each["what"], each["observed"]) for each in differing(ran)[4]] == [
        ("removed", "required mark", "Username"),
        ("renamed", "field", "* Password"),
        ("added", "required mark", "Client Code *"),
    ]
    assert ran.verdicts[4] == "as_documented"


# The names, before the Submit that nothing can undo

NAMES = r"(CM/ECF <b>)(.*)(</b><br>\nPACER <b>)(.*)(</b>)"


@pytest.mark.parametrize(
    ("old", "new", "drifts"),
    [
        (NAMES, r"\1\2\3Another Attorney\5", [("wrong_value", "PACER")]),
        (NAMES, r"\1\2, Another Attorney\3\4\5", [("wrong_value", "CM/ECF")]),
        (NAMES, r"\1\2\3\4\5 and others", [("wrong_value", "PACER")]),
        (NAMES, r"\1\3\4\5", [("removed", "CM/ECF")]),
        (r"PACER <b>.*</b>", "", [("removed", "PACER")]),
        ("PACER <b>", "PACER account <b>", [("renamed", "PACER")]),
    ],
    ids=[
        "another PACER account",
        "one more in bold",
        "one more behind",
        "empty",
        "line gone",
        "caption grown",
    ],
)
def test_the_second_submit_is_not_sent_unless_both_names_are_right(
    old: str, new: str, drifts: list[tuple[str, str]], tmp_path: Path
) -> None:
    with edited(Edit("cmecf/link_verification.html", old, new)):
        ran = follow(tmp_path / "report", "--carry-on")

    assert ran.status == 1
    assert [(each["kind"], each["what"]) for each in differing(ran)[11]] == drifts
    assert list(differing(ran)) == [11]
    assert ran.verdicts[11:] == ["not_reached"] * 4
    assert ran.court.served.court.records.links() == []
    assert not [
        seen for seen in ran.court.served.seen if seen.method == "POST" and "Verify" in seen.address
    ]


# Carrying on by likely new names

RENAMED = [
    words("website/home.html", "E-Filing (CM/ECF)", "E-Filing (NextGen CM/ECF)"),
    words("sign_on/login.html", "Username *", "User name *"),
    bar_label("Utilities", "Utility"),
    words(PROFILE, "NextGen Release 1.1 Menu Items", "NextGen Release 1.7 Menu Items"),
    words("cmecf/link_form.html", "Submit", "Submit form"),
    words("cmecf/link_verification.html", "Submit", "Submits"),
]


def test_a_walk_stops_at_the_first_control_that_is_renamed(tmp_path: Path) -> None:
    with edited(RENAMED[0]):
        ran = follow(tmp_path / "report", "--config", impatient(tmp_path))

    assert ran.status == 1
    assert ran.verdicts == ["as_documented", "drifted", *["not_reached"] * 13]


def test_a_walk_that_carries_on_goes_by_the_likely_names_to_the_end(tmp_path: Path) -> None:
    with edited(*RENAMED):
        ran = follow(tmp_path / "report", "--config", impatient(tmp_path), "--carry-on")

    assert ran.status == 1
    assert list(differing(ran)) == [2, 4, 5, 6, 7, 9, 10, 11, 12, 14]
    assert {drift["kind"] for drifts in differing(ran).values() for drift in drifts} == {"renamed"}
    assert len(ran.court.served.court.records.links()) == 1
    assert "Went on by 'Utility' instead of 'Utilities' (carry on)." in ran.step(6)["notes"]


@pytest.mark.parametrize(
    ("edit", "step", "kind"),
    [
        (bar_label("Utilities", ""), 6, "removed"),
        (words(PROFILE, "NextGen Release 1.1 Menu Items", "Miscellaneous"), 7, "removed"),
        (words(PROFILE, "Miscellaneous", "NextGen Release 1.1 Menu Items"), 7, "ambiguous"),
    ],
    ids=["gone", "nothing like it", "two of them"],
)
def test_a_walk_that_carries_on_stops_where_no_name_is_likely(
    edit: Edit, step: int, kind: str, tmp_path: Path
) -> None:
    with edited(edit):
        ran = follow(tmp_path / "report", "--config", impatient(tmp_path), "--carry-on")

    assert ran.status == 1
    assert ran.step(step)["drifts"][-1]["kind"] == kind
    assert ran.verdicts[step:] == ["not_reached"] * (15 - step)


# Changes that no reader would notice

CMECF, SIGN_ON = "cmecf/*.html", "sign_on/login.html"
LINK_PAGES = "cmecf/link_*.html"
ON_PAGES = [word for word in WORDS if word.screen != "menu bar"]


def written(change: Callable[[str], str]) -> list[Edit]:
    """Return the edits that write every word of the pages in another way."""
    return [words(PAGES[word.screen], word.text, change(word.text)) for word in ON_PAGES]


BENIGN: dict[str, list[Edit]] = {
    "other ids and classes": [
        Edit(SIGN_ON, r"loginForm:btnClear", "j_idt42"),
        Edit(SIGN_ON, r"(?<=[\"=])loginForm:clientCode", "loginForm:j_idt7"),
        Edit("website/home.html", r'"welcome-links"', '"buttons"'),
        Edit("website/home.html", r"l-region--welcome-links", "first"),
        Edit(SIGN_ON, r'class="[^"]*"', 'class="x"'),
        Edit(LINK_PAGES, r"<h2>", '<h2 class="x">'),
    ],
    "divisions instead of tables": [
        Edit(LINK_PAGES, r"</?table>", ""),
        Edit(LINK_PAGES, r"<(/?)t[rd]>", r"<\1div>"),
    ],
    "tables instead of divisions": [
        Edit("website/home.html", r"<(/?)ul[^>]*>", r"<\1table>"),
        Edit("website/home.html", r"<li>(.*)</li>", r"<tr><td>\1</td></tr>"),
        Edit(
            SIGN_ON,
            r'<div class="field"><label[^>]*>(.*)</label>\n(<input.*>)</div>',
            r"<table><tr><td>\1</td><td>\2</td></tr></table>",
        ),
    ],
    "no-break spaces": written(lambda text: text.replace(" ", "\N{NO-BREAK SPACE}")),
    "spaces and line breaks": written(lambda text: "  " + text.replace(" ", " \n   ") + " "),
    "soft hyphens": written(lambda text: f"{text[:2]}\N{SOFT HYPHEN}{text[2:]}"),
    "capitals by style sheet": [
        Edit("*.html", "</head>", "<style>* { text-transform: uppercase }</style></head>")
    ],
    "bold type instead of headings": [
        Edit(LINK_PAGES, r"<h2>(.*)</h2>", r"<p><b><font size=5>\1</font></b></p>"),
        Edit(SIGN_ON, r"<h1[^>]*>(.*)</h1>", r"<div><strong>\1</strong></div>"),
    ],
    "letters in other type": [
        Edit("website/home.html", r"E-Filing (?=\()", "<u>E</u>-<b>Filing</b> "),
        Edit(LINK_PAGES, r"<h2>Link", "<h2><big>L</big>ink"),
        Edit(SIGN_ON, r"NOTICE:", "<b>NOTICE</b>:"),
    ],
    "labels as attributes": [
        Edit(SIGN_ON, r"<label[^>]*>(.*)</label>\s*<input", r'<input aria-label="\1"'),
        Edit("cmecf/link_form.html", r"<td>(CM.*)</td><td><input", r'<td><input aria-label="\1"'),
    ],
    "labels around fields": [
        Edit(
            "cmecf/link_form.html",
            r"<td>(CM.*)</td><td>(<input.*>)</td>",
            r"<td><label>\1: \2</label>",
        ),
    ],
    "other signs behind words": [
        Edit("website/home.html", " &raquo;", ""),
        Edit("cmecf/link_form.html", r"(<td>CM.*)</td><td>", r"\1:</td><td>"),
        Edit("cmecf/link_verification.html", r"(CM/ECF|PACER)( <b>)", r"\1:\2"),
    ],
    "buttons of the other kind": [
        Edit(
            LINK_PAGES,
            r'<input type="(submit|reset)" ([^>]*)value="(.*?)">',
            r'<button type="\1" \2>\3</button>',
        ),
        Edit(SIGN_ON, r"<button([^>]*)>(Login|Clear)</button>", r'<input\1 value="\2">'),
    ],
    "hidden things": [
        Edit(
            "*.html",
            "(<body.*>)",
            r"\1<form hidden><label>Old <input></label><button>Old</button></form>",
        ),
        Edit(LINK_PAGES, "<h2>", '<p style="display: none">You are not linked.</p><h2>'),
        Edit("cmecf/link_form.html", "(<form.*>)", r"\1<input type='hidden' name='old' value='1'>"),
    ],
    "other text elsewhere": [
        Edit(
            "website/home.html", "</main>", '<p>Closed on Monday. <a href="/x">News</a></p></main>'
        ),
        Edit(CMECF, '(<div id="cmecfMainContent">)', r"<p>The system is slow on Mondays.</p>\1"),
    ],
    "names in cells": [
        Edit(
            "cmecf/link_verification.html",
            r"<p>CM/ECF <b>(.*)</b><br>\n",
            r"<table><tr><td>CM/ECF</td><td>\1</td></tr>",
        ),
        Edit(
            "cmecf/link_verification.html",
            r"PACER <b>(.*)</b></p>",
            r"<tr><td>PACER</td><td>\1</td></tr></table>",
        ),
    ],
    "quick links in two columns": [
        Edit(
            "website/home.html",
            r"(?=<li><a.*Proof of Claim)",
            '</ul></td><td><ul class="welcome-links">',
        ),
        Edit("website/home.html", r'(<ul class="welcome-links">\s*<li><a.*Locator)', r"<td>\1"),
    ],
    "quick links drawn as buttons": [
        Edit("website/home.html", r"<li><a (?=.*&raquo;)", '<li><a role="button" '),
    ],
    "names in plain type": [
        Edit("cmecf/link_verification.html", r"</?b>", ""),
    ],
}


TOGETHER = [
    ("other ids and classes", "names in plain type"),
    ("divisions instead of tables", "buttons of the other kind", "other text elsewhere"),
    ("hidden things",),
    ("tables instead of divisions", "names in cells", "labels around fields"),
    (
        "capitals by style sheet",
        "labels as attributes",
        "letters in other type",
        "quick links in two columns",
    ),
    ("bold type instead of headings", "other signs behind words"),
    ("no-break spaces", "quick links drawn as buttons"),
    ("spaces and line breaks",),
    ("soft hyphens",),
]
"""Which of these changes one walk meets: those that do not touch the same markup."""


def test_no_such_change_is_left_out() -> None:
    assert sorted(chain(*TOGETHER)) == sorted(BENIGN)


@pytest.mark.parametrize("changes", TOGETHER, ids=", ".join)
def test_what_no_reader_would_notice_is_no_difference(
    changes: tuple[str, ...], tmp_path: Path
) -> None:
    with edited(*(edit for change in changes for edit in BENIGN[change])):
        ran = follow(tmp_path / "report")

    assert (ran.status, differing(ran)) == (0, {}), ran.output
    assert ran.verdicts == [*["as_documented"] * 14, "not_needed"]


@pytest.mark.parametrize(
    "markup",
    [
        r"<nav>\1</nav>",
        r"<div class='bar'>\1</div>",
        r"<table><tr><td>\1</td></tr></table>",
        r"<div role='menubar'>\1</div>",
    ],
)
def test_a_menu_bar_of_other_markup_is_no_difference(markup: str, tmp_path: Path) -> None:
    bar = r'(?s)<div class="noprint">.*?<ul[^>]*>(.*?)<li[^>]*placeholder.*?</div></div>'

    with edited(
        Edit(CMECF, bar, markup),
        Edit(CMECF, r"<li class=.yuimenubaritem.>(.*?)</li>", r"\1"),
    ):
        ran = follow(tmp_path / "report", "--scenario", "menu-as-page")

    assert (ran.status, differing(ran)) == (0, {}), ran.output

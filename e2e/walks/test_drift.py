"""Every documented word, changed at the court in turn, is reported at the steps that have it."""

from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from e2e.courts.template_edits import (
    PROFILE,
    Edit,
    NowhereToChange,
    Word,
    added_bar_item,
    bar_item,
    bar_label,
    changed,
    documented_words,
    edited,
    script,
    words,
)
from e2e.walks.run import CommandResult, follow, impatient
from mock_court.drifts.lookup import every_benign
from walk.guide.reader import read_guide
from walk.guide.screens import ScreenName

pytestmark = pytest.mark.walk
WORDS = documented_words(read_guide("wiwb"))
PLACES = sorted(
    {(word.screen, word.linked) for word in WORDS},
    key=lambda place: (place[0] not in ("link form", "menu bar"), *place),
)
"""The screens, first one with fields and the menu bar before linking."""


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


def between(first: int, last: int) -> tuple[str, ...]:
    """Return the options for a walk of these steps."""
    return ("--from", str(first), "--until", str(last))


def at(*words: Word) -> tuple[str, ...]:
    """Return the options for a walk of the steps that document one of the words."""
    steps = [step for word in words for step in word.steps]
    return between(min(steps), max(steps))


# No walk goes on by another caption of a name, and a bar item of another name has lost its menu.
ALONE = [
    word for word in WORDS if word.kind == "name" or (word.screen == "menu bar" and word.ends_walk)
]


def together() -> list[list[Word]]:
    """Return which words one walk is to meet changed: each second one of a screen, or one alone."""
    of_screens = {
        place: [word for word in WORDS if (word.screen, word.linked) == place and word not in ALONE]
        for place in PLACES
    }
    # An item is not changed in both menu bars at once: its menu would belong to neither.
    halves = [
        [*chain(*(words[half ^ linked :: 2] for (_, linked), words in of_screens.items()))]
        for half in (0, 1)
    ]
    first, *others = [[word] for word in ALONE]
    return [halves[0], first, halves[1], *others]


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
        follow(tmp_path / "report", "--until", "1")
    with pytest.raises(NowhereToChange, match="No label of the menu bar"):
        bar_label("Logout", "Log Out")


@pytest.mark.sample(2)
@pytest.mark.parametrize("met", together(), ids=named)
def test_one_letter_changed_in_a_documented_word_is_reported_at_its_steps(
    met: list[Word], tmp_path: Path
) -> None:
    edits = [edit for word in met for edit in changed(word, one_letter_changed(word.text))]

    with edited(*edits):
        ran = follow(tmp_path / "report", "--config", impatient(tmp_path), "--carry-on", *at(*met))

    assert ran.status == 1
    assert {
        step: sorted(
            (each["kind"], each["what"], each["documented"], each["observed"]) for each in drifts
        )
        for step, drifts in differing(ran).items()
    } == {
        step: sorted(reported(word) for word in met if step in word.steps)
        for step in sorted({step for word in met for step in word.steps})
    }
    assert submits_of_names(ran) == (0 if met[0] in ALONE else 1)


def submits_of_names(ran: CommandResult) -> int:
    """Count the second Submits, which link."""
    sent = [seen.address for seen in ran.court.served.seen if seen.method == "POST"]
    return sum("Verify" in address for address in sent)


def reported(word: Word) -> tuple[str, str, str, str | None]:
    """Return the drift that one changed letter of the word gives."""
    kind = "reworded" if word.kind == "text" else "renamed"
    what = word.text if word.kind == "name" else word.kind
    return (kind, what, word.text, one_letter_changed(word.text))


@pytest.mark.nightly(
    "e2e/parts/follow/test_remedies.py: who logs out does so by the words of the remedy"
)
def test_a_remedy_that_logs_out_by_another_word_is_reported(tmp_path: Path) -> None:
    with edited(bar_label("Log Out", "Sign Off")):
        ran = follow(
            tmp_path / "report",
            *("--config", impatient(tmp_path), "--scenario", "menu-until-login", "--from", "5"),
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


@pytest.mark.sample(1)
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
            tmp_path / "report", "--config", impatient(tmp_path), *between(*first[0].steps[:1] * 2)
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
    # First what a walk of one screen needs.
    alone = sorted(
        ([word] for word in chosen if word.ends_walk), key=lambda one: one[0].kind != "field"
    )
    return [*alone, [word for word in chosen if not word.ends_walk]]


@pytest.mark.sample(1)
@pytest.mark.parametrize("missed", gone_together(), ids=named)
def test_words_that_are_gone_are_reported_at_their_steps(
    missed: list[Word], tmp_path: Path
) -> None:
    with edited(*(edit for word in missed for edit in changed(word, ""))):
        ran = follow(tmp_path / "report", "--config", impatient(tmp_path), *at(*missed))

    assert ran.status == 1
    reported_words = {
        (step, drift["what"] if drift["what"] == word.text else drift["documented"])
        for word in missed
        for step, drifts in differing(ran).items()
        for drift in drifts
        if not drift["observed"] or word.kind == "name"
    }
    assert reported_words == {(step, word.text) for word in missed for step in word.steps}


@pytest.mark.nightly(
    "e2e/parts/compare: each change has its name and severity; test_no_evidence.py"
)
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

    # On the verification and the confirmation nothing is too small to fail.
    assert ran.status == 1
    assert ran.step(6)["verdict"] == "as_documented"
    assert {
        (step, drift["kind"], drift["documented"], drift["observed"])
        for step, drifts in differing(ran).items()
        for drift in drifts
    } == {
        (step, "recased", word.text, word.text.upper()) for word in recased for step in word.steps
    }
    assert len(ran.court.served.court.records.links()) == 1


# Things that the guide does not have, and things in another order


def scenarios(*names: str) -> list[str]:
    """Return the arguments that ask for scenarios."""
    return [word for name in names for word in ("--scenario", name)]


HOME, FORM = "website/home.html", "cmecf/link_form.html"
VERIFICATION = "cmecf/link_verification.html"
MORE = {
    "website/e-filing-cm-ecf": (2, "link", "Frequently Asked Questions"),
    "sign-on/client-code": (4, "field", "PIN"),
    "sign-on/login": (4, "button", "Cancel"),
    "sign-on/need-an-account": (4, "link", "Frequently Asked Questions"),
    "limited-menu-bar/utilities": (5, "link", "Calendar"),
    "link-form/cm-ecf-login": (9, "field", "PIN"),
    "link-form/submit": (9, "button", "Cancel"),
    "verification/clear": (11, "button", "Cancel"),
}
"""What the court adds beside a thing, and at which step."""


@pytest.mark.nightly("test_additions.py; e2e/parts/compare/test_compare.py: a list as a whole")
def test_things_more_than_documented_are_each_reported_and_the_walk_goes_on(
    tmp_path: Path,
) -> None:
    box = "<tr><td><input type=checkbox> I agree</td></tr>"

    with edited(Edit(FORM, "(?=</table>\n<table>)", box)):
        ran = follow(tmp_path / "report", *scenarios(*(f"drift:added:{each}" for each in MORE)))

    assert drifts_of_complete_walk(ran) == sorted(
        (step, "added", what, observed)
        for step, what, observed in [*MORE.values(), (9, "field", "I agree")]
    )


def test_an_item_that_left_the_full_menu_bar_is_told_and_one_more_there_is_a_note(
    tmp_path: Path,
) -> None:
    moved = scenarios("drift:moved:full-menu-bar/adversary")

    with edited(*added_bar_item("Help", "User Manual", linked=True)):
        ran = follow(tmp_path / "report", *moved, *between(13, 14))

    told = {
        step: [(drift["kind"], drift["documented"]) for drift in drifts]
        for step, drifts in differing(ran).items()
    }
    assert told == {14: [("moved", "Adversary")]}
    assert ran.step(14)["notes"] == ["The menu bar has the item 'User Manual' too."]


SWAPPED = {
    "website/e-filing-cm-ecf": (
        *(2, "link"),
        "Case Locator (PACER), E-Filing Proof of Claim, "
        "E-Filing (CM/ECF), E-Filing Debtor Education",
    ),
    "sign-on/username": (4, "field", "Password *, Username *, Client Code"),
    "sign-on/clear": (4, "button", "Clear, Login"),
    "limited-menu-bar/help": (5, "link", "Query, Reports, Utilities, Log Out, Help"),
    "link-form/cm-ecf-login": (9, "field", "CM/ECF password, CM/ECF login"),
    "verification/cm-ecf": (11, "names", "PACER, CM/ECF"),
    "full-menu-bar/bankruptcy": (
        *(14, "link"),
        "Adversary, Bankruptcy, Query, Reports, Utilities, Search, Help, Log Out",
    ),
}
"""What the court puts in another place, and the order in which a step then sees all of its kind."""


@pytest.mark.nightly("e2e/parts/compare: a list as a whole; heading and text in their order")
def test_things_in_another_order_are_each_reported_and_the_walk_goes_on(tmp_path: Path) -> None:
    exchanged = Edit(
        VERIFICATION, r"(?s)(<p>Do you want.*?</p>)(.*)(<p>After you.*?</p>)", r"\3\2\1"
    )
    ask, after = "Do you want to link these accounts?", "After you submit this screen, "

    with edited(exchanged):
        ran = follow(
            tmp_path / "report", *scenarios(*(f"drift:reordered:{each}" for each in SWAPPED))
        )

    *others, text = sorted(drifts_of_complete_walk(ran), key=lambda drift: drift[2] == "text")
    assert others == sorted(
        (step, "reordered", what, observed) for step, what, observed in SWAPPED.values()
    )
    assert text[:3] == (11, "reordered", "text")
    assert text[3].startswith(after)
    assert text[3].endswith(f" … {ask}")


@pytest.mark.nightly("e2e/parts/compare/test_compare.py and test_changes.py: a required mark")
def test_a_field_with_another_required_mark_is_the_same_field(tmp_path: Path) -> None:
    with edited(
        words("sign_on/login.html", "Username *", "Username"),
        words("sign_on/login.html", "Password *", "* Password"),
        words("sign_on/login.html", "Client Code", "Client Code *"),
    ):
        ran = follow(tmp_path / "report", *between(4, 5))

    assert ran.status == 1
    assert [(each["kind"], each["what"], each["observed"]) for each in differing(ran)[4]] == [
        ("removed", "required mark", "Username"),
        ("renamed", "field", "* Password"),
        ("added", "required mark", "Client Code *"),
    ]
    assert ran.verdicts[4] == "as_documented"


# A field of text that hides what one types, beside the password, which does not.
HIDES = "document.querySelector('input[type=text]').style.webkitTextSecurity = 'disc'"


def test_a_password_that_is_shown_while_one_types_is_told_and_so_is_a_login_that_is_hidden(
    tmp_path: Path,
) -> None:
    with edited(
        Edit("cmecf/link_form.html", 'type="password"', 'type="text"'),
        script("cmecf/link_form.html", HIDES),
    ):
        ran = follow(tmp_path / "report", *between(9, 9))

    told = {step: [each["observed"] for each in drifts] for step, drifts in differing(ran).items()}
    assert told == {
        9: ["CM/ECF login (hides what is typed)", "CM/ECF password (shows what is typed)"]
    }


# The names, before the Submit that nothing can undo

NAMES = r"(CM/ECF <b>)(.*)(</b><br>\nPACER <b>)(.*)(</b>)"


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("old", "new", "drifts"),
    [
        (r"PACER <b>.*</b>", "", [("removed", "PACER")]),
        (NAMES, r"\1\2\3\4\5 and others", [("wrong_value", "PACER")]),
        (NAMES, r"\1\2\3Another Attorney\5", [("wrong_value", "PACER")]),
        (NAMES, r"\1\2, Another Attorney\3\4\5", [("wrong_value", "CM/ECF")]),
        (NAMES, r"\1\3\4\5", [("removed", "CM/ECF")]),
        ("PACER <b>", "PACER account <b>", [("renamed", "PACER")]),
    ],
    ids=[
        "line gone",
        "one more behind",
        "another PACER account",
        "one more in bold",
        "empty",
        "caption grown",
    ],
)
def test_the_second_submit_is_not_sent_unless_both_names_are_right(
    old: str, new: str, drifts: list[tuple[str, str]], tmp_path: Path
) -> None:
    with edited(Edit("cmecf/link_verification.html", old, new)):
        ran = follow(tmp_path / "report", "--carry-on", "--from", "11")

    assert ran.status == 1
    assert [(each["kind"], each["what"]) for each in differing(ran)[11]] == drifts
    assert list(differing(ran)) == [11]
    assert ran.verdicts[11:] == ["not_reached"] * 4
    assert ran.court.served.court.records.links() == []
    assert submits_of_names(ran) == 0


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


@pytest.mark.nightly("above: one letter changed, where each walk carries on by the likely names")
def test_a_walk_that_carries_on_goes_by_the_likely_names_to_the_end(tmp_path: Path) -> None:
    with edited(*RENAMED):
        ran = follow(tmp_path / "report", "--config", impatient(tmp_path), "--carry-on")

    assert ran.status == 1
    assert list(differing(ran)) == [2, 4, 5, 6, 7, 9, 10, 11, 12, 14]
    assert {drift["kind"] for drifts in differing(ran).values() for drift in drifts} == {"renamed"}
    assert len(ran.court.served.court.records.links()) == 1
    assert "Went on by 'Utility' instead of 'Utilities' (carry on)." in ran.step(6)["notes"]


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("edit", "step", "kind"),
    [
        (words(PROFILE, "Miscellaneous", "NextGen Release 1.1 Menu Items"), 7, "ambiguous"),
        (*bar_item("Utilities", "", linked=False), 6, "removed"),
        (words(PROFILE, "NextGen Release 1.1 Menu Items", "Miscellaneous"), 7, "removed"),
    ],
    ids=["two of them", "gone", "nothing like it"],
)
def test_a_walk_that_carries_on_stops_where_no_name_is_likely(
    edit: Edit, step: int, kind: str, tmp_path: Path
) -> None:
    with edited(edit):
        ran = follow(
            tmp_path / "report", "--config", impatient(tmp_path), "--carry-on", "--from", "5"
        )

    assert ran.status == 1
    assert ran.step(step)["drifts"][-1]["kind"] == kind
    assert ran.verdicts[step:] == ["not_reached"] * (15 - step)


# Changes that no reader would notice

CMECF = "cmecf/*.html"
TOGETHER = [
    ("divisions", "buttons", "bold-headings", "new-tab", "soft-hyphens", "view-state-prefix"),
    ("ids", "classes", "attribute-order", "hidden-things", "banner", "no-break-spaces"),
    ("tables", "definition-lists", "signs", "labels-as-attributes", "white-space"),
    ("capitals", "initials", "menu-as-page", "same-tab", "no-landing-page", "slow"),
]
"""Which of the benign changes one walk meets: those that do not touch the same markup."""
OF_ONE_DAY = ("maintenance-banner", "login-prefix", "javax-names", "referer-check")
"""What courts did on a known day, which the first of these walks meets too."""


def test_no_benign_change_is_left_out() -> None:
    every = [name.removeprefix("benign:") for name in every_benign()]

    assert sorted(chain(*TOGETHER)) == sorted(name for name in every if ":" not in name)


@pytest.mark.sample(1)
@pytest.mark.parametrize("changes", TOGETHER, ids=", ".join)
def test_what_no_reader_would_notice_is_no_difference(
    changes: tuple[str, ...], tmp_path: Path
) -> None:
    of_the_day = OF_ONE_DAY if changes == TOGETHER[0] else ()
    named = (*(f"benign:{each}" for each in changes), *of_the_day)

    ran = follow(tmp_path / "report", *scenarios(*named))

    assert (ran.status, differing(ran)) == (0, {}), ran.output
    assert ran.verdicts == [*["as_documented"] * 14, "not_needed"]
    assert len(ran.court.served.court.records.links()) == 1


@pytest.mark.nightly("above: what no reader would notice; e2e/parts/pages: other markup")
def test_other_markup_of_single_things_is_no_difference(tmp_path: Path) -> None:
    with edited(
        # Labels around fields, names in cells and in plain type.
        Edit(FORM, r"<td>(CM.*)</td><td>(<input.*>)</td>", r"<td><label>\1: \2</label>"),
        Edit(
            VERIFICATION,
            r"<p>CM/ECF <b>(.*)</b><br>\n",
            r"<table><tr><td>CM/ECF</td><td>\1</td></tr>",
        ),
        Edit(
            VERIFICATION,
            r"PACER <b>(.*)</b></p>",
            r"<tr><td>PACER</td><td>\1</td></tr></table>",
        ),
        # Quick links in two columns, drawn as buttons.
        Edit(HOME, r"(?=<li><a.*Proof of Claim)", '</ul></td><td><ul class="welcome-links">'),
        Edit(HOME, r'(<ul class="welcome-links">\s*<li><a.*Locator)', r"<td>\1"),
        Edit(HOME, r"<li><a (?=.*&raquo;)", '<li><a role="button" '),
    ):
        ran = follow(tmp_path / "report")

    assert (ran.status, differing(ran)) == (0, {}), ran.output


def test_names_in_plain_type_are_no_difference(tmp_path: Path) -> None:
    with edited(Edit(VERIFICATION, r"</?b>", "")):
        ran = follow(tmp_path / "report", *between(11, 11))

    assert (ran.status, differing(ran)) == (0, {}), ran.output


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "markup",
    [
        r"<table><tr><td>\1</td></tr></table>",
        r"<nav>\1</nav>",
        r"<div class='bar'>\1</div>",
        r"<div role='menubar'>\1</div>",
    ],
)
def test_a_menu_bar_of_other_markup_is_no_difference(markup: str, tmp_path: Path) -> None:
    bar = r'(?s)<div class="noprint">.*?<ul[^>]*>(.*?)<li[^>]*placeholder.*?</div></div>'

    with edited(
        Edit(CMECF, bar, markup),
        Edit(CMECF, r"<li class=.yuimenubaritem.>(.*?)</li>", r"\1"),
    ):
        for first, last in ((5, 6), (13, 14)):
            ran = follow(tmp_path / "report", *between(first, last), "--scenario", "menu-as-page")

            # Before the edits are counted: a walk that ended early would have met none.
            assert (ran.status, differing(ran)) == (0, {}), ran.output
            assert ran.verdicts[last - 1] == "as_documented"

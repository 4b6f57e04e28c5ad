"""What changes by itself is ignored by rules in words, and what has to be right never is."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.parts.guide.test_overlay import NOW, RENAMED, report_of
from walk.errors import UsageError
from walk.follow.ledger.entry import StepEntry
from walk.follow.ledger.stops import Stopped
from walk.guide.changing_words import fits
from walk.guide.ignored import Ignored
from walk.guide.overlay import Accepted, accept, prune, read_accepted, today
from walk.guide.reader import read_guide
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict

TIP = Drift(DriftKind.ADDED, "text", "link form", None, "Tip: save often.", screen="link form")
SINCE = Drift(
    *(DriftKind.REWORDED, "text", 'complementary "News"', "3 cases", "4 cases"),
    against="recording",
    screen="menu bar",
)


@pytest.mark.parametrize(
    ("pattern", "words", "does_fit"),
    [
        ("Tip: *", "Tip: save often.", True),
        ("Tip: *", "TIP:  anything", True),
        ("Tip: *", "Notice: Tip: save", False),
        ("Tip: *", "Tips: save", False),
        ("Updated #, # #, # at #:# #", "Updated Friday, November 27, 2026 at 10:03 p.m.", True),
        ("Updated #, # #, # at # #", "Updated Friday, November 27, 2026 at 10:03 p.m.", True),
        ("Updated #/#/#", "Updated 11/27/2026", True),
        ("Open till the #", "Open till the 3rd", True),
        ("You have # new messages", "You have 1 new message", True),
        ("You have # new message", "You have 1,204 new messages", True),
        ("You have # new messages", "You have no new messages", False),
        ("It costs # dollars.", "It costs 3 dollars!", False),
        ("New messages", "New message", False),
    ],
)
def test_a_pattern_has_stars_for_words_and_a_sign_for_numbers_and_dates(
    pattern: str, words: str, *, does_fit: bool
) -> None:
    assert fits(pattern, words) is does_fit


def ignoring(**rule: str) -> Accepted:
    """Return an overlay with one rule."""
    return Accepted(ignore=(Ignored("It changes.", **rule),))


@pytest.mark.parametrize(
    ("rule", "drift", "is_ignored"),
    [
        ({"pattern": "Tip: *"}, TIP, True),
        ({"text": "tip: save  often."}, TIP, True),
        ({"text": "Tip: save"}, TIP, False),
        ({"pattern": "Tip: *", "screen": "link form"}, TIP, True),
        ({"pattern": "Tip: *", "screen": "menu"}, TIP, False),
        ({"pattern": "Tip: *", "region": "Link form"}, TIP, True),
        ({"pattern": "Tip: *", "region": "menu"}, TIP, False),
        # All words of a change since a recording have to be of the rule.
        ({"pattern": "# cases"}, SINCE, True),
        ({"pattern": "# cases"}, replace(SINCE, observed="The court is closed."), False),
        ({"pattern": "# cases"}, replace(SINCE, documented="The court is open."), False),
        ({"region": 'complementary "News"'}, SINCE, True),
        ({"region": 'complementary "Dates"'}, SINCE, False),
        # What is missing is of a rule by the words of the guide, and what is other by the page's.
        ({"text": "Help"}, replace(TIP, kind=DriftKind.REMOVED, documented="Help"), False),
        (
            {"text": "Help"},
            replace(TIP, kind=DriftKind.REMOVED, documented="Help", observed=None),
            True,
        ),
        (
            {"pattern": "Help (#)"},
            replace(TIP, kind=DriftKind.RENAMED, documented="Help", observed="Help (3)"),
            True,
        ),
    ],
)
def test_a_rule_is_about_differences_of_its_words_and_its_place(
    rule: dict[str, str], drift: Drift, *, is_ignored: bool
) -> None:
    assert ignoring(**rule).ignores(drift) is is_ignored


@pytest.mark.parametrize(
    "drift",
    [
        *(
            replace(TIP, kind=kind)
            for kind in (
                *(DriftKind.WRONG_VALUE, DriftKind.BEHAVES),
                *(DriftKind.RETARGETED, DriftKind.AMBIGUOUS),
            )
        ),
        replace(TIP, screen="verification"),
        replace(TIP, screen="confirmation"),
        replace(TIP, what="names"),
        replace(TIP, against="recording", screen="verification"),
        replace(TIP, against="recording", documented="Tip: [PACER name]"),
        replace(TIP, against="recording", observed="Tip: [CM/ECF login]"),
        replace(TIP, against="recording", observed="Tip: [secret]"),
    ],
)
def test_names_and_what_nobody_can_undo_are_never_ignored(drift: Drift) -> None:
    assert ignoring(pattern="Tip*").ignores(TIP)
    assert not ignoring(pattern="Tip*").ignores(drift)


@pytest.mark.parametrize("kind", [DriftKind.WRONG_VALUE, DriftKind.RETARGETED])
def test_what_only_a_recording_has_may_lead_elsewhere(kind: DriftKind) -> None:
    drift = replace(SINCE, kind=kind, documented="Today", observed="Today")

    assert ignoring(text="Today").ignores(drift)


HEAD = '[[ignore]]\nwhy = "It changes."\n'


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ('pattern = "*"', "ignore 1 of {file} has the `pattern` '*', which everything fits; write"),
        ('pattern = "# # *"', "ignore 1 of {file} has the `pattern` '# # *', which everything"),
        ("", "ignore 1 of {file} does not say what to ignore; add `text` or `pattern`, or a"),
        ('screen = "menu"', "ignore 1 of {file} does not say what to ignore; add `text` or"),
        ('region = "main"', "ignore 1 of {file} does not say what to ignore; add `text` or"),
        ('text = "a"\npattern = "ab*"', "ignore 1 of {file} has both `text` and `pattern`; leave"),
        (
            'text = "a"\nscreen = "verification"',
            "ignore 1 of {file} is about the screen 'verification', where nothing is ever ignored",
        ),
        ('region = \'form "A"\'\nscreen = "confirmation"', "ignore 1 of {file} is about the scr"),
        ('text = "a"\nscreen = "link page"', '`screen` in ignore 1 of {file} is "link page"; it'),
        ('text = ""', '`text` in ignore 1 of {file} is ""; it should'),
        ('words = "a"', "Unknown key `words` in ignore 1 of {file}; "),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_one_sentence(
    tmp_path: Path, rule: str, says: str
) -> None:
    overlay = tmp_path / "overlay.toml"
    overlay.write_text(f"{HEAD}{rule}\n", encoding="utf-8")

    with pytest.raises(UsageError) as refused:
        read_accepted(overlay, "wiwb")

    assert str(refused.value).startswith(says.format(file=overlay))
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_rule_says_in_words_what_it_is_about() -> None:
    news = 'complementary "News"'

    assert str(Ignored("", region=news)) == f"everything in {news}"
    assert (
        str(Ignored("", "menu", news, pattern="Tip *")) == f"'Tip *' on the menu screen in {news}"
    )


def test_a_rule_says_why(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    overlay.write_text('[[ignore]]\ntext = "Tip"\n', encoding="utf-8")

    with pytest.raises(UsageError, match="The key `why` is missing in ignore 1 of"):
        read_accepted(overlay, "wiwb")


STOPPED = Stopped(Verdict.BLOCKED, Cause.SITE, "It stopped.")
WITHHELD = Stopped(Verdict.WITHHELD, Cause.POLICY, "Nobody permits it.")
RENAMED_TIP = replace(TIP, kind=DriftKind.RENAMED, documented="Help")


@pytest.mark.parametrize(
    ("drifts", "stopped", "left", "verdict"),
    [
        ([TIP], None, 0, Verdict.AS_DOCUMENTED),
        ([TIP, SINCE], None, 1, Verdict.DRIFTED),
        ([], None, 0, Verdict.AS_DOCUMENTED),
        # What is ignored neither explains what stops a step, nor makes more of a withheld one.
        ([RENAMED_TIP], STOPPED, 0, Verdict.BLOCKED),
        ([TIP], WITHHELD, 0, Verdict.WITHHELD),
    ],
)
def test_what_is_ignored_does_not_count_for_the_verdict_of_a_step(
    drifts: list[Drift], stopped: Stopped | None, left: int, verdict: Verdict
) -> None:
    entry = StepEntry(9, "Enter", ignoring(pattern="Tip: *").ignores)

    entry.tell_all(drifts)
    if stopped:
        entry.stop(stopped)
    else:
        entry.finish()

    result = entry.result()
    assert (len(result.drifts), result.verdict) == (left, verdict)
    assert result.ignored == [each for each in drifts if each is not SINCE]
    assert len(entry.counting) == left


@pytest.mark.parametrize(
    ("screen", "ignored", "last", "is_unused"),
    [
        ("link form", [], Verdict.AS_DOCUMENTED, True),
        ("link form", [TIP], Verdict.AS_DOCUMENTED, False),
        ("link form", [], Verdict.WITHHELD, True),
        ("", [], Verdict.AS_DOCUMENTED, True),
        # A screen that the walk did not come to may have it.
        ("", [], Verdict.WITHHELD, False),
    ],
)
def test_a_rule_is_about_nothing_only_where_a_walk_has_looked(
    screen: str, ignored: Sequence[Drift], last: Verdict, *, is_unused: bool
) -> None:
    guide = read_guide("wiwb")
    steps = [StepResult(step.number, step.action, Verdict.AS_DOCUMENTED) for step in guide.steps]
    steps[-2] = replace(steps[-2], verdict=last)
    steps[8] = replace(steps[8], ignored=ignored)
    rule = {"pattern": "Tip: *"} | ({"screen": screen} if screen else {})

    unused = ignoring(**rule).in_force("mock", today()).unused(guide, steps)

    where = " on the link form screen" if screen else ""
    assert unused == ((f"'Tip: *'{where}",) if is_unused else ())


def test_rules_stay_when_something_is_accepted_or_removed(tmp_path: Path) -> None:

    overlay = tmp_path / "overlay.toml"
    overlay.write_text(f'{HEAD}pattern = "Tip: *"\nscreen = "menu bar"\n', encoding="utf-8")

    accept(report_of(tmp_path, RENAMED), None, overlay, NOW)
    accepted = read_accepted(overlay, "wiwb")
    prune(report_of(tmp_path, obsolete=[RENAMED]), None, overlay)

    assert len(accepted.difference) == 1
    assert read_accepted(overlay, "wiwb").difference == ()
    assert accepted.ignore == read_accepted(overlay, "wiwb").ignore
    assert accepted.ignore == (Ignored("It changes.", "menu bar", pattern="Tip: *"),)

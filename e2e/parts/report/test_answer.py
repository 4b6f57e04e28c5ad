"""The answer of a walk in a sentence: what is wrong first, and what became of the other steps."""

from dataclasses import replace
from math import inf

import pytest

from e2e.parts.follow.stand_ins import result, walked
from walk.report.advice import advice
from walk.report.answer import answer_text, listed
from walk.report.words import LONGEST, plain, quoted, says
from walk.results import Cause, Drift, DriftKind, Origin, Severity, StepResult, Verdict, WalkResult

RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools")
CALLED = "the menu item is now called “Tools”; the guide says “Utilities”."
FINE, NEVER, NOT_NEEDED = Verdict.AS_DOCUMENTED, Verdict.NOT_REACHED, Verdict.NOT_NEEDED
MADE = Origin(
    command="court-walk follow wiwb",
    guide_file="wiwb.toml",
    guide_sha256="0" * 64,
    scenarios=(),
    begin=1,
    until=15,
    version="0.1.0",
    time_zone="UTC+00:00",
    program="court-walk",
    out="my report",
)


def steps(*verdicts: Verdict) -> list[StepResult]:
    """Return one step for each verdict."""
    return [result(number, verdict=verdict) for number, verdict in enumerate(verdicts, 1)]


def drifted(number: int, *drifts: Drift, **more: object) -> StepResult:
    """Return a step that differs."""
    return result(number, **{"verdict": Verdict.DRIFTED, "drifts": [*drifts], **more})


def blocked(number: int, cause: Cause, reason: str | None = None) -> StepResult:
    """Return a step that is blocked."""
    return result(number, verdict=Verdict.BLOCKED, cause=cause, reason=reason)


FIFTEEN = [result(number) for number in range(1, 16)]
ACCEPTED = replace(RENAMED, accepted=True)
COSMETIC = replace(RENAMED, kind=DriftKind.RECASED, severity=Severity.COSMETIC)


@pytest.mark.parametrize(
    ("walk", "sentence"),
    [
        (walked(*steps(FINE)), "The only step is as documented."),
        (walked(*steps(FINE, FINE)), "All 2 steps are as documented."),
        (walked(*steps(FINE, FINE, NOT_NEEDED)), "Steps 1-2 are as documented, 3 was not needed."),
        (
            walked(*steps(*[FINE] * 4), drifted(5, RENAMED), *FIFTEEN[5:]),
            f"Step 5 differs: {CALLED} Steps 1-4 are as documented, 6-15 were not reached.",
        ),
        # Of a step that differs in more, what is accepted and what matters less come last.
        (
            walked(drifted(1, replace(ACCEPTED, observed="Kit"), RENAMED), *FIFTEEN[1:2]),
            f"Step 1 differs: {CALLED} Step 2 was not reached.",
        ),
        (
            walked(drifted(1, COSMETIC, RENAMED), *FIFTEEN[1:2]),
            f"Step 1 differs: {CALLED} Step 2 was not reached.",
        ),
        (
            walked(*steps(FINE), drifted(2, RENAMED), drifted(3, RENAMED)),
            f"Step 2 differs: {CALLED} Step 1 is as documented, 3 differs too.",
        ),
        (
            walked(*steps(FINE), blocked(2, Cause.TRANSPORT, "No answer came."), *FIFTEEN[2:]),
            "Step 2 could not be checked: No answer came. "
            "Step 1 is as documented, 3-15 were not reached.",
        ),
        (
            walked(blocked(1, Cause.SITE, "A page with no words"), *FIFTEEN[1:2]),
            "Step 1 cannot be done: A page with no words. Step 2 was not reached.",
        ),
        (walked(blocked(1, Cause.SITE)), "Step 1 cannot be done."),
        # A difference that comes before is what fails the walk, not the answer that never came.
        (
            walked(blocked(1, Cause.TRANSPORT), drifted(2, RENAMED)),
            f"Step 2 differs: {CALLED} Step 1 could not be checked.",
        ),
        (
            replace(walked(*steps(FINE, FINE), *FIFTEEN[2:4]), asked_for=(1, 2)),
            "Steps 1-2 are as documented, 3-4 were not asked for.",
        ),
        (
            replace(
                walked(*steps(FINE, Verdict.WITHHELD, Verdict.WITHHELD)), lacks="no credentials"
            ),
            "Step 1 is as documented, 2-3 were withheld (no credentials).",
        ),
        (
            walked(*steps(FINE), drifted(2, ACCEPTED)),
            "Step 1 is as documented, 2 differs as accepted. 1 accepted difference fails no walk.",
        ),
        (
            walked(drifted(1, ACCEPTED), is_strict=True),
            f"Step 1 differs: {CALLED}",
        ),
        (
            walked(result(verdict=FINE, drifts=[COSMETIC, replace(COSMETIC, documented="b")])),
            "The only step is as documented. 2 cosmetic differences fail no walk.",
        ),
        # Of several differences the worst is told.
        (
            walked(drifted(1, COSMETIC, replace(RENAMED, severity=Severity.BLOCKS))),
            f"Step 1 differs: {CALLED}",
        ),
    ],
)
def test_the_answer_says_what_is_wrong_and_what_was_not_seen(
    walk: WalkResult, sentence: str
) -> None:
    assert answer_text(walk).replace("\N{EN DASH}", "-") == sentence


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([3], "3"),
        ([1, 2, 3, 4], "1-4"),
        ([1, 3], "1 and 3"),
        ([1, 2, 4, 6, 7, 8], "1-2, 4 and 6-8"),
    ],
)
def test_numbers_are_told_in_runs(numbers: list[int], words: str) -> None:
    assert listed(numbers).replace("\N{EN DASH}", "-") == words


def test_a_name_that_begins_with_a_vowel_has_another_article() -> None:
    added = Drift(DriftKind.ADDED, "option", "link form", None, "Both")

    assert "an option" in plain(says(added))
    assert "a field" in plain(says(replace(added, what="field")))


@pytest.mark.parametrize("kind", DriftKind)
@pytest.mark.parametrize(("documented", "observed"), [("a", "b"), ("a", None), (None, "b")])
def test_every_kind_of_difference_is_told_by_its_words_and_by_no_identifier(
    kind: DriftKind, documented: str | None, observed: str | None
) -> None:
    clause = plain(says(Drift(kind, "button", "link form", documented, observed)))

    is_said = documented if observed is None else observed
    by_the_guide_alone = (DriftKind.AMBIGUOUS, DriftKind.DISABLED)
    assert f"“{is_said}”" in clause or kind in by_the_guide_alone
    assert "_" not in clause
    assert not clause.endswith(".")


def test_what_has_no_name_any_more_is_not_called_by_nothing() -> None:
    nameless = Drift(DriftKind.RENAMED, "field", "link form", "CM/ECF password", "")

    assert plain(says(nameless)) == "the field “CM/ECF password” has lost its name"


def test_a_long_word_of_a_site_leaves_room_for_the_sentence() -> None:
    assert quoted(" a\n b ") == "a b"
    assert len(quoted("x" * 10_000)) == LONGEST
    assert quoted("x" * 10_000).endswith("…")


def told(walk: WalkResult) -> list[tuple[str, str, str]]:
    """Return the beginning of each piece of advice, with its command and its address."""
    made = replace(walk, made=MADE)
    return [(each.says.split(":")[0][:30], each.command, each.address) for each in advice(made)]


SEEN = {"url": "https://ecf.a.test/page"}


@pytest.mark.parametrize(
    ("walk", "advised"),
    [
        (walked(*steps(FINE)), []),
        (
            walked(drifted(1, RENAMED, **SEEN)),
            [
                ("Look at the site, and see for ", "", "https://ecf.a.test/page"),
                ("If the court meant it, correct", "court-walk patch 'my report'", ""),
                ("If it cannot be corrected yet,", "court-walk accept 'my report' --why \"…\"", ""),
            ],
        ),
        # What no browser shows at that address is nothing to look at.
        (
            walked(
                result(
                    1,
                    verdict=Verdict.BLOCKED,
                    cause=Cause.UNEXPECTED_HOST,
                    url="javascript:open()",
                )
            ),
            [("No correction of the guide men", "", "")],
        ),
        # A wrong name is never to be accepted.
        (
            walked(
                drifted(1, Drift(DriftKind.WRONG_VALUE, "PACER", "verification", "a", "b"), **SEEN)
            ),
            [("No correction of the guide men", "", "https://ecf.a.test/page")],
        ),
        (
            walked(blocked(1, Cause.UNEXPECTED_HOST)),
            [("No correction of the guide men", "", "")],
        ),
        *(
            (walked(blocked(1, cause)), [(says, "court-walk follow wiwb", "")])
            for cause, says in (
                (Cause.TRANSPORT, "Try again later; nothing is kn"),
                (Cause.MAINTENANCE, "Try again later; nothing is kn"),
                (Cause.CREDENTIALS, "Check the accounts that were g"),
            )
        ),
        (walked(blocked(1, Cause.OURS)), [("Report this defect of the walk", "", "")]),
        (walked(blocked(1, Cause.POLICY)), [("Read why the lock refused it; ", "", "")]),
        (
            replace(walked(*steps(Verdict.WITHHELD)), lacks="no credentials"),
            [("Give credentials", "", "")],
        ),
        (
            replace(walked(*steps(Verdict.WITHHELD)), lacks="linking is not permitted"),
            [("The steps that link are withhe", "", "")],
        ),
        (walked(*steps(Verdict.WITHHELD)), [("Step 1 says why it is withheld", "", "")]),
        (
            replace(walked(*steps(FINE, NEVER)), asked_for=(1, 1)),
            [("To look at the steps that were", "", "")],
        ),
        (
            walked(*steps(FINE), may_be_linked=True),
            [("Do not walk again before you k", "", "")],
        ),
        # The embedded court is gone with its walk.
        (
            replace(walked(drifted(1, **SEEN), kind="mock"), asked_for=(1, inf)),
            [],
        ),
    ],
)
def test_a_report_says_what_to_do_next(
    walk: WalkResult, advised: list[tuple[str, str, str]]
) -> None:
    assert told(walk) == advised

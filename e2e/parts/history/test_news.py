"""A walk is news if its outcome is another one, or if nobody could tell for some time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from e2e.parts.runs.written import STARTED, walked
from walk.guide.reader import read_guide
from walk.history.entries import entry_of
from walk.history.news import PATIENCE, News, latest_news, news, not_checked
from walk.history.notices import message_of
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict
from walk.runs.past_run import PastRun, past_run_of

GUIDE = read_guide("wiwb")
RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")
OTHER = replace(RENAMED, documented="Help", observed="Aid")

Steps = Sequence[StepResult]


def drifted(*drifts: Drift) -> list[StepResult]:
    """Return a walk with these differences at step 5."""
    return [StepResult(5, "", Verdict.DRIFTED, drifts=[*drifts])]


def blocked(cause: Cause, number: int = 1) -> list[StepResult]:
    """Return a walk that could not do a step."""
    return [StepResult(number, "", Verdict.BLOCKED, cause, "It is so.")]


GOOD: Steps = []
RETARGETED = replace(RENAMED, kind=DriftKind.RETARGETED, observed="https://x.test/a?t=1")
ELSEWHERE = drifted(RETARGETED)
TOOLS, BOTH = drifted(RENAMED), drifted(RENAMED, OTHER)
DOWN, LATE = blocked(Cause.MAINTENANCE), blocked(Cause.TRANSPORT)


def runs_of(walks: Sequence[Steps], **more: object) -> list[PastRun]:
    """Return a walk a day as a history tells of it."""
    results = [
        walked(steps, started=STARTED + timedelta(days=day), **more)  # type: ignore[arg-type]
        for day, steps in enumerate(walks)
    ]
    return [past_run_of(entry_of(each, GUIDE, str), Path("x")) for each in results]


@pytest.mark.parametrize(
    ("walks", "expected"),
    [
        ([GOOD], "nothing"),
        ([GOOD, GOOD], "nothing"),
        ([TOOLS], "open"),
        ([GOOD, TOOLS], "open"),
        ([GOOD, TOOLS, TOOLS], "nothing"),
        ([TOOLS, BOTH], "update"),
        ([BOTH, TOOLS], "update"),
        ([TOOLS, GOOD], "close"),
        ([TOOLS, GOOD, GOOD], "nothing"),
        ([TOOLS, GOOD, TOOLS], "open"),
        # What could not be told is no other outcome, twice.
        ([GOOD, DOWN], "nothing"),
        ([GOOD, DOWN, DOWN], "nothing"),
        ([TOOLS, DOWN, DOWN, TOOLS], "nothing"),
        ([GOOD, DOWN, GOOD], "nothing"),
        ([TOOLS, DOWN, GOOD], "close"),
        ([GOOD, DOWN, TOOLS], "open"),
        # The third time is told, once.
        ([GOOD, DOWN, LATE, DOWN], "not checked"),
        ([DOWN, DOWN, DOWN], "not checked"),
        ([GOOD, DOWN, DOWN, DOWN, DOWN], "nothing"),
        ([GOOD, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN], "nothing"),
        ([GOOD, DOWN, DOWN, GOOD, DOWN, DOWN], "nothing"),
        ([DOWN, DOWN, DOWN, GOOD, DOWN, DOWN, DOWN], "not checked"),
        # And so is that somebody can tell again, whatever it is.
        ([GOOD, DOWN, DOWN, DOWN, GOOD], "close"),
        ([GOOD, DOWN, DOWN, DOWN, GOOD, GOOD], "nothing"),
        ([TOOLS, DOWN, DOWN, DOWN, TOOLS], "update"),
        ([TOOLS, DOWN, DOWN, DOWN, TOOLS, TOOLS], "nothing"),
        # A walk that was cut short says nothing of what it did not see.
        ([BOTH, [*TOOLS, *blocked(Cause.OURS, 6)]], "nothing"),
        ([BOTH, [*TOOLS, *blocked(Cause.OURS, 6)], BOTH], "nothing"),
        ([TOOLS, [*BOTH, *blocked(Cause.OURS, 6)]], "update"),
        # What the site blocks is the end of the site, and no walk that was cut short.
        ([[*TOOLS, *blocked(Cause.SITE, 6)], blocked(Cause.SITE, 6)], "update"),
        # Why it blocks a step may name another address each time.
        ([blocked(Cause.SITE), [replace(blocked(Cause.SITE)[0], reason="Other.")]], "nothing"),
        ([TOOLS, drifted(replace(RENAMED, accepted=True))], "close"),
        # What a recording has otherwise is another difference than one from the guide.
        ([TOOLS, drifted(replace(RENAMED, against="recording"))], "update"),
        # What comes after the path of an address is another one at each walk.
        ([ELSEWHERE, drifted(replace(RETARGETED, observed="https://x.test/a?t=2"))], "nothing"),
        ([ELSEWHERE, drifted(replace(RETARGETED, observed="https://x.test/a;s=2"))], "nothing"),
        ([ELSEWHERE, drifted(replace(RETARGETED, observed="https://x.test/b?t=1"))], "update"),
    ],
)
def test_only_another_outcome_is_news(walks: Sequence[Steps], expected: str) -> None:
    runs = runs_of(walks)

    assert latest_news(runs) == expected
    assert (message_of(runs) is None) == (expected == "nothing")


def test_an_outage_is_no_news_of_a_difference_whether_or_not_one_is_told() -> None:
    (run,) = runs_of([DOWN])

    for is_told in (True, False):
        assert news(run.outcome, run.steps, None, is_told=is_told) == "nothing"


def test_a_message_has_the_step_and_both_words() -> None:
    assert message_of(runs_of([GOOD, TOOLS])) == (
        "wiwb (mock): the site differs from its guide",
        "Step 5 (See the limited menu bar): renamed link, menu bar: documented 'Utilities', "
        "observed 'Tools'.\nSeen at 2026-01-03 14:17 UTC.",
    )
    assert message_of(runs_of([TOOLS, BOTH]))[0] == (  # type: ignore[index]
        "wiwb (mock): the site differs from its guide otherwise now"
    )
    both = drifted(replace(RENAMED, accepted=True), OTHER)
    assert "renamed (accepted) link, menu bar: documented 'Utilities'" in str(
        message_of(runs_of([both]))
    )
    # Who reads it knows that there may be more.
    part = [*TOOLS, *blocked(Cause.OURS, 6)]
    assert "The walk could not see the rest of the site this time." in str(
        message_of(runs_of([part]))
    )
    # What is accepted is as documented, and nothing to tell.
    for good in (GOOD, drifted(replace(RENAMED, accepted=True))):
        assert message_of(runs_of([TOOLS, good])) == (
            "wiwb (mock): the site is as documented again",
            "Seen at 2026-01-03 14:17 UTC.",
        )


def test_a_message_says_since_when_and_why_nobody_can_tell() -> None:
    assert message_of(runs_of([GOOD, DOWN, DOWN, LATE])) == (
        "wiwb (mock): the site could not be checked",
        "Not checked since 2026-01-02 14:17 UTC, cause transport: "
        f"{PATIENCE} walks in a row could not tell.",
    )
    title, body = message_of(runs_of([DOWN] * PATIENCE)) or ("", "")
    assert (title, body[:32]) == (
        "wiwb (mock): the site could not be checked",
        "Not checked since the first walk",
    )


def test_a_message_stays_short_and_plain_whatever_a_site_says() -> None:
    long = [replace(RENAMED, documented=f"{n}", observed="x\x1b[31m\n" * 9999) for n in range(99)]

    _, body = message_of(runs_of([drifted(*long)])) or ("", "")

    lines = body.split("\n")
    assert len(lines) == 22
    assert lines[20] == "79 more are in the report."
    assert max(map(len, lines)) < 600
    assert "\x1b" not in body


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (20, "Step 5 "),
        (21, "1 more is in the report."),
        (22, "2 more are in the report."),
    ],
)
def test_a_message_says_how_many_differences_it_leaves_out(count: int, last: str) -> None:
    found = [replace(RENAMED, documented=f"{number}") for number in range(count)]

    _, body = message_of(runs_of([drifted(*found)])) or ("", "")

    assert body.split("\n")[-2].startswith(last)


def test_a_message_of_a_real_court_names_nobody() -> None:
    wrong = Drift(DriftKind.WRONG_VALUE, "PACER", "verification", "Ann Lee", "Jo Roe")
    step = StepResult(11, "", Verdict.BLOCKED, Cause.SITE, "It is of Jo Roe.", [wrong])

    _, body = message_of(runs_of([[step]], kind="live")) or ("", "")

    assert "Step 11 (Verify the CM/ECF and PACER names): wrong_value PACER, " in body
    assert "Roe" not in body
    assert "Lee" not in body


def test_the_walks_that_could_not_tell_are_counted_from_the_last_that_could() -> None:
    gap = not_checked(runs_of([GOOD, DOWN, TOOLS, DOWN, LATE]))

    assert (gap.walks, gap.cause) == (2, Cause.TRANSPORT)
    assert (gap.since, gap.first) == (
        STARTED + timedelta(days=2),
        STARTED + timedelta(days=3),
    )
    assert not_checked(runs_of([DOWN, GOOD])).walks == 0
    withheld = StepResult(1, "", Verdict.WITHHELD, Cause.POLICY, "It is not given.")
    assert not_checked(runs_of([[withheld, *blocked(Cause.TRANSPORT, 3)]])).cause is (
        Cause.TRANSPORT
    )


def test_news_are_the_words_of_the_workflow() -> None:
    assert [*News] == ["nothing", "open", "update", "close", "not checked"]

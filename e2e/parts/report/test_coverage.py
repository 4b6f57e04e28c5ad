"""A walk says how much of its guide it looked at, so that green never means that nobody looked."""

import json
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest
from junitparser import JUnitXml, TestSuite

from e2e.parts.follow.stand_ins import guide, result, walked
from walk.guide.model import GuideScreen
from walk.report.coverage import summary, too_few
from walk.report.files import write_report
from walk.results import Cause, Drift, DriftKind, ExitStatus, Outcome, Severity, StepResult, Verdict

FINE = (Verdict.AS_DOCUMENTED, None)
NOT_NEEDED = (Verdict.NOT_NEEDED, None)
DRIFTED = (Verdict.DRIFTED, None)
WITHHELD = (Verdict.WITHHELD, Cause.POLICY)
NEVER = (Verdict.NOT_REACHED, None)
GUIDE = guide(*[GuideScreen("menu bar")] * 3)


def steps(*verdicts: tuple[Verdict, Cause | None]) -> list[StepResult]:
    """Return the results of steps of these verdicts and causes."""
    return [
        result(number, verdict=verdict, cause=cause)
        for number, (verdict, cause) in enumerate(verdicts, 1)
    ]


def blocked(cause: Cause) -> tuple[Verdict, Cause]:
    """Return the verdict of a step that this cause blocks."""
    return Verdict.BLOCKED, cause


@pytest.mark.parametrize(
    ("verdicts", "asked_for", "lacks", "says"),
    [
        ([FINE, FINE, NOT_NEEDED], (1, 3), None, "3 of 3 steps checked: as documented"),
        (
            [FINE, WITHHELD, WITHHELD],
            (1, 3),
            "no credentials",
            "1 of 3 steps checked: as documented so far; 2 withheld: no credentials",
        ),
        (
            [FINE, FINE, WITHHELD],
            (1, 3),
            None,
            "2 of 3 steps checked: as documented so far; 1 withheld: see step 3",
        ),
        ([WITHHELD] * 3, (1, 3), "no login", "0 of 3 steps checked; 3 withheld: no login"),
        (
            [FINE, FINE, NEVER],
            (1, 2),
            None,
            "2 of 3 steps checked: as documented so far; 1 not asked for",
        ),
        (
            [NEVER, FINE, NEVER],
            (2, 2),
            None,
            "1 of 3 steps checked: as documented so far; 2 not asked for",
        ),
        (
            [FINE, DRIFTED, NEVER],
            (1, inf),
            None,
            "2 of 3 steps checked: the site differs; 1 not reached",
        ),
        (
            [FINE, blocked(Cause.SITE), NEVER],
            (1, inf),
            None,
            "2 of 3 steps checked: the site differs; 1 not reached",
        ),
        (
            [FINE, blocked(Cause.TRANSPORT), NEVER],
            (1, 2),
            None,
            "1 of 3 steps checked: as documented so far; 1 blocked: transport; 1 not asked for",
        ),
        *(
            ([blocked(cause), NEVER, NEVER], (1, 3), None, f"0 of 3 steps checked; 1 {says}")
            for cause in (Cause.MAINTENANCE, Cause.CREDENTIALS, Cause.POLICY, Cause.OURS)
            for says in [f"blocked: {cause}; 2 not reached"]
        ),
    ],
)
def test_how_much_was_looked_at_is_one_line(
    verdicts: list[tuple[Verdict, Cause | None]],
    asked_for: tuple[float, float],
    lacks: str | None,
    says: str,
) -> None:
    walk = replace(walked(*steps(*verdicts)), asked_for=asked_for, lacks=lacks)

    assert summary(walk) == says


@pytest.mark.parametrize(
    ("verdicts", "required", "outcome"),
    [
        ([FINE, FINE, NOT_NEEDED], 3, Outcome.AS_DOCUMENTED),
        ([FINE, FINE, WITHHELD], 2, Outcome.AS_DOCUMENTED),
        ([FINE, FINE, WITHHELD], 3, Outcome.UNDETERMINED),
        ([FINE, FINE, NEVER], 3, Outcome.UNDETERMINED),
        # A known difference outweighs what was not checked.
        ([FINE, DRIFTED, NEVER], 3, Outcome.DIFFERS),
    ],
)
def test_a_walk_that_checked_fewer_steps_than_required_cannot_tell(
    tmp_path: Path, verdicts: list[tuple[Verdict, Cause | None]], required: int, outcome: Outcome
) -> None:
    walk = replace(walked(*steps(*verdicts)), required=required)
    checked = sum(each in (FINE, DRIFTED, NOT_NEEDED) for each in verdicts)

    write_report(walk, GUIDE, tmp_path)

    is_enough = checked >= required
    assert walk.outcome is outcome
    assert (walk.exit_status is ExitStatus.UNDETERMINED) == (outcome is Outcome.UNDETERMINED)
    sentence = f"Fewer steps were checked than required: {checked}, and not {required}, "
    assert (too_few(walk) or "").startswith("" if is_enough else sentence)
    assert (too_few(walk) is None) == is_enough
    (suite,) = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert isinstance(suite, TestSuite)
    assert suite.errors == (0 if is_enough else 1)
    assert (sentence in (tmp_path / "index.html").read_text(encoding="utf-8")) != is_enough


def test_every_file_of_a_report_says_how_much_was_looked_at(tmp_path: Path) -> None:
    walk = replace(walked(*steps(FINE, WITHHELD, WITHHELD)), lacks="no credentials", required=1)

    write_report(walk, GUIDE, tmp_path)

    document = json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))
    counts = {"checked": 1, "withheld": 2, "of": 3, "required": 1}
    assert {name: document[name] for name in counts} == counts
    (suite,) = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert isinstance(suite, TestSuite)
    properties = {each.name: each.value for each in suite.properties()}  # type: ignore[no-untyped-call]
    assert properties.items() >= {name: str(count) for name, count in counts.items()}.items()
    assert properties["summary"] == summary(walk)
    assert summary(walk) in (tmp_path / "index.html").read_text(encoding="utf-8")


RECASED = Drift(DriftKind.RECASED, "link", "menu bar", "Help", "HELP", severity=Severity.COSMETIC)
RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools")


@pytest.mark.parametrize(
    ("drifts", "says"),
    [
        ([RECASED], "as documented, 1 cosmetic difference"),
        ([RECASED, replace(RECASED, documented="Query")], "as documented, 2 cosmetic differences"),
        ([replace(RENAMED, accepted=True)], "as documented, 1 accepted difference"),
        (
            [RECASED, replace(RENAMED, accepted=True)],
            "as documented, 1 accepted difference, 1 cosmetic difference",
        ),
        ([RENAMED], "as documented, 1 smaller difference"),
        ([RECASED, RENAMED], "as documented, 2 smaller differences"),
    ],
)
def test_the_differences_that_fail_no_walk_are_counted_once(drifts: list[Drift], says: str) -> None:
    some = [result(number, verdict=Verdict.AS_DOCUMENTED, drifts=drifts) for number in (1, 2)]

    assert summary(walked(*some)) == f"2 of 2 steps checked: {says}"

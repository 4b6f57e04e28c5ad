"""What a whole walk comes to, from the verdicts of its steps."""

from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite

from e2e.parts.follow.stand_ins import guide, result, walked
from walk.guide.model import GuideScreen
from walk.report.files import write_report
from walk.results import (
    MAY_BE_LINKED,
    Cause,
    Drift,
    DriftKind,
    ExitStatus,
    Outcome,
    StepResult,
    Verdict,
    warned,
)

FINE = result(verdict=Verdict.AS_DOCUMENTED)
DRIFTED = result(verdict=Verdict.DRIFTED)
WITHHELD = result(verdict=Verdict.WITHHELD, cause=Cause.POLICY)
NEVER = result()


def blocked(cause: Cause) -> StepResult:
    """Return a step that was blocked."""
    return result(verdict=Verdict.BLOCKED, cause=cause)


@pytest.mark.parametrize(
    ("steps", "outcome", "status"),
    [
        ([FINE, WITHHELD, NEVER], Outcome.AS_DOCUMENTED, ExitStatus.AS_DOCUMENTED),
        ([FINE, DRIFTED], Outcome.DIFFERS, ExitStatus.DIFFERS),
        *(
            ([FINE, blocked(cause)], Outcome.DIFFERS, ExitStatus.DIFFERS)
            for cause in (Cause.SITE, Cause.UNEXPECTED_HOST)
        ),
        *(
            ([FINE, blocked(cause)], Outcome.UNDETERMINED, ExitStatus.UNDETERMINED)
            for cause in (Cause.MAINTENANCE, Cause.TRANSPORT, Cause.CREDENTIALS, Cause.OURS)
        ),
        # A known difference outweighs what could not be checked.
        ([DRIFTED, blocked(Cause.TRANSPORT)], Outcome.DIFFERS, ExitStatus.DIFFERS),
    ],
)
def test_a_walk_has_one_outcome(
    steps: list[StepResult], outcome: Outcome, status: ExitStatus
) -> None:
    walk = walked(*steps)

    assert (walk.outcome, walk.exit_status) == (outcome, status)


@pytest.mark.parametrize(
    ("kind", "step", "may_be_linked", "is_warned"),
    [
        ("live", FINE, True, True),
        ("live", FINE, False, False),
        ("mock", FINE, True, False),
        ("mock", DRIFTED, True, True),
        ("mock", DRIFTED, False, False),
        ("training", FINE, True, True),
    ],
)
def test_nobody_is_left_in_doubt_that_accounts_may_be_linked(
    kind: str, step: StepResult, *, may_be_linked: bool, is_warned: bool
) -> None:
    walk = walked(step, kind=kind, may_be_linked=may_be_linked)

    assert walk.warning == (MAY_BE_LINKED if is_warned else None)


@pytest.mark.parametrize("may_be_linked", [True, False])
def test_an_error_says_once_that_accounts_may_be_linked(*, may_be_linked: bool) -> None:
    walk = walked(FINE, may_be_linked=may_be_linked)

    with pytest.raises(KeyError) as raised, warned(walk), warned(walk):
        raise KeyError

    assert getattr(raised.value, "__notes__", []) == [MAY_BE_LINKED] * may_be_linked


def difference(*, accepted: bool) -> Drift:
    """Return a difference, accepted or not."""
    return Drift(DriftKind.RENAMED, "link", "page", "a", "b", accepted=accepted)


@pytest.mark.parametrize(
    ("step", "label"),
    [
        (FINE, "as_documented"),
        (DRIFTED, "drifted"),
        (blocked(Cause.OURS), "blocked (ours)"),
        *(
            (
                result(
                    verdict=Verdict.DRIFTED, drifts=[difference(accepted=each) for each in every]
                ),
                label,
            )
            for every, label in (
                ((True, True), "drifted (accepted)"),
                ((True, False), "drifted"),
                ((False,), "drifted"),
            )
        ),
        (
            result(verdict=Verdict.AS_DOCUMENTED, drifts=[difference(accepted=True)]),
            "as_documented (1 difference)",
        ),
    ],
)
def test_a_verdict_says_its_cause_or_that_all_of_it_is_accepted(
    step: StepResult, label: str
) -> None:
    assert step.verdict_label == label


@pytest.mark.parametrize(
    ("drift", "line"),
    [
        (difference(accepted=True), "renamed link (page): documented 'a', observed 'b', accepted"),
        (
            Drift(DriftKind.RENAMED, "link", "page", "a", "b", against="recording"),
            "renamed link (page): recorded 'a', observed 'b'",
        ),
        (
            Drift(DriftKind.ADDED, "link", "page", None, "b"),
            "added link (page): 'b' is there and not in the guide",
        ),
        (
            Drift(DriftKind.ADDED, "link", "page", None, "b", against="recording"),
            "added link (page): 'b' is there and not in the recording",
        ),
        (
            Drift(DriftKind.ADDED, "required mark", "page", "a", "a *"),
            "added required mark (page): documented 'a', observed 'a *'",
        ),
        (
            Drift(DriftKind.REMOVED, "link", "page", "a", None),
            "removed link (page): 'a' is not there",
        ),
        (
            Drift(DriftKind.REMOVED, "page", "page", "a", "b came instead"),
            "removed page (page): documented 'a', observed 'b came instead'",
        ),
    ],
)
def test_a_difference_is_one_line(drift: Drift, line: str) -> None:
    assert str(drift) == line


IN_WORDS = {
    "blocked: site": "Cannot be done: the page is not as documented",
    "blocked: unexpected_host": (
        "Cannot be done: the page is on a host that the environment does not name"
    ),
    "blocked: transport": "Not checked: the court gave no answer that is of use",
    "blocked: ours": "Not checked: the walk itself failed",
    "withheld": "Withheld",
    "not_reached": "Not reached",
    "not_needed": "Not needed",
}
"""What a case says where a step has no reason, by the type of its result."""


@pytest.mark.parametrize(
    ("step", "kind", "says"),
    [
        (FINE, None, ""),
        (result(verdict=Verdict.DRIFTED, reason="Why."), Failure, "drifted"),
        (blocked(Cause.SITE), Failure, "blocked: site"),
        (blocked(Cause.UNEXPECTED_HOST), Failure, "blocked: unexpected_host"),
        (blocked(Cause.TRANSPORT), Error, "blocked: transport"),
        (blocked(Cause.OURS), Error, "blocked: ours"),
        (WITHHELD, Skipped, "withheld"),
        (NEVER, Skipped, "not_reached"),
        (result(verdict=Verdict.NOT_NEEDED), Skipped, "not_needed"),
    ],
)
@pytest.mark.parametrize("may_be_linked", [True, False])
def test_a_step_is_a_case_of_junit(
    tmp_path: Path,
    step: StepResult,
    kind: type[Failure | Error | Skipped] | None,
    says: str,
    *,
    may_be_linked: bool,
) -> None:
    # Nothing is linked before the first step.
    may_be_linked = may_be_linked and step.verdict is not Verdict.NOT_REACHED
    walk = walked(step, result(2), may_be_linked=may_be_linked)

    write_report(walk, guide(GuideScreen("menu"), GuideScreen("menu bar")), tmp_path)

    (suite,) = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert isinstance(suite, TestSuite)
    first, last = suite
    outcomes = [type(each) for each in first.result]
    assert outcomes == ([kind] if kind else [])
    assert [each.type for each in first.result] == ([says] if kind else [])
    words = step.reason or IN_WORDS.get(says)
    assert [each.message for each in first.result] == ([words] if kind else [])
    properties = {each.name: each.value for each in suite.properties()}  # type: ignore[no-untyped-call]
    assert properties["may_be_linked"] == str(may_be_linked).lower()
    # At the last step that was taken it says what nobody may overlook.
    assert (first.system_err == MAY_BE_LINKED) == may_be_linked
    assert last.system_err is None


@pytest.mark.parametrize(
    ("drifts", "is_strict", "outcome"),
    [
        ([difference(accepted=True)], False, Outcome.AS_DOCUMENTED),
        ([difference(accepted=True)], True, Outcome.DIFFERS),
        ([difference(accepted=True), difference(accepted=False)], False, Outcome.DIFFERS),
        ([], False, Outcome.DIFFERS),
    ],
)
def test_what_is_accepted_fails_a_walk_only_if_it_is_strict(
    drifts: list[Drift], *, is_strict: bool, outcome: Outcome
) -> None:
    walk = walked(result(verdict=Verdict.DRIFTED, drifts=drifts), is_strict=is_strict)

    assert walk.outcome is outcome

"""How much a difference matters, and from which severity on it fails a walk."""

import pytest

from walk.compare.severity import severity_of
from walk.guide.reader import read_guide
from walk.results import Drift, DriftKind, Severity, StepResult, Verdict

GUIDE = read_guide("wiwb")
BLOCKS, MISLEADS, COSMETIC = Severity.BLOCKS, Severity.MISLEADS, Severity.COSMETIC


def rated(kind: str, what: str, screen: str, documented: str | None, observed: str | None) -> str:
    """Return the severity of a difference."""
    drift = Drift(DriftKind(kind), what, screen, documented, observed, screen=screen)
    return severity_of(drift, GUIDE)


@pytest.mark.parametrize(
    ("severity", "kind", "what", "screen", "documented", "observed"),
    [
        # What a reader uses and cannot use
        (BLOCKS, "removed", "button", "sign-on", "Login", None),
        (BLOCKS, "disabled", "button", "link form", "Submit", "Submit (disabled)"),
        (BLOCKS, "behaves", "link", "menu bar", "Utilities", "Utilities gets no clicks"),
        (BLOCKS, "behaves", "field", "sign-on", "Username * takes what is entered", "other"),
        (BLOCKS, "behaves", "link", "menu bar", "Utilities leads on", "nothing happens"),
        (BLOCKS, "behaves", "button", "sign-on", "Login leads to the menu bar", "nothing happens"),
        # The names of the accounts
        (BLOCKS, "wrong_value", "PACER", "verification", "Jane Doe", "Joan Doe"),
        (BLOCKS, "removed", "CM/ECF", "verification", "jdoe Jane Doe", None),
        (BLOCKS, "removed", "names", "verification", "the names", "not seen as it is written"),
        # What nobody can go on from
        (BLOCKS, "removed", "page", "verification", "verification", "confirmation"),
        (BLOCKS, "behaves", "menu", "menu bar", "The menus appear after: Refresh", "Query"),
        (MISLEADS, "removed", "page", "redaction agreement", "redaction agreement", "menu bar"),
        # What one may stop at, or do the wrong thing by
        (MISLEADS, "removed", "link", "menu bar", "Help", None),
        (MISLEADS, "behaves", "button", "link form", "Clear empties the form", "it keeps it"),
        (MISLEADS, "behaves", "link", "menu bar", "Utilities2 leads on", "nothing happens"),
        (MISLEADS, "removed", "link", "sign-on", "Utilities", None),
        (MISLEADS, "renamed", "link", "menu bar", "Utilities", "Tools"),
        (MISLEADS, "renamed", "field", "sign-on", "Username *", "User *"),
        (MISLEADS, "added", "link", "menu bar", None, "Search"),
        (MISLEADS, "reworded", "text", "sign-on", "Pay 3 dollars.", "Pay 30 dollars."),
        (MISLEADS, "reordered", "link", "menu bar", "A, B", "B, A"),
        (MISLEADS, "reordered", "button", "sign-on", "Login, Clear", "Clear, Login"),
        (MISLEADS, "retargeted", "link", "court website", "CM/ECF", "CM/ECF (http://b.test)"),
        (MISLEADS, "recased", "button", "verification", "Submit", "SUBMIT"),
        (MISLEADS, "reworded", "text", "confirmation", "It is done.", "It is done"),
        # What nobody looks at twice
        (COSMETIC, "recased", "button", "sign-on", "Login", "LOGIN"),
        (COSMETIC, "reworded", "text", "sign-on", "It is needed.", "It is needed"),
        (COSMETIC, "reworded", "text", "sign-on", "Attorney's", "Attorney\u2019s"),
        (COSMETIC, "renamed", "field", "sign-on", "Username *", "* Username"),
        (COSMETIC, "renamed", "field", "link form", "CM/ECF login", "CM/ECF login:"),
        (COSMETIC, "reordered", "link", "court website", "A, B", "B, A"),
    ],
)
def test_a_difference_is_as_bad_as_what_it_does_to_a_reader(
    severity: Severity,
    kind: str,
    what: str,
    screen: str,
    documented: str | None,
    observed: str | None,
) -> None:
    assert rated(kind, what, screen, documented, observed) == severity


DRIFT = Drift(DriftKind.RECASED, "button", "sign-on", "Login", "LOGIN", screen="sign-on")


@pytest.mark.parametrize(
    ("fail_on", "severities", "label"),
    [
        (MISLEADS, [COSMETIC], "as_documented (1 cosmetic difference)"),
        (MISLEADS, [COSMETIC, COSMETIC], "as_documented (2 cosmetic differences)"),
        (MISLEADS, [COSMETIC, MISLEADS], "drifted"),
        (COSMETIC, [COSMETIC], "drifted"),
        (BLOCKS, [COSMETIC, MISLEADS], "as_documented (2 differences)"),
        (BLOCKS, [BLOCKS], "drifted"),
    ],
)
def test_what_is_below_the_threshold_is_listed_at_a_step_that_is_as_documented(
    fail_on: Severity, severities: list[Severity], label: str
) -> None:
    left = [*severities]
    step = StepResult(4, "Login", Verdict.DRIFTED, drifts=[DRIFT] * len(severities))

    rated = step.rated(lambda _: left.pop(0), fail_on)

    assert (rated.verdict_label, [each.severity for each in rated.drifts]) == (label, severities)


def test_a_step_that_stopped_the_walk_stays_drifted() -> None:
    step = StepResult(4, "Login", Verdict.DRIFTED, reason="It was not sent.", drifts=[DRIFT])

    rated = step.rated(lambda _: COSMETIC, MISLEADS)

    assert rated.verdict is Verdict.DRIFTED

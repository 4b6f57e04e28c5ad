"""What stops a walk at a step, with its verdict, its cause and one sentence."""

from collections.abc import Sequence

from walk.results import Cause, Drift, DriftKind, Verdict

_EXPLAINING = frozenset(DriftKind) - {
    DriftKind.REMOVED,
    DriftKind.ADDED,
    DriftKind.REWORDED,
    DriftKind.REORDERED,
}


class Stopped(Exception):
    """A step cannot be done, and so the walk ends there."""

    def __init__(self, verdict: Verdict, cause: Cause | None, reason: str, *drifts: Drift) -> None:
        """Stop with that verdict and cause; the reason is one sentence.

        The differences are those that were seen by what stops it.
        """
        super().__init__(reason)
        self.verdict = verdict
        self.cause = cause
        self.reason = reason
        self.drifts = drifts

    def judged(self, drifts: Sequence[Drift]) -> tuple[Verdict, Cause | None, str]:
        """Return verdict, cause and reason of the step that stopped, given its differences.

        A step is drifted, not blocked, if a difference says what became of what stopped it.
        """
        is_explained = self.cause is Cause.SITE and any(each.kind in _EXPLAINING for each in drifts)
        if is_explained or (self.verdict is Verdict.WITHHELD and drifts):
            return Verdict.DRIFTED, None, self.reason
        return self.verdict, self.cause, self.reason


def blocked(cause: Cause, reason: str, *drifts: Drift) -> Stopped:
    """Return what stops a walk at a step that it could not do."""
    return Stopped(Verdict.BLOCKED, cause, reason, *drifts)

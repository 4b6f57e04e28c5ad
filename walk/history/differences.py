"""Knows the differences of one walk again in the next one.

It needs nothing but Python itself, so that a job of CI without our packages can use it too.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from walk.results import BY_THE_SITE, Verdict
from walk.runs.past_run import PastStep

# What comes after the path of an address may differ in every walk.
_ADDRESS = re.compile(r"""(https?://[^\s?#;)"]*)[^\s)"]*""")


@dataclass(frozen=True)
class Difference:
    """One way in which the site differs from its guide."""

    step: int
    kind: str
    what: str
    where: str
    documented: str | None
    observed: str | None
    mark: str
    """The same in every walk that finds the same difference."""


def differences(steps: Iterable[PastStep]) -> Iterator[Difference]:
    """Yield all differences that a walk found, in the order of the steps."""
    for step in steps:
        for drift in step.drifts:
            words = (drift.documented, drift.observed)
            mark = _mark_of(
                *(step.number, drift.kind, drift.against, drift.what, drift.region, drift.screen),
                *words,
            )
            kind = f"{drift.kind} (accepted)" if drift.accepted else str(drift.kind)
            yield Difference(step.number, kind, drift.what, drift.region, *words, mark)
        if step.verdict is Verdict.BLOCKED and step.cause in BY_THE_SITE:
            # The reason may name an address that differs in every walk.
            mark = _mark_of(step.number, step.verdict, step.cause)
            kind = f"blocked ({step.cause})"
            yield Difference(step.number, kind, "step", "", step.action, step.reason, mark)


def is_cut_short(steps: Iterable[PastStep]) -> bool:
    """Say whether something other than the site kept a walk from seeing the rest."""
    return any(step.verdict is Verdict.BLOCKED and step.cause not in BY_THE_SITE for step in steps)


def _mark_of(*parts: object) -> str:
    """Return eight characters that identify these parts."""
    return sha256(_ADDRESS.sub(r"\1", json.dumps(parts)).encode()).hexdigest()[:8]

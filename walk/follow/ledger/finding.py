"""A difference, and the step at which it is told."""

from dataclasses import dataclass

from walk.results import Drift


@dataclass(frozen=True)
class Finding:
    """A difference that belongs to a step, which may be an earlier one than the one that runs."""

    step: int
    drift: Drift

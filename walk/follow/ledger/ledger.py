"""The one place that knows what a walk found out at each step, and gives the verdicts."""

from collections.abc import Callable, Iterable

from walk.follow.ledger.entry import StepEntry
from walk.follow.ledger.finding import Finding
from walk.results import StepResult


class StepLedger:
    """What one walk found out, by step; a later step may still add to an earlier one."""

    def __init__(
        self, entries: Iterable[StepEntry], finish: Callable[[StepResult], StepResult]
    ) -> None:
        """Begin with these steps; `finish` rates and masks a result."""
        self._entries = {entry.number: entry for entry in entries}
        self._finish = finish
        self._reported = 0

    def entry(self, step: int) -> StepEntry:
        """Return what was found out at a step."""
        return self._entries[step]

    def tell(self, *findings: Finding) -> None:
        """Add differences to the steps that they belong to."""
        for finding in findings:
            self._entries[finding.step].tell(finding.drift)

    def report(self, last: int, report_step: Callable[[StepResult], None]) -> None:
        """Report the steps up to that one that were not reported yet."""
        for entry in self._entries.values():
            if self._reported < entry.number <= last:
                self._reported = entry.number
                report_step(self._finish(entry.result()))

    def results(self) -> tuple[StepResult, ...]:
        """Return the result of each step, decided from all that is known now."""
        return tuple(self._finish(entry.result()) for entry in self._entries.values())

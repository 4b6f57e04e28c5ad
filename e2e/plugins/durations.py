"""Says at the end of a run where its time went: the slowest tests, and the time by folder."""

from collections import defaultdict
from pathlib import PurePosixPath

import pytest

SLOWEST = 10
"""The number of tests that are named."""


def pytest_configure(config: pytest.Config) -> None:
    """Measure the run."""
    config.pluginmanager.register(Durations(), "durations")


class Durations:
    """Adds up setup, call and teardown of each test, which pytest's `--durations` lists apart."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a part of a test, whichever process ran it."""
        self._seconds[report.nodeid] += report.duration

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print both lists, unless there are so few tests that pytest's own output says it all."""
        if len(self._seconds) <= SLOWEST:
            return
        terminalreporter.write_sep("-", "where the time went")
        for folder, seconds in _by_folder(self._seconds).items():
            terminalreporter.write_line(
                f"{sum(seconds):8.1f} s in {len(seconds)} tests of {folder}"
            )
        terminalreporter.write_line(f"The {SLOWEST} slowest tests:")
        slowest = sorted(self._seconds, key=lambda test: -self._seconds[test])
        for test in slowest[:SLOWEST]:
            terminalreporter.write_line(f"{self._seconds[test]:8.1f} s {test}")


def _by_folder(seconds: dict[str, float]) -> dict[str, list[float]]:
    """Return the seconds of the tests of each folder, the folder that takes longest first."""
    folders: dict[str, list[float]] = defaultdict(list)
    for test, each in seconds.items():
        folders[str(PurePosixPath(test.partition("::")[0]).parent)].append(each)
    return dict(sorted(folders.items(), key=lambda folder: -sum(folder[1])))

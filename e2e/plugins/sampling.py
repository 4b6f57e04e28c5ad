"""Leaves to `--all` the further cases of a test, and tests that only the night has time for."""

from collections import Counter
from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(
        "--all",
        action="store_true",
        help="Run all cases of the tests that have a sample, and the tests for the night.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Leave tests out, unless the option is given."""
    if not config.getoption("--all"):
        config.pluginmanager.register(Sampling(), "sampling")


class Sampling:
    """Leaves tests out, and says at the end how many."""

    def __init__(self) -> None:
        self._left_out = 0

    # As a wrapper it sees the tests in their own order, before others put them into a random one.
    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> Iterator[None]:
        """Keep the first cases of each test and engine, and each case that somebody names."""
        taken: Counter[tuple[str, str]] = Counter()
        left_out = []
        for item in items:
            most = _most_cases(item)
            if most is None or item.nodeid in config.args:
                continue
            kind = item.nodeid.partition("[")[0], _engine(item)
            taken[kind] += 1
            if taken[kind] > most:
                left_out.append(item)
        if left_out:
            self._left_out = len(left_out)
            config.hook.pytest_deselected(items=left_out)
            dropped = set(left_out)
            items[:] = [item for item in items if item not in dropped]
        yield

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what did not run."""
        if self._left_out:
            terminalreporter.write_line(
                f"{self._left_out} cases and tests run only with --all, as in `make test-all`."
            )


def _most_cases(item: pytest.Item) -> int | None:
    """Return how many cases of a test each engine has; None if it has all."""
    if item.get_closest_marker("nightly"):
        return 0
    sample = item.get_closest_marker("sample")
    if sample is None:
        return None
    most: int | None = sample.kwargs.get(_engine(item), sample.args[0] if sample.args else None)
    return most


def _engine(item: pytest.Item) -> str:
    call = getattr(item, "callspec", None)
    return str(call.params.get("browser_name", "")) if call else ""

"""Limits of time that pytest-timeout does not have: for a teardown after a failure, for a soak."""

import faulthandler
import os
import sys
from collections.abc import Generator

import pytest

SOAK = 7200
"""Seconds for a test with `--soak`, which is meant to take long."""
_STDERR = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting."""
    parser.addini("timeout_teardown", "seconds for the teardown of a test", default="0")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the standard error that this process has outside of tests, where it is captured."""
    assert sys.__stderr__ is not None
    config.stash[_STDERR] = os.dup(sys.__stderr__.fileno())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close it again."""
    os.close(config.stash[_STDERR])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give the tests of `--soak` time for their many tries."""
    if config.getoption("--soak", default=False):
        for item in items:
            if item.get_closest_marker("soak"):
                item.add_marker(pytest.mark.timeout(SOAK))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Give each teardown a limit of its own; a process that passes it says where, and ends.

    pytest-timeout stops its clock when a test fails, and what hung a test may hang its teardown.
    """
    if limit := float(item.config.getini("timeout_teardown")):
        faulthandler.dump_traceback_later(limit, exit=True, file=item.config.stash[_STDERR])
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()

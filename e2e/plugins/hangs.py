"""Limits of time that pytest-timeout does not have: for a teardown after a failure, for a soak."""

import faulthandler
import os
import sys
from collections.abc import Generator

import pytest

SOAK = 7200
"""Seconds for a test with `--soak`, which is meant to take long."""
_STDERR = pytest.StashKey[int]()
_HAS_FAILED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting."""
    parser.addini("timeout_teardown", "seconds for the teardown of a failed test", default="0")


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test has failed."""
    report = yield
    if report.failed:
        item.stash[_HAS_FAILED] = True
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Give the teardown of a failed test a limit; a process that passes it says where, and ends.

    pytest-timeout stops its clock when a test fails, and what hung a test may hang its teardown.
    After a test that passed its clock goes on, and a second one would cost each test a thread.
    """
    limit = float(item.config.getini("timeout_teardown"))
    if not limit or not item.stash.get(_HAS_FAILED, False):
        yield
        return
    faulthandler.dump_traceback_later(limit, exit=True, file=item.config.stash[_STDERR])
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()

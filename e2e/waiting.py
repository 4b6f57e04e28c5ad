"""Waits for what no locator can ask for, such as what a court has received."""

from collections.abc import Callable
from time import monotonic

from playwright.sync_api import Page

_MOST_SECONDS = 5.0
_LOOK_MILLISECONDS = 10


def wait_until(page: Page, is_so: Callable[[], bool]) -> None:
    """Let a page go on until something is so, or for five seconds; the test then says what is."""
    ends = monotonic() + _MOST_SECONDS
    while not is_so() and monotonic() < ends:
        page.wait_for_timeout(_LOOK_MILLISECONDS)

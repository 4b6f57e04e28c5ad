"""A browser without any lock, in which a trick is seen to work."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page


@pytest.fixture(scope="session")
def unconfined(
    browser_type: BrowserType, browser_type_launch_args: Mapping[str, Any]
) -> Iterator[Browser]:
    """A browser that reaches the hostile court, as that of a walk does."""
    with browser_type.launch(**{**browser_type_launch_args, "args": []}) as browser:
        yield browser


@pytest.fixture
def unlocked(unconfined: Browser) -> Iterator[Page]:
    """A tab of that browser."""
    yield from _tab(unconfined)


@pytest.fixture(scope="module")
def lasting(unconfined: Browser) -> Iterator[Page]:
    """The same for all tests of a module, for pages that leave nothing behind but their court's."""
    yield from _tab(unconfined)


def _tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(3000)
    yield page
    page.context.close()

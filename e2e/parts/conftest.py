"""Fixtures for the tests of single modules: a page without a court behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from walk.browser.options import context_options
from walk.settings.config import Project


@pytest.fixture(scope="module")
def shared(browser: Browser, project: Project) -> Iterator[Page]:
    """A page for all tests of a module: what they read is on it alone."""
    context = browser.new_context(**context_options(project))
    yield context.new_page()
    context.close()


@pytest.fixture
def page(shared: Page, project: Project) -> Iterator[Page]:
    """That page, emptied, patient and of its first size; tabs that a test opened are closed."""
    shared.set_default_timeout(project.use.action_timeout)
    shared.goto("about:blank")
    size = shared.viewport_size
    yield shared
    if size and shared.viewport_size != size:
        shared.set_viewport_size(size)
    shared.emulate_media(media="null", color_scheme="null")
    for opened in shared.context.pages[1:]:
        opened.close()

"""Fixtures for the tests of single modules: a page without a court behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from e2e.parts.shared_page import SharedPage
from walk.browser.options import context_options
from walk.settings.config import Project


@pytest.fixture(scope="module")
def shared(browser: Browser, project: Project) -> Iterator[SharedPage]:
    """A page for all tests of a module: what they read is on it alone."""
    context = browser.new_context(**context_options(project))
    yield SharedPage(context.new_page())
    context.close()


@pytest.fixture
def page(shared: SharedPage, project: Project) -> Iterator[Page]:
    """That page, emptied, patient and of its first size; tabs that a test opened are closed."""
    page = shared.page
    page.set_default_timeout(project.use.action_timeout)
    shared.empty()
    size = page.viewport_size
    yield page
    if size and page.viewport_size != size:
        page.set_viewport_size(size)
    for opened in page.context.pages[1:]:
        opened.close()

"""Adds to a failing test what the guide says, what the court saw last, and what is on screen."""

from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from e2e.plugins.traceability import statements_of
from mock_court.embedded import EmbeddedCourt
from pages.screen import on_screen
from walk.guide.reader import read_guide

KEPT = "kept"
"""The property of a failed test that names the folder of its picture and its trace."""
LAST = 12
"""The number of last requests that are shown."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to the report of a failed test what helps to see why it failed."""
    report = yield
    if call.when == "call" and report.failed:
        fixtures: dict[str, object] = getattr(item, "funcargs", {})
        for title, lines in (
            ("What the guide says", list(statements_of(item, read_guide("wiwb")))),
            ("What the court saw last", list(_seen_last(fixtures))),
            ("What is on screen", list(_on_screen(fixtures))),
            ("What is kept", list(_kept(fixtures))),
        ):
            if lines:
                report.sections.append((title, "\n".join(lines)))
        if folder := fixtures.get("output_path"):
            report.user_properties.append((KEPT, str(folder)))
    return report


def _seen_last(fixtures: dict[str, object]) -> Iterator[str]:
    for court in fixtures.values():
        if isinstance(court, EmbeddedCourt):
            for seen in court.served.seen[-LAST:]:
                yield f"{seen.status} {seen.method} {seen.host}{seen.address}"


def _on_screen(fixtures: dict[str, object]) -> Iterator[str]:
    page = fixtures.get("page")
    for each in page.context.pages if isinstance(page, Page) else ():
        try:
            yield f"{each.url}: {', '.join(on_screen(each))}"
        except PlaywrightError as error:
            # A browser that died cannot be read, and the failure of the test must not be lost.
            yield f"{each.url}: cannot be read ({error.message.splitlines()[0]})"


def _kept(fixtures: dict[str, object]) -> Iterator[str]:
    if folder := fixtures.get("output_path"):
        yield f"{folder}: a picture, and trace.zip for `playwright show-trace`"

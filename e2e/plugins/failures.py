"""Adds to a failing test what the guide says, what the court saw last, and what is on screen."""

from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from e2e.plugins.traceability import statements_of
from mock_court.embedded import EmbeddedCourt
from pages.screen import on_screen
from walk.guide.reader import read_guide

KEPT = "kept"
"""The property of a failed test that names the folder of its picture and its trace."""
OUTLINE = "outline-{}.yaml"
"""The file of the outline of a page, by the number of its tab, in that folder."""
LAST = 12
"""The number of last requests that are shown."""
_PATIENCE_MILLISECONDS = 5_000


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
            with suppress(OSError):
                _keep_outlines(fixtures, Path(str(folder)), item.config)
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


def _keep_outlines(fixtures: dict[str, object], folder: Path, config: pytest.Config) -> None:
    """Keep what each page says and offers, without the secrets that a field may hold."""
    page = fixtures.get("page")
    leak_scan: Any = config.pluginmanager.get_plugin("leak scan")
    for number, each in enumerate(page.context.pages if isinstance(page, Page) else (), 1):
        # As above.
        with suppress(PlaywrightError):
            outline = each.locator("body").aria_snapshot(timeout=_PATIENCE_MILLISECONDS)
            if leak_scan:
                outline = leak_scan.masked(outline)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / OUTLINE.format(number)).write_text(
                f"# {each.url}\n{outline}\n", encoding="utf-8", errors="replace"
            )


def _kept(fixtures: dict[str, object]) -> Iterator[str]:
    if folder := fixtures.get("output_path"):
        yield f"{folder}: a picture, an outline, and trace.zip for `playwright show-trace`"

"""A report tells what the site shows and never becomes what the site shows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from junitparser import JUnitXml, TestSuite
from playwright.sync_api import Page, expect

from walk.guide import Guide
from walk.report.pages import write_report
from walk.report.terminal import telling
from walk.verdict import Cause, Drift, DriftKind, StepFound, Verdict, Walked

MARKUP = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='x'\"> & [b]"


@pytest.fixture
def marked_up(guide: Guide) -> Walked:
    """A walk at a site that shows markup wherever it can."""
    drift = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", MARKUP)
    steps = tuple(StepFound(step.number, step.action) for step in guide.steps)
    steps[5].verdict, steps[5].drifts, steps[5].notes = Verdict.DRIFTED, [drift], [MARKUP]
    steps[6].verdict, steps[6].cause, steps[6].reason = Verdict.BLOCKED, Cause.SITE, MARKUP
    steps[6].url = f"http://localhost/?{MARKUP}"
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    return Walked("wiwb", MARKUP, "mock", "mock", MARKUP, "chromium", "1", now, 1.0, steps)


def test_markup_of_the_site_stays_words_in_the_page_of_the_report(
    page: Page, tmp_path: Path, guide: Guide, marked_up: Walked
) -> None:
    write_report(marked_up, guide, tmp_path)

    page.goto((tmp_path / "index.html").as_uri())

    expect(page).to_have_title(f"differs: {MARKUP} (wiwb)")
    expect(page.locator("#step-6 td.observed")).to_have_text(MARKUP)
    expect(page.locator("#step-7")).to_contain_text(MARKUP)
    expect(page.locator("script, img")).to_have_count(0)


def test_markup_of_the_site_stays_words_in_the_files_for_programs(
    tmp_path: Path, guide: Guide, marked_up: Walked
) -> None:
    write_report(marked_up, guide, tmp_path)

    (suite,) = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert isinstance(suite, TestSuite)
    drifted, blocked = list(suite)[5:7]
    assert MARKUP in str(drifted.result[0].message)
    assert blocked.result[0].message == MARKUP
    result = json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))
    assert result["steps"][5]["drifts"][0]["observed"] == MARKUP


def test_markup_of_the_site_stays_words_in_the_terminal(
    capsys: pytest.CaptureFixture[str], guide: Guide, marked_up: Walked
) -> None:
    with telling(guide) as tell:
        tell(marked_up.steps[6])

    assert MARKUP in capsys.readouterr().out


@pytest.mark.parametrize("characters", ["\x00", "\x1b[31m", "\ufffe", "\ud800"])
def test_characters_that_no_file_can_hold_do_not_lose_the_report(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    guide: Guide,
    marked_up: Walked,
    characters: str,
) -> None:
    marked_up.steps[6].reason = f"before{characters}after"

    with telling(guide) as tell:
        tell(marked_up.steps[6])
    write_report(marked_up, guide, tmp_path)

    (suite,) = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert isinstance(suite, TestSuite)
    assert list(suite)[6].result[0].message.startswith("before\N{REPLACEMENT CHARACTER}")
    assert characters not in capsys.readouterr().out
    json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))

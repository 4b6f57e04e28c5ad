"""A report says what the site shows and never becomes what the site shows."""

import errno
import io
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from junitparser import JUnitXml, TestSuite
from playwright.sync_api import Page, expect

from walk.guide.model import Guide
from walk.report.files import write_report
from walk.report.terminal import progress_display
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict, WalkResult

MARKUP = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='x'\"> & [b]"


@pytest.fixture
def marked_up(guide: Guide) -> WalkResult:
    """A walk at a site that shows markup wherever it can."""
    drift = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", MARKUP)
    steps = [StepResult(step.number, step.action) for step in guide.steps]
    steps[5] = replace(steps[5], verdict=Verdict.DRIFTED, drifts=[drift], notes=[MARKUP])
    url = f"http://localhost/?{MARKUP}"
    steps[6] = replace(steps[6], verdict=Verdict.BLOCKED, cause=Cause.SITE, reason=MARKUP, url=url)
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    names = ("wiwb", MARKUP, "mock", "mock", MARKUP, "chromium", "1")
    return WalkResult(*names, now, 1.0, tuple(steps))


def test_markup_of_the_site_stays_words_in_the_page_of_the_report(
    page: Page, tmp_path: Path, guide: Guide, marked_up: WalkResult
) -> None:
    write_report(marked_up, guide, tmp_path)

    page.goto((tmp_path / "index.html").as_uri())

    expect(page).to_have_title(f"The site differs from the guide: {MARKUP} (wiwb)")
    expect(page.locator("#step-6 .observed")).to_have_text(MARKUP)
    expect(page.locator("#step-7")).to_contain_text(MARKUP)
    expect(page.locator("script, img")).to_have_count(0)


def test_markup_of_the_site_stays_words_in_the_files_for_programs(
    tmp_path: Path, guide: Guide, marked_up: WalkResult
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
    capsys: pytest.CaptureFixture[str], guide: Guide, marked_up: WalkResult
) -> None:
    with progress_display(guide) as show:
        show(marked_up.steps[6])

    assert MARKUP in capsys.readouterr().out


def test_a_report_says_which_differences_are_accepted(
    page: Page,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    guide: Guide,
    marked_up: WalkResult,
) -> None:
    accepted, other = (
        Drift(DriftKind.RENAMED, "link", "menu bar", words, "Tools", accepted=words == "Utilities")
        for words in ("Utilities", "Search")
    )
    steps = tuple(
        replace(step, verdict=Verdict.DRIFTED, drifts=drifts)
        for step, drifts in zip(marked_up.steps, ([accepted], [accepted, other], []), strict=False)
    )

    write_report(replace(marked_up, steps=steps), guide, tmp_path)
    with progress_display(guide) as show:
        for step in steps:
            show(step)

    action = [step.action for step in guide.steps]
    renamed = "renamed link (menu bar): documented"
    assert [line.strip() for line in capsys.readouterr().out.splitlines()] == [
        f"1  drifted (accepted)  {action[0]}",
        f"{renamed} 'Utilities', observed 'Tools', accepted (misleads)",
        f"2  drifted  {action[1]}",
        f"{renamed} 'Utilities', observed 'Tools', accepted (misleads)",
        f"{renamed} 'Search', observed 'Tools' (misleads)",
        f"3  drifted  {action[2]}",
    ]
    result = json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))
    assert [drift["accepted"] for drift in result["steps"][1]["drifts"]] == [True, False]
    page.goto((tmp_path / "index.html").as_uri())
    said = "It misleads a reader. Place: menu bar."
    expect(page.locator("#step-2 .difference > .small")).to_have_text(
        [f"{said} Accepted until the guide is corrected.", said]
    )


@pytest.mark.parametrize("characters", ["\x00", "\x1b[31m", "\ufffe", "\ud800"])
def test_characters_that_no_file_can_hold_do_not_lose_the_report(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    guide: Guide,
    marked_up: WalkResult,
    characters: str,
) -> None:
    steps = [*marked_up.steps]
    steps[6] = replace(steps[6], reason=f"before{characters}after")

    with progress_display(guide) as show:
        show(steps[6])
    write_report(replace(marked_up, steps=tuple(steps)), guide, tmp_path)

    (suite,) = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert isinstance(suite, TestSuite)
    assert list(suite)[6].result[0].message.startswith("before\N{REPLACEMENT CHARACTER}")
    assert characters not in capsys.readouterr().out
    json.loads((tmp_path / "walk.json").read_text(encoding="utf-8"))


def test_a_terminal_without_a_character_of_the_site_shows_another(
    monkeypatch: pytest.MonkeyPatch, guide: Guide, marked_up: WalkResult
) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding="ascii"))
    reason = "Outils \N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"

    with progress_display(guide) as show:
        show(replace(marked_up.steps[6], reason=reason))

    assert b"Outils ?" in printed.getvalue()


class Unwritable(io.RawIOBase):
    """A standard output that takes nothing."""

    def __init__(self, error: int) -> None:
        self._error = error

    def writable(self) -> bool:
        """Say that it can be written to, as a pipe does."""
        return True

    def write(self, _: object) -> int:
        """Refuse everything."""
        raise OSError(self._error, "nothing is taken")


@pytest.mark.parametrize("error", [errno.EPIPE, errno.ENOSPC])
def test_an_output_that_nobody_reads_or_that_is_full_does_not_stop_a_walk(
    monkeypatch: pytest.MonkeyPatch, guide: Guide, marked_up: WalkResult, error: int
) -> None:
    output = io.TextIOWrapper(Unwritable(error), write_through=True)  # type: ignore[type-var]
    shown = []
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", output)

        with progress_display(guide) as show:
            for step in marked_up.steps:
                show(step)
                shown.append(step)

    assert shown == list(marked_up.steps)

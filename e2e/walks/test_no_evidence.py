"""A walk with --no-evidence gives the same verdicts, and keeps no picture and no outline."""

from pathlib import Path

import pytest

from e2e.walks.run import follow, run

pytestmark = [pytest.mark.walk, pytest.mark.one_engine]


def test_a_walk_without_evidence_compares_all_and_says_that_it_kept_nothing(
    tmp_path: Path,
) -> None:
    report = tmp_path / "report"

    recased = ("--scenario", "drift:recased:limited-menu-bar/utilities")
    options = ("--from", "5", "--until", "5", "--fail-on", "cosmetic", *recased)

    ran = follow(report, *options)
    kept = follow(tmp_path / "kept", *options, evidence=True)
    compared = run("compare", kept.report, report)

    assert ran.status == kept.status == 1
    assert ran.verdicts == kept.verdicts
    assert [step["drifts"] for step in ran.result["steps"]] == [
        step["drifts"] for step in kept.result["steps"]
    ]
    assert [step["url"] is None for step in ran.result["steps"]] == [
        step["url"] is None for step in kept.result["steps"]
    ]
    assert {
        step[name] for step in ran.result["steps"] for name in ("screenshot", "outline", "reading")
    } == {None}
    assert sorted(each.name for each in report.iterdir()) == [
        "ctrf.json",
        "index.html",
        "junit.xml",
        "walk.json",
    ]
    assert ran.result["evidence"] is False
    assert "No pictures and no outlines were kept" in (report / "index.html").read_text("utf-8")
    # Without readings there is nothing to compare.
    assert compared.status == 2
    assert "is of a walk with --no-evidence, which keeps no readings" in compared.error


def test_a_recording_cannot_be_compared_without_outlines(tmp_path: Path) -> None:
    ran = follow(tmp_path / "report", "--recording", tmp_path)

    assert ran.status == 2
    assert ran.error == (
        "walk: --recording compares readings, and --no-evidence keeps none; leave one of the two "
        "out.\n"
    )

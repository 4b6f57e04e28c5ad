"""What the tests of commands share."""

from pathlib import Path

import pytest


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A report that was there before."""
    report = tmp_path / "report"
    report.mkdir()
    (report / "walk.json").write_text("earlier", encoding="utf-8")
    return report

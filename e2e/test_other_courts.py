"""Another court: what differs between courts is data, in its guide and in its profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.walking import follow, impatient

pytestmark = pytest.mark.walk


@pytest.mark.parametrize(
    ("scenario", "remedy"),
    [
        ("menu-as-page", None),
        ("menu-until-refresh", "Refresh your screen"),
        ("menu-until-login", "Log out and log in again"),
        ("menu-until-cleared", "Clear cookies, cache and history"),
    ],
)
def test_the_seven_steps_of_colorado_hold(
    tmp_path: Path, scenario: str, remedy: str | None
) -> None:
    ran = follow(tmp_path / "report", "cob", "--scenario", scenario)

    assert ran.status == 0
    assert ran.verdicts == ["as_documented"] * 7
    assert ran.step(7)["reason"] == (f"The menus appeared after: {remedy}." if remedy else None)


def test_a_guide_does_not_fit_another_court(tmp_path: Path) -> None:
    guide = Path("guides/wiwb.toml").read_text(encoding="utf-8")
    (tmp_path / "guide.toml").write_text(guide.replace('court = "wiwb"', 'court = "cob"'), "utf-8")

    config = impatient(tmp_path)
    ran = follow(tmp_path / "report", tmp_path / "guide.toml", "--until", "4", "--config", config)

    assert ran.status == 1
    assert ran.step(2)["verdict"] == "drifted"

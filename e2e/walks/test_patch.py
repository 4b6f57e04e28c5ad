"""After a patch the guide says what the site shows, so that the next walk is as documented."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from e2e.courts.template_edits import Edit, edited
from e2e.walks.run import follow, impatient, run
from walk.guide.reader import GUIDES

CHANGES = {
    "a menu item": [Edit("courts/wiwb.toml", "^(utilities = ).*", r'\1"&Tools"')],
    "an item of one menu bar": [
        Edit("courts/wiwb.toml", '^(limited = .*)"utilities"', r'\1"tools"'),
        Edit("courts/wiwb.toml", r"^\[menu_bar.labels\]$", '[menu_bar.labels]\ntools = "Tools"'),
        Edit("courts/wiwb.toml", r"^(\[\[menus\.)utilities\]\]$", r"\1tools]]"),
    ],
    "the order of a menu bar": [
        Edit("courts/wiwb.toml", '"query", "reports"', '"reports", "query"')
    ],
    "captions": [Edit("sign_on/*.html", "Username", "User ID")],
    "a sentence": [
        Edit("sign_on/*.html", "All activities and access attempts are", "What you do is")
    ],
    "a button": [Edit("cmecf/link_form.html", 'value="Submit"', 'value="Go on"')],
    "a link": [Edit("website/home.html", r"E-Filing \(CM/ECF\)", "File a case &amp; more")],
}
WALKS = 3
"""A control that ends a walk hides what comes after it, so one patch may need another."""


@pytest.mark.walk
@pytest.mark.parametrize("edits", CHANGES.values(), ids=CHANGES.keys())
def test_a_walk_with_the_patched_guide_is_as_documented(
    edits: Sequence[Edit], tmp_path: Path
) -> None:
    guide = tmp_path / "own.toml"
    guide.write_text((GUIDES / "wiwb.toml").read_text(encoding="utf-8"), encoding="utf-8")
    with edited(*edits):
        ran = follow(tmp_path / "report", guide, "--config", impatient(tmp_path))
        assert ran.status == 1
        for _ in range(WALKS):
            patched = run("patch", ran.report, "--guide", guide, "--write")
            assert (patched.status, patched.error) == (0, "")
            ran = follow(tmp_path / "report", guide)
            if ran.status == 0:
                break

    assert ran.status == 0
    assert [drift for step in ran.result["steps"] for drift in step["drifts"]] == []

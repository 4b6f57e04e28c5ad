"""After a patch the guide says what the site shows, so that the next walk is as documented."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from e2e.courts.template_edits import PROFILE, Edit, edited
from e2e.walks.run import follow, impatient, run
from walk.guide.reader import GUIDES

CHANGES = {
    "captions": (3, 4, [Edit("sign_on/*.html", "Username", "User ID")]),
    "an item of one menu bar": (
        *(5, 8),
        [
            Edit(PROFILE, '^(limited = .*)"utilities"', r'\1"tools"'),
            Edit(PROFILE, r"^\[menu_bar.labels\]$", '[menu_bar.labels]\ntools = "Tools"'),
            Edit(PROFILE, r"^(\[\[menus\.)utilities\]\]$", r"\1tools]]"),
        ],
    ),
    "a button": (9, 11, [Edit("cmecf/link_form.html", 'value="Submit"', 'value="Go on"')]),
    "a menu item": (5, 14, [Edit(PROFILE, "^(utilities = ).*", r'\1"&Tools"')]),
    "the order of a menu bar": (
        *(5, 14),
        [Edit(PROFILE, '"query", "reports"', '"reports", "query"')],
    ),
    "a sentence": (
        *(3, 5),
        [Edit("sign_on/*.html", "All activities and access attempts are", "What you do is")],
    ),
    "a link": (1, 3, [Edit("website/home.html", r"E-Filing \(CM/ECF\)", "File a case &amp; more")]),
}
"""The first and the last step of a walk that meets the change, and the change."""
WALKS = 3
"""A control that ends a walk hides what comes after it, so one patch may need another."""


@pytest.mark.walk
@pytest.mark.sample(1)
@pytest.mark.parametrize(("first", "last", "edits"), CHANGES.values(), ids=CHANGES.keys())
def test_a_walk_with_the_patched_guide_is_as_documented(
    first: int, last: int, edits: Sequence[Edit], tmp_path: Path
) -> None:
    part = ("--from", str(first), "--until", str(last))
    guide = tmp_path / "own.toml"
    guide.write_text((GUIDES / "wiwb.toml").read_text(encoding="utf-8"), encoding="utf-8")
    with edited(*edits):
        ran = follow(tmp_path / "report", guide, *part, "--config", impatient(tmp_path))
        assert ran.status == 1
        for _ in range(WALKS):
            patched = run("patch", ran.report, "--guide", guide, "--write")
            assert (patched.status, patched.error) == (0, "")
            ran = follow(tmp_path / "report", guide, *part)
            if ran.status == 0:
                break

    assert ran.status == 0
    assert [drift for step in ran.result["steps"] for drift in step["drifts"]] == []

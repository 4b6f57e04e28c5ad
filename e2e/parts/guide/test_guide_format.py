"""The reference of the guide format says what the reader of guides takes, and no less."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from e2e.walks.run import ROOT, run
from walk.guide import model
from walk.guide.ignored import Ignored
from walk.guide.overlay import AcceptedDifference, read_accepted
from walk.guide.screens import GUIDE_SCREENS, INTERSTITIALS
from walk.recordings import varying
from walk.recordings.varying import Varying, read_varying

REFERENCE = (ROOT / "docs" / "guide-format.md").read_text(encoding="utf-8")
EXAMPLE, OVERLAY, IGNORED, VARIES = re.findall(r"```toml\n(.*?)```", REFERENCE, re.DOTALL)
TABLES = (
    model.Guide,
    model.Step,
    model.GuideScreen,
    model.Shows,
    model.Statement,
    model.Remedy,
    model.Slip,
    AcceptedDifference,
    Ignored,
    Varying,
)


@pytest.mark.parametrize("table", TABLES)
def test_the_reference_has_every_key(table: type[Any]) -> None:
    keys = [field.name for field in fields(table)]

    missing = [key for key in keys if not re.search(rf"[`.\[]{key}[`\]]", REFERENCE)]

    assert missing == []


def test_the_reference_has_every_screen() -> None:
    names = (*GUIDE_SCREENS, *INTERSTITIALS)

    assert [name for name in names if f"`{name}`" not in REFERENCE] == []


def test_the_example_of_the_reference_is_a_good_guide(tmp_path: Path) -> None:
    file = tmp_path / "guide.toml"
    file.write_text(EXAMPLE, encoding="utf-8")

    ran = run("check", file)

    assert (ran.status, ran.error) == (0, "")
    assert ran.output.splitlines()[1:] == [
        "Link Your PACER & CM/ECF Account (wiwb): 2 steps, well formed, 1 warning."
    ]


def test_the_overlay_of_the_reference_is_a_good_one(tmp_path: Path) -> None:
    file = tmp_path / "overlay.toml"
    file.write_text(OVERLAY + IGNORED, encoding="utf-8")

    accepted = read_accepted(file, "wiwb")

    assert [str(each) for each in accepted.ignore] == ["'Tip: *' on the link form screen"]
    assert accepted.words("menu bar", "Utilities") == "Utility Tools"


def test_what_varies_in_the_reference_is_a_good_file(tmp_path: Path) -> None:
    (tmp_path / varying.VARIES).write_text(VARIES, encoding="utf-8")

    assert [each.region for each in read_varying(tmp_path)] == ["banner", 'complementary "News"']

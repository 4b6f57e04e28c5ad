"""A report says how its walk was made, and nothing secret with it."""

import re
import shlex
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from e2e.privacy.values import private_data
from walk.guide.reader import path_of
from walk.privacy.masks import Masks
from walk.report.origin import origin
from walk.results import Severity

OPTIONS: dict[str, Any] = {
    "guide": "wiwb",
    "environment": "mock",
    "config": Path("playwright.config.json"),
    "browser": "chromium",
    "headed": False,
    "until": None,
    "scenario": [],
    "out": Path("walk-report"),
    "permit_link": None,
    "no_evidence": False,
    "begin": 1,
    "fail_on": None,
}


@pytest.mark.parametrize(
    ("options", "command"),
    [
        ({}, "follow wiwb --environment mock"),
        (
            {"scenario": ["passcode", "same-tab"], "until": 6, "begin": 2},
            "follow wiwb --environment mock --until 6 "
            "--scenario passcode --scenario same-tab --from 2",
        ),
        (
            {"out": Path("my report"), "no_evidence": True, "fail_on": Severity.COSMETIC},
            "follow wiwb --environment mock --out 'my report' --no-evidence --fail-on cosmetic",
        ),
        # Whom it may link is nobody's business.
        ({"permit_link": "jdoe=Jane Doe"}, "follow wiwb --environment mock --permit-link …"),
    ],
)
def test_the_command_can_be_run_again(options: dict[str, Any], command: str) -> None:
    made = origin(OPTIONS | options, 6, Masks())

    said = shlex.split(made.command)
    assert said[said.index("follow") :] == shlex.split(command)
    assert [*made.scenarios] == (OPTIONS | options)["scenario"]


def test_the_guide_is_known_by_its_hash() -> None:
    made = origin(OPTIONS, 15, Masks())

    assert (made.guide_file, made.begin, made.until) == ("wiwb.toml", 1, 15)
    assert made.guide_sha256 == sha256(path_of("wiwb").read_bytes()).hexdigest()
    assert re.fullmatch(r"UTC[+-]\d\d:\d\d", made.time_zone)
    assert made.version


def test_nothing_secret_is_in_how_a_walk_was_made() -> None:
    masks = Masks(private_data(password="Kw7-password"))

    given = {"out": Path("for/Kw7-password"), "notify": "https://a.test/a-token-in-an-address"}

    made = origin(OPTIONS | given, 15, masks)

    assert made.out == "for/[secret]"
    assert "Kw7" not in made.command
    assert "token" not in made.command

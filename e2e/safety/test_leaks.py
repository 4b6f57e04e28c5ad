"""What is typed to sign on reaches the sign-on site, by its form, and nothing else by any way."""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from e2e.courts.hostile import LEAKS, HostileCourt, Trick, hostile_court
from e2e.courts.ways_out import UNSEEN
from e2e.safety.linking_walk import beginning_at
from e2e.walks.live import given, place, walk_live
from e2e.walks.run import CommandResult, follow, impatient
from mock_court.places import Place

pytestmark = [pytest.mark.walk, pytest.mark.one_engine]

PICTURE = "<img src='http://other.hostile.localhost:{port}/caught?picture'>"
TOLD = (
    "Nothing was loaded from other.hostile.localhost, which the environment does not name; "
    "if the page needs it, add it to `assets`."
)


def told_by(court: HostileCourt) -> set[str]:
    """Return the tricks that told the password to anybody, by address."""
    told = [asked for asked in court.asked if court.account.password in asked]
    return {how for asked in told for how in parse_qs(urlsplit(asked.split()[1]).query)["how"]}


def walk_with_assets(
    court: HostileCourt, folder: Path, assets: list[str], variables: Mapping[str, str]
) -> CommandResult:
    """Follow the guide at the court to the menu bar; its environment has these assets."""
    config = impatient(folder, {"near": place(court) | {"assets": assets}})
    with given(variables):
        here = ("--config", config, "--environment", "near", "--until", "5")
        return follow(folder / "report", *here)


@pytest.mark.usefixtures("patient")
def test_a_sign_on_page_tells_nobody_what_was_typed(tmp_path: Path) -> None:
    # Once its form is sent, its own site knows anyway, and it may lead on to the two others.
    known = ("own site", "frame to another site", "pop-up to another site")
    tricks = (*(name for name in LEAKS if not name.endswith(known)), *UNSEEN)

    with (
        hostile_court(Trick(on_typing=tricks, on_sign_on=tricks)) as court,
        beginning_at("sign-on", {"sign-on": lambda: Place(court.sign_on)}),
    ):
        walk_live(tmp_path, court, court.variables, "--until", "5")

    assert f"POST {court.sign_on}enter" in court.asked
    assert told_by(court) == set()
    assert court.caught == []


@pytest.mark.nightly("test_a_sign_on_page_tells_nobody_what_was_typed")
@pytest.mark.browser
def test_without_the_request_filter_it_tells_everybody(unlocked: Page) -> None:
    with hostile_court(Trick(on_typing=tuple(LEAKS))) as court:
        unlocked.goto(court.sign_on)
        unlocked.get_by_label("Username").fill(court.account.username)
        unlocked.get_by_label("Password").fill(court.account.password)
        unlocked.evaluate("window.played")

    assert told_by(court) == set(LEAKS)


def test_what_was_refused_is_told_once_and_without_the_password(tmp_path: Path) -> None:
    leak = "image to nobody's host"

    with hostile_court() as court:
        # A host may be called like the password.
        secret = court.account.password.lower()
        pictures = f"{PICTURE}<img src='http://{secret}.localhost/'>"
        court.trick = Trick(on_typing=(leak,), loads=pictures)
        ran = walk_with_assets(court, tmp_path, ["cdn.test"], court.variables)

    notes = [note for step in ran.result["steps"] for note in step["notes"]]
    hosts = "other.hostile.localhost, [secret in other capitals].localhost"
    told = TOLD.replace("other.hostile.localhost", hosts)
    assert [note for note in notes if "loaded" in note] == [told]
    assert told in ran.step(1)["notes"]
    assert (ran.status, court.caught) == (0, [])
    assert secret not in json.dumps(ran.result).lower()


def test_a_walk_that_only_looks_loads_from_any_host(tmp_path: Path) -> None:
    with hostile_court(Trick(loads=PICTURE)) as court:
        ran = walk_with_assets(court, tmp_path, [], {})

    assert ran.status == 0
    assert court.caught
    assert TOLD not in ran.step(1)["notes"]


@pytest.mark.usefixtures("patient")
def test_a_walk_that_types_loads_from_the_assets_and_nothing_new_after_typing(
    tmp_path: Path,
) -> None:
    leaks = tuple(name for name in LEAKS if "nobody" in name)

    with hostile_court(Trick(on_typing=leaks, on_sign_on=leaks, loads=PICTURE)) as court:
        ran = walk_with_assets(court, tmp_path, ["other.hostile.localhost"], court.variables)

    assert told_by(court) == set()
    assert court.caught
    assert ran.verdicts[:3] == ["as_documented"] * 3
    assert TOLD not in ran.step(1)["notes"]

"""The pictures of steps when they were last as documented: which are kept, and where they show."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from e2e.parts.report.reports import blocked, changed, drifted, passing, written
from walk.guide.model import Guide
from walk.history.good_pictures import good_places, keep_good_pictures, with_good_pictures
from walk.results import Place, WalkResult

FIRST, SECOND = "first", "second"


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    """The folders of two reports, and that of the history."""
    places = {name: tmp_path / name for name in (FIRST, SECOND, "history")}
    for place in places.values():
        place.mkdir()
    return places


def kept(walk: WalkResult, guide: Guide, folders: dict[str, Path]) -> list[str]:
    """Keep the pictures of a walk; return the names of what the history has."""
    written(walk, guide, folders[FIRST])
    keep_good_pictures(walk, guide, folders[FIRST], folders["history"])
    return sorted(each.name for each in folders["history"].rglob("*.png"))


def test_a_step_that_differs_gets_the_picture_of_when_it_did_not(
    guide: Guide, folders: dict[str, Path]
) -> None:
    kept(passing(guide), guide, folders)
    (good,) = folders["history"].rglob("step-06.png")

    later = with_good_pictures(drifted(guide), folders[SECOND], folders["history"])
    stopped = with_good_pictures(blocked(guide), folders[SECOND], folders["history"])

    assert [step.number for step in stopped.steps if step.good_screenshot] == [3]
    shown = {step.number: step.good_screenshot for step in later.steps if step.good_screenshot}
    assert shown == {number: f"step-{number:02}-good.png" for number in (3, 5, 6)}
    assert (folders[SECOND] / "step-06-good.png").read_bytes() == good.read_bytes()


def test_a_picture_that_the_disk_had_no_room_for_is_not_kept(
    guide: Guide, folders: dict[str, Path]
) -> None:
    walk = passing(guide)
    written(walk, guide, folders[FIRST])
    (folders[FIRST] / "step-06.png").unlink()

    keep_good_pictures(walk, guide, folders[FIRST], folders["history"])

    names = {each.name for each in folders["history"].rglob("*.png")}
    assert "step-05.png" in names
    assert "step-06.png" not in names


@pytest.mark.parametrize("has_links", [True, False])
def test_a_good_picture_stays_in_the_report_that_shows_it(
    guide: Guide, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    if not has_links:
        # As from one disk to another.
        monkeypatch.setattr(Path, "hardlink_to", lambda *_: Path("none").unlink())
    kept(passing(guide), guide, folders)
    with_good_pictures(drifted(guide), folders[SECOND], folders["history"])
    shown = folders[SECOND] / "step-06-good.png"
    before = shown.read_bytes()

    for _ in range(2):
        kept(changed(passing(guide), 6, screenshot="step-01.png"), guide, folders)

    (good,) = folders["history"].rglob("step-06.png")
    assert good.read_bytes() == (folders[FIRST] / "step-01.png").read_bytes()
    assert shown.read_bytes() == before


def test_what_differs_replaces_no_good_picture(guide: Guide, folders: dict[str, Path]) -> None:
    small = changed(drifted(guide), 2, drifts=drifted(guide).steps[4].drifts)
    names = kept(small, guide, folders)

    # Step 2 has a difference that fails no walk, step 3 one that somebody accepted; 5 and 6 differ.
    assert names == ["step-01.png", "step-04.png"]


@pytest.mark.parametrize(
    "other", [{"environment": "training"}, {"browser": "firefox"}, {"court": "ilcb"}]
)
def test_another_environment_browser_or_court_has_other_pictures(
    guide: Guide, folders: dict[str, Path], other: dict[str, str]
) -> None:
    kept(passing(guide), guide, folders)
    elsewhere: WalkResult = replace(blocked(guide), **other)  # type: ignore[arg-type]

    later = with_good_pictures(elsewhere, folders[SECOND], folders["history"])

    assert later == elsewhere


@pytest.mark.parametrize("kind", ["live", "training"])
def test_a_history_has_no_picture_of_a_real_page_that_names_people(
    guide: Guide, folders: dict[str, Path], kind: str
) -> None:
    real = kept(replace(passing(guide), kind=kind), guide, folders)
    both = kept(replace(passing(guide), kind="mock", environment="mock"), guide, folders)

    assert ("step-10.png" in real, "step-11.png" in real) == (True, False)
    assert (both.count("step-10.png"), both.count("step-11.png")) == (2, 1)


AT = '{"screen": "menu bar", "places": [{"words": "", "x": X, "y": 1, "width": 1, "height": 1}]}'
PLACES = [Place("Utilities", 10, 20, 30, 40), Place("\N{WRENCH}", 1.5, 2, 3, 4)]


def places_later(
    guide: Guide, folders: dict[str, Path], **changes: object
) -> Mapping[int, list[Place]]:
    """Return the good places that a later walk has, which differs at step 6."""
    later = drifted(guide)
    later = changed(later, 6, **{"screen": "menu bar"} | changes)
    written(later, guide, folders[SECOND])
    later = with_good_pictures(later, folders[SECOND], folders["history"])
    return good_places(later, folders[SECOND], folders["history"])


def test_the_places_on_a_good_picture_are_known_later(
    guide: Guide, folders: dict[str, Path]
) -> None:
    kept(changed(passing(guide), 6, screen="menu bar", places=PLACES), guide, folders)

    assert places_later(guide, folders)[6] == PLACES
    # Another screen has other places, and so has a picture of another size.
    assert places_later(guide, folders, screen="menu")[6] == []
    Image.new("RGB", (90, 60)).save(next(folders["history"].rglob("step-06.png")))
    assert 6 not in places_later(guide, folders)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "{",
        "[]",
        "\udcff",
        "[" * 100_000,
        '{"screen": "menu bar"}',
        '{"screen": "menu bar", "places": 1}',
        '{"screen": "menu bar", "places": [{"words": "a"}]}',
        AT.replace("X", "NaN"),
        AT.replace("X", '"b"'),
    ],
)
def test_a_broken_file_of_places_has_none(
    guide: Guide, folders: dict[str, Path], told: str
) -> None:
    kept(changed(passing(guide), 6, screen="menu bar", places=PLACES), guide, folders)
    (place,) = folders["history"].rglob("step-06.json")
    place.write_bytes(told.encode("utf-8", "surrogateescape"))

    assert places_later(guide, folders)[6] == []


def test_what_is_no_file_is_no_good_picture(guide: Guide, folders: dict[str, Path]) -> None:
    kept(passing(guide), guide, folders)
    for name in ("step-06.png", "step-06.json"):
        (place,) = folders["history"].rglob(name)
        place.unlink()
        # Whoever reads a pipe waits for somebody to write into it.
        os.mkfifo(place)

    assert 6 not in places_later(guide, folders)

"""The pictures of steps when they were last as documented, which a report shows beside its own."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from math import isfinite
from pathlib import Path
from typing import Any

from walk.guide.model import Guide
from walk.history.entries import naming_steps
from walk.results import Place, StepResult, Verdict, WalkResult

_FOLDER = "pictures"
_TELLING = (Verdict.DRIFTED, Verdict.BLOCKED)


def keep_good_pictures(result: WalkResult, guide: Guide, report: Path, place: Path) -> None:
    """Keep in a history the picture of each step that is as documented; `OSError` if it cannot be.

    At a real court no picture is kept of a page that names people.
    """
    unkept = naming_steps(result, guide)
    folder = _folder(result, place)
    for step in result.steps:
        is_good = step.verdict is Verdict.AS_DOCUMENTED and not step.drifts
        if not (is_good and step.screenshot) or step.number in unkept:
            continue
        picture = report / step.screenshot
        # A full disk may have had room for no picture.
        if picture.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            _put(picture, folder / _name(step))
            kept = {"screen": step.screen, "places": [asdict(each) for each in step.places]}
            _places_file(folder, step).write_text(json.dumps(kept), encoding="utf-8")


def _put(picture: Path, place: Path) -> None:
    """Let a picture be at another place too; a link takes no time and no room."""
    place.unlink(missing_ok=True)
    try:
        place.hardlink_to(picture)
    except OSError:
        # Links do not lead to other disks, and some disks have none.
        shutil.copy2(picture, place)


def with_good_pictures(result: WalkResult, report: Path, place: Path) -> WalkResult:
    """Return a walk whose steps that differ or are blocked have such a picture, if there is one."""
    steps = [_with_good_picture(step, report, _folder(result, place)) for step in result.steps]
    return replace(result, steps=tuple(steps))


def good_places(result: WalkResult, report: Path, place: Path) -> Mapping[int, list[Place]]:
    """Return where everything was on the good pictures that the steps of a walk have."""
    folder = _folder(result, place)
    return {
        step.number: [*_places(step, folder)]
        for step in result.steps
        # On a screen of another size everything is elsewhere.
        if step.good_screenshot
        and step.screenshot
        and _size(report / step.good_screenshot) == _size(report / step.screenshot)
    }


def _places(step: StepResult, folder: Path) -> Iterator[Place]:
    """Yield the places of a step, as far as the file of the history is one and whole."""
    with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        place = _places_file(folder, step)
        told = json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}
        if told["screen"] == step.screen:
            yield from [_place(each) for each in told["places"]]


def _place(told: Mapping[str, Any]) -> Place:
    numbers = [float(told[name]) for name in ("x", "y", "width", "height")]
    if not all(map(isfinite, numbers)):
        raise ValueError(numbers)
    return Place(str(told["words"]), *numbers)


def _size(picture: Path) -> bytes:
    """Return the part of a picture (PNG) that says how large it is."""
    with suppress(OSError), picture.open("rb") as opened:
        return opened.read(24)
    return b""


def _with_good_picture(step: StepResult, report: Path, folder: Path) -> StepResult:
    good = f"step-{step.number:02}-good.png"
    # Without an earlier walk there is none, and a report is whole without it.
    if step.verdict in _TELLING and step.screenshot and (folder / _name(step)).is_file():
        with suppress(OSError):
            _put(folder / _name(step), report / good)
            return replace(step, good_screenshot=good)
    return step


def _name(step: StepResult) -> str:
    return f"step-{step.number:02}.png"


def _places_file(folder: Path, step: StepResult) -> Path:
    return folder / f"step-{step.number:02}.json"


def _folder(result: WalkResult, place: Path) -> Path:
    """Return the folder of the pictures of one court in one environment."""
    words = (result.court, result.environment, result.browser)
    return place / _FOLDER / re.sub(r"[^\w.-]+", "-", "_".join(words))

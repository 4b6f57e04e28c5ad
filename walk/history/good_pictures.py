"""The pictures of steps when they were last as documented, which a report shows beside its own."""

import re
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from walk.guide.model import Guide
from walk.history.entries import naming_steps
from walk.results import StepResult, Verdict, WalkResult

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
            shutil.copy2(picture, folder / _name(step))


def with_good_pictures(result: WalkResult, report: Path, place: Path) -> WalkResult:
    """Return a walk whose steps that differ or are blocked have such a picture, if there is one."""
    steps = [_with_good_picture(step, report, _folder(result, place)) for step in result.steps]
    return replace(result, steps=tuple(steps))


def _with_good_picture(step: StepResult, report: Path, folder: Path) -> StepResult:
    good = f"step-{step.number:02}-good.png"
    # Without an earlier walk there is none, and a report is whole without it.
    if step.verdict in _TELLING and step.screenshot:
        with suppress(OSError):
            shutil.copy2(folder / _name(step), report / good)
            return replace(step, good_screenshot=good)
    return step


def _name(step: StepResult) -> str:
    return f"step-{step.number:02}.png"


def _folder(result: WalkResult, place: Path) -> Path:
    """Return the folder of the pictures of one court in one environment."""
    words = (result.court, result.environment, result.browser)
    return place / _FOLDER / re.sub(r"[^\w.-]+", "-", "_".join(words))

"""A recording: the outlines of a walk's screens, kept to tell later what changed since."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from walk.errors import UsageError
from walk.folders import FolderKind, replace_folder
from walk.privacy.masks import Masks
from walk.recordings.differences import Difference, differences
from walk.recordings.elements import elements
from walk.recordings.outline import read_outline
from walk.results import Drift, Verdict, WalkResult
from walk.settings.files import read_json, read_text
from walk.settings.installation import command

SCHEMA = 1
INDEX = "recording.json"
_OUTLINE = re.compile(r"step-\d+\.yaml")
_RECORDING = FolderKind(
    "recording", INDEX, re.compile(rf"recording\.json|{_OUTLINE.pattern}"), "--recording"
)


class NothingSeen(Exception):
    """The walk saw no screen, so there is nothing to record."""

    def __init__(self, walked: WalkResult) -> None:
        """Say why, and what the command tells the shell: that of the walk."""
        reason = next((step.reason for step in walked.steps if step.reason), "It took no step.")
        super().__init__(f"Nothing was recorded, since no screen was seen. {reason}")
        self.status = walked.exit_status


@dataclass(frozen=True)
class Recording:
    """The outlines of a walk that was, by the number of the step that showed the screen."""

    place: Path
    court: str
    outlines: Mapping[int, str] = field(repr=False)


def recording_place(given: Path | None, court: str, environment: str) -> Path:
    """Return the folder of a recording: the one that was given, or the usual one."""
    return given or Path("recordings") / court / environment


def recording_folder(place: Path) -> AbstractContextManager[Path]:
    """Give a folder to write a recording into; it replaces an earlier one at `place` at the end."""
    return replace_folder(place, _RECORDING)


def write_recording(walked: WalkResult, evidence: Path, masks: Masks, folder: Path) -> int:
    """Write the outlines among the evidence of a walk; return how many screens there were."""
    steps: list[dict[str, object]] = []
    outlines: dict[str, str] = {}
    for step in walked.steps:
        # What stands where a step is blocked is not the screen that it should have come to.
        if step.outline is None or step.verdict is Verdict.BLOCKED:
            continue
        name, text = step.outline, (evidence / step.outline).read_text(encoding="utf-8")
        address = masks.address(step.url or "")
        last = steps[-1] if steps else None
        # A step that does nothing to the page of the step before has no screen of its own.
        if last and last["address"] == address and outlines[str(last["outline"])] == text:
            name = str(last["outline"])
        else:
            outlines[name] = text
        steps.append({"step": step.number, "outline": name, "address": address})
    if not steps:
        raise NothingSeen(walked)
    for name, text in outlines.items():
        (folder / name).write_text(text, encoding="utf-8")
    index = {
        "schema": SCHEMA,
        "court": walked.court,
        "title": walked.title,
        "environment": walked.environment,
        "browser": walked.browser,
        "date": walked.started.date().isoformat(),
        "steps": steps,
    }
    told = json.dumps(index, indent=1, ensure_ascii=False) + "\n"
    (folder / INDEX).write_text(told, encoding="utf-8", errors="replace")
    return len(outlines)


def read_recording(place: Path, court: str) -> Recording:
    """Read the recording of a court, or say in one sentence why it is none."""
    advice = f"record anew with `{command()} record`, or name another with --recording"
    index = read_index(place / INDEX, "recording", advice)
    try:
        schema, recorded = index["schema"], index["court"]
        named = {step["step"]: step["outline"] for step in index["steps"]}
    except (KeyError, TypeError):
        raise UsageError(f"{place / INDEX} is not the file of a recording; {advice}.") from None
    if schema != SCHEMA:
        raise UsageError(f"{place / INDEX} has the schema {schema!r}, not {SCHEMA}; {advice}.")
    if recorded != court:
        raise UsageError(
            f"{place} is a recording of the court {recorded!r}, and the guide is of {court!r}; "
            "name another with --recording."
        )
    return Recording(place, court, read_outlines(place, named, advice))


def recording_of(given: Path | None, court: str, environment: str) -> Recording | None:
    """Return the recording to compare a walk with: the one given, or the usual one if it is."""
    place = recording_place(given, court, environment)
    return read_recording(place, court) if given or place.exists() else None


def read_index(path: Path, what: str, advice: str) -> dict[str, Any]:
    """Read the file that says what is in the folder of a walk."""
    return read_json(path, f"{what} file", advice)


def read_outlines(place: Path, named: Mapping[object, object], advice: str) -> dict[int, str]:
    """Read the outlines in the folder of a walk by the numbers of their steps."""
    outlines: dict[int, str] = {}
    for number, name in named.items():
        path = place / str(name)
        # Only so does nothing lead out of the folder.
        if not isinstance(number, int) or not _OUTLINE.fullmatch(str(name)):
            raise UsageError(f"{place} names {name!r} as an outline of step {number!r}; {advice}.")
        outlines[number] = read_text(path, "outline", advice)
        try:
            read_outline(outlines[number])
        except ValueError as error:
            raise UsageError(f"{path} is not an outline ({error}); {advice}.") from None
    return outlines


class RecordingComparison:
    """Tells what changed since a recording; each difference at the first screen that shows it."""

    def __init__(self, recording: Recording) -> None:
        """Compare what comes with `recording`."""
        self._outlines = recording.outlines
        self._told: list[Difference] = []

    def drifts(self, step: int, outline: str, screen: str = "") -> list[Drift]:
        """Return what changed on the screen of a step and was not told of an earlier step."""
        recorded = self._outlines.get(step)
        if recorded is None:
            return []
        found = differences(*(elements(read_outline(text)) for text in (recorded, outline)))
        new = [each for each in found if not self._is_told(each)]
        self._told += new
        return [replace(each.drift, screen=screen) for each in new]

    def _is_told(self, difference: Difference) -> bool:
        """Say whether it was told of the same region on an earlier screen, such as a menu bar."""
        return any(
            told.drift == difference.drift and told.beside <= difference.beside
            for told in self._told
        )

"""A recording: the readings of a walk's screens, kept to compare later walks with."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pages.reading.page_elements import PageElement
from walk.errors import UsageError
from walk.folders import FolderKind
from walk.privacy.masks import Masks
from walk.recordings.differences import Difference, differences
from walk.recordings.readings import read_reading
from walk.recordings.told_once import is_told
from walk.recordings.varying import VARIES, Varying, read_varying, settled
from walk.results import Cause, Drift, ExitStatus, StepResult, Verdict, WalkResult
from walk.settings.files import read_json
from walk.settings.installation import command

SCHEMA = 2
INDEX = "recording.json"
_OUTAGE = (Cause.MAINTENANCE, Cause.TRANSPORT, Cause.OURS)
_READING = re.compile(r"step-\d+\.json")
_OLD = r"step-\d+\.yaml"
"""What recordings of schema 1 had."""
RECORDING = FolderKind(
    *(
        "recording",
        INDEX,
        re.compile(rf"recording\.json|{re.escape(VARIES)}|{_READING.pattern}|{_OLD}"),
    ),
    "--recording",
)


class NothingSeen(Exception):
    """The walk saw no screen, so there is nothing to record."""

    def __init__(self, result: WalkResult) -> None:
        """Say why; the command ends with the exit status of the walk."""
        reason = next((step.reason for step in result.steps if step.reason), "It took no step.")
        super().__init__(f"Nothing was recorded, since no screen was seen. {reason}")
        self.status = result.exit_status


class Poorer(Exception):
    """A walk saw less than the recording that it would replace, or was made in an outage."""

    def __init__(self, result: WalkResult, why: str) -> None:
        """Say why; the command ends with the exit status of the walk, but never as documented."""
        super().__init__(f"Nothing was recorded: {why} Record later, or give --force.")
        self.status = result.exit_status or ExitStatus.UNDETERMINED


def check_replaces(result: WalkResult, place: Path) -> None:
    """Refuse a walk that was made in an outage, or that lacks a screen of an earlier recording."""
    for step in result.steps:
        if step.verdict is Verdict.BLOCKED and step.cause in _OUTAGE:
            raise Poorer(
                result,
                f"step {step.number} was blocked ({step.cause}). {step.reason or ''}".strip(),
            )
    if not (place / INDEX).exists():
        return
    seen = {step.number for step in result.steps if _is_screen(step)}
    _, earlier = _read_index(place, result.court)
    lost = [number for number in earlier if number not in seen]
    if lost:
        steps = ", ".join(map(str, lost))
        why = f"the earlier recording has screens that this walk did not see (step {steps})."
        raise Poorer(result, why)


def _is_screen(step: StepResult) -> bool:
    # Where a step is blocked, the page is not the screen that it should have reached.
    return step.reading is not None and step.verdict is not Verdict.BLOCKED


@dataclass(frozen=True)
class Recording:
    """The readings of an earlier walk, by the number of the step that showed the screen."""

    place: Path
    court: str
    pages: Mapping[int, Sequence[PageElement]] = field(repr=False)
    varying: tuple[Varying, ...] = ()


def recording_place(given: Path | None, court: str, environment: str) -> Path:
    """Return the folder of a recording: the one that was given, or the usual one."""
    return given or Path("recordings") / court / environment


def recording_of(given: Path | None, court: str, environment: str) -> Recording | None:
    """Return the recording to compare a walk with: the one given, or the usual one if it exists."""
    place = recording_place(given, court, environment)
    return read_recording(place, court) if given or place.exists() else None


def pages_of(result: WalkResult, evidence: Path) -> dict[int, Sequence[PageElement]]:
    """Return the reading of each screen that a walk saw, by the number of its step."""
    named: dict[object, object] = {
        step.number: step.reading for step in result.steps if _is_screen(step)
    }
    return read_pages(evidence, named, "record once more")


def write_recording(result: WalkResult, evidence: Path, masks: Masks, folder: Path) -> int:
    """Write the readings in the evidence of a walk; return the number of screens."""
    steps: list[dict[str, Any]] = []
    readings: dict[str, str] = {}
    for step in result.steps:
        if step.reading is None or not _is_screen(step):
            continue
        name, text = step.reading, (evidence / step.reading).read_text(encoding="utf-8")
        address = masks.address(step.url or "")
        last = steps[-1] if steps else None
        # A step that did nothing to the page of the step before has no separate screen.
        if last and last["address"] == address and readings[last["reading"]] == text:
            name = last["reading"]
        readings[name] = text
        steps.append({"step": step.number, "reading": name, "address": address})
    if not steps:
        raise NothingSeen(result)
    for name, text in readings.items():
        (folder / name).write_text(text, encoding="utf-8")
    index = {
        "schema": SCHEMA,
        "court": result.court,
        "title": result.title,
        "environment": result.environment,
        "browser": result.browser,
        "date": result.started.date().isoformat(),
        "steps": steps,
    }
    text = json.dumps(index, indent=1, ensure_ascii=False) + "\n"
    (folder / INDEX).write_text(text, encoding="utf-8", errors="replace")
    return len(readings)


def read_recording(place: Path, court: str) -> Recording:
    """Read the recording of a court, or say in one sentence why it cannot be used."""
    schema, named = _read_index(place, court)
    if schema != SCHEMA:
        raise UsageError(f"{place / INDEX} has the schema {schema!r}, not {SCHEMA}; {_advice()}.")
    return Recording(place, court, read_pages(place, named, _advice()), read_varying(place))


def _advice() -> str:
    return f"record anew with `{command()} record`, or name another with --recording"


def _read_index(place: Path, court: str) -> tuple[object, dict[object, object]]:
    """Return the schema of a recording, which may be an earlier one, and its files by step."""
    index = read_json(place / INDEX, "recording file", _advice())
    try:
        schema, recorded = index["schema"], index["court"]
        named = {step["step"]: step.get("reading") for step in index["steps"]}
    except (KeyError, TypeError, AttributeError):
        raise UsageError(f"{place / INDEX} is not the file of a recording; {_advice()}.") from None
    if recorded != court:
        raise UsageError(
            f"{place} is a recording of the court {recorded!r}, and the guide is of {court!r}; "
            "name another with --recording."
        )
    return schema, named


def read_pages(
    place: Path, named: Mapping[object, object], advice: str
) -> dict[int, Sequence[PageElement]]:
    """Read the readings in the folder of a walk by the numbers of their steps."""
    pages: dict[int, Sequence[PageElement]] = {}
    for number, name in named.items():
        # No other name, because one could lead out of the folder.
        if not isinstance(number, int) or not _READING.fullmatch(str(name)):
            raise UsageError(f"{place} names {name!r} as a reading of step {number!r}; {advice}.")
        pages[number] = read_reading(place / str(name), advice)
    return pages


class RecordingComparison:
    """Compares a walk with a recording; reports each difference at the first screen that has it."""

    def __init__(self, recording: Recording) -> None:
        """Compare the screens of a walk with those of `recording`."""
        self._pages = recording.pages
        self._varying = recording.varying
        self._reported: list[Difference] = []
        self._compared: set[int] = set()

    @property
    def left(self) -> tuple[int, ...]:
        """The steps whose recorded screens were compared with none."""
        return tuple(step for step in self._pages if step not in self._compared)

    def is_same(self, step: int, page: Sequence[PageElement], screen: str) -> bool:
        """Say whether the page of a step is as recorded, if it was."""
        return not (step in self._pages and self._differences(step, page, screen))

    def drifts(
        self,
        step: int,
        page: Sequence[PageElement],
        screen: str = "",
        told: Sequence[Drift] = (),
    ) -> list[Drift]:
        """Return what changed on the screen of a step and was not reported at an earlier step.

        What is `told` as a difference from the guide is not told once more.
        """
        if step not in self._pages:
            return []
        self._compared.add(step)
        found = self._differences(step, page, screen)
        new = [each for each in found if not self._is_reported(each)]
        self._reported += new
        return [replace(each.drift, screen=screen) for each in new if not is_told(each, told)]

    def _differences(self, step: int, page: Sequence[PageElement], screen: str) -> list[Difference]:
        pages = self._pages[step], page
        before, after = (settled(each, self._varying, screen) for each in pages)
        return differences(before, after)

    def _is_reported(self, difference: Difference) -> bool:
        """Say whether an earlier screen had it in the same region, such as a menu bar."""
        return any(
            reported.drift == difference.drift and reported.beside <= difference.beside
            for reported in self._reported
        )

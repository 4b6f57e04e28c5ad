"""A walk that is over, as its report has it.

It needs nothing but Python itself, so that a job of CI without our packages can use it too.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from errno import EINVAL
from pathlib import Path
from typing import Any

from walk.errors import UsageError, is_of_this_machine
from walk.results import RESULT, Cause, Drift, DriftKind, Outcome, Severity, Verdict

SCHEMA = 1
_PICTURE = re.compile(r"step-\d+\.(png|webp)")
_LARGEST = 1e9
"""No time in seconds and no place in pixels is beyond it."""
_OF_DRIFT = {each.name for each in fields(Drift)}


@dataclass(frozen=True)
class PastMark:
    """What the guide says to use on the picture of a step, in pixels from its upper left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PastStep:
    """One step of a walk that is over."""

    number: int
    action: str
    verdict: Verdict
    cause: Cause | None
    reason: str
    seconds: float
    drifts: tuple[Drift, ...]
    screenshot: str | None
    """The name of its picture in the folder of the report."""
    marks: tuple[PastMark, ...] = ()


@dataclass(frozen=True)
class PastRun:
    """A walk that is over."""

    court: str
    title: str
    environment: str
    kind: str
    started: datetime
    seconds: float
    outcome: Outcome
    steps: tuple[PastStep, ...]
    guide_file: str | None = None
    """The file of the guide, if the report says which."""
    guide_hash: str | None = None
    """The SHA-256 of that file, if the report says it."""

    @property
    def is_of_a_mock(self) -> bool:
        """Whether all its people are made up."""
        return self.kind == "mock"


def read_past_run(place: Path) -> PastRun:
    """Read the report of a walk, its folder or its file; a `UsageError` says why it is none."""
    return past_run_of(read_document(place), path_of(place))


def path_of(place: Path) -> Path:
    """Return the file of a report that is named by its folder or by its file."""
    return place if place.suffix == ".json" else place / RESULT


def read_document(place: Path) -> Mapping[str, Any]:
    """Return what the file of a report holds, if it is one of this version."""
    path = path_of(place)
    try:
        return _checked(json.loads(_text(path)), path)
    except OSError as error:
        if is_of_this_machine(error):
            raise
        raise UsageError(
            f"{place} is not the report of a walk ({error.strerror}); name the folder that "
            "`follow` wrote."
        ) from None
    except (ValueError, RecursionError):
        raise UsageError(
            f"{path} is not a whole report, since it is no JSON to its end; walk once more."
        ) from None


def _text(path: Path) -> str:
    # A pipe or a device may have no end.
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(EINVAL, "It is no file")
    return path.read_text(encoding="utf-8-sig")


def _checked(document: object, path: Path) -> Mapping[str, Any]:
    if not isinstance(document, dict) or "schema" not in document:
        raise UsageError(
            f"{path} is not the report of a walk; name the folder that `follow` wrote."
        )
    if document["schema"] != SCHEMA:
        raise UsageError(
            f"{path} has the schema {document['schema']!r}, and this version reads {SCHEMA}; "
            "walk once more with this version."
        )
    return document


def past_run_of(document: object, path: Path) -> PastRun:
    """Return the walk that the content of a walk.json tells of."""
    if (run := _whole(_checked(document, path))) is None:
        raise UsageError(
            f"{path} is not a whole report of this version, since something in it is missing or "
            "unknown; walk once more."
        )
    return run


def _whole(document: Mapping[str, Any]) -> PastRun | None:
    """Return the walk that a document tells of, or nothing if it does not tell all of it."""
    try:
        run = _run(document)
        is_whole = len(run.steps) == document["guide"]["steps"] > 0
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None
    is_whole &= all(step.number == at for at, step in enumerate(run.steps, 1))
    return run if is_whole else None


def _run(document: Mapping[str, Any]) -> PastRun:
    guide, environment = document["guide"], document["environment"]
    made = document.get("made") or {}
    return PastRun(
        court=_words(guide["court"]),
        title=_words(guide["title"]),
        environment=_words(environment["name"]),
        kind=_words(environment["kind"]),
        started=datetime.strptime(document["started"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
        seconds=_number(document["seconds"], least=0),
        outcome=Outcome(document["outcome"]),
        steps=tuple(step_of(each) for each in document["steps"]),
        guide_file=_words(made.get("guide_file") or "") or None,
        guide_hash=_words(made.get("guide_sha256") or "") or None,
    )


def step_of(told: Mapping[str, Any]) -> PastStep:
    """Return a step as a walk.json tells of it."""
    picture = str(told.get("screenshot") or "")
    return PastStep(
        number=int(told["number"]),
        action=_words(told["action"]),
        verdict=Verdict(told["verdict"]),
        cause=Cause(told["cause"]) if told["cause"] else None,
        reason=_words(told.get("reason") or ""),
        seconds=_number(told["seconds"], least=0),
        drifts=tuple(drift_of(each) for each in told["drifts"]),
        # Any other name might lead out of the folder.
        screenshot=picture if _PICTURE.fullmatch(picture) else None,
        marks=tuple(_mark(each) for each in told.get("marks") or () if each["what"] == "control"),
    )


def _mark(told: Mapping[str, Any]) -> PastMark:
    return PastMark(*(_number(told[name]) for name in ("x", "y", "width", "height")))


def _number(told: object, least: float = -_LARGEST) -> float:
    """Return a number; `ValueError` if it is none that a walk can have, or not even a number."""
    if not isinstance(told, int | float):
        raise TypeError(told)
    if not least <= told <= _LARGEST:
        raise ValueError(told)
    return float(told)


def drift_of(told: Mapping[str, Any]) -> Drift:
    """Return a difference as a walk.json tells of it; a later version may tell more."""
    known = {name: value for name, value in told.items() if name in _OF_DRIFT}
    for name in ("what", "region"):
        _words(known[name])
    for name in ("documented", "observed"):
        if known[name] is not None:
            _words(known[name])
    rated = {"severity": Severity(known["severity"])} if "severity" in known else {}
    return Drift(**(known | rated | {"kind": DriftKind(known["kind"])}))


def _words(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told

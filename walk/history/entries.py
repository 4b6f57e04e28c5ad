"""The history of walks: one small file a walk, in one folder, with nothing secret in it."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import time_ns
from typing import Any
from uuid import uuid4

from walk.guide.model import Guide
from walk.guide.screens import VERIFICATION
from walk.history.reading import ENDING
from walk.results import Drift, StepResult, WalkResult
from walk.runs.past_run import SCHEMA

HISTORY = "walk-history"
"""The folder beside the report, if nobody names another."""
_MOST = 500
"""How many characters of the site's words are kept at one place."""

Mask = Callable[[str], str]


def add_entry(document: Mapping[str, Any], place: Path) -> None:
    """Add a walk to the history in a folder; `OSError` if it cannot be written."""
    place.mkdir(parents=True, exist_ok=True)
    # Walks of the same second keep their order.
    name = f"{re.sub('[-:]', '', document['started'])}-{time_ns()}-{uuid4().hex[:8]}"
    # Half a file never has the name of an entry.
    aside, entry = place / f".{name}", place / f"{name}{ENDING}"
    try:
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=str)
        aside.write_text(text + "\n", encoding="utf-8", errors="replace")
        aside.replace(entry)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise


def entry_of(result: WalkResult, guide: Guide, mask: Mask) -> Mapping[str, Any]:
    """Return a walk.json with only what a history tells.

    `mask` takes out what is private, and all that a page with real names shows is left out.
    """
    is_real = result.kind != "mock"
    naming = naming_steps(result, guide)
    return {
        "schema": SCHEMA,
        "guide": {"court": result.court, "title": result.title, "steps": len(result.steps)},
        "environment": {"name": result.environment, "kind": result.kind},
        "started": result.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "seconds": round(result.seconds, 3),
        "outcome": result.outcome,
        "steps": [
            _step(step, mask, names_people=step.number in naming or (is_real and _names(step)))
            for step in result.steps
        ],
    }


def naming_steps(result: WalkResult, guide: Guide) -> set[int]:
    """Return the steps of a walk at a real court whose page has the names of real people."""
    if result.kind == "mock":
        return set()
    return {
        step.number
        for step in guide.steps
        if any(screen.name == VERIFICATION for screen in step.screen)
    }


def _names(step: StepResult) -> bool:
    """Say whether what was seen on the page with both names is told at a step."""
    return any(drift.screen == VERIFICATION for drift in step.drifts)


def _step(step: StepResult, mask: Mask, *, names_people: bool) -> Mapping[str, Any]:
    return {
        "number": step.number,
        "action": step.action,
        "verdict": step.verdict,
        "cause": step.cause,
        "reason": None if names_people else _kept(step.reason, mask),
        "seconds": round(step.seconds, 3),
        "drifts": [_drift(drift, mask, names_people=names_people) for drift in step.drifts],
    }


def _drift(drift: Drift, mask: Mask, *, names_people: bool) -> Mapping[str, Any]:
    return {
        "kind": drift.kind,
        "what": _kept(drift.what, mask),
        "region": _kept(drift.region, mask),
        "documented": None if names_people else _kept(drift.documented, mask),
        "observed": None if names_people else _kept(drift.observed, mask),
        "against": drift.against,
        "screen": drift.screen,
        "accepted": drift.accepted,
        "severity": drift.severity,
    }


def _kept(words: str | None, mask: Mask) -> str | None:
    """Return as much of the words as a history keeps, without what is private."""
    if words is None:
        return None
    masked = mask(words)
    return masked if len(masked) <= _MOST else f"{masked[:_MOST]}…"

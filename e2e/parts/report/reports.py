"""Reports of walks that end in different ways, for tests of what a reader sees."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from PIL import Image

from e2e.parts.follow.stand_ins import walked
from walk.guide.model import Guide
from walk.report.files import INDEX, write_report
from walk.results import (
    Cause,
    Drift,
    DriftKind,
    Mark,
    Origin,
    Severity,
    StepResult,
    Verdict,
    WalkResult,
)

SIZE = (1280, 800)
RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Utility Tools")
MADE = Origin(
    command="python -m walk follow wiwb --scenario drift:renamed:utilities",
    guide_file="wiwb.toml",
    guide_sha256="0123456789abcdef" * 4,
    scenarios=("drift:renamed:utilities",),
    begin=1,
    until=15,
    version="0.1.0",
    time_zone="UTC+01:00",
    out="walk-report",
)


def passing(guide: Guide) -> WalkResult:
    """Return a walk to the end, with a difference that fails none."""
    minor = replace(RENAMED, kind=DriftKind.RECASED, severity=Severity.COSMETIC)
    last = len(guide.steps)
    walk = changed(_seen(guide, last), 2, drifts=[minor])
    return changed(walk, last, verdict=Verdict.NOT_NEEDED, notes=["The menus appeared."])


def drifted(guide: Guide) -> WalkResult:
    """Return a walk that stops at step 6, where a name differs; another difference is accepted."""
    remark = "accepted by Jane until 2027-01-01"
    accepted = replace(RENAMED, what="button", accepted=True, remark=remark)
    added = Drift(DriftKind.ADDED, "text", "menu bar", None, "Welcome to the new menu")
    differs = {"verdict": Verdict.DRIFTED, "drifts": [RENAMED]}
    walk = changed(_seen(guide, 6), 3, verdict=Verdict.DRIFTED, drifts=[accepted])
    walk = changed(walk, 5, **differs | {"drifts": [RENAMED, added]}, marks=[_mark("difference")])
    reason = "Expected the item 'Utilities'; there is 'Utility Tools' instead."
    return changed(walk, 6, **differs, reason=reason, marks=[_mark("control")])


def blocked(guide: Guide) -> WalkResult:
    """Return a walk that was not answered at step 3."""
    reason = "https://ecf.a.test/ gave no answer within 15 s."
    given = {"verdict": Verdict.BLOCKED, "cause": Cause.TRANSPORT, "reason": reason}
    return changed(_seen(guide, 3), 3, **given)


def withheld(guide: Guide) -> WalkResult:
    """Return a walk without credentials."""
    reason = "It comes after a step that is withheld."
    given = {"verdict": Verdict.WITHHELD, "cause": Cause.POLICY, "reason": reason}
    walk = _seen(guide, 3)
    for step in walk.steps[3:]:
        walk = changed(walk, step.number, **given)
    return replace(walk, lacks="no credentials", required=5)


def changed(walk: WalkResult, number: int, **changes: Any) -> WalkResult:  # noqa: ANN401 whatever a step has
    """Return a walk of which one step is other."""
    steps = [replace(step, **changes) if step.number == number else step for step in walk.steps]
    return replace(walk, steps=tuple(steps))


WALKS = {each.__name__: each for each in (passing, drifted, blocked, withheld)}


def written(walk: WalkResult, guide: Guide, folder: Path) -> Path:
    """Write the report of a walk with a picture of each step, and return its page."""
    for step in walk.steps:
        for name in filter(None, (step.screenshot, step.good_screenshot)):
            (folder / name).write_bytes(_picture(step.number))
    assert write_report(walk, guide, folder) is None
    return folder / INDEX


@cache
def _picture(number: int) -> bytes:
    """Return the picture of a step; to compress one takes longer than to write a report."""
    png = BytesIO()
    Image.new("RGB", SIZE, (240, 240, 10 * number)).save(png, "png")
    return png.getvalue()


def _mark(what: Literal["control", "difference"]) -> Mark:
    return Mark(what, 100, 10, 120, 24)


def _seen(guide: Guide, last: int) -> WalkResult:
    """Return a walk whose steps up to the last one are as documented."""
    steps = [
        StepResult(
            step.number,
            step.action,
            Verdict.AS_DOCUMENTED,
            seconds=0.25,
            url="https://ecf.a.test/page",
            screenshot=f"step-{step.number:02}.png",
            outline=f"step-{step.number:02}.yaml",
            documented=["Query", "Reports"],
        )
        if step.number <= last
        else StepResult(step.number, step.action)
        for step in guide.steps
    ]
    return replace(walked(*steps), title="Link Your Account", made=MADE)

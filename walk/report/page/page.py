"""Makes the page of a report: the answer first, then the guide's rows, then how it was made."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from walk.guide.model import Guide
from walk.report.advice import advice
from walk.report.answer import answer, deciding_drift, deciding_step, why_unseen
from walk.report.coverage import summary, too_few
from walk.report.page.changes import Part, changed
from walk.report.page.pictures import Picture, pictures
from walk.report.words import Quoted, Sentence, Standing, quoted, says, standing_of, verdict_words
from walk.results import Drift, Mark, Outcome, Severity, StepResult, Verdict, WalkResult

_SEVERITIES = {
    Severity.COSMETIC: "A reader finds the way all the same.",
    Severity.MISLEADS: "It misleads a reader.",
    Severity.BLOCKS: "It keeps a reader from going on.",
}
_LEAST_SECONDS = 0.005
_MARKED: Mapping[str, Sentence] = {
    "control": ["The blue outline is what the guide says to use."],
    "difference": ["The red outline is what differs."],
}


@dataclass(frozen=True)
class _Head:
    """The words and the look of what heads a report; it is green only if all was seen."""

    look: str
    says: str


@dataclass(frozen=True)
class _Difference:
    drift: Drift
    says: Sentence
    was: Sequence[Part]
    now: Sequence[Part]
    facts: str


@dataclass(frozen=True)
class _Place:
    """A mark on a picture, in percent of it."""

    what: str
    left: float
    top: float
    wide: float
    high: float
    words: str | None = field(kw_only=True)


@dataclass(frozen=True)
class _Row:
    """One step, as the page shows it."""

    step: StepResult
    standing: Standing
    verdict: str
    reason: str
    seconds: str
    differences: Sequence[_Difference]
    picture: Picture | None
    good: Picture | None
    """The same step at the last walk that found it as documented."""
    good_day: str
    missing: str
    """The name of a picture that was kept and is not there."""
    deciding: _Difference | None = None
    marks: Sequence[_Place] = field(default_factory=tuple)

    @property
    def mark_lines(self) -> list[Sentence]:
        """What the outlines on the picture are."""
        seen = [_MARKED[what] for what in _MARKED if any(mark.what == what for mark in self.marks)]
        missing = [quoted(mark.words) for mark in self.marks if mark.what == "missing"]
        return [*seen, *([_where(missing)] if missing else [])]


def page(walked: WalkResult, guide: Guide, folder: Path, traces: Sequence[str]) -> str:
    """Return the page of a walk whose pictures are in the folder."""
    decides = deciding_step(walked)
    # The first screen of the page shows the one that decides once more.
    again = [decides] if decides else []
    names = [
        name for step in (*walked.steps, *again) for name in (step.screenshot, step.good_screenshot)
    ]
    found = pictures(folder, [name for name in names if name])
    rows = [_row(step, walked, found, folder) for step in walked.steps]
    numbers = (None, *(step.number for step in guide.steps))
    return template().render(
        walked=walked,
        guide=guide,
        head=_head(walked),
        answer=answer(walked),
        summary=summary(walked),
        too_few=too_few(walked),
        rows=rows,
        first=next((row for row in rows if row.step is decides), None),
        advice=advice(walked),
        legend=[each for each in Standing if any(row.standing is each for row in rows)],
        slips={number: [slip for slip in guide.slips if slip.step == number] for number in numbers},
        facts=list(_facts(walked)),
        traces=traces,
    )


@cache
def template() -> Template:
    """Return the page without its words; the first time it is compiled, which takes 50 ms."""
    templates = Environment(
        loader=PackageLoader("walk.report.page", "."),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.tests["quoted"] = lambda part: isinstance(part, Quoted)
    return templates.get_template("index.html")


def _head(walked: WalkResult) -> _Head:
    match walked.outcome:
        case Outcome.DIFFERS:
            return _Head("bad", "The site differs from the guide")
        case Outcome.UNDETERMINED:
            return _Head("unknown", "The walk could not tell")
    if not walked.checked:
        return _Head("unknown", "Nothing was checked")
    if walked.checked < len(walked.steps):
        return _Head("partly", "Only a part was checked")
    return _Head("good", "As documented")


def _row(step: StepResult, walked: WalkResult, found: dict[str, Picture], folder: Path) -> _Row:
    drift = deciding_drift(step, walked)
    shown = found.get(step.screenshot or "")
    # What took no time that one could write was not done.
    is_walked = step.verdict is not Verdict.NOT_REACHED and step.seconds >= _LEAST_SECONDS
    standing = standing_of(step, walked)
    return _Row(
        step,
        standing,
        verdict_words(step, walked),
        step.reason or why_unseen(step, walked),
        f"{step.seconds:.2f} s" if is_walked else "",
        [_difference(each) for each in step.drifts],
        shown,
        good=found.get(step.good_screenshot or ""),
        good_day=_day(folder / step.good_screenshot) if step.good_screenshot else "",
        missing="" if shown else step.screenshot or "",
        deciding=_difference(drift) if drift else None,
        marks=[_place(mark, shown) for mark in step.marks if _is_in(mark, shown)] if shown else (),
    )


def _day(picture: Path) -> str:
    """Return the day on which a picture was taken, which its file keeps."""
    with suppress(OSError):
        return f"{datetime.fromtimestamp(picture.stat().st_mtime, UTC):%Y-%m-%d}"
    return ""


def _difference(drift: Drift) -> _Difference:
    was, now = changed(drift.documented, drift.observed)
    clause = says(drift)
    remark = drift.remark or ("accepted until the guide is corrected" if drift.accepted else "")
    remarks = [f"{remark[:1].upper()}{remark[1:]}."] if remark else []
    facts = [_SEVERITIES[drift.severity], f"Place: {drift.region}.", *remarks]
    return _Difference(drift, [*_capitalized(clause)], was, now, " ".join(facts))


def _capitalized(clause: Sentence) -> Iterator[str]:
    """Yield the parts of a clause as the beginning of a sentence."""
    for at, part in enumerate(clause):
        yield part if at or isinstance(part, Quoted) else f"{part[:1].upper()}{part[1:]}"


def _is_in(mark: Mark, shown: Picture) -> bool:
    """Say whether a mark is on the picture, and not further down on the page."""
    is_beside = mark.x >= shown.width or mark.x + mark.width <= 0
    return not is_beside and mark.y < shown.height and mark.y + mark.height > 0


def _place(mark: Mark, shown: Picture) -> _Place:
    across, down = 100 / max(shown.width, 1), 100 / max(shown.height, 1)
    return _Place(
        mark.what,
        *(
            round(value, 2)
            for value in (
                *(mark.x * across, mark.y * down, mark.width * across, mark.height * down),
            )
        ),
        words=mark.words,
    )


def _where(missing: Sequence[Quoted]) -> Sentence:
    """Say what the dashed outlines are."""
    listed: list[str] = []
    for at, words in enumerate(dict.fromkeys(missing)):
        listed += [" and " if at else "", words]
    is_one = len(missing) == 1
    outlines = "outline is" if is_one else "outlines are"
    return [f"The dashed {outlines} where ", *listed, " should have been."]


def _facts(walked: WalkResult) -> Iterator[tuple[str, str]]:
    """Yield what somebody has to know to make the same walk again."""
    made = walked.made
    if made:
        yield "Command", made.command
        yield "Guide file", f"{made.guide_file} (SHA-256 {made.guide_sha256})"
    yield "Environment", f"{walked.environment} ({walked.kind}) at {walked.website}"
    if made:
        yield "Scenarios", ", ".join(made.scenarios) or "none"
        yield "Steps", f"{made.begin} to {made.until} of {len(walked.steps)}"
    yield "Browser", f"{walked.browser} {walked.browser_version}"
    if made:
        yield "Version of the walk", made.version
    zone = f"; the machine's clock is at {made.time_zone}" if made else ""
    yield "Time", f"{walked.started:%Y-%m-%d %H:%M:%S} UTC, {walked.seconds:.1f} s{zone}"

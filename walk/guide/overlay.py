"""The overlay of a guide: what somebody accepted until the guide is corrected, or ignores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, cast

import tomli_w
from pydantic import ConfigDict, Field, TypeAdapter

from walk.errors import UsageError
from walk.guide.ignored import NEVER, Ignored, may_be_ignored, problems
from walk.guide.model import Guide
from walk.guide.reader import OWN_GUIDES
from walk.results import Drift, DriftKind, StepResult, Verdict
from walk.runs.past_run import drift_of, read_document
from walk.settings.files import is_file, read_toml, replace_file
from walk.settings.installation import command
from walk.settings.validation import checked

AcceptableKind = Literal[
    "renamed",
    "recased",
    "reworded",
    "moved",
    "reordered",
    "re_roled",
    "removed",
    "added",
    "disabled",
]
_LOOKED = (Verdict.AS_DOCUMENTED, Verdict.DRIFTED, Verdict.NOT_NEEDED)
_HEAD = """\
# Differences between guide and site that somebody looked at and accepted, until the guide itself is
# corrected. A walk goes on by the observed words, and reports each difference without failing.

"""


Key = tuple[str, str, str, str, str]
"""Kind, thing, screen, documented and observed words."""


@dataclass(frozen=True)
class AcceptedDifference:
    """One accepted difference, as the file has it."""

    kind: AcceptableKind
    what: Annotated[str, Field(min_length=1)]
    screen: Annotated[str, Field(min_length=1)]
    documented: str = ""
    observed: str = ""
    environment: str = ""
    """Where it is accepted; everywhere, if it does not say."""
    by: str = ""
    why: str = ""
    until: date | None = None
    """The last day on which it holds; without one it holds until somebody removes it."""

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.kind, self.what, self.screen, self.documented, self.observed

    @property
    def remark(self) -> str:
        """Who accepted it, and until when."""
        by = f" by {self.by}" if self.by else ""
        return f"accepted{by}{f' until {self.until}' if self.until else ''}"

    def is_for(self, environment: str) -> bool:
        """Say whether it is about an environment."""
        return self.environment in ("", environment)

    def is_overdue(self, today: date) -> bool:
        """Say whether its last day is over."""
        return self.until is not None and self.until < today

    @property
    def drift(self) -> Drift:
        """The difference itself."""
        kind, what, screen, documented, observed = self.key
        words = documented or None, observed or None
        return Drift(
            *(DriftKind(kind), what, screen, *words),
            screen=screen,
            accepted=True,
            remark=self.remark,
        )


@dataclass(frozen=True)
class Accepted:
    """All that is accepted of one guide."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    difference: tuple[AcceptedDifference, ...] = ()
    ignore: tuple[Ignored, ...] = ()

    def in_force(self, environment: str, today: date) -> Accepted:
        """Return what holds in an environment on a day, and what held there before."""
        here = [each for each in self.difference if each.is_for(environment)]
        holding = tuple(each for each in here if not each.is_overdue(today))
        overdue = tuple(each for each in here if each.is_overdue(today))
        return _InForce(holding, self.ignore, overdue)

    def marked(self, drift: Drift) -> Drift:
        """Return the drift, marked if exactly this drift is accepted."""
        found = None if drift.kind in NEVER else _find(self.difference, drift)
        return replace(drift, accepted=True, remark=found.remark) if found else drift

    def ignores(self, drift: Drift) -> bool:
        """Say whether a rule is about this difference, and may be."""
        return may_be_ignored(drift) and any(rule.is_about(drift) for rule in self.ignore)

    def obsolete(self, guide: Guide, steps: Sequence[StepResult]) -> tuple[Drift, ...]:
        """Return what is accepted and no longer there, on screens that a walk has compared."""
        unseen = _unseen(guide, steps)
        there = {_key(drift) for step in steps for drift in step.drifts}
        return tuple(
            each.drift
            for each in self._written
            if each.key not in there and each.screen not in unseen
        )

    def unused(self, guide: Guide, steps: Sequence[StepResult]) -> tuple[str, ...]:
        """Return the rules that were about nothing, if a walk has compared all of their screens."""
        unseen = _unseen(guide, steps)
        ignored = [drift for step in steps for drift in step.ignored]
        return tuple(
            str(rule)
            for rule in self.ignore
            if not (rule.screen in unseen or (rule.screen is None and unseen))
            and not any(rule.is_about(drift) for drift in ignored)
        )

    @property
    def _written(self) -> tuple[AcceptedDifference, ...]:
        """All of it, whether it still holds or not."""
        return self.difference

    def words(self, screen: str, documented: str) -> str | None:
        """Return the accepted words for a control of the guide, if there are any."""
        found = (
            each.observed
            for each in self.difference
            if (each.screen, each.documented) == (screen, documented)
            and each.kind in ("renamed", "recased")
        )
        return next(found, None)


@dataclass(frozen=True)
class _InForce(Accepted):
    overdue: tuple[AcceptedDifference, ...] = ()

    @property
    def _written(self) -> tuple[AcceptedDifference, ...]:
        return (*self.difference, *self.overdue)

    def marked(self, drift: Drift) -> Drift:
        """Return the drift, with the remark that it was accepted for a time that is over."""
        marked = super().marked(drift)
        late = None if marked.accepted else _find(self.overdue, drift)
        return replace(drift, remark=f"{late.remark}, which is over") if late else marked


_ADAPTER = TypeAdapter(Accepted)


def today() -> date:
    """Return the day that it is on this machine."""
    return datetime.now().astimezone().date()


def overlay_place(given: Path | None, guide: str) -> Path:
    """Return the overlay file: the one given, or the one beside the guide's file."""
    if given:
        return given
    path = Path(guide)
    return (path if path.suffix == ".toml" else OWN_GUIDES / guide).with_suffix(".accepted.toml")


def read_accepted(given: Path | None, guide: str) -> Accepted:
    """Read what is accepted for the guide: nothing, if no file is given and none is there."""
    path = overlay_place(given, guide)
    if not given and not is_file(path):
        return Accepted()
    document = read_toml(path, "overlay", f"write one with `{command()} accept RUN`")
    accepted = checked(_ADAPTER, document, path)
    if wrong := [*problems(accepted.ignore, path)]:
        raise UsageError("\n".join(wrong))
    return accepted


def doubts(accepted: Accepted, guide: Guide, day: date) -> Iterator[str]:
    """Say which accepted differences are over, or are of words that the guide no longer has."""
    for each in accepted.difference:
        if each.is_overdue(day):
            yield f"{each.drift}: that is over; accept it once more, or remove it."
        elif each.documented and each.kind != "reordered" and not _has(guide, each):
            yield f"{each.drift}: the guide has no {each.documented!r} there any more; remove it."


def _unseen(guide: Guide, steps: Sequence[StepResult]) -> set[str]:
    """Return the screens that a walk has not compared everywhere."""
    looked = {step.number for step in steps if step.verdict in _LOOKED}
    return {
        screen.name for step in guide.steps if step.number not in looked for screen in step.screen
    }


def _has(guide: Guide, accepted: AcceptedDifference) -> bool:
    """Say whether a guide has the words of an accepted difference on its screen."""
    words: set[str | None] = {accepted.screen}
    for screen in (each for step in guide.steps for each in step.screen):
        if screen.name == accepted.screen:
            shows = screen.shows
            words.update((shows.heading, screen.tick, screen.select, screen.submit, screen.clear))
            lists = (shows.fields, shows.buttons, shows.links, shows.items)
            words.update(*(each or () for each in lists), shows.text, shows.names, screen.enter)
    return accepted.documented in words


@dataclass(frozen=True)
class Acceptance:
    """Who accepts, why, until when, and where: in the environment of the walk, or everywhere."""

    by: str
    why: str
    until: date
    everywhere: bool = False


def accept(
    run: Path, guide: str | None, given: Path | None, acceptance: Acceptance
) -> tuple[Path, Sequence[Drift]]:
    """Add the differences of a walk to an overlay; return its file and what is new in it."""
    report = _found(run)
    place = overlay_place(given, guide or report.court)
    before = read_accepted(place, report.court) if is_file(place) else Accepted()
    refused = [drift for drift in report.drifts if drift.kind in NEVER]
    if refused:
        raise UsageError(
            f"Nothing was written, since this cannot be accepted: {refused[0]}; "
            "correct the site or the guide."
        )
    environment = "" if acceptance.everywhere else report.environment
    day = today()
    here = [
        each
        for each in before.difference
        if each.environment in ("", environment) and not each.is_overdue(day)
    ]
    new = [drift for drift in report.drifts if _find(here, drift) is None]
    if not new:
        raise UsageError(f"The walk in {run} found nothing that is not accepted already.")
    # An older entry for the same words is replaced, and so is one whose time is over.
    places = {(drift.screen, drift.documented) for drift in new if drift.documented}
    still = {_key(drift) for drift in report.drifts}
    kept = [
        each
        for each in before.difference
        if each.environment != environment
        or (each in here and each.key in still)
        or ((each.screen, each.documented) not in places and each.key not in map(_key, new))
    ]
    added = [
        AcceptedDifference(
            *(cast("AcceptableKind", kind), what, screen, documented, observed, environment),
            *(acceptance.by, acceptance.why, acceptance.until),
        )
        for kind, what, screen, documented, observed in dict.fromkeys(map(_key, new))
    ]
    _write(place, replace(before, difference=(*kept, *added)), given)
    return place, new


def prune(
    run: Path, guide: str | None, given: Path | None
) -> tuple[Path, Sequence[AcceptedDifference]]:
    """Remove from an overlay what a walk found to be as documented again; return both."""
    report = _found(run)
    place = overlay_place(given, guide or report.court)
    before = read_accepted(place, report.court)
    keys = [_key(each) for each in report.obsolete]
    every = before.difference
    gone = [each for each in every if each.key in keys and each.is_for(report.environment)]
    if not gone:
        raise UsageError(f"The walk in {run} found no accepted difference that is gone.")
    left = tuple(each for each in every if each not in gone)
    _write(place, replace(before, difference=left), given)
    return place, gone


def _write(place: Path, accepted: Accepted, given: Path | None) -> None:
    tables = {"difference": [_without_empty(each) for each in accepted.difference]}
    if accepted.ignore:
        tables["ignore"] = [_without_empty(each) for each in accepted.ignore]
    text = tomli_w.dumps(tables)
    advice = "name another with --overlay"
    replace_file(place, _HEAD + text, "overlay", advice, makes_folder=not given)


class _Report(NamedTuple):
    court: str
    environment: str
    drifts: Sequence[Drift]
    """The differences from the guide."""
    obsolete: Sequence[Drift]
    """What is accepted and no longer there."""


def _found(run: Path) -> _Report:
    """Return what the report of a walk says of differences."""
    result = read_document(run)
    try:
        told = [drift for step in result["steps"] for drift in step["drifts"]]
        drifts = [drift_of(each) for each in told if each["against"] == "guide"]
        obsolete = [drift_of(each) for each in result.get("obsolete", ())]
        environment = str(result.get("environment", {}).get("name", ""))
        return _Report(str(result["guide"]["court"]), environment, drifts, obsolete)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(
            f"{run} is not a whole report of this version, since something in it is missing or "
            "unknown; walk once more."
        ) from None


def _key(drift: Drift) -> Key:
    observed = drift.observed or ""
    return drift.kind.value, drift.what, drift.screen, drift.documented or "", observed


def _find(accepted: Sequence[AcceptedDifference], drift: Drift) -> AcceptedDifference | None:
    return next((each for each in accepted if each.key == _key(drift)), None)


def _without_empty(entry: AcceptedDifference | Ignored) -> dict[str, str | date]:
    return {key: value for key, value in asdict(entry).items() if value}

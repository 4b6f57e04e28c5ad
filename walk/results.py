"""The result of a walk: a verdict for every step, with its differences, cause and evidence."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from math import inf
from typing import Literal, Protocol


class Verdict(StrEnum):
    """The result of one step."""

    AS_DOCUMENTED = "as_documented"
    DRIFTED = "drifted"
    BLOCKED = "blocked"
    WITHHELD = "withheld"
    NOT_REACHED = "not_reached"
    NOT_NEEDED = "not_needed"


_CHECKED = (Verdict.AS_DOCUMENTED, Verdict.DRIFTED, Verdict.NOT_NEEDED)


class Cause(StrEnum):
    """Why a step is blocked or withheld."""

    SITE = "site"
    MAINTENANCE = "maintenance"
    TRANSPORT = "transport"
    CREDENTIALS = "credentials"
    UNEXPECTED_HOST = "unexpected_host"
    POLICY = "policy"
    OURS = "ours"


NOT_THE_SCREEN = (Cause.MAINTENANCE, Cause.TRANSPORT, Cause.CREDENTIALS, Cause.OURS)
"""Where a walk stops for one of these, the page is not the screen that was recorded."""

BY_THE_SITE = (Cause.SITE, Cause.UNEXPECTED_HOST)
"""What blocks a step by one of these is a difference of the site."""


MAY_BE_LINKED = "The accounts may be linked: check before you try again."


class Outcome(StrEnum):
    """The result of a whole walk."""

    AS_DOCUMENTED = "as_documented"
    DIFFERS = "differs"
    UNDETERMINED = "undetermined"


class ExitStatus(IntEnum):
    """The exit status of a command."""

    AS_DOCUMENTED = 0
    DIFFERS = 1
    USAGE = 2
    UNDETERMINED = 3


class DriftKind(StrEnum):
    """How a site differs from its guide at one place."""

    RENAMED = "renamed"
    RECASED = "recased"
    REWORDED = "reworded"
    MOVED = "moved"
    REORDERED = "reordered"
    RE_ROLED = "re_roled"
    RETARGETED = "retargeted"
    REMOVED = "removed"
    ADDED = "added"
    AMBIGUOUS = "ambiguous"
    DISABLED = "disabled"
    WRONG_VALUE = "wrong_value"
    BEHAVES = "behaves"


class Severity(StrEnum):
    """What a difference does to somebody who follows the guide, the least first."""

    COSMETIC = "cosmetic"
    MISLEADS = "misleads"
    BLOCKS = "blocks"

    def is_below(self, other: "Severity") -> bool:
        """Say whether it matters less than another one."""
        order = [*Severity]
        return order.index(self) < order.index(other)


Yardstick = Literal["guide", "recording"]


@dataclass(frozen=True)
class Drift:
    """One difference between the site and the guide or a recording."""

    kind: DriftKind
    what: str
    """What kind of element it is: link, field, heading, text, and so on."""
    region: str
    documented: str | None
    observed: str | None
    against: Yardstick = "guide"
    screen: str = ""
    """The screen on which it was seen, as the guide file calls it."""
    accepted: bool = False
    """Somebody looked at it and accepted the observed words until the guide is corrected."""
    remark: str = ""
    """By whom and until when it is accepted, or was."""
    severity: Severity = Severity.MISLEADS

    def __str__(self) -> str:
        """Say the difference in one line."""
        verb = "documented" if self.against == "guide" else "recorded"
        match self.kind:
            case DriftKind.ADDED if self.documented is None:
                words = f"{self.observed!r} is there and not in the {self.against}"
            case DriftKind.REMOVED if self.observed is None:
                words = f"{self.documented!r} is not there"
            case _:
                words = f"{verb} {self.documented!r}, observed {self.observed!r}"
        accepted = f", {self.remark or 'accepted'}" if self.accepted or self.remark else ""
        return f"{self.kind} {self.what} ({self.region}): {words}{accepted}"


@dataclass(frozen=True)
class Mark:
    """A place on the picture of a step, in pixels from its left and upper edge."""

    what: Literal["control", "difference", "missing"]
    """What the guide says to use there, what differs there, or what should have been there."""
    x: float
    y: float
    width: float
    height: float
    words: str | None = field(default=None, kw_only=True)
    """The documented words of what is missing."""


@dataclass(frozen=True)
class Place:
    """Where on the picture of a step a control is that the guide names, in pixels as above."""

    words: str
    """The words of the guide."""
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class StepResult:
    """The result of one step, and its evidence."""

    number: int
    action: str
    verdict: Verdict = Verdict.NOT_REACHED
    cause: Cause | None = None
    reason: str | None = None
    """One sentence for a reader: why it is blocked or withheld, or which remedy helped."""
    drifts: Sequence[Drift] = field(default_factory=list)
    notes: Sequence[str] = field(default_factory=list)
    documented: Sequence[str] = field(default_factory=list)
    """The words of this step that were compared with the screen."""
    url: str | None = None
    seconds: float = 0.0
    screenshot: str | None = None
    outline: str | None = None
    reading: str | None = None
    """The file of what is compared with a recording."""
    marks: Sequence[Mark] = field(default_factory=list)
    """What is meant on the picture."""
    ignored: Sequence[Drift] = field(default_factory=list)
    """Differences that somebody has a rule to ignore, and that do not count."""
    good_screenshot: str | None = None
    """The picture of the same step at the last walk that found it as documented."""
    screen: str | None = None
    """Which screen its picture shows, as the guide file calls it."""
    places: Sequence[Place] = field(default_factory=list)

    @property
    def is_checked(self) -> bool:
        """Whether its verdict says something about the site."""
        is_judged = self.verdict is Verdict.BLOCKED and self.cause in BY_THE_SITE
        return self.verdict in _CHECKED or is_judged

    @property
    def verdict_label(self) -> str:
        """The verdict with its cause, or with what is to be said of its differences."""
        if self.cause:
            return f"{self.verdict} ({self.cause})"
        if self.is_accepted:
            return f"{self.verdict} (accepted)"
        if self.verdict is not Verdict.AS_DOCUMENTED or not self.drifts:
            return str(self.verdict)
        # What fails no walk is told all the same.
        worst = max((drift.severity for drift in self.drifts), key=[*Severity].index)
        how = "cosmetic " if worst is Severity.COSMETIC else ""
        count = len(self.drifts)
        return f"{self.verdict} ({count} {how}difference{'' if count == 1 else 's'})"

    @property
    def is_accepted(self) -> bool:
        """Whether it differs, and somebody accepted every difference of it."""
        differs = self.verdict is Verdict.DRIFTED and bool(self.drifts)
        return differs and all(drift.accepted for drift in self.drifts)

    def rated(self, severity_of: Callable[[Drift], Severity], fail_on: Severity) -> "StepResult":
        """Return it with a severity of each difference; those below `fail_on` fail no step."""
        drifts = [replace(drift, severity=severity_of(drift)) for drift in self.drifts]
        minor = all(drift.severity.is_below(fail_on) for drift in drifts)
        is_minor = self.verdict is Verdict.DRIFTED and drifts and minor and not self.reason
        verdict = Verdict.AS_DOCUMENTED if is_minor else self.verdict
        return replace(self, verdict=verdict, drifts=drifts)


@dataclass(frozen=True)
class Origin:
    """How a walk was made, so that somebody else can make it again; nothing in it is secret."""

    command: str
    guide_file: str
    guide_sha256: str
    scenarios: tuple[str, ...]
    begin: int
    until: int
    version: str
    """The version of this program."""
    time_zone: str
    """How far the clock of the machine is from UTC."""
    program: str = "python -m walk"
    """How this program is called there."""
    out: str = "walk-report"
    """The folder of the report."""


@dataclass(frozen=True)
class WalkResult:
    """A whole walk, with one entry per documented step."""

    court: str
    title: str
    environment: str
    kind: str
    website: str
    browser: str
    browser_version: str
    started: datetime
    seconds: float
    steps: tuple[StepResult, ...]
    may_be_linked: bool = False
    """Whether a Submit that links has left, whatever came of it."""
    has_evidence: bool = True
    """Whether pictures and outlines were to be kept."""
    is_strict: bool = False
    """Whether what somebody accepted fails the walk too."""
    not_compared: tuple[int, ...] = ()
    """The steps that it was to walk and whose recorded screens were compared with none."""
    obsolete: tuple[Drift, ...] = ()
    """What is accepted and as documented again."""
    unused: tuple[str, ...] = ()
    """The rules of what to ignore that were about nothing."""
    asked_for: tuple[float, float] = (1, inf)
    """The first and the last step that it was to walk."""
    lacks: str | None = None
    """What it was not given, so that it withheld steps."""
    required: int = 0
    """How many steps had to be checked."""
    made: Origin | None = None
    """How it was made."""

    @property
    def checked(self) -> int:
        """How many steps were checked."""
        return sum(step.is_checked for step in self.steps)

    @property
    def warning(self) -> str | None:
        """What nobody may overlook: what was done at a court elsewhere cannot be undone."""
        is_made_up = self.kind == "mock" and self.outcome is Outcome.AS_DOCUMENTED
        return MAY_BE_LINKED if self.may_be_linked and not is_made_up else None

    @property
    def outcome(self) -> Outcome:
        """The outcome; a known difference outweighs a step that could not be checked."""
        causes = {step.cause for step in self.steps if step.verdict is Verdict.BLOCKED}
        if causes & {Cause.SITE, Cause.UNEXPECTED_HOST} or any(
            step.verdict is Verdict.DRIFTED and (self.is_strict or not step.is_accepted)
            for step in self.steps
        ):
            return Outcome.DIFFERS
        cannot_tell = causes or self.checked < self.required
        return Outcome.UNDETERMINED if cannot_tell else Outcome.AS_DOCUMENTED

    @property
    def exit_status(self) -> ExitStatus:
        """The exit status that the outcome gives."""
        return {
            Outcome.AS_DOCUMENTED: ExitStatus.AS_DOCUMENTED,
            Outcome.DIFFERS: ExitStatus.DIFFERS,
            Outcome.UNDETERMINED: ExitStatus.UNDETERMINED,
        }[self.outcome]


RESULT = "walk.json"


class _MayLink(Protocol):
    @property
    def may_be_linked(self) -> bool: ...


@contextmanager
def warned(walk: _MayLink) -> Iterator[None]:
    """Add to any error that ends this block that the accounts may be linked, if they may."""
    try:
        yield
    except BaseException as error:
        if walk.may_be_linked and MAY_BE_LINKED not in getattr(error, "__notes__", ()):
            error.add_note(MAY_BE_LINKED)
        raise

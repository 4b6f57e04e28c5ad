"""What one walk is given: the guide to follow, the court to walk in, and where evidence goes."""

from dataclasses import dataclass, field

from walk.guide.model import Guide
from walk.guide.overlay import Accepted
from walk.recordings.recording import Recording
from walk.report.evidence import Evidence
from walk.results import Severity
from walk.safety.sign_on_budget import CountSignOn, not_counted
from walk.safety.target import Target


@dataclass(frozen=True)
class WalkSetup:
    """Everything that one walk needs except its browser."""

    guide: Guide
    target: Target
    evidence: Evidence
    accepted: Accepted = field(default_factory=Accepted)
    recording: Recording | None = None
    is_recorded: bool = False
    """Its readings are kept to compare later walks with."""
    carry_on: bool = False
    """Go on by likely new names, which is for the embedded court only."""
    fail_on: Severity = Severity.MISLEADS
    """A difference that matters less leaves a step as documented."""
    is_strict: bool = False
    """What somebody accepted fails the walk too."""
    tries_remedies: bool = True
    """Try what the guide says to do if the menus do not appear."""
    count_sign_on: CountSignOn = not_counted
    """Counts each sign-on after the first one."""
    begin: int = 1
    """The step to begin at, or soon before it, which is for the embedded court only."""

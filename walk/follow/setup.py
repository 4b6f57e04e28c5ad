"""What one walk is given: the guide to follow, the court to walk in, and where evidence goes."""

from dataclasses import dataclass, field

from walk.guide.model import Guide
from walk.guide.overlay import Accepted
from walk.recordings.recording import Recording
from walk.report.evidence import Evidence
from walk.results import Severity
from walk.safety.target import Target


@dataclass(frozen=True)
class WalkSetup:
    """Everything that one walk needs except its browser."""

    guide: Guide
    target: Target
    evidence: Evidence
    accepted: Accepted = field(default_factory=Accepted)
    recording: Recording | None = None
    carry_on: bool = False
    """Go on by likely new names, which is for the embedded court only."""
    fail_on: Severity = Severity.MISLEADS
    """A difference that matters less leaves a step as documented."""
    is_strict: bool = False
    """What somebody accepted fails the walk too."""
    begin: int = 1
    """The step to begin at, or soon before it, which is for the embedded court only."""

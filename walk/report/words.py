"""What a report says of steps and of differences, in a reader's words."""

from collections.abc import Sequence
from enum import StrEnum

from walk.results import BY_THE_SITE, Cause, Drift, DriftKind, Severity, StepResult, Verdict
from walk.results import WalkResult as Walked

LONGEST = 120
"""So many characters of a site's words stand in a sentence."""


class Quoted(str):
    """Words of a guide or of a site, which a sentence sets apart from its own."""

    __slots__ = ()


Sentence = Sequence[str]
"""The parts of a sentence; some of them may be quoted."""


def quoted(words: str | None) -> Quoted:
    """Return a site's words as one line that fits into a sentence."""
    line = " ".join((words or "").split())
    return Quoted(line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…")


def plain(sentence: Sentence) -> str:
    """Return a sentence as text, with quotation marks around what is quoted."""
    return "".join(f"“{part}”" if isinstance(part, Quoted) else part for part in sentence)


class Standing(StrEnum):
    """What a reader has to know of a step at a glance."""

    SEEN = "seen"
    ACCEPTED = "accepted"
    UNNEEDED = "unneeded"
    DIFFERS = "differs"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    UNREACHED = "unreached"
    UNASKED = "unasked"

    @property
    def letter(self) -> str:
        """The letter of its cell, for those who do not see colors."""
        return _LETTERS[self]

    @property
    def words(self) -> str:
        """What the letter stands for."""
        return _WORDS[self]


_LETTERS = {
    Standing.SEEN: "A",
    Standing.ACCEPTED: "C",
    Standing.UNNEEDED: "N",
    Standing.DIFFERS: "D",
    Standing.BLOCKED: "B",
    Standing.UNKNOWN: "?",
    Standing.WITHHELD: "W",
    Standing.UNREACHED: "R",
    Standing.UNASKED: "L",
}
_WORDS = {
    Standing.SEEN: "As documented",
    Standing.ACCEPTED: "Differs as accepted",
    Standing.UNNEEDED: "Not needed",
    Standing.DIFFERS: "Differs",
    Standing.BLOCKED: "Cannot be done",
    Standing.UNKNOWN: "Not checked",
    Standing.WITHHELD: "Withheld",
    Standing.UNREACHED: "Not reached",
    Standing.UNASKED: "Not asked for",
}
_CAUSES = {
    Cause.SITE: "the page is not as documented",
    Cause.UNEXPECTED_HOST: "the page is on a host that the environment does not name",
    Cause.MAINTENANCE: "the court says that it is down",
    Cause.TRANSPORT: "the court gave no answer that is of use",
    Cause.CREDENTIALS: "these accounts cannot do this step",
    Cause.POLICY: "a lock of the walk refused it",
    Cause.OURS: "the walk itself failed",
}


def standing_of(step: StepResult, walked: Walked) -> Standing:
    """Return how a step of a walk stands."""
    first, last = walked.asked_for
    match step.verdict:
        case Verdict.DRIFTED if step.is_accepted and not walked.is_strict:
            return Standing.ACCEPTED
        case Verdict.BLOCKED if step.cause not in BY_THE_SITE:
            return Standing.UNKNOWN
        case Verdict.NOT_REACHED if not first <= step.number <= last:
            return Standing.UNASKED
        case verdict:
            return _STANDINGS[verdict]


_STANDINGS = {
    Verdict.AS_DOCUMENTED: Standing.SEEN,
    Verdict.DRIFTED: Standing.DIFFERS,
    Verdict.BLOCKED: Standing.BLOCKED,
    Verdict.WITHHELD: Standing.WITHHELD,
    Verdict.NOT_REACHED: Standing.UNREACHED,
    Verdict.NOT_NEEDED: Standing.UNNEEDED,
}


def verdict_words(step: StepResult, walked: Walked) -> str:
    """Return the verdict of a step in words, with what is to be said of it."""
    standing = standing_of(step, walked)
    if standing in (Standing.BLOCKED, Standing.UNKNOWN):
        return f"{standing.words}: {cause_words(step.cause)}"
    if standing is Standing.SEEN and step.drifts:
        return f"{standing.words}, but for {_count(step.drifts)} that fails no walk"
    return standing.words


def cause_words(cause: Cause | None) -> str:
    """Return what a cause means."""
    return _CAUSES[cause or Cause.OURS]


def _count(drifts: Sequence[Drift]) -> str:
    is_cosmetic = all(drift.severity is Severity.COSMETIC for drift in drifts)
    how = "cosmetic difference" if is_cosmetic else "difference"
    return f"{len(drifts)} {how}{'' if len(drifts) == 1 else 's'}"


def noun(drift: Drift) -> str:
    """Return what a reader calls the thing that differs."""
    is_of_menu = "menu" in drift.region and drift.what in ("link", "item")
    return "menu item" if is_of_menu else drift.what


def says(drift: Drift) -> Sentence:
    """Return a clause that says what differs, without a full stop."""
    one, there, here = noun(drift), quoted(drift.documented), quoted(drift.observed)
    source = drift.against
    match drift.kind:
        case DriftKind.RENAMED if not drift.observed:
            return (f"the {one} ", there, " has lost its name")
        case DriftKind.RENAMED:
            return (f"the {one} is now called ", here, f"; the {source} says ", there)
        case DriftKind.RECASED:
            return (f"the {one} is now written ", here, f"; the {source} writes ", there)
        case DriftKind.REWORDED:
            return (f"the {one} now says ", here, f"; the {source} says ", there)
        case DriftKind.MOVED:
            return (f"the {one} ", there, " is in another place: ", here)
        case DriftKind.REORDERED:
            return (f"the order of the {one}s is now ", here, f"; the {source} has ", there)
        case DriftKind.RE_ROLED:
            return (f"the {one} ", there, " is now of another kind: ", here)
        case DriftKind.RETARGETED:
            return (f"the {one} ", there, " now leads elsewhere: ", here)
        case _:
            return _says_more(drift)


def _says_more(drift: Drift) -> Sentence:
    one, there, here = noun(drift), quoted(drift.documented), quoted(drift.observed)
    article = "an" if one[:1] in "aeiou" else "a"
    match drift.kind:
        case DriftKind.ADDED if drift.documented:
            return (there, f" now has {article} {one}: ", here)
        case DriftKind.ADDED:
            return (f"there is {article} {one} that the {drift.against} does not have: ", here)
        case DriftKind.REMOVED if drift.observed:
            return (f"the {one} ", there, " is missing: ", here)
        case DriftKind.REMOVED:
            return (f"the {one} ", there, " is missing")
        case DriftKind.AMBIGUOUS:
            return (f"the {one} ", there, " is there more than once")
        case DriftKind.DISABLED:
            return (f"the {one} ", there, " cannot be used")
        case DriftKind.WRONG_VALUE:
            return (f"beside {one} stands ", here, "; right is ", there)
        case _:
            return (f"the {drift.against} says ", there, "; what comes is: ", here)

"""The overlay of a guide: differences that somebody accepted until the guide is corrected."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import tomli_w
from pydantic import ConfigDict, Field, TypeAdapter

from walk.errors import UsageError
from walk.guide.reader import OWN_GUIDES
from walk.results import RESULT, Drift, DriftKind
from walk.settings.files import is_file, read_toml
from walk.settings.installation import command
from walk.settings.validation import checked

# These have to be right at every walk: names, where links lead, and what controls do.
_NEVER = (DriftKind.WRONG_VALUE, DriftKind.BEHAVES, DriftKind.RETARGETED, DriftKind.AMBIGUOUS)

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
_HEAD = """\
# Differences between guide and site that somebody looked at and accepted, until the guide itself is
# corrected. A walk goes on by the observed words, and still reports each difference.

"""


@dataclass(frozen=True)
class AcceptedDifference:
    """One accepted difference, as the file has it."""

    kind: AcceptableKind
    what: Annotated[str, Field(min_length=1)]
    screen: Annotated[str, Field(min_length=1)]
    documented: str = ""
    observed: str = ""


@dataclass(frozen=True)
class Accepted:
    """All that is accepted of one guide."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    difference: tuple[AcceptedDifference, ...] = ()

    def marked(self, drift: Drift) -> Drift:
        """Return the drift, marked if exactly this drift is accepted."""
        is_accepted = drift.kind not in _NEVER and _difference(drift) in self.difference
        return replace(drift, accepted=True) if is_accepted else drift

    def words(self, screen: str, documented: str) -> str | None:
        """Return the accepted words for a control of the guide, if there are any."""
        found = (
            each.observed
            for each in self.difference
            if (each.screen, each.documented) == (screen, documented)
            and each.kind in ("renamed", "recased")
        )
        return next(found, None)


_ADAPTER = TypeAdapter(Accepted)


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
    return checked(_ADAPTER, document, path)


def accept(run: Path, guide: str | None, given: Path | None) -> tuple[Path, Sequence[Drift]]:
    """Add the differences of a walk to an overlay; return its file and what is new in it."""
    court, drifts = _found(run)
    place = overlay_place(given, guide or court)
    before = read_accepted(place, court) if is_file(place) else Accepted()
    refused = [drift for drift in drifts if drift.kind in _NEVER]
    if refused:
        raise UsageError(
            f"Nothing was written, since this cannot be accepted: {refused[0]}; "
            "correct the site or the guide."
        )
    new = [drift for drift in drifts if _difference(drift) not in before.difference]
    if not new:
        raise UsageError(f"The walk in {run} found nothing that is not accepted already.")
    # An older entry for the same words is replaced.
    places = {(drift.screen, drift.documented) for drift in new if drift.documented}
    still = {_difference(drift) for drift in drifts}
    kept = [
        each
        for each in before.difference
        if each in still or (each.screen, each.documented) not in places
    ]
    every = [*kept, *dict.fromkeys(map(_difference, new))]
    text = tomli_w.dumps({"difference": [_without_empty(each) for each in every]})
    aside = place.with_name(f".{place.name}")
    try:
        if not given:
            place.parent.mkdir(exist_ok=True)
        aside.write_text(_HEAD + text, encoding="utf-8")
        aside.replace(place)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise UsageError(
            f"The overlay {place} cannot be written ({error.strerror}); "
            "name another with --overlay."
        ) from None
    return place, new


def _found(run: Path) -> tuple[str, list[Drift]]:
    """Return the court and the differences from the guide in the report of a walk."""
    try:
        result = json.loads((run / RESULT).read_text(encoding="utf-8"))
        drifts = [
            Drift(**(drift | {"kind": DriftKind(drift["kind"])}))
            for step in result["steps"]
            for drift in step["drifts"]
            if drift["against"] == "guide"
        ]
        return str(result["guide"]["court"]), drifts
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(
            f"{run} is not the report of a walk; name the folder that `walk follow` wrote."
        ) from None


def _difference(drift: Drift) -> AcceptedDifference:
    return AcceptedDifference(
        drift.kind.value,  # type: ignore[arg-type]
        drift.what,
        drift.screen,
        drift.documented or "",
        drift.observed or "",
    )


def _without_empty(difference: AcceptedDifference) -> dict[str, str]:
    return {key: value for key, value in asdict(difference).items() if value}

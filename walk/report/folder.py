"""The folder of a report: made aside, and put in its place only when it is whole."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from walk.errors import UsageError

RESULT = "walk.json"
_OF_A_REPORT = re.compile(r"walk\.json|junit\.xml|index\.html|step-\d+\.(png|yaml)")


@contextmanager
def report_folder(place: Path) -> Iterator[Path]:
    """Give a folder to write a report into; it replaces an earlier report at `place` at the end."""
    named = place
    try:
        # Only so has the current folder a name and a parent, and a link leads to its folder.
        place = place.resolve()
        if place.exists() and not (place.is_dir() and _replaceable(place)):
            raise UsageError(
                f"{named} is there and is not the report of a walk and no more; "
                "name another place with --out."
            )
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    except OSError as error:
        raise UsageError(
            f"No report can be written at {named} ({error.strerror}); "
            "name another place with --out."
        ) from None
    earlier = aside.with_name(f"{aside.name}-earlier")
    try:
        yield aside
        # mkdtemp lets only its owner look, and a report is for everybody who may see the folder.
        aside.chmod(0o755)
        if place.exists():
            place.replace(earlier)
        aside.replace(place)
    finally:
        # Who is stopped between the two moves gets the earlier report back.
        if earlier.exists() and not place.exists():
            earlier.replace(place)
        for left_over in (aside, earlier):
            shutil.rmtree(left_over, ignore_errors=True)


def _replaceable(place: Path) -> bool:
    """Say whether nothing is there but an earlier report, since all that is there goes with it."""
    names = [each.name for each in place.iterdir() if each.is_file()]
    is_all = len(names) == len(list(place.iterdir())) and all(map(_OF_A_REPORT.fullmatch, names))
    return is_all and (RESULT in names or not names)

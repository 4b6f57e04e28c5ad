"""The folder of a report: made aside, and put in its place only when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from walk.errors import UsageError

RESULT = "walk.json"


@contextmanager
def report_folder(place: Path) -> Iterator[Path]:
    """Give a folder to write a report into; it replaces an earlier report at `place` at the end."""
    if place.exists() and not (place.is_dir() and _replaceable(place)):
        raise UsageError(
            f"{place} is there and is not the report of a walk; name another place with --out."
        )
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    except OSError as error:
        raise UsageError(
            f"No report can be written at {place} ({error.strerror}); "
            "name another place with --out."
        ) from None
    try:
        yield aside
        # mkdtemp lets only its owner look, and a report is for everybody who may see the folder.
        aside.chmod(0o755)
        if place.exists():
            shutil.rmtree(place)
        aside.replace(place)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _replaceable(place: Path) -> bool:
    return (place / RESULT).is_file() or not any(place.iterdir())

"""The folder of a report."""

import re
from contextlib import AbstractContextManager
from pathlib import Path

from walk.folders import FolderKind, replace_folder
from walk.results import RESULT

_REPORT = FolderKind(
    "report",
    RESULT,
    re.compile(
        r"walk\.json|junit\.xml|ctrf\.json|index\.html|step-\d+(-good)?\.(png|yaml|json)|trace-\d+\.zip"
    ),
    "--out",
)


def report_folder(place: Path) -> AbstractContextManager[Path]:
    """Give a folder to write a report into; it replaces an earlier report at `place` at the end."""
    return replace_folder(place, _REPORT)

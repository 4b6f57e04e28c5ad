"""The files of a report: walk.json and others for programs, index.html for people."""

import json
from collections.abc import Callable
from pathlib import Path

from walk.browser.traces import traces_in
from walk.guide.model import Guide
from walk.report.formats.ctrf import ctrf
from walk.report.formats.junit import junit
from walk.report.formats.result import document
from walk.report.page.page import page
from walk.results import RESULT, WalkResult

INDEX = "index.html"
JUNIT = "junit.xml"
CTRF = "ctrf.json"


def write_report(walked: WalkResult, guide: Guide, folder: Path) -> Exception | None:
    """Write all files of the report into `folder`.

    Return what kept one for people or CI from being written; without walk.json there is no report.
    """
    (folder / RESULT).write_text(_json(document(walked)), encoding="utf-8", errors="replace")
    failed = [
        _written(folder / JUNIT, lambda place: _write_junit(walked, place)),
        _written(folder / CTRF, lambda place: _write_ctrf(walked, place)),
        _written(folder / INDEX, lambda place: _write_html(walked, guide, place)),
    ]
    return next(filter(None, failed), None)


def _written(place: Path, write: Callable[[Path], None]) -> Exception | None:
    """Write a file, or return why it could not be written, and leave none."""
    try:
        write(place)
    except Exception as error:  # noqa: BLE001 what was found must not be lost with one of its files
        place.unlink(missing_ok=True)
        return error
    return None


def _json(content: object) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, default=str) + "\n"


def _write_junit(walked: WalkResult, place: Path) -> None:
    junit(walked).write(str(place), pretty=True)


def _write_ctrf(walked: WalkResult, place: Path) -> None:
    place.write_text(_json(ctrf(walked)), encoding="utf-8", errors="replace")


def _write_html(walked: WalkResult, guide: Guide, place: Path) -> None:
    whole = page(walked, guide, place.parent, traces_in(place.parent))
    # Half a character, as scripts may leave one on a page, has no place in UTF-8.
    place.write_text(whole, encoding="utf-8", errors="replace")

"""The files of a report: walk.json for programs, junit.xml for CI, index.html for people."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from walk.browser.traces import traces_in
from walk.guide.model import Guide
from walk.report.coverage import coverage_of, summary, too_few
from walk.report.terminal import printable, remarks
from walk.results import RESULT, Cause, StepResult, Verdict, WalkResult

SCHEMA = 1
INDEX = "index.html"


def write_report(walked: WalkResult, guide: Guide, folder: Path) -> Exception | None:
    """Write all files of the report into `folder`.

    Return what kept one for people or CI from being written; without walk.json there is no report.
    """
    # Half a character, as scripts may leave one on a page, has no place in UTF-8.
    result = json.dumps(_result(walked), indent=1, ensure_ascii=False, default=str)
    (folder / RESULT).write_text(result + "\n", encoding="utf-8", errors="replace")
    failed = [
        _written(folder / "junit.xml", lambda place: _write_junit(walked, place)),
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


def _write_junit(walked: WalkResult, place: Path) -> None:
    _junit(walked).write(str(place), pretty=True)


def _write_html(walked: WalkResult, guide: Guide, place: Path) -> None:
    page = _html(walked, guide, traces_in(place.parent))
    place.write_text(page, encoding="utf-8", errors="replace")


def _result(walked: WalkResult) -> dict[str, Any]:
    counts = coverage_of(walked)
    return {
        "schema": SCHEMA,
        "guide": {"court": walked.court, "title": walked.title, "steps": len(walked.steps)},
        "environment": {
            "name": walked.environment,
            "kind": walked.kind,
            "website": walked.website,
        },
        "browser": {"name": walked.browser, "version": walked.browser_version},
        "started": walked.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "seconds": round(walked.seconds, 3),
        "outcome": walked.outcome,
        "checked": counts.checked,
        "withheld": counts.withheld,
        "of": counts.of,
        "required": walked.required,
        "may_be_linked": walked.may_be_linked,
        "evidence": walked.has_evidence,
        "not_compared": list(walked.not_compared),
        "obsolete": [asdict(each) for each in walked.obsolete],
        "steps": [asdict(step) | {"seconds": round(step.seconds, 3)} for step in walked.steps],
    }


def _junit(walked: WalkResult) -> JUnitXml:
    suite = TestSuite(f"{walked.title} ({walked.court})")
    suite.timestamp = walked.started.strftime("%Y-%m-%dT%H:%M:%S")
    suite.add_property("may_be_linked", str(walked.may_be_linked).lower())
    counts = coverage_of(walked)
    suite.add_property("checked", str(counts.checked))
    suite.add_property("withheld", str(counts.withheld))
    suite.add_property("of", str(counts.of))
    suite.add_property("required", str(walked.required))
    suite.add_property("summary", printable(summary(walked)))
    taken = [step for step in walked.steps if step.verdict is not Verdict.NOT_REACHED]
    for step in walked.steps:
        case = TestCase(f"{step.number:02} {step.action}", f"walk.{walked.court}", step.seconds)
        if outcome := _junit_outcome(step):
            case.result = [outcome]
        if walked.warning and step is taken[-1]:
            case.system_err = walked.warning
        suite.add_testcase(case)
    if few := too_few(walked):
        case = TestCase("Enough steps are checked", f"walk.{walked.court}")
        case.result = [Error(few, "too few steps checked")]
        suite.add_testcase(case)
    report = JUnitXml()
    report.add_testsuite(suite)
    return report


def _junit_outcome(step: StepResult) -> Failure | Error | Skipped | None:
    message = "; ".join(remarks(step)) or str(step.verdict)
    match step.verdict:
        case Verdict.AS_DOCUMENTED:
            return None
        case Verdict.DRIFTED:
            return Failure(message, step.verdict_label)
        case Verdict.BLOCKED:
            differs = step.cause in (Cause.SITE, Cause.UNEXPECTED_HOST)
            return (Failure if differs else Error)(message, f"blocked: {step.cause}")
        case _:
            return Skipped(message, str(step.verdict))


def _html(walked: WalkResult, guide: Guide, traces: Sequence[str]) -> str:
    templates = Environment(
        loader=PackageLoader("walk.report", "."),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    numbers = (None, *(step.number for step in guide.steps))
    slips = {number: [slip for slip in guide.slips if slip.step == number] for number in numbers}
    return templates.get_template("index.html").render(
        walked=walked,
        guide=guide,
        slips=slips,
        traces=traces,
        summary=summary(walked),
        too_few=too_few(walked),
    )

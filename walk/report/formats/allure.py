"""Results for Allure Report (https://allurereport.org): a file for each step, with its evidence."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from walk.errors import UsageError
from walk.report.answer import why_unseen
from walk.report.terminal import remarks
from walk.report.words import Standing, standing_of
from walk.results import Severity, StepResult, WalkResult

try:
    from allure_commons.logger import AllureFileLogger
    from allure_commons.model2 import (
        Attachment,
        Label,
        Link,
        Parameter,
        Status,
        StatusDetails,
        TestResult,
    )
    from allure_commons.types import AttachmentType, LabelType, LinkType
except ImportError:
    raise UsageError(
        "--allure needs the extra `allure`: install court-walk[allure], or allure-python-commons."
    ) from None

_STATUSES = {
    Standing.SEEN: Status.PASSED,
    Standing.ACCEPTED: Status.PASSED,
    Standing.DIFFERS: Status.FAILED,
    Standing.BLOCKED: Status.FAILED,
    # The walk could not tell.
    Standing.UNKNOWN: Status.BROKEN,
}
_SEVERITIES = {
    Severity.BLOCKS: "blocker",
    Severity.MISLEADS: "normal",
    Severity.COSMETIC: "trivial",
}


def open_folder(place: Path) -> AllureFileLogger:
    """Make the folder of the results, if it is not there; `UsageError` says why it cannot be."""
    try:
        return AllureFileLogger(str(place))
    except OSError as error:
        raise UsageError(
            f"The folder {place} of --allure cannot be made ({error.strerror}); name another one."
        ) from None


def write_allure(walked: WalkResult, report: Path, place: Path) -> None:
    """Add the steps of a walk to the results in a folder, with what its report keeps of each."""
    results = open_folder(place)
    begun = walked.started.timestamp()
    for step in walked.steps:
        result = _result(step, walked, begun)
        begun += step.seconds
        for kept, kind in (
            (step.screenshot, AttachmentType.PNG),
            (step.outline, AttachmentType.YAML),
        ):
            if kept and (report / kept).is_file():
                source = f"{uuid4()}-attachment.{kind.extension}"
                results.report_attached_file(str(report / kept), source)
                result.attachments.append(Attachment(kept, source, kind.mime_type))
        results.report_result(result)


def _result(step: StepResult, walked: WalkResult, begun: float) -> TestResult:
    name = f"{step.number:02} {step.action}"
    # Allure tells by it which result of an earlier run is of the same step.
    same = f"{walked.title}: {walked.court}: {walked.environment}: {walked.browser}: {step.number}"
    message = "\n".join(remarks(step)) or why_unseen(step, walked)
    return TestResult(
        uuid=str(uuid4()),
        historyId=same,
        testCaseId=f"{walked.title}: {step.number}",
        fullName=f"{walked.title}: {name}",
        name=name,
        status=_STATUSES.get(standing_of(step, walked), Status.SKIPPED),
        statusDetails=StatusDetails(message=message) if message else None,
        start=round(1000 * begun),
        stop=round(1000 * (begun + step.seconds)),
        labels=[*_labels(step, walked)],
        links=[Link(LinkType.LINK, step.url, "the page")] if step.url else [],
        parameters=[Parameter("browser", repr(f"{walked.browser} {walked.browser_version}"))],
    )


def _labels(step: StepResult, walked: WalkResult) -> Iterator[Label]:
    yield Label(LabelType.PARENT_SUITE, walked.court)
    yield Label(LabelType.SUITE, walked.title)
    yield Label(LabelType.FRAMEWORK, "court-walk")
    yield Label(LabelType.TAG, step.verdict)
    if step.drifts:
        worst = max((drift.severity for drift in step.drifts), key=[*Severity].index)
        yield Label(LabelType.SEVERITY, _SEVERITIES[worst])

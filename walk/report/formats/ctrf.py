"""ctrf.json: the same as junit.xml in the Common Test Report Format (https://ctrf.io)."""

from collections import Counter
from typing import Any

from walk.report.answer import why_unseen
from walk.report.terminal import remarks
from walk.report.words import Standing, standing_of
from walk.results import StepResult, WalkResult

_STATUSES = {
    Standing.SEEN: "passed",
    Standing.DIFFERS: "failed",
    Standing.BLOCKED: "failed",
    # The walk could not tell, which is neither.
    Standing.UNKNOWN: "other",
    Standing.UNREACHED: "pending",
}
_ALL = ("passed", "failed", "pending", "skipped", "other")


def ctrf(walked: WalkResult) -> dict[str, Any]:
    """Return the file of a walk; its times are in milliseconds."""
    start = round(walked.started.timestamp() * 1000)
    tests = [_test(step, walked) for step in walked.steps]
    counts = Counter(test["status"] for test in tests)
    return {
        "reportFormat": "CTRF",
        "specVersion": "0.0.0",
        "results": {
            "tool": {
                "name": "court-walk",
                **({"version": walked.made.version} if walked.made else {}),
            },
            "summary": {
                "tests": len(tests),
                **{status: counts[status] for status in _ALL},
                "start": start,
                "stop": start + round(walked.seconds * 1000),
            },
            "tests": tests,
            "environment": {
                "testEnvironment": walked.environment,
                "extra": {"court": walked.court, "browserVersion": walked.browser_version},
            },
        },
    }


def _test(step: StepResult, walked: WalkResult) -> dict[str, Any]:
    standing = standing_of(step, walked)
    message = "; ".join(remarks(step)) or why_unseen(step, walked)
    return {
        "name": f"{step.number:02} {step.action}",
        "status": _STATUSES.get(standing, "skipped"),
        "duration": round(step.seconds * 1000),
        "rawStatus": step.verdict_label,
        "suite": [f"{walked.title} ({walked.court})"],
        "browser": walked.browser,
        **({"message": message} if message else {}),
    }

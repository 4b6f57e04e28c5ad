"""walk.json: all that a walk found, for programs; walk.schema.json beside it says what is in it."""

from dataclasses import asdict
from typing import Any

from walk.report.answer import answer_text
from walk.report.coverage import coverage_of
from walk.results import WalkResult

SCHEMA = 1


def document(walked: WalkResult) -> dict[str, Any]:
    """Return what walk.json holds; fields are only ever added to it."""
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
        "answer": answer_text(walked),
        "checked": counts.checked,
        "withheld": counts.withheld,
        "of": counts.of,
        "required": walked.required,
        "may_be_linked": walked.may_be_linked,
        "evidence": walked.has_evidence,
        "made": asdict(walked.made) if walked.made else None,
        "not_compared": list(walked.not_compared),
        "obsolete": [asdict(each) for each in walked.obsolete],
        "unused": list(walked.unused),
        "steps": [asdict(step) | {"seconds": round(step.seconds, 3)} for step in walked.steps],
    }

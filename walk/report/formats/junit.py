"""junit.xml: one case for each step, whatever became of it, for CI systems."""

from junitparser import Error, Failure, Skipped
from junitparser.xunit2 import JUnitXml, TestCase, TestSuite

from walk.report.answer import answer_text, why_unseen
from walk.report.coverage import coverage_of, summary, too_few
from walk.report.terminal import printable, remarks
from walk.report.words import Standing, standing_of, verdict_words
from walk.results import StepResult, Verdict, WalkResult


def junit(walked: WalkResult) -> JUnitXml:
    """Return the file of a walk."""
    suite = TestSuite(f"{walked.title} ({walked.court})")  # type: ignore[no-untyped-call]
    suite.timestamp = walked.started.strftime("%Y-%m-%dT%H:%M:%S")
    suite.add_property("may_be_linked", str(walked.may_be_linked).lower())
    counts = coverage_of(walked)
    suite.add_property("checked", str(counts.checked))
    suite.add_property("withheld", str(counts.withheld))
    suite.add_property("of", str(counts.of))
    suite.add_property("required", str(walked.required))
    suite.add_property("summary", printable(summary(walked)))
    suite.add_property("answer", printable(answer_text(walked)))
    taken = [step for step in walked.steps if step.verdict is not Verdict.NOT_REACHED]
    for step in walked.steps:
        case = _case(step, walked)
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


def _case(step: StepResult, walked: WalkResult) -> TestCase:
    name = f"{step.number:02} {step.action}"
    case = TestCase(name, f"walk.{walked.court}", round(step.seconds, 3))
    case.add_property("verdict", step.verdict)
    case.add_property("standing", standing_of(step, walked))
    if step.cause:
        case.add_property("cause", step.cause)
    if outcome := _outcome(step, walked):
        case.result = [outcome]
    return case


def _outcome(step: StepResult, walked: WalkResult) -> Failure | Error | Skipped | None:
    standing = standing_of(step, walked)
    message = "; ".join(remarks(step)) or why_unseen(step, walked) or verdict_words(step, walked)
    match standing:
        case Standing.SEEN:
            return None
        case Standing.DIFFERS:
            return Failure(message, step.verdict_label)
        case Standing.BLOCKED:
            return Failure(message, f"blocked: {step.cause}")
        case Standing.UNKNOWN:
            return Error(message, f"blocked: {step.cause}")
        case Standing.ACCEPTED:
            return Skipped(message, "accepted")
        case _:
            return Skipped(message, str(step.verdict))

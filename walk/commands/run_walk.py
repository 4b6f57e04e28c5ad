"""From options to one walk, for `follow` and `record`."""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from walk.browser.driver import Driver, StartDriver, start_driver
from walk.browser.find import Browser, find_browser
from walk.browser.options import SessionOptions
from walk.browser.session import open_browser_session
from walk.errors import UsageError
from walk.follow.setup import WalkSetup
from walk.follow.walk import Walk
from walk.guide.model import Guide
from walk.guide.reader import read_guide
from walk.interruptions import Interruptions
from walk.report.terminal import progress_display
from walk.results import Outcome, WalkResult, warned
from walk.safety.request_filter import RequestFilter
from walk.safety.target import OpenCourt, begun, open_own_court
from walk.settings.config import Config, Environment, Project, read_config


@dataclass(frozen=True)
class Launchers:
    """What opens the embedded court and starts the browser's driver; a test gives its own."""

    open_court: OpenCourt = open_own_court
    start_driver: StartDriver = start_driver


LAUNCHERS = Launchers()
"""Those of every walk outside of a test."""


@dataclass(frozen=True)
class WalkOptions:
    """What `follow` and `record` both take from the command line."""

    guide: str
    environment: str
    config: Path
    browser: str
    headed: bool
    until: int | None
    scenario: Sequence[str]


@dataclass(frozen=True)
class WalkRequest:
    """What the options ask for, with all files read and the browser found."""

    guide: Guide
    environment: Environment
    config: Config
    project: Project
    browser: Browser
    headed: bool
    until: int
    scenario: Sequence[str]
    required: int = 0
    """How many steps have to be checked."""

    @property
    def may_link(self) -> bool:
        """Whether it comes to a step that may link accounts for good."""
        screens = (screen for step in self.guide.steps[: self.until] for screen in step.screen)
        return any(part.links_accounts for screen in screens for part in screen.in_turn)


def read_request(options: WalkOptions) -> WalkRequest:
    """Read what the options name; `UsageError` if that cannot be walked."""
    config = read_config(options.config)
    guide = read_guide(options.guide)
    environment = config.environment(options.environment)
    project = config.project(options.browser)
    last = len(guide.steps)
    if options.until is not None and not 1 <= options.until <= last:
        raise UsageError(f"There is no step {options.until}: the steps are 1 to {last}.")
    browser = find_browser(project, headed=options.headed)
    until = options.until or last
    return WalkRequest(
        guide, environment, config, project, browser, options.headed, until, options.scenario
    )


def required_steps(option: str | None, request: WalkRequest) -> int:
    """Return how many steps have to be checked, by --require or else by the environment."""
    named, steps, environment = "--require", len(request.guide.steps), request.environment
    given: str | int | None = option
    if given is None:
        named, given = f"`require` of the environment {environment.name!r}", environment.require
    if given == "all":
        return steps
    try:
        number = int(given)
    except ValueError:
        number = -1
    if not 0 <= number <= steps:
        raise UsageError(
            f"{named} is {given!r}, and the guide has {steps} steps; write all, or a number of "
            f"steps up to {steps}."
        )
    return number


def court_of(request: WalkRequest, open_court: OpenCourt, until: ExitStack) -> OpenCourt:
    """Open the court of a walk now if it is the embedded one, and close it at the latest `until`.

    Nothing of that waits for the browser, so it can be done while another thread starts one.
    """
    if request.environment.website is not None:
        return open_court
    return begun(open_court(request.guide.court, request.scenario), until)


def run_walk(
    request: WalkRequest,
    setup: WalkSetup,
    driver: Driver,
    interruptions: Interruptions,
    report: Callable[[WalkResult], Exception | None],
) -> tuple[WalkResult, BaseException | None]:
    """Walk; return what was found, and what ended the walk if it did not end by itself.

    What keeps a file of the report from being written ends it too, after all that was to be done.
    From then on interruptions are held back, so that it can be written: that is for `report`, while
    the browser ends.
    What the walk itself comes to know is added to the private data.
    """
    target, private = setup.target, setup.evidence.private
    for sentence in private.unsearchable:
        print(f"walk: {sentence}", file=sys.stderr)
    started, clock = datetime.now(UTC), monotonic()
    options = SessionOptions(
        request.browser,
        request.config,
        request.project,
        headed=request.headed,
        confined_to_mock=target.is_embedded,
        slow_mo=0 if target.is_loopback else request.environment.slow_mo,
        private=private,
    )
    request_filter = RequestFilter(
        target.addresses,
        may_link=target.policy.permit is not None,
        # Where nothing is typed there is nothing to keep from other hosts.
        assets=request.environment.assets if target.credentials else None,
    )
    ended: BaseException | None = None
    with (
        warned(request_filter),
        open_browser_session(options, request_filter, driver) as session,
        progress_display(request.guide) as report_step,
    ):
        walk = Walk(setup, session)
        try:
            steps = walk.follow(request.until, report_step)
            interruptions.hold_back()
        # Whatever ends a walk, what it found is reported.
        except BaseException as error:  # noqa: BLE001
            interruptions.hold_back()
            ended, steps = error, walk.results_so_far()
        # A browser or driver that was ended from outside has nothing to give.
        with suppress(Exception):
            session.finish()
        result = WalkResult(
            court=request.guide.court,
            title=request.guide.title,
            environment=request.environment.name,
            kind=request.environment.kind,
            website=target.addresses.website,
            browser=request.browser.engine,
            browser_version=session.version,
            started=started,
            seconds=monotonic() - clock,
            steps=steps,
            may_be_linked=request_filter.may_be_linked,
            has_evidence=setup.evidence.is_kept,
            asked_for=(walk.first, request.until),
            lacks=target.policy.lacks,
            required=request.required,
            is_strict=setup.is_strict,
            not_compared=tuple(
                step for step in walk.not_compared if walk.first <= step <= request.until
            ),
            obsolete=setup.accepted.obsolete(request.guide, steps),
            unused=setup.accepted.unused(request.guide, steps),
        )
        if request.project.use.trace == "on" or result.outcome is not Outcome.AS_DOCUMENTED:
            try:
                session.traces.keep(setup.evidence.folder, private.in_traces)
            except Exception as error:  # noqa: BLE001 what was found must not be lost with a trace
                ended = ended or error
        with ThreadPoolExecutor(1) as beside:
            reported = beside.submit(report, result)
            with suppress(Exception):
                session.shut_down()
            driver.close()
        unreported = reported.result()
        return result, ended or unreported

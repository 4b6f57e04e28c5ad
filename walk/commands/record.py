"""The command `record`: a walk that keeps the reading of every screen."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path

from walk.browser.driver import Driver
from walk.commands.run_walk import (
    LAUNCHERS,
    Launchers,
    WalkOptions,
    WalkRequest,
    court_of,
    read_request,
    run_walk,
)
from walk.errors import UsageError
from walk.folders import replace_folder, temporary_folder
from walk.follow.setup import WalkSetup
from walk.guide.overlay import today
from walk.interruptions import Interruptions, interruptions
from walk.privacy.masks import Masks, masks_of
from walk.privacy.private_data import private_data_of
from walk.recordings.learning import learned
from walk.recordings.recording import (
    RECORDING,
    NothingSeen,
    Poorer,
    check_replaces,
    pages_of,
    recording_place,
    write_recording,
)
from walk.recordings.varying import VARIES, Varying, read_varying, together, write_varying
from walk.report.evidence import Evidence
from walk.results import StepResult, Verdict, WalkResult
from walk.safety.sign_on_budget import counted
from walk.safety.target import OpenCourt, Target, check_redirects_are_filtered, opened


@dataclass(frozen=True)
class RecordOptions(WalkOptions):
    """What `record` takes from the command line."""

    recording: Path | None
    force: bool
    times: int


@dataclass(frozen=True)
class _Seen:
    """One walk, with the folder of its evidence and what its readings mask."""

    result: WalkResult
    evidence: Path
    masks: Masks


def prepare(
    options: RecordOptions, until: ExitStack, launchers: Launchers = LAUNCHERS
) -> Callable[[Driver], int]:
    """Read what the command line names, and open the embedded court; return what then walks.

    The court is closed with the walk, or else with `until`.
    """
    if options.times < 1:
        raise UsageError(f"--times is {options.times}; walk once, or more often.")
    request = read_request(options)
    place = recording_place(options.recording, request.guide.court, request.environment.name)
    known = read_varying(place)
    first = court_of(request, launchers.open_court, until)
    walks = _Walks(options, request, (first, launchers.open_court), launchers)
    return partial(_record, walks, place, known)


@dataclass(frozen=True)
class _Walks:
    """Walks the same way several times."""

    options: RecordOptions
    request: WalkRequest
    open_courts: tuple[OpenCourt, OpenCourt]
    """What opens the embedded court for the first walk, and for each other one."""
    launchers: Launchers

    def seen(self, driver: Driver, evidence: Path, held: Interruptions) -> Iterator[_Seen]:
        """Walk, each time with a browser of its own, and at the embedded court in a new one."""
        environment, court = self.request.environment, self.request.guide.court
        with ExitStack() as stack:
            target = None
            for number in range(self.options.times):
                if number:
                    held.let_through()
                    print(f"Walk {number + 1} of {self.options.times}:")
                # Elsewhere the credentials are read once, and then forgotten.
                if target is None or environment.website is None:
                    stack.close()
                    open_court = self.open_courts[bool(number)]
                    target = stack.enter_context(
                        opened(environment, court, self.options.scenario, open_court=open_court)
                    )
                folder = evidence / str(number)
                folder.mkdir()
                if number:
                    with Driver(self.launchers.start_driver) as another:
                        yield self._walk(another, target, folder, held)
                else:
                    yield self._walk(driver, target, folder, held)

    def _walk(self, driver: Driver, target: Target, folder: Path, held: Interruptions) -> _Seen:
        request = self.request
        check_redirects_are_filtered(request.browser.engine, target)
        masks = masks_of(target, private_data_of(target, request.guide))
        evidence = Evidence(folder, masks, hides_names=False)
        setup = WalkSetup(request.guide, target, evidence, is_recorded=True)
        with counted(request.environment, target):
            result, ended = run_walk(request, setup, driver, held, lambda _: None)
        if ended:
            raise ended
        return _Seen(result, folder, masks)


def _record(walks: _Walks, place: Path, known: Sequence[Varying], driver: Driver) -> int:
    """Walk as `follow` does, keep the readings of the screens, return the exit status."""
    options, guide = walks.options, walks.request.guide
    try:
        # If the embedded court itself fails, closing it raises that, and nothing is kept.
        with (
            interruptions() as held,
            temporary_folder() as evidence,
            replace_folder(place, RECORDING) as folder,
        ):
            every = [*walks.seen(driver, evidence, held)]
            first = every[0]
            screens = write_recording(first.result, first.evidence, first.masks, folder)
            if not options.force:
                for each in every:
                    check_replaces(each.result, place)
            pages = [pages_of(each.result, each.evidence) for each in every]
            varying = together([*known, *learned(pages, guide, today())])
            write_varying(varying, folder)
            for each in every:
                each.masks.private.check_report(folder)
    except (NothingSeen, Poorer) as nothing:
        print(f"walk: {nothing}", file=sys.stderr)
        return nothing.status
    result = first.result
    if stopped := _stopped_at(result.steps[: walks.request.until]):
        print(
            f"The walk stopped at step {stopped.number} ({stopped.verdict}), "
            "so no later screen is recorded."
        )
    if varying:
        print(f"{len(varying)} things vary by themselves: see {place / VARIES}")
    print(f"{screens} screens recorded: see {place}")
    return max(each.result.exit_status for each in every)


def _stopped_at(steps: Sequence[StepResult]) -> StepResult | None:
    """Return the step that ended a walk before the last of these steps, if one did."""
    ended = (Verdict.BLOCKED, Verdict.WITHHELD, Verdict.NOT_REACHED)
    # A walk may go on after a step that is withheld, so what counts is that nothing came after.
    last = list(takewhile(lambda step: step.verdict in ended, reversed(steps)))
    before = steps[: len(steps) - len(last)]
    if last and last[-1].verdict is not Verdict.NOT_REACHED:
        return last[-1]
    return before[-1] if last and before else None

"""The command `record`: a walk that keeps the outline of every screen."""

import sys
from collections.abc import Callable, Sequence
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
from walk.folders import replace_folder, temporary_folder
from walk.follow.setup import WalkSetup
from walk.interruptions import interruptions
from walk.privacy.masks import masks_of
from walk.privacy.private_data import private_data_of
from walk.recordings.recording import (
    RECORDING,
    NothingSeen,
    Poorer,
    check_replaces,
    recording_place,
    write_recording,
)
from walk.report.evidence import Evidence
from walk.results import StepResult, Verdict
from walk.safety.sign_on_budget import counted
from walk.safety.target import OpenCourt, check_redirects_are_filtered, opened


@dataclass(frozen=True)
class RecordOptions(WalkOptions):
    """What `record` takes from the command line."""

    recording: Path | None
    force: bool


def prepare(
    options: RecordOptions, until: ExitStack, launchers: Launchers = LAUNCHERS
) -> Callable[[Driver], int]:
    """Read what the command line names, and open the embedded court; return what then walks.

    The court is closed with the walk, or else with `until`.
    """
    request = read_request(options)
    return partial(_record, options, request, court_of(request, launchers.open_court, until))


def _record(
    options: RecordOptions, request: WalkRequest, open_court: OpenCourt, driver: Driver
) -> int:
    """Walk as `follow` does, keep the outlines of the screens, return the exit status."""
    guide, environment = request.guide, request.environment
    place = recording_place(options.recording, guide.court, environment.name)
    try:
        # If the embedded court itself fails, closing it raises that, and nothing is kept.
        with (
            interruptions() as held,
            temporary_folder() as evidence,
            replace_folder(place, RECORDING) as folder,
        ):
            with opened(
                environment, guide.court, options.scenario, open_court=open_court
            ) as target:
                check_redirects_are_filtered(request.browser.engine, target)
                masks = masks_of(target, private_data_of(target, guide))
                setup = WalkSetup(guide, target, Evidence(evidence, masks, hides_names=False))
                with counted(environment, target):
                    result, ended = run_walk(request, setup, driver, held, lambda _: None)
                if ended:
                    raise ended
            screens = write_recording(result, evidence, masks, folder)
            if not options.force:
                check_replaces(result, place)
            masks.private.check_report(folder)
    except (NothingSeen, Poorer) as nothing:
        print(f"walk: {nothing}", file=sys.stderr)
        return nothing.status
    if stopped := _stopped_at(result.steps[: request.until]):
        print(
            f"The walk stopped at step {stopped.number} ({stopped.verdict}), "
            "so no later screen is recorded."
        )
    print(f"{screens} screens recorded: see {place}")
    return result.exit_status


def _stopped_at(steps: Sequence[StepResult]) -> StepResult | None:
    """Return the step that ended a walk before the last of these steps, if one did."""
    ended = (Verdict.BLOCKED, Verdict.WITHHELD, Verdict.NOT_REACHED)
    # A walk may go on after a step that is withheld, so what counts is that nothing came after.
    last = list(takewhile(lambda step: step.verdict in ended, reversed(steps)))
    before = steps[: len(steps) - len(last)]
    if last and last[-1].verdict is not Verdict.NOT_REACHED:
        return last[-1]
    return before[-1] if last and before else None

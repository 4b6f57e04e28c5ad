"""The command `follow`: one walk from configuration to report."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from walk.browser.driver import Driver
from walk.commands.run_walk import (
    LAUNCHERS,
    Launchers,
    WalkOptions,
    WalkRequest,
    court_of,
    read_request,
    required_steps,
    run_walk,
)
from walk.errors import UsageError, is_of_this_machine
from walk.follow.setup import WalkSetup
from walk.guide.model import Guide
from walk.guide.overlay import Accepted, read_accepted, today
from walk.history.entries import HISTORY, add_entry, entry_of
from walk.history.good_pictures import good_places, keep_good_pictures, with_good_pictures
from walk.history.notices import Sender, Service, sender_of, tell
from walk.history.reading import read_history
from walk.interruptions import interruptions
from walk.privacy.masks import masks_of
from walk.privacy.private_data import private_data_of
from walk.recordings.recording import Recording, recording_of
from walk.report.answer import answer_text
from walk.report.coverage import summary, too_few
from walk.report.evidence import Evidence
from walk.report.files import INDEX, write_report
from walk.report.folder import report_folder
from walk.report.formats.github import add_summary, annotations, runs_there
from walk.report.origin import origin
from walk.report.page.page import template
from walk.report.places.missing import with_missing_marks
from walk.report.terminal import printable
from walk.results import RESULT, Severity, WalkResult, warned
from walk.runs.past_run import past_run_of
from walk.safety.credentials import parse_permit, permit_from
from walk.safety.names.glyphs import check_installed, reader
from walk.safety.sign_on_budget import counted
from walk.safety.target import OpenCourt, check_redirects_are_filtered, opened


@dataclass(frozen=True)
class FollowOptions(WalkOptions):
    """What `follow` takes from the command line."""

    out: Path
    permit_link: str | None
    no_evidence: bool
    begin: int
    require: str | None
    carry_on: bool
    overlay: Path | None
    recording: Path | None
    fail_on: Severity | None
    strict: bool
    no_remedies: bool
    history: Path | None
    notify: Sequence[Service]
    allure: Path | None


@dataclass(frozen=True)
class _Prepared:
    """A walk of which everything is read, and the court is open if it is the embedded one."""

    options: FollowOptions
    request: WalkRequest
    accepted: Accepted
    recording: Recording | None
    open_court: OpenCourt

    def follow(self, driver: Driver) -> int:
        """Follow the guide, write the report, return the exit status."""
        options, request = self.options, self.request
        guide, environment = request.guide, request.environment
        is_embedded = environment.website is None
        permit = permit_from(options.permit_link, os.environ, is_embedded=is_embedded)
        sender = sender_of(options.notify, os.environ)
        if permit and request.may_link:
            # Loaded now, since it takes seconds that no step of the guide has to spare.
            reader()
        # The report is written before the embedded court closes, which raises the court's own
        # failures.
        with (
            interruptions() as held,
            opened(
                environment, guide.court, options.scenario, permit, open_court=self.open_court
            ) as target,
        ):
            check_redirects_are_filtered(request.browser.engine, target)
            private = private_data_of(target, guide)
            masks = masks_of(target, private)
            place = options.history or options.out.absolute().parent / HISTORY
            made = origin(vars(options), request.until, masks)
            with (
                report_folder(options.out) as folder,
                counted(environment, target) as count_sign_on,
            ):
                is_kept = not options.no_evidence
                evidence = Evidence(folder, masks, is_kept=is_kept)
                setup = WalkSetup(
                    guide,
                    target,
                    evidence,
                    self.accepted,
                    self.recording,
                    carry_on=options.carry_on,
                    fail_on=options.fail_on or environment.fail_on,
                    is_strict=options.strict,
                    tries_remedies=not options.no_remedies,
                    count_sign_on=count_sign_on,
                    begin=options.begin,
                )

                def report(result: WalkResult) -> Exception | None:
                    result = with_good_pictures(replace(result, made=made), folder, place)
                    good = good_places(result, folder, place)
                    result = with_missing_marks(result, guide, good)
                    with warned(result):
                        unwritten = _written(result, guide, evidence)
                        private.check_report(folder)
                        return unwritten

                result, ended = run_walk(request, setup, driver, held, report)
            index = options.out / INDEX
            if not index.exists():
                index = options.out / RESULT
            if few := too_few(result):
                print(few)
            _tell(replace(result, made=made))
            _add_to_allure(result, options.out, options.allure)
            print(f"{summary(result)}. See {index}")
            if result.not_compared:
                steps = ", ".join(map(str, result.not_compared))
                print(f"Recorded screens that were compared with none: step {steps}.")
            for gone in result.obsolete:
                print(f"As documented again, so remove it with --prune: accepted {gone}")
            for rule in result.unused:
                print(f"Nothing was there to ignore, so remove the rule if that stays: {rule}")
            if result.warning:
                print(result.warning)
            mask = partial(masks.without_secrets, shows_names=False)
            keep_pictures = partial(keep_good_pictures, result, guide, options.out, place)
            _remember(entry_of(result, guide, mask), place, sender, keep_pictures)
        if ended:
            ended.add_note(f"What was found until then is in {index}.")
            raise ended
        return result.exit_status


def _remember(
    entry: Mapping[str, Any],
    place: Path,
    sender: Sender | None,
    keep_pictures: Callable[[], None],
) -> None:
    """Add a walk to the history, and tell its news; what fails of that changes no verdict."""
    run = past_run_of(entry, place)
    earlier = read_history(place).of(run.court, run.environment) if sender else []
    lacks = "this walk"
    try:
        add_entry(entry, place)
        lacks = "pictures"
        keep_pictures()
    except OSError as error:
        print(f"walk: the history {place} lacks {lacks} ({error.strerror}).", file=sys.stderr)
    if sender and (untold := tell(sender, [*earlier, run])):
        print(f"walk: {untold}", file=sys.stderr)


def _tell(result: WalkResult) -> None:
    """Say the answer, and on GitHub also what it shows of a job."""
    print(printable(answer_text(result)))
    if runs_there(os.environ):
        for line in annotations(result):
            print(line)
        if place := os.environ.get("GITHUB_STEP_SUMMARY"):
            try:
                add_summary(result, Path(place))
            except OSError as error:
                print(f"walk: no summary of the job ({error.strerror}): {place}", file=sys.stderr)


def _add_to_allure(result: WalkResult, report: Path, place: Path | None) -> None:
    if place is None:
        return
    from walk.report.formats.allure import write_allure  # noqa: PLC0415 it comes with the extra

    try:
        write_allure(result, report, place)
    except (OSError, UsageError) as error:
        print(f"walk: the folder {place} of --allure lacks this walk ({error}).", file=sys.stderr)


def _written(result: WalkResult, guide: Guide, evidence: Evidence) -> Exception | None:
    """Write the report, if need be without evidence; return what was in the way of any of it."""
    try:
        return write_report(result, guide, evidence.folder)
    except OSError as error:
        if not is_of_this_machine(error):
            raise
        smaller = replace(result, steps=evidence.give_up(result.steps))
        write_report(smaller, guide, evidence.folder)
        return error


def prepare(
    options: FollowOptions, until: ExitStack, launchers: Launchers = LAUNCHERS
) -> Callable[[Driver], int]:
    """Read what the command line names, and open the embedded court; return what then walks.

    The court is closed with the walk, or else with `until`.
    """
    if options.permit_link is not None:
        parse_permit(options.permit_link)
    request = read_request(options)
    request = replace(request, required=required_steps(options.require, request))
    environment = request.environment
    # Before a court is opened; the variable is not read while the driver hides it from its program.
    permit = permit_from(options.permit_link, {}, is_embedded=environment.website is None)
    if permit and request.may_link:
        check_installed()
    if not 1 <= options.begin <= request.until:
        raise UsageError(
            f"The walk cannot begin at step {options.begin}; name one of 1 to {request.until}."
        )
    for name, is_given in {"--carry-on": options.carry_on, "--from": options.begin > 1}.items():
        if is_given and environment.website is not None:
            raise UsageError(
                f"{name} is for the embedded court only, and the environment "
                f"{environment.name!r} is elsewhere; leave it out."
            )
    if options.no_evidence and options.recording is not None:
        raise UsageError(
            "--recording compares readings, and --no-evidence keeps none; leave one of the two out."
        )
    if options.allure:
        from walk.report.formats.allure import open_folder  # noqa: PLC0415 it comes with the extra

        open_folder(options.allure)
    # The variable is not read here either.
    sender_of(options.notify, {})
    every = read_accepted(options.overlay, options.guide)
    accepted = every.in_force(environment.name, today())
    # Nor is the usual recording compared, which nobody has asked for.
    recording = (
        None
        if options.no_evidence
        else recording_of(options.recording, request.guide.court, environment.name)
    )
    open_court = court_of(request, launchers.open_court, until)
    # Compiled while the driver starts, and not while somebody waits for the report.
    template()
    return _Prepared(options, request, accepted, recording, open_court).follow

"""The commands `follow` and `record`: one walk from configuration to report or recording."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from time import monotonic

from playwright.sync_api import Error as PlaywrightError

from walk import browser as browsers
from walk.accepted import Accepted, accept, read_accepted
from walk.border import check_has_border
from walk.browsing import browsing
from walk.budget import counted
from walk.config import Config, Environment, Project, read_config
from walk.credentials import check_is_elsewhere, parse_permit
from walk.discretion import Discretion, discretion, masks_of
from walk.errors import UsageError
from walk.evidence import Evidence
from walk.follow import Walk
from walk.gate import Gate
from walk.guide import Guide, read_guide
from walk.leftovers import passing_folder
from walk.recording import (
    NothingSeen,
    Recording,
    recording_folder,
    recording_of,
    recording_place,
    write_recording,
)
from walk.report.folder import report_folder
from walk.report.pages import write_report
from walk.report.terminal import telling
from walk.target import Target, opened
from walk.verdict import ExitStatus, Outcome, StepFound, Verdict, Walked


@dataclass(frozen=True)
class _Asked:
    """What the command line asks for, read and found to be possible."""

    config: Config
    guide: Guide
    environment: Environment
    project: Project
    browser: browsers.Browser
    until: int


def follow(options: argparse.Namespace) -> int:
    """Follow a guide as the command line says, write the report, return the exit status."""
    permit = parse_permit(options.permit_link) if options.permit_link is not None else None
    asked = _read(options)
    check_is_elsewhere(permit, is_embedded=asked.environment.website is None)
    if options.carry_on and asked.environment.website is not None:
        raise UsageError(
            f"--carry-on is for the embedded court only, and the environment "
            f"{asked.environment.name!r} is elsewhere; leave it out."
        )
    # The report is in its place before the embedded court is closed and tells of its own failures.
    accepted = read_accepted(options.overlay, options.guide)
    recording = recording_of(options.recording, asked.guide.court, asked.environment.name)
    with opened(asked.environment, asked.guide.court, options.scenario, permit) as target:
        check_has_border(asked.browser.engine, target)
        hidden = discretion(target, asked.guide)
        with report_folder(options.out) as folder, counted(asked.environment, target):
            masks = masks_of(target, hidden)
            evidence = Evidence(folder, masks, hidden.names.values())
            walked, met = _walk(asked, options, target, hidden, evidence, accepted, recording)
            write_report(walked, asked.guide, folder)
            hidden.prove_kept(folder, met)
        print(f"{walked.outcome}: see {options.out / 'index.html'}")
    return walked.exit_status


def record(options: argparse.Namespace) -> int:
    """Walk as `follow` does, keep the outlines of the screens, return the exit status."""
    asked = _read(options)
    place = recording_place(options.recording, asked.guide.court, asked.environment.name)
    try:
        # What an embedded court showed that failed itself is not worth keeping.
        with passing_folder() as evidence, recording_folder(place) as folder:
            with opened(asked.environment, asked.guide.court, options.scenario) as target:
                check_has_border(asked.browser.engine, target)
                hidden = discretion(target, asked.guide)
                masks = masks_of(target, hidden)
                kept = Evidence(evidence, masks)
                with counted(asked.environment, target):
                    walked, met = _walk(asked, options, target, hidden, kept, Accepted())
            screens = write_recording(walked, evidence, masks, folder)
            hidden.prove_kept(folder, met)
    except NothingSeen as nothing:
        print(f"walk: {nothing}", file=sys.stderr)
        return nothing.status
    if stopped := _stopped_at(walked.steps[: asked.until]):
        print(
            f"The walk stopped at step {stopped.number} ({stopped.verdict}), "
            "so no later screen is recorded."
        )
    print(f"{screens} screens recorded: see {place}")
    return walked.exit_status


def accept_run(options: argparse.Namespace) -> int:
    """Accept what a walk found until the guide is corrected, and say what that was."""
    place, drifts = accept(options.report, options.guide, options.overlay)
    for drift in drifts:
        print(drift)
    print(f"{len(drifts)} accepted: see {place}")
    return ExitStatus.AS_DOCUMENTED


def _stopped_at(steps: Sequence[StepFound]) -> StepFound | None:
    """Return the step that ended a walk before the last of these steps, if one did."""
    ended = (Verdict.BLOCKED, Verdict.WITHHELD, Verdict.NOT_REACHED)
    # A walk may go on after a step that is withheld, so what counts is that nothing came after.
    last = list(takewhile(lambda step: step.verdict in ended, reversed(steps)))
    before = steps[: len(steps) - len(last)]
    if last and last[-1].verdict is not Verdict.NOT_REACHED:
        return last[-1]
    return before[-1] if last and before else None


def _read(options: argparse.Namespace) -> _Asked:
    config = read_config(options.config)
    guide = read_guide(options.guide)
    environment = config.environment(options.environment)
    project = config.project(options.browser)
    until = _last_step(guide, options.until)
    browser = browsers.find(project, headed=options.headed)
    return _Asked(config, guide, environment, project, browser, until)


def _walk(
    asked: _Asked,
    options: argparse.Namespace,
    target: Target,
    hidden: Discretion,
    evidence: Evidence,
    accepted: Accepted,
    recording: Recording | None = None,
) -> tuple[Walked, dict[str, str]]:
    """Walk; return what was found, and the secrets that came by on the way."""
    guide, environment = asked.guide, asked.environment
    for sentence in hidden.unsought:
        print(f"walk: {sentence}", file=sys.stderr)
    started, clock = datetime.now(UTC), monotonic()
    with (
        browsing(
            asked.browser,
            asked.config,
            asked.project,
            headed=options.headed,
            at_home=target.is_embedded,
            gate=Gate(target.addresses, may_link=target.policy.permit is not None),
            slow_mo=0 if target.is_near else environment.slow_mo,
        ) as person,
        telling(guide) as tell,
    ):
        walk = Walk(
            guide,
            target,
            person,
            evidence,
            accepted=accepted,
            recording=recording,
            carry_on=options.carry_on,
        )
        steps = walk.follow(asked.until, tell)
        # Whoever shuts down a browser that died has nothing to shut down.
        with suppress(PlaywrightError):
            person.shut_down()
        walked = Walked(
            court=guide.court,
            title=guide.title,
            environment=environment.name,
            kind=environment.kind,
            website=target.addresses.website,
            browser=asked.browser.engine,
            browser_version=person.version,
            started=started,
            seconds=monotonic() - clock,
            steps=steps,
        )
        if asked.project.use.trace == "on" or walked.outcome is not Outcome.AS_DOCUMENTED:
            person.traces.keep(
                evidence.folder, {**hidden.secrets, **hidden.names, **person.secrets}
            )
        return walked, person.secrets


def _last_step(guide: Guide, until: int | None) -> int:
    last = len(guide.steps)
    if until is not None and not 1 <= until <= last:
        raise UsageError(f"There is no step {until}: the steps are 1 to {last}.")
    return until or last

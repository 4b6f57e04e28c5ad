"""The commands `follow` and `record`: one walk from configuration to report or recording."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from walk.commands.run_walk import WalkOptions, _read, _walk
from walk.errors import UsageError
from walk.guide.overlay import read_accepted
from walk.privacy.private_data import discretion, masks_of
from walk.recordings.recording import (
    recording_of,
)
from walk.report.evidence import Evidence
from walk.report.files import write_report
from walk.report.folder import report_folder
from walk.safety.credentials import check_is_elsewhere, parse_permit
from walk.safety.sign_on_budget import counted
from walk.safety.target import check_redirects_are_filtered, opened


@dataclass(frozen=True)
class FollowOptions(WalkOptions):
    """What the command line says of a walk with a report."""

    out: Path
    permit_link: str | None
    carry_on: bool
    overlay: Path | None
    recording: Path | None


def follow(options: FollowOptions) -> int:
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
        check_redirects_are_filtered(asked.browser.engine, target)
        hidden = discretion(target, asked.guide)
        with report_folder(options.out) as folder, counted(asked.environment, target):
            masks = masks_of(target, hidden)
            evidence = Evidence(folder, masks, hidden.names.values())
            walked, met = _walk(
                asked,
                options,
                target,
                hidden,
                evidence,
                accepted,
                recording,
                carry_on=options.carry_on,
            )
            write_report(walked, asked.guide, folder)
            hidden.prove_kept(folder, met)
        print(f"{walked.outcome}: see {options.out / 'index.html'}")
    return walked.exit_status

"""The command `follow`: one walk from configuration to report."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from time import monotonic

from walk import browser as browsers
from walk.browsing import browsing
from walk.config import read_config
from walk.errors import UsageError
from walk.evidence import Evidence
from walk.follow import Walk
from walk.guide import Guide, read_guide
from walk.report.folder import report_folder
from walk.report.pages import write_report
from walk.report.terminal import telling
from walk.target import opened
from walk.verdict import Walked


def follow(options: argparse.Namespace) -> int:
    """Follow a guide as the command line says, write the report, return the exit status."""
    config = read_config(options.config)
    guide = read_guide(options.guide)
    environment = config.environment(options.environment)
    project = config.project(options.browser)
    until = _last_step(guide, options.until)
    if options.permit_link is not None:
        raise UsageError(
            f"--permit-link {options.permit_link!r} is not possible yet, so leave it out: "
            "a walk elsewhere ends at the sign-on screen, and the embedded court needs no leave."
        )
    if options.carry_on and environment.website is not None:
        raise UsageError(
            f"--carry-on is for the embedded court only, and the environment "
            f"{environment.name!r} is elsewhere; leave it out."
        )
    browser = browsers.find(project, headed=options.headed)
    started, clock = datetime.now(UTC), monotonic()
    # The report is in its place before the embedded court is closed and tells of its own failures.
    with opened(environment, guide.court, options.scenario) as target:
        with (
            report_folder(options.out) as folder,
            browsing(
                browser,
                config,
                project,
                headed=options.headed,
                at_home=target.is_embedded,
                read_only=not target.is_embedded,
            ) as person,
            telling(guide) as tell,
        ):
            secrets = target.credentials.secrets if target.credentials else []
            walk = Walk(guide, target, person, Evidence(folder, secrets), carry_on=options.carry_on)
            steps = walk.follow(until, tell)
            walked = Walked(
                court=guide.court,
                title=guide.title,
                environment=environment.name,
                kind=environment.kind,
                website=target.addresses.website,
                browser=browser.engine,
                browser_version=person.version,
                started=started,
                seconds=monotonic() - clock,
                steps=steps,
            )
            write_report(walked, guide, folder)
        print(f"{walked.outcome}: see {options.out / 'index.html'}")
    return walked.exit_status


def _last_step(guide: Guide, until: int | None) -> int:
    last = len(guide.steps)
    if until is not None and not 1 <= until <= last:
        raise UsageError(f"There is no step {until}: the steps are 1 to {last}.")
    return until or last

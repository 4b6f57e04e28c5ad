"""From options to one walk, for `follow` and `record`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from playwright.sync_api import Error as PlaywrightError

from walk.browser.find import Browser, find_browser
from walk.browser.session import open_browser_session
from walk.errors import UsageError
from walk.follow.walk import Walk
from walk.guide.model import Guide
from walk.guide.overlay import Accepted
from walk.guide.reader import read_guide
from walk.privacy.private_data import Discretion
from walk.recordings.recording import (
    Recording,
)
from walk.report.evidence import Evidence
from walk.report.terminal import progress_display
from walk.results import Outcome, WalkResult
from walk.safety.request_filter import RequestFilter
from walk.safety.target import Target
from walk.settings.config import Config, Environment, Project, read_config


@dataclass(frozen=True)
class WalkOptions:
    """What the command line says of any walk."""

    guide: str
    environment: str
    config: Path
    browser: str
    headed: bool
    until: int | None
    scenario: Sequence[str]


@dataclass(frozen=True)
class _Asked:
    """What the command line asks for, read and found to be possible."""

    config: Config
    guide: Guide
    environment: Environment
    project: Project
    browser: Browser
    until: int


def _read(options: WalkOptions) -> _Asked:
    config = read_config(options.config)
    guide = read_guide(options.guide)
    environment = config.environment(options.environment)
    project = config.project(options.browser)
    until = _last_step(guide, options.until)
    browser = find_browser(project, headed=options.headed)
    return _Asked(config, guide, environment, project, browser, until)


def _walk(
    asked: _Asked,
    options: WalkOptions,
    target: Target,
    hidden: Discretion,
    evidence: Evidence,
    accepted: Accepted,
    recording: Recording | None = None,
    *,
    carry_on: bool = False,
) -> tuple[WalkResult, dict[str, str]]:
    """Walk; return what was found, and the secrets that came by on the way."""
    guide, environment = asked.guide, asked.environment
    for sentence in hidden.unsearchable:
        print(f"walk: {sentence}", file=sys.stderr)
    started, clock = datetime.now(UTC), monotonic()
    with (
        open_browser_session(
            asked.browser,
            asked.config,
            asked.project,
            headed=options.headed,
            confined_to_mock=target.is_embedded,
            request_filter=RequestFilter(
                target.addresses, may_link=target.policy.permit is not None
            ),
            slow_mo=0 if target.is_loopback else environment.slow_mo,
        ) as person,
        progress_display(guide) as tell,
    ):
        walk = Walk(
            guide,
            target,
            person,
            evidence,
            accepted=accepted,
            recording=recording,
            carry_on=carry_on,
        )
        steps = walk.follow(asked.until, tell)
        # Whoever shuts down a browser that died has nothing to shut down.
        with suppress(PlaywrightError):
            person.shut_down()
        walked = WalkResult(
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

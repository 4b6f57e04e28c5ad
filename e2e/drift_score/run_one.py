"""Tests one change in three ways: by a walk, by exact role locators, and by ARIA snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Playwright

from e2e.courts.strange import SCREENS, strange_court
from e2e.drift_score.baselines import BaselineResult, run_script
from e2e.drift_score.mutants import Mutant
from e2e.walks.live import walk_live
from e2e.walks.run import CommandResult, follow, impatient, in_walker
from mock_court.embedded import embedded_court
from walk.browser.find import find_browser
from walk.browser.options import launch_options
from walk.guide.reader import read_guide
from walk.results import ExitStatus
from walk.settings.config import CONFIG_PATH, read_config

_BROWSERS: list[Browser] = []


@dataclass(frozen=True)
class ChangeResult:
    """How one change was reported."""

    mutant: Mutant
    is_noticed: bool
    at: int | None
    """The first step that is not as documented."""
    kinds: tuple[str, ...]
    """The kinds of drift that were reported at the steps where the change is."""
    by_roles: int | None
    by_snapshot: int | None

    @property
    def is_at_right_step(self) -> bool:
        """Whether the first step reported is one that the change makes untrue."""
        return self.at in self.mutant.steps

    @property
    def is_of_right_kind(self) -> bool:
        """Whether the change was reported under its own name, at its step."""
        return self.mutant.kind in self.kinds

    @property
    def is_as_expected(self) -> bool:
        """Whether the walk reported the change as it should, and a benign one not at all."""
        if self.mutant.is_benign:
            return not self.is_noticed
        return self.is_noticed and self.is_at_right_step and self.is_of_right_kind


def run_change(mutant: Mutant, guide: str, recorded: Mapping[str, str]) -> ChangeResult:
    """Test one change in all three ways."""
    last = len(read_guide(guide).steps)
    # A change shows at its step or at the next one; a benign one should not show anywhere.
    until = last if mutant.is_benign else min(last, max(mutant.steps) + 1)
    with TemporaryDirectory(prefix="drift-score-") as folder:
        ran = _run_walk(mutant, guide, Path(folder), ("--until", str(until)))
        differing = [
            step
            for step in ran.result["steps"]
            if step["drifts"] or step["verdict"] in ("drifted", "blocked")
        ]
    baselines = BaselineResult()
    # The plain script is written for the mock court, and for no other.
    if recorded and not mutant.skin:
        baselines = run_baselines(mutant.name, guide, recorded, until)
    return ChangeResult(
        mutant,
        is_noticed=ran.status != ExitStatus.AS_DOCUMENTED,
        at=differing[0]["number"] if differing else None,
        kinds=tuple(
            drift["kind"]
            for step in differing
            if step["number"] in mutant.steps
            for drift in step["drifts"]
        ),
        by_roles=baselines.by_roles,
        by_snapshot=baselines.by_snapshot,
    )


def _run_walk(mutant: Mutant, guide: str, folder: Path, options: tuple[str, ...]) -> CommandResult:
    """Follow the guide in the changed court."""
    if not mutant.skin:
        config = impatient(folder)
        changed = ("--config", config, "--scenario", mutant.name)
        return follow(folder / "report", guide, *changed, *options)
    views = mutant.strange.views() if mutant.strange else SCREENS
    with strange_court(mutant.skin, views) as court:
        permitted = ("--permit-link", court.permit)
        return walk_live(folder, court, court.variables, *permitted, *options)


def run_baselines(
    scenario: str | None, court_id: str, recorded: Mapping[str, str] | None, until: int
) -> BaselineResult:
    """Test one change by the plain script; without a scenario, run it in the unchanged court."""
    with embedded_court(court_id, [scenario] if scenario else []) as court:
        return in_walker(lambda driver: run_script(_browser(driver), court, recorded, until))


def _browser(driver: Playwright) -> Browser:
    """Return the browser of the plain script, which starts once in each process."""
    if not _BROWSERS:
        project = read_config(CONFIG_PATH).project("chromium")
        found = find_browser(project, headed=False)
        options = launch_options(found, project, headed=False, confined_to_mock=True)
        _BROWSERS.append(driver.chromium.launch(**options))
    return _BROWSERS[0]

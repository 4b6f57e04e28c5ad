"""Tests one change in three ways: by a walk, by exact role locators, and by ARIA snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, Page, Playwright

from e2e.courts.strange import SCREENS, strange_court
from e2e.drift_score.baselines import LOADING, PATIENCE, BaselineResult, Script
from e2e.drift_score.expected import expected_of, worst
from e2e.drift_score.mutants import Mutant
from e2e.walks.live import walk_live
from e2e.walks.run import CommandResult, follow, impatient, in_walker
from mock_court.embedded import embedded_court
from walk.browser.find import find_browser
from walk.browser.options import launch_options
from walk.guide.beginning import first_step
from walk.guide.reader import read_guide
from walk.results import ExitStatus
from walk.settings.config import CONFIG_PATH, read_config


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
    severity: str = ""
    """The worst severity of what was reported under its name, if anything was."""

    @property
    def is_as_bad(self) -> bool:
        """Whether that is the severity that the author of the change expects."""
        return self.severity == expected_of(self.mutant)

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
        options = ("--from", str(mutant.begin), "--until", str(until))
        ran = _run_walk(mutant, guide, Path(folder), options)
        differing = [
            step
            for step in ran.result["steps"]
            if step["drifts"] or step["verdict"] in ("drifted", "blocked")
        ]
    baselines = BaselineResult()
    # The plain script is written for the mock court, and for no other.
    if recorded and not mutant.skin:
        baselines = run_baselines(mutant.name, guide, recorded, mutant.begin, until)
    return ChangeResult(
        mutant,
        # What is told counts, and not whether it fails a walk.
        is_noticed=ran.status != ExitStatus.AS_DOCUMENTED or bool(differing),
        at=differing[0]["number"] if differing else None,
        kinds=tuple(
            drift["kind"]
            for step in differing
            if step["number"] in mutant.steps
            for drift in step["drifts"]
        ),
        by_roles=baselines.by_roles,
        by_snapshot=baselines.by_snapshot,
        severity=worst(
            (
                drift
                for step in differing
                if step["number"] in mutant.steps
                for drift in step["drifts"]
            ),
            [mutant.kind],
        ),
    )


def _run_walk(mutant: Mutant, guide: str, folder: Path, options: tuple[str, ...]) -> CommandResult:
    """Follow the guide in the changed court."""
    if not mutant.skin:
        # A benign change should be waited for in vain nowhere.
        config = impatient(folder, patience=5000 if mutant.is_benign else 2500)
        changed = ("--config", config, "--scenario", mutant.name)
        # The remedies of step 15 shut the browser down, so it must not be one that others use.
        profile = mutant.name.startswith("menu-")
        return follow(folder / "report", guide, *changed, *options, profile=profile)
    views = mutant.strange.views() if mutant.strange else SCREENS
    with strange_court(mutant.skin, views) as court:
        permitted = ("--permit-link", court.permit)
        return walk_live(folder, court, court.variables, *permitted, *options)


def run_baselines(
    scenario: str | None,
    court_id: str,
    recorded: Mapping[str, str] | None,
    begin: int,
    until: int,
) -> BaselineResult:
    """Test one change by the plain script; without a scenario, run it in the unchanged court."""
    with embedded_court(court_id, [scenario] if scenario else []) as court:
        script = Script(court, recorded, until)
        first = first_step(read_guide(court_id), begin, court.places)
        return in_walker(lambda driver: script.run(_new_page(_context(driver)), first))


@cache
def _context(driver: Playwright) -> BrowserContext:
    """Return the context of all plain scripts of a process: every court has a port of its own."""
    project = read_config(CONFIG_PATH).project("chromium")
    found = find_browser(project, headed=False)
    options = launch_options(found, project, headed=False, confined_to_mock=True)
    context = driver.chromium.launch(**options).new_context()
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(LOADING)
    return context


def _new_page(context: BrowserContext) -> Page:
    """Return a page without the tabs and the cookies, which know no ports, of the script before."""
    # A page of the script before may still be about to fail, since its court has ended.
    for opened in context.pages:
        opened.close()
    context.clear_cookies()
    return context.new_page()

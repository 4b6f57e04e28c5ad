"""Fixtures of the suite: a new court and new people for every test."""

import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Error as PlaywrightError

from mock_court.embedded import EmbeddedCourt, embedded_court
from mock_court.rules.people import Attorney
from walk.browser.find import find_browser
from walk.browser.options import context_options, launch_options
from walk.browser.session import BrowserSession
from walk.guide.model import Guide
from walk.guide.reader import read_guide
from walk.settings.config import CONFIG_PATH, Config, Project, read_config

_PLAYING_MILLISECONDS = 8000.0

pytest_plugins = [
    "pytester",
    "e2e.plugins.engines",
    "e2e.plugins.traceability",
    "e2e.plugins.failures",
    "e2e.plugins.soak",
    "e2e.plugins.sampling",
    "e2e.plugins.leak_scan",
    "e2e.plugins.hangs",
    "e2e.plugins.durations",
    "e2e.plugins.garbage",
    "e2e.plugins.suite_report",
]


@pytest.fixture(scope="session", autouse=True)
def _outside_of_ci() -> Iterator[None]:
    """Let no walk of a test write into the summary of the job that runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def far_from_utc() -> Iterator[None]:
    """Set the clock of the machine to another zone, so that no time of its own passes for UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Kathmandu")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session")
def config(pytestconfig: pytest.Config) -> Config:
    """The project's own configuration, which the pytest plugin does not read."""
    return read_config(pytestconfig.rootpath / CONFIG_PATH)


@pytest.fixture(autouse=True)
def patience(config: Config) -> None:
    """Wait as long as the configuration says; an earlier walk in this process may differ."""
    expect.set_options(timeout=config.expect.timeout)


@pytest.fixture(scope="session")
def project(config: Config, browser_name: str) -> Project:
    """The browser under test, as the configuration has it."""
    return config.project(browser_name)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], project: Project, pytestconfig: pytest.Config
) -> dict[str, Any]:
    """Start the browser that was found, and confine it to the mock; pytest's options go first."""
    headed = bool(pytestconfig.getoption("--headed"))
    found = find_browser(project, headed=headed)
    return (
        launch_options(found, project, headed=headed, confined_to_mock=True)
        | browser_type_launch_args
    )


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], project: Project) -> dict[str, Any]:
    """Open pages as the configuration says."""
    return context_options(project) | browser_context_args


@pytest.fixture
def context(
    context: BrowserContext, project: Project, request: pytest.FixtureRequest, output_path: str
) -> Iterator[BrowserContext]:
    """A browser context whose trace is kept if the test fails, unless `--tracing` says other.

    A test that is run again if it fails has a trace only then.
    """
    context.set_default_timeout(project.use.action_timeout)
    context.set_default_navigation_timeout(project.use.navigation_timeout)
    if request.config.getoption("--tracing") != "off" or is_retried(request.node):
        yield context
        return
    # Measured: with the pictures that `--tracing` adds, Firefox takes twice as long for a test.
    context.tracing.start(title=request.node.nodeid, snapshots=True)
    yield context
    called = getattr(request.node, "rep_call", None)
    if called and called.passed:
        context.tracing.stop()
        return
    trace = Path(output_path, "trace.zip")
    context.tracing.stop(path=trace)
    leak_scan: Any = request.config.pluginmanager.get_plugin("leak scan")
    leak_scan.clean(trace)


def is_retried(test: pytest.Item) -> bool:
    """Say whether a test is run again if it fails now."""
    retries: int = test.config.getoption("reruns", default=None) or 0
    excluded: list[str] = test.config.getoption("rerun_exclude_path", default=None) or []
    is_excluded = any(test.path.is_relative_to(test.config.rootpath / path) for path in excluded)
    return not is_excluded and getattr(test, "execution_count", 1) <= retries


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide of the Wisconsin Western Bankruptcy Court."""
    return read_guide("wiwb")


@pytest.fixture
def scenarios(request: pytest.FixtureRequest) -> list[str]:
    """The scenarios that the test names by `@pytest.mark.scenario(...)`."""
    return [name for mark in request.node.iter_markers("scenario") for name in mark.args]


@pytest.fixture
def court(scenarios: list[str]) -> Iterator[EmbeddedCourt]:
    """A court of the test's own, on a free port; what its endpoints raise, the test raises."""
    with embedded_court("wiwb", scenarios, seed=random.getrandbits(32)) as embedded:
        print(f"The people of this court have the seed {embedded.people.seed}.")
        yield embedded


@pytest.fixture
def attorney(court: EmbeddedCourt) -> Attorney:
    """An attorney of that court who has not linked yet."""
    return court.attorney


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close the browser only when the court has played all its tricks."""
    shut_down = BrowserSession.shut_down

    def when_played(session: BrowserSession) -> None:
        for page in session._context.pages if session._context else ():
            # A trick that led away has been played, and one that was held still never ends.
            is_done = "window.hasPlayed ?? window.played ?? true"
            with suppress(PlaywrightError):
                page.wait_for_function(is_done, timeout=_PLAYING_MILLISECONDS)
        shut_down(session)

    monkeypatch.setattr(BrowserSession, "shut_down", when_played)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Have Ctrl-C end what is started, even if this run itself was started in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)

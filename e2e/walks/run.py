"""Runs the command line in this process, against courts that a test may seed with defects."""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Page, Playwright, sync_playwright
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from e2e.walks.browsers import SharedBrowsers
from mock_court.embedded import EmbeddedCourt, embedded_court
from mock_court.serve import ServedCourt
from walk.commands.parser import main
from walk.commands.run_walk import Launchers
from walk.settings.config import CONFIG_PATH

ROOT = Path(__file__).parents[2]
STEPS = 15

Seed = Callable[[EmbeddedCourt], EmbeddedCourt]
"""Changes the court of a walk before its first request, or the attorney who walks in it."""
Done = TypeVar("Done")
Answer = Callable[[Request], ASGIApp | None]
"""Answers a request instead of the court, or lets the court answer."""


@dataclass(frozen=True)
class CommandResult:
    """The result of one run of the command line."""

    status: int
    output: str
    """Its standard output."""
    error: str
    """Its standard error."""
    report: Path
    courts: list[EmbeddedCourt] = field(default_factory=list)

    @property
    def court(self) -> EmbeddedCourt:
        """The embedded court of the run."""
        (court,) = self.courts
        return court

    @property
    def result(self) -> dict[str, Any]:
        """What walk.json says."""
        result: dict[str, Any] = json.loads((self.report / "walk.json").read_text(encoding="utf-8"))
        return result

    @property
    def verdicts(self) -> list[str]:
        """The verdicts in walk.json, in the order of the steps."""
        return [step["verdict"] for step in self.result["steps"]]

    def step(self, number: int) -> dict[str, Any]:
        """Return the entry of one step in walk.json."""
        (step,) = (step for step in self.result["steps"] if step["number"] == number)
        return dict(step)


def run(
    *arguments: str | Path,
    report: Path = Path("walk-report"),
    seed: Seed | None = None,
    profile: bool = True,
) -> CommandResult:
    """Run `python -m walk` with these arguments; `report` is where they put the report.

    Without a profile of its own a walk has a context of a browser that others use too.
    """
    output, error = io.StringIO(), io.StringIO()
    courts: list[EmbeddedCourt] = []

    @contextmanager
    def seeded_court(court_id: str, scenarios: Sequence[str]) -> Iterator[EmbeddedCourt]:
        with embedded_court(court_id, scenarios) as own:
            courts.append(seed(own) if seed else own)
            yield courts[-1]

    def in_thread() -> int:
        try:
            return main([str(argument) for argument in arguments], launchers)
        except SystemExit as left:
            return int(left.code or 0)

    # Starting Playwright's driver is a sixth of a walk, so one serves all walks of a process.
    started: Any = driver() if profile else browsers()
    launchers = Launchers(seeded_court, lambda _: nullcontext(started))
    with redirect_stdout(output), redirect_stderr(error):
        walking = _walker().submit(in_thread)
        try:
            status = walking.result()
        finally:
            if not walking.done():
                _give_up_walker()
    # pytest shows it if the test fails.
    print(output.getvalue(), error.getvalue(), sep="")
    return CommandResult(status, output.getvalue(), error.getvalue(), report, courts)


@cache
def _walker() -> ThreadPoolExecutor:
    """Return the thread that walks: the pytest plugin's has its own Playwright, and one is all."""
    return ThreadPoolExecutor(max_workers=1)


def _give_up_walker() -> None:
    """Let later walks have another thread and driver than a walk that its test has given up."""
    for started in (_walker, _driver, browsers):
        started.cache_clear()


def in_walker(act: Callable[[Playwright], Done]) -> Done:
    """Do something else with the driver of the walks, where it lives."""
    return _walker().submit(act, driver()).result()


def in_page(act: Callable[[Page], Done]) -> Done:
    """Do something with a page of a browser that the walks share, where it lives."""
    shared = browsers()

    def with_page(_: Playwright) -> Done:
        with shared.page() as page:
            return act(page)

    return in_walker(with_page)


def driver() -> Playwright:
    """Return the driver of all walks of this process."""
    return _walker().submit(_driver).result()


@cache
def _driver() -> Playwright:
    """Start the driver, in the thread that walks."""
    return sync_playwright().start()


@cache
def browsers() -> SharedBrowsers:
    """Return what gives the walks of this process contexts of one browser."""
    return SharedBrowsers(driver())


def follow(
    report: Path,
    *arguments: str | Path,
    seed: Seed | None = None,
    evidence: bool = False,
    profile: bool = False,
) -> CommandResult:
    """Follow the guide and put the report at `report`.

    Pictures and outlines take a fifth of a walk, so only a test that reads them has them. A test of
    the browser's start, end or cache, or of what it reaches, needs a profile.
    """
    given = ("--out", report, *arguments, *(() if evidence else ("--no-evidence",)))
    return run("follow", *given, report=report, seed=seed, profile=profile)


def impatient(
    folder: Path,
    environments: Mapping[str, object] | None = None,
    patience: int = 1500,
    **use: object,
) -> Path:
    """Write the project's configuration with short waits (ms), for walks that wait in vain."""
    config = json.loads((ROOT / CONFIG_PATH).read_text(encoding="utf-8"))
    del config["$schema"]
    config["expect"]["timeout"] = patience
    config["use"] |= {"actionTimeout": patience} | use
    config["environments"] |= environments or {}
    path = folder / "impatient.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


def at(path: str, answers: ASGIApp, method: str = "GET") -> Seed:
    """Let `answers` answer whatever is asked for at that path."""

    def seed(own: EmbeddedCourt) -> EmbeddedCourt:
        asked = (method, path)
        answer(own.served, lambda request: answers if _asked(request) == asked else None)
        return own

    return seed


def _asked(request: Request) -> tuple[str, str]:
    return request.method, request.url.path


def processes(words: str) -> list[int]:
    """Return the ids of the processes that have those words in their command line."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        # A process may end while the list is read.
        with suppress(OSError):
            if words in entry.read_bytes().replace(b"\0", b" ").decode(errors="replace"):
                found.append(int(entry.parent.name))
    return found


def answer(served: ServedCourt, answers: Answer) -> None:
    """Let `answers` answer instead of a court that has not answered anything yet."""
    served.app.add_middleware(_InStead, answers=answers)


class _InStead:
    def __init__(self, app: ASGIApp, answers: Answer) -> None:
        self._app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = self._answers(Request(scope)) if scope["type"] == "http" else None
        await (response or self._app)(scope, receive, send)

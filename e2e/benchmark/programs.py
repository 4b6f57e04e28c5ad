"""Starts programs of Python, one or several at once, and measures their time and memory."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from time import perf_counter

import psutil

from walk.browser.find import find_browser
from walk.browser.options import context_options, launch_options
from walk.results import ExitStatus
from walk.settings.config import CONFIG_PATH, read_config

Command = tuple[str, ...]
"""A module of Python and its arguments."""

_MEGABYTE = 1024 * 1024
_LOOK_SECONDS = 0.1
"""The time between two looks at the memory."""


def bare_script(browser: str) -> Command:
    """Return the bare Playwright script, in the browser that a walk starts."""
    project = read_config(CONFIG_PATH).project(browser)
    found = find_browser(project, headed=False)
    launching = launch_options(found, project, headed=False, confined_to_mock=True)
    opening = context_options(project)
    return ("e2e.benchmark.bare_script", found.engine, json.dumps(launching), json.dumps(opening))


def selenium_script(driver: str, browser: str) -> Command:
    """Return the same by Selenium, with the program of chromedriver."""
    project = read_config(CONFIG_PATH).project(browser)
    found = find_browser(project, headed=False)
    confined = launch_options(found, project, headed=False, confined_to_mock=True)["args"]
    size = f"--window-size={project.use.viewport.width},{project.use.viewport.height}"
    executable = found.executable or ""
    return ("e2e.benchmark.selenium_script", driver, executable, json.dumps([*confined, size]))


def seconds(*commands: Command) -> float:
    """Return how long whole processes take that start at once, until the last one ends."""
    begun = perf_counter()
    with _started(commands) as programs:
        for program in programs:
            _ended(program)
    return perf_counter() - begun


def output(command: Command) -> str:
    """Run one program, and return what it printed."""
    with _started([command]) as (program,):
        return _ended(program)


def peak_megabytes(*commands: Command) -> float:
    """Return the most memory that programs have at once, with all processes that they start.

    It is the proportional set size: what several processes share, as those of a browser do, counts
    once. Where the system does not know it, only what a process has for itself counts.
    """
    most = 0
    with _started(commands) as programs:
        while running := [program for program in programs if program.poll() is None]:
            most = max(most, sum(_bytes(program.pid) for program in running))
            with suppress(subprocess.TimeoutExpired):
                running[0].wait(_LOOK_SECONDS)
        for program in programs:
            _ended(program)
    return most / _MEGABYTE


def _bytes(number: int) -> int:
    """Return the memory of a process and of all that it has started."""
    total = 0
    # Any of them may end meanwhile.
    with suppress(psutil.Error):
        first = psutil.Process(number)
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.Error):
                taken = process.memory_full_info()
                total += getattr(taken, "pss", taken.uss)
    return total


@contextmanager
def _started(commands: Sequence[Command]) -> Iterator[list[subprocess.Popen[str]]]:
    pipe = subprocess.PIPE
    with ExitStack() as until:
        yield [
            until.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", *command], stdout=pipe, stderr=pipe, text=True
                )
            )
            for command in commands
        ]


def _ended(program: subprocess.Popen[str]) -> str:
    """Wait for the end of a program, and return what it printed, if it ended well."""
    printed, error = program.communicate()
    if program.returncode != ExitStatus.AS_DOCUMENTED:
        raise RuntimeError(f"{program.args!r} failed: {printed}{error}")
    return printed

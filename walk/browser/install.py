"""Install a browser for a project of the configuration, trying one way after another."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Error, sync_playwright

from walk.browser.find import (
    Browser,
    check_display,
    is_in_window,
    named,
    own_build,
    system,
    variable_of,
    wanted,
)
from walk.browser.options import launch_options
from walk.errors import UsageError
from walk.settings.config import Project

_PLAYWRIGHT = (sys.executable, "-m", "playwright")
_SECONDS_TO_INSTALL = 900.0
_MILLISECONDS_TO_START = 30_000
# Playwright tries five times, and a network that drops packets must not keep you waiting.
_MILLISECONDS_TO_CONNECT = 3_000


class _Way(NamedTuple):
    """A way to get a browser: what it is called, what it installs first, where it then looks."""

    title: str
    find: Callable[[], Browser | None]
    install: Callable[[], None] = lambda: None


class _Failed(Exception):
    """One way to get a browser did not work; the text is a short reason."""


def install_browser(project: Project, *, headed: bool) -> Browser:
    """Find a browser that starts, or else install one, and print a line for each way tried."""
    check_display(project, headed=headed)
    # A browser that you name is used or refused, and never quietly replaced by another.
    if browser := named(project):
        try:
            _start(browser, project)
        except _Failed as failed:
            raise UsageError(f"{browser.found}, {failed}; name another or leave it out.") from None
        print(f"{project.name}: {browser.found}")
        return browser
    tried: list[str] = []
    for way in _ways(project, headed=headed):
        print(f"{project.name}: {way.title}: ", end="", flush=True)
        try:
            browser = _tried(way, project)
        except _Failed as failed:
            print(failed)
            tried.append(f"  - {way.title}: {failed}")
        else:
            print(browser.found)
            return browser
    packages = _packages(project, headed=headed)
    yourself = f"(on Debian, as root: apt-get install {packages[0]}) " if packages else ""
    raise UsageError(
        f"No {wanted(project)} could be found or installed. What was tried:\n"
        + "\n".join(tried)
        + f"\nInstall one yourself {yourself}or name its program in {variable_of(project)}."
    )


def _tried(way: _Way, project: Project) -> Browser:
    way.install()
    browser = way.find()
    if not browser:
        raise _Failed("none there")
    _start(browser, project)
    return browser


def _ways(project: Project, *, headed: bool) -> Iterator[_Way]:
    """Give each way, the quickest first."""
    engine = project.use.browser_name
    own = partial(own_build, project, headed=headed)
    of_machine = partial(system, project, headed=headed)
    # A channel asks for a stock browser.
    if project.use.channel is None:
        yield _Way("Playwright's own build", own)
    yield _Way("a browser of this machine", of_machine)
    if project.use.channel is None:
        yield _Way("playwright install", own, partial(_download, engine))
        # What was downloaded and does not start lacks libraries. `--with-deps` would install them
        # before the download, which takes minutes even when the download then fails.
        if own():
            command = (*_PLAYWRIGHT, "install-deps", engine)
            yield _Way("playwright install-deps", own, partial(_run_as_root, command))
    if shutil.which("apt-get"):
        for package in _packages(project, headed=headed):
            yield _Way(f"apt-get install {package}", of_machine, partial(_apt_get, package))


def _start(browser: Browser, project: Project) -> None:
    """Start the browser once without a window, so that one which lacks a library is passed over."""
    options = launch_options(browser, project, headed=False) | {"headless": True}
    try:
        with sync_playwright() as playwright:
            engine = getattr(playwright, browser.engine)
            engine.launch(**options, timeout=_MILLISECONDS_TO_START).close()
    except Error as error:
        raise _Failed(f"does not start: {_reason(error.message)}") from None


def _download(engine: str) -> None:
    with TemporaryDirectory(prefix="court-walk-") as folder:
        # A download that is ended leaves its files behind; here they go with the folder.
        environment = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), folder) | {
            "NO_COLOR": "1",
            "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": str(_MILLISECONDS_TO_CONNECT),
        }
        _run((*_PLAYWRIGHT, "install", engine), environment)


def _packages(project: Project, *, headed: bool) -> tuple[str, ...]:
    """Return the Debian packages that will do, the best first."""
    match project.use.channel or project.use.browser_name:
        case "chromium":
            shell = () if is_in_window(project, headed=headed) else ("chromium-headless-shell",)
            return (*shell, "chromium")
        case "firefox" | "moz-firefox":
            return ("firefox-esr",)
    return ()


def _apt_get(package: str) -> None:
    # One broken source fails the update, while the others may well have the package.
    with suppress(_Failed):
        _run_as_root(("apt-get", "update"))
    # Without a font every page is blank in a screenshot, and the headless shell needs none.
    install = ("apt-get", "install", "--yes", "--no-install-recommends")
    _run_as_root((*install, package, "fonts-liberation"))


def _run_as_root(command: tuple[str, ...]) -> None:
    if sys.platform != "win32" and os.geteuid() != 0:
        raise _Failed("needs root")
    _run(command, {"DEBIAN_FRONTEND": "noninteractive"})


def _run(command: tuple[str, ...], environment: dict[str, str]) -> None:
    """Run a command to its end without a word on screen, or fail with what it complains of."""
    with subprocess.Popen(
        command,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=_SECONDS_TO_INSTALL)
        except BaseException as ended:
            _end(process)
            if isinstance(ended, subprocess.TimeoutExpired):
                raise _Failed(f"did not end within {_SECONDS_TO_INSTALL:g} seconds") from None
            raise
    if process.returncode:
        raise _Failed(_reason(output))


def _end(process: subprocess.Popen[str]) -> None:
    """End a process and those that it started, which a signal to it alone would not reach."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGTERM)


def _reason(output: str) -> str:
    """Return the line of a program's output that says best why it failed."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no reason given"]
    return next((line for line in lines if re.search(r"^E: |error", line, re.IGNORECASE)), lines[0])

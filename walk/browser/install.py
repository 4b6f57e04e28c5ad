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
from threading import Event, Timer

from playwright.sync_api import Error, sync_playwright

from walk.browser.find import Browser, is_in_window, named, own_build, system, wanted
from walk.browser.options import launch_options
from walk.errors import UsageError
from walk.settings.config import Project

_PLAYWRIGHT = (sys.executable, "-m", "playwright")

# A network that drops packets, or a name server that is down, must not keep a person waiting.
_SECONDS_TO_FIRST_BYTE = 15.0
_SECONDS_TO_DOWNLOAD = 900.0
_SECONDS_TO_INSTALL = 900.0
_MILLISECONDS_TO_START = 30_000

Command = tuple[str, ...]
Way = Callable[[], Browser]


class _Failed(Exception):
    """One way to get a browser did not work; the text is a short reason."""


def install_browser(project: Project, *, headed: bool) -> Browser:
    """Find a browser that starts, or else install one, and print a line for each way tried."""
    # A browser that a person named is used or refused, and never quietly replaced by another.
    if browser := named(project):
        try:
            _start(browser, project)
        except _Failed as failed:
            raise UsageError(f"{browser.found}, {failed}; name another or leave it out.") from None
        print(f"{project.name}: {browser.found}")
        return browser
    tried: list[str] = []
    for title, way in _ways(project, headed=headed):
        print(f"{project.name}: {title}: ", end="", flush=True)
        try:
            browser = way()
            _start(browser, project)
        except _Failed as failed:
            print(failed)
            tried.append(f"  - {title}: {failed}")
        else:
            print(browser.found)
            return browser
    packages = _packages(project, headed=headed).get("apt-get", ())
    yourself = f"(on Debian, as root: apt-get install {packages[0]}) " if packages else ""
    variable = f"PLAYWRIGHT_{project.use.browser_name.upper()}_EXECUTABLE"
    raise UsageError(
        f"No {wanted(project)} could be found or installed. What was tried:\n"
        + "\n".join(tried)
        + f"\nInstall one yourself {yourself}or name its program in {variable}."
    )


def _ways(project: Project, *, headed: bool) -> Iterator[tuple[str, Way]]:
    """Give each way with its title, the quickest first."""

    def find_own() -> Browser:
        return _present(own_build(project, headed=headed))

    def find_system() -> Browser:
        return _present(system(project, headed=headed))

    def download() -> Browser:
        _download(project.use.browser_name)
        browser = find_own()
        _add_libraries(browser, project)
        return browser

    def add_package(manager: str, package: str) -> Browser:
        _install_package(manager, package)
        return find_system()

    if project.use.channel is None:
        yield "Playwright's own build", find_own
    yield "a browser of this machine", find_system
    if project.use.channel is None:
        yield "playwright install", download
    for manager, packages in _packages(project, headed=headed).items():
        if shutil.which(manager):
            for package in packages:
                yield f"{manager} install {package}", partial(add_package, manager, package)


def _start(browser: Browser, project: Project) -> None:
    """Start the browser once without a window, so that one which lacks a library is passed over."""
    options = launch_options(browser, project, headed=False) | {"headless": True}
    try:
        with sync_playwright() as playwright:
            engine = getattr(playwright, browser.engine)
            engine.launch(**options, timeout=_MILLISECONDS_TO_START).close()
    except Error as error:
        raise _Failed(f"does not start: {_reason(error.message)}") from None


def _present(browser: Browser | None) -> Browser:
    if browser is None:
        raise _Failed("none there")
    return browser


def _add_libraries(browser: Browser, project: Project) -> None:
    """Install the system libraries of Playwright's own build, if it does not start without.

    `playwright install --with-deps` would do so before the download, which takes minutes on a
    bare machine even when the download then fails.
    """
    try:
        _start(browser, project)
    except _Failed:
        _run((*_as_root(), *_PLAYWRIGHT, "install-deps", browser.engine))


def _download(engine: str) -> None:
    with TemporaryDirectory(prefix="court-walk-") as folder:
        # A download that is given up leaves its files behind; here they go with the folder.
        environment = os.environ | dict.fromkeys(("TMPDIR", "TMP", "TEMP"), folder)
        environment["NO_COLOR"] = "1"
        environment.setdefault("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "5000")
        with subprocess.Popen(
            (*_PLAYWRIGHT, "install", engine),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as process:
            output = _output_of_download(process)
    if process.returncode != 0:
        raise _Failed(_reason(output))


def _output_of_download(process: subprocess.Popen[str]) -> str:
    """Return what a download prints; it is ended when its first byte or its last comes too late."""
    given_up = Event()

    def give_up() -> None:
        given_up.set()
        if sys.platform == "win32":
            process.kill()
        else:
            # The download runs in a grandchild, which a signal to the child alone would not end.
            os.killpg(process.pid, signal.SIGTERM)

    lines: list[str] = []
    timer = Timer(_SECONDS_TO_FIRST_BYTE, give_up)
    timer.start()
    for line in process.stdout or ():
        lines.append(line)
        if "% of " in line and timer.interval < _SECONDS_TO_DOWNLOAD:
            timer.cancel()
            timer = Timer(_SECONDS_TO_DOWNLOAD, give_up)
            timer.start()
    timer.cancel()
    if given_up.is_set():
        return f"Error: no download within {timer.interval:g} seconds"
    return "".join(lines)


def _packages(project: Project, *, headed: bool) -> dict[str, tuple[str, ...]]:
    """Return, for each package manager, the packages that will do, the best first."""
    match project.use.channel or project.use.browser_name:
        case "chromium":
            shell = () if is_in_window(project, headed=headed) else ("chromium-headless-shell",)
            return {
                "apt-get": (*shell, "chromium"),
                "dnf": ("chromium",),
                "brew": ("google-chrome",),
            }
        case "chrome":
            return {"brew": ("google-chrome",)}
        case "firefox" | "moz-firefox":
            return {"apt-get": ("firefox-esr",), "dnf": ("firefox",), "brew": ("firefox",)}
    return {}


def _install_package(manager: str, package: str) -> None:
    match manager:
        case "apt-get":
            apt = (*_as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get")
            # One broken source of somebody else fails this, while our package may well be there.
            with suppress(_Failed):
                _run((*apt, "update"))
            # Without a font every page is blank in a screenshot, and the headless shell needs none.
            _run((*apt, "install", "--yes", "--no-install-recommends", package, "fonts-liberation"))
        case "dnf":
            _run((*_as_root(), "dnf", "install", "--assumeyes", package))
        case _:
            _run((manager, "install", "--cask", package))


def _as_root() -> Command:
    """Return what to put before a command that only root may run, or fail without asking."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return ()
    try:
        _run(("sudo", "-n", "true"))
    except _Failed:
        raise _Failed("needs root, or sudo without a password") from None
    return ("sudo", "-n")


def _run(command: Command) -> None:
    """Run a command to its end without a word on screen, or fail with what it complained of."""
    try:
        subprocess.run(
            command,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_SECONDS_TO_INSTALL,
        )
    except FileNotFoundError:
        raise _Failed(f"there is no {command[0]}") from None
    except subprocess.TimeoutExpired:
        raise _Failed(f"did not end within {_SECONDS_TO_INSTALL:g} seconds") from None
    except subprocess.CalledProcessError as error:
        raise _Failed(_reason(error.stdout)) from None


def _reason(output: str) -> str:
    """Return the line of a program's output that says best why it failed."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no reason given"]
    return next((line for line in lines if re.search(r"^E: |error", line, re.IGNORECASE)), lines[0])

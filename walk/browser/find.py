"""Find a browser for a project of the configuration, or install one, and say how it is started."""

import json
import os
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import playwright

from walk.errors import CannotTell, UsageError
from walk.settings.config import Engine, Project
from walk.settings.installation import command

# What a browser is called on PATH, or where it is on systems that keep it elsewhere; the first
# that is there is taken.
_PROGRAMS: dict[str, tuple[str, ...]] = {
    # The headless shell starts and walks in half the time, but has no window to show.
    "headless shell": ("chromium-headless-shell",),
    "chromium": (
        "chromium",
        "chromium-browser",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ),
    "chrome": (
        "google-chrome-stable",
        "google-chrome",
        "chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    ),
    "msedge": (
        "microsoft-edge-stable",
        "microsoft-edge",
        "msedge",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    ),
    "moz-firefox": (
        "firefox-esr",
        "firefox",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"%ProgramFiles%\Mozilla Firefox\firefox.exe",
    ),
}
_KINDS: dict[str, tuple[str, ...]] = {
    "chromium": ("chromium", "chrome", "msedge"),
    "firefox": ("moz-firefox",),
    "webkit": (),
}


@dataclass(frozen=True)
class Browser:
    """A browser to start; without an `executable` it is Playwright's own build."""

    engine: Engine
    executable: str | None
    channel: str | None
    found: str
    is_named: bool = False
    """You named its program, and the walk found none by itself."""


def find_browser(project: Project, *, headed: bool) -> Browser:
    """Return the browser for this project, or raise a UsageError that says how to get one."""
    check_display(project, headed=headed)
    browser = (
        named(project)
        or own_build(project, headed=headed)
        or system(project, headed=headed)
        or _instead_of_stock(project, headed=headed)
    )
    if browser is None:
        raise UsageError(
            f"This machine has no {wanted(project)}; run "
            f"`{command()} browser --browser {project.name}{' --headed' if headed else ''}`."
        )
    return browser


def check_display(project: Project, *, headed: bool) -> None:
    """Refuse a window where there is no display for it, before anything is installed for it."""
    if not is_in_window(project, headed=headed) or sys.platform in ("darwin", "win32"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise UsageError(
            "A browser window needs a display, and there is none here (DISPLAY is not set); "
            "leave --headed out, or put `xvfb-run` before the command."
        )


def not_starting(browser: Browser, reason: str) -> UsageError | CannotTell:
    """Return the error of a browser that is there and does not start.

    Only one that you named is a mistake of yours.
    """
    kind = UsageError if browser.is_named else CannotTell
    return kind(
        f"The browser {browser.found} does not start ({reason}); name another one in "
        f"PLAYWRIGHT_{browser.engine.upper()}_EXECUTABLE, or run `{command()} browser`."
    )


def wanted(project: Project) -> str:
    """Return what the project asks for, as you would say it."""
    return f"{project.use.channel or project.use.browser_name} for the browser {project.name!r}"


def variable_of(project: Project) -> str:
    """Return the environment variable that names the program of the project's browser."""
    return f"PLAYWRIGHT_{project.use.browser_name.upper()}_EXECUTABLE"


def is_in_window(project: Project, *, headed: bool) -> bool:
    """Say whether the browser is to have a window, by the command line or by the file."""
    return headed or not project.use.headless


def named(project: Project) -> Browser | None:
    """Return the browser that you named, or None; a path to no program is a UsageError."""
    engine, variable = project.use.browser_name, variable_of(project)
    in_file = project.use.launch_options.executable_path
    if path := os.environ.get(variable):
        source = variable
    elif in_file is not None:
        path, source = in_file, "launchOptions.executablePath of the configuration"
    else:
        return None
    if not (Path(path).is_file() and os.access(path, os.X_OK)):
        raise UsageError(
            f"{source} names {path!r}, which is not a program that can be run; "
            "name the browser's own file, or leave it out."
        )
    return Browser(
        engine, path, _channel(engine, Path(path)), f"{path}, named by {source}", is_named=True
    )


def own_build(project: Project, *, headed: bool) -> Browser | None:
    """Return Playwright's own build if it was downloaded and the project names no channel."""
    engine = project.use.browser_name
    if project.use.channel is not None:
        return None
    shell = engine == "chromium" and not is_in_window(project, headed=headed)
    name = "chromium-headless-shell" if shell else engine
    folder = _builds_folder() / f"{name.replace('-', '_')}-{_revisions()[name]}"
    # Playwright writes this marker last; a folder without it is a download that was cut short.
    if not (folder / "INSTALLATION_COMPLETE").exists():
        return None
    return Browser(engine, None, None, f"Playwright's own build in {folder}")


def system(project: Project, *, headed: bool) -> Browser | None:
    """Return the first suitable browser that the machine itself has."""
    engine, channel = project.use.browser_name, project.use.channel
    kinds = (channel,) if channel else _KINDS[engine]
    if kinds == _KINDS["chromium"] and not is_in_window(project, headed=headed):
        kinds = ("headless shell", *kinds)
    for name in (name for kind in kinds for name in _PROGRAMS[kind]):
        path = shutil.which(os.path.expandvars(name))
        if path and not _only_names_a_snap(Path(path)):
            return Browser(engine, path, _channel(engine, Path(path)), f"{path} of this machine")
    return None


def _instead_of_stock(project: Project, *, headed: bool) -> Browser | None:
    """Return Playwright's own Firefox, where a stock one is asked for that is not there."""
    if project.use.channel != "moz-firefox":
        return None
    return own_build(replace(project, use=replace(project.use, channel=None)), headed=headed)


def _channel(engine: Engine, program: Path) -> str | None:
    """Return the channel to start with: Playwright talks to a stock Firefox in another way."""
    is_stock = _builds_folder() not in program.resolve().parents
    return "moz-firefox" if engine == "firefox" and is_stock else None


def _only_names_a_snap(path: Path) -> bool:
    """Say whether this is Ubuntu's script that only says to install the browser's snap."""
    with path.open("rb") as file:
        head = file.read(4096)
    snap = Path("/snap/bin") / path.name.removesuffix("-browser")
    return head.startswith(b"#!") and b"/snap/bin/" in head and not snap.exists()


def _builds_folder() -> Path:
    """Return where Playwright keeps the browsers that it downloads, by its own rules."""
    driver = Path(playwright.__file__).parent / "driver"
    match os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        case "0":
            return driver / "package" / ".local-browsers"
        case str(folder) if folder:
            return Path(folder).absolute()
    match sys.platform:
        case "darwin":
            cache = Path.home() / "Library" / "Caches"
        case "win32":
            cache = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        case _:
            cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "ms-playwright"


def _revisions() -> dict[str, str]:
    """Return the build number of each browser that this Playwright was made for."""
    listing = Path(playwright.__file__).parent / "driver" / "package" / "browsers.json"
    entries = json.loads(listing.read_text(encoding="utf-8"))["browsers"]
    return {entry["name"]: entry["revision"] for entry in entries}

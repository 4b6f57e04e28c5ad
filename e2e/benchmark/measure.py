"""Measures a walk against bare scripts: `python -m e2e.benchmark.measure`."""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import track
from rich.table import Table

from e2e.benchmark import menu_page, scale
from e2e.benchmark.programs import Command, bare_script, seconds, selenium_script
from walk.results import ExitStatus

_DRIVER_FOLDERS = (".venv/chromedriver/usr/bin", "/usr/lib/chromium", "/usr/lib/chromium-browser")
"""Where chromedriver is, if it is not on PATH."""
BARE, SELENIUM = "bare Playwright script", "bare Selenium script"
WITH, WITHOUT = "walk with all evidence", "walk without evidence"


def main(arguments: Sequence[str] | None = None) -> int:
    """Time all in turns, and print the ratios of the medians; no time fails anything."""
    parser = argparse.ArgumentParser(prog="python -m e2e.benchmark.measure", description=__doc__)
    parser.add_argument("--browser", default="chromium", metavar="NAME")
    parser.add_argument("--repeat", type=int, metavar="N", help="default: 10, and 3 with --scale")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--menu-page", action="store_true", help="measure pages a second of the mock court instead"
    )
    instead.add_argument("--scale", action="store_true", help="measure how a walk scales instead")
    options = parser.parse_args(arguments)
    repeat = options.repeat or (3 if options.scale else 10)
    print(machine())
    if options.menu_page:
        menu_page.measure(repeat)
    elif options.scale:
        scale.measure(options.browser, repeat)
    else:
        measure(options.browser, repeat)
    print(machine())
    return ExitStatus.AS_DOCUMENTED


def measure(browser: str, repeat: int) -> None:
    """Time each command in turns, so that other work of the machine slows all by the same."""
    times: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder:
        commands = commands_of(browser, Path(folder, "report"))
        for _ in track(range(repeat), description="Walking", transient=True):
            for name, command in commands.items():
                times.setdefault(name, []).append(seconds(command))
    _show(f"Fifteen steps with {browser}, {repeat} times each", times)


def commands_of(browser: str, report: Path) -> dict[str, Command]:
    """Return what is timed; Selenium is left out, and that is said, if it cannot be started."""
    follow = ("walk", "follow", "--browser", browser, "--out", str(report))
    commands: dict[str, Command] = {BARE: bare_script(browser)}
    places = os.pathsep.join([os.environ.get("PATH", ""), *_DRIVER_FOLDERS])
    driver = shutil.which("chromedriver", path=places)
    if browser == "chromium" and driver:
        commands[SELENIUM] = selenium_script(driver, browser)
    else:
        print("Selenium is left out: it needs chromedriver, and drives only `chromium` here.")
    return commands | {WITH: follow, WITHOUT: (*follow, "--no-evidence")}


def machine() -> str:
    """Return what is measured on, and how busy it is now."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    python = platform.python_version()
    return f"{platform.machine()}, {os.cpu_count()} processors, load {load}, Python {python}"


def _show(title: str, times: Mapping[str, Sequence[float]]) -> None:
    table = Table(title=title)
    scripts = [name for name in (BARE, SELENIUM) if name in times]
    for column in ("", "median", "fastest", "slowest", *(f"times the {name}" for name in scripts)):
        table.add_column(column, justify="right" if column else "left")
    for name, taken in times.items():
        figures = (median(taken), min(taken), max(taken))
        ratios = (median(taken) / median(times[script]) for script in scripts)
        table.add_row(
            name, *(f"{each:.2f} s" for each in figures), *(f"{each:.2f}" for each in ratios)
        )
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())

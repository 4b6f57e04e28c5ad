"""The command `browser`: find a browser that starts, or install one."""

from dataclasses import dataclass
from pathlib import Path

from walk.browser.install import install_browser
from walk.results import ExitStatus
from walk.settings.config import read_config


@dataclass(frozen=True)
class BrowserOptions:
    """What the command line says of a browser to find or install."""

    config: Path
    browser: str
    headed: bool


def browser(options: BrowserOptions) -> int:
    """Find a browser that starts, or install one; print each way tried, return the exit status."""
    project = read_config(options.config).project(options.browser)
    install_browser(project, headed=options.headed)
    return ExitStatus.AS_DOCUMENTED

"""This program as it is installed: its command, its version and the files that come with it."""

import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

NAME = "court-walk"
_CHECKOUT = Path(__file__).parents[2]
_IN_WHEEL = Path(__file__).parents[1] / "shipped"

IS_INSTALLED = _IN_WHEEL.is_dir()
"""Whether it is installed, and no checkout that its user can change."""
SHIPPED = _IN_WHEEL if IS_INSTALLED else _CHECKOUT
"""The folder of the guides and the configuration file that come with this program."""

CONFIG = Path("playwright.config.json")
"""The configuration file, as it is called in any folder."""


def default_config() -> Path:
    """Return the configuration file of the current folder, or else the one of this program."""
    return CONFIG if CONFIG.exists() else SHIPPED / CONFIG


def command() -> str:
    """Return how this program is called on this command line."""
    return NAME if Path(sys.argv[0]).stem == NAME else "python -m walk"


@cache
def version() -> str:
    """Return the version of this program, of a checkout too."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        text = (_CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
        return str(tomllib.loads(text)["project"]["version"])

"""The version of the project, for `--version`."""

import tomllib
from importlib import metadata
from pathlib import Path

_CHECKOUT = Path(__file__).parent.parent / "pyproject.toml"


def version() -> str:
    """Return the installed version, or in a checkout that is not installed the project file's."""
    try:
        return metadata.version("court-walk")
    except metadata.PackageNotFoundError:
        return str(tomllib.loads(_CHECKOUT.read_text(encoding="utf-8"))["project"]["version"])

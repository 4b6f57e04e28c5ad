"""Reads a guide from its file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from walk.errors import UsageError
from walk.guide.checks import problems
from walk.guide.model import Guide
from walk.settings.files import is_file, read_toml
from walk.settings.installation import SHIPPED
from walk.settings.validation import checked, listed

GUIDES = SHIPPED / "guides"
"""The folder of the guides that come with this program."""
OWN_GUIDES = Path("guides")
"""The folder of a user's own guides, in the current folder; they go first."""

_ADAPTER = TypeAdapter(Guide)
SYNONYMS = {
    **dict.fromkeys(("click", "press", "choose", "follow", "pick"), "select"),
    **dict.fromkeys(("type", "fill", "fill_in", "input"), "enter"),
    **dict.fromkeys(("url", "open", "goto", "visit", "address", "navigate"), "go_to"),
    **dict.fromkeys(("check", "checkbox", "agree"), "tick"),
    **dict.fromkeys(("send", "button"), "submit"),
    **dict.fromkeys(("show", "see", "expect"), "shows"),
    **dict.fromkeys(("reset", "empty"), "clear"),
}
"""What people write instead of a key of a guide."""


def read_guide(name: str) -> Guide:
    """Read the guide of that name (`wiwb`) or in that file, or raise a UsageError."""
    path = path_of(name)
    return guide_in(read_toml(path, "guide", "name a readable file"), path)


def guide_in(document: Mapping[str, Any], path: Path) -> Guide:
    """Return the guide that a document holds; `path` is what an error names."""
    guide = checked(_ADAPTER, document, path, SYNONYMS)
    if found := [f"{problem[:-1]} (in {path})." for problem in problems(guide)]:
        raise UsageError("\n".join(found))
    return guide


def path_of(name: str) -> Path:
    """Return the file of the guide of that name, or raise a UsageError."""
    path = Path(name)
    if path.suffix == ".toml" or is_file(path):
        if not is_file(path):
            raise UsageError(f"There is no guide file {name!r}; give an existing one.")
        return path
    files = [*GUIDES.glob("*.toml"), *OWN_GUIDES.glob("*.toml")]
    # What is accepted of a guide is in the same folder, as NAME.accepted.toml.
    known = {each.stem: each for each in files if "." not in each.stem}
    if name not in known:
        raise UsageError(
            f"There is no guide {name!r}; the known ones are {listed(sorted(known))}, "
            "or name a .toml file."
        )
    return known[name]

"""Reads the list of defects."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from walk.settings.files import read_toml
from walk.settings.validation import checked

LISTS = Path(__file__).parent
_Words = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Defect:
    """One change of one file that makes the program wrong."""

    id: Annotated[str, Field(pattern="^[a-z0-9-]+$")]
    file: _Words
    """Below the folder of the project."""
    text: _Words
    """What is replaced; it occurs once in the file."""
    becomes: str
    wrong: _Words
    """What is wrong then, in one sentence."""
    tests: Annotated[tuple[_Words, ...], Field(min_length=1)]
    """The tests that notice it, as pytest names them below `e2e/`."""


@dataclass(frozen=True)
class _List:
    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    defect: tuple[Defect, ...]


def defects() -> list[Defect]:
    """Return all defects, in the order of their files; `UsageError` for a list that is wrong."""
    adapter = TypeAdapter(_List)
    return [
        defect
        for path in sorted(LISTS.glob("*.toml"))
        for defect in checked(adapter, read_toml(path, "list", "restore it"), path).defect
    ]

"""The table of scenarios: each is one named change of how the court behaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter

from mock_court.data_files import read_data


@dataclass(frozen=True)
class Scenario:
    """A named change of the court's behavior."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    reader_sees: str
    """What a reader of the guide sees of it."""
    changes: Mapping[str, bool | str]
    """The fields of `Behavior` that it changes."""
    when: str = ""
    """The date of the real change, as far as it is known; nothing where there was none."""
    source: str = ""
    """Who says so, as far as anybody does."""


SCENARIOS: Mapping[str, Scenario] = read_data(
    Path(__file__).with_name("scenarios.toml"), TypeAdapter(dict[str, Scenario])
)

"""What a thing is called once its words have changed: alike enough to see what it was."""

import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from mock_court.data_files import read_data

_WORDS = read_data(
    Path(__file__).with_name("words.toml"), TypeAdapter(Mapping[str, Mapping[str, str]])
)
REQUIRED_MARK = " *"
"""What a required field's caption ends in."""


def renamed(words: str) -> str:
    """Return a name that a court may give to a thing instead."""
    return _WORDS["renamed"].get(words) or _with_other_part(words, "renamed_parts") or f"My {words}"


def reworded(words: str) -> str:
    """Return a sentence that a court may write instead."""
    return _with_other_part(words, "reworded") or f"Please note: {words}"


def recased(words: str) -> str:
    """Return the same words in other capitals."""
    return words.title() if words.isupper() else words.upper()


def _with_other_part(words: str, table: str) -> str | None:
    for old, new in _WORDS[table].items():
        whole_words = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)
        if whole_words.search(words):
            return whole_words.sub(new, words, count=1)
    return None

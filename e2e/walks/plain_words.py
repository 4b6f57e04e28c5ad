"""Finds what Playwright says in what a walk says to its readers."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAYWRIGHTS = re.compile(
    r"\b(?:Page|Locator|Frame|Browser\w*|ElementHandle|JSHandle|Dialog|Route|Request|Response"
    r"|Mouse|Keyboard|CDPSession)\.\w+:"
    r"|\b\d+ms exceeded|\bCall log|\bwaiting for (?:locator|get_by|navigation)"
    r"|\bTarget (?:page|closed|crashed)|\bExecution context|\bstrict mode violation"
    r"|\bLocator expected|\bPage expected|\bProtocol error"
)


def in_playwrights_words(result: Mapping[str, Any]) -> list[str]:
    """Return every reason and note of a walk, as walk.json has it, that Playwright has worded."""
    return [said for step in result["steps"] for said in _said(step) if _is_playwrights(said)]


def _said(step: Mapping[str, Any]) -> Iterator[str]:
    if step["reason"]:
        yield step["reason"]
    yield from step["notes"]


def _is_playwrights(said: str) -> bool:
    return _PLAYWRIGHTS.search(said) is not None

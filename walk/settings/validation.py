"""Checks what a file says against frozen dataclasses, and says in one sentence what is wrong."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from walk.errors import UsageError

Checked = TypeVar("Checked")


def checked(adapter: TypeAdapter[Checked], document: object, path: Path) -> Checked:
    """Return what the document says, or raise a UsageError that names the key and the file."""
    try:
        # Only in JSON mode does a strict check take a list for a tuple and an object for a class.
        return adapter.validate_json(json.dumps(document, default=str))
    except ValidationError as error:
        raise UsageError(_sentence(adapter, error.errors()[0], path)) from None


def listed(names: Iterable[str]) -> str:
    """Return the names for a sentence."""
    return ", ".join(names)


def _sentence(adapter: TypeAdapter[Any], error: ErrorDetails, path: Path) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "unexpected_keyword_argument":
        known = _known_keys(adapter.json_schema(by_alias=True), error["loc"][:-1])
        near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
        advice = f"write `{near[0]}`" if near else f"the keys known there are {listed(known)}"
        return f"Unknown key `{key}` in {path}; {advice}."
    if error["type"] == "missing":
        return f"The key `{key}` is missing in {path}; add it."
    rule = error["msg"].partition(" should ")[2] or error["msg"]
    value = json.dumps(error["input"], ensure_ascii=False, default=str)
    return f"`{key}` in {path} is {value}; it should {rule}."


def _known_keys(schema: dict[str, Any], place: tuple[int | str, ...]) -> list[str]:
    """Return the keys that may stand at this place of the file, read off the schema."""
    node = schema
    for part in place:
        below = node.get("properties", {}).get(part) or node.get("additionalProperties")
        node = below or node["items"]
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return list(node["properties"])

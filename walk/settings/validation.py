"""Checks what a file says against frozen dataclasses, and says in one sentence what is wrong."""

import difflib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from walk.errors import UsageError

Checked = TypeVar("Checked")
Place = tuple[int | str, ...]
"""The keys and indexes that lead to a value."""
_NO_SYNONYMS: Mapping[str, str] = {}


def checked(
    adapter: TypeAdapter[Checked],
    document: object,
    path: Path,
    synonyms: Mapping[str, str] = _NO_SYNONYMS,
) -> Checked:
    """Return what the document says, or raise a UsageError with a sentence for each mistake.

    `synonyms` has the right keys by what people write instead of them.
    """
    try:
        # Only in JSON mode does a strict check take a list for a tuple and an object for a class.
        return adapter.validate_json(json.dumps(document, default=str))
    except ValidationError as error:
        known = partial(_known_keys, adapter.json_schema(by_alias=True))
        sentences = [_sentence(each, document, path, known, synonyms) for each in error.errors()]
        raise UsageError("\n".join(dict.fromkeys(sentences))) from None


def listed(names: Iterable[str]) -> str:
    """Return the names for a sentence."""
    return ", ".join(names)


def _sentence(
    error: ErrorDetails,
    document: object,
    path: Path,
    known_keys: Callable[[Place], list[str]],
    synonyms: Mapping[str, str],
) -> str:
    loc = error["loc"]
    key, place = _counted(loc, document, path) if path.suffix == ".toml" else _dotted(loc, path)
    if error["type"] == "unexpected_keyword_argument":
        known, wrong = known_keys(loc[:-1]), str(loc[-1])
        meant = synonyms.get(wrong.lower())
        near = [meant] if meant in known else difflib.get_close_matches(wrong, known, n=1)
        advice = f"write `{near[0]}`" if near else f"the keys known there are {listed(known)}"
        return f"Unknown key {key} in {place}; {advice}."
    if error["type"] == "missing":
        return f"The key {key} is missing in {place}; add it."
    rule = error["msg"].partition(" should ")[2] or error["msg"]
    value = json.dumps(error["input"], ensure_ascii=False, default=str)
    return f"{key} in {place} is {value}; it should {rule}."


def _dotted(loc: Place, path: Path) -> tuple[str, str]:
    """Return a key of a JSON file with all that it is below, and the file."""
    return f"`{'.'.join(str(part) for part in loc)}`", str(path)


def _counted(loc: Place, document: Any, path: Path) -> tuple[str, str]:  # noqa: ANN401 any TOML
    """Return a key of a TOML file, and in which of its tables it is, counted from 1.

    So `hover` in "step 3, screen 1", and not `step.2.screen.0.hover`.
    """
    *above, last = loc
    tables: list[str] = []
    words: list[str] = []
    for part in above:
        document = document[part]
        if isinstance(part, str):
            words.append(part)
        else:
            number = document.get("number")
            is_numbered = isinstance(number, int)
            tables.append(f"{'.'.join(words)} {number if is_numbered else part + 1}")
            words = []
    words += [last] if isinstance(last, str) else []
    item = "" if isinstance(last, str) else f" (item {last + 1})"
    return f"`{'.'.join(words)}`{item}", f"{', '.join(tables)} of {path}" if tables else str(path)


def _known_keys(schema: dict[str, Any], place: Place) -> list[str]:
    """Return the keys that are allowed at this place of the file, by the schema."""
    node = schema
    for part in place:
        below = node.get("properties", {}).get(part) or node.get("additionalProperties")
        node = below or node["items"]
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return list(node["properties"])

"""Reads the TOML files that the court is made of, and finds every mistake in one at once."""

import difflib
import json
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from mock_court.errors import UsageError

Content = TypeVar("Content")

_RULES = {
    "string_type": "be text in quotes",
    "tuple_type": "be a list",
    "dict_type": "be a table",
    "dataclass_type": "be a table",
    "bool_type": "be true or false",
}
"""What a value has to be, in the words of TOML, by pydantic's name of the mistake."""


class BrokenFile(UsageError):
    """A file cannot be used; the message has one sentence a line, one for each mistake."""


def read_data(path: Path, adapter: TypeAdapter[Content]) -> Content:
    """Read a TOML file as the type of `adapter`; `BrokenFile` names every mistake."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        # Only in JSON mode does a strict check take a list for a tuple.
        return adapter.validate_json(json.dumps(document, default=str), strict=True)
    except OSError as error:
        raise BrokenFile(f"{path} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise BrokenFile(f"{path} is not in UTF-8; save it in that encoding.") from None
    except tomllib.TOMLDecodeError as error:
        raise BrokenFile(f"{path} is not TOML: {error}.") from None
    except ValidationError as error:
        schema = adapter.json_schema()
        raise BrokenFile(
            "\n".join(_sentence(mistake, schema, path) for mistake in error.errors())
        ) from None


def hint(name: str, known: Iterable[str], what: str) -> str:
    """Return the nearest of the known names as a question, or all of them."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]}?" if near else f"the {what} are {', '.join(names)}."


def _sentence(mistake: ErrorDetails, schema: dict[str, Any], path: Path) -> str:
    place, last = mistake["loc"][:-1], mistake["loc"][-1]
    key = _key(mistake["loc"])
    if mistake["type"] == "unexpected_keyword_argument":
        advice = hint(str(last), _known_keys(schema, place), "keys there")
        return f"Unknown key {key} in {path}: {advice}"
    if mistake["type"] == "missing":
        return f"{key} is missing in {path}: add it."
    rule = _RULES.get(mistake["type"]) or mistake["msg"].partition(" should ")[2] or mistake["msg"]
    value = json.dumps(mistake["input"], ensure_ascii=False, default=str)
    return f"{key} in {path} is {value}: it should {rule}."


def _key(place: Sequence[int | str]) -> str:
    """Return a place of a file in words, such as `label` of entry 2 of `quick_links`."""
    words: list[str] = []
    for part in place:
        if isinstance(part, int):
            words.insert(0, f"entry {part + 1}")
        elif words and words[0].startswith("`"):
            words[0] = f"{words[0][:-1]}.{part}`"
        else:
            words.insert(0, f"`{part}`")
    return " of ".join(words)


def _known_keys(schema: dict[str, Any], place: Sequence[int | str]) -> list[str]:
    """Return the keys that may be at this place of the file, read off its JSON Schema."""
    node = schema
    for part in place:
        node = (
            node.get("properties", {}).get(part)
            or node.get("additionalProperties")
            or node["items"]
        )
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return list(node["properties"])

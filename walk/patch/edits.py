"""Edits of a guide's file, which keep its comments, its order and everything else in it."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.items import KeyType, SingleKey, String, StringType, Trivia

Path = tuple[str | int, ...]
"""Keys and places that lead to something in a document."""
Node = Any
"""A table, a list or a value of a document, as it is written or as what it means."""


@dataclass(frozen=True)
class NewWords:
    """Other words at one place."""

    at: Path
    words: str


@dataclass(frozen=True)
class NewKey:
    """Another key in one table, with the same value at the same place."""

    at: Path
    old: str
    new: str


Edit = NewWords | NewKey


class CannotEdit(Exception):
    """The file is written in a way that these edits would not leave whole."""


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return the text of a TOML file with these edits and no other change."""
    wanted: dict[str, Any] = tomllib.loads(text)
    # The file may end its lines in the way of Windows.
    document: Node = tomlkit.parse(text)
    try:
        for edit in edits:
            _edit_plain(_found(wanted, edit), edit)
            _edit_written(_found(document, edit), edit)
        new = tomlkit.dumps(document)
        is_as_wanted = tomllib.loads(new) == wanted
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise CannotEdit from error
    if not is_as_wanted:
        raise CannotEdit
    return new


def _found(document: Node, edit: Edit) -> Node:
    """Return the table or list in which an edit changes something."""
    keys = edit.at[:-1] if isinstance(edit, NewWords) else edit.at
    for key in keys:
        document = document[key]
    return document


def _edit_plain(found: Node, edit: Edit) -> None:
    if isinstance(edit, NewWords):
        found[edit.at[-1]] = edit.words
        return
    renamed = {edit.new if key == edit.old else key: value for key, value in found.items()}
    if len(renamed) < len(found):
        raise ValueError(edit.new)
    found.clear()
    found.update(renamed)


def _edit_written(found: Node, edit: Edit) -> None:
    if isinstance(edit, NewWords):
        written = _escaped(edit.words)
        found[edit.at[-1]] = String(StringType.SLB, edit.words, written, Trivia())
        return
    body = found.value.body
    at, key, value = next(
        (at, key, value) for at, (key, value) in enumerate(body) if key and key.key == edit.old
    )
    # What is between a key and its sign belongs to the key.
    written = key.as_string()
    space = written[len(written.rstrip()) :]
    original = f'"{_escaped(edit.new)}"{space}'
    body[at] = SingleKey(edit.new, t=KeyType.Basic, sep=key.sep, original=original), value


def _escaped(words: str) -> str:
    """Return the words as a TOML string has them, with a number for what nobody could see."""
    return "".join(map(_escaped_character, words))


def _escaped_character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"

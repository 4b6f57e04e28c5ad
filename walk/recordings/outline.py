"""An outline is what a page says to those who do not see it (Playwright's ARIA snapshot)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import yaml

from walk.privacy.masks import Masks

# The parser in C is ten times as fast, and not everywhere.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY = re.compile(r'(/?[^\s"]+)(?: ("(?:[^"\\]|\\.)*"))?((?: \[[^\]"]*\])*)')
_STATE = re.compile(r"\[([^\]]*)\]")
# What YAML would take for a sign of its own or for another type than text.
_NOT_PLAIN = re.compile(
    r"""^$|^[\s\-&*\],?!>|@"'#%\[=:~]|[\x00-\x1f{}`]|[\s:]$|:\s|\s\#
      |^(?:[\d.+-][\d_.,:eE+-]*|0[xo]\w+|y|n|yes|no|on|off|true|false|null|\.nan|[+-]?\.inf)$""",
    re.VERBOSE | re.IGNORECASE,
)
# YAML has no place for these, or takes them for the end of a line.
_NO_LINE = re.compile("[\x85\u2028\u2029]")
_NOT_YAML = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BadOutline(ValueError):
    """The text is no outline; it says why."""


@dataclass(frozen=True)
class Line:
    """One line of an outline: an element or a property of the element that it stands under."""

    depth: int
    role: str
    name: str | None = None
    states: tuple[str, ...] = ()
    text: str | None = None


def masked(text: str, masks: Masks) -> str:
    """Return an outline with all that belongs to one walk masked, and always cut the same way."""
    try:
        lines = read_outline(text)
    except BadOutline:
        # What Playwright cannot tell of in YAML is evidence all the same, and may show a secret.
        lines = [Line(0, "text", text=text)]
    return write_outline([_masked(line, masks) for line in lines])


def _masked(line: Line, masks: Masks) -> Line:
    mask = masks.address if line.role == "/url" else masks.words
    name = line.name if line.name is None else mask(line.name)
    return replace(line, name=name, text=line.text if line.text is None else mask(line.text))


def write_outline(lines: Sequence[Line]) -> str:
    """Write lines as YAML, as Playwright does."""
    return "".join(
        f"{'  ' * line.depth}- {_written(line, _has_more(line, following))}\n"
        for line, following in pairwise([*lines, None])
        if line
    )


def _has_more(line: Line | None, following: Line | None) -> bool:
    return bool(line and following and following.depth > line.depth)


def _written(line: Line, has_more: bool) -> str:  # noqa: FBT001  (one of the two parts of a line)
    words = json.dumps(line.name, ensure_ascii=False) if line.name is not None else None
    key = " ".join(filter(None, [line.role, words, *(f"[{state}]" for state in line.states)]))
    if _NOT_PLAIN.search(key):
        key = "'" + key.replace("'", "''") + "'"
    if has_more:
        return f"{key}:"
    if line.text is None:
        return key
    plain = not _NOT_PLAIN.search(line.text)
    return f"{key}: {line.text if plain else json.dumps(line.text, ensure_ascii=False)}"


def read_outline(text: str) -> list[Line]:
    """Read an outline; its lines come in the order of the page, however deep they stand."""
    text = _NOT_YAML.sub("\N{REPLACEMENT CHARACTER}", _NO_LINE.sub(" ", text))
    reader = _Reader()
    try:
        # Event by event, since a page may be nested deeper than Python likes to call itself.
        for event in yaml.parse(text, _LOADER):
            reader.take(event)
    except yaml.YAMLError as error:
        raise BadOutline(" ".join(str(error).split())) from None
    return reader.lines


class _Reader:
    """Makes lines of what YAML tells of: an outline has lists of words and of `words: more`."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._depth = -1
        self._key: str | None = None
        self._is_pair = False

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.SequenceStartEvent() if self._key is not None:
                self._add(self._key, None)
                self._depth, self._is_pair = self._depth + 1, False
            case yaml.SequenceStartEvent() if self._depth < 0:
                self._depth = 0
            case yaml.SequenceEndEvent():
                # The pair that a list belongs to ends right after it.
                self._depth, self._is_pair = self._depth - 1, True
            case yaml.MappingStartEvent() if self._depth >= 0 and not self._is_pair:
                self._is_pair = True
            case yaml.MappingEndEvent():
                self._is_pair = False
            case yaml.ScalarEvent() if self._depth >= 0:
                self._word(event.value)
            case yaml.NodeEvent():
                raise BadOutline("it is no list of things, each on its line")

    def _word(self, word: str) -> None:
        if not self._is_pair:
            self._add(word, None)
        elif self._key is None:
            self._key = word
        else:
            self._add(self._key, word)

    def _add(self, key: str, text: str | None) -> None:
        self.lines.append(_line(self._depth, key, text))
        self._key = None


def _line(depth: int, key: str, text: str | None) -> Line:
    found = _KEY.fullmatch(key)
    if not found:
        raise BadOutline(f"{key!r} names no thing")
    role, quoted, states = found.groups()
    try:
        name = json.loads(quoted, strict=False) if quoted else None
    except ValueError:
        raise BadOutline(f"{key!r} names no thing") from None
    return Line(depth, role, name, tuple(_STATE.findall(states)), text)

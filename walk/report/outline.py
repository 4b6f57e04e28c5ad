"""Reads and writes outlines: what a page says to a screen reader (Playwright's ARIA snapshot)."""

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import yaml

from walk.privacy.masks import Masks

# The parser in C is ten times as fast, and not everywhere.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY = re.compile(r'(/?[^\s"]+)(?: ("(?:[^"\\]|\\.)*"))?((?: \[[^\]"]*\])*)')
_STATE = re.compile(r"\[([^\]]*)\]")
# Words that YAML would not read as plain text: its own signs, numbers, dates, yes and no.
_NOT_PLAIN = re.compile(
    r"""^$|^[\s\-&*\],?!>|@"'#%\[=:~]|[\x00-\x1f{}`]|[\s:]$|:\s|\s\#
      |^(?:[\d.+-][\d_.,:eE+-]*|0[xo]\w+|y|n|yes|no|on|off|true|false|null|\.nan|[+-]?\.inf)$""",
    re.VERBOSE | re.IGNORECASE,
)
# YAML cannot hold these, or reads them as the end of a line.
_NO_LINE = re.compile("[\x85\u2028\u2029]")
_NOT_YAML = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BadOutline(ValueError):
    """The text is not an outline; the message says why."""


@dataclass(frozen=True)
class Line:
    """One line of an outline: an element, or a property of the element above it."""

    depth: int
    role: str
    name: str | None = None
    states: tuple[str, ...] = ()
    text: str | None = None


def masked_outline(text: str, masks: Masks) -> str:
    """Return an outline in one uniform format, with everything masked that belongs to one walk."""
    try:
        lines = read_outline(text)
    except BadOutline:
        # What is not YAML is still evidence, and may show a secret.
        lines = [Line(0, "text", text=text)]
    return write_outline([_masked(line, masks) for line in lines])


def _masked(line: Line, masks: Masks) -> Line:
    mask = masks.address if line.role == "/url" else masks.words
    name = line.name if line.name is None else mask(line.name)
    return replace(line, name=name, text=line.text if line.text is None else mask(line.text))


def write_outline(lines: Sequence[Line]) -> str:
    """Write lines as YAML, as Playwright does."""
    written = []
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        words = json.dumps(line.name, ensure_ascii=False) if line.name is not None else None
        key = " ".join(filter(None, [line.role, words, *(f"[{state}]" for state in line.states)]))
        if _NOT_PLAIN.search(key):
            key = "'" + key.replace("'", "''") + "'"
        if following and following.depth > line.depth:
            key += ":"
        elif line.text is not None:
            is_plain = not _NOT_PLAIN.search(line.text)
            key += f": {line.text if is_plain else json.dumps(line.text, ensure_ascii=False)}"
        written.append(f"{'  ' * line.depth}- {key}\n")
    return "".join(written)


def read_outline(text: str) -> list[Line]:
    """Read an outline; its lines come in the order of the page, at any depth."""
    text = _NOT_YAML.sub("\N{REPLACEMENT CHARACTER}", _NO_LINE.sub(" ", text))
    reader = _Reader()
    try:
        # Event by event, because a page may be nested deeper than Python can recurse.
        for event in yaml.parse(text, _LOADER):
            reader.take(event)
    except yaml.YAMLError as error:
        raise BadOutline(" ".join(str(error).split())) from None
    return reader.lines


class _Reader:
    """Makes lines of the events of YAML: an outline has lists of words and of `words: more`."""

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
                if self._is_pair and self._key is None:
                    self._key = event.value
                else:
                    key, text = (self._key, event.value) if self._is_pair else (event.value, None)
                    self._add(str(key), text)
            case yaml.NodeEvent():
                raise BadOutline("it is not a list with each element on its own line")

    def _add(self, key: str, text: str | None) -> None:
        self._key = None
        if match := _KEY.fullmatch(key):
            role, quoted, states = match.groups()
            with suppress(ValueError):
                name = json.loads(quoted, strict=False) if quoted else None
                line = Line(self._depth, role, name, tuple(_STATE.findall(states)), text)
                self.lines.append(line)
                return
        raise BadOutline(f"{key!r} names no element")

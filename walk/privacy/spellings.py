"""Finds secrets however they are spelled: text is decoded layer by layer, and each is searched."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final, NamedTuple
from urllib.parse import unquote, unquote_to_bytes

from walk.privacy.distinctive import is_distinctive, is_word

_MOST_LAYERS = 9
"""More than any text has: JSON in HTML in a URL in JSON has four."""
_MOST_BYTES_A_CHARACTER = 48
"""The longest spelling of one character: an emoji in JSON, or a URL of a URL of a URL."""
_ALONE_BELOW = 8
"""A shorter secret counts only where it is alone, or numbers and names would be hits."""
_LEAST_BASE64 = 6
"""Traces hold megabytes of base64, in which four or five given characters come by chance."""

# What is escaped in a URL, in HTML, and in JSON or a script; and the spaces that are several bytes.
_ESCAPE = re.compile(
    rb"(%[0-9a-fA-F]{2}|&(?:#|%(?:25){0,2}23)?[0-9a-zA-Z]{1,31}(?:;|%(?:25){0,2}3[bB])?"
    rb"|\\(?:[uU][0-9a-fA-F]{4}(?:\\[uU][dD][c-fC-F][0-9a-fA-F]{2})?|[xX][0-9a-fA-F]{2}|[bfnrtv]|[^0-9a-zA-Z])"
    rb"|\xc2\xa0|\xe2\x80[\x80-\x8a\xaf])",
    re.DOTALL,
)
_CONTROLS = {
    ord(letter): sign.encode() for letter, sign in zip("bfnrtv", "\b\f\n\r\t\v", strict=True)
}
_CAPITALS, _SMALL = (bytes(range(ord(first), ord(first) + 26)) for first in "Aa")
_SPACES = bytes.maketrans(b"\t\n\v\f\r", b" " * 5)
_FOLDED = bytes.maketrans(b"\t\n\v\f\r" + _CAPITALS, b" " * 5 + _SMALL)
_OTHER_BASE64 = bytes.maketrans(b"+/", b"-_")


class Edges(NamedTuple):
    """The patterns of what may stand before and behind a secret."""

    before: bytes = b""
    after: bytes = b""


ANYWHERE: Final = Edges()
ALONE: Final = Edges(rb"(?<![0-9a-z])(?<![\xc3-\xdf][\x80-\xbf])", rb"(?![0-9a-z\xc3-\xdf])")
"""No letter or digit beside it, also none with an accent."""
# The digits of a fraction, of which traces have many, belong to each other.
_NUMBER: Final = Edges(rb"(?<![0-9a-z])(?<![0-9]\.)", rb"(?![0-9a-z]|\.[0-9])")
# A word of four letters comes by chance in what is packed, but not between characters of a text:
# ASCII, a quotation mark or space beyond it, or the end of a string in a file of records.
_WORD: Final = Edges(
    _NUMBER.before + rb"(?:^|(?<=[\x00\n\r\t -~])|(?<=\xe2\x80[\x80-\xbf])|(?<=\xc2[\xa0-\xbf]))",
    _NUMBER.after + rb"(?=[\x00\n\r\t -~]|\xe2\x80|\xc2[\xa0-\xbf]|$)",
)


@dataclass(frozen=True)
class Place:
    """Where bytes spell a secret: its name, and the part of the bytes."""

    start: int
    end: int
    name: str
    is_recased: bool = False
    """It has other capitals there."""


class Secret:
    """What to search for. Capitals do not matter, except in base64."""

    def __init__(self, name: str, value: str, edges: Edges | None = None) -> None:
        """Search for `value`, which reports call `name`; by default as is right for any file."""
        self.name, self.value = name, value
        self.longest = _MOST_BYTES_A_CHARACTER * len(value)
        """How many bytes the longest spelling has."""
        encoded = to_bytes(value)
        edges = edges or _edges(value)
        self._forms = [
            (form, needle, re.compile(edges.before + re.escape(needle) + edges.after))
            for needle, form in _forms(value).items()
        ]
        little, big = (value.encode(f"utf-16-{order}", "surrogatepass") for order in ("le", "be"))
        # In the middle of a text, either order of bytes looks the same.
        binary = (little.removesuffix(b"\0"), big.removeprefix(b"\0"), encoded.hex().encode())
        self._binary = {each.translate(_FOLDED) for each in binary}
        cores = set(_base64_cores(encoded))
        self._base64 = cores | {core.translate(_OTHER_BASE64) for core in cores}

    def places(self, layer: _Layer) -> Iterator[Place]:
        """Yield where the secret is in one layer of a text, as places in the whole text."""
        content, folded = layer.content, layer.folded
        for form, needle, pattern in self._forms:
            for start in _all_places(needle, folded):
                if pattern.match(folded, start):
                    end = start + len(needle)
                    is_same = content[start:end].translate(_SPACES) == form.translate(_SPACES)
                    yield Place(*layer.origin(start, end), self.name, not is_same)
        # What is letters and digits alone is spelled like this in the whole text, or nowhere.
        is_whole = layer.below is None
        searched = [(core, content) for core in self._base64 if is_whole or not core.isalnum()]
        if is_whole:
            searched += [(needle, folded) for needle in self._binary]
        for needle, where in searched:
            for start in _all_places(needle, where):
                yield Place(*layer.origin(start, start + len(needle)), self.name)


def places_of(secrets: Sequence[Secret], content: bytes) -> list[Place]:
    """Return where the secrets are, in their order; the longest of those that begin together."""
    # Of two secrets of the same value the first counts, at every walk.
    found = dict.fromkeys(
        place for layer in _layers(content) for each in secrets for place in each.places(layer)
    )
    return sorted(found, key=lambda place: (place.start, -place.end, place.is_recased))


def masked(text: str, secrets: Sequence[Secret], recased: str = "") -> str:
    """Return the text with `[name]` for each spelling of the secret of that name.

    `recased` is added to the name where the secret has other capitals.
    """
    content = to_bytes(text)
    parts, done = [], 0
    for place in places_of(secrets, content):
        # One secret may be part of another, and then the first to begin replaces both.
        if place.end > done:
            mask = f"[{place.name}{recased if place.is_recased else ''}]"
            parts += [content[done : max(done, place.start)], mask.encode()]
            done = place.end
    return to_text(b"".join([*parts, content[done:]])) if parts else text


def to_bytes(text: str) -> bytes:
    """Return the bytes of text, and those of an environment variable that are no text as well."""
    return text.encode("utf-8", "surrogateescape")


def to_text(content: bytes) -> str:
    """Return the text that `to_bytes` makes these bytes of."""
    return content.decode("utf-8", "surrogateescape")


class _Layer:
    """A text, decoded as often as there are layers `below` it."""

    def __init__(self, content: bytes, below: _Layer | None = None) -> None:
        self.content = content
        self.below = below

    @cached_property
    def folded(self) -> bytes:
        """The text in small letters, with one kind of space."""
        return self.content.translate(_FOLDED)

    @cached_property
    def pieces(self) -> list[bytes]:
        """Plain and escaped, in turns; to split and join is faster than to substitute."""
        return _ESCAPE.split(self.content)

    def _decoded_pieces(self) -> list[bytes]:
        pieces = self.pieces.copy()
        pieces[1::2] = map(_meaning, pieces[1::2])
        return pieces

    def decoded(self) -> _Layer | None:
        """Return the next layer, unless nothing is escaped."""
        # Above the first, an escape begins with what was decoded.
        if self.below and not any(map(_begins_an_escape, set(self.below.pieces[1::2]))):
            return None
        content = b"".join(self._decoded_pieces())
        return _Layer(content, self) if content != self.content else None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of the whole text from which a part of this one was decoded."""
        if self.below is None:
            return start, end
        ends, ends_below = self.below.ends
        # What was escaped is part of it as a whole: pieces of odd numbers.
        first, last = bisect_right(ends, start), bisect_left(ends, end)
        past, past_below = (ends[first - 1], ends_below[first - 1]) if first else (0, 0)
        start = past_below + (0 if first % 2 else start - past)
        end = ends_below[last] - (0 if last % 2 else ends[last] - end)
        return self.below.origin(start, end)

    @cached_property
    def ends(self) -> tuple[list[int], list[int]]:
        """Where each piece ends in the next layer, and where here."""
        decoded, pieces = (map(len, each) for each in (self._decoded_pieces(), self.pieces))
        return list(accumulate(decoded)), list(accumulate(pieces))


def _layers(content: bytes) -> Iterator[_Layer]:
    """Yield a text, and what it is when it is decoded once, twice and so on."""
    layer: _Layer | None = _Layer(content)
    for _ in range(_MOST_LAYERS):
        if layer:
            yield layer
            layer = layer.decoded()


def _begins_an_escape(escape: bytes) -> bool:
    meaning = _meaning(escape)
    return meaning != escape and meaning[:1] in (b"%", b"&", b"\\", b"\xc2", b"\xe2")


@lru_cache(4096)
def _meaning(escape: bytes) -> bytes:
    """Return what an escape stands for."""
    match escape[:1], escape[1:2].lower():
        case b"%", _:
            return unquote_to_bytes(escape)
        case b"&", _:
            plain = unquote(unquote(unquote(escape.decode())))
            return html.unescape(plain).encode("utf-8", "surrogatepass")
        case b"\\", b"u":
            units = bytes.fromhex(escape[2:6].decode() + escape[8:].decode())
            return units.decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass")
        case b"\\", b"x":
            return bytes.fromhex(escape[2:].decode())
        case b"\\", _:
            return _CONTROLS.get(escape[1], escape[1:])
        case _:
            return b" "


def _edges(value: str) -> Edges:
    """Return what may stand beside a secret in any file."""
    if is_word(value):
        return _WORD
    return _NUMBER if len(value) < _ALONE_BELOW else ANYWHERE


def _forms(value: str) -> dict[bytes, bytes]:
    """Return what a secret is in a layer in which it is decoded, by the same in small letters."""
    # A secret may itself look like something that is escaped, also with what follows it; and
    # capitals with accents are not known to be such from their bytes.
    others = (value, value.lower(), value.upper(), value.rstrip("\\"))
    decoded = [layer.content for each in others for layer in _layers(to_bytes(each))]
    forms = [to_bytes(value), *(each for each in decoded if is_distinctive(to_text(each)))]
    # YAML and CSV double the quotation mark that they quote with, and forms have + for a space.
    for plain, other in ((b"'", b"''"), (b'"', b'""'), (b" ", b"+")):
        forms += [form.replace(plain, other) for form in forms]
    return {form.translate(_FOLDED): form for form in reversed(forms)}


def _all_places(needle: bytes, content: bytes) -> Iterator[int]:
    at = content.find(needle)
    while at >= 0:
        yield at
        at = content.find(needle, at + 1)


def _base64_cores(secret: bytes) -> Iterable[bytes]:
    """Yield what base64 has of a secret whatever is around it, at each of three offsets."""
    for offset in range(3):
        whole = b64encode(bytes(offset) + secret)
        # A character of base64 holds six bits; only those whose bits are all the secret's stay.
        core = whole[-(-offset * 8 // 6) : (offset + len(secret)) * 8 // 6]
        if len(core) >= _LEAST_BASE64:
            yield core

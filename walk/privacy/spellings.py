"""How a secret may be spelled in what a run leaves behind, and where it is in some bytes."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html.entities import html5
from itertools import chain, groupby
from typing import Final

from walk.privacy.distinctive import is_word

PLAIN: Final = "plain"
URL: Final = "URL"
HTML: Final = "HTML"
JSON: Final = "JSON"
MIXED: Final = "mixed"
UTF_16: Final = "UTF-16"
"""Either order of bytes: in the middle of a text, letters look the same in both."""
HEX: Final = "hex"
BASE64: Final = "base64"

_ALONE_BELOW = 8
"""A shorter secret counts only where it stands by itself, or numbers and names would be hits."""
_LEAST_BASE64 = 6
"""Traces hold megabytes of base64, in which four or five given characters come by chance."""

_MOST_BYTES_A_CHARACTER = 48
"""The longest spelling of one character: an emoji in JSON, or a URL of a URL of a URL."""
_MOST_BYTES_OF_BASE64 = 3
"""A plus or a slash of base64 in a URL."""
_ANCHOR = 12
"""So many characters spelled out find a place quickly, and the pattern then looks at the rest."""
_LEAST_ANCHOR = 3
"""Shorter runs stand everywhere."""

# What one layer of spelling makes of the characters by which another begins: `%2541`, `&amp;#65;`.
_PERCENT = rb"(?:%(?:25){0,3}|\\{1,4}u0025|&(?:\#37|\#x25|percnt);)"
_AMPERSAND = (
    rb"(?:&(?:amp;|\#38;|\#x26;){0,2}|\\{1,4}u0026(?:amp;){0,2}|%(?:25){0,2}26(?:amp(?:;|%3b))?)"
)
_HASH = rb"(?:\#|%(?:25){0,2}23)"
_SEMICOLON = rb"(?:;|%(?:25){0,2}3b)?"
_BACKSLASH = rb"(?:\\{1,4}|%(?:25){0,2}5c|&(?:\#92|\#x5c|bsol);)"
# A letter before a short secret belongs to it, unless it is the end of a spelled separator; the
# digits of a fraction, of which traces have many, belong to each other.
_BEFORE_ALONE = (
    rb"(?:(?<![0-9a-z])(?<![0-9]\.)"
    rb"|(?<=%[0-9a-f]{2})|(?<=\\u[0-9a-f]{4})|(?<=\\x[0-9a-f]{2})|(?<=\\[bfnrtv]))"
)
_AFTER_ALONE = rb"(?![0-9a-z]|\.[0-9])"
# A word of four letters comes by chance in what is packed, but not between characters of a text:
# ASCII, a quotation mark or space beyond it, or the end of a string in a file of records.
_BEFORE_WORD = rb"(?:^|(?<=[\x00\t\n\r -~])|(?<=\xe2\x80[\x80-\xbf])|(?<=\xc2[\xa0-\xbf]))"
_AFTER_WORD = rb"(?=[\x00\t\n\r -~]|\xe2\x80|\xc2[\xa0-\xbf]|$)"


@dataclass(frozen=True)
class Place:
    """Where bytes spell a secret: its name, the encoding, and the part of the bytes."""

    name: str
    encoding: str
    start: int
    end: int


class Spellings:
    """All spellings of one secret. Capitals do not matter, except in base64."""

    def __init__(self, name: str, secret: str) -> None:
        """Spell `secret`, which is called `name` where it is told of."""
        self._name = name
        self._secret = secret
        self.longest = _MOST_BYTES_A_CHARACTER * len(secret)
        """How many bytes the longest spelling has."""
        self._plain = _plain_anchor(secret)
        self._spelled_out = list(_spelled_out(secret[:_ANCHOR]))
        little, big = (_utf_16(secret, order).lower() for order in ("le", "be"))
        self._folded = [
            *((UTF_16, needle) for needle in {little.removesuffix(b"\0"), big.removeprefix(b"\0")}),
            (HEX, _utf_8(secret).hex().encode()),
        ]
        self._cores = [(core, *_longest_run(core)) for core in _cores(_utf_8(secret))]

    def places(self, content: bytes, folded: bytes) -> Iterator[Place]:
        """Yield where the secret is spelled in `content`; `folded` is the same in small letters."""
        for start, end in sorted(set(self._in_text(folded))):
            yield Place(self._name, self._encoding(folded[start:end]), start, end)
        for encoding, needle in self._folded:
            for at in all_places(needle, folded):
                yield Place(self._name, encoding, at, at + len(needle))
        for start, end in sorted(set(self._in_base64(content))):
            yield Place(self._name, BASE64, start, end)

    def _in_text(self, folded: bytes) -> Iterator[tuple[int, int]]:
        """Yield the spans of spellings in text, of one kind or of several."""
        if self._plain is None:
            # Of a secret of special characters, any spelling is as likely as any other.
            yield from (found.span() for found in self._any.finditer(folded))
            return
        for anchor, before in (self._plain, *((each, 0) for each in self._spelled_out)):
            for at in all_places(anchor, folded):
                # Two bytes more than the longest, to see what stands behind it.
                within = max(0, at - before), at + self.longest + 2
                yield from (found.span() for found in self._any.finditer(folded, *within))

    def _in_base64(self, content: bytes) -> Iterator[tuple[int, int]]:
        """Yield the spans of base64 that holds the secret."""
        for core, run, before in self._cores:
            for at in all_places(run, content):
                within = max(0, at - before), at + self.longest
                yield from (found.span() for found in _base64(core).finditer(content, *within))

    def _encoding(self, spelled: bytes) -> str:
        """Return the one encoding that explains a spelling, or say that several are needed."""
        return next((name for name, each in self._kinds.items() if each.fullmatch(spelled)), MIXED)

    # The patterns are made when something looks like the secret, which is rare: making one takes
    # as long as looking through a report.

    @cached_property
    def _any(self) -> re.Pattern[bytes]:
        whole = self._pattern(PLAIN, URL, HTML, JSON, MIXED)
        if is_word(self._secret):
            whole = _BEFORE_WORD + whole + _AFTER_WORD
        elif len(self._secret) >= _ALONE_BELOW:
            return re.compile(whole)
        return re.compile(_BEFORE_ALONE + whole + _AFTER_ALONE)

    @cached_property
    def _kinds(self) -> dict[str, re.Pattern[bytes]]:
        return {
            PLAIN: re.compile(self._pattern(PLAIN)),
            **{kind: re.compile(self._pattern(PLAIN, kind)) for kind in (URL, HTML, JSON)},
        }

    def _pattern(self, *kinds: str) -> bytes:
        """Return the pattern of the secret, each character spelled in one of these ways."""
        return b"".join(
            b"(?:%b)" % b"|".join(chain.from_iterable(spellings[kind] for kind in kinds))
            for spellings in map(_spellings, self._secret)
        )


def all_places(needle: bytes, content: bytes) -> Iterator[int]:
    """Yield where the needle is in the content."""
    at = content.find(needle)
    while at >= 0:
        yield at
        at = content.find(needle, at + 1)


def places_of(all_spellings: list[Spellings], content: bytes) -> list[Place]:
    """Return all places of the secrets, in their order."""
    folded = content.lower()
    found = (place for each in all_spellings for place in each.places(content, folded))
    return sorted(found, key=lambda place: place.start)


def struck_out(text: str, all_spellings: list[Spellings]) -> str:
    """Return the text with `[name]` for each spelling of the secret of that name."""
    content = _utf_8(text)
    parts, done = [], 0
    for place in places_of(all_spellings, content):
        # One secret may be part of another, and then the first to begin stands for both.
        if place.end > done:
            parts += [content[done : max(done, place.start)], f"[{place.name}]".encode()]
            done = place.end
    return b"".join([*parts, content[done:]]).decode("utf-8", "surrogateescape")


def _utf_8(text: str) -> bytes:
    """Return the bytes of text, and those of an environment variable that are no text as well."""
    return text.encode("utf-8", "surrogateescape")


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _utf_16(text: str, order: str) -> bytes:
    return text.encode(f"utf-16-{order}", "surrogatepass")


def _units(text: str) -> list[int]:
    """Return the units in which JSON escapes text: two for what is beyond the first plane."""
    encoded = _utf_16(text, "be")
    return [int.from_bytes(encoded[at : at + 2]) for at in range(0, len(encoded), 2)]


def _plain_anchor(secret: str) -> tuple[bytes, int] | None:
    """Return the longest run of letters and digits, and how many bytes may stand before it."""
    runs = ["".join(run) for is_plain, run in groupby(secret, _is_plain) if is_plain]
    run = max(runs, key=len, default="")
    if len(run) < _LEAST_ANCHOR:
        return None
    return run.encode().lower(), secret.index(run) * _MOST_BYTES_A_CHARACTER


def _spelled_out(begins: str) -> Iterator[bytes]:
    """Yield how a secret begins if all is spelled out, letters and digits too."""
    for form in ("%{:02x}", "%25{:02x}", "\\x{:02x}"):
        yield "".join(form.format(byte) for byte in _utf_8(begins)).encode()
    for form in ("&#{};", "&#x{:x};"):
        yield "".join(form.format(ord(each)) for each in begins).encode()
    for form in ("\\u{:04x}", "\\\\u{:04x}"):
        yield "".join(form.format(unit) for unit in _units(begins)).encode()


def _spellings(character: str) -> dict[str, list[bytes]]:
    """Return the patterns of one character by kind of text, for bytes in small letters."""
    itself = re.escape(_utf_8(character).lower())
    plain, url, json = [itself], [], []
    url.append(b"".join(_PERCENT + b"%02x" % byte for byte in _utf_8(character)))
    if character == " ":
        url.append(rb"\+")
    if character in "'\"":
        # YAML and CSV double the quotation mark that they quote with.
        plain.insert(0, itself * 2)
    if not _is_plain(character):
        json.append(rb"\\{1,4}" + itself)
    json.append(b"".join(_BACKSLASH + b"u%04x" % unit for unit in _units(character)))
    json.append(b"".join(_BACKSLASH + b"x%02x" % byte for byte in _utf_8(character)))
    number = ord(character)
    html = [
        _AMPERSAND + _HASH + b"(?:0{0,5}%d|x0{0,5}%x)" % (number, number) + _SEMICOLON,
        *(_AMPERSAND + re.escape(name) + _SEMICOLON for name in _entities()[character]),
    ]
    # What JSON escapes by a backslash, the text around it may spell out again.
    mixed = [] if _is_plain(character) else [_BACKSLASH + each for each in (itself, *url, *html)]
    return {PLAIN: plain, URL: url, HTML: html, JSON: json, MIXED: mixed}


@cache
def _entities() -> dict[str, list[bytes]]:
    """Return the names that HTML has for characters, in small letters."""
    names = defaultdict(set)
    for name, value in html5.items():
        names[value].add(name.rstrip(";").lower().encode())
    # The longest first, or `&lt` would be found in `&ltsomething;`.
    return defaultdict(
        list, {value: sorted(each, key=len, reverse=True) for value, each in names.items()}
    )


def _cores(secret: bytes) -> set[bytes]:
    """Return what base64 has of a secret whatever stands around it, at each of three offsets."""
    cores = set()
    for offset in range(3):
        whole = b64encode(bytes(offset) + secret)
        # A character of base64 holds six bits; only those whose bits are all the secret's stay.
        core = whole[-(-offset * 8 // 6) : (offset + len(secret)) * 8 // 6]
        if len(core) >= _LEAST_BASE64:
            cores.add(core)
    return cores


def _longest_run(core: bytes) -> tuple[bytes, int]:
    """Return the longest part that all alphabets share, and how many bytes may stand before."""
    run = max(re.split(rb"[+/]", core), key=len)
    return run, core.index(run) * _MOST_BYTES_OF_BASE64


@cache
def _base64(core: bytes) -> re.Pattern[bytes]:
    """Return the pattern of base64 in the standard and in the URL's alphabet, escaped or not."""
    return re.compile(
        re.escape(core).replace(rb"\+", rb"(?:[+-]|%2[Bb])").replace(rb"/", rb"(?:\\?/|_|%2[Ff])")
    )

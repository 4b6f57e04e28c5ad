"""The canary scan: looks for known secrets in everything that a run left in a folder.

All bytes of all files are looked through, and what zip, gzip and PNG text chunks have packed,
at any depth, in files that nobody finished too. What a picture shows cannot be read here: that no
secret is on a screenshot has to be seen to where it is taken. Nor is anything opened that was
packed in another way inside of a file (Brotli, a PDF), or that hides behind a password: the
second is an error.
"""

from __future__ import annotations

import os
import re
import struct
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from walk.privacy.distinctive import is_searchable
from walk.privacy.spellings import Place, Spellings, all_places, places_of, struck_out

_CHUNK = 4_000_000
"""So many bytes are looked through at a time."""
_BEHIND = 70_000
"""What begins in a chunk is looked at with so many bytes behind it: a zip header has fewer."""
_BEFORE = 32
"""So many bytes before a place tell whether a short secret stands by itself."""
_DEEPEST = 8
"""There are zip files that hold themselves."""

_GZIP = b"\x1f\x8b\x08"
_PNG_TEXT = b"TXt"
_PACKED_PNG_TEXT = re.compile(
    rb"zTXt(?P<z>[^\x00]{1,79})\x00\x00"
    rb"|iTXt(?P<i>[^\x00]{1,79})\x00\x01\x00[^\x00]{0,99}\x00[^\x00]{0,999}\x00"
)
_ZIP_ENTRY = b"PK\x03\x04"
_ZIP_HEADER = struct.Struct("<4s5H3I2H")
_NEWEST_ZIP = 63
"""The version of the zip format, times ten; a higher one means that it is no zip entry."""
_STORED, _DEFLATED = 0, 8
_PACKED_OTHERWISE = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 20: "Zstandard", 93: "Zstandard"}
_ENCRYPTED, _SIZE_FOLLOWS = 1, 8


class CannotScan(Exception):
    """Nobody knows whether there is a secret; the sentence says why, and what to do."""


class Leaked(Exception):
    """A secret is in what a run left; the sentence says which and where, without its value."""


@dataclass(frozen=True)
class Hit:
    """A secret, by its name, in a file; its first place there in that encoding."""

    file: Path
    """Below the folder that was scanned; where its name has a secret, that is struck out."""
    secret: str
    encoding: str
    where: str
    """The offset in bytes, and the members of archives that lead to it."""


def scan(folder: Path, secrets: Mapping[str, str]) -> list[Hit]:
    """Return the secrets (values by name) found in the files below `folder`, or `CannotScan`.

    A value that can be told from no other words (`is_searchable`) is left out. Links to folders are
    not followed, since what they lead to is not below this one.
    """
    spellings = [
        Spellings(name, value) for name, value in secrets.items() if is_searchable(value, ())
    ]
    if not spellings:
        names = f" ({', '.join(secrets)} can be told from no ordinary word)" if secrets else ""
        raise CannotScan(
            f"There is no secret to look for in {folder}{names}, so a scan would prove nothing; "
            "name the secrets of the run."
        )
    return [hit for path in _all_below(folder) for hit in _hits(folder, path, spellings)]


def check(folder: Path, secrets: Mapping[str, str]) -> None:
    """Raise `Leaked` if a secret is found below `folder`, and `CannotScan` if nobody can tell."""
    if hits := scan(folder, secrets):
        # One mention of each: a trace may have the same password in six places.
        found = dict.fromkeys(f"{hit.secret!r} in {hit.file}" for hit in hits)
        raise Leaked(
            f"Secrets stand in {folder}: {', '.join(found)}; delete these files and change what "
            "was of use to anybody."
        )


def _all_below(folder: Path) -> list[Path]:
    found = []
    # An empty answer for a folder that cannot be listed would be a pass.
    for place, folders, files in os.walk(folder, onerror=_cannot_read):
        found += [Path(place, name) for name in (*folders, *files)]
    return sorted(found)


def _cannot_read(error: OSError) -> None:
    raise CannotScan(
        f"{error.filename} cannot be read ({error.strerror}), so nobody knows what is in it; "
        "make it readable or delete it."
    ) from None


def _hits(folder: Path, path: Path, spellings: list[Spellings]) -> Iterator[Hit]:
    below = path.relative_to(folder)
    file = Path(struck_out(str(below), spellings))
    for place in places_of(spellings, os.fsencode(below)):
        yield Hit(file, place.name, place.encoding, "the name of the file")
    found = _Found(spellings)
    content = _Content(found, ())
    try:
        # A link that leads nowhere or round in circles is no file, nor is a pipe.
        if path.is_file():
            with path.open("rb") as opened:
                while chunk := opened.read(_CHUNK):
                    content.feed(chunk)
        content.close()
    except OSError as error:
        _cannot_read(OSError(error.errno, error.strerror, str(folder / file)))
    except _Closed as closed:
        raise CannotScan(
            f"{folder / file} cannot be opened ({struck_out(str(closed), spellings)}), so nobody "
            "knows what is in it; pack it in another way or delete it."
        ) from None
    for (within, name, encoding), at in found.places.items():
        where = struck_out(", ".join((*within, f"byte {at}")), spellings)
        yield Hit(file, name, encoding, where)


class _Closed(Exception):
    """A part of a file is packed in a way that cannot be opened; the message says which."""


class _Found:
    """The secrets found in one file: the first place of each in each encoding and member."""

    def __init__(self, spellings: list[Spellings]) -> None:
        self.spellings = spellings
        self.behind = max(_BEHIND, *(each.longest + _BEFORE for each in spellings))
        self.places: dict[tuple[tuple[str, ...], str, str], int] = {}

    def add(self, within: tuple[str, ...], place: Place, at: int) -> None:
        self.places.setdefault((within, place.name, place.encoding), at)


class _Content:
    """Bytes that come one after the other, and what is packed in them."""

    def __init__(self, found: _Found, within: tuple[str, ...]) -> None:
        if len(within) > _DEEPEST:
            raise _Closed(f"archives in archives more than {_DEEPEST} deep")
        self._found = found
        self._within = within
        self._waiting = bytearray()
        self._offset = 0
        """Where the waiting bytes begin."""
        self._looked = 0
        """How many of the waiting bytes were looked at before."""
        self._packed: list[_Packed] = []
        self._stored: list[tuple[range, str]] = []
        """Where zip members stand as they are, with their names."""

    def feed(self, more: bytes) -> None:
        """Take the next bytes."""
        for packed in self._packed:
            packed.feed(more)
        self._packed = [packed for packed in self._packed if not packed.is_done]
        self._waiting += more
        if len(self._waiting) >= _CHUNK + self._found.behind:
            self._look(len(self._waiting) - self._found.behind)

    def close(self) -> None:
        """Look at what is left."""
        self._look(len(self._waiting))
        for packed in self._packed:
            packed.close()

    def _look(self, end: int) -> None:
        """Look at everything that begins among the waiting bytes before `end`."""
        content = bytes(self._waiting)
        for member in _members_in(content):
            if self._looked <= member.start < end:
                self._open(member, content)
        for place in places_of(self._found.spellings, content):
            if self._looked <= place.start < end:
                at = self._offset + place.start
                self._found.add(self._members(at), place, at)
        done = max(0, end - _BEFORE)
        del self._waiting[:done]
        self._offset += done
        self._looked = end - done

    def _open(self, member: _Member, content: bytes) -> None:
        """Begin to unpack a member, or note where one stands as it is."""
        at = self._offset + member.data
        if member.window is None:
            self._stored.append((range(at, at + member.size), member.name))
            return
        within = (*self._members(self._offset + member.start), member.name)
        packed = _Packed(_Content(self._found, within), member.window)
        packed.feed(content[member.data :])
        if not packed.is_done:
            self._packed.append(packed)

    def _members(self, at: int) -> tuple[str, ...]:
        """Return the names of the members that lead to a byte."""
        stored = next((name for part, name in reversed(self._stored) if at in part), None)
        return (*self._within, stored) if stored else self._within


class _Packed:
    """Deflated bytes that come one after the other."""

    def __init__(self, content: _Content, window: int) -> None:
        self._content = content
        self._inflating = zlib.decompressobj(window)
        self.is_done = False

    def feed(self, more: bytes) -> None:
        """Unpack the next bytes, never too many at a time."""
        try:
            while more and not self.is_done:
                self._content.feed(self._inflating.decompress(more, _CHUNK))
                more = self._inflating.unconsumed_tail
                if self._inflating.eof:
                    self.close()
        except zlib.error:
            # It only looked like a member, or a part of it is lost: there is no more to be had.
            self._end()

    def close(self) -> None:
        """Look at what was unpacked, even if its end never came."""
        if not self.is_done:
            self._content.feed(self._inflating.flush())
            self._end()

    def _end(self) -> None:
        self.is_done = True
        self._content.close()


@dataclass(frozen=True)
class _Member:
    """Something with a name inside of other bytes."""

    name: str
    start: int
    data: int
    """Where its header ends."""
    window: int | None = None
    """How zlib is to take it (its `wbits`); nothing if it stands there as it is."""
    size: int = 0


def _members_in(content: bytes) -> Iterator[_Member]:
    """Yield what is packed in the bytes, by how it begins.

    A list of members stands at the end of a zip file, and a run that was killed has not written
    it; so each member is known by its own header.
    """
    for start in all_places(_ZIP_ENTRY, content):
        if member := _zip_member(start, content):
            yield member
    for start in all_places(_GZIP, content):
        yield _Member("unpacked", start, start, zlib.MAX_WBITS + 16)
    for start in all_places(_PNG_TEXT, content):
        if found := _PACKED_PNG_TEXT.match(content, max(0, start - 1)):
            name = (found["z"] or found["i"]).decode("latin-1")
            yield _Member(f"PNG text {name}", found.start(), found.end(), zlib.MAX_WBITS)


def _zip_member(start: int, content: bytes) -> _Member | None:
    """Return the member of a zip file whose header begins there, if it is one."""
    header = content[start : start + _ZIP_HEADER.size]
    if len(header) < _ZIP_HEADER.size:
        return None
    _, version, flags, method, _, _, _, size, _, of_name, of_extra = _ZIP_HEADER.unpack(header)
    ends = start + _ZIP_HEADER.size + of_name
    if version > _NEWEST_ZIP or not of_name or ends + of_extra > len(content):
        return None
    name = content[start + _ZIP_HEADER.size : ends].decode("utf-8", "replace")
    if flags & _ENCRYPTED or method in _PACKED_OTHERWISE:
        by = "a password" if flags & _ENCRYPTED else _PACKED_OTHERWISE[method]
        raise _Closed(f"{name} is packed with {by}")
    data = ends + of_extra
    if method == _DEFLATED:
        return _Member(name, start, data, -zlib.MAX_WBITS)
    # Where the size is told behind the member, it reaches up to the next.
    known = method == _STORED and not flags & _SIZE_FOLLOWS
    return _Member(name, start, data, size=size if known else sys.maxsize - data)

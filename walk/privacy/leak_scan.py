"""The leak scan: searches everything that a run left in a folder for known secrets.

All bytes of all files are searched, and what zip, gzip and the text of pictures (PNG) hold, at any
depth. What a picture shows cannot be read here: pictures are taken so that no secret is on them.
Nor is anything unpacked that was packed in another way inside of a file (Brotli, a PDF).
What cannot be opened was not scanned, and that is an error.
"""

import io
import lzma
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from walk.errors import CannotTell
from walk.privacy.distinctive import is_searchable
from walk.privacy.spellings import Secret, masked, places_of

_CHUNK = 4_000_000
"""So many bytes are searched at a time, with some before and behind them."""
_BESIDE = 1_000
"""So many bytes before a place are decoded with it, and at least so many behind it."""
_MOST = 1_000_000_000
"""So many bytes of a file, or unpacked from one, fit into memory."""
_DEEPEST = 8
"""There are zip files that hold themselves."""

_GZIP = re.compile(rb"\x1f\x8b\x08")
_PNG_TEXT = re.compile(
    rb"TXt(?:(?<=zTXt)([^\x00]{1,79})\x00\x00"
    rb"|(?<=iTXt)([^\x00]{1,79})\x00\x01\x00[^\x00]{0,99}\x00[^\x00]{0,999}\x00)"
)
_ZIP_ENTRY = re.compile(rb"PK\x03\x04[\x00-\x3f][\x00-\x14]..[\x00-\x63]\x00", re.DOTALL)
"""How a member of a zip file begins: the version and the method have low numbers."""


class CannotScan(CannotTell):
    """Something was not scanned; the sentence says why, and what to do."""


class Leaked(CannotTell):
    """A secret is in what a run left; the sentence says which and where, without its value."""


@dataclass(frozen=True)
class Hit:
    """A secret, by its name, and the first place of it in a file."""

    file: Path
    """Below the folder that was scanned; if its name has a secret, that is masked."""
    secret: str
    where: str
    """The offset in bytes, and the members of archives that lead to it."""


def scan(folder: Path, secrets: Mapping[str, str]) -> list[Hit]:
    """Return the secrets (values by name) in the files below `folder`; `CannotScan` if unsure.

    A value that looks like any other word (see `is_searchable`) is left out. Links to folders are
    not followed, since what they lead to is not below this one.
    """
    searched = [Secret(name, value) for name, value in secrets.items() if is_searchable(value, ())]
    if not searched:
        names = f" ({', '.join(secrets)} may be anywhere by chance)" if secrets else ""
        raise CannotScan(
            f"There is no secret to search for in {folder}{names}, so a scan would prove nothing; "
            "name the secrets of the run."
        )
    return [hit for path in _all_below(folder) for hit in _hits(folder, path, searched)]


def check(folder: Path, secrets: Mapping[str, str]) -> None:
    """Raise `Leaked` if a secret is below `folder`, and `CannotScan` if something is unsure."""
    if hits := scan(folder, secrets):
        found = dict.fromkeys(f"{hit.secret!r} in {hit.file}" for hit in hits)
        raise Leaked(
            f"There are secrets in {folder}: {', '.join(found)}; delete these files and change "
            "what somebody could use."
        )


def _all_below(folder: Path) -> list[Path]:
    found = []
    # An empty answer for a folder that cannot be listed would be a pass.
    for place, folders, files in os.walk(folder, onerror=_cannot_read):
        found += [Path(place, name) for name in (*folders, *files)]
    return sorted(found)


def _cannot_read(error: OSError) -> None:
    raise CannotScan(
        f"{error.filename} was not scanned, since it cannot be read ({error.strerror}); "
        "make it readable or delete it."
    ) from None


def _hits(folder: Path, path: Path, secrets: Sequence[Secret]) -> Iterator[Hit]:
    below = path.relative_to(folder)
    file = Path(masked(str(below), secrets))
    for place in places_of(secrets, os.fsencode(below)):
        yield Hit(file, place.name, "the name of the file")
    first: dict[str, str] = {}
    try:
        # A link that leads nowhere or round in circles is no file, nor is a pipe.
        if path.is_file():
            with path.open("rb") as opened:
                for name, where in _places(_at_most(opened.read(_MOST + 1)), (), secrets):
                    first.setdefault(name, where)
    except OSError as error:
        _cannot_read(OSError(error.errno, error.strerror, str(folder / file)))
    except _NotScanned as why:
        raise CannotScan(
            f"{folder / file} was not scanned, since {masked(str(why), secrets)}; "
            "pack it in another way or delete it."
        ) from None
    for name, where in first.items():
        yield Hit(file, name, masked(where, secrets))


class _NotScanned(Exception):
    """A part of a file cannot be opened; the message says which, and why."""


def _at_most(content: bytes) -> bytes:
    if len(content) > _MOST:
        raise _NotScanned(f"it has more than {_MOST:,} bytes")
    return content


def _places(
    content: bytes, within: tuple[str, ...], secrets: Sequence[Secret]
) -> Iterator[tuple[str, str]]:
    """Yield the name of each secret in some bytes, and where: first in what is packed in them."""
    if len(within) > _DEEPEST:
        raise _NotScanned(f"it has archives in archives more than {_DEEPEST} deep")
    for member, unpacked in _unpacked(content):
        yield from _places(unpacked, (*within, member), secrets)
    behind = _BESIDE + max(secret.longest for secret in secrets)
    for start in range(0, len(content), _CHUNK):
        before = max(0, start - _BESIDE)
        for place in places_of(secrets, content[before : start + _CHUNK + behind]):
            if start <= before + place.start < start + _CHUNK:
                yield place.name, ", ".join((*within, f"byte {before + place.start}"))


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed in the bytes, with its name."""
    entries = [found.start() for found in _ZIP_ENTRY.finditer(content)]
    if entries:
        yield from _members(content, entries)
    # Browsers keep what is packed in the middle of files, so it is known by how it begins.
    for found in _GZIP.finditer(content):
        yield "unpacked", _inflated(content, found.start(), zlib.MAX_WBITS + 16)
    for found in _PNG_TEXT.finditer(content):
        name = (found[1] or found[2]).decode("latin-1")
        yield f"PNG text {name}", _inflated(content, found.end(), zlib.MAX_WBITS)


def _members(content: bytes, entries: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a zip file; each of the entries must be in its list of members."""
    name = "a zip file in it"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            for member in members:
                name = member.filename
                if member.file_size > _MOST:
                    raise _NotScanned(f"{name} has more than {_MOST:,} bytes")
                yield name, archive.read(member)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError) as error:
        raise _NotScanned(f"{name} is damaged or unfinished ({error})") from None
    except (RuntimeError, NotImplementedError) as error:
        raise _NotScanned(f"{name} cannot be unpacked ({error})") from None
    parts = [
        range(each.header_offset, each.header_offset + each.compress_size + _BESIDE)
        for each in members
    ]
    if not all(any(entry in part for part in parts) for entry in entries):
        raise _NotScanned("a zip file in it has a member that is not in its list of members")


def _inflated(content: bytes, start: int, window: int) -> bytes:
    """Return what zlib unpacks from there, even if its end never came."""
    try:
        return _at_most(zlib.decompressobj(window).decompress(content[start:], _MOST + 1))
    except zlib.error:
        # It only looked like something packed, or a part is lost and there is no more to be had.
        return b""

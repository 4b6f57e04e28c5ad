"""The pictures of a report, and the places on them that are meant."""

import struct
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from walk.runs.past_run import PastMark

_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST = 4_000_000
"""Bytes: a larger picture is not of a walk."""


@dataclass(frozen=True)
class Badge:
    """A place on a picture, in percent of its width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Picture:
    """A picture of a screen (PNG)."""

    data: bytes
    width: int
    height: int
    badges: tuple[Badge, ...] = ()

    @property
    def address(self) -> str:
        """The picture itself as an address, so that a page needs no other file."""
        return f"data:image/png;base64,{b64encode(self.data).decode()}"


def read_picture(path: Path, marks: Sequence[PastMark]) -> Picture | None:
    """Return a picture of a report; nothing if it is not there, or is none."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    # Whatever else is called .png may do things where it is shown.
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or len(data) < len(_PNG) + 25:
        return None
    width, height = struct.unpack(">II", data[16:24])
    if not width or not height:
        return None
    return Picture(data, width, height, tuple(_badge(each, width, height) for each in marks))


def _badge(mark: PastMark, width: int, height: int) -> Badge:
    numbers = (*(mark.x / width, mark.y / height, mark.width / width, mark.height / height),)
    return Badge(*(round(min(max(each, 0.0), 1.0) * 100, 2) for each in numbers))

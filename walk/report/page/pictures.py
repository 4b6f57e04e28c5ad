"""The pictures of a report inside of its page, so that the page can be sent alone."""

import io
import struct
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 1_350_000
"""So much of the page may be pictures; the rest of it has room in what is left of 1.5 MB."""

_BEGINNING = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
"""What each picture begins with; its size comes next."""
_LEAST = 24
_SIZE = struct.Struct(">II")
_PACKED = ((80, 1.0), (60, 1.0), (40, 0.5), (20, 0.25))
"""The quality of a picture, and its size, from one try to the next."""


@dataclass(frozen=True)
class Picture:
    """A picture, and how large the screen was that it shows."""

    address: str
    """All of it, as an address of the scheme `data`."""
    width: int
    height: int


@dataclass(frozen=True)
class _Kept:
    content: bytes
    kind: str = "png"

    @property
    def size(self) -> int:
        return (len(self.content) + 2) // 3 * 4


def pictures(
    folder: Path, names: Sequence[str], most_bytes: int = MOST_BYTES
) -> dict[str, Picture]:
    """Return the pictures of these names, as often as they are shown; not those that are missing.

    A picture stays as it is kept, which costs nothing, unless all of them are too large together.
    """
    contents = {name: content for name in {*names} if (content := _png(folder / name))}
    shown = Counter(contents[name] for name in names if name in contents)
    kept = {content: _Kept(content) for content in shown}
    for quality, scale in _PACKED:
        # What takes most of the page is packed first; a screen of plain colors needs no packing.
        for original in sorted(kept, key=lambda each: -kept[each].size * shown[each]):
            if sum(one.size * shown[content] for content, one in kept.items()) <= most_bytes:
                break
            if packed := _packed(original, quality, scale):
                kept[original] = _Kept(packed, "webp")
            else:
                del kept[original]
    return {
        name: Picture(
            f"data:image/{one.kind};base64,{b64encode(one.content).decode()}",
            *_SIZE.unpack_from(content, 16),
        )
        for name, content in contents.items()
        if (one := kept.get(content))
    }


def _png(place: Path) -> bytes | None:
    """Return a picture, or nothing if it is not there or not whole enough to have a size."""
    try:
        content = place.read_bytes()
    except OSError:
        return None
    return content if content.startswith(_BEGINNING) and len(content) > _LEAST else None


def _packed(content: bytes, quality: int, scale: float) -> bytes | None:
    """Return a picture as WebP, smaller by that scale, or nothing if nobody can read it."""
    from PIL import Image  # noqa: PLC0415 most reports need no packing, and it takes 100 ms

    packed = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content)) as opened:
            picture = opened.convert("RGB")
    except (OSError, SyntaxError, ValueError):
        return None
    width, height = (max(1, round(side * scale)) for side in picture.size)
    picture.resize((width, height)).save(packed, "WEBP", quality=quality, method=1)
    return packed.getvalue()

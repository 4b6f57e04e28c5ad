"""Reads what is drawn in a picture, by the optical character recognition of the extra `live`.

The extra is loaded only for a walk that may link for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from walk.errors import UsageError
from walk.safety.names.drawn_page import Box
from walk.safety.names.picture import Picture

if TYPE_CHECKING:
    import numpy as np

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]

_SCALES = ((1.0, 1.0), (2.0, 2.0), (1.6, 1.0), (3.0, 3.0), (2.0, 1.0))
"""How much a line is enlarged, across and down, one after the other, until it reads as it should.

Signs that are alike and close, as in III, are easier to count in a line that is stretched.
"""
_MARGIN = 1
"""How many pixels of the style sheet around a line are looked at."""
_FAINT = 32
"""By how much, of 255, a color has to differ from its ground so that it counts as drawn."""
_REMEMBERED = 200
_PACKAGES = ("rapidocr", "onnxruntime")


class Reader:
    """Reads one line of a picture after another."""

    def __init__(self) -> None:
        """Load the extra, which takes seconds; `ImportError` if it is not there."""
        import cv2  # noqa: PLC0415 only for a walk that may link
        import numpy as np  # noqa: PLC0415 as above
        from rapidocr import RapidOCR  # noqa: PLC0415 as above

        self._images: Any = cv2
        self._numbers = np
        # One thread is as fast for a line, and leaves the others to the browser.
        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.text_score": 0.0,
                # A long line would be made as flat as nothing.
                "Global.use_preprocess_img": False,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            }
        )
        self._opened = lru_cache(2)(self._open)
        # What has not changed since is not read twice.
        self._reading = lru_cache(_REMEMBERED)(self._read)

    def read(self, picture: Picture, box: Box) -> Iterator[str]:
        """Yield what a line says, at one scale after the other."""
        line = self._without_faint(self._line(picture, box))
        # Nobody reads anything in a single color, however much it is enlarged.
        if line.size and (line != line[0, 0]).any():
            for scale in _SCALES:
                yield self._reading(line.tobytes(), line.shape, scale)

    def _open(self, picture: Picture) -> Pixels:
        data = self._numbers.frombuffer(picture.png, dtype=self._numbers.uint8)
        pixels: Pixels = self._images.imdecode(data, self._images.IMREAD_COLOR)
        return pixels

    def _line(self, picture: Picture, box: Box) -> Pixels:
        """Return the pixels of one line."""
        pixels, place = self._opened(picture), picture.place
        # The bar by which one scrolls is in the picture, and no part of what it shows.
        ratio = round(4 * pixels.shape[1] / (place.right - place.left)) / 4

        def part(begin: float, end: float) -> slice:
            return slice(max(round((begin - _MARGIN) * ratio), 0), round((end + _MARGIN) * ratio))

        rows = part(box.top - place.top, box.bottom - place.top)
        return pixels[rows, part(box.left - place.left, box.right - place.left)]

    def _without_faint(self, line: Pixels) -> Pixels:
        """Wipe out what hardly differs from its ground, which a person does not see."""
        if not line.size:
            return line
        numbers = self._numbers
        # The ground of a point is what most points around it have, over more than a letter. What is
        # above and below the line is little of it.
        across = min(line.shape[0] | 1, 255)
        mirrored, side = self._images.BORDER_REFLECT, across // 2
        wide = self._images.copyMakeBorder(line, side, side, side, side, mirrored)
        ground = self._images.medianBlur(wide, across)[side:-side, side:-side].astype(numbers.int16)
        apart = line.astype(numbers.int16) - ground
        kept = numbers.sign(apart) * numbers.maximum(numbers.abs(apart) - _FAINT, 0)
        drawn: Pixels = numbers.clip(ground + kept, 0, 255).astype(numbers.uint8)
        return drawn

    def _read(self, data: bytes, shape: tuple[int, ...], scale: tuple[float, float]) -> str:
        line = self._numbers.frombuffer(data, dtype=self._numbers.uint8).reshape(shape)
        how = self._images.INTER_CUBIC
        across, down = scale
        enlarged = self._images.resize(line, None, fx=across, fy=down, interpolation=how)
        read = self._engine(enlarged, use_det=False, use_cls=False, use_rec=True)
        return " ".join(read.txts or ())


def check_installed() -> None:
    """Refuse what needs the extra where it is not installed."""
    if missing := [each for each in _PACKAGES if find_spec(each) is None]:
        raise UsageError(
            f"A walk that may link reads the names in a picture too, and {missing[0]} is not "
            "installed for that; run `make setup-live`, or install court-walk[live]."
        )


@cache
def reader() -> Reader:
    """Return what reads pictures, loaded once; `UsageError` if the extra is not installed."""
    check_installed()
    return Reader()

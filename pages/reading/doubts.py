"""Looks at a picture of a page, where its styles do not say whether words are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST_DISTANCE = 60
"""By how much (of three times 255) what is drawn differs from its ground."""
_PATIENCE = 2000
"""Milliseconds; a page that cannot be drawn so soon counts as its styles say."""


def not_drawn(page: Page, boxes: Sequence[Sequence[int]]) -> list[int]:
    """Return which of these boxes show nothing: from the left, from above, to the right and down.

    They are in pixels of the whole page.
    """
    gone = [at for at, box in enumerate(boxes) if box[0] == box[2] or box[1] == box[3]]
    wide = {at: box for at, box in enumerate(boxes) if box[2] > box[0] >= 0 <= box[1] < box[3]}
    if not wide:
        return gone
    left, top = (min(box[side] for box in wide.values()) for side in (0, 1))
    right, bottom = (max(box[side] for box in wide.values()) for side in (2, 3))
    picture = _picture(page, (left, top, right, bottom))
    if picture is None:
        return gone
    for at, (begin, above, end, below) in wide.items():
        part = (begin - left, above - top, end - left, below - top)
        if part[2] <= picture.width and part[3] <= picture.height and _is_even(picture.crop(part)):
            gone.append(at)
    return gone


def _picture(page: Page, box: tuple[int, int, int, int]) -> Image | None:
    from PIL.Image import open as open_image  # noqa: PLC0415 few pages need it, for 100 ms

    left, top, right, bottom = box
    with suppress(PlaywrightError):
        # Other ways to take it, without a caret or with animations at their end, change the page.
        packed = page.screenshot(
            clip={"x": left, "y": top, "width": right - left, "height": bottom - top},
            full_page=True,
            scale="css",
            caret="initial",
            timeout=_PATIENCE,
        )
        return open_image(BytesIO(packed)).convert("RGB")
    return None


def _is_even(part: Image) -> bool:
    bands = (band.getextrema() for band in part.split())
    return sum(int(most) - int(least) for least, most in bands) < _LEAST_DISTANCE  # type: ignore[misc, arg-type]

"""The pictures in the page of a report: as they are kept, or smaller if they are too many."""

import io
import random
from base64 import b64decode
from pathlib import Path

import pytest
from PIL import Image

from walk.report.page.pictures import Picture, pictures


def noise(place: Path, seed: int) -> bytes:
    """Make a picture that no packing without loss makes smaller, and return it."""
    content = random.Random(seed).randbytes(400 * 300 * 3)
    Image.frombytes("RGB", (400, 300), content).save(place)
    return place.read_bytes()


def content_of(picture: Picture) -> bytes:
    """Return the picture itself."""
    return b64decode(picture.address.partition(",")[2])


def test_a_picture_is_in_the_page_as_it_was_kept(tmp_path: Path) -> None:
    kept = noise(tmp_path / "a.png", 1)

    found = pictures(tmp_path, ["a.png"])["a.png"]

    assert found.address.startswith("data:image/png;base64,")
    assert content_of(found) == kept
    assert (found.width, found.height) == (400, 300)


@pytest.mark.parametrize("most", [700_000, 300_000, 60_000])
def test_too_many_pictures_are_packed_until_they_fit_as_often_as_they_are_shown(
    tmp_path: Path, most: int
) -> None:
    for number in range(2):
        noise(tmp_path / f"{number}.png", number)
    shown = ["0.png", "1.png", "1.png"]

    found = pictures(tmp_path, shown, most)

    assert sum(len(found[name].address.partition(",")[2]) for name in shown) <= most
    # Marks are placed by the size of the screen, however small its picture is.
    assert {(each.width, each.height) for each in found.values()} == {(400, 300)}
    packed = Image.open(io.BytesIO(content_of(found["1.png"])))
    assert packed.format == "WEBP"


def test_what_takes_most_of_the_page_is_packed_first(tmp_path: Path) -> None:
    for number in range(2):
        noise(tmp_path / f"{number}.png", number)

    found = pictures(tmp_path, ["0.png", "1.png", "1.png"], 1_000_000)

    kinds = [found[name].address.partition(";")[0] for name in ("0.png", "1.png")]
    assert kinds == ["data:image/png", "data:image/webp"]


@pytest.mark.parametrize(
    "content", [None, b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + b"x" * 40]
)
def test_a_picture_that_is_missing_or_broken_costs_no_other(
    tmp_path: Path, content: bytes | None
) -> None:
    noise(tmp_path / "a.png", 1)
    if content is not None:
        (tmp_path / "b.png").write_bytes(content)

    assert [*pictures(tmp_path, ["b.png", "a.png"], 100_000)] == ["a.png"]

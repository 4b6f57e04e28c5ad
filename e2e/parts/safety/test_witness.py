"""The second witness without a browser: which words it takes for the same, and what it refuses."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

import pytest

from e2e.parts.safety.test_drawn import NAMES, Drawing
from walk.errors import UsageError
from walk.follow.ledger.stops import Stopped
from walk.follow.submit.submitting import _telling_why_not as telling_why_not
from walk.safety.names import glyphs
from walk.safety.names.drawn_page import Box
from walk.safety.names.names_at_click import NotAsWritten, Refused, WordsNotDrawn, check_drawn
from walk.safety.names.picture import Picture
from walk.safety.names.witness import Witness, folded

LINES = ["CM/ECF jdoe Jane Doe", "PACER Jane Doe"]
WARNING = "They will be linked permanently."
PICTURE = Picture(b"", Box(0, 0, 800, 600))


class Reads:
    """A reader that finds in every place what a test says."""

    def __init__(self, *readings: Sequence[str]) -> None:
        self._readings = iter(readings)

    def read(self, _picture: Picture, _box: Box) -> Iterator[str]:
        """Yield what the test says of the next line."""
        yield from next(self._readings)


def drawing() -> Drawing:
    """Return a page with the names and the warning on it."""
    drawing = Drawing()
    drawing.text(drawing.body, WARNING, Box(0, 220, 300, 240))
    return drawing


def check(*readings: Sequence[str], warnings: Sequence[str] = (WARNING,)) -> None:
    """Check a page of which these lines are read in the picture."""
    page = drawing().page
    Witness(Reads(*readings), NAMES, warnings).check(PICTURE, page, check_drawn(page, NAMES))


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("Ian O'Lilly, Jr.", "lan O'LiIly Jr", True),
        ("José Núñez", "JOSE NUNEZ", True),
        ("Mary-Jane Roe", "Mary Jane Roe", True),
        ("o0O0l1", "0OoOI1", True),
        ("Jane Roe", "Jane Doe", False),
        ("Jane Roe", "Jane Roes", False),
        ("Jane Q. Roe", "Jane Roe", False),
        ("Rn Carney", "Rm Carney", False),
        ("jroe5", "jroe8", False),
    ],
)
def test_only_what_looks_the_same_counts_as_the_same(
    one: str, other: str, *, are_alike: bool
) -> None:
    assert (folded(one) == folded(other)) is are_alike


def test_a_page_whose_picture_has_all_words_passes() -> None:
    check(*([each] for each in LINES), [WARNING])


def test_a_line_is_enlarged_until_it_reads_right() -> None:
    first, *others = LINES

    check(["", "Jane", first], *([each] for each in others), [WARNING])


@pytest.mark.parametrize("at", range(len(LINES)))
def test_each_caption_with_its_name_has_to_be_in_the_picture(at: int) -> None:
    read = [[each] for each in LINES]
    read[at] = ["", "Jane Roe"]

    with pytest.raises(Refused, match="is in the page but not in its picture"):
        check(*read, [WARNING])


@pytest.mark.parametrize("read", ["", "They will not be linked permanently.", "They will be"])
def test_the_warning_has_to_be_in_the_picture(read: str) -> None:
    with pytest.raises(
        WordsNotDrawn, match=r"The words 'They will be linked permanently\.' are in"
    ):
        check(*([each] for each in LINES), [read])


@pytest.mark.parametrize(
    ("refused", "told"),
    [
        (WordsNotDrawn(WARNING, "It is not there."), [("removed", "text", WARNING, None)]),
        (
            NotAsWritten("They are cut off."),
            [("removed", "names", "the names", "not seen as it is written: They are cut off.")],
        ),
        (Refused("Its form does not say where it goes."), []),
    ],
    ids=["a sentence", "the names", "neither"],
)
def test_a_refusal_says_what_nobody_sees(
    refused: Refused, told: list[tuple[str, str, str, str | None]]
) -> None:
    with pytest.raises(Stopped) as stopped, telling_why_not():
        raise refused

    drifts = stopped.value.drifts
    assert [(each.kind, each.what, each.documented, each.observed) for each in drifts] == told
    assert {each.region for each in drifts} | {"verification"} == {"verification"}


def test_each_line_of_the_warning_has_to_be_in_the_picture() -> None:
    page = Drawing()
    page.text(page.body, "They will be", Box(0, 220, 300, 240))
    page.text(page.body, "linked permanently.", Box(0, 250, 300, 270))
    names = ([each] for each in LINES)

    with pytest.raises(Refused, match="The words 'They will be linked"):
        Witness(Reads(*names, ["They will be"], [""]), NAMES, (WARNING,)).check(
            PICTURE, page.page, check_drawn(page.page, NAMES)
        )


def test_a_warning_of_other_words_is_refused() -> None:
    other = "They may be linked permanently."
    with pytest.raises(WordsNotDrawn, match="does not have the words 'They may be") as refused:
        check(*([each] for each in LINES), warnings=(other,))

    assert refused.value.words == other


def test_the_warning_may_be_there_twice_if_one_of_them_is_drawn() -> None:
    twice = drawing()
    twice.text(twice.body, WARNING, Box(0, 260, 300, 280))
    reads = Reads(*([each] for each in LINES), [""], [WARNING])

    Witness(reads, NAMES, (WARNING,)).check(PICTURE, twice.page, check_drawn(twice.page, NAMES))


@pytest.mark.parametrize(
    ("name", "read", "is_right"),
    [("Văn Nguyễn", "Văn Nguyn", True), ("Văn Nguyễn", "Văn Nguyan", False), ("ỹ", "", False)],
)
def test_a_letter_that_no_reader_knows_may_be_left_out(
    name: str, read: str, *, is_right: bool
) -> None:
    page = Drawing()
    page.text(page.body, name, Box(0, 220, 300, 240))
    drawn, witness = page.page, Witness(Reads([read]), {}, (name,))

    with nullcontext() if is_right else pytest.raises(Refused, match="in its picture"):
        witness.check(PICTURE, drawn, [])


def test_without_the_extra_nobody_links_and_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(glyphs, "find_spec", lambda _: None)

    with pytest.raises(UsageError, match=r"rapidocr is not installed.*`make setup-live`"):
        glyphs.check_installed()

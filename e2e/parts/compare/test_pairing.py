"""Of two lists the surest pairs are taken first: by words, by likeness, and by neighbors."""

from collections.abc import Collection, Sequence

import pytest

from walk.compare.pairing import Fit, Pair, Pairing, similarity


def paired(
    before: Sequence[str],
    after: Sequence[str],
    *,
    other_kinds: Collection[Pair] = (),
    elsewhere: Collection[Pair] = (),
    is_near: bool = False,
) -> list[tuple[str, str]]:
    """Pair two lists of which all fits wholly but for some; the nearest counts if `is_near`."""

    def fit(*pair: int) -> Fit:
        if pair in other_kinds:
            return Fit.BUT_FOR_KIND
        return Fit.BUT_FOR_PLACE if pair in elsewhere else Fit.WHOLLY

    pairing = Pairing(
        *(before, after, fit),
        lambda at, there: similarity(before[at], after[there]),
        lambda _: (range(len(before)), range(len(after))),
        lambda at, there: (abs(at - there),) if is_near else (),
    )
    return [(before[at], after[there]) for at, there in sorted(pairing.pair().items())]


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        (["Code"], ["Code *", "CODE", "Code"], [("Code", "Code")]),
        (["Code"], ["Code *", "CODE"], [("Code", "CODE")]),
        (["Code"], ["Zip code", "Code *"], [("Code", "Code *")]),
        (
            ["Query", "Utilities"],
            ["Query", "Abilities", "Utilities!"],
            [("Utilities", "Utilities!")],
        ),
        # What is between the same neighbors is the same, whatever its words.
        (["Query", "Help", "Exit"], ["Query", "Assist", "Exit"], [("Help", "Assist")]),
        (["Query", "Help"], ["Query", "Assist"], [("Help", "Assist")]),
        (["Query", "Help", "Log Out"], ["Query", "Assist"], []),
        (["Query", "Help"], ["Query", "Assist", "Log Out"], []),
    ],
)
def test_the_surest_pair_is_taken(
    before: list[str], after: list[str], pairs: list[tuple[str, str]]
) -> None:
    found = paired(before, after)

    assert [pair for pair in found if pair[0] not in ("Query", "Exit")] == pairs


def test_what_is_of_another_kind_has_the_same_words_but_for_capitals_and_mark() -> None:
    kinds = [(0, 0), (0, 1)]

    assert paired(["Help"], ["HELP *", "Helper"], other_kinds=kinds) == [("Help", "HELP *")]
    assert paired(["Help"], ["Helper"], other_kinds=kinds) == []
    # A likely name of its own kind comes after the same words of another.
    assert paired(["Help"], ["Helps", "HELP"], other_kinds=[(0, 1)]) == [("Help", "HELP")]


def test_what_is_elsewhere_comes_last() -> None:
    assert paired(["Help"], ["HELP"], elsewhere=[(0, 0)]) == [("Help", "HELP")]
    assert paired(["Help"], ["Help", "Helps"], elsewhere=[(0, 0)]) == [("Help", "Helps")]


def test_of_several_equal_pairs_the_nearest_counts() -> None:
    assert Pairing(
        *(["Query", "Help"], ["Help", "Help"], lambda *_: Fit.WHOLLY, lambda *_: 0.0),
        *(lambda _: None, lambda at, there: (abs(at - there),)),
    ).pair() == {1: 1}
    items = ["Home", "Query", "Item 1"], ["Item 2", "Home", "Query", "Item 3"]
    assert ("Item 1", "Item 3") in paired(*items, is_near=True)
    assert ("Item 1", "Item 2") in paired(*items)


def test_what_may_not_be_a_new_name_is_none_between_the_same_neighbors_either() -> None:
    places = range(1), range(1)

    none = Pairing(["Help"], ["Helps"], lambda *_: Fit.WHOLLY, lambda *_: None, lambda _: places)

    assert (none.pair(), none.left) == ({}, ([0], [0]))

"""The two names on the verification page: right, wrong, missing, elsewhere or exchanged."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest

from pages.linking import Verification
from pages.reading.reader import Captioned
from pages.screen import Screen
from walk.compare.names import compare_names, look_alikes, names_on, warnings_on
from walk.guide.model import Credential, GuideScreen, Shows
from walk.results import Drift, DriftKind

SHOWS: dict[str, Credential] = {"CM/ECF": "CM/ECF login and name", "PACER": "PACER name"}
DOCUMENTED = GuideScreen("verification", Shows(names=SHOWS))
RIGHT = {"CM/ECF": "jdoe Jane Doe", "PACER": "Jane Doe"}


class Page(Verification):
    """A verification page that has these names beside these captions."""

    def __init__(self, names: dict[str, str], places: Sequence[tuple[str, str]]) -> None:
        self._names = names
        self._places = places
        self.others: list[Sequence[str]] = []

    def named(self, caption: str, others: Sequence[str] = ()) -> str:
        """Return what is beside a caption."""
        self.others.append(others)
        return self._names.get(caption, "")

    def captions_of(self, name: str) -> list[Captioned]:
        """Return the captions beside which a name is."""
        return [
            Captioned(caption, f"{caption} {there}", (at, 0))
            for at, (caption, there) in enumerate(self._places)
            if there == name
        ]

    def look_alikes(self, name: str) -> list[str]:
        """Return one that looks like each."""
        return [name.replace(" ", "\u00a0")]


def page(names: dict[str, str], *places: tuple[str, str]) -> Page:
    """Return a page on which the names are at these places, or as they are read."""
    return Page(names, places or [*names.items()])


@pytest.mark.parametrize(
    ("value", "observed", "right"),
    [
        ("jdoe Jane Doe", "jdoe Jane Doe", "jdoe Jane Doe"),
        # Of a real account only the login is known before.
        ("jdoe", "jdoe Jane Doe", "jdoe Jane Doe"),
        ("jdoe", "jdoes Jane Doe", "jdoe"),
        ("jdoe", "JDOE Jane Doe", "jdoe"),
        ("jdoe", "Jane Doe jdoe", "jdoe"),
        ("jdoe", "", "jdoe"),
    ],
)
def test_of_a_cmecf_account_the_login_has_to_be_right(
    value: str, observed: str, right: str
) -> None:
    values: dict[Credential, str] = {"CM/ECF login and name": value, "PACER name": "Jane"}
    shown = page({"CM/ECF": observed, "PACER": "Jane Doe"})

    names = names_on(shown, DOCUMENTED, values)

    assert names == {"CM/ECF": (right, observed), "PACER": ("Jane", "Jane Doe")}
    assert shown.others == [["PACER"], ["CM/ECF"]]


def compared(shown: Page) -> list[tuple[str, str, str | None, str | None]]:
    """Return how the names of a page differ."""
    names = {caption: (right, shown.named(caption)) for caption, right in RIGHT.items()}
    drifts = [*compare_names(shown, names)]
    assert {each.region for each in drifts} <= {shown.called}
    return [(str(each.kind), each.what, each.documented, each.observed) for each in drifts]


@pytest.mark.parametrize(
    ("shown", "drifts"),
    [
        (page(RIGHT), []),
        (
            page({"CM/ECF": "jdoe Jane Doe", "PACER": "Jane Roe"}),
            [("wrong_value", "PACER", "Jane Doe", "Jane Roe")],
        ),
        (page({"CM/ECF": "jdoe Jane Doe"}), [("removed", "PACER", "Jane Doe", None)]),
        (
            page({}),
            [("removed", "CM/ECF", "jdoe Jane Doe", None), ("removed", "PACER", "Jane Doe", None)],
        ),
        # The names stand in the other order, each beside its caption.
        (
            page(RIGHT, ("PACER", "Jane Doe"), ("CM/ECF", "jdoe Jane Doe")),
            [("reordered", "names", "CM/ECF, PACER", "PACER, CM/ECF")],
        ),
        # Each beside the caption of the other
        (
            page({"CM/ECF": "Jane Doe", "PACER": "jdoe Jane Doe"}),
            [
                ("wrong_value", "CM/ECF", "jdoe Jane Doe", "Jane Doe"),
                ("wrong_value", "PACER", "Jane Doe", "jdoe Jane Doe"),
            ],
        ),
        # Beside a caption of other words, or of other capitals
        (
            page({"CM/ECF": "jdoe Jane Doe"}, ("CM/ECF", "jdoe Jane Doe"), ("Account", "Jane Doe")),
            [("renamed", "PACER", "PACER", "Account")],
        ),
        (
            page(RIGHT, ("CM/ECF", "jdoe Jane Doe"), ("Pacer", "Jane Doe")),
            [("recased", "text", "PACER", "Pacer")],
        ),
        (
            page({"CM/ECF": "jdoe Jane Doe"}, ("CM/ECF", "jdoe Jane Doe"), ("", "Jane Doe")),
            [("removed", "PACER", "Jane Doe", None)],
        ),
        (
            page(
                {"CM/ECF": "jdoe Jane Doe"}, ("CM/ECF", "jdoe Jane Doe"), ("CM/ECF x", "Jane Doe")
            ),
            [("removed", "PACER", "Jane Doe", None)],
        ),
    ],
)
def test_each_way_in_which_the_names_are_not_right_has_its_name(
    shown: Page, drifts: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert compared(shown) == drifts


@pytest.mark.parametrize(
    ("known", "count"),
    [
        ([], 2),
        ([Drift(DriftKind.REWORDED, "text", "verification", "a", "b")], 2),
        ([Drift(DriftKind.WRONG_VALUE, "PACER", "verification", "a", "b")], 0),
    ],
)
def test_look_alikes_are_told_unless_a_name_is_known_to_be_wrong(
    known: list[Drift], count: int
) -> None:
    values: dict[Credential, str] = {SHOWS[caption]: name for caption, name in RIGHT.items()}

    found = look_alikes(DOCUMENTED, page(RIGHT), values, known)

    assert [(each.what, each.documented) for each in found] == [*RIGHT.items()][:count]
    assert {(each.kind, each.screen) for each in found} <= {(DriftKind.WRONG_VALUE, "verification")}
    assert look_alikes(DOCUMENTED, cast("Screen", object()), values, []) == []


def test_a_warning_that_was_accepted_is_looked_for_in_its_new_words() -> None:
    documented = GuideScreen("verification", Shows(text=("It is permanent.", "Look twice.")))
    new = Drift(DriftKind.REWORDED, "text", "verification", "Look twice.", "Look at both.")
    gone = Drift(DriftKind.REMOVED, "text", "verification", "It is permanent.", None)

    accepted = [replace(each, accepted=True) for each in (new, gone)]

    assert warnings_on(documented, accepted) == ["Look at both."]
    assert warnings_on(documented, [new]) == ["It is permanent.", "Look twice."]

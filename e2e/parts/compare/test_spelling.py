"""What looks the same to a reader is the same."""

import pytest

from pages.reading.reader import Element
from walk.compare.elements import DocumentedElement, ElementComparison
from walk.compare.text import compare_heading, compare_text
from walk.results import DriftKind

LIKE = {
    "E-Filing (CM/ECF)": "E\u2011Filing (CM/ECF)",
    "E-Filing": "E\u2013Filing",
    "Pay -5 dollars": "Pay \u22125 dollars",
    "Attorney's account": "Attorney\u2019s account",
    'Select "Submit"': "Select \u201cSubmit\u201d",
    "Office notification": "O\ufb03ce noti\ufb01cation",
}
OTHER = {
    "Login": "Log\u0456n",
    "E-Filing": "E\u2022Filing",
    "Attorney's": "Attorney\u00b4s",
}


@pytest.mark.parametrize(("documented", "seen"), LIKE.items())
def test_what_a_printer_sets_otherwise_is_no_difference(documented: str, seen: str) -> None:
    assert compare_text(documented, [seen], "page") is None
    assert compare_text(seen, [documented], "page") is None
    assert compare_heading(documented, [seen], "page") is None
    assert kinds(documented, seen) == []


@pytest.mark.parametrize(("documented", "seen"), OTHER.items())
def test_a_letter_that_only_looks_alike_is_a_difference(documented: str, seen: str) -> None:
    assert compare_text(documented, [seen], "page") is not None
    assert compare_heading(documented, [seen], "page") is not None
    assert kinds(documented, seen) == [DriftKind.RENAMED]


def kinds(documented: str, seen: str) -> list[DriftKind]:
    """Return the kinds of difference between a documented button and the one that is there."""
    there = [Element(seen, ("button",))]
    wanted = [DocumentedElement("button", documented)]
    return [each.kind for each in ElementComparison("page", wanted, there, ["button"]).drifts()]

"""What a guide and a recording both have otherwise is told once, as a difference from the guide."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.parts.follow.stand_ins import guide, setup
from e2e.parts.recordings.readings import button, kept, link, text
from pages.reading.page_elements import PageElement, Region
from walk.follow.comparisons import Comparisons
from walk.follow.ledger.entry import StepEntry
from walk.guide.model import GuideScreen
from walk.recordings.recording import Recording, RecordingComparison
from walk.report.evidence import Kept
from walk.results import Drift, DriftKind

QUERY, REPORTS, HELP_LINK = link("Query", leads_to="/query"), link("Reports"), link("Help")
ASKED = text("Do you want to link?")
SUBMIT = button("Submit")
PAGE = [QUERY, REPORTS, HELP_LINK, ASKED, SUBMIT]
HELP = Drift(DriftKind.RENAMED, "link", "menu bar", "Help", "Assistance", screen="menu bar")


def of_guide(kind: str, documented: str | None, observed: str | None) -> Drift:
    return Drift(DriftKind(kind), "link", "menu bar", documented, observed, screen="menu bar")


def changed(old: PageElement, *new: PageElement) -> list[PageElement]:
    """Return the page with others instead of one element."""
    at = PAGE.index(old)
    return [*PAGE[:at], *new, *PAGE[at + 1 :]]


def told(after: Sequence[PageElement], *by_guide: Drift) -> list[str]:
    """Return the kinds that are told since the recording, beside what the guide tells."""
    since = RecordingComparison(Recording(Path(), "wiwb", {1: PAGE}))
    return [str(each.kind) for each in since.drifts(1, after, "menu bar", by_guide)]


HELP_GONE = changed(HELP_LINK)
HELP_RENAMED = changed(HELP_LINK, link("Assistance"))
SWAPPED = [QUERY, HELP_LINK, REPORTS, ASKED, SUBMIT]
DISABLED = changed(SUBMIT, replace(SUBMIT, enabled=False))
LEADS_ELSEWHERE = changed(QUERY, replace(QUERY, leads_to="http://x.test/"))


@pytest.mark.parametrize(
    ("after", "by_guide"),
    [
        (HELP_RENAMED, HELP),
        (HELP_RENAMED, replace(HELP, accepted=True)),
        (HELP_GONE, of_guide("removed", "Help", None)),
        (changed(HELP_LINK, link("HELP")), of_guide("recased", "Help", "HELP")),
        (
            changed(HELP_LINK, HELP_LINK, link("Search")),
            of_guide("added", None, "Search"),
        ),
        (
            changed(ASKED, text("Do you want to link now?")),
            of_guide("reworded", "Do you want to link?", "Do you want to link now?"),
        ),
        # The guide has a sentence more, and the recording one that is longer.
        (
            changed(ASKED, text("Do you want to link? Not today.")),
            of_guide("added", None, "Not today."),
        ),
        # A notice is one, with all that is in it.
        (
            [*PAGE, text("Survey of today")],
            of_guide("added", None, "Notice: Survey of today (OK)"),
        ),
        (
            DISABLED,
            of_guide("disabled", "Submit", "Submit (disabled)"),
        ),
        (
            SWAPPED,
            of_guide("reordered", "Query, Reports, Help", "Query, Help, Reports"),
        ),
        (
            SWAPPED,
            of_guide("moved", "Reports", "Reports (behind Help)"),
        ),
        (
            LEADS_ELSEWHERE,
            of_guide("retargeted", "Query", "Query (http://x.test/)"),
        ),
    ],
)
def test_what_the_guide_tells_is_not_told_once_more(
    after: Sequence[PageElement], by_guide: Drift
) -> None:
    assert len(told(after)) == 1
    assert told(after, by_guide) == []


@pytest.mark.parametrize(
    ("after", "by_guide", "kinds"),
    [
        # Of the same element something else is told.
        (
            DISABLED,
            of_guide("renamed", "Submit", "Send"),
            ["disabled"],
        ),
        (
            LEADS_ELSEWHERE,
            of_guide("renamed", "Query", "Queries"),
            ["retargeted"],
        ),
        # Something else of the same kind.
        (HELP_RENAMED, of_guide("renamed", "Reports", "Lists"), ["renamed"]),
        (HELP_GONE, of_guide("removed", "Query", None), ["removed"]),
        (
            changed(ASKED, text("Do you want to link? Not today.")),
            of_guide("added", None, "Tomorrow."),
            ["reworded"],
        ),
    ],
)
def test_what_only_the_recording_has_otherwise_is_told(
    after: Sequence[PageElement], by_guide: Drift, kinds: list[str]
) -> None:
    assert told(after, by_guide) == kinds


def test_a_control_that_changed_in_two_ways_is_told_once() -> None:
    after = changed(SUBMIT, replace(SUBMIT, words="Submit it", enabled=False))
    renamed = of_guide("renamed", "Submit", "Submit it")

    assert told(after) == ["renamed", "disabled"]
    assert told(after, renamed) == ["disabled"]
    assert told(after, renamed, of_guide("disabled", "Submit", "Submit it (disabled)")) == []


@pytest.mark.parametrize(
    ("screen", "step", "counts"),
    [("menu bar", 1, True), ("menu bar", 2, True), ("menu", 1, True), ("menu", 2, False)],
)
def test_what_counts_as_told_is_of_the_same_screen_or_the_same_step(
    tmp_path: Path, screen: str, step: int, *, counts: bool
) -> None:
    name = kept(tmp_path, 1, *HELP_RENAMED)
    own = setup(tmp_path, guide(GuideScreen("menu bar", select="Utilities")), recording=PAGE)
    comparisons = Comparisons(own, lambda _: ())
    first, second = StepEntry(2, "Before"), StepEntry(1, "See it")
    (first if step == 2 else second).tell(HELP)
    second.keep(Kept("", reading=name))

    comparisons.changes_since_recording(first, "menu bar")
    found = comparisons.changes_since_recording(second, screen)

    assert bool(found) is not counts


def test_a_dialog_that_is_gone_is_one_thing_and_a_part_of_one_is_another() -> None:
    terms = Region(1, 'dialog "Terms"', 1)
    said = [PageElement(("text",), each, terms) for each in ("Terms", "Read them.", "Agree.")]
    whole = [*PAGE, *said]
    since = RecordingComparison(Recording(Path(), "wiwb", {1: whole, 2: whole}))

    gone = since.drifts(1, PAGE)
    less = since.drifts(2, [each for each in whole if each.words != "Read them."])

    assert [str(each) for each in gone] == [
        "removed dialog (dialog \"Terms\"): 'Terms' is not there"
    ]
    assert [str(each) for each in less] == [
        "removed text (dialog \"Terms\"): 'Read them.' is not there"
    ]

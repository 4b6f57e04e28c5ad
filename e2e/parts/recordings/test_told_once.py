"""What a guide and a recording both have otherwise is told once, as a difference from the guide."""

from dataclasses import replace
from pathlib import Path

import pytest

from e2e.parts.follow.stand_ins import guide, setup
from walk.follow.comparisons import Comparisons
from walk.follow.ledger.entry import StepEntry
from walk.guide.model import GuideScreen
from walk.recordings.recording import Recording, RecordingComparison
from walk.report.evidence import Kept
from walk.results import Drift, DriftKind

PAGE = (
    '- link "Query":\n  - /url: /query\n- link "Reports"\n- link "Help"\n'
    '- paragraph: Do you want to link?\n- button "Submit"\n'
)
HELP = Drift(DriftKind.RENAMED, "link", "menu bar", "Help", "Assistance", screen="menu bar")


def of_guide(kind: str, documented: str | None, observed: str | None) -> Drift:
    return Drift(DriftKind(kind), "link", "menu bar", documented, observed, screen="menu bar")


def changed(*changes: tuple[str, str]) -> str:
    page = PAGE
    for old, new in changes:
        assert old in page
        page = page.replace(old, new)
    return page


def told(after: str, *by_guide: Drift) -> list[str]:
    """Return the kinds that are told since the recording, beside what the guide tells."""
    since = RecordingComparison(Recording(Path(), "wiwb", {1: PAGE}))
    return [str(each.kind) for each in since.drifts(1, after, "menu bar", by_guide)]


HELP_GONE = changed(('- link "Help"\n', ""))


@pytest.mark.parametrize(
    ("after", "by_guide"),
    [
        (changed(("Help", "Assistance")), HELP),
        (changed(("Help", "Assistance")), replace(HELP, accepted=True)),
        (HELP_GONE, of_guide("removed", "Help", None)),
        (changed(("Help", "HELP")), of_guide("recased", "Help", "HELP")),
        (
            changed(('- link "Help"\n', '- link "Help"\n- link "Search"\n')),
            of_guide("added", None, "Search"),
        ),
        (
            changed(("link?", "link now?")),
            of_guide("reworded", "Do you want to link?", "Do you want to link now?"),
        ),
        # The guide has a sentence more, and the recording one that is longer.
        (changed(("link?", "link? Not today.")), of_guide("added", None, "Not today.")),
        # A notice is one, with all that is in it.
        (
            PAGE + "- paragraph: Survey of today\n",
            of_guide("added", None, "Notice: Survey of today (OK)"),
        ),
        (
            changed(('- button "Submit"', '- button "Submit" [disabled]')),
            of_guide("disabled", "Submit", "Submit (disabled)"),
        ),
        (
            changed(('link "Reports"\n- link "Help"', 'link "Help"\n- link "Reports"')),
            of_guide("reordered", "Query, Reports, Help", "Query, Help, Reports"),
        ),
        (
            changed(('link "Reports"\n- link "Help"', 'link "Help"\n- link "Reports"')),
            of_guide("moved", "Reports", "Reports (behind Help)"),
        ),
        (
            changed(("/query", "http://x.test/")),
            of_guide("retargeted", "Query", "Query (http://x.test/)"),
        ),
    ],
)
def test_what_the_guide_tells_is_not_told_once_more(after: str, by_guide: Drift) -> None:
    assert len(told(after)) == 1
    assert told(after, by_guide) == []


@pytest.mark.parametrize(
    ("after", "by_guide", "kinds"),
    [
        # Of the same element something else is told.
        (
            changed(('- button "Submit"', '- button "Submit" [disabled]')),
            of_guide("renamed", "Submit", "Send"),
            ["disabled"],
        ),
        (
            changed(("/query", "http://x.test/")),
            of_guide("renamed", "Query", "Queries"),
            ["retargeted"],
        ),
        # Something else of the same kind.
        (changed(("Help", "Assistance")), of_guide("renamed", "Reports", "Lists"), ["renamed"]),
        (HELP_GONE, of_guide("removed", "Query", None), ["removed"]),
        (
            changed(("link?", "link? Not today.")),
            of_guide("added", None, "Tomorrow."),
            ["reworded"],
        ),
    ],
)
def test_what_only_the_recording_has_otherwise_is_told(
    after: str, by_guide: Drift, kinds: list[str]
) -> None:
    assert told(after, by_guide) == kinds


def test_a_control_that_changed_in_two_ways_is_told_once() -> None:
    after = changed(('- button "Submit"', '- button "Submit it" [disabled]'))
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
    (tmp_path / "step-01.yaml").write_text(changed(("Help", "Assistance")), encoding="utf-8")
    own = setup(tmp_path, guide(GuideScreen("menu bar", select="Utilities")), recording=PAGE)
    comparisons = Comparisons(own, lambda _: ())
    first, second = StepEntry(2, "Before"), StepEntry(1, "See it")
    (first if step == 2 else second).tell(HELP)
    second.keep(Kept("", None, "step-01.yaml"))

    comparisons.changes_since_recording(first, "menu bar")
    found = comparisons.changes_since_recording(second, screen)

    assert bool(found) is not counts


def test_a_dialog_that_is_gone_is_one_thing_and_a_part_of_one_is_another() -> None:
    dialog = '- dialog "Terms":\n  - heading "Terms"\n  - paragraph: Read them.\n  - button "OK"\n'
    since = RecordingComparison(Recording(Path(), "wiwb", {1: PAGE + dialog, 2: PAGE + dialog}))

    gone = since.drifts(1, PAGE)
    less = since.drifts(2, PAGE + dialog.replace("  - paragraph: Read them.\n", ""))

    assert [str(each) for each in gone] == [
        "removed dialog (dialog \"Terms\"): 'Terms' is not there"
    ]
    assert [str(each) for each in less] == [
        "removed text (dialog \"Terms\"): 'Read them.' is not there"
    ]

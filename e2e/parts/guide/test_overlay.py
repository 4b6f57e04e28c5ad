"""What somebody accepted holds for exactly that difference, on exactly that screen."""

import json
import tomllib
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from walk.errors import UsageError
from walk.guide.overlay import Accepted, AcceptedDifference, accept, overlay_place, read_accepted
from walk.results import Drift, DriftKind

RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")
ACCEPTED = Accepted((AcceptedDifference("renamed", "link", "menu bar", "Utilities", "Tools"),))


@pytest.mark.parametrize(
    ("changes", "is_accepted"),
    [
        ({}, True),
        ({"region": "elsewhere"}, True),
        ({"screen": "menu"}, False),
        ({"screen": ""}, False),
        ({"what": "button"}, False),
        ({"documented": "Utility"}, False),
        ({"observed": "Tool"}, False),
        ({"kind": DriftKind.RECASED}, False),
        ({"kind": DriftKind.MOVED}, False),
    ],
)
def test_an_acceptance_holds_for_one_difference_of_one_screen(
    changes: dict[str, str], *, is_accepted: bool
) -> None:
    drift = replace(RENAMED, **changes)  # type: ignore[arg-type]

    assert ACCEPTED.marked(drift) == replace(drift, accepted=is_accepted)


@pytest.mark.parametrize("kind", ["wrong_value", "behaves", "retargeted", "ambiguous"])
def test_what_has_to_be_right_at_every_walk_is_never_marked_as_accepted(kind: str) -> None:
    accepted = Accepted((AcceptedDifference(kind, "link", "menu bar", "a", "b"),))  # type: ignore[arg-type]
    drift = Drift(DriftKind(kind), "link", "menu bar", "a", "b", screen="menu bar")

    assert not accepted.marked(drift).accepted


@pytest.mark.parametrize(
    ("screen", "documented", "words"),
    [
        ("menu bar", "Utilities", "Tools"),
        ("menu", "Utilities", None),
        ("menu bar", "Query", "QUERY"),
        ("menu bar", "Help", None),
        ("menu bar", "utilities", None),
    ],
)
def test_accepted_words_are_those_of_their_screen(
    screen: str, documented: str, words: str | None
) -> None:
    accepted = Accepted(
        (
            AcceptedDifference("moved", "link", "menu bar", "Utilities", "Utilities (footer)"),
            *ACCEPTED.difference,
            AcceptedDifference("recased", "link", "menu bar", "Query", "QUERY"),
            AcceptedDifference("removed", "link", "menu bar", "Help", ""),
        )
    )

    assert accepted.words(screen, documented) == words


def report_of(folder: Path, *drifts: Drift) -> Path:
    """Write as much of a report as `accept` reads."""
    document = {
        "guide": {"court": "wiwb"},
        "steps": [{"drifts": [asdict(each) for each in drifts]}],
    }
    (folder / "walk.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def accepted_in(overlay: Path) -> list[tuple[str, str, str]]:
    """Return screen, documented and observed words of each entry."""
    entries = tomllib.loads(overlay.read_text(encoding="utf-8"))["difference"]
    keys = ("screen", "documented", "observed")
    return [tuple(entry.get(key, "") for key in keys) for entry in entries]


def test_a_newer_acceptance_takes_the_place_of_an_older_one_of_the_same_words(
    tmp_path: Path,
) -> None:
    overlay = tmp_path / "overlay.toml"
    other = replace(RENAMED, screen="menu")
    added = Drift(DriftKind.ADDED, "link", "menu bar", None, "Search", screen="menu bar")
    accept(report_of(tmp_path, RENAMED, other, added), None, overlay)

    more = replace(added, observed="Calendar")
    place, new = accept(report_of(tmp_path, replace(RENAMED, observed="Kit"), more), None, overlay)

    assert (place, [each.observed for each in new]) == (overlay, ["Kit", "Calendar"])
    assert accepted_in(overlay) == [
        ("menu", "Utilities", "Tools"),
        ("menu bar", "", "Search"),
        ("menu bar", "Utilities", "Kit"),
        ("menu bar", "", "Calendar"),
    ]


def test_two_differences_of_the_same_words_are_both_kept(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    moved = replace(RENAMED, kind=DriftKind.MOVED, observed="Utilities (footer)")
    accept(report_of(tmp_path, RENAMED), None, overlay)

    accept(report_of(tmp_path, RENAMED, moved, moved), None, overlay)

    assert [each[2] for each in accepted_in(overlay)] == ["Tools", "Utilities (footer)"]


def test_only_differences_from_the_guide_are_accepted(tmp_path: Path) -> None:
    since = replace(RENAMED, against="recording")

    with pytest.raises(UsageError, match="found nothing that is not accepted already"):
        accept(report_of(tmp_path, since), None, tmp_path / "overlay.toml")


def test_nothing_is_accepted_of_a_walk_with_a_difference_that_never_is(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    wrong = replace(RENAMED, kind=DriftKind.WRONG_VALUE)

    with pytest.raises(UsageError) as refused:
        accept(report_of(tmp_path, RENAMED, wrong), None, overlay)

    assert str(refused.value) == (
        f"Nothing was written, since this cannot be accepted: {wrong}; "
        "correct the site or the guide."
    )
    assert not overlay.exists()


def test_an_overlay_is_the_one_given_or_beside_its_guide(tmp_path: Path) -> None:
    given = tmp_path / "given.toml"

    assert overlay_place(given, "wiwb") == given
    assert overlay_place(None, "wiwb") == Path("guides/wiwb.accepted.toml")
    assert overlay_place(None, "own/a.toml") == Path("own/a.accepted.toml")
    assert read_accepted(None, str(tmp_path / "a.toml")) == Accepted()
    with pytest.raises(UsageError, match="cannot be read"):
        read_accepted(given, "wiwb")

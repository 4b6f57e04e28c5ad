"""What somebody accepted holds for exactly that difference, on exactly that screen."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from walk.commands.accept import _day
from walk.errors import UsageError
from walk.guide.overlay import (
    Acceptance,
    Accepted,
    AcceptedDifference,
    accept,
    doubts,
    overlay_place,
    prune,
    read_accepted,
    today,
)
from walk.guide.reader import read_guide
from walk.results import Drift, DriftKind, StepResult, Verdict

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

    remark = "accepted" if is_accepted else ""
    assert ACCEPTED.marked(drift) == replace(drift, accepted=is_accepted, remark=remark)


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


NOW = Acceptance("Ann", "the guide will say so", today())


def report_of(
    folder: Path, *drifts: Drift, environment: str = "mock", obsolete: Sequence[Drift] = ()
) -> Path:
    """Write as much of a report as `accept` reads."""
    document = {
        "schema": 1,
        "obsolete": [asdict(each) for each in obsolete],
        "guide": {"court": "wiwb"},
        "environment": {"name": environment},
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
    accept(report_of(tmp_path, RENAMED, other, added), None, overlay, NOW)

    more = replace(added, observed="Calendar")
    place, new = accept(
        report_of(tmp_path, replace(RENAMED, observed="Kit"), more), None, overlay, NOW
    )

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
    accept(report_of(tmp_path, RENAMED), None, overlay, NOW)

    accept(report_of(tmp_path, RENAMED, moved, moved), None, overlay, NOW)

    assert [each[2] for each in accepted_in(overlay)] == ["Tools", "Utilities (footer)"]


def test_only_differences_from_the_guide_are_accepted(tmp_path: Path) -> None:
    since = replace(RENAMED, against="recording")

    with pytest.raises(UsageError, match="found nothing that is not accepted already"):
        accept(report_of(tmp_path, since), None, tmp_path / "overlay.toml", NOW)


def test_nothing_is_accepted_of_a_walk_with_a_difference_that_never_is(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    wrong = replace(RENAMED, kind=DriftKind.WRONG_VALUE)

    with pytest.raises(UsageError) as refused:
        accept(report_of(tmp_path, RENAMED, wrong), None, overlay, NOW)

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


# Who, until when, and where

TODAY = date(2026, 3, 1)
YESTERDAY = TODAY - timedelta(days=1)
UTILITIES = ("renamed", "link", "menu bar", "Utilities", "Tools")


@pytest.mark.parametrize(
    ("where", "until", "is_accepted", "remark"),
    [
        ("", None, True, "accepted by Ann"),
        ("live", TODAY, True, "accepted by Ann until 2026-03-01"),
        ("live", YESTERDAY, False, "accepted by Ann until 2026-02-28, which is over"),
        ("training", TODAY, False, ""),
    ],
)
def test_an_acceptance_holds_in_its_environment_to_its_last_day(
    where: str, until: date | None, *, is_accepted: bool, remark: str
) -> None:
    entry = AcceptedDifference(*UTILITIES, where, "Ann", "", until)  # type: ignore[arg-type]

    marked = Accepted((entry,)).in_force("live", TODAY).marked(RENAMED)

    assert (marked.accepted, marked.remark) == (is_accepted, remark)
    assert (remark or "Tools") in str(marked)


def test_what_is_accepted_says_by_whom_why_until_when_and_where(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    accept(report_of(tmp_path, RENAMED), None, overlay, NOW)

    [entry] = tomllib.loads(overlay.read_text(encoding="utf-8"))["difference"]

    said = {"by": "Ann", "why": "the guide will say so", "until": today(), "environment": "mock"}
    assert said.items() <= entry.items()


def test_what_is_accepted_everywhere_names_no_environment(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    accept(report_of(tmp_path, RENAMED), None, overlay, replace(NOW, everywhere=True))

    assert read_accepted(overlay, "wiwb").difference[0].environment == ""


def test_what_is_overdue_can_be_accepted_once_more(tmp_path: Path) -> None:
    overlay, run = tmp_path / "overlay.toml", report_of(tmp_path, RENAMED)
    accept(run, None, overlay, replace(NOW, until=today() - timedelta(days=1)))

    accept(run, None, overlay, NOW)

    assert [each.until for each in read_accepted(overlay, "wiwb").difference] == [today()]


def test_what_another_environment_accepted_stays(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    accept(report_of(tmp_path, RENAMED), None, overlay, NOW)
    accept(report_of(tmp_path, RENAMED, environment="live"), None, overlay, NOW)

    kept = read_accepted(overlay, "wiwb").difference
    assert [each.environment for each in kept] == ["mock", "live"]


@pytest.mark.parametrize(
    ("verdict", "drifts", "is_gone"),
    [
        (Verdict.AS_DOCUMENTED, [], True),
        (Verdict.DRIFTED, [replace(RENAMED, observed="Kit")], True),
        (Verdict.DRIFTED, [RENAMED], False),
        (Verdict.WITHHELD, [], False),
        (Verdict.NOT_REACHED, [], False),
    ],
)
def test_what_is_accepted_is_gone_only_where_a_walk_has_looked(
    verdict: Verdict, drifts: list[Drift], *, is_gone: bool
) -> None:
    guide = read_guide("wiwb")
    steps = [StepResult(step.number, step.action, verdict, drifts=drifts) for step in guide.steps]

    gone = ACCEPTED.obsolete(guide, steps)

    assert [each.observed for each in gone] == (["Tools"] if is_gone else [])


@pytest.mark.parametrize("until", [TODAY, YESTERDAY])
def test_what_is_overdue_is_gone_too_if_it_is_no_longer_there(until: date) -> None:
    guide = read_guide("wiwb")
    steps = [StepResult(each.number, each.action, Verdict.AS_DOCUMENTED) for each in guide.steps]
    entry = AcceptedDifference(*UTILITIES, until=until)  # type: ignore[arg-type]

    gone = Accepted((entry,)).in_force("mock", TODAY).obsolete(guide, steps)

    assert [each.observed for each in gone] == ["Tools"]


def test_what_a_walk_found_to_be_gone_is_removed(tmp_path: Path) -> None:
    overlay, other = tmp_path / "overlay.toml", replace(RENAMED, screen="menu")
    accept(report_of(tmp_path, RENAMED, other), None, overlay, NOW)

    place, gone = prune(report_of(tmp_path, obsolete=[RENAMED]), None, overlay)

    assert (place, [each.screen for each in gone]) == (overlay, ["menu bar"])
    assert [each.screen for each in read_accepted(overlay, "wiwb").difference] == ["menu"]


def test_what_is_gone_in_one_environment_stays_accepted_in_another(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    for environment in ("live", "mock"):
        accept(report_of(tmp_path, RENAMED, environment=environment), None, overlay, NOW)

    prune(report_of(tmp_path, obsolete=[RENAMED], environment="mock"), None, overlay)

    left = read_accepted(overlay, "wiwb").difference
    assert [each.environment for each in left] == ["live"]


def test_nothing_is_removed_that_a_walk_did_not_find_to_be_gone(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    accept(report_of(tmp_path, RENAMED), None, overlay, NOW)

    with pytest.raises(UsageError, match="found no accepted difference that is gone"):
        prune(report_of(tmp_path), None, overlay)


def test_who_says_no_day_accepts_for_90_days() -> None:
    assert _day(None) == today() + timedelta(days=90)
    assert _day(str(today())) == today()
    for wrong in (str(today() - timedelta(days=1)), "soon"):
        with pytest.raises(UsageError, match="--until"):
            _day(wrong)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (AcceptedDifference(*UTILITIES, until=TODAY), ""),  # type: ignore[arg-type]
        (AcceptedDifference(*UTILITIES, until=YESTERDAY), "that is over"),  # type: ignore[arg-type]
        (
            AcceptedDifference("renamed", "link", "menu bar", "Utility", "Tools"),
            "the guide has no 'Utility' there any more",
        ),
        (
            AcceptedDifference("renamed", "link", "link form", "Utilities", "Tools"),
            "the guide has no 'Utilities' there any more",
        ),
        (AcceptedDifference("added", "link", "menu bar", "", "Search"), ""),
        (AcceptedDifference("reordered", "link", "menu bar", "A, B", "B, A"), ""),
    ],
)
def test_what_is_over_or_no_longer_in_the_guide_is_named(
    entry: AcceptedDifference, said: str
) -> None:
    found = [*doubts(Accepted((entry,)), read_guide("wiwb"), TODAY)]

    assert len(found) == bool(said)
    assert said in "".join(found)

"""The page of a history says in shapes, letters and words what became of each step."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page

from e2e.benchmark.history_page import WALKS, write_history
from e2e.parts.readable import check_readable
from e2e.parts.runs.written import STARTED, walked
from walk.commands.parser import main
from walk.guide.reader import read_guide
from walk.history.chart import charts
from walk.history.entries import add_entry, entry_of
from walk.history.page import history_page
from walk.history.reading import History, read_history
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict

GUIDE = read_guide("wiwb")
RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")
OTHER = replace(RENAMED, documented="Help", observed="Aid")
SVG = re.compile(r"<svg role=.*?</svg>", re.DOTALL)

Steps = Sequence[StepResult]


def drifted(*drifts: Drift, number: int = 5) -> StepResult:
    """Return a step with these differences."""
    return StepResult(number, "", Verdict.DRIFTED, drifts=[*drifts])


def blocked(number: int, cause: Cause) -> StepResult:
    """Return a step that could not be done."""
    return StepResult(number, "", Verdict.BLOCKED, cause, "It is so.")


def not_reached(first: int) -> list[StepResult]:
    """Return the steps from one on, which the walk did not come to."""
    return [StepResult(each, "", Verdict.NOT_REACHED) for each in range(first, 16)]


DOWN = [blocked(1, Cause.MAINTENANCE), *not_reached(2)]


def history_of(place: Path, *walks: Steps, **more: object) -> History:
    """Write a walk a day, and read them as a history."""
    for day, steps in enumerate(walks):
        result = walked(steps, started=STARTED + timedelta(days=day), **more)  # type: ignore[arg-type]
        add_entry(entry_of(result, GUIDE, str), place)
    return read_history(place)


def words_of(page: str) -> str:
    """Return the text of the page, without its markup."""
    body = page.partition("<main>")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def test_each_verdict_has_a_shape_and_a_letter(tmp_path: Path) -> None:
    steps = [
        drifted(RENAMED, number=2),
        drifted(replace(RENAMED, accepted=True), number=3),
        blocked(4, Cause.SITE),
        blocked(5, Cause.TRANSPORT),
        StepResult(6, "", Verdict.WITHHELD, Cause.POLICY),
        StepResult(7, "", Verdict.NOT_NEEDED),
        StepResult(8, "", Verdict.NOT_REACHED),
    ]
    history = history_of(tmp_path, steps)
    page = history_page(history)

    (chart,) = charts(history)
    assert [sign for row in chart.rows for _, sign in row.cells][:8] == [*"adebqwnx"]
    assert chart.signs(chart.last).startswith("A D E B ? W N \N{EN DASH} A")
    (drawn,) = SVG.findall(page)
    assert re.findall('use href="#(.)"', drawn)[:8] == [*"adebqwnx"]
    for sign in "adebqwnx":
        symbol = re.search(rf'<symbol id="{sign}".*?</symbol>', page)
        assert symbol
        assert "<text" in symbol[0]
    assert "A: as documented" in words_of(page)


def test_one_difference_that_nobody_accepted_is_not_accepted(tmp_path: Path) -> None:
    step = drifted(replace(RENAMED, accepted=True), OTHER, number=3)

    (chart,) = charts(history_of(tmp_path, [step]))

    assert chart.signs(chart.last).startswith("A A D A")


def test_the_same_words_on_another_screen_differ_since_then(tmp_path: Path) -> None:
    menu = replace(RENAMED, screen="menu")

    (chart,) = charts(history_of(tmp_path, [drifted(RENAMED)], [drifted(RENAMED, menu)]))

    assert [each.walks for each in chart.standing] == [2, 1]


def test_a_step_that_differs_without_saying_how_is_not_accepted(tmp_path: Path) -> None:
    (chart,) = charts(history_of(tmp_path, [], [StepResult(3, "", Verdict.DRIFTED)]))

    assert chart.signs(chart.last).startswith("A A D A")
    assert chart.rows[2].last == "differs"


def test_a_month_has_its_name_only_where_there_is_room(tmp_path: Path) -> None:
    for days in (0, 31, 62, 93, 124):
        result = walked(started=STARTED + timedelta(days=days))
        add_entry(entry_of(result, GUIDE, str), tmp_path)

    (chart,) = charts(read_history(tmp_path))

    assert [month for _, month in chart.months] == ["2026-01", "2026-05"]


def test_what_nobody_documented_is_a_line(tmp_path: Path) -> None:
    added = replace(RENAMED, kind=DriftKind.ADDED, documented=None)

    (chart,) = charts(history_of(tmp_path, [drifted(added)]))

    assert [(each.documented, each.observed) for each in chart.standing] == [
        ("\N{EN DASH}", "Tools")
    ]


def test_what_a_step_says_twice_stands_once(tmp_path: Path) -> None:
    (chart,) = charts(history_of(tmp_path, [drifted(RENAMED, RENAMED)]))

    assert [each.observed for each in chart.standing] == ["Tools"]


def test_rows_are_steps_and_columns_are_walks(tmp_path: Path) -> None:
    history = history_of(tmp_path, [], DOWN, [])
    (drawn,) = SVG.findall(history_page(history))

    tree = ET.fromstring(drawn)  # noqa: S314 we drew it
    rows = tree.findall("g")
    assert len(rows) == 15
    assert [len(row.findall("use")) for row in rows] == [3] * 15
    (chart,) = charts(history)
    assert [x for x, _ in chart.rows[0].cells] == [x for x, _ in chart.rows[14].cells]
    # A step that a walk did not come to has no time.
    lines = [row.find("polyline") for row in rows]
    points = [line.get("points", "").split() for line in lines if line is not None]
    assert [len(each) for each in points][:2] == [3, 2]
    assert all(re.fullmatch(r"\d+,\d+", point) for each in points for point in each)


def test_steps_that_a_guide_had_before_keep_their_rows(tmp_path: Path) -> None:
    shorter = walked(started=STARTED + timedelta(days=1))
    shorter = replace(shorter, steps=shorter.steps[:12])
    for result in (walked(), shorter):
        add_entry(entry_of(result, GUIDE, str), tmp_path)

    (chart,) = charts(read_history(tmp_path))

    assert [len(row.cells) for row in chart.rows] == [*[2] * 12, *[1] * 3]


@pytest.mark.one_engine
def test_everybody_can_use_the_page(page: Page, tmp_path: Path) -> None:
    long = replace(RENAMED, observed="x" * 10_000, what="\u202e" + "word " * 200)
    every = [
        drifted(RENAMED, long),
        drifted(replace(RENAMED, accepted=True), number=3),
        blocked(4, Cause.SITE),
        StepResult(6, "", Verdict.WITHHELD, Cause.POLICY),
        StepResult(7, "", Verdict.NOT_NEEDED),
    ]
    history_of(tmp_path, [], every)
    history_of(tmp_path, [drifted(RENAMED)], DOWN, environment="live", kind="live")
    history_of(tmp_path, *[[]] * 10, environment="training", kind="training")
    (tmp_path / "half.json").write_text("{", encoding="utf-8")
    place = tmp_path / "page.html"
    place.write_text(history_page(read_history(tmp_path)), encoding="utf-8")

    page.goto(place.as_uri())

    check_readable(page, "light", "dark")


@pytest.mark.parametrize(
    ("walks", "standing"),
    [
        ([[], [drifted(RENAMED)], [drifted(RENAMED)]], [("Tools", 1, 2)]),
        ([[drifted(RENAMED)], [], [drifted(RENAMED)]], [("Tools", 2, 1)]),
        ([[drifted(RENAMED)], [drifted(RENAMED, OTHER)]], [("Tools", 0, 2), ("Aid", 1, 1)]),
        ([[drifted(RENAMED)], []], []),
        # A walk that could not tell, or did not come there, ends nothing.
        ([[drifted(RENAMED)], DOWN, [drifted(RENAMED)]], [("Tools", 0, 2)]),
        ([[drifted(RENAMED)], DOWN], [("Tools", 0, 1)]),
        (
            [[drifted(RENAMED)], [blocked(2, Cause.SITE), *not_reached(3)], [drifted(RENAMED)]],
            [("Tools", 0, 2)],
        ),
        # Nor does a walk before the first that found it begin it.
        ([[blocked(2, Cause.SITE), *not_reached(3)], [drifted(RENAMED)]], [("Tools", 1, 1)]),
        # The last step is come to like any other.
        ([[drifted(RENAMED, number=15)], [], [drifted(RENAMED, number=15)]], [("Tools", 2, 1)]),
        ([DOWN], []),
    ],
)
def test_each_difference_stands_since_the_walk_that_found_it_first(
    tmp_path: Path, walks: Sequence[Steps], standing: Sequence[tuple[str, int, int]]
) -> None:
    (chart,) = charts(history_of(tmp_path, *walks))

    assert [
        (each.observed, (each.since - STARTED).days, each.walks) for each in chart.standing
    ] == standing


@pytest.mark.parametrize(
    ("walks", "sentence"),
    [
        ([[]], "As documented , as far as the walk looked. Last good walk: 2026-01-02 14:17 UTC."),
        (
            [[], [drifted(RENAMED)]],
            "The site differs from its guide in 1 way. Last good walk: 2026-01-02 14:17",
        ),
        ([[drifted(RENAMED)]], "in 1 way. Last good walk: none. Walks: 1,"),
        (
            [[], DOWN, DOWN],
            "Not checked since 2026-01-02 14:17 UTC : 2 walks could not tell (maintenance), "
            "the first at 2026-01-03 14:17 UTC. Last good walk: 2026-01-02",
        ),
        # The last of two
        ([[], [], DOWN], "Last good walk: 2026-01-03"),
        ([DOWN], "Not checked since the first walk : 1 walk could not tell (maintenance)"),
    ],
)
def test_the_page_says_first_how_it_stands(
    tmp_path: Path, walks: Sequence[Steps], sentence: str
) -> None:
    assert sentence in words_of(history_page(history_of(tmp_path, *walks)))


@pytest.mark.parametrize(
    "words",
    [
        "</td><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }} {% raw %}",
        "turned \u202eround",
        "\N{ARABIC LETTER ALEF} \N{WRENCH}",
        "z" * 10_000,
        "red \x1b[31m \x00",
    ],
)
def test_words_of_a_site_stay_words_on_the_page(tmp_path: Path, words: str) -> None:
    page = history_page(
        history_of(tmp_path, [drifted(replace(RENAMED, observed=words, what=words, region=words))])
    )

    assert "<script" not in page
    assert "<img" not in page
    assert ">49<" not in page
    assert "\x1b" not in page
    assert max(map(len, re.findall("z+", page)), default=0) <= 300
    # Each is alone in an element that turns nothing else round.
    assert page.count("\u202e") <= page.count("<bdi>")


def test_the_page_runs_nothing_and_asks_nobody(tmp_path: Path) -> None:
    page = history_page(history_of(tmp_path, []))

    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not re.search(r"""<script|<link|<img|\son\w+=|url\(|(?:src|href)="[^#]""", page)


def test_courts_and_environments_have_a_chart_each(tmp_path: Path) -> None:
    history_of(tmp_path, [], [])
    page = history_page(history_of(tmp_path, [], environment="live", kind="live"))

    assert len(SVG.findall(page)) == 2
    assert re.findall(r"\((wiwb, \w+)\)", page) == ["wiwb, live", "wiwb, mock"]


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history_of(tmp_path, [], [])

    assert main(["history", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"2 walks: see {tmp_path / 'history.html'}\n"
    # Its own page is no walk of it.
    assert main(["history", str(tmp_path), "--out", str(tmp_path / "other.html")]) == 0
    assert (tmp_path / "other.html").read_bytes() == (tmp_path / "history.html").read_bytes()


def test_a_broken_file_is_named_and_the_rest_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history_of(tmp_path, [], [])
    (tmp_path / "half.json").write_text("{", encoding="utf-8")

    assert main(["history", str(tmp_path)]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"walk: {tmp_path / 'half.json'} is not a whole report")
    assert (printed.err.count("\n"), printed.out[:8]) == (1, "2 walks:")
    page = (tmp_path / "history.html").read_text(encoding="utf-8")
    assert "Left out: " in page
    assert len(SVG.findall(page)) == 1


@pytest.mark.parametrize("name", ["none", "."])
def test_a_folder_without_walks_is_refused(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history", str(tmp_path / name)]) == 2
    assert "has no walk in it; name the folder that" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_no_mistake_of_who_draws_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    history_of(tmp_path, [])
    monkeypatch.setattr(Path, "write_text", refuse)

    assert main(["history", str(tmp_path)]) == 3
    assert "this machine said: No space left on device" in capsys.readouterr().err


def test_a_page_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history_of(tmp_path, [])

    assert main(["history", str(tmp_path), "--out", str(tmp_path / "none" / "page.html")]) == 2
    assert "cannot be written (No such file or directory)" in capsys.readouterr().err


@pytest.mark.sample(1)
@pytest.mark.parametrize("walks", [50, WALKS])
def test_the_page_of_many_walks_is_small_enough_for_a_mail(tmp_path: Path, walks: int) -> None:
    write_history(tmp_path, walks)

    # So five hundred have 1 MB.
    assert len(history_page(read_history(tmp_path)).encode()) < 2_000 * walks

"""The benchmark measures what it says: sizes of courts, memory of programs, tables and the plot."""

import subprocess
import sys
from itertools import pairwise
from os import getpid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import httpx
import pytest

from e2e.benchmark import measure, menu_page, programs, scale
from e2e.benchmark.grown_walk import GROWTHS, elements
from e2e.benchmark.plot import Chart, svg
from e2e.benchmark.scale import AT_A_TIME, SCRIPTS, WALKS, Grown, Together
from mock_court.embedded import EmbeddedCourt
from mock_court.serve import LOOPBACK
from walk.results import ExitStatus

MOST = 10_000
"""A larger court is made in the same way, and takes seconds."""
SIZES = {"elements": (100, 100_000), "attorneys": (1, 100_000), "items": (10, 1_000)}
HELD = 64 * 1024 * 1024
HOLD = f"held = b'x' * {HELD}; print('ready', flush=True); input()"
SVG = "{http://www.w3.org/2000/svg}"


def page_at(court: EmbeddedCourt, screen: str) -> str:
    """Return the page of a screen as the court sends it."""
    place = court.places[screen]()
    assert place.cookie
    url = urlsplit(place.address)
    return httpx.get(
        f"http://{LOOPBACK}:{url.port}{url.path}?{url.query}",
        headers={"Host": url.netloc, "Cookie": f"{place.cookie.name}={place.cookie.value}"},
    ).text


def sizes_of(court: EmbeddedCourt) -> dict[str, Any]:
    """Count all that can grow; each menu has its own number."""
    records, menus = court.served.court.records, court.served.court.profile.menus.values()
    accounts = ("pacer_accounts", "cmecf_accounts")
    return {
        "elements": elements(page_at(court, "verification")),
        "attorneys": [len(records._rows(f"SELECT * FROM {each}")) for each in accounts],  # noqa: S608 both names stand above
        "items": [sum(len(group.items) for group in groups) for groups in menus],
    }


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("things", "size"),
    [(things, size) for things, each in GROWTHS.items() for size in each.sizes if size <= MOST],
)
def test_a_court_grows_to_each_size_and_in_nothing_else(
    court: EmbeddedCourt, things: str, size: int
) -> None:
    before, form = sizes_of(court), elements(page_at(court, "link form"))

    GROWTHS[things].grow(court, size)

    now = sizes_of(court)
    assert now.pop(things) in (size, [size] * 2, [size] * 4)
    assert now == {each: before[each] for each in now}
    if things == "elements":
        assert elements(page_at(court, "link form")) == form
        assert f">Case {size // 5 - 20}<" in page_at(court, "verification")


def test_only_the_attorney_who_walks_has_not_linked(court: EmbeddedCourt) -> None:
    GROWTHS["attorneys"].grow(court, 100)

    records, attorney = court.served.court.records, court.attorney
    assert len(records.links()) == records.count_notices() == 99
    assert records.unsent_notices() == []
    assert records.link_of_pacer("wiwb", attorney.pacer.username) is None
    assert records.link_of_cmecf("wiwb", attorney.cmecf.login) is None


def test_what_grows_does_so_to_the_sizes_that_the_docs_name() -> None:
    assert {things: (each.sizes[0], each.sizes[-1]) for things, each in GROWTHS.items()} == SIZES
    assert all(one < other for each in GROWTHS.values() for one, other in pairwise(each.sizes))


def test_the_memory_of_a_program_is_that_of_all_that_it_starts() -> None:
    before = programs._bytes(getpid())
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holding:
        assert holding.stdout
        assert holding.stdout.readline() == "ready\n"

        assert programs._bytes(getpid()) > before + HELD / 2

        holding.communicate("\n")


def test_programs_are_measured_and_one_that_fails_is_named() -> None:
    fine, unknown = ("this",), ("e2e.no_such_program",)
    # A program that ends at once may be gone before the first look at its memory.
    lasting = ("timeit", "--number=1", "--repeat=3", "sum(range(10_000_000))")

    assert programs.seconds(fine, fine) > 0
    assert programs.peak_megabytes(lasting) > 0
    assert "Zen of Python" in programs.output(fine)
    for each in (programs.seconds, programs.peak_megabytes):
        with pytest.raises(RuntimeError, match="no_such_program"):
            each(fine, unknown)


def test_a_chart_puts_figures_where_they_belong() -> None:
    by_tens = Chart("", "", (1, 10, 1_000), {"walk": (1.0, 1.5, 4.0)}, by_tens=True)
    evenly = Chart("", "", (1, 2, 3), {"walk": (0.0, 7.0, 14.0), "script": (28.0, 14.0, 0.0)})

    assert by_tens.ticks == [0, 1, 2, 3, 4]
    assert by_tens.places("walk") == [(0, 112.5), (100, 93.8), (300, 0)]
    assert evenly.ticks == [0, 10, 20, 30]
    assert evenly.places("script") == [(0, 10), (150, 80), (300, 150)]
    assert Chart("", "", (1, 2), {"walk": (0.0, 0.004)}).ticks[-1] == 0.004


def test_the_plot_is_one_picture_of_all_charts_that_asks_for_nothing() -> None:
    charts = [
        Chart("Runs a minute", "at a time", (1, 2), {"walks": (1, 2), "scripts <b>": (2, 1)}),
        Chart("Time", "elements", (100, 100_000), {"walk": (1, 3)}, by_tens=True),
    ]

    drawn = svg(charts)

    picture = ET.fromstring(drawn)  # noqa: S314 we have drawn it
    assert picture.get("viewBox") == "0 0 780 250"
    texts = [each.text for each in picture.iter(f"{SVG}text")]
    said = {"Runs a minute", "at a time", "walks", "scripts <b>", "Time", "100,000", "0", "3"}
    assert said < set(texts)
    assert len(list(picture.iter(f"{SVG}polyline"))) == 3
    assert drawn.count("http") == 1
    assert drawn == svg(charts)


def together() -> dict[tuple[str, int], Together]:
    """Return figures of programs that run at a time."""
    return {
        (kind, number): Together([9.0, seconds, 1.0], number * megabytes)
        for number in AT_A_TIME
        for kind, seconds, megabytes in ((WALKS, 4.0, 300), (SCRIPTS, 2.0, 200))
    }


def grown() -> dict[int, Grown]:
    """Return figures of walks at courts of three sizes."""
    return {
        size: Grown([factor * 2.0, factor * 9.0, factor * 1.0], 1.25, "as documented")
        for size, factor in ((10, 1), (100, 1.5), (1_000, 3))
    }


def test_the_tables_can_be_pasted_into_the_docs(capsys: pytest.CaptureFixture[str]) -> None:
    scale.show_together(together())
    scale.show_grown("items", grown() | {10_000: Grown([5.0], 5, "blocked", "It waited.")})

    printed = capsys.readouterr().out.splitlines()
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in printed
        if line.startswith("|")
    ]
    assert ["2", "30.0", "60.0", "0.50", "300 MB", "200 MB", "1.50"] in rows
    assert ["1,000", "6.00 s", "3.00 s", "27.00 s", "3.00", "1.2 s", "as documented"] in rows
    assert len(rows) == 2 * 2 + 4 + 4
    assert "10,000 items: It waited." in printed


def test_the_plot_has_a_chart_of_each_measurement() -> None:
    first, *others = scale.charts(together(), dict.fromkeys(GROWTHS, grown()))

    assert first.lines == {WALKS: [15, 30, 45, 60], SCRIPTS: [30, 60, 90, 120]}
    assert [(each.across, each.lines) for each in others] == [
        (things, {"walk": [1, 1.5, 3]}) for things in GROWTHS
    ]


def test_a_walk_that_a_limit_ends_is_a_result() -> None:
    step = {"verdict": "as_documented", "number": 1, "reason": None, "drifts": []}
    stopped = step | {"verdict": "blocked", "number": 13, "reason": "It waited for 30 s."}
    drifted = step | {"verdict": "drifted", "number": 5, "drifts": [{"kind": "renamed"}]}

    for outcome, steps, end in (
        ("as_documented", [step], ("as documented", "")),
        ("undetermined", [step, stopped], ("blocked at step 13", "It waited for 30 s.")),
        ("differs", [step, drifted, stopped], ("drifted at step 5", "renamed")),
    ):
        assert scale.end_of({"outcome": outcome, "steps": steps}) == end


@pytest.mark.parametrize(
    ("options", "measured"),
    [
        ("--scale", ("scale", "chromium", 3)),
        ("--scale --repeat 1 --browser firefox", ("scale", "firefox", 1)),
        ("--menu-page", ("menu page", 10)),
        ("", ("scripts", "chromium", 10)),
        ("--repeat 2", ("scripts", "chromium", 2)),
    ],
)
def test_an_option_says_what_is_measured(
    monkeypatch: pytest.MonkeyPatch, options: str, measured: tuple[object, ...]
) -> None:
    called: list[tuple[object, ...]] = []
    for module, name in ((scale, "scale"), (menu_page, "menu page"), (measure, "scripts")):
        monkeypatch.setattr(
            module, "measure", lambda *given, name=name: called.append((name, *given))
        )

    assert measure.main(options.split()) == ExitStatus.AS_DOCUMENTED
    assert called == [measured]


def test_two_things_are_not_measured_in_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        measure.main(["--scale", "--menu-page"])

    assert "not allowed with" in capsys.readouterr().err


def test_the_plot_of_the_docs_is_where_it_is_written() -> None:
    docs = (scale.PLOT.parent / "benchmarks.md").read_text(encoding="utf-8")

    assert f"]({scale.PLOT.name})" in docs
    assert scale.PLOT.is_relative_to(Path(__file__).parents[2])

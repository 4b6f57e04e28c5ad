"""The guide afresh has today's words, the old ones beside them, and the name of no real person."""

import json
import os
import re
import struct
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Page

from e2e.parts.readable import check_readable
from e2e.parts.runs.written import STARTED, report_of, walked
from walk.commands.parser import main
from walk.guide.model import Slip
from walk.guide.reader import GUIDES, read_guide
from walk.handout.formats import html, markdown, pictures
from walk.handout.pictures import Badge, read_picture
from walk.handout.rows import Handout, handout_of, pieces
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict
from walk.runs.past_run import PastMark, read_past_run

UTILITIES = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")
FIELD = Drift(DriftKind.RENAMED, "field", "sign-on", "Username *", "User ID *", screen="sign-on")
REMOVED = Drift(DriftKind.REMOVED, "link", "menu bar", "Help", None, screen="menu bar")
WRONG = Drift(
    *(DriftKind.WRONG_VALUE, "PACER", "verification", "Ann Lee", "Jo Roe"), screen="verification"
)


def png(width: int = 200, height: int = 100, color: int = 0) -> bytes:
    """Return a picture of one color."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + bytes([color]) * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def report(
    folder: Path,
    steps: Sequence[StepResult] = (),
    pictures: dict[int, bytes] | None = None,
    **more: object,
) -> Path:
    """Write the report of a walk with these pictures."""
    place = report_of(folder, walked(steps, **more))  # type: ignore[arg-type]
    file = place / "walk.json"
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for number, data in (pictures or {}).items():
        name = f"step-{number:02}.png"
        document["steps"][number - 1]["screenshot"] = name
        document["steps"][number - 1]["marks"] = [
            {"what": "control", "x": 20, "y": 50, "width": 100, "height": 500},
            # What differs is no thing to use.
            {"what": "difference", "x": 1, "y": 1, "width": 1, "height": 1},
        ]
        if data:
            (place / name).write_bytes(data)
    file.write_text(json.dumps(document), encoding="utf-8")
    return place


def handout(place: Path) -> Handout:
    """Return the guide afresh of a report."""
    return handout_of(read_past_run(place), None, place)


def drifted(number: int, *drifts: Drift) -> StepResult:
    """Return a step with these differences."""
    return StepResult(number, "", Verdict.DRIFTED, drifts=[*drifts])


def assert_has_all_around_the_steps(page: str) -> None:
    guide = read_guide("wiwb")
    for each in (*guide.note, *guide.reminder):
        assert each.says in page
    for remedy in guide.steps[14].remedies:
        assert f"<li>{remedy.words}</li>" in page
    for slip in guide.slips:
        assert page.count(f"“{slip.printed}”; “{slip.meant}”") == 1


def test_the_rows_are_those_of_the_guide_with_all_around_them(tmp_path: Path) -> None:
    guide, page = read_guide("wiwb"), unescape(html(handout(report(tmp_path))))

    for step in guide.steps:
        assert f'<th scope="row">{step.number}</th><td><p>{step.action}</p>' in page
    assert_has_all_around_the_steps(page)
    assert "<strong>NOTE</strong>" in page
    assert "<del>" not in page


def test_the_text_in_markdown_has_all_that_the_page_has(tmp_path: Path) -> None:
    found = handout(report(tmp_path, [drifted(5, REMOVED)], {5: png(), 6: png()}))

    page = unescape(MarkdownIt().render(markdown(found, str)))

    assert_has_all_around_the_steps(page)
    assert page.count("To be looked at: removed link (menu bar)") == 1
    assert "The walk did not see" not in page
    # The screen of step 6 is the one above.
    assert page.count("<img") == len(pictures(found)) == 1


def test_a_misprint_is_no_markup(tmp_path: Path) -> None:
    found = replace(handout(report(tmp_path)), slips=(Slip("*so*", "_so_"),))

    assert "“\\*so\\*”; “\\_so\\_”" in markdown(found, str)


@pytest.mark.one_engine
def test_everybody_can_use_the_guide(page: Page, tmp_path: Path) -> None:
    long = replace(UTILITIES, documented="Reports", observed="x" * 10_000)
    unseen = [StepResult(number, "", Verdict.NOT_REACHED) for number in range(7, 16)]
    steps = [drifted(4, FIELD, WRONG), drifted(5, UTILITIES, REMOVED, long), *unseen]
    place = tmp_path / "guide.html"
    place.write_text(
        html(handout(report(tmp_path / "report", steps, {2: png(), 5: png(1280, 800)}))),
        encoding="utf-8",
    )

    page.goto(place.as_uri())

    check_readable(page, "light", "dark")


def test_old_words_are_struck_through_beside_todays(tmp_path: Path) -> None:
    place = report(tmp_path, [drifted(5, UTILITIES), drifted(6, UTILITIES), drifted(4, FIELD)])

    page = html(handout(place))

    assert "Select <del><bdi>Utilities</bdi></del> <ins><bdi>Tools</bdi></ins> in the" in page
    assert "On the screen: <del><bdi>Username *</bdi></del> <ins><bdi>User ID *</bdi></ins>" in page
    # The action of step 6 says it already.
    assert handout(place).rows[5].changes == ()
    text = markdown(handout(place), str)
    assert "Select ~~Utilities~~ **Tools** in the limited menu bar" in text
    assert "- On the screen: ~~Username \\*~~ **User ID \\***" in text


def test_another_order_is_one_change(tmp_path: Path) -> None:
    order = "Query, Reports, Utilities, Help, Log Out"
    new = "Reports, Query, Utilities, Help, Log Out"
    drift = Drift(DriftKind.REORDERED, "link", "menu bar", order, new, screen="menu bar")

    row = handout(report(tmp_path, [drifted(5, drift)])).rows[4]

    assert [[each.words for each in change] for change in row.changes] == [[order, new]]


def test_the_caption_of_a_name_is_among_what_is_on_the_screen(tmp_path: Path) -> None:
    drift = replace(WRONG, kind=DriftKind.RENAMED, documented="PACER", observed="PACER account")

    row = handout(report(tmp_path, [drifted(11, drift)])).rows[10]

    # The action has the old words, and not the new ones.
    assert [[each.words for each in change] for change in row.changes] == [
        ["PACER", "PACER account"]
    ]


def test_what_no_words_mend_is_to_be_looked_at(tmp_path: Path) -> None:
    page = html(handout(report(tmp_path, [drifted(5, REMOVED)])))

    assert "To be looked at: <bdi>removed link (menu bar): &#39;Help&#39; is not there" in page


def test_what_the_walk_did_not_see_is_said(tmp_path: Path) -> None:
    steps = [
        StepResult(9, "", Verdict.WITHHELD, Cause.POLICY),
        StepResult(10, "", Verdict.BLOCKED, Cause.TRANSPORT),
        StepResult(11, "", Verdict.NOT_REACHED),
        # These were seen.
        StepResult(12, "", Verdict.BLOCKED, Cause.SITE, "It did not come."),
        StepResult(13, "", Verdict.NOT_NEEDED),
    ]
    found = handout(report(tmp_path, steps))

    assert found.unseen == "9\N{EN DASH}11"
    assert "The walk did not see steps 9\N{EN DASH}11" in html(found)
    assert "The walk did not see steps 9\N{EN DASH}11" in markdown(found, str)


def test_each_picture_is_shown_once_with_a_badge_on_what_is_meant(tmp_path: Path) -> None:
    same = png()
    page = html(handout(report(tmp_path, (), {5: same, 6: same, 9: png(color=9)})))

    assert page.count("data:image/png;base64,") == 2
    assert page.count("The screen is the one above.") == 1
    # A place that leaves the picture ends at its edge.
    mark = '<span class="mark" style="left:10.0%;top:50.0%;width:50.0%;height:100.0%"><b>5</b>'
    assert mark in page
    assert page.count('class="mark"') == 2


@pytest.mark.parametrize(
    "data", [b"", b"<svg onload='alert(1)'/>", b"\x89PNG\r\n\x1a\n", png(0, 1)]
)
def test_a_picture_that_is_missing_or_none_costs_only_itself(
    tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = report(tmp_path / "report", (), {5: data, 9: png()})

    assert main(["guide", str(place)]) == 2

    printed = capsys.readouterr()
    assert printed.out == "15 steps: see wiwb-guide.html\n"
    assert printed.err.startswith(f"walk: {place} lacks the picture of step 5, or")
    assert printed.err.count("\n") == 1
    page = Path("wiwb-guide.html").read_text(encoding="utf-8")
    assert (page.count("<img"), page.count('<th scope="row">')) == (1, 15)


@pytest.mark.parametrize(
    "data",
    [png(1, 0), png()[:20], png().replace(b"IHDR", b"IDAT"), png() + bytes(4_000_000)],
    ids=["no height", "cut off", "no head", "too large"],
)
def test_what_is_no_picture_of_a_walk_is_not_shown(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "step-01.png"
    place.write_bytes(data)

    assert read_picture(place, ()) is None


def test_a_link_to_a_picture_and_one_that_cannot_be_read_are_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, link = tmp_path / "step-01.png", tmp_path / "step-02.png"
    place.write_bytes(png())
    link.symlink_to(place)
    shown = read_picture(place, [PastMark(-20, 50, 100, 50)])
    linked = read_picture(link, ())

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    refused = read_picture(place, ())

    assert (linked, refused) == (None, None)
    # A place that begins outside of the picture begins at its edge.
    assert shown
    assert shown.badges == (Badge(0.0, 50.0, 50.0, 50.0),)


def test_a_report_may_be_named_by_its_file(tmp_path: Path) -> None:
    place = report(tmp_path, (), {9: png()})

    assert handout(place / "walk.json") == handout(place)


def test_a_picture_that_has_no_end_is_not_read(tmp_path: Path) -> None:
    place = report(tmp_path, (), {5: png()})
    picture = place / "step-05.png"
    picture.unlink()
    os.mkfifo(picture)

    assert handout(place).missing == (5,)


@pytest.mark.parametrize("kind", ["live", "training", "mock"])
def test_no_name_and_no_picture_of_a_real_person_is_in_it(tmp_path: Path, kind: str) -> None:
    named = replace(FIELD, kind=DriftKind.REWORDED, what="text", screen="verification")
    named = replace(
        named, documented="Do you want to link these accounts?", observed="Link Jo Roe?"
    )
    steps = [
        StepResult(11, "", Verdict.DRIFTED, None, "It is of Jo Roe.", [WRONG, named]),
        drifted(10, WRONG),
    ]
    place = report(tmp_path, steps, {9: png(), 11: png(color=7), 12: png(color=8)}, kind=kind)

    found = handout(place)
    page = html(found)

    is_mock = kind == "mock"
    assert found.missing == ()
    assert page.count("<img") == (3 if is_mock else 1)
    assert ("Roe" in page, "Lee" in page) == (is_mock, is_mock)


def test_the_reason_of_a_step_that_names_people_is_in_no_guide(tmp_path: Path) -> None:
    step = StepResult(11, "", Verdict.BLOCKED, Cause.SITE, "It is of Jo Roe.")

    found = html(handout(report(tmp_path, [step], kind="live")))

    assert "Roe" not in found


def test_two_runs_of_the_same_walk_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    steps = [drifted(6, UTILITIES)]
    for name, later in (("one", 0), ("other", 5)):
        when = STARTED + timedelta(days=later)
        report(tmp_path / name, steps, {9: png()}, started=when, seconds=1.0 + later, website=name)

    written: dict[str, list[bytes]] = {"html": [], "md": []}
    for kind, files in written.items():
        for name in ("one", "other"):
            assert main(["guide", name, "--format", kind, "--out", f"guide.{kind}"]) == 0
            files.append(Path(f"guide.{kind}").read_bytes())

    for one, other in written.values():
        assert one == other
    assert b"(guide-pictures/step-09.png)" in written["md"][0]
    assert Path("guide-pictures/step-09.png").read_bytes() == png()


def test_a_guide_in_markdown_without_pictures_has_no_folder_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report(tmp_path / "report")

    assert main(["guide", "report", "--format", "md"]) == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["report", "wiwb-guide.md"]


def test_the_pictures_of_a_guide_in_markdown_are_beside_it_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "elsewhere" / "our guide (new), 100%.md"
    place.parent.mkdir()
    run = report(tmp_path / "report", (), {9: png()})

    assert main(["guide", str(run), "--format", "md", "--out", str(place)]) == 0

    page = MarkdownIt().render(place.read_text(encoding="utf-8"))
    (address,) = re.findall(r'<img src="([^"]*)"', page)
    assert (place.parent / unquote(address)).read_bytes() == png()


HOSTILE = [
    "</p><script>alert(1)</script>",
    "red \x1b[31m \x00",
    "![x](https://evil.example/x.png) [link](javascript:alert(1))",
    "~~ ** `code` # | <b>bold</b> &lt; https://evil.example www.evil.example a@b.example",
    "{{ 7 * 7 }}",
    "turned \u202eround \N{ARABIC LETTER ALEF} \N{WRENCH}",
    "x" * 10_000,
    "- one\n\n# two",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_site_stay_words_in_the_guide(tmp_path: Path, words: str) -> None:
    found = handout(
        report(
            tmp_path,
            [
                drifted(6, replace(UTILITIES, observed=words)),
                drifted(9, replace(REMOVED, documented=words, region=words)),
            ],
        )
    )

    page, text = html(found), markdown(found, str)
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert len(page) < 40_000
    for each in (page, rendered):
        assert "<script" not in each
        assert "<img" not in each
        assert 'evil.example/x.png"' not in each
        assert "<b>bold" not in each
        assert ">49<" not in each
        assert "\x1b" not in each
    assert "<a " not in rendered
    assert rendered.count("<h1>") == 1


def test_the_page_runs_nothing_and_asks_nobody(tmp_path: Path) -> None:
    page = html(handout(report(tmp_path, (), {5: png()})))

    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in page
    assert "<script" not in page
    assert "<link" not in page


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a b c", "a b c", "a b c"),
        ("Select A now", "Select B C now", "Select -A+B C now"),
        ("", "x", "+x"),
        ("a", "", "-a"),
    ],
)
def test_only_the_words_that_differ_are_marked(old: str, new: str, told: str) -> None:
    signs = {"same": "", "old": "-", "new": "+"}

    assert "".join(f"{signs[each.kind]}{each.words}" for each in pieces(old, new)) == told


def test_a_guide_that_has_changed_since_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.toml"
    text = (GUIDES / "wiwb.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('"Utilities"', '"Other"'), encoding="utf-8")
    place = report(tmp_path / "report", [drifted(5, UTILITIES)])

    arguments = ["guide", str(place), "--guide", str(own), "--out", str(tmp_path / "out.html")]
    assert main(arguments) == 2
    assert "is not as it was at the walk" in capsys.readouterr().err
    assert not (tmp_path / "out.html").exists()


def test_a_guide_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = report(tmp_path / "report")

    assert main(["guide", str(place), "--out", str(tmp_path / "none" / "guide.html")]) == 2
    assert "cannot be written (No such file or directory)" in capsys.readouterr().err


def test_a_full_disk_is_no_mistake_of_who_writes_a_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    place = report(tmp_path / "report")
    monkeypatch.setattr(Path, "write_text", refuse)

    assert main(["guide", str(place), "--out", str(tmp_path / "guide.html")]) == 3
    assert "this machine said: No space left on device" in capsys.readouterr().err


@pytest.mark.browser
def test_a_pdf_is_tagged_and_of_the_size_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = report(tmp_path / "report", [drifted(6, UTILITIES)], {9: png()})
    written = []

    # A thread of its own, since the pytest plugin may have started Playwright in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        for name in ("one.pdf", "other.pdf"):
            arguments = ["guide", str(place), "--format", "pdf", "--out", name]
            assert thread.submit(main, arguments).result() == 0
            written.append(Path(name).read_bytes())

    one, other = written
    assert one.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in one
    assert b"/MarkInfo <</Type /MarkInfo\n/Marked true>>" in one
    assert b"/MediaBox [0 0 612 792]" in one
    assert one == other

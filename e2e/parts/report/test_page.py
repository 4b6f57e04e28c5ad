"""The page of a report, as readers meet it: in a mail, on a phone, in the dark, on paper."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

from e2e.parts.readable import Theme, check_readable
from e2e.parts.report.reports import (
    RENAMED,
    SIZE,
    WALKS,
    blocked,
    changed,
    drifted,
    passing,
    withheld,
    written,
)
from walk.guide.model import Guide
from walk.report.files import write_report
from walk.results import Mark, StepResult, Verdict, WalkResult

pytestmark = pytest.mark.usefixtures("far_from_utc")

LONG = "word " * 2_000
MARKUP = "<script>document.title='taken'</script><img src=x onerror=alert(1)>{{ 7 * 7 }}</style>"
RIGHT_TO_LEFT = "\u202eevil \u05e9\u05dc\u05d5\u05dd"
EMOJI = "\N{FAMILY}\N{VARIATION SELECTOR-16}" * 200


@pytest.mark.sample(2)
@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("drifted", "light"),
        ("blocked", "dark"),
        ("drifted", "dark"),
        ("passing", "light"),
        ("passing", "dark"),
        ("blocked", "light"),
        ("withheld", "light"),
        ("withheld", "dark"),
    ],
)
def test_everybody_can_use_a_report(
    page: Page, tmp_path: Path, guide: Guide, name: str, theme: Theme
) -> None:
    page.goto(written(WALKS[name](guide), guide, tmp_path).as_uri())

    check_readable(page, theme)


@pytest.mark.sample(4)
@pytest.mark.one_engine
@pytest.mark.parametrize("name", WALKS)
@pytest.mark.parametrize("wide", [320, 1280])
def test_no_report_scrolls_sideways(
    page: Page, tmp_path: Path, guide: Guide, name: str, wide: int
) -> None:
    page.set_viewport_size({"width": wide, "height": 700})

    page.goto(written(WALKS[name](guide), guide, tmp_path).as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= wide


@pytest.mark.one_engine
def test_a_report_is_whole_by_itself_and_runs_nothing(
    page: Page, tmp_path: Path, guide: Guide
) -> None:
    alone = tmp_path / "mail" / "attached.html"
    alone.parent.mkdir()
    alone.write_bytes(written(drifted(guide), guide, tmp_path).read_bytes())
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)

    page.goto(alone.as_uri())

    pictures = page.locator("img")
    expect(pictures).to_have_count(7)
    for picture in pictures.all():
        expect(picture).to_have_js_property("naturalWidth", SIZE[0])
    assert [each[:5] for each in asked if not each.startswith("data:")] == ["file:"]
    expect(page.locator("script, iframe, object, link")).to_have_count(0)
    assert alone.stat().st_size < 1_500_000


@pytest.mark.one_engine
def test_the_first_screen_is_the_answer(page: Page, tmp_path: Path, guide: Guide) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(written(drifted(guide), guide, tmp_path).as_uri())

    answer = page.get_by_role("heading", level=1)
    expect(answer).to_contain_text("Step 5 differs: the menu item is now called Utility Tools")
    cells = page.get_by_role("navigation", name="Steps").get_by_role("link")
    expect(cells).to_have_text(
        [*("1A", "2A", "3C", "4A", "5D", "6D"), *(f"{at}R" for at in range(7, 16))]
    )
    expect(cells.nth(4)).to_have_accessible_name("Step 5: Differs")
    for shown in (answer, cells.last, page.locator(".first img"), page.get_by_text("walk patch")):
        expect(shown).to_be_in_viewport()
    cells.nth(4).click()
    expect(page.locator("#step-5")).to_be_in_viewport()


@pytest.mark.one_engine
def test_a_step_shows_what_differs_within_the_words_and_on_the_picture(
    page: Page, tmp_path: Path, guide: Guide
) -> None:
    page.goto(written(drifted(guide), guide, tmp_path).as_uri())

    step = page.locator("#step-5")
    expect(step.get_by_role("heading")).to_have_text(guide.steps[4].action)
    expect(step.locator(".verdict")).to_have_text("Differs")
    first = step.locator(".difference").first
    expect(first.locator(".documented del")).to_have_text("ies")
    expect(first.locator(".observed ins")).to_have_text("y Tools")
    expect(step.locator(".difference").nth(1).locator(".documented")).to_have_text("nothing")
    picture, mark = (step.locator(each).bounding_box() for each in ("img", ".mark"))
    assert picture
    assert mark
    scale = picture["width"] / SIZE[0]
    assert mark["x"] - picture["x"] == pytest.approx(100 * scale, abs=3)
    assert mark["width"] == pytest.approx(120 * scale, abs=5)
    expect(step.locator(".badge")).to_have_text("5")
    # A number of two digits stays on one line, however narrow the control is.
    assert step.locator(".badge").evaluate("(each) => getComputedStyle(each).textWrapMode") == (
        "nowrap"
    )
    expect(step.locator("figcaption")).to_contain_text("The red outline is what differs.")
    expect(page.locator("#step-3 .difference")).to_contain_text(
        "Place: menu bar. Accepted by Jane until 2027-01-01."
    )
    expect(page.locator("#step-3 .verdict")).to_have_text("Differs as accepted")


def look(walk: WalkResult, guide: Guide, folder: Path) -> tuple[str, str]:
    """Return the class and the words of what heads a report."""
    text = written(walk, guide, folder).read_text(encoding="utf-8")
    found = re.search(r'<span class="verdict (\w+)">([^<]+)</span> <strong>', text)
    assert found
    return found[1], found[2]


def test_only_what_was_seen_as_a_whole_is_headed_by_green(tmp_path: Path, guide: Guide) -> None:
    seen = passing(guide)
    left = [replace(step, verdict=Verdict.NOT_REACHED) for step in seen.steps[6:]]
    part = replace(seen, steps=(*seen.steps[:6], *left), asked_for=(1, 6))
    nothing = replace(
        seen, steps=tuple(replace(each, verdict=Verdict.WITHHELD) for each in seen.steps)
    )
    enough = replace(withheld(guide), required=0)

    assert look(seen, guide, tmp_path) == ("good", "As documented")
    assert look(part, guide, tmp_path) == ("partly", "Only a part was checked")
    assert look(enough, guide, tmp_path) == ("partly", "Only a part was checked")
    assert look(nothing, guide, tmp_path) == ("unknown", "Nothing was checked")
    assert look(withheld(guide), guide, tmp_path) == ("unknown", "The walk could not tell")
    assert look(blocked(guide), guide, tmp_path) == ("unknown", "The walk could not tell")
    assert look(drifted(guide), guide, tmp_path) == ("bad", "The site differs from the guide")


def test_a_step_that_was_not_reached_says_why_and_took_no_time(
    tmp_path: Path, guide: Guide
) -> None:
    walk = changed(drifted(guide), 15, verdict=Verdict.NOT_NEEDED, seconds=0.001)

    text = written(walk, guide, tmp_path).read_text(encoding="utf-8")

    assert text.count("The walk ended at step 15.") == 8
    assert text.count("0.25 s") == 6
    assert "0.00 s" not in text
    for identifier in ("not_reached", "as_documented", "not_needed"):
        assert identifier not in text


def test_a_report_says_how_it_was_made(tmp_path: Path, guide: Guide) -> None:
    text = written(drifted(guide), guide, tmp_path).read_text(encoding="utf-8")

    made = text[text.index("How it was made") :]
    for fact in (
        "python -m walk follow wiwb --scenario drift:renamed:utilities",
        "wiwb.toml (SHA-256 0123456789abcdef",
        "near (live) at https://www.a.test/",
        "<dd><bdi>drift:renamed:utilities</bdi></dd>",
        "1 to 15 of 15",
        "chromium 1",
        "0.1.0",
        "2026-01-02 03:04:05 UTC, 1.0 s; the machine&#39;s clock is at UTC+01:00",
    ):
        assert fact in made


def test_what_was_ignored_and_what_a_recording_has_is_said(tmp_path: Path, guide: Guide) -> None:
    recorded = replace(RENAMED, against="recording")
    walk = changed(drifted(guide), 5, drifts=[recorded], ignored=[replace(RENAMED, observed="Aid")])

    text = written(walk, guide, tmp_path).read_text(encoding="utf-8")

    assert re.search("Ignored: <bdi>renamed link .menu bar.: .*observed &#39;Aid&#39;</bdi>", text)
    (words,) = re.findall(r"<dt>The ([^<]+)</dt>", text[text.index('id="step-5"') :])[:1]
    assert words == "recording has"


def test_outlines_of_the_same_words_name_them_once(tmp_path: Path, guide: Guide) -> None:
    marks = [Mark("missing", at, 10, 120, 24, words="Help") for at in (10, 400)]

    text = written(changed(drifted(guide), 5, marks=marks), guide, tmp_path).read_text("utf-8")

    plain = re.sub(r"<[^>]*>", "", text)
    assert "The dashed outlines are where Help should have been." in plain


def test_a_picture_that_is_gone_is_named(tmp_path: Path, guide: Guide) -> None:
    walk = changed(drifted(guide), 2, screenshot=None)

    assert write_report(walk, guide, tmp_path) is None

    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "The picture of step 1 is missing: step-01.png cannot be read." in text
    assert "The picture of step 2" not in text


@pytest.mark.one_engine
@pytest.mark.parametrize("words", [LONG, MARKUP, RIGHT_TO_LEFT, EMOJI, "x" * 10_000])
def test_whatever_a_site_says_stays_words_and_in_its_place(
    page: Page, tmp_path: Path, guide: Guide, words: str
) -> None:
    walk = drifted(guide)
    hostile = replace(RENAMED, observed=words, documented=words[::-1], region=words, remark=words)
    for number in (5, 6):
        lists = {"drifts": [hostile], "notes": [words], "documented": [words]}
        walk = changed(walk, number, **lists, reason=words, url=words)
    page.set_viewport_size({"width": 320, "height": 700})
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))

    page.goto(written(walk, guide, tmp_path).as_uri())

    assert page.title().startswith("The site differs from the guide")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("script")).to_have_count(0)
    expect(page.locator("#step-5 .reason")).to_have_text(words.strip())
    assert dialogs == []
    # What stands behind keeps its own direction.
    expect(page.locator("#step-7 .verdict")).to_have_text("Not reached")


@pytest.mark.one_engine
def test_a_printed_report_keeps_its_colors_and_its_pictures(
    page: Page, tmp_path: Path, guide: Guide
) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(written(drifted(guide), guide, tmp_path).as_uri())

    cell = page.locator(".strip a").first
    assert page.evaluate("getComputedStyle(document.body).printColorAdjust") == "exact"
    # Paper is white, whatever the screen is.
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert cell.evaluate("(each) => getComputedStyle(each).color") == "rgb(255, 255, 255)"
    expect(page.locator("img").last).to_be_visible()


def test_a_step_of_no_picture_has_none(tmp_path: Path, guide: Guide) -> None:
    steps = tuple(StepResult(step.number, step.action) for step in guide.steps)

    text = written(replace(passing(guide), steps=steps), guide, tmp_path).read_text("utf-8")

    assert "<img" not in text
    assert "is missing" not in text


@pytest.mark.one_engine
def test_a_step_that_differs_has_its_last_good_picture_beside_it(
    page: Page, tmp_path: Path, guide: Guide
) -> None:
    walk = changed(drifted(guide), 5, good_screenshot="step-05-good.png")
    place = written(walk, guide, tmp_path)
    os.utime(tmp_path / "step-05-good.png", (0, 1_767_308_400))
    write_report(walk, guide, tmp_path)
    page.goto(place.as_uri())

    step = page.locator("#step-5")

    expect(step.get_by_role("img", name="The screen at step 5")).to_be_visible()
    expect(step.get_by_role("img", name="Step 5 when it was last as documented")).to_be_visible()
    expect(step.get_by_text("when it was last as documented, on 2026-01-01.")).to_be_visible()
    expect(page.locator("#step-6").get_by_role("img")).to_have_count(1)
    assert Axe().run(page).violations_count == 0
    places = "(all) => all.map((each) => each.getBoundingClientRect()).map(({ x, y }) => [x, y])"
    (left, top), (other, same) = step.locator("figure").evaluate_all(places)
    assert (left < other, top == same) == (True, True)
    page.set_viewport_size({"width": 320, "height": 700})
    (left, top), (same, below) = step.locator("figure").evaluate_all(places)
    assert (left == same, top < below) == (True, True)


@pytest.mark.one_engine
def test_what_is_missing_is_outlined_where_it_should_have_been(
    page: Page, tmp_path: Path, guide: Guide
) -> None:
    walk = drifted(guide)
    here = [Mark("missing", 400, 10, 120, 24, words=words) for words in ("Reports", "<b>Help</b>")]
    # Further down than the picture shows.
    beyond = Mark("missing", 10, SIZE[1] + 10, 120, 24, words="Search")
    walk = changed(walk, 5, marks=[*walk.steps[4].marks, here[0]])
    walk = changed(walk, 6, marks=[*here, beyond])
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(written(walk, guide, tmp_path).as_uri())

    both, two = page.locator("#step-5 figcaption"), page.locator("#step-6 figcaption")

    expect(both).to_have_text(
        "The screen before the action. The red outline is what differs. "
        "The dashed outline is where Reports should have been."
    )
    expect(two).to_have_text(
        "The screen before the action. "
        "The dashed outlines are where Reports and <b>Help</b> should have been."
    )
    dashed = page.locator("#step-5 .mark.missing")
    expect(dashed).to_have_css("border-top-style", "dashed")
    expect(dashed).to_have_text("5")
    expect(page.locator("#step-6 .mark")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert Axe().run(page).violations_count == 0

"""The page that a run of the tests leaves for people."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from e2e.suite.test_suite import OPTIONS, Suite, options_for, suite
from e2e.walks.run import ROOT
from walk.guide.reader import read_guide

__all__ = ["suite"]

FAILS = """
from pathlib import Path

@pytest.fixture
def output_path(tmp_path):
    yield str(tmp_path)
    # A picture and a trace are kept when all of a test has ended.
    (tmp_path / "test-failed-1.png").write_bytes(b"a picture")
    (tmp_path / "trace.zip").touch()
    (tmp_path / "outline-1.yaml").write_text('- button "<i>Go</i>"', encoding="utf-8")

@pytest.mark.proves("11-names")
def test_that_fails(output_path): assert "<b>this</b>" == "that"
@pytest.mark.proves("12-submit")
def test_that_passes(): pass
@pytest.mark.skip
def test_that_is_left_out(): pass
"""


def left(suite: Suite, *arguments: str) -> Path:
    """Run a small suite, and return the page that it leaves."""
    loaded = ("traceability", "failures", "suite_report")
    suite.options = options_for("xdist", *(f"e2e.plugins.{name}" for name in loaded))
    suite.add(FAILS)

    ran = suite.run("--suite-report", "reports/suite.html", *arguments, "tests")

    place = suite.config.parent / "reports" / "suite.html"
    assert f"For people: {place}" in ran.stdout.str()
    return place


@pytest.mark.parametrize("arguments", [[], ["-n", "1"]])
def test_a_run_leaves_a_page_of_what_failed_and_what_is_proved(
    suite: Suite, arguments: list[str]
) -> None:
    text = left(suite, *arguments).read_text(encoding="utf-8")

    assert "1 of 3 tests failed" in text
    assert "1 passed, 1 were skipped; 1 of" in text
    assert text.count("data:image/png;base64,YSBwaWN0dXJl") == 1
    assert re.search(r"python -m playwright show-trace [^<]+/trace.zip</code>", text)
    assert text.count("- button &#34;&lt;i&gt;Go&lt;/i&gt;&#34;") == 1
    assert "&lt;b&gt;this&lt;/b&gt;" in text
    assert "<b>this" not in text
    says = {each.id: each.says for each in read_guide("wiwb").statements}
    assert "test_that_fails: failed" in text
    assert "(12-submit)" in text
    assert f"step 11: {says['11-names']}" in text


@pytest.mark.one_engine
def test_a_browser_test_that_fails_shows_its_step_its_words_and_what_was_seen(
    suite: Suite, page: Page
) -> None:
    shutil.copy(ROOT / "conftest.py", suite.config.parent)
    suite.options = (*OPTIONS, "-p", "e2e.plugins.leak_scan", "-p", "e2e.plugins.suite_report")
    # It waits in vain for a field that is not there.
    suite.change(expect={"timeout": 1500})
    suite.add(
        "@pytest.mark.proves('9-credentials')\n"
        "def test_form(page, context, court, attorney):\n"
        "    from e2e.guide import shortcuts\n"
        "    shortcuts.signed_on(context, court, attorney.pacer)\n"
        "    form = shortcuts.link_form(page, court)\n"
        "    form.enter('CM/ECF login', attorney.pacer.password)\n"
        "    form.enter('CM/ECF user', 'x')\n"
    )

    ran = suite.run_apart(
        *("--browser", "chromium", "--screenshot", "only-on-failure", "tests"),
        *("--suite-report", "reports/suite.html"),
    )

    folder = suite.config.parent
    shown = ran.stdout.str()
    assert "Step 9: The current CM/ECF login and password of this court are to be entered." in shown
    assert "Expected the field 'CM/ECF user' at http://ecf.wiwb.uscourts.localhost:" in shown
    assert "there is 'CM/ECF login', 'CM/ECF password' instead." in shown
    assert "/cgi-bin/LinkAccount.pl" in shown.partition("What the court saw last")[2]
    kept = {path.name for path in (folder / "test-results").rglob("*.*")}
    assert kept == {"trace.zip", "test-failed-1.png", "outline-1.yaml"}
    page.goto((folder / "reports" / "suite.html").as_uri())
    expect(page.get_by_role("img")).to_have_js_property("naturalWidth", 1280)
    page.get_by_text("The outline of page 1 when ").click()
    # Some passwords stand in quotation marks there.
    expect(page.locator("details pre")).to_contain_text(
        re.compile(r'- textbox: "?\[PACER password of ')
    )
    trace = page.get_by_role("link", name="The trace of tests/test_0.py::test_form")
    place = Path(unquote(urlsplit(str(trace.evaluate("(link) => link.href"))).path))
    assert place.is_file()
    expect(page.locator("code")).to_have_text(
        f".venv/bin/python -m playwright show-trace {place.relative_to(folder)}"
    )


def test_a_page_that_cannot_be_written_is_told_in_one_sentence(suite: Suite) -> None:
    (suite.config.parent / "reports").write_text("a file", encoding="utf-8")
    suite.options = options_for("e2e.plugins.suite_report")
    suite.add("def test_it(): pass")

    ran = suite.run("--suite-report", "reports/suite.html", "tests")

    assert ran.ret == pytest.ExitCode.OK
    assert "No page of this run was written (" in ran.stdout.str()


@pytest.mark.one_engine
def test_everybody_can_use_that_page(page: Page, suite: Suite) -> None:
    page.set_viewport_size({"width": 320, "height": 700})

    page.goto(left(suite).as_uri())

    expect(page.get_by_role("heading", level=1)).to_have_text("1 of 3 tests failed")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

"""The suite itself: its answers to bad input, to gaps, and to a test that fails."""

import json
import re
import shutil
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from e2e.plugins.engines import NO_BROWSER
from e2e.plugins.traceability import ALL_PROOFS
from e2e.walks.run import ROOT
from walk.guide.reader import read_guide
from walk.settings.config import CONFIG_PATH

ENGINES = ("chromium", "firefox", "webkit")
PLUGINS = (
    *("xdist", "pytest_timeout", "pytest_playwright.pytest_playwright"),
    *(
        f"e2e.plugins.{name}"
        for name in ("engines", "traceability", "failures", "hangs", "durations")
    ),
)


def options_for(*plugins: str) -> tuple[str, ...]:
    """Return what loads these plugins and no other: each start of a process is quicker by it."""
    return ("-p", "no:cacheprovider", *(word for name in plugins for word in ("-p", name)))


OPTIONS = options_for(*PLUGINS)
SETTINGS = """
[tool.pytest.ini_options]
testpaths = ["tests"]
markers = [
    "browser: needs one", "one_engine: one will do", "proves(id): proves it", "guide: a main walk",
    "walk: walks",
]
"""


class Suite:
    """A small suite that uses the plugins of this one."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester
        self.options: Sequence[str] = OPTIONS
        self.config = pytester.path / CONFIG_PATH
        shutil.copy(ROOT / CONFIG_PATH, self.config)
        (pytester.path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
        (pytester.path / "tests").mkdir()

    def add(self, tests: str) -> None:
        """Give it a module of tests."""
        number = len(list((self._pytester.path / "tests").iterdir()))
        path = self._pytester.path / "tests" / f"test_{number}.py"
        path.write_text(f"import pytest\n{tests}", encoding="utf-8")

    def change(self, **changes: Any) -> None:  # noqa: ANN401 whatever a JSON file may hold
        """Change top-level keys of its configuration."""
        document = json.loads(self.config.read_text(encoding="utf-8"))
        self.config.write_text(json.dumps(document | changes), encoding="utf-8")

    def run(self, *arguments: str) -> pytest.RunResult:
        """Run it in this process, which is quick; with `-n 1` its tests run in another one."""
        with pytest.MonkeyPatch.context() as patch:
            # Playwright collects soft assertions once; the small suite needs its own collection.
            patch.setattr("playwright._impl._assertions._soft_errors", None)
            return self._pytester.runpytest_inprocess(*self.options, *arguments)

    def run_apart(self, *arguments: str) -> pytest.RunResult:
        """Run it in a separate process, which tests that start browsers or processes need."""
        return self._pytester.run(sys.executable, "-m", "pytest", *self.options, *arguments)


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Suite:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return Suite(pytester)


@pytest.mark.parametrize(
    ("arguments", "changes", "answer"),
    [
        (["-m", "step16"], {}, "There is no marker 'step16': choose step1 to step15, or another"),
        (["-m", "step3 and fast"], {}, "There is no marker 'fast': choose step1 to step15, or"),
        (["--browser", "webkit"], {}, "This machine has no webkit for the browser 'webkit'; run"),
        (["--browser", "opera"], {}, "argument --browser: invalid choice: 'opera' (choose from"),
        ([], {"projects": []}, "`projects` in {config} is []; it should have at least 1 item"),
        (
            ["--browser", "chromium"],
            {"projects": [{"name": "a"}]},
            "There is no browser 'chromium'",
        ),
    ],
)
def test_bad_input_is_answered_in_one_sentence(
    suite: Suite,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    changes: dict[str, Any],
    answer: str,
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(suite.config.parent / "none"))
    suite.add("def test_nothing(): pass")
    suite.change(**changes)

    ran = suite.run(*arguments)

    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    assert answer.format(config=suite.config) in ran.stderr.str()
    assert len([line for line in ran.errlines if line.startswith("ERROR: ")]) <= 1
    assert "Traceback" not in ran.stderr.str()


@pytest.mark.parametrize(
    "tests",
    ["", "@pytest.mark.skip\ndef test_it(): pass", "def test_it(): pytest.skip('not today')"],
    ids=["no test", "a test left out", "a test that skips itself"],
)
def test_a_run_in_which_nothing_ran_is_not_green(suite: Suite, tests: str) -> None:
    suite.add(tests)

    ran = suite.run("tests")

    assert ran.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "No test passed, so nothing is proved." in ran.outlines


def test_an_engine_that_is_missing_is_skipped_with_how_to_get_it(
    suite: Suite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(suite.config.parent / "none"))
    suite.add("def test_a_page(page): pass\ndef test_no_page(): pass")
    suite.change(projects=[{"name": "webkit", "use": {"browserName": "webkit"}}])

    ran = suite.run("-rs", "tests")

    ran.assert_outcomes(passed=1, skipped=1)
    (skipped,) = (line for line in ran.outlines if line.startswith("SKIPPED"))
    assert "This machine has no webkit for the browser 'webkit'; run" in skipped
    (missing,) = (line for line in ran.outlines if line.startswith("Engine webkit did not run."))
    assert missing.endswith("`python -m walk browser --browser webkit`.")


def test_a_check_is_proved_able_to_fail_on_one_engine_only(suite: Suite) -> None:
    suite.add("@pytest.mark.one_engine\ndef test_seeded(page): pass\ndef test_it(page): pass")
    suite.add(
        "one = pytest.param(1, marks=pytest.mark.one_engine)\n"
        "@pytest.mark.parametrize('number', [one, 2])\ndef test_number(page, number): pass"
    )

    ran = suite.run("--collect-only", "-q", "tests")

    collected = {line.partition("::")[2] for line in ran.outlines if "::" in line}
    assert collected == {
        *("test_seeded[chromium]", "test_number[chromium-1]"),
        *(f"test_it[{engine}]" for engine in ENGINES),
        *(f"test_number[{engine}-2]" for engine in ENGINES),
    }
    # Only the further engines of a single case are made and left out again.
    assert "8/10 tests collected (2 deselected)" in ran.stdout.str()


def test_a_cell_that_is_called_like_a_page_of_a_browser_is_refused(suite: Suite) -> None:
    suite.add("@pytest.mark.parametrize('page', ['<p>'])\ndef test_it(page): pass")

    ran = suite.run("tests")

    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    assert "has a cell called 'page', for which pytest takes it for a test" in ran.stderr.str()


def test_tests_of_further_engines_come_first_so_that_one_process_starts_them(suite: Suite) -> None:
    suite.options = options_for(*PLUGINS, "pytest_randomly")
    suite.add("def test_no_page(): pass\ndef test_a_page(page): pass")
    suite.add("def test_another(): pass\ndef test_another_page(page): pass")

    ran = suite.run("--collect-only", "-q", "tests")

    order = [line for line in ran.outlines if "::" in line]
    further = [line for line in order if "[firefox]" in line or "[webkit]" in line]
    assert (len(order), order[:4]) == (8, further)


def test_where_no_browser_is_asked_for_tests_are_not_made_for_every_engine_and_case(
    suite: Suite,
) -> None:
    suite.add(
        "@pytest.mark.parametrize('number', range(3))\n"
        "def test_a_page(page, number): pass\n"
        "def test_no_page(): pass"
    )

    ran = suite.run("-m", f"{NO_BROWSER} and not walk", "tests")

    ran.assert_outcomes(passed=1, deselected=1)


@pytest.mark.parametrize("arguments", [[], ["-m", ALL_PROOFS]], ids=["all", "all that proves"])
def test_a_whole_run_fails_if_a_statement_is_not_proved(suite: Suite, arguments: list[str]) -> None:
    first, second, *others = [statement.id for statement in read_guide("wiwb").statements]
    suite.add(f"@pytest.mark.proves(*{others})\ndef test_most(): pass")
    suite.add(f"@pytest.mark.proves('{first}')\ndef test_one(): pytest.skip('not today')")

    ran = suite.run(*arguments)

    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    gaps = [line for line in ran.outlines if line.startswith("No test proves")]
    assert [gap.split("'")[1] for gap in gaps] == [first, second]


@pytest.mark.parametrize(
    "arguments", [["tests"], ["-k", "most"], ["-m", "proves"], ["-n", "1"]], ids=" ".join
)
def test_a_run_that_proves_all_or_leaves_something_out_on_purpose_is_green(
    suite: Suite, arguments: list[str]
) -> None:
    suite.options = options_for("xdist", "e2e.plugins.traceability")
    ids = [statement.id for statement in read_guide("wiwb").statements]
    proved = ids if arguments == ["-n", "1"] else ids[1:]
    suite.add(f"@pytest.mark.proves(*{proved})\ndef test_most(): pass")

    ran = suite.run(*arguments)

    assert ran.ret == pytest.ExitCode.OK
    is_whole = arguments == ["-n", "1"]
    assert ("What the guide states, and what proves it" in ran.stdout.str()) == is_whole


def test_a_run_of_all_that_proves_loads_no_other_module(suite: Suite) -> None:
    suite.add("raise ValueError('loaded')")
    ids = [statement.id for statement in read_guide("wiwb").statements]
    suite.add(f"@pytest.mark.proves(*{ids})\ndef test_all(): pass")
    suite.add("@pytest.mark.guide\ndef test_walk(): pass")

    ran = suite.run("-m", ALL_PROOFS)

    ran.assert_outcomes(passed=2)
    assert ran.ret == pytest.ExitCode.OK


def test_tests_are_chosen_by_the_step_that_they_prove(suite: Suite) -> None:
    suite.add("@pytest.mark.proves('7-group')\ndef test_group(): pass\ndef test_other(): pass")

    ran = suite.run("-m", "step7")

    ran.assert_outcomes(passed=1, deselected=1)


def test_a_test_that_proves_what_the_guide_does_not_state_is_refused(suite: Suite) -> None:
    suite.add("@pytest.mark.proves('7-gruop')\ndef test_group(): pass")

    ran = suite.run()

    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    assert "test_group proves '7-gruop', which is no statement of the guide" in ran.stderr.str()


# A test that hangs: run apart, because an inner clock would stop the clock of the outer test


def test_a_test_that_hangs_fails_and_shows_where(suite: Suite) -> None:
    suite.options = options_for("pytest_timeout", "e2e.plugins.hangs")
    suite.add(
        """
import threading

def wait_for_nothing(ended):
    ended.wait()

@pytest.mark.timeout(0.5)
def test_that_hangs():
    ended = threading.Event()
    thread = threading.Thread(target=wait_for_nothing, args=[ended])
    thread.start()
    try:
        thread.join()
    finally:
        ended.set()

def test_after_it():
    pass
"""
    )

    ran = suite.run_apart("tests")

    ran.assert_outcomes(failed=1, passed=1)
    shown = ran.stdout.str()
    assert "Failed: Timeout (>0.5s) from pytest-timeout." in shown
    assert ">           thread.join()" in shown
    assert "in wait_for_nothing" in shown


def test_a_teardown_that_hangs_after_a_failure_ends_its_process_and_shows_where(
    suite: Suite,
) -> None:
    """pytest-timeout alone stops its clock at the failure, so this run would never end."""
    suite.options = options_for("xdist", "pytest_timeout", "e2e.plugins.hangs")
    suite.add(
        """
import threading

@pytest.fixture
def browser_that_does_not_close():
    yield
    threading.Event().wait()

@pytest.mark.timeout(20)
def test_that_fails(browser_that_does_not_close):
    assert False

def test_after_it():
    pass
"""
    )

    ran = suite.run_apart("-n", "1", "-o", "timeout_teardown=0.5", "tests")

    assert "crashed while running 'tests/test_0.py::test_that_fails'" in ran.stdout.str()
    assert " in browser_that_does_not_close" in ran.stderr.str()
    assert re.search(r"\b2 failed, 1 passed\b", ran.outlines[-1])


def test_every_test_of_this_suite_has_a_limit(pytestconfig: pytest.Config) -> None:
    limits = [float(pytestconfig.getini(name)) for name in ("timeout", "timeout_teardown")]

    assert all(0 < limit <= 300 for limit in limits)


# Where the time went


def test_the_end_of_a_run_names_the_slowest_tests_and_the_time_by_folder(suite: Suite) -> None:
    suite.options = options_for("xdist", "e2e.plugins.durations")
    suite.add(
        """
import threading

@pytest.fixture
def slow_at_both_ends():
    threading.Event().wait(0.2)
    yield
    threading.Event().wait(0.2)

def test_slowest(slow_at_both_ends): pass

def test_slow(): threading.Event().wait(0.3)

@pytest.mark.parametrize("number", range(9))
def test_quick(number): pass
"""
    )

    ran = suite.run("-n", "1", "tests")

    shown = ran.stdout.str().partition("where the time went")[2]
    assert re.search(r"^ +[01]\.\d s in 11 tests of tests$", shown, re.MULTILINE)
    named = re.findall(r"^ +(\d\.\d) s tests/test_0\.py::(\w+)", shown, re.MULTILINE)
    assert [name for _, name in named][:2] == ["test_slowest", "test_slow"]
    assert float(named[0][0]) >= 0.4
    assert len(named) == 10


# The tests that failed last


def test_what_failed_last_is_run_again_and_is_no_whole_run(
    suite: Suite, pytester: pytest.Pytester
) -> None:
    # With the plugin that remembers what failed.
    _, _, *suite.options = options_for("xdist", "e2e.plugins.traceability")
    suite.add("def test_it(): assert False\ndef test_other(): pass")

    first = suite.run()
    # A file of the same length and second would be taken for the one that is compiled already.
    changed = "def test_it(): pass\n\ndef test_other(): assert False"
    (pytester.path / "tests" / "test_0.py").write_text(changed, encoding="utf-8")
    again = suite.run("-n", "1", "--last-failed")

    first.assert_outcomes(failed=1, passed=1)
    again.assert_outcomes(passed=1)
    assert again.ret == pytest.ExitCode.OK
    assert "No test proves" not in again.stdout.str()


def test_what_is_run_before_a_push_is_all_that_proves_a_statement() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    (recipe,) = re.findall(r"^test-guide:.*\n\t(.*)$", makefile, re.MULTILINE)
    assert f'-m "{ALL_PROOFS}"' in recipe

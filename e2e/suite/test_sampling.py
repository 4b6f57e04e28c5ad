"""What a run leaves to `--all`: further cases of a test, and tests for the night."""

import pytest

from e2e.suite.test_suite import options_for

# The engines of these tests are words, which pytest-playwright would replace by real ones.
OPTIONS = ("-p", "no:playwright", *options_for("e2e.plugins.sampling"))
SETTINGS = '[tool.pytest.ini_options]\nmarkers = ["sample(n): some", "nightly(why): none"]\n'
TESTS = """
import pytest

@pytest.mark.sample(2)
@pytest.mark.parametrize("browser_name", ["one", "other"])
@pytest.mark.parametrize("number", range(4))
def test_sampled(number, browser_name): pass

@pytest.mark.sample(other=1)
@pytest.mark.parametrize("browser_name", ["one", "other"])
@pytest.mark.parametrize("number", range(2))
def test_sampled_in_one_engine(number, browser_name): pass

@pytest.mark.nightly("test_whole proves the kind")
def test_at_night(): pass

@pytest.mark.parametrize("number", range(3))
def test_whole(number): pass
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """Two tests with a sample, of four cases and of three, one test for the night, three others."""
    (pytester.path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    pytester.makepyfile(test_it=TESTS)
    return pytester


def test_a_run_has_the_first_cases_of_each_engine_and_says_what_it_leaves_out(
    suite: pytest.Pytester,
) -> None:
    ran = suite.runpytest_inprocess(*OPTIONS, "-v")

    ran.assert_outcomes(passed=10, deselected=6)
    tests = [
        line.split()[0].partition("::")[2]
        for line in ran.outlines
        if line.endswith("]") and "test_sampled" in line
    ]
    assert sorted(tests) == [
        *(f"test_sampled[{case}]" for case in ("0-one", "0-other", "1-one", "1-other")),
        *(f"test_sampled_in_one_engine[{case}]" for case in ("0-one", "0-other", "1-one")),
    ]
    assert "6 cases and tests run only with --all, as in `make test-all`." in ran.outlines


def test_all_cases_run_on_request_and_nothing_is_said(suite: pytest.Pytester) -> None:
    ran = suite.runpytest_inprocess(*OPTIONS, "--all")

    ran.assert_outcomes(passed=16)
    assert not any("--all" in line for line in ran.outlines)


@pytest.mark.parametrize("named", ["test_sampled[3-one]", "test_at_night"])
def test_what_somebody_names_runs(suite: pytest.Pytester, named: str) -> None:
    suite.runpytest_inprocess(*OPTIONS, f"test_it.py::{named}").assert_outcomes(passed=1)

"""Runs the tests on every engine of the configuration, and says which engines ran."""

import os
from collections import Counter
from collections.abc import Generator, Iterator

import pytest

from walk.browser.find import find_browser
from walk.errors import UsageError
from walk.settings.config import CONFIG_PATH, Config, read_config

ENGINE = "engine"
"""The property of a test's report that names the engine on which it ran, with its version."""

NO_BROWSER = "not browser"
"""The part of a choice by markers that leaves out all tests that need an engine."""


def pytest_configure(config: pytest.Config) -> None:
    """Run on every engine of the configuration, unless `--browser` names some."""
    asked: list[str] = config.option.browser or []
    try:
        configured = read_config(config.rootpath / CONFIG_PATH)
        if asked:
            # If you name an engine, you do not want a run without it.
            _find_all(configured, asked, headed=config.option.headed)
        known = [project.name for project in configured.projects]
        if NO_BROWSER in (config.option.markexpr or ""):
            # The tests that are left out are made once then, and not once for each engine.
            known = known[:1]
        missing = _missing(configured, asked or known, headed=config.option.headed)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None
    config.option.browser = asked or known
    config.pluginmanager.register(Engines(config.option.browser, missing), "engines")


def pytest_xdist_auto_num_workers() -> int:
    """Run one more test at a time than there are processors, since each waits now and then."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> Generator[None, object, object]:
    """Make no case that no run would have: a third of the time of collecting goes into them.

    A test that is left out because it needs a browser has one case, and not all. One that needs
    only one engine has its cases on the first engine of this machine.
    """
    option, marks = metafunc.config.option, metafunc.definition.own_markers
    if NO_BROWSER in (option.markexpr or "") and "browser_name" in metafunc.fixturenames:
        marks[:] = [mark for mark in marks if mark.name != "parametrize"]
    engines: Engines | None = metafunc.config.pluginmanager.get_plugin("engines")
    is_for_one = metafunc.definition.get_closest_marker("one_engine") is not None
    if engines is None or engines.first is None or not is_for_one:
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(option, "browser", [engines.first])
        return (yield)


def _find_all(configured: Config, names: list[str], *, headed: bool) -> None:
    for name in names:
        find_browser(configured.project(name), headed=headed)


def _missing(configured: Config, names: list[str], *, headed: bool) -> dict[str, str]:
    """Return the engines that this machine does not have, each with how to get it."""
    missing = {}
    for name in names:
        try:
            _find_all(configured, [name], headed=headed)
        except UsageError as error:
            missing[name] = str(error)
    return missing


class Engines:
    """Skips the tests of missing engines, and says at the end which engines ran."""

    def __init__(self, names: list[str], missing: dict[str, str]) -> None:
        self._missing = missing
        self.first = next((name for name in names if name not in missing), None)
        self._ran: Counter[str] = Counter()
        self._passed = 0

    # As a wrapper it has the last word on the order, after it was made a random one.
    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> Iterator[None]:
        """Skip the tests of a missing engine, and put those of further engines first."""
        left_out = set()
        for item in items:
            name = _engine_of(item)
            if name is None:
                continue
            item.add_marker("browser")
            _check_cells(item)
            if name in self._missing:
                item.add_marker(pytest.mark.skip(reason=self._missing[name]))
            # A single case of a test may say so too.
            if name != self.first and item.get_closest_marker("one_engine"):
                left_out.add(item)
        if left_out:
            config.hook.pytest_deselected(items=[*left_out])
            items[:] = [item for item in items if item not in left_out]
        yield
        # A process takes its tests from the front, and others take from its end what it has left.
        # So one process starts the further engines, and no other has to.
        items.sort(key=lambda item: _engine_of(item) in {None, self.first})

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        """Note the engine of a test that is about to run."""
        browser = getattr(item, "funcargs", {}).get("browser")
        if browser is not None:
            item.user_properties.append((ENGINE, f"{browser.browser_type.name} {browser.version}"))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the tests that ran, in this process or another."""
        if report.when == "call":
            self._passed += report.passed
            self._ran.update(str(value) for name, value in report.user_properties if name == ENGINE)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Never let a run be green if nothing ran."""
        nothing_ran = exitstatus == pytest.ExitCode.OK and not self._passed
        if nothing_ran and not session.config.option.collectonly and not _is_worker(session.config):
            session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which engines ran, and how to get those that did not."""
        for engine, tests in sorted(self._ran.items()):
            terminalreporter.write_line(f"Engine {engine}: {tests} tests.")
        for name, reason in self._missing.items():
            terminalreporter.write_line(f"Engine {name} did not run. {reason}")
        if not self._passed and not terminalreporter.config.option.collectonly:
            terminalreporter.write_line("No test passed, so nothing is proved.")


def _engine_of(item: pytest.Item) -> str | None:
    """Return the name of the engine that a test runs on, if it needs one."""
    call = getattr(item, "callspec", None)
    name: str | None = call.params.get("browser_name") if call else None
    return name


def _check_cells(item: pytest.Item) -> None:
    """Refuse a test that runs on every engine only by the name of a cell of its table."""
    call = getattr(item, "callspec", None)
    for name in ("page", "context", "browser"):
        if call and name in call.params:
            raise pytest.UsageError(
                f"{item.nodeid} has a cell called {name!r}, for which pytest takes it for a test "
                "of a browser and runs it on every engine; give the cell another name."
            )


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")

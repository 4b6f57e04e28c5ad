"""Connects tests with the statements of the guide: markers for steps, a table, and no gap."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.console import Console
from rich.table import Table

from walk.guide.model import Guide
from walk.guide.reader import read_guide

PROVES = "proves"
"""The marker and the property of a test's report that names a statement."""

_WORDS_OF_EXPRESSIONS = {"and", "or", "not", "True", "False"}
_CHOOSES = ("keyword", "markexpr", "deselect", "lf", "ignore", "ignore_glob", "collectonly")
"""The options by which a run leaves tests out."""
ALL_PROOFS = "proves or guide"
"""The choice of `make test-guide`, which leaves out nothing that proves a statement."""
_MARKED = re.compile(rb"\bmark\.(?:proves|guide)\b")


def pytest_configure(config: pytest.Config) -> None:
    """Let you choose tests by the step that they prove (`-m step7`), and refuse unknown markers."""
    guide = read_guide("wiwb")
    for step in guide.steps:
        config.addinivalue_line("markers", f"step{step.number}: {step.action}")
    known = [re.split(r"[:(]", line)[0].strip() for line in config.getini("markers")]
    for name in re.findall(r"[A-Za-z_]\w*", config.option.markexpr or ""):
        if name not in known and name not in _WORDS_OF_EXPRESSIONS:
            raise pytest.UsageError(
                f"There is no marker {name!r}: choose step1 to step{len(guide.steps)}, or another "
                "one of `pytest --markers`."
            )
    config.pluginmanager.register(Traceability(guide), "traceability")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Load no module without a proof where only proofs run: to load all takes as long as those."""
    if config.option.markexpr != ALL_PROOFS or not collection_path.is_file():
        return None
    is_test = collection_path.name.startswith("test_")
    return True if is_test and not _MARKED.search(collection_path.read_bytes()) else None


class Proof(NamedTuple):
    """A statement of the guide, and what proves it."""

    id: str
    step: str
    says: str
    result: str
    tests: list[tuple[str, str]]


class Traceability:
    """Collects the results of the tests of every statement."""

    def __init__(self, guide: Guide) -> None:
        self._statements = {statement.id: statement.says for statement in guide.statements}
        self._steps = {
            statement.id: f"step{step.number}"
            for step in guide.steps
            for statement in step.statement
        }
        self._results: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Mark each test with the steps whose statements it proves."""
        for item in items:
            for id_ in _proves(item):
                if id_ not in self._statements:
                    raise pytest.UsageError(
                        f"{item.nodeid} proves {id_!r}, which is no statement of the guide: "
                        "name one of guides/wiwb.toml."
                    )
                item.user_properties.append((PROVES, id_))
                if id_ in self._steps:
                    item.add_marker(self._steps[id_])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collect the result of a test, whichever process ran it."""
        if report.when == "call" or report.outcome != "passed":
            test = report.nodeid.partition("[")[0].rpartition("/")[2]
            for name, id_ in report.user_properties:
                if name == PROVES:
                    self._results[str(id_)][test].add(report.outcome)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Fail a run of all such tests in which some statement was not proved."""
        if exitstatus == pytest.ExitCode.OK and is_whole(session.config) and self._unproved():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print statements, tests and results."""
        if not is_whole(terminalreporter.config):
            return
        table = Table(title="What the guide states, and what proves it")
        table.add_column("Statement")
        table.add_column("Result")
        table.add_column("Tests", overflow="fold")
        for id_ in self._statements:
            tests = self._results[id_]
            table.add_row(id_, self._result(id_), "\n".join(sorted(tests)))
        console = Console(width=120, color_system=None)
        with console.capture() as captured:
            console.print(table)
        terminalreporter.write_line(captured.get())
        for id_ in self._unproved():
            terminalreporter.write_line(f"No test proves {id_!r}: {self._statements[id_]}")

    def rows(self) -> list[Proof]:
        """Return every statement with its result and with the tests that ran for it."""
        return [
            Proof(
                id_,
                self._steps.get(id_, "the guide"),
                says,
                self._result(id_),
                [(test, ", ".join(sorted(each))) for test, each in self._results[id_].items()],
            )
            for id_, says in self._statements.items()
        ]

    def _unproved(self) -> list[str]:
        return [id_ for id_ in self._statements if self._result(id_) != "proved"]

    def _result(self, id_: str) -> str:
        """Return the result of the tests of a statement; a skipped one proves nothing."""
        outcomes = set().union(*self._results[id_].values())
        if "failed" in outcomes:
            return "failed"
        return "proved" if "passed" in outcomes else "not proved"


def statements_of(item: pytest.Item, guide: Guide) -> Iterator[str]:
    """Yield the statements that the test proves, with the numbers of their steps."""
    ids = set(_proves(item))
    for step in guide.steps:
        for statement in step.statement:
            if statement.id in ids:
                yield f"Step {step.number}: {statement.says}"
    for statement in (*guide.note, *guide.reminder):
        if statement.id in ids:
            yield statement.says


def is_whole(config: pytest.Config) -> bool:
    """Say whether this runs all that proves something, in the process that prints the results."""
    chooses = any(
        getattr(config.option, name, None)
        for name in _CHOOSES
        if name != "markexpr" or config.option.markexpr != ALL_PROOFS
    )
    from_file = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return from_file and not chooses and not hasattr(config, "workerinput")


def _proves(item: pytest.Item) -> Iterable[str]:
    return [id_ for mark in item.iter_markers(PROVES) for id_ in mark.args]

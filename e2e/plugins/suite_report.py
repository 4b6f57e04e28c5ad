"""Writes a page of a run for people: what the guide states and what proves it, and what failed."""

import os
import shlex
from base64 import b64encode
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from e2e.plugins.failures import KEPT, OUTLINE
from e2e.plugins.traceability import Traceability

OPTION = "--suite-report"
PICTURE = "test-failed-*.png"
"""How pytest-playwright calls the pictures of a failed test."""
MOST_PICTURES = 50
"""So many failures have their pictures and outlines, since a page with hundreds opens nowhere."""
_LONGEST = 20_000
"""So many characters of an outline are shown."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the page."""
    says = "write a page of this run for people: statements of the guide, and what failed"
    parser.addoption(OPTION, metavar="FILE", help=says)


def pytest_configure(config: pytest.Config) -> None:
    """Collect what is shown, in the process that has all results."""
    place = config.getoption(OPTION)
    if place and not hasattr(config, "workerinput"):
        config.pluginmanager.register(SuiteReport(config.rootpath / place), "suite report")


@dataclass
class Failed:
    """A test that failed, and what helps to see why."""

    test: str
    why: str = ""
    sections: list[tuple[str, str]] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    @property
    def traces(self) -> list[Path]:
        """Its traces, which are there only when all of it has ended."""
        return [each for folder in self.folders for each in sorted(folder.glob("*.zip"))]

    @property
    def outlines(self) -> list[str]:
        """The outlines of its pages, each with the address of the page."""
        found = (
            each for folder in self.folders for each in sorted(folder.glob(OUTLINE.format("*")))
        )
        return [_shortened(each.read_text(encoding="utf-8")) for each in found]

    @property
    def pictures(self) -> list[str]:
        """Its pictures, as parts of the page."""
        found = (each for folder in self.folders for each in sorted(folder.glob(PICTURE)))
        return [_inside(each) for each in found]


class SuiteReport:
    """Collects the results of all tests, whichever process ran them."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._outcomes: dict[str, set[str]] = defaultdict(set)
        self._failed: dict[str, Failed] = {}
        self._message = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what came of a part of a test; its texts have no secret in them any more."""
        if report.when == "call" or report.outcome != "passed":
            self._outcomes[report.nodeid].add(report.outcome)
        if report.outcome != "failed":
            return
        failed = self._failed.setdefault(report.nodeid, Failed(report.nodeid))
        failed.why = "\n".join(filter(None, [failed.why, report.longreprtext]))
        failed.sections += [each for each in report.sections if each not in failed.sections]
        kept = [Path(str(folder)) for name, folder in report.user_properties if name == KEPT]
        failed.folders += [each for each in kept if each not in failed.folders]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the page."""
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            self._place.write_text(self._page(session.config), encoding="utf-8", errors="replace")
        except OSError as error:
            self._message = f"No page of this run was written ({error.strerror}): {self._place}"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where it is, or why it is not."""
        terminalreporter.write_line(self._message or f"For people: {self._place}")

    def _page(self, config: pytest.Config) -> str:
        traceability = config.pluginmanager.get_plugin("traceability")
        statements = traceability.rows() if isinstance(traceability, Traceability) else []
        templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        counts = Counter(map(_outcome, self._outcomes.values()))
        return templates.get_template("suite_report.html").render(
            counts=counts,
            total=sum(counts.values()),
            failed=[*self._failed.values()],
            most_pictures=MOST_PICTURES,
            address_of=self._address_of,
            command_for=lambda trace: _show(trace, config.rootpath),
            statements=statements,
            proved=sum(each.result == "proved" for each in statements),
        )

    def _address_of(self, trace: Path) -> str:
        """Return the address of a trace as a link on the page has it."""
        return quote(Path(os.path.relpath(trace, self._place.parent)).as_posix())


def _show(trace: Path, root: Path) -> str:
    """Return the command that shows a trace, to be given in the folder of the project."""
    named = trace.relative_to(root) if trace.is_relative_to(root) else trace
    return f".venv/bin/python -m playwright show-trace {shlex.quote(str(named))}"


def _shortened(outline: str) -> str:
    return outline if len(outline) <= _LONGEST else f"{outline[:_LONGEST]}…"


def _outcome(outcomes: set[str]) -> str:
    """Return what came of a test as a whole: a part of it that failed outweighs the rest."""
    order = ("failed", "passed", "skipped")
    return next((each for each in order if each in outcomes), "rerun")


def _inside(picture: Path) -> str:
    """Return a picture as a part of the page, so that the page can be sent alone."""
    return f"data:image/png;base64,{b64encode(picture.read_bytes()).decode()}"

"""One walk that meets one fault, in a process of its own that cannot go on for ever."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic
from typing import Any

from e2e.courts.faulty import Exchange, FaultyCourt, faulty_court
from e2e.fault_table.crashes import started_by, those_of
from e2e.fault_table.faults import fault, known
from e2e.fault_table.requests import REQUESTS
from e2e.fault_table.wire import EVERYWHERE
from e2e.walks.live import permit_of, place, variables_of
from e2e.walks.run import ROOT, impatient
from walk.safety.credentials import VARIABLES
from walk.settings.config import CONFIG_PATH

SENTENCE = "the accounts may be linked"
REPORT = ("index.html", "walk.json", "junit.xml")
SUBMITS = ("LinkAccount.pl", "LinkVerify.pl")
_AFTERWARDS = 5.0
"""The seconds in which a browser may still end after its walk."""
GRACE = 20.0
"""The seconds that starting, stopping and writing the report may take beside the walk's limit."""


@dataclass(frozen=True)
class Limits:
    """How long a walk may take, in seconds; without them, as the project's configuration says."""

    step: float | None = None
    walk: float | None = None
    page: float | None = None
    """How long a page may take to come."""

    @property
    def use(self) -> dict[str, int]:
        """The settings of the browser."""
        return {} if self.page is None else {"navigationTimeout": round(self.page * 1000)}

    def config(self, folder: Path, court: FaultyCourt) -> Path:
        """Write the configuration of a walk at the court."""
        near = {"near": place(court.served)}
        if self.step is None:
            path = folder / "config.json"
            config = json.loads((ROOT / CONFIG_PATH).read_text(encoding="utf-8"))
            del config["$schema"]
            config["environments"] |= near
        else:
            path = impatient(folder, near, **self.use)
            config = json.loads(path.read_text(encoding="utf-8"))
            config |= {"stepTimeout": round(self.step * 1000)}
        if self.walk is not None:
            config |= {"walkTimeout": round(self.walk * 1000)}
        path.write_text(json.dumps(config), encoding="utf-8")
        return path

    @property
    def last(self) -> float:
        """The seconds after which a walk hangs."""
        return (self.walk or 180.0) + GRACE


@dataclass(frozen=True)
class FaultResult:
    """What a walk said of a fault, and what is true."""

    fault: str
    request: str
    seconds: float
    status: int | None
    """The exit status; None if the walk had to be ended."""
    report: dict[str, Any] | None
    """What walk.json says; None without a whole report."""
    said: tuple[str, ...]
    """Where it is said that the accounts may be linked."""
    links: int
    submits: int
    """How many requests of a Submit on a page of linking came."""
    has_failed: bool
    """Whether the fault came at all."""
    left: int
    """How many processes were left behind."""
    printed: str

    @property
    def stop(self) -> dict[str, Any] | None:
        """The step that stopped the walk."""
        steps = self.report["steps"] if self.report else []
        return next((step for step in steps if step["verdict"] in ("blocked", "drifted")), None)

    @property
    def verdict(self) -> str:
        """The verdict of the step that stopped the walk, or the outcome of the whole."""
        if self.status is None:
            return "HUNG"
        if self.report is None:
            return "no report"
        return str(self.stop["verdict"] if self.stop else self.report["outcome"])

    @property
    def cause(self) -> str:
        """The cause of that step."""
        return str(self.stop["cause"] or "") if self.stop else ""

    @property
    def is_told_rightly(self) -> bool:
        """Whether every part of the report says that the accounts may be linked, if they may."""
        told = (self.report or {}).get("may_be_linked")
        places = len(REPORT) if self.submits else 0
        return told is (self.submits > 0) and len(self.said) == places

    @property
    def wrong(self) -> list[str]:
        """What should not be, in words."""
        if self.status is None or self.report is None:
            return [self.verdict]
        told = f"{self.report.get('may_be_linked')}, told in {', '.join(self.said) or 'no place'}"
        is_done = self.report["outcome"] == "as_documented"
        may = known(self.fault)
        checks = {
            "the fault never came": not self.has_failed,
            "as documented": is_done and not may.may_be_unseen,
            f"the cause is {self.cause}": self.verdict == "blocked"
            and self.cause not in may.causes,
            f"may_be_linked is {told}": not is_done and not self.is_told_rightly,
            f"{self.left} processes are left": self.left > 0,
            f"exit status {self.status}": self.status not in may.statuses,
        }
        return [words for words, is_so in checks.items() if is_so]


@dataclass
class RunningWalk:
    """A walk that runs, at its court."""

    court: FaultyCourt
    process: "subprocess.Popen[str]"
    folder: Path
    started: float

    def result(self, name: str, request: str, last: float) -> FaultResult:
        """Wait for the walk, at most until it hangs, and return what it said."""
        status: int | None
        try:
            printed, _ = self.process.communicate(timeout=last)
            status = self.process.returncode
        except subprocess.TimeoutExpired:
            printed, status = "", None
        seconds = monotonic() - self.started
        files = {each: self.folder / "report" / each for each in REPORT}
        texts = {each: path.read_text("utf-8") for each, path in files.items() if path.is_file()}
        texts["terminal"] = printed
        said = [each for each, text in texts.items() if SENTENCE in " ".join(text.lower().split())]
        return FaultResult(
            name,
            request,
            seconds,
            status,
            json.loads(texts["walk.json"]) if len(texts) > len(REPORT) else None,
            tuple(each for each in said if each != "walk.json"),
            self.court.links,
            sum(each.startswith("POST") and each.endswith(SUBMITS) for each in self.court.asked),
            self.court.failed.is_set(),
            len(self._left()) if status is not None else 0,
            printed,
        )

    def end(self) -> None:
        """End the walk and all that it has started."""
        number = self.process.pid
        every = {number, *started_by(number), *self._those_left()}
        for each in every:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self.process.communicate()

    def _those_left(self) -> list[int]:
        return those_of(self.folder)

    def _left(self) -> list[int]:
        """Return the processes that are there a while after the walk, which may end a bit later."""
        until = monotonic() + _AFTERWARDS
        while (left := self._those_left()) and monotonic() < until:
            Event().wait(0.1)
        return left


@contextmanager
def walking(
    name: str, request: str, folder: Path, limits: Limits, *options: str
) -> Iterator[RunningWalk]:
    """Start a linking walk that meets the fault at the request; end all that it leaves behind."""
    at = REQUESTS[request]
    number: Future[int] = Future()

    def fails_at(asked: Exchange) -> bool:
        return at.is_made_by(asked) or EVERYWHERE in asked.path

    with faulty_court(fails_at, fault(name, number.result)) as court:
        started = monotonic()
        walk = RunningWalk(court, _start(court, folder, limits, options), folder, started)
        number.set_result(walk.process.pid)
        try:
            yield walk
        finally:
            walk.end()


def run_one(name: str, request: str, limits: Limits, *options: str) -> FaultResult:
    """Walk once, and return what the walk said of the fault."""
    with (
        TemporaryDirectory(prefix="fault-") as folder,
        walking(name, request, Path(folder), limits, *options) as walk,
    ):
        return walk.result(name, request, limits.last)


def _start(
    court: FaultyCourt, folder: Path, limits: Limits, options: Sequence[str]
) -> "subprocess.Popen[str]":
    temporary = folder / "temporary"
    temporary.mkdir()
    homes = dict.fromkeys(("TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(temporary))
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    words: list[str | Path] = [sys.executable, "-m", "walk", "follow"]
    words += ["--config", limits.config(folder, court), "--environment", "near"]
    words += ["--out", folder / "report", "--permit-link", permit_of(court.attorney)]
    return subprocess.Popen(
        [*words, *options],
        cwd=ROOT,
        env=kept | homes | variables_of(court.attorney),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )

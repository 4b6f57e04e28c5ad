"""Faults of this machine: a process of the walk's browser ends, or stands still, at a request."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import uniform
from threading import Timer

import psutil

from e2e.courts.faulty import Exchange, Fault

Walker = Callable[[], int]
"""Returns the id of the process that walks."""
Which = Callable[[str], bool]
"""Says of a command line whether the process is meant."""

_PROCESSES: dict[str, Which] = {
    "page": lambda words: "--type=renderer" in words,
    "network": lambda words: "NetworkService" in words,
    # A shell of the system's may stand between the driver and the browser.
    "browser": lambda words: "--user-data-dir=" in words and "--type=" not in words,
    "driver": lambda words: "run-driver" in words,
}
_ACTS = {"end": signal.SIGKILL, "freeze": signal.SIGSTOP}


def started_by(number: int) -> dict[int, str]:
    """Return the processes that a process has started, and those that they have: id and words."""
    found = {}
    with suppress(psutil.NoSuchProcess):
        for process in psutil.Process(number).children(recursive=True):
            # A process may end while the list is read.
            with suppress(psutil.NoSuchProcess):
                found[process.pid] = " ".join(process.cmdline())
    return found


def those_of(folder: Path) -> list[int]:
    """Return the processes that have a folder in their command line or their environment."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if any(
                str(folder) in each for each in (*process.cmdline(), *process.environ().values())
            ):
                found.append(process.pid)
    return found


def sent(number: signal.Signals, which: Which, walker: Walker) -> Fault:
    """Send a signal to some processes of the walk, and let the court answer."""

    def answer(exchange: Exchange) -> None:
        for process, words in started_by(walker()).items():
            with suppress(ProcessLookupError):
                if which(words):
                    os.kill(process, number)
        exchange.send_whole(exchange.court_answers())

    return answer


def _crash(act: str, name: str) -> Callable[[Walker], Fault]:
    return partial(sent, _ACTS[act], _PROCESSES[name])


def stopped(number: signal.Signals, most: float, walker: Walker) -> Fault:
    """Ask the walk itself to end, at some moment in so many seconds, and let the court answer."""

    def stop() -> None:
        # The walk may be over by then.
        with suppress(ProcessLookupError):
            os.kill(walker(), number)

    def answer(exchange: Exchange) -> None:
        timer = Timer(uniform(0, most), stop)
        timer.daemon = True
        timer.start()
        exchange.send_whole(exchange.court_answers())

    return answer


CRASHES = {f"{act} {name}": _crash(act, name) for act in _ACTS for name in _PROCESSES} | {
    name: partial(stopped, number, most)
    for name, number, most in (
        ("Ctrl-C", signal.SIGINT, 1),
        ("Ctrl-C later", signal.SIGINT, 4),
        ("SIGTERM", signal.SIGTERM, 1),
        ("SIGTERM later", signal.SIGTERM, 4),
    )
}

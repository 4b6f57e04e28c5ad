"""Every walk ends with a report, whatever fails: the network, the court, a page or the browser.

`make fault-table` tries every fault at every request.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import uniform
from threading import Event

import pytest

from e2e.fault_table.requests import REQUESTS
from e2e.fault_table.run_one import FaultResult, Limits, run_one, walking

# What a process does when it is ended is the same in every engine.
pytestmark = [
    pytest.mark.walk,
    pytest.mark.one_engine,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for browsers in /proc"),
]

EARLY = Limits(step=4, walk=60)
"""For what the first page does: it comes within a second."""
SHORT = Limits(step=6, walk=60)
"""For what waits in vain; no step before it takes as long, unless the machine is very busy."""
LATE = Limits(step=15, walk=90)
"""The same after the verification, where a walk freezes the page and reads its picture."""
LONG = Limits(step=60, walk=120)
"""For what is ended before its time."""
TO_END = 12.0
"""The seconds that may pass from a step's limit to its end: the watchdog tries three ways."""
SECONDS = 120.0

# Of each table `make test` has the first ones.
HANGS = ("sign-on POST", "home", "sign-on script", "menu script")
"""A page, a part of a page, a form, and a word to a script; `make fault-table` tries them all."""
NETWORK = {
    "cut chunk": "home",
    "unconnected": "home",
    "drip head": "home",
    "closed": "sign-on POST",
    "done, then hang": "second Submit",
    "429": "menu script",
    "403": "sign-on POST",
}
"""Faults of the network, each at a request that shows it."""
DOWN = {"504": "login.pl"}
PAGE = {
    "loop": "home",
    "loop in head": "home",
    "loop at click": "home",
    "alert loop": "home",
}
"""Faults of a page that does not let go, each at a request that shows it."""
HARMLESS = ("no Promise", "no setTimeout", "endless picture")
"""What the home page does that need not keep a walk from going on."""
BROWSER = {"freeze driver": "main", "end page": "main", "end browser": "confirmation"}


def ends_well(met: FaultResult, limits: Limits = SHORT) -> bool:
    """Say whether a walk ended in its time and told what is true; print what it said."""
    print(met.printed)
    step = met.stop["seconds"] if met.stop else 0
    return met.has_failed and met.wrong == [] and step < (limits.step or 0) + TO_END


@pytest.mark.nightly("test_causes.py: what answers in place of a court is no difference")
@pytest.mark.parametrize("request_name", HANGS)
def test_a_court_that_never_answers_ends_a_walk(request_name: str) -> None:
    met = run_one("hang", request_name, SHORT)

    assert ends_well(met)
    assert (met.verdict, met.cause, met.status) == ("blocked", "transport", 3)
    assert met.stop
    assert met.stop["number"] in REQUESTS[request_name].steps


@pytest.mark.nightly("e2e/parts/follow/test_causes.py: each error has its cause; incomplete pages")
@pytest.mark.parametrize(("name", "request_name"), NETWORK.items())
def test_a_network_that_fails_is_told_as_such(name: str, request_name: str) -> None:
    limits = LATE if request_name == "second Submit" else SHORT
    met = run_one(name, request_name, limits)

    assert ends_well(met, limits)
    assert (met.verdict, met.cause, met.status) == ("blocked", "transport", 3)


@pytest.mark.nightly("test_causes.py: a site that is down is no difference")
@pytest.mark.parametrize(("name", "request_name"), DOWN.items())
def test_a_court_that_is_down_is_told_as_such(name: str, request_name: str) -> None:
    met = run_one(name, request_name, SHORT)

    assert ends_well(met)
    assert (met.verdict, met.cause, met.status) == ("blocked", "maintenance", 3)


@pytest.mark.sample(1)
@pytest.mark.parametrize(("name", "request_name"), PAGE.items())
def test_a_page_that_does_not_let_go_ends_a_walk(name: str, request_name: str) -> None:
    met = run_one(name, request_name, EARLY)

    assert ends_well(met, EARLY)
    assert (met.verdict, met.cause, met.status) == ("blocked", "site", 1)


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", HARMLESS)
def test_what_a_page_breaks_for_itself_ends_no_walk_without_a_report(name: str) -> None:
    assert ends_well(run_one(name, "home", SHORT, "--until", "2"))


@pytest.mark.nightly(
    "test_walk.py: a browser that dies; e2e/parts/browser/test_watchdog.py: one that hangs"
)
@pytest.mark.parametrize(("name", "request_name"), BROWSER.items())
def test_a_browser_that_ends_or_stands_still_leaves_a_report(name: str, request_name: str) -> None:
    limits = LATE if request_name == "confirmation" else SHORT
    met = run_one(name, request_name, limits)

    assert ends_well(met, limits)
    assert (met.verdict, met.status) == ("blocked", 3)


def by_terminal(process: int) -> None:
    """Send what Ctrl-C sends: SIGINT to every process of the terminal."""
    os.killpg(process, signal.SIGINT)


def by_manager(process: int) -> None:
    """Send what a manager of processes sends to end one of them."""
    os.kill(process, signal.SIGTERM)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.nightly("e2e/parts/commands/test_bad_input.py: a walk that is stopped leaves a report")
@pytest.mark.parametrize(
    ("name", "request_name", "end"),
    [
        ("loop", "home", by_terminal),
        ("hang", "home", by_manager),
        ("hang", "confirmation", by_terminal),
        ("loop", "home", by_manager),
    ],
)
def test_a_walk_that_is_ended_from_outside_leaves_a_report(
    tmp_path: Path, name: str, request_name: str, end: Callable[[int], None]
) -> None:
    moment = uniform(0, 1.5)
    print(f"Ended {moment:.2f} s after the request.")
    with walking(name, request_name, tmp_path, LONG) as walk:
        assert walk.court.failed.wait(SECONDS)
        Event().wait(moment)

        end(walk.process.pid)
        met = walk.result(name, request_name, SECONDS / 2)

    print(met.printed)
    assert (met.verdict, met.cause) == ("blocked", "ours")
    assert met.is_told_rightly
    assert met.left == 0

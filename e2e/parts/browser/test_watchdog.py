"""The limits on what a page may hold up."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import psutil
import pytest
from playwright._impl import _greenlets, _sync_base

from e2e.walks.run import driver, follow
from walk.browser import watchdog
from walk.browser.watchdog import LimitPassed, Watchdog

_LONG = 30.0


@pytest.fixture
def browser_of(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program with a child, whose command line names a profile as a browser's does."""
    child = (
        "import subprocess, sys; "
        f"subprocess.run([sys.executable, '-c', 'input()', {str(tmp_path)!r}])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", child, tmp_path / "profile"], stdin=subprocess.PIPE
    ) as program:
        yield program
        program.kill()


def test_a_browser_is_ended_with_all_that_it_started(
    tmp_path: Path, browser_of: subprocess.Popen[bytes]
) -> None:
    started = monotonic()

    with pytest.raises(LimitPassed, match=r"longer than 0\.5 s"), Watchdog(tmp_path).limit(0.5):
        browser_of.wait(_LONG)

    assert monotonic() - started < _LONG / 2
    assert browser_of.returncode == -signal.SIGKILL
    assert [
        process
        for process in psutil.Process().children(recursive=True)
        if process.status() != psutil.STATUS_ZOMBIE and str(tmp_path) in process.cmdline()
    ] == []


def test_what_ends_in_time_goes_on(tmp_path: Path, browser_of: subprocess.Popen[bytes]) -> None:
    dog = Watchdog(tmp_path)

    with dog.limit(_LONG):
        with pytest.raises(LimitPassed), dog.limit(0.01):
            Event().wait(0.2)
        assert not dog.has_ended_it

    assert isinstance(browser_of.wait(_LONG), int)


def test_a_wait_of_ours_gives_more_time(tmp_path: Path) -> None:
    dog = Watchdog(tmp_path)

    with dog.limit(0.5):
        dog.allow(_LONG)
        Event().wait(1)
        assert not dog.has_ended_it


def test_work_of_our_own_counts_for_no_limit_and_ends_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "_GRACE_SECONDS", 0.1)
    dog = Watchdog(tmp_path)
    started = monotonic()

    def work() -> None:
        with dog.limit(0.2):
            with dog.own_work():
                Event().wait(0.5)
            assert not dog.has_ended_it
            Event().wait(_LONG)

    with pytest.raises(LimitPassed):
        work()
    assert monotonic() - started < _LONG / 2


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="Windows cannot do this")
def test_our_own_code_is_interrupted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "_GRACE_SECONDS", 0.1)
    # As in a job in the background.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    started = monotonic()
    try:
        with pytest.raises(LimitPassed), Watchdog(tmp_path).limit(0.2):
            Event().wait(_LONG)
    finally:
        signal.signal(signal.SIGINT, before)
    assert monotonic() - started < _LONG / 2


@pytest.mark.walk
def test_no_call_into_a_browser_is_made_without_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver()
    dogs: list[Watchdog] = []
    unlimited: list[str] = []
    calls = 0
    make, wait = Watchdog.__init__, _greenlets.wait_for_future

    def made(dog: Watchdog, folder: Path) -> None:
        make(dog, folder)
        dogs.append(dog)

    def waiting(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if not any(dog._limits for dog in dogs):
            frame = sys._getframe(1)
            while frame.f_back and "playwright" in frame.f_code.co_filename:
                frame = frame.f_back
            unlimited.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        return wait(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Watchdog, "__init__", made)
    # All calls of Playwright that wait for its driver wait here.
    monkeypatch.setattr(_sync_base, "wait_for_future", waiting)
    ran = follow(
        tmp_path / "report",
        *("--from", "9", "--scenario", "menu-until-cleared"),
        evidence=True,
        profile=True,
    )

    assert ran.status == 0
    assert calls > 100
    assert unlimited == []

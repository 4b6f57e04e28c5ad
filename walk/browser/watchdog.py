"""The watchdog: whatever a page does, no call into its browser outlasts a limit.

Several calls of Playwright have no time-out of their own (`count`, `evaluate`), and a page may keep
any of them waiting. So a thread of this process, which no page can hold up, ends the browser.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

_GRACE_SECONDS = 2.0
"""How long each way to end a call may take before the next one is tried."""
_LOOK_SECONDS = 0.5
"""How long a limit is waited for before it is asked again, since it may have been moved."""
_OWN_SECONDS = 60.0
"""The most time that one piece of work of our own can have."""
_INTERRUPTION = getattr(signal, "SIGUSR2", None)
"""Not the signal of Ctrl-C: a job in the background ignores that, and a report holds it back."""


class LimitPassed(Exception):
    """What was done in the browser took longer than it may, and the browser was ended."""

    def __init__(self, seconds: float) -> None:
        """Say how many seconds the limit allowed."""
        super().__init__(f"it took longer than {seconds:g} s")
        self.seconds = seconds


class Watchdog:
    """Ends one browser, and in the end the driver that started it.

    It knows the browser by a folder on its command line, and the driver, unless others use it too,
    by the same folder as its place for temporary files.
    """

    def __init__(self, folder: Path) -> None:
        """Watch the browser whose profile is in that folder, and the driver at home there."""
        self._folder = str(folder)
        self._limits: list[_Limit] = []

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """End the browser if this block takes longer, and raise `LimitPassed` at its end."""
        limit = _Limit(seconds)
        ways = (self._end_browser, self._end_driver, _interrupter())
        thread = Thread(target=limit.watch, args=(ways,), daemon=True)
        self._limits.append(limit)
        thread.start()
        try:
            yield
        except BaseException as error:
            if limit.is_passed:
                raise LimitPassed(seconds) from error
            raise
        finally:
            self._limits.remove(limit)
            limit.is_over.set()
            thread.join()
        if limit.is_passed:
            raise LimitPassed(seconds)

    @property
    def has_ended_it(self) -> bool:
        """Whether a limit has passed in which the walk still is."""
        return any(limit.is_passed for limit in self._limits)

    def allow(self, seconds: float) -> None:
        """Give every limit more time, for a wait of ours that is no page's fault."""
        for limit in self._limits:
            limit.ends += seconds

    @contextmanager
    def own_work(self) -> Iterator[None]:
        """Give every limit the time that this block takes, for work of ours that asks no page."""
        started = monotonic()
        self.allow(_OWN_SECONDS)
        try:
            yield
        finally:
            self.allow(monotonic() - started - _OWN_SECONDS)

    def _end_browser(self) -> None:
        for browser in self._browsers():
            _end(browser)

    def _end_driver(self) -> None:
        import psutil  # noqa: PLC0415 a walk that ends nothing does not need it

        for process in psutil.Process().children():
            with suppress(psutil.Error):
                if process.environ().get("TMPDIR") == self._folder:
                    _end(process)

    def _browsers(self) -> "Iterator[psutil.Process]":
        import psutil  # noqa: PLC0415 the same

        for process in psutil.Process().children(recursive=True):
            # One that has just ended has no command line any more.
            with suppress(psutil.Error):
                if any(self._folder in argument for argument in process.cmdline()):
                    yield process


class _Limit:
    """One limit, and the thread that watches it."""

    def __init__(self, seconds: float) -> None:
        self.ends = monotonic() + seconds
        self.is_over = Event()
        self.is_passed = False

    def watch(self, ways: tuple[Callable[[], None], ...]) -> None:
        """Wait for the end of the block; if that comes too late, try each way to end it."""
        while (left := self.ends - monotonic()) > 0:
            if self.is_over.wait(min(left, _LOOK_SECONDS)):
                return
        self.is_passed = True
        for end in ways:
            end()
            if self.is_over.wait(_GRACE_SECONDS):
                return


def _end(process: "psutil.Process") -> None:
    """End a process and all that it started; none of them is asked."""
    import psutil  # noqa: PLC0415 the same

    with suppress(psutil.Error):
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                each.kill()


def _interrupter() -> Callable[[], None]:
    """Return what interrupts this thread as Ctrl-C does, in case it is our own code that hangs."""
    waiting = current_thread()
    # Python lets a signal interrupt its main thread alone, and Windows has none of these.
    if waiting is not main_thread() or _INTERRUPTION is None:
        return lambda: None
    signal.signal(_INTERRUPTION, signal.default_int_handler)
    return partial(signal.pthread_kill, waiting.ident or 0, _INTERRUPTION)

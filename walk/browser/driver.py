"""Playwright's driver: the program that stands between a walk and its browser."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.sync_api import Playwright, sync_playwright

from pages.reading import reader  # noqa: F401 it registers its engine for drivers to come
from walk.folders import temporary_folder

StartDriver = Callable[[Path], AbstractContextManager[Playwright]]
"""Starts Playwright, with its temporary files in a folder."""

CLOSING_SECONDS = 20.0
"""How long a browser or its driver may take to close before it is ended."""
_KEPT_BACK = re.compile(r"DEBUG(_FILE)?|(PACER|CMECF|PERMIT|NOTIFY)_\w+")
"""Credentials, tokens of services, and what makes Playwright log all that each call is given."""
_TEMPORARY = ("TMPDIR", "TMP", "TEMP")


class Driver(AbstractContextManager["Driver"]):
    """The driver of one walk, and the temporary folder that it shares with the browser."""

    playwright: Playwright
    folder: Path

    def __init__(self, start: StartDriver) -> None:
        """Start the driver by `start` as soon as one is inside."""
        self._start = start
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        """Start the driver."""
        with ExitStack() as opening:
            self.folder = opening.enter_context(temporary_folder())
            self.playwright = opening.enter_context(self._start(self.folder))
            self._opened = opening.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the driver, and delete its folder."""
        self.close()

    def close(self) -> None:
        """End the driver unless it has ended, and delete its folder."""
        from walk.browser.watchdog import Watchdog  # noqa: PLC0415 the driver starts before this

        # One that was ended from outside cannot be closed.
        with suppress(Exception), Watchdog(self.folder).limit(CLOSING_SECONDS):
            self._opened.close()


@contextmanager
def start_driver(folder: Path) -> Iterator[Playwright]:
    """Start Playwright with its temporary files in the folder: if killed, it leaves them behind.

    Another thread may read the environment meanwhile, except for what is kept back.
    """
    before = {name: os.environ.get(name) for name in _TEMPORARY}
    before |= {name: os.environ.pop(name) for name in [*os.environ] if _KEPT_BACK.fullmatch(name)}
    os.environ.update(dict.fromkeys(_TEMPORARY, str(folder)))
    with ExitStack() as stack:
        try:
            playwright = stack.enter_context(sync_playwright())
        finally:
            for name in _TEMPORARY:
                del os.environ[name]
            os.environ.update({name: value for name, value in before.items() if value is not None})
        yield playwright

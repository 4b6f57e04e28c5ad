"""The program itself: `python -m walk`, or `court-walk` where it is installed."""

import gc
import io
import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from walk.commands.parser import main
from walk.results import ExitStatus

if TYPE_CHECKING:
    from walk.commands.run_walk import Launchers


def run(launchers: "Launchers | None" = None) -> int:
    """Run the command line of this process; return the exit status."""
    # What is imported is never garbage: looking for some costs a sixth of the time of an import.
    gc.disable()
    # Playwright leaves tasks behind when it is interrupted, and asyncio would report each.
    logging.getLogger("asyncio").disabled = True
    # A process that is ended by a signal, as in CI, leaves no browser and no folder behind either.
    for ending in ("SIGTERM", "SIGHUP"):
        # Windows has no terminal that hangs up, and `nohup` has the signal ignored already.
        number = getattr(signal, ending, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    _open_what_is_closed()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        # A test may have put another in its place.
        if isinstance(stream, io.TextIOWrapper):
            setattr(sys, name, _Stream(stream))
    try:
        status = main(launchers=launchers)
    except SystemExit as left:
        # This is how `--help` and wrong usage end.
        status = int(left.code or 0)
    error = sys.stdout.error if isinstance(sys.stdout, _Stream) else None
    # A reader that has seen enough, such as `head`, closes the pipe, which is no failure.
    if error and not isinstance(error, BrokenPipeError):
        print(f"walk: the output cannot be written ({error.strerror}).", file=sys.stderr)
        return ExitStatus.UNDETERMINED
    return status


def _open_what_is_closed() -> None:
    """Give this process what the shell closed (`>&-`), so that no other file gets its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # The system gives the lowest number that is free.
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            stream = open(os.devnull, "r" if number == 0 else "w", encoding="utf-8")  # noqa: PTH123, SIM115 it lives as long as the process
            setattr(sys, name, stream)


class _Stream(io.TextIOWrapper):
    """A standard stream that never ends a walk: not by a closed pipe, a full disk or a letter."""

    error: OSError | None = None

    def __init__(self, stream: io.TextIOWrapper) -> None:
        encoding = stream.encoding
        # Each line leaves at once, so what cannot be written is known at the end.
        super().__init__(stream.detach(), encoding, "backslashreplace", line_buffering=True)

    def write(self, text: str) -> int:
        with self._goes_on():
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with self._goes_on():
            super().flush()

    @contextmanager
    def _goes_on(self) -> Iterator[None]:
        """Note an error; what comes after it goes nowhere."""
        try:
            yield
        except OSError as error:
            self.error = error
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())


if __name__ == "__main__":
    sys.exit(run())

"""Ctrl-C and what ends a process like it: at once, but not in the middle of a report."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

_SIGNALS = [
    number
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if (number := getattr(signal, name, None)) is not None
]


class Interruptions:
    """Raises `KeyboardInterrupt` for a signal, as long as they are not held back."""

    def __init__(self) -> None:
        self._are_held_back = False

    def hold_back(self) -> None:
        """Let what is about to end by itself end: it is quick, and must not be lost."""
        self._are_held_back = True

    def let_through(self) -> None:
        """Raise for a signal again, since something else begins."""
        self._are_held_back = False

    def take(self, number: int, frame: FrameType | None) -> None:
        """Handle a signal."""
        if not self._are_held_back:
            signal.default_int_handler(number, frame)


@contextmanager
def interruptions() -> Iterator[Interruptions]:
    """Give what holds signals back until the end of this block."""
    taken = Interruptions()
    # Python gives signals to its main thread alone; what is ignored stays so.
    numbers = [
        number
        for number in _SIGNALS
        if current_thread() is main_thread()
        and signal.getsignal(number) is signal.default_int_handler
    ]
    for number in numbers:
        signal.signal(number, taken.take)
    try:
        yield taken
    finally:
        for number in numbers:
            signal.signal(number, signal.default_int_handler)

"""What the court remembers for a while: sessions, sign-ons in progress, tries of strangers."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping
from datetime import datetime, timedelta
from threading import RLock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Memory(MutableMapping[str, Kept], Generic[Kept]):
    """Keeps things until nobody has asked for them for a time, and at most so many of them.

    Like the records it serves the court's thread and the test's.
    """

    def __init__(self, now: Callable[[], datetime], time: timedelta, most: int) -> None:
        """Keep each thing for `time` after its last use; of more than `most` the oldest goes."""
        self._now, self._time, self._most = now, time, most
        # In the order of their last use, so that what has run out is always in front.
        self._kept: OrderedDict[str, tuple[Kept, datetime]] = OrderedDict()
        self._lock = RLock()

    def __getitem__(self, key: str) -> Kept:
        with self._lock:
            thing, used = self._kept[key]
            now = self._now()
            if now - used >= self._time:
                del self._kept[key]
                raise KeyError(key)
            self._kept[key] = thing, now
            self._kept.move_to_end(key)
            return thing

    def __setitem__(self, key: str, thing: Kept) -> None:
        with self._lock:
            now = self._now()
            self._kept[key] = thing, now
            self._kept.move_to_end(key)
            while len(self._kept) > self._most or self._first_has_run_out(now):
                self._kept.popitem(last=False)

    def _first_has_run_out(self, now: datetime) -> bool:
        _, used = next(iter(self._kept.values()))
        return now - used >= self._time

    def __delitem__(self, key: str) -> None:
        with self._lock:
            del self._kept[key]

    def __iter__(self) -> Iterator[str]:
        with self._lock:
            return iter(list(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

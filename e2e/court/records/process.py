"""A court in a process of its own, as people start it, with a mail server that outlives it."""

import asyncio
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from e2e.court.http.reader import CMECF, Reader
from e2e.court.mail.mail_server import MailServer
from mock_court.serve import ServedCourt

ROOT = Path(__file__).parents[3]
START_SECONDS = 60.0
DRAIN_SECONDS = 30.0


class CourtProcess:
    """One start of the court on a records file."""

    def __init__(self, file: Path, smtp: tuple[str, int], defect: str = "") -> None:
        """Start it; `defect` is Python code that spoils the court first."""
        arguments = ["--port", "0", "--records", str(file), "--smtp", "{}:{}".format(*smtp)]
        code = f"import sys\n{defect}\nfrom mock_court.__main__ import main\nsys.exit(main())"
        start = ["-c", code] if defect else ["-m", "mock_court"]
        self.process = subprocess.Popen(
            [sys.executable, *start, *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        too_late = threading.Timer(START_SECONDS, self.process.kill)
        too_late.start()
        assert self.process.stdout
        ports = (re.search(r"Website .*:(\d+)/", line) for line in self.process.stdout)
        self.port = int(next(found for found in ports if found)[1])
        too_late.cancel()

    def reader(self) -> Reader:
        """Return a reader of this court, who needs nothing of it but its port."""
        return Reader(cast("ServedCourt", SimpleNamespace(port=self.port)))

    def kill(self) -> None:
        """End it as a power switch does."""
        self.process.kill()
        self.wait()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self.process.terminate()
        assert self.wait() == 0

    def wait(self) -> int:
        """Wait for its end, and return its exit status."""
        assert self.process.stdout
        self.process.stdout.close()
        return self.process.wait(START_SECONDS)

    def deliver(self, seconds: float = DRAIN_SECONDS) -> bool:
        """Wait until no notice is owed, and say whether it came to that."""
        pause = threading.Event()
        with self.reader().client as client:
            for _ in range(int(seconds / 0.1)):
                if client.get(f"{CMECF}/healthz").json()["outbox"]["waiting"] == 0:
                    return True
                pause.wait(0.1)
        return False


class MailLog:
    """A mail server in a thread, which takes everything and counts it."""

    def __init__(self) -> None:
        self._server = MailServer()
        self.address = self._server.address

    @contextmanager
    def running(self) -> Iterator[None]:
        """Take mail meanwhile."""
        started = threading.Event()

        async def serve() -> None:
            self._stop, self._loop = asyncio.Event(), asyncio.get_running_loop()
            async with self._server:
                started.set()
                await self._stop.wait()

        thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
        thread.start()
        assert started.wait(START_SECONDS)
        yield
        self._loop.call_soon_threadsafe(self._stop.set)
        thread.join(START_SECONDS)

    def message_ids(self) -> Counter[str]:
        """Return how often each mail came."""
        return Counter(message_id_of(each) for each in list(self._server.tried))


def message_id_of(message: bytes) -> str:
    """Return the Message-ID of a mail."""
    return str(message_from_bytes(message)["Message-ID"])

"""What a walk leaves if it is ended while it signs on, and what it keeps out of logs."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from e2e.walks.live import SIGN_ON, place, variables_of
from e2e.walks.run import ROOT, answer, follow, impatient, processes
from mock_court.embedded import EmbeddedCourt, embedded_court
from walk.privacy.leak_scan import scan
from walk.safety.credentials import VARIABLES

# Away from the embedded court credentials are for one engine.
pytestmark = [
    pytest.mark.walk,
    pytest.mark.one_engine,
    pytest.mark.only_browser("chromium"),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for browsers in /proc"),
]


@contextmanager
def court_silent_at_sign_on() -> Iterator[tuple[EmbeddedCourt, Event]]:
    """Serve a court that takes a password and says no more; the event is set when it has it."""
    taken = Event()

    async def stay_silent(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 an ASGI app
        while (message := await receive())["type"] != "http.disconnect":
            if not message.get("more_body"):
                taken.set()

    def silent(request: Request) -> ASGIApp | None:
        return stay_silent if (request.method, request.url.path) == ("POST", SIGN_ON) else None

    with embedded_court("wiwb") as own:
        answer(own.served, silent)
        yield own, taken


def started(
    folder: Path, own: EmbeddedCourt, browser: str, until: int = 15, **variables: str
) -> subprocess.Popen[str]:
    """Start a live walk whose files are all below the folder."""
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    config = impatient(folder, {"near": place(own.served)}, trace="on")
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    homes = dict.fromkeys(("TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(temporary))
    options: list[str | Path] = [
        "--environment",
        "near",
        "--browser",
        browser,
        "--out",
        folder / "report",
        "--until",
        str(until),
    ]
    return subprocess.Popen(
        [sys.executable, "-m", "walk", "follow", "--config", config, *options],
        cwd=ROOT,
        env=kept | homes | variables_of(own.attorney) | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


# One that can still end by itself: test_a_walk_that_is_stopped_leaves_a_report_and_nothing_else.
@pytest.mark.sample(1)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_walk_that_is_ended_while_it_signs_on_leaves_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser_name: str, number: signal.Signals
) -> None:
    temporary = tmp_path / "temporary"
    with court_silent_at_sign_on() as (own, taken):
        secrets = variables_of(own.attorney)
        # Then its driver would say all that is typed, if it knew.
        walking = started(tmp_path, own, browser_name, DEBUG="pw:*")
        assert taken.wait(60)

        os.kill(walking.pid, number)
        output, error = walking.communicate(timeout=30)

        # Its browser ends a moment later.
        while processes(str(temporary)):
            Event().wait(0.1)
    assert "pw:" not in output + error
    assert [value for value in secrets.values() if value in output + error] == []
    assert scan(tmp_path, secrets) == []
    left = [*temporary.glob("walk-*"), *tmp_path.glob(".report-*")]
    assert len(left) == (2 if number is signal.SIGKILL else 0)
    if left:
        monkeypatch.setattr(tempfile, "tempdir", str(temporary))
        follow(tmp_path / "report", "--until", "1")
        assert [*temporary.glob("walk-*"), *tmp_path.glob(".report-*")] == []


@pytest.mark.nightly("test_a_walk_that_is_ended_while_it_signs_on_leaves_no_secret")
@pytest.mark.parametrize("has_file", [False, True])
def test_what_a_walk_types_is_in_no_log(
    tmp_path: Path, browser_name: str, *, has_file: bool
) -> None:
    log = tmp_path / "driver.log"
    logging = {"DEBUG": "pw:*"} | ({"DEBUG_FILE": str(log)} if has_file else {})
    with embedded_court("wiwb") as own:
        secrets = variables_of(own.attorney)

        # By then the username and the password of PACER are typed.
        walking = started(tmp_path, own, browser_name, until=5, **logging)
        output, error = walking.communicate(timeout=120)

    assert (walking.returncode, error, log.exists()) == (0, "", False)
    assert [value for value in secrets.values() if value in output] == []

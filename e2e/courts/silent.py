"""Runs `python -m walk` against a court that falls silent at sign-on; prints SILENT when it has.

To be started as `python -m e2e.courts.silent follow ...`, by a test that ends it in mid-walk.
"""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from e2e.walks.run import answer
from mock_court.embedded import EmbeddedCourt, embedded_court
from walk.__main__ import run
from walk.commands.run_walk import Launchers

SILENT = "silent"
# The late request comes when the browser has reported all that there is to report of the page,
# so that the signal does not meet them in the middle of a word.
_PAGE = HTMLResponse(
    "<title>Silent</title><script>setTimeout(() => fetch('/silent'), 300)</script>"
)


def _answers(request: Request) -> ASGIApp | None:
    answers: dict[str, ASGIApp] = {"/csologin/login.jsf": _PAGE, "/silent": _stay_silent}
    return answers.get(request.url.path)


async def _stay_silent(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 an ASGI app
    print(SILENT, flush=True)
    await asyncio.Event().wait()


@contextmanager
def _silent_court(court_id: str, scenarios: Sequence[str]) -> Iterator[EmbeddedCourt]:
    with embedded_court(court_id, scenarios) as own:
        answer(own.served, _answers)
        yield own


if __name__ == "__main__":
    sys.exit(run(Launchers(open_court=_silent_court)))

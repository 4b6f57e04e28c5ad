"""Whether the court can keep what it acknowledges, and whether its mail goes out."""

import logging
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mock_court.mail.outbox import Outbox
from mock_court.rules.database import RecordsUnavailable
from mock_court.web.rendering import court_of, message_page

SECONDS_TO_WAIT = 5

_log = logging.getLogger(__name__)


async def health(request: Request) -> Response:
    """Answer 503 if the records cannot be written or nobody delivers mail, and 200 otherwise.

    The words are those of the draft "Health Check Response Format for HTTP APIs".
    """
    records, outbox = _records(request), _outbox(request)
    found = {records["status"], outbox["status"]}
    status = next(each for each in ("fail", "warn", "pass") if each in found)
    code = HTTPStatus.SERVICE_UNAVAILABLE if status == "fail" else HTTPStatus.OK
    return JSONResponse({"status": status, "records": records, "outbox": outbox}, code)


def _records(request: Request) -> dict[str, Any]:
    try:
        court_of(request).records.check_writable()
    except RecordsUnavailable as error:
        return {"status": "fail", "writable": False, "error": str(error)}
    return {"status": "pass", "writable": True, "error": None}


def _outbox(request: Request) -> dict[str, Any]:
    outbox: Outbox | None = request.app.state.outbox
    failure = outbox.failure if outbox else None
    is_alive = outbox is not None and outbox.is_alive
    try:
        waiting = court_of(request).records.count_unsent_notices()
    except RecordsUnavailable:
        waiting = None
    return {
        # A mail server that takes nothing is no failure of the court, which goes on trying.
        "status": ("warn" if failure else "pass") if is_alive else "fail",
        "alive": is_alive,
        "waiting": waiting,
        "last_error": failure.why if failure else None,
        "last_error_at": failure.at.isoformat() if failure else None,
    }


async def say_that_nothing_was_done(request: Request, error: Exception) -> Response:
    """Answer a request that the records failed; the transaction was undone."""
    _log.warning("A request was answered 503. %s", error)
    status = HTTPStatus.SERVICE_UNAVAILABLE
    words = (
        "The court cannot use its records at this moment. What you asked for was not done. "
        "Please try again later."
    )
    response = message_page(request, f"{status.value} {status.phrase}", words, status=status)
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response

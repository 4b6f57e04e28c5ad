"""The mailbox as pages: a list of mails, and each mail as text."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mock_court.mail.mailbox import Mailbox
from mock_court.web.rendering import court_of, page


async def mails(request: Request) -> Response:
    """Answer with the list of mails, oldest first."""
    arrived = Mailbox(court_of(request).records).messages()
    return page(request, "mailbox/mails.html", mails=arrived)


async def mail(request: Request) -> Response:
    """Answer with one mail as text."""
    arrived = Mailbox(court_of(request).records).messages()
    number = request.path_params["number"]
    if not 1 <= number <= len(arrived):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    found = arrived[number - 1]
    body = found.get_body(("plain",))
    text = "" if body is None else body.get_content()
    return page(request, "mailbox/mail.html", mail=found, text=text)

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
    numbered = {str(number): each for number, each in enumerate(arrived, 1)}
    found = numbered.get(request.path_params["number"])
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    body = found.get_body(("plain",))
    text = "" if body is None else body.get_content()
    return page(request, "mailbox/mail.html", mail=found, text=text)

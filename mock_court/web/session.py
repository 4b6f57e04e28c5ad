"""The sign-on cookie, and where sign-on may lead back to."""

from urllib.parse import urlsplit

from starlette.requests import Request

from mock_court.rules.court import Session
from mock_court.web.rendering import address, court_of

SESSION_COOKIE = "NextGenCSO"
COOKIE_DOMAIN = ".uscourts.localhost"


def session_of(request: Request) -> Session | None:
    """Return the session that the request's sign-on cookie opens."""
    return court_of(request).session(request.cookies.get(SESSION_COOKIE))


def main_page(request: Request) -> str:
    """Return the address of the page that sign-on usually leads back to."""
    return f"{address(request, 'cmecf:main')}?16"


def is_allowed(appurl: str, origin: str) -> bool:
    """Say whether `appurl` is an address of `origin`, such as `http://ecf.wiwb....:8321`."""
    # Browsers drop control characters, and an XML answer cannot hold them.
    if not all("!" <= character <= "~" for character in appurl):
        return False
    try:
        asked = urlsplit(appurl)
    except ValueError:
        return False
    # The whole of what is between // and / is compared, so a user name or a backslash in it,
    # which browsers take for a slash, is refused too.
    return f"{asked.scheme}://{asked.netloc}" == origin

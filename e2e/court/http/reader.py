"""A reader of the court over HTTP, for tests that need no browser."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import httpx

from mock_court.courts.profile import SIGN_ON_HOST
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, PacerAccount
from mock_court.serve import ServedCourt, serve

CMECF = "http://ecf.wiwb.uscourts.localhost"
SIGN_ON = f"http://{SIGN_ON_HOST}/csologin/login.jsf"
FORM = f"{CMECF}/cgi-bin/LinkAccount.pl"
MAIN_PAGE = f"{CMECF}/cgi-bin/showpage.pl?16"

# The court speaks plain HTTP, so nothing has to be read from the disk for this.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class ToCourt(httpx.HTTPTransport):
    """Takes every host and port 80 for the served court's, since not every system resolves them."""

    def __init__(self, port: int) -> None:
        super().__init__(verify=NO_TLS)
        self.port = port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request, with the Host header that it has, to the court."""
        url = request.url.copy_with(host="127.0.0.1", port=self.port)
        return super().handle_request(
            httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
        )


class Reader:
    """Reads the court's answers like a browser with one set of cookies, but runs no scripts."""

    def __init__(self, served: ServedCourt) -> None:
        self.served = served
        self.client = httpx.Client(transport=ToCourt(served.port))

    def get(self, address: str) -> httpx.Response:
        """Ask for an address."""
        return self.client.get(address)

    def log_on(
        self, account: PacerAccount, password: str | None = None, address: str = SIGN_ON
    ) -> httpx.Response:
        """Open the login form and post it."""
        state = view_state(self.get(address).text)
        return self.post_sign_on(state, account.username, password or account.password, address)

    def post_sign_on(
        self, state: str, username: str, password: str, address: str = SIGN_ON
    ) -> httpx.Response:
        """Post the login form with that view state."""
        return self.client.post(
            address,
            data={
                "jakarta.faces.source": "loginForm:fbtnLogin",
                "jakarta.faces.ViewState": state,
                "loginForm:loginName": username,
                "loginForm:password": password,
            },
        )

    def enter_passcode(self, state: str, passcode: str) -> httpx.Response:
        """Post the one-time passcode with that view state."""
        return self.client.post(
            SIGN_ON,
            data={
                "jakarta.faces.source": "mfaForm:btnOk",
                "jakarta.faces.ViewState": state,
                "mfaForm:mfaInput": passcode,
            },
        )

    def submit_form(self, login: str, password: str) -> httpx.Response:
        """Submit the link form."""
        # As in a browser the form is posted as multipart.
        fields = {"login": (None, login), "key": (None, password), "button1": (None, "Submit")}
        return self.client.post(f"{FORM}?1-L_1_0-1", files=fields)

    def submit_verification(self, address: str) -> httpx.Response:
        """Submit the verification at that address."""
        return self.client.post(address, files={"button1": (None, "Submit")})

    def link(self, attorney: Attorney) -> httpx.Response:
        """Submit the link form and its verification."""
        verification = self.submit_form(attorney.cmecf.login, attorney.cmecf.password)
        return self.submit_verification(verification.headers["location"])


def view_state(page: str) -> str:
    """Return the view state that the next post of the login form has to send."""
    found = re.search(r'ViewState(?:" value="|:0"><!\[CDATA\[)([^"\]]+)', page)
    assert found, page
    return found[1]


def destination(answer: httpx.Response) -> str:
    """Return the address to which sign-on leads back."""
    found = re.search(r'<redirect url="([^"]+)"', answer.text)
    assert found, answer.text
    return unescape(found[1])


def alert(answer: httpx.Response) -> str:
    """Return what the answer says of a refusal."""
    found = re.search(r'role="alert"[^>]*>(.*?)</(?:div|p)>', answer.text, re.DOTALL)
    assert found, answer.text
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()


def outcome(answer: httpx.Response) -> str:
    """Return the status and the one thing that matters in the answer."""
    return f"{answer.status_code}: {_gist(answer)}"


def _gist(answer: httpx.Response) -> str:
    if location := answer.headers.get("location"):
        return re.sub(r".*/|\?.*", "", location)
    for mark, gist in (
        ("location.assign(", "sign on first"),
        ("location.replace(", "signed on"),
        ("<redirect ", "signed on"),
    ):
        if mark in answer.text:
            return gist
    if 'role="alert"' in answer.text:
        return alert(answer)
    if 'id="mfaForm"' in answer.text:
        return "Enter one-time passcode"
    said = re.search(r"<p>([^<]*)</p>|<h2>([^<]*)</h2>\s*<form", answer.text)
    assert said, answer.text
    return unescape(said[1] or said[2])


def menu_bar(answer: httpx.Response) -> list[str]:
    """Return the labels of the menu bar, as a reader sees them."""
    items = re.findall(r'class="yuimenubaritemlabel"[^>]*>(.*?)</a>', answer.text, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", item)).strip() for item in items]


@contextmanager
def reading(court: Court, token: str | None = None) -> Iterator[Reader]:
    """Serve the court meanwhile, to one reader."""
    with serve(court, token=token) as served:
        reader = Reader(served)
        with reader.client:
            yield reader

"""Whatever is sent: the court refuses it in its own frame, and does not fail."""

import codecs
import encodings.aliases
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote, unquote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Host, Route

from e2e.court.http.raw import BOUND, Answer, ask, part, request
from e2e.court.http.reader import SIGN_ON, Reader, alert, reading, view_state
from e2e.court.rules.linking import request_link
from mock_court.app import create_app
from mock_court.courts.profile import MAILBOX_HOST, SIGN_ON_HOST, read_profile
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, People
from mock_court.scenarios.behavior import Behavior
from mock_court.serve import serve

CMECF_HOST = "ecf.wiwb.uscourts.localhost"
SIGN_ON_PATH = "/csologin/login.jsf"
CODECS = sorted(
    {*encodings.aliases.aliases.values(), "u7", "u8", "us", "utf", "latin1", "rot-13", "UTF-8"}
    | {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "rot13", "mbcs"}
    | {"", "nonsense", "a\x00b", "../utf_8", "x" * 10_000, "\xe9"}
)
FAILED = HTTPStatus.INTERNAL_SERVER_ERROR
TYPES = ("multipart/form-data; boundary=b", "application/x-www-form-urlencoded", "text/plain")
FORMS = (
    (CMECF_HOST, "/cgi-bin/LinkAccount.pl?1-L_1_0-1", "login"),
    (CMECF_HOST, "/cgi-bin/LinkVerify.pl?1-L_1_1-1", "button1"),
    (CMECF_HOST, "/cgi-bin/iquery.pl?1-L_1_0-1", "case_num"),
    (CMECF_HOST, "/cgi-bin/login.pl", "login"),
    (CMECF_HOST, "/cgi-bin/Referrer.pl", "url"),
    (SIGN_ON_HOST, SIGN_ON_PATH, "loginForm:loginName"),
    (SIGN_ON_HOST, "/csologin/notice.jsf", "any"),
)
ESCAPES = rb"\ud800 +2AA- \N{x} xn--\u0661 \xff" + b"\xed\xa0\x80\x00\xff"
MULTIPART = "Content-Type: multipart/form-data; boundary=b"
URLENCODED = "Content-Type: application/x-www-form-urlencoded"
FORM_PATH = "/cgi-bin/LinkAccount.pl"


class Opened(NamedTuple):
    """A court, and somebody's session there."""

    port: int
    nonce: str
    cookie: str


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    """Serve one court to all requests of this module; what its endpoints raised is raised then."""
    # All that can be posted to at some court can be posted to at this one.
    behavior = Behavior(next_gen=False, checks_referer=True, notice_after_sign_on=True)
    court = Court(read_profile("wiwb"), behavior=behavior)
    (attorney,) = court.enroll([People(1).attorney()])
    session = court.open_session(attorney.pacer)
    with pytest.MonkeyPatch.context() as patch, serve(court) as served:
        # Some addresses log out, and these requests come in any order.
        patch.setattr(court, "close_session", lambda _: None)
        yield Opened(served.port, court.nonce, f"Cookie: NextGenCSO={session.token}")


def _is_the_court_s(answer: Answer, nonce: str) -> bool:
    """Say whether an answer has what every answer of the court has."""
    marks = {
        "x-mock-court": nonce,
        "x-content-type-options": "nosniff",
        "content-security-policy": "frame-ancestors 'self'",
        "x-robots-tag": "noindex",
    }
    return marks.items() <= answer.headers.items()


def _is_refused_in_its_frame(answer: Answer, nonce: str) -> bool:
    is_refusal = HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
    return is_refusal and _is_the_court_s(answer, nonce) and "not a real court" in answer.text


@pytest.mark.parametrize("content_type", TYPES)
def test_no_name_of_an_encoding_fails_the_court(opened: Opened, content_type: str) -> None:
    statuses: dict[str, set[int]] = {}

    for codec in CODECS:
        more = f"{opened.cookie}\nContent-Type: {content_type}; charset={codec}"
        # The gate refuses them before all endpoints; only multipart has ever been decoded by name.
        for host, path, field in FORMS if "boundary" in content_type else FORMS[:1]:
            body = part(field, ESCAPES) if "boundary" in content_type else b"a=%ud800&" + ESCAPES
            answer = ask(opened.port, request(f"POST {path}", body=body, host=host, more=more))
            assert _is_the_court_s(answer, opened.nonce), (codec, path)
            statuses.setdefault(codec, set()).add(answer.status)

    assert {codec for codec, found in statuses.items() if max(found) >= FAILED} == set()
    taken = {codec for codec, found in statuses.items() if found != {HTTPStatus.BAD_REQUEST}}
    assert taken == {codec for codec in CODECS if _is_a_browser_s(codec)}


def _is_a_browser_s(codec: str) -> bool:
    """Say whether that is a name of the encoding of the court's pages, or of a part of it."""
    try:
        return codecs.lookup(codec).name in {"utf-8", "ascii"}
    except (LookupError, ValueError):
        return False


def _fields(count: int) -> bytes:
    one = part("a", b"x").removesuffix(b"--b--\r\n")
    return one * count + b"--b--\r\n"


def _form(body: bytes, content_type: str = MULTIPART) -> bytes:
    return request(f"POST {FORM_PATH}", body=body, more=content_type)


REFUSED = {
    "no boundary": _form(b"x", "Content-Type: multipart/form-data"),
    "an empty boundary": _form(b"x", "Content-Type: multipart/form-data; boundary="),
    "a boundary that is too long": _form(b"x", f"{MULTIPART}{'b' * 9_999}"),
    "a boundary outside of ASCII": _form(b"x", f"{MULTIPART}\xff"),
    "another boundary": _form(b"--c\r\nfoo\r\n"),
    "a part without a name": _form(part("", b"x").replace(b'; name=""', b"")),
    "a part without a head": _form(b"--b\r\n\r\nx\r\n--b--\r\n"),
    "too many fields": _form(_fields(101)),
    "too many fields of the other kind": _form(b"a=1&" * 101, URLENCODED),
    "a file": _form(part("login", b"x", '; filename="a"')),
    "a value that is too long": _form(part("login", b"x" * 70_000)),
    "a value that is too long, of the other kind": _form(b"a=" + b"x" * 70_000, URLENCODED),
    "no form": _form(b"{}", "Content-Type: application/json"),
    "a bad chunk": _form(b"", f"{MULTIPART}\nTransfer-Encoding: chunked") + b"zz\r\n",
    "a query outside of UTF-8": request("GET /cgi-bin/login.pl?\xff"),
    "a path outside of ASCII": request("GET /\xff\xfe"),
    "percent signs in a path": request("GET /%ff%00%zz%"),
    "a number of 5,000 digits": request(f"GET /{'9' * 5_000}", host=MAILBOX_HOST),
    "a number of other digits": request("GET /%D9%A1", host=MAILBOX_HOST),
    "a name of other characters": request("GET /csologin/help/%2e%2e%00%ff", host=SIGN_ON_HOST),
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "no host, as of old": b"GET / HTTP/1.0\r\n\r\n",
    "an empty host": request("GET /", host=""),
    "two hosts": request("GET /", more="Host: evil.example"),
    "an unknown host": request("GET /", host="evil.example"),
    "a host inside of another": request("GET /", host=f"{CMECF_HOST}.evil.example"),
    "a host behind another": request("GET /", host=f"evil.example@{CMECF_HOST}"),
    "half an address": request("GET /", host="[::1"),
    "another port": request("GET /", host=f"{CMECF_HOST}:1"),
    "a port that there is not": request("GET /", host=f"{CMECF_HOST}:99999"),
    "a port that is no number": request("GET /", host=f"{CMECF_HOST}:x"),
    "a negative length": request("POST /", more="Content-Length: -5"),
    "a length that is no number": request("POST /", more="Content-Length: x"),
    "a length beyond all numbers": request("POST /", more=f"Content-Length: {'9' * 30}"),
    "two lengths": request("POST /", more="Content-Length: 5\nContent-Length: 6"),
    "length and chunks": request("POST /", more="Transfer-Encoding: chunked\nContent-Length: 3"),
    "a head without an end": request("GET /", more=f"A: {'x' * 300_000}")[:-4],
    "PUT": request("PUT /", body=b"x"),
    "DELETE": request("DELETE /lib/core.js"),
    "TRACE": request("TRACE /"),
    "OPTIONS": request("OPTIONS *"),
    "CONNECT": request("CONNECT evil.example:443"),
    "a method that there is not": request("FOO /"),
    "an address of another site": request("GET http://evil.example/x?y", host="evil.example"),
    "TLS": b"\x16\x03\x01\x02\x00\x01",
    "nothing but nulls": b"\0\0\0\0\r\n\r\n",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_request_of_a_browser_is_refused(opened: Opened, what: str) -> None:
    head, ending, body = REFUSED[what].partition(b"\r\n\r\n")
    has_host = CMECF_HOST.encode() in head
    cookie = f"\r\n{opened.cookie}".encode() if has_host else b""

    answer = ask(opened.port, head + cookie + ending + body)

    assert _is_refused_in_its_frame(answer, opened.nonce), answer
    assert "evil.example" not in str(answer)


ODD = {
    "percent signs in a query": request("GET /cgi-bin/Item.pl?%ff%00%zz%"),
    "a form that ends too early": _form(part("login", b"x")[:-9]),
    "a null character": _form(part("login", b"\0")),
    "separators only": _form(b"a;b&&==&;%&%u", URLENCODED),
    "one field many times": _form(_fields(50)),
    "cookies": request("GET /cgi-bin/showpage.pl?16", more='Cookie: =; ;;\xff=\xff; a="\\777\\"'),
    "a cookie of line breaks": request(
        f"POST {SIGN_ON_PATH}", host=SIGN_ON_HOST, more='Cookie: JSESSIONID="\\015\\012\\000\xff"'
    ),
    "ranges": request("GET /lib/core.js", more="Range: bytes=5-1,-,x"),
    "HEAD": request("HEAD /lib/core.js"),
    "an upgrade": request("GET /", more="Connection: Upgrade\nUpgrade: websocket"),
    "another protocol": request("GET /", more="Connection: Upgrade\nUpgrade: h2c"),
    "a proxy": request("GET /", more="X-Forwarded-Proto: https\nX-Forwarded-Host: evil.example"),
    "an appurl": request(f"GET {SIGN_ON_PATH}?appurl=http://[&pscCourtId=%ff", host=SIGN_ON_HOST),
    "a referer": request("GET /cgi-bin/showpage.pl", more="Referer: http://[x"),
}


@pytest.mark.parametrize("what", ODD)
def test_what_is_odd_is_answered(opened: Opened, what: str) -> None:
    answer = ask(opened.port, ODD[what])

    assert answer.status < FAILED
    assert _is_the_court_s(answer, opened.nonce)
    assert "evil.example" not in str(answer)


METHODS = ("GET", "POST", "HEAD", "PUT", "OPTIONS", "PATCH", "QUERY")
in_a_head = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"))
lines = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "Content-Type",
                "Cookie",
                "Host",
                "Origin",
                "Referer",
                "User-Agent",
                "Expect",
                "Accept",
            )
        ),
        in_a_head,
    ),
    max_size=3,
)
content_types = st.sampled_from((*TYPES, f"{TYPES[0]}; charset=utf-7")) | in_a_head
endpoints = st.sampled_from(
    [
        (site.host, route.path)
        for site in create_app(Court(read_profile("wiwb"))).routes
        if isinstance(site, Host)
        for route in site.routes or ()
        if isinstance(route, Route)
    ]
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    method=st.sampled_from(METHODS),
    endpoint=endpoints,
    query=st.binary(max_size=40),
    content_type=content_types,
    lines=lines,
    fields=st.lists(st.tuples(in_a_head, st.binary(max_size=60)), max_size=4),
    body=st.none() | st.binary(max_size=200),
)
def test_nothing_that_is_sent_to_any_address_fails_the_court(
    opened: Opened,
    method: str,
    endpoint: tuple[str, str],
    query: bytes,
    content_type: str,
    lines: list[tuple[str, str]],
    fields: list[tuple[str, bytes]],
    body: bytes | None,
) -> None:
    host, path = endpoint
    more = "\n".join([opened.cookie, f"Content-Type: {content_type}", *map(": ".join, lines)])
    sent = body if body is not None else b"".join(part(*field) for field in fields)
    asked = quote(query, safe="%&=;+")

    answer = ask(opened.port, request(f"{method} {path}?{asked}", body=sent, host=host, more=more))

    assert HTTPStatus.OK <= answer.status < FAILED, answer
    assert _is_the_court_s(answer, opened.nonce)


@pytest.mark.parametrize("code", ["\u043a\u043b\u044e\u0447", "\u20ac", "\U0001f600", "x" * 33])
def test_a_client_code_that_fits_into_no_cookie_is_refused_by_the_court(
    court: Court, attorney: Attorney, code: str
) -> None:
    with reading(court) as reader:
        answer = _log_on_with(reader, attorney, code)

        assert answer.status_code == HTTPStatus.OK
        assert alert(answer) == "Invalid Client Code Entered"


@pytest.mark.parametrize(
    "code", ["\xe9", "a;b", 'a"b', "a\nb", "a\0b", "\x7f", "a\r\nSet-Cookie:b=c"]
)
def test_a_client_code_cannot_break_out_of_its_cookie(
    court: Court, attorney: Attorney, code: str
) -> None:
    with reading(court) as reader:
        answer = _log_on_with(reader, attorney, code)

        assert "NextGenCSO" in answer.cookies
        assert unquote(answer.cookies["PacerClientCode"], "latin-1") == code
        assert "b" not in answer.cookies


def _log_on_with(reader: Reader, attorney: Attorney, code: str) -> httpx.Response:
    state = view_state(reader.get(SIGN_ON).text)
    fields = {
        "jakarta.faces.source": "loginForm:fbtnLogin",
        "jakarta.faces.ViewState": state,
        "loginForm:loginName": attorney.pacer.username,
        "loginForm:password": attorney.pacer.password,
        "loginForm:clientCode": code,
    }
    return reader.client.post(SIGN_ON, data=fields)


def test_a_form_that_is_cut_off_links_nothing_and_fails_nothing(
    court: Court, attorney: Attorney
) -> None:
    asked = request_link(court, attorney)
    address = f"/cgi-bin/LinkVerify.pl?{asked.token}-L_1_1-1"
    more = f"Cookie: NextGenCSO={asked.session.token}\n{MULTIPART}\nContent-Length: 500"

    with serve(court) as served:
        cut = ask(served.port, request(f"POST {address}", more=more) + b"--b\r\n", hang_up=True)
        # An answer to another request says that the court has got over the one before.
        assert ask(served.port, request("GET /")).status == HTTPStatus.OK

        assert cut.status == 0
        assert served.failures == []
    assert court.records.links() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_no_client_makes_the_process_end_with_a_traceback() -> None:
    command = [sys.executable, "-u", "-m", "mock_court", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        assert process.stdout
        found = (re.search(r"CM/ECF +http://[^:]+:(\d+)/", line) for line in process.stdout)
        port = int(next(match[1] for match in found if match))
        for piece in (*REFUSED.values(), *ODD.values()):
            ask(port, piece)
        for codec in ("unicode_escape", "utf-7", "punycode", "undefined"):
            ask(port, _form(part("login", ESCAPES), f"{MULTIPART}; charset={codec}"))
        cut = f"{MULTIPART}\nContent-Length: 500"
        ask(port, request(f"POST {SIGN_ON_PATH}", host=SIGN_ON_HOST, more=cut), hang_up=True)

        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=BOUND)[1]

    assert (process.returncode, said) == (0, "")

"""Faults of a server or of the way to it: what comes instead of an answer."""

import gzip
from collections.abc import Callable
from urllib.parse import urlsplit

from e2e.courts.faulty import Exchange, Fault

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_PLENTY = 10_000_000
"""More bytes than any answer has."""
EVERYWHERE = "fails-everywhere"
"""What an address has that fails on every host and at every path."""


def never(exchange: Exchange) -> None:
    """Take the request and never answer."""
    exchange.keep_silent()


def unconnected(exchange: Exchange) -> None:
    """Send the browser back for the same address, to which no connection comes about any more."""
    exchange.stop_accepting()
    exchange.close_connection = True
    again = {"Location": exchange.address, "Content-Length": "0", "Connection": "close"}
    exchange.send_head(307, again)


def drip_head(exchange: Exchange) -> None:
    """Send the head byte by byte, for ever."""
    exchange.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    exchange.drip(b"x")


def drip_body(exchange: Exchange) -> None:
    """Send the page, and then another byte now and then, for ever."""
    answer = exchange.court_answers()
    exchange.send_head(200, _HTML | {"Content-Length": str(_PLENTY)})
    exchange.wfile.write(answer.body)
    exchange.drip(b" ")


def drip_from_start(exchange: Exchange) -> None:
    """Send spaces now and then instead of a page, for ever."""
    exchange.send_head(200, _HTML | {"Content-Length": str(_PLENTY)})
    exchange.drip(b" ")


def no_body(exchange: Exchange) -> None:
    """Send the head at once, and the page never."""
    exchange.send_head(200, _HTML | {"Content-Length": "5000"})
    exchange.keep_silent()


def half_a_body(exchange: Exchange) -> None:
    """Send the first half of the page, and the rest never."""
    body = exchange.court_answers().body
    exchange.send_head(200, _HTML | {"Content-Length": str(len(body) + 1)})
    exchange.wfile.write(body[: len(body) // 2])
    exchange.keep_silent()


def answered_to_nobody(exchange: Exchange) -> None:
    """Do what is asked, and never say so."""
    exchange.court_answers()
    exchange.keep_silent()


def reset(exchange: Exchange) -> None:
    """Break the connection off at once."""
    exchange.reset()


def reset_after_head(exchange: Exchange) -> None:
    """Break the connection off after the head."""
    exchange.send_head(200, _HTML | {"Content-Length": "5000"})
    exchange.reset()


def done_and_reset(exchange: Exchange) -> None:
    """Do what is asked, and break the connection off."""
    exchange.court_answers()
    exchange.reset()


def closed(exchange: Exchange) -> None:
    """Close the connection without an answer."""
    exchange.hang_up()


def not_http(exchange: Exchange) -> None:
    """Answer in another protocol."""
    exchange.wfile.write(b"220 mail.uscourts.example ESMTP ready\r\n")
    exchange.hang_up()


def binary(exchange: Exchange) -> None:
    """Answer with bytes of no protocol."""
    exchange.wfile.write(bytes(range(256)) * 16)
    exchange.hang_up()


def status(code: int, words: str, **headers: str) -> Fault:
    """Answer with a status, and a page that says its words."""

    def answer(exchange: Exchange) -> None:
        body = f"<!DOCTYPE html><title>{code}</title><h1>{code} {words}</h1>".encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        exchange.send_head(code, _HTML | {"Content-Length": str(len(body))} | named)
        exchange.wfile.write(body)

    return answer


def bare(code: int) -> Fault:
    """Answer with a status and no page."""
    return lambda exchange: exchange.send_head(code, {"Content-Length": "0"})


def cut(exchange: Exchange) -> None:
    """Close the connection in the middle of the page."""
    body = exchange.court_answers().body or b"<!DOCTYPE html><title>Cut</title>" * 9
    exchange.send_head(200, _HTML | {"Content-Length": str(len(body))})
    exchange.wfile.write(body[: len(body) // 3])
    exchange.hang_up()


def cut_chunk(exchange: Exchange) -> None:
    """Close the connection in the middle of a chunk."""
    body = exchange.court_answers().body or b"<!DOCTYPE html><title>Cut</title>" * 9
    exchange.send_head(200, _HTML | {"Transfer-Encoding": "chunked"})
    exchange.wfile.write(f"{len(body):x}\r\n".encode() + body[: len(body) // 3])
    exchange.hang_up()


def gzip_garbage(exchange: Exchange) -> None:
    """Say that the page is packed, and send what cannot be unpacked."""
    body = gzip.compress(b"<!DOCTYPE html><title>Packed</title>" * 99)[:30] + b"\xff" * 200
    exchange.send_head(200, _HTML | {"Content-Encoding": "gzip", "Content-Length": str(len(body))})
    exchange.wfile.write(body)


def endless(exchange: Exchange) -> None:
    """Send bytes of a page as fast as they are taken, up to a limit of the test's own."""
    exchange.send_head(200, _HTML | {"Transfer-Encoding": "chunked"})
    line = b"<p>More of the same.</p>\n" * 40
    for _ in range(20_000):
        exchange.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
        if exchange.closing.wait(0.005):
            break
    exchange.keep_silent()


def redirect(code: int, to: Callable[[Exchange], str]) -> Fault:
    """Redirect, for ever if it comes to the same request again."""

    def answer(exchange: Exchange) -> None:
        exchange.send_head(code, {"Location": to(exchange), "Content-Length": "0"})

    return answer


def on_same_host(exchange: Exchange) -> str:
    """Return the address that was asked for."""
    return exchange.address


def leading_on(markup: str) -> Fault:
    """Answer with a page that leads to itself."""

    def answer(exchange: Exchange) -> None:
        body = markup.format(address=exchange.address).encode()
        exchange.send_head(200, _HTML | {"Content-Length": str(len(body))})
        exchange.wfile.write(body)

    return answer


def between_hosts(exchange: Exchange) -> str:
    """Return the address with another of the court's hosts, in turn."""
    parts = urlsplit(exchange.address)
    site, port = parts.netloc.split(":")
    turn = {"www.wiwb": "ecf.wiwb", "ecf.wiwb": "pacer.login", "pacer.login": "www.wiwb"}
    name = site.removesuffix(".uscourts.localhost")
    turned = parts._replace(netloc=f"{turn[name]}.uscourts.localhost:{port}", query=EVERYWHERE)
    return turned.geturl()


def download(exchange: Exchange) -> None:
    """Answer with a file to keep, which has no end."""
    kind = {"Content-Type": "application/octet-stream", "Content-Length": str(_PLENTY)}
    exchange.send_head(200, kind | {"Content-Disposition": 'attachment; filename="court.bin"'})
    exchange.drip(b"x")


WIRE: dict[str, Fault] = {
    "hang": never,
    "unconnected": unconnected,
    "drip head": drip_head,
    "drip body": drip_body,
    "drip from start": drip_from_start,
    "no body": no_body,
    "half a body": half_a_body,
    "done, then hang": answered_to_nobody,
    "reset": reset,
    "reset after head": reset_after_head,
    "done, then reset": done_and_reset,
    "closed": closed,
    "not HTTP": not_http,
    "binary": binary,
    "401": status(401, "Unauthorized"),
    "401 basic": status(401, "Unauthorized", WWW_Authenticate='Basic realm="Court"'),
    "403": status(403, "Forbidden"),
    "404": status(404, "Not Found"),
    "407": status(407, "Proxy Authentication Required"),
    "408": status(408, "Request Timeout"),
    "429": status(429, "Too Many Requests", Retry_After="3600"),
    "429 bare": bare(429),
    "403 bare": bare(403),
    "204": bare(204),
    "500": status(500, "Internal Server Error"),
    "500 bare": bare(500),
    "502": status(502, "Bad Gateway"),
    "503": status(503, "Service Unavailable"),
    "503 retry": status(503, "Service Unavailable", Retry_After="60"),
    "503 bare": bare(503),
    "504": status(504, "Gateway Timeout"),
    "520": status(520, "Web Server Returned an Unknown Error"),
    "cut": cut,
    "cut chunk": cut_chunk,
    "gzip garbage": gzip_garbage,
    "endless": endless,
    "download": download,
    "redirect": redirect(302, on_same_host),
    "redirect 307": redirect(307, on_same_host),
    "redirect between hosts": redirect(302, between_hosts),
    "meta refresh": leading_on('<meta http-equiv="refresh" content="0;url={address}">'),
    "script leads on": leading_on("<script>location.replace('{address}')</script>"),
    "script reloads": leading_on("<script>location.reload()</script>"),
}

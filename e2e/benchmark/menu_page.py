"""Measures how many menu pages a second the court serves, beside a bare page of the same size."""

import asyncio
import multiprocessing
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from statistics import median
from time import perf_counter
from typing import NamedTuple

import uvicorn
from jinja2 import DictLoader, Environment
from rich.console import Console
from rich.table import Table
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from mock_court.embedded import embedded_court
from mock_court.serve import LOOPBACK

CONNECTIONS = 8
REQUESTS = 2_000
"""How many requests a turn has, over all connections, so that the load ends by itself."""
MENU = "/cgi-bin/DisplayMenu.pl?Utilities&id=-1"
LINKS = [f"/cgi-bin/Item.pl?{number}" for number in range(20)]
BARE_PAGE = """<html><body><p>{{ filling }}</p><ul>
{% for link in links %}
<li><a href="{{ link }}">{{ link }}</a></li>
{% endfor %}
</ul></body></html>"""


class Page(NamedTuple):
    """A page to ask for: the port, the whole request, and how long the page is."""

    port: int
    request: bytes
    size: int = 0


def measure(turns: int) -> None:
    """Ask each server for its page in turns, and print the ratio of the medians."""
    bare, court = list[float](), list[float]()
    with _served(_serve_court) as menu, _served(_serve_bare, menu.size) as plain:
        # Each has one turn that does not count, in which templates are compiled.
        for turn in range(turns + 1):
            for page, rates in ((plain, bare), (menu, court)):
                rate = asyncio.run(_rate(page))
                if turn:
                    rates.append(rate)
    table = Table(title=f"{turns} turns of {REQUESTS} requests on {CONNECTIONS} connections")
    for column in ("", "bytes", "median", "slowest", "fastest"):
        table.add_column(column, justify="right" if column else "left")
    for name, page, rates in (("bare page", plain, bare), ("menu page", menu, court)):
        figures = (median(rates), min(rates), max(rates))
        table.add_row(name, str(page.size), *(f"{rate:.0f}/s" for rate in figures))
    console = Console()
    console.print(table)
    console.print(f"ratio of the medians: {median(court) / median(bare):.2f}")


@contextmanager
def _served(serve: Callable[..., None], *arguments: object) -> Iterator[Page]:
    """Run a server in a process of its own meanwhile."""
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe()
    process = spawning.Process(target=serve, args=(there, *arguments), daemon=True)
    process.start()
    try:
        page: Page = here.recv()
        yield page._replace(size=asyncio.run(_size(page)))
    finally:
        here.send("stop")
        process.join()


def _serve_court(pipe: Connection) -> None:
    with embedded_court("wiwb", seed=1) as embedded:
        court, port = embedded.served.court, embedded.served.port
        session = court.open_session(embedded.attorney.pacer)
        host = f"{court.profile.cmecf_host}:{port}"
        lines = (f"GET {MENU} HTTP/1.1", f"Host: {host}", f"Cookie: NextGenCSO={session.token}")
        pipe.send(Page(port, "\r\n".join((*lines, "", "")).encode()))
        pipe.recv()


def _serve_bare(pipe: Connection, size: int) -> None:
    """Serve what Starlette and Jinja2 need at least for a page with a list of links."""
    loader = DictLoader({"page.html": BARE_PAGE})
    template = Environment(loader=loader, autoescape=True).get_template("page.html")
    filling = "x" * (size - len(template.render(filling="", links=LINKS)))

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(template.render(filling=filling, links=LINKS))

    app = Starlette(routes=[Route("/", page)])
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
    listening = socket.create_server((LOOPBACK, 0))
    port = listening.getsockname()[1]
    pipe.send(Page(port, f"GET / HTTP/1.1\r\nHost: {LOOPBACK}:{port}\r\n\r\n".encode()))
    server = uvicorn.Server(config)

    async def serve() -> None:
        serving = asyncio.create_task(server.serve([listening]))
        await asyncio.to_thread(pipe.recv)
        server.should_exit = True
        await serving

    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(serve())


class _Visitor(asyncio.Protocol):
    """Asks for a page so many times on one connection, as fast as it is answered."""

    def __init__(self, page: Page, times: int) -> None:
        self._request, self._left = page.request, times
        self.received = b""
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not end or len(body) < int(head.partition(b"content-length: ")[2].split(b"\r\n")[0]):
            return
        assert head.startswith(b"HTTP/1.1 200"), head
        self._left -= 1
        if self._left:
            self.received = b""
            self._transport.write(self._request)
        else:
            self._transport.close()
            self.done.set_result(len(body))

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("The server hung up."))


async def _visit(page: Page, times: int) -> int:
    """Ask for the page so many times, and return its size."""
    loop = asyncio.get_running_loop()
    _, visitor = await loop.create_connection(lambda: _Visitor(page, times), LOOPBACK, page.port)
    size: int = await visitor.done
    return size


async def _size(page: Page) -> int:
    return await _visit(page, 1)


async def _rate(page: Page) -> float:
    started = perf_counter()
    await asyncio.gather(*(_visit(page, REQUESTS // CONNECTIONS) for _ in range(CONNECTIONS)))
    return REQUESTS / (perf_counter() - started)

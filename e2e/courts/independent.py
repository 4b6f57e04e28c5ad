"""What the courts of the tests share that are no mock of ours: words, an attorney, addresses."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Event, Thread
from typing import ClassVar, NamedTuple

import uvicorn
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.types import ASGIApp

TITLE = "Link a CM/ECF account to my PACER account"
QUESTION = "Do you want to link these accounts?"
WARNING = (
    "After you submit this screen, your old e-filing credentials for the CM/ECF account will be "
    "permanently linked to your upgraded PACER account. Use your upgraded PACER account to e-file "
    "in this court."
)
LEGAL = (
    "NOTICE: This is a restricted government website for official PACER use only. Unauthorized "
    "entry is prohibited and subject to prosecution under Title 18 of the U.S. Code. All "
    "activities and access attempts are logged."
)
LIMITED = ("Query", "Reports", "Utilities", "Help", "Log Out")
FULL = ("Bankruptcy", "Adversary", "Query", "Reports", "Utilities", "Search", "Help", "Log Out")


class Account(NamedTuple):
    """The one attorney whom such a court knows."""

    username: str = "grimmpacer77"
    password: str = "Pacer-Secret-0815"
    login: str = "grimmcmecf42"
    cmecf_password: str = "Cmecf-Secret-4711"
    name: str = "Greta Grimm"
    """What the PACER account is called; the CM/ECF account is called the same."""


@dataclass
class IndependentCourt:
    """A court on a port of loopback, with three sites."""

    domain: ClassVar[str]

    port: int
    account: Account = field(default_factory=Account, kw_only=True)
    asked: list[str] = field(default_factory=list, kw_only=True)
    """Method and address of every request."""

    @property
    def website(self) -> str:
        """The address of its home page."""
        return self._site("www")

    @property
    def sign_on(self) -> str:
        """The address of its sign-on page."""
        return self._site("login")

    @property
    def cmecf(self) -> str:
        """The address of its CM/ECF."""
        return self._site("ecf")

    @property
    def variables(self) -> dict[str, str]:
        """The attorney's credentials as environment variables."""
        return {
            "PACER_USERNAME": self.account.username,
            "PACER_PASSWORD": self.account.password,
            "CMECF_LOGIN": self.account.login,
            "CMECF_PASSWORD": self.account.cmecf_password,
        }

    @property
    def permit(self) -> str:
        """What permits to link the attorney."""
        return f"{self.account.login}={self.account.name}"

    def _site(self, name: str) -> str:
        return f"http://{name}.{self.domain}:{self.port}/"


@contextmanager
def free_port() -> Iterator[tuple[socket.socket, int]]:
    """Listen at a free port of loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening, listening.getsockname()[1]


@contextmanager
def serving(app: ASGIApp, listening: socket.socket) -> Iterator[None]:
    """Serve an app to anyone who comes there."""
    started = Event()
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, ws="none")
    server = _Server(config, started)
    thread = Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    assert started.wait(10), "The court did not start."
    try:
        yield
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)


class _Server(uvicorn.Server):
    """Reports when it has started."""

    def __init__(self, config: uvicorn.Config, started: Event) -> None:
        super().__init__(config)
        self._is_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._is_started.set()


@cache
def templates_of(package: str) -> Environment:
    """Return the templates in the folder `skins` of a package."""
    return Environment(
        loader=PackageLoader(package, "skins"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

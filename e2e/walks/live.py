"""Walks at a court that is not the walk's own, as the configuration of a real one has it."""

import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Protocol

import pytest

from e2e.walks.run import STEPS, CommandResult, follow, impatient, run
from mock_court.embedded import EmbeddedCourt, embedded_court
from mock_court.rules.people import Attorney
from walk.safety.credentials import CMECF, PACER, VARIABLES

SIGN_ON = "/csologin/login.jsf"
"""The path to which the mock's login form is sent."""


class Somewhere(Protocol):
    """A court that is served."""

    @property
    def website(self) -> str:
        """The address of its home page."""

    @property
    def sign_on(self) -> str:
        """The address of its sign-on."""

    @property
    def cmecf(self) -> str:
        """The address of its CM/ECF."""


def place(court: Somewhere, kind: str = "live") -> dict[str, str]:
    """Return a court as the configuration describes an environment."""
    return {
        "kind": kind,
        "website": court.website,
        "signOn": court.sign_on,
        "cmecf": court.cmecf,
    }


def variables_of(attorney: Attorney) -> dict[str, str]:
    """Return the attorney's credentials as environment variables."""
    values = (
        attorney.pacer.username,
        attorney.pacer.password,
        attorney.cmecf.login,
        attorney.cmecf.password,
    )
    return dict(zip((*PACER, *CMECF), values, strict=True))


def permit_of(attorney: Attorney) -> str:
    """Return what permits to link the attorney, as the verification page shows it."""
    return f"{attorney.cmecf.login}={' '.join(attorney.pacer.name.split())}"


@contextmanager
def court_that_asks(scenarios: Sequence[str] = ()) -> Iterator[EmbeddedCourt]:
    """Serve a court whose attorney has to have a passcode."""
    with embedded_court("wiwb", scenarios) as own:
        needs = replace(own.people.attorney(), pacer=own.people.attorney(passcode=True).pacer)
        (attorney,) = own.served.court.enroll([needs])
        yield EmbeddedCourt(own.served, own.people, attorney)


@contextmanager
def given(variables: Mapping[str, str]) -> Iterator[None]:
    """Have these credentials in the environment for a while, and no others."""
    with pytest.MonkeyPatch.context() as patch:
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        for name, value in variables.items():
            patch.setenv(name, value)
        yield


def walk_live(
    folder: Path,
    court: Somewhere,
    variables: Mapping[str, str],
    *options: str | Path,
    kind: str = "live",
    evidence: bool = False,
    patience: int = 1500,
    profile: bool = False,
    **use: object,
) -> CommandResult:
    """Follow the guide at a court as if it were real."""
    config = impatient(folder, {"near": place(court, kind)}, patience, **use)
    here = ("--config", config, "--environment", "near", *options)
    with given(variables):
        return follow(folder / "report", *here, evidence=evidence, profile=profile)


def plan_live(
    folder: Path, court: Somewhere, variables: Mapping[str, str], *options: str
) -> list[str]:
    """Return the line that `plan` prints for each step of such a walk."""
    config = impatient(folder, {"near": place(court)})
    with given(variables):
        ran = run("plan", "--config", config, "--environment", "near", *options)
    assert ran.status == 0
    return ran.output.splitlines()[1 : STEPS + 1]


@contextmanager
def counting() -> Iterator[tuple[int, list[bytes]]]:
    """Listen at a port of loopback, and note every request."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = listening.accept()
                    with caller:
                        caller.settimeout(2)
                        with suppress(OSError):
                            came.append(caller.recv(200))
                            caller.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")

        Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1], came
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)

"""Where a walk goes: the embedded mock court, or the addresses of an environment."""

import http.client
import json
import os
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from walk.errors import CourtFailed, UsageError
from walk.guide.model import Credential
from walk.safety.credentials import Credentials, Permit, forget
from walk.safety.policy import Policy
from walk.safety.redirect_filter import has_redirect_filter
from walk.settings.config import Engine, Environment
from walk.settings.sites import Addresses

if TYPE_CHECKING:
    from mock_court.embedded import EmbeddedCourt, Place

OpenCourt = Callable[[str, Sequence[str]], AbstractContextManager["EmbeddedCourt"]]
"""Opens the embedded court of that id with these scenarios."""

_ANSWER_SECONDS = 5.0


@dataclass(frozen=True)
class Target:
    """A court to walk in, and what may be done there."""

    environment: Environment
    addresses: Addresses
    policy: Policy
    failures: Callable[[], Sequence[Exception]] = field(default=tuple, repr=False)
    """Gives the errors that the endpoints of the embedded court have raised so far."""
    places: "Mapping[str, Callable[[], Place]]" = field(default_factory=dict, repr=False)
    """The screens at which a walk can begin, each with what opens the way to it."""

    @property
    def credentials(self) -> Credentials | None:
        """What is typed there."""
        return self.policy.credentials

    @property
    def is_embedded(self) -> bool:
        """Whether this is the walk's own court, proven to be a mock."""
        return self.policy.is_own_court

    @property
    def is_loopback(self) -> bool:
        """Whether all of it is on this machine."""
        return self.addresses.are_loopback


def open_own_court(court: str, scenarios: Sequence[str]) -> "AbstractContextManager[EmbeddedCourt]":
    """Open the embedded court; its program is imported only for a walk that has one."""
    from mock_court.embedded import embedded_court  # noqa: PLC0415 as said

    return embedded_court(court, scenarios)


def begun(opening: "AbstractContextManager[EmbeddedCourt]", until: ExitStack) -> OpenCourt:
    """Open a court now, in whichever thread this is; what is returned gives it to a walk later.

    It is closed with the walk, or else with `until`.
    """
    own = _entered(opening, until)

    @contextmanager
    def given(_: str, __: Sequence[str]) -> "Iterator[EmbeddedCourt]":
        with until:
            yield own

    return given


def _entered(opening: "AbstractContextManager[EmbeddedCourt]", stack: ExitStack) -> "EmbeddedCourt":
    from mock_court.embedded import CannotOpen  # noqa: PLC0415 as above

    try:
        return stack.enter_context(opening)
    except CannotOpen as error:
        raise UsageError(str(error)) from None


@contextmanager
def opened(
    environment: Environment,
    court: str,
    scenarios: Sequence[str],
    permit: Permit | None = None,
    *,
    open_court: OpenCourt = open_own_court,
) -> Iterator[Target]:
    """Open the environment for a walk: start the embedded court, or go to the given addresses.

    A walk takes only its own court for a mock, proven by its nonce; everything else is live,
    whatever the configuration calls it.
    """
    addresses, variables = environment.addresses(court), dict(os.environ)
    forget(os.environ)
    if addresses is not None:
        policy = Policy.elsewhere(environment.name, variables, permit)
        variables.clear()
        yield _elsewhere(environment, addresses, scenarios, policy)
        return
    with ExitStack() as stack:
        own = _entered(open_court(court, scenarios), stack)
        yield _embedded(environment, own)
        try:
            stack.close()
        except Exception as error:
            failure = error.exceptions[0] if isinstance(error, ExceptionGroup) else error
            raise CourtFailed(
                f"The mock court itself failed by {failure!r}, so do not rely on this walk; "
                "correct the mock and walk again."
            ) from error


def _elsewhere(
    environment: Environment, addresses: Addresses, scenarios: Sequence[str], policy: Policy
) -> Target:
    if scenarios:
        raise UsageError(
            f"The scenario {scenarios[0]!r} is for the embedded court, and the environment "
            f"{environment.name!r} has other addresses; leave one of the two out."
        )
    if environment.kind == "mock":
        for address in addresses.sites:
            # If nothing listens there, the walk itself says so.
            if _is_there(address) and not _nonce(address):
                raise UsageError(
                    f"The environment {environment.name!r} is of kind mock, but {address} does not "
                    "prove to be a mock court; start one with `python -m mock_court`."
                )
    return Target(environment, addresses, policy)


def _embedded(environment: Environment, own: "EmbeddedCourt") -> Target:
    served, pacer, cmecf = own.served, own.attorney.pacer, own.attorney.cmecf
    addresses = Addresses(served.website, served.sign_on, served.cmecf)
    for address in addresses.sites:
        if _nonce(address) != served.nonce:
            raise UsageError(
                f"{address} is not the embedded court; end what else answers at that address."
            )
    values: dict[Credential, str] = {
        "PACER username": pacer.username,
        "PACER password": pacer.password,
        "PACER client code": "",
        # A page shows names with their white space folded.
        "PACER name": " ".join(pacer.name.split()),
        "CM/ECF login": cmecf.login,
        "CM/ECF password": cmecf.password,
        "CM/ECF login and name": " ".join(f"{cmecf.login} {cmecf.name}".split()),
    }
    credentials = Credentials(values, pacer.otp_secret)
    policy = Policy(environment.name, is_own_court=True, credentials=credentials)
    return Target(environment, addresses, policy, lambda: served.failures, own.places)


def _is_there(address: str) -> bool:
    try:
        with socket.create_connection(_loopback(address), timeout=_ANSWER_SECONDS):
            return True
    except OSError:
        return False


def _nonce(address: str) -> str | None:
    """Return the nonce by which a mock court proves itself at a loopback address."""
    host, port = _loopback(address)
    # Not every resolver knows *.localhost, so the name is sent as a header and not resolved.
    connection = http.client.HTTPConnection(host, port, timeout=_ANSWER_SECONDS)
    with closing(connection), suppress(OSError, http.client.HTTPException, ValueError):
        connection.request("GET", "/.mock-court", headers={"Host": urlsplit(address).netloc})
        answer = json.load(connection.getresponse())
        nonce = answer.get("nonce") if isinstance(answer, dict) else None
        return nonce if isinstance(nonce, str) else None
    return None


def _loopback(address: str) -> tuple[str, int]:
    return "127.0.0.1", urlsplit(address).port or 80


def check_redirects_are_filtered(engine: Engine, target: Target) -> None:
    """Refuse to type real credentials in a browser that would send them on."""
    if target.credentials and not target.is_embedded and not has_redirect_filter(engine):
        raise UsageError(
            f"No credentials are typed in {engine} away from the embedded court, since it sends a "
            "form on wherever a redirect leads; leave out --browser, or unset PACER_USERNAME and "
            "PACER_PASSWORD."
        )

"""Which addresses belong to a court, and which lead out of the courts."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

_OF_THE_JUDICIARY = ("uscourts.gov", "pacer.gov")


def origin(address: str) -> tuple[str, str]:
    """Return scheme and host with port: a page without encryption is not the site that has it."""
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


def is_on(address: str, addresses: Addresses) -> bool:
    """Say whether an address is on one of the three sites."""
    return origin(address) in map(origin, addresses.sites)


def is_asset(address: str, assets: Collection[str]) -> bool:
    """Say whether an address is on one of these hosts or origins.

    A host alone is the encrypted one at its usual port, and on this machine any.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    is_usual = (parts.scheme, parts.port or 443) == ("https", 443)
    by_host = host in assets and (is_usual or is_loopback(host))
    return by_host or f"{parts.scheme}://{parts.netloc}" in assets


def leads_out(address: str, addresses: Addresses) -> bool:
    """Say whether an address is neither in the domain of the three sites nor the judiciary's.

    Courts link to each other and to PACER, and no guide says at which of their hosts.
    """
    host = urlsplit(address).hostname
    own = _domain(addresses)
    # Sites on hosts that have no domain in common may have their other pages anywhere.
    if not host or not own or is_on(address, addresses):
        return False
    return not any(host == each or host.endswith(f".{each}") for each in (own, *_OF_THE_JUDICIARY))


def _domain(addresses: Addresses) -> str | None:
    """Return the domain that the three sites have in common, if it has two labels or more."""
    labels = [(urlsplit(site).hostname or "").split(".")[::-1] for site in addresses.sites]
    common = [first for first, *_ in takewhile(_are_one, zip(*labels, strict=False))]
    return ".".join(common[::-1]) if len(common) > 1 else None


def _are_one(labels: tuple[str, ...]) -> bool:
    return len(set(labels)) == 1


@dataclass(frozen=True)
class Addresses:
    """The three sites of one court, each address ending in a slash."""

    website: str
    sign_on: str
    cmecf: str

    @property
    def sites(self) -> tuple[str, str, str]:
        """All three."""
        return self.website, self.sign_on, self.cmecf

    @property
    def are_loopback(self) -> bool:
        """Whether all three are on this machine."""
        return all(is_loopback(urlsplit(site).hostname or "") for site in self.sites)


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

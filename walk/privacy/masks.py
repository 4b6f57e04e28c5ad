"""What outlines and addresses of one walk mask, so that walks of different people compare equal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from walk.privacy.private_data import MASK, PrivateData, names_of
from walk.privacy.spellings import ALONE, Secret, masked
from walk.safety.target import Target

_RECASED = " in other capitals"
_NUMBER = "[number]"

# What an address holds once and never again. A court's own numbers of a page, as in
# `showpage.pl?16`, are shorter and stay.
_ONE_TIME = re.compile(
    r"""(?P<kept>(?<![A-Za-z])id=|j_idt?|;jsessionid=|ViewState=
         |[?&;]\w*(?:token|ticket|nonce|session)\w*=)[^?&#;:/\s"-][^?&#;:/\s"]*
      |(?<![A-Za-z0-9])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{16,}(?![A-Za-z0-9])
      |\d{5,}""",
    re.VERBOSE | re.IGNORECASE,
)
# JSF has the session's cookie in the address of its first page, before it knows that a browser
# keeps cookies.
_SESSION = re.compile(r"""(;jsessionid=)[^?&#;/\s"']+""", re.IGNORECASE)
_OF_A_VALUE = re.compile(r"\[(?:secret(?: in other capitals)?|(?:CM/ECF|PACER) [^\]]+)\]")


def values_in(words: str) -> list[str]:
    """Return the names of the values that were masked in the words, in their order."""
    return _OF_A_VALUE.findall(words)


@dataclass(frozen=True)
class Masks:
    """The private data, the attorney's own values and the sites of one walk."""

    private: PrivateData = field(default_factory=PrivateData, repr=False)
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The attorney's values by name: `PACER name` replaces what that attorney is called."""
    sites: Mapping[str, str] = field(default_factory=dict)
    """The addresses of the sites by name: website, sign-on, cmecf."""

    def without_secrets(self, text: str, *, shows_names: bool = True) -> str:
        """Return the text with every secret masked, and sessions in addresses."""
        # A page may write somebody's login in capitals, which says as much.
        text = masked(text, self.private.masked(shows_names=shows_names), _RECASED)
        return _SESSION.sub(rf"\1[{MASK}]", text) if ";" in text else text

    def words(self, text: str) -> str:
        """Return the text without secrets, and with names for the values and the sites."""
        text = masked(self.without_secrets(text), self._values)
        for site, name in self._sites:
            text = site.sub(name, text)
        return self._port.sub(r"\1", text) if self._port else text

    def address(self, text: str) -> str:
        """Return an address like `words`, and without what it holds only this once."""
        return _ONE_TIME.sub(lambda found: (found["kept"] or "") + _NUMBER, self.words(text))

    @cached_property
    def _values(self) -> list[Secret]:
        named = self.values.items()
        return [Secret(name, value, ALONE) for name, value in named if value.strip()]

    @cached_property
    def _sites(self) -> list[tuple[re.Pattern[str], str]]:
        longest = sorted(self.sites.items(), key=lambda each: len(each[1]), reverse=True)
        return [(_site_pattern(address.rstrip("/")), f"{{{name}}}") for name, address in longest]

    @cached_property
    def _port(self) -> re.Pattern[str] | None:
        """The pattern of another host at a port of these sites: the mock takes any free port."""
        ports = {str(port) for each in self.sites.values() if (port := urlsplit(each).port)}
        if not ports:
            return None
        either = "|".join(sorted(ports))
        return re.compile(rf"((?://|%2F%2F)[\w.-]+)(?::|%3A)(?:{either})(?!\d)", re.IGNORECASE)


def masks_of(target: Target, private: PrivateData) -> Masks:
    """Return what the outlines of a walk at `target` mask."""
    known, addresses = target.credentials, target.addresses
    values = {str(name): value for name, value in known.values.items()} if known else {}
    if private.is_of_real_people:
        values |= dict(names_of(values.get("PACER name", "")))
    sites = {
        "website": addresses.website,
        "sign-on": addresses.sign_on,
        "cmecf": addresses.cmecf,
    }
    return Masks(private, values, sites)


def _site_pattern(address: str) -> re.Pattern[str]:
    """Return the pattern of a site's address, plain or as in the address of a form sent by GET."""
    either = {":": "(?::|%3[Aa])", "/": "(?:/|%2[Ff])"}
    spelled = "".join(either.get(character, re.escape(character)) for character in address)
    return re.compile(spelled + r"(?![\w-]|\.\w|:\d|%3A\d)")

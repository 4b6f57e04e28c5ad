"""What outlines and addresses of one walk hide, so that walks of other people compare equal."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from walk.privacy.distinctive import is_distinctive

STRUCK_OUT = "[secret]"
RECASED = "[secret in other capitals]"
NUMBER = "[number]"

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


def spelled(words: str) -> str:
    """Return the pattern of words, plain or as in the address of a form sent by GET."""
    return "".join(map(_character, words))


def _alone(secret: str) -> str:
    """Return the pattern of a secret that stands by itself."""
    return rf"(?<![^\W_]){spelled(secret)}(?![^\W_])"


def _character(character: str) -> str:
    encoded = "".join(f"%{byte:02x}" for byte in character.encode("utf-8", "replace"))
    plain = r"\s|\+" if character == " " else re.escape(character)
    return f"(?:{plain}|(?i:{encoded}))"


def values_in(words: str) -> list[str]:
    """Return the names of the values that were masked in the words, in their order."""
    return _OF_A_VALUE.findall(words)


@dataclass(frozen=True)
class Masks:
    """The secrets, the attorney's own values and the sites of one walk, as `Target` has them."""

    secrets: Collection[str] = field(default=(), repr=False)
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The attorney's values by name: `PACER name` is to stand for what that attorney is called."""
    sites: Mapping[str, str] = field(default_factory=dict)
    """The addresses of the sites by name: website, sign-on, cmecf."""

    def without_secrets(self, text: str) -> str:
        """Return the text with every secret struck out, and sessions in addresses."""
        for secret in self._secrets:
            text = secret.sub(STRUCK_OUT, text)
        # A page may write somebody's login in capitals, which tells as much.
        for secret in self._recased:
            text = secret.sub(RECASED, text)
        return _SESSION.sub(rf"\1{STRUCK_OUT}", text) if ";" in text else text

    def words(self, text: str) -> str:
        """Return the text without secrets, and with names for the values and the sites."""
        text = self.without_secrets(text)
        if self._values:
            text = self._values.sub(lambda found: f"[{self._name(found)}]", text)
        for site, name in self._sites:
            text = site.sub(name, text)
        return self._port.sub(r"\1", text) if self._port else text

    def address(self, text: str) -> str:
        """Return an address like `words`, and without what it holds only this once."""
        return _ONE_TIME.sub(lambda found: (found["kept"] or "") + NUMBER, self.words(text))

    @cached_property
    def _longest_first(self) -> list[str]:
        # One secret may be part of another.
        return sorted(filter(None, self.secrets), key=len, reverse=True)

    @cached_property
    def _secrets(self) -> list[re.Pattern[str]]:
        # What may be part of other words has to stand by itself.
        return [
            re.compile(spelled(secret) if is_distinctive(secret) else _alone(secret))
            for secret in self._longest_first
        ]

    @cached_property
    def _recased(self) -> list[re.Pattern[str]]:
        return [re.compile(_alone(secret), re.IGNORECASE) for secret in self._longest_first]

    @cached_property
    def _named(self) -> list[tuple[str, str]]:
        named = [(name, value) for name, value in self.values.items() if value.strip()]
        return sorted(named, key=lambda each: len(each[1]), reverse=True)

    @cached_property
    def _values(self) -> re.Pattern[str] | None:
        # One pattern for all of them, so that no name that was put in is looked through again.
        either = "|".join(f"({spelled(value)})" for _, value in self._named)
        whole = rf"(?:(?<!\w)|(?<=%[0-9A-Fa-f]{{2}}))(?:{either})(?!\w)"
        return re.compile(whole, re.IGNORECASE) if either else None

    def _name(self, found: re.Match[str]) -> str:
        return self._named[(found.lastindex or 1) - 1][0]

    @cached_property
    def _sites(self) -> list[tuple[re.Pattern[str], str]]:
        longest = sorted(self.sites.items(), key=lambda each: len(each[1]), reverse=True)
        return [
            (re.compile(spelled(address.rstrip("/")) + r"(?![\w-]|\.\w|:\d|%3A\d)"), f"{{{name}}}")
            for name, address in longest
        ]

    @cached_property
    def _port(self) -> re.Pattern[str] | None:
        """The pattern of another host at a port of these sites: the mock takes any free port."""
        ports = {str(port) for each in self.sites.values() if (port := urlsplit(each).port)}
        if not ports:
            return None
        either = "|".join(sorted(ports))
        return re.compile(rf"((?://|%2F%2F)[\w.-]+)(?::|%3A)(?:{either})(?!\d)", re.IGNORECASE)

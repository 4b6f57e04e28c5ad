"""The private data of one walk: each value is registered once, when it becomes known."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from walk.errors import UsageError
from walk.guide.model import Guide
from walk.privacy.distinctive import is_distinctive, is_searchable, is_word, own_words, words_in
from walk.privacy.leak_scan import check
from walk.privacy.spellings import ALONE, ANYWHERE, Secret
from walk.safety.target import Target

MASK = "secret"
"""What replaces a secret, in brackets."""


class Kind(Enum):
    """What kind of private data a value is, which decides where it may be."""

    SECRET = auto()
    """A password, the secret of passcodes, or a passcode: nowhere."""
    USERNAME = auto()
    """A real person's: nowhere, as far as it can be searched for."""
    NAME = auto()
    """What a real person is called: only in the evidence of steps at which the guide shows it."""
    CLIENT_CODE = auto()
    """Nowhere, if it can be searched for; otherwise it may be any number or word of a page."""
    COOKIE = auto()
    """In no file; pages do not show it, so nothing is masked."""


@dataclass(frozen=True)
class _Entry:
    value: str
    kind: Kind
    is_searched: bool
    is_masked: bool
    is_name: bool
    in_pages: Secret


class PrivateData:
    """Secrets, usernames, names and cookies, each by what it is called."""

    def __init__(self, report_words: Collection[str] = ()) -> None:
        """Begin with nothing; `report_words` are in every report and cannot be searched for."""
        self._report_words = report_words
        self._entries: dict[str, _Entry] = {}

    def add(self, name: str, value: str, kind: Kind = Kind.SECRET) -> None:
        """Register a value; a second value of the same name does not replace the first."""
        # PACER keeps the client code in a cookie too, and it may be an ordinary word.
        if kind is Kind.COOKIE and value in self._client_codes:
            return
        while name in self._entries and self._entries[name].value != value:
            name += " again"
        # A cookie that is an ordinary word is still one that nothing else should have.
        words = () if kind is Kind.COOKIE else self._report_words
        is_searched = kind is not Kind.NAME and is_searchable(value, words)
        is_given = kind in (Kind.SECRET, Kind.USERNAME) or (
            kind is Kind.CLIENT_CODE and is_searched
        )
        self._entries[name] = _Entry(
            value,
            kind,
            is_searched,
            is_masked=is_given and bool(value) and value.casefold() not in words,
            is_name=kind is Kind.NAME or (kind is Kind.USERNAME and is_searched),
            in_pages=Secret(MASK, value, ANYWHERE if is_distinctive(value) else ALONE),
        )

    @property
    def _client_codes(self) -> list[str]:
        return [each.value for each in self._entries.values() if each.kind is Kind.CLIENT_CODE]

    @property
    def searched(self) -> dict[str, str]:
        """What no file may hold, by name."""
        return {name: entry.value for name, entry in self._entries.items() if entry.is_searched}

    @property
    def in_traces(self) -> dict[str, str]:
        """What is removed from traces, by name."""
        entries = self._entries.items()
        return {name: entry.value for name, entry in entries if entry.is_searched or entry.is_name}

    @property
    def unsearchable(self) -> list[str]:
        """One sentence for each given value that cannot be searched for."""
        return [
            f"The {name} is not searched for in what this walk leaves, since it "
            + ("is a word of every report." if is_word(entry.value) else "is too short.")
            for name, entry in self._entries.items()
            if entry.kind in (Kind.SECRET, Kind.USERNAME) and not entry.is_searched
        ]

    @property
    def names(self) -> list[str]:
        """What real people are called, by others and by the sites."""
        return [entry.value for entry in self._entries.values() if entry.is_name]

    @property
    def is_of_real_people(self) -> bool:
        """Whether usernames or names are private here; the people of a mock are made up."""
        return any(each.kind in (Kind.USERNAME, Kind.NAME) for each in self._entries.values())

    def masked(self, *, shows_names: bool = True) -> list[Secret]:
        """Return what is masked on pages, also what is too short to be searched for in files."""
        entries = self._entries.values()
        return [
            each.in_pages
            for each in entries
            if each.is_masked or (each.is_name and not shows_names)
        ]

    def check_report(self, folder: Path) -> None:
        """Raise `Leaked` if a file in the folder holds any of it; without any, do nothing."""
        if secrets := self.searched:
            check(folder, secrets)


def private_data_of(target: Target, guide: Guide) -> PrivateData:
    """Return what a walk at `target` keeps private from the start.

    `UsageError` if nothing of it can be searched for: a scan for nothing proves nothing.
    """
    known = target.credentials
    if known is None:
        return PrivateData()
    usernames = {} if target.is_embedded else known.usernames
    given = known.secrets | usernames
    # Reading all our own words takes a moment, and most secrets are none.
    words = [*given.values(), *filter(None, [known.client_code])]
    is_clear = target.is_embedded or all(map(is_distinctive, words))
    private = PrivateData(frozenset() if is_clear else _report_words(target, guide))
    for name, value in given.items():
        private.add(name, value, Kind.USERNAME if name in usernames else Kind.SECRET)
    if not private.searched:
        raise UsageError(
            f"Each of {', '.join(given)} is too short or a word of every report, so nothing could "
            "prove that the report is clean; walk with an account that has a better password."
        )
    if not target.is_embedded:
        if known.client_code:
            private.add("PACER client code", known.client_code, Kind.CLIENT_CODE)
        for name, value in names_of(known.values.get("PACER name", "")):
            private.add(name, value, Kind.NAME)
        permit = target.policy.permit
        if permit and permit.cmecf_name not in ("", permit.name):
            private.add("CM/ECF name", permit.cmecf_name, Kind.NAME)
    return private


def _report_words(target: Target, guide: Guide) -> frozenset[str]:
    """Return the words that a report of this walk has, whatever the site shows."""
    return own_words() | words_in(
        repr(guide), repr(target.addresses), target.environment.name, target.environment.kind
    )


def names_of(name: str) -> Iterator[tuple[str, str]]:
    """Yield a PACER name as people say it, and as lists have it."""
    if name:
        *first, last = name.split()
        yield "PACER name", name
        yield "PACER name in a list", f"{last}, {' '.join(first)}"

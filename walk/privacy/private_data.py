"""What a walk must not tell: no secrets, and names of real people only where the guide does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from walk.errors import UsageError
from walk.guide.model import Guide
from walk.privacy.distinctive import is_distinctive, is_searchable, is_word, own_words, words_in
from walk.privacy.leak_scan import check
from walk.privacy.masks import Masks
from walk.safety.target import Target


@dataclass(frozen=True)
class Discretion:
    """The secrets and the names of one walk, by what they are called."""

    secrets: Mapping[str, str] = field(repr=False)
    """What must stand in nothing that is left; of real people also who they are."""
    struck_out: Collection[str] = field(repr=False)
    """That, and what is too short to be looked for; no words that a report says anyway."""
    names: Mapping[str, str] = field(repr=False)
    """What real people are called, by themselves and by the sites."""
    unsearchable: Collection[str] = ()
    """Sentences on what was given and cannot be looked for."""

    def prove_kept(self, folder: Path, met: Mapping[str, str]) -> None:
        """Scan what is left, also for what was met; without credentials there is nothing."""
        if secrets := {**self.secrets, **met}:
            check(folder, secrets)


def discretion(target: Target, guide: Guide) -> Discretion:
    """Return what a walk at `target` must not tell.

    A UsageError says that nothing of it could be told from the words of any report: a scan for
    nothing proves nothing.
    """
    known = target.credentials
    if known is None:
        return Discretion({}, (), {})
    if target.is_embedded:
        return Discretion(known.secrets, known.secrets.values(), {})
    given = known.secrets | known.usernames
    # Reading all our own words takes a moment, and most secrets are none.
    is_clear = all(map(is_distinctive, given.values()))
    said = frozenset() if is_clear else _said(target, guide)
    sought = {name: value for name, value in given.items() if is_searchable(value, said)}
    if not sought:
        raise UsageError(
            f"Of {', '.join(given)} nothing can be told from the words of any report, so nobody "
            "could prove that it is clean; walk with an account that has a better password."
        )
    unsearchable = [_why_not(name, value) for name, value in given.items() if name not in sought]
    usernames = {name: sought[name] for name in known.usernames if name in sought}
    names = dict(_names(known.values.get("PACER name", "")))
    struck_out = [value for value in given.values() if value.casefold() not in said]
    return Discretion(sought, struck_out, usernames | names, unsearchable)


def masks_of(target: Target, hidden: Discretion) -> Masks:
    """Return what the outlines of a walk at `target` hide."""
    known, addresses = target.credentials, target.addresses
    return Masks(
        secrets=hidden.struck_out,
        values=dict(known.values.items()) | dict(hidden.names) if known else {},
        sites={
            "website": addresses.website,
            "sign-on": addresses.sign_on,
            "cmecf": addresses.cmecf,
        },
    )


def _said(target: Target, guide: Guide) -> frozenset[str]:
    """Return the words that a report of this walk says whatever the site shows."""
    return own_words() | words_in(
        repr(guide), repr(target.addresses), target.environment.name, target.environment.kind
    )


def _names(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name as people say it, and as lists have it."""
    if name:
        *first, last = name.split()
        yield "PACER name", name
        yield "PACER name in a list", f"{last}, {' '.join(first)}"


def _why_not(name: str, value: str) -> str:
    why = "is a word of every report" if is_word(value) else "is too short to be told from others"
    return f"The {name} is not looked for in what this walk leaves, since it {why}."

"""A court's profile: the words and lists of its pages, as data in `courts/*.toml`."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter

COURTS = Path(__file__).parent

Destination = Literal["case_locator", "cmecf", "proof_of_claim", "debtor_education"]

LINK = "LINK"
"""In a menu, the place of the item that leads to the link form."""


class UnknownCourt(ValueError):
    """No court has the id that was asked for."""


@dataclass(frozen=True)
class QuickLink:
    """One link of the home page's quick-links box."""

    label: str
    leads_to: Destination


@dataclass(frozen=True)
class MenuBarItems:
    """The items of the menu bar, by name, before and after linking, and their labels."""

    limited: tuple[str, ...]
    full: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Group:
    """A group of items in a menu; without a heading its items stand directly in the menu."""

    items: tuple[str, ...]
    heading: str | None = None
    filers_only: bool = False


@dataclass(frozen=True)
class Profile:
    """What one court's pages say."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: str
    pacer_id: str
    title: str
    full_name: str
    header: tuple[str, str]
    database: str
    document_filing: str
    live_since: str
    help_desk: str
    link_item: str
    link_heading: str
    quick_links: tuple[QuickLink, ...]
    menu_bar: MenuBarItems
    menus: Mapping[str, tuple[Group, ...]]
    agrees_to_redaction: bool = False
    """Everybody has to accept the redaction agreement after Login."""
    announcement: str | None = None
    """What stands above everything else on every page."""

    @cached_property
    def website_host(self) -> str:
        """The host of the court's public website."""
        return f"www.{self.id}.uscourts.localhost"

    @cached_property
    def cmecf_host(self) -> str:
        """The host of the court's CM/ECF."""
        return f"ecf.{self.id}.uscourts.localhost"


SIGN_ON_HOST = "pacer.login.uscourts.localhost"
CASE_LOCATOR_HOST = "pcl.uscourts.localhost"
MAILBOX_HOST = "mailbox.uscourts.localhost"


def court_ids() -> tuple[str, ...]:
    """Return the ids of all courts that have a profile."""
    return tuple(sorted(path.stem for path in COURTS.glob("*.toml")))


def read_profile(court_id: str) -> Profile:
    """Read the profile of the court called `court_id`, such as `wiwb`."""
    known = court_ids()
    if court_id not in known:
        near = difflib.get_close_matches(court_id, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the courts are {', '.join(known)}."
        raise UnknownCourt(f"There is no court {court_id!r}: {hint}")
    text = (COURTS / f"{court_id}.toml").read_text(encoding="utf-8")
    return TypeAdapter(Profile).validate_python(tomllib.loads(text))

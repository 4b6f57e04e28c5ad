"""A court's profile: the words and lists of its pages, as data in `courts/*.toml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter

from mock_court.data_files import BrokenFile, hint, read_data
from mock_court.errors import UsageError

COURTS = Path(__file__).parent

Destination = Literal["case_locator", "cmecf", "proof_of_claim", "debtor_education"]

LINK = "LINK"
"""In a menu, the place of the item that leads to the link form."""


class UnknownCourt(UsageError):
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
    """A group of items in a menu; without a heading its items are directly in the menu."""

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
    """What is above everything else on every page."""

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


@cache
def _adapter() -> TypeAdapter[Profile]:
    # It takes longer to make than a profile takes to read, and a run of the tests has a thousand.
    return TypeAdapter(Profile)


def read_profile(court_id: str) -> Profile:
    """Read the profile of the court called `court_id`, such as `wiwb`."""
    known = court_ids()
    if court_id not in known:
        raise UnknownCourt(f"There is no court {court_id!r}: {hint(court_id, known, 'courts')}")
    path = COURTS / f"{court_id}.toml"
    profile = read_data(path, _adapter())
    if mistakes := [f"{what} in {path}: {advice}" for what, advice in _mistakes(profile, court_id)]:
        raise BrokenFile("\n".join(mistakes))
    return profile


def _mistakes(profile: Profile, file_name: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a profile whose keys and types are right, and what to do."""
    bar, menus = profile.menu_bar, profile.menus
    if profile.id != file_name:
        yield f"`id` is {profile.id!r}", f"it should be {file_name!r}, like the name of the file."
    for name in ("limited", "full"):
        for item in getattr(bar, name):
            if item not in bar.labels:
                advice = hint(item, bar.labels, "items with a label")
                yield f"`menu_bar.{name}` has the item {item!r} without a label", advice
    for item, label in bar.labels.items():
        if not label.strip("& ") or label.endswith("&"):
            yield (
                f"`menu_bar.labels.{item}` is {label!r}",
                "it should be words, with & at most before the letter that is underlined.",
            )
    for menu in menus:
        if menu not in (*bar.limited, *bar.full):
            advice = hint(menu, dict.fromkeys((*bar.limited, *bar.full)), "items")
            yield f"`menus.{menu}` belongs to no item of the menu bar", advice
    if not any(LINK in group.items for groups in menus.values() for group in groups):
        yield f"No menu has the item {LINK!r}", "add it where the link form is reached."

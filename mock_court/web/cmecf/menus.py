"""The menu bar and its menus, as the pages and the menu script show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode

from markupsafe import Markup

from mock_court.courts.profile import LINK, Profile
from mock_court.rules.court import Role


@dataclass(frozen=True)
class Item:
    """An item of a menu or of the bar: it leads somewhere, runs a script, or has a menu."""

    label: str
    href: str | None
    onclick: str | None = None
    groups: Sequence[OpenGroup] = ()


@dataclass(frozen=True)
class OpenGroup:
    """A group of a menu; with a heading it has a page to itself."""

    heading: str | None
    href: str | None
    items: Sequence[Item]


@dataclass(frozen=True, eq=False)
class Bar:
    """The menu bar of somebody: limited before linking, full after."""

    items: Sequence[Item]
    is_full: bool
    menus: Mapping[str, Sequence[OpenGroup]] = field(default_factory=dict)
    """What somebody who has this bar sees of every menu that has a page."""


def page_name(menu: str) -> str:
    """Return the name by which DisplayMenu.pl knows a menu: `BankruptcyEvents`, `Utilities`."""
    return menu.capitalize() + ("" if menu in {"reports", "utilities"} else "Events")


def groups(profile: Profile, menu: str, role: Role, menu_id: int) -> list[OpenGroup]:
    """Return the groups of a menu that somebody in that role sees."""
    return [
        OpenGroup(
            group.heading,
            group.heading and _menu_href(menu, id=menu_id, group=group.heading),
            [_item(profile, label) for label in group.items],
        )
        for group in profile.menus[menu]
        if role is Role.FILER or not group.filers_only
    ]


def bar(profile: Profile, role: Role, menu_id: int) -> Bar:
    """Return the menu bar of somebody in that role, with all its menus."""
    is_full = role is Role.FILER
    names = profile.menu_bar.full if is_full else profile.menu_bar.limited
    menus = {menu: groups(profile, menu, role, menu_id) for menu in profile.menus}
    return Bar([_bar_item(profile, name, menu_id, menus) for name in names], is_full, menus)


def _bar_item(
    profile: Profile, name: str, menu_id: int, menus: Mapping[str, Sequence[OpenGroup]]
) -> Item:
    label = _with_access_letter(profile.menu_bar.labels[name])
    if name in menus:
        return Item(label, _menu_href(name, id=menu_id), groups=menus[name])
    hrefs = {
        "query": "/cgi-bin/iquery.pl",
        "search": "javascript: CMECF.MainMenu.searchPrompt();",
        "log_out": "/cgi-bin/login.pl?logout",
        "user_manual": _item(profile, label).href,
    }
    # As in life, Help is an <a> without an address: it is no link to a screen reader.
    onclick = "CMECF.MainMenu.showHelpPage(''); return false" if name == "help" else None
    return Item(label, hrefs.get(name), onclick)


def _with_access_letter(label: str) -> Markup:
    before, mark, after = label.partition("&")
    if not mark:
        return Markup.escape(label)
    return Markup("{}<u>{}</u>{}").format(before, after[0], after[1:])


def _menu_href(menu: str, **query: object) -> str:
    return f"/cgi-bin/DisplayMenu.pl?{page_name(menu)}&{urlencode(query)}"


def _item(profile: Profile, label: str) -> Item:
    if label == LINK:
        return Item(profile.link_item, "/cgi-bin/LinkAccount.pl")
    return Item(label, f"/cgi-bin/Item.pl?{quote_plus(label)}")

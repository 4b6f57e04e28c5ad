"""Finds the screens and the things of a court in a parsed page."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.element import NavigableString, PageElement, Tag
from bs4.formatter import HTMLFormatter

from mock_court.drifts.catalogue import Role, Screen, Thing

_PAGES: Mapping[str, tuple[Screen, str]] = {
    "website/home.html": ("website", "body"),
    "cmecf/landing.html": ("landing-page", "#cmecfMainContent"),
    "sign_on/login.html": ("sign-on", "#pscLoginPanel"),
    "sign_on/login_panel.html": ("sign-on", "#pscLoginPanel"),
    "sign_on/redaction_button.html": ("redaction-agreement", ".buttons"),
    "cmecf/menu.html": ("menu", "#cmecfMainContent"),
    "cmecf/link_form.html": ("link-form", "#cmecfMainContent"),
    "cmecf/link_verification.html": ("verification", "#cmecfMainContent"),
    "cmecf/link_confirmation.html": ("confirmation", "#cmecfMainContent"),
    "cmecf/link_confirmation_pop_up.html": ("confirmation", "#cmecfMainContent"),
}
"""The screen that a template makes, and where in it that screen is: above it is the menu bar."""

BAR = "[data-menu-bar]"
DROP_DOWN = "[data-drop-down]"


@dataclass(frozen=True)
class Place:
    """A screen in the tree of a page."""

    screen: Screen
    tree: BeautifulSoup
    region: Tag
    elsewhere: str
    """An address at a host that is not the court's."""


@dataclass(frozen=True)
class Spot:
    """A thing in the tree: what a reader uses or reads, and what holds its words."""

    place: Place
    thing: Thing
    control: Tag
    holder: Tag | NavigableString
    unit: Sequence[PageElement]
    """All that comes and goes with it."""

    @property
    def words(self) -> str:
        """Its words, as a reader sees them."""
        return words_of(self.holder)


def screens(template: str, facts: Mapping[str, Any]) -> Iterator[tuple[Screen, str]]:
    """Yield the screens that a template makes of these facts, each with its selector."""
    if template in _PAGES:
        yield _PAGES[template]
    # As in life the agreement is always in the page of sign-on, and mostly not shown.
    if template == "sign_on/login.html":
        yield "redaction-agreement", "#redactionDlg"
    if "bar" in facts:
        name: Screen = "full-menu-bar" if facts["bar"].is_full else "limited-menu-bar"
        # The menu script brings the list alone, but with the menus.
        if template == "cmecf/bar.html":
            yield name, BAR
            yield "menu", DROP_DOWN
        else:
            yield name, ".noprint"


def parsed(text: str) -> BeautifulSoup:
    """Parse a page, or a part of one."""
    return BeautifulSoup(text, "html.parser", multi_valued_attributes=None)


class _AsWritten(HTMLFormatter):
    """Writes a tree as a template would: attributes keep their order."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, str | None]]:
        """Return the attributes in the order in which they came."""
        return [(name, str(value) or None) for name, value in tag.attrs.items()]


_AS_WRITTEN = _AsWritten(
    entity_substitution=EntitySubstitution.substitute_xml, void_element_close_prefix=""
)


def written(tree: BeautifulSoup) -> str:
    """Write a tree as text again."""
    return tree.decode(formatter=_AS_WRITTEN)


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute, or nothing."""
    return str(tag.get(name, ""))


def words_of(holder: Tag | NavigableString) -> str:
    """Return what a reader sees of it, without the » that quick links end in."""
    if isinstance(holder, Tag) and holder.name == "input":
        text = attribute(holder, "value")
    else:
        text = holder.get_text()
    return " ".join(text.split()).removesuffix("»").rstrip()


def find(place: Place, thing: Thing) -> Spot | None:
    """Return the thing where it is."""
    return next((spot for spot in every(place, thing) if spot.words == thing.words), None)


def every(place: Place, thing: Thing) -> Iterator[Spot]:
    """Yield all things of the same role in that region, in their order."""
    if finder := _FINDERS.get(thing.role):
        for control, holder, unit in finder(place.region):
            yield Spot(place, thing, control, holder, unit)
    else:
        selector = _LINKS[thing.screen] if thing.role == "link" else _SELECTORS[thing.role]
        for tag in place.region.select(selector):
            in_list = tag.parent if tag.parent is not None and tag.parent.name == "li" else tag
            yield Spot(place, thing, tag, tag, [in_list])


_SELECTORS: Mapping[Role, str] = {
    "heading": "h1, h2",
    "text": "p",
    "button": "button, input[type=submit], input[type=reset]",
    "entry": "li > a",
}
_LINKS: Mapping[Screen, str] = {
    "website": ".welcome-links a",
    "landing-page": "p > a",
    "sign-on": ".links a",
}
_Parts = Iterator[tuple[Tag, Tag | NavigableString, Sequence[PageElement]]]


def _names(region: Tag) -> _Parts:
    for tag in region.select("p > b"):
        caption = tag.previous_sibling
        if isinstance(caption, NavigableString):
            yield tag, caption, [caption, tag]


def _fields(region: Tag) -> _Parts:
    for row in region.select(".field, .ui-chkbox, tr"):
        field = row.select_one("input:not([type=submit], [type=reset])")
        caption = row.select_one("label, td")
        if field and caption:
            yield field, caption, [row]


def _items(region: Tag) -> _Parts:
    for item in region.select(f"{BAR} > li"):
        if label := item.find(recursive=False):
            yield label, label, [item]


def _groups(region: Tag) -> _Parts:
    for heading in region.select("h3, h6"):
        below = heading.find_next_sibling()
        has_list = below is not None and below.name == "ul"
        control = heading.find(recursive=False) or heading
        yield control, control, [heading, below] if below and has_list else [heading]


_FINDERS: Mapping[Role, Callable[[Tag], _Parts]] = {
    "name": _names,
    "field": _fields,
    "item": _items,
    "group": _groups,
}


def write(holder: Tag | NavigableString, words: str) -> None:
    """Put other words in the place of a thing's own; what is beside them stays."""
    if isinstance(holder, NavigableString):
        before, after = re.findall(r"^\s*|\s*$", holder)[0], holder[len(holder.rstrip()) :]
        holder.replace_with(f"{before}{words}{after}")
    elif holder.name == "input":
        holder["value"] = words
    else:
        sign = " »" if holder.get_text().rstrip().endswith("»") else ""
        arrows = [tag.extract() for tag in holder.find_all(recursive=False) if not words_of(tag)]
        holder.clear()
        holder.append(words + sign)
        for arrow in arrows:
            holder.extend([" ", arrow])

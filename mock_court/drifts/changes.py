"""The kinds of drift: each is a small function on the tree of a page and a thing in it."""

from __future__ import annotations

import copy
import json
from functools import wraps
from typing import TYPE_CHECKING, Literal, get_args

from bs4.element import Comment, NavigableString, Tag

from mock_court.drifts import new_words
from mock_court.drifts.page_tree import Found, attribute, every, find, words_of, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bs4.element import PageElement

    from mock_court.drifts.catalogue import Role, Thing
    from mock_court.drifts.page_tree import Place

Kind = Literal[
    "renamed",
    "recased",
    "reworded",
    "moved",
    "reordered",
    "re_roled",
    "retargeted",
    "removed",
    "added",
    "ambiguous",
    "disabled",
    "wrong_value",
    "behaves",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

REQUIRED = "*"
"""Told to `added`, it adds a required mark to a field and not a further field."""

_QUERY, _HELP = "/cgi-bin/iquery.pl", "/cgi-bin/Help.pl"
_ADDED: Mapping[Role, str] = {
    "link": "Frequently Asked Questions",
    "item": "Calendar",
    "button": "Cancel",
    "field": "PIN",
}
_OTHER_PERSON = "Wilhelmina Ostrander"


def _where_it_stands(
    change: Callable[[Place, Thing, Found, str | None], None],
) -> Callable[[Place, Thing, str | None], None]:
    """Make the change only where the thing stands."""

    @wraps(change)
    def changed(place: Place, thing: Thing, told: str | None) -> None:
        found = find(place.region, thing)
        if found is not None:
            change(place, thing, found, told)

    return changed


def _where_it_is_used(
    change: Callable[[Tag], None],
) -> Callable[[Place, Thing, str | None], None]:
    """Make the change only where the thing is a link or a control, and not merely read."""

    @_where_it_stands
    def changed(_place: Place, _thing: Thing, found: Found, _: str | None) -> None:
        if found.control.name in {"a", "button", "input"}:
            change(found.control)

    return changed


def _with_words(new: Callable[[str], str]) -> Callable[[Place, Thing, str | None], None]:
    """Return the change that writes what was told, or other words made of the thing's own."""

    @_where_it_stands
    def written(_: Place, thing: Thing, found: Found, told: str | None) -> None:
        write(found.holder, new(thing.words) if told is None else told)

    return written


def _moved(place: Place, thing: Thing, _: str | None) -> None:
    """Put the thing into another region of the page."""
    found = find(place.region, thing)
    if thing.role == "entry":
        _move_to_other_group(place, thing, found)
    elif found is not None and found.control.find_parent("form") and thing.role != "link":
        _move_out_of_form(place, found)
    elif found is not None:
        for node in found.unit:
            node.extract()
        _show_elsewhere(place, found)


def _move_to_other_group(place: Place, thing: Thing, found: Found | None) -> None:
    # The other group may have a page of its own, where nothing stands yet that could be moved.
    if found is not None:
        _remove(found.unit)
    for heading in place.region.select("h3, h6"):
        below = heading.find_next_sibling()
        is_other = heading.get_text().strip() == thing.other_group
        if is_other and below is not None and below.name == "ul":
            link = place.tree.new_tag("a", href="/cgi-bin/LinkAccount.pl", string=thing.words)
            below.append(place.tree.new_tag("li"))
            below.select("li")[-1].append(link)


def _move_out_of_form(place: Place, found: Found) -> None:
    form = found.control.find_parent("form")
    if form is None:
        return
    form["id"] = attribute(form, "id") or "linkForm"
    found.control["form"] = form["id"]
    moved = place.tree.new_tag("div")
    for node in found.unit:
        moved.append(node.extract())
    # Rows and cells can stand only in a table.
    for part in moved.select("tr, td"):
        part.name = "span"
    form.insert_after(moved)


def _show_elsewhere(place: Place, found: Found) -> None:
    """Show a link in another region of the page; a part of a page may have no other."""
    tree, link = place.tree, found.control
    if place.screen == "website" and (navigation := tree.select_one("nav ul")):
        navigation.append(found.unit[0])
    elif place.screen == "sign-on" and (header := tree.select_one("header")):
        header.append(" ")
        header.append(link)
    elif content := tree.select_one("#cmecfMainContent"):
        # The bar's white letters could not be read there.
        del link["class"]
        _drop_menu(link)
        paragraph = tree.new_tag("p")
        paragraph.append(link)
        content.insert_before(paragraph)


@_where_it_stands
def _reordered(place: Place, thing: Thing, found: Found, _: str | None) -> None:
    """Let the thing and the one after it change places; the last one goes before its neighbour."""
    row = list(every(place.region, thing))
    at = next(index for index, each in enumerate(row) if each.control is found.control)
    neighbour = row[at + 1 if at + 1 < len(row) else at - 1]
    first, second = Comment(""), Comment("")
    found.unit[0].insert_before(first)
    neighbour.unit[0].insert_before(second)
    for marker, unit in ((second, found.unit), (first, neighbour.unit)):
        for node in unit:
            marker.insert_before(node.extract())
        marker.extract()


@_where_it_is_used
def _re_roled(control: Tag) -> None:
    """Make a button of a link, or a link of a button; it goes on working."""
    if control.name == "a":
        _make_button(control)
        return
    link = Tag(name="a", attrs={"href": "#"})
    link.string = words_of(control)
    # The button goes on doing its work, out of sight.
    link["onclick"] = "this.nextElementSibling.click(); return false"
    control.insert_before(link)
    control["hidden"] = ""


def _make_button(link: Tag) -> None:
    href, tab = attribute(link, "href"), attribute(link, "target")
    link.name = "button"
    link["type"] = "button"
    opens_here = _drop_down(link) is not None or link.has_attr("aria-expanded")
    if href and not opens_here:
        goes = f"window.open({json.dumps(href)})" if tab == "_blank" else _going_to(href)
        link["onclick"] = goes
    _forget(link, "href", "target")


def _going_to(href: str) -> str:
    script = href.removeprefix("javascript:")
    return f"location.assign({json.dumps(href)})" if script == href else script.strip()


@_where_it_stands
def _retargeted(place: Place, thing: Thing, found: Found, told: str | None) -> None:
    """Let the same words lead elsewhere."""
    _lead(found.control, told or _other_address(place, thing, found.control))


def _other_address(place: Place, thing: Thing, control: Tag) -> str:
    if thing.role not in {"item", "entry"}:
        return place.elsewhere
    return _HELP if attribute(control, "href").startswith(_QUERY) else _QUERY


def _lead(link: Tag, href: str) -> None:
    """Let a link lead to that address, and do nothing else."""
    _go_nowhere(link)
    link["href"] = href


def _go_nowhere(link: Tag) -> None:
    _forget(link, "href", "onclick", "aria-expanded")
    if drop_down := _drop_down(link):
        drop_down.decompose()


def _drop_down(link: Tag) -> Tag | None:
    """Return the menu that opens below an item of the menu bar."""
    after = link.find_next_sibling()
    return after if after is not None and after.has_attr("data-drop-down") else None


def _forget(tag: Tag, *names: str) -> None:
    for name in names:
        tag.attrs.pop(name, None)


def _drop_menu(link: Tag) -> None:
    for arrow in link.find_all(recursive=False):
        if not arrow.get_text():
            arrow.decompose()


@_where_it_stands
def _removed(_place: Place, _thing: Thing, found: Found, _: str | None) -> None:
    """Take the thing away, with all that belongs to it."""
    _remove(found.unit)


def _remove(unit: Sequence[PageElement]) -> None:
    after = unit[-1].next_sibling
    if isinstance(unit[0], NavigableString) and isinstance(after, Tag) and after.name == "br":
        after.extract()
    for node in unit:
        node.extract()


@_where_it_stands
def _added(place: Place, thing: Thing, found: Found, told: str | None) -> None:
    """Put one more of the same role behind the thing, or a required mark."""
    if thing.role == "field" and told == REQUIRED:
        write(found.holder, thing.words + new_words.MARK)
        return
    more = _copy(place, thing, found)
    if more.control.name == "a":
        _lead(more.control, _HELP if thing.role == "item" else place.elsewhere)
        if thing.role == "item":
            _drop_menu(more.control)
    write(more.holder, told or _ADDED[thing.role])


@_where_it_stands
def _ambiguous(place: Place, thing: Thing, found: Found, _: str | None) -> None:
    """Put a second thing of the same words behind it, which leads elsewhere if it is a link."""
    more = _copy(place, thing, found)
    if more.control.name == "a":
        _lead(more.control, _other_address(place, thing, found.control))


def _copy(place: Place, thing: Thing, found: Found) -> Found:
    """Put a copy behind the thing, with ids and names of its own, and return it."""
    after = found.unit[-1]
    for node in found.unit:
        copied = copy.copy(node)
        if isinstance(copied, Tag):
            for tag in (copied, *copied.find_all()):
                for name in {"id", "for", "name"} & set(tag.attrs):
                    tag[name] = f"{attribute(tag, name)}2"
        after.insert_after(" ", copied)
        after = copied
    first, second = [each for each in every(place.region, thing) if each.words == thing.words][:2]
    return second if first.control is found.control else first


@_where_it_is_used
def _disabled(control: Tag) -> None:
    """Let the thing be seen and not used."""
    if control.name == "a":
        _go_nowhere(control)
        control["aria-disabled"] = "true"
    else:
        control["disabled"] = ""


@_where_it_stands
def _wrong_value(_place: Place, thing: Thing, found: Found, told: str | None) -> None:
    """Show another account's name on the verification page."""
    login = "wostrander " if thing.words == "CM/ECF" else ""
    found.control.string = told or f"{login}{_OTHER_PERSON}"


@_where_it_is_used
def _behaves(control: Tag) -> None:
    """Let a link or a button do nothing."""
    if control.name == "a":
        _lead(control, "#")
        _forget(control, "target")
    else:
        control["type"] = "button"


CHANGES: Mapping[Kind, Callable[[Place, Thing, str | None], None]] = {
    "renamed": _with_words(new_words.renamed),
    "recased": _with_words(new_words.recased),
    "reworded": _with_words(new_words.reworded),
    "moved": _moved,
    "reordered": _reordered,
    "re_roled": _re_roled,
    "retargeted": _retargeted,
    "removed": _removed,
    "added": _added,
    "ambiguous": _ambiguous,
    "disabled": _disabled,
    "wrong_value": _wrong_value,
    "behaves": _behaves,
}
TOLD: frozenset[Kind] = frozenset(
    {"renamed", "recased", "reworded", "retargeted", "added", "wrong_value"}
)
"""The kinds that can be told with which words, or with which address."""

_NAMED: tuple[Kind, ...] = ("renamed", "recased", "removed")
_USED: tuple[Kind, ...] = ("re_roled", "ambiguous", "disabled", "behaves")
_BY_ROLE: Mapping[Role, tuple[Kind, ...]] = {
    "heading": _NAMED,
    "text": ("reworded", "recased", "removed"),
    "name": (*_NAMED, "reordered", "wrong_value"),
    "field": (*_NAMED, "moved", "reordered", "added", "ambiguous", "disabled"),
    "button": (*_NAMED, *_USED, "moved", "reordered", "added"),
    "link": (*_NAMED, *_USED, "moved", "reordered", "retargeted", "added"),
    "item": (*_NAMED, *_USED, "moved", "reordered", "retargeted", "added"),
    "group": (*_NAMED, *_USED, "reordered"),
    "entry": (*_NAMED, *_USED, "moved", "retargeted"),
}


def kinds_for(thing: Thing, things: Sequence[Thing]) -> list[Kind]:
    """Return the kinds of drift that make sense for one of the things of a court."""
    like_it = [(each.screen, each.role) for each in things].count((thing.screen, thing.role))
    senseless: set[Kind] = set()
    if like_it == 1:
        senseless.add("reordered")
    if thing.screen == "landing-page":
        # The page has one region, and a link more there is within what its guide says.
        senseless |= {"moved", "added"}
    if thing.screen == "redaction-agreement":
        # The dialog has one region, one box, and a button that is disabled until that is ticked.
        senseless |= {"moved", "disabled" if thing.role == "button" else "added"}
    if thing.role == "entry" and thing.other_group is None:
        senseless.add("moved")
    if thing.screen == "verification" and thing.words == "Clear":
        # It has nothing to clear in the ordinary court either.
        senseless.add("behaves")
    return [kind for kind in KINDS if kind in _BY_ROLE[thing.role] and kind not in senseless]

"""The kinds of drift: each is a small function on a thing in the tree of a page."""

import copy
import json
from collections.abc import Callable, Mapping, Sequence

from bs4.element import Comment, NavigableString, PageElement, Tag

from mock_court.drifts import new_words
from mock_court.drifts.catalogue import Role, Thing
from mock_court.drifts.page_tree import Place, Spot, attribute, every, find, words_of, write

REQUIRED = "*"
"""As the new words of `added`, it adds a required mark to a field and not a further field."""

_QUERY, _HELP = "/cgi-bin/iquery.pl", "/cgi-bin/Help.pl"
_ADDED: Mapping[Role, str] = {
    "link": "Frequently Asked Questions",
    "item": "Calendar",
    "button": "Cancel",
    "field": "PIN",
}
_OTHER_PERSON = "Wilhelmina Ostrander"


def make(kind: str, place: Place, thing: Thing, text: str | None) -> None:
    """Change the thing where it is in that screen; `text` is the new words or the new address."""
    spot = find(place, thing)
    if kind == "moved" and thing.role == "entry":
        _move_to_other_group(place, thing, spot)
    elif spot is not None and (kind not in _ON_CONTROLS or spot.control.name in _CONTROLS):
        CHANGES[kind](spot, text)


def _write(make_words: Callable[[str], str]) -> Callable[[Spot, str | None], None]:
    """Return the change that writes the new words, or words made from the thing's own."""
    return lambda spot, text: write(spot.holder, text or make_words(spot.thing.words))


def _moved(spot: Spot, _: str | None) -> None:
    """Put the thing into another region of the page."""
    form = spot.control.find_parent("form")
    if form is not None and spot.thing.role != "link":
        _move_out_of_form(spot, form)
        return
    for node in spot.unit:
        node.extract()
    _show_elsewhere(spot)


def _move_to_other_group(place: Place, thing: Thing, spot: Spot | None) -> None:
    # The other group may have a page to itself, without the thing that could be moved.
    if spot is not None:
        _removed(spot)
    for heading in place.region.select("h3, h6"):
        below = heading.find_next_sibling()
        is_other = heading.get_text().strip() == thing.other_group
        if is_other and below is not None and below.name == "ul":
            item = place.tree.new_tag("li")
            item.append(place.tree.new_tag("a", href="/cgi-bin/LinkAccount.pl", string=thing.words))
            below.append(item)


def _move_out_of_form(spot: Spot, form: Tag) -> None:
    form["id"] = spot.control["form"] = attribute(form, "id") or "linkForm"
    moved = Tag(name="div")
    moved.extend([node.extract() for node in spot.unit])
    # Rows and cells can be only in a table.
    for part in moved.select("tr, td"):
        part.name = "span"
    form.insert_after(moved)


def _show_elsewhere(spot: Spot) -> None:
    """Show a link in another region of the page; a part of a page may have no other."""
    tree, link = spot.place.tree, spot.control
    if spot.place.screen == "website" and (navigation := tree.select_one("nav ul")):
        navigation.append(spot.unit[0])
    elif spot.place.screen == "sign-on" and (header := tree.select_one("header")):
        header.extend([" ", link])
    elif content := tree.select_one("#cmecfMainContent"):
        # The bar's white letters could not be read there.
        del link["class"]
        _drop_arrows(link)
        content.insert_before(link.wrap(tree.new_tag("p")))


def _reordered(spot: Spot, _: str | None) -> None:
    """Let the thing and the one after it change places; the last one goes before its neighbor."""
    row = list(every(spot.place, spot.thing))
    at = next(index for index, each in enumerate(row) if each.control is spot.control)
    neighbor = row[at + 1 if at + 1 < len(row) else at - 1]
    first, second = Comment(""), Comment("")
    spot.unit[0].insert_before(first)
    neighbor.unit[0].insert_before(second)
    for marker, unit in ((second, spot.unit), (first, neighbor.unit)):
        marker.insert_before(*[node.extract() for node in unit])
        marker.extract()


def _re_roled(spot: Spot, _: str | None) -> None:
    """Make a button of a link, or a link of a button; it goes on working."""
    control = spot.control
    if control.name == "a":
        _make_button(control)
        return
    # The button goes on doing its work, out of sight.
    press = "this.nextElementSibling.click(); return false"
    link = Tag(name="a", attrs={"href": "#", "onclick": press})
    link.string = words_of(control)
    control.insert_before(link)
    control["hidden"] = ""


def _make_button(link: Tag) -> None:
    href, tab = attribute(link, "href"), attribute(link, "target")
    link.name = "button"
    link["type"] = "button"
    opens_here = _drop_down(link) is not None or link.has_attr("aria-expanded")
    if href and not opens_here:
        script = href.removeprefix("javascript:")
        if tab == "_blank":
            link["onclick"] = f"window.open({json.dumps(href)})"
        else:
            is_address = script == href
            link["onclick"] = (
                f"location.assign({json.dumps(href)})" if is_address else script.strip()
            )
    _forget(link, "href", "target")


def _retargeted(spot: Spot, text: str | None) -> None:
    """Let the same words lead elsewhere."""
    _lead(spot.control, text or _other_address(spot))


def _other_address(spot: Spot) -> str:
    if spot.thing.role not in {"item", "entry"}:
        return spot.place.elsewhere
    return _HELP if attribute(spot.control, "href").startswith(_QUERY) else _QUERY


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


def _drop_arrows(link: Tag) -> None:
    for arrow in link.find_all(recursive=False):
        if not arrow.get_text():
            arrow.decompose()


def _removed(spot: Spot, _: str | None = None) -> None:
    """Take the thing away, with all that belongs to it."""
    after = spot.unit[-1].next_sibling
    if isinstance(spot.unit[0], NavigableString) and isinstance(after, Tag) and after.name == "br":
        after.extract()
    for node in spot.unit:
        node.extract()


def _added(spot: Spot, text: str | None) -> None:
    """Put one more of the same role behind the thing, or a required mark."""
    role = spot.thing.role
    if role == "field" and text == REQUIRED:
        write(spot.holder, spot.thing.words + new_words.REQUIRED_MARK)
        return
    more = _copy(spot)
    if more.control.name == "a":
        _lead(more.control, _HELP if role == "item" else spot.place.elsewhere)
        if role == "item":
            _drop_arrows(more.control)
    write(more.holder, text or _ADDED[role])


def _ambiguous(spot: Spot, _: str | None) -> None:
    """Put a second thing of the same words behind it, which leads elsewhere if it is a link."""
    more = _copy(spot)
    if more.control.name == "a":
        _lead(more.control, _other_address(spot))


def _copy(spot: Spot) -> Spot:
    """Put a copy behind the thing, with other ids and names, and return it."""
    after = spot.unit[-1]
    for node in spot.unit:
        copied: PageElement = copy.copy(node)
        if isinstance(copied, Tag):
            for tag in (copied, *copied.find_all()):
                for name in {"id", "for", "name"} & set(tag.attrs):
                    tag[name] = f"{attribute(tag, name)}2"
        after.insert_after(" ", copied)
        after = copied
    alike = [each for each in every(spot.place, spot.thing) if each.words == spot.thing.words]
    return alike[1] if alike[0].control is spot.control else alike[0]


def _disabled(spot: Spot, _: str | None) -> None:
    """Let the thing be seen and not used."""
    if spot.control.name == "a":
        _go_nowhere(spot.control)
        spot.control["aria-disabled"] = "true"
    else:
        spot.control["disabled"] = ""


def _wrong_value(spot: Spot, text: str | None) -> None:
    """Show another account's name on the verification page."""
    login = "wostrander " if spot.thing.words == "CM/ECF" else ""
    spot.control.string = text or f"{login}{_OTHER_PERSON}"


def _behaves(spot: Spot, _: str | None) -> None:
    """Let a link or a button do nothing."""
    if spot.control.name == "a":
        _lead(spot.control, "#")
        _forget(spot.control, "target")
    else:
        spot.control["type"] = "button"


CHANGES: Mapping[str, Callable[[Spot, str | None], None]] = {
    "renamed": _write(new_words.renamed),
    "recased": _write(new_words.recased),
    "reworded": _write(new_words.reworded),
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
"""The changes by the names of their kinds."""
TAKES_TEXT: frozenset[str] = frozenset(
    {"renamed", "recased", "reworded", "retargeted", "added", "wrong_value"}
)
"""The kinds whose new words, or whose new address, can be chosen."""
_ON_CONTROLS: frozenset[str] = frozenset({"re_roled", "disabled", "behaves"})
"""The kinds that change only what is used, and not what is merely read."""
_CONTROLS = frozenset({"a", "button", "input"})

_BY_ROLE: Mapping[Role, str] = {
    "heading": "renamed recased removed",
    "text": "reworded recased removed",
    "name": "renamed recased removed reordered wrong_value",
    "field": "renamed recased removed moved reordered added ambiguous disabled",
    "button": "renamed recased removed re_roled ambiguous disabled behaves moved reordered added",
    "link": "renamed recased removed re_roled ambiguous disabled behaves moved reordered"
    " retargeted added",
    "item": "renamed recased removed re_roled ambiguous disabled behaves moved reordered"
    " retargeted added",
    "group": "renamed recased removed re_roled ambiguous disabled behaves reordered",
    "entry": "renamed recased removed re_roled ambiguous disabled behaves moved retargeted",
}


def kinds_for(thing: Thing, things: Sequence[Thing]) -> list[str]:
    """Return the kinds of drift that make sense for one of the things of a court."""
    senseless: set[str] = set()
    if [(each.screen, each.role) for each in things].count((thing.screen, thing.role)) == 1:
        senseless.add("reordered")
    if thing.screen == "landing-page":
        # The page has one region, and a link more there is within what its guide says.
        senseless |= {"moved", "added"}
    if thing.screen == "redaction-agreement":
        # The dialog has one region, one box, and a button that is disabled until that is ticked.
        senseless |= {"moved", "disabled" if thing.role == "button" else "added"}
    if thing.role == "entry" and thing.other_group is None:
        senseless.add("moved")
    if thing.opens_menu:
        # A button that opens a menu is as good as a link that does.
        senseless.add("re_roled")
    if thing.screen == "verification" and thing.words == "Clear":
        # It has nothing to clear in the ordinary court either.
        senseless.add("behaves")
    return [
        kind for kind in CHANGES if kind in _BY_ROLE[thing.role].split() and kind not in senseless
    ]

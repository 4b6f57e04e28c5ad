"""The elements that stand on an outline, as a reader would list them: no markup, no nesting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from walk.recordings.outline import Line

_SORTS = {
    **dict.fromkeys(("textbox", "searchbox", "spinbutton"), "text field"),
    **dict.fromkeys(("combobox", "listbox"), "choice"),
    **dict.fromkeys(("checkbox", "switch"), "checkbox"),
    "radio": "radio button",
}
"""Fields that a reader tells apart, by role."""

_WHATS = {
    **dict.fromkeys(_SORTS, "field"),
    **dict.fromkeys(("link", "menuitem", "treeitem"), "link"),
    "button": "button",
    "heading": "heading",
    "img": "image",
    "option": "option",
    "tab": "tab",
}
"""The reader's word for an element, by role; whatever else has words is text."""

_CONTROLS = ("link", "button", "field", "option", "tab")
_ITEM = 6
"""A list's item of so many words is a name; of more, it is text."""
_LANDMARKS = {
    *("banner", "navigation", "main", "contentinfo", "complementary", "region", "search", "form"),
    *("dialog", "alertdialog"),
}
_BOXES = {"table", "grid", "list", "menu", "menubar", "toolbar", "tablist", "tree"}
_DIALOGS = {"dialog", "alertdialog"}
# Named after what stands in them.
_NAMED_BY_CONTENT = {"row", "cell", "gridcell", "listitem", "rowgroup", "columnheader", "rowheader"}

# The signs that `pages/words.js` leaves out around words, and the colon behind a caption.
_SIGNS = (
    "\u00ab\u00bb\u2039\u203a\u2190-\u21ff\u2304\u23f4-\u23f7"
    "\u25a0-\u25ff\u2794-\u27be\u2b00-\u2bff\ue000-\uf8ff"
)
_AROUND = re.compile(rf"^[{_SIGNS}\s]+|(?:\s|>>|[{_SIGNS}:])+$")
# Breaks that may be taken show nothing where they are not.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True)
class Region:
    """A part of the page: a landmark, a table, a list."""

    number: int
    """Counts the regions of one outline."""
    label: str
    """The nearest landmark or name, for telling."""
    dialog: int = 0
    """The number of the dialog that it is or is part of; 0 is none."""

    @property
    def is_named(self) -> bool:
        """Whether the label tells it from other regions."""
        return self.label not in _BOXES


@dataclass(frozen=True)
class Element:
    """Something that a reader can name."""

    what: str
    name: str
    region: Region
    role: str = "text"
    url: str | None = None
    is_disabled: bool = False
    value: str = ""

    @property
    def is_control(self) -> bool:
        """Whether it is there to be used; a heading may be bold text as well."""
        return self.what in _CONTROLS

    @property
    def sort(self) -> str:
        """What a reader takes it for: not every field is filled in the same way."""
        return "text" if self.what == "item" else _SORTS.get(self.role, self.what)


def tidy(words: str) -> str:
    """Return the words as a reader takes them, without white space or signs at their ends."""
    return _AROUND.sub("", " ".join(_INVISIBLE.sub("", words).split()))


def elements(lines: Sequence[Line]) -> list[Element]:
    """Return the elements on an outline in the order of the page."""
    collector = _Collector()
    for line, following in pairwise([*lines, None]):
        if line:
            collector.take(line, has_more=bool(following and following.depth > line.depth))
    found = [element for element in collector.found if element]
    return _without_labels(_captioned(found))


class _Collector:
    """Collects the elements line by line; it knows what the line at hand stands under."""

    def __init__(self) -> None:
        self.found: list[Element | None] = []
        self._above: list[tuple[Line, int | None, Region]] = []
        self._regions = 0

    def take(self, line: Line, *, has_more: bool) -> None:
        while self._above and self._above[-1][0].depth >= line.depth:
            self._above.pop()
        inside = self._control_above()
        if line.role.startswith("/"):
            self._set_property(line)
        elif inside is not None and not self._counts_inside(line, inside):
            return
        region = self._region_of(line)
        element = self._thing(line, region, has_more=has_more)
        at = None
        if element:
            self._drop_headings_of(element)
            at = len(self.found)
            self.found.append(element)
        if not line.role.startswith("/"):
            self._above.append((line, at, region))

    def _control_above(self) -> Element | None:
        places = [at for _, at, _ in self._above if at is not None]
        inside = (self.found[at] for at in reversed(places))
        return next((element for element in inside if element and element.is_control), None)

    def _counts_inside(self, line: Line, inside: Element) -> bool:
        """Say whether a line under a control is more than a part of its words."""
        if inside.what == "field" and line.role == "text":
            self._change_above(value=tidy(line.text or ""))
        # A menu's item may hold a link of the same name, and a drop-down with other items.
        if line.role in _WHATS and inside.role in ("menuitem", "treeitem"):
            return True
        return inside.what == "field" and line.role == "option"

    def _set_property(self, line: Line) -> None:
        if line.role == "/url":
            self._change_above(url=line.text or "")

    def _change_above(self, *, url: str | None = None, value: str | None = None) -> None:
        _, at, _ = self._above[-1] if self._above else (None, None, None)
        if at is not None and (element := self.found[at]):
            changed = replace(element, url=url) if url is not None else element
            self.found[at] = replace(changed, value=value) if value is not None else changed

    def _region_of(self, line: Line) -> Region:
        above = self._above[-1][2] if self._above else Region(0, "page")
        is_named = line.role not in _WHATS and line.role not in _NAMED_BY_CONTENT and line.name
        if not (line.role in _LANDMARKS | _BOXES or (line.role == "group" and is_named)):
            return above
        self._regions += 1
        # A list within a navigation is best told by the navigation.
        telling = line.role in _LANDMARKS or is_named or above.number == 0
        label = f'{line.role} "{tidy(line.name)}"' if line.name else line.role
        dialog = self._regions if line.role in _DIALOGS else above.dialog
        return Region(self._regions, label if telling else above.label, dialog)

    def _thing(self, line: Line, region: Region, *, has_more: bool) -> Element | None:
        what = _WHATS.get(line.role)
        if line.role.startswith("/"):
            return None
        if what and (line.name or what == "field"):
            disabled = "disabled" in line.states
            value = tidy(line.text or "")
            return Element(what, tidy(line.name or ""), region, line.role, None, disabled, value)
        words = line.text or (None if has_more or line.role in _LANDMARKS | _BOXES else line.name)
        # A full stop behind a link is nothing by itself, and a star marks what is required.
        if words and re.search(r"[\w*]", words):
            # Menus have items that are links for a reader, and have no address.
            what = "item" if line.role == "listitem" and len(words.split()) <= _ITEM else "text"
            return Element(what, tidy(words), region)
        return None

    def _drop_headings_of(self, element: Element) -> None:
        """Let a link stand for the heading or menu item that it fills."""
        if not element.is_control:
            return
        for line, at, _ in self._above:
            above = self.found[at] if at is not None else None
            fills = line.role in ("heading", "menuitem", "treeitem", "tab")
            if at is not None and above and fills and above.name == element.name:
                self.found[at] = None


def _captioned(found: Iterable[Element]) -> list[Element]:
    """Name fields that no label names after the words before them, as a reader does."""
    captioned: list[Element] = []
    for element in found:
        before = captioned[-1] if captioned else None
        is_nameless = element.what == "field" and not element.name
        if is_nameless and before and before.what == "text":
            captioned[-1] = replace(element, name=before.name)
        else:
            captioned.append(element)
    return captioned


def _without_labels(found: Sequence[Element]) -> list[Element]:
    """Leave out texts that are there to name a field."""
    names = {element.name for element in found if element.what == "field"}
    return [element for element in found if element.what != "text" or element.name not in names]

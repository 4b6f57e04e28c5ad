"""The elements of an outline, as a reader would list them: no markup, no nesting."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from walk.recordings.outline import Line

_SORTS = {
    **dict.fromkeys(("textbox", "searchbox", "spinbutton"), "text field"),
    **dict.fromkeys(("combobox", "listbox"), "choice"),
    **dict.fromkeys(("checkbox", "switch"), "checkbox"),
    "radio": "radio button",
}
"""Kinds of fields that a reader distinguishes, by role."""

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
_DIALOGS = {"dialog", "alertdialog"}
_LANDMARKS = _DIALOGS | {
    *("banner", "navigation", "main", "contentinfo", "complementary", "region", "search", "form"),
}
_BOXES = {"table", "grid", "list", "menu", "menubar", "toolbar", "tablist", "tree"}
# Their names are only the words inside them.
_NAMED_BY_CONTENT = {"row", "cell", "gridcell", "listitem", "rowgroup", "columnheader", "rowheader"}

# The signs that `words.js` leaves out around words, and the colon after a caption.
_SIGNS = (
    "\u00ab\u00bb\u2039\u203a\u2190-\u21ff\u2304\u23f4-\u23f7"
    "\u25a0-\u25ff\u2794-\u27be\u2b00-\u2bff\ue000-\uf8ff"
)
_AROUND = re.compile(rf"^[{_SIGNS}\s]+|(?:\s|>>|[{_SIGNS}:])+$")
# Characters at which a line may break, and which show nothing otherwise.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True)
class Region:
    """A part of the page: a landmark, a table, a list."""

    number: int
    """Counts the regions of one outline."""
    label: str
    """The nearest landmark or name, for messages."""
    dialog: int = 0
    """The number of the dialog that it is or is part of; 0 is none."""

    @property
    def is_named(self) -> bool:
        """Whether the label distinguishes it from other regions."""
        return self.label not in _BOXES


@dataclass
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
        """Whether it can be used; a heading cannot, and may be bold text as well."""
        return self.what in _CONTROLS

    @property
    def sort(self) -> str:
        """What a reader takes it for: not every field is filled in the same way."""
        return "text" if self.what == "item" else _SORTS.get(self.role, self.what)


def tidy(words: str) -> str:
    """Return the words as a reader takes them, without white space or signs at their ends."""
    return _AROUND.sub("", " ".join(_INVISIBLE.sub("", words).split()))


def elements(lines: Sequence[Line]) -> list[Element]:
    """Return the elements of an outline in the order of the page."""
    collector = _Collector()
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        collector.take(line, has_more=bool(following and following.depth > line.depth))
    return _without_labels(_captioned(collector.elements.values()))


class _Collector:
    """Collects the elements line by line; it knows the lines above the one that it takes."""

    def __init__(self) -> None:
        self.elements: dict[int, Element] = {}
        """By the number of their line."""
        self._taken = 0
        self._above: list[tuple[int, Line, Region]] = []
        self._regions = 0

    def take(self, line: Line, *, has_more: bool) -> None:
        self._taken += 1
        while self._above and self._above[-1][1].depth >= line.depth:
            self._above.pop()
        parent = self.elements.get(self._above[-1][0]) if self._above else None
        if line.role.startswith("/"):
            if parent and line.role == "/url":
                parent.url = line.text or ""
            return
        above = [self.elements.get(number) for number, _, _ in reversed(self._above)]
        inside = next((element for element in above if element and element.is_control), None)
        if inside and not _counts_inside(line, inside):
            if parent is inside and inside.what == "field" and line.role == "text":
                inside.value = tidy(line.text or "")
            return
        region = self._region_of(line)
        if element := _element(line, region, has_more=has_more):
            self._drop_headings_of(element)
            self.elements[self._taken] = element
        self._above.append((self._taken, line, region))

    def _region_of(self, line: Line) -> Region:
        above = self._above[-1][2] if self._above else Region(0, "page")
        is_named = line.role not in _WHATS and line.role not in _NAMED_BY_CONTENT and line.name
        if not (line.role in _LANDMARKS | _BOXES or (line.role == "group" and is_named)):
            return above
        self._regions += 1
        # The best label of a list within a navigation is the navigation.
        is_label = line.role in _LANDMARKS or is_named or above.number == 0
        label = f'{line.role} "{tidy(line.name)}"' if line.name else line.role
        dialog = self._regions if line.role in _DIALOGS else above.dialog
        return Region(self._regions, label if is_label else above.label, dialog)

    def _drop_headings_of(self, element: Element) -> None:
        """Leave out a heading or menu item that is filled by a link of the same name."""
        for number, line, _ in self._above if element.is_control else ():
            above = self.elements.get(number)
            fills = line.role in ("heading", "menuitem", "treeitem", "tab")
            if above and fills and above.name == element.name:
                del self.elements[number]


def _counts_inside(line: Line, inside: Element) -> bool:
    """Say whether a line under a control is more than a part of its words."""
    # A menu's item may hold a link of the same name, and a drop-down with other items.
    is_in_menu = line.role in _WHATS and inside.role in ("menuitem", "treeitem")
    return is_in_menu or (inside.what == "field" and line.role == "option")


def _element(line: Line, region: Region, *, has_more: bool) -> Element | None:
    what = _WHATS.get(line.role)
    if what and (line.name or what == "field"):
        is_disabled, value = "disabled" in line.states, tidy(line.text or "")
        return Element(what, tidy(line.name or ""), region, line.role, None, is_disabled, value)
    words = line.text or (None if has_more or line.role in _LANDMARKS | _BOXES else line.name)
    # A full stop after a link is nothing by itself, and a star marks what is required.
    if not words or not re.search(r"[\w*]", words):
        return None
    # Menus have items that are links for a reader and have no address.
    is_item = line.role == "listitem" and len(words.split()) <= _ITEM
    return Element("item" if is_item else "text", tidy(words), region)


def _captioned(elements: Iterable[Element]) -> list[Element]:
    """Name fields that no label names after the words before them, as a reader does."""
    captioned: list[Element] = []
    for element in elements:
        is_nameless = element.what == "field" and not element.name
        if is_nameless and captioned and captioned[-1].what == "text":
            element.name = captioned.pop().name
        captioned.append(element)
    return captioned


def _without_labels(elements: Sequence[Element]) -> list[Element]:
    """Leave out texts that only name a field."""
    names = {element.name for element in elements if element.what == "field"}
    return [each for each in elements if each.what != "text" or each.name not in names]

"""A page as it is drawn at one moment: texts, boxes and controls, from Chromium's own snapshot.

No script of the page takes part in it, so none can lie about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

STYLES = (
    "visibility",
    "background-color",
    "background-image",
    "background-repeat",
    "list-style-image",
    "border-image-source",
    "box-shadow",
    "outline-style",
    "backdrop-filter",
    "overflow-x",
    "overflow-y",
    "transform",
    "translate",
    "rotate",
    "scale",
    "offset-path",
    "perspective",
    "filter",
    "clip",
    "clip-path",
    "mask-image",
    "-webkit-box-reflect",
    "mix-blend-mode",
    "writing-mode",
    "direction",
    "unicode-bidi",
    "letter-spacing",
    "word-spacing",
    "-webkit-text-security",
    "text-combine-upright",
    "font-feature-settings",
    "content",
    "font-family",
    "text-overflow",
    *(f"border-{side}-{what}" for side in ("top", "left") for what in ("style", "width")),
    *("padding-top", "padding-left"),
)
"""What is asked of every element's style."""
_OPEN = "visible"
_PICTURES = (
    *("IMG", "CANVAS", "svg", "VIDEO", "IFRAME", "FRAME", "OBJECT", "EMBED"),
    *("INPUT", "SELECT", "TEXTAREA", "METER", "PROGRESS"),
)
_CLEAR = frozenset(("rgba(0, 0, 0, 0)", "transparent", "none", ""))
_FAINT = re.compile(r"rgba\([\d.]+, [\d.]+, [\d.]+, 0(\.0\d*|\.1)?\)")
"""A color through which one sees all: a tenth of it at most."""
_GRADIENT = re.compile(r"(repeating-)?(linear|radial|conic)-gradient\(")


_OF_PIXELS = re.compile(r"(url|image-set|cross-fade|element|paint)\(")
_LEAST_WORDS = 60, 12
"""How wide and tall (pixels) a picture with words in it is at least."""


def _is_clear(style: str) -> bool:
    """Say whether a style paints nothing, or only faint colors."""
    if style in _CLEAR:
        return True
    # What is left of a color that is not faint, or of a picture, has a name and a bracket.
    rest, faint = _FAINT.subn("", style)
    return faint > 0 and not re.search(r"[\w-]\(", _GRADIENT.sub("", rest))


@dataclass(frozen=True)
class Box:
    """A part of the page, in pixels from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """How tall it is."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: Box, slack: float = 1.0) -> bool:
        """Say whether two share more than an edge."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack

    def holds(self, other: Box, slack: float = 1.0) -> bool:
        """Say whether the other is inside."""
        return (
            self.left <= other.left + slack
            and self.top <= other.top + slack
            and self.right >= other.right - slack
            and self.bottom >= other.bottom - slack
        )

    def moved(self, across: float, down: float) -> Box:
        """Return it at another place."""
        right, bottom = self.right + across, self.bottom + down
        return Box(self.left + across, self.top + down, right, bottom)

    def is_beside(self, other: Box) -> bool:
        """Say whether two are on one line."""
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return down > min(self.height, other.height) / 2


@dataclass(frozen=True)
class Node:
    """An element, a text or something that a style sheet adds."""

    at: int
    name: str
    parent: int
    attributes: Mapping[str, str]
    key: int
    """The browser's own number of it."""
    value: str | None = None
    """What is in a field now."""
    is_checked: bool = False
    is_added: bool = False
    """It is a part that a style sheet adds, such as `::after`."""
    shadow: str = ""
    """The kind of shadow root that it is in or is."""


@dataclass(frozen=True)
class Piece:
    """Something drawn: one line of a text, or the box of an element."""

    node: Node
    box: Box
    style: Mapping[str, str]
    text: str | None = None

    @property
    def is_picture(self) -> bool:
        """Whether it is drawn by something other than text and styles."""
        return self.node.name in _PICTURES

    @property
    def has_ground(self) -> bool:
        """Whether a box paints anything by its style."""
        has_border = any(
            self.style[f"border-{side}-style"] != "none"
            and self.style[f"border-{side}-width"] != "0px"
            for side in ("top", "left")
        )
        colored = ("background-color", "background-image", "box-shadow")
        is_colored = any(not _is_clear(self.style[each]) for each in colored)
        return has_border or is_colored or self.style["backdrop-filter"] not in _CLEAR

    @property
    def shows_picture(self) -> bool:
        """Whether its style draws a picture that may have words in it."""
        wide, high = _LEAST_WORDS
        if self.box.right - self.box.left < wide or self.box.height < high:
            return False
        drawn = ["background-image", "border-image-source", "mask-image", "content", "filter"]
        # All in a list have its style, and only their markers draw it.
        drawn += ["list-style-image"] if self.node.name == "::marker" else []
        return any(_OF_PIXELS.search(self.style[each]) for each in drawn)

    @property
    def clips(self) -> bool:
        """Whether it cuts off what is outside of it."""
        return (self.style["overflow-x"], self.style["overflow-y"]) != (_OPEN, _OPEN)


@dataclass(frozen=True)
class DrawnPage:
    """What is drawn of a page, in the order of its text."""

    nodes: Sequence[Node]
    """Those of one document; frames have their own."""
    pieces: Sequence[Piece]
    """Where they are in the tab, whichever frame they are in."""
    others: Sequence[DrawnPage] = ()
    """The other documents in the tab."""
    holders: Sequence[tuple[DrawnPage, Node]] = ()
    """Of a frame: each document that it is in, from the nearest on, and the frame there."""
    room: Box = Box(0, 0, 0, 0)
    """How far one can scroll."""
    base: str = ""
    """The address to which others on it are relative."""
    scrolled: tuple[float, float] = (0, 0)
    """How far the tab is scrolled."""

    @cached_property
    def texts(self) -> list[Piece]:
        """The texts, line by line."""
        return [piece for piece in self.pieces if piece.text is not None]

    @cached_property
    def boxes(self) -> dict[int, Piece]:
        """The box of each element that has one."""
        return {piece.node.at: piece for piece in self.pieces if piece.text is None}

    def above(self, node: Node) -> Iterator[Node]:
        """Yield the elements that a node is in, from the nearest on."""
        while node.parent >= 0:
            node = self.nodes[node.parent]
            yield node

    def shared(self, nodes: Sequence[Node]) -> list[Node]:
        """Return the elements that all the nodes are in, from the nearest on."""
        others = [{each.at for each in self.above(node)} for node in nodes[1:]]
        return [each for each in self.above(nodes[0]) if all(each.at in o for o in others)]

    @cached_property
    def said(self) -> tuple[str, list[tuple[int, int]]]:
        """All text as one line, and from where to where in it each of `texts` is."""
        line, places = "", []
        for before, piece in zip((None, *self.texts), self.texts, strict=False):
            words = " ".join((piece.text or "").split())
            apart = before is not None and not (
                before.box.is_beside(piece.box)
                and abs(piece.box.left - before.box.right) < 1
                and not (before.text or "")[-1:].isspace()
                and not (piece.text or "")[:1].isspace()
            )
            line += " " if apart and not line.endswith(" ") else ""
            places.append((len(line), len(line) + len(words)))
            line += words
        return line, places


def drawn_pages(snapshot: Mapping[str, Any], content: Mapping[str, float]) -> list[DrawnPage]:
    """Read what `DOMSnapshot.captureSnapshot` returned, and `cssContentSize`: each document.

    The first one is the tab's own. What is in frames of other sites is not there.
    """
    strings, documents = snapshot["strings"], snapshot["documents"]
    pages = [_page(documents[0], strings, Box(0, 0, content["width"], content["height"]))]
    for at, document in enumerate(documents[1:], start=1):
        size = Box(0, 0, document["contentWidth"], document["contentHeight"])
        page = _page(document, strings, size)
        pages.append(_in_frame(page, *_frame_of(at, documents, pages)))
    scrolled = documents[0]["scrollOffsetX"], documents[0]["scrollOffsetY"]
    return [
        replace(page, scrolled=scrolled, others=[each for each in pages if each is not page])
        for page in pages
    ]


def _page(document: Mapping[str, Any], strings: Sequence[str], room: Box) -> DrawnPage:
    nodes = _nodes(document, strings)
    scrolled = document["scrollOffsetX"], document["scrollOffsetY"]
    pieces = list(_pieces(document, strings, nodes))
    return DrawnPage(nodes, pieces, room=room, base=strings[document["baseURL"]], scrolled=scrolled)


def _frame_of(
    at: int, documents: Sequence[Mapping[str, Any]], pages: Sequence[DrawnPage]
) -> tuple[DrawnPage, Node]:
    """Return the document that a document is in, and its frame there."""
    for page, document in zip(pages, documents, strict=False):
        inner = document["nodes"]["contentDocumentIndex"]
        if at in inner["value"]:
            return page, page.nodes[inner["index"][inner["value"].index(at)]]
    raise LookupError(f"The document {at} of the page is in no frame.")


def _in_frame(page: DrawnPage, holder: DrawnPage, frame: Node) -> DrawnPage:
    """Return a document with its pieces where they are in the tab; one without room has none."""
    holders = ((holder, frame), *holder.holders)
    if not (own := holder.boxes.get(frame.at)):
        return replace(page, pieces=(), holders=holders)
    across, down = (
        start + sum(_pixels(own.style[name]) for name in names) - scrolled
        for start, names, scrolled in (
            (own.box.left, ("border-left-width", "padding-left"), page.scrolled[0]),
            (own.box.top, ("border-top-width", "padding-top"), page.scrolled[1]),
        )
    )
    pieces = [replace(each, box=each.box.moved(across, down)) for each in page.pieces]
    return replace(page, pieces=pieces, holders=holders, room=page.room.moved(across, down))


def _pixels(width: str) -> float:
    return float(width.removesuffix("px"))


def _nodes(document: Mapping[str, Any], strings: Sequence[str]) -> list[Node]:
    told = document["nodes"]
    values = dict(zip(told["inputValue"]["index"], told["inputValue"]["value"], strict=True))
    added, checked = set(told["pseudoType"]["index"]), set(told["inputChecked"]["index"])
    shadows = dict(zip(*(told["shadowRootType"][key] for key in ("index", "value")), strict=True))
    nodes = []
    for at, (name, parent, pairs, key) in enumerate(
        zip(
            *(told[each] for each in ("nodeName", "parentIndex", "attributes", "backendNodeId")),
            strict=True,
        )
    ):
        given = [strings[each] for each in pairs]
        nodes.append(
            Node(
                at,
                strings[name],
                parent,
                dict(zip(given[::2], given[1::2], strict=True)),
                key,
                strings[values[at]] if at in values else None,
                at in checked,
                at in added,
                strings[shadows[at]] if at in shadows else "",
            )
        )
    return nodes


def _pieces(
    document: Mapping[str, Any], strings: Sequence[str], nodes: Sequence[Node]
) -> Iterator[Piece]:
    layout, lines = document["layout"], document["textBoxes"]
    of_object: dict[int, list[tuple[Box, int, int]]] = {}
    for at, bounds, start, length in zip(
        *(lines[key] for key in ("layoutIndex", "bounds", "start", "length")), strict=True
    ):
        of_object.setdefault(at, []).append((_box(bounds), start, start + length))
    for at, node in enumerate(layout["nodeIndex"]):
        style = dict(zip(STYLES, (strings[each] for each in layout["styles"][at]), strict=False))
        if style.get("visibility", _OPEN) != _OPEN:
            continue
        text = layout["text"][at]
        if text < 0:
            if style:
                yield Piece(nodes[node], _box(layout["bounds"][at]), style)
            continue
        for box, start, end in of_object.get(at, []):
            if (words := _part(strings[text], start, end)).strip():
                yield Piece(nodes[node], box, style, words)


def _part(text: str, start: int, end: int) -> str:
    # The browser counts as JavaScript does, in units of UTF-16.
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def _box(bounds: Sequence[float]) -> Box:
    left, top, width, height = bounds
    return Box(left, top, left + width, top + height)

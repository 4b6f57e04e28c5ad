"""Says why a page does not draw both names as they were read, once each, above its one Submit.

In doubt it refuses. What merely has no ink it does not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, permutations, takewhile

from walk.safety.names.drawn_page import Box, DrawnPage, Node, Piece

Names = Mapping[str, str]
"""By its caption, what was read beside it."""

Block = Sequence[Piece]
"""Captions and names as they are drawn, line by line."""

_GAP = r"[\s:\u00bb\u203a]*"
_IN_OTHER_USE = (
    *("A", "BUTTON", "H1", "H2", "H3", "H4", "H5", "H6"),
    *("NAV", "HEADER", "FOOTER", "OPTION", "LABEL"),
)
_ROOT = "#document-fragment"
"""What the browser calls a shadow root."""
_WHOLE_PAGE = ("HTML", "BODY")
_CONTROLS = ("BUTTON", "INPUT", "SELECT", "TEXTAREA")
_OF_SITE = ("banner", "navigation", "contentinfo", "search")
_MENUS = ("menubar", "menu", "navigation")
_FEW_WORDS = 4
_NOT_PLAIN: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        **dict.fromkeys(
            (
                *("transform", "translate", "rotate", "scale", "offset-path", "perspective"),
                *("filter", "clip-path", "mask-image", "-webkit-box-reflect"),
                *("-webkit-text-security", "text-combine-upright", "border-image-source"),
            ),
            "none|",
        ),
        "clip": "auto",
        "mix-blend-mode": "normal",
        "writing-mode": "horizontal-tb",
        "direction": "ltr",
        "unicode-bidi": "normal|isolate|embed",
        "letter-spacing": r"normal|[\d.]+px",
        "word-spacing": r"[\d.]+px",
        "font-feature-settings": "normal",
        "font-family": r"(?i)(?!.*(symbol|dingbat|[wW]ingdings|webdings|marlett|icon)).*",
        "content": "normal|none|",
    }.items()
}
"""For each style of what holds the names, what it has to be."""


class Refused(Exception):
    """The page may not be submitted; says why in one sentence."""


class NotAsWritten(Refused):
    """What the page has of the names or the warning is not what one sees of it."""


class WordsNotDrawn(NotAsWritten):
    """A sentence that has to be there is not to be seen."""

    def __init__(self, words: str, why: str) -> None:
        """Take the documented words of the sentence."""
        super().__init__(why)
        self.words = words


class NeedsScript(Refused):
    """The page may be right, but nobody can read what its Submit sends before it is pressed."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            "A script would send it: its form does not say where it goes, or there is none. What "
            "is permanent is pressed only if one can read before what leaves."
        )


def page_with_names(pages: Sequence[DrawnPage], names: Names) -> DrawnPage:
    """Return the document that draws the names: the page itself, or one of its frames."""
    found = [page for page in pages if any(_found(page, names))]
    if len(found) > 1:
        raise Refused("The names are drawn in more than one frame.")
    return found[0] if found else pages[0]


def check_drawn(page: DrawnPage, names: Names) -> Block:
    """Return the captions and names as they are drawn; `Refused` unless it is as they were read."""
    block = block_of(page, names)
    _check_order(block, names)
    _check_plain(page, block)
    _check_room(page, block)
    _check_seen(page, block)
    _check_once(page, block, names)
    _check_pictures(page)
    _check_frame(page)
    _check_other_frames(page, names)
    return block


def submit_of(page: DrawnPage, words: str = "") -> Node:
    """Return the one control that submits the one form; `Refused` if it is not alone.

    At the press it has to have the words of the guide.
    """
    every = [(each, node) for each in (page, *page.others) for node in each.nodes]
    forms = [node for own, node in every if node.name == "FORM" and not _searches(own, node)]
    if not forms:
        raise NeedsScript
    if len(forms) != 1 or not _is_of(page, forms[0]):
        raise Refused(f"The page has {len(forms)} forms, and only one may be there.")
    submits = [node for own, node in every if _submits(own, node) and not _is_in_search(own, node)]
    if len(submits) != 1 or not _is_of(page, submits[0]):
        raise Refused(
            f"The page has {len(submits)} buttons that submit, and only one may be there."
        )
    submit = submits[0]
    box = page.boxes.get(submit.at)
    if box is None or form_of(page, submit) is not forms[0]:
        raise Refused("The button that submits is not drawn, or belongs to no form.")
    drawn = " ".join(each.text or "" for each in page.texts if _is_in(page, each.node, submit))
    drawn = drawn or submit.value or submit.attributes.get("value", "")
    if words and " ".join(drawn.split()).casefold() != words.casefold():
        raise Refused(f"The button that submits is called {drawn.strip()!r}, not {words!r}.")
    holders = {submit.at, *(each.at for each in page.above(submit))}
    # What a part has scrolled away lies under nothing; one looks again before it is pressed.
    seen = [box.box, *_clips(page, submit)]
    for piece in page.pieces:
        is_own = piece.node.at in holders or _is_in(page, piece.node, submit)
        if not is_own and _paints(piece) and all(piece.box.overlaps(each) for each in seen):
            raise Refused("Something else is drawn over the button that submits.")
    return submit


def form_of(page: DrawnPage, node: Node) -> Node | None:
    """Return the form that a control belongs to."""
    tree = _tree_of(page, node)
    if owner := node.attributes.get("form"):
        named = (each for each in page.nodes if each.attributes.get("id") == owner)
        forms = (each for each in named if each.name == "FORM" and _tree_of(page, each) is tree)
        return next(forms, None)
    above = takewhile(lambda each: each is not tree, page.above(node))
    return next((each for each in above if each.name == "FORM"), None)


def _tree_of(page: DrawnPage, node: Node) -> Node | None:
    """Return the shadow root that a node is in; a form and its controls are in the same."""
    return next((each for each in page.above(node) if each.name == _ROOT), None)


def _searches(page: DrawnPage, form: Node) -> bool:
    """Say whether a form is one by which a whole site is searched; it only looks at addresses."""
    if form.attributes.get("method", "get").casefold() != "get":
        return False
    inside = [node for node in page.nodes if _is_in(page, node, form)]
    is_marked = any(_is_of_site(node) for node in (form, *page.above(form)))
    asks = any(node.attributes.get("type", "").casefold() == "search" for node in inside)
    is_sent_so = not any({"formaction", "formmethod"} & {*node.attributes} for node in inside)
    return is_sent_so and (is_marked or asks)


def _is_of_site(node: Node) -> bool:
    role = node.attributes.get("role", "").casefold()
    return node.name in ("HEADER", "NAV", "FOOTER", "SEARCH") or role in _OF_SITE


def _is_of(page: DrawnPage, node: Node) -> bool:
    """Say whether a node is of this document; those of two frames may be alike."""
    return node.at < len(page.nodes) and page.nodes[node.at] is node


def _is_in_search(page: DrawnPage, node: Node) -> bool:
    form = form_of(page, node)
    return form is not None and _searches(page, form)


def _submits(page: DrawnPage, node: Node) -> bool:
    kind = node.attributes.get("type", "").casefold()
    if node.name == "INPUT":
        return kind in ("submit", "image")
    if node.name != "BUTTON" or kind in ("button", "reset"):
        return False
    return "form" in node.attributes or form_of(page, node) is not None


def _is_in(page: DrawnPage, node: Node, other: Node) -> bool:
    return any(each is other for each in page.above(node))


def _paints(piece: Piece) -> bool:
    return piece.text is not None or piece.is_picture or piece.has_ground


def _found(page: DrawnPage, names: Names) -> Iterator[tuple[int, int]]:
    """Yield from where to where in the text of a page the captions are with their names."""
    line, places = page.said
    starts, ends = {start for start, _ in places}, {end for _, end in places}
    for order in _orders(names):
        for each in re.finditer(order, line, re.IGNORECASE):
            if each.start() in starts and each.end() in ends:
                yield each.span()


def block_of(page: DrawnPage, names: Names) -> Block:
    """Return the captions and names wherever they are drawn, which may be where one scrolls to."""
    found = [*_found(page, names)]
    if len(found) != 1:
        raise NotAsWritten(
            "The page does not draw each caption with its name once, side by side, and nothing "
            "between them."
        )
    begin, end = found[0]
    return [
        piece
        for piece, (start, stop) in zip(page.texts, page.said[1], strict=True)
        if begin <= start and stop <= end
    ]


def _orders(names: Names) -> Iterator[str]:
    """Yield the ways in which captions and names may follow each other."""
    for order in permutations(names):
        pairs = [(_exactly(each), _exactly(names[each])) for each in order]
        yield _GAP.join(each for pair in pairs for each in pair)
        captions, values = zip(*pairs, strict=True)
        yield _GAP.join((*captions, *values))


def _exactly(words: str) -> str:
    return r"\s+".join(re.escape(each) for each in words.split(" "))


def _check_order(block: Block, names: Names) -> None:
    """Refuse names that are not where their text says, read from left to right and downwards."""
    boxes = [piece.box for piece in block]
    captions = {caption.casefold() for caption in names}
    for at, (before, box) in enumerate(pairwise(boxes), start=1):
        if before.is_beside(box):
            is_next = box.left >= before.right - 1
        else:
            is_next = box.top >= before.bottom - before.height / 2
            begins = (block[at].text or "").strip(" :\n\t").casefold() in captions
            # Two columns stand side by side.
            is_next |= begins and all(box.left >= each.right for each in boxes[:at])
        if not is_next or _is_far(before, box):
            raise NotAsWritten("The names are not drawn where they were read.")


def _is_far(before: Box, box: Box) -> bool:
    return box.top - before.bottom > 4 * max(before.height, box.height)


def _check_plain(page: DrawnPage, block: Block) -> None:
    """Refuse names whose elements have a style that draws them otherwise or elsewhere."""
    _check_styles(page, {each.at: each for piece in block for each in page.above(piece.node)})


def _check_styles(page: DrawnPage, holders: Mapping[int, Node]) -> None:
    roots = [each for each in page.nodes if each.shadow and each.parent in holders]
    # What a tree of its own draws of others is drawn by styles that are not above it.
    if any(each.name == _ROOT and each.at not in holders for each in roots):
        raise Refused("The names are in a part of the page that has a tree of its own.")
    for node in holders.values():
        if not (piece := page.boxes.get(node.at)):
            continue
        for name, wanted in _NOT_PLAIN.items():
            if not wanted.fullmatch(piece.style[name]):
                raise NotAsWritten(
                    f"The names are drawn in a way of their own, by the style {name}."
                )
        if "url(" in piece.style["background-image"] and node.name not in _WHOLE_PAGE:
            raise NotAsWritten("There is a picture behind the names.")


def _check_room(page: DrawnPage, block: Block) -> None:
    """Refuse whatever else is drawn between, beside or over the names."""
    own = {piece.node.at for piece in block}
    shared = page.shared([piece.node for piece in block])
    holders = {each.at for piece in block for each in page.above(piece.node)}
    boxes = [piece.box for piece in block]
    around = next((page.boxes[each.at].box for each in shared if each.at in page.boxes), boxes[0])
    band = Box(
        min(around.left, *(each.left for each in boxes)),
        min(each.top for each in boxes),
        max(around.right, *(each.right for each in boxes)),
        max(each.bottom for each in boxes),
    )
    for piece in page.pieces:
        if piece.node.at in own or piece.node.at in holders:
            continue
        if (piece.text is not None or piece.is_picture) and piece.box.overlaps(band):
            raise NotAsWritten("Something else is drawn among the names.")
        is_ground = piece.text is None and piece.has_ground
        if is_ground and any(piece.box.overlaps(each) for each in boxes):
            raise NotAsWritten("Something else is drawn over the names.")


def _check_seen(page: DrawnPage, block: Block) -> None:
    """Refuse names that are cut off, or where nobody can scroll to."""
    for piece in block:
        rooms = [page.room, *_clips(page, piece.node)]
        for holder, frame in page.holders:
            rooms += [holder.room, *_clips(holder, frame)]
        if not all(each.holds(piece.box) for each in rooms):
            raise NotAsWritten("The names are cut off, or out of sight.")


def _clips(page: DrawnPage, node: Node) -> Iterator[Box]:
    """Yield the boxes of what cuts off an element where it is larger."""
    for each in page.above(node):
        box = page.boxes.get(each.at)
        if box and box.clips and each.name not in _WHOLE_PAGE:
            yield box.box


def _check_once(page: DrawnPage, block: Block, names: Names) -> None:
    """Refuse a second pair of names, or a second name at one caption."""
    own = {id(piece) for piece in block}
    for piece in page.texts:
        if id(piece) not in own and not _is_in_other_use(page, piece, block):
            words = " ".join((piece.text or "").split())
            for caption in names:
                if _captions(words, caption):
                    raise NotAsWritten(f"The caption {caption!r} is drawn more than once.")


def _check_pictures(page: DrawnPage) -> None:
    """Refuse what a style sheet draws as a picture, which may have other names in it."""
    for piece in page.pieces:
        node = piece.node
        if piece.text is not None or not piece.shows_picture or node.name in _CONTROLS:
            continue
        # A small picture that is repeated all over a page is its paper.
        is_paper = node.name in _WHOLE_PAGE and piece.style["background-repeat"] != "no-repeat"
        if not is_paper and not any(_is_of_site(each) for each in (node, *page.above(node))):
            raise NotAsWritten("There is a picture beside the names that may have words in it.")


def _check_frame(page: DrawnPage) -> None:
    """Refuse a frame that is drawn in a way of its own, or over which something else is drawn."""
    for holder, frame in page.holders:
        above = {each.at: each for each in (frame, *holder.above(frame))}
        _check_styles(holder, above)
        for piece in holder.pieces:
            is_other = piece.node.at not in above and _paints(piece)
            if is_other and piece.box.overlaps(holder.boxes[frame.at].box):
                raise NotAsWritten("Something else is drawn over the frame with the names.")


def _check_other_frames(page: DrawnPage, names: Names) -> None:
    """Refuse a name at one of the captions in another frame; a caption alone is only a word."""
    for other in page.others:
        texts = [each for each in other.texts if not _is_in_other_use(other, each)]
        for piece in texts:
            words = " ".join((piece.text or "").split())
            is_alone = words.casefold() in {each.casefold() for each in names} and not any(
                each is not piece and each.box.is_beside(piece.box) for each in texts
            )
            if not is_alone and any(_captions(words, caption) for caption in names):
                raise Refused(f"The caption {words!r} is drawn in another frame, too.")


def _is_in_other_use(page: DrawnPage, piece: Piece, block: Block = ()) -> bool:
    """Say whether a text is in a part of the page that shows no names, such as its header.

    What a site calls itself beside its menus, in a part without the `block`, is one word.
    """
    above = [*page.above(piece.node)]
    if any(each.name in _IN_OTHER_USE or _role(each) in _OF_SITE for each in above):
        return True
    with_names = {each.at for one in block for each in page.above(one.node)}
    menus = [each for each in page.nodes if each.name == "NAV" or _role(each) in _MENUS]
    with_menus = {each.at for menu in menus for each in page.above(menu)} - with_names
    is_one_word = len((piece.text or "").split()) == 1
    return is_one_word and any(each.at in with_menus for each in above)


def _role(node: Node) -> str:
    return node.attributes.get("role", "").casefold()


def _captions(words: str, caption: str) -> bool:
    """Say whether a text is a caption, or begins with one and says little more, as a name does."""
    begins, after = words[: len(caption)], words[len(caption) :]
    if begins.casefold() != caption.casefold():
        return False
    is_short = after[:1] in ("", " ") and len(after.split()) <= _FEW_WORDS
    return is_short or after.lstrip().startswith(":")

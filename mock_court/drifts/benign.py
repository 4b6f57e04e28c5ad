"""Changes that no reader would notice: each is a small function on the tree of one screen."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bs4.element import NavigableString, Tag

from mock_court.drifts.catalogue import SCREENS, Screen
from mock_court.drifts.page_tree import attribute, parsed, words_of

_USED_BY_SCRIPTS = re.compile(r"^(pscLoginPanel|.*:(pclLoginMessages|fbtnLogin))$")
"""Ids by which sign-on says what to replace and what was pressed; other forms would say others."""
_NAMES_OF_IDS = ("id", "for", "form", "aria-labelledby")
_HIDDEN = (
    '<div hidden><form><label>Old <input name="old"></label><button>Old</button></form>'
    '<a href="/old">Old</a></div><p style="display: none">You are not linked.</p>'
)
_BANNER = "<p>The clerk's office is closed on the day after Thanksgiving.</p>"


def _ids(region: Tag) -> None:
    for tag in _with_all(region):
        for name in _NAMES_OF_IDS:
            value = attribute(tag, name)
            if value and not _USED_BY_SCRIPTS.match(value):
                tag[name] = f"j_idt{zlib.crc32(value.encode())}"


def _classes(region: Tag) -> None:
    for tag in _with_all(region):
        tag["class"] = f"c{zlib.crc32(attribute(tag, 'class').encode()) % 1000}"


def _attribute_order(region: Tag) -> None:
    for tag in _with_all(region):
        tag.attrs = dict(reversed(tag.attrs.items()))


def _divisions(region: Tag) -> None:
    """Write divisions for tables, lists and paragraphs."""
    _rename(region, ("table", "tr", "ul", "li", "p", "center"), "div")
    _rename(region, ("td",), "span")


def _tables(region: Tag) -> None:
    """Write tables for lists and for the rows of a form."""
    _rename(region, ("ul",), "table")
    for row in region.select("li"):
        row.name = "tr"
        _wrap_all(row, "td")
    for row in region.select(".field"):
        row.name, table = "tr", Tag(name="table")
        row.wrap(table)
        # Another change may have put the caption into the field.
        for part in row.select("label, input"):
            part.wrap(Tag(name="td"))


def _definition_lists(region: Tag) -> None:
    """Write definition lists for captions and what is beside them."""
    for table in region.select("form table"):
        if table.select("input:not([type=submit], [type=reset])"):
            table.name = "dl"
            for row in table.select("tr"):
                for name, cell in zip(("dt", "dd"), row.select("td"), strict=False):
                    cell.name = name
                row.unwrap()
    for paragraph in region.select("p:has(> b)"):
        if len(paragraph.select("b")) > 1:
            paragraph.name = "dl"
            _caption_by_caption(paragraph)


def _caption_by_caption(names: Tag) -> None:
    for line_end in names.select("br"):
        line_end.decompose()
    for name in names.select("b"):
        caption = name.previous_sibling
        if isinstance(caption, NavigableString):
            caption.wrap(Tag(name="dt"))
        name.wrap(Tag(name="dd"))


def _bold_headings(region: Tag) -> None:
    for tag in region.select("h1, h2, h3, h6"):
        tag.name = "div"
        _wrap_all(tag, "b")


def _white_space(region: Tag) -> None:
    for text in _texts(region):
        # Only where there is white space: an access letter is in the middle of a word.
        text.replace_with(re.sub(r"\s+", " \n    ", text))


def _no_break_spaces(region: Tag) -> None:
    for text in _texts(region):
        words = text.strip()
        text.replace_with(text.replace(words, words.replace(" ", "\N{NO-BREAK SPACE}")))


def _soft_hyphens(region: Tag) -> None:
    for text in _texts(region):
        text.replace_with(re.sub(r"(\w{3})(?=\w{3})", "\\1\N{SOFT HYPHEN}", text))


def _letters_in_bold(region: Tag) -> None:
    for text in _texts(region):
        if text.parent is not None and text.parent.name not in {"b", "u"}:
            before, first, after = re.split(r"(\S)", text, maxsplit=1)
            initial = Tag(name="big")
            initial.string = first
            text.replace_with(NavigableString(before), initial, NavigableString(after))


def _capitals(region: Tag) -> None:
    region["style"] = "text-transform: uppercase"


def _labels_as_attributes(region: Tag) -> None:
    """Write the captions of fields into the fields, and leave mere text in their place."""
    for caption in region.select(".field label, form tr > td:first-child"):
        field = caption.find_next("input")
        if field is not None and words_of(caption):
            field["aria-label"] = words_of(caption)
            _rename(caption, ("label",), "span")
            caption.attrs.pop("for", None)


def _buttons(region: Tag) -> None:
    """Write `<input>` for `<button>`, and the reverse."""
    for button in region.select("button, input[type=submit], input[type=reset]"):
        if button.name == "button":
            words = words_of(button)
            button.clear()
            button.name, button["value"] = "input", words
            button.can_be_empty_element = True
        else:
            button.name, button.can_be_empty_element = "button", False
            button.string = str(button.attrs.pop("value"))


def _signs(region: Tag) -> None:
    """Leave out the » behind quick links, and write a colon behind captions."""
    for text in _texts(region):
        if text.rstrip().endswith("»"):
            text.replace_with(text.rstrip().removesuffix("»"))
    for caption in region.select("form tr > td:first-child, label"):
        if words_of(caption):
            caption.append(":")


def _with_first(html: str) -> Callable[[Tag], object]:
    """Return the change that puts some markup before all else."""
    return lambda region: region.insert(0, *parsed(html).find_all(recursive=False))


def _new_tab(region: Tag) -> None:
    for link in region.select("a[href]"):
        link["target"] = "_blank"


_BARS: frozenset[Screen] = frozenset({"limited-menu-bar", "full-menu-bar"})
# The agreement is a screen of some courts only.
_EVERYWHERE = frozenset(SCREENS) - {"redaction-agreement"}
_PAGES = _EVERYWHERE - _BARS - {"menu"}
_FORMS: frozenset[Screen] = frozenset({"sign-on", "link-form"})
_LINKING: frozenset[Screen] = frozenset({"link-form", "verification", "confirmation"})

CHANGES: Mapping[str, tuple[Callable[[Tag], object], frozenset[Screen]]] = {
    "definition-lists": (_definition_lists, frozenset({"link-form", "verification"})),
    "labels-as-attributes": (_labels_as_attributes, _FORMS),
    "signs": (_signs, _FORMS | {"website"}),
    "buttons": (_buttons, _FORMS | {"verification"}),
    "divisions": (_divisions, _EVERYWHERE - {"sign-on"}),
    "tables": (_tables, _BARS | {"website", "menu", "sign-on"}),
    "bold-headings": (_bold_headings, _LINKING | {"website", "sign-on", "menu"}),
    "initials": (_letters_in_bold, _EVERYWHERE),
    "white-space": (_white_space, _EVERYWHERE),
    "no-break-spaces": (_no_break_spaces, _PAGES | {"menu", "full-menu-bar", "limited-menu-bar"}),
    "soft-hyphens": (_soft_hyphens, _EVERYWHERE),
    "capitals": (_capitals, _EVERYWHERE),
    "hidden-things": (_with_first(_HIDDEN), _PAGES),
    "banner": (_with_first(_BANNER), _PAGES),
    "new-tab": (_new_tab, frozenset({"website", "landing-page"})),
    "attribute-order": (_attribute_order, _BARS | _FORMS | {"website", "menu", "verification"}),
    "classes": (_classes, _EVERYWHERE),
    "ids": (_ids, _PAGES | _BARS),
}
"""The changes, each with the screens where it changes anything, in the order of being made: those
that look for a part by its class or id come before those that change them."""

BEHAVIORS: Mapping[str, Mapping[str, Any]] = {
    "same-tab": {"new_tab": False},
    "no-landing-page": {"landing_page": False},
    "menu-as-page": {"menu_is_drop_down": False},
    "slow": {"answer_delay": 0.1},
    "view-state-prefix": {"sign_on_form": "login", "faces": "javax.faces"},
}
"""The changes that are no matter of a page's markup, with what they change of the behavior."""


def _with_all(region: Tag) -> Iterable[Tag]:
    return [region, *region.select("*")]


def _texts(region: Tag) -> Iterator[NavigableString]:
    """Yield the pieces of text that are read; comments and scripts are of other classes."""
    for text in list(region.find_all(string=True)):
        if type(text) is NavigableString and text.strip():
            yield text


def _rename(region: Tag, names: tuple[str, ...], new: str) -> None:
    for tag in _with_all(region):
        if tag.name in names:
            tag.name = new


def _wrap_all(tag: Tag, name: str) -> None:
    wrapper = Tag(name=name)
    wrapper.extend(list(tag.contents))
    tag.append(wrapper)

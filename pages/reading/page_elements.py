"""What a whole page says and offers, one element after the other, as a reader would list it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_FIELDS = ("text field", "choice", "checkbox", "radio button")
_CONTROLS = ("link", "button", "option", *_FIELDS)
_BOXES = ("table", "grid", "list", "menu", "menubar", "toolbar", "tablist", "tree")


@dataclass(frozen=True)
class Region:
    """A part of the page: a landmark, a table, a list."""

    number: int
    """Counts the regions of one page."""
    label: str
    """The nearest landmark or name, for messages."""
    dialog: int = 0
    """The number of the dialog that it is or is part of; 0 is none."""

    @property
    def is_named(self) -> bool:
        """Whether the label distinguishes it from other regions."""
        return self.label not in _BOXES


@dataclass(frozen=True)
class PageElement:
    """Something on a page that a reader can name."""

    kinds: tuple[str, ...]
    """`link`, `button`, a kind of field, `option`, `heading`, `image`, `text`, or `item` of a list.

    A link that is drawn as a button is both.
    """
    words: str
    region: Region
    enabled: bool = True
    leads_to: str = ""
    """The address of a link, if it has one that is no script."""
    value: str = ""
    """What a text field holds."""

    @property
    def sort(self) -> str:
        """What a reader takes it for: not every field is filled in the same way."""
        return "text" if self.kinds[0] == "item" else self.kinds[0]

    @property
    def what(self) -> str:
        """What a reader calls it."""
        return "field" if self.kinds[0] in _FIELDS else self.kinds[0]

    @property
    def is_control(self) -> bool:
        """Whether it can be used; a heading cannot, and may be bold text as well."""
        return self.kinds[0] in _CONTROLS

    def may_be(self, other: "PageElement") -> bool:
        """Say whether a reader may take both for the same kind of thing."""
        return self.sort == other.sort or bool({*self.kinds} & {*other.kinds})


def page_elements(read: Iterable[Mapping[str, Any]]) -> tuple[PageElement, ...]:
    """Return the elements that a script has read."""
    return tuple(
        PageElement(**{**each, "kinds": tuple(each["kinds"]), "region": Region(**each["region"])})
        for each in read
    )

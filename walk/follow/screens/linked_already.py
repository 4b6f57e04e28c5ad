"""Recognizes an attorney who is linked already by the menus that only filers have."""

from collections.abc import Sequence

from pages.menus import MenuBar
from walk.guide.model import GuideScreen

_OF_FILERS = {"bankruptcy", "adversary", "civil", "criminal"}
"""The menus of events; a bankruptcy court has the first two, and a district court the others."""
_ENOUGH = 2
"""One such item more may be a change of the court."""


def filing_menus(documented: GuideScreen, items: Sequence[str]) -> list[str]:
    """Return the menus in a limited menu bar by which its user may file, if there are enough."""
    if documented.name != MenuBar.called or documented.shows.new_items:
        return []
    shown = documented.shows.items or ()
    found = [each for each in items if each.casefold() in _OF_FILERS and each not in shown]
    return found if len(found) >= _ENOUGH else []

"""What a change of pages is, without all that is needed to make one.

A court that changes no page does not load the parser of pages, which takes a tenth of its start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mock_court.drifts.catalogue import Screen
    from mock_court.drifts.page_tree import Place

DRIFT, BENIGN = "drift", "benign"


@dataclass(frozen=True)
class PageChange:
    """A change of a court's pages, and the screens that it changes."""

    screens: frozenset[Screen]
    make: Callable[[Place], object]
    order: int = 0
    """A smaller one is made first: a drift looks for its thing in the markup of the templates."""


def is_change(name: str) -> bool:
    """Say whether a scenario of that name is a change of pages."""
    return name.partition(":")[0] in {DRIFT, BENIGN}

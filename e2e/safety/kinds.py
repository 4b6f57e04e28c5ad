"""Puts one case of each kind first, for the runs that have no time for all of them."""

from collections.abc import Mapping, Sequence


def kinds_first(cases: Mapping[str, object], kinds: Sequence[str]) -> list[str]:
    """Return the names of all cases, those named first; `ValueError` if one of these is none."""
    if missing := set(kinds) - set(cases):
        raise ValueError(f"No case is called {sorted(missing)}; name one that there is.")
    return [*kinds, *(name for name in cases if name not in kinds)]

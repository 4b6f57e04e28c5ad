"""Compares the two names on the verification page, letter by letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pages.linking import Verification
from pages.screen import Screen
from walk.compare.comparison import ScreenComparison
from walk.guide.model import Credential, GuideScreen
from walk.results import Drift, DriftKind


def look_alikes(
    guided: GuideScreen, on: Screen, values: Mapping[Credential, str], told: Sequence[Drift]
) -> list[Drift]:
    """Return which names of the verification page only look right, if it is not told of them."""
    names = {caption: values[credential] for caption, credential in guided.shows.names.items()}
    if not isinstance(on, Verification) or any(drift.what in names for drift in told):
        return []
    return [
        Drift(DriftKind.WRONG_VALUE, caption, on.called, name, seen, screen=guided.name)
        for caption, name in names.items()
        for seen in on.look_alikes(name)
    ]


def _whole(credential: Credential, right: str, observed: str) -> str:
    """Return what is to be shown: of a real CM/ECF account only the login is known beforehand."""
    is_login = credential == "CM/ECF login and name" and observed.partition(" ")[0] == right
    return observed if is_login else right


def _show_names(
    shown: ScreenComparison, on: Verification, names: Mapping[str, str], seen: Mapping[str, str]
) -> None:
    """Compare the names that are right with those that are seen, both by their captions."""

    def differs(kind: DriftKind, what: str, there: str, here: str | None) -> None:
        shown.drifts.append(Drift(kind, what, on.called, there, here))

    places = []
    for caption, name in names.items():
        shown.documented.append(f"{caption} {name}")
        observed = seen[caption]
        others = tuple(each for each in names if each != caption)
        stands = on.captions_of(name)
        own = [each for each in stands if each.caption.casefold() == caption.casefold()]
        # Both accounts may be of one person, whose name then ends both.
        taken = [seen[each] for each in others]
        elsewhere = [
            each.caption
            for each in stands
            if each.caption and each not in own
            if each.whole not in taken and not each.caption.startswith(others)
        ]
        if observed == name:
            places += [each.place for each in own][:1]
            if own and own[0].caption != caption:
                differs(DriftKind.RECASED, "text", caption, own[0].caption)
        elif observed in names.values():
            differs(DriftKind.WRONG_VALUE, caption, name, observed)
        elif elsewhere:
            differs(DriftKind.RENAMED, caption, caption, elsewhere[0])
        elif observed:
            differs(DriftKind.WRONG_VALUE, caption, name, observed)
        else:
            differs(DriftKind.REMOVED, caption, name, None)
    if places != sorted(places):
        differs(DriftKind.REORDERED, "names", ", ".join(names), ", ".join([*names][::-1]))

"""Compares the two names on the verification page, letter by letter."""

from collections.abc import Iterator, Mapping, Sequence

from pages.linking import Verification
from pages.screen import Screen
from walk.guide.model import Credential, GuideScreen
from walk.results import Drift, DriftKind

Names = Mapping[str, tuple[str, str]]
"""By its caption, each name that should be on the page and the one that is there."""


def names_on(
    page: Verification, documented: GuideScreen, values: Mapping[Credential, str]
) -> Names:
    """Return the names of a verification page; `values` has the right ones."""
    captions = documented.shows.names
    names = {}
    for caption, credential in captions.items():
        others = [each for each in captions if each != caption]
        right, observed = values[credential], page.named(caption, others)
        # Of a real CM/ECF account, only the login is known before the walk.
        is_login = credential == "CM/ECF login and name" and observed.partition(" ")[0] == right
        names[caption] = (observed if is_login else right, observed)
    return names


def compare_names(page: Verification, names: Names) -> Iterator[Drift]:
    """Compare the names that should be on the page with those that are there."""
    rights = [right for right, _ in names.values()]
    places = []
    for caption, (right, observed) in names.items():
        others = [each for each in names if each != caption]
        captioned = page.captions_of(right)
        own = [each for each in captioned if each.caption.casefold() == caption.casefold()]
        # Both accounts may be of one person, whose name then ends both.
        taken = [names[each][1] for each in others]
        elsewhere = [
            each.caption
            for each in captioned
            if each.caption and each not in own
            if each.whole not in taken and not each.caption.startswith(tuple(others))
        ]
        if observed == right:
            places += [each.place for each in own[:1]]
            if own and own[0].caption != caption:
                yield Drift(DriftKind.RECASED, "text", page.called, caption, own[0].caption)
        elif elsewhere and observed not in rights:
            yield Drift(DriftKind.RENAMED, caption, page.called, caption, elsewhere[0])
        elif observed:
            yield Drift(DriftKind.WRONG_VALUE, caption, page.called, right, observed)
        else:
            yield Drift(DriftKind.REMOVED, caption, page.called, right, None)
    if places != sorted(places):
        there, here = ", ".join(names), ", ".join([*names][::-1])
        yield Drift(DriftKind.REORDERED, "names", page.called, there, here)


def look_alikes(
    documented: GuideScreen,
    page: Screen,
    values: Mapping[Credential, str],
    known: Sequence[Drift],
) -> list[Drift]:
    """Return the names that look right and are spelled otherwise, unless `known` has a name."""
    names = {caption: values[credential] for caption, credential in documented.shows.names.items()}
    if not isinstance(page, Verification) or any(drift.what in names for drift in known):
        return []
    return [
        Drift(DriftKind.WRONG_VALUE, caption, page.called, name, seen, screen=documented.name)
        for caption, name in names.items()
        for seen in page.look_alikes(name)
    ]


def warnings_on(documented: GuideScreen, drifts: Sequence[Drift]) -> list[str]:
    """Return what the guide shows as text on a screen, or the other words that were accepted."""
    accepted = {drift.documented: drift.observed for drift in drifts if drift.accepted}
    words = (accepted.get(each, each) for each in documented.shows.text)
    return [each for each in words if each]

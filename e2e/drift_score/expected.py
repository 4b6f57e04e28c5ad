"""The severity that the author of a change expects, from what it does to a reader of the guide."""

from collections.abc import Iterable, Mapping
from typing import Any

from e2e.courts.everyday.situation import Situation
from e2e.drift_score.mutants import Mutant
from walk.results import Severity

_USED = {
    *("website/e-filing-cm-ecf", "sign-on/username", "sign-on/password", "sign-on/login"),
    *("menu-bar/utilities", "menu/nextgen-release-1-1-menu-items"),
    *("menu/link-a-cm-ecf-account-to-my-pacer-account", "link-form/cm-ecf-login"),
    *("link-form/cm-ecf-password", "link-form/submit", "verification/submit"),
}
"""What a reader has to use; of the menu bar, before linking."""
_USELESS = ("removed", "disabled", "behaves")
"""The kinds by which nobody can use a thing any more."""
_NAMES = ("verification/cm-ecf", "verification/pacer")
_LINKS = (
    "website/",
    *("sign-on/forgot-password", "sign-on/forgot-username", "sign-on/need-an-account"),
)
"""Links whose order matters to nobody."""
_PERMANENT = ("verification/", "confirmation/")
_BY_NAME: Mapping[str, Severity] = {
    "names-exchanged": Severity.BLOCKS,
    "other-account": Severity.BLOCKS,
    "menu-never-full": Severity.BLOCKS,
    # It links before anybody has seen the names.
    "links-at-first-submit": Severity.BLOCKS,
}

_SITUATIONS: Mapping[Severity, tuple[str, ...]] = {
    Severity.BLOCKS: (
        "the E-Filing link is transparent",
        "the link to the link form is masked away",
        "Login is switched off after a moment",
        "the quick links never come",
        "a clear pane catches every click on the verification",
        "the last Submit falls back to the link form",
        "the last Submit does nothing",
        "Login does nothing",
        "Utilities opens nothing",
        "the field for the login takes no letters",
    ),
    Severity.COSMETIC: ("the style sheet draws the quick links from below",),
}
"""The situations of the everyday court that neither only mislead, nor are about names."""


def expected_of(change: Mutant | Situation) -> Severity:
    """Return how bad a change is to a reader."""
    if isinstance(change, Situation):
        if change.family == "names":
            return Severity.BLOCKS
        named = (each for each, names in _SITUATIONS.items() if change.name in names)
        return next(named, Severity.MISLEADS)
    if change.name in _BY_NAME:
        return _BY_NAME[change.name]
    place = _place(change.name)
    if place.startswith(_NAMES) and change.kind != "recased":
        return Severity.BLOCKS
    is_mark = "required-mark" in change.name or change.name.endswith(":*")
    if change.kind in _USELESS and not is_mark and place in _USED:
        return Severity.BLOCKS
    is_order = change.kind == "reordered" and place.startswith(_LINKS)
    is_case = change.kind == "recased" and not place.startswith(_PERMANENT)
    return Severity.COSMETIC if is_order or is_case else Severity.MISLEADS


def _place(name: str) -> str:
    """Return what is changed where, as in `menu-bar/help`, of the mock court or the strange one."""
    parts = [part for part in name.partition(" (")[0].split(":") if "/" in part]
    place = parts[0] if parts else name
    return place.replace("limited-menu-bar/", "menu-bar/").replace("limited-bar/", "menu-bar/")


def worst(drifts: Iterable[Mapping[str, Any]], kinds: Iterable[str]) -> str:
    """Return the worst severity of the drifts of these kinds, or nothing if there are none."""
    wanted = {*kinds}
    found = [Severity(each["severity"]) for each in drifts if each["kind"] in wanted]
    return max(found, key=[*Severity].index) if found else ""

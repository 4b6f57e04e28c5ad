"""The changes that the score tests: what a reader of the guide would notice, and where."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle

from e2e.courts.strange import SKINS
from e2e.courts.strange_changes import StrangeChange, strange_changes
from mock_court.courts.profile import read_profile
from mock_court.drifts.lookup import every_benign, every_drift
from mock_court.scenarios.table import SCENARIOS
from walk.guide.model import Guide, GuideScreen
from walk.guide.screens import ScreenName


@dataclass(frozen=True)
class Mutant:
    """One change, by the name of its scenario."""

    name: str
    kind: str
    """What a reader would call it; empty for a benign change."""
    steps: tuple[int, ...]
    """The steps of the guide that it makes untrue; none for a benign one."""
    skin: str = ""
    """The markup of the strange court, if the change is made there and not at the mock court."""
    strange: StrangeChange | None = None
    first: int = 0
    """The first step at which it can show, if it is made on one screen alone; 0 if anywhere."""

    @property
    def begin(self) -> int:
        """The step to begin at: one before the first at which it can show."""
        return max(1, self.first - 1)

    @property
    def is_benign(self) -> bool:
        """Whether no reader of the guide would notice it."""
        return not self.kind


# Changes of behavior and those with a date, with the step that each makes untrue. An interstitial
# comes after one step and before the next, and a reader may blame either.
_BY_SCENARIO: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "website-moved": ("retargeted", (1,)),
    "notice-before-sign-on": ("added", (2, 3)),
    "current-gen": ("retargeted", (2, 3)),
    "redaction-agreement": ("added", (4, 5)),
    "passcode": ("added", (4, 5)),
    "update-prompt": ("added", (4, 5)),
    "update-prompt-old-title": ("added", (4, 5)),
    "client-code-warning": ("added", (4, 5)),
    "notice-page": ("added", (4, 5)),
    "logout-label": ("renamed", (5,)),
    "user-manual-item": ("added", (5,)),
    "links-at-first-submit": ("removed", (10, 11)),
    "names-exchanged": ("wrong_value", (11,)),
    "other-account": ("wrong_value", (11,)),
    "menu-never-full": ("behaves", (14, 15)),
}
_LEFT_OUT: Mapping[str, ScreenName] = {
    "benign:no-landing-page": "landing page",
    "no-redaction-agreement": "redaction agreement",
}
"""What leaves out an interstitial, which is a change for a guide that documents that page."""
_BENIGN_SCENARIOS = (
    "login-prefix",
    "javax-names",
    "sign-on-posts-plainly",
    "sign-on-bounces",
    "referer-check",
    "maintenance-banner",
    "confirmation-answers-post",
    "menu-until-refresh",
    "menu-until-login",
    "menu-until-cleared",
)
_SCREENS: Mapping[str, tuple[str, bool]] = {
    "website": ("court website", False),
    "landing-page": ("landing page", False),
    "sign-on": ("sign-on", False),
    "redaction-agreement": ("redaction agreement", False),
    "limited-menu-bar": ("menu bar", False),
    "menu": ("menu", False),
    "link-form": ("link form", False),
    "verification": ("verification", False),
    "confirmation": ("confirmation", True),
    "full-menu-bar": ("menu bar", True),
}
"""The screens of the guide, and whether the accounts are linked there, by the mock's names."""


def mutants(guide: Guide) -> list[Mutant]:
    """Return every change of what the guide documents."""
    drifts = (_drift(name, guide) for name in every_drift(read_profile(guide.court)))
    return [*_scenarios(guide), *_left_out(guide), *filter(None, drifts)]


def benign(guide: Guide) -> list[Mutant]:
    """Return the benign changes: each on all screens at once, and the behavior of other courts.

    Where the guide says that there are more items, one item more is benign too.
    """
    noticed = [mutant.name for mutant in _left_out(guide)]
    everywhere = [name for name in every_benign() if name.count(":") == 1 and name not in noticed]
    within = [
        Mutant(name, "", (), first=_more_items(guide))
        for name in every_drift(read_profile(guide.court))
        if name.startswith("drift:added:full-menu-bar/") and _more_items(guide)
    ]
    return [*(Mutant(name, "", ()) for name in (*everywhere, *_BENIGN_SCENARIOS)), *within]


def elsewhere() -> list[Mutant]:
    """Return every change of the strange court, each in one kind of its markup."""
    return [
        Mutant(f"{change.name} ({skin})", change.told_kind, change.steps, skin, change)
        for change, skin in zip(strange_changes(), cycle(SKINS), strict=False)
    ]


def benign_elsewhere() -> list[Mutant]:
    """Return the kinds of markup of the strange court, none of which is a change for a reader."""
    return [Mutant(f"the markup of {skin}", "", (), skin) for skin in SKINS]


def _scenarios(guide: Guide) -> Iterator[Mutant]:
    for name, (kind, steps) in _BY_SCENARIO.items():
        if name not in SCENARIOS:
            raise LookupError(f"There is no scenario {name!r}; correct {__file__}.")
        if guide.court == "wiwb":
            yield Mutant(name, kind, steps)


def _left_out(guide: Guide) -> Iterator[Mutant]:
    for name, page in _LEFT_OUT.items():
        steps = [number for number, screen, _ in _screens(guide) if screen.name == page]
        if steps and page not in guide.usual:
            yield Mutant(name, "removed", tuple(dict.fromkeys(steps)))


def _drift(name: str, guide: Guide) -> Mutant | None:
    """Return the drift of that name, if the guide documents what it changes."""
    _, kind, thing = name.split(":")[:3]
    where, _, slug = thing.partition("/")
    if where not in _SCREENS or (
        kind == "added" and where == "full-menu-bar" and _more_items(guide)
    ):
        return None
    steps = tuple(
        dict.fromkeys(
            number
            for number, screen, is_linked in _screens(guide)
            if (screen.name, is_linked) == _SCREENS[where]
            for words, is_used in _words(screen)
            if _slug(words) == slug and _is_noticed(kind, where, is_used=is_used)
        )
    )
    return Mutant(name, kind, steps, first=min(steps)) if steps else None


def _is_noticed(kind: str, where: str, *, is_used: bool) -> bool:
    """Say whether a reader notices a kind of drift of words that are used or only shown."""
    match kind:
        case "reordered" | "added":
            # Only a list that is shown has an order and an end.
            return not is_used
        case "behaves":
            return is_used
        case "retargeted":
            # You can see that a link leads to another host without following it.
            return is_used or where in ("website", "sign-on")
        case _:
            return True


def _screens(guide: Guide) -> Iterator[tuple[int, GuideScreen, bool]]:
    is_linked = False
    for step in guide.steps:
        for screen in step.screen:
            yield step.number, screen, is_linked
            is_linked = is_linked or (screen.name == "verification" and screen.submit is not None)


def _words(screen: GuideScreen) -> Iterator[tuple[str, bool]]:
    """Yield what the guide documents of a screen, and whether a reader uses it."""
    shows = screen.shows
    lists = (shows.text, shows.fields, shows.buttons, shows.links, shows.items, shows.names)
    for words in (shows.heading, *(each for listed in lists for each in listed or ())):
        if words:
            yield words, False
    for used in (screen.select, screen.tick, screen.submit, screen.clear, *screen.enter):
        if used:
            yield used, True


def _slug(words: str) -> str:
    """Return the words as in a drift's name; a sentence up to its first comma or colon."""
    first = re.split(r"[,:]", words)[0]
    return re.sub(r"[^a-z0-9]+", "-", first.lower()).strip("-")


def _more_items(guide: Guide) -> int:
    """Return the step at which there may be more items than the guide names, or 0."""
    return next((number for number, screen, _ in _screens(guide) if screen.shows.more_items), 0)

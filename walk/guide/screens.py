"""The screens that a guide can name, and what it shows of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pages.dialogs import RedactionAgreement
from pages.linking import Confirmation, LinkForm, Verification
from pages.menus import Menu, MenuBar
from pages.reading.reader import ScreenHints
from pages.screen import Screen
from pages.sign_on import SignOn
from pages.website import CourtWebsite, Landing
from walk.guide.model import Guide, GuideScreen, ScreenName

SCREENS: Mapping[ScreenName, type[Screen]] = {
    "court website": CourtWebsite,
    "landing page": Landing,
    "sign-on": SignOn,
    "redaction agreement": RedactionAgreement,
    "menu bar": MenuBar,
    "menu": Menu,
    "link form": LinkForm,
    "verification": Verification,
    "confirmation": Confirmation,
}


def hints_of(guide: Guide) -> Mapping[ScreenName, ScreenHints]:
    """Return the words that the guide has for each screen, by which it is known in any markup."""
    every = [screen for step in guide.steps for screen in step.screen]
    return {name: _known(name, every) for name in SCREENS}


def _known(name: ScreenName, every: Iterable[GuideScreen]) -> ScreenHints:
    here = [screen for screen in every if screen.name == name]
    elsewhere = {line for screen in every if screen.name != name for line in _lines(screen)}
    bar = [screen.select for screen in every if screen.name == "menu bar"]
    lists = [screen.shows for screen in here]
    return ScreenHints(
        fields=_distinct(words for shows in lists for words in shows.fields or ())
        or _distinct(words for screen in here for words in (*screen.enter, screen.tick)),
        controls=_distinct(
            words
            for screen in here
            for words in (
                *(screen.shows.links or ()),
                *(screen.shows.buttons or ()),
                screen.select,
                screen.submit,
                screen.clear,
            )
        ),
        items=_distinct((*(words for screen in every for words in screen.shows.items or ()), *bar)),
        lines=_distinct(
            line for screen in here for line in _lines(screen) if line not in elsewhere
        ),
    )


def _lines(screen: GuideScreen) -> Iterator[str]:
    yield from filter(None, (screen.shows.heading, *screen.shows.text))


def _distinct(words: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))

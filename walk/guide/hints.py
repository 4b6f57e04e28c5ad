"""The words that a guide has for each screen."""

from collections.abc import Iterable, Iterator, Mapping

from pages.menus import MenuBar
from pages.reading.reader import ScreenHints
from walk.guide.model import Guide, GuideScreen
from walk.guide.screens import GUIDE_SCREENS, ScreenName


def hints_of(guide: Guide) -> Mapping[ScreenName, ScreenHints]:
    """Return the guide's words for each screen, by which it is found in any markup."""
    every = [screen for step in guide.steps for screen in step.screen]
    return {name: _known(name, every) for name in GUIDE_SCREENS}


def _known(name: ScreenName, every: Iterable[GuideScreen]) -> ScreenHints:
    here = [screen for screen in every if screen.name == name]
    elsewhere = {line for screen in every if screen.name != name for line in _lines(screen)}
    bar = [screen.select for screen in every if screen.name == MenuBar.called]
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

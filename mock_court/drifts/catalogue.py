"""What a reader of the guide looks for in a court, and on which screen each thing is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pydantic import TypeAdapter

from mock_court.courts.profile import LINK, Profile
from mock_court.data_files import read_data

Screen = Literal[
    "website",
    "landing-page",
    "sign-on",
    "redaction-agreement",
    "limited-menu-bar",
    "full-menu-bar",
    "menu",
    "link-form",
    "verification",
    "confirmation",
]
SCREENS: tuple[Screen, ...] = get_args(Screen)

Role = Literal["heading", "text", "name", "field", "button", "link", "item", "group", "entry"]
"""An item is in the menu bar, a group and its entry in a menu, a name on the verification page."""

_IN_TEMPLATES = read_data(
    Path(__file__).with_name("catalogue.toml"),
    TypeAdapter(Mapping[Screen, Mapping[Role, Sequence[str]]]),
)


@dataclass(frozen=True)
class Thing:
    """A thing of those words on one screen."""

    screen: Screen
    role: Role
    words: str
    other_group: str | None = None
    """The heading of another group, to which an entry of a menu can move."""
    opens_menu: bool = False
    """Whether it is an item of the menu bar that opens a menu, as a link or a button may."""

    @property
    def slug(self) -> str:
        """Its words in a scenario's name: of a sentence those up to the first comma or colon."""
        is_sentence = self.role in ("text", "field")
        words = re.split(r"[,:]", self.words)[0] if is_sentence else self.words
        return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")

    @property
    def name(self) -> str:
        """Its screen and its slug."""
        return f"{self.screen}/{self.slug}"


def catalogue(profile: Profile) -> list[Thing]:
    """Return the things of a court, in the order of its screens."""
    return sorted(_things(profile), key=lambda thing: SCREENS.index(thing.screen))


def _things(profile: Profile) -> Iterator[Thing]:
    for link in profile.quick_links:
        yield Thing("website", "link", link.label)
    yield Thing("landing-page", "link", profile.document_filing)
    yield Thing("sign-on", "heading", f"{profile.title} NextGen Login")
    bar = profile.menu_bar
    bars: Mapping[Screen, Sequence[str]]
    bars = {"limited-menu-bar": bar.limited, "full-menu-bar": bar.full}
    for screen, names in bars.items():
        for name in names:
            words, opens_menu = bar.labels[name].replace("&", ""), name in profile.menus
            yield Thing(screen, "item", words, opens_menu=opens_menu)
    yield from _things_of_menu(profile)
    for screen in ("link-form", "verification", "confirmation"):
        yield Thing(screen, "heading", profile.link_heading)
    for screen, roles in _IN_TEMPLATES.items():
        # At other courts only attorneys who file at another court come there.
        if screen != "redaction-agreement" or profile.agrees_to_redaction:
            for role, all_words in roles.items():
                yield from (Thing(screen, role, words) for words in all_words)


def _things_of_menu(profile: Profile) -> Iterator[Thing]:
    """Yield the things of the menu that leads to the link form, as a viewer sees it."""
    groups = next(
        menu for menu in profile.menus.values() if any(LINK in group.items for group in menu)
    )
    headings = {
        group.heading: LINK in group.items
        for group in groups
        if group.heading and not group.filers_only
    }
    for heading in headings:
        yield Thing("menu", "group", heading)
    others = [heading for heading, has_link in headings.items() if not has_link]
    yield Thing("menu", "entry", profile.link_item, others[-1] if others else None)

"""What a reader of the guide looks for in a court, and on which screen each of it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from mock_court.courts.profile import LINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mock_court.courts.profile import Group, Profile

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
"""An item stands in the menu bar, a group and its entry in a menu, a name on the verification."""


@dataclass(frozen=True)
class Thing:
    """A thing of those words on one screen."""

    screen: Screen
    role: Role
    words: str
    other_group: str | None = None
    """The heading of another group, to which an entry of a menu can move."""

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


# The words that stand in the templates and not in the profile of a court.
_FIXED: Mapping[Screen, Mapping[Role, tuple[str, ...]]] = {
    "sign-on": {
        "text": (
            "* Required information",
            "NOTICE: This is a restricted government website for official PACER use only. "
            "Unauthorized entry is prohibited and subject to prosecution under Title 18 of the "
            "U.S. Code. All activities and access attempts are logged.",
        ),
        "field": ("Username *", "Password *", "Client Code"),
        "button": ("Login", "Clear"),
        "link": ("Forgot password?", "Forgot username?", "Need an account?"),
    },
    "redaction-agreement": {
        "heading": ("Redaction Agreement",),
        "field": (
            "I understand that, if I file, I must comply with the redaction rules. "
            "I have read this notice.",
        ),
        "button": ("Continue",),
    },
    "link-form": {"field": ("CM/ECF login", "CM/ECF password"), "button": ("Submit", "Clear")},
    "verification": {
        "text": (
            "Do you want to link these accounts?",
            "After you submit this screen, your old e-filing credentials for the CM/ECF account "
            "will be permanently linked to your upgraded PACER account. Use your upgraded PACER "
            "account to e-file in this court.",
        ),
        "name": ("CM/ECF", "PACER"),
        "button": ("Submit", "Clear"),
    },
    "confirmation": {
        "text": (
            "Your PACER account has been linked to your CM/ECF account",
            "You should also receive an e-mail notification acknowledgement.",
        ),
    },
}


def catalogue(profile: Profile) -> list[Thing]:
    """Return the things of a court, in the order of its screens."""
    return sorted(_things(profile), key=lambda thing: SCREENS.index(thing.screen))


def _things(profile: Profile) -> Iterator[Thing]:
    for link in profile.quick_links:
        yield Thing("website", "link", link.label)
    yield Thing("landing-page", "link", profile.document_filing)
    yield Thing("sign-on", "heading", f"{profile.title} NextGen Login")
    screen: Screen
    for screen, names in (
        ("limited-menu-bar", profile.menu_bar.limited),
        ("full-menu-bar", profile.menu_bar.full),
    ):
        for name in names:
            yield Thing(screen, "item", profile.menu_bar.labels[name].replace("&", ""))
    yield from _things_of_menu(profile)
    for screen in ("link-form", "verification", "confirmation"):
        yield Thing(screen, "heading", profile.link_heading)
    for screen, roles in _FIXED.items():
        # Elsewhere only whoever files at another court comes there.
        if screen == "redaction-agreement" and not profile.agrees_to_redaction:
            continue
        for role, all_words in roles.items():
            for words in all_words:
                yield Thing(screen, role, words)


def _things_of_menu(profile: Profile) -> Iterator[Thing]:
    """Return the things of the menu that leads to the link form, as a viewer sees it."""
    groups = next(
        menu for menu in profile.menus.values() if any(LINK in group.items for group in menu)
    )
    shown: list[Group] = [group for group in groups if not group.filers_only]
    headings = [group.heading for group in shown if group.heading]
    for heading in headings:
        yield Thing("menu", "group", heading)
    others = [group.heading for group in shown if group.heading and LINK not in group.items]
    yield Thing("menu", "entry", profile.link_item, others[-1] if others else None)

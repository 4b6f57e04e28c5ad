"""What a situation is: something that happens at the everyday court, and what is right to say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Skin = Literal["uswds", "faces", "drawn"]
SKINS: tuple[Skin, ...] = ("uswds", "faces", "drawn")
"""The US Web Design System; PrimeFaces, YUI and old frames; drawn by the client in shadow roots."""

Page = Literal[
    "website",
    "sign-on",
    "start",
    "menu",
    "link form",
    "verification",
    "confirmation",
    "limited bar",
    "full bar",
    "every page",
]
"""A document of the court, or several: what has a menu bar, before and after linking, or all."""

Family = Literal[
    "out of sight",
    "style sheet",
    "swap",
    "lateness",
    "dialog",
    "cover",
    "addition",
    "page between",
    "doing",
    "server",
    "names",
    "markup",
    "spelling",
    "delay",
    "banner",
]


@dataclass(frozen=True)
class Edit:
    """A change of one document as text."""

    page: Page
    new: str
    old: str = ""
    """What is replaced and must be there exactly once; if empty, the new text goes to the end."""

    def made_in(self, text: str) -> str:
        """Return the document with this change."""
        if self.old:
            if text.count(self.old) != 1:
                raise LookupError(f"{self.old!r} is {text.count(self.old)} times on {self.page}.")
            return text.replace(self.old, self.new)
        end = re.search(r"</body>", text, re.IGNORECASE)
        at = end.start() if end else len(text)
        return f"{text[:at]}{self.new}{text[at:]}"


@dataclass(frozen=True)
class Answer:
    """What the court answers to one request instead of a page of its own."""

    at: str
    """Site and path, as in `ecf/verify`."""
    body: str = ""
    status: int = 200
    headers: Mapping[str, str] | None = None
    after: float = 0
    """Seconds until it answers; without a body, the court then answers as it does otherwise."""
    endless: bool = False
    """The head comes at once, and the body never ends."""
    once: bool = False
    """Only the first such request is answered so."""


@dataclass(frozen=True)
class Situation:
    """One thing that happens at the court, by a name in plain words."""

    name: str
    skin: Skin
    family: Family
    acts: tuple[Edit | Answer, ...] = ()
    steps: tuple[int, ...] = ()
    """The steps of the guide at one of which it has to be told first; none if it is benign."""
    told: tuple[str, ...] = ()
    """The kinds of drift, or the causes, any of which is right."""
    words: str = ""
    """What the report has to say of it besides, if that matters."""
    names: str = ""
    """The markup of the names on the verification page, with LOGIN and NAME for the right ones."""
    may_link: bool = True
    """Whether a careful person might have pressed the permanent Submit."""

    @property
    def is_benign(self) -> bool:
        """Whether a reader of the guide would find everything as documented."""
        return not self.steps

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What it changes in documents."""
        return tuple(act for act in self.acts if isinstance(act, Edit))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What it answers instead of the court."""
        return tuple(act for act in self.acts if isinstance(act, Answer))


def instead(page: Page, old: str, new: str) -> Edit:
    """Replace what is on a page."""
    return Edit(page, new, old)


def before(page: Page, mark: str, markup: str) -> Edit:
    """Put something before what is on a page."""
    return Edit(page, markup + mark, mark)


def after(page: Page, mark: str, markup: str) -> Edit:
    """Put something after what is on a page."""
    return Edit(page, mark + markup, mark)


def appended(page: Page, markup: str) -> Edit:
    """Put something at the end of a page."""
    return Edit(page, markup)


def styled(page: Page, rules: str) -> Edit:
    """Add to the style sheet of a page."""
    return Edit(page, f"<style>{rules}</style>")


def scripted(page: Page, script: str) -> Edit:
    """Run a script at the end of a page; `root` holds the page, `one` finds an element in it."""
    return Edit(
        page,
        "<script>{ const root = window.drawn || document;"
        f" const one = (selector) => root.querySelector(selector); {script} }}</script>",
    )


def late(page: Page, script: str, milliseconds: int) -> Edit:
    """Run a script on a page some time after it has come."""
    return scripted(page, f"setTimeout(() => {{ {script} }}, {milliseconds});")

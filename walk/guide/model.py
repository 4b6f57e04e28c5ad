"""A guide: a court's numbered steps, as data that the court's staff can edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from walk.guide.screens import SCREENS, InterstitialName, ScreenName

Credential = Literal[
    "PACER username",
    "PACER password",
    "PACER client code",
    "PACER name",
    "CM/ECF login",
    "CM/ECF password",
    "CM/ECF login and name",
]
Act = Literal["refresh", "log out", "shut down", "clear", "log in"]
Words = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Shows:
    """What the guide shows of a screen; each list is complete and in its order."""

    heading: Words | None = None
    text: tuple[Words, ...] = ()
    fields: tuple[Words, ...] | None = None
    buttons: tuple[Words, ...] | None = None
    links: tuple[Words, ...] | None = None
    items: tuple[Words, ...] | None = None
    more_items: bool = False
    """The guide says that there are more items, so an unlisted one is no difference."""
    new_items: bool = False
    """The guide says that new items appear in the menu bar."""
    names: Mapping[Words, Credential] = field(default_factory=dict)


@dataclass(frozen=True)
class GuideScreen:
    """One screen of a step: what it shows, and what the reader does there."""

    name: ScreenName
    shows: Shows = field(default_factory=Shows)
    go_to: Words | None = None
    enter: Mapping[Words, Credential] = field(default_factory=dict)
    tick: Words | None = None
    """The statement of a box to tick."""
    select: Words | None = None
    submit: Words | None = None
    clear: Words | None = None
    """The button that empties the form."""

    @property
    def links_accounts(self) -> bool:
        """Whether submitting here is a linking request."""
        return self.submit is not None and SCREENS[self.name].links_accounts

    @property
    def is_left(self) -> bool:
        """Whether the guide says how to leave the screen."""
        return bool(self.select or self.submit)

    @property
    def in_turn(self) -> tuple[GuideScreen, ...]:
        """The screen; or two parts if its button may wait until its box is ticked."""
        if self.tick is None or self.submit is None:
            return (self,)
        return replace(self, submit=None), GuideScreen(self.name, submit=self.submit)


@dataclass(frozen=True)
class Remedy:
    """What a reader may try if the menus do not appear."""

    words: Words
    acts: Annotated[tuple[Act, ...], Field(min_length=1)]
    log_out: Words | None = None
    """The menu item that logs out, for the act of that name."""


@dataclass(frozen=True)
class Statement:
    """One thing that the guide states; tests name the `id` of what they prove."""

    id: Annotated[str, Field(pattern="^[a-z0-9-]+$")]
    says: Words
    picture: bool = False
    """A picture of the guide states it, not a sentence."""


@dataclass(frozen=True)
class Step:
    """One numbered row of the guide."""

    number: Annotated[int, Field(ge=1)]
    action: Words
    at_hand: tuple[Credential, ...] = ()
    """What the reader should have ready; no screen shows whether that is so."""
    statement: tuple[Statement, ...] = ()
    screen: tuple[GuideScreen, ...] = ()
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True)
class UsualNotice:
    """A notice over pages of the court that a reader closes, such as one of cookies."""

    name: Words
    says: Words
    """Words by which it is known."""
    close: Words
    """The words of the button or link that closes it."""


@dataclass(frozen=True)
class Slip:
    """What the published guide misprints, and what it means; without a step, in its note."""

    printed: Words
    meant: Words
    step: int | None = None


@dataclass(frozen=True)
class Guide:
    """A court's documented steps."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)
    """It also holds for every table of a guide, since plain dataclasses inherit it."""

    court: Annotated[str, Field(pattern="^[a-z0-9]+$")]
    title: Words
    source: Words
    step: Annotated[tuple[Step, ...], Field(min_length=1)]
    note: tuple[Statement, ...] = ()
    reminder: tuple[Statement, ...] = ()
    slips: tuple[Slip, ...] = ()
    notice: tuple[UsualNotice, ...] = ()
    usual: tuple[InterstitialName, ...] = ()
    """Pages that this court often shows and the guide leaves out; passing one is no difference.

    If the guide documents such a page all the same, its absence is no difference either.
    """

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, in order."""
        return self.step

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything that the guide states, in its notes, steps and reminders."""
        of_steps = (statement for step in self.step for statement in step.statement)
        return (*self.note, *of_steps, *self.reminder)

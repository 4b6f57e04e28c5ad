"""Reads a guide: a court's numbered steps, as data that the court's staff can edit."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from walk.checked import checked, listed
from walk.errors import UsageError

GUIDES = Path(__file__).parent.parent / "guides"

ScreenName = Literal[
    "court website",
    "landing page",
    "sign-on",
    "redaction agreement",
    "menu bar",
    "menu",
    "link form",
    "verification",
    "confirmation",
]
BetweenName = Literal[
    "landing page",
    "notice",
    "redaction agreement",
    "client code warning",
    "update prompt",
    "passcode",
]
"""A page that may stand between two screens of a guide."""
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

_FILE = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class Shows:
    """What the guide shows of a screen; each list is the whole list, in its order."""

    __pydantic_config__ = _FILE

    heading: Words | None = None
    text: tuple[Words, ...] = ()
    fields: tuple[Words, ...] | None = None
    buttons: tuple[Words, ...] | None = None
    links: tuple[Words, ...] | None = None
    items: tuple[Words, ...] | None = None
    more_items: bool = False
    """The guide says that there are other items too, so one more is within it."""
    new_items: bool = False
    """The guide says that items appear in the menu bar which were not there before."""
    names: Mapping[Words, Credential] = field(default_factory=dict)


@dataclass(frozen=True)
class GuideScreen:
    """One screen of a step: what it shows, and what the reader is told to do there."""

    __pydantic_config__ = _FILE

    name: ScreenName
    shows: Shows = field(default_factory=Shows)
    go_to: Words | None = None
    enter: Mapping[Words, Credential] = field(default_factory=dict)
    tick: Words | None = None
    """The statement of a box that is to be ticked."""
    select: Words | None = None
    submit: Words | None = None
    clear: Words | None = None
    """The button that empties the form."""

    @property
    def links_accounts(self) -> bool:
        """Whether submitting here is a linking request."""
        return self.submit is not None and self.name in ("link form", "verification")

    @property
    def in_turn(self) -> tuple[GuideScreen, ...]:
        """Itself; or apart what waits for its box, since many a button cannot be used before."""
        if self.tick is None or self.submit is None:
            return (self,)
        return replace(self, submit=None), GuideScreen(self.name, submit=self.submit)


@dataclass(frozen=True)
class Remedy:
    """What a reader may try if the menus do not appear."""

    __pydantic_config__ = _FILE

    words: Words
    acts: Annotated[tuple[Act, ...], Field(min_length=1)]
    log_out: Words | None = None
    """The menu item that logs out, for the act of that name."""


@dataclass(frozen=True)
class Statement:
    """One thing that the guide states, with the id by which tests say that they prove it."""

    __pydantic_config__ = _FILE

    id: Annotated[str, Field(pattern="^[a-z0-9-]+$")]
    says: Words
    picture: bool = False
    """It is a picture of the guide that states it, and not a sentence."""


@dataclass(frozen=True)
class Step:
    """One numbered row of the guide."""

    __pydantic_config__ = _FILE

    number: Annotated[int, Field(ge=1)]
    action: Words
    at_hand: tuple[Credential, ...] = ()
    """What the reader is to have ready; no screen shows whether he has."""
    statement: tuple[Statement, ...] = ()
    screen: tuple[GuideScreen, ...] = ()
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True)
class Slip:
    """What the published guide prints wrongly, and what it means; without a step in its note."""

    __pydantic_config__ = _FILE

    printed: Words
    meant: Words
    step: int | None = None


@dataclass(frozen=True)
class Guide:
    """A court's documented steps."""

    __pydantic_config__ = _FILE

    court: Annotated[str, Field(pattern="^[a-z0-9]+$")]
    title: Words
    source: Words
    step: Annotated[tuple[Step, ...], Field(min_length=1)]
    note: tuple[Statement, ...] = ()
    reminder: tuple[Statement, ...] = ()
    slips: tuple[Slip, ...] = ()
    usual: tuple[BetweenName, ...] = ()
    """Pages that this court shows and the guide leaves out; passing one is no difference.

    Of a page that the guide has all the same, it is no difference either that it is not there.
    """

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, in order."""
        return self.step

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that the guide states: in its notes, its steps and its reminders."""
        of_steps = (statement for step in self.step for statement in step.statement)
        return (*self.note, *of_steps, *self.reminder)


_ADAPTER = TypeAdapter(Guide)


def read_guide(name: str) -> Guide:
    """Read the guide of that name (`wiwb`) or in that file, or raise a UsageError."""
    path = _path_of(name)
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The guide {path} is not TOML: {error}; correct it there.") from None
    except UnicodeDecodeError:
        raise UsageError(f"The guide {path} is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise UsageError(
            f"The guide {path} cannot be read ({error.strerror}); name a readable file."
        ) from None
    guide = checked(_ADAPTER, document, path)
    for problem in _problems(guide):
        raise UsageError(f"{problem[:-1]} (in {path}).")
    return guide


def warnings(guide: Guide) -> list[str]:
    """Return what a reader of the guide may stumble over: its slips and contradictions."""
    found = [
        f"{f'Step {slip.step}' if slip.step else 'The note'} prints {slip.printed!r} "
        f"where {slip.meant!r} is meant."
        for slip in guide.slips
    ]
    steps: dict[str, list[int]] = {}
    for number, words in dict.fromkeys(_named(guide)):
        steps.setdefault(words, []).append(number)
    found += [
        f"{here!r} (step {listed(map(str, steps[here]))}) and {there!r} "
        f"(step {listed(map(str, steps[there]))}) are one thing, named two ways."
        for here, there in combinations(steps, 2)
        if here.casefold() == there.casefold()
    ]
    return found + list(_unlisted(guide))


def _path_of(name: str) -> Path:
    path = Path(name)
    if path.suffix == ".toml" or is_file(path):
        if not is_file(path):
            raise UsageError(f"There is no guide file {name!r}; give an existing one.")
        return path
    # What is accepted of a guide stands beside it.
    known = sorted(each.stem for each in GUIDES.glob("*.toml") if "." not in each.stem)
    if name not in known:
        raise UsageError(
            f"There is no guide {name!r}; the known ones are {listed(known)}, or name a .toml file."
        )
    return GUIDES / f"{name}.toml"


def is_file(path: Path) -> bool:
    """Say whether a file is there; a name that no file can have is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _problems(guide: Guide) -> Iterator[str]:
    """Say what makes the guide impossible to follow, each in one sentence."""
    for expected, step in enumerate(guide.steps, start=1):
        if step.number != expected:
            numbers = [each.number for each in guide.steps]
            if numbers.count(step.number) > 1:
                yield f"Step {step.number} stands twice; number the steps 1, 2, 3 and so on."
            yield f"Step {expected} is missing before step {step.number}; add it, or number anew."
    for step in guide.steps:
        yield from _problems_of_step(step)
        yield from _problems_on_screens(step)
    for name, count in Counter(statement.id for statement in guide.statements).items():
        if count > 1:
            yield f"Two statements have the id {name!r}; give one of them another."
    if not _says_where_to_begin(guide):
        yield "No step says where to begin; give the first screen of step 1 a go_to."
    last = len(guide.steps)
    for slip in guide.slips:
        if slip.step and slip.step > last:
            yield f"A slip names step {slip.step}, but the last is {last}; correct its number."


def _problems_of_step(step: Step) -> Iterator[str]:
    if not (step.screen or step.remedies or step.at_hand):
        yield (
            f"Step {step.number} is empty; give it a [[step.screen]], [[step.remedies]] or at_hand."
        )
    for remedy in step.remedies:
        if "log out" in remedy.acts and remedy.log_out is None:
            yield (
                f"A remedy of step {step.number} logs out and does not say how; "
                "add log_out with the words of the menu item."
            )


def _says_where_to_begin(guide: Guide) -> bool:
    first = next((screen for step in guide.steps for screen in step.screen), None)
    return first is not None and first.go_to is not None


def _problems_on_screens(step: Step) -> Iterator[str]:
    for screen in step.screen:
        where = f"the screen {screen.name!r} of step {step.number}"
        if screen.go_to and screen.name not in ("court website", "landing page"):
            yield f"One cannot go straight to {where}; leave out its go_to."
        if screen.select and screen.submit:
            yield f"Both select and submit leave {where}; make it two screens."
        of_menu_bar = screen.shows.items is not None or screen.shows.new_items
        if of_menu_bar and screen.name != "menu bar":
            yield f"Only a menu bar has items, and {where} lists some; name the screen 'menu bar'."
        if screen.tick and screen.name != "redaction agreement":
            yield f"Only a redaction agreement has a box, and {where} ticks one; name it so."
        if screen.shows.names and screen.name != "verification":
            yield f"Only a verification shows names, and {where} lists some; name it so."


def _unlisted(guide: Guide) -> Iterator[str]:
    """Tell of what a step uses on a screen of which the guide lists everything but that."""
    for step in guide.steps:
        for screen in step.screen:
            shown = [
                other.shows
                for each in guide.steps
                for other in each.screen
                if other.name == screen.name
            ]
            for used, listings in (
                ((screen.select,), [shows.links or shows.items for shows in shown]),
                ((screen.submit,), [shows.buttons for shows in shown]),
                ((*screen.enter, screen.tick), [shows.fields for shows in shown]),
            ):
                there = [words for listing in listings for words in listing or ()]
                for words in filter(None, used):
                    if there and words not in there:
                        yield (
                            f"Step {step.number} uses {words!r} on the screen {screen.name!r}, "
                            f"where the guide shows only {listed(there)}."
                        )


def _named(guide: Guide) -> Iterator[tuple[int, str]]:
    """Yield every word of the guide that names a thing on screen, with its step."""
    for step in guide.steps:
        for screen in step.screen:
            shows = screen.shows
            lists = (shows.fields, shows.buttons, shows.links, shows.items)
            for words in (shows.heading, screen.select, screen.submit, screen.tick, *screen.enter):
                if words:
                    yield step.number, words
            for each in lists:
                yield from ((step.number, words) for words in each or ())

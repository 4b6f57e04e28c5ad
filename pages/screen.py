"""The base of all page objects: if you have one, its screen is on screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import ClassVar, Self

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.keys import type_in, wants_keys
from pages.reading import reader
from pages.reading.covers import Cover, cover_of_screen, cover_over, covers_of
from pages.reading.reader import NO_HINTS, ScreenHints, ScreenReading

_CLICKED = "click action done"
"""Playwright's log says so once the mouse has clicked."""
QUIET_SECONDS = 0.5
"""A page that has not changed for so long is at rest, unless you expect more of it."""
_POLL_SECONDS = 0.05
_LOOK_SECONDS = 0.25
_HOVER_MILLISECONDS = 100
"""How long the mouse rests on a button before it is pressed for good."""
_LATE_MILLISECONDS = 10, 20, 40
"""Menu scripts draw a screen so late; `expect` looks once, and then after a tenth of a second."""
_FIRST_LINES = 8
"""How many lines of a page without headings are enough to say what it is."""
_SCROLL_MILLISECONDS = 100
"""What a page draws as soon as one comes to it is there after so long, or has begun to come."""
_MOST_WINDOWS = 12
# A page may scroll as a whole, or in a part that fills its middle.
_SCROLL = """(where) => {
    const parts = [document.scrollingElement ?? document.documentElement];
    for (let part = document.elementFromPoint(innerWidth / 2, innerHeight / 2); part; part = part.parentElement)
        if (/auto|scroll/.test(getComputedStyle(part).overflowY)) parts.push(part);
    const places = parts.map((part) => part.scrollTop);
    for (const part of parts) part.scrollTo({ top: where === "down" ? part.scrollTop + 0.8 * part.clientHeight : 0, behavior: "instant" });
    return parts.some((part, at) => part.scrollTop !== places[at]);
}"""  # noqa: E501 as in a script of its own
_PLACE = "(element) => [...element.ownerDocument.querySelectorAll('*')].indexOf(element)"


class NotThere(AssertionError):
    """A screen or an element that should be there is not; says what is there instead."""

    def __init__(self, kind: str, words: str, page: Page, instead: list[str]) -> None:
        """Say what was looked for, on which page, and which elements of its kind are there."""
        named = (repr(each) if each else "one without a name" for each in instead[:12])
        there = ", ".join(named) or "nothing of its kind"
        super().__init__(f"Expected the {kind} {words!r} at {page.url}; there is {there} instead.")
        self.kind = kind
        self.words = words
        self.instead = instead


class Ambiguous(NotThere):
    """Several elements have the words of one."""


class Unusable(AssertionError):
    """A control is there and cannot be used."""

    def __init__(self, kind: str, words: str, page: Page, state: str) -> None:
        """Say which control it is, and why it cannot be used."""
        super().__init__(f"The {kind} {words!r} at {page.url} {state}.")
        self.kind = kind
        self.words = words


class Covered(Unusable):
    """Something else gets the clicks of a control."""

    def __init__(self, kind: str, words: str, page: Page, cover: Cover | None = None) -> None:
        """Say which control it is, and what lies over it if one can tell."""
        self.state = "gets no clicks, since something else does"
        if cover and cover.is_seen:
            covered = "the page" if cover.is_whole else repr(words)
            self.state = f"gets no clicks: the {cover.kind} {cover.name!r} covers {covered}"
        elif cover:
            self.state = "gets no clicks: something that cannot be seen lies over it"
        super().__init__(kind, words, page, self.state)
        self.cover = cover


class Screen:
    """One screen of the court."""

    called: ClassVar[str]
    """What the guide calls this screen."""
    part: ClassVar[str] = "page"
    """The region of the page that the screen is about, as `regions.js` names it."""
    link_kind: ClassVar[str] = "control"
    """The kind of elements among which a link of this screen is looked for."""

    def __init__(self, page: Page, known: ScreenHints = NO_HINTS) -> None:
        """Wait until this screen is on screen; `NotThere` says what is there instead.

        The guide's words for it (`known`) find it in any court's markup.
        """
        self.page = page
        self.known = known
        wait_for_screen(page, self.called, self.marks(page, known))
        # A reader goes on without a picture that never comes.
        with suppress(PlaywrightTimeout):
            page.wait_for_load_state("load")

    @classmethod
    def marks(cls, page: Page, known: ScreenHints = NO_HINTS) -> Locator:
        """Return what is on this screen and on no other one."""
        return reader.mark(page, cls.part, known)

    @property
    def region(self) -> Locator:
        """The part of the page that this screen is about."""
        return reader.region(self.page, self.part, self.known)

    def read(self) -> ScreenReading:
        """Read the screen as it is now."""
        return reader.read(self.page, self.part, self.known)

    def places(self, texts: Sequence[str]) -> list[tuple[int, ...] | None]:
        """Return where each text is drawn: from the left, from above, width and height (pixels)."""
        return reader.places(self.page, texts)

    def covers(self) -> list[Cover]:
        """Return what floats over the screen at this moment, such as a notice or a dialog."""
        return covers_of(self.page, self.part, self.known)

    def cover(self) -> Cover | None:
        """Return what gets the clicks of all its controls."""
        return cover_of_screen(self.page, self.part, self.known)

    def has(self, kind: str, words: str) -> bool:
        """Say whether a field, button, link or menu item of those words is there at this moment."""
        scope = self.page if kind == "item" else self.region
        kind = self.link_kind if kind == "link" else kind
        return reader.named(scope, kind, words, self.known).count() > 0

    def field(self, caption: str) -> Locator:
        """The field of that caption."""
        return reader.field(self.region, caption)

    def button(self, words: str) -> Locator:
        """The button of those words."""
        return reader.button(self.region, words)

    @property
    def fields(self) -> Locator:
        """The fields, in reading order."""
        return reader.every(self.region, "field")

    @property
    def buttons(self) -> Locator:
        """The buttons, in reading order."""
        return reader.every(self.region, "button")

    @property
    def links(self) -> Locator:
        """The links, in reading order."""
        return reader.every(self.region, "link")

    @property
    def alert(self) -> Locator:
        """The message that refuses something."""
        return self.page.get_by_role("alert")

    def enter(self, caption: str, value: str) -> Self:
        """Enter a value into the field of that caption."""
        field = self.field(caption)
        with self.naming("field", caption, field):
            field.fill(value)
        return self

    @property
    def wants_keys(self) -> bool:
        """Whether the page may notice keys, or has a field that opens only to a person."""
        return wants_keys(self.page)

    def type(self, caption: str, value: str) -> Self:
        """Type a value into the field of that caption, key by key."""
        field = self.field(caption)
        with self.naming("field", caption, field):
            type_in(field, value)
            if field.input_value() != value:
                # Some fields take letters only once they were clicked.
                click(field)
                type_in(field, value)
        return self

    def press(self, words: str) -> None:
        """Press the button of those words."""
        button = self.button(words)
        with self.naming("button", words, button):
            click(button)

    def hover(self, words: str) -> None:
        """Move the mouse onto the button of those words, and let the page do what it does then."""
        button = self.button(words)
        with self.naming("button", words, button):
            self.rest_on(button)

    def rest_on(self, control: Locator) -> None:
        """Move the mouse onto a control, and let the page do what it does then."""
        _in_own_frame(control).hover()
        # A change that fades in has a timer, or is drawn with the next frames.
        self.page.wait_for_timeout(_HOVER_MILLISECONDS + 1000 * self.read().due)

    def check_gets_clicks(self, words: str) -> None:
        """Raise `Covered` if something else would get the clicks of the button of those words."""
        for button in self.button(words).all():
            if cover := _cover_over(button):
                raise Covered("button", words, self.page, cover)

    def telling_before_release(self, tell: Callable[[], None]) -> TellingBeforeRelease:
        """Return what presses a button of this screen, and calls `tell` while it is held down."""
        return TellingBeforeRelease(self, tell)

    def press_refused(self, words: str) -> Self:
        """Press the button of those words, and be refused on the same screen."""
        self.press(words)
        expect(self.alert.filter(has_text=re.compile(r"\S"))).to_be_visible()
        return self

    def close(self, words: str) -> bool:
        """Click the one button or link of those words, wherever on the page; say if it was there.

        It closes something over the page, and leads nowhere.
        """
        control = reader.control(self.page, words)
        if control.count() != 1:
            return False
        with self.naming("control", words, control):
            click(control)
        return True

    def clear(self, words: str) -> Self:
        """Press the button that empties the form."""
        self.press(words)
        return self

    def tick_all(self) -> None:
        """Tick every box that is not ticked."""
        # A list of those that are not ticked would change with each that is.
        for box in self.page.get_by_role("checkbox").all():
            if not box.is_checked():
                tick(box)

    def choose(self, words: str) -> Page:
        """Select the link of those words; return the tab in which it opened: courts use either."""
        link = reader.control(self.region, words)
        with self.naming("link", words, link):
            return self.follow(link)

    def follow(self, link: Locator) -> Page:
        """Click a link or button; return the tab in which it opened."""
        if not reader.opens_tab(link):
            click(link)
            return self.page
        is_clicked = False
        try:
            with self.page.expect_popup() as opened:
                click(link)
                is_clicked = True
        except PlaywrightTimeout:
            if not is_clicked:
                raise
            # The tab is late, or none opens; whoever goes on in it sees which.
            return self.page
        return opened.value

    @contextmanager
    def naming(self, kind: str, words: str, found: Locator) -> Iterator[None]:
        """Turn an action that fails into an error that names the element by its words."""
        __tracebackhide__ = True
        try:
            yield
        except PlaywrightError as error:
            match found.count():
                case 0:
                    instead = list(getattr(self.read(), f"{kind}s"))
                    raise NotThere(kind, words, self.page, instead) from None
                case 1:
                    if "intercepts pointer events" in error.message:
                        raise Covered(kind, words, self.page, _cover_over(found)) from error
                    state = "cannot be used" if found.is_enabled() else "is disabled"
                    raise Unusable(kind, words, self.page, state) from error
                case several:
                    raise Ambiguous(kind, words, self.page, [words] * several) from None


def _cover_over(control: Locator) -> Cover | None:
    # The page may have gone on meanwhile.
    with suppress(PlaywrightError):
        return cover_over(control)
    return None


class TellingBeforeRelease:
    """Presses buttons of a screen, and tells when one is held down and about to be let go."""

    def __init__(self, screen: Screen, tell: Callable[[], None]) -> None:
        """Call `tell` at each press."""
        self._screen = screen
        self._tell = tell

    def press(self, words: str) -> None:
        """Press the button of those words, as `Screen.press` does."""
        button, mouse = self._screen.button(words), self._screen.page.mouse
        with self._screen.naming("button", words, button):
            _in_own_frame(button).click(trial=True)
            _in_own_frame(button).hover()
            mouse.down()
            self._tell()
            mouse.up()


def click(control: Locator) -> None:
    """Click a control; to wait for the page that it leads to is for whoever goes there."""
    try:
        _in_own_frame(control).click()
    except PlaywrightTimeout as error:
        if _CLICKED not in error.message:
            raise


def tick(box: Locator) -> None:
    """Tick a box by a click on what is drawn of it; frameworks hide the real one."""
    click(reader.drawn(box))


def _in_own_frame(control: Locator) -> Locator:
    """Return a control as its own frame has it, where Playwright knows what gets its clicks."""
    if len(control.page.frames) == 1:
        return control
    found = control.element_handle()
    frame = found.owner_frame()
    if frame is None or frame == control.page.main_frame:
        return control
    return frame.locator("css:light=*").nth(found.evaluate(_PLACE))


def wait_for_screen(page: Page, called: str, marks: Locator) -> None:
    """Wait until what marks a screen is on screen; `NotThere` says what is there instead."""
    __tracebackhide__ = True
    for milliseconds in _LATE_MILLISECONDS:
        if marks.first.is_visible():
            return
        page.wait_for_timeout(milliseconds)
    try:
        # Measured: `Locator.wait_for`, which looks once a frame, makes a whole walk 5 % slower.
        expect(marks.first).to_be_visible()
    except AssertionError:
        # If reading the page fails, that is our own fault: then counting fails too, and says so.
        marks.count()
        raise NotThere("screen", called, page, on_screen(page)) from None


def settle(page: Page, idle_seconds: Callable[[], float], most_seconds: float) -> None:
    """Wait until a page fetches nothing and does not change for half a second, if ever.

    `idle_seconds` says for how long it has fetched nothing. By then, what scripts bring late is
    there; a page that never comes to rest is read as it is after `most_seconds`.
    """
    for _ in until_rest(page, idle_seconds, QUIET_SECONDS, most_seconds):
        pass


def until_rest(
    page: Page, idle_seconds: Callable[[], float], quiet_seconds: float, most_seconds: float
) -> Iterator[None]:
    """Wait for a page to come to rest, and let it be looked at from time to time and at the end."""
    ends = monotonic() + most_seconds
    while (left := ends - monotonic()) > 0:
        idle = idle_seconds()
        needs = quiet_seconds - min(idle, _unchanged_seconds(page))
        if needs <= 0:
            return
        page.wait_for_timeout(1000 * min(needs if idle else _POLL_SECONDS, left, _LOOK_SECONDS))
        yield


def down_and_up(page: Page) -> Iterator[None]:
    """Scroll down a page, let it be looked at on the way, and come back; nothing if it is short.

    Many pages draw what is far down only when one comes to it.
    """
    for _ in range(_MOST_WINDOWS):
        if not page.evaluate(_SCROLL, "down"):
            break
        page.wait_for_timeout(_SCROLL_MILLISECONDS)
        yield
    page.evaluate(_SCROLL, "up")


def rests(page: Page, idle_seconds: float) -> bool:
    """Say whether a page, which has fetched nothing for so long, is at rest at this moment."""
    return min(idle_seconds, _unchanged_seconds(page)) >= QUIET_SECONDS


def _unchanged_seconds(page: Page) -> float:
    try:
        return reader.unchanged_seconds(page)
    except PlaywrightError as error:
        if "navigation" not in error.message:
            raise
        return 0.0


def on_screen(page: Page) -> list[str]:
    """Return what says which page this is: title, alerts, headings, or else the first text."""
    try:
        texts = page.locator("[role=alert], h1, h2, h3").filter(visible=True).all_inner_texts()
        if not texts:
            texts = [*reader.read(page, "page").lines[:_FIRST_LINES]]
        texts.insert(0, page.title())
    except PlaywrightError as error:
        if "navigation" not in error.message:
            raise
        return ["a page that leads on before it can be read"]
    return [text for each in texts if (text := " ".join(each.split()))]

"""Reads both names, compares them and presses the permanent Submit, as one act."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from urllib.parse import urljoin

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from walk.safety.names.drawn_page import Box, DrawnPage, Node, Piece
from walk.safety.names.frozen_page import FrozenPage
from walk.safety.names.names_at_click import (
    Names,
    NeedsScript,
    Refused,
    block_of,
    check_drawn,
    form_of,
    page_with_names,
    submit_of,
)
from walk.safety.names.witness import Witness
from walk.safety.submissions.body import Fields
from walk.safety.submissions.submission import Submission

_NOWHERE = (0, 0)
"""Where a button of the mouse can be let go without pressing anything."""
_PLAIN = ("hidden", "text", "")


class PressedAsRead:
    """A verification page of which the Submit is pressed only while both names are drawn."""

    def __init__(
        self,
        page: Page,
        names: Names,
        witness: Witness,
        allow: Callable[[Submission | None], None],
        own_work: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Hold the names that were read on a page; `allow` lets the one request pass.

        The page is not at fault for the seconds of `own_work`.
        """
        self._page = page
        self._names = names
        self._witness = witness
        self._allow = allow
        self._own_work = own_work
        self._choose = partial(page_with_names, names=names)
        self._form: tuple[str, str, Fields] | None = None

    def look(self) -> None:
        """Look whether the names are drawn as they were read; `Refused` if not."""
        with FrozenPage(self._page, self._choose) as frozen:
            self._look(frozen)

    def press(self, words: str) -> None:
        """Press the Submit of those words while the page stands still."""
        with FrozenPage(self._page, self._choose) as frozen:
            submit = self._look(frozen, words)
            frozen.show(submit)
            page = frozen.look()
            button = page.boxes[submit_of(page, words).at]
            frozen.show_all(page, [button.box, *(each.box for each in self._pieces(page))])
            page = frozen.look()
            button = page.boxes[submit_of(page, words).at]
            point = _in_window(button.box, page)
            frozen.move(point)
            page = frozen.look()
            frozen.check_on_top(page, [button])
            self._check_picture(frozen, page)
            frozen.hold(point)
            try:
                # A style may draw something else under the mouse or while a button is down.
                page = frozen.look()
                submit = submit_of(page, words)
                self._check_picture(frozen, page)
                self._check_form(page, submit)
                frozen.check_on_top(page, [page.boxes[submit.at]])
            except Refused:
                frozen.release(_NOWHERE)
                raise
            self._allow(self._submission(frozen))
            # The page stands still until what it sends is on its way, and so cannot change it.
            sent = self._page.expect_request(lambda each: each.is_navigation_request())
            with suppress(PlaywrightError), sent:
                frozen.release(point)

    def _submission(self, frozen: FrozenPage) -> Submission | None:
        if self._form is None:
            return None
        method, action, fields = self._form
        # The answer may come before this page is let go, and it has scripts of its own.
        return Submission(method, action, frozen.let_scripts_run, fields=tuple(sorted(fields)))

    def _look(self, frozen: FrozenPage, words: str = "") -> Node:
        frozen.show(block_of(frozen.look(), self._names)[0].node)
        page = frozen.look()
        frozen.show_all(page, [each.box for each in self._pieces(page)])
        page = frozen.look()
        submit = submit_of(page, words)
        block = check_drawn(page, self._names)
        frozen.check_fonts(block, page)
        frozen.check_on_top(page, block)
        self._check_form(page, submit)
        self._check_picture(frozen, page)
        return submit

    def _pieces(self, page: DrawnPage) -> Sequence[Piece]:
        """Return the texts that have to be in a picture of the page."""
        return self._witness.pieces(page, check_drawn(page, self._names))

    def _check_picture(self, frozen: FrozenPage, page: DrawnPage) -> None:
        """Refuse names and warnings that are not in a picture, or not for long."""
        block = check_drawn(page, self._names)
        pieces = self._witness.pieces(page, block)
        frozen.check_still(pieces)
        picture = frozen.take_picture([each.box for each in pieces])
        with self._own_work():
            self._witness.check(picture, page, block)

    def _check_form(self, page: DrawnPage, submit: Node) -> None:
        """Remember what the form sends, and refuse it if that is not what it was before."""
        form = form_of(page, submit)
        if form is None:
            raise Refused("The button of the page belongs to no form.")
        fields = tuple(_sent(page, form, submit))
        given = {**form.attributes} | {
            name.removeprefix("form"): value
            for name, value in submit.attributes.items()
            if name.startswith("form") and name != "form"
        }
        if given.get("target", "_self").casefold() != "_self":
            raise Refused("The form of the page sends to another window.")
        if not given.get("action") and given.get("method", "get").casefold() == "get":
            raise NeedsScript
        action = urljoin(page.base, given.get("action", ""))
        seen = (given.get("method", "get").upper(), action, fields)
        if self._form not in (None, seen):
            raise Refused("The form is not the one that was there when the names were read.")
        self._form = seen


def _in_window(box: Box, page: DrawnPage) -> tuple[float, float]:
    (x, y), (across, down) = box.middle, page.scrolled
    return x - across, y - down


def _sent(page: DrawnPage, form: Node, submit: Node) -> list[tuple[str, str]]:
    """Return what a form sends if its button is pressed."""
    sent = []
    for node in page.nodes:
        # What an element of the page's own sends is refused when it leaves: the form sends no more
        # than these fields.
        if node.name not in ("INPUT", "SELECT", "TEXTAREA", "BUTTON", "OBJECT"):
            continue
        if form_of(page, node) is not form or "disabled" in node.attributes:
            continue
        kind = node.attributes.get("type", "").casefold()
        if node is submit:
            is_sent = True
        elif node.name == "BUTTON" or kind in ("submit", "image", "reset", "button"):
            is_sent = False
        elif node.name == "INPUT" and kind in ("checkbox", "radio"):
            is_sent = node.is_checked
        elif node.name == "INPUT" and kind in _PLAIN:
            is_sent = True
        else:
            raise Refused("The form of the page has a field that may hold anything.")
        if is_sent and (name := node.attributes.get("name")):
            value = node.value if node.value is not None else node.attributes.get("value", "")
            sent.append((name, value))
    return sent

"""Answers the dialogs that a page opens with `alert`, `confirm` or `prompt`, as a reader would."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Download, Page
from playwright.sync_api import Error as PlaywrightError

from walk.safety.request_filter import RequestFilter

_PRINTS = "court-walk: this page is printed"
# A browser without a window prints nothing, and tells nobody that it was asked to.
_TELL_OF_PRINT = f"""(() => {{
    const tell = console.debug;
    const print = function () {{ tell({json.dumps(_PRINTS)}); }};
    const own = {{ value: print, writable: true, configurable: true, enumerable: true }};
    Object.defineProperty(window, "print", own);
}})();"""
_MOST_WORDS = 500
"""How many characters of a dialog are told."""
_WORDS = {"beforeunload": "The browser asks whether to leave the page."}
"""What is told of a dialog of the browser's own, which each browser words otherwise."""
_NO_WORDS = {
    "alert": "an alert without words",
    "confirm": "a confirm without words",
    "prompt": "a prompt without words",
}


@dataclass(frozen=True)
class SeenDialog:
    """A dialog that came, and what became of it."""

    kind: str
    """`alert`, `confirm` or `prompt`, or `beforeunload` if the browser asked whether to leave.

    `print` and `download` are what the browser itself shows when a page prints or saves a file.
    """
    words: str
    is_accepted: bool
    page: Page

    @property
    def is_question(self) -> bool:
        """Whether it can be answered in more than one way."""
        return self.kind not in ("alert", "print", "download")

    def __str__(self) -> str:
        """Say how it was answered, in one sentence."""
        if self.kind in _WORDS:
            return "The walk left the page when the browser asked."
        how = "Accepted" if self.is_accepted else "Dismissed"
        carried_on = " (carry on)" if self.is_accepted and self.is_question else ""
        return f"{how} the {self.kind} {self.words!r}{carried_on}."


class Dialogs:
    """Answers every dialog of a browser at once, since its page stands still until then."""

    def __init__(self, request_filter: RequestFilter, *, is_own_court: bool) -> None:
        """Answer in the walk's own court, or elsewhere."""
        self.accepts_questions = False
        """Whether a confirm or a prompt is accepted, which is for the own court only."""
        self.tell: Callable[[SeenDialog], None] = lambda _: None
        """Is called with each dialog."""
        self._filter = request_filter
        self._is_own_court = is_own_court

    def watch(self, context: BrowserContext) -> None:
        """Answer the dialogs of a browser from now on."""
        context.on("dialog", self._answer)
        context.add_init_script(_TELL_OF_PRINT)
        context.on("console", self._tell_of_print)
        context.on("page", self._watch_tab)
        for page in context.pages:
            self._watch_tab(page)

    def _watch_tab(self, page: Page) -> None:
        page.on("download", partial(self._tell_of_file, page))

    def _tell_of_file(self, page: Page, file: Download) -> None:
        words = f"The browser saves the file {file.suggested_filename!r}."
        self.tell(SeenDialog("download", words, is_accepted=True, page=page))

    def _tell_of_print(self, said: ConsoleMessage) -> None:
        if said.text == _PRINTS and said.page:
            words = "The browser asks how to print the page."
            self.tell(SeenDialog("print", words, is_accepted=True, page=said.page))

    def _answer(self, dialog: Dialog) -> None:
        kind = dialog.type
        words = _WORDS.get(kind) or " ".join(dialog.message.split())[:_MOST_WORDS]
        is_accepted = self._accepts(kind)
        # As soon as it is answered, the next page may be asked for.
        if page := dialog.page:
            self.tell(SeenDialog(kind, words or _NO_WORDS[kind], is_accepted, page))
        # The page may be gone meanwhile, with its dialog.
        with suppress(PlaywrightError):
            if not is_accepted:
                dialog.dismiss()
            elif kind == "prompt":
                dialog.accept(dialog.default_value)
            else:
                dialog.accept()

    def _accepts(self, kind: str) -> bool:
        # Whoever leaves a page says so. Elsewhere the permanent Submit is pressed while no script
        # of its page runs, so that no dialog of any kind can come then.
        if kind in ("alert", "beforeunload"):
            return True
        if self._filter.is_submitting and not self._is_own_court:
            # A form may be sent although its question was dismissed.
            self._filter.revoke()
        return self.accepts_questions and self._is_own_court

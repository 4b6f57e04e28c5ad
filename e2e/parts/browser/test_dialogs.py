"""How a dialog of a page is answered, and what is told of it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from e2e.waiting import wait_until
from walk.browser.dialogs import Dialogs, SeenDialog
from walk.safety.request_filter import RequestFilter
from walk.safety.submissions.submission import Submission
from walk.settings.sites import Addresses

PAGE: Any = SimpleNamespace()
LEAVE = "The browser asks whether to leave the page."


class Asked:
    """A dialog, and what was done with it, in order."""

    def __init__(self, kind: str, message: str = "Really?", *, is_gone: bool = False) -> None:
        self.type, self.message, self.default_value, self.page = kind, message, "7", PAGE
        self.done: list[object] = []
        self._is_gone = is_gone

    def accept(self, *words: str) -> None:
        """Accept it."""
        self.done.append(("accepted", *words))
        self._fail()

    def dismiss(self) -> None:
        """Dismiss it."""
        self.done.append("dismissed")
        self._fail()

    def _fail(self) -> None:
        if self._is_gone:
            raise PlaywrightError("Target page, context or browser has been closed")


def context(takes: dict[str, Callable[[Any], None]]) -> SimpleNamespace:
    """Return a browser without tabs that has listeners."""
    on = takes.__setitem__
    return SimpleNamespace(on=on, add_init_script=lambda _: None, pages=())


def answer(
    dialog: Asked,
    *,
    is_own: bool = False,
    accepts: bool = False,
    request_filter: RequestFilter | None = None,
) -> SeenDialog:
    """Answer a dialog; return what is told of it, which is told before."""
    takes: dict[str, Callable[[Any], None]] = {}
    sites = Addresses("https://a.test/", "https://b.test/", "https://c.test/")
    given = request_filter or RequestFilter(sites, may_link=True)
    dialogs = Dialogs(given, is_own_court=is_own)
    dialogs.accepts_questions = accepts
    dialogs.tell = dialog.done.append
    dialogs.watch(cast("BrowserContext", context(takes)))
    takes["dialog"](dialog)
    told = dialog.done.pop(0)
    assert isinstance(told, SeenDialog)
    return told


@pytest.mark.parametrize(
    ("kind", "is_own", "accepts", "done", "said"),
    [
        *(
            ("alert", is_own, accepts, ("accepted",), "Accepted the alert 'Really?'.")
            for is_own, accepts in ((True, True), (True, False), (False, False))
        ),
        ("confirm", True, True, ("accepted",), "Accepted the confirm 'Really?' (carry on)."),
        ("prompt", True, True, ("accepted", "7"), "Accepted the prompt 'Really?' (carry on)."),
        ("confirm", True, False, "dismissed", "Dismissed the confirm 'Really?'."),
        ("prompt", True, False, "dismissed", "Dismissed the prompt 'Really?'."),
        ("confirm", False, True, "dismissed", "Dismissed the confirm 'Really?'."),
        ("prompt", False, False, "dismissed", "Dismissed the prompt 'Really?'."),
        *(
            ("beforeunload", is_own, False, ("accepted",), "The walk left the page when the ")
            for is_own in (True, False)
        ),
    ],
)
def test_a_dialog_is_answered_as_a_reader_would(
    kind: str, done: object, said: str, *, is_own: bool, accepts: bool
) -> None:
    dialog = Asked(kind)

    told = answer(dialog, is_own=is_own, accepts=accepts)

    assert dialog.done == [done]
    assert str(told).startswith(said)
    assert (told.kind, told.page, told.is_accepted) == (kind, PAGE, done != "dismissed")
    assert told.words == (LEAVE if kind == "beforeunload" else "Really?")
    assert told.is_question == (kind != "alert")


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Court  is\n closed.", "Court is closed."),
        (" ", "an alert without words"),
        ("x" * 501, "x" * 500),
    ],
)
def test_the_words_of_a_dialog_are_one_short_line(message: str, words: str) -> None:
    assert answer(Asked("alert", message)).words == words


def test_a_dialog_of_a_page_that_is_gone_is_told() -> None:
    assert answer(Asked("confirm", is_gone=True)).words == "Really?"


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("kind", ["confirm", "prompt", "alert", "beforeunload"])
def test_elsewhere_a_question_takes_back_that_a_submit_may_leave(
    kind: str, *, is_own: bool
) -> None:
    sites = Addresses("https://a.test/", "https://b.test/", "https://c.test/")
    request_filter = RequestFilter(sites, may_link=True)
    permitted = Submission("POST", "https://c.test/link")
    request_filter.submit(permitted)

    answer(Asked(kind), is_own=is_own, accepts=True, request_filter=request_filter)

    is_taken_back = kind in ("confirm", "prompt") and not is_own
    assert request_filter._submission == (None if is_taken_back else permitted)
    assert request_filter.is_submitting


def test_a_file_that_the_first_tab_saves_is_told() -> None:
    tabs: dict[str, Callable[[Any], None]] = {}
    first = SimpleNamespace(on=tabs.__setitem__)
    told: list[SeenDialog] = []
    sites = Addresses("https://a.test/", "https://b.test/", "https://c.test/")
    dialogs = Dialogs(RequestFilter(sites, may_link=False), is_own_court=True)
    dialogs.tell = told.append
    there = SimpleNamespace(on=lambda *_: None, add_init_script=lambda _: None, pages=(first,))

    dialogs.watch(cast("BrowserContext", there))
    tabs["download"](SimpleNamespace(suggested_filename="a.txt"))

    assert [(each.kind, each.words) for each in told] == [
        ("download", "The browser saves the file 'a.txt'.")
    ]


SAVE = """() => {
    const link = Object.assign(document.createElement("a"), { href: "data:,x", download: "a.txt" });
    link.click();
}"""


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [
        ("() => window.print()", "print", "The browser asks how to print the page."),
        (SAVE, "download", "The browser saves the file 'a.txt'."),
    ],
)
def test_what_the_browser_shows_when_a_page_prints_or_saves_is_told(
    page: Page, act: str, kind: str, words: str
) -> None:
    told: list[SeenDialog] = []
    sites = Addresses("https://a.test/", "https://b.test/", "https://c.test/")
    dialogs = Dialogs(RequestFilter(sites, may_link=False), is_own_court=False)
    dialogs.tell = told.append
    dialogs.watch(page.context)
    page.goto("about:blank")
    page.evaluate(act)
    wait_until(page, lambda: bool(told))

    (seen,) = told
    assert (seen.kind, seen.words, seen.page, seen.is_question) == (kind, words, page, False)

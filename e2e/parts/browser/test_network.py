"""What is known of a tab's requests: which failed, which are open, and which page came last."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import BrowserContext, Page, Request
from playwright.sync_api import Error as PlaywrightError

from walk.browser.network import Arrived, Network, is_broken_off


class Tab:
    """A tab with a frame."""

    def __init__(self) -> None:
        self.main_frame = SimpleNamespace(page=self, parent_frame=None)
        self.takes: dict[str, Callable[[Any], None]] = {}
        self.on = self.takes.__setitem__


TAB: Any = Tab()
OTHER: Any = Tab()


@dataclass(eq=False)
class Asked:
    """A request, as Playwright has it."""

    url: str = "http://a.test/"
    resource_type: str = "document"
    method: str = "GET"
    of: Tab | None = TAB
    """The tab whose frame asks; None where there is no frame yet."""
    failure: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    """What it is answered."""
    post_data: str | None = None
    redirected_from: "Asked | None" = None

    @property
    def frame(self) -> SimpleNamespace:
        """The frame, if it is there."""
        if self.of is None:
            raise PlaywrightError("Frame for this navigation request is not available")
        return self.of.main_frame

    def is_navigation_request(self) -> bool:
        """Say whether the answer becomes a page."""
        return self.resource_type == "document"


@dataclass
class Browser:
    """A browser of which a test says what it asks for."""

    network: Network = field(default_factory=lambda: Network(lambda _: False))
    takes: dict[str, Callable[[Any], None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Watch it."""
        context = SimpleNamespace(on=self.takes.__setitem__, pages=[TAB])
        self.network.watch(cast("BrowserContext", context))

    def asks(self, request: Asked) -> Asked:
        """Ask for something."""
        self.takes["request"](request)
        return request

    def gets(self, request: Asked, status: int = 200, *, ends: bool = True) -> Asked:
        """Get an answer, to its end or not."""
        self.asks(request)
        answer = SimpleNamespace(request=request, status=status, url=request.url, headers={})
        answer.body = request.body.encode
        self.takes["response"](answer)
        if ends:
            self.takes["requestfinished"](request)
        return request

    def fails(self, request: Asked, why: str = "net::ERR_X") -> Asked:
        """Get no answer."""
        self.asks(request)
        request.failure = why
        self.takes["requestfailed"](request)
        return request


def seen(arrived: Arrived | None) -> tuple[str, int | None, str | None] | None:
    """Return address, status and failure."""
    return (arrived.address, arrived.status, arrived.failure) if arrived else None


def test_the_last_page_of_a_tab_is_the_one_that_it_shows() -> None:
    browser = Browser()
    page = cast("Page", SimpleNamespace(main_frame=TAB.main_frame, url="about:blank"))
    assert browser.network.how_arrived(page) == Arrived("about:blank")

    browser.gets(Asked("http://a.test/1", method="POST"))
    browser.gets(Asked("http://a.test/2", of=OTHER))
    browser.gets(Asked("http://a.test/3", "script"))
    browser.gets(Asked("http://a.test/4", of=None))

    arrived = browser.network.how_arrived(page)
    assert (arrived.address, arrived.method, arrived.status) == ("http://a.test/1", "POST", 200)
    browser.fails(Asked("http://a.test/5"), "net::ERR_EMPTY_RESPONSE")
    assert seen(browser.network.how_arrived(page)) == (
        *("http://a.test/5", None, "net::ERR_EMPTY_RESPONSE"),
    )


@pytest.mark.parametrize(
    ("kind", "status", "is_told"),
    [
        ("fetch", 500, True),
        ("xhr", 503, True),
        ("fetch", 403, True),
        ("xhr", 429, True),
        ("fetch", 401, False),
        ("fetch", 404, False),
        ("fetch", 499, False),
        ("fetch", 200, False),
        ("script", 500, False),
        ("image", 500, False),
    ],
)
def test_a_request_of_a_script_that_the_server_failed_is_told(
    kind: str, status: int, *, is_told: bool
) -> None:
    browser = Browser()

    browser.gets(Asked("http://a.test/x", kind), status)

    assert (browser.network.unanswered(TAB) is not None) == is_told
    assert browser.network.unanswered(OTHER) is None


@pytest.mark.parametrize(("method", "is_told"), [("POST", True), ("GET", False), ("HEAD", False)])
def test_a_form_of_a_script_without_an_answer_so_far_is_told(method: str, *, is_told: bool) -> None:
    browser = Browser()

    request = browser.asks(Asked("http://a.test/x", "fetch", method))

    assert (browser.network.unanswered(TAB) is not None) == is_told
    browser.takes["requestfinished"](request)
    assert browser.network.unanswered(TAB) is None


def test_what_the_next_page_leaves_behind_is_no_failure_of_its_own() -> None:
    browser = Browser()
    browser.fails(Asked("http://a.test/a", "fetch"))
    browser.fails(Asked("http://a.test/b", "script"))
    browser.fails(Asked("http://a.test/c", "script", of=OTHER))

    browser.gets(Asked("http://a.test/2"))

    assert browser.network.unanswered(TAB) is None
    assert browser.network.missing_parts(TAB) == []
    assert [each.address for each in browser.network.missing_parts(OTHER)] == ["http://a.test/c"]


def test_the_failure_of_what_a_filter_refused_is_none_of_the_sites() -> None:
    refused: list[object] = []
    browser = Browser(Network(lambda request: request in refused))
    refused.append(browser.asks(Asked("http://a.test/x", "fetch")))

    browser.fails(cast("Asked", refused[0]))
    browser.fails(Asked("http://a.test/y", "script"))

    assert browser.network.unanswered(TAB) is None
    assert browser.network.awaited(TAB) is None
    assert [each.address for each in browser.network.missing_parts(TAB)] == ["http://a.test/y"]


@pytest.mark.parametrize(
    ("kind", "why", "is_missing"),
    [
        ("script", "net::ERR_FAILED", True),
        ("stylesheet", "net::ERR_FAILED", True),
        ("image", "net::ERR_FAILED", False),
        ("font", "net::ERR_FAILED", False),
        ("script", "net::ERR_ABORTED", False),
        ("script", "NS_BINDING_ABORTED", False),
    ],
)
def test_a_part_is_missing_if_a_reader_needs_it_and_nobody_broke_it_off(
    kind: str, why: str, *, is_missing: bool
) -> None:
    browser = Browser()

    browser.fails(Asked("http://a.test/x", kind), why)

    assert [seen(each) for each in browser.network.missing_parts(TAB)] == (
        [("http://a.test/x", None, why)] if is_missing else []
    )


def test_what_is_open_is_told_the_least_dispensable_first() -> None:
    browser = Browser()
    order = []
    for kind in ("image", "xhr", "stylesheet", "document"):
        browser.asks(Asked(f"http://a.test/{kind}", kind))
        awaited = browser.network.awaited(TAB)
        order.append(awaited and awaited.type)

    assert order == [None, "xhr", "stylesheet", "document"]
    page = browser.network.awaited_page(TAB)
    assert page is not None
    assert page.seconds is not None
    assert browser.network.awaited(OTHER) is None


@pytest.mark.parametrize(
    ("kind", "is_undrawn"),
    [("document", True), ("stylesheet", True), ("script", False), ("image", False)],
)
def test_a_page_is_not_drawn_before_it_and_its_style_sheets_have_come(
    kind: str, *, is_undrawn: bool
) -> None:
    browser = Browser()

    request = browser.gets(Asked("http://a.test/x", kind), ends=False)

    assert browser.network.is_undrawn(TAB) == is_undrawn
    browser.takes["requestfinished"](request)
    assert not browser.network.is_undrawn(TAB)


def test_the_request_of_a_tab_that_only_opens_may_be_of_any() -> None:
    browser = Browser()

    browser.asks(Asked("http://a.test/new", of=None))

    assert browser.network.awaited_page(TAB) is not None


def test_a_stream_of_events_is_no_page_though_firefox_calls_it_one() -> None:
    browser = Browser()
    browser.asks(Asked("http://a.test/", headers={"accept": "text/event-stream"}))

    assert browser.network.awaited_page(TAB) is None
    assert browser.network.idle_seconds(TAB) > 0


def test_what_a_page_asks_for_again_and_again_counts_anew_on_the_next_page() -> None:
    browser = Browser()
    for _ in range(2):
        browser.gets(Asked("http://a.test/news", "xhr"))
    polling = browser.asks(Asked("http://a.test/news", "xhr"))
    assert browser.network.idle_seconds(TAB) > 0

    browser.fails(polling)
    browser.gets(Asked("http://a.test/2"))
    browser.asks(Asked("http://a.test/news", "xhr"))

    assert browser.network.idle_seconds(TAB) == 0


def test_an_answer_that_has_begun_has_its_status_while_it_is_open() -> None:
    browser = Browser()

    browser.gets(Asked("http://a.test/x"), 203, ends=False)

    assert seen(browser.network.awaited_page(TAB)) == ("http://a.test/x", 203, None)


@pytest.mark.parametrize(
    ("kind", "of", "times", "fetches"),
    [
        ("fetch", TAB, 1, True),
        ("xhr", TAB, 1, True),
        ("fetch", OTHER, 1, False),
        ("image", TAB, 1, False),
        ("document", TAB, 1, False),
        # What is asked for again and again changes nothing.
        ("fetch", TAB, 4, False),
    ],
)
def test_a_page_fetches_as_long_as_a_script_of_its_own_waits(
    kind: str, of: Tab, times: int, *, fetches: bool
) -> None:
    browser = Browser()

    for _ in range(times - 1):
        browser.gets(Asked("http://a.test/n", kind, of=of))
    browser.asks(Asked("http://a.test/n", kind, of=of))

    assert browser.network.fetches(TAB) is fetches


def test_what_failed_is_told_before_what_may_still_come() -> None:
    browser = Browser()
    browser.fails(Asked("http://a.test/1", "fetch"))
    browser.asks(Asked("http://a.test/2", "fetch", "POST"))

    assert seen(browser.network.unanswered(TAB)) == ("http://a.test/1", None, "net::ERR_X")


def test_what_a_filter_holds_keeps_no_page_from_rest() -> None:
    browser = Browser()
    held = browser.asks(Asked("http://a.test/held", "fetch"))

    assert browser.network.idle_seconds(TAB) == 0
    assert browser.network.idle_seconds(TAB, [cast("Request", held)]) > 0


def test_a_page_that_another_one_follows_is_awaited_no_more() -> None:
    browser = Browser()
    browser.gets(Asked("http://a.test/1"), ends=False)
    browser.asks(of_other := Asked("http://a.test/other", of=OTHER))

    browser.gets(Asked("http://a.test/2"))

    assert browser.network.awaited_page(TAB) is None
    assert seen(browser.network.awaited_page(OTHER)) == (of_other.url, None, None)


def test_a_page_has_begun_if_its_tab_shows_it_since_it_was_asked_for() -> None:
    browser = Browser()
    asked = browser.asks(Asked("http://a.test/x"))
    awaited = browser.network.awaited_page(TAB)
    assert awaited is not None
    assert not browser.network.has_begun(TAB, awaited)

    for parent in ("above", None):
        TAB.takes["framenavigated"](SimpleNamespace(parent_frame=parent, page=TAB))
        later = browser.network.awaited_page(TAB)
        assert later is not None
        assert browser.network.has_begun(TAB, later) == (parent is None)
    assert asked.resource_type == "document"


def test_a_browser_that_is_opened_again_has_asked_for_nothing() -> None:
    browser = Browser()
    browser.asks(Asked("http://a.test/1"))
    browser.fails(Asked("http://a.test/2", "script"))

    browser.__post_init__()

    assert browser.network.awaited(TAB) is None
    assert browser.network.missing_parts(TAB) == []
    assert browser.network._has_refused(cast("Request", Asked())) is False


@pytest.mark.parametrize(
    ("why", "is_so"),
    [
        ("net::ERR_ABORTED", True),
        ("NS_BINDING_ABORTED", True),
        ("Load request cancelled", True),
        ("net::ERR_FAILED", False),
        (None, False),
    ],
)
def test_what_a_page_broke_off_by_itself_is_known(why: str | None, *, is_so: bool) -> None:
    assert is_broken_off(Arrived("http://a.test/", failure=why)) == is_so


def test_of_the_answers_to_scripts_those_of_the_page_that_is_shown_are_known() -> None:
    browser = Browser()
    page = cast("Page", TAB)

    def known() -> list[tuple[str, str, str, bool]]:
        answers = browser.network.script_answers(page)
        return [(each.method, each.sent, each.text, each.was_in_vain) for each in answers]

    browser.gets(Asked(resource_type="xhr", body="before"))
    TAB.takes["framenavigated"](TAB.main_frame)
    assert known() == []

    form = Asked(resource_type="fetch", method="POST", post_data="a=b", body="first")
    browser.gets(form)
    browser.takes["weberror"](SimpleNamespace(page=TAB))
    browser.gets(Asked(resource_type="xhr", body="second", redirected_from=form))
    browser.gets(Asked(resource_type="xhr", of=OTHER, body="elsewhere"))
    browser.gets(Asked(resource_type="image", body="picture"))
    browser.gets(Asked(resource_type="fetch", body="open"), ends=False)
    assert known() == [("POST", "", "second", False), ("POST", "a=b", "first", True)]


def test_the_pages_that_a_tab_has_asked_for_are_known_in_their_order() -> None:
    browser = Browser()
    page = cast("Page", TAB)

    browser.gets(Asked("http://a.test/1"))
    browser.gets(Asked("http://a.test/2", of=OTHER))
    browser.gets(Asked("http://a.test/3", "fetch"))
    browser.gets(Asked("http://a.test/4"), ends=False)
    browser.asks(Asked("http://a.test/5", "fetch"))
    browser.asks(Asked("http://a.test/6"))

    asked = [each.rpartition("/")[2] for each in browser.network.asked_pages(page)]
    assert asked == ["1", "4", "6"]

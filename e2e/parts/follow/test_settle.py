"""When a page has come to rest: what comes late is waited for, and what never ends is not."""

from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic

import pytest
from playwright.sync_api import Page, Route

from pages.screen import settle
from walk.browser.network import Network

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]

ADDRESS = "http://www.court.uscourts.localhost/"
LATE = "It came late."
MOST_SECONDS = 8.0
SLOW_MILLISECONDS = 700
"""Longer than a page has to be quiet."""

ADD = f"const add = () => document.body.append('{LATE}');"
SHOW = "const show = (time) => { clock.textContent = time };"
COMES_LATE = {
    "after a timer": "setTimeout(add, 400)",
    "after a fetch": "fetch('/slow').then(add)",
    "after two fetches": "fetch('/slow').then(() => fetch('/slow?more')).then(add)",
    "after a fetch and a timer": "fetch('/slow').then(() => setTimeout(add, 400))",
    "after two timers": "setTimeout(() => { show(1); setTimeout(add, 400) }, 400)",
    "by a script": "document.head.append(Object.assign(document.createElement('script'), "
    "{ src: '/slow.js', onload: add }))",
}
NEVER_ENDS = {
    "polls": "setInterval(() => fetch(`/poll?${Date.now()}`), 100)",
    "streams": "new EventSource('/never')",
    "has a socket": f"new WebSocket('{ADDRESS.replace('http', 'ws')}')",
    "has a clock": "setInterval(() => { show(Date.now()) }, 50)",
    "is animated": "setInterval(() => { document.body.style.left = `${Date.now() % 9}px` }, 20)",
    "waits for a picture": "new Image().src = '/never'",
}


@pytest.fixture(autouse=True)
def _let_no_request_outlive_its_test(page: Page) -> Iterator[None]:
    yield
    page.unroute_all(behavior="ignoreErrors")


def opened(page: Page, script: str) -> Callable[[], float]:
    """Open a page with a script; return what says for how long it has fetched nothing."""
    body = f"<p id=clock></p><script>{ADD}{SHOW}{script}</script>"
    network = Network(lambda _: False)
    network.watch(page.context)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS.rstrip("/"))
        if path == "/":
            route.fulfill(content_type="text/html", body=body)
        elif path.startswith("/slow"):
            # A slow server is what the page object has to wait for.
            page.wait_for_timeout(SLOW_MILLISECONDS)
            route.fulfill(content_type="text/javascript", body="")
        elif path.startswith("/poll"):
            route.fulfill(body="")

    page.route("**/*", answer)
    page.route_web_socket("**/*", lambda _: None)
    page.goto(ADDRESS, wait_until="domcontentloaded")
    return partial(network.idle_seconds, page)


def settled(page: Page, script: str, most: float = MOST_SECONDS) -> float:
    """Let a page with a script come to rest; return how long (s) that took."""
    idle_seconds = opened(page, script)
    started = monotonic()
    settle(page, idle_seconds, most)
    return monotonic() - started


@pytest.mark.sample(3)
@pytest.mark.parametrize("script", COMES_LATE.values(), ids=COMES_LATE)
def test_what_comes_late_is_there_when_a_page_has_come_to_rest(page: Page, script: str) -> None:
    settled(page, script)

    assert LATE in page.inner_text("body")


@pytest.mark.sample(1)
@pytest.mark.parametrize("script", COMES_LATE.values(), ids=COMES_LATE)
def test_what_comes_late_is_not_there_at_once(page: Page, script: str) -> None:
    opened(page, script)

    assert LATE not in page.inner_text("body")


@pytest.mark.sample(3)
@pytest.mark.parametrize("script", NEVER_ENDS.values(), ids=NEVER_ENDS)
def test_a_page_that_never_ends_does_not_hold_a_walk_up(page: Page, script: str) -> None:
    assert settled(page, f"setTimeout(add, 300);{script}") < MOST_SECONDS / 2

    assert LATE in page.inner_text("body")


def test_a_page_that_is_another_one_each_time_costs_no_more_than_the_bound(page: Page) -> None:
    script = (
        "setInterval(() => document.body.replaceChildren(document.createElement('div')), 50);"
        "setInterval(() => document.body.firstChild?.append(document.createElement('p')), 30)"
    )

    assert 1 < settled(page, script, most=1) < MOST_SECONDS / 2


def test_a_page_at_rest_is_waited_for_no_longer_than_it_has_to_be_quiet(page: Page) -> None:
    assert 0.3 < settled(page, "") < MOST_SECONDS / 4

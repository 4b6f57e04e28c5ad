"""What a page wants to use of the ways out that are closed is known, and nothing else is."""

import pytest
from playwright.sync_api import Page

from e2e.waiting import wait_until
from walk.safety.ways_out import IN_PAGES, wanted

pytestmark = pytest.mark.one_engine

SCRIPTS = {
    "a worker": ("new Worker('/w.js')", "Worker"),
    "a worker that does not load": (
        "new Worker('/w.js').onerror = () => new SharedWorker('/w.js')",
        "Worker, SharedWorker",
    ),
    "a worker of its own": ("new Worker(URL.createObjectURL(new Blob(['1'])))", "Worker"),
    "a shared worker": ("new SharedWorker('/w.js')", "SharedWorker"),
    "a shared worker in a promise": ("(async () => new SharedWorker('/w.js'))()", "SharedWorker"),
    "a stream": ("new WebTransport('https://court.test/')", "WebTransport"),
    "a service worker": ("navigator.serviceWorker.ready", "ServiceWorker"),
    "a question whether there are any": ("'SharedWorker' in window || typeof SharedWorker", ""),
    "another mistake": ("missing()", ""),
}


@pytest.mark.parametrize(("script", "name"), SCRIPTS.values(), ids=SCRIPTS)
def test_what_a_page_wants_of_the_closed_ways_is_known(page: Page, script: str, name: str) -> None:
    page.add_init_script(IN_PAGES)
    body = f"<p>Hello</p><script>{script}</script>"
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto("http://court.localhost/")
    # A refused promise is reported after the script that made it, and before the next task.
    page.evaluate("new Promise((next) => setTimeout(next))")
    wait_until(page, lambda: wanted(page) == name)

    assert wanted(page) == name

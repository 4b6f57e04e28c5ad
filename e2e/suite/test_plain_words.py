"""No message of Playwright's reaches a reason: `run` and `run_one` look at every walk of a test."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from e2e.walks.plain_words import in_playwrights_words
from walk.follow.causes import in_plain_words

pytestmark = pytest.mark.one_engine


def told(*said: str) -> list[str]:
    """Return which of the words are Playwright's, as reasons and as notes."""
    steps = [
        *({"reason": each, "notes": []} for each in said),
        *({"reason": None, "notes": [each]} for each in said),
    ]
    return in_playwrights_words({"steps": steps})


def reload_closed(page: Page) -> None:
    """Close a page, and use it."""
    page.close()
    page.reload()


FAILS: dict[str, Callable[[Page], object]] = {
    "nobody listens": lambda page: page.goto("http://127.0.0.1:9/"),
    "nobody answers": lambda page: page.goto("http://a.test/", timeout=1),
    "nothing is there": lambda page: page.get_by_text("No").click(timeout=1),
    "nothing to be seen": lambda page: expect(page.get_by_text("No")).to_be_visible(timeout=1),
    "a script fails": lambda page: page.evaluate("x.y"),
    "two are there": lambda page: page.locator("p").inner_text(),
    "the page is gone": reload_closed,
}


@pytest.mark.parametrize("how", FAILS)
def test_whatever_playwright_says_is_found_and_is_told_in_plain_words(page: Page, how: str) -> None:
    other = page.context.new_page()
    other.set_content("<p>1<p>2")
    other.route("http://a.test/", lambda _: None)

    with pytest.raises((PlaywrightError, AssertionError)) as failed:
        FAILS[how](other)

    assert told(str(failed.value)) == [str(failed.value)] * 2
    assert told(in_plain_words(failed.value)) == []


def test_what_a_walk_says_is_not_taken_for_playwrights() -> None:
    assert (
        told("The page at a.test. Page by page: it did not answer: net::ERR_X.", "Skipped.") == []
    )

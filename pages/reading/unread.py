"""Says which parts of a page nobody can read from outside of them."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page


def unread_parts(page: Page) -> list[str]:
    """Return a sentence for each frame of another site, and one for closed shadow roots."""
    # The page may have gone on meanwhile.
    with suppress(PlaywrightError):
        own = urlsplit(page.url).netloc
        others = [
            urlsplit(frame.url).netloc
            for frame in page.frames
            if frame.parent_frame and frame.url.startswith("http")
            if urlsplit(frame.url).netloc != own and frame.frame_element().is_visible()
        ]
        hosts = dict.fromkeys(others)
        frames = [f"A part of the page is a frame from {host}, and is not read." for host in hosts]
        closed = ["A part of the page is in a closed shadow root, and is not read."]
        return frames + (closed if _has_closed_root(page) else [])
    return []


def _has_closed_root(page: Page) -> bool:
    browser = page.context.browser
    # Only Chromium says what no script is told.
    if browser is None or browser.browser_type.name != "chromium":
        return False
    session = page.context.new_cdp_session(page)
    try:
        found = session.send("DOM.getDocument", {"depth": -1, "pierce": True})
    finally:
        session.detach()
    return _is_closed(found["root"])


def _is_closed(node: dict[str, Any]) -> bool:
    inner = [*node.get("children", ()), *node.get("shadowRoots", ())]
    return node.get("shadowRootType") == "closed" or any(map(_is_closed, inner))

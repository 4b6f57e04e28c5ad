"""The browser that saved pages are opened in: no script runs in it, and nothing is fetched."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import BrowserContext, Page, Playwright, Route, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.reading.classifier import live_page, saved_page
from walk.browser.find import Browser, not_starting
from walk.browser.options import context_options, launch_options
from walk.settings.config import Project

# It never leaves the browser: the file is what is answered.
_ADDRESS = "http://saved.invalid/"
# The sandbox keeps scripts and meta refresh from doing anything. Firefox, driven as a stock one,
# runs scripts whatever Playwright's `java_script_enabled` says (seen in ESR 153).
_POLICY = "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'"
_HEADERS = {"content-type": "text/html; charset=utf-8", "content-security-policy": _POLICY}
# Nothing listens on the discard port of a desktop or CI machine, so what is sent there is lost.
_NOWHERE = "http://127.0.0.1:9"
_MOST_BYTES = 20_000_000
_PAGES_A_CONTEXT = 100
"""Playwright remembers what was asked for as long as its context is open."""

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Browsers look for a declared encoding in the first 1024 bytes.
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE
)
_DECLARED_WITHIN = 1024
# What browsers take these names for.
_MEANT = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


class Unreadable(Exception):
    """One page cannot be read; the sentence says why."""


def markup(path: Path) -> str:
    """Return the text of a saved page in the encoding that a browser would take it for."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Unreadable(f"The file has more than {_MOST_BYTES // 1_000_000} megabytes.")
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"The file cannot be read ({error.strerror}).") from None
    text = decoded(content)
    if not text.strip():
        raise Unreadable("The file is empty.")
    if "\0" in text:
        raise Unreadable("The file holds no text, so it is no page.")
    return text


def decoded(content: bytes) -> str:
    """Decode a page by its mark, its declaration or its bytes; what is not in it is replaced."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in ("utf-16-le", "utf-16-be"):
        if content.startswith("<".encode(encoding)):
            return content.decode(encoding, "replace")
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    name = declared[1].decode("ascii").lower() if declared else ""
    # Text that declares itself to be UTF-16 in letters of one byte each cannot be that.
    if name and not name.startswith("utf-16"):
        with suppress(LookupError):
            return content.decode(_MEANT.get(name, name), "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


class Looking:
    """Opens one page after the other, and reads what a person would see on it."""

    def __init__(self, launch: Callable[[], PlaywrightBrowser], project: Project) -> None:
        self._launch = launch
        self._project = project
        self._browser = launch()
        self._context: BrowserContext | None = None
        self._pages = 0
        self._text = ""

    def file(self, path: Path) -> dict[str, Any]:
        """Return screen and facts of a saved page."""
        self._text = markup(path)
        try:
            page = self._page_for_files()
            page.goto(_ADDRESS)
            return saved_page(page)
        except PlaywrightError as error:
            self._close_context()
            raise Unreadable(f"The browser cannot read the page ({_why(error)}).") from None

    def address(self, address: str) -> dict[str, Any]:
        """Return screen and facts of a page on this machine, as its scripts have built it."""
        self._close_context()
        try:
            context = self._context = self._open_context(java_script_enabled=True)
            context.route("**/*", _only_at(address))
            page = context.new_page()
            page.goto(address)
            # What scripts bring late is there by then; who never stops asking is read as he is.
            with suppress(PlaywrightTimeout):
                page.wait_for_load_state("networkidle", timeout=self._project.use.action_timeout)
            return live_page(page)
        except PlaywrightError as error:
            raise Unreadable(f"The page cannot be opened ({_why(error)}).") from None
        finally:
            self._close_context()

    def close(self) -> None:
        """Close the browser."""
        # A browser or driver that was ended from outside cannot be closed, and need not be.
        with suppress(Exception):
            self._browser.close()

    def _page_for_files(self) -> Page:
        if self._context is None or self._pages >= _PAGES_A_CONTEXT:
            self._close_context()
            self._context = self._open_context(java_script_enabled=False)
            self._context.route("**/*", self._answer)
            self._context.new_page()
            self._pages = 0
        self._pages += 1
        return self._context.pages[0]

    def _open_context(self, *, java_script_enabled: bool) -> BrowserContext:
        if not self._browser.is_connected():
            self._browser = self._launch()
        context = self._browser.new_context(
            **context_options(self._project),
            java_script_enabled=java_script_enabled,
            service_workers="block",
        )
        context.set_default_navigation_timeout(self._project.use.navigation_timeout)
        return context

    def _close_context(self) -> None:
        context, self._context = self._context, None
        if context is not None:
            with suppress(PlaywrightError):
                context.close()

    def _answer(self, route: Route) -> None:
        """Answer with the saved page; whatever else it asks for is not there."""
        request = route.request
        if request.url == _ADDRESS and request.is_navigation_request():
            route.fulfill(body=self._text, headers=_HEADERS)
        else:
            route.abort("aborted")


def _only_at(address: str) -> Callable[[Route], None]:
    """Return the rule by which a page looks at its own host and nowhere else."""
    host = urlsplit(address).netloc.lower()

    def pass_or_refuse(route: Route) -> None:
        request = route.request
        if urlsplit(request.url).netloc == host and request.method in ("GET", "HEAD"):
            route.continue_()
        else:
            route.abort("aborted")

    return pass_or_refuse


@contextmanager
def looking(
    browser: Browser, project: Project, hosts: Collection[str], *, headed: bool
) -> Iterator[Looking]:
    """Start a browser that reaches these hosts and nothing else, and close it at the end."""
    with sync_playwright() as playwright:
        options = launch_options(browser, project, headed=headed)
        # Ctrl-C reaches the driver too, which would close the browser under the page that is open.
        options["handle_sigint"] = False
        reached = sorted(hosts)
        if browser.engine == "chromium":
            # Loopback goes past any proxy unless it is told not to, and a later rule goes first.
            reached.insert(0, "<-loopback>")
        if browser.engine == "firefox":
            options["firefox_user_prefs"] = {"network.proxy.allow_hijacking_localhost": True}
        options["proxy"] = {"server": _NOWHERE, "bypass": ",".join(reached)}
        reader = Looking(lambda: _started(playwright, browser, options), project)
        try:
            yield reader
        finally:
            reader.close()


def _started(
    playwright: Playwright, browser: Browser, options: dict[str, Any]
) -> PlaywrightBrowser:
    try:
        started: PlaywrightBrowser = getattr(playwright, browser.engine).launch(**options)
    except PlaywrightError as error:
        raise not_starting(browser, _why(error)) from None
    return started


def _why(error: PlaywrightError) -> str:
    first = error.message.splitlines()[0] if error.message else type(error).__name__
    return first.partition(": ")[2].rstrip(".") or first.rstrip(".")

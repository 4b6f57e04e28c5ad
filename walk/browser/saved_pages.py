"""The browser that saved pages are opened in: no script runs in it, and nothing is fetched."""

import codecs
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import BrowserContext, Page, Route
from playwright.sync_api import Error as PlaywrightError

from pages.reading.classifier import page_facts
from pages.screen import settle
from walk.browser.driver import start_driver
from walk.browser.find import Browser, not_starting
from walk.browser.network import Network
from walk.browser.options import context_options, launch_options
from walk.browser.watchdog import LimitPassed, Watchdog
from walk.folders import temporary_folder
from walk.settings.config import Config, Project

# It never leaves the browser, which gets the file as the answer.
_ADDRESS = "http://saved.invalid/"
# The sandbox keeps scripts and meta refresh from doing anything. Firefox, driven as a stock one,
# runs scripts whatever Playwright's `java_script_enabled` says (seen in ESR 153).
_POLICY = "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'"
_HEADERS = {"content-type": "text/html; charset=utf-8", "content-security-policy": _POLICY}
# Nothing listens on the discard port of a desktop or CI machine, so what is sent there is lost.
_NOWHERE = "http://127.0.0.1:9"
_MOST_BYTES = 20_000_000
_PAGES_A_CONTEXT = 100
"""Playwright remembers every request as long as its context is open."""

_BEGINNINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
# Browsers look for a declared encoding in the first 1024 bytes.
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE
)
_DECLARED_WITHIN = 1024


Limit = Callable[[], AbstractContextManager[None]]
"""Ends the browser if what is done in its block takes too long."""


class Unreadable(Exception):
    """One page cannot be read; the sentence says why."""


def markup(path: Path) -> str:
    """Return the text of a saved page, in the encoding that a browser would use."""
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
    """Decode a page by its first bytes, its declaration or all of its bytes, as browsers do."""
    begun = next((name for begin, name in _BEGINNINGS if content.startswith(begin)), None)
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    name = begun or (declared[1].decode("ascii") if declared else "utf-8")
    with suppress(LookupError):
        encoding = codecs.lookup(name).name
        # Browsers take these two names for the encoding that includes both.
        if encoding in ("iso8859-1", "ascii"):
            encoding = "cp1252"
        # A page of one-byte letters that declares itself to be UTF-16 is not.
        if begun or (declared and not encoding.startswith("utf-16")):
            return content.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


class SavedPages:
    """Opens one page after the other, and reads what a person would see on it."""

    def __init__(
        self, launch: Callable[[], PlaywrightBrowser], project: Project, limit: Limit
    ) -> None:
        """Start a browser by `launch`, and again if it ends; `limit` goes around each page."""
        self._launch = launch
        self._project = project
        self._limit = limit
        self._browser = launch()
        self._context: BrowserContext | None = None
        self._pages = 0
        self._text = ""

    def file(self, path: Path) -> dict[str, Any]:
        """Return the screen and the facts of a saved page."""
        self._text = markup(path)
        try:
            with self._limited():
                page = self._page_for_files()
                page.goto(_ADDRESS)
                return page_facts(page, saved=True)
        except PlaywrightError as error:
            self._close_context()
            raise Unreadable(f"The browser cannot read the page ({_reason(error)}).") from None

    def address(self, address: str) -> dict[str, Any]:
        """Return the screen and the facts of a page on this machine, as its scripts build it."""
        self._close_context()
        try:
            with self._limited():
                return self._facts_at(address)
        except PlaywrightError as error:
            raise Unreadable(f"The page cannot be opened ({_reason(error)}).") from None
        finally:
            self._close_context()

    def _facts_at(self, address: str) -> dict[str, Any]:
        context = self._context = self._open_context(java_script_enabled=True)
        context.route("**/*", partial(_answer_from, urlsplit(address).netloc.lower()))
        network = Network(lambda _: False)
        network.watch(context)
        page = context.new_page()
        page.goto(address)
        settle(page, partial(network.idle_seconds, page), self._project.use.action_timeout / 1000)
        return page_facts(page, saved=False)

    @contextmanager
    def _limited(self) -> Iterator[None]:
        """End the browser under a page that does not let go; the next page gets a new one."""
        try:
            with self._limit():
                yield
        except LimitPassed as passed:
            self._context = None
            raise Unreadable(f"The page keeps the browser busy; {passed}.") from None

    def close(self) -> None:
        """Close the browser."""
        # A browser or driver that was ended from outside cannot be closed, and need not be.
        with suppress(Exception), self._limit():
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
            with suppress(PlaywrightError, LimitPassed), self._limit():
                context.close()

    def _answer(self, route: Route) -> None:
        """Answer with the saved page, and refuse all that it asks for."""
        request = route.request
        if request.url == _ADDRESS and request.is_navigation_request():
            route.fulfill(body=self._text, headers=_HEADERS)
        else:
            route.abort("aborted")


def _answer_from(host: str, route: Route) -> None:
    """Let a page read from its own host, and refuse all else."""
    if urlsplit(route.request.url).netloc == host and route.request.method in ("GET", "HEAD"):
        route.continue_()
    else:
        route.abort("aborted")


@contextmanager
def open_saved_pages(
    browser: Browser, config: Config, project: Project, hosts: Collection[str], *, headed: bool
) -> Iterator[SavedPages]:
    """Start a browser that reaches these hosts and nothing else, and close it at the end."""
    with temporary_folder() as folder, start_driver(folder) as playwright:
        options = launch_options(browser, project, headed=headed)
        # Ctrl-C reaches the driver too, which would close the browser under the open page.
        options["handle_sigint"] = False
        reached = sorted(hosts)
        if browser.engine == "chromium":
            # Loopback bypasses any proxy unless this rule says otherwise; later rules go first.
            reached.insert(0, "<-loopback>")
        if browser.engine == "firefox":
            options["firefox_user_prefs"] = {"network.proxy.allow_hijacking_localhost": True}
        options["proxy"] = {"server": _NOWHERE, "bypass": ",".join(reached)}

        def launch() -> PlaywrightBrowser:
            try:
                started: PlaywrightBrowser = getattr(playwright, browser.engine).launch(**options)
            except PlaywrightError as error:
                raise not_starting(browser, _reason(error)) from None
            return started

        # The driver keeps the profile in its temporary folder.
        limit = partial(Watchdog(folder).limit, config.step_timeout / 1000)
        pages = SavedPages(launch, project, limit)
        try:
            yield pages
        finally:
            pages.close()


def _reason(error: PlaywrightError) -> str:
    """Return what the error says in its first line, without the name of Playwright's call."""
    first = error.message.partition("\n")[0]
    return (first.partition(": ")[2] or first).rstrip(".")

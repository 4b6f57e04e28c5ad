"""The command `look`: says which screen a saved page is, and what is on it."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import track

from pages.linking import Confirmation, LinkForm, Verification
from pages.menus import MenuBar
from pages.screen import Screen
from pages.sign_on import SignOn
from pages.website import CourtWebsite, Landing
from walk.browser.find import find_browser
from walk.browser.saved_pages import SavedPages, Unreadable, open_saved_pages
from walk.errors import UsageError
from walk.report.terminal import printable
from walk.results import ExitStatus
from walk.settings.config import read_config
from walk.settings.files import write_json
from walk.settings.sites import is_loopback

_PAGE_NAMES = (".html", ".htm")
_PAGES_A_LINE = 100
"""Where there is no terminal, progress is a line after so many pages."""
_STANDARD_OUTPUT = Path("-")
_SCREENS: Mapping[str, type[Screen]] = {
    "court_website": CourtWebsite,
    "landing": Landing,
    "sign_on": SignOn,
    "cmecf": MenuBar,
    "link_form": LinkForm,
    "verification": Verification,
    "confirmation": Confirmation,
}
"""The screens by the names that the JSON has for them; the lines say what a guide calls them."""


@dataclass(frozen=True)
class LookOptions:
    """What the command line says of saved pages to look at."""

    page: Sequence[str]
    json: Path | None
    config: Path
    browser: str
    headed: bool


def look(options: LookOptions) -> int:
    """Look at every page that the command line names, return the exit status."""
    sources = list(_sources(options.page))
    if not sources:
        raise UsageError(
            f"There is no page in {', '.join(options.page)}; "
            f"name a folder that has files ending in {' or '.join(_PAGE_NAMES)}."
        )
    _check_place(options.json)
    config = read_config(options.config)
    project = config.project(options.browser)
    browser = find_browser(project, headed=options.headed)
    hosts = {urlsplit(source).netloc for source in sources if _is_address(source)}
    entries = []
    with open_saved_pages(browser, config, project, hosts, headed=options.headed) as pages:
        # Lines on standard output show the progress by themselves.
        for source in _with_progress(sources) if options.json else sources:
            entry = _entry(pages, source)
            entries.append(entry)
            if not options.json:
                print("\n".join(_readable(entry)), flush=True)
    if options.json:
        _write(entries, options.json)
    unread = any("error" in entry for entry in entries)
    return ExitStatus.UNDETERMINED if unread else ExitStatus.AS_DOCUMENTED


def _entry(pages: SavedPages, source: str) -> dict[str, Any]:
    """Return what programs read of a page; only that of a page that cannot be read has an error."""
    try:
        seen = pages.address(source) if _is_address(source) else pages.file(Path(source))
    except Unreadable as error:
        return {"source": source, "screen": "unknown", "facts": {}, "error": str(error)}
    return {"source": source} | seen


def _sources(given: Sequence[str]) -> Iterator[str]:
    """Give every page by its address or path, those of a folder in the order of their names."""
    for each in given:
        if _is_address(each):
            _check_address(each)
            yield each
        elif Path(each).is_dir():
            yield from (
                str(path)
                for path in sorted(Path(each).rglob("*"))
                if path.suffix.lower() in _PAGE_NAMES and path.is_file()
            )
        elif Path(each).exists():
            yield each
        else:
            raise UsageError(
                f"There is no {each!r}; name saved pages, folders of them or loopback addresses."
            )


def _is_address(source: str) -> bool:
    return "://" in source and not Path(source).exists()


def _check_address(address: str) -> None:
    """Refuse what is not on this machine: people open other sites themselves and save the page."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not is_loopback(host):
        raise UsageError(
            f"{address} is not on loopback; only http://localhost and the like are opened, "
            "so save the page of another site and name its file."
        )


def _with_progress(sources: Sequence[str]) -> Iterator[str]:
    """Give each page, and show on standard error how many are done."""
    console = Console(stderr=True)
    if console.is_terminal:
        yield from track(sources, "Looking", console=console, transient=True)
        return
    for done, source in enumerate(sources, 1):
        yield source
        if done % _PAGES_A_LINE == 0:
            print(f"{done} of {len(sources)} pages", file=sys.stderr, flush=True)


def _readable(entry: dict[str, Any]) -> Iterator[str]:
    """Give the lines that a person reads of a page."""
    screen = _SCREENS.get(entry["screen"])
    yield printable(f"{entry['source']}: {screen.called if screen else 'unknown'}")
    if "error" in entry:
        yield printable(f"    {entry['error']}")
    for name, fact in entry["facts"].items():
        yield printable(f"    {name.replace('_', ' ')}: {_fact(fact)}")


def _fact(fact: object) -> str:
    match fact:
        case {"label": label, "href": href, **more}:
            tab = " (in a new tab)" if more.get("new_tab") else ""
            return f"{label} -> {href}{tab}"
        case list():
            return " | ".join(map(str, fact)) or "none"
    return str(fact)


def _check_place(place: Path | None) -> None:
    """Make sure before the work that its result can be written."""
    if place and place != _STANDARD_OUTPUT and (place.is_dir() or not place.parent.is_dir()):
        raise UsageError(
            f"{place} cannot be written; name a file in a folder that is there with --json."
        )


def _write(entries: Sequence[dict[str, Any]], place: Path) -> None:
    if place == _STANDARD_OUTPUT:
        # ASCII alone is the same in every terminal and for every program.
        print(json.dumps(entries, indent=1))
    else:
        write_json(entries, place)

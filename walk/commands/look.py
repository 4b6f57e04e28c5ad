"""The command `look`: says what the page objects see on pages that people saved."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

from walk.browser.find import find_browser
from walk.browser.saved_pages import Looking, Unreadable, looking
from walk.errors import UsageError
from walk.report.terminal import printable
from walk.results import ExitStatus
from walk.settings.config import read_config
from walk.settings.sites import is_loopback

_PAGE_NAMES = (".html", ".htm")
_A_LINE_EACH = 100
"""Where there is no terminal, progress is told after so many pages."""
_STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True)
class Looked:
    """What was seen of one page."""

    source: str
    screen: str = "unknown"
    facts: dict[str, Any] = field(default_factory=dict)
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the entry as programs read it; one of a page that was read has no error."""
        entry = {"source": self.source, "screen": self.screen, "facts": self.facts}
        return entry if self.error is None else entry | {"error": self.error}


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
    project = read_config(options.config).project(options.browser)
    browser = find_browser(project, headed=options.headed)
    hosts = {urlsplit(source).netloc for source in sources if _is_address(source)}
    with (
        looking(browser, project, hosts, headed=options.headed) as reader,
        _telling(len(sources)) as tell,
    ):
        entries = []
        for source in sources:
            entry = _look_at(reader, source)
            entries.append(entry)
            tell(None if options.json else entry)
    if options.json:
        _write(entries, options.json)
    unread = any(entry.error for entry in entries)
    return ExitStatus.UNDETERMINED if unread else ExitStatus.AS_DOCUMENTED


def _look_at(reader: Looking, source: str) -> Looked:
    try:
        seen = reader.address(source) if _is_address(source) else reader.file(Path(source))
    except Unreadable as error:
        return Looked(source, error=str(error))
    return Looked(source, **seen)


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
    """Refuse what is not on this machine: other sites are for people to look at and to save."""
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


@contextmanager
def _telling(pages: int) -> Iterator[Callable[[Looked | None], None]]:
    """Give the function that counts a page as done and tells what was seen of it."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        done = 0

        def count(entry: Looked | None) -> None:
            nonlocal done
            done += 1
            if entry:
                print("\n".join(_readable(entry)), flush=True)
            if done % _A_LINE_EACH == 0:
                print(f"{done} of {pages} pages", file=sys.stderr, flush=True)

        yield count
        return
    columns = (SpinnerColumn(), *Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("Looking", total=pages)

        def advance(entry: Looked | None) -> None:
            if entry:
                print("\n".join(_readable(entry)))
            progress.advance(task)

        yield advance


def _readable(entry: Looked) -> Iterator[str]:
    """Give the lines that tell a person of one page."""
    yield printable(f"{entry.source}: {entry.screen}")
    if entry.error:
        yield printable(f"    {entry.error}")
    for name, fact in entry.facts.items():
        yield printable(f"    {name.replace('_', ' ')}: {_told(fact)}")


def _told(fact: object) -> str:
    match fact:
        case {"label": label, "href": href, **more}:
            tab = " (in a new tab)" if more.get("new_tab") else ""
            return f"{label} -> {href}{tab}"
        case list():
            return " | ".join(map(str, fact)) or "none"
    return str(fact)


def _check_place(place: Path | None) -> None:
    """See before the work that what it finds can be kept."""
    if place and place != _STANDARD_OUTPUT and (place.is_dir() or not place.parent.is_dir()):
        raise UsageError(
            f"{place} cannot be written; name a file in a folder that is there with --json."
        )


def _write(entries: Sequence[Looked], place: Path) -> None:
    told = [entry.as_json() for entry in entries]
    if place == _STANDARD_OUTPUT:
        # In ASCII it is the same for whoever reads it, and no terminal can fail to take it.
        print(json.dumps(told, indent=1))
        return
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    try:
        place.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(
            f"{place} cannot be written ({error.strerror}); name another file with --json."
        ) from None

"""Traces of a walk for `playwright show-trace`; nothing is traced while something is typed."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as PlaywrightError

from walk.privacy.clean_trace import write_cleaned

TRACE = re.compile(r"trace-(\d+)\.zip")


class Traces:
    """The traced parts of a walk, kept in `folder` until the walk ends; they still hold secrets."""

    def __init__(self, folder: Path, *, is_on: bool) -> None:
        """Trace nothing before a browser is open, and nothing at all unless it `is_on`."""
        self._folder = folder
        self._is_on = is_on
        self._traced: BrowserContext | None = None
        self._parts: list[Path] = []
        self._step: str | None = None

    @contextmanager
    def step(self, number: int, action: str) -> Iterator[None]:
        """Group what is traced in this block under the name of a step."""
        self._step = f"{number}. {action}"
        if self._traced:
            self._traced.tracing.group(self._step)
        try:
            yield
        finally:
            # A browser that died in the middle of a step has no trace to group.
            with suppress(PlaywrightError):
                if self._traced:
                    self._traced.tracing.group_end()
            self._step = None

    def resume(self, context: BrowserContext) -> None:
        """Begin a part, unless one is being traced."""
        if not self._is_on or self._traced:
            return
        # With pictures a walk takes twice as long in Firefox, and they cannot be cleaned.
        context.tracing.start(title=f"Part {len(self._parts) + 1}", snapshots=True)
        self._traced = context
        if self._step:
            context.tracing.group(self._step)

    def end(self) -> None:
        """End the part that is being traced, if there is one; `resume` begins the next.

        A chunk of the same trace would also hold what the network saw since the first chunk.
        """
        traced, self._traced = self._traced, None
        if traced is None:
            return
        if self._step:
            traced.tracing.group_end()
        part = self._folder / f"part-{len(self._parts) + 1}.zip"
        traced.tracing.stop(path=part)
        self._parts.append(part)

    def keep(self, folder: Path, secrets: Mapping[str, str]) -> None:
        """Write the parts into a report, without the secrets (values by name)."""
        for number, part in enumerate(self._parts, 1):
            place = folder / f"trace-{number}.zip"
            try:
                write_cleaned(part, secrets, place)
            except BaseException:
                # A part of a trace cannot be searched, and would cost the whole report.
                place.unlink(missing_ok=True)
                raise


def traces_in(folder: Path) -> list[str]:
    """Return the names of the traces in a report, in their order."""
    names = [name for each in folder.iterdir() if (name := TRACE.fullmatch(each.name))]
    return [name[0] for name in sorted(names, key=lambda name: int(name[1]))]

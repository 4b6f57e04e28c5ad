"""Evidence: what a walk keeps of each step, with every secret masked."""

import re
import shutil
from base64 import b64decode
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from playwright.sync_api import CDPSession, Frame, Locator, Page

from pages.reading.page_elements import PageElement
from pages.reading.reader import read_page
from walk.guide.screens import VERIFICATION
from walk.privacy.masks import Masks
from walk.recordings.readings import masked, read_reading, written
from walk.report.outline import masked_outline
from walk.report.places.meant import NOTHING, Meant
from walk.results import Drift, StepResult

_LARGE = re.compile(r"step-.*|.*\.zip")
_OF_STEP = (".json", ".yaml", ".png")
"""The files of a step: what it was compared by, the page as text, and as a picture."""
_FIELDS = "input, textarea, select"
_SHOWN = f"""() => [
    document.body?.innerText ?? "",
    Array.from(document.querySelectorAll("{_FIELDS}"), (field) => field.value),
]"""


@dataclass(frozen=True)
class Kept:
    """What was kept of the page of a step."""

    url: str | None = None
    screenshot: str | None = None
    outline: str | None = None
    reading: str | None = None
    meant: Meant = NOTHING


class Evidence:
    """Keeps a screenshot, an outline (ARIA snapshot) and a reading of the page for each step."""

    def __init__(
        self, folder: Path, masks: Masks, *, hides_names: bool = True, is_kept: bool = True
    ) -> None:
        """Keep everything in `folder`, masked; if not `is_kept`, only the addresses.

        Names of real people are kept only where the guide itself shows names; if not
        `hides_names`, everywhere, for what no one else gets to see.
        """
        self.folder = folder
        self.is_kept = is_kept
        self.private = masks.private
        self._masks = masks
        self._hides_names = hides_names
        self._naming: set[int] = set()
        """The steps at which the guide shows names."""
        self._sessions: dict[Page, CDPSession] = {}
        self._unchanged: str | None = None
        self._meant: dict[int, Meant] = {}
        """What is meant on the picture of each step."""
        self._last = NOTHING
        """What is meant on the last picture."""

    @property
    def is_kept_of_page(self) -> bool:
        """Whether there is evidence of the page as it is now, or none is wanted."""
        return not self.is_kept or self._unchanged is not None

    def has_changed(self) -> None:
        """Note that the page may no longer be as it was kept."""
        self._unchanged = None

    def keep(
        self,
        page: Page,
        step: int,
        reading: Sequence[PageElement] = (),
        *,
        shows_names: bool = False,
        meant: Meant = NOTHING,
    ) -> Kept:
        """Keep what the page shows now as the evidence of a step, and the `reading` of it.

        Without one the page is read now. The evidence shows names only if the guide itself does.
        As long as nothing was done since the last step, its picture serves this one too.
        """
        name = f"step-{step:02}"
        if shows_names:
            self._naming.add(step)
        if not self.is_kept:
            return Kept(page.url)
        self._last = self._meant[step] = self._meaning(step, meant)
        kept = Kept(page.url, f"{name}.png", f"{name}.yaml", f"{name}.json", self._last)
        # A step that stops on the page that it came to has its evidence already.
        if self._unchanged == name:
            return kept
        if self._unchanged:
            for suffix in _OF_STEP:
                shutil.copyfile(
                    self.folder / (self._unchanged + suffix), self.folder / (name + suffix)
                )
            return kept
        # Browsers draw a password as dots, and an outline spells it out.
        outline = masked_outline(page.locator("body").aria_snapshot(), self._masks)
        path = self.folder / f"{name}.yaml"
        path.write_text(outline, encoding="utf-8", errors="replace")
        seen = written(self.masked_page(reading or read_page(page)))
        path.with_suffix(".json").write_text(seen, encoding="utf-8", errors="replace")
        veiled = self._veiled(shows_names=shows_names)
        path.with_suffix(".png").write_bytes(self._picture(page, veiled))
        self._unchanged = name
        return kept

    def _meaning(self, step: int, meant: Meant) -> Meant:
        """Return what is meant on the picture of a step, with what is known of it already."""
        if self._unchanged is None:
            return meant
        return Meant(
            meant.marks or self._meant.get(step, NOTHING).marks,
            meant.screen or self._last.screen,
            meant.places or self._last.places,
        )

    def _veiled(self, *, shows_names: bool) -> list[str]:
        """Return what no picture may show; the people of a mock are made up."""
        private = self.private
        if not (self._hides_names and private.is_of_real_people):
            return []
        values = [secret.value for secret in private.masked(shows_names=shows_names)]
        return [each for each in values if not (shows_names and each in private.names)]

    def _picture(self, page: Page, veiled: Collection[str]) -> bytes:
        """Return a picture of the page (PNG), with a box over what is veiled."""
        if veiled:
            return page.screenshot(
                mask=[each for frame in page.frames for each in _boxes(frame, veiled)]
            )
        browser = page.context.browser
        if browser is None or browser.browser_type.name != "chromium":
            return page.screenshot()
        # Chromium packs a picture faster if asked to: measured, a whole walk takes 5 % less.
        if page not in self._sessions:
            self._sessions[page] = page.context.new_cdp_session(page)
        options = {"format": "png", "optimizeForSpeed": True}
        return b64decode(self._sessions[page].send("Page.captureScreenshot", options)["data"])

    def give_up(self, steps: Iterable[StepResult]) -> tuple[StepResult, ...]:
        """Delete what is kept, since the disk has no room for it; return the steps without it."""
        for each in self.folder.iterdir():
            if _LARGE.fullmatch(each.name):
                each.unlink()
        return tuple(replace(step, screenshot=None, outline=None, reading=None) for step in steps)

    def reading(self, name: str) -> Sequence[PageElement]:
        """Return a reading that was kept."""
        return read_reading(self.folder / name, "walk once more")

    def mask(self, result: StepResult) -> StepResult:
        """Return the result of a step with every secret masked."""
        shows_names = result.number in self._naming
        mask = partial(self._mask, shows_names=shows_names)
        return replace(
            result,
            url=result.url and mask(result.url),
            reason=result.reason and mask(result.reason),
            notes=[mask(note) for note in result.notes],
            documented=[mask(words) for words in result.documented],
            drifts=[self._masked(drift) for drift in result.drifts],
            ignored=[self._masked(drift) for drift in result.ignored],
            places=[replace(place, words=mask(place.words)) for place in result.places],
        )

    def masked_page(self, page: Iterable[PageElement]) -> tuple[PageElement, ...]:
        """Return a page as a recording has it."""
        return masked(page, self._masks)

    def _masked(self, drift: Drift) -> Drift:
        # A name that is the wrong one is shown, with the right one.
        mask = partial(self._mask, shows_names=drift.screen == VERIFICATION)
        return replace(
            drift,
            region=mask(drift.region),
            documented=drift.documented and mask(drift.documented),
            observed=drift.observed and mask(drift.observed),
        )

    def _mask(self, text: str, *, shows_names: bool) -> str:
        return self._masks.without_secrets(text, shows_names=shows_names or not self._hides_names)


def _boxes(frame: Frame, veiled: Collection[str]) -> Iterator[Locator]:
    """Yield all that shows something veiled, as text or in a field.

    A trace holds what Playwright is asked to find, so it is asked only for what is there.
    """
    text, values = frame.evaluate(_SHOWN)
    yield from (frame.get_by_text(words) for words in veiled if _has(text, words))
    fields = frame.locator(_FIELDS)
    for number, value in enumerate(values):
        if any(_has(value, words) for words in veiled):
            yield fields.nth(number)


def _has(text: str, words: str) -> bool:
    return " ".join(words.split()).casefold() in " ".join(text.split()).casefold()

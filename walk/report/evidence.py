"""Evidence: what a walk keeps of each step, with every secret struck out."""

from __future__ import annotations

import shutil
from base64 import b64decode
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import CDPSession, Frame, Locator, Page

from walk.guide.screens import VERIFICATION
from walk.privacy.masks import Masks
from walk.recordings.outline import masked
from walk.results import Drift, StepResult

_FIELDS = "input, textarea, select"
_SHOWN = f"""() => [
    document.body?.innerText ?? "",
    Array.from(document.querySelectorAll("{_FIELDS}"), (field) => field.value),
]"""


class Evidence:
    """Keeps a screenshot and an outline of the page (ARIA snapshot) for each step."""

    def __init__(self, folder: Path, masks: Masks, names: Collection[str] = ()) -> None:
        """Keep everything in `folder`, without what is masked.

        Names of real people are kept where the guide itself shows some, and there alone.
        """
        self.folder = folder
        self._masks = masks
        self._unnamed = replace(masks, secrets=(*masks.secrets, *names))
        self._names = names
        self._naming: set[int] = set()
        """The steps at which the guide shows names."""
        self._sessions: dict[Page, CDPSession] = {}
        self._unchanged: str | None = None

    def has_changed(self) -> None:
        """Take note that something was done, so that the page is no longer as it was kept."""
        self._unchanged = None

    def keep(self, page: Page, found: StepResult, *, shows_names: bool = False) -> None:
        """Keep what the page shows now as the evidence of a step.

        Where the guide itself shows names, so may the evidence.

        As long as nothing was done since the last step, its picture is this one's too.
        """
        name = f"step-{found.number:02}"
        if shows_names:
            self._naming.add(found.number)
        found.url = page.url
        found.outline, found.screenshot = f"{name}.yaml", f"{name}.png"
        # A step that stops on the page that it came to has its evidence already.
        if self._unchanged == name:
            return
        if self._unchanged:
            for kept in (found.outline, found.screenshot):
                shutil.copyfile(
                    self.folder / (self._unchanged + Path(kept).suffix), self.folder / kept
                )
            return
        # Browsers draw a password as dots, and an outline spells it out.
        outline = masked(page.locator("body").aria_snapshot(), self._masks)
        (self.folder / found.outline).write_text(outline, encoding="utf-8", errors="replace")
        names = () if shows_names else self._names
        secrets = [each for each in self._masks.secrets if each not in self._names]
        # A mock's people are made up.
        veiled = (*secrets, *names) if self._names else ()
        (self.folder / found.screenshot).write_bytes(self._picture(page, veiled))
        self._unchanged = name

    def hide(self, secret: str) -> None:
        """Strike this out too from now on."""
        self._masks = replace(self._masks, secrets=(*self._masks.secrets, secret))
        self._unnamed = replace(self._unnamed, secrets=(*self._unnamed.secrets, secret))

    def _picture(self, page: Page, veiled: Collection[str]) -> bytes:
        """Return a picture of the page (PNG), with a box over what is veiled."""
        if veiled:
            return page.screenshot(
                mask=[each for frame in page.frames for each in _boxes(frame, veiled)]
            )
        browser = page.context.browser
        if browser is None or browser.browser_type.name != "chromium":
            return page.screenshot()
        # Chromium packs a picture faster when told to: measured, a whole walk takes 5 % less.
        if page not in self._sessions:
            self._sessions[page] = page.context.new_cdp_session(page)
        options = {"format": "png", "optimizeForSpeed": True}
        return b64decode(self._sessions[page].send("Page.captureScreenshot", options)["data"])

    def outline_of(self, found: StepResult) -> str:
        """Return the outline that was kept of a step, or nothing."""
        if found.outline is None:
            return ""
        return (self.folder / found.outline).read_text(encoding="utf-8")

    def strike_out(self, found: StepResult) -> None:
        """Strike every secret out of what was found at a step."""
        masks = self._masks if found.number in self._naming else self._unnamed
        strike_out = masks.without_secrets
        found.url = strike_out(found.url) if found.url else None
        found.reason = strike_out(found.reason) if found.reason else None
        found.notes = [strike_out(note) for note in found.notes]
        found.documented = [strike_out(words) for words in found.documented]
        found.drifts = [self._struck_out(drift) for drift in found.drifts]

    def _struck_out(self, drift: Drift) -> Drift:
        # A name that is the wrong one is told, with the right one.
        masks = self._masks if drift.screen == VERIFICATION else self._unnamed
        strike_out = masks.without_secrets
        return replace(
            drift,
            region=strike_out(drift.region),
            documented=drift.documented and strike_out(drift.documented),
            observed=drift.observed and strike_out(drift.observed),
        )


def _boxes(frame: Frame, veiled: Collection[str]) -> Iterator[Locator]:
    """Yield all that shows something veiled, as text or in a field.

    Whoever looks for something by Playwright tells it to the trace, so only what is there is told.
    """
    text, values = frame.evaluate(_SHOWN)
    yield from (frame.get_by_text(words) for words in veiled if _has(text, words))
    fields = frame.locator(_FIELDS)
    for number, value in enumerate(values):
        if any(_has(value, words) for words in veiled):
            yield fields.nth(number)


def _has(text: str, words: str) -> bool:
    return " ".join(words.split()).casefold() in " ".join(text.split()).casefold()

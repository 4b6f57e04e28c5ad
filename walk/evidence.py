"""Evidence: what a walk keeps of each step, with every secret struck out."""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from walk.verdict import StepFound

STRUCK_OUT = "[secret]"


def _spellings(secret: str) -> str:
    """Return the pattern of a secret, plain or as in the address of a form sent by GET."""
    return "".join(
        f"(?:{re.escape(each)}|(?i:{''.join(f'%{byte:02x}' for byte in each.encode())}))"
        for each in secret
    )


class Evidence:
    """Keeps a screenshot and an outline of the page (ARIA snapshot) for each step."""

    def __init__(self, folder: Path, secrets: Iterable[str]) -> None:
        """Keep everything in `folder`, without any of `secrets`."""
        self._folder = folder
        # The longest first, since one secret may be part of another.
        spelled = map(_spellings, sorted(filter(None, secrets), key=len, reverse=True))
        self._secrets = [re.compile(spelling) for spelling in spelled]
        self._sessions: dict[Page, CDPSession] = {}
        self._unchanged: str | None = None

    def has_changed(self) -> None:
        """Take note that something was done, so that the page is no longer as it was kept."""
        self._unchanged = None

    def keep(self, page: Page, found: StepFound) -> None:
        """Keep what the page shows now as the evidence of a step.

        As long as nothing was done since the last step, its picture is this one's too.
        """
        name = f"step-{found.number:02}"
        found.url = page.url
        found.outline, found.screenshot = f"{name}.yaml", f"{name}.png"
        # A step that stops on the page that it came to has its evidence already.
        if self._unchanged == name:
            return
        if self._unchanged:
            for kept in (found.outline, found.screenshot):
                shutil.copyfile(
                    self._folder / (self._unchanged + Path(kept).suffix), self._folder / kept
                )
            return
        # Browsers draw a password as dots, and an outline spells it out.
        outline = self.without_secrets(page.locator("body").aria_snapshot())
        (self._folder / found.outline).write_text(
            outline + "\n", encoding="utf-8", errors="replace"
        )
        (self._folder / found.screenshot).write_bytes(self._picture(page))
        self._unchanged = name

    def _picture(self, page: Page) -> bytes:
        """Return a picture of the page (PNG)."""
        browser = page.context.browser
        if browser is None or browser.browser_type.name != "chromium":
            return page.screenshot()
        # Chromium packs a picture faster when told to: measured, a whole walk takes 5 % less.
        if page not in self._sessions:
            self._sessions[page] = page.context.new_cdp_session(page)
        options = {"format": "png", "optimizeForSpeed": True}
        return b64decode(self._sessions[page].send("Page.captureScreenshot", options)["data"])

    def strike_out(self, found: StepFound) -> None:
        """Strike every secret out of what was found at a step."""
        found.url = self.without_secrets(found.url) if found.url else None
        found.reason = self.without_secrets(found.reason) if found.reason else None
        found.notes = [self.without_secrets(note) for note in found.notes]

    def without_secrets(self, text: str) -> str:
        """Return the text with every secret struck out."""
        for secret in self._secrets:
            text = secret.sub(STRUCK_OUT, text)
        return text

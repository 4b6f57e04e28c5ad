"""Evidence: what a walk keeps of each step, with every secret struck out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page

from walk.verdict import StepFound

STRUCK_OUT = "[secret]"


class Evidence:
    """Keeps a screenshot and an outline of the page (ARIA snapshot) for each step."""

    def __init__(self, folder: Path, secrets: Iterable[str]) -> None:
        """Keep everything in `folder`, without any of `secrets`."""
        self._folder = folder
        # The longest first, since one secret may be part of another.
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def keep(self, page: Page, found: StepFound) -> None:
        """Keep what the page shows now as the evidence of a step."""
        name = f"step-{found.number:02}"
        found.url = page.url
        # Browsers draw a password as dots, and an outline spells it out.
        outline = self.without_secrets(page.locator("body").aria_snapshot())
        (self._folder / f"{name}.yaml").write_text(outline + "\n", encoding="utf-8")
        found.outline = f"{name}.yaml"
        page.screenshot(path=self._folder / f"{name}.png")
        found.screenshot = f"{name}.png"

    def without_secrets(self, text: str) -> str:
        """Return the text with every secret struck out."""
        for secret in self._secrets:
            text = text.replace(secret, STRUCK_OUT)
        return text

"""Looks at a page of which no guide says anything: which screen it is, and the facts of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_HERE = Path(__file__).parent
_READING = "\n".join(
    (_HERE / name).read_text("utf-8") for name in ("words.js", "regions.js", "classifier.js")
)
_SAVED = f"() => {{ {_READING}\n return look(true); }}"
# Menu scripts build their bar in a timer of 1 ms, as `captions` tells.
_LIVE = f"""async () => {{
    {_READING}
    await new Promise((passed) => setTimeout(passed, 1));
    return look(false);
}}"""


def saved_page(page: Page) -> dict[str, Any]:
    """Return the `screen` and the `facts` of a page that was stored, in which no script runs."""
    told: dict[str, Any] = page.evaluate(_SAVED)
    return told


def live_page(page: Page) -> dict[str, Any]:
    """Return the `screen` and the `facts` of a page that was built by its scripts."""
    told: dict[str, Any] = page.evaluate(_LIVE)
    return told

"""Says of a page of which no guide says anything which screen it is, and what is on it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from pages.reading.reader import SCRIPTS

_SCRIPTS = f"{SCRIPTS}\n{(Path(__file__).parent / 'classifier.js').read_text('utf-8')}"
_SAVED = f"() => {{ {_SCRIPTS}\n return look(true); }}"
# Menu scripts build their bar in a timer of 1 ms, so this one comes after it (see `reader`).
_LIVE = f"""async () => {{
    {_SCRIPTS}
    await new Promise((passed) => setTimeout(passed, 1));
    return look(false);
}}"""


def page_facts(page: Page, *, saved: bool) -> dict[str, Any]:
    """Return the `screen` and the `facts` of a page; in one that was saved no script runs."""
    facts: dict[str, Any] = page.evaluate(_SAVED if saved else _LIVE)
    return facts

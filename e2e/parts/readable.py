"""Whether everybody can use a page that we draw."""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

BEYOND = ("color-contrast-enhanced", "identical-links-same-purpose", "target-size")
"""The rules of axe that nobody is held to by default."""
_COLORS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
"""The rules that another theme can break."""
_NARROWEST = 320
_SQUEEZED = """
Array.from(document.querySelectorAll("h1, h2, h3, p, li, caption, summary, dd"))
    .filter((each) => each.innerText?.length > 20 && each.getBoundingClientRect().width < 100)
    .map((each) => each.innerText)
"""
"""The texts that have no room for a word beside another one."""

Theme = Literal["light", "dark"]


def check_readable(page: Page, first: Theme, *others: Theme) -> None:
    """Raise unless axe finds nothing at any level on a page, and a phone shows its whole width.

    In other themes than the first, only colors differ, and only they are looked at.
    """
    # What is folded away is looked at too.
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    _check_theme(page, first, {"rules": {rule: {"enabled": True} for rule in BEYOND}})
    for theme in others:
        _check_theme(page, theme, {"runOnly": {"type": "rule", "values": [*_COLORS]}})
    page.set_viewport_size({"width": _NARROWEST, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= _NARROWEST
    assert page.evaluate(_SQUEEZED) == []


def _check_theme(page: Page, theme: Theme, rules: dict[str, Any]) -> None:
    page.emulate_media(color_scheme=theme)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (theme == "light")
    found = Axe().run(page, options=rules)
    assert found.violations_count == 0, found.generate_report()

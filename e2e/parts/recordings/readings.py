"""Pages as they are read, element by element, for tests that need no browser."""

from pathlib import Path

from pages.reading.page_elements import PageElement, Region
from walk.recordings.readings import written

WHOLE = Region(0, "page")
BAR = Region(1, 'navigation "Main"')
NEWS = Region(2, 'complementary "News"')


def link(words: str, region: Region = WHOLE, leads_to: str = "") -> PageElement:
    return PageElement(("link",), words, region, leads_to=leads_to)


def button(words: str) -> PageElement:
    return PageElement(("button",), words, WHOLE)


def text(words: str, region: Region = WHOLE) -> PageElement:
    return PageElement(("text",), words, region)


def heading(words: str) -> PageElement:
    return PageElement(("heading",), words, WHOLE)


def field(words: str, value: str = "") -> PageElement:
    return PageElement(("text field",), words, WHOLE, value=value)


def menu_bar(*items: str) -> list[PageElement]:
    return [link(each, BAR) for each in items]


def kept(folder: Path, step: int, *page: PageElement) -> str:
    """Write a page as the evidence of a step; return the name of its file."""
    path = folder / f"step-{step:02}.json"
    path.write_text(written(page), encoding="utf-8")
    return path.name

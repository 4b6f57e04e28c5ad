"""The file of a reading: what a whole page says and offers, without what belongs to one walk."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from pages.reading.page_elements import PageElement
from walk.errors import UsageError
from walk.privacy.masks import Masks
from walk.settings.files import read_json
from walk.settings.validation import checked

SCHEMA = 1
_ALWAYS = ("kinds", "words", "region")


@dataclass(frozen=True)
class _File:
    schema: int
    elements: tuple[PageElement, ...]


@cache
def _adapter() -> TypeAdapter[_File]:
    return TypeAdapter(_File)


def masked(page: Iterable[PageElement], masks: Masks) -> tuple[PageElement, ...]:
    """Return a reading with everything masked of one walk."""
    return tuple(_masked(each, masks) for each in page)


def _masked(element: PageElement, masks: Masks) -> PageElement:
    return replace(
        element,
        words=masks.words(element.words),
        region=replace(element.region, label=masks.words(element.region.label)),
        leads_to=masks.address(element.leads_to),
        value=masks.words(element.value),
    )


def written(page: Iterable[PageElement]) -> str:
    """Return a reading as JSON, an element a line."""
    lines = ",\n".join(map(_line, page))
    return f'{{"schema": {SCHEMA}, "elements": [\n{lines}\n]}}\n'


def _line(element: PageElement) -> str:
    usual, facts = asdict(PageElement((), "", element.region)), asdict(element)
    if not element.region.dialog:
        del facts["region"]["dialog"]
    said = {key: facts[key] for key in facts if key in _ALWAYS or facts[key] != usual[key]}
    return json.dumps(said, ensure_ascii=False)


def read_reading(path: Path, advice: str) -> Sequence[PageElement]:
    """Read the file of a reading, or say in one sentence why it cannot be used."""
    file = checked(_adapter(), read_json(path, "reading", advice), path)
    if file.schema != SCHEMA or not all(each.kinds for each in file.elements):
        raise UsageError(f"{path} is not a reading of schema {SCHEMA}; {advice}.")
    return file.elements

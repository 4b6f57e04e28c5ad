"""Reads what a button is about to send: its form, or the fields of a page without one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Locator

_SCRIPT = (Path(__file__).parent / "form.js").read_text("utf-8")


@dataclass(frozen=True)
class Entered:
    """A field and what is in it."""

    name: str
    """Empty if it has none."""
    value: str
    is_drawn: bool


@dataclass(frozen=True)
class FormReading:
    """A form as it is when its button is pressed."""

    frame: Frame
    address: str
    """Where it goes; its own page if it does not say where."""
    says_where: bool
    method: str
    """`GET` or `POST`; nothing if the button is in no form."""
    fields: tuple[Entered, ...]
    button: tuple[str, str]
    """Name and value of the button itself."""


def read_form(button: Locator) -> FormReading | None:
    """Read what a button sends, or None if it is not there alone."""
    if button.count() != 1:
        return None
    found = button.element_handle()
    frame = found.owner_frame()
    if frame is None:
        return None
    seen: dict[str, Any] = found.evaluate(_SCRIPT)
    fields = tuple(Entered(**each) for each in seen.pop("fields"))
    return FormReading(frame, fields=fields, button=tuple(seen.pop("button")), **seen)

"""Says of what a script got for an answer whether it is what the script asked for.

A script that gets anything else mostly does nothing, so that a reader sees a button that does
nothing. What is asked for is known from the request; if not from there, from the answer itself.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from walk.browser.answers.gatekeepers import looks_like_text
from walk.safety.redirect_filter import LOOKING

_NO_CONTENT = (204, 205, 304)
_PARTIAL = re.compile(r"(?:javax|jakarta)\.faces\.partial\.ajax=true")
"""A form of JavaServer Faces asks for parts of its page, as XML."""
_PARTIAL_ROOT = "partial-response"
_DELTA_HEAD = re.compile(r"(\d+)\|[^|]*\|[^|]*\|")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|title|body)\b)",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)


@dataclass(frozen=True)
class ScriptAnswer:
    """What a script sent, and what it got."""

    address: str
    method: str = "GET"
    asked: Mapping[str, str] = field(default_factory=dict)
    """The headers of the request, by their names in small letters."""
    sent: str = ""
    status: int = 200
    type: str = ""
    """What the answer says that it is, as a media type."""
    text: str = ""
    was_in_vain: bool = False
    """Whether a script of the page failed after the answer had come."""

    @property
    def wanted(self) -> str:
        """What the script asked for: `XML`, `JSON`, or nothing that is known."""
        if self.is_partial:
            return "XML"
        accept = self.asked.get("accept", "").partition("*/*")[0]
        # What asks for plain text too takes whatever comes.
        is_open = not accept or "text/plain" in accept or "html" in accept
        for given in (self.type,) if is_open else (accept,):
            if "json" in given:
                return "JSON"
            if "xml" in given and "html" not in given:
                return "XML"
        return ""

    @property
    def _wants_json_first(self) -> bool:
        # Common libraries ask for JSON, and take plain text too, which an error may be.
        return self.asked.get("accept", "").startswith("application/json")

    @property
    def is_partial(self) -> bool:
        """Whether parts of a page were asked for, as JavaServer Faces does."""
        is_told = self.asked.get("faces-request", "").startswith("partial")
        return is_told or bool(_PARTIAL.search(self.sent))

    @property
    def is_delta(self) -> bool:
        """Whether parts of a page were asked for, as ASP.NET does."""
        return self.asked.get("x-microsoftajax", "").casefold().startswith("delta")

    @property
    def title(self) -> str:
        """What the answer says it is, if it is a page."""
        found = _TITLE.search(self.text)
        return " ".join(_TAG.sub(" ", found.group(2)).split()) if found else ""

    @property
    def gatekeeper(self) -> str | None:
        """What the answer looks like, if it is the page of something that stands before a site."""
        return looks_like_text(self.text) if _PAGE.match(self.text) else None

    @property
    def flaw(self) -> str | None:
        """What is wrong with the answer in words that follow "the answer", or None."""
        wanted, text = self.wanted, self.text.strip().removeprefix("\ufeff")
        if self.status in _NO_CONTENT and not (self.is_partial or self.is_delta):
            return None
        if not text:
            return "is empty" if wanted or self.method not in LOOKING else None
        if self.is_delta and (_PAGE.match(text) or not _is_delta(text)):
            return "has no parts of the page in it, or not all of them"
        if wanted and _PAGE.match(text):
            return f"is a page where {wanted} was asked for"
        if wanted and (wrong := _not_xml(text) if wanted == "XML" else _not_json(text)):
            return wrong
        if self.is_partial and not _has_root(text, _PARTIAL_ROOT):
            return "has no parts of the page in it"
        if self._wants_json_first and _PAGE.match(text):
            return "is a page where JSON was asked for"
        is_page = not wanted and _PAGE.match(text) and "html" not in self.asked.get("accept", "")
        if is_page and (self.was_in_vain or self.gatekeeper):
            return "is a page that the script could not use"
        return None


def _is_delta(text: str) -> bool:
    """Say whether a text is whole as ASP.NET writes it: length, kind, id, content, and again."""
    while text:
        head = _DELTA_HEAD.match(text)
        end = head.end() + int(head.group(1)) if head else -1
        if text[end : end + 1] != "|":
            return False
        text = text[end + 1 :]
    return True


def _not_xml(text: str) -> str | None:
    # Nothing that a script asks for defines entities, which may grow without end.
    if _DOCTYPE.search(text):
        return "is not what was asked for"
    try:
        ET.fromstring(text)  # noqa: S314 without a document type
    except ET.ParseError:
        return "is not well-formed XML, or not whole"
    return None


def _not_json(text: str) -> str | None:
    try:
        json.loads(text)
    except ValueError:
        return "is not JSON, or not whole"
    return None


def _has_root(text: str, name: str) -> bool:
    return ET.fromstring(text).tag.rpartition("}")[2] == name  # noqa: S314 as above

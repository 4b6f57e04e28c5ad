"""What a thing is called once its words have changed: alike enough to see what it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_RENAMED: Mapping[str, str] = {
    "Adversary": "Adversary Cases",
    "Bankruptcy": "Bankruptcy Cases",
    "CM/ECF": "ECF",
    "Clear": "Clear All",
    "Continue": "Continue On",
    "Help": "Help Desk",
    "Log Out": "Sign Out",
    "Login": "Log On",
    "PACER": "PACER Name",
    "Query": "Case Query",
    "Reports": "Reporting",
    "Search": "Search All",
    "Submit": "Submit Form",
    "Utilities": "Utility Tools",
}
_RENAMED_PARTS: Mapping[str, str] = {
    "Case Locator": "Case Search",
    "Client Code": "Client Number",
    "Document Filing System": "Electronic Filing System",
    "E-Filing": "eFiling",
    "Forgot": "Forgotten your",
    "Link a": "Connect a",
    "Menu Items": "Menu",
    "Need an account": "Need a new account",
    "NextGen Login": "NextGen Log On",
    "Password": "Passcode",
    "Username": "User name or ID",
    "Your PACER Account": "Your PACER Settings",
    "login": "login name",
    "redaction rules": "rules of redaction",
}
_REWORDED: Mapping[str, str] = {
    "Required": "Mandatory",
    "restricted": "protected",
    "want to": "wish to",
    "permanently": "irrevocably",
    "has been": "is now",
    "should also": "will soon",
}
MARK = " *"
"""What a required field's caption ends in."""


def renamed(words: str) -> str:
    """Return a name that a court may give to a thing instead."""
    return _RENAMED.get(words) or _with_other_words(words, _RENAMED_PARTS) or f"My {words}"


def reworded(words: str) -> str:
    """Return a sentence that a court may write instead."""
    return _with_other_words(words, _REWORDED) or f"Please note: {words}"


def recased(words: str) -> str:
    """Return the same words in other capitals."""
    return words.title() if words.isupper() else words.upper()


def _with_other_words(words: str, others: Mapping[str, str]) -> str | None:
    for old, new in others.items():
        whole_words = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)
        if whole_words.search(words):
            return whole_words.sub(new, words, count=1)
    return None

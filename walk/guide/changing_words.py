"""Words that change by themselves, such as a time or a count, and patterns of such words."""

import re
from functools import cache

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
OF_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[ap]\.?m\.?)(?!\w)"
)
"""A day, a month, or a half of a day, in small letters."""
ANYTHING, ANY_NUMBER = "*", "#"
"""What stands in a pattern for any words, and for a number or a word of a date."""
_CHANGES = rf"(?:{NUMBER.pattern}(?:st|nd|rd|th)?(?!\w)|{NUMBER.pattern}|{OF_TIME.pattern})"
_WORD_OF_PATTERN = re.compile(r"[*#]|[^\W\d_]+|.", re.DOTALL)
_CHANGING = re.compile(_CHANGES, re.IGNORECASE)


def fits(pattern: str, words: str) -> bool:
    """Say whether words are of a pattern; capitals, white space, and plurals do not matter."""
    return _compiled(_folded(pattern)).fullmatch(_folded(words)) is not None


def same(one: str, other: str) -> bool:
    """Say whether two texts say the same, whatever their capitals and white space."""
    return _folded(one) == _folded(other)


def says_something(pattern: str) -> bool:
    """Say whether a pattern has a word of its own, so that not everything fits it."""
    return re.search(r"[^\W_]{2}", pattern) is not None


def changing(words: str) -> list[re.Match[str]]:
    """Return the numbers and the words of dates in a text."""
    return [*_CHANGING.finditer(words)]


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    has_number = ANY_NUMBER in pattern
    return re.compile(
        "".join(
            _expression(each, has_number=has_number) for each in _WORD_OF_PATTERN.findall(pattern)
        )
    )


def _expression(word: str, *, has_number: bool) -> str:
    if word == ANYTHING:
        return ".*"
    if word == ANY_NUMBER:
        # A pattern fits a number sign itself, too: it is before a number, or in another pattern.
        return f"(?:{_CHANGES}|#)"
    # A count changes the word that it is of: one message, two messages.
    if has_number and len(word) > 2 and word.isalpha():
        return re.escape(word.removesuffix("s")) + "s?"
    return re.escape(word)

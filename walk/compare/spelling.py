"""When words are the same: for a reader, but for capitals, or but for a required mark too."""

import re

_PRINTED = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201f\u2033", '"'),
        "\u2026": "...",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
    }
)
_REQUIRED_MARK = re.compile(r"^\*\s*|\s*\*$")


def printed(words: str) -> str:
    """Return the words with plain dashes, quotes and letters in place of those of printers."""
    return words.translate(_PRINTED)


def spaced(words: str) -> str:
    """Return what a reader sees: a margin may set off a required mark as a space does."""
    return re.sub(r"\s*\*$", " *", printed(words))


def folded(words: str) -> str:
    """Return what is the same of words whatever their capitals."""
    return spaced(words).casefold()


def bare(words: str) -> str:
    """Return what is the same of words whatever their capitals and their required mark."""
    return unmarked(words).casefold()


def is_marked(words: str) -> bool:
    """Say whether the words have a required mark."""
    return _REQUIRED_MARK.search(words) is not None


def unmarked(words: str) -> str:
    """Return the words without a required mark."""
    return _REQUIRED_MARK.sub("", printed(words))

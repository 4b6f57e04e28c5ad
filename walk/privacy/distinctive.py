"""Which secrets differ enough from the words of any report to be searched for."""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

LEAST = 4
"""How many characters a secret needs at least; one of digits alone needs more."""
_LEAST_DIGITS = 6
_LEAST_DIFFERENT = 3
_LONGEST_WORD = 11
"""With 11 letters, nearly every word of the pages is a word; what is longer is a passphrase."""
_WORD = re.compile(r"[^\W\d_]+")

_PACKAGES = ("walk", "pages")
_TEXTS = (".py", ".html", ".js")
# The words of JUnit's files that we do not write ourselves, and of the pictures.
_OF_FORMATS = (
    "xml version encoding testsuites testsuite testcase name classname time timestamp tests errors "
    "failures skipped failure error message type ihdr idat iend text srgb gama phys"
)


def is_distinctive(secret: str) -> bool:
    """Say whether a secret is in no report by chance, not even as a part of something else.

    Not one of few characters, nor a number as short as a year or a port, nor a row of one or two
    characters, nor what is spelled like a word (`is_word`).
    """
    if _is_poor(secret):
        return False
    if secret.isdecimal():
        return len(secret) >= _LEAST_DIGITS
    return not _is_spelled_like_a_word(secret)


def is_word(secret: str) -> bool:
    """Say whether a secret looks like a word, as usernames do, and so has to stand alone.

    Letters only, with capitals as in a sentence.
    """
    return not _is_poor(secret) and _is_spelled_like_a_word(secret)


def is_searchable(secret: str, said: Collection[str]) -> bool:
    """Say whether reports that have these words (in small letters) are searched for a secret."""
    return is_distinctive(secret) or (is_word(secret) and secret.casefold() not in said)


def words_in(*texts: str) -> frozenset[str]:
    """Return the words of texts, in small letters."""
    return frozenset(_WORD.findall(" ".join(texts).casefold()))


@cache
def own_words() -> frozenset[str]:
    """Return every word that our own sentences and templates could put into a report."""
    root = Path(__file__).parents[2]
    files = (each for package in _PACKAGES for each in (root / package).rglob("*"))
    texts = [each.read_text(encoding="utf-8") for each in files if each.suffix in _TEXTS]
    return words_in(_OF_FORMATS, *texts)


def _is_poor(secret: str) -> bool:
    return len(secret) < LEAST or len(set(secret)) < _LEAST_DIFFERENT or secret.isspace()


def _is_spelled_like_a_word(secret: str) -> bool:
    is_plain = secret in (secret.lower(), secret.upper(), secret.capitalize())
    return secret.isalpha() and is_plain and len(secret) <= _LONGEST_WORD

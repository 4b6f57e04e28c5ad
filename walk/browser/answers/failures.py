"""Says in words why no answer came, where a browser has only a code."""

import re
from collections.abc import Mapping

_WORDS: Mapping[str, re.Pattern[str]] = {
    words: re.compile(codes)
    for words, codes in {
        "the connection was reset": "CONNECTION_RESET|NET_RESET",
        "the connection was closed without an answer": "EMPTY_RESPONSE|CONNECTION_CLOSED",
        "nothing listens there": "CONNECTION_REFUSED",
        "no host of that name is known": "NAME_NOT_RESOLVED|UNKNOWN_HOST|DNS",
        "it redirects in a circle": "REDIRECT",
        "the answer breaks off in the middle": "CONTENT_LENGTH|INCOMPLETE|PARTIAL|INTERRUPT",
        "no secure connection can be made": "CERT_|SSL_|SEC_|UNSAFE",
        "the connection took too long": "TIMED_OUT|NET_TIMEOUT",
        "what came is no answer of a website": "INVALID_HTTP|INVALID_RESPONSE|PROTOCOL",
        "the network cannot be reached": "DISCONNECTED|UNREACHABLE|OFFLINE|NETWORK_CHANGED",
    }.items()
}


def in_words(failure: str) -> str:
    """Return why no answer came, with the browser's code; just that code if its words are unknown.

    Some codes begin with the name of the part of the browser, which says nothing to a reader.
    """
    code = failure.removeprefix("net::")
    words = next((words for words, codes in _WORDS.items() if codes.search(code)), "")
    return f"{words} ({code})" if words else code

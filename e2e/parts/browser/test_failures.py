"""What a code of a browser means."""

import pytest

from walk.browser.answers.failures import in_words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("net::ERR_CONNECTION_RESET", "the connection was reset (ERR_CONNECTION_RESET)"),
        ("NS_ERROR_NET_RESET", "the connection was reset (NS_ERROR_NET_RESET)"),
        ("net::ERR_CERT_DATE_INVALID", "no secure connection can be made (ERR_CERT_DATE_INVALID)"),
        ("net::ERR_TOO_MANY_REDIRECTS", "it redirects in a circle (ERR_TOO_MANY_REDIRECTS)"),
        (
            "NS_ERROR_UNKNOWN_HOST",
            "no host of that name is known (NS_ERROR_UNKNOWN_HOST)",
        ),
        ("net::ERR_X", "ERR_X"),
        ("it leads on before it has come", "it leads on before it has come"),
    ],
)
def test_a_code_is_told_in_words_where_they_are_known(code: str, words: str) -> None:
    assert in_words(code) == words

"""The option `--soak`: tests that find more with more tries get very many of them."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(
        "--soak",
        action="store_true",
        help="Run the model of the court and its races for minutes instead of seconds.",
    )


@pytest.fixture(scope="session")
def soak(pytestconfig: pytest.Config) -> bool:
    """Whether there is time for very many tries."""
    return bool(pytestconfig.getoption("--soak"))

"""Has Python look for garbage seldom: what tests are collected into stays to the end anyway."""

import gc
from collections.abc import Generator

import pytest

_SELDOM = 50_000, 20, 50
"""Each look goes through what is new, and now and then through 300,000 objects of pytest."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without a search for garbage, and search seldom afterwards.

    `gc.freeze` would hide what is there from `gc.get_referrers`, by which Hypothesis looks.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.set_threshold(*_SELDOM)

"""Keeps Python from looking for garbage while tests are collected, which all stay to the end."""

import gc
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without a search for garbage.

    `gc.freeze` would hide what is there from `gc.get_referrers`, by which Hypothesis looks.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()

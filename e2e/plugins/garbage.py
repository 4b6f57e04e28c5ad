"""Keeps Python from looking for garbage among the collected tests, which all stay to the end."""

import gc
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without a search for garbage, and leave what was made out of every later search."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()

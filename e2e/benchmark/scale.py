"""Measures how walks scale: many at a time, long pages, many attorneys, and long menus."""


def measure(browser: str, repeat: int) -> None:
    """Stub."""
    print(browser, repeat)

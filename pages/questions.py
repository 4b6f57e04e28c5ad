"""Finds what the scripts of a page would do when it is submitted, without submitting it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

_AT_SUBMIT = r"""((words) => {
    const found = new Set(), read = new Set();
    const written = (program) => Function.prototype.toString.call(program);
    const said = (source, name) => [...source.matchAll(new RegExp("\\b" + name + "\\s*\\(\\s*(?:([\"'`])((?:\\\\.|(?!\\1).)*)\\1)?", "g"))].map(([, , words]) => words ?? "");
    const look = (source, view, depth) => {
        if (depth > 3 || read.has(source)) return;
        read.add(source);
        said(source, "(?:confirm|prompt)").forEach((words) => found.add(words));
        for (const [, name] of source.matchAll(/\b([A-Za-z_$][\w$]*)\s*\(/g)) {
            const own = Object.getOwnPropertyDescriptor(view, name)?.value;
            if (typeof own === "function" && !/\[native code\]/.test(written(own))) look(written(own), view, depth + 1);
        }
    };
    // A script that may decide otherwise, or that sends something itself, is another matter.
    const MAY_SEND = /\b(if|switch|for|while|try)\b|\?|&&|\|\||\b(submit|requestSubmit|fetch|XMLHttpRequest|sendBeacon|ajax|post|open|location)\b/;
    const STOPS = /\breturn\s+(false|!1)\b|\.preventDefault\s*\(|\.returnValue\s*=\s*(false|!1)/;
    const OWN_DIALOG = /\bshowModal\s*\(|\.(modal|dialog)\s*\(\s*(["'`](show|open)|\))|\b\w*(modal|dialog)\w*\.(show|open)\w*\s*\(|\baria-modal\b|\brole=\W?(alert)?dialog\b/i;
    const MAY_DECIDE = /\b(if|switch|for|while|try)\b|\?|&&|\|\|/;
    const ownProgram = (source, view) => {
        const [, name] = /\breturn\s+([A-Za-z_$][\w$]*)\s*\([^)]*\)\s*;?\s*}?\s*$/.exec(source) || [];
        const own = name && Object.getOwnPropertyDescriptor(view, name)?.value;
        return own ? written(own) : source;
    };
    const prevents = (source, view) => {
        const body = ownProgram(source, view).replace(/^[^{]*?(\(|=>)/, "").replace(/\/\*[^]*?\*\/|\/\/.*|"[^"]*"|'[^']*'|`[^`]*`/g, "");
        return STOPS.test(body) && !MAY_SEND.test(body);
    };
    // What the page asks in a dialog of its own, before it lets itself be sent.
    const asks = (source, view) => [ownProgram(source, view)].some((body) => STOPS.test(body) && OWN_DIALOG.test(body));
    const alerts = new Set();
    const lookAtOwn = (source) => {
        const body = ownProgram(source, window);
        if (asks(source, window)) found.add("a dialog of the page");
        if (!MAY_DECIDE.test(body.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, ""))) said(body, "alert").forEach((words) => alerts.add(words));
        return prevents(source, window);
    };
    const face = (button) => (button.tagName === "INPUT" ? button.value || "Submit" : button.textContent).trim().toLowerCase();
    let isPrevented = false;
    const chain = (part) => (part ? [part, ...chain(part.parentNode ?? part.defaultView)] : []);
    for (const button of document.querySelectorAll("form button, form [type=submit], form [type=image]"))
        for (const part of new Set([button.form, ...chain(button)].filter(Boolean)))
            for (const [event, listeners] of Object.entries(getEventListeners(part))) {
                if (face(button) === words.toLowerCase() && (part === button ? event === "click" : event === "submit"))
                    isPrevented = listeners.map(({ listener }) => lookAtOwn(written(listener))).some(Boolean) || isPrevented;
                if (/^(submit|click|mousedown|mouseup|pointerdown|pointerup)$/.test(event))
                    listeners.forEach(({ listener }) => look(written(listener), window, 0));
            }
    return JSON.stringify({ questions: [...found], alerts: [...alerts], is_prevented: isPrevented });
})"""  # noqa: E501 as in a script of its own


@dataclass(frozen=True)
class AtSubmit:
    """What the scripts of a page would do when it is submitted, as far as that is known."""

    questions: tuple[str, ...] = ()
    """The words of each question that they may ask; empty if it has no words of its own."""
    alerts: tuple[str, ...] = ()
    """The words of each alert that comes in any case."""
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
    alerts: list[str] = []
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
            alerts += found.get("alerts", ())
            is_prevented = is_prevented or found.get("is_prevented", False)
    session.detach()
    return AtSubmit(tuple(dict.fromkeys(questions)), tuple(dict.fromkeys(alerts)), is_prevented)

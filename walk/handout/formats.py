"""The guide afresh as a page, as text in Markdown, and as a PDF of the page."""

import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from playwright.sync_api import sync_playwright

from walk.handout.pictures import Picture
from walk.handout.rows import Handout, Pieces

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$:@/])")
_PDF_DATE = re.compile(rb"\(D:\d{14}")


def html(handout: Handout) -> str:
    """Return the guide as one page without scripts."""
    templates = Environment(
        loader=PackageLoader("walk.handout", "."),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("guide.html").render(handout=handout, guide=handout.guide)


def markdown(handout: Handout, picture_name: Callable[[int], str]) -> str:
    """Return the guide in Markdown; `picture_name` is where the picture of a step will be."""
    guide = handout.guide
    lines = [
        f"# {_plain(guide.title)}",
        "",
        f"Court: {_plain(guide.court)}. Source: {_plain(guide.source)}",
        "",
    ]
    for note in handout.notes:
        lines += [f"> **NOTE** {_plain(note)}", ">"]
    if handout.unseen:
        lines += [
            "",
            f"The walk did not see steps {handout.unseen}: they have the words of the guide.",
        ]
    for row in handout.rows:
        lines += ["", f"## STEP {row.number}", "", _marked(row.action)]
        lines += ["", *(f"- On the screen: {_marked(each)}" for each in row.changes)]
        lines += [f"- To be looked at: {_plain(each)}" for each in row.open]
        lines += [f"- {_plain(each)}" for each in row.remedies]
        lines += [f"- {_slip(slip.printed, slip.meant)}" for slip in row.slips]
        if row.picture and not row.is_shown_above:
            lines += ["", f"![The screen at step {row.number}]({picture_name(row.number)})"]
    if handout.reminders:
        lines += ["", "## Reminders", "", *(f"- {_plain(each)}" for each in handout.reminders)]
    lines += [f"- {_slip(slip.printed, slip.meant)}" for slip in handout.slips]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def pictures(handout: Handout) -> dict[int, Picture]:
    """Return the pictures that are shown, by step."""
    return {
        row.number: row.picture for row in handout.rows if row.picture and not row.is_shown_above
    }


def pdf(page: str, executable: str | Path | None) -> bytes:
    """Return the page as a tagged PDF of the size Letter, printed by Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        try:
            opened = browser.new_context(java_script_enabled=False, offline=True).new_page()
            opened.set_content(page)
            printed = opened.pdf(format="Letter", tagged=True, outline=True, print_background=True)
        finally:
            browser.close()
    # The same guide gives the same file, whenever it is printed.
    return _PDF_DATE.sub(b"(D:20000101000000", printed)


def _plain(words: str) -> str:
    """Return words so that Markdown takes none of them for markup."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def _marked(found: Pieces) -> str:
    forms = {"same": "{}", "old": "~~{}~~", "new": "**{}**"}
    return " ".join(
        forms[each.kind].format(_plain(each.words)) for each in found if each.words.strip()
    )


def _slip(printed: str, meant: str) -> str:
    return f"The published guide prints “{_plain(printed)}”; “{_plain(meant)}” is meant."

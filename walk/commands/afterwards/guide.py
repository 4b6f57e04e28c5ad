"""The command `guide`: the guide afresh, with what a walk saw."""

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from walk.browser.find import find_browser
from walk.errors import UsageError, is_of_this_machine
from walk.handout.formats import html, markdown, pdf, pictures
from walk.handout.rows import Handout, handout_of
from walk.results import ExitStatus
from walk.runs.past_run import read_past_run
from walk.settings.config import read_config


@dataclass(frozen=True)
class GuideOptions:
    """Options of `guide`: a report, its guide, what to write, and what prints a PDF."""

    report: Path
    guide: str | None
    format: str
    out: Path | None
    config: Path


def guide(options: GuideOptions) -> int:
    """Write the guide afresh; say what it lacks, and return the exit status."""
    run = read_past_run(options.report)
    found = handout_of(run, options.guide, options.report)
    place = options.out or Path(f"{run.court}-guide.{options.format}")
    try:
        _write(found, options, place)
    except OSError as error:
        if is_of_this_machine(error):
            raise
        raise UsageError(
            f"{place} cannot be written ({error.strerror}); name another file with --out."
        ) from None
    print(f"{len(found.rows)} steps: see {place}")
    if found.missing:
        steps = ", ".join(map(str, found.missing))
        print(
            f"walk: {options.report} lacks the picture of step {steps}, or it is no picture; the "
            "guide goes without, so walk once more.",
            file=sys.stderr,
        )
        return ExitStatus.USAGE
    return ExitStatus.AS_DOCUMENTED


def _write(found: Handout, options: GuideOptions, place: Path) -> None:
    match options.format:
        case "html":
            place.write_text(html(found), encoding="utf-8", errors="replace")
        case "pdf":
            project = read_config(options.config).project("chromium")
            executable = find_browser(project, headed=False).executable
            place.write_bytes(pdf(html(found), executable))
        case _:
            # Markdown has no pictures inside, so they are in a folder beside it.
            folder = place.with_name(f"{place.stem}-pictures")
            names = {number: f"step-{number:02}.png" for number in pictures(found)}
            if names:
                folder.mkdir(exist_ok=True)
            for number, picture in pictures(found).items():
                (folder / names[number]).write_bytes(picture.data)
            # A space in the name would end the address.
            text = markdown(found, lambda number: quote(f"{folder.name}/{names[number]}"))
            place.write_text(text, encoding="utf-8", errors="replace")

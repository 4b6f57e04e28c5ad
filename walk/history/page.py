"""Draws the page of a history, which is one file without scripts."""

from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from walk.history.chart import CELL, LEFT, LINE, SIGNS, charts, shown
from walk.history.reading import History


def history_page(history: History) -> str:
    """Return the page, in HTML."""
    templates = Environment(
        loader=PackageLoader("walk.history", "."),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["day"] = _day
    templates.filters["shown"] = shown
    return templates.get_template("page.html").render(
        charts=list(charts(history)),
        broken=history.broken,
        signs=SIGNS,
        sizes={"cell": CELL, "line": LINE, "left": LEFT},
    )


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"

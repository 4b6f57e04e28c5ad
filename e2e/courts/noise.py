"""What changes by itself on the pages of the mock court: a clock, a counter, tips, and news."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from e2e.courts.template_edits import rendered_by

FIRST = date(2026, 3, 1)
"""The first day of every noisy month."""
TIPS = ("Save your work often.", "Query finds a case by its number.", "Log out when you are done.")
NEWS = ("New fees for copies", "Holiday hours of the clerk", "Rules of the court", "A new form")
_FULL = ("website/home.html", "cmecf/main.html")
"""The pages with tips and news; the guide pictures no other page so that more could be there."""


@dataclass
class Noise:
    """The noise of one day; each view of a page has another time, count, tip, and order."""

    day: int = 1
    _views: Counter[str] = field(default_factory=Counter)

    @property
    def date(self) -> date:
        """Which day it is."""
        return FIRST + timedelta(self.day - 1)

    def edit(self, page: str, text: str) -> str:
        """Return a page with its noise."""
        if not page.startswith(("website/", "cmecf/")) or "</body>" not in text:
            return text
        self._views[page] += 1
        views = self._views[page]
        noise = self._clock(views) + (self._more(views) if page in _FULL else "")
        return text.replace("</body>", f"{noise}</body>")

    def _clock(self, views: int) -> str:
        seconds = Random(f"{self.day} {views}").randrange(43200)  # as in the morning
        now = datetime.combine(self.date, time()) + timedelta(seconds=seconds)
        count = 1000 + 131 * self.day + 7 * views
        return f"<p>{now:%A, %B %d, %Y at %I:%M:%S %p}</p><p>{count:,} visitors</p>"

    def _more(self, views: int) -> str:
        news = [*NEWS]
        Random(f"{views} {self.day}").shuffle(news)
        items = "".join(f'<li><a href="/news?{each[:5]}">{each}</a></li>' for each in news)
        tip = TIPS[(self.day + views) % len(TIPS)]
        return f'<aside aria-label="News"><p>{tip}</p><ul>{items}</ul></aside>'


@contextmanager
def noisy(day: int = 1) -> Iterator[Noise]:
    """Let courts that open meanwhile be noisy; the day can be changed."""
    noise = Noise(day)
    with rendered_by(noise.edit):
        yield noise

"""What a script changes when its screen has been found right already."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from anyio import to_thread
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from e2e.courts.template_edits import edited, script
from e2e.walks.run import at, follow, impatient
from walk.compare.screen import ScreenComparison
from walk.follow.comparisons import Comparisons
from walk.guide.model import GuideScreen

pytestmark = pytest.mark.walk

_MOST_SECONDS = 10
RENAMES = (
    "fetch('/news').then((news) => news.text()).then(() => { for (const link of document.links)"
    " if (link.textContent.includes('Locator')) link.textContent = 'Find a case'; })"
)


@pytest.mark.sample(1)
@pytest.mark.parametrize("ends", [True, False], ids=["answered", "held open"])
def test_what_an_answer_changes_after_the_first_look_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, ends: bool
) -> None:
    """The answer comes when the screen was found right, or as long polling does: never."""
    seen = Event()
    compare: Callable[..., ScreenComparison] = Comparisons.now

    def look(
        self: Comparisons, documented: GuideScreen, *rest: object, **how: bool
    ) -> ScreenComparison:
        comparison: ScreenComparison = compare(self, documented, *rest, **how)
        if documented.name == "court website" and documented.select:
            seen.set()
        return comparison

    async def news(scope: Scope, receive: Receive, send: Send) -> None:
        if ends:
            await to_thread.run_sync(seen.wait, _MOST_SECONDS)
            await Response("new")(scope, receive, send)
        else:
            await asyncio.Event().wait()

    monkeypatch.setattr(Comparisons, "now", look)
    with edited(script("website/home.html", RENAMES)):
        # What is asked for and not answered is waited for as long as a screen.
        options = ("--until", "2", "--config", impatient(tmp_path))
        ran = follow(tmp_path / "report", *options, seed=at("/news", news))

    assert ran.verdicts[1] == ("drifted" if ends else "as_documented")

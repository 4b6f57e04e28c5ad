"""The answer to a Submit of linking that a script draws, with what it asks for if it has to."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import Page

from walk.browser.network import Arrived
from walk.browser.session import BrowserSession

pytestmark = pytest.mark.one_engine


class Filter:
    """What holds the requests of a page, as much of it as the session uses."""

    def __init__(self, page: Page, draws: Sequence[str], *, awaits: bool = True) -> None:
        """Hold one request after another, each of which draws something."""
        self.held: list[str] = [*draws]
        self.awaits_answer = awaits
        self.given: list[str] = []
        self._page = page

    def refused_sign_on(self) -> str | None:
        """Return nothing, since the session goes on."""

    def let_draw(self) -> bool:
        """Let the next one pass."""
        if not self.held:
            return False
        self.given.append(self.held.pop(0))
        self._page.set_content(self.given[-1])
        return True


def wait(page: Page, own: Filter, wanted: str, *, leads_on: bool = False) -> bool:
    """Wait as a session does for a page with those words."""
    network = SimpleNamespace(
        awaited_page=lambda _: own.given or None if leads_on else None,
        idle_seconds=lambda _, held: 9.0 if held is own.held else 0.0,
    )
    config = SimpleNamespace(expect=SimpleNamespace(timeout=5000))
    session = SimpleNamespace(request_filter=own, network=network, config=config)
    is_there: Callable[[], bool] = page.get_by_text(wanted, exact=True).is_visible
    return BrowserSession.wait_for_drawing(cast("BrowserSession", session), page, is_there)


def test_a_page_that_is_there_gives_its_script_nothing(page: Page) -> None:
    page.set_content("<p>Done")
    own = Filter(page, ["<p>More"])

    assert not wait(page, own, "Done")
    assert own.given == []


def test_a_page_at_rest_gets_what_it_asks_for_until_it_is_drawn(page: Page) -> None:
    page.set_content("<p>Please wait")
    own = Filter(page, ["<p>Wait longer", "<p>Done", "<p>More"])

    assert not wait(page, own, "Done")
    assert own.given == ["<p>Wait longer", "<p>Done"]


def test_a_page_that_draws_by_itself_a_little_later_gets_nothing(page: Page) -> None:
    page.set_content("<p>Please wait")
    page.evaluate("setTimeout(() => { document.body.textContent = 'Done' }, 200)")
    own = Filter(page, ["<p>More"])

    assert not wait(page, own, "Done")
    assert own.given == []


def test_a_page_at_rest_that_asks_for_nothing_is_not_waited_for(page: Page) -> None:
    page.set_content("<p>Refused")

    assert not wait(page, Filter(page, []), "Done")


def test_no_other_page_is_waited_for(page: Page) -> None:
    own = Filter(page, ["<p>More"], awaits=False)

    assert not wait(page, own, "Done")
    assert own.given == []


def test_a_script_that_leads_on_to_another_page_is_told(page: Page) -> None:
    page.set_content("<p>Please wait")

    assert wait(page, Filter(page, ["<p>Going on"]), "Done", leads_on=True)


@pytest.mark.parametrize(
    ("milliseconds", "looks", "comes"), [(0, 3, True), (60_000, 3, True), (0.001, 99, False)]
)
def test_the_next_page_is_waited_for_as_long_as_it_may_take(
    milliseconds: float, looks: int, *, comes: bool
) -> None:
    awaited = Arrived("http://a.test/")
    answers = iter([awaited] * looks)
    network = SimpleNamespace(
        awaited_page=lambda _: next(answers, None), has_begun=lambda *_: False
    )
    use = SimpleNamespace(navigation_timeout=milliseconds)
    given = SimpleNamespace(project=SimpleNamespace(use=use))
    session = cast("BrowserSession", SimpleNamespace(network=network, _given=given))
    page = cast("Page", SimpleNamespace(wait_for_timeout=lambda _: None))

    late = BrowserSession.wait_for_answer(session, page)

    # Without a limit it is waited for until it comes.
    assert late == (None if comes else awaited)


@pytest.mark.parametrize(("responds", "looks"), [(True, 5), (False, 1)])
def test_a_page_that_loads_slowly_is_asked_once_whether_its_scripts_let_it(
    monkeypatch: pytest.MonkeyPatch, looks: int, *, responds: bool
) -> None:
    monkeypatch.setattr("walk.browser.session._LOADING_SECONDS", -1.0)
    asked: list[object] = []
    seen: list[int] = []
    answers = iter([Arrived("http://a.test/")] * 5)
    network = SimpleNamespace(awaited_page=lambda _: next(answers, None), has_begun=lambda *_: True)

    def ask(page: object) -> bool:
        asked.append(page)
        return responds

    use = SimpleNamespace(navigation_timeout=60_000)
    given = SimpleNamespace(project=SimpleNamespace(use=use))
    session = SimpleNamespace(network=network, _given=given, responds=ask)
    page = cast("Page", SimpleNamespace(wait_for_timeout=seen.append))

    assert BrowserSession.wait_for_answer(cast("BrowserSession", session), page) is None

    # It is looked at less and less often.
    assert (seen, len(asked)) == ([5, 10, 20, 50, 50][:looks], 1)

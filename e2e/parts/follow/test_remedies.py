"""What is tried if the menus do not appear, in which order, and what it changes of a verdict."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.parts.follow.stand_ins import entry, guide, setup, target
from pages.screen import Screen
from walk.browser.network import Arrived
from walk.compare.screen import ScreenComparison
from walk.follow import remedies
from walk.follow.comparisons import Comparisons
from walk.follow.controls import Controls
from walk.follow.navigator import Navigator
from walk.follow.remedies import Remedies
from walk.guide.model import GuideScreen, Remedy, Shows, Step
from walk.report.evidence import Kept
from walk.results import Drift, DriftKind, Verdict
from walk.safety.policy import Policy

LIMITED, FULL = ("Query", "Help"), ("Query", "Help", "Bankruptcy")
BAR = GuideScreen("menu bar", Shows(new_items=True))
REFRESH, AGAIN = Remedy("Refresh", ("refresh",)), Remedy("Clear", ("clear", "shut down"))
SIGN_ON = Remedy("Log in again", ("shut down", "log in"))
DRIFT = Drift(DriftKind.ADDED, "link", "menu bar", None, "Bankruptcy")


class Given:
    """Remedies at a court whose bar has these items, one list after the other."""

    def __init__(
        self,
        folder: Path,
        *seen: Sequence[str],
        is_own_court: bool = True,
        method: str = "GET",
        drifts: Sequence[Drift] = (),
    ) -> None:
        self.done: list[str] = []
        self.asked: list[tuple[object, object]] = []
        self.compared: list[object] = []
        self.left: list[object] = []
        left = [*seen]
        bar = SimpleNamespace(
            page=None, read=lambda: SimpleNamespace(items=LIMITED), called="menu bar"
        )
        session = SimpleNamespace(
            network=SimpleNamespace(how_arrived=lambda _: Arrived("http://a.test/", method)),
            request_filter=SimpleNamespace(look=lambda: None),
            shut_down=lambda: self.done.append("shut down"),
            clear=lambda: self.done.append("clear"),
        )
        self.tab = SimpleNamespace(reload=lambda: self.done.append("refresh"))
        navigator = SimpleNamespace(
            page=self.tab,
            screen=bar,
            session=session,
            leave=self.left.append,
            begin_anew=lambda: self.done.append("log in"),
        )

        def now(documented: object, _: object) -> ScreenComparison:
            self.compared.append(documented)
            return ScreenComparison(items=tuple(left.pop(0)), drifts=[*drifts])

        def arrive(documented: object, step: object) -> Screen:
            self.asked.append((documented, step))
            return cast("Screen", bar)

        compared = SimpleNamespace(now=now)
        policy = Policy("near", is_own_court=is_own_court)
        own = setup(folder, guide(BAR), target=target(policy))
        own.evidence.keep = self.keep  # type: ignore[method-assign]
        self.them = Remedies(
            own,
            cast("Navigator", navigator),
            cast("Controls", SimpleNamespace()),
            cast("Comparisons", compared),
            arrive,
        )
        self.without = entry(14, is_done=True)
        self.step = entry(15)

    def keep(self, *_: object, **__: object) -> Kept:
        """Keep nothing."""
        self.done.append("kept")
        return Kept()

    def note(self, documented: GuideScreen, items: Sequence[str]) -> None:
        """Come to a screen with these items."""
        self.them.note_items(documented, ScreenComparison(items=tuple(items)), self.without)

    def without_menus(self) -> None:
        """See the first bar, and then that no menus appeared."""
        self.note(GuideScreen("menu bar"), LIMITED)
        self.note(BAR, LIMITED)

    def try_all(self, *remedies: Remedy, screen: tuple[GuideScreen, ...] = ()) -> None:
        """Try remedies at the last step."""
        self.them.try_all(Step(15, "If not", screen=screen, remedies=remedies), self.step)


@pytest.mark.parametrize(
    ("first", "later", "is_without"),
    [
        (LIMITED, FULL, False),
        (LIMITED, LIMITED, True),
        (LIMITED, ("Help", "Query"), True),
        (LIMITED, ("Query",), True),
        (LIMITED, ("Query", "Search"), False),
    ],
)
def test_menus_have_appeared_if_the_bar_has_an_item_more(
    tmp_path: Path, first: Sequence[str], later: Sequence[str], *, is_without: bool
) -> None:
    given = Given(tmp_path)

    given.note(GuideScreen("menu bar"), first)
    given.note(BAR, later)

    assert (given.them.without_menus is not None) == is_without


def test_only_the_first_bar_counts_and_only_where_the_guide_promises_new_items(
    tmp_path: Path,
) -> None:
    given = Given(tmp_path)
    given.note(GuideScreen("confirmation"), FULL)
    given.note(GuideScreen("menu bar"), ())
    given.note(GuideScreen("menu bar"), FULL)
    assert given.them.without_menus is None

    given.note(BAR, FULL)
    assert given.them.without_menus is None
    given.note(BAR, LIMITED)
    assert given.them.without_menus == (given.without, BAR)


@pytest.mark.parametrize(("screen", "verdict"), [((), "not_needed"), ((BAR,), "not_reached")])
def test_remedies_are_not_needed_if_the_menus_appeared(
    tmp_path: Path, screen: tuple[GuideScreen, ...], verdict: str
) -> None:
    given = Given(tmp_path)

    given.try_all(REFRESH, screen=screen)

    step = given.step.result()
    assert (step.verdict, given.done) == (Verdict(verdict), [])
    assert step.reason == ("The menus appeared." if verdict == "not_needed" else None)


@pytest.mark.parametrize(
    ("drifts", "verdict"), [([], Verdict.AS_DOCUMENTED), ([DRIFT], Verdict.DRIFTED)]
)
def test_the_remedy_that_helps_is_named_and_the_step_before_is_judged_anew(
    tmp_path: Path, drifts: list[Drift], verdict: Verdict
) -> None:
    given = Given(tmp_path, LIMITED, FULL, drifts=drifts)
    given.without_menus()

    given.try_all(REFRESH, AGAIN, SIGN_ON)

    assert given.done == ["refresh", "clear", "shut down", "kept"]
    step, without = given.step.result(), given.without.result()
    assert step.reason == "The menus appeared after: Clear."
    assert step.notes == ["Did not help: Refresh."]
    assert step.documented == ["Refresh", "Clear"]
    assert (without.verdict, without.drifts) == (verdict, drifts)
    assert without.notes == ["The menus appeared after: Clear."]
    assert given.them.without_menus is None


def test_menus_that_nothing_brings_are_a_difference(tmp_path: Path) -> None:
    given = Given(tmp_path, LIMITED, LIMITED)
    given.without_menus()

    given.try_all(REFRESH, AGAIN)

    promised = "The menus appear after: Refresh; Clear"
    assert [*given.step.drifts] == [
        Drift(*(DriftKind.BEHAVES, "menu", "menu bar", promised, "Query, Help"), screen="menu bar")
    ]
    assert given.asked == [(BAR, given.step)] * 3
    assert given.compared == [BAR] * 2
    assert given.left == [given.tab] * 3
    assert [*given.step.notes] == ["Did not help: Refresh.", "Did not help: Clear."]


@pytest.mark.parametrize(("method", "done"), [("POST", ["kept"]), ("GET", ["refresh", "kept"])])
def test_the_answer_to_a_submit_is_not_refreshed(
    tmp_path: Path, method: str, done: list[str]
) -> None:
    given = Given(tmp_path, LIMITED, method=method)
    given.without_menus()

    given.try_all(REFRESH)

    assert given.done == done
    refused = "Not refreshed: that would submit the form again."
    assert (refused in given.step.notes) == (method == "POST")


@pytest.mark.parametrize("is_own_court", [True, False])
def test_only_at_the_own_court_one_signs_on_once_more(
    tmp_path: Path, *, is_own_court: bool
) -> None:
    given = Given(tmp_path, LIMITED, is_own_court=is_own_court)
    given.without_menus()

    given.try_all(SIGN_ON)

    assert given.done == [*(["shut down", "log in"] * is_own_court), "kept"]
    withheld = "Withheld, since it would sign on once more: Log in again."
    assert (withheld in given.step.notes) != is_own_court


class Signing:
    """A screen on which one signs on; it notes what is done."""

    page = "tab"

    def __init__(self, called: str, done: list[str]) -> None:
        self.called = called
        self.done = done

    def enter(self, caption: str, value: str) -> None:
        """Note it."""
        self.done.append(f"{caption}: {value}")

    def press(self, words: str) -> None:
        """Note it."""
        self.done.append(f"press {words}")

    def choose(self, words: str) -> str:
        """Note it."""
        self.done.append(f"select {words}")
        return "other tab"


class Agreeing(Signing):
    """A redaction agreement."""

    called = "redaction agreement"

    def tick(self, statement: str) -> None:
        """Note it."""
        self.done.append(f"tick {statement}")


def test_signing_on_once_more_does_what_the_guide_says_up_to_the_menu_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remedies, "RedactionAgreement", Agreeing)
    given = Given(tmp_path)
    navigator: Any = given.them._navigator
    done = given.done
    navigator.go_to = lambda name: done.append(f"go to {name}")
    navigator.leave = lambda tab: done.append(f"leave {tab}")
    screens = {"redaction agreement": Agreeing}
    navigator.arrive = lambda documented, _: screens.get(documented.name, Signing)(
        documented.name, done
    )
    session: Any = given.them._session
    session.traces = SimpleNamespace(end=lambda: done.append("untraced"))
    given.them._controls = cast(
        "Controls",
        SimpleNamespace(
            words=lambda _screen, _kind, words: f"<{words}>",
            entries=lambda documented, *_: (documented.enter, ()),
        ),
    )
    given.them._values = {"PACER username": "jdoe"}
    given.them._guide = guide(
        GuideScreen("court website", go_to="http://a.test/", select="E-Filing"),
        GuideScreen("sign-on", enter={"Username": "PACER username"}, submit="Login"),
        GuideScreen("redaction agreement", tick="I agree", submit="Continue"),
        GuideScreen("menu bar", select="Utilities"),
    )

    given.them._log_in()

    assert done == [
        "log in",
        "go to court website",
        "select <E-Filing>",
        "leave other tab",
        "untraced",
        "<Username>: jdoe",
        "press <Login>",
        "leave tab",
        "tick <I agree>",
        "press <Continue>",
        "leave tab",
    ]


def test_who_logs_out_does_so_by_the_words_of_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Given(tmp_path, LIMITED)
    given.without_menus()
    navigator: Any = given.them._navigator
    navigator.hints = {"menu bar": "hints"}
    bars: list[object] = []

    def bar(*arguments: object) -> object:
        bars.append(arguments[1])
        return SimpleNamespace(leave=lambda words: given.done.append(f"log out by {words}"))

    given.them._controls = cast(
        "Controls",
        SimpleNamespace(words=lambda bar, kind, words: f"{kind} {words}" * hasattr(bar, "leave")),
    )
    monkeypatch.setattr(remedies, "MenuBar", Bars(bar))

    given.try_all(Remedy("Log out", ("log out",), log_out="Log Out"))

    assert given.done[0] == "log out by item Log Out"
    assert bars == ["hints"]


class Bars:
    """The class of menu bars, which makes what a test gives."""

    called, part = "menu bar", "menu bar"

    def __init__(self, make: Callable[..., object]) -> None:
        self._make = make

    def __call__(self, *given: object) -> object:
        """Make one."""
        return self._make(*given)

"""What is tried if the menus do not appear, in which order, and what it changes of a verdict."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.parts.follow.stand_ins import SITES, entry, guide, setup, target
from pages.menus import MenuBar
from pages.reading.reader import Element, ScreenReading
from pages.screen import Screen
from walk.browser.network import Arrived
from walk.compare.screen import ScreenComparison
from walk.errors import UsageError
from walk.follow import remedies
from walk.follow.comparisons import Comparisons
from walk.follow.controls import Controls
from walk.follow.navigator import Navigator
from walk.follow.remedies import Remedies
from walk.guide.model import GuideScreen, Remedy, Shows, Step
from walk.report.evidence import Kept
from walk.results import Cause, Drift, DriftKind, Verdict
from walk.safety.credentials import Permit
from walk.safety.policy import Policy
from walk.safety.request_filter import RequestFilter
from walk.safety.signing_on_again import SigningOnAgain

LIMITED, FULL = ("Query", "Help"), ("Query", "Help", "Bankruptcy")
MAIN_PAGE, REPEATS = "http://a.test/main", "http://a.test/link?a=1"


def bar_of(items: Iterable[str]) -> ScreenReading:
    """Return the reading of a page with such a menu bar."""
    return ScreenReading((), tuple(Element(each, ("link",), item=True) for each in items))


BAR = GuideScreen("menu bar", Shows(items=FULL, new_items=True))
REFRESH, AGAIN = Remedy("Refresh", ("refresh",)), Remedy("Clear", ("clear", "shut down"))
SIGN_ON = Remedy("Log in again", ("shut down", "log in"))
DRIFT = Drift(DriftKind.ADDED, "link", "menu bar", None, "Bankruptcy")
GONE = Drift(DriftKind.REMOVED, "link", "menu bar", "Bankruptcy", None)
OTHER = Drift(DriftKind.REMOVED, "link", "menu bar", "Help", None)
NO_CACHE = "The browser's cache is off here, so this cannot be judged."
NOT_JUDGED = "Not judged: the menus did not appear, and not every remedy was tried."


class Given:
    """Remedies at a court whose bar has these items, one list after the other."""

    def __init__(
        self,
        folder: Path,
        *seen: Sequence[str],
        is_own_court: bool = True,
        method: str = "GET",
        address: str = "http://a.test/",
        drifts: Sequence[Drift] = (),
        keeps_cache: bool = True,
        **given: Any,  # noqa: ANN401 whatever a walk is given
    ) -> None:
        self.done: list[str] = []
        self.asked: list[tuple[object, object]] = []
        self.compared: list[object] = []
        self.left: list[object] = []
        self.allowed: list[float] = []
        left = [*seen]
        bar = SimpleNamespace(
            page=SimpleNamespace(url=MAIN_PAGE),
            read=lambda: SimpleNamespace(items=LIMITED),
            called="menu bar",
        )
        session = SimpleNamespace(
            network=SimpleNamespace(how_arrived=lambda _: Arrived(address, method)),
            request_filter=SimpleNamespace(
                look=lambda: None,
                keeps_cache=keeps_cache,
                awaits_answer=False,
                link_no_more=lambda: self.done.append("link no more"),
                would_repeat=lambda address: address == REPEATS,
            ),
            config=SimpleNamespace(step_timeout=30_000),
            watchdog=SimpleNamespace(allow=self.allowed.append),
            shut_down=lambda: self.done.append("shut down"),
            clear=lambda: self.done.append("clear"),
        )
        self.tab = SimpleNamespace(
            reload=lambda: self.done.append("refresh"),
            goto=lambda to: self.done.append(f"go to {to}"),
        )
        navigator = SimpleNamespace(
            page=self.tab,
            screen=bar,
            session=session,
            leave=self.left.append,
            begin_anew=lambda: self.done.append("log in"),
        )

        def now(documented: object, _: object) -> ScreenComparison:
            self.compared.append(documented)
            return ScreenComparison(bar_of(left.pop(0)), drifts=[*drifts])

        def arrive(documented: object, step: object) -> Screen:
            self.asked.append((documented, step))
            return cast("Screen", bar)

        compared = SimpleNamespace(now=now)
        permit = None if is_own_court else Permit("a", "b")
        policy = Policy("near", is_own_court=is_own_court, permit=permit)
        own = setup(folder, guide(BAR), **{"target": target(policy), **given})
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
        self.them.note_items(documented, ScreenComparison(bar_of(items)), self.without)

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


@pytest.mark.parametrize(
    ("method", "address", "done"),
    [
        ("POST", "http://a.test/", [f"go to {MAIN_PAGE}", "kept"]),
        ("GET", REPEATS, [f"go to {MAIN_PAGE}", "kept"]),
        ("GET", "http://a.test/", ["refresh", "kept"]),
    ],
)
def test_a_refresh_that_would_submit_again_is_done_by_going_to_the_main_page(
    tmp_path: Path, method: str, address: str, done: list[str]
) -> None:
    given = Given(tmp_path, LIMITED, method=method, address=address)
    given.without_menus()

    given.try_all(REFRESH)

    assert given.done == done
    went = "Went to the court's main page instead of refreshing, which would submit again."
    assert (went in given.step.notes) == (done != ["refresh", "kept"])


def test_who_has_seen_no_main_page_goes_to_the_site(tmp_path: Path) -> None:
    given = Given(tmp_path, LIMITED, method="POST")
    given.them.without_menus = (given.without, BAR)

    given.try_all(REFRESH)

    assert given.done[0] == f"go to {SITES.cmecf}"


def test_a_walk_that_begins_later_goes_to_the_main_page_that_it_looked_at_first(
    tmp_path: Path,
) -> None:
    given = Given(tmp_path, LIMITED, method="POST")
    given.them.note_first_items(cast("MenuBar", given.them._navigator.screen))
    given.note(BAR, LIMITED)

    given.try_all(REFRESH)

    assert given.done[0] == f"go to {MAIN_PAGE}"


def test_where_linking_is_permitted_a_remedy_signs_on_again_once_nothing_can_be_linked(
    tmp_path: Path,
) -> None:
    counted: list[int] = []
    given = Given(
        *(tmp_path, LIMITED, FULL), is_own_court=False, count_sign_on=lambda: counted.append(1)
    )
    given.without_menus()

    given.try_all(REFRESH, SIGN_ON)

    assert given.done == ["refresh", "link no more", "shut down", "log in", "kept"]
    assert counted == [1]
    assert given.allowed == [30]
    assert given.step.result().reason == "The menus appeared after: Log in again."


def over_budget() -> None:
    """Refuse one more sign-on."""
    raise UsageError("Walks have signed on 4 times.")


NOT_PERMITTED: Mapping[str, dict[str, Any]] = {
    "It would sign on once more, and linking is not permitted.": {
        "target": target(Policy("near", is_own_court=False))
    },
    "Walks have signed on 4 times.": {"count_sign_on": over_budget},
    "--no-remedies was given.": {"tries_remedies": False},
}


@pytest.mark.parametrize("why", NOT_PERMITTED)
def test_menus_are_not_judged_if_a_remedy_was_not_tried(tmp_path: Path, why: str) -> None:
    given = Given(tmp_path, LIMITED, is_own_court=False, **NOT_PERMITTED[why])
    given.without.tell_all([GONE])
    given.without_menus()

    given.try_all(REFRESH, SIGN_ON)

    assert "shut down" not in given.done
    assert f"Not tried: Log in again. {why}" in given.step.notes
    assert ("refresh" in given.done) == ("--no-remedies" not in why)
    without, step = given.without.result(), given.step.result()
    for each in (without, step):
        assert (each.verdict, each.cause, each.drifts) == (Verdict.WITHHELD, Cause.POLICY, [])
    assert (without.reason, step.reason) == (NOT_JUDGED, f"{NOT_JUDGED} {why}")


def test_what_else_differs_is_told_though_the_menus_are_not_judged(tmp_path: Path) -> None:
    given = Given(tmp_path, LIMITED, tries_remedies=False)
    given.without.tell_all([GONE, OTHER])
    given.without_menus()

    given.try_all(REFRESH)

    without = given.without.result()
    assert (without.verdict, without.cause, without.drifts) == (Verdict.DRIFTED, None, [OTHER])


def test_menus_are_not_judged_if_a_remedy_fails(tmp_path: Path) -> None:
    given = Given(tmp_path)
    given.without.tell_all([GONE])
    given.without_menus()

    with pytest.raises(IndexError):
        given.try_all(REFRESH)

    without = given.without.result()
    assert (without.verdict, without.drifts) == (Verdict.WITHHELD, [])


def test_menus_that_nothing_brings_stay_missing_where_they_were(tmp_path: Path) -> None:
    given = Given(tmp_path, LIMITED)
    given.without.tell_all([GONE])
    given.without_menus()

    given.try_all(REFRESH)

    without = given.without.result()
    assert (without.verdict, without.drifts) == (Verdict.DRIFTED, [GONE])
    assert (without.cause, without.reason) == (None, None)


@pytest.mark.parametrize("items", [LIMITED, FULL])
def test_without_a_cache_menus_are_not_judged_and_no_remedy_is_tried(
    tmp_path: Path, items: Sequence[str]
) -> None:
    given = Given(tmp_path, keeps_cache=False)
    given.note(GuideScreen("menu bar"), LIMITED)
    given.without.tell_all([GONE] if items is LIMITED else [])
    given.note(BAR, items)

    given.try_all(REFRESH)

    assert given.done == []
    for each in (given.without.result(), given.step.result()):
        assert (each.verdict, each.cause) == (Verdict.WITHHELD, Cause.POLICY)
        assert (each.reason, each.drifts) == (NO_CACHE, [])


@pytest.mark.parametrize("awaits", [True, False])
def test_nobody_signs_on_again_before_the_answer_to_a_submit_has_come(*, awaits: bool) -> None:
    done: list[str] = []
    request_filter = SimpleNamespace(
        awaits_answer=awaits, link_no_more=lambda: done.append("link no more")
    )
    policy = Policy("near", is_own_court=False, permit=Permit("a", "b"))
    again = SigningOnAgain(
        policy, cast("RequestFilter", request_filter), lambda: done.append("counted")
    )

    why = again.why_not()

    assert why == ("The answer to a Submit of linking has not come." if awaits else None)
    assert done == ([] if awaits else ["link no more", "counted"])


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
    for moment in ("look", "sign_on", "type_in"):
        setattr(session.request_filter, moment, lambda *_, now=moment: done.append(f"<{now}>"))
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
        "<look>",
        "select <E-Filing>",
        "leave other tab",
        "untraced",
        "<type_in>",
        "<Username>: jdoe",
        "<sign_on>",
        "press <Login>",
        "leave tab",
        "<sign_on>",
        "tick <I agree>",
        "<sign_on>",
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

"""Which comparison counts at a step, and what a difference does to its verdict."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from e2e.parts.follow.stand_ins import SITES, entry, guide, setup, target
from e2e.parts.recordings.readings import heading, kept, link
from pages.reading.page_elements import PageElement
from pages.reading.reader import NO_READING, Element, ScreenReading
from pages.screen import Screen
from walk.compare.screen import ScreenComparison
from walk.follow import comparisons
from walk.follow.comparisons import Comparisons
from walk.follow.ledger.stops import Stopped
from walk.follow.setup import WalkSetup
from walk.guide.ignored import Ignored
from walk.guide.model import GuideScreen, Shows
from walk.guide.overlay import Accepted, AcceptedDifference
from walk.privacy.masks import Masks
from walk.report.evidence import Evidence, Kept
from walk.results import Cause, Drift, DriftKind, Verdict
from walk.safety.credentials import Credentials, Permit
from walk.safety.policy import Policy
from walk.settings.sites import Addresses

GUIDE = guide(GuideScreen("menu bar", select="Utilities"))
RECORDED = [heading("Welcome"), link("Query"), link("Reports"), link("Help")]
CHANGED = [*RECORDED[:3], link("Helper")]
CHANGE = Drift(
    DriftKind.RENAMED, "link", "page", "Help", "Helper", against="recording", screen="menu bar"
)
OF_ONE_DOMAIN = Addresses("https://www.a.test/", "https://pacer.a.test/", "https://ecf.a.test/")
DRIFT = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")


# Against a recording


def comparing(own: WalkSetup) -> Comparisons:
    """Return what compares for a walk; a screen is asked itself to come to rest."""
    return Comparisons(own, lambda screen: cast("Settling", screen).looks())


@pytest.mark.parametrize(
    ("verdict", "cause", "now", "after", "is_compared"),
    [
        (Verdict.AS_DOCUMENTED, None, CHANGED, Verdict.DRIFTED, True),
        (Verdict.AS_DOCUMENTED, None, RECORDED, Verdict.AS_DOCUMENTED, False),
        (Verdict.DRIFTED, None, CHANGED, Verdict.DRIFTED, True),
        (Verdict.BLOCKED, Cause.SITE, CHANGED, Verdict.BLOCKED, True),
        (Verdict.WITHHELD, Cause.POLICY, CHANGED, Verdict.WITHHELD, True),
        (Verdict.BLOCKED, Cause.UNEXPECTED_HOST, CHANGED, Verdict.BLOCKED, True),
        *(
            (Verdict.BLOCKED, cause, CHANGED, Verdict.BLOCKED, False)
            for cause in (Cause.MAINTENANCE, Cause.TRANSPORT, Cause.CREDENTIALS, Cause.OURS)
        ),
    ],
)
def test_a_change_since_the_recording_is_a_difference_of_its_step(
    tmp_path: Path,
    verdict: Verdict,
    cause: Cause | None,
    now: Sequence[PageElement],
    after: Verdict,
    *,
    is_compared: bool,
) -> None:
    step = entry(is_done=True)
    step.keep(Kept(reading=kept(tmp_path, 1, *now)))
    if verdict is not Verdict.AS_DOCUMENTED:
        step.stop(Stopped(verdict, cause, "It stopped."))

    compared = comparing(setup(tmp_path, GUIDE, recording=RECORDED))
    step.tell_all(compared.changes_since_recording(step, "menu bar"))

    assert step.result().verdict is after
    assert [*step.drifts] == ([CHANGE] if is_compared else [])


def test_without_a_recording_or_a_reading_nothing_is_compared(tmp_path: Path) -> None:
    with_reading, without = entry(), entry()
    with_reading.keep(Kept(reading=kept(tmp_path, 1, *CHANGED)))

    unrecorded = comparing(setup(tmp_path, GUIDE))
    recorded = comparing(setup(tmp_path, GUIDE, recording=RECORDED))

    assert unrecorded.changes_since_recording(with_reading, "menu bar") == []
    assert recorded.changes_since_recording(without, "menu bar") == []


class Late:
    """A page that becomes another one each time that one has waited for it."""

    called = "menu bar"

    def __init__(self, monkeypatch: pytest.MonkeyPatch, looks: int, due: Sequence[float]) -> None:
        """Come to rest after so many looks; then its timers are due in so many seconds."""
        self.page = SimpleNamespace(wait_for_timeout=self._wait)
        self.looks, self._due, self._waited = looks, [*due], 0.0
        self.reads = 0
        monkeypatch.setattr(comparisons, "monotonic", lambda: self._waited)
        monkeypatch.setattr(comparisons, "read_page", lambda _: self._read())
        monkeypatch.setattr(comparisons, "due_seconds", lambda _: [*self._due, 0][0])

    def until_rest(self, _: Screen) -> Iterator[None]:
        """Look so often."""
        yield from [None] * self.looks

    def _wait(self, milliseconds: float) -> None:
        self._waited += milliseconds / 1000
        self._due.pop(0)

    def _read(self) -> Sequence[PageElement]:
        self.reads += 1
        return [*RECORDED[: self.reads]]


@pytest.mark.parametrize(
    ("recording", "looks", "due", "reads"),
    [
        # Without a recording only timers are waited for.
        ([], 9, [], 1),
        ([], 9, [1, 1], 3),
        (RECORDED[:1], 9, [], 1),
        (RECORDED[:2], 9, [1, 1], 2),
        (RECORDED[:3], 1, [1, 1], 3),
        # What a timer does after three seconds is not waited for.
        (RECORDED, 0, [1, 1, 1, 1], 4),
        (RECORDED, 0, [4], 2),
    ],
)
def test_a_page_that_is_not_as_recorded_is_waited_for(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    recording: Sequence[PageElement],
    looks: int,
    due: Sequence[float],
    reads: int,
) -> None:
    late = Late(monkeypatch, looks, due)
    compared = Comparisons(setup(tmp_path, GUIDE, recording=recording), late.until_rest)

    page = compared.page_at_rest(1, cast("Screen", late))

    assert (late.reads, [*page]) == (reads, RECORDED[:reads])


def test_what_was_compared_with_the_guide_is_not_waited_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Late(monkeypatch, 9, [1])
    compared = Comparisons(setup(tmp_path, GUIDE), late.until_rest)

    assert compared.page_at_rest(1, cast("Screen", late), RECORDED) == RECORDED
    assert late.reads == 0


def test_a_page_of_which_no_evidence_is_kept_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Late(monkeypatch, 9, [1])
    evidence = Evidence(tmp_path, Masks(), is_kept=False)
    compared = Comparisons(setup(tmp_path, GUIDE, evidence=evidence), late.until_rest)

    assert (compared.page_at_rest(1, cast("Screen", late)), late.reads) == ((), 0)


def test_a_page_of_which_the_step_before_has_evidence_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, given = Late(monkeypatch, 1, []), setup(tmp_path, GUIDE, is_recorded=True)
    compared = Comparisons(given, late.until_rest)
    monkeypatch.setattr(Evidence, "is_kept_of_page", True)

    assert (compared.page_at_rest(2, cast("Screen", late)), late.reads) == ((), 0)


def test_a_page_that_is_to_be_recorded_is_waited_for_until_it_is_at_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Late(monkeypatch, 2, [1])
    compared = Comparisons(setup(tmp_path, GUIDE, is_recorded=True), late.until_rest)

    assert compared.page_at_rest(1, cast("Screen", late)) == RECORDED
    assert late.reads == 5


# Against the guide


class Settling:
    """A screen that counts how often one waited for it to be at rest."""

    def __init__(self) -> None:
        self.settled = 0
        self.page = SimpleNamespace(wait_for_timeout=lambda _: None)

    def looks(self) -> Iterator[None]:
        """Count, and be at rest after one more look."""
        self.settled += 1
        yield


def at_rest(
    monkeypatch: pytest.MonkeyPatch,
    compared: Comparisons,
    seen: Sequence[list[Drift]],
    documented: GuideScreen = GUIDE.steps[0].screen[0],
) -> tuple[ScreenComparison, int]:
    """Compare a screen that shows these differences, one list after the other."""
    screen, left = Settling(), [*seen]
    monkeypatch.setattr(
        comparisons, "compare_screen", lambda *_, **__: ScreenComparison(drifts=left.pop(0))
    )
    comparison = compared.at_rest(documented, cast("Screen", screen))
    assert left == []
    return comparison, screen.settled


ACCEPTED = Accepted((AcceptedDifference("renamed", "link", "menu bar", "Utilities", "Tools"),))


@pytest.mark.parametrize(
    ("accepted", "seen", "found", "settled"),
    [
        (Accepted(), [[]], [], 0),
        (Accepted(), [[DRIFT], []], [], 1),
        (Accepted(), [[DRIFT], [DRIFT]], [(DRIFT.observed, False)], 1),
        (ACCEPTED, [[DRIFT]], [(DRIFT.observed, True)], 0),
        (ACCEPTED, [[DRIFT, CHANGE], [DRIFT]], [(DRIFT.observed, True)], 1),
    ],
)
def test_a_difference_is_looked_at_twice_unless_it_is_accepted(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    accepted: Accepted,
    seen: list[list[Drift]],
    found: list[tuple[str, bool]],
    settled: int,
) -> None:
    compared = comparing(setup(tmp_path, GUIDE, accepted=accepted))

    comparison, times = at_rest(monkeypatch, compared, seen)

    assert [(each.observed, each.accepted) for each in comparison.drifts] == found
    assert times == settled


def test_what_a_rule_leaves_out_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = Drift(DriftKind.ADDED, "text", "News", None, "Snow", screen="menu bar")
    ignored = Accepted(ignore=(Ignored("The news are new each day.", region="News"),))

    _, times = at_rest(monkeypatch, comparing(setup(tmp_path, GUIDE, accepted=ignored)), [[news]])

    assert times == 0


class Waiting:
    """A page on which time passes only while somebody waits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *due: float) -> None:
        """Have timers that are due, one after the other, in so many seconds."""
        self.waits, self.now = list[float](), [replace(NO_READING, due=each) for each in due]
        self.page = SimpleNamespace(wait_for_timeout=self.waits.append)
        monkeypatch.setattr(comparisons, "monotonic", lambda: sum(self.waits) / 1000)
        monkeypatch.setattr(comparisons, "compare_screen", self._compare)

    def _compare(self, *_: object, **__: object) -> ScreenComparison:
        reading = self.now.pop(0) if self.now else NO_READING
        return ScreenComparison(reading, documented=["Utilities"])

    def waits_of(self, compared: Comparisons) -> list[float]:
        """Return for how many milliseconds each wait of one comparison was."""
        self.waits.clear()
        compared.at_rest(GUIDE.steps[0].screen[0], cast("Screen", self))
        return [*self.waits]


@pytest.mark.parametrize(("due", "first"), [(0.25, [250.0]), (0.0, []), (3600.0, [])])
def test_a_page_that_is_right_is_looked_at_again_after_its_timer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, due: float, first: list[float]
) -> None:
    waits = Waiting(monkeypatch, due).waits_of(comparing(setup(tmp_path, GUIDE)))

    assert waits[:1] == first


def test_what_runs_again_and_again_is_waited_for_on_one_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Waiting(monkeypatch)
    compared = comparing(setup(tmp_path, GUIDE))
    clock, other = (replace(NO_READING, repeats=((script, 0.5),)) for script in ("tick", "fade"))

    waits = []
    for reading in (clock, clock, other):
        page.now = [reading]
        waits.append(page.waits_of(compared)[:1])

    assert waits == [[500.0], [], [500.0]]


def test_a_court_whose_scripts_hold_a_request_open_is_waited_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Waiting(monkeypatch)
    compared = Comparisons(setup(tmp_path, GUIDE), lambda _: (), fetches=lambda _: True)

    assert len(page.waits_of(compared)) > 1
    assert page.waits_of(compared) == []


@pytest.mark.parametrize(("name", "told"), [("menu bar", [1, 0, 1]), ("verification", [1, 1, 1])])
def test_what_lies_over_a_screen_is_told_once_unless_what_follows_is_for_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: list[int]
) -> None:
    survey = Drift(DriftKind.ADDED, "notice", "page", None, "Survey", screen=name)
    monkeypatch.setattr(
        comparisons, "compare_screen", lambda *_, **__: ScreenComparison(drifts=[survey])
    )
    compared = Comparisons(setup(tmp_path, GUIDE), lambda _: ())
    one, other = (cast("Screen", Settling()) for _ in range(2))

    found = [compared.at_rest(GuideScreen(name), each) for each in (one, one, other)]

    assert [len(each.drifts) for each in found] == told


def test_only_what_nobody_accepted_is_said_to_come_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    help_ = Drift(DriftKind.REMOVED, "link", "menu bar", "Help", None, screen="menu bar")
    compared = comparing(setup(tmp_path, GUIDE, accepted=ACCEPTED))

    comparison, _ = at_rest(monkeypatch, compared, [[DRIFT, help_], []])

    assert [note.partition(" after ")[0] for note in comparison.notes] == ["'Help' came"]


@pytest.mark.parametrize(
    ("permit", "names", "notes", "looks"),
    [
        (None, {"PACER": "PACER name"}, 0, 0),
        (Permit("jdoe", "Jane Doe"), {"PACER": "PACER name"}, 1, 1),
        (Permit("jdoe", "Jane Doe", "Jane Doe"), {"PACER": "PACER name"}, 0, 1),
        (Permit("jdoe", "Jane Doe"), {}, 0, 1),
    ],
)
def test_with_a_permit_the_spelling_of_names_is_looked_at(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    permit: Permit | None,
    names: dict[str, str],
    notes: int,
    looks: int,
) -> None:
    looked: list[object] = []

    def look(*given: object) -> list[Drift]:
        looked.append(given)
        return [DRIFT]

    monkeypatch.setattr(comparisons, "look_alikes", look)
    policy = Policy("near", is_own_court=False, permit=permit)
    compared = comparing(setup(tmp_path, GUIDE, target=target(policy)))
    documented = GuideScreen("verification", Shows(names=names))  # type: ignore[arg-type]

    # Names that may be linked are read a second time before they count as right.
    readings: list[list[Drift]] = [[], []] if permit and names else [[]]
    comparison, _ = at_rest(monkeypatch, compared, readings, documented)

    assert (len(comparison.notes), len(looked), len(comparison.drifts)) == (notes, looks, looks)


# Where a control leads


@pytest.mark.parametrize(
    ("documented", "elements", "is_stopped"),
    [
        # A form may be sent to the three sites alone, a link lead to any court.
        ("submit", [Element("Go", ("button",), leads_to=f"{SITES.cmecf}x")], False),
        ("submit", [Element("Go", ("button",), leads_to="https://other.a.test/")], True),
        ("submit", [Element("Go", ("button",), leads_to="http://ecf.a.test/x")], True),
        ("submit", [Element("Go", ("button",))], False),
        ("select", [Element("Go", ("link",), leads_to="https://pcl.uscourts.gov/")], False),
        ("select", [Element("Go", ("link",), leads_to="https://x.org/")], True),
        ("select", [Element("On", ("link",), leads_to="https://x.org/")], False),
        ("submit", [Element("On", ("button",), leads_to="https://x.org/")], False),
        ("select", [Element("Go", ("link",), leads_to="https://x.org/", visible=False)], False),
        ("select", [Element("Go", ("link",), leads_to="https://x.org/", here=False)], False),
        # Of two nobody knows which it is; that is another difference.
        ("select", [Element("Go", ("link",), leads_to="https://x.org/")] * 2, False),
        (
            "select",
            [
                Element("Go", ("link",), leads_to="https://x.org/"),
                Element("Go", ("link",), here=False),
            ],
            True,
        ),
    ],
)
def test_nothing_is_used_that_leads_to_a_host_of_no_environment(
    tmp_path: Path, documented: str, elements: list[Element], *, is_stopped: bool
) -> None:
    addresses = SITES.__class__(
        "https://www.a.test/", "https://pacer.a.test/", "https://ecf.a.test/"
    )
    compared = comparing(setup(tmp_path, GUIDE, target=target(addresses=addresses)))
    screen = GuideScreen("menu", **{documented: "Go"})  # type: ignore[arg-type]
    comparison = ScreenComparison(ScreenReading((), tuple(elements)))

    if not is_stopped:
        compared.check_addresses(screen, comparison)
        return
    with pytest.raises(Stopped, match="'Go' leads to ") as stopped:
        compared.check_addresses(screen, comparison)
    assert stopped.value.cause is Cause.UNEXPECTED_HOST


def test_a_comparison_needs_no_credentials(tmp_path: Path) -> None:
    policy = Policy("near", is_own_court=False)

    compared = comparing(setup(tmp_path, GUIDE, target=target(policy)))

    assert compared._values == {}


@pytest.mark.parametrize("final", [True, False])
def test_a_screen_is_compared_with_its_own_documentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, final: bool
) -> None:
    asked: list[object] = []

    def compare(*given: object, **more: object) -> ScreenComparison:
        asked.extend((*given[:3], more))
        is_foreign = cast("Callable[[str], bool]", given[3])
        asked.append([is_foreign("https://x.org/"), is_foreign(SITES.cmecf)])
        return ScreenComparison(drifts=[DRIFT])

    monkeypatch.setattr(comparisons, "compare_screen", compare)
    credentials = Credentials({"PACER name": "Jane Doe"})
    policy = Policy("near", is_own_court=False, credentials=credentials)
    own = setup(tmp_path, GUIDE, accepted=ACCEPTED, target=target(policy, addresses=OF_ONE_DOMAIN))
    screen, documented = cast("Screen", Settling()), GUIDE.steps[0].screen[0]

    comparison = comparing(own).now(documented, screen, final=final)

    assert asked == [documented, screen, credentials.values, {"final": final}, [True, False]]
    assert [each.accepted for each in comparison.drifts] == [True]

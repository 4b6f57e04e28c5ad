"""Compares the screens of one walk with the guide, and the steps with a recording."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from time import monotonic

from pages.reading.covers import COVERS
from pages.reading.page_elements import PageElement
from pages.reading.reader import due_seconds, read_page
from pages.screen import Screen
from walk.compare.additions import PERMANENT, SeenElsewhere
from walk.compare.groups import compare_group, groups_of
from walk.compare.names import look_alikes
from walk.compare.screen import ScreenComparison, compare_screen, host_of
from walk.follow.ledger.entry import StepEntry
from walk.follow.ledger.stops import blocked
from walk.follow.setup import WalkSetup
from walk.guide.model import GuideScreen
from walk.recordings.recording import RecordingComparison
from walk.results import NOT_THE_SCREEN, Cause, Drift, DriftKind
from walk.settings.sites import is_on, leads_out

_ANY_NAME = (
    "The permit has no name for the CM/ECF account, so any name beside its login passes; "
    '"LOGIN NAME=PACER NAME" has it compared too.'
)
_NOT_YET = (DriftKind.REMOVED, DriftKind.WRONG_VALUE)
"""What is told of something that has not come yet; beside a caption there is something else."""
_LATER_SECONDS = 3.0
"""How long a screen that is as documented is waited for, if its scripts are not done."""
_READING_SECONDS = 1.2
"""How long names that may be linked are looked at before they count as right.

A script may change them without a timer that one could know of, so only time can be waited for.
"""
_POLL_MILLISECONDS = 20
_DRAWN_MILLISECONDS = 40


class Comparisons:
    """Compares by the words of one guide, with what is accepted marked so."""

    def __init__(
        self,
        setup: WalkSetup,
        until_rest: Callable[[Screen], Iterable[None]],
        fetches: Callable[[Screen], bool] = lambda _: False,
    ) -> None:
        """Compare with the guide and, if there is one, with the recording of `setup`.

        `until_rest` lets one look again and again until a screen has come to rest; `fetches` says
        whether a script of it waits for an answer.
        """
        self._until_rest = until_rest
        self._fetches = fetches
        self._is_polled = False
        """Whether a script of the court has waited for an answer that did not come."""
        self._waited_for: set[str] = set()
        """Scripts that ran again and again, and changed nothing of an earlier screen."""
        self._groups = groups_of(setup.guide)
        target = setup.target
        self._addresses = target.addresses
        self._values = target.credentials.values if target.credentials else {}
        self._permit = target.policy.permit
        self._accepted = setup.accepted
        self._evidence = setup.evidence
        shown = [screen.shows for step in setup.guide.steps for screen in step.screen]
        self._seen = SeenElsewhere(
            [text for each in shown for text in each.text],
            {item for each in shown for item in each.items or ()},
        )
        self._compared: Screen | None = None
        self.covers: set[str] = set()
        """The names of what lies over the screen that was compared last, all of them told."""
        self._recording = RecordingComparison(setup.recording) if setup.recording else None
        self._is_recorded = setup.is_recorded
        self._told: list[Drift] = []
        """All differences from the guide so far."""

    def now(
        self, documented: GuideScreen, screen: Screen, *, final: bool = False
    ) -> ScreenComparison:
        """Compare a screen as it is now.

        What the reader is only told to use counts as missing if the comparison is `final`.
        """
        comparison = compare_screen(
            documented, screen, self._values, self._leads_out, self._seen, final=final
        )
        of_group = compare_group(documented, self._groups, comparison.reading.elements)
        drifts = [self._accepted.marked(drift) for drift in (*comparison.drifts, *of_group)]
        return replace(comparison, drifts=drifts)

    def at_rest(self, documented: GuideScreen, screen: Screen) -> ScreenComparison:
        """Compare a screen, and again until it is at rest if anything differs: it may be late."""
        began, first = monotonic(), self.now(documented, screen)
        comparison = first
        if not self._differs(first):
            comparison = self._after_scripts(documented, screen, first)
        if documented.shows.names and self._permit and not self._differs(comparison):
            # A person reads before what is for good, and what is late has come by then.
            screen.page.wait_for_timeout(1000 * _READING_SECONDS)
            comparison = self.now(documented, screen)
        if self._differs(comparison):
            for _ in self._until_rest(screen):
                comparison = self.now(documented, screen)
                if not self._differs(comparison):
                    break
            late = _late(first, comparison, monotonic() - began)
            comparison = replace(comparison, notes=[*comparison.notes, *late])
        self._remember(documented, screen, comparison)
        if documented.name not in PERMANENT:
            comparison = self._covers_told_once(screen, comparison)
        # A user who permits linking spells out both names.
        if self._permit:
            alike = look_alikes(documented, screen, self._values, comparison.drifts)
            is_any = documented.shows.names and not self._permit.cmecf_name
            return replace(
                comparison,
                drifts=[*comparison.drifts, *alike],
                notes=[*comparison.notes, *([_ANY_NAME] if is_any else [])],
            )
        return comparison

    def _after_scripts(
        self, documented: GuideScreen, screen: Screen, right: ScreenComparison
    ) -> ScreenComparison:
        """Compare a screen that is right once more after each script that may change it."""
        if not right.documented:
            # Nothing of it is compared, however it changes.
            return right
        comparison, ends = right, monotonic() + _LATER_SECONDS
        repeated = set[str]()
        while (left := ends - monotonic()) > 0 and not self._differs(comparison):
            if not self._is_polled and self._fetches(screen):
                self._wait_for_answers(screen, ends)
            elif 0 < (due := self._due(comparison)) < left:
                # The page itself has said when its timer runs.
                repeated |= {script for script, _ in comparison.reading.repeats}
                screen.page.wait_for_timeout(1000 * due)
            else:
                break
            # A moment more, since what the script changes has to be drawn.
            screen.page.wait_for_timeout(_DRAWN_MILLISECONDS)
            comparison = self.now(documented, screen)
        # A clock and what polls are on many screens, and are waited for on one.
        self._waited_for |= repeated
        return comparison

    def _due(self, comparison: ScreenComparison) -> float:
        """Return in how many seconds the last timer runs that may still change a screen."""
        reading = comparison.reading
        new = (left for script, left in reading.repeats if script not in self._waited_for)
        return max(reading.due, *new, 0.0)

    def _wait_for_answers(self, screen: Screen, ends: float) -> None:
        while self._fetches(screen):
            # Some sites hold a request open until there is news.
            if monotonic() > ends:
                self._is_polled = True
                return
            screen.page.wait_for_timeout(_POLL_MILLISECONDS)

    def page_at_rest(
        self, step: int, screen: Screen, read: Sequence[PageElement] = ()
    ) -> Sequence[PageElement]:
        """Return all of a page; wait until it is at rest if it is recorded or not as recorded.

        `read` is what it was when it was compared with the guide, if the guide shows any of it.
        """
        if self._evidence.is_kept_of_page:
            return ()
        page = read or read_page(screen.page)
        is_same = self._is_as_recorded(step, page, screen)
        # What was compared with the guide was looked at after its timers, too.
        if read and is_same:
            return page
        timers = _until_timers_ran(screen)
        # A timer may run between a look and the question whether one is due.
        looks = timers if is_same else chain(self._until_rest(screen), timers, [None])
        for _ in looks:
            page = read_page(screen.page)
            if not is_same and self._is_as_recorded(step, page, screen):
                break
        return page

    def _is_as_recorded(self, step: int, page: Sequence[PageElement], screen: Screen) -> bool:
        if self._recording is None:
            return not self._is_recorded
        return self._recording.is_same(step, self._evidence.masked_page(page), screen.called)

    def _differs(self, comparison: ScreenComparison) -> bool:
        drifts = comparison.drifts
        return any(not drift.accepted and not self._accepted.ignores(drift) for drift in drifts)

    def _remember(
        self, documented: GuideScreen, screen: Screen, comparison: ScreenComparison
    ) -> None:
        """Remember what a page has besides its screen, which later pages may have too."""
        for piece in comparison.added:
            self._seen.tell(piece)
        if comparison.reading.pieces and documented.name not in PERMANENT:
            self._seen.remember(host_of(screen), comparison.reading.pieces)

    def _covers_told_once(self, screen: Screen, comparison: ScreenComparison) -> ScreenComparison:
        """Leave out what an earlier step on the same screen has told to lie over it."""
        if screen is not self._compared:
            self._compared, self.covers = screen, set()
        drifts = [each for each in comparison.drifts if each.observed not in self.covers]
        self.covers |= {each.observed or "" for each in drifts if each.what in COVERS}
        return replace(comparison, drifts=drifts)

    def see(self, screen: Screen) -> None:
        """Look at a page of the court that is no screen of a step."""
        self._seen.remember(host_of(screen), screen.read().pieces)

    @property
    def has_recording(self) -> bool:
        """Whether there is a recording to compare with."""
        return self._recording is not None

    @property
    def not_compared(self) -> tuple[int, ...]:
        """The steps whose recorded screens were compared with none."""
        return self._recording.left if self._recording else ()

    def changes_since_recording(
        self, entry: StepEntry, screen: str, beside: Iterable[Drift] = ()
    ) -> list[Drift]:
        """Return what changed on the screen of a step since it was recorded.

        What the guide tells at it, `beside` it, or of its screen before, is not told once more.
        """
        here = [drift for drift in (*entry.drifts, *beside) if drift.against == "guide"]
        told = [*here, *(drift for drift in self._told if drift.screen == screen)]
        self._told += here
        if not self._recording or not entry.reading or entry.cause in NOT_THE_SCREEN:
            return []
        page = self._evidence.reading(entry.reading)
        return self._recording.drifts(entry.number, page, screen, told)

    def check_addresses(self, documented: GuideScreen, comparison: ScreenComparison) -> None:
        """Stop before a form or a link is used that leads to a host of no environment."""
        here = [element for element in comparison.reading.elements if element.here]
        for element in here:
            words, address = element.words, element.leads_to
            if not element.visible or not address or [each.words for each in here].count(words) > 1:
                continue
            is_sent_out = words == documented.submit and not is_on(address, self._addresses)
            if is_sent_out or (words == documented.select and self._leads_out(address)):
                raise blocked(
                    Cause.UNEXPECTED_HOST,
                    f"{words!r} leads to {address}, which is on none of the environment's hosts.",
                )

    def _leads_out(self, address: str) -> bool:
        return leads_out(address, self._addresses)


def _until_timers_ran(screen: Screen) -> Iterator[None]:
    """Wait for each timer of a page, and let the page be looked at after it."""
    ends = monotonic() + _LATER_SECONDS
    while 0 < (due := due_seconds(screen.page)) < ends - monotonic():
        screen.page.wait_for_timeout(1000 * due + _DRAWN_MILLISECONDS)
        yield


def _late(first: ScreenComparison, last: ScreenComparison, seconds: float) -> Iterator[str]:
    """Say what was missing, or other than documented, and after how long no longer."""
    for drift in first.drifts:
        if drift.documented and drift not in last.drifts and not drift.accepted:
            came = "came" if drift.kind in _NOT_YET else "was as documented"
            if not any(each.documented == drift.documented for each in last.drifts):
                yield f"{drift.documented!r} {came} after {seconds:.1f} s."

"""What was found out at one step, and the verdict that comes of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from walk.compare.screen import ScreenComparison
from walk.follow.ledger.stops import Stopped
from walk.report.evidence import Kept
from walk.results import Cause, Drift, StepResult, Verdict


class StepEntry:
    """The facts of one step, which only these methods write; nobody writes its verdict."""

    def __init__(
        self, number: int, action: str, ignores: Callable[[Drift], bool] = lambda _: False
    ) -> None:
        """Begin with a step that was not reached; a difference that is ignored does not count."""
        self.number = number
        self._ignores = ignores
        self._action = action
        self._drifts: list[Drift] = []
        self._compared: list[Drift] = []
        """Those that comparing gave, and not what came or was done besides."""
        self._notes: list[str] = []
        self._documented: list[str] = []
        self._kept = Kept()
        self._seconds = 0.0
        self._stopped: Stopped | None = None
        self._reason: str | None = None
        self._is_done = False
        self._is_needed = True
        self._not_judged: str | None = None
        self._is_aside: Callable[[Drift], bool] = _nothing

    @property
    def drifts(self) -> Sequence[Drift]:
        """The differences that it has so far, without what is not judged."""
        return tuple(each for each in self._drifts if not self._is_aside(each))

    @property
    def counting(self) -> Sequence[Drift]:
        """The differences that are not ignored."""
        return tuple(each for each in self.drifts if not self._ignores(each))

    @property
    def notes(self) -> Sequence[str]:
        """The notes that it has so far."""
        return tuple(self._notes)

    @property
    def reading(self) -> str | None:
        """The reading that was kept of its page."""
        return self._kept.reading

    # What is found out

    def tell(self, *drifts: Drift) -> None:
        """Add differences, but none that is known."""
        for drift in drifts:
            if drift not in self._drifts:
                self._drifts.append(drift)

    def tell_all(self, drifts: Iterable[Drift]) -> None:
        """Add the differences of a comparison, which tells each as often as it is there."""
        every = [*drifts]
        self._drifts += every
        self._compared += every

    def take_back(self, drift: Drift) -> None:
        """Forget a difference that only seemed to be one."""
        self._drifts.remove(drift)

    def note(self, *notes: str) -> None:
        """Add what a reader may want to know."""
        self._notes += notes

    def compare(self, comparison: ScreenComparison) -> None:
        """Add what comparing one of its screens gave."""
        self.compare_words(*comparison.documented)
        self.note(*comparison.notes)
        self.tell_all(comparison.drifts)

    def compare_words(self, *words: str) -> None:
        """Add documented words that were compared."""
        self._documented += words

    def come_to(self, address: str) -> None:
        """Say where it was last."""
        self._kept = replace(self._kept, url=address)

    def keep(self, kept: Kept) -> None:
        """Replace its evidence."""
        self._kept = kept

    def take(self, seconds: float) -> None:
        """Say how long it took."""
        self._seconds = seconds

    # How it ended

    def finish(self) -> None:
        """Say that all of it was done."""
        self._is_done = True

    def stop(self, stopped: Stopped) -> None:
        """Say what stopped it, or withholds it."""
        self._stopped = stopped
        self.tell(*stopped.drifts)

    def explain(self, reason: str) -> None:
        """Say in one sentence why it ended as it did, if nothing stops it."""
        self._reason = reason

    def skip(self, reason: str) -> None:
        """Say why nothing of it is needed."""
        self._is_needed = False
        self.explain(reason)

    def judge_not(self, why: str, is_aside: Callable[[Drift], bool] | None = None) -> None:
        """Withhold its verdict as long as nobody can know it, unless it differs in something else.

        `is_aside` says what does not count as a difference until then.
        """
        self._not_judged, self._is_aside = why, is_aside or _nothing

    def judge_after_all(self) -> None:
        """Judge all of it."""
        self._not_judged, self._is_aside = None, _nothing

    def judge_anew(self, screen: str, comparison: ScreenComparison, reason: str) -> None:
        """Replace what differed on a screen after a remedy of this or a later step helped.

        This is the only rule by which an earlier step loses a difference: the guide itself says
        what to do if the menus do not appear, and then they are as documented.
        """
        self.judge_after_all()
        gone = [each for each in self._compared if each.screen == screen]
        self._drifts = [each for each in self._drifts if each not in gone]
        self.tell_all(comparison.drifts)
        self.note(*comparison.notes, reason)

    # What comes of it

    @property
    def cause(self) -> Cause | None:
        """Why it is blocked or withheld, as far as it is known now."""
        return self._judged()[1]

    def result(self) -> StepResult:
        """Return the result that all of this gives."""
        verdict, cause, reason = self._judged()
        return StepResult(
            self.number,
            self._action,
            verdict,
            cause,
            reason,
            [*self.counting],
            [*self._notes],
            [*self._documented],
            self._kept.url,
            self._seconds,
            self._kept.screenshot,
            self._kept.outline,
            self._kept.reading,
            self._kept.meant.marks,
            [each for each in self.drifts if self._ignores(each)],
            screen=self._kept.meant.screen,
            places=self._kept.meant.places,
        )

    def _judged(self) -> tuple[Verdict, Cause | None, str | None]:
        """Return verdict, cause and reason, which depend on nothing but what was found out."""
        stopped = self._stopped
        if self._not_judged and not stopped:
            stopped = Stopped(Verdict.WITHHELD, Cause.POLICY, self._not_judged)
        if stopped:
            # What a recording had otherwise explains no stop.
            return stopped.judged([each for each in self.counting if each.against == "guide"])
        if not self._is_needed:
            return Verdict.NOT_NEEDED, None, self._reason
        if not self._is_done:
            return Verdict.NOT_REACHED, None, self._reason
        is_same = not self.counting
        return (Verdict.AS_DOCUMENTED if is_same else Verdict.DRIFTED), None, self._reason


def _nothing(_: Drift) -> bool:
    return False

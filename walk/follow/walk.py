"""Follows a guide against a court, step by step, and gives a verdict for every step.

A step goes through each of its screens: arrive, compare, keep evidence, act. What stops it on the
way, or the differences that it met, give its verdict.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from math import inf
from time import monotonic

from playwright.sync_api import Error as PlaywrightError

from pages.linking import LinkForm
from pages.menus import MenuBar
from pages.screen import QUIET_SECONDS, Covered, NotThere, Screen, down_and_up, until_rest
from walk.browser.session import BrowserSession
from walk.browser.watchdog import LimitPassed
from walk.compare.additions import PERMANENT
from walk.compare.severity import severity_of
from walk.follow.causes import browser_ended, explain, explain_limit
from walk.follow.comparisons import Comparisons
from walk.follow.controls import Controls
from walk.follow.ledger.entry import StepEntry
from walk.follow.ledger.ledger import StepLedger
from walk.follow.ledger.stops import Stopped, blocked
from walk.follow.missing_screen import explain_missing_screen, explain_wrong_host
from walk.follow.navigator import LeftOut, Navigator, Unasked
from walk.follow.remedies import Remedies
from walk.follow.screens.acts import Acts
from walk.follow.screens.screens import Screens
from walk.follow.setup import WalkSetup
from walk.follow.submit.submitting import Submitting
from walk.guide.beginning import first_step
from walk.guide.model import GuideScreen, Step
from walk.guide.screens import VERIFICATION
from walk.report.places.meant import meant_on
from walk.results import BY_THE_SITE, Cause, Drift, DriftKind, StepResult, Verdict
from walk.safety.policy import LinkRefused, StepPlan


class Walk:
    """One walk of one guide; it never clicks a guess, and never tries anything twice."""

    def __init__(self, setup: WalkSetup, session: BrowserSession) -> None:
        """Follow what `setup` says in the browser of `session`."""
        target = setup.target
        self._guide = setup.guide
        self._target = target
        self._session = session
        self._config = session.config
        self._evidence = setup.evidence
        self._accepted = setup.accepted
        self._policy = target.policy
        self._submitting = Submitting(target, session)
        self._navigator = Navigator(setup, session)
        session.dialogs.accepts_questions = setup.carry_on and target.is_embedded
        self._fail_on = setup.fail_on
        entries = (
            StepEntry(step.number, step.action, setup.accepted.ignores)
            for step in self._guide.steps
        )
        self._ledger = StepLedger(entries, self._finished)
        self._comparisons = Comparisons(
            setup, self._until_rest, lambda screen: session.network.fetches(screen.page)
        )
        self._controls = Controls(
            self._navigator,
            self._comparisons,
            self._ledger,
            setup.accepted,
            carry_on=setup.carry_on and target.is_embedded,
        )
        self._screens = Screens(setup, self._navigator, self._controls, self._comparisons)
        self._acts = Acts(self._navigator, self._controls, self._comparisons, self._submitting)
        self._remedies = Remedies(
            setup, self._navigator, self._controls, self._comparisons, self._screens.arrive
        )
        self._first = first_step(self._guide, setup.begin, target.places)
        self._until = len(self._guide.steps)
        self._ends = inf
        self._stopped: Stopped | None = None
        self._unchecked: list[tuple[StepEntry, str]] = []
        """Steps, with their screens, that are not compared with the recording yet."""

    def follow(
        self, until: int, report_step: Callable[[StepResult], None]
    ) -> tuple[StepResult, ...]:
        """Follow the guide up to step `until`; report each step as soon as its verdict is final."""
        self._ends = monotonic() + self._config.walk_timeout / 1000
        self._until = until
        schedule = self._policy.schedule(self._guide)
        for step, plan in zip(self._guide.steps, schedule, strict=True):
            entry = self._ledger.entry(step.number)
            if step.number < self._first:
                entry.explain(f"The walk began at step {self._first}.")
            elif self._stopped:
                self._pass_over(entry)
            elif step.number <= until:
                self._take(step, plan, entry)
            # Only the next step shows that a step led nowhere, and a remedy of a later step may
            # still bring menus that did not appear.
            if not self._remedies.without_menus:
                self._ledger.report(step.number - 1, report_step)
        self._tell(self._navigator.take_rest())
        if self._stopped is None:
            self._remedies.leave_untried()
        self._ledger.report(len(self._guide.steps), report_step)
        return self._ledger.results()

    @property
    def first(self) -> int:
        """The step at which it begins."""
        return self._first

    @property
    def not_compared(self) -> tuple[int, ...]:
        """The steps whose recorded screens were compared with none."""
        return self._comparisons.not_compared

    def results_so_far(self) -> tuple[StepResult, ...]:
        """Return the result of each step after the walk itself was ended or has failed."""
        self._tell(self._navigator.take_rest())
        return self._ledger.results()

    def _finished(self, result: StepResult) -> StepResult:
        """Return a result with severities, and without secrets."""
        rated = result.rated(partial(severity_of, guide=self._guide), self._fail_on)
        return self._evidence.mask(rated)

    def _until_rest(self, screen: Screen) -> Iterator[None]:
        """Wait until a screen has come to rest, if it ever does, and look further down too."""
        idle_seconds = partial(self._session.network.idle_seconds, screen.page)
        expect = self._config.expect
        # The embedded court has nothing that comes later by itself.
        quiet = QUIET_SECONDS if self._target.is_embedded else expect.quiet / 1000
        rest = partial(until_rest, screen.page, idle_seconds, quiet, expect.timeout / 1000)
        yield from rest()
        has_scrolled = False
        for _ in down_and_up(screen.page):
            has_scrolled = True
            yield
        if has_scrolled:
            yield from rest()
            yield

    # One step

    def _pass_over(self, entry: StepEntry) -> None:
        if self._stopped and self._stopped.verdict is Verdict.WITHHELD:
            reason = "It comes after a step that is withheld."
            entry.stop(Stopped(Verdict.WITHHELD, Cause.POLICY, reason))

    def _take(self, step: Step, plan: StepPlan, entry: StepEntry) -> None:
        """Do one step within its limit, whatever the site does."""
        started, self._navigator.step = monotonic(), step.number
        seconds = min(self._config.step_timeout / 1000, max(self._ends - started, 0))
        try:
            with self._session.watchdog.limit(seconds):
                self._attempt(step, plan, entry)
        except LimitPassed:
            if self._stopped is None:
                self._stop(entry, self._explained_limit(monotonic() - started))
            else:
                entry.note("No evidence could be kept: the browser had to be ended.")
        except PlaywrightError as error:
            if self._stopped is None:
                self._stop(entry, browser_ended(error))
        except BaseException:
            if self._stopped is None:
                reason = "The walk itself was ended in the middle of this step."
                self._stop(entry, blocked(Cause.OURS, reason))
            raise
        finally:
            entry.take(monotonic() - started)

    def _tell(self, unasked: Sequence[Unasked]) -> None:
        """Report what came besides the screens at the steps that it belongs to."""
        for each in unasked:
            if not each.step:
                continue
            entry = self._ledger.entry(each.step)
            if each.note and each.note not in entry.notes:
                entry.note(each.note)
            drift = Drift(
                *(DriftKind.ADDED, each.what, each.screen, None, each.words), screen=each.screen
            )
            entry.tell(self._accepted.marked(drift))

    def _explained_limit(self, seconds: float) -> Stopped:
        documented, is_there = self._navigator.documented, self._navigator.screen is not None
        name = documented.name if documented else "first"
        doing = f"was on the {name} screen" if is_there else f"waited for the {name} screen"
        whole = "" if monotonic() < self._ends else "the walk's last "
        waited = f"{doing} for {whole}{seconds:.0f} s"
        return explain_limit(self._navigator.page, self._session, waited)

    def _attempt(self, step: Step, plan: StepPlan, entry: StepEntry) -> None:
        """Do one step and give its verdict."""
        try:
            with self._explained(entry), self._session.traces.step(step.number, step.action):
                self._do(step, plan, entry)
        except Stopped as stopped:
            if stopped.cause is Cause.UNEXPECTED_HOST:
                self._explain_wrong_host(entry)
            self._stop(entry, stopped)
            self._screens.keep_if_possible(entry)
        else:
            self._tell(self._navigator.take_unasked())
            entry.finish()
        self._tell_changes(step, entry)
        entry.note(*self._session.request_filter.news())

    def _tell_changes(self, step: Step, entry: StepEntry) -> None:
        """Tell what changed since the recording, of a page of two steps only after the second.

        What the guide shows of such a page may be at either, and is told as a difference from it.
        """
        documented = self._navigator.documented
        self._unchecked.append((entry, documented.name if documented else ""))
        if self._stopped is None and len(self._unchecked) == 1 and self._stays_for_next(step):
            return
        by_guide = [each for one, _ in self._unchecked for each in one.drifts]
        for one, screen in self._unchecked:
            one.tell_all(self._comparisons.changes_since_recording(one, screen, by_guide))
        self._unchecked = []

    def _stays_for_next(self, step: Step) -> bool:
        """Say whether the next step begins on the page on which this one ends."""
        following = self._guide.steps[step.number : self._until]
        has_recording = self._comparisons.has_recording
        if not (has_recording and step.screen and following and following[0].screen):
            return False
        last, first = step.screen[-1], following[0].screen[0]
        return first.name == last.name and not (last.is_left or first.go_to)

    def _explain_wrong_host(self, entry: StepEntry) -> None:
        act = self._navigator.act
        of_act = self._ledger.entry(act.step).drifts if act else ()
        if drift := explain_wrong_host([*entry.drifts, *of_act], self._navigator):
            entry.tell(drift)

    def _stop(self, entry: StepEntry, stopped: Stopped) -> None:
        self._stopped = stopped
        entry.stop(stopped)
        self._tell(self._navigator.take_rest())

    def _do(self, step: Step, plan: StepPlan, entry: StepEntry) -> None:
        """Go through the screens of a step, then its remedies and what the reader has ready."""
        if step.number == self._first > 1:
            self._begin(step)
        parts = [part for screen in step.screen for part in screen.in_turn]
        for documented, withheld in zip(parts, plan.on_screens, strict=True):
            self._do_screen(documented, withheld, entry)
        if step.remedies:
            self._remedies.try_all(step, entry)
        if step.at_hand and not entry.counting:
            # No screen shows what the reader has; without it one can still look at the next steps.
            if plan.not_ready:
                entry.stop(Stopped(Verdict.WITHHELD, Cause.POLICY, plan.not_ready))
            else:
                entry.note(f"Ready: {', '.join(step.at_hand)}.")

    def _begin(self, step: Step) -> None:
        """Come to the first screen of a step in the middle of the guide."""
        places, name, bar = self._target.places, step.screen[0].name, MenuBar.called
        before, after = self._guide.steps[: step.number - 1], self._guide.steps[step.number - 1 :]
        is_seen_before = any(screen.name == bar for each in before for screen in each.screen)
        wanted = [each.number for each in after if any(s.shows.new_items for s in each.screen)]
        # What is new in the menu bar shows only beside what was in it before linking, and what is
        # new on a page beside what the site has on others.
        is_linking = name in (LinkForm.called, *PERMANENT)
        if is_seen_before and (is_linking or (wanted and wanted[0] <= self._until)):
            self._navigator.begin(bar, places[bar]())
            before_linking = MenuBar(self._session.open(), self._navigator.hints[bar])
            self._remedies.note_first_items(before_linking)
            self._comparisons.see(before_linking)
        self._navigator.begin(name, places[name]())

    @contextmanager
    def _explained(self, entry: StepEntry) -> Iterator[None]:
        """Turn any error that stops a step into `Stopped`, with its cause and one sentence."""
        navigator = self._navigator
        try:
            yield
        except Stopped:
            raise
        except LinkRefused as refused:
            raise Stopped(Verdict.WITHHELD, Cause.POLICY, str(refused)) from refused
        except Exception as error:
            # Then nothing can be asked any more, and the limit itself is the reason.
            if self._session.watchdog.has_ended_it:
                raise
            if isinstance(error, Covered):
                raise self._controls.explain_cover(error, entry.drifts) from error
            stopped = explain(error, navigator.page, self._session, self._target)
            if isinstance(error, NotThere) and error.kind != "screen":
                self._ledger.tell(*self._controls.explain_missing(error, entry.drifts)[0])
            elif isinstance(error, NotThere) and stopped.cause in BY_THE_SITE:
                # A page that leads on endlessly cannot be read.
                with suppress(PlaywrightError):
                    if finding := explain_missing_screen(error, navigator):
                        self._ledger.tell(finding)
            by_us = stopped.cause is Cause.POLICY
            if (words := navigator.dismissed()) and (by_us or stopped.cause in BY_THE_SITE):
                reason = f"The walk dismissed {words!r}, and nothing came of it. {stopped.reason}"
                stopped = blocked(Cause.POLICY if by_us else Cause.SITE, reason)
            raise stopped from error

    # One screen: arrive, compare, keep evidence, act

    def _do_screen(self, documented: GuideScreen, withheld: str | None, entry: StepEntry) -> None:
        if documented.go_to:
            self._navigator.go_to(documented.name)
        try:
            screen = self._screens.arrive(documented, entry)
        except LeftOut as left_out:
            self._screens.report_left_out(documented.name, str(left_out), entry)
            return
        comparison = self._screens.compare(documented, screen, entry)
        self._remedies.note_items(documented, comparison, entry)
        self._submitting.check_names(documented, screen, comparison)
        if withheld:
            raise Stopped(Verdict.WITHHELD, Cause.POLICY, withheld)
        # Before anything is typed, so that no credential is in any picture or outline.
        shows_names = documented.name == VERIFICATION
        meant = meant_on(self._guide, documented, comparison, screen.places)
        read = self._comparisons.page_at_rest(entry.number, screen, comparison.reading.page)
        self._screens.keep(screen.page, entry, meant, read, shows_names=shows_names)
        self._comparisons.check_addresses(documented, comparison)
        self._acts.fill_in(documented, screen, entry)
        self._acts.leave(documented, screen, comparison, entry)

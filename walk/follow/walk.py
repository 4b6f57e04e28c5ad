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
from playwright.sync_api import Page

from pages.dialogs import RedactionAgreement
from pages.linking import LinkForm, Verification
from pages.menus import MenuBar
from pages.questions import questions_at_submit
from pages.screen import QUIET_SECONDS, Covered, NotThere, Screen, until_rest
from walk.browser.session import BrowserSession
from walk.browser.watchdog import LimitPassed
from walk.compare.additions import PERMANENT
from walk.compare.linked_already import filing_menus
from walk.compare.names import names_on, warnings_on
from walk.compare.screen import ScreenComparison
from walk.compare.severity import severity_of
from walk.follow.causes import browser_ended, explain, explain_limit, in_plain_words
from walk.follow.comparisons import Comparisons
from walk.follow.controls import UNUSABLE, Controls
from walk.follow.ledger.entry import StepEntry
from walk.follow.ledger.finding import Finding
from walk.follow.ledger.ledger import StepLedger
from walk.follow.ledger.stops import Stopped, blocked
from walk.follow.missing_screen import explain_missing_screen, explain_wrong_host
from walk.follow.navigator import Act, LeftOut, Navigator, Unasked
from walk.follow.pressed_as_read import PressedAsRead
from walk.follow.remedies import Remedies
from walk.follow.setup import WalkSetup
from walk.guide.beginning import first_step
from walk.guide.model import GuideScreen, Step
from walk.guide.screens import VERIFICATION, InterstitialName, ScreenName
from walk.results import BY_THE_SITE, Cause, Drift, DriftKind, StepResult, Verdict
from walk.safety.names.glyphs import reader
from walk.safety.names.names_at_click import NeedsScript, NotAsWritten, Refused
from walk.safety.names.witness import Witness
from walk.safety.policy import LinkRefused, StepPlan, Submits
from walk.safety.submissions.first_submit import first_submission

_MORE = ("text", "field", "picture", "notice", "dialog")
"""What more on the verification keeps names from being linked."""


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
        self._values = target.credentials.values if target.credentials else {}
        self._policy = target.policy
        self._names_are_right = False
        self._as_read: PressedAsRead | None = None
        """What presses the Submit of the page whose names were read, where that may link."""
        self._navigator = Navigator(setup, session)
        session.dialogs.accepts_questions = setup.carry_on and target.is_embedded
        self._fail_on = setup.fail_on
        entries = (StepEntry(step.number, step.action) for step in self._guide.steps)
        self._ledger = StepLedger(entries, self._finished)
        self._comparisons = Comparisons(setup, self._until_rest)
        self._controls = Controls(
            self._navigator,
            self._comparisons,
            self._ledger,
            setup.accepted,
            carry_on=setup.carry_on and target.is_embedded,
        )
        self._remedies = Remedies(
            setup, self._navigator, self._controls, self._comparisons, self._arrive
        )
        self._first = first_step(self._guide, setup.begin, target.places)
        self._until = len(self._guide.steps)
        self._ends = inf
        self._passed: set[tuple[InterstitialName, ScreenName, str]] = set()
        self._stopped: Stopped | None = None

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
        """Wait until a screen has come to rest, if it ever does."""
        idle_seconds = partial(self._session.network.idle_seconds, screen.page)
        expect = self._config.expect
        # The embedded court has nothing that comes later by itself.
        quiet = QUIET_SECONDS if self._target.is_embedded else expect.quiet / 1000
        return until_rest(screen.page, idle_seconds, quiet, expect.timeout / 1000)

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
            self._keep_if_possible(entry)
        else:
            self._tell(self._navigator.take_unasked())
            entry.finish()
        documented = self._navigator.documented
        screen = documented.name if documented else ""
        entry.tell_all(self._comparisons.changes_since_recording(entry, screen))
        entry.note(*self._session.request_filter.news())

    def _explain_wrong_host(self, entry: StepEntry) -> None:
        act = self._navigator.act
        of_act = self._ledger.entry(act.step).drifts if act else ()
        if drift := explain_wrong_host([*entry.drifts, *of_act], self._navigator):
            entry.tell(drift)

    def _stop(self, entry: StepEntry, stopped: Stopped) -> None:
        self._stopped = stopped
        self._tell(self._navigator.take_rest())
        entry.stop(stopped)

    def _do(self, step: Step, plan: StepPlan, entry: StepEntry) -> None:
        """Go through the screens of a step, then its remedies and what the reader has ready."""
        if step.number == self._first > 1:
            self._begin(step)
        parts = [part for screen in step.screen for part in screen.in_turn]
        for documented, withheld in zip(parts, plan.on_screens, strict=True):
            self._do_screen(documented, withheld, entry)
        if step.remedies:
            self._remedies.try_all(step, entry)
        if step.at_hand and not entry.drifts:
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
                raise self._controls.explain_cover(error, entry) from error
            stopped = explain(error, navigator.page, self._session, self._target)
            if isinstance(error, NotThere) and error.kind != "screen":
                self._controls.explain_missing(error, entry)
            elif isinstance(error, NotThere) and stopped.cause in BY_THE_SITE:
                # A page that leads on endlessly cannot be read.
                with suppress(PlaywrightError):
                    self._ledger.tell(explain_missing_screen(error, navigator))
            if (words := navigator.dismissed()) and stopped.cause in BY_THE_SITE:
                reason = f"The walk dismissed {words!r}, and nothing came of it. {stopped.reason}"
                stopped = blocked(Cause.SITE, reason)
            raise stopped from error

    # One screen: arrive, compare, keep evidence, act

    def _do_screen(self, documented: GuideScreen, withheld: str | None, entry: StepEntry) -> None:
        if documented.go_to:
            self._navigator.go_to(documented.name)
        try:
            screen = self._arrive(documented, entry)
        except LeftOut as left_out:
            self._report_left_out(documented.name, str(left_out), entry)
            return
        comparison = self._compare(documented, screen, entry)
        if withheld:
            raise Stopped(Verdict.WITHHELD, Cause.POLICY, withheld)
        # Before anything is typed, so that no credential is in any picture or outline.
        shows_names = documented.name == VERIFICATION
        self._keep(screen.page, entry, shows_names=shows_names)
        self._comparisons.check_addresses(documented, comparison)
        self._fill_in(documented, screen, entry)
        self._leave(documented, screen, comparison, entry)

    def _arrive(self, documented: GuideScreen, entry: StepEntry) -> Screen:
        """Come to a screen, and report the interstitials that were passed before it."""
        if self._navigator.screen is None:
            self._controls.unusable = []

        def report_passed(name: InterstitialName, said: str) -> None:
            # Signing on once more meets the same pages once more.
            if (name, documented.name, said) in self._passed:
                return
            self._passed.add((name, documented.name, said))
            if name in self._guide.usual:
                entry.note(f"Passed the {name}, which is usual and not in the guide.")
            else:
                seen, screen = f"{name}: {said}", documented.name
                drift = Drift(DriftKind.ADDED, "page", screen, None, seen, screen=screen)
                entry.tell(self._accepted.marked(drift))

        return self._navigator.arrive(documented, report_passed)

    def _report_left_out(self, name: ScreenName, came: str, entry: StepEntry) -> None:
        """Report that a documented interstitial is not there; nothing is clicked to go on."""
        self._keep_if_possible(entry)
        if name in self._guide.usual:
            entry.note(f"The {name}, which is usual, was not there: {came}.")
            return
        drift = Drift(DriftKind.REMOVED, "page", name, name, came, screen=name)
        entry.tell(self._accepted.marked(drift))

    def _compare(
        self, documented: GuideScreen, screen: Screen, entry: StepEntry
    ) -> ScreenComparison:
        comparison = self._comparisons.at_rest(documented, screen)
        self._check_not_linked(documented, comparison, screen)
        entry.compare(comparison)
        self._controls.unusable += [each for each in comparison.drifts if each.kind in UNUSABLE]
        self._remedies.note_items(documented, comparison, entry)
        self._check_names(documented, comparison)
        return comparison

    def _check_not_linked(
        self, documented: GuideScreen, comparison: ScreenComparison, screen: Screen
    ) -> None:
        """Stop if the attorney is linked already, which is no difference of the court."""
        if documented.name != MenuBar.called or self._session.request_filter.may_be_linked:
            return
        if menus := filing_menus(documented, comparison.items or screen.read().items):
            listed = " and ".join(repr(each) for each in menus)
            raise blocked(
                Cause.CREDENTIALS,
                f"These accounts are linked already: the menu bar has {listed} before linking. "
                "The guide is for those who are not linked, once for each attorney.",
            )

    def _check_names(self, documented: GuideScreen, comparison: ScreenComparison) -> None:
        """Stop unless every name that the guide shows on a screen is there and right."""
        # A name that is not found beside its caption is as little verified as a wrong one.
        if any(drift.what in documented.shows.names for drift in comparison.drifts):
            raise Stopped(
                Verdict.DRIFTED, None, "The names are not those of the accounts to be linked."
            )
        _check_nothing_more(documented, comparison)
        if documented.shows.names:
            self._as_read = self._pressing(documented, comparison.drifts)
            self._names_are_right = True

    def _pressing(self, documented: GuideScreen, drifts: Sequence[Drift]) -> PressedAsRead | None:
        """Return what presses Submit only while the names are drawn, or None at the own court."""
        screen = self._navigator.screen
        if self._policy.is_own_court or not isinstance(screen, Verification):
            return None
        names = {
            caption: observed
            for caption, (_, observed) in names_on(screen, documented, self._values).items()
        }
        allow = self._session.request_filter.submit
        witness = Witness(reader(), names, warnings_on(documented, drifts))
        own_work = self._session.watchdog.own_work
        pressing = PressedAsRead(screen.page, names, witness, allow, own_work)
        with self._telling_why_not():
            pressing.look()
        return pressing

    def _fill_in(self, documented: GuideScreen, screen: Screen, entry: StepEntry) -> None:
        """Enter and tick what the guide says, after trying the form's Clear button."""
        if documented.enter:
            self._session.traces.end()
        is_only_tried = self._policy.is_only_tried(documented)
        # A probe may be in a form that is not the embedded court's, since a page of linking
        # cannot send it anywhere.
        if documented.clear and (self._target.is_loopback or is_only_tried):
            self._controls.try_clear(documented, documented.clear, screen, entry)
        if documented.enter:
            self._session.request_filter.type_in(screen.page)
        entries = self._controls.entries(documented, screen, self._values, entry)
        for caption, credential in entries.items():
            if is_only_tried:
                self._controls.try_field(screen, caption, entry)
            else:
                self._controls.enter(screen, caption, self._values[credential], entry)
        if documented.enter:
            self._look_again_at_disabled(documented, screen, entry)
        if is_only_tried:
            self._controls.empty(documented, screen)
            entry.note("Tried with a probe; no CM/ECF credential was typed.")
        if documented.tick and isinstance(screen, RedactionAgreement):
            self._session.request_filter.sign_on()
            self._controls.use(screen.tick, "field", documented.tick, entry)

    def _look_again_at_disabled(
        self, documented: GuideScreen, screen: Screen, entry: StepEntry
    ) -> None:
        """Forget that a button was disabled if the form only waited to be filled in."""
        disabled = [
            drift
            for drift in entry.drifts
            if drift.kind is DriftKind.DISABLED and drift.what == "button"
        ]
        still = self._comparisons.now(documented, screen).drifts if disabled else []
        for drift in disabled:
            if drift not in still:
                entry.take_back(drift)
                self._controls.unusable.remove(drift)
                entry.note(f"{drift.documented} waits until the form is filled in.")

    def _leave(
        self,
        documented: GuideScreen,
        screen: Screen,
        comparison: ScreenComparison,
        entry: StepEntry,
    ) -> None:
        """Leave a screen by what the guide says to select or to submit."""
        # What opened before belongs to no click.
        self._navigator.note_tabs()
        tab, address, use = self._navigator.page, screen.page.url, self._controls.use
        name, lines = documented.name, comparison.lines
        if words := documented.select:
            links = (each.leads_to for each in comparison.elements if each.words == words)
            act = Act(entry.number, name, "select", words, address, lines, next(links, ""))
            kind = "item" if isinstance(screen, MenuBar) else "link"
            self._session.request_filter.look()
            self._navigator.leave(use(screen.choose, kind, words, entry), act)
        elif (words := documented.submit) and tab:
            act = Act(entry.number, name, "submit", words, address, lines)
            use(partial(self._press, documented, screen), "button", words, entry)
            self._navigator.leave(tab, act)

    def _press(self, documented: GuideScreen, screen: Screen, words: str) -> None:
        """Press a button that submits, and let its one request pass."""
        request_filter = self._session.request_filter
        on: Submits = screen
        if documented.name == VERIFICATION and self._as_read:
            self._check_asks_nothing(screen)
            # It lets its one request pass itself, at the last moment.
            on = self._as_read
        elif documented.links_accounts:
            request_filter.submit(None)
            is_verified = documented.name != VERIFICATION or self._names_are_right
            if is_verified and not self._policy.is_own_court:
                typed = [self._values[each] for each in documented.enter.values()]
                only = first_submission(screen, words, typed)
                # What the page sends under the mouse comes before it is pressed.
                on = screen.telling_before_release(partial(request_filter.submit, only))
        else:
            request_filter.sign_on()
        with self._telling_why_not():
            self._policy.submit(on, documented, words, names_are_right=self._names_are_right)

    def _check_asks_nothing(self, screen: Screen) -> None:
        """Stop if a script asks something at the permanent Submit, where it stands still."""
        for asked in questions_at_submit(screen.page):
            words, at = asked or "a question without words", VERIFICATION
            drift = Drift(DriftKind.ADDED, "dialog", at, None, words, screen=at)
            self._ledger.tell(Finding(self._navigator.step, drift))
            raise Stopped(
                Verdict.DRIFTED,
                None,
                f"The page asks {words!r} when it is submitted, and the walk answers no question "
                "there. This page was not submitted.",
            )

    @contextmanager
    def _telling_why_not(self) -> Iterator[None]:
        """Stop with the reason for which a page is not submitted."""
        try:
            yield
        except NeedsScript as refused:
            raise blocked(Cause.POLICY, f"This page was not submitted. {refused}") from refused
        except Refused as refused:
            if isinstance(refused, NotAsWritten):
                seen, at = f"not seen as it is written: {refused}", VERIFICATION
                drift = Drift(DriftKind.REMOVED, "names", at, "the names", seen, screen=at)
                self._ledger.tell(Finding(self._navigator.step, drift))
            raise Stopped(
                Verdict.DRIFTED, None, f"This page was not submitted. {refused}"
            ) from refused

    def _keep_if_possible(self, entry: StepEntry) -> None:
        """Keep the evidence of a step that stopped, if there is a page to keep it of."""
        page = self._navigator.page
        if page is None or page.is_closed():
            return
        if self._session.network.is_undrawn(page):
            entry.note("No evidence could be kept: the page was still on its way.")
            return
        try:
            self._keep(page, entry)
        except PlaywrightError as error:
            entry.note(f"No evidence could be kept: {in_plain_words(error)}.")

    def _keep(self, page: Page, entry: StepEntry, *, shows_names: bool = False) -> None:
        # The address is known even where no picture can be taken.
        entry.come_to(page.url)
        entry.keep(self._evidence.keep(page, entry.number, shows_names=shows_names))


def _check_nothing_more(documented: GuideScreen, comparison: ScreenComparison) -> None:
    """Stop before names are linked on a page that says or asks more than the guide shows."""
    if documented.name != VERIFICATION:
        return
    for drift in comparison.drifts:
        is_more = drift.kind is DriftKind.ADDED and drift.what in _MORE
        if is_more and not drift.accepted:
            reason = f"The page has more than the guide shows: {drift.observed!r}."
            raise Stopped(Verdict.DRIFTED, None, reason)

"""Follows a guide against a court, step by step, and gives a verdict for every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from time import monotonic

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from pages.dialogs import RedactionAgreement
from pages.menus import Menu, MenuBar
from pages.screen import NotThere, Screen
from walk.browser.session import BrowserSession
from walk.compare.names import look_alikes
from walk.compare.screen import ScreenComparison, compare_screen
from walk.follow.causes import Stopped, why
from walk.follow.controls import UNUSED, Controls
from walk.follow.missing_screen import blame
from walk.follow.navigator import Act, LeftOut, Navigator
from walk.follow.remedies import Remedies
from walk.follow.setup import WalkSetup
from walk.guide.model import Credential, GuideScreen, Step
from walk.guide.screens import SCREENS, VERIFICATION, InterstitialName, ScreenName
from walk.recordings.recording import RecordingComparison
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict
from walk.safety.policy import LinkRefused, StepPlan
from walk.safety.request_filter import Submission
from walk.settings.sites import is_on, leads_out


class Walk:
    """One walk of one guide; it never clicks a guess, and never tries anything twice."""

    def __init__(self, setup: WalkSetup, session: BrowserSession) -> None:
        """Follow what `setup` says in the browser of `session`."""
        target = setup.target
        self._guide = setup.guide
        self._target = target
        self._session = session
        self._evidence = setup.evidence
        self._accepted = setup.accepted
        self._since = RecordingComparison(setup.recording) if setup.recording else None
        self._values = target.credentials.values if target.credentials else {}
        self._policy = target.policy
        self._names_are_right = False
        self._navigator = Navigator(setup, session)
        carry_on = setup.carry_on and target.is_embedded
        self._controls = Controls(self._navigator, self._accepted, self._show, carry_on=carry_on)
        self._remedies = Remedies(setup, session, self._navigator, self._controls)
        self._passed: set[tuple[InterstitialName, ScreenName, str]] = set()
        self._stopped: Stopped | None = None
        self._without_menus: tuple[StepResult, GuideScreen] | None = None

    def follow(self, until: int, tell: Callable[[StepResult], None]) -> tuple[StepResult, ...]:
        """Follow the guide up to step `until`; tell of each step as soon as it is judged."""
        steps = tuple(StepResult(step.number, step.action) for step in self._guide.steps)
        untold: list[StepResult] = []
        schedule = self._policy.schedule(self._guide)
        for step, plan, found in zip(self._guide.steps, schedule, steps, strict=True):
            if self._stopped:
                self._pass_over(found)
            elif step.number <= until:
                self._take(step, plan, found)
            untold.append(found)
            # Menus that did not appear may yet do so by a remedy of a later step, and that a step
            # led nowhere shows only at the next one.
            while untold and (found is steps[-1] or (len(untold) > 1 and not self._without_menus)):
                told = untold.pop(0)
                # Not before: what stopped one step may be told of the step that led there.
                self._evidence.strike_out(told)
                tell(told)
        return steps

    def _pass_over(self, found: StepResult) -> None:
        if self._stopped and self._stopped.verdict is Verdict.WITHHELD:
            found.verdict, found.cause = Verdict.WITHHELD, Cause.POLICY
            found.reason = "It comes after a step that is withheld."

    def _take(self, step: Step, plan: StepPlan, found: StepResult) -> None:
        """Do one step and judge it."""
        started = monotonic()
        try:
            with self._explained(found), self._session.traces.step(step.number, step.action):
                parts = [part for screen in step.screen for part in screen.in_turn]
                for guided, withheld in zip(parts, plan.on_screens, strict=True):
                    self._do(guided, withheld, found)
                if step.remedies:
                    self._remedy(step, found)
                if step.at_hand and not found.drifts:
                    self._have_at_hand(step.at_hand, plan.not_ready, found)
        except Stopped as stopped:
            self._stopped = stopped
            if stopped.cause is Cause.UNEXPECTED_HOST:
                self._tell_of_host(found)
            found.verdict, found.cause, found.reason = stopped.judged(found.drifts)
            self._keep_if_possible(found)
        else:
            if found.verdict is Verdict.NOT_REACHED:
                found.verdict = Verdict.DRIFTED if found.drifts else Verdict.AS_DOCUMENTED
        self._compare_with_recording(found)
        found.seconds = monotonic() - started

    def _tell_of_host(self, found: StepResult) -> None:
        """Name a screen of another host, if that is not told of the link that led there."""
        act, page, guided = self._navigator.act, self._navigator.page, self._navigator.guided
        drifts = [*found.drifts, *(act.step.drifts if act else ())]
        if page and guided and all(drift.kind is not DriftKind.RETARGETED for drift in drifts):
            right = SCREENS[guided.name].address(self._target.addresses)
            found.drifts.append(
                Drift(
                    DriftKind.RETARGETED, "page", guided.name, right, page.url, screen=guided.name
                )
            )

    @contextmanager
    def _explained(self, found: StepResult) -> Iterator[None]:
        """Turn whatever stops a step into its cause and one sentence."""
        try:
            yield
        except Stopped:
            raise
        except LinkRefused as refused:
            raise Stopped(Verdict.WITHHELD, Cause.POLICY, str(refused)) from refused
        except NotThere as missing:
            stopped = why(missing, self._navigator.page, self._session, self._target)
            if missing.kind != "screen":
                self._controls.name(missing, found)
            elif stopped.cause in (Cause.SITE, Cause.UNEXPECTED_HOST):
                # A page that leads on for ever cannot be asked what it is.
                with suppress(PlaywrightError):
                    blame(
                        missing,
                        found,
                        self._navigator,
                        self._session,
                        self._target.addresses,
                    )
            raise stopped from missing
        except Exception as error:
            raise why(error, self._navigator.page, self._session, self._target) from error

    def _do(self, guided: GuideScreen, withheld: str | None, found: StepResult) -> None:
        """Compare one screen, then do there what the guide says, unless that is withheld."""
        if guided.go_to:
            self._navigator.go_to(guided.name)
        try:
            on = self._arrive(guided, found)
        except LeftOut as left_out:
            self._leave_out(guided.name, str(left_out), found)
            return
        shown = self._compare(guided, on, found)
        if withheld:
            raise Stopped(Verdict.WITHHELD, Cause.POLICY, withheld)
        # Before anything is typed, so that no credential is in any picture or outline.
        self._evidence.keep(on.page, found, shows_names=guided.name == VERIFICATION)
        self._check_addresses(guided, shown)
        self._fill_in(guided, on, found)
        self._leave(guided, on, shown, found)

    def _fill_in(self, guided: GuideScreen, on: Screen, found: StepResult) -> None:
        """Enter and tick what the guide says, in a form that was seen to be cleared."""
        if guided.enter:
            self._session.traces.end()
        if guided.clear and self._target.is_loopback:
            self._controls.try_clear(guided, guided.clear, on, found)
        for caption, credential in guided.enter.items():
            self._controls.enter(on, caption, self._values[credential], found)
        if guided.enter:
            self._look_again_at_disabled(guided, on, found)
        if guided.tick and isinstance(on, RedactionAgreement):
            self._session.request_filter.sign_on()
            self._controls.use(on.tick, "field", guided.tick, found)

    def _leave(
        self, guided: GuideScreen, on: Screen, shown: ScreenComparison, found: StepResult
    ) -> None:
        """Leave a screen by what the guide says to select or to submit."""
        before, address = self._navigator.page, on.page.url
        if guided.select:
            leads_to = next(
                (element.leads_to for element in shown.elements if element.words == guided.select),
                "",
            )
            act = Act(found, guided.name, "select", guided.select, address, shown.lines, leads_to)
            kind = "item" if isinstance(on, MenuBar) else "link"
            self._session.request_filter.look()
            self._navigator.leave(self._controls.use(on.choose, kind, guided.select, found), act)
        elif guided.submit and before:
            act = Act(found, guided.name, "submit", guided.submit, address, shown.lines)
            press = partial(self._press, guided, on, shown)
            self._controls.use(press, "button", guided.submit, found)
            self._navigator.leave(before, act)

    def _leave_out(self, name: ScreenName, came: str, found: StepResult) -> None:
        """Tell of a documented page between that is not there; to go on nothing is clicked."""
        self._keep_if_possible(found)
        if name in self._guide.usual:
            found.notes.append(f"The {name}, which is usual, was not there: {came}.")
            return
        drift = Drift(DriftKind.REMOVED, "page", name, name, came, screen=name)
        if (drift := self._accepted.marked(drift)) not in found.drifts:
            found.drifts.append(drift)

    def _have_at_hand(
        self, at_hand: Sequence[Credential], not_ready: str | None, found: StepResult
    ) -> None:
        """Judge by what was given, since no screen shows it; who lacks it may look all the same."""
        if not_ready:
            found.verdict, found.cause, found.reason = Verdict.WITHHELD, Cause.POLICY, not_ready
        else:
            found.notes.append(f"At hand: {', '.join(at_hand)}.")

    def _press(self, guided: GuideScreen, on: Screen, shown: ScreenComparison, words: str) -> None:
        """Press a button that submits, and let its one request pass."""
        request_filter = self._session.request_filter
        if guided.links_accounts:
            forms = [
                Submission(element.method, element.leads_to)
                for element in shown.elements
                if element.here and element.words == words and element.leads_to
            ]
            is_verified = guided.name != VERIFICATION or self._names_are_right
            request_filter.submit(forms[0] if is_verified and len(forms) == 1 else None)
        else:
            request_filter.sign_on()
        self._policy.submit(on, guided, words, names_are_right=self._names_are_right)

    def _arrive(self, guided: GuideScreen, found: StepResult) -> Screen:
        """Come to a screen, and tell of the pages that were passed before it."""
        if self._navigator.on is None:
            self._controls.unused = []

        def passed(name: InterstitialName, told: str) -> None:
            # Whoever signs on once more meets the same pages once more.
            if (name, guided.name, told) in self._passed:
                return
            self._passed.add((name, guided.name, told))
            if name in self._guide.usual:
                found.notes.append(f"Passed the {name}, which is usual and not in the guide.")
            else:
                seen = f"{name}: {told}"
                drift = Drift(DriftKind.ADDED, "page", guided.name, None, seen, screen=guided.name)
                found.drifts.append(self._accepted.marked(drift))

        return self._navigator.arrive(guided, passed)

    # Comparing

    def _show(self, guided: GuideScreen, on: Screen, *, final: bool = False) -> ScreenComparison:
        shown = compare_screen(
            guided,
            on,
            self._values,
            lambda address: leads_out(address, self._target.addresses),
            final=final,
        )
        shown.drifts = [self._accepted.marked(drift) for drift in shown.drifts]
        return shown

    def _compare(self, guided: GuideScreen, on: Screen, found: StepResult) -> ScreenComparison:
        shown = self._show(guided, on)
        if any(not drift.accepted for drift in shown.drifts):
            # It may only have been late.
            on.settle()
            shown = self._show(guided, on)
        if isinstance(on, MenuBar) and not self._navigator.first_items:
            self._navigator.first_items = shown.items or on.read().items
        # Whoever permits to link spells out both names.
        if self._policy.permit:
            shown.drifts += look_alikes(guided, on, self._values, shown.drifts)
        found.documented += shown.documented
        found.notes += shown.notes
        found.drifts += shown.drifts
        self._controls.unused += [drift for drift in shown.drifts if drift.kind in UNUSED]
        # A name that is not to be found beside its caption is as little verified as a wrong one.
        if any(drift.what in guided.shows.names for drift in shown.drifts):
            raise Stopped(
                Verdict.DRIFTED, None, "The names are not those of the accounts to be linked."
            )
        self._names_are_right = self._names_are_right or bool(guided.shows.names)
        if guided.shows.new_items and not self._has_new_items(shown):
            self._without_menus = (found, guided)
        return shown

    def _look_again_at_disabled(self, guided: GuideScreen, on: Screen, found: StepResult) -> None:
        """Forget of a button that it was disabled, if the form only waited to be filled in."""
        waiting = [
            drift
            for drift in found.drifts
            if drift.kind is DriftKind.DISABLED and drift.what == "button"
        ]
        if not waiting:
            return
        still = self._show(guided, on).drifts
        for drift in waiting:
            if drift not in still:
                found.drifts.remove(drift)
                self._controls.unused.remove(drift)
                found.notes.append(f"{drift.documented} waits until the form is filled in.")

    def _has_new_items(self, shown: ScreenComparison) -> bool:
        return not set(self._navigator.first_items).issuperset(shown.items)

    def _compare_with_recording(self, found: StepResult) -> None:
        """Tell what changed on the screen of a step since it was recorded."""
        # What stands where a site is down or does not answer is not its screen.
        elsewhere = (Cause.MAINTENANCE, Cause.TRANSPORT, Cause.CREDENTIALS, Cause.OURS)
        if self._since is None or found.outline is None or found.cause in elsewhere:
            return
        guided = self._navigator.guided
        screen = guided.name if guided else ""
        drifts = self._since.drifts(found.number, self._evidence.outline_of(found), screen)
        found.drifts += drifts
        if drifts and found.verdict is Verdict.AS_DOCUMENTED:
            found.verdict = Verdict.DRIFTED

    def _check_addresses(self, guided: GuideScreen, shown: ScreenComparison) -> None:
        """Stop before anything is typed that would go, or a link is followed that leads, astray."""
        addresses = self._target.addresses
        for element in shown.elements:
            if not (element.visible and element.here and element.leads_to):
                continue
            goes_astray = element.words == guided.submit and not is_on(element.leads_to, addresses)
            leads_astray = element.words == guided.select and leads_out(element.leads_to, addresses)
            is_one = [each.words for each in shown.elements if each.here].count(element.words) == 1
            if is_one and (goes_astray or leads_astray):
                raise Stopped(
                    Verdict.BLOCKED,
                    Cause.UNEXPECTED_HOST,
                    f"{element.words!r} leads to {element.leads_to}, "
                    "which is on none of the environment's hosts.",
                )

    # If the menus do not appear

    def _remedy(self, step: Step, found: StepResult) -> None:
        """Try the remedies in the guide's order, and name the one that helps."""
        if self._without_menus is None:
            if not step.screen:
                found.verdict = Verdict.NOT_NEEDED
                found.reason = "The menus appeared."
            return
        without, guided = self._without_menus
        for remedy in step.remedies:
            found.documented.append(remedy.words)
            if not self._remedies.try_out(remedy, found):
                continue
            on = self._arrive(guided, found)
            shown = self._show(guided, on)
            if self._has_new_items(shown):
                self._evidence.keep(on.page, found)
                found.reason = f"The menus appeared after: {remedy.words}."
                self._judge_menus_anew(without, shown, found.reason)
                return
            found.notes.append(f"Did not help: {remedy.words}.")
        self._without_menus = None
        on = self._arrive(guided, found)
        self._evidence.keep(on.page, found)
        tried = "; ".join(remedy.words for remedy in step.remedies)
        items = ", ".join(on.read().items)
        said = f"The menus appear after: {tried}"
        found.drifts.append(
            Drift(DriftKind.BEHAVES, Menu.part, MenuBar.part, said, items, screen=MenuBar.called)
        )

    def _judge_menus_anew(self, without: StepResult, shown: ScreenComparison, reason: str) -> None:
        self._without_menus = None
        without.drifts = shown.drifts
        without.notes += [*shown.notes, reason]
        without.verdict = Verdict.DRIFTED if shown.drifts else Verdict.AS_DOCUMENTED

    def _keep_if_possible(self, found: StepResult) -> None:
        """Keep the evidence of a step that stopped, if there is a page to keep it of."""
        page: Page | None = self._navigator.page
        if page is None or page.is_closed():
            return
        try:
            self._evidence.keep(page, found)
        except PlaywrightError as error:
            found.notes.append(f"No evidence could be kept: {str(error).splitlines()[0]}")

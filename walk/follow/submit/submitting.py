"""Checks the names, and presses what submits: behind the two locks, and as the page was read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from pages.linking import Verification
from pages.questions import at_submit
from pages.screen import Screen
from walk.browser.dialogs import SeenDialog
from walk.browser.session import BrowserSession
from walk.compare.names import names_on, warnings_on
from walk.compare.screen import ScreenComparison
from walk.follow.ledger.stops import Stopped, blocked
from walk.follow.submit.pressed_as_read import PressedAsRead
from walk.guide.model import GuideScreen
from walk.guide.screens import VERIFICATION
from walk.results import Cause, Drift, DriftKind, Verdict
from walk.safety.names.glyphs import reader
from walk.safety.names.names_at_click import NeedsScript, NotAsWritten, Refused, WordsNotDrawn
from walk.safety.names.witness import Witness
from walk.safety.policy import Submits
from walk.safety.submissions.first_submit import first_submission
from walk.safety.target import Target

_MORE = ("text", "field", "picture", "notice", "dialog")
"""What more on the verification keeps names from being linked."""


class Submitting:
    """Submits the forms of one walk, and stops it rather than link what nobody verified."""

    def __init__(self, target: Target, session: BrowserSession) -> None:
        """Begin with names that nobody has verified."""
        self._policy = target.policy
        self._values = target.credentials.values if target.credentials else {}
        self._session = session
        self._names_are_right = False
        self._as_read: PressedAsRead | None = None
        """What presses the Submit of the page whose names were read, where that may link."""

    def check_names(
        self, documented: GuideScreen, screen: Screen, comparison: ScreenComparison
    ) -> None:
        """Stop unless every name that the guide shows on a screen is there and right."""
        # A name that is not found beside its caption is as little verified as a wrong one.
        if any(drift.what in documented.shows.names for drift in comparison.drifts):
            raise Stopped(
                Verdict.DRIFTED, None, "The names are not those of the accounts to be linked."
            )
        _check_nothing_more(documented, comparison)
        if documented.shows.names:
            self._as_read = self._pressing(documented, screen, comparison.drifts)
            self._names_are_right = True

    def submit(self, documented: GuideScreen, screen: Screen, words: str) -> None:
        """Press a button that submits, and let its one request pass."""
        request_filter = self._session.request_filter
        on: Submits = screen
        if documented.name == VERIFICATION and self._as_read:
            for alert in _check_scripts(screen, words):
                seen = SeenDialog("alert", alert, is_accepted=True, page=screen.page)
                self._session.dialogs.tell(seen)
            screen.check_gets_clicks(words)
            # A script may draw other names under the mouse, and no script runs once it is pressed.
            screen.hover(words)
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
        with _telling_why_not():
            self._policy.submit(on, documented, words, names_are_right=self._names_are_right)

    def _pressing(
        self, documented: GuideScreen, screen: Screen, drifts: Sequence[Drift]
    ) -> PressedAsRead | None:
        """Return what presses Submit only while the names are drawn, or None at the own court."""
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
        # One reads the names through what nobody sees; it is told where it gets the click.
        cover = screen.cover()
        if cover is None or cover.is_seen:
            with _telling_why_not():
                pressing.look()
        return pressing


def _check_nothing_more(documented: GuideScreen, comparison: ScreenComparison) -> None:
    """Stop before names are linked on a page that says or asks more than the guide shows."""
    if documented.name != VERIFICATION:
        return
    for drift in comparison.drifts:
        is_more = drift.kind is DriftKind.ADDED and drift.what in _MORE
        if is_more and not drift.accepted:
            reason = f"The page has more than the guide shows: {drift.observed!r}."
            raise Stopped(Verdict.DRIFTED, None, reason)


def _check_scripts(screen: Screen, words: str) -> Sequence[str]:
    """Stop if a script would ask something at the permanent Submit, or keep it from being sent.

    The page stands still at that moment, so its scripts do not run. Return the alerts that a reader
    would get.
    """
    found, at = at_submit(screen.page, words), VERIFICATION
    for asked in found.questions:
        question = asked or "a question without words"
        reason = (
            f"The page asks {question!r} when it is submitted, and the walk answers no question "
            "there. This page was not submitted."
        )
        drift = Drift(DriftKind.ADDED, "dialog", at, None, question, screen=at)
        raise Stopped(Verdict.DRIFTED, None, reason, drift)
    if found.is_prevented:
        seen = "nothing happens: a script of the page keeps its form from being sent"
        drift = Drift(DriftKind.BEHAVES, "button", at, f"{words} submits", seen, screen=at)
        reason = f"At {words!r} {seen}. This page was not submitted."
        raise Stopped(Verdict.DRIFTED, None, reason, drift)
    return [each or "an alert without words" for each in found.alerts]


@contextmanager
def _telling_why_not() -> Iterator[None]:
    """Stop with the reason for which a page is not submitted."""
    try:
        yield
    except NeedsScript as refused:
        raise blocked(Cause.POLICY, f"This page was not submitted. {refused}") from refused
    except Refused as refused:
        reason = f"This page was not submitted. {refused}"
        raise Stopped(Verdict.DRIFTED, None, reason, *_unseen(refused)) from refused


def _unseen(refused: Refused) -> Iterator[Drift]:
    """Give what is not to be seen as it is written: a sentence, or else the names."""
    at = VERIFICATION
    if isinstance(refused, WordsNotDrawn):
        # The reading may have missed it before, and then it is the same difference.
        yield Drift(DriftKind.REMOVED, "text", at, refused.words, None, screen=at)
    elif isinstance(refused, NotAsWritten):
        seen = f"not seen as it is written: {refused}"
        yield Drift(DriftKind.REMOVED, "names", at, "the names", seen, screen=at)

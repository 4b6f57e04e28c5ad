"""Does on one screen what the guide says: enter, tick, select, submit."""

from collections.abc import Sequence
from functools import partial

from pages.dialogs import RedactionAgreement
from pages.menus import MenuBar
from pages.reading.reader import Element
from pages.screen import Screen
from walk.compare.screen import ScreenComparison
from walk.follow.comparisons import Comparisons
from walk.follow.controls import Controls
from walk.follow.ledger.entry import StepEntry
from walk.follow.navigator import Act, Navigator
from walk.follow.submit.submitting import Submitting
from walk.guide.model import GuideScreen
from walk.results import DriftKind


class Acts:
    """Does what a guide says on the screen to which one walk came, and leaves it."""

    def __init__(
        self,
        navigator: Navigator,
        controls: Controls,
        comparisons: Comparisons,
        submitting: Submitting,
    ) -> None:
        """Act by `controls` where `navigator` is."""
        self._navigator = navigator
        self._controls = controls
        self._comparisons = comparisons
        self._submitting = submitting
        self._session = navigator.session
        self._target = navigator.target
        credentials = self._target.credentials
        self._values = credentials.values if credentials else {}

    def fill_in(self, documented: GuideScreen, screen: Screen, entry: StepEntry) -> None:
        """Enter and tick what the guide says, after trying the form's Clear button."""
        if documented.enter:
            self._session.traces.end()
        is_only_tried = self._target.policy.is_only_tried(documented)
        # A probe may be in a form that is not the embedded court's, since a page of linking
        # cannot send it anywhere.
        if documented.clear and (self._target.is_loopback or is_only_tried):
            entry.tell(*self._controls.try_clear(documented, documented.clear, screen))
        if documented.enter:
            self._session.request_filter.type_in(screen.page)
        entries, notes = self._controls.entries(documented, screen, self._values)
        entry.note(*notes)
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

    def leave(
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
        name, lines = documented.name, comparison.reading.lines
        if (words := documented.select) and _is_open_group(words, comparison.reading.elements):
            entry.note(f"{words!r} is a heading here, and what belongs to it is open already.")
        elif words:
            links = [each.leads_to for each in comparison.reading.elements if each.words == words]
            link = links[0] if links else ""
            act = Act(entry.number, name, "select", words, address, lines, link)
            kind = "item" if isinstance(screen, MenuBar) else "link"
            self._session.request_filter.look(link or None)
            self._navigator.leave(use(screen.choose, kind, words, entry), act)
        elif (words := documented.submit) and tab:
            act = Act(entry.number, name, "submit", words, address, lines)
            use(partial(self._submitting.submit, documented, screen), "button", words, entry)
            self._navigator.leave(tab, act)


def _is_open_group(words: str, elements: Sequence[Element]) -> bool:
    """Say whether words to select are only a heading, under which there is what it would open."""
    there = [each for each in elements if each.visible and each.here]
    is_control = any(each.words.casefold() == words.casefold() for each in there)
    heads = {head.casefold() for each in there for head in each.under}
    return not is_control and words.casefold() in heads

"""Comes to the screens of a guide, compares them, and keeps the evidence of them."""

from collections.abc import Sequence

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from pages.menus import MenuBar
from pages.reading.page_elements import PageElement
from pages.reading.unread import unread_parts
from pages.screen import Screen
from walk.compare.additions import PERMANENT
from walk.compare.screen import ScreenComparison
from walk.compare.spelling import printed
from walk.follow.causes import in_plain_words
from walk.follow.comparisons import Comparisons
from walk.follow.controls import UNUSABLE, Controls
from walk.follow.ledger.entry import StepEntry
from walk.follow.ledger.stops import blocked
from walk.follow.navigator import Navigator
from walk.follow.screens.linked_already import filing_menus
from walk.follow.setup import WalkSetup
from walk.guide.model import GuideScreen
from walk.guide.screens import InterstitialName, ScreenName
from walk.report.places.meant import NOTHING, Meant
from walk.results import Cause, Drift, DriftKind
from walk.safety.ways_out import wanted


class Screens:
    """The screens of one walk; what is found out on them is told at the step that runs."""

    def __init__(
        self,
        setup: WalkSetup,
        navigator: Navigator,
        controls: Controls,
        comparisons: Comparisons,
    ) -> None:
        """Begin with no screen."""
        self._guide = setup.guide
        self._evidence = setup.evidence
        self._accepted = setup.accepted
        self._navigator = navigator
        self._controls = controls
        self._comparisons = comparisons
        self._session = navigator.session
        self._passed: set[tuple[InterstitialName, ScreenName, str]] = set()

    def arrive(self, documented: GuideScreen, entry: StepEntry) -> Screen:
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

    def report_left_out(self, name: ScreenName, came: str, entry: StepEntry) -> None:
        """Report that a documented interstitial is not there; nothing is clicked to go on."""
        self.keep_if_possible(entry)
        if name in self._guide.usual:
            entry.note(f"The {name}, which is usual, was not there: {came}.")
            return
        drift = Drift(DriftKind.REMOVED, "page", name, name, came, screen=name)
        entry.tell(self._accepted.marked(drift))

    def compare(
        self, documented: GuideScreen, screen: Screen, entry: StepEntry
    ) -> ScreenComparison:
        """Compare a screen when it has come to rest, without the notices that are usual there."""
        self._close_usual(documented, screen, entry)
        comparison = self._comparisons.at_rest(documented, screen)
        # One may have come late.
        if comparison.drifts and self._close_usual(documented, screen, entry):
            comparison = self._comparisons.at_rest(documented, screen)
        self._check_not_linked(documented, comparison, screen)
        self._check_ways(comparison, screen, entry)
        entry.compare(comparison)
        self._controls.unusable += [each for each in comparison.drifts if each.kind in UNUSABLE]
        return comparison

    def _close_usual(self, documented: GuideScreen, screen: Screen, entry: StepEntry) -> bool:
        """Close the notices that the guide calls usual; on pages of linking nothing is clicked."""
        if documented.links_accounts or documented.name in PERMANENT or not self._guide.notice:
            return False
        said = printed(" ".join(screen.read().lines)).casefold()
        there = [each for each in self._guide.notice if printed(each.says).casefold() in said]
        closed = [each for each in there if screen.close(each.close)]
        for each in closed:
            entry.note(f"Closed the {each.name} by {each.close!r}, which is usual.")
        return bool(closed)

    def _check_ways(self, comparison: ScreenComparison, screen: Screen, entry: StepEntry) -> None:
        """Stop if something may be missing only because a lock closes what would draw it."""
        missing = [each for each in comparison.drifts if each.kind is DriftKind.REMOVED]
        if not missing:
            return
        if closed := wanted(screen.page):
            reason = f"The page wants to use {closed}, which this walk keeps closed."
            seen = f"So nobody knows whether {missing[0].documented!r} would be there."
            raise blocked(Cause.POLICY, f"{reason} {seen}")
        entry.note(*unread_parts(screen.page))

    def _check_not_linked(
        self, documented: GuideScreen, comparison: ScreenComparison, screen: Screen
    ) -> None:
        """Stop if the attorney is linked already, which is no difference of the court."""
        if documented.name != MenuBar.called or self._session.request_filter.may_be_linked:
            return
        if menus := filing_menus(documented, comparison.reading.items or screen.read().items):
            listed = " and ".join(repr(each) for each in menus)
            raise blocked(
                Cause.CREDENTIALS,
                f"These accounts are linked already: the menu bar has {listed} before linking. "
                "The guide is for those who are not linked, once for each attorney.",
            )

    def keep_if_possible(self, entry: StepEntry) -> None:
        """Keep the evidence of a step that stopped, if there is a page to keep it of."""
        page = self._navigator.page
        if page is None or page.is_closed():
            return
        if self._session.network.is_undrawn(page):
            entry.note("No evidence could be kept: the page was still on its way.")
            return
        try:
            self.keep(page, entry)
        except PlaywrightError as error:
            entry.note(f"No evidence could be kept: {in_plain_words(error)}.")

    def keep(
        self,
        page: Page,
        entry: StepEntry,
        meant: Meant = NOTHING,
        read: Sequence[PageElement] = (),
        *,
        shows_names: bool = False,
    ) -> None:
        """Keep the evidence of a step; it shows names only if the guide itself does."""
        # The address is known even where no picture can be taken.
        entry.come_to(page.url)
        kept = self._evidence.keep(page, entry.number, read, shows_names=shows_names, meant=meant)
        entry.keep(kept)

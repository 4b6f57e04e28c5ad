"""Why a walk stops: everything that can go wrong, with its cause and one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.menus import MenuBar
from pages.screen import NotThere, Unusable, on_screen
from pages.sign_on import SignOn
from walk.browser.session import Arrived, BrowserSession
from walk.guide.screens import SCREENS, InterstitialName, ScreenName
from walk.results import Cause, Drift, DriftKind, Verdict
from walk.safety.target import Target
from walk.settings.sites import Addresses, is_on, origin

_NETWORK = re.compile(r"net::ERR_|NS_ERROR_|NS_BINDING_|ERR_CONNECTION|interrupted by another nav")
_MAINTENANCE = re.compile(r"\bmaintenance\b|temporarily unavailable", re.IGNORECASE)
_PASSCODE = re.compile(r"passcode", re.IGNORECASE)
_MAINTENANCE_STATUSES = (502, 503, 504)
_UNWELCOME_STATUSES = (403, 429)
_FIRST_ERROR = 400
_EXPLAINING = frozenset(DriftKind) - {
    DriftKind.REMOVED,
    DriftKind.ADDED,
    DriftKind.REWORDED,
    DriftKind.REORDERED,
}


class Stopped(Exception):
    """A step cannot be done, and so the walk ends there."""

    def __init__(self, verdict: Verdict, cause: Cause | None, reason: str) -> None:
        """Say with which verdict the walk stops, for what cause, and why in one sentence."""
        super().__init__(reason)
        self.verdict = verdict
        self.cause = cause
        self.reason = reason

    def judged(self, drifts: Sequence[Drift]) -> tuple[Verdict, Cause | None, str]:
        """Return the verdict of the step that stopped, given the differences found on it.

        A step is drifted, not blocked, if it is known what became of what stopped it.
        """
        named = any(drift.kind in _EXPLAINING for drift in drifts)
        if self.verdict is Verdict.WITHHELD and drifts:
            return Verdict.DRIFTED, None, self.reason
        if self.cause is Cause.SITE and named:
            return Verdict.DRIFTED, None, self.reason
        return self.verdict, self.cause, self.reason


def is_on_its_site(name: str, address: str, addresses: Addresses) -> bool:
    """Say whether an address is on the site to which the screen of that name belongs."""
    site = SCREENS[name].address(addresses)
    return is_on(address, addresses) if site is None else origin(address) == origin(site)


def check_host(name: ScreenName | InterstitialName, page: Page, target: Target) -> None:
    """Stop if a screen is not on the site where it belongs: nothing may be typed there."""
    if not is_on_its_site(name, page.url, target.addresses):
        site = SCREENS[name].address(target.addresses)
        raise Stopped(
            Verdict.BLOCKED,
            Cause.UNEXPECTED_HOST,
            f"The {name} screen is at {page.url}, and the environment "
            f"{target.environment.name!r} has it at {site or 'one of its three sites'}.",
        )


def check_answer(page: Page, session: BrowserSession) -> None:
    """Stop if a page came with the status of a site that is down, whatever it shows."""
    status = session.how_arrived(page).status
    if status in _MAINTENANCE_STATUSES:
        raise _answers(page, status, on_screen(page), Cause.MAINTENANCE)


def why(error: Exception, page: Page | None, session: BrowserSession, target: Target) -> Stopped:
    """Return what an error in the middle of a step says of the site, the way there, or us."""
    if page is None or page.is_closed():
        return Stopped(Verdict.BLOCKED, Cause.OURS, f"The browser ended: {_first_line(error)}.")
    if failures := target.failures():
        told = f"The mock court itself failed by {failures[0]!r}."
        return Stopped(Verdict.BLOCKED, Cause.OURS, told)
    if kept_away := _kept_away(error, page, session, target):
        return kept_away
    if isinstance(error, NotThere):
        try:
            if _is_still_signing_on(error, page) and (asked := session.unanswered(page)):
                return _asked_in_vain(asked, page)
            return _why_not_there(error, page, session.how_arrived(page).status, target)
        except PlaywrightError:
            # A page that goes on to the next by itself, perhaps for ever, cannot be asked.
            return Stopped(Verdict.BLOCKED, Cause.SITE, str(error))
    if isinstance(error, Unusable):
        return Stopped(Verdict.BLOCKED, Cause.SITE, str(error))
    if isinstance(error, PlaywrightTimeout):
        late = Stopped(Verdict.BLOCKED, Cause.SITE, f"At {page.url}: {_first_line(error)}")
        return _refused(_alert(page)) if _alert(page).count() else late
    return Stopped(
        Verdict.BLOCKED, Cause.OURS, f"The walk failed by {type(error).__name__}: {error}."
    )


def _kept_away(
    error: Exception, page: Page, session: BrowserSession, target: Target
) -> Stopped | None:
    """Return why the page that should have come was never had, if that is so."""
    if refused := session.request_filter.refusal():
        return Stopped(Verdict.BLOCKED, Cause.UNEXPECTED_HOST, refused)
    arrived = session.how_arrived(page)
    if arrived.failure and not is_on(arrived.address, target.addresses):
        return _led_astray(arrived.address)
    if arrived.failure or (isinstance(error, PlaywrightError) and _NETWORK.search(str(error))):
        return _unanswered(arrived.address, arrived.failure or _first_line(error))
    return None


def _led_astray(address: str) -> Stopped:
    told = f"The site led to {address}, which is on none of the environment's hosts."
    return Stopped(Verdict.BLOCKED, Cause.UNEXPECTED_HOST, told)


def _unanswered(address: str, failure: str | None) -> Stopped:
    return Stopped(Verdict.BLOCKED, Cause.TRANSPORT, f"{address} did not answer: {failure}.")


def _asked_in_vain(asked: Arrived, page: Page) -> Stopped:
    if asked.status is None:
        return _unanswered(asked.address, asked.failure)
    down = asked.status in _MAINTENANCE_STATUSES
    told = f"{asked.address} answers {asked.status} when asked by a script of {page.url}."
    return Stopped(Verdict.BLOCKED, Cause.MAINTENANCE if down else Cause.SITE, told)


def _is_still_signing_on(error: NotThere, page: Page) -> bool:
    return error.words == MenuBar.called and SignOn.marks(page).count() > 0


def _why_not_there(error: NotThere, page: Page, status: int | None, target: Target) -> Stopped:
    said = on_screen(page)
    is_other_screen = error.kind == "screen"
    # A working page may announce a maintenance to come, beside whatever else it says.
    closed = is_other_screen and any(_MAINTENANCE.search(each) for each in said)
    if status in _MAINTENANCE_STATUSES or closed:
        return _answers(page, status, said, Cause.MAINTENANCE)
    if not is_on(page.url, target.addresses):
        return _led_astray(page.url)
    refusal = _alert(page)
    if is_other_screen and refusal.count():
        return _refused(refusal)
    # Sites turn away browsers that they take for programs, and whoever comes too often.
    if is_other_screen and status in _UNWELCOME_STATUSES:
        return _answers(page, status, said, Cause.TRANSPORT)
    if _is_still_signing_on(error, page):
        return Stopped(Verdict.BLOCKED, Cause.SITE, f"Signing on leads nowhere. {error}")
    is_behind = is_other_screen and SCREENS[error.words].needs_sign_on
    if is_behind and SignOn.marks(page).count() > 0:
        told = f"The session has ended: {page.url} asks to sign on again."
        return Stopped(Verdict.BLOCKED, Cause.CREDENTIALS, told)
    answered = f"{page.url} answers {status}. " if status and status >= _FIRST_ERROR else ""
    return Stopped(Verdict.BLOCKED, Cause.SITE, f"{answered}{error}")


def _alert(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text=re.compile(r"\S"), visible=True)


def _refused(refusal: Locator) -> Stopped:
    words = " ".join(refusal.first.inner_text().split())
    told = f"The court refuses what was entered: {words!r}."
    if _PASSCODE.search(words):
        told += " A passcode is made from the time; see that this machine's clock is right."
    return Stopped(Verdict.BLOCKED, Cause.CREDENTIALS, told)


def _answers(page: Page, status: int | None, said: Sequence[str], cause: Cause) -> Stopped:
    told = f"{page.url} answers {status}: {'; '.join(said) or 'it says nothing'}."
    return Stopped(Verdict.BLOCKED, cause, told)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__

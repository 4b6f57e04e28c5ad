"""Why a walk stops: each thing that can go wrong, with its cause and one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.arrival import NotThere, Unusable, on_screen
from pages.menu_bar import MenuBar
from pages.sign_on import SignOn
from walk.browsing import Browsing
from walk.guide import ScreenName
from walk.target import Target
from walk.verdict import Cause, Drift, DriftKind, Verdict

_NETWORK = re.compile(r"net::ERR_|NS_ERROR_|NS_BINDING_|ERR_CONNECTION|interrupted by another nav")
_MAINTENANCE = re.compile(r"\bmaintenance\b|temporarily unavailable", re.IGNORECASE)
_MAINTENANCE_STATUSES = (502, 503, 504)
_FIRST_ERROR = 400


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

        A step is drifted, not blocked, if what stopped it has a likely new name.
        """
        named = any(drift.kind in (DriftKind.RENAMED, DriftKind.RECASED) for drift in drifts)
        if self.verdict is Verdict.WITHHELD and drifts:
            return Verdict.DRIFTED, None, self.reason
        if self.cause is Cause.SITE and named:
            return Verdict.DRIFTED, None, self.reason
        return self.verdict, self.cause, self.reason


def check_host(name: ScreenName, page: Page, target: Target) -> None:
    """Stop if a screen is not on the site where it belongs: nothing may be typed there."""
    addresses = target.addresses
    right = {"court website": addresses.website, "sign-on": addresses.sign_on}.get(
        name, addresses.cmecf
    )
    # Scheme, host and port: a page without encryption is not the site that has it.
    if urlsplit(page.url)[:2] != urlsplit(right)[:2]:
        raise Stopped(
            Verdict.BLOCKED,
            Cause.UNEXPECTED_HOST,
            f"The {name} screen is at {page.url}, and the environment "
            f"{target.environment.name!r} has it at {right}.",
        )


def why(error: Exception, page: Page | None, browsing: Browsing, target: Target) -> Stopped:
    """Return what an error in the middle of a step says of the site, the way there, or us."""
    if page is None or page.is_closed():
        return Stopped(Verdict.BLOCKED, Cause.OURS, f"The browser ended: {_first_line(error)}.")
    if failures := target.failures():
        told = f"The mock court itself failed by {failures[0]!r}."
        return Stopped(Verdict.BLOCKED, Cause.OURS, told)
    arrived = browsing.how_arrived(page)
    if arrived.failure or (isinstance(error, PlaywrightError) and _NETWORK.search(str(error))):
        return _unanswered(arrived.address, arrived.failure or _first_line(error))
    if isinstance(error, NotThere):
        try:
            if _is_still_signing_on(error, page) and (asked := browsing.unanswered(page)):
                return _unanswered(asked.address, asked.failure)
            return _why_not_there(error, page, arrived.status, target)
        except PlaywrightError:
            # A page that goes on to the next by itself, perhaps for ever, cannot be asked.
            return Stopped(Verdict.BLOCKED, Cause.SITE, str(error))
    if isinstance(error, Unusable):
        return Stopped(Verdict.BLOCKED, Cause.SITE, str(error))
    if isinstance(error, PlaywrightTimeout):
        return Stopped(Verdict.BLOCKED, Cause.SITE, f"At {page.url}: {_first_line(error)}")
    return Stopped(
        Verdict.BLOCKED, Cause.OURS, f"The walk failed by {type(error).__name__}: {error}."
    )


def _unanswered(address: str, failure: str | None) -> Stopped:
    return Stopped(Verdict.BLOCKED, Cause.TRANSPORT, f"{address} did not answer: {failure}.")


def _is_still_signing_on(error: NotThere, page: Page) -> bool:
    return error.words == MenuBar.called and SignOn.marks(page).count() > 0


def _why_not_there(error: NotThere, page: Page, status: int | None, target: Target) -> Stopped:
    said = on_screen(page)
    if status in _MAINTENANCE_STATUSES or any(_MAINTENANCE.search(each) for each in said):
        told = f"{page.url} answers {status}: {'; '.join(said) or 'it says nothing'}."
        return Stopped(Verdict.BLOCKED, Cause.MAINTENANCE, told)
    addresses = target.addresses
    sites = {urlsplit(each)[:2] for each in (addresses.website, addresses.sign_on, addresses.cmecf)}
    if urlsplit(page.url)[:2] not in sites:
        told = f"The site led to {page.url}, which is on none of the environment's hosts."
        return Stopped(Verdict.BLOCKED, Cause.UNEXPECTED_HOST, told)
    refusal = page.get_by_role("alert").filter(has_text=re.compile(r"\S"), visible=True)
    if error.kind == "screen" and refusal.count():
        words = " ".join(refusal.first.inner_text().split())
        told = f"The court refuses what was entered: {words!r}."
        return Stopped(Verdict.BLOCKED, Cause.CREDENTIALS, told)
    if _is_still_signing_on(error, page):
        return Stopped(Verdict.BLOCKED, Cause.SITE, f"Signing on leads nowhere. {error}")
    answered = f"{page.url} answers {status}. " if status and status >= _FIRST_ERROR else ""
    return Stopped(Verdict.BLOCKED, Cause.SITE, f"{answered}{error}")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__

"""Says what is to blame where a screen does not come: what was done last, or the screen itself."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urldefrag

from pages.menus import Menu, MenuBar
from pages.reading import reader
from pages.screen import NotThere
from walk.browser.session import BrowserSession
from walk.follow.causes import is_on_its_site
from walk.follow.navigator import Act, Navigator
from walk.guide.screens import ScreenName
from walk.results import Drift, DriftKind, StepResult, Verdict
from walk.settings.sites import Addresses, is_on, origin

_FIRST_ERROR = 400


def blame(
    missing: NotThere,
    found: StepResult,
    navigator: Navigator,
    session: BrowserSession,
    addresses: Addresses,
) -> None:
    """Add the difference that explains why a screen did not come, to the step that has it.

    A site that answers with an error has not changed, and so nothing is added then.
    """
    act, page = navigator.act, navigator.page
    if act is None or page is None or session.unanswered(page):
        return
    if (session.how_arrived(page).status or 0) >= _FIRST_ERROR:
        return
    wanted = missing.words
    if navigator.is_still_there():
        _blame_act(
            act, found, DriftKind.BEHAVES, f"{act.words} leads to the {wanted}", "nothing happens"
        )
    elif later := _skipped_to(wanted, navigator):
        seen = f"the {later} came instead"
        found.drifts.append(Drift(DriftKind.REMOVED, "page", wanted, wanted, seen, screen=wanted))
    elif act.verb == "select" and _leads_elsewhere(wanted, act, navigator, addresses):
        _blame_act(act, found, DriftKind.RETARGETED, act.words, f"{act.words} ({page.url})")
    elif act.verb == "submit" and _is_on_other_site(wanted, page.url, addresses):
        said = f"{act.words} leads to the {wanted}"
        _blame_act(act, found, DriftKind.BEHAVES, said, f"{act.words} leads to {page.url}")


def _blame_act(
    act: Act, found: StepResult, kind: DriftKind, documented: str, observed: str
) -> None:
    what = "link" if act.verb == "select" else "button"
    drift = Drift(kind, what, act.screen, documented, observed, screen=act.screen)
    if drift not in act.step.drifts:
        act.step.drifts.append(drift)
    if act.step is not found:
        act.step.verdict = Verdict.DRIFTED


def blame_menu(told: Sequence[Drift], found: StepResult, navigator: Navigator) -> bool:
    """Say whether an entry is missing since the menu itself did not come, and add that.

    A menu or a group that opens as a page has the words that were selected as its heading, beside
    the item of the menu bar.
    """
    act, page = navigator.act, navigator.page
    if act is None or page is None or act.screen not in (MenuBar.called, Menu.called):
        return False
    still_under = f"(under {act.words}, "
    if any(
        drift.kind is not DriftKind.REMOVED and still_under not in (drift.observed or "")
        for drift in told
    ):
        return False
    lines = reader.read(page, "page").lines
    if navigator.is_still_there():
        if lines != act.lines or _is_gone(told, act, navigator):
            return False
        said = f"{act.words} leads on"
        _blame_act(act, found, DriftKind.BEHAVES, said, "nothing happens")
        return True
    # Whatever else the guide has of that menu says that it is the right one, too.
    others = {*navigator.known[Menu.called].controls} - {drift.documented for drift in told}
    if lines.count(act.words) > (act.screen == MenuBar.called) or others & {*lines}:
        return False
    _blame_act(act, found, DriftKind.RETARGETED, act.words, f"{act.words} ({page.url})")
    return True


def _is_gone(told: Sequence[Drift], act: Act, navigator: Navigator) -> bool:
    """Say whether an entry of a group is nowhere, though the group itself may well have opened.

    It opens in place, or other entries wait on the page to be shown.
    """
    page, known = navigator.page, navigator.known[Menu.called]
    is_nowhere = all(drift.kind is DriftKind.REMOVED for drift in told)
    if page is None or act.screen != Menu.called or not is_nowhere:
        return False
    opens_in_place = urldefrag(act.leads_to or act.address).url == urldefrag(act.address).url
    waiting = reader.region(page, MenuBar.part, known).locator("a").filter(visible=False)
    return opens_in_place or waiting.count() > 0


def _is_on_other_site(wanted: ScreenName, address: str, addresses: Addresses) -> bool:
    """Say whether a page is on another of the court's sites than a screen should be."""
    return is_on(address, addresses) and not is_on_its_site(wanted, address, addresses)


def _skipped_to(wanted: ScreenName, navigator: Navigator) -> ScreenName | None:
    """Return a screen of the guide that is there by its own words, in place of the one wanted."""
    said = _said(navigator)
    for name, known in navigator.known.items():
        if (
            name not in (wanted, *navigator.visited)
            and known.lines
            and all(line in said for line in known.lines)
        ):
            return name
    return None


def _leads_elsewhere(
    wanted: ScreenName, act: Act, navigator: Navigator, addresses: Addresses
) -> bool:
    """Say whether a link led to another page of a site that works, and not to a changed screen."""
    page, said = navigator.page, _said(navigator)
    if page is None or any(line in said for line in navigator.known[wanted].lines):
        return False
    if not is_on(page.url, addresses):
        return True
    # Whoever did not even leave the site was not led to another one.
    return origin(page.url) == origin(act.address)


def _said(navigator: Navigator) -> str:
    return " ".join(reader.read(navigator.page, "page").lines) if navigator.page else ""

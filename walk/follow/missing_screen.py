"""Explains why a screen did not come: by what was done last, or by the screen itself."""

import re
from collections.abc import Iterable, Sequence

from playwright.sync_api import Page

from pages.menus import Menu, MenuBar
from pages.reading import reader
from pages.reading.covers import covers_of
from pages.reading.reader import NO_HINTS
from pages.screen import NotThere, on_screen
from walk.follow.causes import FIRST_ERROR, is_on_its_site
from walk.follow.ledger.finding import Finding
from walk.follow.navigator import Act, Navigator, page_of
from walk.guide.screens import SCREENS, ScreenName
from walk.results import Drift, DriftKind
from walk.settings.sites import Addresses, is_on, origin

_WAITS = re.compile(r"(please wait|loading|one moment|redirecting|working)\b", re.IGNORECASE)


def explain_missing_screen(missing: NotThere, navigator: Navigator) -> Finding | None:
    """Return the difference that explains why a screen did not come, at the step that caused it.

    A site that answers with an error has not changed, and so there is none then.
    """
    act, page, session = navigator.act, navigator.page, navigator.session
    if act is None or page is None or session.network.unanswered(page):
        return None
    if (session.network.how_arrived(page).status or 0) >= FIRST_ERROR:
        return None
    wanted = missing.words
    promised = f"{act.words} leads to the {wanted}"
    if navigator.dismissed():
        # The walk itself kept it from going on.
        return None
    if navigator.is_still_there():
        nothing = _of_act(act, DriftKind.BEHAVES, promised, "nothing happens")
        return _opened_over(page, act) or nothing
    if later := _skipped_to(wanted, navigator):
        seen = f"the {later} came instead"
        drift = Drift(DriftKind.REMOVED, "page", wanted, wanted, seen, screen=wanted)
        return Finding(navigator.step, drift)
    if act.verb == "submit" and (earlier := _came_back_to(navigator)):
        seen = f"{act.words} leads back to the {earlier}"
        return _of_act(act, DriftKind.BEHAVES, promised, seen)
    if between := _page_between(act, navigator):
        drift = Drift(DriftKind.ADDED, "page", wanted, None, between, screen=wanted)
        return Finding(navigator.step, drift)
    if act.verb == "select" and _leads_elsewhere(wanted, act, navigator):
        return _of_act(act, DriftKind.RETARGETED, act.words, f"{act.words} ({page.url})")
    if act.verb == "submit" and _is_on_other_site(wanted, page.url, navigator.target.addresses):
        return _of_act(act, DriftKind.BEHAVES, promised, f"{act.words} leads to {page.url}")
    return None


def _opened_over(page: Page, act: Act) -> Finding | None:
    """Return what an act has opened over the page that it was to leave."""
    for cover in covers_of(page, "page", NO_HINTS):
        if not {*cover.lines} <= {*act.lines}:
            at = act.screen
            drift = Drift(DriftKind.ADDED, cover.kind, at, None, str(cover), screen=at)
            return Finding(act.step, drift)
    return None


def explain_wrong_host(known: Iterable[Drift], navigator: Navigator) -> Drift | None:
    """Return that a screen is on another host, unless the link that led there is known as that."""
    page, documented = navigator.page, navigator.documented
    if page and documented and all(drift.kind is not DriftKind.RETARGETED for drift in known):
        name, addresses = documented.name, navigator.target.addresses
        site = SCREENS[name].address(addresses)
        return Drift(DriftKind.RETARGETED, "page", name, site, page.url, screen=name)
    return None


def _of_act(act: Act, kind: DriftKind, documented: str, observed: str) -> Finding:
    """Return a difference at the step that did the act, which may be an earlier one."""
    what = "link" if act.verb == "select" else "button"
    return Finding(act.step, Drift(kind, what, act.screen, documented, observed, screen=act.screen))


def explain_missing_menu(drifts: Sequence[Drift], navigator: Navigator) -> Finding | None:
    """Return the difference of a menu if an entry is missing because its menu did not come.

    A menu or a group that opens as a page has the words that were selected as its heading, beside
    the item of the menu bar.
    """
    act, page = navigator.act, navigator.page
    if act is None or page is None or act.screen not in (MenuBar.called, Menu.called):
        return None
    still_under = f"(under {act.words}, "
    if any(
        drift.kind is not DriftKind.REMOVED and still_under not in (drift.observed or "")
        for drift in drifts
    ):
        return None
    lines = reader.read(page, "page").lines
    if navigator.is_still_there():
        if lines != act.lines or _is_gone(drifts, act, navigator):
            return None
        return _of_act(act, DriftKind.BEHAVES, f"{act.words} leads on", "nothing happens")
    # Any other documented entry of that menu shows that it is the right menu.
    others = {*navigator.hints[Menu.called].controls} - {drift.documented for drift in drifts}
    if lines.count(act.words) > (act.screen == MenuBar.called) or others & {*lines}:
        return None
    return _of_act(act, DriftKind.RETARGETED, act.words, f"{act.words} ({page.url})")


def _is_gone(drifts: Sequence[Drift], act: Act, navigator: Navigator) -> bool:
    """Say whether an entry of a group is nowhere, though the group itself may well have opened.

    It opens in place, or other entries wait on the page to be shown.
    """
    page, hints = navigator.page, navigator.hints[Menu.called]
    is_nowhere = all(drift.kind is DriftKind.REMOVED for drift in drifts)
    if page is None or act.screen != Menu.called or not is_nowhere:
        return False
    opens_in_place = page_of(act.leads_to or act.address) == page_of(act.address)
    waiting = reader.region(page, MenuBar.part, hints).locator("a").filter(visible=False)
    return opens_in_place or waiting.count() > 0


def _came_back_to(navigator: Navigator) -> str | None:
    """Return what of before is there again: a screen, or the page with which the court began."""
    if earlier := navigator.came_back_to():
        return earlier
    before = navigator.left.get(MenuBar.called)
    if not before or navigator.page is None:
        return None
    hints = navigator.hints[MenuBar.called]
    reading = reader.read(navigator.page, MenuBar.part, hints)
    # Its menu bar may have other items by now.
    items = {*reading.items, *hints.items}
    return "first page" if {*reading.lines} - items == {*before} - items else None


def _is_on_other_site(wanted: ScreenName, address: str, addresses: Addresses) -> bool:
    """Say whether a page is on another of the court's sites than a screen should be."""
    return is_on(address, addresses) and not is_on_its_site(wanted, address, addresses)


def _skipped_to(wanted: ScreenName, navigator: Navigator) -> ScreenName | None:
    """Return a screen of the guide that is there by its own words, in place of the one wanted."""
    text = _text(navigator)
    for name, hints in navigator.hints.items():
        if (
            name not in (wanted, *navigator.visited)
            and hints.lines
            and all(line in text for line in hints.lines)
        ):
            return name
    return None


def _leads_elsewhere(wanted: ScreenName, act: Act, navigator: Navigator) -> bool:
    """Say whether a link led to another page of a site that works, and not to a changed screen."""
    page, text = navigator.page, _text(navigator)
    if page is None or any(line in text for line in navigator.hints[wanted].lines):
        return False
    # A link that did not even leave the site did not lead to another one of the court's.
    is_foreign = not is_on(page.url, navigator.target.addresses)
    return is_foreign or origin(page.url) == origin(act.address)


def _page_between(act: Act, navigator: Navigator) -> str | None:
    """Return what a page calls itself that came before the wanted one, with a way on of its own."""
    page = navigator.page
    if page is None or not is_on(page.url, navigator.target.addresses):
        return None
    reading = reader.read(page, "page")
    onward = [each for each in reading.pieces if each.kind in ("link", "button")]
    if reading.items or not onward or _WAITS.match(" ".join(reading.lines)):
        return None
    # A link that leads to another page leads there for good; after a page between, it leads on.
    links = [each.leads_to.partition("?")[0] for each in reading.elements if each.leads_to]
    if act.verb == "select" and page.url.partition("?")[0] not in links:
        return None
    return next(iter([*on_screen(page)[1:], *reading.lines]), None)


def _text(navigator: Navigator) -> str:
    return " ".join(reader.read(navigator.page, "page").lines) if navigator.page else ""

"""The baselines of the score: role locators and ARIA snapshots, as you would write them by hand.

The script is written for the one court of the guide. At each screen it expects what the guide
documents by role and exact name, and it compares the screen with an outline of the unchanged
court. It continues by the same locators.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

from mock_court.embedded import EmbeddedCourt, Place

PATIENCE = 1000
"""How long a check waits, in milliseconds."""
LOADING = 15_000
"""How long a busy machine may take to load a page, which is no part of that."""
LIMITED = ("Query", "Reports", "Utilities", "Help", "Log Out")
FULL = ("Bankruptcy", "Adversary", "Query", "Reports", "Utilities", "Search", "Help", "Log Out")
GROUP, ENTRY = "NextGen Release 1.1 Menu Items", "Link a CM/ECF Account to my PACER Account"


class _Stopped(Exception):
    """The script cannot go on."""


@dataclass
class BaselineResult:
    """The step at which each baseline first noticed a change, and the outlines of the screens."""

    by_roles: int | None = None
    by_snapshot: int | None = None
    screens: dict[str, str] = field(default_factory=dict)


class Script:
    """The script in one court."""

    def __init__(
        self, court: EmbeddedCourt, recorded: Mapping[str, str] | None, until: int
    ) -> None:
        """Go up to a step; without a recording only keep the outlines."""
        self._result = BaselineResult()
        self._court = court
        self._recorded = recorded
        self._until = until

    def run(self, page: Page, first: int) -> BaselineResult:
        """Follow the guide from the first step, or from one that comes to a place of the court."""
        parts: Mapping[int, tuple[str, Callable[[Page], Page]]] = {
            1: ("", self._website),
            3: ("sign-on", self._sign_on),
            5: ("menu bar", self._menus),
            9: ("link form", self._link_form),
            11: ("verification", self._verification),
            13: ("confirmation", self._confirmation),
        }
        with suppress(_Stopped):
            if place := parts[first][0]:
                self._begin(page, self._court.places[place]())
            for step, (_, follow) in parts.items():
                if step >= first:
                    page = follow(page)
        return self._result

    def _begin(self, page: Page, place: Place) -> None:
        if cookie := place.cookie:
            page.context.add_cookies(
                [
                    {
                        "name": cookie.name,
                        "value": cookie.value,
                        "domain": cookie.domain,
                        "path": cookie.path,
                    }
                ]
            )
        page.goto(place.address)

    def _website(self, page: Page) -> Page:
        self._do(1, lambda: page.goto(self._court.served.website))
        quick = ("Case Locator (PACER)", "E-Filing (CM/ECF)", "E-Filing Proof of Claim")
        links = [_link(page, f"{words} »") for words in (*quick, "E-Filing Debtor Education")]
        self._see(2, "website", page, links)
        page = self._e_filing(page, links[1])
        self._do(3, _link(page, "Western District of Wisconsin - Document Filing System").click)
        return page

    def _e_filing(self, page: Page, link: Locator) -> Page:
        try:
            with page.expect_popup(timeout=3 * PATIENCE) as opened:
                link.click()
            opened.value.wait_for_load_state()
        except PlaywrightError:
            self._notice_by_roles(2)
            raise _Stopped from None
        return opened.value

    def _sign_on(self, page: Page) -> Page:
        account = self._court.attorney.pacer
        username, password = _field(page, "Username *"), _field(page, "Password *")
        self._see(4, "sign-on", page, self._of_sign_on(page))
        self._do(4, lambda: username.fill(account.username))
        self._do(4, lambda: password.fill(account.password))
        self._do(4, _button(page, "Login").click)
        return page

    def _of_sign_on(self, page: Page) -> list[Locator]:
        title = "Wisconsin Western Bankruptcy Court NextGen Login"
        fields = [_field(page, caption) for caption in ("Username *", "Password *", "Client Code")]
        buttons = [_button(page, words) for words in ("Login", "Clear")]
        help_links = ("Forgot password?", "Forgot username?", "Need an account?")
        return [
            page.get_by_role("heading", name=title, exact=True),
            page.get_by_text("* Required information", exact=True),
            page.get_by_text("NOTICE: This is a restricted government website"),
            *fields,
            *buttons,
            *(_link(page, words) for words in help_links),
        ]

    def _menus(self, page: Page) -> Page:
        self._see(5, "limited menu bar", page, _bar(page, LIMITED))
        self._do(6, _link(page, "Utilities").click)
        self._see(7, "menu", page, [_link(page, GROUP)])
        self._do(7, _link(page, GROUP).click)
        self._see(8, "group", page, [_link(page, ENTRY)])
        self._do(8, _link(page, ENTRY).click)
        return page

    def _link_form(self, page: Page) -> Page:
        account = self._court.attorney.cmecf
        login, password = _in_row(page, "CM/ECF login"), _in_row(page, "CM/ECF password")
        shown = [_heading(page), login, password, *_submit_and_clear(page)]
        self._see(9, "link form", page, shown)
        self._do(9, lambda: login.fill(account.login))
        self._do(9, lambda: password.fill(account.password))
        self._do(10, _button(page, "Submit").click)
        return page

    def _verification(self, page: Page) -> Page:
        attorney = self._court.attorney
        names = (f"{attorney.cmecf.login} {attorney.cmecf.name}", attorney.pacer.name)
        asked = page.get_by_text("Do you want to link these accounts?", exact=True)
        warning = page.get_by_text("After you submit this screen, your old e-filing credentials")
        named = [page.get_by_text(name, exact=True) for name in names]
        shown = [_heading(page), asked, warning, *named, *_submit_and_clear(page)]
        self._see(11, "verification", page, shown)
        self._do(12, _button(page, "Submit").click)
        return page

    def _confirmation(self, page: Page) -> Page:
        linked = "Your PACER account has been linked to your CM/ECF account"
        mailed = "You should also receive an e-mail notification acknowledgement."
        words = [page.get_by_text(each, exact=True) for each in (linked, mailed)]
        self._see(13, "confirmation", page, [_heading(page), *words])
        self._see(14, "full menu bar", page, _bar(page, FULL))
        return page

    def _do(self, step: int, act: Callable[[], object]) -> None:
        if step > self._until:
            raise _Stopped
        try:
            act()
        except PlaywrightError:
            self._notice_by_roles(step)
            raise _Stopped from None

    def _see(self, step: int, name: str, page: Page, there: Sequence[Locator]) -> None:
        if step > self._until:
            raise _Stopped
        with suppress(PlaywrightError):
            page.wait_for_load_state()
        if self._result.by_roles is None:
            try:
                for locator in there:
                    expect(locator).to_be_visible(timeout=PATIENCE)
            except AssertionError:
                self._notice_by_roles(step)
        if self._result.by_snapshot is None:
            self._compare(step, name, page)
        if self._result.by_roles and self._result.by_snapshot:
            raise _Stopped

    def _compare(self, step: int, name: str, page: Page) -> None:
        body = page.locator("body")
        if self._recorded is None:
            self._result.screens[name] = self._with_placeholders(body.aria_snapshot())
            return
        recorded = self._without_placeholders(self._recorded[name])
        try:
            expect(body).to_match_aria_snapshot(recorded, timeout=PATIENCE)
        except AssertionError:
            self._result.by_snapshot = step

    def _notice_by_roles(self, step: int) -> None:
        if self._result.by_roles is None:
            self._result.by_roles = step

    # People and ports differ from one court to the next, so snapshots have placeholders for them.

    @property
    def _own(self) -> list[tuple[str, str]]:
        attorney = self._court.attorney
        return [
            (f":{self._court.served.port}/", ":{port}/"),
            (attorney.cmecf.login, "{login}"),
            (attorney.pacer.name, "{name}"),
            (str(attorney.pacer.number), "{number}"),
        ]

    def _with_placeholders(self, outline: str) -> str:
        for value, placeholder in self._own:
            outline = outline.replace(value, placeholder)
        return re.sub(r"\d{9,}", "{token}", outline)

    def _without_placeholders(self, outline: str) -> str:
        for value, placeholder in self._own:
            outline = outline.replace(placeholder, value)
        return outline


def _link(page: Page, words: str) -> Locator:
    return page.get_by_role("link", name=words, exact=True)


def _heading(page: Page) -> Locator:
    words = "Link a CM/ECF account to my PACER account"
    return page.get_by_role("heading", name=words, exact=True)


def _submit_and_clear(page: Page) -> list[Locator]:
    return [_button(page, words) for words in ("Submit", "Clear")]


def _button(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=words, exact=True)


def _field(page: Page, caption: str) -> Locator:
    return page.get_by_label(caption, exact=True)


def _in_row(page: Page, caption: str) -> Locator:
    # CM/ECF has no labels, so a script for this court uses the row of the table.
    cell = page.get_by_role("cell", name=caption, exact=True)
    return page.get_by_role("row").filter(has=cell).locator("input")


def _bar(page: Page, items: Sequence[str]) -> list[Locator]:
    # Help has no address, so it is not a link.
    bar = page.locator("#topmenu")
    return [
        bar.get_by_text("Help", exact=True)
        if words == "Help"
        else bar.get_by_role("link", name=words, exact=True)
        for words in items
    ]

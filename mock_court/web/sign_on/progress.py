"""Sign-ons in progress: each answer carries a view state, which the next post has to send."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

from mock_court.rules.court import Dialog
from mock_court.rules.memory import Memory
from mock_court.rules.people import PacerAccount

VIEWS_KEPT = 20
"""How many views of one browser are remembered; the oldest expires first."""


@dataclass(eq=False)
class Browser:
    """A browser at the sign-on site, known by its cookie, and the views that it was sent."""

    id: str
    views: OrderedDict[str, "SignOn"] = field(default_factory=OrderedDict)


@dataclass
class SignOn:
    """One sign-on: nobody yet, or an account whose password was right, and what is still due."""

    browser: Browser
    account: PacerAccount | None = None
    client_code: str = ""
    client_code_is_missing: bool = False
    due: list[Dialog] = field(default_factory=list)
    has_passcode_panel: bool = False
    """Whether the form for the passcode has taken the place of the login form."""

    @property
    def next_dialog(self) -> Dialog | None:
        """The dialog that has to be passed next, once a missing client code was warned of."""
        return self.due[0] if self.due and not self.client_code_is_missing else None


class SignOns:
    """The sign-ons in progress, found by the cookie of their browser and by view state."""

    def __init__(self, browsers: Memory[Browser]) -> None:
        self._browsers = browsers

    def browser(self, cookie: str) -> Browser:
        """Return the browser of that cookie, or a new one: no id is taken that was not given."""
        return self._browsers.get(cookie) or self._named(Browser(""))

    def renew(self, browser: Browser) -> None:
        """Give the browser another id, so that who knew it before signing on knows it no more."""
        self._browsers.pop(browser.id, None)
        self._named(browser)

    def forget(self, browser: Browser) -> None:
        """Forget a browser and its sign-ons."""
        self._browsers.pop(browser.id, None)

    def _named(self, browser: Browser) -> Browser:
        browser.id = secrets.token_hex(16).upper()
        self._browsers[browser.id] = browser
        return browser

    def keep(self, sign_on: SignOn) -> str:
        """Remember a sign-on until its next post, and return the view state to send with that."""
        view_state = f"{secrets.randbelow(2**63)}:{secrets.randbelow(2**63)}"
        views = sign_on.browser.views
        views[view_state] = sign_on
        if len(views) > VIEWS_KEPT:
            views.popitem(last=False)
        return view_state

    def give_back(self, view_state: str, sign_on: SignOn, id_: str) -> None:
        """Let a view state that was taken serve the browser `id_` once more."""
        browser = sign_on.browser
        browser.views[view_state] = sign_on
        self._browsers.pop(browser.id, None)
        browser.id = id_
        self._browsers[id_] = browser

    def take(self, view_state: str, browser: Browser) -> SignOn | None:
        """Return the sign-on of that view state, which serves once and only its own browser."""
        return browser.views.pop(view_state, None)

"""Sign-ons in progress: each answer carries a view state, which the next post has to send."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

from mock_court.rules.court import Dialog
from mock_court.rules.people import PacerAccount

VIEWS_KEPT = 1000
"""How many views are remembered; the oldest expires first."""


@dataclass
class SignOn:
    """One sign-on: nobody yet, or an account whose password was right, and what is still due."""

    browser: str
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
    """The sign-ons in progress, found by view state and by the cookie of their browser."""

    def __init__(self) -> None:
        self._by_view_state: OrderedDict[str, SignOn] = OrderedDict()

    def keep(self, sign_on: SignOn) -> str:
        """Remember a sign-on until its next post, and return the view state to send with that."""
        view_state = f"{secrets.randbelow(2**63)}:{secrets.randbelow(2**63)}"
        self._by_view_state[view_state] = sign_on
        if len(self._by_view_state) > VIEWS_KEPT:
            self._by_view_state.popitem(last=False)
        return view_state

    def give_back(self, view_state: str, sign_on: SignOn) -> None:
        """Let a view state that was taken serve once more, since nothing came of it."""
        self._by_view_state[view_state] = sign_on

    def take(self, view_state: str, browser: str) -> SignOn | None:
        """Return the sign-on of that view state, which serves once and only its own browser."""
        sign_on = self._by_view_state.get(view_state)
        if sign_on is None or sign_on.browser != browser:
            return None
        del self._by_view_state[view_state]
        return sign_on

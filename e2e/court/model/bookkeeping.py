"""The court as a few lines of bookkeeping: what it must know and say, worked out a second time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyotp

from e2e.court.rules.clock import Clock
from mock_court.rules.people import Attorney, CmecfAccount, CmecfKind, PacerAccount, PacerKind
from mock_court.rules.records import Link

SIGN_ON_FIRST = "200: sign on first"
SIGNED_ON = "200: signed on"
PASSCODE_ASKED = "200: Enter one-time passcode"
PACER_LOCKED = "200: Too many failed logins. Your account is locked until {}."
LOCKING = 5
WRONG_PASSCODE = "200: Invalid one-time passcode"
NAME_OR_PASSWORD_BLANK = "200: Username and Password are required."
WRONG_PASSWORD = "200: Invalid username or password"
TO_THE_FORM = "303: LinkAccount.pl"
TO_THE_VERIFICATION = "303: LinkVerify.pl"
TO_THE_CONFIRMATION = "303: LinkDone.pl"
THE_FORM = "200: Link a CM/ECF account to my PACER account"
THE_QUESTION = "200: Do you want to link these accounts?"
CONFIRMED = "200: Your PACER account has been linked to your CM/ECF account"
FIELD_BLANK = "422: Enter your CM/ECF login and your CM/ECF password."
WRONG_CREDENTIALS = "403: The CM/ECF login or password is incorrect."
CORPORATE = "403: This CM/ECF account is shared in a company and cannot be linked."
SPECIAL_CHARACTER = (
    "403: A CM/ECF login with & @ $ or * cannot be linked. Ask the court for another login."
)
LINKED_TO_ANOTHER = "409: This CM/ECF account is linked already, to another PACER account."
LINKED_ALREADY = "409: Your PACER account is linked to a CM/ECF account of this court already."
NEVER_TO_BE_LINKED = {
    PacerKind.LEGACY: "403: Your PACER account is a legacy account, and only an upgraded one can "
    "be linked. Upgrade your PACER account",
    PacerKind.ADMINISTRATIVE: "403: Your PACER account is an administrative account: it has no "
    "case access and cannot be linked.",
}
LIMITED = ["Query", "Reports", "Utilities", "Help", "Log Out"]
FULL = ["Bankruptcy", "Adversary", "Query", "Reports", "Utilities", "Search", "Help", "Log Out"]


@dataclass(frozen=True, eq=False)
class ModelSession:
    """Somebody is signed on; each sign-on makes another session, even of the same account."""

    account: PacerAccount


@dataclass(frozen=True)
class ModelRequest:
    """A link form that was taken: where its verification is, and whose it is."""

    address: str
    session: ModelSession
    cmecf: CmecfAccount


@dataclass
class Model:
    """What a court has to know, and what it has to answer; each answer is a status and a text."""

    clock: Clock
    enrolled: Sequence[Attorney]
    links: list[Link] = field(default_factory=list)
    mailed: list[PacerAccount] = field(default_factory=list)
    failed: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    strangers_failed: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    """The same of names that are nobody's, of which the records know nothing."""
    passcodes_used: dict[str, int] = field(default_factory=dict)

    def is_linked(self, account: PacerAccount) -> bool:
        """Say whether that PACER account is linked."""
        return account.username in {link.pacer_username for link in self.links}

    def menu_bar(self, session: ModelSession) -> list[str]:
        """Return the menu bar of that session."""
        return FULL if self.is_linked(session.account) else LIMITED

    def password(self, account: PacerAccount, password: str) -> str:
        """Type name and password into the login form."""
        if not password:
            return NAME_OR_PASSWORD_BLANK
        is_right = (
            account in [each.pacer for each in self.enrolled] and password == account.password
        )
        if until := self._try(f"pacer {account.username}", is_right=is_right):
            return PACER_LOCKED.format(until)
        if not is_right:
            return WRONG_PASSWORD
        return PASSCODE_ASKED if account.otp_secret else SIGNED_ON

    def passcode(self, account: PacerAccount, given: str) -> str:
        """Type a passcode: one serves in its own 30 seconds and the next, and none before it."""
        assert account.otp_secret
        totp, found = pyotp.TOTP(account.otp_secret), 0
        for at in (self.clock(), self.clock() - timedelta(seconds=30)):
            found = found or (totp.timecode(at) if totp.at(at) == given else 0)
        is_right = found > self.passcodes_used.get(account.username, 0)
        if until := self._try(f"passcode {account.username}", is_right=is_right):
            return PACER_LOCKED.format(until)
        if not is_right:
            return WRONG_PASSCODE
        self.passcodes_used[account.username] = found
        return SIGNED_ON

    def form(self, session: ModelSession | None) -> str:
        """Ask for the link form."""
        return self._page(session, THE_FORM)

    def submit_form(self, session: ModelSession | None, cmecf: CmecfAccount, password: str) -> str:
        """Submit the link form."""
        if session is None or self.is_linked(session.account):
            return self.form(session)
        if not password:
            return FIELD_BLANK
        if never := NEVER_TO_BE_LINKED.get(session.account.kind):
            return never
        is_right = cmecf in [each.cmecf for each in self.enrolled] and password == cmecf.password
        if until := self._try(f"cmecf wiwb {cmecf.login}", is_right=is_right):
            return f"423: Too many failed tries. Try again after {until}."
        if not is_right:
            return WRONG_CREDENTIALS
        if self._is_taken(cmecf):
            return LINKED_TO_ANOTHER
        if cmecf.kind is CmecfKind.CORPORATE:
            return CORPORATE
        return SPECIAL_CHARACTER if set(cmecf.login) & set("&@$*") else TO_THE_VERIFICATION

    def verification(self, session: ModelSession | None, request: ModelRequest | None) -> str:
        """Ask for the verification of a request, or for one that never was."""
        is_own = request is not None and request.session is session
        return self._page(session, THE_QUESTION if is_own else TO_THE_FORM)

    def submit_verification(
        self, session: ModelSession | None, request: ModelRequest | None
    ) -> str:
        """Submit the verification of a request, or of one that never was."""
        answer = self.verification(session, request)
        if request is None or answer != THE_QUESTION:
            return answer
        if self._is_taken(request.cmecf):
            return LINKED_TO_ANOTHER
        account = request.session.account
        self.links.append(Link("wiwb", request.cmecf.login, account.username, self.clock()))
        self.mailed.append(account)
        return TO_THE_CONFIRMATION

    def confirmation(self, session: ModelSession | None, request: ModelRequest | None) -> str:
        """Ask for the confirmation of a request, or of one that never was."""
        if session is None:
            return SIGN_ON_FIRST
        if request is None or request.session is not session:
            return TO_THE_FORM
        linked = (request.cmecf.login, session.account.username)
        pairs = [(link.cmecf_login, link.pacer_username) for link in self.links]
        return CONFIRMED if linked in pairs else TO_THE_FORM

    def _page(self, session: ModelSession | None, page: str) -> str:
        if session is None:
            return SIGN_ON_FIRST
        return LINKED_ALREADY if self.is_linked(session.account) else page

    def _is_taken(self, cmecf: CmecfAccount) -> bool:
        return cmecf.login in {link.cmecf_login for link in self.links}

    def _try(self, name: str, *, is_right: bool) -> str | None:
        """Count a try on an account; return until when it is locked, if it is."""
        known = [
            known for each in self.enrolled for known in (each.pacer.username, each.cmecf.login)
        ]
        failed = self.failed if name.rpartition(" ")[2] in known else self.strangers_failed
        count, last_at = failed.get(name, (0, self.clock()))
        # Five failures in a row lock for five minutes, and each further one for a minute more.
        # Meanwhile nothing is judged, and so nothing fails.
        until = last_at + timedelta(minutes=count)
        if count < LOCKING or self.clock() >= until:
            if is_right:
                failed.pop(name, None)
                return None
            failed[name] = count + 1, self.clock()
            if count + 1 < LOCKING:
                return None
            until = self.clock() + timedelta(minutes=count + 1)
        return f"{until:%H:%M:%S %Z}"

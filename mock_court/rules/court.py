"""The rules of the court, without HTTP: who may sign on, and who may link two accounts."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NoReturn

import pyotp

from mock_court.courts.profile import Profile
from mock_court.rules import refusals
from mock_court.rules.memory import Memory
from mock_court.rules.notice import linking_notice
from mock_court.rules.people import (
    Attorney,
    CmecfAccount,
    CmecfKind,
    PacerAccount,
    PacerKind,
    with_passcode,
)
from mock_court.rules.records import Link, LinkExists, Records
from mock_court.rules.refusals import Refused
from mock_court.rules.strangers import Strangers
from mock_court.scenarios.behavior import Behavior
from mock_court.scenarios.profile_changes import worded

TRIES_BEFORE_LOCK = 5
FIRST_LOCK = timedelta(minutes=5)
FURTHER_LOCK = timedelta(minutes=1)
SKIPS_OF_UPDATE = 3
PASSCODE_SECONDS = 30
LONGEST_CLIENT_CODE = 32
# Both are invented: PACER says only that its sign-on holds until logout "or expiry".
SESSION_TIME = timedelta(hours=1)
"""How long a session stays open without a request."""
SESSIONS_KEPT = 10_000
"""How many sessions, and how many link requests, are remembered at once."""
UNLINKABLE_CHARACTERS = frozenset("&@$*")
VIEWER_MENU_ID = -1
"""The menu id of every viewer; each filer has another."""


class Role(StrEnum):
    """What a menu bar shows: a viewer's is limited, a filer's is full."""

    VIEWER = "viewer"
    FILER = "filer"


class Dialog(StrEnum):
    """What may come between a right password and the court, in this order."""

    PASSCODE = "passcode"
    UPDATE = "update"
    REDACTION = "redaction"


@dataclass(frozen=True)
class Session:
    """Somebody signed on; the token is the value of the sign-on cookie (128 characters)."""

    account: PacerAccount
    role_at_sign_on: Role
    client_code: str = ""
    token: str = field(default_factory=lambda: secrets.token_hex(64), repr=False)


@dataclass(frozen=True)
class LinkRequest:
    """A link form that was submitted and waits for its verification."""

    session: Session
    cmecf: CmecfAccount
    token: str = field(default_factory=lambda: str(secrets.randbelow(10**15)))


class Court:
    """One court, its people and its records."""

    def __init__(
        self,
        profile: Profile,
        records: Records | None = None,
        behavior: Behavior | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open the court; without records it starts with new ones in memory."""
        self.behavior = behavior or Behavior()
        self.profile = worded(profile, self.behavior)
        self.records = records or Records()
        self.now = now
        self.nonce = secrets.token_hex(16)
        self._strangers = Strangers(self.records, self.memory())
        self._sessions: Memory[Session] = self.memory()
        self._link_requests: Memory[LinkRequest] = self.memory()

    def memory(self) -> Memory[Any]:
        """Make a memory of what belongs to sessions, which forgets when they are forgotten."""
        return Memory(self._time, SESSION_TIME, SESSIONS_KEPT)

    def _time(self) -> datetime:
        # Asked anew each time, since a test may stop the clock of an open court.
        return self.now()

    def enroll(self, attorneys: Iterable[Attorney]) -> list[Attorney]:
        """Give the attorneys their accounts, and return them; the court knows nobody else.

        Where everybody needs a passcode, who came without a secret for it has one then.
        """
        enrolled = list(attorneys)
        if self.behavior.all_need_passcode:
            enrolled = [with_passcode(attorney) for attorney in enrolled]
        with self.records.together():
            for attorney in enrolled:
                self.records.add_pacer(attorney.pacer)
                self.records.add_cmecf(self.profile.id, attorney.cmecf)
        return enrolled

    # Signing on

    def check_password(self, username: str, password: str) -> PacerAccount:
        """Return the PACER account that username and password open."""
        account, name = self.records.pacer(username), f"pacer {username}"
        if account is None:
            self._refuse_stranger(name)
        self._check_tries(name, password, account.password)
        return account

    @staticmethod
    def check_client_code(client_code: str) -> None:
        """Refuse a client code with a space or a comma; a missing one is only warned of.

        The form takes 32 characters. No others than those of Latin-1 fit into a cookie's header.
        """
        odd = set(client_code) & {" ", ","} or any(ord(each) > 0xFF for each in client_code)
        if odd or len(client_code) > LONGEST_CLIENT_CODE:
            raise refusals.ClientCodeInvalid

    def _check_tries(self, name: str, given: str, right: str) -> None:
        is_right = secrets.compare_digest(given.encode(), right.encode())
        failed = self._check_lock(name, self.records)
        if not is_right:
            self._fail(name, self.records, refusals.WrongCredentials)
        if failed:
            self.records.forget_failed_tries(name)

    def _refuse_stranger(self, name: str) -> NoReturn:
        """Refuse a name that is nobody's, like a wrong password and with the same lock."""
        self._check_lock(name, self._strangers)
        self._fail(name, self._strangers, refusals.WrongCredentials)

    def _check_lock(self, name: str, tries: Records | Strangers) -> bool:
        """Refuse any try on a locked account; return whether the last try on it failed.

        Nothing is judged or counted during a lock: whether the password was right must show
        neither in the answer nor in the end of the lock (invented).
        """
        failed = tries.failed_tries(name)
        if failed and (until := _locked_until(*failed)) and self.now() < until:
            raise refusals.Locked(until)
        return failed is not None

    def _fail(self, name: str, tries: Records | Strangers, refusal: type[Refused]) -> NoReturn:
        """Count a failed try, and refuse it."""
        tries.add_failed_try(name, self.now())
        if (failed := tries.failed_tries(name)) and (until := _locked_until(*failed)):
            raise refusals.Locked(until)
        raise refusal

    def misses_client_code(self, account: PacerAccount, client_code: str) -> bool:
        """Say whether the account has to be warned that it entered no client code."""
        is_required = account.client_code_required or self.behavior.all_need_client_code
        return is_required and not client_code

    def dialogs(self, account: PacerAccount) -> list[Dialog]:
        """Return the dialogs that this account has to pass after its password, in order."""
        all_agree = self.behavior.all_agree_to_redaction
        if all_agree is None:
            all_agree = self.profile.agrees_to_redaction
        due = {
            Dialog.PASSCODE: account.otp_secret is not None,
            Dialog.UPDATE: account.update_required or self.behavior.all_need_update,
            Dialog.REDACTION: account.files_elsewhere or all_agree,
        }
        return [dialog for dialog, is_due in due.items() if is_due]

    def check_passcode(self, account: PacerAccount, passcode: str) -> None:
        """Use up a one-time passcode; each serves once, and only in its 30 seconds or the next.

        Wrong ones lock as wrong passwords do, and a right password does not start the count anew:
        who asks for a passcode has given one (invented).
        """
        name, interval = f"passcode {account.username}", self._interval_of(account, passcode)
        failed = self._check_lock(name, self.records)
        if interval is None or not self.records.use_passcode(account.username, interval):
            self._fail(name, self.records, refusals.WrongPasscode)
        if failed:
            self.records.forget_failed_tries(name)

    def _interval_of(self, account: PacerAccount, passcode: str) -> int | None:
        """Return the 30 seconds whose passcode this is, of those in which it may be entered."""
        if account.otp_secret is None:
            return None
        totp, now = pyotp.TOTP(account.otp_secret, interval=PASSCODE_SECONDS), self.now()
        found = None
        # Compared byte by byte, where pyotp would take digits of other scripts for these.
        for at in (now - timedelta(seconds=PASSCODE_SECONDS), now):
            interval = totp.timecode(at)
            if secrets.compare_digest(totp.generate_otp(interval).encode(), passcode.encode()):
                found = interval
        return found

    def may_skip_update(self, account: PacerAccount) -> bool:
        """Say whether the required update can be put off once more."""
        return self.records.updates_skipped(account.username) < SKIPS_OF_UPDATE

    def skip_update(self, account: PacerAccount) -> None:
        """Put the required update off once more."""
        if not self.may_skip_update(account):
            raise refusals.NoSkipsLeft
        self.records.skip_update(account.username)

    def open_session(self, account: PacerAccount, client_code: str = "") -> Session:
        """Sign the account on; everything that was asked of it has been passed."""
        session = Session(account, self._role_now(account), client_code)
        self._sessions[session.token] = session
        return session

    def session(self, token: str | None) -> Session | None:
        """Return the session of that sign-on cookie, if it is still open."""
        return self._sessions.get(token) if token else None

    def close_session(self, token: str | None) -> None:
        """Log out."""
        if token:
            self._sessions.pop(token, None)

    # CM/ECF

    def _role_now(self, account: PacerAccount) -> Role:
        linked = self.records.link_of_pacer(self.profile.id, account.username)
        return Role.FILER if linked else Role.VIEWER

    def role(self, session: Session) -> Role:
        """Return the role that decides the session's menu bar."""
        if self.behavior.menu_turns_full == "never":
            return Role.VIEWER
        if self.behavior.menu_turns_full == "after a new login":
            return session.role_at_sign_on
        return self._role_now(session.account)

    def menu_id(self, session: Session, role: Role | None = None) -> int:
        """Return the `id` in the addresses of the session's menus and of its menu script.

        A filer's differs from a viewer's, so that linking changes the address of the script. Where
        the id stays the same, the browser's cache goes on serving the old menu. Who has asked for
        the session's role already gives it here.
        """
        if self.behavior.menu_turns_full == "after clearing":
            return session.account.number
        role = role or self.role(session)
        return session.account.number if role is Role.FILER else VIEWER_MENU_ID

    def has_case_access(self, session: Session) -> bool:
        """Say whether the session may look at cases."""
        return session.account.kind is not PacerKind.ADMINISTRATIVE

    def check_cmecf_password(self, login: str, password: str) -> CmecfAccount:
        """Return the CM/ECF account of login and password; a linked one has none any more."""
        account, name = (
            self.records.cmecf(self.profile.id, login),
            f"cmecf {self.profile.id} {login}",
        )
        if account is None:
            self._refuse_stranger(name)
        self._check_tries(name, password, account.password)
        if self.records.link_of_cmecf(self.profile.id, login):
            raise refusals.AlreadyLinked
        return account

    # Linking

    def link_of(self, session: Session) -> Link | None:
        """Return the link that the session's PACER account has at this court."""
        return self.records.link_of_pacer(self.profile.id, session.account.username)

    def check_may_link(self, session: Session) -> None:
        """Refuse a PACER account that can never be linked, or is linked already."""
        never: dict[PacerKind, type[refusals.LinkRefused]] = {
            PacerKind.LEGACY: refusals.LegacyAccount,
            PacerKind.ADMINISTRATIVE: refusals.AdministrativeAccount,
        }
        # As in life a shared account links like any other, and shuts the firm's others out.
        if not self.behavior.shared_accounts_may_link:
            never[PacerKind.SHARED] = refusals.SharedAccount
        if refusal := never.get(session.account.kind):
            raise refusal
        if self.link_of(session):
            raise refusals.AlreadyLinked

    def request_link(self, session: Session, login: str, password: str) -> LinkRequest:
        """Take the link form (first Submit): nothing is linked yet."""
        self.check_may_link(session)
        account = self.check_cmecf_password(login, password)
        if account.kind is CmecfKind.CORPORATE:
            raise refusals.CorporateAccount
        if set(login) & UNLINKABLE_CHARACTERS:
            raise refusals.UnlinkableLogin
        request = LinkRequest(session, account)
        self._link_requests[request.token] = request
        return request

    def link_request(self, session: Session, token: str) -> LinkRequest | None:
        """Return the link request of that token, if it is the session's own."""
        request = self._link_requests.get(token)
        return request if request and request.session is session else None

    def link(self, request: LinkRequest) -> Link:
        """Link the accounts permanently (second Submit), and owe the notice of it by mail."""
        self.check_may_link(request.session)
        pacer = request.session.account
        link = Link(self.profile.id, request.cmecf.login, pacer.username, self.now())
        notice = linking_notice(self.profile, pacer, request.cmecf, link.linked_at)
        try:
            self.records.link(link, notice.as_bytes())
        except LinkExists as error:
            raise refusals.AlreadyLinked from error
        return link


def _locked_until(count: int, last_at: datetime) -> datetime | None:
    """Return until when `count` failed tries in a row lock an account (WIWB, Release 4.1)."""
    if count < TRIES_BEFORE_LOCK:
        return None
    return last_at + FIRST_LOCK + (count - TRIES_BEFORE_LOCK) * FURTHER_LOCK

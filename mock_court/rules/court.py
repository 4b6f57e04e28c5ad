"""The rules of the court, without HTTP: who may sign on, and who may link two accounts."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pyotp

from mock_court.courts.profile import Profile
from mock_court.rules import refusals
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
from mock_court.scenarios.behavior import Behavior
from mock_court.scenarios.profile_changes import worded

TRIES_BEFORE_LOCK = 5
FIRST_LOCK = timedelta(minutes=5)
FURTHER_LOCK = timedelta(minutes=1)
SKIPS_OF_UPDATE = 3
PASSCODE_SECONDS = 30
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
        self._sessions: dict[str, Session] = {}
        self._link_requests: dict[str, LinkRequest] = {}

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
        account = self.records.pacer(username)
        # An unknown name is refused like a wrong password, and leaves no trace.
        if account is None:
            raise refusals.WrongCredentials
        self._check_tries(f"pacer {username}", password, account.password)
        return account

    @staticmethod
    def check_client_code(client_code: str) -> None:
        """Refuse a client code with a space or a comma; a missing one is only warned of."""
        if set(client_code) & {" ", ","}:
            raise refusals.ClientCodeInvalid

    def _check_tries(self, name: str, given: str, right: str) -> None:
        failed = self.records.failed_tries(name)
        if secrets.compare_digest(given.encode(), right.encode()):
            if failed and (until := _locked_until(*failed)) and self.now() < until:
                raise refusals.Locked(until)
            if failed:
                self.records.forget_failed_tries(name)
            return
        self.records.add_failed_try(name, self.now())
        if (failed := self.records.failed_tries(name)) and (until := _locked_until(*failed)):
            raise refusals.Locked(until)
        raise refusals.WrongCredentials

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
        """Use up a one-time passcode; each serves once, and only in its 30 seconds or the next."""
        if account.otp_secret is None:
            raise refusals.WrongPasscode
        totp, now = pyotp.TOTP(account.otp_secret, interval=PASSCODE_SECONDS), self.now()
        for at in (now, now - timedelta(seconds=PASSCODE_SECONDS)):
            if totp.verify(passcode, for_time=at):
                if self.records.use_passcode(account.username, totp.timecode(at)):
                    return
                break
        raise refusals.WrongPasscode

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

    def menu_id(self, session: Session) -> int:
        """Return the `id` in the addresses of the session's menus and of its menu script.

        A filer's differs from a viewer's, so that linking changes the address of the script. Where
        the id stays the same, the browser's cache goes on serving the old menu.
        """
        if self.behavior.menu_turns_full == "after clearing":
            return session.account.number
        return session.account.number if self.role(session) is Role.FILER else VIEWER_MENU_ID

    def has_case_access(self, session: Session) -> bool:
        """Say whether the session may look at cases."""
        return session.account.kind is not PacerKind.ADMINISTRATIVE

    def check_cmecf_password(self, login: str, password: str) -> CmecfAccount:
        """Return the CM/ECF account of login and password; a linked one has none any more."""
        account = self.records.cmecf(self.profile.id, login)
        if account is None:
            raise refusals.WrongCredentials
        self._check_tries(f"cmecf {self.profile.id} {login}", password, account.password)
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

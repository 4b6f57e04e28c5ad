"""Three people at three browsers who do what they like, while court and model are compared."""

import re
import threading
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.headerregistry import Address
from html import unescape

import pyotp
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from e2e.court.http.reader import (
    CMECF,
    FORM,
    MAIN_PAGE,
    SIGN_ON,
    Reader,
    menu_bar,
    outcome,
    view_state,
)
from e2e.court.model import bookkeeping
from e2e.court.model.bookkeeping import Model, ModelRequest, ModelSession
from e2e.court.rules.clock import Clock
from mock_court.courts.profile import MAILBOX_HOST, SIGN_ON_HOST, read_profile
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, CmecfKind, PacerAccount, PacerKind, People
from mock_court.rules.records import Notice, Records
from mock_court.serve import serve

PROFILE = read_profile("wiwb")
COOKIE = "NextGenCSO"
COOKIE_DOMAIN = ".uscourts.localhost"
LOG_OUT = (f"{CMECF}/cgi-bin/login.pl?logout", f"http://{SIGN_ON_HOST}/csologin/logout.jsf")
NEVER_GIVEN = f"{CMECF}/cgi-bin/LinkVerify.pl?1-L_1_1-1"
BOUND = 10.0
"""No mail takes as many seconds as this unless it never arrives."""

# What makes a link is more often among the choices, since all else happens without.
RIGHT, WRONG, WRONG_FIVE_TIMES, BLANK = "right", "wrong", "wrong five times", "blank"
how = st.sampled_from([RIGHT] * 5 + [WRONG, WRONG_FIVE_TIMES, BLANK])
one_of_three = st.integers(0, 2)
ORDINARY, WITH_PASSCODE, FIRM, LEGACY, ADMINISTRATIVE, STRANGER = range(6)
pacer_account = st.sampled_from(
    [ORDINARY, WITH_PASSCODE, FIRM] * 2 + [LEGACY, ADMINISTRATIVE, STRANGER]
)
cmecf_account = st.sampled_from([ORDINARY, WITH_PASSCODE] * 3 + list(range(7)))
number = st.integers(0, 99)


class MailedRecords(Records):
    """Records that can be waited for until no notice is owed any more."""

    def __init__(self) -> None:
        super().__init__()
        self._sent = threading.Condition()

    def mark_sent(self, notice: Notice, at: datetime) -> None:
        """Note that a mail server took the notice, and say so."""
        with self._sent:
            super().mark_sent(notice, at)
            self._sent.notify_all()

    def all_are_sent(self) -> bool:
        """Wait until no notice is owed, and say whether it came to that."""
        with self._sent:
            return self._sent.wait_for(lambda: not self.unsent_notices(), BOUND)


@dataclass(eq=False)
class Person:
    """Somebody at a browser: what the model knows of it."""

    reader: Reader
    session: ModelSession | None = None
    asked_for_passcode: tuple[PacerAccount, str] | None = None
    """The account whose password was right, and the view state that the passcode needs."""


class CourtMachine(RuleBasedStateMachine):
    """After everything that anybody does, the court has answered and knows what the model does."""

    make_records: type[MailedRecords] = MailedRecords

    def make_court(self, records: MailedRecords, clock: Clock) -> Court:
        """Make the court that is compared with the bookkeeping."""
        return Court(PROFILE, records, now=clock)

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()

    @initialize(
        seed=st.integers(0, 2**32 - 1), signed_on=st.tuples(*[st.none() | pacer_account] * 3)
    )
    def open_the_court(self, seed: int, signed_on: tuple[int | None, ...]) -> None:
        """Open a court with new people, some of whom are signed on already."""
        people = People(seed)
        ordinary, with_passcode = people.attorney(), people.attorney(passcode=True)
        first_of_firm, second_of_firm = people.firm(attorneys=2)
        legacy = people.attorney(kind=PacerKind.LEGACY)
        administrative = people.attorney(kind=PacerKind.ADMINISTRATIVE)
        stranger = people.attorney()
        enrolled = [
            ordinary,
            with_passcode,
            first_of_firm,
            second_of_firm,
            Attorney(legacy.pacer, replace(legacy.cmecf, kind=CmecfKind.CORPORATE)),
            Attorney(administrative.pacer, replace(administrative.cmecf, login="john&public")),
        ]
        self.pacer = [
            each.pacer
            for each in (ordinary, with_passcode, first_of_firm, legacy, administrative, stranger)
        ]
        self.cmecf = [each.cmecf for each in (*enrolled, stranger)]
        self.clock, self.records = Clock(), self.make_records()
        self.court = self.make_court(self.records, self.clock)
        self.court.enroll(enrolled)
        self.model = Model(self.clock, enrolled)
        self.requests: list[ModelRequest] = []
        self.stack.callback(self.records.close)
        served = self.stack.enter_context(serve(self.court))
        self.people = [Person(Reader(served)) for _ in signed_on]
        for person, chosen in zip(self.people, signed_on, strict=True):
            cookies = self.stack.enter_context(person.reader.client).cookies
            if chosen not in {None, STRANGER}:
                account = self.pacer[chosen]
                session = self.court.open_session(account)
                cookies.set(COOKIE, session.token, domain=COOKIE_DOMAIN)
                person.session = ModelSession(account)

    def teardown(self) -> None:
        """Close the court, which raises what its endpoints raised."""
        self.stack.close()

    # Sign-on

    @rule(who=one_of_three, account=pacer_account, how=how)
    def log_on(self, who: int, account: int, how: str) -> None:
        """Open the login form, and fill it in unless somebody is signed on already."""
        person = self.people[who]
        for _ in range(5 if how == WRONG_FIVE_TIMES else 1):
            page = person.reader.get(SIGN_ON)
            if person.session:
                assert outcome(page) == bookkeeping.SIGNED_ON
            else:
                self._log_on(person, view_state(page.text), self.pacer[account], how)

    def _log_on(self, person: Person, state: str, account: PacerAccount, how: str) -> None:
        password = _password(account.password, how)

        answer = person.reader.post_sign_on(state, account.username, password)

        said = self.model.password(account, password)
        assert outcome(answer) == said
        person.asked_for_passcode = None
        if said == bookkeeping.PASSCODE_ASKED:
            person.asked_for_passcode = account, view_state(answer.text)
        if said == bookkeeping.SIGNED_ON:
            person.session = ModelSession(account)

    @precondition(lambda self: any(person.asked_for_passcode for person in self.people))
    @rule(
        number=number,
        intervals_ago=st.sampled_from([0, 0, 0, 1, 2, -1]),
        times=st.sampled_from([1, 1, 1, 6]),
    )
    def enter_a_passcode(self, number: int, intervals_ago: int, times: int = 1) -> None:
        """Enter the passcode of these 30 seconds, of earlier ones or of the next."""
        asked = [each for each in self.people if each.asked_for_passcode]
        person = asked[number % len(asked)]
        assert person.asked_for_passcode
        account, _ = person.asked_for_passcode
        assert account.otp_secret
        made_at = self.clock() - timedelta(seconds=30 * intervals_ago)
        passcode = pyotp.TOTP(account.otp_secret).at(made_at)
        for _ in range(times):
            self._enter_passcode(person, account, passcode)

    def _enter_passcode(self, person: Person, account: PacerAccount, passcode: str) -> None:
        if person.asked_for_passcode is None:
            return
        answer = person.reader.enter_passcode(person.asked_for_passcode[1], passcode)

        said = self.model.passcode(account, passcode)
        assert outcome(answer) == said
        if said == bookkeeping.SIGNED_ON:
            person.asked_for_passcode, person.session = None, ModelSession(account)
        else:
            person.asked_for_passcode = account, view_state(answer.text)

    @rule(who=one_of_three, address=st.sampled_from(LOG_OUT))
    def log_out(self, who: int, address: str) -> None:
        """Log out of CM/ECF or of PACER, and come back with the old cookie."""
        person = self.people[who]
        cookies = person.reader.client.cookies
        old = cookies.get(COOKIE) or "none"

        person.reader.get(address)

        person.session = None
        assert COOKIE not in cookies
        cookies.set(COOKIE, old, domain=COOKIE_DOMAIN)
        assert outcome(person.reader.get(MAIN_PAGE)) == bookkeeping.SIGN_ON_FIRST
        cookies.delete(COOKIE, domain=COOKIE_DOMAIN, path="/")

    @rule(seconds=st.sampled_from([1, 30, 60, 300, 360]))
    def pass_the_time(self, seconds: int) -> None:
        """Let a passcode run out, or a lock."""
        self.clock.advance(seconds=seconds)

    # Linking

    @rule(who=one_of_three, account=cmecf_account, how=how)
    def submit_the_form(self, who: int, account: int, how: str) -> None:
        """Submit the link form."""
        person, cmecf = self.people[who], self.cmecf[account]
        password = _password(cmecf.password, how)
        for _ in range(5 if how == WRONG_FIVE_TIMES else 1):
            answer = person.reader.submit_form(cmecf.login, password)

            said = self.model.submit_form(person.session, cmecf, password)
            assert outcome(answer) == said
            if said == bookkeeping.TO_THE_VERIFICATION:
                assert person.session
                address = answer.headers["location"]
                self.requests.append(ModelRequest(address, person.session, cmecf))

    @precondition(lambda self: bool(self.requests))
    @rule(number=number, times=st.sampled_from([1, 1, 2]))
    def submit_a_verification(self, number: int, times: int) -> None:
        """Submit a verification from the session that it is for, if that is still open."""
        request = self.requests[-1 - number % len(self.requests)]
        owner = next((each for each in self.people if each.session is request.session), None)
        for _ in range(times):
            self._submit_verification(owner or self.people[0], request)

    @precondition(lambda self: bool(self.requests))
    @rule(who=one_of_three, number=number)
    def submit_a_verification_in_any_browser(self, who: int, number: int) -> None:
        """Submit a verification from a session that it may not be for."""
        request = self.requests[-1 - number % len(self.requests)]
        self._submit_verification(self.people[who], request)

    def _submit_verification(self, person: Person, request: ModelRequest) -> None:
        answer = person.reader.submit_verification(request.address)

        assert outcome(answer) == self.model.submit_verification(person.session, request)
        # A notice too many may never be sent, and would be waited for.
        assert self.records.count_notices() == len(self.model.links)
        assert self.records.all_are_sent()

    @rule(who=one_of_three)
    def type_the_addresses_early(self, who: int) -> None:
        """Ask for every page of linking, with a number that the court never gave."""
        person, session = self.people[who], self.people[who].session

        answers = [
            person.reader.get(FORM),
            person.reader.get(NEVER_GIVEN),
            person.reader.submit_verification(NEVER_GIVEN),
            person.reader.get(_confirmation(NEVER_GIVEN)),
        ]

        assert [outcome(answer) for answer in answers] == [
            self.model.form(session),
            self.model.verification(session, None),
            self.model.submit_verification(session, None),
            self.model.confirmation(session, None),
        ]

    @precondition(lambda self: bool(self.requests))
    @rule(who=one_of_three, number=number)
    def open_a_verification_and_its_confirmation(self, who: int, number: int) -> None:
        """Ask for the pages of a request, from any session and at any time."""
        request = self.requests[-1 - number % len(self.requests)]
        person, session = self.people[who], self.people[who].session

        verification = person.reader.get(request.address)
        confirmation = person.reader.get(_confirmation(request.address))

        said = self.model.verification(session, request)
        assert outcome(verification) == said
        assert outcome(confirmation) == self.model.confirmation(session, request)
        names = [unescape(name) for name in re.findall(r"<b>(.*?)</b>", verification.text)]
        cmecf, pacer = request.cmecf, request.session.account
        shown = [f"{cmecf.login} {cmecf.name}", pacer.name]
        assert names == (shown if said == bookkeeping.THE_QUESTION else [])

    # What the court knows

    @invariant()
    def links_are_the_model_s(self) -> None:
        """Compare the links."""
        assert self.records.links() == self.model.links

    @invariant()
    def each_link_has_one_notice_and_one_mail_and_nothing_else_has(self) -> None:
        """Compare the notices and what is in the mailbox."""
        assert self.records.count_notices() == len(self.model.links)
        mailbox = self.people[0].reader.get(f"http://{MAILBOX_HOST}/").text
        assert [unescape(to) for to in re.findall(r"<tr><td>(.*?)</td>", mailbox)] == [
            str(Address(account.name, addr_spec=account.email)) for account in self.model.mailed
        ]

    @invariant()
    def failed_tries_are_the_model_s(self) -> None:
        """Compare what leads to locks."""
        names = [f"pacer {account.username}" for account in self.pacer]
        names += [f"passcode {account.username}" for account in self.pacer]
        names += [f"cmecf wiwb {account.login}" for account in self.cmecf]
        known = {name: self.records.failed_tries(name) for name in names}
        assert {name: tries for name, tries in known.items() if tries} == self.model.failed

    @invariant()
    def sessions_and_their_menu_bars_are_the_model_s(self) -> None:
        """Compare what everybody sees on the main page."""
        pages = [person.reader.get(MAIN_PAGE) for person in self.people]
        assert [menu_bar(page) for page in pages] == [
            self.model.menu_bar(person.session) if person.session else [] for person in self.people
        ]


def _password(right: str, how: str) -> str:
    return {RIGHT: right, BLANK: ""}.get(how, f"not {right}")


def _confirmation(verification: str) -> str:
    return verification.replace("LinkVerify", "LinkDone")

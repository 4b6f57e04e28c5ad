"""Mail: what the notice of a link says, that it is delivered in the end, and how it is received."""

import asyncio
import re
import socket
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import aiosmtplib
import pytest
from tenacity import RetryCallState

from e2e.court.mail.mail_server import (
    Answer,
    MailServer,
    die,
    hang,
    refuse_for_good,
    refuse_for_now,
    take,
)
from e2e.court.rules.clock import Clock
from e2e.court.rules.linking import link, request_link
from mock_court.courts.profile import Profile
from mock_court.mail import outbox as mail
from mock_court.mail.mailbox import Mailbox
from mock_court.mail.outbox import Outbox
from mock_court.rules.court import Court
from mock_court.rules.notice import linking_notice
from mock_court.rules.people import Attorney, People
from mock_court.rules.records import Notice, Records
from mock_court.rules.refusals import AlreadyLinked

BOUND = 20.0
"""No test takes as many seconds as this unless it is about to fail."""

Run = Callable[[Coroutine[None, None, None]], None]


class WatchedRecords(Records):
    """Records that say when somebody looked for notices, and when none is owed any more."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path)
        self.looks = 0
        self.looked = asyncio.Event()
        self.sent: list[tuple[int, datetime]] = []
        self.all_sent = asyncio.Event()

    def unsent_notices(self) -> list[Notice]:
        """Return the notices that are owed, and say that somebody looked."""
        self.looks += 1
        # An outbox that never rests would hold up the event loop, and the bound of the test too.
        assert self.looks < 1000
        self.looked.set()
        return super().unsent_notices()

    def mark_sent(self, notice: Notice, at: datetime) -> None:
        """Note that the notice was sent, and say so when it was the last one."""
        super().mark_sent(notice, at)
        self.sent.append((notice.id, at))
        if not super().unsent_notices():
            self.all_sent.set()


class WatchedOutbox(Outbox):
    """An outbox that says when a try has failed, and how long it means to wait."""

    def __init__(
        self, records: Records, server: tuple[str, int], now: Callable[[], datetime]
    ) -> None:
        super().__init__(records, server, now)
        self.waits: list[float] = []
        self.failed = asyncio.Event()

    async def _wait_to_retry(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.failed.set()
        await super()._wait_to_retry(seconds)


@asynccontextmanager
async def running(outbox: Outbox) -> AsyncIterator[None]:
    """Run the outbox meanwhile; its failure is the test's, and neither outlasts the bound."""
    async with asyncio.timeout(BOUND), asyncio.TaskGroup() as tasks:
        task = tasks.create_task(outbox.run())
        yield
        task.cancel()


@pytest.fixture(params=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Run:
    """Give what runs a coroutine, in Python's own event loop and in the one of the court."""
    # uvloop is not made for Windows.
    loops = asyncio if request.param == "asyncio" else pytest.importorskip("uvloop")

    def run_here(coroutine: Coroutine[None, None, None]) -> None:
        with asyncio.Runner(loop_factory=loops.new_event_loop) as runner:
            runner.run(coroutine)

    def run(coroutine: Coroutine[None, None, None]) -> None:
        # Once a test has used Playwright, its event loop runs in this thread and admits no other.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(run_here, coroutine).result()

    return run


@pytest.fixture
def records() -> Iterator[WatchedRecords]:
    """Give records in memory that can be waited for."""
    records = WatchedRecords()
    yield records
    records.close()


@pytest.fixture
def retries_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an outbox lose no time over a server that fails."""
    monkeypatch.setattr(mail, "FIRST_RETRY", 0.001)
    monkeypatch.setattr(mail, "SERVER_TIMEOUT", 0.2)


@pytest.fixture
def retries_only_when_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an outbox wait longer than a test takes, unless it is woken."""
    monkeypatch.setattr(mail, "FIRST_RETRY", 3600.0)
    monkeypatch.setattr(mail, "LAST_RETRY", 3600.0)


# The notice


def test_the_notice_names_the_court_and_both_accounts_and_says_that_it_is_a_mock(
    profile: Profile, clock: Clock, attorney: Attorney
) -> None:
    pacer, cmecf = attorney.pacer, replace(attorney.cmecf, name="John Q. Public")

    notice = linking_notice(profile, pacer, cmecf, clock())

    text = notice.get_content()
    assert "mock court" in text
    assert "U.S. Bankruptcy Court for the Western District of Wisconsin" in text
    assert f"PACER account: {pacer.name} ({pacer.username})" in text
    assert f"CM/ECF account: John Q. Public ({cmecf.login})" in text
    assert "Linked: 2026-01-02 03:04:05 UTC" in text
    assert str(notice["To"]) == f"{pacer.name} <{pacer.email}>"
    assert str(notice["From"]) == (
        '"Wisconsin Western Bankruptcy Court (mock)" <cmecf@ecf.wiwb.uscourts.localhost>'
    )
    assert str(notice["Subject"]) == (
        "[Mock court] Accounts linked: Wisconsin Western Bankruptcy Court"
    )
    assert notice["Date"].datetime == clock()
    assert notice["Auto-Submitted"] == "auto-generated"


def test_the_notice_holds_no_secret(profile: Profile, clock: Clock, people: People) -> None:
    attorney = people.attorney(passcode=True)

    notice = linking_notice(profile, attorney.pacer, attorney.cmecf, clock())

    written = f"{notice.items()}{notice.get_content()}"
    secrets = (attorney.pacer.password, attorney.cmecf.password, attorney.pacer.otp_secret or "")
    assert [secret for secret in secrets if secret in written] == []


def test_one_link_has_one_message_id_and_every_other_link_another(
    profile: Profile, clock: Clock, attorney: Attorney
) -> None:
    pacer, cmecf, at = attorney.pacer, attorney.cmecf, clock()
    other_links = [
        (replace(profile, id="wieb"), pacer, cmecf, at),
        (profile, replace(pacer, username="somebody"), cmecf, at),
        (profile, pacer, replace(cmecf, login="somebody"), at),
        (profile, pacer, cmecf, at + timedelta(microseconds=1)),
    ]

    message_id, again, *others = (
        linking_notice(*each)["Message-ID"]
        for each in [(profile, pacer, cmecf, at), (profile, pacer, cmecf, at), *other_links]
    )

    assert message_id == again
    assert re.fullmatch(r"<[0-9a-f]{24}@ecf\.wiwb\.uscourts\.localhost>", message_id)
    assert len({message_id, *others}) == 5


LINE_BREAKS = ["\r\nBcc: somebody@example.com", "\nBcc: somebody@example.com", "\r\r", "\n\nText"]


@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=repr)
@pytest.mark.parametrize("part", ["name", "email", "title", "id"])
def test_a_line_break_in_a_header_of_the_notice_is_refused(
    profile: Profile, clock: Clock, attorney: Attorney, part: str, line_break: str
) -> None:
    pacer = attorney.pacer
    changed = {
        "name": (profile, replace(pacer, name=pacer.name + line_break)),
        "email": (profile, replace(pacer, email=pacer.email + line_break)),
        "title": (replace(profile, title=profile.title + line_break), pacer),
        "id": (replace(profile, id=profile.id + line_break), pacer),
    }

    with pytest.raises(ValueError, match=r"CR|LF|line"):
        linking_notice(*changed[part], attorney.cmecf, clock())


@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=repr)
def test_a_line_break_in_the_text_of_the_notice_makes_no_header(
    profile: Profile, clock: Clock, attorney: Attorney, line_break: str
) -> None:
    plain = linking_notice(profile, attorney.pacer, attorney.cmecf, clock())
    cmecf = replace(attorney.cmecf, login=line_break, name=line_break)

    notice = linking_notice(profile, attorney.pacer, cmecf, clock())

    arrived = message_from_bytes(notice.as_bytes(), policy=policy.default)
    assert arrived.keys() == plain.keys()


def test_a_name_with_accents_goes_through_a_server_that_takes_only_seven_bits(
    profile: Profile, clock: Clock, attorney: Attorney
) -> None:
    pacer = replace(attorney.pacer, name="José Peña")

    message = linking_notice(profile, pacer, attorney.cmecf, clock()).as_bytes()

    arrived = message_from_bytes(message, policy=policy.default)
    assert message.isascii()
    assert arrived["To"].addresses[0].display_name == "José Peña"
    assert "José Peña" in arrived.get_content()


# Delivery


def test_an_attorney_who_links_gets_the_notice(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        address = await mailbox.start()
        async with running(Outbox(records, address, clock)):
            await records.all_sent.wait()
        await mailbox.stop()

    mailbox = Mailbox(records)
    linked = link(court, attorney)
    run(scene())

    (message,) = mailbox.messages()
    notice = linking_notice(court.profile, attorney.pacer, attorney.cmecf, linked.linked_at)
    assert message.items() == notice.items()
    assert message.get_content().splitlines() == notice.get_content().splitlines()
    assert [at for _, at in records.sent] == [clock()]


def test_a_link_that_is_refused_brings_no_mail(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        address = await mailbox.start()
        async with running(Outbox(records, address, clock)):
            await records.all_sent.wait()
        await mailbox.stop()

    mailbox = Mailbox(records)
    late, first = request_link(court, attorney), request_link(court, attorney)
    court.link(first)
    with pytest.raises(AlreadyLinked):
        court.link(late)
    run(scene())

    assert len(mailbox.messages()) == 1


@pytest.mark.usefixtures("retries_at_once")
@pytest.mark.parametrize(
    "answers",
    [
        [refuse_for_now],
        [refuse_for_good],
        [hang],
        [die],
        [refuse_for_now, hang, die, refuse_for_good, die, hang],
    ],
    ids=["refuses for now", "refuses every time", "hangs", "dies", "does it all"],
)
def test_a_notice_is_delivered_in_the_end_to_a_server_that(
    court: Court,
    records: WatchedRecords,
    clock: Clock,
    attorney: Attorney,
    run: Run,
    answers: list[Answer],
) -> None:
    async def scene() -> None:
        async with server, running(Outbox(records, server.address, clock)):
            await records.all_sent.wait()

    server = MailServer(*answers)
    link(court, attorney)
    run(scene())

    # A machine under load may take a good answer for a late one, and then tries once more.
    assert len(server.tried) > len(answers)
    assert len({message_from_bytes(message)["Message-ID"] for message in server.tried}) == 1
    assert records.unsent_notices() == []


@pytest.mark.usefixtures("retries_at_once")
def test_a_notice_is_delivered_to_a_server_that_comes_later(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        async with running(outbox):
            await outbox.failed.wait()
            async with server:
                await records.all_sent.wait()

    server = MailServer()
    outbox = WatchedOutbox(records, server.address, clock)
    link(court, attorney)
    run(scene())

    assert len(server.tried) >= 1
    assert records.unsent_notices() == []


@pytest.mark.usefixtures("retries_only_when_woken")
@pytest.mark.parametrize("greeting", [b"", b"hello\r\n", b"554 No mail here\r\n", b"\xff" * 9999])
@pytest.mark.parametrize("hangs_up", [True, False], ids=["hangs up", "stays"])
def test_a_server_that_is_no_mail_server_stops_nothing(
    court: Court,
    records: WatchedRecords,
    clock: Clock,
    attorney: Attorney,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    greeting: bytes,
    *,
    hangs_up: bool,
) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        if not hangs_up:
            await reader.read()
        writer.close()

    async def scene() -> None:
        server = await asyncio.start_server(greet, "127.0.0.1", 0)
        outbox = WatchedOutbox(records, server.sockets[0].getsockname(), clock)
        async with running(outbox):
            for _ in range(3):
                await outbox.failed.wait()
                outbox.failed.clear()
                outbox.wake()
        server.close()
        await server.wait_closed()
        waits.extend(outbox.waits)

    monkeypatch.setattr(mail, "SERVER_TIMEOUT", 0.05)
    waits: list[float] = []
    link(court, attorney)
    run(scene())

    assert len(waits) >= 3
    assert len(records.unsent_notices()) == 1


def test_a_notice_counts_as_sent_only_when_the_server_took_it(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        async with server, running(Outbox(records, server.address, clock)):
            await server.was_tried.wait()
            owed.extend(records.unsent_notices())
            server.goes_on.set()
            await records.all_sent.wait()

    server = MailServer(hang)
    owed: list[Notice] = []
    link(court, attorney)
    run(scene())

    assert len(owed) == 1
    assert records.unsent_notices() == []


@pytest.mark.usefixtures("retries_only_when_woken")
def test_a_refused_notice_does_not_hold_up_the_next(
    court: Court, records: WatchedRecords, clock: Clock, people: People, run: Run
) -> None:
    async def scene() -> None:
        async with server, running(outbox):
            await outbox.failed.wait()

    attorneys = [people.attorney() for _ in range(3)]
    court.enroll(attorneys)
    for attorney in attorneys:
        link(court, attorney)
    first, second, third = records.unsent_notices()
    server = MailServer(refuse_for_good)
    outbox = WatchedOutbox(records, server.address, clock)
    run(scene())

    assert records.sent == [(second.id, clock()), (third.id, clock())]
    assert records.unsent_notices() == [first]


def test_a_notice_that_is_owed_while_another_is_on_its_way_follows_it(
    court: Court, records: WatchedRecords, clock: Clock, people: People, run: Run
) -> None:
    async def scene() -> None:
        async with server, running(outbox):
            await server.was_tried.wait()
            link(court, second)
            outbox.wake()
            server.goes_on.set()
            await records.all_sent.wait()

    first, second = people.attorney(), people.attorney()
    court.enroll([first, second])
    link(court, first)
    server = MailServer(hang)
    outbox = Outbox(records, server.address, clock)
    run(scene())

    assert len(server.tried) == 2


def test_an_outbox_looks_for_notices_only_when_woken(
    court: Court, records: WatchedRecords, clock: Clock, people: People, run: Run
) -> None:
    async def scene() -> None:
        async with server, running(outbox):
            await records.looked.wait()
            for attorney in attorneys:
                link(court, attorney)
                records.all_sent.clear()
                outbox.wake()
                await records.all_sent.wait()
            records.looked.clear()
            outbox.wake()
            await records.looked.wait()

    attorneys = [people.attorney() for _ in range(5)]
    court.enroll(attorneys)
    server = MailServer()
    outbox = Outbox(records, server.address, clock)
    run(scene())

    assert records.looks == 1 + len(attorneys) + 1
    assert len(server.tried) == len(server.sessions) == len(attorneys)


def test_another_thread_wakes_an_outbox_that_waits(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        loop_threads.append(threading.get_ident())
        async with server, running(outbox):
            await records.looked.wait()
            link(court, attorney)
            thread.start()
            await records.all_sent.wait()
        thread.join()

    class WatchedEvent(asyncio.Event):
        """An event that notes which threads set it: only its loop's own may."""

        def set(self) -> None:
            setters.append(threading.get_ident())
            super().set()

    loop_threads: list[int] = []
    setters: list[int] = []
    server = MailServer()
    outbox = Outbox(records, server.address, clock)
    outbox._woken = WatchedEvent()
    thread = threading.Thread(target=outbox.wake)
    run(scene())

    assert len(server.tried) == 1
    assert setters == loop_threads


@pytest.mark.usefixtures("retries_only_when_woken")
def test_an_outbox_that_is_woken_does_not_wait_for_its_next_try(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        async with running(outbox):
            await outbox.failed.wait()
            async with server:
                outbox.wake()
                await records.all_sent.wait()

    server = MailServer()
    outbox = WatchedOutbox(records, server.address, clock)
    link(court, attorney)
    run(scene())

    assert len(server.tried) == 1


@pytest.mark.usefixtures("retries_only_when_woken")
def test_an_outbox_that_failed_does_nothing_until_its_next_try(
    court: Court,
    profile: Profile,
    records: WatchedRecords,
    clock: Clock,
    people: People,
    attorney: Attorney,
    run: Run,
) -> None:
    async def scene() -> None:
        async with refusing, running(outbox):
            await outbox.failed.wait()
            # What another outbox does meanwhile takes long enough for many a try.
            async with taking, running(Outbox(elsewhere, taking.address, clock)):
                await elsewhere.all_sent.wait()

    link(court, attorney)
    elsewhere = WatchedRecords()
    other_court = Court(profile, elsewhere)
    others = [people.attorney() for _ in range(10)]
    other_court.enroll(others)
    for other in others:
        link(other_court, other)
    refusing, taking = MailServer(*[refuse_for_now] * 1000), MailServer()
    outbox = WatchedOutbox(records, refusing.address, clock)
    run(scene())
    elsewhere.close()

    assert len(taking.tried) == 10
    assert (len(refusing.tried), outbox.waits) == (1, [3600.0])


def test_the_wait_for_another_try_doubles_up_to_half_a_minute(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    class ImpatientOutbox(Outbox):
        """An outbox that only notes its first waits."""

        async def _wait_to_retry(self, seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == 12:
                enough.set()
                await asyncio.Event().wait()

    async def scene() -> None:
        async with running(outbox):
            await enough.wait()

    waits: list[float] = []
    enough = asyncio.Event()
    link(court, attorney)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        outbox = ImpatientOutbox(records, nobody.getsockname(), clock)
        run(scene())

    assert waits == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30, 30])


def test_a_delivery_ends_what_failed_before(
    records: WatchedRecords, clock: Clock, run: Run
) -> None:
    outbox = Outbox(records, ("127.0.0.1", 1), clock)
    outbox.failure = mail.Failure("It was gone.", clock())

    run(outbox._deliver())

    assert outbox.failure is None


def test_a_failure_without_words_is_known_by_its_name(
    records: WatchedRecords, clock: Clock
) -> None:
    outbox = Outbox(records, ("127.0.0.1", 1), clock)
    tried = SimpleNamespace(outcome=SimpleNamespace(exception=TimeoutError), upcoming_sleep=1.0)

    outbox._report(cast("RetryCallState", tried))

    assert outbox.failure
    assert outbox.failure.why == "TimeoutError"


@pytest.mark.usefixtures("retries_at_once")
def test_the_waits_start_anew_after_a_delivery(
    court: Court,
    records: WatchedRecords,
    clock: Clock,
    people: People,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scene() -> None:
        async with server, running(outbox):
            for attorney in attorneys:
                link(court, attorney)
                records.all_sent.clear()
                outbox.wake()
                await records.all_sent.wait()

    monkeypatch.setattr(mail, "SERVER_TIMEOUT", BOUND)
    attorneys = [people.attorney(), people.attorney()]
    court.enroll(attorneys)
    server = MailServer(refuse_for_now, refuse_for_now, refuse_for_now, take, refuse_for_now)
    outbox = WatchedOutbox(records, server.address, clock)
    run(scene())

    assert outbox.waits == pytest.approx([0.001, 0.002, 0.004, 0.001])


@pytest.mark.usefixtures("retries_only_when_woken")
def test_a_failed_try_is_logged_with_the_server_the_answer_and_the_wait(
    court: Court,
    records: WatchedRecords,
    clock: Clock,
    attorney: Attorney,
    run: Run,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scene() -> None:
        async with server, running(outbox):
            await outbox.failed.wait()

    server = MailServer(refuse_for_good)
    outbox = WatchedOutbox(records, server.address, clock)
    link(court, attorney)
    run(scene())

    (said,) = [
        each.getMessage() for each in caplog.records if each.name == "mock_court.mail.outbox"
    ]
    assert said == (
        f"The mail server 127.0.0.1:{server.address[1]} did not take a notice"
        ": (554, 'No such mail here'); next try in 3600.0 seconds."
    )


def test_an_outbox_stops_at_once_even_while_a_server_hangs(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        async with server:
            task = asyncio.create_task(Outbox(records, server.address, clock).run())
            await server.was_tried.wait()
            task.cancel()
            async with asyncio.timeout(mail.SERVER_TIMEOUT / 2):
                await asyncio.wait([task])
            was_cancelled.append(task.cancelled())

    server = MailServer(hang)
    was_cancelled: list[bool] = []
    link(court, attorney)
    run(scene())

    assert was_cancelled == [True]
    assert len(records.unsent_notices()) == 1


def test_an_outbox_stops_even_when_asked_as_the_server_says_good_bye(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        async with server:
            task = asyncio.create_task(Outbox(records, server.address, clock).run())
            await records.all_sent.wait()
            task.cancel()
            async with asyncio.timeout(mail.SERVER_TIMEOUT / 2):
                await asyncio.wait([task])

    server = MailServer()
    link(court, attorney)
    run(scene())

    assert len(server.tried) == 1


def test_waking_an_outbox_that_does_not_run_does_nothing(
    records: WatchedRecords, clock: Clock, run: Run
) -> None:
    async def scene() -> None:
        async with running(outbox):
            await records.looked.wait()

    outbox = Outbox(records, ("127.0.0.1", 1), clock)
    outbox.wake()
    run(scene())

    outbox.wake()

    assert records.looks == 1


def test_a_notice_that_is_owed_outlasts_the_court(
    profile: Profile, people: People, clock: Clock, tmp_path: Path, run: Run
) -> None:
    async def scene() -> None:
        async with server, running(Outbox(after, server.address, clock)):
            await after.all_sent.wait()

    attorney = people.attorney()
    before = Records(tmp_path / "court.sqlite3")
    court = Court(profile, before)
    court.enroll([attorney])
    link(court, attorney)
    before.close()
    after = WatchedRecords(tmp_path / "court.sqlite3")
    server = MailServer()
    run(scene())

    assert len(server.tried) == 1
    after.close()


# The mailbox


async def _send(address: tuple[str, int], *messages: EmailMessage) -> None:
    host, port = address
    for message in messages:
        await aiosmtplib.send(message, hostname=host, port=port, local_hostname="localhost")


def _message(message_id: str | None) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "cmecf@example.org", "somebody@example.com"
    message["Subject"] = f"Mail {message_id}"
    if message_id:
        message["Message-ID"] = message_id
    message.set_content("A text.\n.\n..with dots\n")
    return message


def test_a_mailbox_keeps_mails_as_they_came_the_oldest_first(
    records: WatchedRecords, run: Run
) -> None:
    async def scene() -> None:
        await _send(await mailbox.start(), *sent)
        await mailbox.stop()

    mailbox = Mailbox(records)
    sent = [_message(f"<{name}@example.org>") for name in "cab"]
    run(scene())

    arrived = mailbox.messages()
    assert [each["Subject"] for each in arrived] == [each["Subject"] for each in sent]
    assert [each.get_content().splitlines() for each in arrived] == [
        each.get_content().splitlines() for each in sent
    ]


def test_a_mail_that_arrives_twice_is_one_mail(records: WatchedRecords, run: Run) -> None:
    async def scene() -> None:
        await _send(await mailbox.start(), first, other, first)
        await mailbox.stop()

    mailbox = Mailbox(records)
    first, other = _message("<first@example.org>"), _message("<other@example.org>")
    run(scene())

    subjects = [each["Subject"] for each in mailbox.messages()]
    assert subjects == ["Mail <first@example.org>", "Mail <other@example.org>"]


def test_a_mail_without_a_message_id_is_refused(records: WatchedRecords, run: Run) -> None:
    async def scene() -> None:
        address = await mailbox.start()
        with pytest.raises(aiosmtplib.SMTPDataError, match="needs a Message-ID") as refusal:
            await _send(address, _message(None))
        codes.append(refusal.value.code)
        await mailbox.stop()

    mailbox = Mailbox(records)
    codes: list[int] = []
    run(scene())

    assert codes == [554]
    assert mailbox.messages() == []


def test_mail_outlasts_the_court(tmp_path: Path, run: Run) -> None:
    async def scene() -> None:
        mailbox = Mailbox(before)
        await _send(await mailbox.start(), _message("<first@example.org>"))
        await mailbox.stop()

    before = Records(tmp_path / "court.sqlite3")
    run(scene())
    before.close()

    after = Records(tmp_path / "court.sqlite3")
    assert [each["Message-ID"] for each in Mailbox(after).messages()] == ["<first@example.org>"]
    after.close()


def test_a_mailbox_listens_on_loopback_and_stops_though_somebody_is_connected(
    records: WatchedRecords, run: Run
) -> None:
    async def scene() -> None:
        mailbox = Mailbox(records)
        host, port = await mailbox.start()
        hosts.append(host)
        reader, writer = await asyncio.open_connection(host, port)
        greetings.append(await reader.readline())
        async with asyncio.timeout(BOUND):
            await mailbox.stop()
            rest = await reader.read()
        greetings.append(rest)
        writer.close()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(host, port)
        await mailbox.stop()

    hosts: list[str] = []
    greetings: list[bytes] = []
    run(scene())

    assert hosts == ["127.0.0.1"]
    assert greetings[0].startswith(b"220 mailbox.uscourts.localhost ")
    assert greetings[1] == b""

"""The outbox outlives a database that fails and a notice that nobody can send, and says so."""

import asyncio
import logging
import socket
from collections.abc import Iterator
from email import message_from_bytes
from http import HTTPStatus
from pathlib import Path

import aiosmtplib
import pytest
from tenacity import retry_if_exception_type

from e2e.court.http.reader import CMECF, Reader, reading
from e2e.court.mail.mail_server import MailServer
from e2e.court.mail.test_mail import (
    BOUND,
    Run,
    WatchedOutbox,
    WatchedRecords,
    _message,
    _send,
    retries_at_once,
    run,
    running,
)
from e2e.court.records import failing
from e2e.court.records.failing import BEGIN, COMMIT, STATEMENT, TROUBLE
from e2e.court.rules.clock import Clock
from e2e.court.rules.linking import link
from mock_court.mail.mailbox import Mailbox
from mock_court.mail.outbox import Outbox
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney
from mock_court.serve import serve

__all__ = ["retries_at_once", "run"]

HEALTH = f"{CMECF}/healthz"


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatchedRecords]:
    """Give records in a file that fail on demand."""
    failing.install(monkeypatch)
    records = WatchedRecords(tmp_path / "court.sqlite3")
    yield records
    records.close()


def _message_ids(server: MailServer) -> list[str]:
    return [message_from_bytes(each)["Message-ID"] for each in server.tried]


@pytest.mark.sample(8)
@pytest.mark.usefixtures("retries_at_once")
@pytest.mark.parametrize("point", ["SELECT", BEGIN, STATEMENT, COMMIT])
@pytest.mark.parametrize("code", TROUBLE.values(), ids=TROUBLE)
def test_a_notice_is_delivered_when_the_database_works_again(
    court: Court,
    records: WatchedRecords,
    clock: Clock,
    attorney: Attorney,
    run: Run,
    caplog: pytest.LogCaptureFixture,
    point: str,
    code: int,
) -> None:
    async def scene() -> None:
        async with server, running(outbox):
            with failing.failing(point, code=code):
                for _ in range(3):
                    await outbox.failed.wait()
                    outbox.failed.clear()
                assert outbox.is_alive
                assert outbox.failure
                assert f"{point} failed by {code}" in outbox.failure.why
            await records.all_sent.wait()
            # It looks once more only when it has come to the end of this try.
            records.looked.clear()
            outbox.wake()
            await records.looked.wait()

    server = MailServer()
    outbox = WatchedOutbox(records, server.address, clock)
    link(court, attorney)
    run(scene())

    # Where only the note of it failed, the server has it already and does not get it again.
    assert len(server.tried) == 1
    assert records.unsent_notices() == []
    assert (outbox.failure, outbox.defect, outbox.is_alive) == (None, None, False)
    said = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert len(said) >= 3
    assert said[0].startswith("The outbox cannot use the court's records: The records file ")
    assert f"({point} failed by {code}).; next try in 0.0 seconds." in said[0]


def test_an_outbox_that_retries_only_for_mail_servers_would_die_of_the_database(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        async with server:
            delivery = asyncio.create_task(outbox.run())
            with failing.failing("SELECT"):
                await asyncio.wait([delivery], timeout=BOUND)
            is_alive.append(outbox.is_alive)
            assert delivery.exception()

    is_alive: list[bool] = []
    server = MailServer()
    outbox = Outbox(records, server.address, clock)
    outbox._retrying.retry = retry_if_exception_type(OSError)
    link(court, attorney)
    run(scene())

    assert is_alive == [False]
    assert server.tried == []


@pytest.mark.usefixtures("retries_at_once")
def test_a_notice_that_nobody_can_send_holds_up_no_other_and_is_a_defect(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        async with server, running(outbox):
            await outbox.failed.wait()

    records._db.execute("INSERT INTO notices (message) VALUES (x'00')")
    server = MailServer()
    outbox = WatchedOutbox(records, server.address, clock)
    link(court, attorney)
    run(scene())

    assert len(server.tried) == 1
    assert [each.message for each in records.unsent_notices()] == [b"\0"]
    assert isinstance(outbox.defect, ValueError)


@pytest.mark.usefixtures("retries_at_once")
def test_a_notice_is_sent_again_after_a_restart_with_the_same_message_id(
    court: Court, records: WatchedRecords, clock: Clock, attorney: Attorney, run: Run
) -> None:
    async def scene() -> None:
        async with server:
            with failing.failing(COMMIT):
                async with running(first):
                    await first.failed.wait()
            # What the first outbox knew of the server's answer is gone with its process.
            async with running(Outbox(records, server.address, clock)):
                await records.all_sent.wait()

    server = MailServer()
    first = WatchedOutbox(records, server.address, clock)
    link(court, attorney)
    run(scene())

    one, again = _message_ids(server)
    assert one == again


# The page of the court's health


def test_a_court_that_is_well_says_so(court: Court) -> None:
    with reading(court) as reader:
        answer = reader.get(HEALTH)

    assert (answer.status_code, answer.json()) == (
        HTTPStatus.OK,
        {
            "status": "pass",
            "records": {"status": "pass", "writable": True, "error": None},
            "outbox": {
                "status": "pass",
                "alive": True,
                "waiting": 0,
                "last_error": None,
                "last_error_at": None,
            },
        },
    )


@pytest.mark.usefixtures("retries_at_once")
def test_a_mail_server_that_takes_nothing_is_a_warning(court: Court, attorney: Attorney) -> None:
    link(court, attorney)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with serve(court, smtp=nobody.getsockname()) as served, Reader(served).client as client:
            # The outbox and the page take turns in one thread.
            seen = [client.get(HEALTH) for _ in range(50)]

    (status, outbox) = seen[-1].status_code, seen[-1].json()["outbox"]
    assert (status, seen[-1].json()["status"]) == (HTTPStatus.OK, "warn")
    assert (outbox["status"], outbox["alive"], outbox["waiting"]) == ("warn", True, 1)
    assert "onnect" in outbox["last_error"]
    assert outbox["last_error_at"].startswith("2026-01-02T03:04:05")


def test_a_court_whose_outbox_died_is_ill(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    async def die(_: Outbox) -> None:
        """Deliver nothing."""

    monkeypatch.setattr(Outbox, "run", die)
    with reading(court) as reader:
        answer = reader.get(HEALTH)

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["status"] == "fail"
    assert answer.json()["outbox"]["alive"] is False


def test_the_mailbox_asks_to_be_sent_again_what_it_cannot_keep(
    records: WatchedRecords, run: Run
) -> None:
    async def scene() -> None:
        mailbox = Mailbox(records)
        address = await mailbox.start()
        with failing.failing(COMMIT), pytest.raises(aiosmtplib.SMTPDataError) as refused:
            await _send(address, _message("<first@example.org>"))
        codes.append(refused.value.code)
        await _send(address, _message("<first@example.org>"))
        await mailbox.stop()

    codes: list[int] = []
    run(scene())

    assert codes == [451]
    assert len(records.received_mail()) == 1

"""The court's records in SQLite: accounts, links, notices, failed tries, received mail."""

import sqlite3
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime

from pydantic import TypeAdapter

from mock_court.rules.database import Database
from mock_court.rules.people import CmecfAccount, PacerAccount

_PACER_ACCOUNT, _CMECF_ACCOUNT = TypeAdapter(PacerAccount), TypeAdapter(CmecfAccount)


@dataclass(frozen=True)
class Link:
    """A CM/ECF account and a PACER account of one court, linked permanently."""

    court: str
    cmecf_login: str
    pacer_username: str
    linked_at: datetime


@dataclass(frozen=True)
class Notice:
    """A mail that the court owes somebody: the message, ready to be sent."""

    id: int
    message: bytes


class LinkExists(Exception):
    """One of the two accounts is linked at this court already."""


class Records(Database):
    """What one or more courts keep, in one database, in memory or in a file.

    One connection serves the court's thread and the test's; each transaction holds the lock.
    """

    def _one(self, query: str, *values: object) -> sqlite3.Row | None:
        return next(iter(self._rows(query, *values)), None)

    def _write(self, statement: str, *values: object) -> int:
        """Run one statement in a transaction, and return how many rows it changed."""
        with self._transaction() as db:
            return db.execute(statement, values).rowcount

    def together(self) -> AbstractContextManager[object]:
        """Keep all that is written meanwhile, or nothing of it."""
        return self._transaction()

    def check_writable(self) -> None:
        """Write as much as a link does, and take it back; `RecordsUnavailable` if it fails."""
        with self._transaction() as db:
            # New pages make it fail on a full disk too.
            db.execute("INSERT INTO notices (message) VALUES (zeroblob(8192))")
            db.execute("DELETE FROM notices WHERE id = last_insert_rowid()")

    # Accounts

    def add_pacer(self, account: PacerAccount) -> None:
        """Keep a PACER account; one that is there already is left as it is."""
        self._add("pacer_accounts", asdict(account))

    def add_cmecf(self, court: str, account: CmecfAccount) -> None:
        """Keep a CM/ECF account of `court`; one that is there already is left as it is."""
        self._add("cmecf_accounts", {"court": court} | asdict(account))

    def _add(self, table: str, row: dict[str, object]) -> None:
        columns, places = ", ".join(row), ", ".join("?" * len(row))
        statement = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 the names are our own dataclasses' fields
        self._write(statement, *row.values())

    def pacer(self, username: str) -> PacerAccount | None:
        """Return the PACER account of that username."""
        row = self._one("SELECT * FROM pacer_accounts WHERE username = ?", username)
        # SQLite knows neither booleans nor enumerations.
        return None if row is None else _PACER_ACCOUNT.validate_python(dict(row))

    def cmecf(self, court: str, login: str) -> CmecfAccount | None:
        """Return the CM/ECF account of that login at `court`."""
        row = self._one("SELECT * FROM cmecf_accounts WHERE court = ? AND login = ?", court, login)
        return None if row is None else _CMECF_ACCOUNT.validate_python(dict(row))

    # Links

    def link(self, link: Link, message: bytes) -> None:
        """Keep the link and the notice of it, both or neither; `LinkExists` if there is one."""
        with self._transaction() as db:
            try:
                columns = (link.court, link.cmecf_login, link.pacer_username)
                db.execute(
                    "INSERT INTO links VALUES (?, ?, ?, ?)", (*columns, link.linked_at.isoformat())
                )
            except sqlite3.IntegrityError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                    raise
                raise LinkExists from error
            db.execute("INSERT INTO notices (message) VALUES (?)", (message,))

    def link_of_pacer(self, court: str, username: str) -> Link | None:
        """Return the link of that PACER account at `court`."""
        return self._link("pacer_username", court, username)

    def link_of_cmecf(self, court: str, login: str) -> Link | None:
        """Return the link of that CM/ECF account at `court`."""
        return self._link("cmecf_login", court, login)

    def _link(self, column: str, court: str, value: str) -> Link | None:
        row = self._one(f"SELECT * FROM links WHERE court = ? AND {column} = ?", court, value)  # noqa: S608 the two callers above name the column
        return None if row is None else _as_link(row)

    def links(self) -> list[Link]:
        """Return all links, oldest first."""
        return [_as_link(row) for row in self._rows("SELECT * FROM links ORDER BY rowid")]

    # Sign-on

    def failed_tries(self, account: str) -> tuple[int, datetime] | None:
        """Return how often in a row logging on to `account` failed, and when it last did."""
        row = self._one("SELECT count, last_at FROM failed_tries WHERE account = ?", account)
        return None if row is None else (row["count"], datetime.fromisoformat(row["last_at"]))

    def add_failed_try(self, account: str, at: datetime) -> None:
        """Count one more failed try on `account`."""
        self._write(
            "INSERT INTO failed_tries VALUES (?, 1, ?) ON CONFLICT (account)"
            " DO UPDATE SET count = count + 1, last_at = excluded.last_at",
            account,
            at.isoformat(),
        )

    def forget_failed_tries(self, account: str) -> None:
        """Start counting anew, after somebody logged on."""
        self._write("DELETE FROM failed_tries WHERE account = ?", account)

    def use_passcode(self, username: str, interval: int) -> bool:
        """Say whether the passcode of that 30-second `interval` is new, and use it up."""
        statement = (
            "UPDATE pacer_accounts SET last_passcode_at = ?"
            " WHERE username = ? AND last_passcode_at < ?"
        )
        return bool(self._write(statement, interval, username, interval))

    def updates_skipped(self, username: str) -> int:
        """Return how often that account's required update was skipped."""
        row = self._one("SELECT updates_skipped FROM pacer_accounts WHERE username = ?", username)
        return 0 if row is None else int(row["updates_skipped"])

    def skip_update(self, username: str) -> None:
        """Count one more skip of the required update."""
        statement = "UPDATE pacer_accounts SET updates_skipped = updates_skipped + 1"
        self._write(f"{statement} WHERE username = ?", username)

    # Mail

    def unsent_notices(self) -> list[Notice]:
        """Return the notices that no mail server has taken yet, oldest first."""
        query = "SELECT id, message FROM notices WHERE sent_at IS NULL ORDER BY id"
        return [Notice(*row) for row in self._rows(query)]

    def count_unsent_notices(self) -> int:
        """Return how many notices no mail server has taken yet."""
        return int(self._rows("SELECT count(*) FROM notices WHERE sent_at IS NULL")[0][0])

    def count_notices(self) -> int:
        """Return how many notices there are, sent or not."""
        return len(self._rows("SELECT id FROM notices"))

    def mark_sent(self, notice: Notice, at: datetime) -> None:
        """Note that a mail server took the notice."""
        self._write("UPDATE notices SET sent_at = ? WHERE id = ?", at.isoformat(), notice.id)

    def receive_mail(self, message_id: str, message: bytes) -> None:
        """Keep a mail that arrived; one that arrives again (same Message-ID) is the same mail."""
        statement = "INSERT OR IGNORE INTO mailbox (message_id, message) VALUES (?, ?)"
        self._write(statement, message_id, message)

    def received_mail(self) -> list[bytes]:
        """Return the mails that arrived, oldest first."""
        return [row["message"] for row in self._rows("SELECT message FROM mailbox ORDER BY id")]


def _as_link(row: sqlite3.Row) -> Link:
    return Link(row[0], row[1], row[2], datetime.fromisoformat(row[3]))

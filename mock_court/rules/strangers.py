"""Failed tries on names that are nobody's: counted like any other, and without keeping a name."""

import hashlib
import secrets
from datetime import datetime

from mock_court.rules.memory import Memory
from mock_court.rules.records import Records

NOBODY = "nobody of ours"
"""The one account in the records on which every try of a stranger is written down."""


class Strangers:
    """Counts failed tries by name, so that a lock does not tell who has an account.

    A name that is typed here may be somebody's real one: only its keyed hash is kept, in memory,
    and the key goes with the process.
    """

    def __init__(self, records: Records, failed: Memory[tuple[int, datetime]]) -> None:
        """Count in `failed`, and look up and write in `records` what takes as long as there."""
        self._records = records
        self._key = secrets.token_bytes(32)
        self._failed = failed

    def failed_tries(self, name: str) -> tuple[int, datetime] | None:
        """Return how often in a row logging on with that name failed, and when it last did."""
        # Looked up in the records too, so that it takes as long as an account that is there.
        self._records.failed_tries(NOBODY)
        return self._failed.get(self._hashed(name))

    def add_failed_try(self, name: str, at: datetime) -> None:
        """Count one more failed try with that name."""
        self._records.add_failed_try(NOBODY, at)
        hashed = self._hashed(name)
        count, _ = self._failed.get(hashed, (0, at))
        self._failed[hashed] = count + 1, at

    def _hashed(self, name: str) -> str:
        return hashlib.blake2b(name.encode(), key=self._key, digest_size=16).hexdigest()

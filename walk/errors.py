"""The errors that end a command with a sentence and without a stack trace."""

import errno

_OF_THIS_MACHINE = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EIO),
    *(errno.EMFILE, errno.ENFILE, errno.ENOMEM),
)

_OF_SQLITE = (7, 10, 13)
"""Its codes for no memory, an error of reading or writing, and a full disk."""


def is_of_this_machine(error: Exception) -> bool:
    """Say whether the machine failed, as with a full disk, and no mistake of the user's did."""
    if isinstance(error, OSError):
        return error.errno in _OF_THIS_MACHINE
    # The low byte is the kind of error. The module of SQLite is not imported for this.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_SQLITE


class CannotTell(Exception):
    """Something ended a command, and the sentence says what: the exit status is 3."""


class CourtFailed(CannotTell):
    """The embedded court itself failed, so the walk cannot say anything."""


class UsageError(Exception):
    """Wrong usage or configuration: a sentence for each mistake, each on a line; exit status 2."""

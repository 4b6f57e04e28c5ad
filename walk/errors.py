"""The errors that end a command with a sentence and without a stack trace."""


class CannotTell(Exception):
    """Something ended a command, and the sentence says what: the exit status is 3."""


class CourtFailed(CannotTell):
    """The embedded court itself failed, so the walk cannot say anything."""


class UsageError(Exception):
    """Wrong usage or configuration: a sentence for each mistake, each on a line; exit status 2."""

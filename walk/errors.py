"""The errors that end a command with a sentence and without a stack trace."""


class CourtFailed(Exception):
    """The embedded court itself failed, so the walk cannot say anything: the exit status is 3."""


class UsageError(Exception):
    """Wrong usage or configuration: a sentence for each mistake, each on a line; exit status 2."""

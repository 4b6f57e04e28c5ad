"""The errors that end a command with one sentence and no stack trace."""


class CourtFailed(Exception):
    """The embedded court itself failed, so that a walk could not tell: the exit status is 3."""


class UsageError(Exception):
    """Wrong usage or configuration: the sentence is for the person, the exit status is 2."""

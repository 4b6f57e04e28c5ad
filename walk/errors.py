"""The errors that end a command with one sentence and no stack trace."""


class UsageError(Exception):
    """Wrong usage or configuration: the sentence is for the person, the exit status is 2."""

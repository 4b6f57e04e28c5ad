"""The errors that end a command with a sentence and no traceback."""


class UsageError(ValueError):
    """What was asked for cannot be had; the message says why, and what to do."""


class UnknownScenario(UsageError):
    """No scenario has the name that was asked for; the message ends in the nearest name."""


class CourtFailed(Exception):
    """The court failed, through no fault of the user; the message says of what."""

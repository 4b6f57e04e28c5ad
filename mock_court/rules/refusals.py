"""What the court refuses, one named error each."""

from datetime import datetime


class Refused(Exception):
    """The court says no; the endpoints know what each refusal prints."""


class WrongCredentials(Refused):
    """No account has that name and password."""


class Locked(Refused):
    """Too many failed tries: the account is locked until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"locked until {until:%H:%M:%S}")
        self.until = until


class ClientCodeInvalid(Refused):
    """A client code may hold neither a space nor a comma (rule of 14 April 2024)."""


class WrongPasscode(Refused):
    """The one-time passcode is wrong, late or used already."""


class NoSkipsLeft(Refused):
    """The required account update was put off as often as it can be."""


class LinkRefused(Refused):
    """The accounts cannot be linked."""


class LegacyAccount(LinkRefused):
    """A legacy PACER account has to be upgraded first."""


class AdministrativeAccount(LinkRefused):
    """A PACER administrative account pays the bills; it has no case access."""


class SharedAccount(LinkRefused):
    """A firm's shared PACER account, in the scenario that refuses it."""


class CorporateAccount(LinkRefused):
    """A CM/ECF account shared in a company cannot be linked."""


class UnlinkableLogin(LinkRefused):
    """A CM/ECF login with one of `& @ $ *` cannot be linked."""


class AlreadyLinked(LinkRefused):
    """One of the accounts is linked at this court already, and that is for ever."""

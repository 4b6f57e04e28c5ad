"""What an attorney types: made up by the embedded court, or read from environment variables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyotp import TOTP

from walk.errors import UsageError
from walk.guide.model import Credential

PACER, CMECF = ("PACER_USERNAME", "PACER_PASSWORD"), ("CMECF_LOGIN", "CMECF_PASSWORD")
_CREDENTIALS: Mapping[str, Credential] = {
    "PACER_USERNAME": "PACER username",
    "PACER_PASSWORD": "PACER password",
    "PACER_CLIENT_CODE": "PACER client code",
    "CMECF_LOGIN": "CM/ECF login",
    "CMECF_PASSWORD": "CM/ECF password",
}
SECRET = "PACER_OTP_SECRET"  # noqa: S105 the name of the variable, not a secret


@dataclass(frozen=True)
class Permit:
    """The two accounts that you permit to be linked, which nobody can undo."""

    login: str
    """The CM/ECF login."""
    name: str
    """The name of the PACER account."""


@dataclass(frozen=True)
class Credentials:
    """What an attorney types, and the names that the verification page has to show."""

    values: Mapping[Credential, str] = field(repr=False)
    otp_secret: str | None = field(default=None, repr=False)
    """What one-time passcodes are made from (base32)."""

    @property
    def secrets(self) -> dict[str, str]:
        """What no file that a walk leaves behind may have in it, by its name."""
        words = {str(n): value for n, value in self.values.items() if n.endswith("password")}
        return words | ({SECRET: self.otp_secret} if self.otp_secret else {})

    @property
    def usernames(self) -> dict[str, str]:
        """The usernames of a real person, by their names."""
        names: tuple[Credential, ...] = ("PACER username", "CM/ECF login")
        return {name: self.values[name] for name in names if name in self.values}


def parse_permit(text: str) -> Permit:
    """Read what --permit-link says, or raise a UsageError."""
    login, equals, name = text.partition("=")
    if not (login and equals and name):
        raise UsageError(
            f'--permit-link {text!r} does not name both accounts; write "CMECF-LOGIN=PACER NAME", '
            "just as the verification page shows them."
        )
    return Permit(login, name)


def check_is_elsewhere(permit: Permit | None, *, is_embedded: bool) -> None:
    """Refuse a permit for the embedded court, where none is needed."""
    if permit and is_embedded:
        raise UsageError(
            "--permit-link is for a court elsewhere; at the embedded court a walk may link anyway, "
            "so leave it out."
        )


def credentials_from(variables: Mapping[str, str], permit: Permit | None) -> Credentials | None:
    """Return the credentials in the environment variables, or None if there are none."""
    given = {name: variables[name] for name in (*_CREDENTIALS, SECRET) if variables.get(name)}
    for pair in (PACER, CMECF):
        if len(there := [name for name in pair if name in given]) == 1:
            (missing,) = {*pair} - {*there}
            raise UsageError(f"{there[0]} is set and {missing} is not; set both or neither.")
    if not given:
        if permit:
            raise UsageError("--permit-link needs PACER_USERNAME and PACER_PASSWORD; set them.")
        return None
    if PACER[0] not in given:
        first = next(iter(given))
        raise UsageError(f"{first} is set and PACER_USERNAME is not; set both or neither.")
    secret = _usable(given.pop(SECRET, None))
    values: dict[Credential, str] = {"PACER client code": ""}
    values |= {_CREDENTIALS[name]: value for name, value in given.items()}
    if permit:
        if values.get("CM/ECF login") != permit.login:
            raise UsageError(
                f"--permit-link permits the CM/ECF login {permit.login!r}, and CMECF_LOGIN is not "
                "that; make them the same."
            )
        values |= {"PACER name": permit.name, "CM/ECF login and name": permit.login}
    return Credentials(values, secret)


def _usable(secret: str | None) -> str | None:
    """Return the secret, or raise a UsageError if no passcode can be made from it."""
    try:
        if secret:
            TOTP(secret).now()
    except ValueError:
        raise UsageError(
            f"No passcode can be made from {SECRET}; set it to the secret that your authenticator "
            "app was given: 23 or more letters and digits (base32), without spaces."
        ) from None
    return secret

"""What an attorney types: made up by the embedded court, or read from environment variables."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from pyotp import TOTP

from walk.errors import UsageError
from walk.guide.model import Credential

PACER, CMECF = ("PACER_USERNAME", "PACER_PASSWORD"), ("CMECF_LOGIN", "CMECF_PASSWORD")
CLIENT_CODE = "PACER_CLIENT_CODE"
_LONGEST_CLIENT_CODE = 32
_CREDENTIALS: Mapping[str, Credential] = {
    "PACER_USERNAME": "PACER username",
    "PACER_PASSWORD": "PACER password",
    CLIENT_CODE: "PACER client code",
    "CMECF_LOGIN": "CM/ECF login",
    "CMECF_PASSWORD": "CM/ECF password",
}
_OF_LINKING: tuple[Credential, ...] = ("CM/ECF login", "CM/ECF password")
SECRET = "PACER_OTP_SECRET"  # noqa: S105 the name of the variable, not a secret
PERMIT = "PERMIT_LINK"
"""The variable that permits what --permit-link does, and is on no command line."""
VARIABLES = (*_CREDENTIALS, SECRET, PERMIT)
"""Every variable of which the value is nobody else's business."""


@dataclass(frozen=True)
class Permit:
    """The two accounts that you permit to be linked, which nobody can undo."""

    login: str
    """The CM/ECF login."""
    name: str
    """The name of the PACER account."""
    cmecf_name: str = ""
    """The name of the CM/ECF account, if the permit has it."""


@dataclass(frozen=True)
class Credentials:
    """What an attorney types, and the names that the verification page has to show."""

    values: Mapping[Credential, str] = field(repr=False)
    otp_secret: str | None = field(default=None, repr=False)
    """What one-time passcodes are made from (base32)."""
    not_kept: frozenset[Credential] = frozenset()
    """What was given and is typed nowhere, since linking is not permitted."""

    @property
    def given(self) -> frozenset[Credential]:
        """What was given, kept or not."""
        return self.not_kept.union(self.values)

    @property
    def secrets(self) -> dict[str, str]:
        """What no file that a walk leaves behind may have in it, by its name."""
        words = {str(n): value for n, value in self.values.items() if n.endswith("password")}
        return words | ({SECRET: self.otp_secret} if self.otp_secret else {})

    @property
    def client_code(self) -> str:
        """What a real person enters as the client code, or nothing."""
        return self.values.get("PACER client code", "")

    @property
    def usernames(self) -> dict[str, str]:
        """The usernames of a real person, by their names."""
        names: tuple[Credential, ...] = ("PACER username", "CM/ECF login")
        return {name: self.values[name] for name in names if name in self.values}


def parse_permit(text: str, given_by: str = "") -> Permit:
    """Read what --permit-link says, or raise a UsageError that says by what it was given."""
    account, equals, name = text.partition("=")
    # No login has a space in it, so that the first one ends it.
    login, space, cmecf_name = account.partition(" ")
    if not (login and equals and name) or (space and not cmecf_name.strip()):
        raise UsageError(
            f"{given_by or f'--permit-link {text!r}'} does not name both accounts; write "
            '"CMECF-LOGIN=PACER NAME", just as the verification page shows them.'
        )
    return Permit(login, name, cmecf_name)


def permit_from(
    option: str | None, variables: Mapping[str, str], *, is_embedded: bool
) -> Permit | None:
    """Return the permit of --permit-link or of PERMIT_LINK.

    The embedded court needs none: there the option is refused, and the variable is not looked at.
    """
    by_option = parse_permit(option) if option is not None else None
    if is_embedded:
        if by_option:
            raise UsageError(
                "--permit-link is for a court elsewhere; at the embedded court a walk may link "
                "anyway, so leave it out."
            )
        return None
    text = variables.get(PERMIT)
    by_variable = parse_permit(text, PERMIT) if text else None
    if by_option and by_variable and by_option != by_variable:
        raise UsageError(f"--permit-link and {PERMIT} permit different accounts; give one of them.")
    return by_option or by_variable


def forget(variables: MutableMapping[str, str]) -> None:
    """Remove from this process's variables what nothing that it starts needs to know."""
    for name in VARIABLES:
        variables.pop(name, None)


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
    _check_client_code(given.get(CLIENT_CODE, ""))
    secret = _usable(given.pop(SECRET, None))
    values: dict[Credential, str] = {"PACER client code": ""}
    values |= {_CREDENTIALS[name]: value for name, value in given.items()}
    if permit:
        if values.get("CM/ECF login") != permit.login:
            raise UsageError(
                f"--permit-link permits the CM/ECF login {permit.login!r}, and CMECF_LOGIN is not "
                "that; make them the same."
            )
        account = f"{permit.login} {permit.cmecf_name}".strip()
        return Credentials(
            values | {"PACER name": permit.name, "CM/ECF login and name": account}, secret
        )
    # What is not kept cannot be typed, whatever goes wrong.
    not_kept = frozenset(name for name in values if name in _OF_LINKING)
    kept = {name: value for name, value in values.items() if name not in not_kept}
    return Credentials(kept, secret, not_kept)


def _check_client_code(code: str) -> None:
    """Raise a UsageError if PACER refuses the code, which is no reason to sign on in vain."""
    # A rule of April 2024; the form takes 32 characters.
    for wrong, is_wrong in {
        "a comma": "," in code,
        "a space": any(map(str.isspace, code)),
        f"more than {_LONGEST_CLIENT_CODE} characters": len(code) > _LONGEST_CLIENT_CODE,
    }.items():
        if is_wrong:
            raise UsageError(
                f"{CLIENT_CODE} has {wrong}, which PACER refuses in a client code; set it to one "
                "that PACER takes, or unset it."
            )


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
